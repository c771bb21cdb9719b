// SPDX-License-Identifier: GPL-3.0-or-later
// A design without timing curves seen as a study whose "evenings" are its points: what is varied is
// what was drawn, and an outcome is the mean over the evenings of a point. So it is told which key
// an outcome, or the effect of a strategy, goes with.
#ifndef OP_ANALYSIS_POINTVIEW_H
#define OP_ANALYSIS_POINTVIEW_H

#include "analysis/sweep/sweepfindings.h"

// Fill findings->points, and its deciders. No arms where there are curves, fewer than
// OP_ATTRIBUTION_LEAST points, or several sets of conditions for a point.
enum op_status op_point_view_make(struct op_sweep_findings *findings,
                                  struct op_diag *diag) OP_MUST_CHECK;
void op_point_view_free(struct op_sweep_findings *findings);   // safe on zeroed

#endif
