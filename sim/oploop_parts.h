// SPDX-License-Identifier: GPL-3.0-or-later
// What lies behind the public face: shared by oploop.c (simulations) and oploop_evening.c.
#ifndef OP_OPLOOP_PARTS_H
#define OP_OPLOOP_PARTS_H

#include "sim/oploop.h"
#include "sim/study/study.h"

struct op_built_world {
    uint64_t seed;
    uint32_t index;
    bool is_fixed;
    void *world;
};

struct op_simulation {
    struct op_scenario scenario;
    struct op_model_set set;
    struct op_built_world *built;
    size_t n_built;
    int n_threads;
    int conditions;   // set of all evenings, -1: none
    bool fixed_parameters;
    const volatile int *stop;
    uint32_t n_trajectories;   // numbers for the watch over draws
};

struct op_evening {
    struct op_simulation *simulation;
    struct op_snapshot_key key;   // at_us: now
    struct op_draws draws;
    struct op_run run;
    struct op_plans plans;
    struct op_record record;
    uint32_t trajectory;
    bool is_over;
};

// Which of the worlds a replicate plays in.
uint32_t op_simulation_world_index(const struct op_simulation *simulation, uint32_t replicate);
// The world of a key, built when it is not there yet.
enum op_status op_simulation_find_world(struct op_simulation *simulation,
                                        const struct op_snapshot_key *key, const void **world,
                                        struct op_diag *diag) OP_MUST_CHECK;

#endif
