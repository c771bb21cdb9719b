// SPDX-License-Identifier: GPL-3.0-or-later
// Intervals against published values, and how often they hold the truth.
#include "sim/base/exact.h"
#include "sim/base/hash.h"
#include "sim/stat/interval.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include <cmocka.h>

static double
unit(uint64_t i)
{
    return ((double)(op_mix64(i + 12345) >> 12) + 0.5) * 0x1p-52;
}

static void
wilsons_interval_gives_known_values(void **state)
{
    (void)state;
    // Newcombe 1998, table I, method 3,
    // doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E
    static const struct {
        uint64_t n_hits;
        uint64_t n;
        double low;
        double high;
    } cases[] = { { 81, 263, 0.2553, 0.3662 },
                  { 15, 148, 0.0624, 0.1605 },
                  { 0, 20, 0.0000, 0.1611 },
                  { 1, 29, 0.0061, 0.1718 } };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct op_interval got = op_share_interval(cases[i].n_hits, cases[i].n, 0.95);

        assert_true(fabs(got.low - cases[i].low) < 6e-5);
        assert_true(fabs(got.high - cases[i].high) < 6e-5);
    }
    assert_true(op_share_interval(20, 20, 0.9).high == 1);
    assert_true(op_share_interval(0, 0, 0.9).low == 0);
    assert_true(op_share_interval(0, 0, 0.9).high == 1);
}

// 300 samples of 60 exponential values. Percentile intervals of so few skewed values are known to
// hold the mean in about .87 to .89 instead of .9; 4.89 standard deviations of the count (1e-6) are
// 28 of 300, and 10 of 50 for the median. So a true coverage below about .75 would be seen.
static void
bootstrap_intervals_hold_the_truth_about_as_often_as_they_say(void **state)
{
    enum { N_SAMPLES = 300, N = 60 };
    double values[N];
    int means_held = 0;
    int medians_held = 0;

    (void)state;
    for (uint64_t s = 0; s < N_SAMPLES; s++) {
        struct op_interval mean;
        struct op_interval median;

        for (uint64_t i = 0; i < N; i++) {
            values[i] = -op_log(unit(s * N + i));
        }
        assert_int_equal(op_bootstrap_interval(&mean, OP_STATISTIC_MEAN, values, N, 0.9, s), OP_OK);
        means_held += mean.low <= 1 && 1 <= mean.high;
        if (s % 6 == 0) {
            assert_int_equal(op_bootstrap_interval(&median, OP_STATISTIC_MEDIAN, values, N, 0.9, s),
                             OP_OK);
            medians_held += median.low <= log(2) && log(2) <= median.high;
        }
    }
    print_message("  means %d of 300, medians %d of 50\n", means_held, medians_held);
    assert_in_range(means_held, 234, 295);
    assert_in_range(medians_held, 33, 50);
}

static void
a_difference_of_samples_is_centred_on_the_difference(void **state)
{
    double x[80];
    double y[50];
    struct op_interval got;
    struct op_interval again;

    (void)state;
    for (uint64_t i = 0; i < 80; i++) {
        x[i] = 10 + op_norm_quantile(unit(i));
    }
    for (uint64_t i = 0; i < 50; i++) {
        y[i] = 7 + op_norm_quantile(unit(1000 + i));
    }

    const struct op_two_samples samples = { x, 80, y, 50 };

    assert_int_equal(op_bootstrap_difference(&got, OP_STATISTIC_MEAN, &samples, 0.9, 5), OP_OK);
    assert_int_equal(op_bootstrap_difference(&again, OP_STATISTIC_MEAN, &samples, 0.9, 5), OP_OK);
    assert_true(got.low < 3.4 && got.high > 2.6);
    // the standard error is sqrt(1/80 + 1/50) = .18, so the interval is about .59 wide
    assert_true(got.high - got.low > 0.4 && got.high - got.low < 0.85);
    assert_true(got.low == again.low && got.high == again.high);
}

static void
one_value_has_no_interval(void **state)
{
    const double one[] = { 3 };
    const double equal[] = { 3, 3, 3 };
    struct op_interval got;

    (void)state;
    assert_int_equal(op_bootstrap_interval(&got, OP_STATISTIC_MEAN, one, 1, 0.9, 1), OP_OK);
    assert_true(isnan(got.low) && isnan(got.high));
    assert_int_equal(op_bootstrap_interval(&got, OP_STATISTIC_MEAN, equal, 3, 0.9, 1), OP_OK);
    assert_true(got.low == 3 && got.high == 3);
}

static void
the_weighted_interval_score_follows_its_formula(void **state)
{
    static const double forecast[] = { 10, 20, 30, 40, 60 };
    static const double point[] = { 30, 30, 30, 30, 30 };

    (void)state;
    // at the median: (.25·20 + .05·50)/2.5
    assert_true(fabs(op_weighted_interval_score(forecast, 30) - 3) < 1e-12);
    // at 70: (.5·40 + .25·(20 + 4·30) + .05·(50 + 20·10))/2.5
    assert_true(fabs(op_weighted_interval_score(forecast, 70) - 27) < 1e-12);
    // at 0: (.5·30 + .25·(20 + 4·20) + .05·(50 + 20·10))/2.5
    assert_true(fabs(op_weighted_interval_score(forecast, 0) - 21) < 1e-12);
    assert_true(fabs(op_weighted_interval_score(point, 17) - 13) < 1e-12);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wilsons_interval_gives_known_values),
        cmocka_unit_test(bootstrap_intervals_hold_the_truth_about_as_often_as_they_say),
        cmocka_unit_test(a_difference_of_samples_is_centred_on_the_difference),
        cmocka_unit_test(one_value_has_no_interval),
        cmocka_unit_test(the_weighted_interval_score_follows_its_formula),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
