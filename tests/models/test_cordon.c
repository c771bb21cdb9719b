// SPDX-License-Identifier: GPL-3.0-or-later
// Cordons, detention and searches, in the world made by hand.
#include "models/crowd/crowd.h"
#include "sim/run/lever.h"
#include "tests/support/tiny_world.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

enum { ARRIVING = 100 };

// A crowd in which nothing happens, and riot police who are there at once where they are sent.
static void
set_up(struct tiny *tiny, double hours)
{
    tiny_init(tiny, hours);
    tiny_set_plain(tiny, 0);
    tiny_set(tiny, "police.riot_travel", 0);
    tiny_set(tiny, "police.travel_spread", 0);
}

// The first action, whatever it is.
static void
start_dispersal(struct tiny *tiny, int index)
{
    (void)index;
    op_action_start(&tiny->run, 0);
}

static void
a_whole_cordon_keeps_everybody_and_counts_their_hours(void **state)
{
    struct tiny tiny;

    (void)state;
    set_up(&tiny, 2);
    tiny_set(&tiny, "crowd.leaving", 2 / 3600.);
    const int riot = tiny_action(&tiny, "riot_police", 96);
    const int cordon = tiny_action(&tiny, "containment", 1);
    tiny_begin(&tiny, 1, ARRIVING);
    op_action_start(&tiny.run, riot);
    op_action_start(&tiny.run, cordon);
    tiny_finish(&tiny);

    assert_true(tiny_observe(&tiny, "present_persons") == ARRIVING);
    assert_true(fabs(tiny_metric(&tiny, "held_h") - 2 * ARRIVING) < .1);
    assert_true(op_trust_now(&tiny.run, 0) < .5);
    tiny_free(&tiny);
}

static void
without_riot_police_there_is_no_cordon_and_no_detention(void **state)
{
    struct tiny tiny;

    (void)state;
    set_up(&tiny, 2);
    tiny_set(&tiny, "crowd.leaving", 2 / 3600.);
    const int cordon = tiny_action(&tiny, "containment", 1);
    const int detention = tiny_action(&tiny, "detention", 5 / 3600.);
    tiny_begin(&tiny, 1, ARRIVING);
    op_action_start(&tiny.run, cordon);
    op_action_start(&tiny.run, detention);
    tiny_finish(&tiny);

    assert_true(tiny_observe(&tiny, "present_persons") < ARRIVING / 2);
    assert_true(tiny_metric(&tiny, "held_h") == 0);
    assert_true(tiny_metric(&tiny, "detained_persons") == 0);
    tiny_free(&tiny);
}

// Nobody goes home by themselves: all who are gone were led away, at 1 an hour.
static void
where_nobody_goes_home_all_who_are_gone_were_detained(void **state)
{
    struct tiny tiny;

    (void)state;
    set_up(&tiny, 2);
    tiny_set(&tiny, "crowd.leaving", 0);
    const int riot = tiny_action(&tiny, "riot_police", 96);
    const int detention = tiny_action(&tiny, "detention", 1 / 3600.);
    tiny_begin(&tiny, 1, ARRIVING);
    op_action_start(&tiny.run, riot);
    op_action_start(&tiny.run, detention);
    tiny_finish(&tiny);

    const double detained = tiny_metric(&tiny, "detained_persons");
    const double expected = ARRIVING * (1 - exp(-2));

    assert_true(detained == ARRIVING - tiny_observe(&tiny, "present_persons"));
    // binomial, 1e-6
    assert_true(fabs(detained - expected) < 4.89 * sqrt(expected * exp(-2)) + 1);
    tiny_free(&tiny);
}

static void
who_is_searched_is_counted_trusts_less_and_hurts_nobody_with_what_was_found(void **state)
{
    double injured[2];

    (void)state;
    for (int k = 0; k < 2; k++) {
        struct tiny tiny;

        set_up(&tiny, 3);
        tiny_set_plain(&tiny, 5);
        tiny_set(&tiny, "crowd.injuries", 1 / 3600.);
        tiny_set(&tiny, "crowd.search_finds", 1);
        const int search = tiny_action(&tiny, "search", k);
        tiny_begin(&tiny, 1, 0);
        op_action_start(&tiny.run, search);
        for (uint32_t i = 0; i < ARRIVING; i++) {
            op_run_add(&tiny.run, 1000 + i, OP_KIND_ARRIVE, 0, i, 0);
        }
        tiny_finish(&tiny);
        injured[k] = tiny_metric(&tiny, "injured_persons");
        assert_true(tiny_metric(&tiny, "searched_persons") == k * ARRIVING);
        assert_true((op_trust_now(&tiny.run, 0) < .5) == (k == 1));
        tiny_free(&tiny);
    }
    assert_true(injured[0] > 50);
    assert_true(injured[1] == 0);
}

// Planned for two hours from the start, told to go from halfway on, 300 of 400 came.
static void
a_demonstration_is_held_as_long_as_nobody_tells_people_to_go(void **state)
{
    struct tiny tiny;

    (void)state;
    set_up(&tiny, 3);
    tiny.scenario.gathering = OP_DEMONSTRATION;
    tiny_set(&tiny, "crowd.planned", 2 * 3600);
    (void)tiny_action(&tiny, "dispersal", .1 / 3600);
    (void)tiny_call_at(&tiny, 1);
    tiny.hook = start_dispersal;
    tiny_begin(&tiny, 1, 300);
    op_site_of(&tiny.run)->n_kept_away = 100;
    tiny_finish(&tiny);

    assert_true(fabs(tiny_sample(&tiny, "demonstration_held", .9) - .75) < 1e-6);
    assert_true(fabs(tiny_metric(&tiny, "demonstration_held") - .375) < 1e-6);
    tiny_free(&tiny);
}

static void
other_gatherings_have_no_share_that_was_held(void **state)
{
    struct tiny tiny;

    (void)state;
    set_up(&tiny, 1);
    tiny_begin(&tiny, 1, ARRIVING);
    tiny_finish(&tiny);
    assert_true(isnan(tiny_metric(&tiny, "demonstration_held")));
    tiny_free(&tiny);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_demonstration_is_held_as_long_as_nobody_tells_people_to_go),
        cmocka_unit_test(other_gatherings_have_no_share_that_was_held),
        cmocka_unit_test(a_whole_cordon_keeps_everybody_and_counts_their_hours),
        cmocka_unit_test(without_riot_police_there_is_no_cordon_and_no_detention),
        cmocka_unit_test(where_nobody_goes_home_all_who_are_gone_were_detained),
        cmocka_unit_test(
            who_is_searched_is_counted_trusts_less_and_hurts_nobody_with_what_was_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
