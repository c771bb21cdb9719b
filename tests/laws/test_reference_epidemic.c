// SPDX-License-Identifier: GPL-3.0-or-later
// SIR, SI, SIS, percolation and rumours against their exact and limiting values. Every check fails
// by chance in at most 1e-6 of all seeds; what bias it could see is its tolerance, which it prints.

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include "tests/support/reference_runs.h"

#include <math.h>

#define SETS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
three_persons_end_as_the_jump_chain_says(void **state)
{
    static const double p[] = { 1.0 / 2, 2.0 / 9, 5.0 / 18 };
    const int n = runs_wanted(50000, 4);
    struct reference_runs runs;
    int count[3];

    (void)state;
    reference_run(&runs, "sir", SETS("network={ kind: complete, persons: 3 }", "initial_persons=1"),
                  n, 2);
    for (int k = 0; k < 3; k++) {
        count[k] =
            (int)lround(n * share_of(reference_column(&runs, "final_size_persons"), n, k + 1));
    }

    assert_classes("SIR of 3: total 1, 2, 3", count, p, 3, n);
    reference_free(&runs);
}

static void
a_hundred_persons_end_as_the_jump_chain_says(void **state)
{
    static const struct {
        const char *rate;
        double mean, only;
    } cases[] = {
        { "transmission_rate=0.005050505050505051 /d", 1.948565, 2.0 / 3 },    // R0 .5
        { "transmission_rate=0.020202020202020204 /d", 39.026565, 1.0 / 3 },   // R0 2
    };
    const int n = runs_wanted(10000, 4);

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct reference_runs runs;

        reference_run(&runs, "sir",
                      SETS("network={ kind: complete, persons: 100 }", "initial_persons=1",
                           cases[i].rate),
                      n, 2);
        const double *const size = reference_column(&runs, "final_size_persons");

        assert_mean("SIR of 100: mean total", size, n, cases[i].mean, 1e-6);
        assert_near("SIR of 100: nobody but the first", share_of(size, n, 1), cases[i].only,
                    sqrt(cases[i].only * (1 - cases[i].only) / n), 0);
        reference_free(&runs);
    }
}

// sd of the final share from theory: z (1 - z) (1 + R0^2 (1 - z)) / (1 - R0 (1 - z))^2 / N.
static double
final_sd(double r0, double z, double n_persons)
{
    const double left = 1 - z;

    return sqrt(z * left * (1 + r0 * r0 * left) / n_persons) / (1 - r0 * left);
}

static void
a_large_epidemic_ends_where_kermack_and_mckendrick_say(void **state)
{
    // one in a hundred infected at the start, 100,000 persons
    static const struct {
        const char *rate;
        double r0, share;
    } cases[] = {
        { "transmission_rate=0.000015 /d", 1.5, .593634 },
        { "transmission_rate=0.00002 /d", 2, .800204 },
        { "transmission_rate=0.00003 /d", 3, .941203 },
    };
    const int n = runs_wanted(10, 10);

    (void)state;
    for (int i = 0; i < 3; i++) {
        struct reference_runs runs;

        reference_run(&runs, "sir",
                      SETS("network={ kind: complete, persons: 100000 }", "initial_persons=1000",
                           cases[i].rate),
                      n, 2);
        assert_near("SIR: final share from 1 %",
                    mean_of(reference_column(&runs, "final_size_persons"), n) / 1e5, cases[i].share,
                    final_sd(cases[i].r0, cases[i].share, 1e5) / sqrt(n), 2e-5);
        // peak 1 - (1 + ln(R0 s0)) / R0; the largest of a noisy course lies above the smooth one:
        // the allowance of 2e-3 is for that
        assert_near("SIR: peak from 1 %", mean_of(reference_column(&runs, "peak_persons"), n) / 1e5,
                    1 - (1 + log(.99 * cases[i].r0)) / cases[i].r0, 3e-3 / sqrt(n), 2e-3);
        reference_free(&runs);
    }
}

static void
everybody_is_infected_after_the_time_of_pure_birth(void **state)
{
    static const struct {
        const char *network, *rate;
        int persons;
        double days;
    } cases[] = {
        { "network={ kind: complete, persons: 10 }", "transmission_rate=0.1111111111111111 /d", 10,
          5.092143 },
        { "network={ kind: complete, persons: 100 }", "transmission_rate=0.010101010101010102 /d",
          100, 10.251207 },
        { "network={ kind: complete, persons: 1000 }", "transmission_rate=0.001001001001001001 /d",
          1000, 14.953973 },
    };

    (void)state;
    for (int i = 0; i < 3; i++) {
        const int persons = cases[i].persons, n = runs_wanted(1000, 4);
        struct reference_runs runs;
        double variance = 0;

        for (int k = 1; k < persons; k++) {
            variance += pow((persons - 1.0) / k / (persons - k), 2);
        }
        reference_run(&runs, "si", SETS(cases[i].network, cases[i].rate), n, 2);
        assert_near("SI: days until all have it",
                    mean_of(reference_column(&runs, "duration_h"), n) / 24, cases[i].days,
                    sqrt(variance / n), 1e-6);
        reference_free(&runs);
    }
}

static void
si_along_listed_ties_is_si_among_all(void **state)
{
    const int n = runs_wanted(2000, 4);
    struct reference_runs runs;

    (void)state;
    reference_run(&runs, "si",
                  SETS("network={ kind: regular, persons: 4, degree: 3 }",
                       "transmission_rate=0.3333333333333333 /d"),
                  n, 2);

    // 4 persons, all tied: 2 H_3 3/4 = 2.75 days; variance 3^2 (1/3^2 + 1/4^2 + 1/3^2)
    assert_near("SI of 4 along ties: days", mean_of(reference_column(&runs, "duration_h"), n) / 24,
                2.75, sqrt((1 + 9.0 / 16 + 1) / n), 1e-6);
    reference_free(&runs);
}

static void
sis_settles_at_its_endemic_level(void **state)
{
    // variance of the share in the quasi-stationary state: 1/(R0 N); its mean lies 1/(N (R0 - 1))
    // lower
    static const struct {
        const char *rate;
        double r0;
    } cases[] = { { "transmission_rate=0.0002 /d", 2 }, { "transmission_rate=0.00015 /d", 1.5 } };
    const int n = runs_wanted(40, 4);

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct reference_runs runs;

        reference_run(&runs, "sis", SETS(cases[i].rate, "end=40 d", "initial_persons=4000"), n, 2);
        assert_near("SIS: share infected at the end",
                    mean_of(reference_column(&runs, "infected_at_end_persons"), n) / 1e4,
                    1 - 1 / cases[i].r0, sqrt(1 / (cases[i].r0 * 1e4 * n)), 4e-4);
        reference_free(&runs);
    }
}

static void
sis_along_ties_is_sis_among_all_where_all_are_tied(void **state)
{
    const int n = runs_wanted(400, 4);
    struct reference_runs tied, free_of_ties;

    (void)state;
    reference_run(&tied, "sis",
                  SETS("network={ kind: regular, persons: 60, degree: 59 }",
                       "transmission_rate=0.05 /d", "end=10 d", "initial_persons=30"),
                  n, 2);
    reference_run(&free_of_ties, "sis",
                  SETS("network={ kind: complete, persons: 60 }", "transmission_rate=0.05 /d",
                       "end=10 d", "initial_persons=30"),
                  n, 2);
    const double *const a = reference_column(&tied, "final_size_persons");
    const double *const b = reference_column(&free_of_ties, "final_size_persons");

    // infections over ten days, two independent samples
    assert_near("SIS: infections, ties against meetings", mean_of(a, n), mean_of(b, n),
                sqrt((variance_of(a, n) + variance_of(b, n)) / n) * 5.0 / 4.89, 0);
    reference_free(&tied);
    reference_free(&free_of_ties);
}

// The first 50 of 200,000 persons add at most 50/200,000. `sd` of a run's share, times
// sqrt(200,000): percolation on a Poisson network sqrt(z (1 - z))/(1 - c T (1 - z)), else from 60
// to 100 runs, rounded up.
static void
final_share_is(const char *what, const char *model, const char *const *sets, double share,
               double sd, int n)
{
    struct reference_runs runs;

    reference_run(&runs, model, sets, n, 2);
    assert_near(what, mean_of(reference_column(&runs, "final_size_persons"), n) / 2e5, share,
                sd / sqrt(2e5 * n), 3e-4);
    reference_free(&runs);
}

static void
percolation_fills_the_giant_cluster(void **state)
{
    const int n = runs_wanted(6, 4);

    (void)state;
#define POISSON(c, t)                                                                         \
    SETS("network={ kind: poisson, persons: 200000, mean_degree: " c " }", "transmission=" t, \
         "initial_persons=50", "worlds=2")
#define REGULAR(t)                                                                   \
    SETS("network={ kind: regular, persons: 200000, degree: 3 }", "transmission=" t, \
         "initial_persons=50", "worlds=2")
    final_share_is("percolation: Poisson 4, 30 %", "percolation", POISSON("4", "30 %"), .313698,
                   2.63, 4 * n);
    final_share_is("percolation: Poisson 4, 50 %", "percolation", POISSON("4", "50 %"), .796812,
                   .68, n);
    final_share_is("percolation: Poisson 10, 15 %", "percolation", POISSON("10", "15 %"), .582812,
                   1.32, n);
    final_share_is("percolation: 3-regular, 60 %", "percolation", REGULAR("60 %"), 19.0 / 27, 2.3,
                   n);
    final_share_is("percolation: 3-regular, 80 %", "percolation", REGULAR("80 %"), 63.0 / 64, .3,
                   n);
}

static void
sir_on_a_network_ends_as_percolation_does(void **state)
{
    const int n = runs_wanted(4, 4);

    (void)state;   // a tie passes with probability beta / (beta + gamma)
    final_share_is("SIR: Poisson 4, T 50 %", "sir",
                   SETS("network={ kind: poisson, persons: 200000, mean_degree: 4 }",
                        "transmission_rate=1 /d", "initial_persons=50"),
                   .796812, .8, n);
    final_share_is("SIR: 3-regular, T 60 %", "sir",
                   SETS("network={ kind: regular, persons: 200000, degree: 3 }",
                        "transmission_rate=1.5 /d", "initial_persons=50"),
                   19.0 / 27, 2.3, n);
    final_share_is("SIR: 3-regular, T 80 %", "sir",
                   SETS("network={ kind: regular, persons: 200000, degree: 3 }",
                        "transmission_rate=4 /d", "initial_persons=50"),
                   63.0 / 64, .3, n);
}

static void
small_cascades_have_borels_sizes(void **state)
{
    // Poisson network of mean degree 4 at 12.5 %: Poisson offspring of mean .5, but for loops in
    // 100,000
    static const double p[] = { .606531, .183940, .083674, .045112, .026720 };
    const int n = runs_wanted(10000, 4);
    struct reference_runs runs;
    int count[5];

    (void)state;
    // every run starts at a random person of one network: its own degrees show with sd .003 of a
    // share, so 20 networks
    reference_run(&runs, "percolation", SETS("transmission=12.5 %", "worlds=20"), n, 2);
    for (int k = 0; k < 5; k++) {
        count[k] =
            (int)lround(n * share_of(reference_column(&runs, "final_size_persons"), n, k + 1));
    }
    assert_classes("percolation: sizes 1 to 5", count, p, 5, n);
    assert_mean("percolation: mean size", reference_column(&runs, "final_size_persons"), n, 2, .01);
    reference_free(&runs);
}

// P(total > k) of a branching process with Poisson(m) offspring: Borel's law, summed.
static double
above(double m, int k)
{
    double share = 1;

    for (int n = 1; n <= k; n++) {
        share -= exp(-m * n + (n - 1) * log(m * n) - lgamma(n + 1));
    }
    return share;
}

static double
share_above(const double *value, int n, double x)
{
    int count = 0;

    for (int i = 0; i < n; i++) {
        count += value[i] > x;
    }
    return (double)count / n;
}

static void
critical_cascades_have_a_tail_of_exponent_three_halves(void **state)
{
    // mean degree 4 at 25 %: m = 1; loops matter from sizes of N^(2/3) = 2,154 on
    static const int sizes[] = { 10, 100, 300 };
    const int n = runs_wanted(10000, 4);
    struct reference_runs runs;

    (void)state;
    reference_run(&runs, "percolation", SETS("transmission=25 %", "worlds=20"), n, 2);
    const double *const size = reference_column(&runs, "final_size_persons");
    for (int k = 0; k < 3; k++) {
        const double p = above(1, sizes[k]);

        // the networks' own numbers of ties move m by .001 or so: a tenth of the tail at 300 in sd
        // .03
        assert_near("critical percolation: share above 10, 100, 300",
                    share_above(size, n, sizes[k]), p, sqrt(p * (1 - p) / n), .02 * p);
    }
    // P(> k) goes as k^-1/2, so P(= k) as k^-3/2
    const double slope =
        log(share_above(size, n, 300) / share_above(size, n, 30)) / log(300.0 / 30);
    print_message("exponent of P(= k) between 30 and 300: %.3f\n", 1 - slope);
    assert_true(1 - slope > 1.4 && 1 - slope < 1.6);
    reference_free(&runs);
}

static void
a_cascade_dies_out_as_galton_and_watson_say(void **state)
{
    static const struct {
        const char *share;
        double q;
    } cases[] = { { "transmission=30 %", .686302 }, { "transmission=50 %", .203188 } };
    const int n = runs_wanted(2000, 4);

    (void)state;   // m = 1.2 and 2; a cascade of 2,000 of 20,000 persons is the giant one
    for (int i = 0; i < 2; i++) {
        struct reference_runs runs;

        reference_run(&runs, "percolation",
                      SETS(cases[i].share, "network.persons=20000", "worlds=50"), n, 2);
        // beside chance: the giant cluster of each of the 50 networks, sd 2.63/sqrt(20,000)
        assert_near("percolation: cascades that die out",
                    1 - share_above(reference_column(&runs, "final_size_persons"), n, 2000),
                    cases[i].q, sqrt(cases[i].q * (1 - cases[i].q) / n + 2.63 * 2.63 / 20000 / 50),
                    0);
        reference_free(&runs);
    }
}

static void
a_larger_probability_reaches_nobody_less(void **state)
{
    static const char *const shares[] = { "transmission=20 %", "transmission=30 %",
                                          "transmission=31 %", "transmission=60 %",
                                          "transmission=100 %" };
    struct reference_runs runs[5];

    (void)state;
    for (int k = 0; k < 5; k++) {
        reference_run(&runs[k], "percolation", SETS(shares[k], "network.persons=2000"), 100, 2);
    }
    for (int k = 1; k < 5; k++) {
        const double *const less = reference_column(&runs[k - 1], "final_size_persons");
        const double *const more = reference_column(&runs[k], "final_size_persons");

        for (int i = 0; i < 100; i++) {
            assert_true(more[i] >= less[i]);   // run by run: a tie's draw is the tie's own
        }
    }
    for (int k = 0; k < 5; k++) {
        reference_free(&runs[k]);
    }
}

static void
a_faster_infection_infects_nobody_less(void **state)
{
    static const char *const rates[] = { "transmission_rate=0.1 /d", "transmission_rate=0.2 /d",
                                         "transmission_rate=0.5 /d", "transmission_rate=0 /d" };
    struct reference_runs runs[4];

    (void)state;
    for (int k = 0; k < 4; k++) {
        reference_run(&runs[k], "sir", SETS(rates[k], "network.persons=2000", "initial_persons=1"),
                      100, 2);
    }
    for (int i = 0; i < 100; i++) {
        for (int k = 1; k < 3; k++) {
            assert_true(reference_column(&runs[k], "final_size_persons")[i] >=
                        reference_column(&runs[k - 1], "final_size_persons")[i]);
        }
        assert_true(share_of(reference_column(&runs[3], "final_size_persons"), 100, 1) == 1);
    }
    for (int k = 0; k < 4; k++) {
        reference_free(&runs[k]);
    }
}

static void
a_fifth_never_hears_a_rumour(void **state)
{
    // the share never told has variance .273 / N (Maki & Thompson) and .311 / N (Daley & Kendall)
    static const char *const rules[] = { "rule=maki_thompson", "rule=daley_kendall" };
    const int n = runs_wanted(20, 5);

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct reference_runs runs;

        reference_run(&runs, "rumour", SETS(rules[i], "network.persons=50000"), n, 2);
        assert_near(rules[i], mean_of(reference_column(&runs, "never_heard_share"), n), .20318787,
                    sqrt(.32 / 5e4 / n), 2e-5);
        reference_free(&runs);
    }
}

static void
threads_change_no_bit(void **state)
{
    static const char *const names[] = { "sir", "percolation", "rumour" };

    (void)state;
    for (int i = 0; i < 3; i++) {
        uint64_t fingerprint[3];
        static const int n_threads[] = { 1, 2, 5 };

        for (int k = 0; k < 3; k++) {
            struct reference_runs runs;

            reference_run(&runs, names[i], SETS("network.persons=3000", "worlds=3"), 12,
                          n_threads[k]);
            fingerprint[k] = runs.fingerprint;
            reference_free(&runs);
        }
        assert_true(fingerprint[0] == fingerprint[1] && fingerprint[0] == fingerprint[2]);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_persons_end_as_the_jump_chain_says),
        cmocka_unit_test(a_hundred_persons_end_as_the_jump_chain_says),
        cmocka_unit_test(a_large_epidemic_ends_where_kermack_and_mckendrick_say),
        cmocka_unit_test(everybody_is_infected_after_the_time_of_pure_birth),
        cmocka_unit_test(si_along_listed_ties_is_si_among_all),
        cmocka_unit_test(sis_settles_at_its_endemic_level),
        cmocka_unit_test(sis_along_ties_is_sis_among_all_where_all_are_tied),
        cmocka_unit_test(percolation_fills_the_giant_cluster),
        cmocka_unit_test(sir_on_a_network_ends_as_percolation_does),
        cmocka_unit_test(small_cascades_have_borels_sizes),
        cmocka_unit_test(critical_cascades_have_a_tail_of_exponent_three_halves),
        cmocka_unit_test(a_cascade_dies_out_as_galton_and_watson_say),
        cmocka_unit_test(a_larger_probability_reaches_nobody_less),
        cmocka_unit_test(a_faster_infection_infects_nobody_less),
        cmocka_unit_test(a_fifth_never_hears_a_rumour),
        cmocka_unit_test(threads_change_no_bit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
