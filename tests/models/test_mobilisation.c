// SPDX-License-Identifier: GPL-3.0-or-later
// From commitment to the street. Seeds are fixed; false-alarm rate of the counts 1e-6 (z = 4.89).
#include "tests/support/evening.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "models/mobilisation/commitment.h"

enum { GIVEN_CLICKS = 1 };

static void
play(uint32_t replicate, const char *lever, double value)
{
    evening_begin(&evening, replicate);
    evening_happens(&evening, GIVEN_CLICKS, 800);
    if (lever != NULL) evening_lever(&evening, lever, value);
    evening_finish(&evening);
}

// Logistic(0, 1) without the part of the community: P(threshold <= -2.3) = 1 / (1 + e^2.3) = 9.1 %.
static void
thresholds_are_logistic(void **state)
{
    const double n = ((const struct op_world *)evening.world)->n_persons;
    const double p = 1 / (1 + exp(2.3));
    double below = 0;

    (void)state;
    evening_set(&evening, "mobilisation.cluster_sd", 0);
    evening_begin(&evening, 0);
    for (uint32_t i = 0; i < (uint32_t)n; i++) {
        below += op_commitment_threshold(&evening.run, i) <= -2.3;
    }
    evening_set(&evening, "mobilisation.cluster_sd", 1.25);
    assert_true(fabs(below - n * p) < 4.89 * sqrt(n * p * (1 - p)));
}

static void
people_of_one_community_share_a_part_of_their_threshold(void **state)
{
    uint32_t first, past;

    (void)state;
    evening_begin(&evening, 0);
    op_world_cluster(evening.world, 0, &first, &past);
    const double with = op_commitment_threshold(&evening.run, first);
    const double with_other = op_commitment_threshold(&evening.run, first + 1);
    evening_set(&evening, "mobilisation.cluster_sd", 0);
    const double without = op_commitment_threshold(&evening.run, first);
    const double without_other = op_commitment_threshold(&evening.run, first + 1);
    evening_set(&evening, "mobilisation.cluster_sd", 1.25);

    assert_true(fabs((with - without) - (with_other - without_other)) < 1e-12);
    assert_true(with != without);
}

static void
a_commitment_fades_and_a_read_renews_it(void **state)
{
    (void)state;
    evening_begin(&evening, 0);
    struct op_person row = { .reinforced_us = 0 };
    assert_true(op_commitment_strength(&evening.run, &row) == 1);
    row.reinforced_us = -(int64_t)5 * 86400 * 1000000;
    assert_true(fabs(op_commitment_strength(&evening.run, &row) - exp(-1)) < 1e-12);
}

static void
people_come_and_without_levers_nobody_is_kept_away(void **state)
{
    (void)state;
    play(1, NULL, 0);
    assert_true(evening_metric(&evening, "turnout_persons") > 0);
    assert_int_equal(evening_metric(&evening, "kept_away_persons"), 0);
}

static void
attendance_of_nil_keeps_all_away_who_would_have_gone(void **state)
{
    (void)state;
    evening_set(&evening, "mobilisation.live_draw", 0);
    play(2, NULL, 0);
    const double went = evening_count(&evening, OP_PERSON_DEPARTED);
    play(2, "attendance", 0);
    evening_set(&evening, "mobilisation.live_draw", .3);

    assert_true(went > 0);
    assert_int_equal(evening_metric(&evening, "turnout_persons"), 0);
    // Not to the person: an evening without disorder is another evening for the last who commit.
    assert_true(evening_metric(&evening, "kept_away_persons") > 0.99 * went);
    assert_true(evening_metric(&evening, "kept_away_persons") < 1.01 * went);
}

static void
a_tight_ring_turns_everybody_back(void **state)
{
    (void)state;
    play(3, "ring", 1);
    assert_int_equal(evening_metric(&evening, "turnout_persons"), 0);
    assert_true(evening_metric(&evening, "turned_back_persons") > 0);
    assert_true(evening_metric(&evening, "turned_back_persons") ==
                evening_metric(&evening, "kept_away_persons"));
}

// The same uniform decides under every lever: a looser one never keeps away who came under a
// tighter.
static void
a_stronger_alternative_never_draws_more(void **state)
{
    double before = 1e9;

    (void)state;
    for (int k = 0; k <= 4; k++) {
        evening_set(&evening, "mobilisation.live_draw", 0);
        play(4, "alternative", k / 4.0);
        const double went = evening_count(&evening, OP_PERSON_DEPARTED);
        assert_true(went <= before);
        before = went;
    }
    evening_set(&evening, "mobilisation.live_draw", .3);
    assert_true(before == 0);
}

static void
live_posts_draw_those_who_had_not_committed(void **state)
{
    (void)state;
    play(5, NULL, 0);
    const double drawn = evening_count(&evening, OP_PERSON_LIVE);
    assert_true(drawn > 0);
    // Whoever came through a live post may still click afterwards; few do.
    assert_true(evening_count(&evening, OP_PERSON_LIVE | OP_PERSON_CLICKED) <= 0.02 * drawn);
    evening_set(&evening, "mobilisation.live_draw", 0);
    play(5, NULL, 0);
    evening_set(&evening, "mobilisation.live_draw", .3);
    assert_int_equal(evening_count(&evening, OP_PERSON_LIVE), 0);
}

static void
nobody_goes_alone_under_the_companion_rule(void **state)
{
    (void)state;
    play(6, NULL, 0);
    const double alone = evening_metric(&evening, "turnout_persons");
    evening_set(&evening, "mobilisation.rule", 1);
    play(6, NULL, 0);
    evening_set(&evening, "mobilisation.rule", 0);
    assert_true(evening_metric(&evening, "turnout_persons") < alone);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thresholds_are_logistic),
        cmocka_unit_test(people_of_one_community_share_a_part_of_their_threshold),
        cmocka_unit_test(a_commitment_fades_and_a_read_renews_it),
        cmocka_unit_test(people_come_and_without_levers_nobody_is_kept_away),
        cmocka_unit_test(attendance_of_nil_keeps_all_away_who_would_have_gone),
        cmocka_unit_test(a_tight_ring_turns_everybody_back),
        cmocka_unit_test(a_stronger_alternative_never_draws_more),
        cmocka_unit_test(live_posts_draw_those_who_had_not_committed),
        cmocka_unit_test(nobody_goes_alone_under_the_companion_rule),
    };

    return cmocka_run_group_tests(tests, evening_set_up, evening_tear_down);
}
