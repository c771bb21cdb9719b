// SPDX-License-Identifier: GPL-3.0-or-later
// Where values lie: quantiles, mean, spread. No value may be NaN.
#ifndef OP_STAT_QUANTILE_H
#define OP_STAT_QUANTILE_H

#include "sim/base/status.h"

#include <stddef.h>

// Ascending, in place.
void op_sort_doubles(double *values, size_t n);

// The quantile of ascending values at a level in [0, 1], linear between the order statistics
// (type 7, the usual one of R and NumPy); NaN if n is 0.
//   from   Hyndman & Fan 1996, doi:10.2307/2684934
double op_quantile_sorted(const double *sorted, size_t n, double level);

// The same at several levels for values in any order, which stay as they are.
enum op_status op_quantiles(const double *values, size_t n, const double *levels, size_t n_levels,
                            double *quantiles) OP_MUST_CHECK;

double op_mean(const double *values, size_t n);   // NaN if n is 0
double op_sd(const double *values, size_t n);     // of a sample (n - 1); NaN if n < 2

#endif
