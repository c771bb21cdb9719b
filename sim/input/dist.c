// SPDX-License-Identifier: GPL-3.0-or-later
// Distributions by their quantile functions: one uniform gives one value, so that a replicate's
// draw of a parameter is the same in every arm.
//
//   uniform(a, b)               a + (b - a) u
//   normal(mean a, sd b)        a + b z, z = the standard normal quantile of u
//   lognormal(median a, ...)    a exp(b z)
//   exponential(mean a)         -a ln(1 - u)
//   margin(a, b, c)             two-piece normal through the 5, 50 and 95 % points:
//                               b + (b - a) z / q below the median, b + (c - b) z / q above it,
//                               q = z(.95); of the logarithms if all three are positive
#include "sim/input/param.h"

#include "sim/base/exact.h"

static double
two_piece(double low, double middle, double high, double z)
{
    const double q = op_norm_quantile(0.95);

    return middle + (z < 0 ? middle - low : high - middle) * z / q;
}

double
op_dist_value(const struct op_dist *dist, double u)
{
    const bool is_plain = dist->kind == OP_DIST_FIXED || dist->kind == OP_DIST_UNIFORM ||
                          dist->kind == OP_DIST_EXPONENTIAL;
    const double z = is_plain ? 0 : op_norm_quantile(u);

    switch (dist->kind) {
        case OP_DIST_FIXED:
            return dist->a;
        case OP_DIST_UNIFORM:
            return dist->a + (dist->b - dist->a) * u;
        case OP_DIST_NORMAL:
            return dist->a + dist->b * z;
        case OP_DIST_LOGNORMAL:
            return z == 0 ? dist->a : dist->a * op_exp(dist->b * z);
        case OP_DIST_EXPONENTIAL:
            return -dist->a * op_log1p(-u);
        case OP_DIST_MARGIN:
            if (z == 0) {
                return dist->b;   // not through exp(log b), which may differ in the last bit
            }
            if (dist->a > 0) {   // the least of the three
                return op_exp(two_piece(op_log(dist->a), op_log(dist->b), op_log(dist->c), z));
            }
            return two_piece(dist->a, dist->b, dist->c, z);
    }
    return dist->a;
}

double
op_dist_centre(const struct op_dist *dist)
{
    return op_dist_value(dist, 0.5);
}
