// SPDX-License-Identifier: GPL-3.0-or-later
// Internal clocks: many subjects that share a changing rate (the random time change; Anderson 2007,
// doi:10.1063/1.2799998; Rathinam, Sheppard, Khammash 2010, doi:10.1063/1.3481774).
//
// A clock runs at `rate` and shows the level L = integral of rate over time. A subject enters with
// a rest to go (fuse / weight); its due level is d = L + rest. When L reaches the least d, the
// clock's timer fires. Changing the rate moves one timer, never the subjects; leaving keeps d - L.
#ifndef OP_RUN_CLOCK_H
#define OP_RUN_CLOCK_H

#include "sim/run/run.h"

// A new clock with rate 0. Its timer fires as (kind, aux, subject, clock id).
uint32_t op_clock_new(struct op_run *run, uint8_t kind, uint8_t aux, uint32_t subject);
// Rate per hour, >= 0, piecewise constant. Returns at once if it is bitwise the old one.
void op_clock_set_rate(struct op_run *run, uint32_t clock, double rate_per_h);
double op_clock_rate(const struct op_run *run, uint32_t clock);
// Level now.
double op_clock_level(const struct op_run *run, uint32_t clock);
// Enter with `rest` level units to go (>= 0). Returns the node (>= 1) that leave and rest need.
uint32_t op_clock_enter(struct op_run *run, uint32_t clock, uint32_t subject, double rest);
// Leave before firing; returns the rest d - L (>= 0). The node is gone afterwards.
double op_clock_leave(struct op_run *run, uint32_t clock, uint32_t node);
// Within the handler of the clock's timer event: take the next subject that is due; false when none
// is left (the timer is then armed for the next). The first is due because the timer fired.
bool op_clock_pop(struct op_run *run, uint32_t clock, uint32_t *subject);
uint32_t op_clock_count(const struct op_run *run, uint32_t clock);

#endif
