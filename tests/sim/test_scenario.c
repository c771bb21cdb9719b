// SPDX-License-Identifier: GPL-3.0-or-later
// Whole scenarios: what is read, what overrides what, and that the resolved file says the same.
#include "sim/input/scenario.h"
#include "tests/support/small_schema.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char full[] = "tests/support/scenarios/full.yaml";
static const char overriding[] = "tests/support/scenarios/override.yaml";

static void
load(struct op_scenario *scenario, const char *path, const char *set)
{
    const struct op_load_options options = {
        .share_dir = "tests/support/share",
        .sets = &set,
        .n_sets = set != NULL,
    };
    struct op_diag diag;

    op_diag_init(&diag);
    if (op_scenario_load(scenario, path, &op_small_schema, &options, &diag) != OP_OK) {
        op_diag_print(&diag, stderr);
        fail_msg("%s cannot be read", path);
    }
    op_diag_free(&diag);
}

static int
param(const char *name)
{
    const int index = op_schema_param(&op_small_schema, name);

    assert_true(index >= 0);
    return index;
}

static void
what_the_file_says_is_in_the_scenario(void **state)
{
    struct op_scenario s;

    (void)state;
    load(&s, full, NULL);

    assert_string_equal(s.title.nl, "Een \"proef\"");
    assert_int_equal(s.event_us, INT64_C(26) * 3600 * 1000000);
    assert_int_equal(s.end_us, INT64_C(32) * 3600 * 1000000);
    assert_string_equal(s.place_name, "Rivierstad");
    assert_true(s.towns[s.place].inhabitants == 35000);
    assert_true(s.within_m == 60000 && s.max_persons == 50000);
    assert_int_equal(s.n_worlds, 3);
    assert_int_equal(s.record_every_us, INT64_C(900000000));
    assert_int_equal(s.watch_every_us, INT64_C(60000000));
    assert_true(s.is_set[param("spread.finders")] && !s.is_set[param("spread.follow_wait")]);
    assert_true(s.dist[param("spread.finders")].a == 100.0 / 86400);
    assert_true(s.dist[param("spread.ties")].a == 1);
    assert_int_equal(s.dist[param("crowd.kappa")].kind, OP_DIST_UNIFORM);   // the default
    assert_int_equal(s.n_happenings, 2);
    assert_true(s.happenings[0].amount == 800 && s.happenings[0].at_us == 0);
    assert_true(s.happenings[1].recorded && isnan(s.happenings[1].amount));
    op_scenario_free(&s);
}

static void
a_set_parameter_leaves_the_posterior(void **state)
{
    struct op_scenario s;

    (void)state;
    load(&s, full, NULL);

    assert_int_equal(s.posterior.n_columns, 1);
    assert_int_equal(s.posterior.param[0], param("crowd.kappa"));
    assert_true(s.posterior.values[0] == 2.5 && s.posterior.values[1] == 3.25);
    op_scenario_free(&s);
}

static void
nothing_is_always_there_and_empty(void **state)
{
    struct op_scenario s;

    (void)state;
    load(&s, full, NULL);

    assert_int_equal(s.n_strategies, 3);
    assert_string_equal(s.strategies[s.nothing].id, "nothing");
    assert_int_equal(s.strategies[s.nothing].n_uses, 0);
    assert_string_equal(s.strategies[s.base].id, "early");
    assert_int_equal(s.record, s.base);
    op_scenario_free(&s);
}

// The same measure with the same settings is one action, at whatever moment it starts.
static void
timing_is_not_content(void **state)
{
    struct op_scenario s;

    (void)state;
    load(&s, full, NULL);

    const struct op_strategy *early = &s.strategies[1];
    const struct op_strategy *late = &s.strategies[2];

    assert_int_equal(s.n_measures, 4);
    assert_int_equal(s.n_actions, 4);
    assert_int_equal(early->uses[1].action, late->uses[0].action);
    assert_true(early->lawful && !late->lawful);
    for (int i = 1; i < s.n_actions; i++) {
        assert_true(strcmp(s.measures[s.actions[i - 1].measure].id,
                           s.measures[s.actions[i].measure].id) < 0);
        assert_int_not_equal(s.actions[i - 1].hash, s.actions[i].hash);
    }
    assert_true(s.actions[early->uses[1].action].intensity == 0.5);
    op_scenario_free(&s);
}

static void
uses_start_and_stop_as_written(void **state)
{
    struct op_scenario s;

    (void)state;
    load(&s, full, NULL);

    const struct op_use *early = s.strategies[1].uses;
    const struct op_use *late = s.strategies[2].uses;

    assert_int_equal(early[0].start, OP_START_AT);
    assert_int_equal(early[0].at_us, 0);
    assert_int_equal(early[0].duration_us, OP_NEVER_US);
    assert_int_equal(early[1].start, OP_START_AFTER);
    assert_int_equal(early[1].after_use, 0);
    assert_int_equal(early[1].delay_us, INT64_C(1800000000));
    assert_int_equal(early[1].duration_us, INT64_C(3) * 3600 * 1000000);
    assert_int_equal(early[2].after_use, 1);
    assert_int_equal(early[2].until_us, s.event_us);
    assert_true(early[2].probability == 0.3);
    assert_int_equal(late[0].start, OP_START_WHEN);
    assert_true(late[0].with_lead_time && late[0].cooldown_us == INT64_C(3600000000));
    assert_true(late[0].until_test >= 0);

    const struct op_test *any = &s.tests[late[0].test];
    const struct op_test *all = &s.tests[any->first_child + 1];
    const struct op_test *active = &s.tests[all->first_child];

    assert_int_equal(any->kind, OP_TEST_ANY);
    assert_int_equal(all->kind, OP_TEST_ALL);
    assert_int_equal(active->kind, OP_TEST_OBSERVABLE);
    assert_true(active->oracle && active->level == 10 && active->release == 5);
    assert_int_equal(active->hold_us, INT64_C(600000000));
    assert_int_equal(s.tests[all->first_child + 1].relation, OP_AT_MOST);
    op_scenario_free(&s);
}

static void
later_says_override_earlier_ones_key_by_key(void **state)
{
    struct op_scenario s;

    (void)state;
    load(&s, overriding, NULL);

    assert_int_equal(s.purpose, OP_POLICY);
    assert_int_equal(s.n_worlds, 5);
    assert_true(s.dist[param("spread.rho_open")].a == 0.02);
    assert_true(s.dist[param("spread.ties")].a == 1);
    assert_int_equal(s.n_strategies, 3);
    assert_string_equal(s.place_name, "Groningen");   // the largest place of municipality 0014
    assert_false(s.strategies[2].lawful);
    op_scenario_free(&s);

    load(&s, overriding, "spread.rho_open=3 %");
    assert_true(s.dist[param("spread.rho_open")].a == 0.03);
    assert_true(s.dist[param("spread.ties")].a == 1);
    op_scenario_free(&s);

    load(&s, overriding, "population.within=25 km");
    assert_true(s.within_m == 25000);
    op_scenario_free(&s);
}

static void
faults_of_what_is_set_stand_at_set(void **state)
{
    static const struct {
        const char *set;
        enum op_status status;
    } cases[] = {
        { "spread.rho_open=140 %", OP_OUT_OF_RANGE },
        { "spread.rho_opne=1 %", OP_UNKNOWN_KEY },
        { "worlds", OP_SYNTAX },
        { "worlds=", OP_BAD_VALUE },
        { "worlds=[1", OP_SYNTAX },
        { "strategies.early.measures.x=1", OP_WRONG_TYPE },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct op_load_options options = {
            .share_dir = "tests/support/share",
            .sets = &cases[i].set,
            .n_sets = 1,
        };
        struct op_scenario s;
        struct op_diag diag;

        op_diag_init(&diag);
        assert_int_equal(op_scenario_load(&s, overriding, &op_small_schema, &options, &diag),
                         cases[i].status);
        assert_int_equal(strncmp(diag.findings[0].place.file, "--set ", 6), 0);
        assert_null(s.owner);
        op_scenario_free(&s);   // safe after a failure
        op_diag_free(&diag);
    }
}

static void
a_missing_file_is_not_found(void **state)
{
    struct op_scenario s;
    struct op_diag diag;

    (void)state;
    op_diag_init(&diag);
    assert_int_equal(op_scenario_load(&s, "tests/none.yaml", &op_small_schema, NULL, &diag),
                     OP_NOT_FOUND);
    assert_int_equal(op_scenario_load(&s, "tests", &op_small_schema, NULL, &diag), OP_NOT_FOUND);
    op_diag_free(&diag);
}

static char *
written(const struct op_scenario *scenario, const char *path)
{
    char *text = calloc(1, 65536);
    struct op_diag diag;

    op_diag_init(&diag);
    assert_int_equal(op_scenario_write(scenario, &op_small_schema, path, &diag), OP_OK);
    op_diag_free(&diag);

    FILE *in = fopen(path, "r");

    assert_non_null(in);
    assert_non_null(text);
    assert_true(fread(text, 1, 65535, in) > 0);
    fclose(in);
    return text;
}

static void
assert_same_content(const struct op_scenario *x, const struct op_scenario *y)
{
    assert_true(x->start_civil_s == y->start_civil_s && x->event_us == y->event_us &&
                x->end_us == y->end_us && x->place == y->place);
    assert_true(x->place_latitude_deg == y->place_latitude_deg);
    assert_memory_equal(x->dist, y->dist, (size_t)op_small_schema.n_params * sizeof *x->dist);
    assert_memory_equal(x->is_set, y->is_set, (size_t)op_small_schema.n_params);
    assert_int_equal(x->n_actions, y->n_actions);
    for (int i = 0; i < x->n_actions; i++) {
        assert_int_equal(x->actions[i].hash, y->actions[i].hash);
    }
    assert_int_equal(x->n_tests, y->n_tests);
    assert_int_equal(x->n_strategies, y->n_strategies);
    for (int i = 0; i < x->n_strategies; i++) {
        assert_string_equal(x->strategies[i].id, y->strategies[i].id);
        assert_int_equal(x->strategies[i].n_uses, y->strategies[i].n_uses);
        for (int k = 0; k < x->strategies[i].n_uses; k++) {
            const struct op_use *u = &x->strategies[i].uses[k];
            const struct op_use *v = &y->strategies[i].uses[k];

            assert_true(u->action == v->action && u->start == v->start && u->at_us == v->at_us &&
                        u->test == v->test && u->after_use == v->after_use &&
                        u->delay_us == v->delay_us && u->duration_us == v->duration_us &&
                        u->until_us == v->until_us && u->until_test == v->until_test &&
                        u->cooldown_us == v->cooldown_us && u->probability == v->probability &&
                        u->with_lead_time == v->with_lead_time);
        }
    }
}

static void
the_resolved_file_reads_as_the_same_content(void **state)
{
    static const char *const paths[] = { full, overriding };
    char folder[] = "/tmp/oploop-test-XXXXXX";
    char first_path[64];
    char second_path[64];

    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(first_path, sizeof first_path, "%s/first.yaml", folder);
    snprintf(second_path, sizeof second_path, "%s/second.yaml", folder);
    for (int i = 0; i < 2; i++) {
        struct op_scenario x;
        struct op_scenario y;

        load(&x, paths[i], NULL);
        char *first = written(&x, first_path);
        load(&y, first_path, NULL);
        char *second = written(&y, second_path);

        assert_string_equal(first, second);
        assert_same_content(&x, &y);
        free(first);
        free(second);
        op_scenario_free(&x);
        op_scenario_free(&y);
    }
    unlink(first_path);
    unlink(second_path);
    rmdir(folder);
}

static void
moments_are_written_in_local_clock_time(void **state)
{
    struct op_scenario s;
    char text[24];

    (void)state;
    load(&s, full, NULL);

    op_moment_text(&s, s.event_us, text);
    assert_string_equal(text, "2026-06-13T20:00:00");
    op_moment_text(&s, 999999, text);
    assert_string_equal(text, "2026-06-12T18:00:00");
    op_moment_text(&s, -1, text);
    assert_string_equal(text, "2026-06-12T17:59:59");
    op_scenario_free(&s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_file_says_is_in_the_scenario),
        cmocka_unit_test(a_set_parameter_leaves_the_posterior),
        cmocka_unit_test(nothing_is_always_there_and_empty),
        cmocka_unit_test(timing_is_not_content),
        cmocka_unit_test(uses_start_and_stop_as_written),
        cmocka_unit_test(later_says_override_earlier_ones_key_by_key),
        cmocka_unit_test(faults_of_what_is_set_stand_at_set),
        cmocka_unit_test(a_missing_file_is_not_found),
        cmocka_unit_test(the_resolved_file_reads_as_the_same_content),
        cmocka_unit_test(moments_are_written_in_local_clock_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
