// SPDX-License-Identifier: GPL-3.0-or-later
// The police on the place: how many there are, how they stand, what the crowd sees of them.
#ifndef OP_MODELS_CROWD_POLICE_H
#define OP_MODELS_CROWD_POLICE_H

#include "sim/run/run.h"

extern const struct op_mechanism op_police_mechanism;

enum op_police_param {
    OP_POLICE_PATROL,
    OP_POLICE_TRAVEL,
    OP_POLICE_RIOT_TRAVEL,
    OP_POLICE_TRAVEL_SPREAD,
    OP_POLICE_TEAMS,
    OP_POLICE_LEFT_ALONE_AFTER,
    OP_POLICE_N_PARAMS
};

enum op_police_lever {
    OP_POLICE_LEVER_PERSONS,
    OP_POLICE_LEVER_RIOT,
    OP_POLICE_LEVER_STANDBY,
    OP_POLICE_LEVER_PROVOCATION,
    OP_POLICE_LEVER_TEAMS,
    OP_POLICE_N_LEVERS
};

// Kinds of unit: subject of OP_KIND_UNIT_ARRIVES (its argument is the number of the unit).
enum op_unit_kind { OP_UNIT_PATROL, OP_UNIT_RIOT, OP_N_UNIT_KINDS };

// Arrest teams at work on the place now.
double op_police_teams(const struct op_run *run);
// Let those present feel left alone when a disorder has lasted long enough without riot police.
void op_police_left_alone(struct op_run *run, int64_t disorder_since_us);

#endif
