// SPDX-License-Identifier: GPL-3.0-or-later
// How the points of a design are simulated: which strategies and sets of conditions a scenario is
// read with, and which of them a point is.
#ifndef OP_STUDY_POINTPLAN_H
#define OP_STUDY_POINTPLAN_H

#include "sim/input/variant.h"
#include "sim/study/design.h"

// Where a point is found.
struct op_point_place {
    int world;     // number of its world
    int variant;   // of the strategy; -1: as it stands in the file
    int set;       // number of its values of run parameters; -1: none are varied
};

struct op_point_plan {
    struct op_arena arena;
    struct op_variants variants;   // for op_load_options; strategies, then sets by base set
    int n_combinations;            // of values of run parameters
    int n_base_sets;               // sets of conditions that each of them is laid over, at least 1
    const char *const **world_sets;   // [n_worlds][n_world_keys] "KEY=VALUE" for op_load_options
    int n_worlds, n_world_keys;
    struct op_point_place *place;   // [n_points]
};

struct op_plan_ask {
    const struct op_design *design;
    const struct op_scenario *scenario;   // as it stands
    const int *base_sets;                 // numbers; n 0: the values as they stand
    int n_base_sets;
};

// Free in either case with op_point_plan_free. All texts live as long as plan and design.
enum op_status op_point_plan_make(struct op_point_plan *plan,
                                  const struct op_plan_ask *ask) OP_MUST_CHECK;
void op_point_plan_free(struct op_point_plan *plan);   // safe on zeroed

// Numbers in the scenario that was read with the variants, n_own of which stand in the file.
int op_plan_strategy(const struct op_point_plan *plan, const struct op_design *design, int point,
                     int n_own);
// Of the b-th base set; base_set: its number where no run parameter is varied, -1 for none.
int op_plan_conditions(const struct op_point_plan *plan, int point, int b, int base_set, int n_own);

#endif
