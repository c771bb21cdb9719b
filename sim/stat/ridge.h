// SPDX-License-Identifier: GPL-3.0-or-later
// Which part of a width comes from assumptions, and which from chance.
//
// Replicates differ by chance and by the parameters they drew. The share of a metric's variance
// that the parameters account for is the R², on replicates that were held out, of a ridge
// regression of the metric on the parameters' normal scores.
#ifndef OP_STAT_RIDGE_H
#define OP_STAT_RIDGE_H

#include "sim/base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct op_ridge_share {
    double share;   // of the variance, in [0, 1]
    double low;     // 90 % interval, within [0, 1]
    double high;
    bool is_told;       // false: the interval holds 0, say "cannot be told"
    size_t n_columns;   // parameters that differ between replicates
};

// Share of the variance of a metric that drawn parameters account for.
//
//   in     metric      n values, none NaN
//          draws       n rows of p: draws[i·p + j] is parameter j of replicate i; any scale
//   out    share       0 … 1, not told, where nothing can be said: below 20 replicates, a metric or
//                      all parameters without variation
//   error  OP_NO_MEMORY
//   cost   O(10 (n p² + p³)) time, O(n p + p²) memory
//   same   folds and resamples are fixed: equal arguments give equal shares
//   from   Hoerl & Kennard 1970, doi:10.1080/00401706.1970.10488634 (ridge); Golub, Heath & Wahba
//          1979, doi:10.1080/00401706.1979.10489751 (its strength, by generalised cross-validation
//          within each training part); 10 folds. Normal scores of mid-ranks: van der Waerden.
//   note   sees additive, monotone effects: what parameters do only together, or up and then down,
//          counts as chance. The estimate is a little low, since coefficients are estimated too.
//          The interval resamples held-out errors and leaves out how the fit itself varies.
enum op_status op_ridge_share_of(struct op_ridge_share *share, const double *metric,
                                 const double *draws, size_t n, size_t p) OP_MUST_CHECK;

#endif
