// SPDX-License-Identifier: GPL-3.0-or-later
// Timers as the engine sees them; mechanisms use op_timer_new/set/clear of run.h.
#ifndef OP_RUN_TIMER_H
#define OP_RUN_TIMER_H

#include "sim/run/run.h"

// Least armed timer; false if none is.
bool op_timer_least(const struct op_run *run, struct op_event *event);
// Disarm the least one and return its event.
struct op_event op_timer_take(struct op_run *run);
uint32_t op_timer_count(const struct op_run *run);
// Event of the k-th armed timer in heap order, for fingerprints.
struct op_event op_timer_armed(const struct op_run *run, uint32_t k);

#endif
