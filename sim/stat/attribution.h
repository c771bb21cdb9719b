// SPDX-License-Identifier: GPL-3.0-or-later
// Which assumption decides: the part of a variance that goes with each drawn parameter by itself,
// from replicates that are there anyway.
//
// The part is the first-order index of Sobol', Var(E[y | x_j])/Var(y): how much narrower y would
// lie if x_j alone were known. E[y | x_j] is the least-squares fit of y on orthogonal polynomials
// of the rank of x_j (1 to 8 of them by BIC, so that up and down is seen too), or on its groups
// where it takes at most 8 values; the part is the fit's R², less what a fit to chance explains.
//
// A parameter counts as told from zero when its part is above what nine in ten outcomes without any
// effect reach for the largest part of all: y permuted, and y with its signs tossed, which keeps
// what a parameter does to the spread alone. So among all assumptions together, the chance that
// one which does nothing is named is about a tenth.
//
// Parameters drawn together (a posterior's rows, those of a world) each show what they have in
// common; then the parts do not add up. What they do only together is in no part.
//
//   from   Sobol' 1993; Plischke, Borgonovo & Smith 2013, doi:10.1016/j.ejor.2012.11.047 (from
//          given data); Ezekiel 1930 (adjusted R²); Westfall & Young 1993 (largest of
//          all); Wu 1986, doi:10.1214/aos/1176350142 (signs)
#ifndef OP_STAT_ATTRIBUTION_H
#define OP_STAT_ATTRIBUTION_H

#include "sim/base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Fewer replicates tell nothing.
enum { OP_ATTRIBUTION_LEAST = 40 };

struct op_attribution {
    double part;        // of the variance, 0 ... 1
    double low, high;   // 90 % interval; low is 0 where it is not told from zero
    double direction;   // rank correlation of y with the parameter, -1 ... 1
    bool is_told;
    bool varies;   // false: one value in all replicates, the rest is 0
};

// The part of each of p parameters in the variance of y.
//
//   in     y       n values, none NaN
//          draws   n rows of p: draws[i p + j]
//          seed    of the permutations
//   out    out     p parts; all zero and not told below 40 replicates or where y does not vary
//   error  OP_NO_MEMORY
//   cost   3,200 n p time, 8 n p doubles
//   same   equal arguments give equal answers
//   known  the interval is that of the fit: from the influence of each replicate on R², on the
//          scale of Fisher's z. How often it holds Ishigami's exact indices: `make validate`
enum op_status op_attribute(struct op_attribution *out, const double *y, const double *draws,
                            size_t n, size_t p, uint64_t seed) OP_MUST_CHECK;

#endif
