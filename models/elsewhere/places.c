// SPDX-License-Identifier: GPL-3.0-or-later
// The mechanism `elsewhere`: the places elsewhere, their numbers and names. What happens on them
// is told in street.c and street_rates.c.
#include "models/crowd/crowd_state.h"
#include "models/elsewhere/elsewhere.h"

#define PER_H (1.0 / 3600.0)

// clang-format off
static const struct op_param params[OP_ELSEWHERE_N_PARAMS] = {
    [OP_ELSEWHERE_CROWD] = { "crowd", OP_UNIT_PERSONS, 1, 1e9, "25 persons", OP_RUN_PARAM, OP_CHOSEN,
      "persons present from which a place counts as one with a crowd", "working definition", NULL },
    [OP_ELSEWHERE_POLICE] = { "police", OP_UNIT_PERSONS, 0, 1e5,
      "margin(4 persons, 8 persons, 20 persons)", OP_RUN_PARAM, OP_ASSUMED,
      "officers of the own town who stand at a place elsewhere", "assumed", NULL },
    [OP_ELSEWHERE_SPONTANEOUS] = { "spontaneous", OP_UNIT_NONE, 0, 1000, "margin(2, 10, 40)",
      OP_RUN_PARAM, OP_ASSUMED,
      "factor on the rate at which calm persons there turn violent by themselves: who copies a "
      "disorder comes for it", "assumed", NULL },
    [OP_ELSEWHERE_RIOT_PROVOCATION] = { "riot_provocation", OP_UNIT_NONE, -3, 3, "0.3", OP_RUN_PARAM,
      OP_ASSUMED, "how riot police come across there", "as me_deploy of the catalogue; assumed",
      NULL },
    [OP_ELSEWHERE_DISPERSAL] = { "dispersal", OP_UNIT_RATE, 0, 20 * PER_H, "1.2 /h", OP_RUN_PARAM,
      OP_ASSUMED, "rate of going home that riot police add there during a disorder",
      "as me_deploy of the catalogue; assumed", NULL },
    [OP_ELSEWHERE_TEAMS] = { "teams", OP_UNIT_NONE, 0, 1000, "5", OP_RUN_PARAM, OP_ASSUMED,
      "arrest teams at a place elsewhere while riot police are there",
      "as me_deploy of the catalogue; assumed", NULL },
    [OP_ELSEWHERE_PER_PLATOON] = { "per_platoon", OP_UNIT_PERSONS, 1, 1e6, "100 persons",
      OP_RUN_PARAM, OP_ASSUMED, "persons present for each platoon that is asked for", "assumed",
      NULL },
    [OP_ELSEWHERE_MOST_PLATOONS] = { "most_platoons", OP_UNIT_NONE, 0, 500, "8", OP_RUN_PARAM,
      OP_PUBLISHED, "most platoons that a place elsewhere asks for",
      "Rotterdam 2021: docs/sources.md#riot-police", NULL },
};

static const struct op_lever levers[OP_ELSEWHERE_N_LEVERS] = {
    [OP_ELSEWHERE_LEVER_POLICE] = { "police_elsewhere", OP_SUM, OP_UNIT_PERSONS, 0, 1e5,
      "officers at each place elsewhere beyond those of the own town", "assumed" },
};

static const struct op_observable observables[] = {
    { "crowds", "places", OP_WANT_NONE, "max", 0, "crowds elsewhere at once",
      "menigten elders tegelijk", "places elsewhere with a crowd now" },
    { "present_elsewhere_persons", "persons", OP_WANT_NONE, "max", 0.4, "present elsewhere",
      "aanwezigen elders", "persons now at places elsewhere, or at later evenings of the place" },
    { "active_elsewhere_persons", "persons", OP_WANT_LESS, "max", 0.35, "violent now elsewhere",
      "nu gewelddadig elders", "persons violent there at this moment" },
    { "violent_elsewhere_persons", "persons", OP_WANT_LESS, "last", 0.35, "ever violent elsewhere",
      "ooit gewelddadig elders", "persons who have been violent there so far" },
    { "injured_elsewhere_persons", "persons", OP_WANT_LESS, "last", 0.25, "injured elsewhere",
      "gewonden elders", "persons injured there so far" },
};

static const struct op_metric metrics[] = {
    { "places_with_crowd", "places", OP_WANT_NONE, 0, "places elsewhere with a crowd",
      "plaatsen elders met een menigte",
      "municipalities to which a copied call drew a crowd, that of the gathering on later evenings too" },
    { "most_crowds", "places", OP_WANT_NONE, 0, "most crowds elsewhere at once",
      "meeste menigten elders tegelijk", "places elsewhere with a crowd at the same time, at most" },
    { "turnout_elsewhere", "persons", OP_WANT_NONE, 0.4, "turnout elsewhere", "opkomst elders",
      "arrivals at places elsewhere; a person may come on several evenings" },
    { "violent_elsewhere_persons", "persons", OP_WANT_LESS, 0.35, "ever violent elsewhere",
      "ooit gewelddadig elders", "persons who were violent at places elsewhere" },
    { "injured_elsewhere_persons", "persons", OP_WANT_LESS, 0.25, "injured elsewhere",
      "gewonden elders", "persons injured at places elsewhere" },
    { "arrests_elsewhere", "persons", OP_WANT_NONE, 0.25, "arrests elsewhere", "aanhoudingen elders",
      "persons arrested at places elsewhere" },
    { "damage_elsewhere_eur", "EUR", OP_WANT_LESS, 0.25, "damage elsewhere", "schade elders",
      "damage at places elsewhere" },
};
// clang-format on

static uint32_t
n_places(const struct op_run *run)
{
    return op_row_count(run, OP_SEG_ELSEWHERE, sizeof(struct op_elsewhere));
}

uint32_t
op_elsewhere_town(const struct op_run *run, uint32_t place)
{
    return op_elsewhere_at(run, place - 1)->town;
}

static double
violent_h(const struct op_run *run)
{
    int64_t violent_us = 0;

    for (uint32_t at = 0; at < n_places(run); at++) {
        const struct op_elsewhere *const place = op_elsewhere_at(run, at);
        violent_us +=
            place->violent_us + place->n_active * (op_run_now_us(run) - place->counted_us);
    }
    return op_hours(violent_us);
}

static void
observe(const struct op_run *run, double *values)
{
    const struct op_copycat *const copycat = op_copycat_of(run);

    for (size_t k = 0; k < sizeof observables / sizeof *observables; k++) {
        values[k] = 0;
    }
    if (!op_copycat_is_on(run)) return;
    values[0] = copycat->n_crowds;
    values[1] = copycat->n_present;
    values[2] = copycat->n_active;
    values[3] = copycat->n_violent;
    values[4] = copycat->n_injured;
}

static void
outcome(const struct op_run *run, double *values)
{
    const struct op_copycat *const copycat = op_copycat_of(run);

    for (size_t k = 0; k < sizeof metrics / sizeof *metrics; k++) {
        values[k] = 0;
    }
    if (!op_copycat_is_on(run)) return;
    values[0] = copycat->n_places;
    values[1] = copycat->most_crowds;
    values[2] = copycat->n_turnout;
    values[3] = copycat->n_violent;
    values[4] = copycat->n_injured;
    values[5] = copycat->n_arrests;
    values[6] = violent_h(run) * op_crowd_params(run)[OP_CROWD_DAMAGE];
}

static void
lever_moved(struct op_run *run, int which)
{
    (void)which;
    for (uint32_t at = 0; at < n_places(run); at++) {
        op_street_rates(run, at);
    }
}

const struct op_mechanism op_elsewhere_mechanism = {
    .table = { .name = "elsewhere",
               .params = params,
               .n_params = OP_ELSEWHERE_N_PARAMS,
               .levers = levers,
               .n_levers = OP_ELSEWHERE_N_LEVERS,
               .observables = observables,
               .n_observables = sizeof observables / sizeof *observables },
    .summary = "crowds at other places and on later evenings: violence, injuries, arrests",
    .source = "formulas of `crowd`; sizes assumed",
    .first_kind = OP_KIND_ELSEWHERE,
    .kinds =
        {
            [OP_KIND_JOIN - OP_KIND_ELSEWHERE] = {"join", op_street_join, NULL},
            [OP_KIND_TURN_VIOLENT - OP_KIND_ELSEWHERE] = {"turn_violent", op_street_turn_violent, NULL},
            [OP_KIND_COOL_DOWN - OP_KIND_ELSEWHERE] = {"cool_down", op_street_cool_down, NULL},
            [OP_KIND_GO_HOME - OP_KIND_ELSEWHERE] = {"go_home", op_street_go_home, NULL},
            [OP_KIND_HURT - OP_KIND_ELSEWHERE] = {"hurt", op_street_hurt, NULL},
            [OP_KIND_SEIZED - OP_KIND_ELSEWHERE] = {"seized", op_street_seized, NULL},
            [OP_KIND_LIGHT - OP_KIND_ELSEWHERE] = {"light", op_street_light_event, NULL},
            [OP_KIND_LOCAL_POST - OP_KIND_ELSEWHERE] = {"local_post", op_local_post, NULL},
        },
    .metrics = metrics,
    .n_metrics = sizeof metrics / sizeof *metrics,
    .begin = NULL,
    .observe = observe,
    .outcome = outcome,
    .lever_moved = lever_moved,
};
