// SPDX-License-Identifier: GPL-3.0-or-later
// Actions in force and the levers they move. A lever's value is the product or sum of the factors
// in force, taken in the order of actions and recomputed, so that measures compose and ending one
// never resets another.
#ifndef OP_RUN_LEVER_H
#define OP_RUN_LEVER_H

#include "sim/run/run.h"

// Row of OP_SEG_ACTION.
struct op_action_state {
    uint32_t in_force;   // how often: two uses may overlap
    uint32_t n_starts;
    int64_t since_us;
    uint32_t n_refused;
    uint32_t is_suspended;   // what it moves is neutral, though the plan holds it in force
};

void op_levers_begin(struct op_run *run);
// Start or stop an action: every lever that changes by a bit tells its mechanism.
void op_action_start(struct op_run *run, int action);
void op_action_stop(struct op_run *run, int action);
void op_action_refuse(struct op_run *run, int action);   // count a start that was refused
// From now on it moves nothing, whatever plans do with it.
void op_action_suspend(struct op_run *run, int action);
// How often each action was started so far: n_starts[n_actions].
void op_action_starts(const struct op_run *run, uint32_t *n_starts);

#endif
