// SPDX-License-Identifier: GPL-3.0-or-later
// "Same state" means the same fingerprint: model columns, armed timers and pending events in sorted
// order; not capacity, heap layout, plans or log.
#ifndef OP_RUN_FINGERPRINT_H
#define OP_RUN_FINGERPRINT_H

#include "sim/run/run.h"

// 0 when memory runs out.
uint64_t op_run_fingerprint(const struct op_run *run);

#endif
