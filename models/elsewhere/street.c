// SPDX-License-Identifier: GPL-3.0-or-later
// The crowds elsewhere, and of later evenings at the place of the gathering: persons come, turn
// violent, calm down, go home or are arrested, by the formulas of models/crowd and clocks of each
// place's own. Coarser than there: levers of the place of the gathering do not reach them, no act
// there moves anybody's trust, nobody is searched, kept or detained, and police come by a rule of
// thumb (street_rates.c).
//
// Each person is there once an evening. Draws ask the questions of models/crowd with the evening as
// their object, which is 0 there.
// At noon whoever is still there goes home.
#include "models/elsewhere/elsewhere.h"

#include "models/crowd/crowd_state.h"
#include "sim/run/clock.h"

#define TOKEN 0u
#define STEP_US (300 * (int64_t)1000000)
#define OF_PLACE 2u   // object of questions about a place; subject = its row

// ---- calm and violent ----

static void
become_calm(struct op_run *run, uint32_t row)
{
    struct op_standing *const here = op_standing_at(run, row);
    const struct op_elsewhere *const place = op_elsewhere_at(run, here->place);
    const double fuse =
        op_draw_exp(&run->chance, OP_DRAW_FUSE, here->person, here->evening, here->bouts);

    here->is_active = 0;
    here->node =
        op_clock_enter(run, place->clock_activate[here->band], row, fuse / (double)here->weight);
}

static void
become_active(struct op_run *run, uint32_t row)
{
    struct op_standing *const here = op_standing_at(run, row);
    struct op_elsewhere *const place = op_elsewhere_at(run, here->place);
    struct op_copycat *const copycat = op_copycat_of(run);
    struct op_stirred *const person = op_stirred_find(run, here->person);

    here->is_active = 1;
    place->n_active++;
    copycat->n_active++;
    if (here->bouts == 0) {
        place->n_violent_tonight++;
        copycat->evening_violent++;
    }
    copycat->n_violent += !person->was_violent;
    person->was_violent = 1;
    here->node = op_clock_enter(run, place->clock_calm, row,
                                op_draw_exp(&run->chance, OP_DRAW_CALM, here->person, here->evening,
                                            here->bouts));
}

void
op_street_turn_violent(struct op_run *run, struct op_event event)
{
    const uint32_t at = op_event_subject(event) / OP_N_BANDS;
    const uint32_t clock =
        op_elsewhere_at(run, at)->clock_activate[op_event_subject(event) % OP_N_BANDS];
    uint32_t row;

    op_street_count(run, at);
    while (op_clock_pop(run, clock, &row)) {
        become_active(run, row);
    }
    op_street_rates(run, at);
}

void
op_street_cool_down(struct op_run *run, struct op_event event)
{
    const uint32_t at = op_event_subject(event);
    const double later = op_crowd_params(run)[OP_CROWD_LATER_BOUTS];
    uint32_t row;

    op_street_count(run, at);
    while (op_clock_pop(run, op_elsewhere_at(run, at)->clock_calm, &row)) {
        struct op_standing *const here = op_standing_at(run, row);

        op_elsewhere_at(run, at)->n_active--;
        op_copycat_of(run)->n_active--;
        if (here->bouts == 0) here->weight = (float)((double)here->weight * later);
        here->bouts = (uint8_t)(here->bouts + (here->bouts < UINT8_MAX));
        if (!(here->weight > 0)) here->weight = 1e-30f;   // never again: a rest beyond any level
        become_calm(run, row);
    }
    op_street_rates(run, at);
}

// ---- coming and going ----

static void
note_crowd(struct op_run *run, uint32_t at)
{
    const double enough = op_run_params(run, OP_GROUP_ELSEWHERE)[OP_ELSEWHERE_CROWD];
    struct op_elsewhere *const place = op_elsewhere_at(run, at);
    struct op_copycat *const copycat = op_copycat_of(run);

    if (place->has_crowd == 0 && place->n_present >= enough) {
        place->has_crowd = 1;
        copycat->n_places += place->n_evenings++ == 0;
        copycat->n_crowds++;
    } else if (place->has_crowd && place->n_present == 0) {
        place->has_crowd = 0;
        copycat->n_crowds--;
    }
    if (copycat->n_crowds > copycat->most_crowds) copycat->most_crowds = copycat->n_crowds;
}

void
op_street_join(struct op_run *run, struct op_event event)
{
    const uint32_t person = op_event_subject(event), at = op_event_argument(event);
    struct op_elsewhere *const place = op_elsewhere_at(run, at);
    struct op_copycat *const copycat = op_copycat_of(run);

    if (op_stirred_find(run, person)->out_on != copycat->evening) return;   // came after noon
    struct op_standing *const here =
        op_segment_grow(&run->state.segment[OP_SEG_STANDING], sizeof *here);
    const uint32_t row = op_row_count(run, OP_SEG_STANDING, sizeof *here) - 1;
    const double risk = (double)op_world_of(run)->person[person].risk;

    op_street_count(run, at);
    *here = (struct op_standing){ .person = person,
                                  .place = at,
                                  .evening = copycat->evening,
                                  .next = place->first,
                                  .band = (uint8_t)op_below(risk, OP_N_BANDS),
                                  .weight = (float)op_crowd_weight(run, person) };
    place->first = row + 1;
    place->n_present++;
    if (place->n_present == 1) op_street_light(run, at);
    place->n_tonight++;
    copycat->n_present++;
    copycat->n_turnout++;
    here->leave_node =
        op_clock_enter(run, place->clock_leave, row,
                       op_draw_exp(&run->chance, OP_DRAW_LEAVE, person, here->evening, 0));
    become_calm(run, row);
    op_local_posts_perhaps(run, row);
    note_crowd(run, at);
    op_street_rates(run, at);
}

// Out of the clocks and counts of the place; the node of leaving is the caller's.
static void
take_away(struct op_run *run, uint32_t row)
{
    struct op_standing *const here = op_standing_at(run, row);
    struct op_elsewhere *const place = op_elsewhere_at(run, here->place);

    if (here->is_active) {
        op_clock_leave(run, place->clock_calm, here->node);
        place->n_active--;
        op_copycat_of(run)->n_active--;
    } else {
        op_clock_leave(run, place->clock_activate[here->band], here->node);
    }
    here->is_active = 0;
    here->gone = 1;
    here->node = here->leave_node = 0;
    place->n_present--;
    op_copycat_of(run)->n_present--;
    note_crowd(run, here->place);
}

void
op_street_go_home(struct op_run *run, struct op_event event)
{
    const uint32_t at = op_event_subject(event);
    uint32_t row;

    op_street_count(run, at);
    while (op_clock_pop(run, op_elsewhere_at(run, at)->clock_leave, &row)) {
        take_away(run, row);
    }
    op_street_rates(run, at);
}

// ---- injuries and arrests ----

static void
wind_up(struct op_run *run, uint32_t clock, uint8_t purpose, uint32_t at, uint32_t n)
{
    (void)op_clock_enter(run, clock, TOKEN, op_draw_exp(&run->chance, purpose, at, OF_PLACE, n));
}

void
op_street_hurt(struct op_run *run, struct op_event event)
{
    const uint32_t at = op_event_subject(event);
    uint32_t token;

    while (op_clock_pop(run, op_elsewhere_at(run, at)->clock_injury, &token)) {
        struct op_elsewhere *const place = op_elsewhere_at(run, at);

        op_copycat_of(run)->n_injured++;
        wind_up(run, place->clock_injury, OP_DRAW_INJURY, at, ++place->n_injury_draws);
    }
}

// As at the place of the gathering: the least of keyed uniforms. UINT32_MAX: none is active.
static uint32_t
who_is_seized(const struct op_run *run, uint32_t at, uint32_t n)
{
    const uint32_t question = (at & 0xFFF) << 12 | (n & 0xFFF);
    uint32_t chosen = UINT32_MAX;
    double least = 2;

    for (uint32_t next = op_elsewhere_at(run, at)->first; next > 0;
         next = op_standing_at(run, next - 1)->next) {
        const struct op_standing *const here = op_standing_at(run, next - 1);

        if (!here->is_active) continue;
        const double u =
            op_draw_unit(&run->chance, OP_DRAW_LOCAL, here->person, UINT32_MAX, question);
        if (u < least) {
            least = u;
            chosen = next - 1;
        }
    }
    return chosen;
}

void
op_street_seized(struct op_run *run, struct op_event event)
{
    const uint32_t at = op_event_subject(event);
    uint32_t token;

    op_street_count(run, at);
    while (op_clock_pop(run, op_elsewhere_at(run, at)->clock_arrest, &token)) {
        struct op_elsewhere *const place = op_elsewhere_at(run, at);
        const uint32_t row = who_is_seized(run, at, place->n_arrest_draws);

        wind_up(run, place->clock_arrest, OP_DRAW_ARREST, at, ++place->n_arrest_draws);
        if (row == UINT32_MAX) continue;
        op_clock_leave(run, place->clock_leave, op_standing_at(run, row)->leave_node);
        take_away(run, row);
        op_person_touch(run, op_standing_at(run, row)->person)->flags |= OP_PERSON_ARRESTED;
        op_copycat_of(run)->n_arrests++;
    }
    op_street_rates(run, at);
}

// ---- places ----

uint32_t
op_street_open(struct op_run *run, uint32_t municipality)
{
    if (op_municipality_at(run, municipality)->place > 0) {
        return op_municipality_at(run, municipality)->place - 1;
    }
    struct op_elsewhere *const place =
        op_segment_grow(&run->state.segment[OP_SEG_ELSEWHERE], sizeof *place);
    const uint32_t at = op_row_count(run, OP_SEG_ELSEWHERE, sizeof *place) - 1;

    place->municipality = municipality;
    place->town = op_municipality_at(run, municipality)->town;
    place->calm_since_us = OP_NEVER_US;
    place->counted_us = op_run_now_us(run);
    for (uint32_t band = 0; band < OP_N_BANDS; band++) {
        place->clock_activate[band] =
            op_clock_new(run, OP_KIND_TURN_VIOLENT, 0, at * OP_N_BANDS + band);
    }
    place->clock_calm = op_clock_new(run, OP_KIND_COOL_DOWN, 0, at);
    place->clock_leave = op_clock_new(run, OP_KIND_GO_HOME, 0, at);
    place->clock_injury = op_clock_new(run, OP_KIND_HURT, 0, at);
    place->clock_arrest = op_clock_new(run, OP_KIND_SEIZED, 0, at);
    place->timer = op_timer_new(run);
    wind_up(run, place->clock_injury, OP_DRAW_INJURY, at, 0);
    wind_up(run, place->clock_arrest, OP_DRAW_ARREST, at, 0);
    op_municipality_at(run, municipality)->place = at + 1;
    return at;
}

void
op_street_evening(struct op_run *run)
{
    const uint32_t n = op_row_count(run, OP_SEG_ELSEWHERE, sizeof(struct op_elsewhere));

    for (uint32_t at = 0; at < n; at++) {
        struct op_elsewhere *const place = op_elsewhere_at(run, at);

        op_street_count(run, at);
        for (uint32_t next = place->first; next > 0; next = op_standing_at(run, next - 1)->next) {
            if (op_standing_at(run, next - 1)->gone) continue;
            op_clock_leave(run, place->clock_leave, op_standing_at(run, next - 1)->leave_node);
            take_away(run, next - 1);
        }
        place->first = place->n_tonight = place->n_violent_tonight = 0;
        op_street_rates(run, at);
    }
}
