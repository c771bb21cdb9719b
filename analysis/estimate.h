// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of a handful of evenings: quantiles, an interval of a mean, the share of a width
// that assumptions account for. Values that are NAN are left out.
#ifndef OP_ANALYSIS_ESTIMATE_H
#define OP_ANALYSIS_ESTIMATE_H

#include "sim/base/status.h"

#include <stdbool.h>
#include <stdint.h>

enum { OP_N_QUANTILES = 5 };   // 5, 25, 50, 75, 95 %

struct op_spread {
    int n;
    double mean;
    double q[OP_N_QUANTILES];
};

// Mean and quantiles of VALUES (sorted in place, NAN dropped); quantiles interpolate as type 7.
//   from   Hyndman & Fan 1996, doi:10.2307/2684934
struct op_spread op_spread_of(double *values, int n);
// Sample variance of what is not NAN; NAN below two values.
double op_variance_of(const double *values, int n);

// Bootstrap percentile interval that holds the mean with probability .9; keyed, so repeatable.
//   in     values            without NAN
//   out    low, high         NAN below two values
//   from   Efron 1979, doi:10.1214/aos/1176344552
void op_mean_interval(const double *values, int n, uint64_t key, double *low, double *high);

// Share of the variance of a metric that the drawn assumptions account for: the cross-validated R²,
// floored at 0, of a ridge regression on the draws' normal scores (plus `n_groups` indicator
// columns of the rival structures).
//   in     draws             [n][n_draws]; a column with a NAN or without variation is left out
//          group             [n] or NULL, -1 = none
//   out    share, low, high  of the 90 % interval (Fisher's z of the correlation between predicted
//                            and held-out values); is_told false where that interval holds 0
//   from   Hoerl & Kennard 1970, doi:10.1080/00401706.1970.10488634
struct op_share {
    double share, low, high;
    bool is_told;
};
enum op_status op_share_of(struct op_share *share, const double *values, const double *draws,
                           const int *group, int n, int n_draws, int n_groups) OP_MUST_CHECK;

// A standard normal draw keyed by what it decides.
double op_keyed_normal(uint64_t key, uint32_t subject, uint32_t object);
uint64_t op_key_of(const char *a, const char *b);

#endif
