// SPDX-License-Identifier: GPL-3.0-or-later
// Calls that are copied elsewhere, and evenings that repeat.
//
// In each municipality m receptive youths are counted: Y_m have read at least `reads` live posts
// within `within` (stirred.c). A call is born there when the integral of
//
//   birth Y_m e^appeal decay^(evening - 1) copying      (copying: the lever)
//
// reaches one keyed fuse ~ Exp(1): an internal clock for each municipality. Not while a call of
// this evening is out there already, and not at the place of the gathering before its own evening
// is over. At noon the evening is over: where there was a disorder, the call comes again for the
// next evening with probability `again`. Every call gathers between `from_hour` and `until_hour`,
// at least `notice` after it was made; who comes is told in muster.c.
//
// So an evening is fed by what was seen of the last (live posts, and national news through the
// utility of who hears of a call), and wears out by `decay` an evening, which compounds: with r the
// growth without it, the ratio of evening n + 1 to n is about r decay^n, a rise that turns.
//
// Known: with Y constant, calls born in a time t in many municipalities are Poisson about
// birth Y e^appeal t each (first ones).
// from   Sellke's construction; design: birth 1e-4 a day [1e-5, 1e-3], assumed. Shape: France 2023
#include "models/elsewhere/elsewhere.h"
#include "models/institutions/institutions.h"
#include "models/mobilisation/commitment.h"
#include "models/shared/acts.h"
#include "sim/run/clock.h"

#include <string.h>

#define TOKEN 0u
#define NOON_H 12.0
#define DAY_US INT64_C(86400000000)

// Objects of the questions under purpose COPYCAT; subject = municipality.
enum { ASK_FUSE, ASK_APPEAL, ASK_AGAIN };

// clang-format off
static const struct op_param params[OP_COPYCAT_N_PARAMS] = {
    [OP_COPYCAT_BIRTH] = { "birth", OP_UNIT_RATE, 0, 10.0 / 86400, "0 /d", OP_RUN_PARAM, OP_CHOSEN,
      "rate at which a receptive youth makes a call elsewhere, at the appeal of Haren 2012; 0 and "
      "again 0: nothing is copied", "a setting; where it is on, assumed: 0.0001 /d, 0.00001 to 0.001",
      NULL },
    [OP_COPYCAT_AGAIN] = { "again", OP_UNIT_SHARE, 0, 1, "0 %", OP_RUN_PARAM, OP_CHOSEN,
      "probability that a place with a disorder is called to again on the next evening",
      "a setting; assumed where it is on", NULL },
    [OP_COPYCAT_DECAY] = { "decay", OP_UNIT_SHARE, 0.01, 1, "margin(40 %, 60 %, 80 %)", OP_RUN_PARAM,
      OP_ASSUMED, "what an evening leaves of the pull of a call, in births and in the odds of coming",
      "docs/sources.md#evenings", NULL },
    [OP_COPYCAT_READS] = { "reads", OP_UNIT_NONE, 1, 1000, "2", OP_RUN_PARAM, OP_CHOSEN,
      "live posts read that make a youth receptive", "assumed", NULL },
    [OP_COPYCAT_WITHIN] = { "within", OP_UNIT_DURATION, 60, 8640000, "24 h", OP_RUN_PARAM, OP_CHOSEN,
      "time within which the live posts that make a youth receptive are read", "assumed", NULL },
    [OP_COPYCAT_YOUTH_BELOW] = { "youth_below", OP_UNIT_NONE, 0, 120, "25", OP_RUN_PARAM, OP_CHOSEN,
      "age in years below which persons copy calls and come to copied ones",
      "France 2023: mean age of those arrested 17; assumed", NULL },
    [OP_COPYCAT_CARRIED] = { "carried", OP_UNIT_NONE, 0, 1e5, "margin(50, 300, 2000)", OP_RUN_PARAM,
      OP_ASSUMED, "strangers anywhere to whom feeds show a live post of a disorder", "assumed", NULL },
    [OP_COPYCAT_CLIP_HALF_LIFE] = { "clip_half_life", OP_UNIT_DURATION, 60, 8640000,
      "margin(1 h, 6 h, 24 h)", OP_RUN_PARAM, OP_ASSUMED, "half-life of the live posts that strangers are shown",
      "assumed", NULL },
    [OP_COPYCAT_APPEAL] = { "appeal", OP_UNIT_NONE, -10, 10, "margin(-1.5, -0.5, 0.5)", OP_RUN_PARAM,
      OP_ASSUMED, "mean appeal of a copied call above that of the one that is copied", "assumed",
      NULL },
    [OP_COPYCAT_APPEAL_SD] = { "appeal_sd", OP_UNIT_NONE, 0, 5, "1.2", OP_RUN_PARAM, OP_ASSUMED,
      "spread of the appeal between copied calls", "assumed: as between calls, see mobilisation.appeal",
      NULL },
    [OP_COPYCAT_WORD] = { "word", OP_UNIT_SHARE, 0, 1, "margin(2 %, 8 %, 25 %)", OP_RUN_PARAM,
      OP_ASSUMED, "share of the youths of a municipality who hear of a call there from others",
      "assumed", NULL },
    [OP_COPYCAT_NOTICE] = { "notice", OP_UNIT_DURATION, 0, 86400, "1 h", OP_RUN_PARAM, OP_ASSUMED,
      "least time from a copied call until it gathers", "assumed", NULL },
    [OP_COPYCAT_FROM_HOUR] = { "from_hour", OP_UNIT_DURATION, 12.5 * 3600, 24 * 3600.0, "20 h",
      OP_RUN_PARAM, OP_CHOSEN, "clock time from which copied calls gather", "assumed", NULL },
    [OP_COPYCAT_UNTIL_HOUR] = { "until_hour", OP_UNIT_DURATION, 12.5 * 3600, 24 * 3600.0, "23 h",
      OP_RUN_PARAM, OP_CHOSEN, "clock time after which they gather on the next evening", "assumed",
      NULL },
};

static const struct op_lever levers[OP_COPYCAT_N_LEVERS] = {
    [OP_COPYCAT_COPYING] = { "copying", OP_PRODUCT, OP_UNIT_NONE, 0, 10,
      "factor on the rate at which calls are copied elsewhere, and on their coming again",
      "assumed" },
    [OP_COPYCAT_TURNOUT] = { "turnout_elsewhere", OP_PRODUCT, OP_UNIT_SHARE, 0, 1,
      "share of those who would go to a place elsewhere who still go", "assumed" },
};

static const struct op_observable observables[] = {
    { "receptive_youths", "persons", OP_WANT_NONE, "max", 0, "receptive youths",
      "ontvankelijke jongeren", "youths who have read enough live posts of late to copy the call" },
    { "copied_calls", "calls", OP_WANT_NONE, "last", 0, "copied calls", "gekopieerde oproepen",
      "calls for other places or later evenings so far" },
    { "evening", "", OP_WANT_NONE, "last", 0, "evening", "avond",
      "number of the evening, from noon to noon; 1: that of the event and before; 0: nothing is copied" },
    { "evening_violent_persons", "persons", OP_WANT_LESS, "max", 0.35, "violent this evening",
      "gewelddadig deze avond", "persons who were violent this evening, all places together" },
};

static const struct op_metric metrics[] = {
    { "copied_calls", "calls", OP_WANT_NONE, 0, "copied calls", "gekopieerde oproepen",
      "calls for other places or later evenings" },
    { "evenings_with_disorder", "evenings", OP_WANT_LESS, 0, "evenings with disorder",
      "avonden met wanordelijkheden",
      "evenings on which enough persons for a disorder were violent, all places together" },
    { "worst_evening", "", OP_WANT_NONE, 0, "worst evening", "ergste avond",
      "number of the evening on which most persons were violent; 0: none was, or nothing is copied" },
    { "worst_evening_violent_persons", "persons", OP_WANT_LESS, 0.35, "violent on the worst evening",
      "gewelddadig op de ergste avond", "persons who were violent on that evening, all places" },
};
// clang-format on

static const double *
params_of(const struct op_run *run)
{
    return op_run_params(run, OP_GROUP_COPYCAT);
}

static double
copying(const struct op_run *run)
{
    return op_run_lever(run, OP_GROUP_COPYCAT, OP_COPYCAT_COPYING);
}

// ---- municipalities ----

static uint32_t
n_municipalities(const struct op_run *run)
{
    return op_row_count(run, OP_SEG_MUNICIPALITY, sizeof(struct op_municipality));
}

// Towns of one municipality stand side by side in the table of places.
uint32_t
op_municipality_of(const struct op_run *run, uint32_t town)
{
    uint32_t low = 0, high = n_municipalities(run);

    while (high - low > 1) {
        const uint32_t middle = (low + high) / 2;
        if (op_municipality_at(run, middle)->first_town <= town) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool
is_same_municipality(const struct op_scenario *scenario, uint32_t town, uint32_t other)
{
    const char *const code = scenario->towns[town].code;
    const char *const other_code = scenario->towns[other].code;

    return code != NULL && other_code != NULL && strcmp(code, other_code) == 0;
}

static uint32_t
largest_town(const struct op_world *world, const struct op_municipality *m)
{
    uint32_t largest = m->first_town;

    for (uint32_t t = m->first_town; t < m->past_town; t++) {
        if (world->town_first[t + 1] - world->town_first[t] >
            world->town_first[largest + 1] - world->town_first[largest]) {
            largest = t;
        }
    }
    return largest;
}

static void
wind_up(struct op_run *run, uint32_t municipality, uint32_t n)
{
    (void)op_clock_enter(run, op_municipality_at(run, municipality)->clock, TOKEN,
                         op_draw_exp(&run->chance, OP_DRAW_COPYCAT, municipality, ASK_FUSE, n));
}

static void
list_municipalities(struct op_run *run)
{
    const struct op_world *const world = op_world_of(run);
    uint32_t past;

    for (uint32_t town = 0; town < world->n_towns; town = past) {
        for (past = town + 1;
             past < world->n_towns && is_same_municipality(run->scenario, town, past); past++) {
        }
        const uint32_t number = n_municipalities(run);
        struct op_municipality *const m =
            op_segment_grow(&run->state.segment[OP_SEG_MUNICIPALITY], sizeof *m);
        m->first_town = town;
        m->past_town = past;
        m->town = largest_town(world, m);
        m->clock = op_clock_new(run, OP_KIND_CALL_BORN, 0, number);
        wind_up(run, number, 0);
    }
}

// ---- births ----

static bool
may_be_born(const struct op_run *run, uint32_t municipality)
{
    const struct op_copycat *const copycat = op_copycat_of(run);
    const struct op_municipality *const m = op_municipality_at(run, municipality);
    const uint32_t site = op_municipality_of(run, op_world_of(run)->place_town);

    return m->called_for < copycat->evening && (copycat->evening > 1 || municipality != site);
}

void
op_copycat_rate(struct op_run *run, uint32_t municipality)
{
    const struct op_municipality *const m = op_municipality_at(run, municipality);
    const double per_h = params_of(run)[OP_COPYCAT_BIRTH] * 3600 * m->n_stirred *
                         op_copycat_of(run)->factor * copying(run);

    op_clock_set_rate(run, m->clock, may_be_born(run, municipality) ? per_h : 0);
}

static void
all_rates(struct op_run *run)
{
    for (uint32_t m = 0; m < n_municipalities(run); m++) {
        op_copycat_rate(run, m);
    }
}

// When a call that is made now gathers.
static int64_t
gathers_us(const struct op_run *run)
{
    const struct op_world *const world = op_world_of(run);
    const double *const p = params_of(run);
    const int64_t now_us = op_run_now_us(run);
    const int day = op_world_day(world, now_us);
    const int64_t from_us = op_world_moment_us(world, day, p[OP_COPYCAT_FROM_HOUR] / 3600);
    const int64_t until_us = op_world_moment_us(world, day, p[OP_COPYCAT_UNTIL_HOUR] / 3600);
    const int64_t soon_us = now_us + op_us(p[OP_COPYCAT_NOTICE]);

    if (soon_us <= from_us) return from_us;
    if (soon_us <= until_us) return soon_us;
    const int64_t next_us = op_world_moment_us(world, day + 1, p[OP_COPYCAT_FROM_HOUR] / 3600);
    return next_us > soon_us ? next_us : soon_us;
}

// Number of the evening to which a moment belongs.
static uint32_t
evening_at(const struct op_run *run, int64_t at_us)
{
    const int64_t first_us = op_copycat_of(run)->first_noon_us;

    return at_us < first_us ? 1 : 2 + (uint32_t)((at_us - first_us) / DAY_US);
}

// As a number, for the log; 0 where the code is none.
static double
code_of(const struct op_scenario *scenario, uint32_t town)
{
    const char *const code = scenario->towns[town].code;
    double number = 0;

    for (int k = 0; code != NULL && k < 9 && code[k] >= '0' && code[k] <= '9'; k++) {
        number = 10 * number + (code[k] - '0');
    }
    return number;
}

static void
call(struct op_run *run, uint32_t municipality)
{
    const double *const p = params_of(run);
    struct op_copycat *const copycat = op_copycat_of(run);
    struct op_municipality *const m = op_municipality_at(run, municipality);
    const double z =
        op_draw_normal(&run->chance, OP_DRAW_COPYCAT, municipality, ASK_APPEAL, m->n_calls);

    m->n_calls++;
    m->appeal = op_commitment_appeal(run) + p[OP_COPYCAT_APPEAL] + p[OP_COPYCAT_APPEAL_SD] * z;
    m->gathers_us = gathers_us(run);
    m->called_for = evening_at(run, m->gathers_us);
    copycat->n_calls++;
    op_run_note(run, OP_NO_ACTOR, OP_NOTE_COPIED, -1, code_of(run->scenario, m->town));
    const int64_t mustered_us = m->gathers_us - op_us(p[OP_COPYCAT_NOTICE]);
    op_run_add(run, mustered_us > op_run_now_us(run) ? mustered_us : op_run_now_us(run),
               OP_KIND_MUSTERED, 0, municipality, m->n_calls);
    op_copycat_rate(run, municipality);
}

static void
handle_call_born(struct op_run *run, struct op_event event)
{
    const uint32_t municipality = op_event_subject(event);
    const uint32_t clock = op_municipality_at(run, municipality)->clock;
    uint32_t token, n_born = 0;

    while (op_clock_pop(run, clock, &token)) {
        n_born++;
    }
    if (n_born == 0) return;
    call(run, municipality);
    wind_up(run, municipality, op_municipality_at(run, municipality)->n_calls);
}

// ---- noon ----

static uint32_t
violent_this_evening(const struct op_run *run)
{
    const struct op_copycat *const copycat = op_copycat_of(run);

    return copycat->evening_violent + op_site_of(run)->n_violent - copycat->site_violent;
}

static double
disorder_persons(const struct op_run *run)
{
    return op_run_params(run, OP_GROUP_PHASE)[OP_PHASE_DISORDER_PERSONS];
}

static void
close_evening(struct op_run *run)
{
    struct op_copycat *const copycat = op_copycat_of(run);
    const uint32_t n_violent = violent_this_evening(run);

    if (n_violent > copycat->most_violent) {
        copycat->most_violent = n_violent;
        copycat->peak_evening = copycat->evening;
    }
    copycat->n_disorders += n_violent >= disorder_persons(run);
    op_run_note(run, OP_NO_ACTOR, OP_NOTE_EVENING, -1, n_violent);
}

// Persons violent in a municipality this evening, at the place of the gathering too.
static uint32_t
violent_there(const struct op_run *run, uint32_t municipality)
{
    const struct op_municipality *const m = op_municipality_at(run, municipality);
    const bool is_site = municipality == op_municipality_of(run, op_world_of(run)->place_town);
    uint32_t n = m->place > 0 ? op_elsewhere_at(run, m->place - 1)->n_violent_tonight : 0;

    if (is_site) n += op_site_of(run)->n_violent - op_copycat_of(run)->site_violent;
    return n;
}

static void
call_again(struct op_run *run, uint32_t municipality, uint32_t evening)
{
    const double p = params_of(run)[OP_COPYCAT_AGAIN] * copying(run);
    const double u = op_draw_unit(&run->chance, OP_DRAW_COPYCAT, municipality, ASK_AGAIN, evening);

    if (op_municipality_at(run, municipality)->called_for <= evening && u < p) {
        call(run, municipality);
    }
}

static void
handle_noon(struct op_run *run, struct op_event event)
{
    struct op_copycat *const copycat = op_copycat_of(run);
    const uint32_t over = copycat->evening;

    (void)event;
    close_evening(run);
    copycat->evening++;
    copycat->factor = op_exp(op_commitment_appeal(run) + copycat->evening * copycat->log_decay -
                             copycat->log_decay);
    for (uint32_t m = 0; m < n_municipalities(run); m++) {
        if (violent_there(run, m) >= disorder_persons(run)) call_again(run, m, over);
    }
    copycat->evening_violent = 0;
    copycat->site_violent = op_site_of(run)->n_violent;
    op_street_evening(run);
    all_rates(run);
    op_timer_set(run, copycat->timer_noon, op_run_now_us(run) + DAY_US, OP_KIND_NOON, 0, 0, 0);
}

// ---- the mechanism ----

static void
begin(struct op_run *run)
{
    const struct op_world *const world = op_world_of(run);
    const double *const p = params_of(run);

    if (!(p[OP_COPYCAT_BIRTH] > 0) && !(p[OP_COPYCAT_AGAIN] > 0)) return;
    struct op_copycat *const copycat =
        op_segment_grow(&run->state.segment[OP_SEG_COPYCAT], sizeof *copycat);
    (void)op_segment_grow(&run->state.segment[OP_SEG_STIRRED_SLOT],
                          (size_t)world->n_persons * sizeof(uint32_t));
    copycat->evening = 1;
    copycat->log_decay = op_log(p[OP_COPYCAT_DECAY]);
    copycat->factor = op_exp(op_commitment_appeal(run));
    copycat->timer_noon = op_timer_new(run);
    list_municipalities(run);
    const double event_h = op_world_hour(world, run->scenario->event_us);
    const int day = op_world_day(world, run->scenario->event_us) + (event_h >= NOON_H);
    copycat->first_noon_us = op_world_moment_us(world, day, NOON_H);
    op_timer_set(run, copycat->timer_noon, copycat->first_noon_us, OP_KIND_NOON, 0, 0, 0);
}

static void
observe(const struct op_run *run, double *values)
{
    const struct op_copycat *const copycat = op_copycat_of(run);

    values[0] = values[1] = values[2] = values[3] = 0;
    if (!op_copycat_is_on(run)) return;
    values[0] = copycat->n_stirred;
    values[1] = copycat->n_calls;
    values[2] = copycat->evening;
    values[3] = violent_this_evening(run);
}

// The last evening counts as far as it has come.
static void
outcome(const struct op_run *run, double *values)
{
    const struct op_copycat *const copycat = op_copycat_of(run);

    values[0] = values[1] = values[2] = values[3] = 0;
    if (!op_copycat_is_on(run)) return;
    const uint32_t n_violent = violent_this_evening(run);
    const bool is_worst = n_violent > copycat->most_violent;
    values[0] = copycat->n_calls;
    values[1] = copycat->n_disorders + (n_violent >= disorder_persons(run));
    values[2] = is_worst ? copycat->evening : copycat->peak_evening;
    values[3] = is_worst ? n_violent : copycat->most_violent;
}

static void
lever_moved(struct op_run *run, int which)
{
    if (which == OP_COPYCAT_COPYING && op_copycat_is_on(run)) all_rates(run);
}

const struct op_mechanism op_copycat_mechanism = {
    .table = { .name = "copycat",
               .params = params,
               .n_params = OP_COPYCAT_N_PARAMS,
               .levers = levers,
               .n_levers = OP_COPYCAT_N_LEVERS,
               .observables = observables,
               .n_observables = sizeof observables / sizeof *observables },
    .summary = "calls that are copied in other municipalities, and evenings that repeat",
    .source = "forms and sizes assumed; shape over evenings: docs/sources.md#evenings",
    .first_kind = OP_KIND_COPYCAT,
    .kinds = { [OP_KIND_CLIP_READ - OP_KIND_COPYCAT] = { "clip_read", op_stirred_clip_read, NULL },
               [OP_KIND_UNSTIRRED - OP_KIND_COPYCAT] = { "unstirred", op_stirred_ends, NULL },
               [OP_KIND_CALL_BORN - OP_KIND_COPYCAT] = { "call_born", handle_call_born, NULL },
               [OP_KIND_MUSTERED - OP_KIND_COPYCAT] = { "mustered", op_muster_event, NULL },
               [OP_KIND_NOON - OP_KIND_COPYCAT] = { "noon", handle_noon, NULL } },
    .metrics = metrics,
    .n_metrics = sizeof metrics / sizeof *metrics,
    .begin = begin,
    .observe = observe,
    .outcome = outcome,
    .lever_moved = lever_moved,
};
