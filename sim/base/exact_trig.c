// SPDX-License-Identifier: GPL-3.0-or-later
// sin and cos: x less a whole number of right angles, then Taylor's series.
//
// pi/2 is kept in four parts, of which the first three have 33 bits: for |x| <= 1e6 the number of
// right angles has 20 bits, so the products are exact (Cody & Waite 1980). The rest of the
// reduction is a sum of two doubles, good to about 2^-130, while no double up to 1e6 comes nearer
// than about 2^-65 to a multiple of pi/2.
//
// Known: sin(1) = 0.8414709848078965, cos(1) = 0.5403023058681398.
#include "sim/base/exact.h"

#include <stdint.h>

static const double RIGHT_ANGLES_PER_RADIAN = 0x1.45f306dc9c883p-1;
static const double PART_1 = 0x1.921fb544p+0;
static const double PART_2 = 0x1.0b4611a6p-34;
static const double PART_3 = 0x1.3198a2ep-69;
static const double PART_4 = 0x1.b839a252049c1p-104;
static const double LARGEST = 1e6;

// x = quarter turns · pi/2 + hi + lo, |hi| <= pi/4 (a hair more)
struct reduced {
    int64_t quarter_turns;
    double hi;
    double lo;
};

static double
rest_of_sum(double x, double y, double s)
{
    const double y_seen = s - x;

    return (x - (s - y_seen)) + (y - y_seen);
}

static struct reduced
reduce(double x)
{
    const double k = (x * RIGHT_ANGLES_PER_RADIAN + 0x1.8p52) - 0x1.8p52;
    const double a = x - k * PART_1;   // exact
    const double b = a - k * PART_2;
    const double b_rest = rest_of_sum(a, -(k * PART_2), b);
    const double c = b_rest - k * PART_3;
    const double c_rest = rest_of_sum(b_rest, -(k * PART_3), c) - k * PART_4;
    const double hi = b + c;

    return (struct reduced){ (int64_t)k, hi, rest_of_sum(b, c, hi) + c_rest };
}

// sin(x + lo) = x + x³·p(x²) + lo·cos x
static double
sin_series(double x, double lo)
{
    static const double c[] = {
        1.0 / 355687428096000, -1.0 / 1307674368000, 1.0 / 6227020800, -1.0 / 39916800,
        1.0 / 362880,          -1.0 / 5040,          1.0 / 120
    };
    const double z = x * x;
    double p = c[0];

    for (int i = 1; i < 7; i++) {
        p = p * z + c[i];
    }
    // the term x³/6 is added last, so that the rounding of the others is small beside it
    return x + (x * z * (-1.0 / 6 + z * p) + lo * (1 - 0.5 * z));
}

// cos(x + lo) = 1 - x²/2 + x⁴·p(x²) - lo·sin x
static double
cos_series(double x, double lo)
{
    static const double c[] = {
        1.0 / 20922789888000, -1.0 / 87178291200, 1.0 / 479001600, -1.0 / 3628800,
        1.0 / 40320,          -1.0 / 720,         1.0 / 24
    };
    const double z = x * x;
    const double half = 0.5 * z;
    const double most = 1 - half;
    double p = c[0];

    for (int i = 1; i < 7; i++) {
        p = p * z + c[i];
    }
    return most + (((1 - most) - half) + (z * z * p - x * lo));
}

double
op_sin(double x)
{
    if (!(x >= -LARGEST && x <= LARGEST)) {
        return op_log(-1);   // the NaN of this library
    }
    if (x > -0x1p-27 && x < 0x1p-27) {
        return x;   // keeps the sign of -0 and all of a subnormal
    }

    const struct reduced r = reduce(x);
    const double size = r.quarter_turns & 1 ? cos_series(r.hi, r.lo) : sin_series(r.hi, r.lo);

    return r.quarter_turns & 2 ? -size : size;
}

double
op_cos(double x)
{
    if (!(x >= -LARGEST && x <= LARGEST)) {
        return op_log(-1);
    }

    const struct reduced r = reduce(x);
    const double size = r.quarter_turns & 1 ? sin_series(r.hi, r.lo) : cos_series(r.hi, r.lo);

    return (r.quarter_turns + 1) & 2 ? -size : size;
}
