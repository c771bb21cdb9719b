// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of a timing study: effective.csv (until when it works), bought.csv (what an earlier
// start yields), windows.csv (from when it can be done until when it must be decided).
#ifndef OP_ANALYSIS_EFFECTIVETABLES_H
#define OP_ANALYSIS_EFFECTIVETABLES_H

#include "analysis/sweep/curves.h"

// Nothing is written where there is no curve.
enum op_status op_effective_tables_write(const struct op_sweep_results *results,
                                         const struct op_curves *curves,
                                         const struct op_curve_moment *moments,
                                         struct op_diag *diag) OP_MUST_CHECK;
// Moments of all curves and metrics, [curve][metric]; free with free().
enum op_status op_curve_moments_make(struct op_curve_moment **moments,
                                     const struct op_sweep_results *results,
                                     const struct op_curves *curves) OP_MUST_CHECK;

const char *op_effective_word(enum op_effective_kind kind);
// "2012-09-21T19:30:00" of hours since the start; "" for NaN.
const char *op_sweep_moment(const struct op_sweep_results *results, double hours, char text[32]);

#endif
