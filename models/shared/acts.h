// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers that several mechanisms read: the rows of the groups `trust` and `phase`, and the acts
// that move trust and are not an action of a plan (those are named by their hash).
#ifndef OP_MODELS_SHARED_ACTS_H
#define OP_MODELS_SHARED_ACTS_H

// op_run_params(run, OP_GROUP_TRUST)[...]; sizes are shares, losses as positive numbers.
enum op_trust_param {
    OP_TRUST_DRIFT,
    OP_TRUST_LOSS_FACTOR,
    OP_TRUST_HONEST_NEWS,
    OP_TRUST_DIALOGUE,
    OP_TRUST_OWN_POST_REMOVED,
    OP_TRUST_FRIEND_POST_REMOVED,
    OP_TRUST_FORCE_SEEN,
    OP_TRUST_FORCE_LIVE,
    OP_TRUST_LEFT_ALONE,
    OP_TRUST_INTRUSION,
    OP_TRUST_SEARCHED,
    OP_TRUST_HELD,
    OP_TRUST_ARREST_RESENTED,
    OP_TRUST_NEIGHBOURHOOD,
    OP_TRUST_N_PARAMS
};

// op_run_params(run, OP_GROUP_PHASE)[...]
enum op_phase_param {
    OP_PHASE_BUILD_UP_CLICKS,
    OP_PHASE_MOBILISED_CLICKS,
    OP_PHASE_ASSEMBLY_PERSONS,
    OP_PHASE_DISORDER_PERSONS,
    OP_PHASE_AFTERMATH,
    OP_PHASE_N_PARAMS
};

// Phases, in the order of op_schema.phases.
enum op_phase {
    OP_FEEDING_GROUND,
    OP_TRIGGER,
    OP_ONLINE_BUILD_UP,
    OP_MOBILISATION_PHASE,
    OP_ASSEMBLY,
    OP_DISORDER,
    OP_AFTERMATH
};

// Acts for op_trust_act. Never reused.
enum op_act {
    OP_ACT_FORCE_SEEN = 1,
    OP_ACT_LEFT_ALONE = 2,
    OP_ACT_DIALOGUE = 3,
    OP_ACT_INTRUSION = 4,
    OP_ACT_SEARCHED = 5,
    OP_ACT_HELD = 6,
    OP_ACT_CALLER_ARRESTED = 7,
    OP_ACT_FORCE_LIVE = 8
};

#endif
