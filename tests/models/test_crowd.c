// SPDX-License-Identifier: GPL-3.0-or-later
// The crowd against closed forms. Seeds are fixed; statistical limits have a false-alarm rate of
// 1e-6 (z = 4.89; Kolmogorov-Smirnov D = sqrt(ln(2 / 1e-6) / (2 n)) = 2.693 / sqrt(n)).
#include "models/crowd/crowd.h"
#include "models/crowd/crowd_state.h"
#include "sim/run/fingerprint.h"
#include "sim/run/lever.h"
#include "tests/support/tiny_world.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#define Z 4.89
#define PER_H (1.0 / 3600)

static void
start_all(struct tiny *tiny, int index)
{
    (void)index;
    for (int a = 0; a < tiny->scenario.n_actions; a++) {
        op_action_start(&tiny->run, a);
    }
}

// Greatest distance between the share ever active in the samples of many replicates and
// 1 - exp(-H(t)), H the integrated hazard: `early` per hour until `change_h`, then `late`.
static double
distance_to_law(struct tiny *tiny, int n_runs, double early, double late, double change_h)
{
    const int n_samples = 180;
    double violent[181] = { 0 }, distance = 0;

    for (int r = 0; r < n_runs; r++) {
        tiny_begin(tiny, (uint32_t)r, TINY_PERSONS);
        tiny_finish(tiny);
        for (int k = 0; k <= n_samples; k++) {
            violent[k] += tiny_sample(tiny, "violent_persons", k / 60.0);
        }
    }
    for (int k = 0; k <= n_samples; k++) {
        const double t = k / 60.0;
        const double h = t < change_h ? early * t : early * change_h + late * (t - change_h);
        const double gap = fabs(violent[k] / (TINY_PERSONS * (double)n_runs) - (1 - exp(-h)));
        distance = gap > distance ? gap : distance;
    }
    return distance;
}

static void
under_a_constant_hazard_activation_is_exponential(void **state)
{
    struct tiny tiny;
    const int n_runs = 25;

    (void)state;
    tiny_init(&tiny, 3.01);
    tiny_set_plain(&tiny, 0.8);

    assert_true(distance_to_law(&tiny, n_runs, 0.8, 0.8, 3) <
                2.693 / sqrt((double)n_runs * TINY_PERSONS));
    tiny_free(&tiny);
}

static void
a_lever_changes_the_hazard_from_its_moment_on(void **state)
{
    struct tiny tiny;
    const int n_runs = 25;

    (void)state;
    tiny_init(&tiny, 3.01);
    tiny_set_plain(&tiny, 0.4);
    tiny_set(&tiny, "crowd.provocation_effect", 1);
    (void)tiny_action(&tiny, "provocation", log(3));
    (void)tiny_call_at(&tiny, 0.5);
    tiny.hook = start_all;

    assert_true(distance_to_law(&tiny, n_runs, 0.4, 1.2, 0.5) <
                2.693 / sqrt((double)n_runs * TINY_PERSONS));
    tiny_free(&tiny);
}

static void
heavier_persons_turn_violent_at_their_own_rate(void **state)
{
    static const double level[3] = { 0.2, 0.5, 0.9 };
    const int n_runs = 30;
    const double hours = 1, sigma = 1;
    double n[3] = { 0 }, violent[3] = { 0 };
    struct tiny tiny;

    (void)state;
    tiny_init(&tiny, hours);
    tiny_set_plain(&tiny, 0.5);
    tiny_set(&tiny, "crowd.heterogeneity", sigma);
    for (int i = 0; i < TINY_PERSONS; i++) {
        tiny.person[i].grievance = (float)level[i % 3];
    }
    for (int r = 0; r < n_runs; r++) {
        tiny_begin(&tiny, (uint32_t)r, TINY_PERSONS);
        tiny_finish(&tiny);
        for (uint32_t i = 0; i < TINY_PERSONS; i++) {
            n[i % 3]++;
            violent[i % 3] += (op_person_find(&tiny.run, i)->flags & OP_PERSON_WAS_ACTIVE) != 0;
        }
    }

    for (int k = 0; k < 3; k++) {
        const double w = exp(sigma * op_norm_quantile(level[k]) - sigma * sigma / 2);
        const double p = 1 - exp(-0.5 * w * hours);
        assert_true(fabs(violent[k] - n[k] * p) < Z * sqrt(n[k] * p * (1 - p)));
    }
    tiny_free(&tiny);
}

static void
see_an_act(struct tiny *tiny, int index)
{
    (void)index;
    op_crowd_act(&tiny->run, 77, -0.1);
}

static void
a_weight_that_changes_on_the_way_counts_from_then_on(void **state)
{
    static const double level[3] = { 0.2, 0.5, 0.8 };
    const int n_runs = 30;
    double n[3] = { 0 }, violent[3] = { 0 };
    struct tiny tiny;

    (void)state;
    tiny_init(&tiny, 2);
    tiny_set_plain(&tiny, 0.5);
    tiny_set(&tiny, "crowd.heterogeneity", 1);
    tiny_set(&tiny, "trust.loss_factor", 2);
    tiny_set(&tiny, "trust.drift", 3600 * 86400.0);
    (void)tiny_call_at(&tiny, 1);
    tiny.hook = see_an_act;
    for (int i = 0; i < TINY_PERSONS; i++) {
        tiny.person[i].grievance = (float)level[i % 3];
    }
    for (int r = 0; r < n_runs; r++) {
        tiny_begin(&tiny, (uint32_t)r, TINY_PERSONS);
        tiny_finish(&tiny);
        for (uint32_t i = 0; i < TINY_PERSONS; i++) {
            n[i % 3]++;
            violent[i % 3] += (op_person_find(&tiny.run, i)->flags & OP_PERSON_WAS_ACTIVE) != 0;
        }
    }

    for (int k = 0; k < 3; k++) {   // trust falls from .5 to .4: g (1 - tau) from .5 g to .6 g
        const double w1 = exp(op_norm_quantile(level[k]) - 0.5);
        const double w2 = exp(op_norm_quantile(level[k] * 1.2) - 0.5);
        const double p = 1 - exp(-0.5 * (w1 + w2));
        assert_true(fabs(violent[k] - n[k] * p) < Z * sqrt(n[k] * p * (1 - p)));
    }
    tiny_free(&tiny);
}

static void
injuries_are_as_many_as_active_hours_give(void **state)
{
    const int n_runs = 20;
    double injured = 0, mean;
    struct tiny tiny;

    (void)state;
    tiny_init(&tiny, 5);
    tiny_set_plain(&tiny, 36000);   // all active within seconds, and they stay so
    tiny_set(&tiny, "crowd.injuries", 0.06 * PER_H);
    for (int r = 0; r < n_runs; r++) {
        tiny_begin(&tiny, (uint32_t)r, TINY_PERSONS);
        tiny_finish(&tiny);
        injured += tiny_metric(&tiny, "injured_persons");
    }

    mean = n_runs * TINY_PERSONS * 5 * 0.06;
    assert_true(fabs(injured - mean) < Z * sqrt(mean));
    tiny_free(&tiny);
}

static void
damage_is_its_rate_times_active_hours(void **state)
{
    struct tiny tiny;

    (void)state;
    tiny_init(&tiny, 2);
    tiny_set_plain(&tiny, 3.6e6);   // all active within ten milliseconds
    tiny_set(&tiny, "crowd.damage", 1750);
    tiny_begin(&tiny, 1, 100);
    tiny_finish(&tiny);

    assert_true(fabs(tiny_sample(&tiny, "damage_eur", 1) - 100 * 1750.0) < 10);
    assert_true(fabs(tiny_metric(&tiny, "damage_eur") - 200 * 1750.0) < 20);
    tiny_free(&tiny);
}

static void
damage_stops_when_the_violent_have_gone(void **state)
{
    struct tiny tiny;

    (void)state;
    tiny_init(&tiny, 3);
    tiny_set_plain(&tiny, 3.6e6);
    tiny_set(&tiny, "crowd.damage", 1750);
    tiny_set(&tiny, "crowd.leaving", 1e-6 * PER_H);
    tiny_set(&tiny, "crowd.violence_factor", 1);
    tiny_set(&tiny, "crowd.late_factor", 1e10);
    tiny_set(&tiny, "crowd.late_hour", 13 * 3600.0);
    tiny_begin(&tiny, 1, 100);
    tiny_finish(&tiny);

    assert_true(tiny_sample(&tiny, "present_persons", 1.1) == 0);
    assert_true(fabs(tiny_metric(&tiny, "damage_eur") - 100 * 1750.0) < 100);
    tiny_free(&tiny);
}

static void
calming_and_activation_settle_at_their_balance(void **state)
{
    const int n_runs = 20;
    const double rate = 2, calming = 3, p = rate / (rate + calming);
    double active = 0;
    struct tiny tiny;

    (void)state;
    tiny_init(&tiny, 4.01);
    tiny_set_plain(&tiny, rate);
    tiny_set(&tiny, "crowd.calming", calming * PER_H);
    for (int r = 0; r < n_runs; r++) {
        tiny_begin(&tiny, (uint32_t)r, TINY_PERSONS);
        tiny_finish(&tiny);
        active += tiny_sample(&tiny, "active_persons", 4);
    }

    const double n = n_runs * (double)TINY_PERSONS;
    assert_true(fabs(active - n * p) < Z * sqrt(n * p * (1 - p)));
    tiny_free(&tiny);
}

static void
persons_go_home_at_the_rate_of_leaving_twice_as_fast_when_late(void **state)
{
    const int n_runs = 20;
    const double p = exp(-0.25 * 1 - 0.5 * 1);   // 12:00-13:00 early, 13:00-14:00 late
    double present = 0;
    struct tiny tiny;

    (void)state;
    tiny_init(&tiny, 2.01);
    tiny_set_plain(&tiny, 0);
    tiny_set(&tiny, "crowd.leaving", 0.25 * PER_H);
    tiny_set(&tiny, "crowd.late_factor", 2);
    tiny_set(&tiny, "crowd.late_hour", 13 * 3600.0);
    for (int r = 0; r < n_runs; r++) {
        tiny_begin(&tiny, (uint32_t)r, TINY_PERSONS);
        tiny_finish(&tiny);
        present += tiny_sample(&tiny, "present_persons", 2);
    }

    const double n = n_runs * (double)TINY_PERSONS;
    assert_true(fabs(present - n * p) < Z * sqrt(n * p * (1 - p)));
    tiny_free(&tiny);
}

static void
arrests_are_limited_by_teams_and_take_persons_away(void **state)
{
    const int n_runs = 20;
    const double mean = n_runs * 5 / 0.6;   // one team, five hours, 36 minutes each
    double arrests = 0;
    struct tiny tiny;

    (void)state;
    tiny_init(&tiny, 5);
    tiny_set_plain(&tiny, 36000);
    tiny_set(&tiny, "crowd.arrest_rate", 0.25 * PER_H);
    tiny_set(&tiny, "crowd.arrest_time", 2160);
    for (int r = 0; r < n_runs; r++) {
        tiny_begin(&tiny, (uint32_t)r, TINY_PERSONS);
        tiny_finish(&tiny);
        const double n = tiny_metric(&tiny, "arrests");
        assert_int_equal(op_site_of(&tiny.run)->n_present, TINY_PERSONS - (int)n);
        arrests += n;
    }

    assert_true(fabs(arrests - mean) < Z * sqrt(mean));
    tiny_free(&tiny);
}

static void
measures_of_strength_zero_change_not_one_bit(void **state)
{
    static const char *const sums[] = { "dispersal",    "police_persons", "riot_police",
                                        "riot_standby", "provocation",    "arrest_teams" };
    struct tiny tiny;
    uint64_t without, with;

    (void)state;
    tiny_init(&tiny, 6);
    tiny_begin(&tiny, 3, 300);
    tiny_finish(&tiny);
    without = op_run_fingerprint(&tiny.run);
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
        (void)tiny_action(&tiny, sums[i], 0);
    }
    (void)tiny_action(&tiny, "alcohol", 1);
    tiny.hook = start_all;
    tiny_begin(&tiny, 3, 300);
    start_all(&tiny, 0);
    tiny_finish(&tiny);
    with = op_run_fingerprint(&tiny.run);

    assert_true(with == without);
    assert_true(tiny_metric(&tiny, "turnout_persons") == 300);
    tiny_free(&tiny);
}

static void
a_person_comes_once_and_the_counts_stay_consistent(void **state)
{
    struct tiny tiny;
    uint32_t n_here = 0, n_active = 0, n_calm = 0;

    (void)state;
    tiny_init(&tiny, 9);
    tiny_set(&tiny, "crowd.spontaneous", 0.3 * PER_H);
    tiny_begin(&tiny, 5, 300);
    for (uint32_t person = 0; person < 50; person++) {
        op_run_add(&tiny.run, TINY_HOUR_US, OP_KIND_ARRIVE, 0, person, 0);
    }
    tiny_finish(&tiny);

    const struct op_site *site = op_site_of(&tiny.run);
    const struct op_presence *here = op_rows(&tiny.run, OP_SEG_PRESENCE);
    for (uint32_t row = 0; row < 300; row++) {
        n_here += !here[row].gone;
        n_active += here[row].is_active;
    }
    for (int band = 0; band < 8; band++) {
        n_calm += site->n_band[band];
    }
    assert_int_equal(site->n_turnout, 300);
    assert_int_equal(site->n_present, n_here);
    assert_int_equal(site->n_active, n_active);
    assert_int_equal(n_calm + n_active, n_here);
    assert_int_equal(site->peak_present, 300);
    tiny_free(&tiny);
}

static void
the_ledger_names_all_who_were_violent(void **state)
{
    struct tiny tiny;
    struct op_ledger ledger = { 0 };

    (void)state;
    tiny_init(&tiny, 3);
    tiny_set(&tiny, "crowd.spontaneous", 0.3 * PER_H);
    tiny_begin(&tiny, 5, 300);
    tiny_finish(&tiny);
    op_crowd_mechanism.ledger(&tiny.run, &ledger);

    assert_true(ledger.active.n > 10);
    assert_int_equal(ledger.active.n, op_site_of(&tiny.run)->n_violent);
    free(ledger.active.id);
    tiny_free(&tiny);
}

static void
an_evening_without_anybody_is_calm_and_has_no_first_violence(void **state)
{
    struct tiny tiny;

    (void)state;
    tiny_init(&tiny, 3);
    tiny_begin(&tiny, 1, 0);
    tiny_finish(&tiny);

    assert_true(isnan(tiny_metric(&tiny, "first_violence_h")));
    assert_true(tiny_metric(&tiny, "calm") == 1);
    assert_true(tiny_metric(&tiny, "peak_present_persons") == 0);
    tiny_free(&tiny);
}

static void
it_is_dark_after_sunset_at_the_place(void **state)
{
    struct tiny tiny;
    const double noon = 12;

    (void)state;
    tiny_init(&tiny, 24);
    tiny_begin(&tiny, 1, 0);

    // Haren, 21 September 2012: sunset 19:33, end of civil twilight 20:07 summer time.
    assert_true(op_crowd_darkness(&tiny.run, 0) == 0);
    assert_true(op_crowd_darkness(&tiny.run, (int64_t)((19.2 - noon) * 3.6e9)) == 0);
    assert_true(op_crowd_darkness(&tiny.run, (int64_t)((19.9 - noon) * 3.6e9)) > 0.2);
    assert_true(op_crowd_darkness(&tiny.run, (int64_t)((20.6 - noon) * 3.6e9)) == 1);
    assert_true(op_crowd_darkness(&tiny.run, (int64_t)((30.0 - noon) * 3.6e9)) == 1);
    tiny_free(&tiny);
}

static void
police_deter_the_risk_averse_more(void **state)
{
    struct tiny tiny;
    double before[8];

    (void)state;
    tiny_init(&tiny, 1);
    tiny_begin(&tiny, 1, 0);
    op_site_of(&tiny.run)->n_present = 100;
    op_site_of(&tiny.run)->n_police = 0;
    for (uint32_t band = 0; band < 8; band++) {
        before[band] = op_crowd_hazard_per_h(&tiny.run, band);
    }
    op_site_of(&tiny.run)->n_police = 26;   // Pi = 1 - exp(-2.3)

    for (uint32_t band = 0; band < 8; band++) {
        const double factor = op_crowd_hazard_per_h(&tiny.run, band) / before[band];
        assert_true(fabs(factor - exp(-2 * (band + 0.5) / 8 * 0.8997411562771962)) < 1e-12);
    }
    tiny_free(&tiny);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(under_a_constant_hazard_activation_is_exponential),
        cmocka_unit_test(a_lever_changes_the_hazard_from_its_moment_on),
        cmocka_unit_test(heavier_persons_turn_violent_at_their_own_rate),
        cmocka_unit_test(a_weight_that_changes_on_the_way_counts_from_then_on),
        cmocka_unit_test(injuries_are_as_many_as_active_hours_give),
        cmocka_unit_test(damage_is_its_rate_times_active_hours),
        cmocka_unit_test(damage_stops_when_the_violent_have_gone),
        cmocka_unit_test(calming_and_activation_settle_at_their_balance),
        cmocka_unit_test(persons_go_home_at_the_rate_of_leaving_twice_as_fast_when_late),
        cmocka_unit_test(arrests_are_limited_by_teams_and_take_persons_away),
        cmocka_unit_test(measures_of_strength_zero_change_not_one_bit),
        cmocka_unit_test(a_person_comes_once_and_the_counts_stay_consistent),
        cmocka_unit_test(the_ledger_names_all_who_were_violent),
        cmocka_unit_test(an_evening_without_anybody_is_calm_and_has_no_first_violence),
        cmocka_unit_test(it_is_dark_after_sunset_at_the_place),
        cmocka_unit_test(police_deter_the_risk_averse_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
