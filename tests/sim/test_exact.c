// SPDX-License-Identifier: GPL-3.0-or-later
// Elementary functions against MPFR, their special values, and a hash of many results that must be
// the same for every compiler, processor and level of optimisation.
#include "sim/base/exact.h"
#include "sim/base/exact_table.h"
#include "sim/base/hash.h"

#include <math.h>
#include <mpfr.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#ifndef N_POINTS
#define N_POINTS 40000   // the errors stated in exact.h were seen with -DN_POINTS=200000
#endif

enum { BITS = 96 };

typedef double one_argument(double x);
typedef int of_mpfr(mpfr_t out, const mpfr_t in, mpfr_rnd_t round);

static uint64_t
bits_of(double x)
{
    uint64_t bits;

    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static double
from_bits(uint64_t bits)
{
    double x;

    memcpy(&x, &bits, sizeof x);
    return x;
}

// Uniform in [0, 1), the i-th of a fixed sequence.
static double
unit(uint64_t i)
{
    return (double)(op_mix64(i * UINT64_C(0x9E3779B97F4A7C15)) >> 11) * 0x1p-53;
}

// |got - want| in units in the last place of want, as a double has it there.
static double
ulps(double got, const mpfr_t want)
{
    const double rounded = mpfr_get_d(want, MPFR_RNDN);
    mpfr_t difference;

    if (isinf(rounded) || isinf(got)) {
        return bits_of(got) == bits_of(rounded) ? 0 : 1e9;
    }

    int exponent = rounded == 0 ? -1074 : (int)mpfr_get_exp(want) - 53;

    exponent = exponent < -1074 ? -1074 : exponent;
    mpfr_init2(difference, BITS);
    mpfr_sub_d(difference, want, got, MPFR_RNDN);
    mpfr_mul_2si(difference, difference, -exponent, MPFR_RNDN);

    const double size = fabs(mpfr_get_d(difference, MPFR_RNDN));

    mpfr_clear(difference);
    return size;
}

// MPFR's own range of exponents is far wider than that of doubles; mpfr_get_d rounds subnormals.
static double
largest_error(one_argument *ours, of_mpfr *theirs, double lo, double hi, int n)
{
    double worst = 0;
    double worst_x = 0;
    mpfr_t x;
    mpfr_t want;

    mpfr_init2(x, BITS);
    mpfr_init2(want, BITS);
    for (int i = 0; i < n; i++) {
        const double at = lo + (hi - lo) * unit((uint64_t)i);

        mpfr_set_d(x, at, MPFR_RNDN);
        theirs(want, x, MPFR_RNDN);

        const double error = ulps(ours(at), want);

        if (error > worst) {
            worst = error;
            worst_x = at;
        }
    }
    mpfr_clear(x);
    mpfr_clear(want);
    print_message("  [%g, %g]: %.4f ulp at %a\n", lo, hi, worst, worst_x);
    return worst;
}

// The same over all exponents alike: bit patterns instead of values are uniform.
static double
largest_error_by_bits(one_argument *ours, of_mpfr *theirs, double lo, double hi, int n)
{
    double worst = 0;
    double worst_x = 0;
    mpfr_t x;
    mpfr_t want;

    mpfr_init2(x, BITS);
    mpfr_init2(want, BITS);
    for (int i = 0; i < n; i++) {
        const double span = (double)(bits_of(hi) - bits_of(lo));
        const double at = from_bits(bits_of(lo) + (uint64_t)(span * unit((uint64_t)i + 77)));

        mpfr_set_d(x, at, MPFR_RNDN);
        theirs(want, x, MPFR_RNDN);

        const double error = ulps(ours(at), want);

        if (error > worst) {
            worst = error;
            worst_x = at;
        }
    }
    mpfr_clear(x);
    mpfr_clear(want);
    print_message("  [%g, %g] by exponent: %.4f ulp at %a\n", lo, hi, worst, worst_x);
    return worst;
}

static void
exp_is_within_the_stated_error(void **state)
{
    (void)state;
    assert_true(largest_error(op_exp, mpfr_exp, -1, 1, N_POINTS) <= 0.52);
    assert_true(largest_error(op_exp, mpfr_exp, -708, 709.78, N_POINTS) <= 0.52);
    assert_true(largest_error(op_exp, mpfr_exp, -745.2, -707, N_POINTS / 4) <= 0.52);
    assert_true(largest_error_by_bits(op_exp, mpfr_exp, 0x1p-1074, 709, N_POINTS / 4) <= 0.52);
}

static void
log_is_within_the_stated_error(void **state)
{
    (void)state;
    assert_true(largest_error(op_log, mpfr_log, 0, 1, N_POINTS) <= 0.53);
    assert_true(largest_error(op_log, mpfr_log, 0.98, 1.02, N_POINTS) <= 0.53);
    assert_true(largest_error(op_log, mpfr_log, 0.6, 3, N_POINTS / 4) <= 0.53);
    assert_true(largest_error_by_bits(op_log, mpfr_log, 0x1p-1074, 1e308, N_POINTS) <= 0.53);
}

static void
expm1_and_log1p_are_within_the_stated_error(void **state)
{
    (void)state;
    assert_true(largest_error(op_expm1, mpfr_expm1, -1, 1, N_POINTS) <= 0.7);
    assert_true(largest_error(op_expm1, mpfr_expm1, -60, 709, N_POINTS / 4) <= 0.7);
    assert_true(largest_error_by_bits(op_expm1, mpfr_expm1, 0x1p-1074, 1, N_POINTS / 4) <= 0.7);
    assert_true(largest_error(op_log1p, mpfr_log1p, -1, 1, N_POINTS) <= 0.7);
    assert_true(largest_error_by_bits(op_log1p, mpfr_log1p, 0x1p-1074, 1e308, N_POINTS) <= 0.7);
}

static void
sin_and_cos_are_within_the_stated_error(void **state)
{
    (void)state;
    assert_true(largest_error(op_sin, mpfr_sin, -7, 7, N_POINTS / 2) <= 0.8);
    assert_true(largest_error(op_cos, mpfr_cos, -7, 7, N_POINTS / 2) <= 0.8);
    assert_true(largest_error(op_sin, mpfr_sin, -1e6, 1e6, N_POINTS) <= 0.8);
    assert_true(largest_error(op_cos, mpfr_cos, -1e6, 1e6, N_POINTS) <= 0.8);
    assert_true(largest_error_by_bits(op_sin, mpfr_sin, 0x1p-1074, 1e6, N_POINTS / 4) <= 0.8);
}

// Where x is all but a multiple of pi/2 the reduction must keep every bit.
static void
sin_and_cos_keep_their_bits_near_multiples_of_a_right_angle(void **state)
{
    double worst = 0;
    mpfr_t x;
    mpfr_t want;

    (void)state;
    mpfr_init2(x, BITS);
    mpfr_init2(want, BITS);
    for (int k = 1; k <= 636000; k += 61) {
        const double at = k * 1.5707963267948966;

        mpfr_set_d(x, at, MPFR_RNDN);
        mpfr_sin(want, x, MPFR_RNDN);
        worst = fmax(worst, ulps(op_sin(at), want));
        mpfr_cos(want, x, MPFR_RNDN);
        worst = fmax(worst, ulps(op_cos(at), want));
    }
    mpfr_clear(x);
    mpfr_clear(want);
    print_message("  %.4f ulp\n", worst);
    assert_true(worst <= 0.8);
}

static void
pow_is_within_the_stated_error(void **state)
{
    double worst = 0;
    double worst_x = 0;
    double worst_y = 0;
    mpfr_t x;
    mpfr_t y;
    mpfr_t want;

    (void)state;
    mpfr_init2(x, 53);
    mpfr_init2(y, 53);
    mpfr_init2(want, BITS);
    for (uint64_t i = 0; i < N_POINTS; i++) {
        // three sorts: everyday values, x near 1 with large y, and any x with y up to the ends
        const double u = unit(2 * i + 500000);
        const double v = unit(2 * i + 500001);
        const double near_x = 1 + (u - 0.5) * 0.03;
        const double any_x = from_bits(1 + (uint64_t)(u * 0x1.FFCp62));
        const double at_x = i % 3 == 0 ? 10 * u : i % 3 == 1 ? near_x : any_x;
        const double edge = 750 / log(at_x);
        const double at_y = i % 3 == 0 ? 20 * (v - 0.5) : edge * (2 * v - 1);

        mpfr_set_d(x, at_x, MPFR_RNDN);
        mpfr_set_d(y, at_y, MPFR_RNDN);
        mpfr_pow(want, x, y, MPFR_RNDN);

        const double error = ulps(op_pow(at_x, at_y), want);

        if (error > worst) {
            worst = error;
            worst_x = at_x;
            worst_y = at_y;
        }
    }
    mpfr_clear(x);
    mpfr_clear(y);
    mpfr_clear(want);
    print_message("  %.4f ulp at %a, %a\n", worst, worst_x, worst_y);
    assert_true(worst <= 0.53);
}

static void
assert_same(double got, double want)
{
    const double nan = from_bits(UINT64_C(0x7FF8000000000000));

    assert_int_equal(bits_of(got), bits_of(isnan(want) ? nan : want));
}

static void
special_values_are_those_of_the_standard(void **state)
{
    // What is exact in libm too is compared with it.
    static const double values[] = { 0.0, -0.0, INFINITY, -INFINITY, NAN, 1.0, -1.0, -2.5 };
    static const double exponents[] = { 0.0,     -0.0,     1.0,      -1.0,  2.0,       3.0,
                                        -3.0,    INFINITY, 0.5,      NAN,   -INFINITY, 0x1p53,
                                        -0x1p60, -0.5,     0x1.8p52, 1e300, -1e300 };

    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        const double x = values[i];
        const bool is_finite = fabs(x) < INFINITY;

        assert_same(op_exp(is_finite ? 0 * x : x), exp(is_finite ? 0 * x : x));
        assert_same(op_log(x), log(x));
        assert_same(op_log1p(x == 1 ? 0 : x), log1p(x == 1 ? 0 : x));
        assert_same(op_sin(is_finite ? 0 * x : x), sin(is_finite ? 0 * x : x));
        assert_same(op_cos(is_finite ? 0 * x : x), cos(is_finite ? 0 * x : x));
        for (size_t j = 0; j < sizeof exponents / sizeof *exponents; j++) {
            const double y = exponents[j];

            if (x == -2.5 && fabs(y) < 1e20 && fabs(y) > 3.5) {
                continue;
            }
            assert_same(op_pow(x, y), pow(x, y));
        }
    }
    assert_same(op_expm1(-0.0), -0.0);
    assert_same(op_expm1(INFINITY), INFINITY);
    assert_same(op_expm1(-INFINITY), -1);
    assert_same(op_expm1(NAN), NAN);
    assert_same(op_sin(1.1e6), NAN);
    assert_same(op_exp(1000), INFINITY);
    assert_same(op_exp(-1000), 0);
    assert_same(op_pow(-8, 1.0 / 3), NAN);
    assert_same(op_pow(-2, 1023), -0x1p1023);
    assert_same(op_pow(2, -1074), 0x1p-1074);
    assert_same(op_pow(0x1p-1074, 1), 0x1p-1074);
    assert_same(op_pow(10, 22), 1e22);
}

static void
the_least_and_largest_numbers_come_out_rounded(void **state)
{
    (void)state;
    assert_same(op_exp(709.782712893384), 0x1.fffffffffff2ap+1023);
    assert_same(op_exp(-745.13321910194110842), 0x1p-1074);
    assert_same(op_exp(-745.2), 0);
    assert_same(op_exp(1), 0x1.5bf0a8b145769p+1);
    assert_same(op_log(0x1p-1074), log(0x1p-1074));
}

static void
the_tables_hold_what_their_header_says(void **state)
{
    mpfr_t exact;
    mpfr_t rest;

    (void)state;
    mpfr_init2(exact, 300);
    mpfr_init2(rest, 300);
    for (int j = 0; j < OP_EXP_ROWS; j++) {
        mpfr_set_d(exact, j / 128.0, MPFR_RNDN);
        mpfr_exp2(exact, exact, MPFR_RNDN);
        assert_true(op_exp_rows[j].scale == mpfr_get_d(exact, MPFR_RNDN));
        mpfr_sub_d(rest, exact, op_exp_rows[j].scale, MPFR_RNDN);
        mpfr_div_d(rest, rest, op_exp_rows[j].scale, MPFR_RNDN);
        assert_true(op_exp_rows[j].rest == mpfr_get_d(rest, MPFR_RNDN));
    }
    for (int i = 0; i < OP_LOG_ROWS; i++) {
        const struct op_log_row *row = &op_log_rows[i];
        const double middle = i < 80 ? 0.6875 + (i + 0.5) / 256 : 1 + (i - 79.5) / 128;

        assert_true(row->inverse == nearbyint(1024 / middle) / 1024);
        assert_true(row->log_hi * 0x1p42 == nearbyint(row->log_hi * 0x1p42));
        mpfr_set_d(exact, row->inverse, MPFR_RNDN);
        mpfr_log(exact, exact, MPFR_RNDN);
        mpfr_add_d(rest, exact, row->log_hi, MPFR_RNDN);
        assert_true(row->log_lo == -mpfr_get_d(rest, MPFR_RNDN));
    }
    mpfr_clear(exact);
    mpfr_clear(rest);
}

// One step of Newton in MPFR from our value: its length is our error.
static double
quantile_error(double p, double z)
{
    double step;
    mpfr_t x;
    mpfr_t cdf;
    mpfr_t density;

    mpfr_inits2(BITS, x, cdf, density, (mpfr_ptr)0);
    mpfr_set_d(x, -z, MPFR_RNDN);
    mpfr_set_d(cdf, 2, MPFR_RNDN);
    mpfr_sqrt(cdf, cdf, MPFR_RNDN);
    mpfr_div(x, x, cdf, MPFR_RNDN);
    mpfr_erfc(cdf, x, MPFR_RNDN);   // P(Z <= z) = erfc(-z/sqrt 2)/2
    mpfr_div_ui(cdf, cdf, 2, MPFR_RNDN);
    mpfr_sub_d(cdf, cdf, p, MPFR_RNDN);
    mpfr_sqr(density, x, MPFR_RNDN);
    mpfr_neg(density, density, MPFR_RNDN);
    mpfr_exp(density, density, MPFR_RNDN);
    mpfr_div(cdf, cdf, density, MPFR_RNDN);
    step = mpfr_get_d(cdf, MPFR_RNDN) * 2.5066282746310002;   // sqrt(2 pi)
    mpfr_clears(x, cdf, density, (mpfr_ptr)0);
    return z == 0 ? fabs(step) : fabs(step / z);
}

static void
normal_quantiles_have_the_stated_relative_error(void **state)
{
    double middle = 0;
    double tail = 0;

    (void)state;
    for (uint64_t i = 0; i < 10000; i++) {
        const double p = 0.075 + 0.85 * unit(i + 900000);
        const double low = exp(-700 * unit(i + 950000));
        const double high = 1 - 0.075 * unit(i + 990000);

        middle = fmax(middle, quantile_error(p, op_norm_quantile(p)));
        tail = fmax(tail, quantile_error(low, op_norm_quantile(low)));
        tail = fmax(tail, quantile_error(high, op_norm_quantile(high)));
    }
    print_message("  middle %.3g, tails %.3g\n", middle, tail);
    assert_true(middle <= 1e-15);
    assert_true(tail <= 1e-15);
}

static void
normal_quantiles_are_odd_about_the_middle_and_known_at_the_ends(void **state)
{
    (void)state;
    assert_same(op_norm_quantile(0.5), 0);
    assert_same(op_norm_quantile(0), -INFINITY);
    assert_same(op_norm_quantile(1), INFINITY);
    assert_same(op_norm_quantile(-0.1), NAN);
    assert_same(op_norm_quantile(1.1), NAN);
    assert_same(op_norm_quantile(NAN), NAN);
    for (int i = 1; i < 1024; i++) {
        assert_true(op_norm_quantile(i / 1024.0) == -op_norm_quantile(1 - i / 1024.0));
        assert_true(op_norm_quantile(i / 1024.0) > op_norm_quantile((i - 1) / 1024.0));
    }
}

// The promise of these functions. The value is that of gcc 12 at -O2 on x86-64.
static void
the_bits_are_the_same_everywhere(void **state)
{
    uint64_t hash = 0;

    (void)state;
    for (uint64_t i = 0; i < 20000; i++) {
        const double u = unit(i);
        const double v = unit(i + 1000000);
        const double results[] = { op_exp(1500 * (u - 0.5)), op_log(u),
                                   op_log(1e300 * u * u),    op_expm1(2 * u - 1),
                                   op_log1p(u - 0.5),        op_pow(9 * u, 40 * v - 20),
                                   op_sin(2e6 * (u - 0.5)),  op_cos(2e6 * (u - 0.5)),
                                   op_norm_quantile(u) };

        for (size_t j = 0; j < sizeof results / sizeof *results; j++) {
            hash = op_mix64(hash ^ bits_of(results[j]));
        }
    }
    print_message("  %016llx\n", (unsigned long long)hash);
    assert_int_equal(hash, UINT64_C(0x8F4690430D66163D));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exp_is_within_the_stated_error),
        cmocka_unit_test(log_is_within_the_stated_error),
        cmocka_unit_test(expm1_and_log1p_are_within_the_stated_error),
        cmocka_unit_test(sin_and_cos_are_within_the_stated_error),
        cmocka_unit_test(sin_and_cos_keep_their_bits_near_multiples_of_a_right_angle),
        cmocka_unit_test(pow_is_within_the_stated_error),
        cmocka_unit_test(special_values_are_those_of_the_standard),
        cmocka_unit_test(the_least_and_largest_numbers_come_out_rounded),
        cmocka_unit_test(the_tables_hold_what_their_header_says),
        cmocka_unit_test(normal_quantiles_have_the_stated_relative_error),
        cmocka_unit_test(normal_quantiles_are_odd_about_the_middle_and_known_at_the_ends),
        cmocka_unit_test(the_bits_are_the_same_everywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
