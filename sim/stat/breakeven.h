// SPDX-License-Identifier: GPL-3.0-or-later
// The value of an assumption at which a difference changes sign: where the ranking turns.
#ifndef OP_STAT_BREAKEVEN_H
#define OP_STAT_BREAKEVEN_H

#include "sim/base/status.h"

#include <stdbool.h>
#include <stddef.h>

// Where the mean of y, as a straight line in x (or in ln x, where all x are above zero and lie more
// evenly so), is zero.
struct op_break_even {
    double value;       // in the unit of x; NaN where there is none within what was drawn
    double low, high;   // 90 % interval
    bool is_low_open;   // no end within what was drawn: low is then the least drawn value
    bool is_high_open;
    double slope;   // of y for one standard deviation of the score
    bool is_told;   // the slope is told from zero at 90 %
};

// The value at which y changes sign.
//
//   in     y, x    n values, none NaN
//   out    out     no value below 40 replicates, where x takes fewer than 8 values, where the slope
//                  is not told from zero, or where zero lies outside what was drawn
//   error  OP_NO_MEMORY
//   from   Fieller 1954 (interval of a ratio); White 1980, doi:10.2307/1912934 (variances that
//          differ), by n/(n - 2)
enum op_status op_break_even_of(struct op_break_even *out, const double *y, const double *x,
                                size_t n) OP_MUST_CHECK;

#endif
