// SPDX-License-Identifier: GPL-3.0-or-later
// exp, log and pow by tables and short series, after Tang.
//
//   exp x   k = round(128 x/ln 2), r = x - k ln 2/128, |r| < .0028:
//           e^x = 2^(k div 128) · 2^(k mod 128 / 128) · (1 + r + r²/2 + … + r⁵/120)
//   log x   x = 2^k z, z in [.6875, 1.375); c = a short number near 1/z from a table:
//           log x = k ln 2 - log c + log(1 + r), r = z c - 1, which is had without rounding
//   pow     log x as an unrounded sum of two doubles, times y, into exp
//
// Known: exp(1) = 2.718281828459045 (0x1.5bf0a8b145769p+1), log(10) = 2.302585092994046.
//
// from Tang 1989, doi:10.1145/63522.214389; Tang 1990, doi:10.1145/98267.98294;
//      Dekker 1971, doi:10.1007/BF01397083 (products and sums without rounding)
#include "sim/base/exact.h"

#include "sim/base/exact_table.h"

#include <float.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

_Static_assert(FLT_EVAL_METHOD == 0, "doubles must be computed as doubles: on x86 use SSE2");

static const double SHIFT = 0x1.8p52;   // adding and taking it away rounds to an integer
static const double ROWS_PER_LN2 = 0x1.71547652b82fep+7;
static const double LN2_ROW_HI = 0x1.62e42fef8p-8;   // ln 2/128: 34 bits, so k times it is exact
static const double LN2_ROW_LO = 0x1.1cf79abc9e3b4p-43;
static const double LN2_HI = 0x1.62e42fefa38p-1;   // a multiple of 2^-42, as is log_hi
static const double LN2_LO = 0x1.ef35793c7673p-45;

#define BITS_OF_INF UINT64_C(0x7FF0000000000000)
#define LEAST_NORMAL_BITS UINT64_C(0x0010000000000000)
#define LOG_START_BITS UINT64_C(0x3FE6000000000000)   // .6875

struct pair {
    double hi;
    double lo;
};

static inline uint64_t
bits_of(double x)
{
    uint64_t bits;

    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline double
from_bits(uint64_t bits)
{
    double x;

    memcpy(&x, &bits, sizeof x);
    return x;
}

static inline double
not_a_number(void)
{
    return from_bits(UINT64_C(0x7FF8000000000000));
}

static inline double
infinity(void)
{
    return from_bits(BITS_OF_INF);
}

static inline double
power_of_2(int64_t e)   // -1022 <= e <= 1023
{
    return from_bits((uint64_t)(e + 1023) << 52);
}

// The upper 26 bits of x: products of two such, or of one with a rest, are exact.
static inline double
upper_half(double x)
{
    return from_bits(bits_of(x) & ~UINT64_C(0x7FFFFFF));
}

static inline struct pair
product(double x, double y)
{
    const double p = x * y;
    const double x_hi = upper_half(x);
    const double y_hi = upper_half(y);
    const double x_lo = x - x_hi;
    const double y_lo = y - y_hi;

    return (struct pair){ p, (((x_hi * y_hi - p) + x_hi * y_lo) + x_lo * y_hi) + x_lo * y_lo };
}

static inline struct pair
sum(double x, double y)
{
    const double s = x + y;
    const double y_seen = s - x;

    return (struct pair){ s, (x - (s - y_seen)) + (y - y_seen) };
}

// e^x = 2^exponent · scale · (1 + rest), with 1 <= scale < 2 and |rest| < .003
struct exp_parts {
    int64_t exponent;
    double scale;
    double rest;
};

static inline struct exp_parts
exp_parts_of(double x, double x_lo)   // |x| < 1e5
{
    const double k = (x * ROWS_PER_LN2 + SHIFT) - SHIFT;
    const int64_t whole = (int64_t)k;
    const struct op_exp_row *row = &op_exp_rows[whole & 127];
    const double r = ((x - k * LN2_ROW_HI) - k * LN2_ROW_LO) + x_lo;
    const double r2 = r * r;
    const double rest =
        (row->rest + r) + r2 * (0.5 + r * (1.0 / 6)) + (r2 * r2) * (1.0 / 24 + r * (1.0 / 120));

    return (struct exp_parts){ (whole - (whole & 127)) / 128, row->scale, rest };
}

// Results that overflow, or lie near or below the least normal number and must be rounded once, at
// the place of their last bit: adding a number whose last bit stands there does so.
static double
exp_at_the_ends(const struct exp_parts *parts)
{
    const int64_t e = parts->exponent;
    const struct pair y = sum(parts->scale, parts->scale * parts->rest);

    if (e > 0) {
        return y.hi * power_of_2(1000) * power_of_2(e - 1000);
    }
    if (e > -1022 || (e == -1022 && y.hi >= 1)) {
        return y.hi * power_of_2(e);
    }

    const double anchor = power_of_2(-1022 - e);
    const struct pair anchored = sum(anchor, y.hi);
    const double rounded = (anchored.hi + (anchored.lo + y.lo)) - anchor;

    return rounded * power_of_2(-600) * power_of_2(e + 600);
}

static inline double
exp_from_parts(const struct exp_parts *parts)
{
    // below 2^-960 the product would lose bits as a subnormal while the result is still normal
    if (parts->exponent < -960 || parts->exponent > 1022) {
        return exp_at_the_ends(parts);
    }

    const uint64_t shift = (uint64_t)parts->exponent << 52;   // modulo 2^64: also if negative
    const double scale = from_bits(bits_of(parts->scale) + shift);

    return scale + scale * parts->rest;
}

double
op_exp(double x)
{
    if (!(x > -746 && x < 746)) {   // NaN compares false, so it comes here too
        return x > 0 ? infinity() : x < 0 ? 0 : not_a_number();
    }

    const struct exp_parts parts = exp_parts_of(x, 0);

    return exp_from_parts(&parts);
}

double
op_expm1(double x)
{
    if (x != x) {
        return not_a_number();
    }
    if (x > 50) {
        return op_exp(x);
    }
    if (x < -50) {
        return -1;
    }
    if (x > -0.1 && x < 0.1) {
        // Taylor's series: the first term left out is below .1^11/12! of the sum
        static const double c[] = { 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
                                    1.0 / 5040,     1.0 / 720,     1.0 / 120,    1.0 / 24,
                                    1.0 / 6,        1.0 / 2 };
        double p = c[0];

        for (int i = 1; i < 10; i++) {
            p = p * x + c[i];
        }
        return x == 0 ? x : x + x * x * p;   // keeps the sign of -0
    }

    const struct exp_parts parts = exp_parts_of(x, 0);
    const double scale = parts.scale * power_of_2(parts.exponent);
    const struct pair above_one = sum(scale, -1);

    return above_one.hi + (above_one.lo + scale * parts.rest);
}

// log(1 + r) - r for |r| < 2^-7
static inline double
log_tail(double r)
{
    const double r2 = r * r;

    return r2 * ((-0.5 + r * (1.0 / 3)) +
                 r2 * ((-0.25 + r * (1.0 / 5)) + r2 * ((-1.0 / 6 + r * (1.0 / 7)) + r2 * -0.125)));
}

// log x = known + log(1 + r_hi + r_lo); known_hi + r_hi is a multiple of 2^-42: had without
// rounding
struct log_parts {
    double known_hi;
    double known_lo;
    double r_hi;
    double r_lo;
};

static inline struct log_parts
log_parts_of(uint64_t bits, int64_t k)   // a positive normal number, times 2^k
{
    const uint64_t from_start = bits - LOG_START_BITS;
    const struct op_log_row *row = &op_log_rows[(from_start >> 45) & 127];
    const uint64_t exponent_bits = from_start & (UINT64_C(0xFFF) << 52);
    const double z = from_bits(bits - exponent_bits);
    const double z_hi = upper_half(z);
    const int64_t exponent = (int64_t)(exponent_bits >> 52);

    k += exponent < 2048 ? exponent : exponent - 4096;
    return (struct log_parts){
        .known_hi = (double)k * LN2_HI + row->log_hi,
        .known_lo = (double)k * LN2_LO + row->log_lo,
        .r_hi = z_hi * row->inverse - 1,
        .r_lo = (z - z_hi) * row->inverse,
    };
}

static inline double
log_of_parts(const struct log_parts *parts, double extra)
{
    const double hi = parts->known_hi + parts->r_hi;
    const double r = parts->r_hi + parts->r_lo;

    return hi + ((parts->known_lo + parts->r_lo) + (log_tail(r) + extra));
}

static inline bool
is_near_one(double x)
{
    return x >= 1 - 1.0 / 256 && x < 1 + 1.0 / 128;
}

// Make a subnormal normal; *k takes up the power of 2.
static inline uint64_t
normal_bits(double x, int64_t *k)
{
    const uint64_t bits = bits_of(x);

    *k = 0;
    if (bits >= LEAST_NORMAL_BITS) {
        return bits;
    }
    *k = -52;
    return bits_of(x * 0x1p52);
}

double
op_log(double x)
{
    int64_t k;

    if (is_near_one(x)) {
        return (x - 1) + log_tail(x - 1);
    }
    if (!(x > 0)) {
        return x == 0 ? -infinity() : not_a_number();
    }
    if (x == infinity()) {
        return x;
    }

    const uint64_t bits = normal_bits(x, &k);
    const struct log_parts parts = log_parts_of(bits, k);

    return log_of_parts(&parts, 0);
}

double
op_log1p(double x)
{
    if (x >= -1.0 / 256 && x < 1.0 / 128) {
        return x == 0 ? x : x + log_tail(x);   // keeps the sign of -0
    }
    if (!(x > -1)) {
        return x == -1 ? -infinity() : not_a_number();
    }
    if (x == infinity()) {
        return x;
    }

    const struct pair u = sum(1, x);
    const struct log_parts parts = log_parts_of(bits_of(u.hi), 0);

    return log_of_parts(&parts, u.lo / u.hi);
}

// log x to about 68 bits. x positive, normal after *k.
static struct pair
log_pair(double x)
{
    int64_t k;
    const uint64_t bits = normal_bits(x, &k);
    struct log_parts parts = { .r_hi = x - 1 };

    if (!is_near_one(x)) {
        parts = log_parts_of(bits, k);
    }

    // -r²/2 must not be rounded, the terms from r³ on may be
    const struct pair r = sum(parts.r_hi, parts.r_lo);
    const struct pair r2 = product(r.hi, r.hi);
    double p = -1.0 / 10;

    for (int i = 9; i >= 3; i--) {
        p = p * r.hi + (i % 2 == 1 ? 1.0 : -1.0) / i;
    }

    const struct pair s = sum(parts.known_hi + parts.r_hi, -0.5 * r2.hi);
    const double small =
        (parts.known_lo + parts.r_lo) + ((s.lo - 0.5 * r2.lo) - r.hi * r.lo + r.hi * r2.hi * p);

    return sum(s.hi, small);
}

enum parity { NOT_WHOLE, ODD, EVEN };

static enum parity
parity_of(double y)   // finite
{
    const double size = y < 0 ? -y : y;

    if (size >= 0x1p53) {
        return EVEN;
    }

    const int64_t whole = (int64_t)size;

    return (double)whole != size ? NOT_WHOLE : whole % 2 ? ODD : EVEN;
}

// x is 0 or infinite, or y is infinite; neither is NaN, y is not 0 and x is not 1.
static double
pow_at_the_ends(double x, double y)
{
    const bool y_infinite = y == infinity() || y == -infinity();
    const double size = x < 0 ? -x : x;

    if (y_infinite) {
        return size == 1 ? 1 : (size > 1) == (y > 0) ? infinity() : 0;
    }

    const bool is_negative = (bits_of(x) >> 63) != 0 && parity_of(y) == ODD;
    const double result = (size > 1) == (y > 0) ? infinity() : 0;

    return is_negative ? -result : result;
}

double
op_pow(double x, double y)
{
    double sign = 1;

    if (y == 0 || x == 1) {
        return 1;
    }
    if (x != x || y != y) {
        return not_a_number();
    }
    if (x == 0 || (bits_of(x) << 1) == (BITS_OF_INF << 1) ||
        (bits_of(y) << 1) == (BITS_OF_INF << 1)) {
        return pow_at_the_ends(x, y);
    }
    if (x < 0) {
        const enum parity parity = parity_of(y);

        if (parity == NOT_WHOLE) {
            return not_a_number();
        }
        sign = parity == ODD ? -1 : 1;
        x = -x;
    }

    const struct pair log_x = log_pair(x);
    const struct pair t = product(y, log_x.hi);

    if (!(t.hi > -746 && t.hi < 746)) {
        return sign * (t.hi > 0 ? infinity() : 0);
    }

    const struct exp_parts parts = exp_parts_of(t.hi, t.lo + y * log_x.lo);

    return sign * exp_from_parts(&parts);
}
