// SPDX-License-Identifier: GPL-3.0-or-later
// Police units: on the way, on the place, called back; and what the crowd meets of them.
#include "models/crowd/crowd.h"
#include "models/crowd/police.h"
#include "sim/run/lever.h"
#include "tests/support/tiny_world.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

// Two patrolling officers, exact travel times: 20 minutes, riot police 45.
static void
set_up(struct tiny *tiny, double hours)
{
    tiny_init(tiny, hours);
    tiny_set(tiny, "police.patrol", 2);
    tiny_set(tiny, "police.travel", 1200);
    tiny_set(tiny, "police.riot_travel", 2700);
    tiny_set(tiny, "police.travel_spread", 0);
}

static void
units_travel_before_they_are_there(void **state)
{
    struct tiny tiny;

    (void)state;
    set_up(&tiny, 3);
    const int officers = tiny_action(&tiny, "police_persons", 60);
    const int riot = tiny_action(&tiny, "riot_police", 96);
    tiny_begin(&tiny, 1, 0);
    op_action_start(&tiny.run, officers);
    op_action_start(&tiny.run, riot);
    tiny_finish(&tiny);

    assert_true(tiny_sample(&tiny, "police_persons", 19 / 60.0) == 2);
    assert_true(tiny_sample(&tiny, "police_persons", 21 / 60.0) == 62);
    assert_true(tiny_sample(&tiny, "police_persons", 44 / 60.0) == 62);
    assert_true(tiny_sample(&tiny, "police_persons", 46 / 60.0) == 158);
    assert_int_equal(op_site_of(&tiny.run)->n_riot, 96);
    tiny_free(&tiny);
}

static void
standing_by_shortens_the_way_of_riot_police_only(void **state)
{
    struct tiny tiny;

    (void)state;
    set_up(&tiny, 3);
    const int standby = tiny_action(&tiny, "riot_standby", 0.8);
    const int officers = tiny_action(&tiny, "police_persons", 60);
    const int riot = tiny_action(&tiny, "riot_police", 96);
    tiny_begin(&tiny, 1, 0);
    op_action_start(&tiny.run, standby);
    op_action_start(&tiny.run, officers);
    op_action_start(&tiny.run, riot);
    tiny_finish(&tiny);

    assert_true(tiny_sample(&tiny, "police_persons", 8 / 60.0) == 2);
    assert_true(tiny_sample(&tiny, "police_persons", 10 / 60.0) == 98);
    assert_true(tiny_sample(&tiny, "police_persons", 21 / 60.0) == 158);
    tiny_free(&tiny);
}

static void
stop_first(struct tiny *tiny, int index)
{
    (void)index;
    op_action_stop(&tiny->run, 0);
}

static void
a_fall_takes_officers_off_the_place_at_once_and_police_hours_count_them(void **state)
{
    struct tiny tiny;

    (void)state;
    set_up(&tiny, 3);
    (void)tiny_action(&tiny, "police_persons", 60);
    (void)tiny_call_at(&tiny, 1.5);
    tiny.hook = stop_first;
    tiny_begin(&tiny, 1, 0);
    op_action_start(&tiny.run, 0);
    tiny_finish(&tiny);

    assert_true(tiny_sample(&tiny, "police_persons", 1.48) == 62);
    assert_true(tiny_sample(&tiny, "police_persons", 1.5) == 2);
    assert_true(fabs(tiny_metric(&tiny, "police_h") - 60 * (1.5 - 1.0 / 3)) < 1e-6);
    tiny_free(&tiny);
}

static void
a_unit_that_is_called_back_on_the_way_never_arrives(void **state)
{
    struct tiny tiny;

    (void)state;
    set_up(&tiny, 3);
    (void)tiny_action(&tiny, "riot_police", 96);
    (void)tiny_call_at(&tiny, 0.5);
    tiny.hook = stop_first;
    tiny_begin(&tiny, 1, 0);
    op_action_start(&tiny.run, 0);
    tiny_finish(&tiny);

    assert_true(tiny_observe(&tiny, "police_persons") == 2);
    assert_true(tiny_metric(&tiny, "police_h") == 0);
    tiny_free(&tiny);
}

static void
the_unit_sent_last_turns_round_first(void **state)
{
    struct tiny tiny;

    (void)state;
    set_up(&tiny, 3);
    (void)tiny_action(&tiny, "riot_police", 40);
    (void)tiny_action(&tiny, "riot_police", 60);
    (void)tiny_call_at(&tiny, 0.5);
    tiny.hook = stop_first;
    tiny_begin(&tiny, 1, 0);
    op_action_start(&tiny.run, 0);   // sends 40
    op_action_start(&tiny.run, 1);   // sends 60 more; the stop of 40 is taken from these
    tiny_finish(&tiny);

    assert_int_equal(op_site_of(&tiny.run)->n_riot, 60);
    tiny_free(&tiny);
}

static void
look_at_posture(struct tiny *tiny, int index)
{
    const bool is_there = index == 1;   // before that their gear and teams are not seen yet

    assert_true(fabs(op_site_of(&tiny->run)->provocation - (is_there ? 0.4 : 0)) < 1e-12);
    assert_true(op_police_teams(&tiny->run) == (is_there ? 5 : 1));
}

static void
what_riot_police_bring_counts_from_their_arrival(void **state)
{
    static const char *const levers[] = { "riot_police", "provocation", "provocation",
                                          "arrest_teams" };
    static const double factors[] = { 96, -0.4, 0.8, 4 };
    struct tiny tiny;

    (void)state;
    set_up(&tiny, 3);
    for (int a = 0; a < 4; a++) {
        (void)tiny_action(&tiny, levers[a], factors[a]);
    }
    (void)tiny_call_at(&tiny, 0.5);
    (void)tiny_call_at(&tiny, 0.8);
    tiny.hook = look_at_posture;
    tiny_begin(&tiny, 1, 0);
    for (int a = 0; a < 4; a++) {
        op_action_start(&tiny.run, a);
    }
    tiny_finish(&tiny);
    tiny_free(&tiny);
}

// Riot police within reach of a wholly violent crowd, with or without dispersal.
static double
present_after(bool with_dispersal, double *trust)
{
    struct tiny tiny;

    set_up(&tiny, 3);
    tiny_set_plain(&tiny, 36000);
    tiny_set(&tiny, "trust.force_seen", 0.05);
    tiny_set(&tiny, "trust.loss_factor", 2.2);
    (void)tiny_action(&tiny, "riot_police", 96);
    if (with_dispersal) {
        (void)tiny_action(&tiny, "dispersal", 1.2 / 3600);
    }
    tiny_begin(&tiny, 1, TINY_PERSONS);
    op_action_start(&tiny.run, 0);
    if (with_dispersal) {
        op_action_start(&tiny.run, 1);
    }
    tiny_finish(&tiny);
    assert_true(tiny_sample(&tiny, "present_persons", 0.74) == TINY_PERSONS);
    *trust = op_trust_now(&tiny.run, 0);
    const double present = tiny_sample(&tiny, "present_persons", 1.75);
    tiny_free(&tiny);
    return present;
}

static void
riot_police_disperse_from_their_arrival_and_it_costs_trust_once(void **state)
{
    const double p = exp(-1.2);   // an hour at 1.2
    double trust;

    (void)state;
    assert_true(fabs(present_after(true, &trust) - TINY_PERSONS * p) <
                4.89 * sqrt(TINY_PERSONS * p * (1 - p)));
    assert_true(fabs(trust - 0.5 * (1 - 2.2 * 0.05)) < 2e-3);   // drift of two hours
    assert_true(present_after(false, &trust) == TINY_PERSONS);
    assert_true(trust == 0.5);
}

static void
a_disorder_left_alone_for_long_costs_trust(void **state)
{
    struct tiny tiny;

    (void)state;
    set_up(&tiny, 1.5);
    tiny_set_plain(&tiny, 36000);
    tiny_set(&tiny, "trust.left_alone", 0.02);
    tiny_set(&tiny, "police.left_alone_after", 3600);
    tiny_begin(&tiny, 1, 100);
    tiny_finish(&tiny);

    assert_true(tiny_sample(&tiny, "trust_mean", 0.99) == 0.5);
    assert_true(tiny_sample(&tiny, "trust_mean", 1.1) < 0.5);
    assert_true(op_trust_now(&tiny.run, 0) < 0.5);
    assert_true(op_trust_now(&tiny.run, 100) == 0.5);   // was not there
    tiny_free(&tiny);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_travel_before_they_are_there),
        cmocka_unit_test(standing_by_shortens_the_way_of_riot_police_only),
        cmocka_unit_test(a_fall_takes_officers_off_the_place_at_once_and_police_hours_count_them),
        cmocka_unit_test(a_unit_that_is_called_back_on_the_way_never_arrives),
        cmocka_unit_test(the_unit_sent_last_turns_round_first),
        cmocka_unit_test(what_riot_police_bring_counts_from_their_arrival),
        cmocka_unit_test(riot_police_disperse_from_their_arrival_and_it_costs_trust_once),
        cmocka_unit_test(a_disorder_left_alone_for_long_costs_trust),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
