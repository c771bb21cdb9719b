// SPDX-License-Identifier: GPL-3.0-or-later
// The crowd on the place: who is there, who becomes violent and calms down, injuries, damage,
// arrests.
#ifndef OP_MODELS_CROWD_CROWD_H
#define OP_MODELS_CROWD_CROWD_H

#include "sim/run/run.h"

extern const struct op_mechanism op_crowd_mechanism;

enum op_crowd_param {
    OP_CROWD_LAMBDA0,
    OP_CROWD_KAPPA,
    OP_CROWD_SIGMA,
    OP_CROWD_CROWDING,
    OP_CROWD_ALCOHOL,
    OP_CROWD_DARKNESS,
    OP_CROWD_PROVOCATION,
    OP_CROWD_DETERRENCE,
    OP_CROWD_LATER_BOUTS,
    OP_CROWD_CALMING,
    OP_CROWD_LEAVING,
    OP_CROWD_LATE_HOUR,
    OP_CROWD_LATE_FACTOR,
    OP_CROWD_VIOLENCE_SHARE,
    OP_CROWD_VIOLENCE_FACTOR,
    OP_CROWD_UNAIDED_DISPERSAL,
    OP_CROWD_ARREST_RATE,
    OP_CROWD_ARREST_TIME,
    OP_CROWD_INJURIES,
    OP_CROWD_DAMAGE,
    OP_CROWD_AREA,
    OP_CROWD_ALCOHOL_LEVEL,
    OP_CROWD_ALCOHOL_FROM,
    OP_CROWD_ALCOHOL_UNTIL,
    OP_CROWD_CLOCK_AHEAD,
    OP_CROWD_SEARCH_FINDS,
    OP_CROWD_PLANNED,
    OP_CROWD_N_PARAMS
};

enum op_crowd_lever {
    OP_CROWD_LEVER_ALCOHOL,
    OP_CROWD_LEVER_DISPERSAL,
    OP_CROWD_LEVER_SPONTANEOUS,
    OP_CROWD_LEVER_CONTAGION,
    OP_CROWD_LEVER_CALMING,
    OP_CROWD_LEVER_CERTAINTY,
    OP_CROWD_LEVER_SEARCH,
    OP_CROWD_LEVER_CONTAINMENT,
    OP_CROWD_LEVER_DETENTION,
    OP_CROWD_N_LEVERS
};

// Bring the rates of all clocks of the place up to date: after any change of who is there, of the
// police, or of conditions. Not within a loop of op_clock_pop.
void op_crowd_rates(struct op_run *run);
// Bring the damage up to now: before any change of the number of active persons.
void op_crowd_damage(struct op_run *run);
// An act that all persons present see: moves trust by -s (a share) and, with it, their weights.
void op_crowd_act(struct op_run *run, uint32_t act, double s);
// Are riot police on the place dispersing the crowd?
bool op_crowd_is_dispersed(const struct op_run *run);

#endif
