// SPDX-License-Identifier: GPL-3.0-or-later
// The desk: signals wait, first come first served, for one of some analysts, who needs an
// exponential time for each (M/M/c where signals come at random). What they make of it is in
// judgement.c.
//
// Known: 5 signals a minute, 1 minute each, 8 analysts: a signal waits with probability .167267
// (Erlang C) and .055756 minutes in the mean.
//
// from   Erlang 1917; numbers of analysts and times assumed
#include "models/institutions/institutions.h"

enum { PARAM_ANALYSTS, PARAM_HANDLING, N_PARAMS };
enum { MOST_ANALYSTS = 32 };

struct analyst {
    uint32_t timer;
    uint32_t signal;   // 1 + row; 0: free
};

// One row of OP_SEG_ANALYSTS.
struct desk {
    int64_t wait_us;        // of all signals that were taken up
    uint32_t first, last;   // 1 + row of the signals that wait; 0: none
    uint32_t n_waiting, n_busy;
    uint32_t n_taken, n_waited;   // taken up by an analyst; those of them that had to wait
    uint32_t n_handled, n_false;
    struct analyst analyst[MOST_ANALYSTS];
};

// clang-format off
static const struct op_param params[N_PARAMS] = {
    [PARAM_ANALYSTS] = { "analysts", OP_UNIT_PERSONS, 0, MOST_ANALYSTS,
      "margin(1 persons, 2 persons, 5 persons)", OP_RUN_PARAM, OP_ASSUMED,
      "analysts at the desk, day and night", "assumed", NULL },
    [PARAM_HANDLING] = { "handling", OP_UNIT_DURATION, 1, 864000, "margin(10 min, 20 min, 45 min)",
      OP_RUN_PARAM, OP_ASSUMED, "mean time that an analyst needs for a signal", "assumed", NULL },
};

static const struct op_lever levers[OP_ANALYSTS_N_LEVERS] = {
    [OP_ANALYSTS_LEVER_MORE] = { "analysts", OP_SUM, OP_UNIT_PERSONS, 0, MOST_ANALYSTS,
      "further analysts at the desk", "assumed" },
};

static const struct op_observable observables[] = {
    { "signals_waiting", "signals", OP_WANT_LESS, "max", 0, "signals that wait",
      "signalen die wachten", "signals that wait for an analyst" },
    { "false_alerts", "alerts", OP_WANT_LESS, "last", 0, "false alerts", "vals alarm",
      "signals that led nowhere and were taken for a call so far" },
};

static const struct op_metric metrics[] = {
    { "false_alerts", "alerts", OP_WANT_LESS, 0, "false alerts", "vals alarm",
      "signals that led nowhere and were taken for a call" },
    { "signal_wait_h", "h", OP_WANT_LESS, 0, "wait of a signal", "wachttijd van een signaal",
      "mean time that a signal waited for an analyst" },
};
// clang-format on

static struct desk *
desk_of(const struct op_run *run)
{
    return (struct desk *)op_rows(run, OP_SEG_ANALYSTS);
}

static struct op_signal *
signal_row(const struct op_run *run, uint32_t signal)
{
    return (struct op_signal *)op_rows(run, OP_SEG_SIGNAL) + signal;
}

static uint32_t
n_analysts(const struct op_run *run)
{
    const double n = op_run_params(run, OP_GROUP_ANALYSTS)[PARAM_ANALYSTS] +
                     op_run_lever(run, OP_GROUP_ANALYSTS, OP_ANALYSTS_LEVER_MORE) + .5;

    return n < MOST_ANALYSTS ? (uint32_t)n : MOST_ANALYSTS;
}

static void
take_up(struct op_run *run, uint32_t signal)
{
    struct desk *const desk = desk_of(run);
    const struct op_signal *const row = signal_row(run, signal);
    const int64_t now_us = op_run_now_us(run);
    const double mean_s = op_run_params(run, OP_GROUP_ANALYSTS)[PARAM_HANDLING];
    const double time_s =
        mean_s * op_draw_exp(&run->chance, OP_DRAW_HANDLING, row->key[0], row->key[1], row->kind);
    uint32_t k = 0;

    while (desk->analyst[k].signal != 0) {
        k++;
    }
    desk->analyst[k].signal = signal + 1;
    desk->n_busy++;
    desk->n_taken++;
    desk->n_waited += now_us > row->at_us;
    desk->wait_us += now_us - row->at_us;
    op_timer_set(run, desk->analyst[k].timer, now_us + op_us(time_s), OP_KIND_HANDLED, 0, k,
                 signal);
}

static void
take_next(struct op_run *run)
{
    struct desk *const desk = desk_of(run);

    while (desk->first != 0 && desk->n_busy < n_analysts(run)) {
        const uint32_t signal = desk->first - 1;

        desk->first = signal_row(run, signal)->next;
        desk->last = desk->first != 0 ? desk->last : 0;
        desk->n_waiting--;
        take_up(run, signal);
    }
}

void
op_analysts_take(struct op_run *run, uint32_t signal)
{
    struct desk *const desk = desk_of(run);

    signal_row(run, signal)->at_us = op_run_now_us(run);
    signal_row(run, signal)->next = 0;
    if (desk->last != 0) {
        signal_row(run, desk->last - 1)->next = signal + 1;
    } else {
        desk->first = signal + 1;
    }
    desk->last = signal + 1;
    desk->n_waiting++;
    take_next(run);
}

static void
handled_event(struct op_run *run, struct op_event event)
{
    struct desk *const desk = desk_of(run);
    const struct op_signal signal = *signal_row(run, op_event_argument(event));
    bool is_alarm = false;

    desk->analyst[op_event_subject(event)].signal = 0;
    desk->n_busy--;
    desk->n_handled++;
    op_judgement_weigh(run, &signal, &is_alarm);
    desk->n_false += signal.kind == OP_SIGNAL_NOISE && is_alarm;
    if (signal.kind != OP_SIGNAL_NOISE) {
        op_signals_read_page(run, signal.instance);
        op_judgement_look(run);
    }
    take_next(run);
}

uint32_t
op_analysts_waiting(const struct op_run *run)
{
    return desk_of(run)->n_waiting;
}

static void
begin(struct op_run *run)
{
    struct desk *const desk = op_segment_grow(&run->state.segment[OP_SEG_ANALYSTS], sizeof *desk);

    for (int k = 0; k < MOST_ANALYSTS; k++) {
        desk->analyst[k].timer = op_timer_new(run);
    }
}

static void
lever_moved(struct op_run *run, int lever)
{
    (void)lever;
    take_next(run);
}

static void
observe(const struct op_run *run, double *values)
{
    values[0] = desk_of(run)->n_waiting;
    values[1] = desk_of(run)->n_false;
}

static void
outcome(const struct op_run *run, double *values)
{
    const struct desk *const desk = desk_of(run);

    values[0] = desk->n_false;
    values[1] = desk->n_taken > 0 ? op_hours(desk->wait_us) / desk->n_taken : 0;
}

const struct op_mechanism op_analysts_mechanism = {
    .table = { .name = "analysts",
               .params = params,
               .n_params = N_PARAMS,
               .levers = levers,
               .n_levers = OP_ANALYSTS_N_LEVERS,
               .observables = observables,
               .n_observables = sizeof observables / sizeof *observables },
    .summary = "a desk of some analysts, before which signals wait",
    .source = "Erlang 1917; numbers and times assumed",
    .first_kind = OP_KIND_ANALYSTS,
    .kinds = { { "handled", handled_event, NULL } },
    .metrics = metrics,
    .n_metrics = sizeof metrics / sizeof *metrics,
    .begin = begin,
    .observe = observe,
    .outcome = outcome,
    .lever_moved = lever_moved,
};
