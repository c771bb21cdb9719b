// SPDX-License-Identifier: GPL-3.0-or-later
// Sharing: a picture goes from actor to actor along the links of roles.c, each takes the newest.
//
// A link needs a lognormal time with a median by the picture's phase: `run_up` before the assembly
// and in the aftermath, `acute` during assembly and disorder; within one organisation a part of it.
// One draw for each link and phase holds all evening: a slow partner is slow each time, and nothing
// is gained by telling often. A link is used at all with the probability that roles.c says for the
// class of phases, in the run-up between organisations times `roles`; by what is written down, once
// it is acute everybody finds each other. National news tells everybody.
//
// from   that partners find each other in the acute phase and not before:
// docs/sources.md#institutions;
//        links and sizes assumed
#include "models/institutions/institutions.h"

#include "sim/base/exact.h"

#include <stddef.h>

enum { PARAM_RUN_UP, PARAM_ACUTE, PARAM_WITHIN, PARAM_SPREAD, PARAM_ROLES, PARAM_NEWS, N_PARAMS };

enum { FROM_ACTOR = 128, FROM_NEWS = 255 };   // aux of OP_KIND_TOLD: from + actor; else the link

const char *const op_actor_names[] = { "mayor",
                                       "adviser",
                                       "communication",
                                       "police_information",
                                       "police_neighbourhood",
                                       "police_public_order",
                                       "prosecutor",
                                       "youth_work",
                                       "schools",
                                       "platforms",
                                       "organiser",
                                       "transport",
                                       "media",
                                       "residents",
                                       "national",
                                       "deciders",
                                       "courts",
                                       NULL };

// clang-format off
const char *const op_note_names[] = { "hears of it", "recognises a call", "knows", "all know",
                                      "agrees", "suspends an order", "call copied",
                                      "evening over", NULL };

static const struct op_param params[N_PARAMS] = {
    [PARAM_RUN_UP] = { "run_up", OP_UNIT_DURATION, 0, 8640000, "margin(2 h, 12 h, 48 h)",
      OP_RUN_PARAM, OP_ASSUMED,
      "median time from one organisation to the next while nothing is acute", "assumed", NULL },
    [PARAM_ACUTE] = { "acute", OP_UNIT_DURATION, 0, 8640000, "margin(5 min, 15 min, 45 min)",
      OP_RUN_PARAM, OP_ASSUMED, "median time from one organisation to the next during assembly and disorder", "assumed", NULL },
    [PARAM_WITHIN] = { "within", OP_UNIT_SHARE, 0, 1, "margin(10 %, 25 %, 60 %)", OP_RUN_PARAM,
      OP_ASSUMED, "part of the time of telling that it takes within one organisation", "assumed", NULL },
    [PARAM_SPREAD] = { "spread", OP_UNIT_NONE, 0, 3, "0.7", OP_RUN_PARAM, OP_ASSUMED,
      "standard deviation of the logarithm of the time of telling over links", "assumed", NULL },
    [PARAM_ROLES] = { "roles", OP_UNIT_SHARE, 0, 1, "margin(60 %, 85 %, 100 %)", OP_RUN_PARAM,
      OP_ASSUMED, "share of the links between organisations that are kept to while nothing is acute",
      "assumed", NULL },
    [PARAM_NEWS] = { "news", OP_UNIT_DURATION, 0, 8640000, "margin(15 min, 1 h, 4 h)", OP_RUN_PARAM,
      OP_ASSUMED, "median time until an actor has heard of national news", "assumed", NULL },
};

static const struct op_lever levers[OP_SHARING_N_LEVERS] = {
    [OP_SHARING_LEVER_TIME] = { "sharing_time", OP_PRODUCT, OP_UNIT_NONE, 0, 10,
      "factor on the time that telling takes while nothing is acute", "assumed" },
};
// clang-format on

static const double *
params_of(const struct op_run *run)
{
    return op_run_params(run, OP_GROUP_SHARING);
}

static struct op_words
link_words(const struct op_run *run, enum op_actor from, enum op_actor to, int phase)
{
    return op_draw_words(&run->chance, OP_DRAW_TOLD, (uint32_t)from << 8 | (uint32_t)to,
                         (uint32_t)phase, 0);
}

static int64_t
latency_us(const struct op_run *run, enum op_actor from, enum op_actor to, int phase,
           bool is_within)
{
    const double *const p = params_of(run);
    const struct op_words w = link_words(run, from, to, phase);
    const double median_s =
        op_phase_is_acute(phase)
            ? p[PARAM_ACUTE]
            : p[PARAM_RUN_UP] * op_run_lever(run, OP_GROUP_SHARING, OP_SHARING_LEVER_TIME);
    const double part = is_within ? p[PARAM_WITHIN] : 1;

    if (!(median_s * part > 0)) return 0;
    return op_us(op_lognormal_from(op_unit_from(w.w[0], w.w[1]), median_s * part, p[PARAM_SPREAD]));
}

int64_t
op_sharing_latency_us(const struct op_run *run, enum op_actor from, enum op_actor to, int phase)
{
    const bool is_within = from == OP_ACTOR_NEIGHBOURHOOD && to == OP_ACTOR_INFORMATION;

    return latency_us(run, from, to, phase, is_within);
}

static bool
is_used(const struct op_run *run, int link, int phase)
{
    const enum op_actor from = (enum op_actor)op_links[link].from;
    const struct op_words w =
        link_words(run, from, (enum op_actor)op_links[link].to, OP_FEEDING_GROUND);
    const bool is_acute = op_phase_is_acute(phase);
    double share = op_roles_share(run, link, is_acute);

    if (!is_acute && !op_links[link].is_within && !op_links[link].is_of_tips) {
        share *= params_of(run)[PARAM_ROLES];
    }
    return op_unit_from32(w.w[2]) < share;
}

bool
op_sharing_passes_on(const struct op_run *run, enum op_actor actor, int phase)
{
    for (int k = 0; k < OP_N_LINKS; k++) {
        if (op_links[k].is_of_tips && op_links[k].from == actor) return is_used(run, k, phase);
    }
    return true;
}

// Take a newer picture, and say so if it is of another phase.
static bool
take(struct op_run *run, enum op_actor actor, uint32_t picture)
{
    struct op_actor_state *const state = op_actor_of(run, actor);
    const struct op_picture *const row = op_picture_row(run, picture);
    const int before = state->picture == 0 ? 0 : op_picture_row(run, state->picture - 1)->phase;

    if (picture < state->picture) return false;
    state->picture = picture + 1;
    if (row->phase >= OP_TRIGGER && state->knew_us == OP_NEVER_US) {
        state->knew_us = op_run_now_us(run);
    }
    if (row->phase != before) {
        op_run_note(run, (int)actor, OP_NOTE_KNOWS, row->phase, row->n_expected);
    }
    return true;
}

bool
op_sharing_is_decider(enum op_actor actor)
{
    return actor == OP_ACTOR_MAYOR || actor == OP_ACTOR_PUBLIC_ORDER ||
           actor == OP_ACTOR_PROSECUTOR;
}

void
op_sharing_spread(struct op_run *run, enum op_actor from, uint32_t picture)
{
    const int phase = op_picture_row(run, picture)->phase;

    if (!take(run, from, picture)) return;
    if (op_sharing_is_decider(from)) op_decision_consider(run);
    for (int k = 0; k < OP_N_LINKS; k++) {
        const struct op_link *const link = &op_links[k];
        const enum op_actor to = (enum op_actor)link->to;
        if (link->from != from || link->is_of_tips) continue;
        if (op_actor_of(run, to)->picture > picture || !is_used(run, k, phase)) continue;
        op_run_add(run, op_run_now_us(run) + latency_us(run, from, to, phase, link->is_within),
                   OP_KIND_TOLD, (uint8_t)k, to, picture);
    }
}

void
op_sharing_news(struct op_run *run, uint32_t picture)
{
    const double *const p = params_of(run);

    for (int a = 0; a < OP_N_ACTORS; a++) {
        const struct op_words w = link_words(run, OP_ACTOR_MEDIA, (enum op_actor)a, 0);
        const double wait_s =
            a != OP_ACTOR_MEDIA && p[PARAM_NEWS] > 0
                ? op_lognormal_from(op_unit_from(w.w[0], w.w[1]), p[PARAM_NEWS], p[PARAM_SPREAD])
                : 0;
        op_run_add(run, op_run_now_us(run) + op_us(wait_s), OP_KIND_TOLD, FROM_NEWS, (uint32_t)a,
                   picture);
    }
}

void
op_sharing_certain(struct op_run *run, enum op_actor actor, uint32_t picture)
{
    const int phase = op_picture_row(run, picture)->phase;
    const bool is_within = actor == OP_ACTOR_PUBLIC_ORDER || actor == OP_ACTOR_NEIGHBOURHOOD;

    op_sharing_spread(run, actor, picture);
    op_run_add(run,
               op_run_now_us(run) + latency_us(run, actor, OP_ACTOR_INFORMATION, phase, is_within),
               OP_KIND_TOLD, (uint8_t)(FROM_ACTOR + actor), OP_ACTOR_INFORMATION, picture);
}

static void
told_event(struct op_run *run, struct op_event event)
{
    const enum op_actor actor = (enum op_actor)op_event_subject(event);
    const uint8_t from = op_event_aux(event);

    op_sharing_spread(run, actor, op_event_argument(event));
    if (actor == OP_ACTOR_INFORMATION && from >= FROM_ACTOR) {
        op_signals_told(run, from == FROM_NEWS);
    }
}

static void
begin(struct op_run *run)
{
    struct op_actor_state *const actor =
        op_segment_grow(&run->state.segment[OP_SEG_ACTOR], OP_N_ACTORS * sizeof *actor);

    for (int a = 0; a < OP_N_ACTORS; a++) {
        actor[a].knew_us = OP_NEVER_US;
    }
}

const struct op_mechanism op_sharing_mechanism = {
    .table = { .name = "sharing",
               .params = params,
               .n_params = N_PARAMS,
               .levers = levers,
               .n_levers = OP_SHARING_N_LEVERS },
    .summary = "how what one actor knows reaches the others: slowly in the run-up, fast once acute",
    .source = "direction: docs/sources.md#institutions; links and sizes assumed",
    .first_kind = OP_KIND_SHARING,
    .kinds = { { "told", told_event, NULL } },
    .begin = begin,
};
