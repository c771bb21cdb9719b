// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of points.csv: a point, what it says, and the metrics of one of its evenings. Rows of
// point 0 are the base and `nothing` of the same evening.
#ifndef OP_STUDY_POINTROW_H
#define OP_STUDY_POINTROW_H

#include "sim/record/csvout.h"
#include "sim/study/sweep/pointarms.h"

void op_sweep_header(const struct op_sweep *sweep, struct op_csv_out *out);
// All rows of one replicate under one set of conditions. values: [n_metrics + OP_N_PAIRED], for
// use.
void op_sweep_rows(const struct op_sweep *sweep, const struct op_sweep_arms *arms,
                   const struct op_replicate *replicate, const struct op_draws *draws,
                   double *values, struct op_csv_out *out);

#endif
