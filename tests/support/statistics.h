// SPDX-License-Identifier: GPL-3.0-or-later
// What statistical tests share. Each limit refuses a right program with probability 1e-6,
// two-sided; the seeds are fixed, so a test that passes goes on passing until a draw changes.
#ifndef OP_TESTS_SUPPORT_STATISTICS_H
#define OP_TESTS_SUPPORT_STATISTICS_H

#include <stdint.h>

// Of a standard normal statistic.
#define STAT_Z 4.89
// Of Kolmogorov and Smirnov's statistics below: sqrt(ln(2 / 1e-6) / 2), Massart's bound; with ties,
// or rounding to microseconds, they err on the side of silence.
#define STAT_KS 2.694

typedef double stat_cdf(double x, const void *context);

// sqrt(n) times the greatest distance between n values (which it sorts) and a distribution
// function.
double stat_kolmogorov(double *values, int n, stat_cdf *cdf, const void *context);
// The same between two samples, times sqrt(n m / (n + m)).
double stat_smirnov(double *x, int n, double *y, int m);

// context: double, the rate.
double stat_exponential_cdf(double x, const void *rate);
// context: double[2], median and sd of the log.
double stat_lognormal_cdf(double x, const void *median_and_sd);

// Uniform in (0, 1), of a number: made-up evenings that are the same on any machine (splitmix64).
double stat_unit(uint64_t i);

#endif
