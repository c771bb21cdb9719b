// SPDX-License-Identifier: GPL-3.0-or-later
// summary.csv of a sweep: a row for each cell and metric, with the paired difference from the base.
#ifndef OP_ANALYSIS_SWEEPTABLE_H
#define OP_ANALYSIS_SWEEPTABLE_H

#include "analysis/sweep/sweepcells.h"

enum op_status op_sweep_summary_write(const struct op_sweep_results *results,
                                      struct op_diag *diag) OP_MUST_CHECK;

#endif
