// SPDX-License-Identifier: GPL-3.0-or-later
// Civil violence (Epstein 2002, model I): persons with a grievance G = H (1 - L) on a torus rebel
// while G - R P > T, P the arrest that they fear: 1 - exp(-k C/A), C officers and A active in
// sight; officers arrest an active person in sight.
//
// H hardship and R risk aversion, uniform (0, 1) each; L the legitimacy of the regime. In each
// cycle every actor has one turn, at a moment of its own within the cycle, so in random order: it
// moves to a free site in sight, then a person decides and an officer arrests. The arrested are off
// the grid for U(0, longest) cycles and come back on a free site, calm.
//
// Known: 1 - exp(-2.3 C/A): .899741 at C/A = 1, .683363 at 1/2. Without officers nobody fears:
// active is who has H > T/(1 - L), a share .444444 at L = .82, T = .1.
//   from   Epstein 2002, doi:10.1073/pnas.092080199
//          differs: sight is a disc; turns are asynchronous within a cycle; C/A is rounded down, as
//          in Wilensky's NetLogo model "Rebellion" (2004), unless `ratio: exact`
#include "models/reference/rebellion.h"

#include "models/reference/reference.h"

enum {
    PARAM_SIDE,
    PARAM_PERSONS,
    PARAM_OFFICERS,
    PARAM_SIGHT,
    PARAM_OFFICER_SIGHT,
    PARAM_LEGITIMACY,
    PARAM_THRESHOLD,
    PARAM_ARREST,
    PARAM_RATIO,
    PARAM_JAIL,
    PARAM_MOVES,
    PARAM_CYCLE,
    N_PARAMS
};
enum { KIND_TURN = OP_KIND_REBELLION };
enum { CALM, ACTIVE, JAILED, OFFICER };
enum { BURST = 50 };   // active at once: Epstein's outburst

// Status: a byte an actor, persons first. Rows: struct actor. More: who stands on a site, + 1; 0:
// free.
struct actor {
    float grievance, risk;
    uint32_t site;
    uint32_t was_active;
    int64_t free_us;   // end of jail
};

struct rebellion {
    struct op_course course;   // n_now active, n_ever persons who were
    int64_t since_us, active_area;
    int64_t cycle_us;
    int64_t n_arrests, n_jailed, n_bursts;
    uint32_t n_persons, n_actors, side;
    uint32_t in_burst;
};

// clang-format off
static const struct op_param params[N_PARAMS] = {
    [PARAM_SIDE] = { "side", OP_UNIT_PERSONS, 2, 2000, "40", OP_RUN_PARAM, OP_CHOSEN,
      "sites along a side of the torus", "Epstein 2002", NULL },
    [PARAM_PERSONS] = { "density", OP_UNIT_SHARE, 0, 1, "70 %", OP_RUN_PARAM, OP_CHOSEN,
      "share of the sites with a person", "Epstein 2002", NULL },
    [PARAM_OFFICERS] = { "officer_density", OP_UNIT_SHARE, 0, 1, "4 %", OP_RUN_PARAM, OP_CHOSEN,
      "share of the sites with an officer", "Epstein 2002", NULL },
    [PARAM_SIGHT] = { "sight", OP_UNIT_NONE, 0, 1000, "7", OP_RUN_PARAM, OP_CHOSEN,
      "how far persons see, in sites", "Epstein 2002", NULL },
    [PARAM_OFFICER_SIGHT] = { "officer_sight", OP_UNIT_NONE, 0, 1000, "7", OP_RUN_PARAM, OP_CHOSEN,
      "how far officers see, in sites", "Epstein 2002", NULL },
    [PARAM_LEGITIMACY] = { "legitimacy", OP_UNIT_SHARE, 0, 1, "82 %", OP_RUN_PARAM, OP_CHOSEN,
      "legitimacy of the regime", "Epstein 2002", NULL },
    [PARAM_THRESHOLD] = { "threshold", OP_UNIT_NONE, -1, 1, "0.1", OP_RUN_PARAM, OP_CHOSEN,
      "net grievance above which a person rebels", "Epstein 2002", NULL },
    [PARAM_ARREST] = { "arrest_constant", OP_UNIT_NONE, 0, 100, "2.3", OP_RUN_PARAM, OP_CHOSEN,
      "k of the feared arrest; 2.3: .9 at one officer to one active", "Epstein 2002", NULL },
    [PARAM_RATIO] = { "ratio", OP_UNIT_CHOICE, 0, 1, "whole", OP_RUN_PARAM, OP_CHOSEN,
      "whether officers per active are rounded down", "NetLogo's Rebellion; without it there are no outbursts: scenarios/reference/README.md",
      "exact|whole" },
    [PARAM_JAIL] = { "longest_jail", OP_UNIT_NONE, 0, 1e6, "30", OP_RUN_PARAM, OP_CHOSEN,
      "longest term, in cycles; terms are uniform from 0", "Epstein 2002", NULL },
    [PARAM_MOVES] = { "moves", OP_UNIT_CHOICE, 0, 1, "yes", OP_RUN_PARAM, OP_CHOSEN,
      "whether persons and officers move", "Epstein 2002", "no|yes" },
    [PARAM_CYCLE] = { "cycle", OP_UNIT_DURATION, 1, 1e7, "1 h", OP_RUN_PARAM, OP_CHOSEN,
      "length of a cycle", "assumed", NULL },
};

static const struct op_metric metrics[] = {
    OP_COURSE_METRICS("persons who were active at some time", "active persons"),
    { "mean_active_persons", "persons", OP_WANT_NONE, 0, "mean number active",
      "gemiddeld aantal actieven", "average over time" },
    { "active_at_end_persons", "persons", OP_WANT_NONE, 0, "active at the end",
      "actief aan het einde", "active when the run ended" },
    { "arrests_count", "1", OP_WANT_NONE, 0, "arrests", "arrestaties", "arrests" },
    { "outbursts_count", "1", OP_WANT_NONE, 0, "outbursts", "uitbarstingen",
      "times that the number of active persons rose above 50" },
};
// clang-format on

double
op_rebellion_arrest_share(double k, double n_officers, double n_active, bool whole)
{
    const double ratio = n_officers / n_active;

    return 1 - op_exp(-k * (whole ? (double)(int64_t)ratio : ratio));
}

static struct actor *
actor_of(const struct op_run *run, uint32_t i)
{
    return (struct actor *)op_rows(run, OP_SEG_REF_ROWS) + i;
}

static uint8_t *
status_of(const struct op_run *run)
{
    return (uint8_t *)op_rows(run, OP_SEG_REF_STATUS);
}

static uint32_t *
on_site(const struct op_run *run)
{
    return (uint32_t *)op_rows(run, OP_SEG_REF_MORE);
}

// ---- what is in sight ---------------------------------------------------------------------------

// Sites of the disc around a site, each once also where the disc is wider than the torus.
typedef bool site_visitor(void *context, uint32_t site);

static void
look_around(const struct rebellion *state, uint32_t site, double sight, site_visitor *visit,
            void *context)
{
    const int32_t side = (int32_t)state->side;
    const int32_t half = side / 2, reach = sight < half ? (int32_t)sight : half;
    const int32_t x0 = (int32_t)(site % state->side), y0 = (int32_t)(site / state->side);
    const int32_t least = -(reach == half && side % 2 == 0 ? half - 1 : reach);

    for (int32_t dy = least; dy <= reach; dy++) {
        for (int32_t dx = least; dx <= reach; dx++) {
            if ((double)(dx * dx + dy * dy) > sight * sight) continue;
            const int32_t x = (x0 + dx + side) % side, y = (y0 + dy + side) % side;

            if (!visit(context, (uint32_t)(y * side + x))) return;
        }
    }
}

struct survey {
    const uint32_t *on_site;
    const uint8_t *status;
    uint32_t n_free, n_active, n_officers;
    uint32_t wanted;    // the how-maniest of what is searched
    uint8_t searched;   // a status; JAILED: a free site
    uint32_t found;
};

static bool
count(void *context, uint32_t site)
{
    struct survey *const survey = context;
    const uint32_t who = survey->on_site[site];

    if (who == 0) {
        survey->n_free++;
    } else {
        survey->n_active += survey->status[who - 1] == ACTIVE;
        survey->n_officers += survey->status[who - 1] == OFFICER;
    }
    return true;
}

static bool
search(void *context, uint32_t site)
{
    struct survey *const survey = context;
    const uint32_t who = survey->on_site[site];
    const bool fits =
        who == 0 ? survey->searched == JAILED : survey->status[who - 1] == survey->searched;

    if (!fits || survey->wanted-- > 0) return true;
    survey->found = who == 0 ? site : who - 1;
    return false;
}

static struct survey
survey_from(const struct op_run *run, uint32_t site, double sight)
{
    struct survey survey = { .on_site = on_site(run), .status = status_of(run) };

    look_around(op_ref_scalars(run), site, sight, count, &survey);
    return survey;
}

// ---- turns --------------------------------------------------------------------------------------

static void
set_active(struct op_run *run, uint32_t i, bool is_active)
{
    struct rebellion *const state = op_ref_scalars(run);
    const int64_t now_us = op_run_now_us(run);

    if ((status_of(run)[i] == ACTIVE) == is_active) return;
    state->active_area += state->course.n_now * (now_us - state->since_us);
    state->since_us = now_us;
    status_of(run)[i] = is_active ? ACTIVE : CALM;
    if (is_active) {
        op_course_enter(&state->course, now_us);
        state->course.n_ever -= actor_of(run, i)->was_active;   // persons, not times
        actor_of(run, i)->was_active = 1;
    } else {
        op_course_leave(&state->course, now_us);
    }
    if (state->course.n_now > BURST && !state->in_burst) state->n_bursts++;
    state->in_burst = state->course.n_now > BURST;
}

static void
stand_on(struct op_run *run, uint32_t i, uint32_t site)
{
    actor_of(run, i)->site = site;
    on_site(run)[site] = i + 1;
}

static void
move(struct op_run *run, uint32_t i, double sight, double u)
{
    const uint32_t from = actor_of(run, i)->site;
    struct survey survey = survey_from(run, from, sight);

    if (survey.n_free == 0) return;
    survey.searched = JAILED;
    survey.wanted = op_below(u, survey.n_free);
    look_around(op_ref_scalars(run), from, sight, search, &survey);
    on_site(run)[from] = 0;
    stand_on(run, i, survey.found);
}

// Free sites are met by walking from a random one on: even enough, and a site is free in any case,
// as the jailed left theirs.
static void
set_free(struct op_run *run, uint32_t i, double u)
{
    struct rebellion *const state = op_ref_scalars(run);
    const uint32_t n_sites = state->side * state->side;
    uint32_t site = op_below(u, n_sites);

    while (on_site(run)[site] != 0) {
        site = (site + 1) % n_sites;
    }
    stand_on(run, i, site);
    status_of(run)[i] = CALM;
    state->n_jailed--;
}

static void
decide(struct op_run *run, uint32_t i)
{
    const double *const p = op_ref_params(run);
    const struct actor *const actor = actor_of(run, i);
    const struct survey seen = survey_from(run, actor->site, p[PARAM_SIGHT]);
    const double n_active = seen.n_active + (status_of(run)[i] == ACTIVE ? 0 : 1);
    const double fear =
        op_rebellion_arrest_share(p[PARAM_ARREST], seen.n_officers, n_active, p[PARAM_RATIO] != 0);

    set_active(run, i, (double)actor->grievance - (double)actor->risk * fear > p[PARAM_THRESHOLD]);
}

static void
arrest(struct op_run *run, uint32_t officer, uint32_t cycle)
{
    struct rebellion *const state = op_ref_scalars(run);
    const double sight = op_ref_params(run)[PARAM_OFFICER_SIGHT];
    const uint32_t site = actor_of(run, officer)->site;
    struct survey survey = survey_from(run, site, sight);

    if (survey.n_active == 0) return;
    const struct op_words w = op_draw_words(&run->chance, OP_DRAW_CAUGHT, officer, cycle, 0);
    survey.searched = ACTIVE;
    survey.wanted = op_below(op_unit_from32(w.w[0]), survey.n_active);
    look_around(state, site, sight, search, &survey);
    struct actor *const caught = actor_of(run, survey.found);
    const double term = op_unit_from(w.w[1], w.w[2]) * op_ref_params(run)[PARAM_JAIL];

    set_active(run, survey.found, false);
    status_of(run)[survey.found] = JAILED;
    on_site(run)[caught->site] = 0;
    caught->free_us = op_ref_after_us(run, term * (double)state->cycle_us);
    state->n_jailed++;
    state->n_arrests++;
}

static void
plan_turn(struct op_run *run, const struct rebellion *state, uint32_t i, uint32_t cycle)
{
    const double u = op_draw_unit(&run->chance, OP_DRAW_TURN, i, cycle, 0);

    op_run_add(run, (int64_t)(((double)cycle + u) * (double)state->cycle_us), KIND_TURN, 0, i,
               cycle);
}

static void
turn(struct op_run *run, struct op_event event)
{
    const struct rebellion *const state = op_ref_scalars(run);
    const double *const p = op_ref_params(run);
    const uint32_t i = op_event_subject(event), cycle = op_event_argument(event);
    const double u = op_draw_unit(&run->chance, OP_DRAW_TURN, i, cycle, 1);
    const bool is_officer = status_of(run)[i] == OFFICER;

    plan_turn(run, state, i, cycle + 1);
    if (status_of(run)[i] == JAILED) {
        if (op_run_now_us(run) < actor_of(run, i)->free_us) return;
        set_free(run, i, u);
    } else if (p[PARAM_MOVES] != 0) {
        move(run, i, p[is_officer ? PARAM_OFFICER_SIGHT : PARAM_SIGHT], u);
    }
    if (is_officer) {
        arrest(run, i, cycle);
    } else {
        decide(run, i);
    }
}

// ---- start and end ------------------------------------------------------------------------------

// Everybody on a site of their own: the first n of a shuffle of the sites.
static void
settle(struct op_run *run, const struct rebellion *state)
{
    const uint32_t n_sites = state->side * state->side;
    uint32_t *const site = on_site(run);   // until all stand, a list of sites

    for (uint32_t s = 0; s < n_sites; s++) {
        site[s] = s;
    }
    for (uint32_t i = 0; i < state->n_actors; i++) {
        const double u = op_draw_unit(&run->chance, OP_DRAW_CHARACTER, i, 1, 0);
        const uint32_t k = i + op_below(u, n_sites - i);

        actor_of(run, i)->site = site[k];
        site[k] = site[i];
    }
    for (uint32_t s = 0; s < n_sites; s++) {
        site[s] = 0;
    }
    for (uint32_t i = 0; i < state->n_actors; i++) {
        site[actor_of(run, i)->site] = i + 1;
    }
}

static void
begin(struct op_run *run)
{
    const double *const p = op_ref_params(run);
    struct op_segment *const segment = run->state.segment;
    struct rebellion *const state = op_segment_grow(&segment[OP_SEG_REF_SCALARS], sizeof *state);
    const double n_sites = p[PARAM_SIDE] * p[PARAM_SIDE];

    state->side = (uint32_t)p[PARAM_SIDE];
    state->cycle_us = (int64_t)(p[PARAM_CYCLE] * 1e6);
    state->n_persons = (uint32_t)(p[PARAM_PERSONS] * n_sites + .5);
    state->n_actors = state->n_persons + (uint32_t)(p[PARAM_OFFICERS] * n_sites + .5);
    if (state->n_actors > n_sites) state->n_actors = (uint32_t)n_sites;   // rounded up twice
    (void)op_segment_grow(&segment[OP_SEG_REF_STATUS], state->n_actors);
    (void)op_segment_grow(&segment[OP_SEG_REF_ROWS], state->n_actors * sizeof(struct actor));
    (void)op_segment_grow(&segment[OP_SEG_REF_MORE], (size_t)n_sites * sizeof(uint32_t));
    settle(run, state);
    for (uint32_t i = 0; i < state->n_actors; i++) {
        const struct op_words w = op_draw_words(&run->chance, OP_DRAW_CHARACTER, i, 0, 0);
        struct actor *const actor = actor_of(run, i);

        actor->grievance = (float)(op_unit_from32(w.w[0]) * (1 - p[PARAM_LEGITIMACY]));
        actor->risk = (float)op_unit_from32(w.w[1]);
        status_of(run)[i] = i < state->n_persons ? CALM : OFFICER;
        plan_turn(run, state, i, 0);
    }
}

static void
outcome(const struct op_run *run, double *values)
{
    const struct rebellion *const state = op_ref_scalars(run);
    const int64_t end_us = run->scenario->end_us;
    const int64_t area = state->active_area + state->course.n_now * (end_us - state->since_us);

    op_course_values(&state->course, values);
    values[OP_N_COURSE_METRICS] = (double)area / (double)end_us;
    values[OP_N_COURSE_METRICS + 1] = (double)state->course.n_now;
    values[OP_N_COURSE_METRICS + 2] = (double)state->n_arrests;
    values[OP_N_COURSE_METRICS + 3] = (double)state->n_bursts;
}

const struct op_mechanism op_rebellion_mechanism = {
    .table = { .name = "rebellion", .params = params, .n_params = N_PARAMS },
    .summary = "persons rebel where they feel safe from arrest",
    .source = "Epstein 2002, doi:10.1073/pnas.092080199",
    .first_kind = OP_KIND_REBELLION,
    .kinds = { { "turn", turn, NULL } },
    .metrics = metrics,
    .n_metrics = sizeof metrics / sizeof *metrics,
    .begin = begin,
    .outcome = outcome,
};
