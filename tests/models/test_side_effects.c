// SPDX-License-Identifier: GPL-3.0-or-later
// What measures cause that they do not aim at: copies of what was removed, trust lost by those
// whose post or whose friend's went, talk that falls silent or moves, publicity, martyrs,
// harassment.
#include "models/spread/spread_parts.h"
#include "tests/support/evening.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

// Nobody new, nobody on the way: what is left is what the test does itself.
static void
keep_still(void)
{
    evening_set(&evening, "mobilisation.u0", -20);
    evening_set(&evening, "mobilisation.p0", 0);
    evening_set(&evening, "mobilisation.live_draw", 0);
    evening_set(&evening, "spread.finders", 0);
    evening_set(&evening, "spread.follow", 0);
}

static uint32_t
n_pages(void)
{
    return op_row_count(&evening.run, OP_SEG_INSTANCE, sizeof(struct op_instance));
}

// 3,500 with a stake, of whom 60 % notice and one in a thousand of these puts a copy up: 2.1 in the
// mean, P(>= 1) = 1 - (1 - .0006)^3500 = .878, Poisson to within .001; waits of 6 h in the mean,
// cut by the evening's end. Copies on which nobody is are not copied: the next generation's ratio
// is 0.
static void
copies_of_a_removed_page_follow_their_branching_limit(void **state)
{
    enum { N = 300, SHARERS = 3500 };
    double sum = 0, n_some = 0;

    (void)state;
    keep_still();
    const double mean = SHARERS * .6 * .001 * (1 - exp(-op_hours(evening.scenario.end_us) / 6));
    for (uint32_t r = 0; r < N; r++) {
        evening_begin(&evening, r);
        evening_lever(&evening, "media_attention", 0);
        evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, SHARERS);
        evening_lever(&evening, "removal_share", 1);
        evening_finish(&evening);
        sum += n_pages() - 1;
        n_some += n_pages() > 1;
    }
    print_message("copies: %.3f (%.3f), at least one: %.3f (%.3f)\n", sum / N, mean, n_some / N,
                  1 - exp(-mean));
    // both at 1e-6
    assert_true(fabs(sum / N - mean) < 4.89 * sqrt(mean / N));
    assert_true(fabs(n_some / N - (1 - exp(-mean))) <
                4.89 * sqrt(exp(-mean) * (1 - exp(-mean)) / N));
}

static double
trust_after_removal(double own, double friends)
{
    evening_set(&evening, "trust.own_post_removed", own);
    evening_set(&evening, "trust.friend_post_removed", friends);
    evening_begin(&evening, 3);
    evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 1000);
    evening_lever(&evening, "removal_delay", 12 * 3600);
    evening_lever(&evening, "removal_share", 1);
    evening_finish(&evening);
    return evening_sees(&evening, "trust_mean");
}

static void
removal_costs_the_trust_of_those_whose_post_or_whose_friends_post_went(void **state)
{
    (void)state;
    evening_set(&evening, "spread.rho_open", .2);
    const double none = trust_after_removal(0, 0);

    assert_true(trust_after_removal(.1, 0) < none);
    assert_true(trust_after_removal(0, .1) < none);
}

static void
who_feels_watched_falls_silent_or_moves_to_closed_groups(void **state)
{
    (void)state;
    evening_set(&evening, "spread.rho_open", .2);
    evening_set(&evening, "spread.rho_closed", 0);
    for (int k = 0; k < 3; k++) {
        evening_begin(&evening, 4);
        evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 1000);
        if (k == 1) evening_lever(&evening, "chill", 1);
        if (k == 2) evening_lever(&evening, "displacement", 1);
        evening_finish(&evening);
        assert_true((evening_sees(&evening, "shares") > 0) == (k != 1));
        assert_true((evening_metric(&evening, "silenced_persons") > 0) == (k == 1));
        assert_true((evening_count(&evening, OP_PERSON_CLOSED_ONLY) > 0) == (k == 2));
    }
}

static double
committed_after_arrest(double beta_martyr, double *trust)
{
    double committed = 0;

    evening_set(&evening, "mobilisation.beta_martyr", beta_martyr);
    evening_set(&evening, "spread.successor_after_arrest", 1);
    for (uint32_t r = 0; r < 6; r++) {   // the next page comes after a day, in the median
        evening_begin(&evening, r);
        evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 500);
        evening_lever(&evening, "caller_arrested", 1);
        assert_int_equal(evening_sees(&evening, "pages_up"), 0);
        *trust = evening_sees(&evening, "trust_mean");
        evening_finish(&evening);
        committed += evening_sees(&evening, "committed_persons");
    }
    return committed;
}

static void
an_arrested_caller_is_missed_and_the_next_page_may_gain_by_it(void **state)
{
    double trust, resented;

    (void)state;
    evening_set(&evening, "trust.arrest_resented", 0);
    const double plain = committed_after_arrest(0, &trust);

    assert_true(committed_after_arrest(3, &trust) > plain);
    assert_true(committed_after_arrest(-3, &trust) < plain);
    evening_set(&evening, "trust.arrest_resented", .1);
    (void)committed_after_arrest(0, &resented);
    assert_true(resented < trust);
}

static void
publicity_reaches_those_who_had_not_met_the_call_each_once(void **state)
{
    uint32_t n[2];

    (void)state;
    keep_still();
    evening_set(&evening, "spread.publicity_looks", 1);
    for (int k = 0; k < 2; k++) {
        evening_begin(&evening, 6);
        evening_lever(&evening, "media_attention", 0);
        evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 100);
        evening_lever(&evening, "publicity", 1);
        if (k == 1) {
            evening_lever(&evening, "publicity", 0);
            evening_lever(&evening, "publicity", 1);
        }
        evening_finish(&evening);
        n[k] = op_row_count(&evening.run, OP_SEG_PERSON, sizeof(struct op_person));
    }
    const struct op_world *const world = evening.world;
    assert_true(n[0] > .9 * world->n_persons);
    assert_int_equal(n[0], n[1]);
}

// 1,000 clicks all along: 24 hours of `messages` a day for each of three residents.
static void
residents_get_as_many_hostile_messages_as_the_rate_says(void **state)
{
    enum { N = 40 };
    double messages = 0, visits = 0;

    (void)state;
    keep_still();
    evening_set(&evening, "harassment.messages", 6 / 86400.);
    evening_set(&evening, "harassment.doxing", 0);
    for (uint32_t r = 0; r < N; r++) {
        evening_begin(&evening, r);
        evening_lever(&evening, "media_attention", 0);
        evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 1000);
        evening_finish(&evening);
        messages += evening_metric(&evening, "hostile_messages");
        visits += evening_metric(&evening, "home_visits");
    }
    // hours 1 to 31 of 32
    const double mean = N * 3 * 6 / 24. * (op_hours(evening.scenario.end_us) - 1);

    assert_true(fabs(messages - mean) < 4.89 * sqrt(mean));   // Poisson, 1e-6
    assert_true(visits == 0);
}

static void
nobody_is_harassed_where_no_resident_is_named(void **state)
{
    (void)state;
    evening_set(&evening, "harassment.residents", 0);
    evening_begin(&evening, 7);
    evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 1000);
    evening_finish(&evening);
    assert_true(evening_metric(&evening, "hostile_messages") == 0);
    assert_true(evening_metric(&evening, "harassed_residents") == 0);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, evening_set_up, evening_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(copies_of_a_removed_page_follow_their_branching_limit),
        TEST(removal_costs_the_trust_of_those_whose_post_or_whose_friends_post_went),
        TEST(who_feels_watched_falls_silent_or_moves_to_closed_groups),
        TEST(an_arrested_caller_is_missed_and_the_next_page_may_gain_by_it),
        TEST(publicity_reaches_those_who_had_not_met_the_call_each_once),
        TEST(residents_get_as_many_hostile_messages_as_the_rate_says),
        TEST(nobody_is_harassed_where_no_resident_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
