// SPDX-License-Identifier: GPL-3.0-or-later
// Quantiles, means and spreads against values worked out by hand (and R's quantile(type = 7)).
#include "sim/stat/quantile.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
quantiles_interpolate_between_order_statistics(void **state)
{
    const double values[] = { 40, 10, 30, 20 };
    const double levels[] = { 0, 0.05, 0.25, 0.5, 0.75, 0.95, 1 };
    const double want[] = { 10, 11.5, 17.5, 25, 32.5, 38.5, 40 };
    double got[7];

    (void)state;
    assert_int_equal(op_quantiles(values, 4, levels, 7, got), OP_OK);
    for (int i = 0; i < 7; i++) {
        assert_true(fabs(got[i] - want[i]) < 1e-12);
    }
    assert_true(values[0] == 40);
}

static void
few_values_and_odd_levels_are_no_harm(void **state)
{
    const double one[] = { 7 };
    const double with_infinity[] = { 1, 2, INFINITY };

    (void)state;
    assert_true(isnan(op_quantile_sorted(NULL, 0, 0.5)));
    assert_true(op_quantile_sorted(one, 1, 0.3) == 7);
    assert_true(op_quantile_sorted(one, 1, -1) == 7);
    assert_true(op_quantile_sorted(one, 1, 2) == 7);
    assert_true(op_quantile_sorted(with_infinity, 3, 0.5) == 2);
    assert_true(isinf(op_quantile_sorted(with_infinity, 3, 0.75)));

    double got = 0;

    assert_int_equal(op_quantiles(NULL, 0, (const double[]){ 0.5 }, 1, &got), OP_OK);
    assert_true(isnan(got));
}

static void
mean_and_spread_are_those_of_a_sample(void **state)
{
    const double values[] = { 2, 4, 4, 4, 5, 5, 7, 9 };

    (void)state;
    assert_true(op_mean(values, 8) == 5);
    assert_true(fabs(op_sd(values, 8) - sqrt(32.0 / 7)) < 1e-14);
    assert_true(isnan(op_mean(values, 0)));
    assert_true(isnan(op_sd(values, 1)));
}

static void
the_spread_of_large_values_keeps_its_digits(void **state)
{
    const double values[] = { 1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16 };

    (void)state;
    assert_true(fabs(op_sd(values, 4) - sqrt(30)) < 1e-12);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_interpolate_between_order_statistics),
        cmocka_unit_test(few_values_and_odd_levels_are_no_harm),
        cmocka_unit_test(mean_and_spread_are_those_of_a_sample),
        cmocka_unit_test(the_spread_of_large_values_keeps_its_digits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
