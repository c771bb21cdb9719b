// SPDX-License-Identifier: GPL-3.0-or-later
// Waits of the model against the laws that its parameters name. The handlers of the real model are
// watched by spies that stand before them. What each could see: with n waits a factor f on all of
// them moves the distribution by about .4·ln(f)/sd (lognormal) or .37·ln(f) (exponential); the
// limit is 2.694/sqrt(n). The factors that each test would see stand beside it.
#include "models/spread/spread_parts.h"
#include "tests/support/evening.h"
#include "tests/support/statistics.h"
#include "tests/support/toy_model.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MAX_WAITS = 100000 };

// What the spies know. One test at a time.
static struct {
    const struct op_kind *real[256];
    struct op_kind spy;
    double from_s;   // moment that waits are counted from
    double wait_s[MAX_WAITS];
    int n;
    int64_t decided_us[100000];
    volatile int stop;
} seen;

static int
set_up(void **state)
{
    (void)state;
    evening_open(&evening);
    memcpy(seen.real, evening.model.kind_table, sizeof seen.real);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    memcpy(evening.model.kind_table, seen.real, sizeof seen.real);
    evening_close(&evening);
    return 0;
}

static void
note(double wait_s)
{
    if (seen.n < MAX_WAITS) {
        seen.wait_s[seen.n++] = wait_s;
    }
}

static double
now_s(const struct op_run *run)
{
    return (double)op_run_now_us(run) / 1e6;
}

// Put a spy before the handler of a kind.
static void
watch(struct op_kind *spy, uint8_t kind, op_handler *handler)
{
    *spy = (struct op_kind){ "spy", handler, NULL };
    evening.model.kind_table[kind] = spy;
}

// ---- following a withdrawn page ----

static void
see_follow(struct op_run *run, struct op_event event)
{
    note(now_s(run) - seen.from_s);
    seen.real[OP_KIND_FOLLOW]->handle(run, event);
}

// Some 2,000 waits: a factor of 1.18 on the mean. The number who follow is binomial, 4.89 standard
// deviations are .055: a share of .45 that is off by an eighth.
static void
waits_for_a_successor_page_are_exponential_and_the_share_that_follows_is_the_parameter(void **state)
{
    const double n_clicked = 2000, mean_s = 1800, share = .45, rate = 1 / mean_s;
    struct op_kind spy;

    (void)state;
    watch(&spy, OP_KIND_FOLLOW, see_follow);
    evening_set(&evening, "spread.follow", share);
    evening_set(&evening, "spread.follow_wait", mean_s);
    seen.n = 0;
    for (uint32_t r = 0; r < 2; r++) {
        evening_begin(&evening, r);
        evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, n_clicked);
        evening_happens(&evening, OP_HAPPENS_PAGE_WITHDRAWN, NAN);
        seen.from_s = now_s(&evening.run);
        evening_happens(&evening, OP_HAPPENS_SUCCESSOR_PAGE, NAN);
        evening_finish(&evening);
    }
    // 34 hours hold every wait of mean 30 minutes.
    assert_true(fabs(seen.n - 2 * n_clicked * share) <
                STAT_Z * sqrt(2 * n_clicked * share * (1 - share)));
    assert_true(stat_kolmogorov(seen.wait_s, seen.n, stat_exponential_cdf, &rate) < STAT_KS);
}

// ---- from reading to sharing ----

static void
see_read(struct op_run *run, struct op_event event)
{
    const uint32_t person = op_event_subject(event);
    const struct op_person *before = op_person_find(run, person);
    const bool had_shared = before != NULL && (before->flags & OP_PERSON_SHARED) != 0;

    seen.real[OP_KIND_READ]->handle(run, event);
    const struct op_person *after = op_person_find(run, person);

    if (!had_shared && after != NULL && (after->flags & OP_PERSON_SHARED) != 0) {
        seen.decided_us[person] = op_run_now_us(run);
    }
}

// Decided in the first ten hours, and waited at most twenty: none of these is cut off by the end.
static void
see_share(struct op_run *run, struct op_event event)
{
    const int64_t decided_us = seen.decided_us[op_event_subject(event)];
    const double wait_s = (double)(op_run_now_us(run) - decided_us) / 1e6;

    if (decided_us >= 0 && decided_us < (int64_t)10 * 3600 * 1000000 && wait_s <= 20 * 3600) {
        note(wait_s);
    }
    seen.real[OP_KIND_SHARE]->handle(run, event);
}

// The lognormal law, given that it is at most twenty hours.
static double
cut_lognormal_cdf(double x, const void *context)
{
    return stat_lognormal_cdf(x, context) / stat_lognormal_cdf(20 * 3600, context);
}

// More than 1,500 waits of sd 1.2 on the log scale: a factor of 1.23 on the median.
static void
waits_before_a_share_are_lognormal(void **state)
{
    static const double law[2] = { 1800, 1.2 };
    struct op_kind spies[2];

    (void)state;
    watch(&spies[0], OP_KIND_READ, see_read);
    watch(&spies[1], OP_KIND_SHARE, see_share);
    evening_set(&evening, "spread.share_delay", law[0]);
    evening_set(&evening, "spread.rho_open", .2);
    evening_set(&evening, "spread.rho_closed", .2);
    seen.n = 0;
    evening_begin(&evening, 1);
    memset(seen.decided_us, 0xFF, sizeof seen.decided_us);   // -1
    assert_true(((const struct op_world *)evening.world)->n_persons <=
                sizeof seen.decided_us / sizeof *seen.decided_us);
    evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 2000);
    evening_finish(&evening);

    assert_true(seen.n > 1500 && seen.n < MAX_WAITS);
    assert_true(stat_kolmogorov(seen.wait_s, seen.n, cut_lognormal_cdf, law) < STAT_KS);
}

// ---- removal ----

static void
see_page(struct op_run *run, struct op_event event)
{
    if (op_event_aux(event) == OP_PAGE_TAKEN_DOWN) {
        note(now_s(run) - seen.from_s);
        seen.stop = 1;
    }
    seen.real[OP_KIND_PAGE]->handle(run, event);
}

// 600 waits of sd .7: a factor of 1.2 on the median. The share found is binomial: .4 within .1.
static void
waits_before_a_removal_are_lognormal_and_the_share_found_is_the_lever(void **state)
{
    static const double law[2] = { 3600, .7 };
    enum { N = 1500 };
    const double share = .4;
    struct op_kind spy;

    (void)state;
    watch(&spy, OP_KIND_PAGE, see_page);
    evening_set(&evening, "spread.seeds", 0);
    evening_set(&evening, "spread.finders", 0);
    seen.n = 0;
    for (uint32_t r = 0; r < N; r++) {
        evening_begin(&evening, r);
        evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 1);
        seen.from_s = now_s(&evening.run);
        seen.stop = 0;
        evening_lever(&evening, "removal_delay", law[0]);
        evening_lever(&evening, "removal_share", share);
        (void)op_run_advance(&evening.run, &evening.plans, &evening.record, &seen.stop);
    }
    assert_true(fabs(seen.n - N * share) < STAT_Z * sqrt(N * share * (1 - share)));
    assert_true(stat_kolmogorov(seen.wait_s, seen.n, stat_lognormal_cdf, law) < STAT_KS);
}

// ---- measures ----

// 1,000 decisions: a lead time that is off by a factor of 1.19 with sd .8 is seen; the share that
// is carried out within .08 of .6.
static void
lead_times_follow_their_distribution_and_probabilities_are_kept(void **state)
{
    static const double law[2] = { 3600, .8 };
    static struct toy_scenario toy;
    static struct op_model model;
    const int arms[] = { 1 };
    enum { N = 1700 };
    const double probability = .6;

    (void)state;
    toy_model(&model);
    toy_scenario(&toy);
    toy.scenario.end_us = 100 * TOY_HOUR_US;
    toy.scenario.record_every_us = toy.scenario.end_us;
    toy.scenario.watch_every_us = 2 * TOY_HOUR_US;
    toy.measure.lead_time = (struct op_dist){ OP_DIST_LOGNORMAL, law[0], law[1], 0 };
    toy.test[0] = (struct op_test){ .kind = OP_TEST_OBSERVABLE,
                                    .relation = OP_AT_LEAST,
                                    .oracle = true,
                                    .index = 0,
                                    .level = 0,
                                    .release = 0 };
    toy.scenario.n_tests = 1;
    struct op_use *use = toy_use(&toy, 1, 0, 0);   // an action that moves nothing

    use->start = OP_START_WHEN;
    use->test = 0;
    use->with_lead_time = true;
    use->probability = probability;
    seen.n = 0;
    for (uint64_t seed = 1; seed <= N; seed++) {
        double started_h = NAN;
        struct op_replicate out;

        toy_simulate(&toy, &model, seed, false, arms, 1, &out);
        const struct op_record *record = &out.arm[0].record;

        for (size_t i = 0; i < record->n_log; i++) {
            const double h = (double)record->log[i].at_us / 3.6e9;

            started_h = record->log[i].kind == OP_LOG_START && isnan(started_h) ? h : started_h;
        }
        if (!isnan(started_h)) {
            note(started_h * 3600);   // it is decided at the first tick, moment 0
        }
        op_replicate_free(&out);
    }
    assert_true(fabs(seen.n - N * probability) <
                STAT_Z * sqrt(N * probability * (1 - probability)));
    assert_true(stat_kolmogorov(seen.wait_s, seen.n, stat_lognormal_cdf, law) < STAT_KS);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(
            waits_for_a_successor_page_are_exponential_and_the_share_that_follows_is_the_parameter),
        TEST(waits_before_a_share_are_lognormal),
        TEST(waits_before_a_removal_are_lognormal_and_the_share_found_is_the_lever),
        cmocka_unit_test(lead_times_follow_their_distribution_and_probabilities_are_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
