// SPDX-License-Identifier: GPL-3.0-or-later
// From commitment to the street: who goes, when and how, who is kept away, whom live posts draw.
// The mechanism in words stands at the head of mobilisation.c.
#ifndef OP_MODELS_MOBILISATION_MOBILISATION_H
#define OP_MODELS_MOBILISATION_MOBILISATION_H

#include "sim/run/run.h"

extern const struct op_mechanism op_mobilisation_mechanism;

// Levers, in order.
enum {
    OP_MOBILISATION_ATTENDANCE,
    OP_MOBILISATION_ALTERNATIVE,
    OP_MOBILISATION_RAIL,
    OP_MOBILISATION_RING,
    OP_MOBILISATION_CRACKDOWN,
    OP_MOBILISATION_YOUTH,
    OP_MOBILISATION_APPEAL,
    OP_MOBILISATION_LIVE,
    OP_MOBILISATION_BANS,
    OP_MOBILISATION_N_LEVERS
};

// Rows of the parameter table, in order; the first twelve and BETA_MARTYR belong to commitment.c.
enum {
    OP_MOB_U0,
    OP_MOB_APPEAL,
    OP_MOB_BETA_NEWS,
    OP_MOB_BETA_READ,
    OP_MOB_BETA_COUNTER,
    OP_MOB_BETA_DISTANCE,
    OP_MOB_BETA_SUCCESSOR,
    OP_MOB_BETA_AFFINITY,
    OP_MOB_BETA_GRIEVANCE,
    OP_MOB_BETA_MESSAGE,
    OP_MOB_BETA_RISK,
    OP_MOB_CLUSTER_SD,
    OP_MOB_NEWS_FADES,
    OP_MOB_FADES,
    OP_MOB_P0,
    OP_MOB_DELTA,
    OP_MOB_BETA_GO,
    OP_MOB_WEATHER,
    OP_MOB_RULE,
    OP_MOB_ARRIVE_BEFORE,
    OP_MOB_ARRIVE_SD,
    OP_MOB_RAIL_SHARE,
    OP_MOB_LIVE_POSTS,
    OP_MOB_LIVE_READS,
    OP_MOB_LIVE_DRAW,
    OP_MOB_LIVE_HALF_LIFE,
    OP_MOB_BETA_MARTYR,
    OP_MOB_YOUTH_BELOW,
    OP_MOB_BAN_OBEYED,
    OP_MOB_BEHIND_RING,
    OP_MOB_N_PARAMS
};

#endif
