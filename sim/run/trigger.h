// SPDX-License-Identifier: GPL-3.0-or-later
// Conditions on a phase or an observable: level, for how long, hysteresis, all and any.
#ifndef OP_RUN_TRIGGER_H
#define OP_RUN_TRIGGER_H

#include "sim/run/plan.h"

// Bring the registers of all conditions up to now: O(1) observables, each read once.
void op_trigger_bring_up(struct op_register *registers, const struct op_run *run);
// Does the condition hold, for as long as it asks?
bool op_trigger_holds(const struct op_register *registers, const struct op_run *run, int test);

#endif
