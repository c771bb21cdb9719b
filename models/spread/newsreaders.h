// SPDX-License-Identifier: GPL-3.0-or-later
// Who reads national news on which day, and when: keyed (person, day), so the same in every arm.
#ifndef OP_MODELS_SPREAD_NEWSREADERS_H
#define OP_MODELS_SPREAD_NEWSREADERS_H

#include "sim/run/run.h"

// When a person last read, from the first story up to now; OP_NEVER_US if never.
//   in     share   probability of reading on a day
//   cost   two keyed draws a day since the first story, at most 14 days; those of days that were
//          swept before, in this arm or in another, cost one in all
int64_t op_news_reader_us(const struct op_run *run, uint32_t person, double share, int64_t first_us,
                          int64_t now_us);

// Those who read on a day after now and look the page up, each an event READ.
//   in     looks   probability of both, at most share
void op_news_look_up(struct op_run *run, int day, double share, double looks);

#endif
