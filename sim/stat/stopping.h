// SPDX-License-Identifier: GPL-3.0-or-later
// How many evenings: when the interval of a paired difference is narrow enough, and how many it
// would take with and without pairing.
//
// The rule: look at 50 replicates and every 10 from there on; stop at the first look at which the
// half-width of the 90 % interval of the mean paired difference (Student's t, n - 1 degrees of
// freedom) is at most what was asked, and the outcome was other than zero in at least 20 evenings,
// in either arm. Widths are absolute: per cent of a difference near zero would never be reached.
// Whoever stops when a sample looks narrow stops a little too often on samples that missed their
// tail: intervals after stopping hold a skewed truth less often than fixed ones (docs/limits.md).
//   from   Chow & Robbins 1965, doi:10.1214/aoms/1177700156; the least numbers: assumed
#ifndef OP_STAT_STOPPING_H
#define OP_STAT_STOPPING_H

#include <stdbool.h>

enum { OP_STOP_LEAST = 50, OP_STOP_LEAST_NONZERO = 20, OP_STOP_EVERY = 10 };

// Sums over the pairs so far; zeroed at the start.
struct op_pairing {
    int n;           // pairs of which both are numbers
    int n_nonzero;   // of these, where at least one is not zero
    double mean_arm, mean_base;
    double square_arm, square_base, product;   // of deviations from the means, summed
};

// One more evening; a value that is not finite leaves the pair out.
void op_pairing_add(struct op_pairing *pairs, double arm, double base);

double op_pairing_difference(const struct op_pairing *pairs);   // of the means, arm less base
// Half the width of the interval of the mean difference; INFINITY below two pairs.
//   in     level   in (0, 1), such as .9
double op_pairing_half_width(const struct op_pairing *pairs, double level);

// How many unpaired evenings an arm say as much as one pair: (var arm + var base)/var difference.
// 1: pairing gains nothing; INFINITY where the arms differ by a constant; NAN below two pairs or
// where nothing varies.
double op_pairing_gain(const struct op_pairing *pairs);

// Evenings an arm for a half-width: as the pairs so far vary, by the normal quantile, at least 2.
// NAN below two pairs.
//   in     half_width   > 0, in the unit of the values
double op_pairing_needed(const struct op_pairing *pairs, double half_width, double level,
                         bool is_paired);

// After n evenings: is this a moment to look?
bool op_stop_is_look(int n);
// Is the half-width reached, with enough evenings that are not zero? At level .9.
bool op_stop_is_reached(const struct op_pairing *pairs, double half_width);

#endif
