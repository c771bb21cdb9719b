// SPDX-License-Identifier: GPL-3.0-or-later
// One evening of the real model in a small real world (some 30,000 persons around Haren), of which
// a test says itself what is given, which levers are in force and which parameters differ.
#ifndef OP_TESTS_SUPPORT_EVENING_H
#define OP_TESTS_SUPPORT_EVENING_H

#include "models/shared/people.h"
#include "sim/run/engine.h"
#include "sim/study/draws.h"

struct evening {
    struct op_model model;
    struct op_scenario scenario;
    struct op_draws draws;
    void *world;
    struct op_run run;
    struct op_plans plans;
    struct op_record record;
};

// The one that most tests need, and what opens and closes it around them.
extern struct evening evening;
int evening_set_up(void **state);
int evening_tear_down(void **state);

// Load and build; parameters at their centres, no happenings. Free with evening_close.
void evening_open(struct evening *evening);
// The same with other settings, "KEY=VALUE", of scenarios/minimal.yaml.
void evening_open_with(struct evening *evening, const char *const *sets, int n_sets);
void evening_close(struct evening *evening);
void evening_set(struct evening *evening, const char *param, double value);
// Moment 0 of a replicate, with the plan of strategy `nothing`.
void evening_begin(struct evening *evening, uint32_t replicate);
// Put a lever on a value now, as if an action did.
void evening_lever(struct evening *evening, const char *lever, double value);
// Something happens now: kind as in the registry's list.
void evening_happens(struct evening *evening, int kind, double amount);
// Go on to the end.
void evening_finish(struct evening *evening);
double evening_sees(const struct evening *evening, const char *observable);
double evening_metric(const struct evening *evening, const char *metric);
// Persons with all of these flags.
uint32_t evening_count(const struct evening *evening, uint16_t flags);

#endif
