// SPDX-License-Identifier: GPL-3.0-or-later
// Which arms an evening of a world splits into: under each set of conditions the base, `nothing`
// and the strategies of the points that are replayed there.
#ifndef OP_STUDY_POINTARMS_H
#define OP_STUDY_POINTARMS_H

#include "sim/study/sweep/pointrun.h"

// Where the arms of a world stand in the scenario that was read with the variants.
struct op_sweep_arms {
    const struct op_scenario *scenario;
    int world;
    int *conditions;   // [n_conditions] numbers, -1 for none
    int n_conditions;
    int **strategies;   // [n_conditions][n_under]
    int *n_under;
    int *sample_point;   // [n_conditions] a point that is replayed under it
};

// The arms of a world; their memory is the arena's.
//   in     arms    scenario and world
//   error  OP_TOO_LARGE, said in diag; OP_NO_MEMORY
enum op_status op_sweep_arms_choose(struct op_sweep_arms *arms, const struct op_sweep *sweep,
                                    struct op_arena *arena, struct op_diag *diag) OP_MUST_CHECK;
// Put them into the options of a study; borrowed.
void op_sweep_arms_set(struct op_study_options *options, const struct op_sweep_arms *arms);

// Does each evening hold several sets of conditions, of the file's or of the design's making?
bool op_sweep_has_sets(const struct op_sweep *sweep);

#endif
