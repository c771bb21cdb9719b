// SPDX-License-Identifier: GPL-3.0-or-later
// The crowd on the place. Persons arrive, become violent, calm down, go home or are arrested; each
// of these waits on an internal clock whose rate depends on the whole place, so that one change of
// the place moves a dozen timers and no person.
//
//   calm -> violent      clock of the risk band, rate Lambda_k; rest Exp(1) / w   (activation.c)
//   violent -> calm      clock `calm`, rate `calming`
//   present -> gone      clock `leave`, rate `leaving` x late x violent + dispersal
//   (search.c: searches of those who arrive; cordon.c: who is kept or led away)
//   injuries             rate A x `injuries`: one token that is wound up again each time
//   arrests              rate min(`arrest_rate` x A, teams / `arrest_time`); who: a keyed pick
//
// Known: with constant rates the violent at equilibrium are those of a two-state chain.
// from   rates: prototype fitted on Haren 2012 where the table says so, else assumed; the token and
//        the clocks are the random time change (clock.h)
#include "models/crowd/crowd.h"

#include "models/crowd/crowd_state.h"
#include "models/crowd/police.h"
#include "sim/run/clock.h"

#include <math.h>

#define FIXED_ONE 1048576.0
#define STEP_US (300 * (int64_t)1000000)
#define TOKEN 0u

static struct op_presence *
presence_at(const struct op_run *run, uint32_t row)
{
    return (struct op_presence *)op_rows(run, OP_SEG_PRESENCE) + row;
}

// ---- damage -----------------------------------------------------------------------------------

static int64_t
damage_fixed_now(const struct op_run *run)
{
    const struct op_site *site = op_site_of(run);
    const double hours = op_hours(op_run_now_us(run) - site->damage_since_us);

    return site->damage_fixed +
           (int64_t)(site->n_active * op_crowd_params(run)[OP_CROWD_DAMAGE] * hours * FIXED_ONE);
}

void
op_crowd_damage(struct op_run *run)
{
    struct op_site *site = op_site_of(run);

    site->damage_fixed = damage_fixed_now(run);
    site->damage_since_us = op_run_now_us(run);
}

// ---- calm and violent -------------------------------------------------------------------------

static void
become_calm(struct op_run *run, uint32_t row)
{
    struct op_site *site = op_site_of(run);
    struct op_presence *here = presence_at(run, row);
    const double fuse = op_draw_exp(&run->chance, OP_DRAW_FUSE, here->person, 0, here->bouts);

    here->is_active = 0;
    site->n_band[here->band]++;
    here->node =
        op_clock_enter(run, site->clock_activate[here->band], row, fuse / (double)here->weight);
}

static void
become_active(struct op_run *run, uint32_t row)
{
    struct op_site *site = op_site_of(run);
    struct op_presence *here = presence_at(run, row);
    struct op_person *person = op_person_touch(run, here->person);

    here->is_active = 1;
    site->n_band[here->band]--;
    site->n_active++;
    site->n_incidents++;
    if (!(person->flags & OP_PERSON_WAS_ACTIVE)) {
        person->flags |= OP_PERSON_WAS_ACTIVE;
        site->n_violent++;
    }
    here->node =
        op_clock_enter(run, site->clock_calm, row,
                       op_draw_exp(&run->chance, OP_DRAW_CALM, here->person, 0, here->bouts));
}

static void
handle_activate(struct op_run *run, struct op_event event)
{
    const uint32_t clock = op_site_of(run)->clock_activate[op_event_subject(event)];
    uint32_t row;

    op_crowd_damage(run);
    while (op_clock_pop(run, clock, &row)) {
        become_active(run, row);
    }
    op_crowd_rates(run);
}

static void
handle_calm(struct op_run *run, struct op_event event)
{
    struct op_site *site = op_site_of(run);
    const double *p = op_crowd_params(run);
    uint32_t row;

    (void)event;
    op_crowd_damage(run);
    while (op_clock_pop(run, site->clock_calm, &row)) {
        struct op_presence *here = presence_at(run, row);
        site->n_active--;
        if (here->bouts == 0) {
            here->weight = (float)((double)here->weight * p[OP_CROWD_LATER_BOUTS]);
        }
        here->bouts = (uint8_t)(here->bouts + (here->bouts < UINT8_MAX));
        // A weight of 0 (`later_bouts: 0 %`) never fires again: a rest beyond any level.
        if (!(here->weight > 0)) {
            here->weight = 1e-30f;
        }
        become_calm(run, row);
    }
    op_crowd_rates(run);
}

// ---- coming and going -------------------------------------------------------------------------

static void
handle_arrive(struct op_run *run, struct op_event event)
{
    struct op_crowd_state *state = op_crowd_state_of(run);
    struct op_site *site = &state->site;
    struct op_person *person = op_person_touch(run, op_event_subject(event));

    if (person->presence != 0) {
        return;   // nobody comes twice
    }
    struct op_segment *segment = &run->state.segment[OP_SEG_PRESENCE];
    struct op_presence *here = (struct op_presence *)op_segment_grow(segment, sizeof *here);
    const uint32_t row = op_row_count(run, OP_SEG_PRESENCE, sizeof *here) - 1;
    const double risk = (double)op_world_of(run)->person[person->id].risk;

    person->presence = row + 1;
    person->flags |= OP_PERSON_PRESENT;
    here->person = person->id;
    op_search_arrival(run, person->id);
    here->band = (uint8_t)op_below(risk, OP_N_BANDS);
    here->weight = (float)op_crowd_weight(run, person->id);
    here->since_us = op_run_now_us(run);
    if (site->n_present == 0) {
        const int64_t next_us = (op_run_now_us(run) / STEP_US + 1) * STEP_US;
        op_timer_set(run, state->timer_conditions, next_us, OP_KIND_CONDITIONS, 0, 0, 0);
        op_crowd_conditions(run, next_us - STEP_US);
    }
    site->n_present++;
    site->n_turnout++;
    if (site->n_present > site->peak_present) {
        site->peak_present = site->n_present;
    }
    here->leave_node = op_clock_enter(run, site->clock_leave, row,
                                      op_draw_exp(&run->chance, OP_DRAW_LEAVE, person->id, 0, 0));
    become_calm(run, row);
    op_crowd_rates(run);
}

// Out of the clocks and counts of the place; the node of leaving is the caller's.
static void
take_away(struct op_run *run, uint32_t row)
{
    struct op_site *site = op_site_of(run);
    struct op_presence *here = presence_at(run, row);

    if (here->is_active) {
        op_clock_leave(run, site->clock_calm, here->node);
        site->n_active--;
    } else {
        op_clock_leave(run, site->clock_activate[here->band], here->node);
        site->n_band[here->band]--;
    }
    here->is_active = 0;
    here->gone = 1;
    here->node = here->leave_node = 0;
    site->n_present--;
    if (site->n_present == 0) {
        op_timer_clear(run, op_crowd_state_of(run)->timer_conditions);
    }
    op_person_touch(run, here->person)->flags &= (uint16_t)~OP_PERSON_PRESENT;
}

static void
handle_leave(struct op_run *run, struct op_event event)
{
    const uint32_t clock = op_site_of(run)->clock_leave;
    const double detained = op_cordon_detained_share(run);   // at the rate that made them leave
    uint32_t row;

    (void)event;
    op_crowd_damage(run);
    while (op_clock_pop(run, clock, &row)) {
        take_away(run, row);
        op_cordon_leaves(run, presence_at(run, row)->person, detained);
    }
    op_crowd_rates(run);
}

// ---- injuries and arrests ---------------------------------------------------------------------

static void
wind_up(struct op_run *run, uint32_t clock, uint8_t purpose, uint32_t n)
{
    // Object 1: apart from the questions about a person (object 0 there).
    op_clock_enter(run, clock, TOKEN, op_draw_exp(&run->chance, purpose, 0, 1, n));
}

static void
handle_injury(struct op_run *run, struct op_event event)
{
    struct op_crowd_state *state = op_crowd_state_of(run);
    uint32_t token;

    (void)event;
    while (op_clock_pop(run, state->site.clock_injury, &token)) {
        state->site.n_injured++;
        wind_up(run, state->site.clock_injury, OP_DRAW_INJURY, ++state->n_injury_draws);
    }
}

// The active person with the least of uniforms keyed by the person and the arrest's number: each as
// likely as another, and the same one in arms where the same persons are active. UINT32_MAX: none.
static uint32_t
who_is_arrested(const struct op_run *run, uint32_t n)
{
    const uint32_t n_rows = op_row_count(run, OP_SEG_PRESENCE, sizeof(struct op_presence));
    uint32_t chosen = UINT32_MAX;
    double least = 2;

    for (uint32_t row = 0; row < n_rows; row++) {
        const struct op_presence *here = presence_at(run, row);
        if (!here->is_active) {
            continue;
        }
        const double u = op_draw_unit(&run->chance, OP_DRAW_ARREST, here->person, 0, n);
        if (u < least) {
            least = u;
            chosen = row;
        }
    }
    return chosen;
}

static void
handle_arrest(struct op_run *run, struct op_event event)
{
    struct op_crowd_state *state = op_crowd_state_of(run);
    struct op_site *site = &state->site;
    uint32_t token;

    (void)event;
    op_crowd_damage(run);
    while (op_clock_pop(run, site->clock_arrest, &token)) {
        const uint32_t row = who_is_arrested(run, state->n_arrest_draws);
        wind_up(run, site->clock_arrest, OP_DRAW_ARREST, ++state->n_arrest_draws);
        if (row == UINT32_MAX) {
            continue;
        }
        op_clock_leave(run, site->clock_leave, presence_at(run, row)->leave_node);
        take_away(run, row);
        op_person_touch(run, presence_at(run, row)->person)->flags |= OP_PERSON_ARRESTED;
        op_trust_touch(run, presence_at(run, row)->person);
        site->n_arrests++;
    }
    op_crowd_rates(run);
}

// ---- conditions -------------------------------------------------------------------------------

// Every five minutes while somebody is there: light, drink, the hour, and whether a disorder has
// been left alone for too long.
static void
handle_conditions(struct op_run *run, struct op_event event)
{
    struct op_crowd_state *state = op_crowd_state_of(run);
    const int64_t now_us = op_run_now_us(run);

    (void)event;
    if (state->site.n_present == 0) {
        return;
    }
    op_crowd_conditions(run, now_us);
    op_police_left_alone(run, state->disorder_since_us);
    op_timer_set(run, state->timer_conditions, now_us + STEP_US, OP_KIND_CONDITIONS, 0, 0, 0);
    op_crowd_rates(run);
}

// ---- the mechanism ----------------------------------------------------------------------------

static void
begin(struct op_run *run)
{
    struct op_segment *segment = &run->state.segment[OP_SEG_SITE];
    struct op_crowd_state *state = (struct op_crowd_state *)op_segment_grow(segment, sizeof *state);
    struct op_site *site = &state->site;

    site->area_m2 = op_crowd_params(run)[OP_CROWD_AREA];
    site->first_violence_us = OP_NEVER_US;
    state->disorder_since_us = OP_NEVER_US;
    state->told_since_us = OP_NEVER_US;
    for (uint32_t band = 0; band < OP_N_BANDS; band++) {
        site->clock_activate[band] = op_clock_new(run, OP_KIND_ACTIVATE, 0, band);
    }
    site->clock_leave = op_clock_new(run, OP_KIND_LEAVE, 0, 0);
    site->clock_calm = op_clock_new(run, OP_KIND_CALM, 0, 0);
    site->clock_injury = op_clock_new(run, OP_KIND_INJURY, 0, 0);
    site->clock_arrest = op_clock_new(run, OP_KIND_ARREST, 0, 0);
    state->timer_conditions = op_timer_new(run);
    wind_up(run, site->clock_injury, OP_DRAW_INJURY, 0);
    wind_up(run, site->clock_arrest, OP_DRAW_ARREST, 0);
}

static void
observe(const struct op_run *run, double *values)
{
    const struct op_site *site = op_site_of(run);

    values[0] = site->n_present;
    values[1] = site->n_active;
    values[2] = site->n_violent;
    values[3] = site->n_turnout;
    values[4] = site->n_injured;
    values[5] = site->n_arrests;
    values[6] = (double)damage_fixed_now(run) / FIXED_ONE;
    values[7] = site->n_present / site->area_m2;
    values[8] = site->n_incidents;
    values[9] = site->n_searched;
    values[10] = op_crowd_state_of(run)->n_detained;
    values[11] = op_demonstration_held(run);
}

static void
outcome(const struct op_run *run, double *values)
{
    const struct op_site *site = op_site_of(run);
    const bool never = site->first_violence_us == OP_NEVER_US;

    values[0] = site->peak_present;
    values[1] = site->n_turnout;
    values[2] = never ? NAN : op_hours(site->first_violence_us);
    values[3] = site->n_violent;
    values[4] = site->n_arrests;
    values[5] = site->n_injured;
    values[6] = (double)damage_fixed_now(run) / FIXED_ONE;
    values[7] = site->n_injured == 0 && site->n_violent < 10;
    values[8] = site->n_incidents;
    values[9] = site->n_searched;
    values[10] = op_crowd_state_of(run)->n_detained;
    values[11] = op_cordon_held_h(run);
    values[12] = op_demonstration_held(run);
}

static void
lever_moved(struct op_run *run, int lever)
{
    if (lever == OP_CROWD_LEVER_DISPERSAL) {
        op_demonstration_count(run);
    }
    op_crowd_rates(run);
}

static void
ledger(const struct op_run *run, struct op_ledger *into)
{
    const uint32_t n_rows = op_row_count(run, OP_SEG_PRESENCE, sizeof(struct op_presence));

    for (uint32_t row = 0; row < n_rows; row++) {
        const struct op_person *person = op_person_find(run, presence_at(run, row)->person);
        if ((person->flags & OP_PERSON_WAS_ACTIVE) && !op_ids_add(&into->active, person->id)) {
            return;
        }
    }
}

static const struct op_touch touches[] = {
    { OP_CROWD_LEVER_SEARCH, "searched_persons" },
    { OP_CROWD_LEVER_DETENTION, "detained_persons" },
    { OP_CROWD_LEVER_CONTAINMENT, "held_h" },
};

const struct op_mechanism op_crowd_mechanism = {
    .table = OP_CROWD_TABLE,
    .summary = "who is on the place, turns violent, calms down, goes home, is hurt or arrested",
    .source = "Epstein 2002, doi:10.1073/pnas.092080199, as hazards; sizes fitted or assumed",
    .first_kind = OP_KIND_CROWD,
    .kinds =
        {
            [OP_KIND_ARRIVE - OP_KIND_CROWD] = {"arrive", handle_arrive, NULL},
            [OP_KIND_ACTIVATE - OP_KIND_CROWD] = {"activate", handle_activate, NULL},
            [OP_KIND_CALM - OP_KIND_CROWD] = {"calm", handle_calm, NULL},
            [OP_KIND_LEAVE - OP_KIND_CROWD] = {"leave", handle_leave, NULL},
            [OP_KIND_INJURY - OP_KIND_CROWD] = {"injury", handle_injury, NULL},
            [OP_KIND_ARREST - OP_KIND_CROWD] = {"arrest", handle_arrest, NULL},
            [OP_KIND_CONDITIONS - OP_KIND_CROWD] = {"conditions", handle_conditions, NULL},
        },
    .metrics = op_crowd_metrics,
    .n_metrics = OP_CROWD_N_METRICS,
    .touches = touches,
    .n_touches = sizeof touches / sizeof *touches,
    .begin = begin,
    .observe = observe,
    .outcome = outcome,
    .lever_moved = lever_moved,
    .ledger = ledger,
};
