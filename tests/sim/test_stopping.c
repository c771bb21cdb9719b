// SPDX-License-Identifier: GPL-3.0-or-later
// When to stop, against values by hand and against how pairs were made.
#include "sim/base/exact.h"
#include "sim/base/hash.h"
#include "sim/stat/stopping.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static double
normal(uint64_t i)
{
    return op_norm_quantile(((double)(op_mix64(i + 4321) >> 12) + 0.5) * 0x1p-52);
}

// Differences 1, 2, 3, 4: mean 2.5, variance 5/3, t(.95; 3) = 2.353363.
static void
a_small_sample_gives_the_half_width_by_hand(void **state)
{
    struct op_pairing pairs = { 0 };

    (void)state;
    for (int i = 1; i <= 4; i++) {
        op_pairing_add(&pairs, 1e6 + 10 + i, 1e6 + 10);
    }
    assert_true(fabs(op_pairing_difference(&pairs) - 2.5) < 1e-9);
    assert_true(fabs(op_pairing_half_width(&pairs, 0.9) - 2.353363 * sqrt(5.0 / 12)) < 1e-5);
    assert_true(fabs(op_pairing_needed(&pairs, 0.5, 0.9, true) - 19) < 1e-9);   // 18.04 up
}

static void
values_that_are_no_numbers_leave_their_pair_out(void **state)
{
    struct op_pairing pairs = { 0 };

    (void)state;
    op_pairing_add(&pairs, NAN, 1);
    op_pairing_add(&pairs, 1, INFINITY);
    assert_int_equal(pairs.n, 0);
    assert_true(isinf(op_pairing_half_width(&pairs, 0.9)));
    assert_true(isnan(op_pairing_gain(&pairs)) && isnan(op_pairing_difference(&pairs)));
    assert_true(isnan(op_pairing_needed(&pairs, 1, 0.9, true)));
    op_pairing_add(&pairs, 0, 0);
    op_pairing_add(&pairs, 0, 2);
    assert_int_equal(pairs.n, 2);
    assert_int_equal(pairs.n_nonzero, 1);
}

// With correlation r of equal variances the gain is 1/(1 - r): 4 for r = 3/4. From 4,000 pairs its
// logarithm has a standard error below .03; 4.89 of them are .15.
static void
pairing_gains_what_its_correlation_says(void **state)
{
    struct op_pairing pairs = { 0 };

    (void)state;
    for (uint64_t i = 0; i < 4000; i++) {
        const double common = sqrt(0.75) * normal(3 * i);

        op_pairing_add(&pairs, common + 0.5 * normal(3 * i + 1), common + 0.5 * normal(3 * i + 2));
    }
    assert_true(fabs(log(op_pairing_gain(&pairs) / 4)) < 0.15);

    const double paired = op_pairing_needed(&pairs, 0.01, 0.9, true);
    const double unpaired = op_pairing_needed(&pairs, 0.01, 0.9, false);

    assert_true(fabs(unpaired / paired - op_pairing_gain(&pairs)) < 0.01);
}

static void
arms_that_differ_by_a_constant_gain_without_bound(void **state)
{
    struct op_pairing pairs = { 0 };

    (void)state;
    for (uint64_t i = 0; i < 60; i++) {
        op_pairing_add(&pairs, normal(i) + 3, normal(i));
    }
    assert_true(isinf(op_pairing_gain(&pairs)));
    assert_true(op_pairing_half_width(&pairs, 0.9) < 1e-6);
    assert_true(op_pairing_needed(&pairs, 1e-3, 0.9, true) == 2);
}

static void
looks_begin_at_fifty_and_come_every_ten(void **state)
{
    int n_looks = 0;

    (void)state;
    for (int n = 0; n <= 100; n++) {
        n_looks += op_stop_is_look(n);
    }
    assert_int_equal(n_looks, 6);
    assert_true(op_stop_is_look(50) && op_stop_is_look(60));
    assert_false(op_stop_is_look(49) || op_stop_is_look(55) || op_stop_is_look(40));
}

// Narrow at once, but of which only one in four is not zero: 80 pairs for 20 of them.
static void
evenings_without_an_outcome_do_not_stop_a_study(void **state)
{
    struct op_pairing pairs = { 0 };
    int stopped_at = 0;

    (void)state;
    for (int n = 1; n <= 200 && stopped_at == 0; n++) {
        op_pairing_add(&pairs, n % 4 == 0, 0);
        stopped_at = op_stop_is_reached(&pairs, 10) ? n : 0;
    }
    assert_int_equal(stopped_at, 80);
    assert_false(op_stop_is_reached(&pairs, 0.01));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_sample_gives_the_half_width_by_hand),
        cmocka_unit_test(values_that_are_no_numbers_leave_their_pair_out),
        cmocka_unit_test(pairing_gains_what_its_correlation_says),
        cmocka_unit_test(arms_that_differ_by_a_constant_gain_without_bound),
        cmocka_unit_test(looks_begin_at_fifty_and_come_every_ten),
        cmocka_unit_test(evenings_without_an_outcome_do_not_stop_a_study),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
