// SPDX-License-Identifier: GPL-3.0-or-later
// The public face (sim/oploop.h): an evening in pieces, forked, saved and loaded is the evening in
// one go, and that of a study; and a hand on a measure moves its levers.
#include "models/reference/references.h"
#include "models/registry.h"
#include "sim/oploop.h"
#include "tests/support/program.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HOUR_US ((int64_t)3600 * 1000000)
#define HAREN "scenarios/haren-2012/scenario.yaml"
enum { SEED = 20120921, REPLICATE = 1 };

static struct op_model model, reference[OP_N_REFERENCES];
static struct op_model_set set, references[OP_N_REFERENCES];
static struct op_diag diag;

static struct op_simulation *
open_simulation(const char *path, bool fixed, const volatile int *stop)
{
    static const char *const sets[] = { "population.at_most=1000" };
    const struct op_simulation_options options = {
        .path = path,
        .share_dir = ".",
        .sets = sets,
        .n_sets = strstr(path, "reference") == NULL,
        .model = &set,
        .references = references,
        .n_references = OP_N_REFERENCES,
        .n_threads = 1,
        .fixed_parameters = fixed,
        .stop = stop,
    };
    struct op_simulation *simulation;
    const enum op_status status = op_simulation_open(&simulation, &options, &diag);
    if (status != OP_OK) {
        op_diag_print(&diag, stderr);
    }
    assert_int_equal(status, OP_OK);
    return simulation;
}

static struct op_evening *
begin(struct op_simulation *simulation, const char *strategy)
{
    struct op_evening *evening;
    assert_int_equal(op_evening_begin(&evening, simulation, SEED, REPLICATE,
                                      op_simulation_strategy(simulation, strategy), &diag),
                     OP_OK);
    return evening;
}

static void
step(struct op_evening *evening, int64_t to_us)
{
    assert_int_equal(op_evening_step(evening, to_us), OP_OK);
}

static void
assert_same(const struct op_simulation *simulation, const struct op_evening *x,
            const struct op_evening *y)
{
    const size_t n_bytes = (size_t)op_simulation_observable_count(simulation) * sizeof(double);
    int64_t x_us, y_us;

    assert_true(op_evening_fingerprint(x) != 0);
    assert_int_equal(op_evening_fingerprint(x), op_evening_fingerprint(y));
    assert_int_equal(op_evening_now_us(x), op_evening_now_us(y));
    assert_int_equal(op_evening_is_over(x), op_evening_is_over(y));
    assert_int_equal(op_evening_row_count(x), op_evening_row_count(y));
    for (size_t i = 0; i < op_evening_row_count(x); i++) {
        const double *const of_x = op_evening_row(x, i, &x_us);
        const double *const of_y = op_evening_row(y, i, &y_us);
        assert_int_equal(x_us, y_us);
        assert_memory_equal(of_x, of_y, n_bytes);
    }
}

static void
an_evening_in_pieces_equals_one_go(void **state)
{
    struct op_simulation *const simulation = open_simulation(HAREN, false, NULL);
    const int64_t end_us = op_simulation_end_us(simulation);
    const int64_t event_us = op_simulation_event_us(simulation);
    struct op_evening *const whole = begin(simulation, "as_happened");
    struct op_evening *const pieces = begin(simulation, "as_happened");

    (void)state;
    step(whole, end_us);
    step(pieces, 0);
    step(pieces, 1);
    for (int64_t at_us = 0; at_us < event_us; at_us += 7 * HOUR_US + 1) {
        step(pieces, at_us > 1 ? at_us : 1);
        assert_false(op_evening_is_over(pieces));
        assert_int_equal(op_evening_now_us(pieces), at_us > 1 ? at_us : 1);
    }
    step(pieces, event_us);
    step(pieces, event_us);
    step(pieces, end_us - 1);
    assert_false(op_evening_is_over(pieces));
    step(pieces, end_us + HOUR_US);

    assert_true(op_evening_is_over(pieces));
    assert_same(simulation, whole, pieces);
    op_evening_free(whole);
    op_evening_free(pieces);
    op_simulation_free(simulation);
}

static void
a_fork_goes_on_as_its_original(void **state)
{
    struct op_simulation *const simulation = open_simulation(HAREN, false, NULL);
    const int64_t end_us = op_simulation_end_us(simulation);
    struct op_evening *const trunk = begin(simulation, "as_happened");
    struct op_evening *forked, *late;

    (void)state;
    step(trunk, op_simulation_event_us(simulation) - 30 * HOUR_US);
    assert_int_equal(op_evening_fork(&forked, trunk), OP_OK);
    assert_same(simulation, trunk, forked);
    const uint64_t at_fork = op_evening_fingerprint(trunk);
    step(forked, end_us);
    assert_int_equal(op_evening_fingerprint(trunk), at_fork);
    assert_true(op_evening_fingerprint(forked) != at_fork);
    step(trunk, end_us);
    assert_same(simulation, trunk, forked);
    assert_int_equal(op_evening_fork(&late, trunk), OP_OK);

    assert_same(simulation, trunk, late);
    op_evening_free(trunk);
    op_evening_free(forked);
    op_evening_free(late);
    op_simulation_free(simulation);
}

static void
saved_and_loaded_equals_never_saved(void **state)
{
    struct op_simulation *const first = open_simulation(HAREN, false, NULL);
    struct op_simulation *const second = open_simulation(HAREN, false, NULL);
    struct op_simulation *const fixed = open_simulation(HAREN, true, NULL);
    const int64_t end_us = op_simulation_end_us(first);
    const int64_t event_us = op_simulation_event_us(first);
    const int strategy = op_simulation_strategy(first, "as_happened");
    struct op_evening *const never_saved = begin(first, "as_happened");
    const int64_t cuts_us[] = { 1, event_us - 30 * HOUR_US, event_us + HOUR_US, end_us - 1 };
    char path[128];

    (void)state;
    (void)snprintf(path, sizeof path, "%s/evening.snapshot", program_own_folder);
    for (size_t i = 0; i < sizeof cuts_us / sizeof *cuts_us; i++) {
        struct op_evening *loaded, *forked;
        step(never_saved, cuts_us[i]);
        assert_int_equal(op_evening_save(never_saved, path, &diag), OP_OK);
        // The file says itself what was drawn: a simulation of central values can read it too.
        assert_int_equal(op_evening_load(&loaded, i == 1 ? fixed : second, path, strategy, &diag),
                         OP_OK);
        assert_same(first, never_saved, loaded);
        assert_int_equal(op_evening_fork(&forked, never_saved), OP_OK);
        step(forked, end_us);
        step(loaded, end_us);
        assert_same(first, forked, loaded);
        op_evening_free(loaded);
        op_evening_free(forked);
    }
    step(never_saved, end_us);
    assert_int_equal(op_evening_save(never_saved, path, &diag), OP_OUT_OF_RANGE);
    op_evening_free(never_saved);
    op_simulation_free(first);
    op_simulation_free(second);
    op_simulation_free(fixed);
}

static double
lever(const struct op_evening *evening, const char *name)
{
    double value;
    assert_int_equal(op_evening_lever(evening, name, &value), OP_OK);
    return value;
}

static void
assert_loads_the_same(struct op_simulation *simulation, struct op_evening *evening)
{
    const int strategy = op_simulation_strategy(simulation, "nothing");
    struct op_evening *loaded;
    char path[128];

    (void)snprintf(path, sizeof path, "%s/acted.snapshot", program_own_folder);
    assert_int_equal(op_evening_save(evening, path, &diag), OP_OK);
    assert_int_equal(op_evening_load(&loaded, simulation, path, strategy, &diag), OP_OK);
    step(evening, op_simulation_end_us(simulation));
    step(loaded, op_simulation_end_us(simulation));
    assert_same(simulation, evening, loaded);
    op_evening_free(loaded);
}

static void
an_act_moves_its_levers_and_no_other_evening(void **state)
{
    struct op_simulation *const simulation = open_simulation(HAREN, false, NULL);
    const int deny = op_simulation_action(simulation, "deny_event", 0);
    const int deploy = op_simulation_action(simulation, "me_deploy", 0);
    const int64_t at_us = op_simulation_event_us(simulation) - 80 * HOUR_US;
    struct op_evening *const acted = begin(simulation, "nothing");
    struct op_evening *plain;
    bool is_done = false;

    (void)state;
    assert_true(deny >= 0 && deploy >= 0);
    step(acted, at_us);
    assert_int_equal(op_evening_fork(&plain, acted), OP_OK);
    const double before = lever(acted, "announcement");
    assert_int_equal(op_evening_act(acted, deny, true, &is_done), OP_OK);
    assert_true(is_done);
    assert_true(op_evening_now_us(acted) - at_us <= 2);
    assert_true(lever(acted, "announcement") < before || lever(acted, "announcement") > before);
    assert_true(lever(plain, "announcement") >= before && lever(plain, "announcement") <= before);
    assert_int_equal(op_evening_act(acted, deny, false, NULL), OP_OK);
    assert_true(lever(acted, "announcement") >= before && lever(acted, "announcement") <= before);
    assert_int_equal(op_evening_act(acted, deny, true, &is_done), OP_OK);
    assert_true(is_done && op_evening_now_us(acted) - at_us <= 6);

    // Nobody is there yet: riot police has nothing to be deployed against.
    assert_int_equal(op_evening_act(acted, deploy, true, &is_done), OP_OK);
    assert_false(is_done);
    assert_loads_the_same(simulation, acted);
    step(plain, op_simulation_end_us(simulation));
    assert_true(op_evening_fingerprint(acted) != op_evening_fingerprint(plain));
    assert_int_equal(op_evening_act(acted, deny, false, NULL), OP_OUT_OF_RANGE);
    op_evening_free(acted);
    op_evening_free(plain);
    op_simulation_free(simulation);
}

// ---- the same evening in a study -------------------------------------------------------------

struct other {
    struct op_simulation *simulation;
    const char *const *strategies;
    int n_compared;
};

static enum op_status
compare(void *context, const struct op_replicate *replicate, const struct op_draws *draws)
{
    struct other *const other = context;

    (void)draws;
    for (int i = 0; i < replicate->n_arms; i++) {
        const struct op_arm_result *const arm = &replicate->arm[i];
        struct op_evening *const evening = begin(other->simulation, other->strategies[i]);
        double metric[128];
        const double *row = arm->record.value;
        int64_t at_us;

        step(evening, op_simulation_end_us(other->simulation));
        assert_int_equal(op_evening_outcome(evening, metric), OP_OK);
        assert_int_equal(op_evening_fingerprint(evening), arm->fingerprint);
        assert_memory_equal(metric, arm->metric,
                            (size_t)op_simulation_metric_count(other->simulation) * sizeof *metric);
        assert_int_equal(op_evening_row_count(evening), arm->record.n_rows);
        for (size_t r = 0; r < arm->record.n_rows; r++, row += arm->record.n_columns) {
            const double *const seen = op_evening_row(evening, r, &at_us);
            assert_int_equal(at_us, arm->record.at_us[r]);
            assert_memory_equal(seen, row, (size_t)arm->record.n_columns * sizeof *row);
        }
        other->n_compared++;
        op_evening_free(evening);
    }
    return OP_OK;
}

static void
an_evening_is_that_of_a_study(void **state)
{
    static const char *const names[] = { "nothing", "as_happened" };
    static const char *const sets[] = { "population.at_most=1000" };
    const struct op_load_options load = { ".", sets, 1, NULL };
    struct other other = { open_simulation(HAREN, false, NULL), names, 0 };
    const int arms[] = { op_simulation_strategy(other.simulation, names[0]),
                         op_simulation_strategy(other.simulation, names[1]) };
    const struct op_study_options options = { .seed = SEED,
                                              .first_replicate = REPLICATE,
                                              .n_replicates = 1,
                                              .n_threads = 1,
                                              .strategies = arms,
                                              .n_strategies = 2 };
    const volatile int stop = 0;
    struct op_scenario scenario;
    struct op_study_counts counts;

    (void)state;
    assert_int_equal(op_scenario_load(&scenario, HAREN, &model.schema, &load, &diag), OP_OK);
    assert_int_equal(op_study_go(&model, &scenario, &op_registry_worlds, &options, compare, NULL,
                                 &other, &stop, &counts, &diag),
                     OP_OK);
    assert_int_equal(other.n_compared, 2);
    op_scenario_free(&scenario);
    op_simulation_free(other.simulation);
}

static void
a_reference_model_is_run_through_the_same_face(void **state)
{
    struct op_simulation *const simulation =
        open_simulation("scenarios/reference/sir.yaml", false, NULL);
    const int size = op_simulation_metric(simulation, "final_size_persons");
    struct op_evening *evening;
    double metric[128];

    (void)state;
    assert_int_equal(op_evening_begin(&evening, simulation, SEED, 0, 0, &diag), OP_OK);
    step(evening, op_simulation_end_us(simulation));
    assert_int_equal(op_evening_outcome(evening, metric), OP_OK);
    assert_true(size >= 0 && metric[size] >= 1);
    op_evening_free(evening);
    op_simulation_free(simulation);
}

// ---- what is refused -------------------------------------------------------------------------

static void
what_cannot_be_is_refused_and_changes_nothing(void **state)
{
    struct op_simulation *const simulation = open_simulation("scenarios/minimal.yaml", true, NULL);
    struct op_evening *const evening = begin(simulation, "nothing");
    struct op_evening *none = evening;
    double value, values[128];

    (void)state;
    step(evening, HOUR_US);
    const uint64_t before = op_evening_fingerprint(evening);
    assert_int_equal(op_evening_step(evening, HOUR_US - 1), OP_OUT_OF_RANGE);
    assert_int_equal(op_evening_act(evening, -1, true, NULL), OP_UNKNOWN_NAME);
    assert_int_equal(op_evening_act(evening, op_simulation_action_count(simulation), true, NULL),
                     OP_UNKNOWN_NAME);
    assert_int_equal(op_evening_observable(evening, "nonsense", &value), OP_UNKNOWN_NAME);
    assert_int_equal(op_evening_lever(evening, "nonsense", &value), OP_UNKNOWN_NAME);
    assert_int_equal(op_evening_outcome(evening, values), OP_OUT_OF_RANGE);
    assert_int_equal(op_evening_save(evening, "/nowhere/at/all", &diag), OP_CANNOT_CREATE);
    assert_int_equal(op_simulation_strategy(simulation, "nonsense"), -1);
    assert_int_equal(op_simulation_action(simulation, "nonsense", 0), -1);
    assert_int_equal(op_simulation_metric(simulation, "nonsense"), -1);

    assert_int_equal(op_evening_fingerprint(evening), before);
    assert_int_equal(op_evening_now_us(evening), HOUR_US);
    assert_int_equal(op_evening_begin(&none, simulation, 1, 0, 99, &diag), OP_UNKNOWN_NAME);
    assert_null(none);
    assert_int_equal(op_evening_load(&none, simulation, "/nowhere", 0, &diag), OP_NOT_FOUND);
    assert_null(none);
    op_evening_free(NULL);
    op_simulation_free(NULL);
    op_evening_free(evening);
    op_simulation_free(simulation);
}

static void
a_faulty_scenario_opens_nothing_and_says_why(void **state)
{
    const struct op_simulation_options options = {
        .path = "tests/no such file", .share_dir = ".", .model = &set, .n_threads = 1
    };
    struct op_simulation *simulation;
    struct op_diag found;

    (void)state;
    op_diag_init(&found);
    assert_int_equal(op_simulation_open(&simulation, &options, &found), OP_NOT_FOUND);
    assert_null(simulation);
    assert_true(found.n_errors > 0);
    op_diag_free(&found);
}

static void
an_interrupted_step_can_be_gone_on_with(void **state)
{
    volatile int stop = 1;
    struct op_simulation *const simulation =
        open_simulation("scenarios/minimal.yaml", false, &stop);
    const int64_t end_us = op_simulation_end_us(simulation);
    struct op_evening *const stopped = begin(simulation, "patrol");
    struct op_evening *const whole = begin(simulation, "patrol");

    (void)state;
    assert_int_equal(op_evening_step(stopped, end_us), OP_INTERRUPTED);
    assert_false(op_evening_is_over(stopped));
    stop = 0;
    step(stopped, end_us);
    step(whole, end_us);

    assert_same(simulation, whole, stopped);
    op_evening_free(whole);
    op_evening_free(stopped);
    op_simulation_free(simulation);
}

static int
set_up(void **state)
{
    static const struct op_schema *schemas[OP_N_REFERENCES + 1];

    (void)state;
    op_diag_init(&diag);
    op_registry_model(&model);
    op_references_fill(reference, references, schemas);
    model.schema.references = schemas;
    set = (struct op_model_set){ &model, &op_registry_worlds };
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    op_diag_free(&diag);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_evening_in_pieces_equals_one_go),
        cmocka_unit_test(a_fork_goes_on_as_its_original),
        cmocka_unit_test_setup_teardown(saved_and_loaded_equals_never_saved, program_set_up,
                                        program_tear_down),
        cmocka_unit_test_setup_teardown(an_act_moves_its_levers_and_no_other_evening,
                                        program_set_up, program_tear_down),
        cmocka_unit_test(an_evening_is_that_of_a_study),
        cmocka_unit_test(a_reference_model_is_run_through_the_same_face),
        cmocka_unit_test(what_cannot_be_is_refused_and_changes_nothing),
        cmocka_unit_test(a_faulty_scenario_opens_nothing_and_says_why),
        cmocka_unit_test(an_interrupted_step_can_be_gone_on_with),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
