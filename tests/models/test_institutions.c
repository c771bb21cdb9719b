// SPDX-License-Identifier: GPL-3.0-or-later
// Those who look, judge, tell and decide, each against the law that its file names. Limits are
// those of tests/support/statistics.h: one false alarm in a million a comparison.
#include "models/institutions/institutions.h"
#include "models/spread/spread_parts.h"
#include "tests/support/evening.h"
#include "tests/support/statistics.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int
set_up(void **state)
{
    (void)state;
    evening_open(&evening);
    evening_set(&evening, "spread.seeds", 0);
    evening_set(&evening, "spread.finders", 0);
    return 0;
}

static void
nobody_looks(void)
{
    evening_set(&evening, "signals.coverage", 0);
    evening_set(&evening, "signals.tips", 0);
    evening_set(&evening, "signals.false_alarms", 0);
}

static void
assert_binomial(double n_seen, double n, double p)
{
    assert_true(fabs(n_seen - n * p) < STAT_Z * sqrt(n * p * (1 - p)) + 1);
}

// ---- the desk ----

// Erlang C. 25 evenings of some 9,600 signals; the mean wait of an evening is off by a few per
// cent, that of all by less than one. Student's t with 24 degrees of freedom passes 6.6 once in a
// million.
static void
signals_wait_at_the_desk_as_erlang_says(void **state)
{
    enum { N = 25 };
    static const struct {
        double per_minute, analysts, wait_minutes;
    } cases[] = { { 5, 8, .055756 }, { 2, 3, .444444 } };

    (void)state;
    nobody_looks();
    evening_set(&evening, "analysts.handling", 60);
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        double sum = 0, squares = 0;

        evening_set(&evening, "signals.false_alarms", cases[c].per_minute / 60);
        evening_set(&evening, "analysts.analysts", cases[c].analysts);
        for (uint32_t r = 0; r < N; r++) {
            evening_begin(&evening, r);
            evening_finish(&evening);
            const double off =
                evening_metric(&evening, "signal_wait_h") * 60 - cases[c].wait_minutes;
            sum += off;
            squares += off * off;
        }
        const double sd = sqrt((squares - sum * sum / N) / (N - 1));

        assert_true(fabs(sum / N) < 6.6 * sd / sqrt(N));
        assert_true(sd / sqrt(N) < .03 * cases[c].wait_minutes);   // it could see a fifth
    }
}

static void
a_further_analyst_shortens_the_wait_and_none_leaves_all_waiting(void **state)
{
    double waits[2];

    (void)state;
    nobody_looks();
    evening_set(&evening, "analysts.handling", 60);
    evening_set(&evening, "analysts.analysts", 3);
    evening_set(&evening, "signals.false_alarms", 2.0 / 60);
    for (int k = 0; k < 2; k++) {
        evening_begin(&evening, 3);
        evening_lever(&evening, "analysts", k);
        evening_finish(&evening);
        waits[k] = evening_metric(&evening, "signal_wait_h");
    }
    assert_true(waits[1] < .7 * waits[0] && waits[1] > 0);
    evening_set(&evening, "analysts.analysts", 0);
    evening_begin(&evening, 3);
    evening_finish(&evening);
    assert_true(evening_sees(&evening, "signals_waiting") > 3000);
    assert_true(evening_sees(&evening, "false_alerts") == 0);
}

// ---- signals ----

enum { N_SHARES = 20000 };

static void
share_openly(bool is_story)
{
    for (uint32_t k = 0; k < N_SHARES; k++) {
        op_signs_open_share(&evening.run,
                            &(struct op_exposure){ .source = k, .share_low = 7 * k + 1 }, is_story);
    }
}

static void
mentions_are_a_thinning_of_open_shares_which_the_law_bounds(void **state)
{
    (void)state;
    nobody_looks();
    evening_set(&evening, "signals.coverage", .4);
    evening_set(&evening, "signals.recall", .5);
    for (int k = 0; k < 3; k++) {
        // without a cause a quarter of it; with one, or where the lever says so, more
        evening_set(&evening, "signals.without_cause", .25);
        evening_begin(&evening, (uint32_t)k);
        evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 1);
        if (k == 1) op_signals_of(&evening.run)->is_told = 1;
        if (k == 2) evening_lever(&evening, "monitoring", 2);
        share_openly(false);
        assert_binomial(evening_sees(&evening, "mentions"), N_SHARES,
                        .4 * .5 *
                            (k == 0   ? .25
                             : k == 1 ? 1
                                      : .5));
    }
    // stories of clicks, of which a part is public; and where nobody looks
    evening_set(&evening, "signals.public_stories", .2);
    for (int k = 0; k < 2; k++) {
        evening_set(&evening, "signals.coverage", k == 0 ? .4 : 0);
        evening_begin(&evening, 0);
        evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 1);
        share_openly(k == 0);
        assert_binomial(evening_sees(&evening, "mentions"), N_SHARES,
                        k == 0 ? .4 * .5 * .25 * .2 : 0);
    }
}

static void
mentions_of_one_page_within_an_hour_are_one_signal(void **state)
{
    (void)state;
    nobody_looks();
    evening_set(&evening, "signals.coverage", 1);
    evening_set(&evening, "signals.recall", 1);
    evening_set(&evening, "signals.without_cause", 1);
    evening_set(&evening, "analysts.analysts", 0);
    evening_begin(&evening, 0);
    evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 1);
    share_openly(false);
    assert_true(evening_sees(&evening, "mentions") == N_SHARES);
    assert_true(evening_sees(&evening, "signals_waiting") == 1);
}

static void
closed_groups_are_told_of_at_a_rate_with_trust(void **state)
{
    const struct op_world *const world = evening.world;
    double mean = 0, variance = 0;

    (void)state;
    nobody_looks();
    evening_set(&evening, "signals.tips", .5);
    evening_set(&evening, "signals.awareness", .6);
    evening_set(&evening, "signals.tip_delay", 60);
    evening_set(&evening, "sharing.run_up", 60);
    evening_begin(&evening, 1);
    evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 1);
    for (uint32_t k = 0; k < N_SHARES; k++) {
        const uint32_t member = k + 1;
        const double p = .3 * (double)world->person[member].trust0;

        op_signs_closed_share(&evening.run,
                              &(struct op_exposure){ .source = k, .share_low = 3 * k }, &member, 1);
        mean += p;
        variance += p * (1 - p);
    }
    assert_true(evening_sees(&evening, "tips") == 0);   // none has arrived yet
    evening_finish(&evening);
    assert_true(fabs(evening_sees(&evening, "tips") - mean) < STAT_Z * sqrt(variance) + 1);
    assert_true(evening_sees(&evening, "mentions") == 0);   // nobody watches closed groups
}

// ---- judgement ----

// Bayes in closed form, and how often an analyst is right, for true signals and for others.
static void
belief_moves_by_bayes_and_analysts_are_right_as_often_as_their_expertise_says(void **state)
{
    static const double sens[2] = { .55, .9 }, spec[2] = { .6, .97 };
    const double prior = log(.1 / .9);

    (void)state;
    evening_set(&evening, "judgement.sensitivity_novice", sens[0]);
    evening_set(&evening, "judgement.sensitivity_expert", sens[1]);
    evening_set(&evening, "judgement.specificity_novice", spec[0]);
    evening_set(&evening, "judgement.specificity_expert", spec[1]);
    for (int e = 0; e < 2; e++) {
        double n[2] = { 0 };

        evening_set(&evening, "judgement.expertise", e);
        evening_begin(&evening, 1);
        for (uint32_t k = 0; k < 2 * N_SHARES; k++) {
            const uint8_t kind = k % 2 ? OP_SIGNAL_NOISE : OP_SIGNAL_TIP;
            bool is_alarm = false;
            op_judgement_weigh(&evening.run, &(struct op_signal){ .key = { k, 5 }, .kind = kind },
                               &is_alarm);
            n[k % 2] += is_alarm;
            if (k > 10) continue;
            const double n_true = k / 2 + 1, n_taken = n[0];
            const double odds = prior + n_taken * log(sens[e] / (1 - spec[e])) +
                                (n_true - n_taken) * log((1 - sens[e]) / spec[e]);
            assert_true(fabs(evening_sees(&evening, "belief") - 1 / (1 + exp(-odds))) < 1e-12);
        }
        assert_binomial(n[0], N_SHARES, sens[e]);
        assert_binomial(n[1], N_SHARES, 1 - spec[e]);
    }
}

// ln(expected / clicks) ~ N(ln .05 + bias (1 - e), error (1 - e / 2)): 1,500 evenings see a shift
// of .17 sd.
static void
the_expected_crowd_is_off_by_bias_and_error_as_expertise_says(void **state)
{
    enum { N = 1500 };
    static double off[N];

    (void)state;
    nobody_looks();
    evening_set(&evening, "judgement.bias", -.7);
    evening_set(&evening, "judgement.error", .9);
    evening_set(&evening, "judgement.expertise", .4);
    const double law[2] = { .05 * exp(-.7 * .6), .9 * .8 };
    for (uint32_t r = 0; r < N; r++) {
        evening_begin(&evening, r);
        evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 10);
        const uint32_t picture = op_judgement_truth(&evening.run);
        const struct op_picture *const row = op_picture_row(&evening.run, picture);
        off[r] = row->n_expected / row->n_clicks;
    }
    assert_true(stat_kolmogorov(off, N, stat_lognormal_cdf, law) < STAT_KS);
}

// ---- who tells whom ----

static uint32_t
bit(enum op_actor actor)
{
    return 1u << actor;
}

// Who knows, as bits, on an evening on which nothing happens but that `from` gets a picture of a
// phase.
static uint32_t
told(uint32_t replicate, enum op_actor from, enum op_phase phase)
{
    const int64_t end_us = evening.scenario.end_us;
    uint32_t who = 0;

    evening.scenario.end_us = 6 * INT64_C(3600000000);   // long enough for a chain of links
    evening_begin(&evening, replicate);
    const uint32_t picture = op_judgement_truth(&evening.run);
    ((struct op_picture *)op_rows(&evening.run, OP_SEG_PICTURE))[picture].phase = (int32_t)phase;
    op_sharing_spread(&evening.run, from, picture);
    evening_finish(&evening);
    evening.scenario.end_us = end_us;
    for (int a = 0; a < OP_N_ACTORS; a++) {
        const bool knows = op_actor_of(&evening.run, (enum op_actor)a)->picture == picture + 1;
        who |= knows ? bit((enum op_actor)a) : 0;
    }
    return who;
}

static void
a_link_that_nobody_has_never_tells_in_the_phases_that_it_lacks_in(void **state)
{
    const uint32_t all = (1u << OP_N_ACTORS) - 1, youth = bit(OP_ACTOR_YOUTH_WORK);
    const enum op_actor desk = OP_ACTOR_INFORMATION;

    (void)state;
    nobody_looks();
    evening_set(&evening, "sharing.run_up", 60);
    evening_set(&evening, "sharing.roles", 1);
    assert_int_equal(told(1, desk, OP_TRIGGER), all);
    // youth work hears it from two; only in the run-up they do not tell it
    evening_set(&evening, "roles.run_up_adviser_to_youth_work", 0);
    assert_int_equal(told(1, desk, OP_TRIGGER), all);
    evening_set(&evening, "roles.run_up_police_neighbourhood_to_youth_work", 0);
    assert_int_equal(told(1, desk, OP_TRIGGER), all & ~youth);
    assert_int_equal(told(1, desk, OP_AFTERMATH), all & ~youth);
    assert_int_equal(told(1, desk, OP_ASSEMBLY), all);
    evening_set(&evening, "roles.acute_adviser_to_youth_work", 0);
    evening_set(&evening, "roles.acute_police_neighbourhood_to_youth_work", 0);
    assert_int_equal(told(1, desk, OP_DISORDER), all & ~youth);
    // within the police too: the prosecutor hears it from the chief alone, or from the desk
    const uint32_t chief = bit(OP_ACTOR_PUBLIC_ORDER), prosecutor = bit(OP_ACTOR_PROSECUTOR);
    evening_set(&evening, "roles.run_up_police_information_to_police_public_order", 0);
    assert_int_equal(told(1, desk, OP_TRIGGER), all & ~(youth | chief | prosecutor));
    evening_set(&evening, "roles.run_up_police_information_to_prosecutor", 1);
    assert_int_equal(told(1, desk, OP_TRIGGER), all & ~(youth | chief));
    evening_set(&evening, "roles.run_up_adviser_to_police_public_order", 1);
    assert_int_equal(told(1, desk, OP_TRIGGER), all & ~youth);
}

// Of the evenings a share, in the run-up times how far roles are kept to; who tells at a lower
// share tells at a higher one.
static void
a_link_is_used_on_its_share_of_evenings(void **state)
{
    enum { N = 150 };
    const uint32_t schools = bit(OP_ACTOR_SCHOOLS);
    double n_half = 0, n_kept = 0;

    (void)state;
    nobody_looks();
    evening_set(&evening, "sharing.run_up", 60);
    evening_set(&evening, "roles.run_up_adviser_to_schools", .5);
    evening_set(&evening, "roles.acute_adviser_to_schools", .5);
    for (uint32_t r = 0; r < N; r++) {
        evening_set(&evening, "sharing.roles", 1);
        const bool half = (told(r, OP_ACTOR_ADVISER, OP_TRIGGER) & schools) != 0;
        evening_set(&evening, "sharing.roles", .6);
        const bool kept = (told(r, OP_ACTOR_ADVISER, OP_TRIGGER) & schools) != 0;
        const bool acute = (told(r, OP_ACTOR_ADVISER, OP_ASSEMBLY) & schools) != 0;
        assert_true(half || !kept);
        assert_true(half == acute);   // sharing.roles is of the run-up
        n_half += half;
        n_kept += kept;
    }
    assert_binomial(n_half, N, .5);
    assert_binomial(n_kept, N, .3);
}

static double
tips_of_an_evening(void)
{
    evening_begin(&evening, 1);
    evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 1);
    for (uint32_t k = 0; k < 4000; k++) {
        const uint32_t member = k + 1;
        op_signs_closed_share(&evening.run,
                              &(struct op_exposure){ .source = k, .share_low = 3 * k }, &member, 1);
    }
    evening_finish(&evening);
    return evening_sees(&evening, "tips");
}

static void
what_youth_work_hears_stays_there_where_it_tells_nobody(void **state)
{
    (void)state;
    nobody_looks();
    evening_set(&evening, "signals.tips", .5);
    evening_set(&evening, "signals.tip_delay", 60);
    evening_set(&evening, "sharing.run_up", 60);
    const double all = tips_of_an_evening();
    evening_set(&evening, "roles.run_up_youth_work_to_police_information", 0);
    const double without_one = tips_of_an_evening();
    evening_set(&evening, "roles.run_up_schools_to_police_information", 0);
    evening_set(&evening, "roles.run_up_police_neighbourhood_to_police_information", 0);
    assert_true(without_one > 0 && without_one < .9 * all);
    assert_true(tips_of_an_evening() == 0);
}

// ---- who knows when ----

enum { N_PAIRS = 12 };

static void
lags(const char *param, double value, const char *metric, double lag[N_PAIRS])
{
    evening_set(&evening, param, value);
    for (uint32_t r = 0; r < N_PAIRS; r++) {
        evening_begin(&evening, r);
        evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 800);
        evening_finish(&evening);
        lag[r] = evening_metric(&evening, metric);
        assert_true(lag[r] > 0);   // nobody knows at once
    }
}

// Pair by pair: the same signals, the same slow partners.
static void
time_is_lost_and_less_of_it_where_partners_share_sooner_or_judge_better(void **state)
{
    double slow[N_PAIRS], fast[N_PAIRS];
    int n_sooner = 0;

    (void)state;
    // enough is shared openly, and seen, that the desk does not wait for the street
    evening_set(&evening, "spread.rho_open", .05);
    evening_set(&evening, "spread.finders", 2000.0 / 86400);
    evening_set(&evening, "signals.coverage", .8);
    evening_set(&evening, "signals.without_cause", .5);
    evening_set(&evening, "sharing.roles", 1);
    lags("sharing.run_up", 12 * 3600, "time_lost_h", slow);
    lags("sharing.run_up", 1800, "time_lost_h", fast);
    for (int r = 0; r < N_PAIRS; r++) {
        assert_true(fast[r] <= slow[r]);
        n_sooner += fast[r] < slow[r];
    }
    assert_true(n_sooner >= N_PAIRS / 2);

    double novice[N_PAIRS], expert[N_PAIRS], sum = 0;
    lags("judgement.expertise", 0, "first_perceived_call_h", novice);
    lags("judgement.expertise", 1, "first_perceived_call_h", expert);
    n_sooner = 0;
    for (int r = 0; r < N_PAIRS; r++) {
        n_sooner += expert[r] < novice[r];
        sum += novice[r] - expert[r];
    }
    assert_true(n_sooner > N_PAIRS / 2 && sum > 0);
}

static int
column(const char *name)
{
    const int k = op_schema_observable(&evening.model.schema, name);

    assert_true(k >= 0);
    return k;
}

static void
the_perceived_phase_is_never_ahead_of_the_true_one_where_counts_are_exact(void **state)
{
    const int truth = column("phase"), seen = column("perceived_phase");
    bool has_lagged = false, has_caught_up = false;

    (void)state;
    evening_set(&evening, "signals.count_error", 0);
    for (uint32_t r = 0; r < 4; r++) {
        double most = 0;

        evening_begin(&evening, r);
        evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 800);
        evening_finish(&evening);
        for (size_t i = 0; i < evening.record.n_rows; i++) {
            const double *const row = evening.record.value + i * (size_t)evening.record.n_columns;
            most = row[truth] > most ? row[truth] : most;
            assert_true(row[seen] <= most);
            has_lagged = has_lagged || row[seen] < row[truth];
            has_caught_up = has_caught_up || (row[seen] == row[truth] && row[seen] >= OP_ASSEMBLY);
        }
    }
    assert_true(has_lagged && has_caught_up);
}

// The public's side does not know that it is watched: not one bit of it hangs on who looks.
static void
who_looks_changes_not_one_bit_of_the_public_side(void **state)
{
    static const char *const params[] = { "signals.coverage", "signals.tips",
                                          "signals.false_alarms", "decision.knowledge" };
    static const double values[] = { 1, 1, .01, 1 };
    double outcome[2][128];
    size_t used[OP_SEG_TRUST + 1];
    static unsigned char bytes[OP_SEG_TRUST + 1][4096];

    (void)state;
    for (int k = -1; k < 4; k++) {
        if (k >= 0) evening_set(&evening, params[k], values[k]);
        evening_begin(&evening, 5);
        evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 800);
        evening_finish(&evening);
        op_run_outcome(&evening.run, outcome[k >= 0]);
        const int n = evening.model.metric_first[OP_GROUP_SIGNALS];
        if (k >= 0) assert_memory_equal(outcome[1], outcome[0], (size_t)n * sizeof(double));
        for (int s = OP_SEG_MODEL; s <= OP_SEG_TRUST; s++) {
            const struct op_segment *const segment = &evening.run.state.segment[s];
            const size_t part = segment->used_bytes < 4096 ? segment->used_bytes : 4096;
            // timers are numbered alike in all runs, so whole segments are the same
            if (k >= 0) {
                assert_int_equal(segment->used_bytes, used[s]);
                assert_memory_equal(segment->base, bytes[s], part);
            } else {
                used[s] = segment->used_bytes;
                memcpy(bytes[s], segment->base, part);
            }
        }
    }
    assert_true(evening_metric(&evening, "time_lost_h") == 0);   // all is known at once
}

// ---- courts ----

// An order of the scenario's one action, under another name each time.
static double
unlawful_of(enum op_legal_status status, const char *law, enum op_basis basis, int n)
{
    struct op_scenario *const scenario = &evening.scenario;
    struct op_measure *const measure = &scenario->measures[scenario->actions[0].measure];
    const struct op_measure before = *measure;
    const uint32_t hash = scenario->actions[0].hash;

    measure->legal_kind = "administrative";
    measure->legal_status = status;
    scenario->counterfactual_law = law;
    evening_begin(&evening, 1);
    for (int k = 0; k < n; k++) {
        scenario->actions[0].hash = 1000 + (uint32_t)k;
        op_courts_mechanism.started(&evening.run, 0, basis);
    }
    *measure = before;
    scenario->counterfactual_law = NULL;
    scenario->actions[0].hash = hash;
    return evening_metric(&evening, "orders_unlawful");
}

static void
courts_find_orders_unlawful_as_often_as_their_ground_says(void **state)
{
    enum { N = 5000 };

    (void)state;
    evening_set(&evening, "courts.challenged", .2);
    evening_set(&evening, "courts.unlawful", .5);
    evening_set(&evening, "courts.contested", 2);
    assert_binomial(unlawful_of(OP_IN_FORCE, NULL, OP_BY_SIGHT, N), N, .2 * .5);
    assert_binomial(unlawful_of(OP_CONTESTED, NULL, OP_BY_TRUTH, N), N, .4 * 1);
    assert_binomial(unlawful_of(OP_VOID, "what if", OP_BY_SIGHT, N), N, .2 * .5);
    assert_true(unlawful_of(OP_IN_FORCE, NULL, OP_BY_RECORD, N) == 0);
}

static void
every_perception_names_observables_that_there_are(void **state)
{
    const struct op_schema *const schema = &evening.model.schema;

    (void)state;
    assert_true(schema->n_seen > 4);
    for (int i = 0; i < schema->n_seen; i++) {
        assert_true(op_schema_observable(schema, schema->seen[i].seen) >= 0);
        assert_true(schema->seen[i].truth[0] == '\0' ||
                    op_schema_observable(schema, schema->seen[i].truth) >= 0);
    }
    assert_int_equal(op_schema_seen(schema, "phase"),
                     op_schema_observable(schema, "perceived_phase"));
    assert_int_equal(op_schema_seen(schema, "expected_crowd_persons"),
                     op_schema_observable(schema, "expected_crowd_persons"));
    assert_int_equal(op_schema_seen(schema, "injured_persons"), -1);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, evening_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(signals_wait_at_the_desk_as_erlang_says),
        TEST(a_further_analyst_shortens_the_wait_and_none_leaves_all_waiting),
        TEST(mentions_are_a_thinning_of_open_shares_which_the_law_bounds),
        TEST(mentions_of_one_page_within_an_hour_are_one_signal),
        TEST(closed_groups_are_told_of_at_a_rate_with_trust),
        TEST(belief_moves_by_bayes_and_analysts_are_right_as_often_as_their_expertise_says),
        TEST(the_expected_crowd_is_off_by_bias_and_error_as_expertise_says),
        TEST(a_link_that_nobody_has_never_tells_in_the_phases_that_it_lacks_in),
        TEST(a_link_is_used_on_its_share_of_evenings),
        TEST(what_youth_work_hears_stays_there_where_it_tells_nobody),
        TEST(time_is_lost_and_less_of_it_where_partners_share_sooner_or_judge_better),
        TEST(the_perceived_phase_is_never_ahead_of_the_true_one_where_counts_are_exact),
        TEST(courts_find_orders_unlawful_as_often_as_their_ground_says),
        TEST(every_perception_names_observables_that_there_are),
        TEST(who_looks_changes_not_one_bit_of_the_public_side),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
