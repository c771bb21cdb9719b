// SPDX-License-Identifier: GPL-3.0-or-later
// The true phase of the course: from feeding ground to aftermath.
#ifndef OP_MODELS_CROWD_PHASE_H
#define OP_MODELS_CROWD_PHASE_H

#include "sim/run/run.h"

extern const struct op_mechanism op_phase_mechanism;

// The phase now, 0 .. OP_N_PHASES - 1; fits op_model.phase. Keeps since when fewer than enough are
// active, so it is to be asked at every watch tick.
int op_phase_now(struct op_run *run);

// When a phase can be at all, for op_schema.phase_window. Before the first page it is the feeding
// ground and nothing else; nobody is on the place long before the moments that people aim at (the
// bound is six standard deviations of these).
void op_phase_window_of(const struct op_scenario *scenario, int phase, int64_t *from_us,
                        int64_t *to_us);

#endif
