// SPDX-License-Identifier: GPL-3.0-or-later
// The true phase of the course: from feeding ground to aftermath.
#ifndef OP_MODELS_CROWD_PHASE_H
#define OP_MODELS_CROWD_PHASE_H

#include "sim/run/run.h"

extern const struct op_mechanism op_phase_mechanism;

// The phase now, 0 .. OP_N_PHASES - 1; fits op_model.phase. Keeps since when fewer than enough are
// active, so it is to be asked at every watch tick.
int op_phase_now(struct op_run *run);

#endif
