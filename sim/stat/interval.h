// SPDX-License-Identifier: GPL-3.0-or-later
// How sure one may be: intervals for shares and for means and medians, and the score of a forecast
// that was given as quantiles.
#ifndef OP_STAT_INTERVAL_H
#define OP_STAT_INTERVAL_H

#include "sim/base/status.h"

#include <stddef.h>
#include <stdint.h>

struct op_interval {
    double low;
    double high;
};

// Wilson's interval for a probability of which n trials had n_hits.
//   in     level   probability that it holds the truth, in (0, 1), such as .9
//   out            within [0, 1]; [0, 1] if n is 0
//   from   Wilson 1927, doi:10.2307/2276774
struct op_interval op_share_interval(uint64_t n_hits, uint64_t n, double level);

enum op_statistic { OP_STATISTIC_MEAN, OP_STATISTIC_MEDIAN };

// Bootstrap percentile interval of a mean or median. For a paired difference give the differences.
//   in     values  n, none NaN; whole replicates, for what is within one is not independent
//          level   in (0, 1)
//          key     says which resamples: equal keys and n resample alike
//   out            NaN below two values
//   cost   2,000 resamples of n (the median sorts each)
//   from   Efron 1979, doi:10.1214/aos/1176344552. For few values (below about 20) or very skewed
//          ones it holds the truth less often than its level says.
enum op_status op_bootstrap_interval(struct op_interval *interval, enum op_statistic statistic,
                                     const double *values, size_t n, double level,
                                     uint64_t key) OP_MUST_CHECK;

// The same for statistic(x) - statistic(y) of two independent samples.
struct op_two_samples {
    const double *x;
    size_t n_x;
    const double *y;
    size_t n_y;
};
enum op_status op_bootstrap_difference(struct op_interval *interval, enum op_statistic statistic,
                                       const struct op_two_samples *samples, double level,
                                       uint64_t key) OP_MUST_CHECK;

// The weighted interval score of a forecast by its 5, 25, 50, 75 and 95 % quantiles: in the unit of
// what is observed, 0 at best; for a forecast of one value it is the absolute error.
//   from   Bracher, Ray, Gneiting & Reich 2021, doi:10.1371/journal.pcbi.1008618, formula (1):
//          (w0 |y - m| + Σ w_k IS_k)/(K + 1/2), w0 = 1/2, w_k = α_k/2, here α = .5 and .1
double op_weighted_interval_score(const double quantiles[5], double observed);

#endif
