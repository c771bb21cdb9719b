// SPDX-License-Identifier: GPL-3.0-or-later
// Plans: what each arm of a group still intends. They lie beside the state, so that the states of
// arms which have not yet acted differently are one and the same, and cost one trajectory.
//
// All arms of a group share the trajectory, so the registers of the conditions are the group's;
// what differs by arm is which uses of measures wait, run or are over, and what is due when.
#ifndef OP_RUN_PLAN_H
#define OP_RUN_PLAN_H

#include "sim/run/run.h"

enum op_use_status { OP_USE_IDLE, OP_USE_DECIDED, OP_USE_RUNNING, OP_USE_OVER };

struct op_use_state {
    uint8_t status;
    uint32_t n_starts;
    int64_t not_before_us;   // cooldown
};

// One change of what is in force. Two arms act alike when their lists of (action, is_start, basis)
// due at an instant are equal.
struct op_due {
    int64_t at_us;
    uint16_t action;
    uint8_t is_start;
    uint8_t basis;   // enum op_basis; of a stop OP_BY_SIGHT
    int32_t use;
};

struct op_arm {
    int strategy;
    struct op_use_state *use;   // [n_uses of the strategy]
    struct op_due *due;         // sorted by (at_us, is_start, action, use); room for 2 n_uses
    int n_due;
};

// Register of one node of a condition.
struct op_register {
    int64_t since_us;   // when it began to hold; OP_NEVER_US: it does not
};

// What is looked out for: the first watch tick at which a start of a measure would be accepted, did
// anybody ask. It changes nothing.
struct op_lookout {
    int measure;
    uint8_t basis;   // enum op_basis: whose phase decides
};
#define OP_MAX_LOOKOUTS 32

struct op_plans {
    struct op_arm *arm;   // the arms of this group
    int n_arms;
    struct op_arm record;   // the record's own plan; strategy -1 once departed or without record
    struct op_register *registers;   // [n_tests]
    int64_t next_watch_us, next_sample_us;
    int64_t halt_us;   // the trajectory comes to a halt here once, for a snapshot; OP_NEVER_US
    const struct op_lookout *lookout;    // [n_lookouts], borrowed for the trajectory
    int n_lookouts, n_awaited;           // awaited: not found yet
    int64_t could_us[OP_MAX_LOOKOUTS];   // OP_NEVER_US: not yet
    unsigned char *memory;               // one block that holds all of the above
    size_t memory_bytes;
};

// Room for up to n_arms arms of the scenario's longest strategy.
enum op_status op_plans_init(struct op_plans *plans, const struct op_scenario *scenario,
                             int n_arms) OP_MUST_CHECK;
void op_plans_free(struct op_plans *plans);
// Plans at moment 0 for the given strategies. Draws of `probability` are keyed by the action.
void op_plans_begin(struct op_plans *plans, const struct op_run *run, const int *strategies,
                    int n_strategies);
// Look out for these from now on.
void op_plans_look_out(struct op_plans *plans, const struct op_lookout *lookout, int n_lookouts);
// `to` gets everything but only the arms whose `take[k]` is true.
void op_plans_copy(struct op_plans *to, const struct op_plans *from,
                   const struct op_scenario *scenario, const bool *take);
// Least moment at which an arm or the record has something due, or of the halt; OP_NEVER_US.
int64_t op_plans_next_us(const struct op_plans *plans);
// Number of leading entries of an arm that are due at a moment.
int op_arm_due_count(const struct op_arm *arm, int64_t at_us);
bool op_arms_agree(const struct op_arm *x, const struct op_arm *y, int64_t at_us);
// What the start of a use hangs on.
enum op_basis op_use_basis(const struct op_scenario *scenario, int strategy, int use);
// Add what is due, or take back all that a use still intends.
void op_arm_intend(struct op_arm *arm, struct op_due due);
void op_arm_forget(struct op_arm *arm, int use);
// Take what is due off the arm; `applied[k]` says whether the k-th entry was carried out (refused
// starts end their use).
void op_arm_carry_on(struct op_arm *arm, const struct op_run *run, int64_t at_us,
                     const bool *applied);
// Watch tick: bring the registers up, and let every arm decide.
void op_plans_watch(struct op_plans *plans, struct op_run *run);

#endif
