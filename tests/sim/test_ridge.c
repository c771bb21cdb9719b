// SPDX-License-Identifier: GPL-3.0-or-later
// The share of variance from assumptions, where it is known.
#include "sim/base/exact.h"
#include "sim/base/hash.h"
#include "sim/stat/ridge.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static double
normal(uint64_t seed, uint64_t i)
{
    const uint64_t hash = op_mix64(op_mix64(seed + 1) + i * UINT64_C(0x9E3779B97F4A7C15));

    return op_norm_quantile(((double)(hash >> 12) + 0.5) * 0x1p-52);
}

// n replicates with p parameters, each of weight 1/sqrt(p) in a part that holds `share` of the
// variance; the rest is noise. The parameters come in skewed scales, the last is constant.
static struct op_ridge_share
share_of_case(size_t n, size_t p, double share, uint64_t seed)
{
    double *metric = malloc(n * sizeof *metric);
    double *draws = malloc(n * (p + 1) * sizeof *draws);
    struct op_ridge_share got;

    assert_non_null(metric);
    assert_non_null(draws);
    for (size_t i = 0; i < n; i++) {
        double part = 0;

        for (size_t j = 0; j < p; j++) {
            const double z = normal(seed, i * p + j);

            part += z / sqrt((double)p);
            draws[i * (p + 1) + j] = j % 2 ? op_exp(2 * z) : 1000 + z;
        }
        draws[i * (p + 1) + p] = 5;
        metric[i] = 100 + sqrt(share) * part + sqrt(1 - share) * normal(seed + 1000, i);
    }
    assert_int_equal(op_ridge_share_of(&got, metric, draws, n, p + 1), OP_OK);
    assert_int_equal(got.n_columns, p);
    assert_true(got.low <= got.share && got.share <= got.high);
    free(metric);
    free(draws);
    return got;
}

static void
a_known_share_is_found(void **state)
{
    static const double shares[] = { 0.2, 0.5, 0.8, 0.99 };

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        const struct op_ridge_share got = share_of_case(800, 6, shares[i], 10 + i);

        print_message("  %.2f: %.3f [%.3f, %.3f]\n", shares[i], got.share, got.low, got.high);
        assert_true(got.is_told);
        assert_true(fabs(got.share - shares[i]) < 0.08);
    }
}

// With nothing to find the lower end must not often be above 0. The nominal rate is at most .05;
// 15 of 60 would be seen with probability below 1e-6.
static void
pure_chance_cannot_be_told_to_be_anything_else(void **state)
{
    int n_told = 0;

    (void)state;
    for (uint64_t seed = 0; seed < 60; seed++) {
        n_told += share_of_case(100, 5, 0, 2000 + 7 * seed).is_told;
    }
    print_message("  told %d of 60\n", n_told);
    assert_in_range(n_told, 0, 14);
}

static void
more_parameters_than_replicates_are_no_harm(void **state)
{
    const struct op_ridge_share got = share_of_case(40, 90, 0.5, 77);

    (void)state;
    assert_true(got.share >= 0 && got.share <= 1);
}

static void
nothing_is_said_of_few_replicates_or_of_what_does_not_vary(void **state)
{
    double metric[30];
    double draws[30];
    struct op_ridge_share got;

    (void)state;
    for (int i = 0; i < 30; i++) {
        metric[i] = i;
        draws[i] = i;
    }
    assert_int_equal(op_ridge_share_of(&got, metric, draws, 19, 1), OP_OK);
    assert_false(got.is_told);
    assert_int_equal(op_ridge_share_of(&got, metric, draws, 30, 0), OP_OK);
    assert_false(got.is_told);
    for (int i = 0; i < 30; i++) {
        draws[i] = 4;
    }
    assert_int_equal(op_ridge_share_of(&got, metric, draws, 30, 1), OP_OK);
    assert_false(got.is_told);
    assert_int_equal(got.n_columns, 0);
    assert_int_equal(op_ridge_share_of(&got, draws, metric, 30, 1), OP_OK);
    assert_false(got.is_told);
    assert_true(got.share == 0 && got.low == 0 && got.high == 1);
}

static void
only_the_order_of_a_parameters_values_matters(void **state)
{
    double metric[60];
    double draws[60];
    struct op_ridge_share plain;
    struct op_ridge_share bent;

    (void)state;
    for (size_t i = 0; i < 60; i++) {
        draws[i] = normal(3, i);
        metric[i] = draws[i] + normal(4, i);
    }
    assert_int_equal(op_ridge_share_of(&plain, metric, draws, 60, 1), OP_OK);
    for (size_t i = 0; i < 60; i++) {
        draws[i] = op_exp(5 * draws[i]);
    }
    assert_int_equal(op_ridge_share_of(&bent, metric, draws, 60, 1), OP_OK);
    assert_true(plain.share == bent.share && plain.low == bent.low && plain.high == bent.high);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_known_share_is_found),
        cmocka_unit_test(pure_chance_cannot_be_told_to_be_anything_else),
        cmocka_unit_test(more_parameters_than_replicates_are_no_harm),
        cmocka_unit_test(nothing_is_said_of_few_replicates_or_of_what_does_not_vary),
        cmocka_unit_test(only_the_order_of_a_parameters_values_matters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
