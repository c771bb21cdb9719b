// SPDX-License-Identifier: GPL-3.0-or-later
// Courts: an order (a measure of the kind `administrative`) can be brought before a judge, who
// suspends it after a time, or finds it unlawful when it is all over. A suspended order moves
// nothing from then on, whatever plans do with it. Contested grounds fare worse. What the record
// did is left alone: it was not suspended. Under `counterfactual_law` a proposed or void ground
// counts as law.
//
// Known: of 1,000 orders with challenged 20 % and unlawful 50 %, 100 in the mean are found
// unlawful.
//
// from   orders do get suspended or void, docs/sources.md#law; frequencies and times assumed
#include "models/institutions/institutions.h"

#include "sim/base/exact.h"
#include "sim/run/lever.h"

#include <string.h>

enum { PARAM_CHALLENGED, PARAM_SUSPENDED, PARAM_UNLAWFUL, PARAM_CONTESTED, PARAM_DELAY, N_PARAMS };

// One row of OP_SEG_COURTS.
struct courts {
    uint32_t n_suspended, n_unlawful;
};

// clang-format off
static const struct op_param params[N_PARAMS] = {
    [PARAM_CHALLENGED] = { "challenged", OP_UNIT_SHARE, 0, 1, "margin(0.5 %, 2 %, 8 %)", OP_RUN_PARAM,
      OP_ASSUMED, "share of orders that are brought before a judge", "assumed", NULL },
    [PARAM_SUSPENDED] = { "suspended", OP_UNIT_SHARE, 0, 1, "margin(5 %, 20 %, 50 %)", OP_RUN_PARAM,
      OP_ASSUMED, "share of the orders before a judge that are suspended, if the ground is in force", "assumed", NULL },
    [PARAM_UNLAWFUL] = { "unlawful", OP_UNIT_SHARE, 0, 1, "margin(5 %, 20 %, 50 %)", OP_RUN_PARAM,
      OP_ASSUMED, "share of the orders before a judge that are found unlawful in the end, if the ground is in force",
      "assumed", NULL },
    [PARAM_CONTESTED] = { "contested", OP_UNIT_NONE, 1, 20, "margin(1.5, 3, 5)", OP_RUN_PARAM,
      OP_ASSUMED, "factor on an order's being brought before a judge, suspended and found unlawful, if the ground is not simply in force", "assumed", NULL },
    [PARAM_DELAY] = { "delay", OP_UNIT_DURATION, 0, 86400.0 * 366, "margin(12 h, 48 h, 7 d)",
      OP_RUN_PARAM, OP_ASSUMED, "median time until an order is suspended", "assumed", NULL },
};

static const struct op_metric metrics[] = {
    { "orders_suspended", "orders", OP_WANT_LESS, 0, "orders suspended", "geschorste bevelen",
      "orders that a court suspended while they were in force" },
    { "orders_unlawful", "orders", OP_WANT_LESS, 0, "orders found unlawful",
      "onrechtmatige bevelen", "orders that a court will find unlawful when it is all over" },
};
// clang-format on

static struct courts *
courts_of(const struct op_run *run)
{
    return (struct courts *)op_rows(run, OP_SEG_COURTS);
}

static const double *
params_of(const struct op_run *run)
{
    return op_run_params(run, OP_GROUP_COURTS);
}

static const struct op_measure *
measure_of(const struct op_run *run, int action)
{
    return &run->scenario->measures[run->scenario->actions[action].measure];
}

// Factor on what goes against an order.
static double
doubt(const struct op_run *run, const struct op_measure *measure)
{
    const bool is_excused =
        run->scenario->counterfactual_law != NULL && measure->legal_status >= OP_PROPOSED;

    return measure->legal_status == OP_IN_FORCE || is_excused ? 1 : params_of(run)[PARAM_CONTESTED];
}

static void
started(struct op_run *run, int action, enum op_basis basis)
{
    const struct op_measure *const measure = measure_of(run, action);
    const double *const p = params_of(run);
    const uint32_t hash = run->scenario->actions[action].hash;

    if (measure->legal_kind == NULL || strcmp(measure->legal_kind, "administrative") != 0) return;
    const uint32_t n =
        ((const struct op_action_state *)op_rows(run, OP_SEG_ACTION))[action].n_starts;
    const struct op_words w = op_draw_words(&run->chance, OP_DRAW_RULING, hash, n, 0);
    const double factor = doubt(run, measure);
    if (basis == OP_BY_RECORD || op_unit_from32(w.w[0]) >= p[PARAM_CHALLENGED] * factor) return;
    courts_of(run)->n_unlawful += op_unit_from32(w.w[1]) < p[PARAM_UNLAWFUL] * factor;
    if (op_unit_from32(w.w[2]) >= p[PARAM_SUSPENDED] * factor) return;
    // sd of the log .8; assumed
    const double wait_s =
        p[PARAM_DELAY] > 0 ? op_lognormal_from(op_unit_from32(w.w[3]), p[PARAM_DELAY], .8) : 0;
    op_run_add(run, op_run_now_us(run) + op_us(wait_s), OP_KIND_RULING, 0, hash, n);
}

static void
ruling_event(struct op_run *run, struct op_event event)
{
    const struct op_action_state *const action = op_rows(run, OP_SEG_ACTION);

    for (int a = 0; a < run->scenario->n_actions; a++) {
        if (run->scenario->actions[a].hash != op_event_subject(event) || action[a].in_force == 0 ||
            action[a].is_suspended) {
            continue;
        }
        courts_of(run)->n_suspended++;
        op_run_note(run, OP_ACTOR_COURTS, OP_NOTE_RULES, -1, 1);
        op_action_suspend(run, a);
    }
}

static void
begin(struct op_run *run)
{
    (void)op_segment_grow(&run->state.segment[OP_SEG_COURTS], sizeof(struct courts));
}

static void
outcome(const struct op_run *run, double *values)
{
    values[0] = courts_of(run)->n_suspended;
    values[1] = courts_of(run)->n_unlawful;
}

const struct op_mechanism op_courts_mechanism = {
    .table = { .name = "courts", .params = params, .n_params = N_PARAMS },
    .summary = "an order can be suspended, or found unlawful",
    .source = "docs/sources.md#law; frequencies and times assumed",
    .first_kind = OP_KIND_COURTS,
    .kinds = { { "ruling", ruling_event, NULL } },
    .metrics = metrics,
    .n_metrics = sizeof metrics / sizeof *metrics,
    .begin = begin,
    .outcome = outcome,
    .started = started,
};
