// SPDX-License-Identifier: GPL-3.0-or-later
// What pairing promises: an arm that was split off obeys the same law as the arm simulated alone
// under another seed; a measure of strength zero is nothing; arms that agree are one.
#include "models/registry.h"
#include "sim/run/fork.h"
#include "sim/study/draws.h"
#include "tests/support/program.h"
#include "tests/support/statistics.h"
#include "tests/support/toy_model.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

// ---- the toy: beats of a Poisson clock, faster from the third hour on ----

enum { N_TOY = 600 };

static void
toy_beats(uint64_t first_seed, bool is_forked, double beats[N_TOY])
{
    static struct toy_scenario toy;
    static struct op_model model;
    const int both[] = { 0, 1 }, alone[] = { 1 };

    toy_model(&model);
    toy_scenario(&toy);
    (void)toy_use(&toy, 1, 2, 3 * TOY_HOUR_US);   // a factor of 3 on 60 beats an hour
    for (int r = 0; r < N_TOY; r++) {
        struct op_replicate out;

        toy_simulate(&toy, &model, first_seed + (uint64_t)r, false, is_forked ? both : alone,
                     is_forked ? 2 : 1, &out);
        beats[r] = out.arm[is_forked ? 1 : 0].metric[0];
        op_replicate_free(&out);
    }
}

// Poisson of mean 3·60 + 7·180 = 1440. Limits: the mean to 4.89·sqrt(1440/600) = 7.6 beats, half a
// per cent; the variance, whose own is 2·1440²/599, to 28 per cent; the two samples by Smirnov's
// statistic, which sees a shift of .16·sd, again half a per cent.
static void
a_forked_arm_has_the_law_of_independent_seeds(void **state)
{
    static double forked[N_TOY], alone[N_TOY];
    const double mean = 1440;
    double sum[2] = { 0 }, squares[2] = { 0 };

    (void)state;
    toy_beats(1, true, forked);
    toy_beats(100000, false, alone);
    for (int r = 0; r < N_TOY; r++) {
        sum[0] += forked[r] - mean;
        sum[1] += alone[r] - mean;
        squares[0] += pow(forked[r] - mean, 2);
        squares[1] += pow(alone[r] - mean, 2);
    }
    for (int k = 0; k < 2; k++) {
        assert_true(fabs(sum[k]) < STAT_Z * sqrt(mean * N_TOY));
        assert_true(fabs(squares[k] / mean - N_TOY) < STAT_Z * sqrt(2.0 * N_TOY));
    }
    assert_true(stat_smirnov(forked, N_TOY, alone, N_TOY) < STAT_KS);
}

// ---- the model: a village, and strategies that are written by the test ----

struct village {
    char folder[64];
    struct op_model model;
    struct op_scenario scenario;
    struct op_draws draws;
    void *world;
};

static void
village_load(struct village *village, const char *strategies)
{
    static const char *const sets[] = { "population.at_most=3000" };
    const struct op_load_options options = { .share_dir = ".", .sets = sets, .n_sets = 1 };
    struct op_diag diag;
    char path[128];

    *village = (struct village){ .world = NULL };
    program_folder(village->folder);
    snprintf(path, sizeof path, "%s/village.yaml", village->folder);

    FILE *out = fopen(path, "w");

    assert_non_null(out);
    fprintf(out,
            "oploop: 1\ntitle: A village\npurpose: research\ngathering: party\n"
            "start: 2026-06-12 18:00\nevent: 2026-06-13 20:00\nend: 2026-06-14 02:00\n"
            "place: Haren (Groningen)\npopulation: { within: 30 km }\n"
            "happenings: [ { given_clicks: { amount: 150, at: start } } ]\n"
            "%s",
            strategies);
    assert_int_equal(fclose(out), 0);
    op_diag_init(&diag);
    op_registry_model(&village->model);
    const enum op_status status =
        op_scenario_load(&village->scenario, path, &village->model.schema, &options, &diag);

    op_diag_print(&diag, stderr);
    assert_int_equal(status, OP_OK);
    assert_int_equal(op_draws_init(&village->draws, &village->model, &village->scenario), OP_OK);
    op_draws_make(&village->draws, &village->model, &village->scenario, 3, 0, 0, true);
    assert_int_equal(op_registry_worlds.build(&village->world, &village->scenario,
                                              village->draws.param, 3, 0, 1, &diag),
                     OP_OK);
    op_diag_free(&diag);
}

static void
village_free(struct village *village)
{
    op_registry_worlds.free(village->world);
    op_draws_free(&village->draws);
    op_scenario_free(&village->scenario);
    program_remove(village->folder);
}

static int
strategy(const struct village *village, const char *id)
{
    for (int s = 0; s < village->scenario.n_strategies; s++) {
        if (strcmp(village->scenario.strategies[s].id, id) == 0) {
            return s;
        }
    }
    fail_msg("no strategy %s", id);
    return -1;
}

static void
village_simulate(struct village *village, struct op_worker *worker, uint64_t seed,
                 uint32_t replicate, const int *strategies, int n, struct op_replicate *out)
{
    const struct op_replicate_input input = {
        .seed = seed,
        .replicate = replicate,
        .world = village->world,
        .param = village->draws.param,
        .action_factor = (const double *const *)village->draws.action_factor,
        .strategies = strategies,
        .n_strategies = n,
    };

    assert_int_equal(op_replicate_simulate(worker, &input, out), OP_OK);
}

static int
metric(const struct village *village, const char *name)
{
    int k = 0;

    for (int m = 0; m < village->model.n_mechanisms; m++) {
        for (int i = 0; i < village->model.mechanisms[m]->n_metrics; i++, k++) {
            if (strcmp(village->model.mechanisms[m]->metrics[i].name, name) == 0) {
                return k;
            }
        }
    }
    fail_msg("no metric %s", name);
    return -1;
}

// The same people, the same assumptions; 400 evenings of an arm that parts from `nothing` early,
// and 400 of that arm alone under seeds of its own. Smirnov's statistic sees distributions of a
// metric that are .19 apart somewhere: a shift of half a standard deviation.
static void
in_the_model_too_a_forked_arm_has_the_law_of_independent_seeds(void **state)
{
    enum { N = 400, N_METRICS = 4 };
    static const char *const names[N_METRICS] = { "attending_clicks", "turnout_persons",
                                                  "violent_persons", "police_h" };
    static double value[2][N_METRICS][N];
    static const volatile int never = 0;
    struct village village;
    struct op_worker worker;
    double moved = 0;

    (void)state;
    village_load(&village, "strategies:\n"
                           "  hold:\n"
                           "    measures:\n"
                           "      - access_ring: { at: event - 4 h, moves: { ring: 40 % } }\n"
                           "      - visible_presence: { at: event - 2 h }\n");
    const int both[] = { strategy(&village, "nothing"), strategy(&village, "hold") };

    assert_int_equal(op_worker_init(&worker, &village.model, &village.scenario, 2, &never), OP_OK);
    for (uint32_t r = 0; r < N; r++) {
        struct op_replicate forked, alone;

        village_simulate(&village, &worker, 7, r, both, 2, &forked);
        village_simulate(&village, &worker, 1000007, r, &both[1], 1, &alone);
        for (int k = 0; k < N_METRICS; k++) {
            value[0][k][r] = forked.arm[1].metric[metric(&village, names[k])];
            value[1][k][r] = alone.arm[0].metric[metric(&village, names[k])];
        }
        moved += forked.arm[0].metric[metric(&village, "turnout_persons")] - value[0][1][r];
        op_replicate_free(&forked);
        op_replicate_free(&alone);
    }
    assert_true(moved > 0);   // the arm does something
    for (int k = 0; k < N_METRICS; k++) {
        assert_true(stat_smirnov(value[0][k], N, value[1][k], N) < STAT_KS);
    }
    op_worker_free(&worker);
    village_free(&village);
}

enum { MAX_MEASURES = 100 };

// Names of the entries of the catalogue: what stands at the start of a line.
static int
catalogue(char names[MAX_MEASURES][64])
{
    static struct outcome outcome;
    int n = 0;

    program_run(&outcome, "grep -h '^[a-z]' scenarios/catalogue/*.yaml");
    for (char *line = strtok(outcome.text, "\n"); line && n < MAX_MEASURES;
         line = strtok(NULL, "\n")) {
        n += sscanf(line, "%63[a-z0-9_]:", names[n]) == 1;
    }
    return n;
}

// A strategy for each measure at nought, and one for each at full strength.
static char *
strategies_of(char names[MAX_MEASURES][64], int n)
{
    char *text = NULL;
    size_t n_bytes = 0;
    FILE *out = open_memstream(&text, &n_bytes);

    assert_non_null(out);
    fprintf(out, "counterfactual_law: every entry is tried\nstrategies:\n");
    for (int m = 0; m < 2 * n; m++) {
        fprintf(
            out,
            "  s%d: { measures: [ { %s: { at: start + 3 h, oracle: yes, intensity: %d } } ] }\n", m,
            names[m % n], m >= n);
    }
    assert_int_equal(fclose(out), 0);
    return text;
}

static void
every_measure_of_the_catalogue_at_intensity_zero_changes_not_one_bit(void **state)
{
    static const volatile int never = 0;
    static char names[MAX_MEASURES][64];
    struct village village;
    struct op_worker worker;
    int arms[2 * MAX_MEASURES + 1], n_moved = 0;

    (void)state;
    const int n = catalogue(names);
    char *text = strategies_of(names, n);

    assert_true(n >= 81 && 2 * n < OP_MAX_ARMS);
    village_load(&village, text);
    arms[0] = strategy(&village, "nothing");
    for (int m = 0; m < 2 * n; m++) {
        char id[16];

        snprintf(id, sizeof id, "s%d", m);
        arms[1 + m] = strategy(&village, id);
    }
    assert_int_equal(op_worker_init(&worker, &village.model, &village.scenario, 2 * n + 1, &never),
                     OP_OK);
    for (uint32_t r = 0; r < 3; r++) {
        struct op_replicate out;

        village_simulate(&village, &worker, 9, r, arms, 2 * n + 1, &out);
        for (int m = 0; m < n; m++) {
            if (out.arm[1 + m].fingerprint != out.arm[0].fingerprint) {
                print_message("%s at intensity 0 changes something\n", names[m]);
            }
            assert_true(out.arm[1 + m].fingerprint == out.arm[0].fingerprint);
            n_moved += out.arm[1 + n + m].fingerprint != out.arm[0].fingerprint;
        }
        op_replicate_free(&out);
    }
    // At full strength many do move something (not those that are out of their phase here).
    assert_true(n_moved >= 30);
    op_worker_free(&worker);
    village_free(&village);
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_forked_arm_has_the_law_of_independent_seeds),
        cmocka_unit_test(in_the_model_too_a_forked_arm_has_the_law_of_independent_seeds),
        cmocka_unit_test(every_measure_of_the_catalogue_at_intensity_zero_changes_not_one_bit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
