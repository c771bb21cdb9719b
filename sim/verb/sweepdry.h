// SPDX-License-Identifier: GPL-3.0-or-later
// `oploop sweep --dry-run`: what would run, and what it would take.
#ifndef OP_VERB_SWEEPDRY_H
#define OP_VERB_SWEEPDRY_H

#include "sim/study/sweep/pointrun.h"

// Simulates one or two evenings of the first world to measure; writes no file.
enum op_status op_sweep_dry_run(const struct op_sweep *sweep, const char *output, FILE *out,
                                struct op_diag *diag) OP_MUST_CHECK;

#endif
