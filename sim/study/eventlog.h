// SPDX-License-Identifier: GPL-3.0-or-later
// events.csv: what happened in an arm of the chosen replicate, in order, and who learnt or did it.
#ifndef OP_STUDY_EVENTLOG_H
#define OP_STUDY_EVENTLOG_H

#include "sim/study/output.h"

// Rows of one arm; errors stay in results->events.
void op_eventlog_write(struct op_results *results, const struct op_replicate *of,
                       const struct op_arm_result *arm);

#endif
