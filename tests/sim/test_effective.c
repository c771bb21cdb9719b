// SPDX-License-Identifier: GPL-3.0-or-later
// The last effective moment where the answer is known, and how often its interval holds it.
#include "sim/base/exact.h"
#include "sim/base/hash.h"
#include "sim/stat/effective.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { N_STARTS = 9, N = 60 };

struct design {
    double difference[N_STARTS * N];
    double start[N_STARTS];
    struct op_effective_ask ask;
};

static double
unit(uint64_t i)
{
    return ((double)(op_mix64(i * 2 + 1234567) >> 12) + 0.5) * 0x1p-52;
}

// Starts 0, 10, ... 80; in evening r the effect of start t is size_r (100 - t) + noise.
static void
lay_out(struct design *design, uint64_t seed, double noise)
{
    for (int k = 0; k < N_STARTS; k++) {
        design->start[k] = 10 * k;
        for (int r = 0; r < N; r++) {
            const uint64_t key = seed * 100000 + (uint64_t)r * 100;

            design->difference[k * N + r] = -op_log(unit(key)) * (100 - 10 * k) +
                                            noise * op_norm_quantile(unit(key + 1 + (uint64_t)k));
        }
    }
    design->ask = (struct op_effective_ask){ .difference = design->difference,
                                             .start = design->start,
                                             .n_starts = N_STARTS,
                                             .n_replicates = N,
                                             .share_q = 0.75,
                                             .level = 0.9,
                                             .seed = seed,
                                             .n_bootstrap = 400 };
}

static struct op_effective
answer(const struct design *design)
{
    struct op_effective got;

    assert_int_equal(op_effective_moment(&got, &design->ask), OP_OK);
    return got;
}

// Without noise every evening has the same sign of contrast, so the moment is known: 100 - t = 75.
static void
evenings_that_agree_give_the_moment_itself(void **state)
{
    struct design design;

    (void)state;
    lay_out(&design, 1, 0);

    const struct op_effective got = answer(&design);

    assert_int_equal(got.kind, OP_EFFECTIVE_FOUND);
    assert_int_equal(got.n_used, N);
    assert_true(fabs(got.moment - 25) < 1e-9);
    assert_true(25 - got.low < 10.0 / 64 + 1e-9 && got.low <= 25);
    assert_true(got.high - 25 < 10.0 / 64 + 1e-9 && got.high >= 25);
    assert_false(got.is_low_open || got.is_high_open);
    assert_true(got.reference_low < got.reference && got.reference < got.reference_high);
}

static void
the_effect_s_scale_and_the_clock_s_origin_do_not_matter(void **state)
{
    struct design design;

    (void)state;
    lay_out(&design, 2, 40);

    const struct op_effective before = answer(&design);

    for (int i = 0; i < N_STARTS * N; i++) {
        design.difference[i] *= 8;
    }
    for (int k = 0; k < N_STARTS; k++) {
        design.start[k] = design.start[k] * 4 - 1024;
    }

    const struct op_effective after = answer(&design);

    assert_int_equal(before.kind, OP_EFFECTIVE_FOUND);
    assert_true(fabs(after.moment - (before.moment * 4 - 1024)) < 1e-6);
    assert_true(fabs(after.low - (before.low * 4 - 1024)) < 1e-6);
    assert_true(fabs(after.high - (before.high * 4 - 1024)) < 1e-6);
    assert_true(before.low < before.moment && before.moment < before.high);
}

static void
the_ends_of_the_design_are_said(void **state)
{
    struct design design;

    (void)state;
    lay_out(&design, 3, 0);
    design.ask.share_q = 0.15;   // reached at 85, beyond the last start

    struct op_effective got = answer(&design);

    assert_int_equal(got.kind, OP_EFFECTIVE_NOT_BEFORE);
    assert_true(got.moment == 80 && got.low == 80 && got.high == 80);
    assert_true(got.is_high_open && !got.is_low_open);

    design.ask.share_q = 0.95;   // reached at 5, before the first start after the reference
    got = answer(&design);
    assert_int_equal(got.kind, OP_EFFECTIVE_NOT_AFTER);
    assert_true(got.moment == 10 && got.low == 0 && got.high == 10);
    assert_true(got.is_low_open && !got.is_high_open);

    design.ask.n_starts = 1;   // nothing later to compare with
    got = answer(&design);
    assert_int_equal(got.kind, OP_EFFECTIVE_NOT_BEFORE);
    assert_true(got.moment == 0 && got.is_low_open && got.is_high_open);
}

static void
starts_before_the_reference_are_not_looked_at(void **state)
{
    struct design design;

    (void)state;
    lay_out(&design, 4, 0);
    design.ask.reference = 2;   // the effect there is 80, three quarters of it is reached at 40
    design.difference[1] = NAN;

    const struct op_effective got = answer(&design);

    assert_true(fabs(got.moment - 40) < 1e-9);
    assert_int_equal(got.n_used, N);
}

// Once it has fallen below, a later rise does not count.
static void
the_first_crossing_counts(void **state)
{
    struct design design;

    (void)state;
    lay_out(&design, 5, 0);
    memcpy(design.difference + 6 * N, design.difference, N * sizeof *design.difference);

    const struct op_effective got = answer(&design);

    assert_true(fabs(got.moment - 25) < 1e-9);
    assert_true(got.high < 26);
}

static void
no_effect_at_the_reference_gives_none(void **state)
{
    struct design design;

    (void)state;
    lay_out(&design, 6, 0);
    for (int r = 0; r < N; r++) {
        design.difference[r] = r % 2 ? 1 : -1;
    }
    assert_int_equal(answer(&design).kind, OP_EFFECTIVE_NONE);
    assert_true(isnan(answer(&design).moment));

    for (int r = 0; r < N; r++) {
        design.difference[r] = -5 - r;   // surely worse
    }
    assert_int_equal(answer(&design).kind, OP_EFFECTIVE_NONE);
    assert_true(answer(&design).reference_high < 0);

    memset(design.difference, 0, sizeof design.difference);
    assert_int_equal(answer(&design).kind, OP_EFFECTIVE_NONE);
    assert_true(answer(&design).reference == 0 && answer(&design).reference_high == 0);
}

static void
an_evening_with_a_missing_value_is_left_out_as_a_whole(void **state)
{
    struct design design;
    struct design fewer;

    (void)state;
    lay_out(&design, 7, 30);
    fewer = design;
    fewer.ask.difference = fewer.difference;
    fewer.ask.n_replicates = N - 1;
    for (int k = 0; k < N_STARTS; k++) {
        memcpy(fewer.difference + k * (N - 1), design.difference + k * N,
               (N - 1) * sizeof *design.difference);
    }
    design.difference[4 * N + N - 1] = NAN;
    design.ask.difference = design.difference;
    design.ask.start = fewer.ask.start = design.start;

    const struct op_effective got = answer(&design);
    const struct op_effective wanted = answer(&fewer);

    assert_int_equal(got.n_used, N - 1);
    assert_true(got.moment == wanted.moment && got.low == wanted.low && got.high == wanted.high);
    for (int r = 1; r < N; r++) {
        design.difference[r] = INFINITY;
    }
    assert_int_equal(answer(&design).n_used, 1);
    assert_int_equal(answer(&design).kind, OP_EFFECTIVE_NONE);
    assert_true(isnan(answer(&design).reference));
}

static void
what_makes_no_sense_is_refused(void **state)
{
    struct design design;
    struct op_effective got;
    struct op_effective_ask wrong[10];

    (void)state;
    lay_out(&design, 8, 0);
    for (int i = 0; i < 10; i++) {
        wrong[i] = design.ask;
    }
    wrong[0].share_q = 1;
    wrong[1].share_q = NAN;
    wrong[2].level = 0;
    wrong[3].level = 1.5;
    wrong[4].n_starts = 0;
    wrong[5].reference = N_STARTS;
    wrong[6].reference = -1;
    wrong[7].n_bootstrap = 10;
    wrong[8].n_replicates = -1;
    wrong[9].share_q = 0;
    for (int i = 0; i < 10; i++) {
        assert_int_equal(op_effective_moment(&got, &wrong[i]), OP_OUT_OF_RANGE);
    }
    design.start[3] = design.start[2];
    assert_int_equal(op_effective_moment(&got, &design.ask), OP_OUT_OF_RANGE);
    design.start[3] = NAN;
    assert_int_equal(op_effective_moment(&got, &design.ask), OP_OUT_OF_RANGE);
    design.ask.n_replicates = 0;
    design.start[3] = 30;
    assert_int_equal(op_effective_moment(&got, &design.ask), OP_OK);
    assert_int_equal(got.kind, OP_EFFECTIVE_NONE);
}

// 120 designs of 60 skewed evenings with noise of their own: nominal 108 hold 25. At 4.89 standard
// deviations (1e-6) a true coverage of .9 gives 92 to 120; one below .63 would be seen.
static void
the_interval_holds_the_moment_about_as_often_as_it_says(void **state)
{
    struct design design;
    int n_held = 0;

    (void)state;
    for (uint64_t seed = 100; seed < 220; seed++) {
        lay_out(&design, seed, 40);

        const struct op_effective got = answer(&design);

        n_held += got.kind != OP_EFFECTIVE_NONE && got.low <= 25 && 25 <= got.high;
    }
    print_message("  %d of 120\n", n_held);
    assert_in_range(n_held, 92, 120);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(evenings_that_agree_give_the_moment_itself),
        cmocka_unit_test(the_effect_s_scale_and_the_clock_s_origin_do_not_matter),
        cmocka_unit_test(the_ends_of_the_design_are_said),
        cmocka_unit_test(starts_before_the_reference_are_not_looked_at),
        cmocka_unit_test(the_first_crossing_counts),
        cmocka_unit_test(no_effect_at_the_reference_gives_none),
        cmocka_unit_test(an_evening_with_a_missing_value_is_left_out_as_a_whole),
        cmocka_unit_test(what_makes_no_sense_is_refused),
        cmocka_unit_test(the_interval_holds_the_moment_about_as_often_as_it_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
