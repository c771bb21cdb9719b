// SPDX-License-Identifier: GPL-3.0-or-later
// One world of a design simulated: all its points on the same evenings.
#ifndef OP_STUDY_POINTWORLD_H
#define OP_STUDY_POINTWORLD_H

#include "sim/study/sweep/pointrun.h"

// What the pieces of a world do not hold yet.
//   error  OP_PARTIAL where replicates failed; OP_INTERRUPTED; what reading and writing say
enum op_status op_world_go(const struct op_sweep *sweep, int world, struct op_sweep_counts *counts,
                           struct op_diag *diag) OP_MUST_CHECK;

#endif
