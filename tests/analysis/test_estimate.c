// SPDX-License-Identifier: GPL-3.0-or-later
// Estimates on numbers whose answer is known.
#include "analysis/estimate.h"
#include "analysis/fit.h"
#include "analysis/phrases.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { N = 300, P = 5 };

static void
quantiles_interpolate_and_leave_out_what_is_absent(void **state)
{
    double values[] = { 4, (double)NAN, 1, 3, 2, 5 };
    const struct op_spread spread = op_spread_of(values, 6);

    (void)state;
    assert_int_equal(spread.n, 5);
    assert_true(fabs(spread.mean - 3) < 1e-12);
    assert_true(fabs(spread.q[0] - 1.2) < 1e-12);   // type 7: 1 + 4 * .05
    assert_true(fabs(spread.q[1] - 2) < 1e-12);
    assert_true(fabs(spread.q[2] - 3) < 1e-12);
    assert_true(fabs(spread.q[4] - 4.8) < 1e-12);
    assert_int_equal(op_spread_of(values, 0).n, 0);
    assert_true(isnan(op_spread_of(values, 0).q[2]));
}

static void
the_bootstrap_interval_holds_the_mean_nine_times_in_ten(void **state)
{
    enum { TRIALS = 400 };
    double values[40], low = 0, high = 0;
    int n_held = 0;

    (void)state;
    for (uint32_t t = 0; t < TRIALS; t++) {
        for (uint32_t i = 0; i < 40; i++) {
            values[i] = op_keyed_normal(7, i, t);
        }
        op_mean_interval(values, 40, op_key_of("trial", "x") + t, &low, &high);
        n_held += low <= 0 && 0 <= high;
    }
    // Fixed seed. A percentile interval of 40 covers about .89; z = 4.89 (1e-6) of 400 draws is
    // .077.
    assert_in_range(n_held, (unsigned long)(TRIALS * (0.89 - 0.077)), TRIALS);
}

// y = sqrt(share) x_0 + sqrt(1 - share) noise.
static struct op_share
share_of(double share, uint32_t seed)
{
    double *draws = malloc(sizeof(double) * N * P), y[N];
    struct op_share found = { 0 };

    assert_non_null(draws);
    for (uint32_t i = 0; i < N; i++) {
        for (uint32_t p = 0; p < P; p++) {
            draws[i * P + p] = op_keyed_normal(seed, i, p);
        }
        y[i] = sqrt(share) * draws[i * P] + sqrt(1 - share) * op_keyed_normal(seed, i, 99);
    }
    assert_int_equal(op_share_of(&found, y, draws, NULL, N, P, 0), OP_OK);
    free(draws);
    return found;
}

static void
the_share_from_assumptions_finds_what_was_put_in(void **state)
{
    const struct op_share half = share_of(0.5, 11), all = share_of(1, 12), none = share_of(0, 13);

    (void)state;
    assert_true(half.is_told && fabs(half.share - 0.5) < 0.15);
    assert_true(half.low <= half.share && half.share <= half.high);
    assert_true(all.share > 0.98);
    assert_true(none.share < 0.05 && !none.is_told);
}

static void
few_evenings_or_no_variation_tell_no_share(void **state)
{
    double y[N] = { 0 }, draws[N] = { 0 };
    struct op_share share = { 0 };

    (void)state;
    assert_int_equal(op_share_of(&share, y, draws, NULL, N, 1, 0), OP_OK);
    assert_true(isnan(share.share) && !share.is_told);
    assert_int_equal(op_share_of(&share, y, draws, NULL, 10, 1, 0), OP_OK);
    assert_true(isnan(share.share) && !share.is_told);
}

static void
a_point_guess_scores_its_absolute_error(void **state)
{
    const double point[OP_N_QUANTILES] = { 5, 5, 5, 5, 5 };
    const double band[OP_N_QUANTILES] = { 0, 2, 5, 8, 10 };

    (void)state;
    assert_true(fabs(op_interval_score(point, 9) - 4) < 1e-12);
    // (0 + .05 * 10 + .25 * 6) / 2.5
    assert_true(fabs(op_interval_score(band, 5) - 0.8) < 1e-12);
}

static void
clock_moments_are_hours_apart(void **state)
{
    (void)state;
    assert_true(op_hours_between("2012-02-28T12:00:00", "2012-03-01T00:30:00") == 36.5);
    assert_true(op_clock_seconds("1970-01-02T00:00:00") == 86400);
    assert_true(isnan(op_clock_seconds("tomorrow")));
}

static void
moments_are_said_as_a_clock_and_calendar_say_them(void **state)
{
    char text[40];

    (void)state;
    assert_string_equal(op_readable_moment(text, sizeof text,
                                           op_clock_seconds("2012-09-21T19:30:00"), OP_LANG_EN),
                        "21 Sep 2012 19:30");
    assert_string_equal(op_readable_moment(text, sizeof text,
                                           op_clock_seconds("2012-02-29T23:59:59"), OP_LANG_NL),
                        "1 mrt 2012 00:00");   // rounded to the minute, over the leap day
    assert_string_equal(op_readable_day(text, sizeof text, op_clock_seconds("1969-12-31T01:00"),
                                        OP_LANG_EN),
                        "31 Dec");
    assert_string_equal(op_readable_day(text, sizeof text, (double)NAN, OP_LANG_EN),
                        "\xe2\x80\x93");
}

static void
numbers_and_likelihoods_are_said_in_both_languages(void **state)
{
    char text[32];

    (void)state;
    assert_string_equal(op_readable(text, sizeof text, 28066, OP_LANG_EN), "28,066");
    assert_string_equal(op_readable(text, sizeof text, 28066, OP_LANG_NL), "28.066");
    assert_string_equal(op_readable(text, sizeof text, 2.5, OP_LANG_NL), "2,5");
    assert_string_equal(op_readable_change(text, sizeof text, 12, OP_LANG_EN), "+12");
    assert_string_equal(op_readable(text, sizeof text, -1234, OP_LANG_EN), "\xe2\x88\x92"
                                                                           "1,234");
    assert_string_equal(op_likely(46, 50, OP_LANG_EN), "very likely");
    assert_string_equal(op_likely(45, 50, OP_LANG_EN), "likely");
    assert_string_equal(op_likely(4, 50, OP_LANG_NL), "zeer onwaarschijnlijk");
    for (int phrase = 0; phrase < OP_PHRASE_COUNT; phrase++) {
        assert_true(*op_say(OP_LANG_EN, (enum op_phrase)phrase) != '\0');
        assert_true(*op_say(OP_LANG_NL, (enum op_phrase)phrase) != '\0');
        for (char k = '1'; k <= '9'; k++) {   // what one language fills in the other fills in too
            const char slot[] = { '{', k, '}', '\0' };
            assert_int_equal(strstr(op_say(OP_LANG_EN, (enum op_phrase)phrase), slot) != NULL,
                             strstr(op_say(OP_LANG_NL, (enum op_phrase)phrase), slot) != NULL);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_interpolate_and_leave_out_what_is_absent),
        cmocka_unit_test(the_bootstrap_interval_holds_the_mean_nine_times_in_ten),
        cmocka_unit_test(the_share_from_assumptions_finds_what_was_put_in),
        cmocka_unit_test(few_evenings_or_no_variation_tell_no_share),
        cmocka_unit_test(a_point_guess_scores_its_absolute_error),
        cmocka_unit_test(clock_moments_are_hours_apart),
        cmocka_unit_test(moments_are_said_as_a_clock_and_calendar_say_them),
        cmocka_unit_test(numbers_and_likelihoods_are_said_in_both_languages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
