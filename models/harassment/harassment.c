// SPDX-License-Identifier: GPL-3.0-or-later
// Harassment of residents whom a call names or points at. Once an hour, with C clicks on all pages
// that are up, c = C / 1,000, and the levers h (hostility), s (hostile_reach), p
// (resident_protection), each resident
//
//   gets a Poisson number of hostile messages with mean `messages` c h s;
//   has the address put online when the sum of `doxing` c h s passes a fuse ~ Exp(1);
//   from then on, gets a Poisson number of visits at the home with mean `visits` c h (1 - p).
//
// A resident counts as harassed from `enough` messages or the first visit on. Nobody else hears of
// it, and nothing else in the model depends on it. The residents are numbers, not persons of the
// world.
//
// Known: at 1,000 clicks all along, a resident gets 24 hours of `messages` a day.
// from   that residents are harassed and need protection is the expert meeting's finding; in Haren
//        the family had to leave (docs/sources.md#residents); sizes assumed
#include "models/harassment/harassment.h"

#include "models/shared/people.h"

// Head of OP_SEG_HARASSMENT; a row for each resident behind it.
struct harassment {
    uint32_t timer, n_steps;
    uint32_t n_residents, pad;
};
struct resident {
    double doxing;   // what has been added up so far
    double fuse;     // at which the address is put online
    uint32_t n_messages, n_visits;
};

// Numbers of the questions under purpose HOSTILE, object = step.
enum { ASK_MESSAGES, ASK_VISITS, ASK_FUSE };
static const int64_t hour_us = INT64_C(3600000000);
static const double hour_s = 3600;

// clang-format off
static const struct op_param params[OP_HARASSMENT_N_PARAMS] = {
    [OP_HARASSMENT_RESIDENTS] = { "residents", OP_UNIT_PERSONS, 0, 1000, "3 persons", OP_RUN_PARAM,
      OP_CHOSEN, "residents whom the call names or points at", "assumed: a household", NULL },
    [OP_HARASSMENT_MESSAGES] = { "messages", OP_UNIT_RATE, 0, 1, "margin(0.2 /d, 1 /d, 5 /d)",
      OP_RUN_PARAM, OP_ASSUMED, "hostile messages to a resident for every 1,000 clicks on the call",
      "assumed", NULL },
    [OP_HARASSMENT_DOXING] = { "doxing", OP_UNIT_RATE, 0, 1, "margin(0.01 /d, 0.05 /d, 0.2 /d)",
      OP_RUN_PARAM, OP_ASSUMED,
      "rate at which a resident's address is put online, for every 1,000 clicks", "assumed", NULL },
    [OP_HARASSMENT_VISITS] = { "visits", OP_UNIT_RATE, 0, 1, "margin(0.01 /d, 0.04 /d, 0.15 /d)",
      OP_RUN_PARAM, OP_ASSUMED,
      "hostile visits at the home, for every 1,000 clicks, once the address is online", "assumed",
      NULL },
    [OP_HARASSMENT_ENOUGH] = { "enough", OP_UNIT_NONE, 1, 1e6, "10", OP_RUN_PARAM, OP_CHOSEN,
      "hostile messages from which a resident counts as harassed", "assumed", NULL },
};

static const struct op_lever levers[OP_HARASSMENT_N_LEVERS] = {
    [OP_HARASSMENT_HOSTILITY] = { "hostility", OP_PRODUCT, OP_UNIT_SHARE, 0, 1,
      "factor on hostile messages to residents, on doxing and on visits", "assumed" },
    [OP_HARASSMENT_REACH] = { "hostile_reach", OP_PRODUCT, OP_UNIT_SHARE, 0, 1,
      "share of hostile messages and of addresses that stays up long enough to reach anybody",
      "assumed" },
    [OP_HARASSMENT_PROTECTION] = { "resident_protection", OP_SUM, OP_UNIT_SHARE, 0, 1,
      "share of hostile visits at the home that is prevented", "assumed" },
};

static const struct op_observable observables[] = {
    { "harassed_residents", "persons", OP_WANT_LESS, "last", 0, "residents harassed",
      "bedreigde bewoners", "residents with many hostile messages, or a hostile visit, so far" },
    { "home_visits", "visits", OP_WANT_LESS, "last", 0, "hostile visits at homes",
      "vijandige bezoeken aan huis", "at the homes of residents whose address was put online" },
};

static const struct op_metric metrics[] = {
    { "harassed_residents", "persons", OP_WANT_LESS, 0, "residents harassed", "bedreigde bewoners",
      "residents with many hostile messages, or a hostile visit" },
    { "hostile_messages", "messages", OP_WANT_LESS, 0, "hostile messages to residents",
      "vijandige berichten aan bewoners", "messages to residents whom the call names or points at" },
    { "home_visits", "visits", OP_WANT_LESS, 0, "hostile visits at homes",
      "vijandige bezoeken aan huis", "at the homes of residents whose address was put online" },
};
// clang-format on

static struct harassment *
head_of(const struct op_run *run)
{
    return (struct harassment *)op_rows(run, OP_SEG_HARASSMENT);
}

static struct resident *
resident_at(const struct op_run *run, uint32_t i)
{
    return (struct resident *)(void *)(run->state.segment[OP_SEG_HARASSMENT].base +
                                       sizeof(struct harassment)) +
           i;
}

// Clicks on all pages that are up, in thousands.
static double
thousands(const struct op_run *run)
{
    const struct op_instance *const page = op_rows(run, OP_SEG_INSTANCE);
    const uint32_t n = op_row_count(run, OP_SEG_INSTANCE, sizeof *page);
    double clicks = 0;

    for (uint32_t e = 0; e < n; e++) {
        if (page[e].status == OP_PAGE_UP) clicks += page[e].clicks;
    }
    return clicks / 1000;
}

static void
step_of(struct op_run *run, uint32_t i, uint32_t step, double hostile)
{
    const double *const p = op_run_params(run, OP_GROUP_HARASSMENT);
    const double reach = op_run_lever(run, OP_GROUP_HARASSMENT, OP_HARASSMENT_REACH);
    const double kept = op_run_lever(run, OP_GROUP_HARASSMENT, OP_HARASSMENT_PROTECTION);
    const double visits = hostile * p[OP_HARASSMENT_VISITS] * (kept < 1 ? 1 - kept : 0);
    struct resident *const row = resident_at(run, i);

    row->n_messages +=
        op_poisson_from(op_draw_unit(&run->chance, OP_DRAW_HOSTILE, i, step, ASK_MESSAGES),
                        hostile * reach * p[OP_HARASSMENT_MESSAGES] * hour_s);
    row->doxing += hostile * reach * p[OP_HARASSMENT_DOXING] * hour_s;
    if (row->doxing < row->fuse) return;
    row->n_visits +=
        op_poisson_from(op_draw_unit(&run->chance, OP_DRAW_HOSTILE, i, step, ASK_VISITS),
                        visits * hour_s);
}

static void
hostile_event(struct op_run *run, struct op_event event)
{
    struct harassment *const head = head_of(run);
    const double hostile =
        thousands(run) * op_run_lever(run, OP_GROUP_HARASSMENT, OP_HARASSMENT_HOSTILITY);

    (void)event;
    for (uint32_t i = 0; i < head->n_residents; i++) {
        step_of(run, i, head->n_steps, hostile);
    }
    head->n_steps++;
    op_timer_set(run, head->timer, op_run_now_us(run) + hour_us, OP_KIND_HOSTILE, 0, 0, 0);
}

static void
begin(struct op_run *run)
{
    struct op_segment *const segment = &run->state.segment[OP_SEG_HARASSMENT];
    struct harassment *const head = op_segment_grow(segment, sizeof *head);

    head->n_residents =
        (uint32_t)(op_run_params(run, OP_GROUP_HARASSMENT)[OP_HARASSMENT_RESIDENTS] + .5);
    head->timer = op_timer_new(run);
    for (uint32_t i = 0; i < head->n_residents; i++) {
        struct resident *const row = op_segment_grow(segment, sizeof *row);

        row->fuse = op_draw_exp(&run->chance, OP_DRAW_HOSTILE, i, 0, ASK_FUSE);
    }
    if (head->n_residents > 0) {
        op_timer_set(run, head->timer, hour_us, OP_KIND_HOSTILE, 0, 0, 0);
    }
}

static void
totals(const struct op_run *run, double *harassed, double *messages, double *visits)
{
    const double enough = op_run_params(run, OP_GROUP_HARASSMENT)[OP_HARASSMENT_ENOUGH];

    *harassed = *messages = *visits = 0;
    for (uint32_t i = 0; i < head_of(run)->n_residents; i++) {
        const struct resident *const row = resident_at(run, i);

        *harassed += row->n_messages >= enough || row->n_visits > 0;
        *messages += row->n_messages;
        *visits += row->n_visits;
    }
}

static void
observe(const struct op_run *run, double *values)
{
    double messages;

    totals(run, &values[0], &messages, &values[1]);
}

static void
outcome(const struct op_run *run, double *values)
{
    totals(run, &values[0], &values[1], &values[2]);
}

const struct op_mechanism op_harassment_mechanism = {
    .table = { .name = "harassment",
               .params = params,
               .n_params = OP_HARASSMENT_N_PARAMS,
               .levers = levers,
               .n_levers = OP_HARASSMENT_N_LEVERS,
               .observables = observables,
               .n_observables = sizeof observables / sizeof *observables },
    .summary = "residents whom the call names: hostile messages, doxing, visits, protection",
    .source = "docs/sources.md#residents; sizes assumed",
    .first_kind = OP_KIND_HARASSMENT,
    .kinds = { { "hostile", hostile_event, NULL } },
    .metrics = metrics,
    .n_metrics = sizeof metrics / sizeof *metrics,
    .begin = begin,
    .observe = observe,
    .outcome = outcome,
};
