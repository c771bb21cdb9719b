// SPDX-License-Identifier: GPL-3.0-or-later
// Parameters pushed to where the answer is known: nought, one, or without any effect. No chance is
// involved in the answers, so there is no false alarm, but where a line says otherwise.
#include "models/spread/spread_parts.h"
#include "tests/support/evening.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void
play(uint32_t replicate, double clicks)
{
    evening_begin(&evening, replicate);
    evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, clicks);
    evening_finish(&evening);
}

static void
shut_the_channels(void)
{
    evening_set(&evening, "spread.seeds", 0);
    evening_set(&evening, "spread.inviters", 0);
    evening_set(&evening, "spread.feed_reads", 0);
    evening_set(&evening, "spread.rho_open", 0);
    evening_set(&evening, "spread.rho_closed", 0);
    evening_set(&evening, "spread.finders", 0);
}

static void
where_no_channel_is_open_nobody_commits_but_the_given(void **state)
{
    (void)state;
    shut_the_channels();
    for (uint32_t r = 0; r < 5; r++) {
        evening_begin(&evening, r);
        evening_lever(&evening, "media_attention", 0);
        evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 400);
        evening_finish(&evening);
        assert_int_equal(evening_sees(&evening, "committed_persons"), 400);
        assert_int_equal(evening_sees(&evening, "attending_clicks"), 400);
        assert_int_equal(evening_sees(&evening, "shares"), 0);
    }
}

static double
committed_from_seeds(void)
{
    evening_begin(&evening, 1);
    evening_lever(&evening, "media_attention", 0);
    evening_finish(&evening);
    return evening_sees(&evening, "committed_persons");
}

// Each channel alone brings more than the host's invitations: none of them is shut by mistake.
static void
each_channel_alone_brings_people(void **state)
{
    static const struct {
        const char *param;
        double value;
    } channels[] = { { "spread.inviters", 1 },
                     { "spread.feed_reads", 14 },
                     { "spread.rho_open", 1 },
                     { "spread.finders", 1000 / 3600. } };

    (void)state;
    shut_the_channels();
    evening_set(&evening, "spread.seeds", 500);
    evening_set(&evening, "mobilisation.u0", 0);
    const double alone = committed_from_seeds();

    assert_true(alone > 0);
    for (size_t c = 0; c < sizeof channels / sizeof *channels; c++) {
        evening_set(&evening, channels[c].param, channels[c].value);
        if (!(committed_from_seeds() > alone)) {
            print_message("%s brings nobody\n", channels[c].param);
        }
        assert_true(evening_sees(&evening, "committed_persons") > alone);
        assert_true((evening_sees(&evening, "shares") > 0) == (c == 2));
        evening_set(&evening, channels[c].param, 0);
    }
}

// The host of a new page invites 2,000; those who come of it do not go on inviting.
static void
invitations_bring_as_many_as_read_them_at_most(void **state)
{
    static const double read[] = { 0, .5, 1 };
    double before = 0;

    (void)state;
    shut_the_channels();
    evening_set(&evening, "spread.seeds", 2000);
    evening_set(&evening, "mobilisation.u0", 0);
    for (int k = 0; k < 3; k++) {
        evening_set(&evening, "spread.invite_read", read[k]);
        evening_begin(&evening, 2);
        evening_lever(&evening, "media_attention", 0);
        evening_finish(&evening);

        const double committed = evening_sees(&evening, "committed_persons");

        assert_int_equal(evening_sees(&evening, "invited_persons"), 2000);
        assert_true(k == 0 ? committed == 0 : committed > before);
        assert_true(committed <= 2000 * read[k] + 4.89 * sqrt(500));   // 1e-6, binomial
        before = committed;
    }
}

static void
a_threshold_out_of_reach_converts_nobody_and_one_below_all_converts_every_reader(void **state)
{
    double n_readers = 0;

    (void)state;
    evening_set(&evening, "spread.finders", 0);   // these click, whatever they think of the call
    evening_set(&evening, "spread.seeds", 500);
    evening_set(&evening, "mobilisation.u0", -20);
    assert_int_equal(committed_from_seeds(), 0);

    evening_set(&evening, "mobilisation.u0", 20);
    const double committed = committed_from_seeds();
    const struct op_person *const rows = op_rows(&evening.run, OP_SEG_PERSON);
    const uint32_t n = op_row_count(&evening.run, OP_SEG_PERSON, sizeof *rows);

    for (uint32_t k = 0; k < n; k++) {
        n_readers += rows[k].n_read > 0;
        assert_true(rows[k].n_read == 0 || (rows[k].flags & OP_PERSON_CLICKED));
    }
    assert_true(n_readers > 400 && n_readers == committed);
}

static void
where_nobody_goes_nobody_comes_and_the_evening_is_calm(void **state)
{
    static const char *const params[] = { "mobilisation.p0", "mobilisation.weather" };

    (void)state;
    for (int k = 0; k < 2; k++) {
        evening_set(&evening, params[k], 0);
        evening_set(&evening, "mobilisation.live_draw", 0);
        play(4, 800);
        assert_int_equal(evening_metric(&evening, "turnout_persons"), 0);
        assert_int_equal(evening_metric(&evening, "violent_persons"), 0);
        assert_int_equal(evening_metric(&evening, "calm"), 1);
        evening_set(&evening, params[k], k == 0 ? .4 : 1);
        play(4, 800);
        assert_true(evening_metric(&evening, "turnout_persons") > 0);
    }
}

static void
without_spark_and_contagion_a_crowd_of_any_size_stays_calm(void **state)
{
    (void)state;
    evening_set(&evening, "crowd.spontaneous", 0);
    play(5, 4000);
    assert_true(evening_metric(&evening, "turnout_persons") > 500);
    assert_int_equal(evening_metric(&evening, "violent_persons"), 0);
    assert_int_equal(evening_metric(&evening, "injured_persons"), 0);
    assert_int_equal(evening_metric(&evening, "arrests"), 0);
    assert_true(evening_metric(&evening, "damage_eur") == 0);
    assert_int_equal(evening_metric(&evening, "calm"), 1);
}

// Without contagion the violent are those whom the spark alone lights: their number does not hang
// on how many are violent at once, so calming down at once or never changes nothing but how long
// they are.
static void
without_contagion_nobody_is_violent_because_others_are(void **state)
{
    double violent[2];

    (void)state;
    evening_set(&evening, "crowd.contagion", 0);
    evening_set(&evening, "crowd.heterogeneity", 0);
    evening_set(&evening, "crowd.violence_factor", 1);
    evening_set(&evening, "crowd.arrest_rate", 0);
    evening_set(&evening, "crowd.leaving", 0);
    evening_set(&evening, "mobilisation.live_draw", 0);
    for (int k = 0; k < 2; k++) {
        evening_set(&evening, "crowd.calming", k == 0 ? 50 / 3600. : .01 / 3600.);
        play(6, 4000);
        violent[k] = evening_metric(&evening, "violent_persons");
    }
    assert_true(violent[0] > 0);
    assert_int_equal(violent[0], violent[1]);
}

static void
police_who_deter_nobody_and_arrest_nobody_leave_the_crowd_as_it_is(void **state)
{
    double violent[2];

    (void)state;
    evening_set(&evening, "crowd.deterrence", 0);
    evening_set(&evening, "crowd.arrest_rate", 0);
    evening_set(&evening, "trust.left_alone", 0);
    for (int k = 0; k < 2; k++) {
        evening_begin(&evening, 7);
        evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 3000);
        evening_lever(&evening, "police_persons", k == 0 ? 0 : 500);
        evening_finish(&evening);
        violent[k] = evening_metric(&evening, "violent_persons");
        assert_true((evening_metric(&evening, "police_h") > 1000) == (k == 1));
    }
    assert_true(violent[0] > 0);
    assert_int_equal(violent[0], violent[1]);
}

static void
an_evening_of_nobody_ends_as_it_began(void **state)
{
    (void)state;
    shut_the_channels();
    evening_begin(&evening, 8);
    evening_lever(&evening, "media_attention", 0);
    evening_finish(&evening);
    assert_int_equal(evening_metric(&evening, "attending_clicks"), 0);
    assert_int_equal(evening_metric(&evening, "turnout_persons"), 0);
    assert_int_equal(evening_metric(&evening, "calm"), 1);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, evening_set_up, evening_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(where_no_channel_is_open_nobody_commits_but_the_given),
        TEST(each_channel_alone_brings_people),
        TEST(invitations_bring_as_many_as_read_them_at_most),
        TEST(a_threshold_out_of_reach_converts_nobody_and_one_below_all_converts_every_reader),
        TEST(where_nobody_goes_nobody_comes_and_the_evening_is_calm),
        TEST(without_spark_and_contagion_a_crowd_of_any_size_stays_calm),
        TEST(without_contagion_nobody_is_violent_because_others_are),
        TEST(police_who_deter_nobody_and_arrest_nobody_leave_the_crowd_as_it_is),
        TEST(an_evening_of_nobody_ends_as_it_began),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
