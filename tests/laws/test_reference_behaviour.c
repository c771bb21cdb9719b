// SPDX-License-Identifier: GPL-3.0-or-later
// Thresholds, civil violence, queues and Hawkes processes against their exact and limiting values.
// Every check fails by chance in at most 1e-6 of all seeds.

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include "models/reference/rebellion.h"
#include "tests/support/reference_runs.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SETS(...) ((const char *const[]){ __VA_ARGS__, NULL })

// "KEY=[0, 1, ..., 99]", with `second` in the place of the 1.
static const char *
hundred_thresholds(int second, char text[600])
{
    size_t used = (size_t)snprintf(text, 600, "thresholds=[0, %d", second);

    for (int k = 2; k < 100; k++) {
        used += (size_t)snprintf(text + used, 600 - used, ", %d", k);
    }
    (void)snprintf(text + used, 600 - used, "]");
    return text;
}

static void
granovetters_crowd_hangs_on_one_person(void **state)
{
    static const struct {
        int second;
        double size;
    } cases[] = { { 1, 100 }, { 2, 1 } };
    char text[600];

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct reference_runs runs;

        reference_run(&runs, "threshold",
                      SETS("network.persons=100", "counted=persons",
                           hundred_thresholds(cases[i].second, text)),
                      2, 1);
        assert_true(share_of(reference_column(&runs, "final_size_persons"), 2, cases[i].size) == 1);
        assert_true(share_of(reference_column(&runs, "steps_count"), 2, cases[i].size) == 1);
        reference_free(&runs);
    }
}

static void
normal_thresholds_stop_at_the_least_root(void **state)
{
    // 1,000,000 persons; the sd of the root is sqrt(r (1 - r)/N)/(1 - F'(r))
    const int n = runs_wanted(6, 10);
    struct reference_runs runs;

    (void)state;
    reference_run(&runs, "threshold", SETS("thresholds=normal(mean 0.25, sd 0.1)"), n, 2);
    assert_near("thresholds: sd .1",
                mean_of(reference_column(&runs, "final_size_persons"), n) / 1e6, .007696,
                1.12e-4 / sqrt(n), 1e-6);
    reference_free(&runs);
    reference_run(&runs, "threshold", SETS("thresholds=normal(mean 0.25, sd 0.2)"), n, 2);
    assert_near("thresholds: sd .2",
                mean_of(reference_column(&runs, "final_size_persons"), n) / 1e6, .999911,
                1e-5 / sqrt(n), 1e-6);
    reference_free(&runs);
}

static void
a_ring_of_double_proof_moves_one_person_a_side_and_step(void **state)
{
    struct reference_runs runs;

    (void)state;   // Centola & Macy: four neighbours, two must act, two adjacent persons begin
    reference_run(&runs, "threshold",
                  SETS("network={ kind: ring, persons: 102, neighbours: 4 }", "counted=persons",
                       "thresholds=2", "start=first", "initial_persons=2"),
                  1, 1);
    assert_true(reference_column(&runs, "final_size_persons")[0] == 102);
    assert_true(reference_column(&runs, "steps_count")[0] == 50);
    assert_true(reference_column(&runs, "duration_h")[0] == 50);
    reference_free(&runs);
    reference_run(&runs, "threshold",
                  SETS("network={ kind: ring, persons: 102, neighbours: 4 }", "counted=persons",
                       "thresholds=2", "initial_persons=1"),
                  20, 1);
    assert_true(share_of(reference_column(&runs, "final_size_persons"), 20, 1) == 1);
    reference_free(&runs);
}

static double
largest_cascade(const char *degree)
{
    struct reference_runs runs;
    double largest = 0;

    reference_run(&runs, "cascade", SETS(degree, "worlds=3"), 90, 2);
    for (int i = 0; i < runs.n; i++) {
        const double size = reference_column(&runs, "final_size_persons")[i];

        largest = size > largest ? size : largest;
    }
    reference_free(&runs);
    return largest / 1e4;
}

static void
global_cascades_occur_within_watts_window_only(void **state)
{
    (void)state;   // window at 18 %: mean degree 1.020704 to 5.764677; 10,000 persons
    // below the window even the giant component holds next to nobody; above it nobody vulnerable
    // percolates
    assert_true(largest_cascade("network.mean_degree=0.9") < .05);
    assert_true(largest_cascade("network.mean_degree=1.6") > .4);
    assert_true(largest_cascade("network.mean_degree=4") > .9);
    assert_true(largest_cascade("network.mean_degree=5") > .9);
    assert_true(largest_cascade("network.mean_degree=7.5") < .05);
}

static void
arrest_is_feared_as_epstein_wrote(void **state)
{
    static const struct {
        double c, a, p, whole;
    } cases[] = { { 1, 1, .899741, .899741 },
                  { 1, 2, .683363, 0 },
                  { 2, 1, .989948, .989948 },
                  { 1, 4, .437295, 0 },
                  { 4, 1, .999899, .999899 } };

    (void)state;
    for (int i = 0; i < 5; i++) {
        assert_true(fabs(op_rebellion_arrest_share(2.3, cases[i].c, cases[i].a, false) -
                         cases[i].p) < 1e-6);
        assert_true(fabs(op_rebellion_arrest_share(2.3, cases[i].c, cases[i].a, true) -
                         cases[i].whole) < 1e-6);
    }
}

static void
without_officers_all_with_a_grievance_rebel(void **state)
{
    const int n = runs_wanted(100, 10);
    struct reference_runs runs;

    (void)state;   // 1,120 persons, H > .1/.18
    reference_run(&runs, "rebellion", SETS("officer_density=0", "end=3 h"), n, 2);
    assert_near("rebellion without officers: share",
                mean_of(reference_column(&runs, "active_at_end_persons"), n) / 1120, 4.0 / 9,
                sqrt(4.0 / 9 * 5 / 9 / 1120 / n), 0);
    assert_true(share_of(reference_column(&runs, "arrests_count"), n, 0) == 1);
    reference_free(&runs);
}

static void
rebellion_comes_in_outbursts_only_where_arrests_per_active_are_rounded(void **state)
{
    struct reference_runs whole, exact, legitimate;

    (void)state;
    reference_run(&whole, "rebellion", SETS("end=200 h", "ratio=whole"), 4, 2);
    reference_run(&exact, "rebellion", SETS("end=200 h", "ratio=exact"), 4, 2);
    reference_run(&legitimate, "rebellion", SETS("end=200 h", "legitimacy=90 %"), 4, 2);
    for (int i = 0; i < 4; i++) {
        assert_true(reference_column(&whole, "outbursts_count")[i] >= 5);
        assert_true(reference_column(&whole, "peak_persons")[i] >
                    5 * reference_column(&whole, "mean_active_persons")[i]);
        assert_true(reference_column(&exact, "outbursts_count")[i] == 0);
        // G never passes T = .1 when 1 - L is .1
        assert_true(reference_column(&legitimate, "final_size_persons")[i] == 0);
    }
    reference_free(&whole);
    reference_free(&exact);
    reference_free(&legitimate);
}

// ---- queues -------------------------------------------------------------------------------------

static void
queue_is(const char *what, const char *const *sets, const char *column, double exact, double slack)
{
    const int n = runs_wanted(100, 4);
    struct reference_runs runs;

    reference_run(&runs, "queue", sets, n, 2);
    assert_mean(what, reference_column(&runs, column), n, exact, slack);
    reference_free(&runs);
}

static void
one_server_makes_four_wait_as_three(void **state)
{
    const int n = runs_wanted(100, 4);
    struct reference_runs runs;

    (void)state;
    reference_run(&runs, "queue", SETS("end=520 d"), n, 2);
    assert_mean("M/M/1 .8: in the system", reference_column(&runs, "mean_in_system_persons"), n, 4,
                0);
    assert_mean("M/M/1 .8: waiting", reference_column(&runs, "mean_waiting_persons"), n, 3.2, 0);
    assert_mean("M/M/1 .8: hours of waiting", reference_column(&runs, "mean_wait_h"), n, 4, 0);
    // Little: L = lambda W in every run, but for those who are there at either end
    for (int i = 0; i < n; i++) {
        const double come = reference_column(&runs, "come_persons")[i] / (500 * 24);
        const double l = reference_column(&runs, "mean_in_system_persons")[i];

        assert_true(fabs(l - come * reference_column(&runs, "mean_stay_h")[i]) < .03 * l);
    }
    reference_free(&runs);
}

static void
queues_of_other_kinds_follow_erlang_and_pollaczek(void **state)
{
    (void)state;
    queue_is("M/M/3, 2: share that waits", SETS("arrival_rate=2 /h", "servers=3", "end=120 d"),
             "waited_share", .444444, 1e-6);
    queue_is("M/M/3, 2: hours of waiting", SETS("arrival_rate=2 /h", "servers=3", "end=120 d"),
             "mean_wait_h", .444444, 1e-6);
    queue_is("M/M/8, 5: waiting", SETS("arrival_rate=5 /h", "servers=8", "end=120 d"),
             "mean_waiting_persons", .278778, 1e-6);
    queue_is("M/M/5/5, 5: lost", SETS("arrival_rate=5 /h", "servers=5", "room=5", "end=120 d"),
             "lost_share", .284868, 1e-6);
    queue_is("M/D/5/5, 5: lost (any service)",
             SETS("arrival_rate=5 /h", "servers=5", "room=5", "service=1 h", "end=120 d"),
             "lost_share", .284868, 1e-6);
    queue_is("M/M/25/25, 20: lost", SETS("arrival_rate=20 /h", "servers=25", "room=25", "end=60 d"),
             "lost_share", .050222, 1e-6);
    queue_is("M/D/1 .8: waiting", SETS("service=1 h", "end=520 d"), "mean_waiting_persons", 1.6, 0);
    // Pollaczek & Khinchin: rho^2 (1 + c^2)/(2 (1 - rho)), c^2 = 1/3 of uniform(0, 2)
    queue_is("M/G/1 .8, uniform: waiting", SETS("service=uniform(0 h, 2 h)", "end=520 d"),
             "mean_waiting_persons", .64 * (4.0 / 3) / .4, 0);
}

static void
a_crowd_on_site_is_poisson_whatever_the_stay(void **state)
{
    static const char *const stays[] = { "service=exponential(mean 90 min)", "service=90 min",
                                         "service=uniform(0 min, 180 min)" };
    const int n = runs_wanted(400, 4);

    (void)state;
    for (int i = 0; i < 3; i++) {
        struct reference_runs runs;

        reference_run(&runs, "queue",
                      SETS("arrival_rate=120 /h", "servers=0", "end=12 h", "warm_up=0 h", stays[i]),
                      n, 2);
        const double *const there = reference_column(&runs, "in_system_at_end_persons");

        // after 12 h: 180 (exponential: less 180 exp(-8) = .06)
        assert_near(stays[i], mean_of(there, n), 180, 13.416408 / sqrt(n), .061);
        // the variance of a variance of near-normal counts: 2/n of its square
        assert_near("  variance", variance_of(there, n), 180, 180 * sqrt(2.0 / n + 1.0 / 180 / n),
                    .061);
        reference_free(&runs);
    }
    struct reference_runs early;

    reference_run(&early, "queue",
                  SETS("arrival_rate=120 /h", "servers=0", "end=1 h", "warm_up=0 h",
                       "service=exponential(mean 90 min)"),
                  n, 2);
    assert_near("M/G/inf after an hour",
                mean_of(reference_column(&early, "in_system_at_end_persons"), n), 87.584918,
                sqrt(87.584918 / n), 0);
    reference_free(&early);
}

// ---- Hawkes -------------------------------------------------------------------------------------

static void
clusters_have_borels_sizes(void **state)
{
    static const struct {
        const char *ratio;
        double p[5], above, mean, variance;
    } cases[] = {
        { "branching_ratio=0.5", { .606531, .183940, .083674, .045112, .026720 }, .009990, 2, 4 },
        { "branching_ratio=0.8", { .449329, .161517, .087089, .055654, .039073 }, .110194, 5, 100 },
        { "branching_ratio=0.9",
          { .406570, .148769, .081655, .053117, .037962 },
          .173095,
          10,
          900 },
    };
    const int n = runs_wanted(20000, 4);

    (void)state;
    for (int i = 0; i < 3; i++) {
        struct reference_runs runs;
        int count[5], above = 0;

        reference_run(&runs, "hawkes",
                      SETS("base_rate=0", "initial_events=1", cases[i].ratio, "warm_up=0 h",
                           "end=1000 d"),
                      n, 2);
        const double *const size = reference_column(&runs, "final_size_persons");
        for (int k = 0; k < 5; k++) {
            count[k] = (int)lround(n * share_of(size, n, k + 1));
        }
        for (int k = 0; k < n; k++) {
            above += size[k] > 10;
        }
        assert_classes(cases[i].ratio, count, cases[i].p, 5, n);
        assert_near("  share above 10", (double)above / n, cases[i].above,
                    sqrt(cases[i].above * (1 - cases[i].above) / n), 1e-6);
        assert_near("  mean", mean_of(size, n), cases[i].mean, sqrt(cases[i].variance / n), 0);
        reference_free(&runs);
    }
}

static void
counts_are_as_scattered_as_hawkes_says(void **state)
{
    static const struct {
        const char *ratio;
        double rate, fano;
    } cases[] = { { "branching_ratio=0.3", 1.428571, 2.040816 }, { "branching_ratio=0.5", 2, 4 } };
    const int n = runs_wanted(1000, 4);

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct reference_runs runs;

        reference_run(&runs, "hawkes", SETS(cases[i].ratio, "warm_up=50 h", "end=1050 h"), n, 2);
        const double *const count = reference_column(&runs, "counted_events");
        const double mean = cases[i].rate * 1000;

        assert_near("Hawkes: events an hour", mean_of(count, n) / 1000, cases[i].rate,
                    sqrt(cases[i].fano * cases[i].rate / 1000 / n), 1e-6);
        // edges: a span of 1,000 h cuts clusters of a few hours; less than 1 % of the variance
        assert_near("Hawkes: variance over mean", variance_of(count, n) / mean, cases[i].fano,
                    cases[i].fano * sqrt(2.2 / n), .01 * cases[i].fano);
        reference_free(&runs);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(granovetters_crowd_hangs_on_one_person),
        cmocka_unit_test(normal_thresholds_stop_at_the_least_root),
        cmocka_unit_test(a_ring_of_double_proof_moves_one_person_a_side_and_step),
        cmocka_unit_test(global_cascades_occur_within_watts_window_only),
        cmocka_unit_test(arrest_is_feared_as_epstein_wrote),
        cmocka_unit_test(without_officers_all_with_a_grievance_rebel),
        cmocka_unit_test(rebellion_comes_in_outbursts_only_where_arrests_per_active_are_rounded),
        cmocka_unit_test(one_server_makes_four_wait_as_three),
        cmocka_unit_test(queues_of_other_kinds_follow_erlang_and_pollaczek),
        cmocka_unit_test(a_crowd_on_site_is_poisson_whatever_the_stay),
        cmocka_unit_test(clusters_have_borels_sizes),
        cmocka_unit_test(counts_are_as_scattered_as_hawkes_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
