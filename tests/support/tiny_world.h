// SPDX-License-Identifier: GPL-3.0-or-later
// A world made by hand: 400 persons in two towns, with the real engine and the mechanisms of the
// place (crowd, police, trust, phase). The mechanisms before them in the registry are empty here,
// so a test says itself who arrives and when.
#ifndef OP_TESTS_SUPPORT_TINY_WORLD_H
#define OP_TESTS_SUPPORT_TINY_WORLD_H

#include "models/shared/people.h"
#include "sim/run/engine.h"

#define TINY_PERSONS 400
#define TINY_ACTIONS 8
#define TINY_HAPPENINGS 8
#define TINY_HOUR_US ((int64_t)3600 * 1000000)

struct tiny;
typedef void tiny_hook(struct tiny *tiny, int index);

struct tiny {
    struct op_world world;   // first: run.world points here
    uint32_t town_first[3];
    float town_distance_m[2];
    struct op_traits person[TINY_PERSONS];

    struct op_model model;
    struct op_scenario scenario;
    struct op_strategy strategy;
    struct op_measure measure;
    struct op_action_content action[TINY_ACTIONS];
    struct op_move move[TINY_ACTIONS];
    double factor[TINY_ACTIONS];
    const double *factors[TINY_ACTIONS];
    struct op_happening happening[TINY_HAPPENINGS];
    double param[256];

    struct op_run run;
    struct op_plans plans;
    struct op_record record;
    tiny_hook *hook;   // called at moment `happening[index]`
};

// 2012-09-21 12:00, event at 12:00, end after `hours`; parameters at their central defaults; a
// sample every minute. Free with tiny_free.
void tiny_init(struct tiny *tiny, double hours);
void tiny_free(struct tiny *tiny);
// `crowd.contagion`, base units.
void tiny_set(struct tiny *tiny, const char *param, double value);
// A crowd whose calm persons all turn violent at `rate_per_h` and in which nothing else happens.
void tiny_set_plain(struct tiny *tiny, double rate_per_h);
// An action that moves one lever; its number, for op_action_start.
int tiny_action(struct tiny *tiny, const char *lever, double factor);
// The hook will be called at this moment; the number that it is called with.
int tiny_call_at(struct tiny *tiny, double hours);
// Start replicate `replicate` at moment 0, with the first n_arriving persons arriving at once.
void tiny_begin(struct tiny *tiny, uint32_t replicate, uint32_t n_arriving);
// Go on to the end.
void tiny_finish(struct tiny *tiny);
double tiny_metric(const struct tiny *tiny, const char *name);
// Sampled value of an observable at a moment (the last sample at or before it).
double tiny_sample(const struct tiny *tiny, const char *observable, double hours);
double tiny_observe(const struct tiny *tiny, const char *observable);

#endif
