// SPDX-License-Identifier: GPL-3.0-or-later
// The engine: the least of queue, timers, plan actions, watch tick and sample, handed to its owner.
#ifndef OP_RUN_ENGINE_H
#define OP_RUN_ENGINE_H

#include "sim/record/trajectory.h"
#include "sim/run/plan.h"
#include "sim/run/run.h"

#define OP_MAX_OBSERVABLES 128
#define OP_MAX_DUE 64      // actions of one arm at one instant
#define OP_MAX_ARMS 4096   // arms of one replicate

// Reserve a trajectory's memory. Free with op_run_free (safe on zeroed).
enum op_status op_run_init(struct op_run *run, const struct op_model *model,
                           const struct op_scenario *scenario) OP_MUST_CHECK;
void op_run_free(struct op_run *run);
// State at moment 0: empty segments, levers neutral, happenings queued, mechanisms begun.
// run->world, chance, param and action_factor are set by the caller.
void op_run_begin(struct op_run *run);
// All observables now, in flattened order.
void op_run_observe(const struct op_run *run, double *values);
void op_run_outcome(const struct op_run *run, double *values);
uint64_t op_run_event_count(const struct op_run *run);

// Go on until the next moment at which something is due in the plans (returned), or to the end
// (OP_NEVER_US). Stops early, with OP_NEVER_US, when *stop becomes non-zero.
int64_t op_run_advance(struct op_run *run, struct op_plans *plans, struct op_record *record,
                       const volatile int *stop);

// Note which of what is looked out for would be accepted now, where it was not before.
void op_run_look_out(const struct op_run *run, struct op_plans *plans);

// Carry out the k due entries of `arm` at a moment: starts out of their phase are refused and
// logged.
void op_run_apply(struct op_run *run, const struct op_arm *arm, int64_t at_us, bool *applied);
// This trajectory leaves the record now.
void op_run_depart(struct op_run *run, int64_t at_us);
// The same, once, and the record's own plan is over too.
void op_run_leave_record(struct op_run *run, struct op_plans *plans, int64_t at_us);
// Carry out all that is due in plans whose arms act alike at this moment (one op_run_advance
// returned); a trajectory that does otherwise than the record leaves it.
void op_run_act(struct op_run *run, struct op_plans *plans, struct op_record *record,
                int64_t at_us);

#endif
