// SPDX-License-Identifier: GPL-3.0-or-later
// The police on the place. A rise of the levers sends a unit, which travels; a fall takes back
// first who is still on the way, then who is there. What riot police bring with them (provocation,
// teams, dispersal) are moves of the measure that sends them; here it is seen to that they do
// nothing before anybody has arrived:
//
//   provocation   below 0 (dialogue) at once; above 0 not while riot police are on the way
//   teams         `teams` + lever; the lever not while riot police are on the way
//   dispersal     see crowd_rates.c
//
// from   riot police reach a place in 30-60 minutes (docs/sources.md#riot-police); the rest assumed
#include "models/crowd/police.h"

#include "models/crowd/crowd.h"
#include "models/shared/acts.h"
#include "models/shared/people.h"
#include "models/shared/pool.h"
#include "sim/base/exact.h"

// Head of OP_SEG_POLICE; rows of struct unit behind it.
struct police_state {
    int64_t person_us;    // officers beyond the usual patrol x time on the place
    int64_t counted_us;   // brought up to here
    uint32_t present[OP_N_UNIT_KINDS], on_way[OP_N_UNIT_KINDS];
    uint32_t patrol;      // the usual patrol
    uint8_t left_alone;   // the act has happened
    uint8_t pad[7];
};

struct unit {
    uint32_t kind, n_persons;   // still to arrive
};

// clang-format off
static const struct op_param params[OP_POLICE_N_PARAMS] = {
    [OP_POLICE_PATROL] = { "patrol", OP_UNIT_PERSONS, 0, 1e5,
      "margin(2 persons, 4 persons, 8 persons)", OP_RUN_PARAM, OP_ASSUMED,
      "officers who are about without any measure", "assumed", NULL },
    [OP_POLICE_TRAVEL] = { "travel", OP_UNIT_DURATION, 0, 86400, "margin(10 min, 20 min, 30 min)",
      OP_RUN_PARAM, OP_ASSUMED, "median time in which officers reach the place", "assumed", NULL },
    [OP_POLICE_RIOT_TRAVEL] = { "riot_travel", OP_UNIT_DURATION, 0, 86400,
      "margin(30 min, 45 min, 60 min)", OP_RUN_PARAM, OP_PUBLISHED,
      "median time in which riot police reach the place from where they are",
      "docs/sources.md#riot-police", NULL },
    [OP_POLICE_TRAVEL_SPREAD] = { "travel_spread", OP_UNIT_NONE, 0, 2, "0.2", OP_RUN_PARAM,
      OP_ASSUMED, "standard deviation of the logarithm of a unit's travel time", "assumed", NULL },
    [OP_POLICE_TEAMS] = { "teams", OP_UNIT_NONE, 0, 1000, "1", OP_RUN_PARAM, OP_ASSUMED,
      "arrest teams without any measure", "assumed", NULL },
    [OP_POLICE_LEFT_ALONE_AFTER] = { "left_alone_after", OP_UNIT_DURATION, 0, 86400,
      "margin(30 min, 60 min, 120 min)", OP_RUN_PARAM, OP_ASSUMED,
      "time of disorder without riot police after which those present feel left alone", "assumed",
      NULL },
};

static const struct op_lever levers[OP_POLICE_N_LEVERS] = {
    [OP_POLICE_LEVER_PERSONS] = { "police_persons", OP_SUM, OP_UNIT_PERSONS, 0, 1e5,
      "officers wanted on the place beyond the usual patrol, riot police apart", "assumed" },
    [OP_POLICE_LEVER_RIOT] = { "riot_police", OP_SUM, OP_UNIT_PERSONS, 0, 1e5,
      "riot police wanted on the place", "docs/sources.md#riot-police" },
    [OP_POLICE_LEVER_STANDBY] = { "riot_standby", OP_SUM, OP_UNIT_SHARE, 0, 1,
      "share of the riot police's way that standing by near the place saves", "assumed" },
    [OP_POLICE_LEVER_PROVOCATION] = { "provocation", OP_SUM, OP_UNIT_NONE, -3, 3,
      "how the police come across: dialogue -0.4, visible 0, riot gear +0.3, indiscriminate +0.8",
      "direction: Adang 2011; sizes assumed" },
    [OP_POLICE_LEVER_TEAMS] = { "arrest_teams", OP_SUM, OP_UNIT_NONE, 0, 1000,
      "arrest teams beyond the usual", "assumed" },
};

static const struct op_observable observables[] = {
    { "police_persons", "persons", OP_WANT_NONE, "max", 0.25, "police on the place",
      "politie ter plaatse",
      "officers on the place now, riot police and the usual patrol included" },
};

static const struct op_metric metrics[] = {
    { "police_h", "h", OP_WANT_LESS, 0, "police hours", "politie-uren",
      "person-hours of officers on the place beyond the usual patrol" },
};
// clang-format on

static struct police_state *
state_of(const struct op_run *run)
{
    return (struct police_state *)op_rows(run, OP_SEG_POLICE);
}

static struct unit *
unit_at(const struct op_run *run, uint32_t unit)
{
    return (struct unit *)(void *)(run->state.segment[OP_SEG_POLICE].base +
                                   sizeof(struct police_state)) +
           unit;
}

static uint32_t
unit_count(const struct op_run *run)
{
    const size_t used = run->state.segment[OP_SEG_POLICE].used_bytes;

    return (uint32_t)((used - sizeof(struct police_state)) / sizeof(struct unit));
}

static int64_t
person_us_now(const struct op_run *run)
{
    const struct police_state *state = state_of(run);
    const int64_t n = (int64_t)state->present[OP_UNIT_PATROL] + state->present[OP_UNIT_RIOT];

    return state->person_us + n * (op_run_now_us(run) - state->counted_us);
}

static bool
riot_is_on_way(const struct op_run *run)
{
    const struct police_state *state = state_of(run);

    return state->present[OP_UNIT_RIOT] == 0 && state->on_way[OP_UNIT_RIOT] > 0;
}

double
op_police_teams(const struct op_run *run)
{
    const double base = op_run_params(run, OP_GROUP_POLICE)[OP_POLICE_TEAMS];
    const double more = op_run_lever(run, OP_GROUP_POLICE, OP_POLICE_LEVER_TEAMS);

    return riot_is_on_way(run) ? base : base + more;
}

// What the crowd meets of the police, after a change of it.
static void
show(struct op_run *run)
{
    const struct police_state *state = state_of(run);
    struct op_site *site = op_site_of(run);
    const double provocation = op_run_lever(run, OP_GROUP_POLICE, OP_POLICE_LEVER_PROVOCATION);

    site->n_riot = state->present[OP_UNIT_RIOT];
    site->n_police = state->patrol + state->present[OP_UNIT_PATROL] + site->n_riot;
    site->provocation = provocation > 0 && riot_is_on_way(run) ? 0 : provocation;
    op_crowd_rates(run);
}

// Time is counted with the old number before it changes.
static void
count_time(struct op_run *run)
{
    state_of(run)->person_us = person_us_now(run);
    state_of(run)->counted_us = op_run_now_us(run);
}

static void
send(struct op_run *run, enum op_unit_kind kind, uint32_t n_persons)
{
    const double *p = op_run_params(run, OP_GROUP_POLICE);
    const uint32_t number = unit_count(run);
    struct unit *unit =
        (struct unit *)op_segment_grow(&run->state.segment[OP_SEG_POLICE], sizeof *unit);
    const double u = op_draw_unit(&run->chance, OP_DRAW_UNIT_TRAVEL, (uint32_t)kind, number, 0);
    double median_s = p[OP_POLICE_TRAVEL];

    if (kind == OP_UNIT_RIOT) {
        const double standby = op_run_lever(run, OP_GROUP_POLICE, OP_POLICE_LEVER_STANDBY);
        median_s = p[OP_POLICE_RIOT_TRAVEL] * (standby < 1 ? 1 - standby : 0);
    }
    *unit = (struct unit){ (uint32_t)kind, n_persons };
    state_of(run)->on_way[kind] += n_persons;
    const double travel_s = op_lognormal_from(u, median_s, p[OP_POLICE_TRAVEL_SPREAD]);
    op_run_add(run, op_run_now_us(run) + op_us(travel_s), OP_KIND_UNIT_ARRIVES, 0, (uint32_t)kind,
               number);
}

// Who was sent last turns round first; then those on the place go.
static void
take_back(struct op_run *run, enum op_unit_kind kind, uint32_t n_persons)
{
    struct police_state *state = state_of(run);

    for (uint32_t i = unit_count(run); i > 0 && n_persons > 0; i--) {
        struct unit *unit = unit_at(run, i - 1);
        if (unit->kind == (uint32_t)kind) {
            const uint32_t n = unit->n_persons < n_persons ? unit->n_persons : n_persons;
            unit->n_persons -= n;
            state->on_way[kind] -= n;
            n_persons -= n;
        }
    }
    state->present[kind] -= n_persons;
}

static void
want(struct op_run *run, enum op_unit_kind kind, double persons)
{
    const struct police_state *state = state_of(run);
    const uint32_t wanted = persons > 0 ? (uint32_t)(persons + 0.5) : 0;
    const uint32_t sent = state->present[kind] + state->on_way[kind];

    if (wanted > sent) {
        send(run, kind, wanted - sent);
    } else if (wanted < sent) {
        take_back(run, kind, sent - wanted);
    }
}

// With a pool, the pool sends whole platoons and says who is there; without one, as wanted.
static void
want_riot(struct op_run *run, double persons)
{
    if (op_pool_is_on(run)) {
        op_pool_want(run, OP_PLACE_SITE, persons > 0 ? persons : 0);
    } else {
        want(run, OP_UNIT_RIOT, persons);
    }
}

void
op_police_from_pool(struct op_run *run, uint32_t present, uint32_t awaited)
{
    count_time(run);
    state_of(run)->present[OP_UNIT_RIOT] = present;
    state_of(run)->on_way[OP_UNIT_RIOT] = awaited;
    show(run);
}

static void
lever_moved(struct op_run *run, int lever)
{
    const double value = op_run_lever(run, OP_GROUP_POLICE, lever);

    count_time(run);
    switch ((enum op_police_lever)lever) {
        case OP_POLICE_LEVER_PERSONS:
            want(run, OP_UNIT_PATROL, value);
            break;
        case OP_POLICE_LEVER_RIOT:
            want_riot(run, value);
            break;
        case OP_POLICE_LEVER_STANDBY:   // tells for units sent from now on
        case OP_POLICE_LEVER_PROVOCATION:
        case OP_POLICE_LEVER_TEAMS:
        case OP_POLICE_N_LEVERS:
            break;
    }
    show(run);
}

static void
handle_unit_arrives(struct op_run *run, struct op_event event)
{
    struct police_state *state = state_of(run);
    struct unit *unit = unit_at(run, op_event_argument(event));

    count_time(run);
    state->on_way[unit->kind] -= unit->n_persons;
    state->present[unit->kind] += unit->n_persons;
    unit->n_persons = 0;
    show(run);
}

void
op_police_left_alone(struct op_run *run, int64_t disorder_since_us)
{
    struct police_state *state = state_of(run);
    const int64_t after_us = op_us(op_run_params(run, OP_GROUP_POLICE)[OP_POLICE_LEFT_ALONE_AFTER]);

    if (state->left_alone || disorder_since_us == OP_NEVER_US || state->present[OP_UNIT_RIOT] > 0 ||
        op_run_now_us(run) - disorder_since_us < after_us) {
        return;
    }
    state->left_alone = 1;
    op_crowd_act(run, OP_ACT_LEFT_ALONE, -op_run_params(run, OP_GROUP_TRUST)[OP_TRUST_LEFT_ALONE]);
}

static void
begin(struct op_run *run)
{
    struct op_segment *segment = &run->state.segment[OP_SEG_POLICE];
    struct police_state *state = (struct police_state *)op_segment_grow(segment, sizeof *state);

    state->patrol = (uint32_t)(op_run_params(run, OP_GROUP_POLICE)[OP_POLICE_PATROL] + 0.5);
    show(run);
}

static void
observe(const struct op_run *run, double *values)
{
    values[0] = op_site_of(run)->n_police;
}

static void
outcome(const struct op_run *run, double *values)
{
    values[0] = op_hours(person_us_now(run));
}

const struct op_mechanism op_police_mechanism = {
    .table = { "police", params, OP_POLICE_N_PARAMS, levers, OP_POLICE_N_LEVERS, observables, 1 },
    .summary = "police units that travel to the place, and how they stand there",
    .source = "docs/sources.md#riot-police for riot police's travel; sizes assumed",
    .first_kind = OP_KIND_POLICE,
    .kinds = { [OP_KIND_UNIT_ARRIVES - OP_KIND_POLICE] = { "unit_arrives", handle_unit_arrives,
                                                           NULL } },
    .metrics = metrics,
    .n_metrics = 1,
    .begin = begin,
    .observe = observe,
    .outcome = outcome,
    .lever_moved = lever_moved,
};
