// SPDX-License-Identifier: GPL-3.0-or-later
// `oploop bench` as a user runs it, in its quick form: what it measures is there, and adds up.

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

// The value of a row of the CSV in the test's own folder; the test fails if there is no such row.
static double
value_of(const char *csv, const char *row)
{
    const char *at = strstr(csv, row);
    if (at == NULL) {
        fail_msg("no row %s in:\n%s", row, csv);
    }
    return strtod(at + strlen(row), NULL);
}

static void
the_queue_part_has_both_queues_four_laws_and_the_sizes_asked_for(void **state)
{
    static const char *const laws[] = { "exponential", "even", "two-fold", "heavy" };
    (void)state;
    assert_int_equal(
        program_status("oploop bench queue --quick --sizes 1000,5e3 -o %s/bench.csv >%s/table",
                       program_own_folder, program_own_folder),
        0);

    char *csv = program_text(program_own_folder, "bench.csv");
    assert_non_null(csv);
    assert_int_equal(strncmp(csv, "part,name,size,value,unit,limit\n", 32), 0);
    for (size_t i = 0; i < 4; i++) {
        for (int k = 0; k < 4; k++) {
            char row[96];
            snprintf(row, sizeof row, "\nqueue,\"%s, %s\",%s,", k % 2 ? "heap" : "bucket", laws[i],
                     k / 2 ? "1000" : "5000");
            const double ns = value_of(csv, row);
            assert_true(ns > 1 && ns < 1e6);
        }
    }
    free(csv);
    char *table = program_text(program_own_folder, "table");
    assert_non_null(strstr(table, "5,000"));
    free(table);
}

static void
the_memory_part_has_the_worlds_parts_and_keeps_the_budgets(void **state)
{
    (void)state;
    assert_int_equal(
        program_status("oploop bench memory scenarios/minimal.yaml --set population.at_most=20000 "
                       "-o %s/bench.csv >/dev/null",
                       program_own_folder),
        0);

    char *csv = program_text(program_own_folder, "bench.csv");
    assert_non_null(csv);
    const double traits = value_of(csv, "memory,\"world: persons: traits\",20000,");
    const double followers =
        value_of(csv, "memory,\"world: persons: where the followers stand\",20000,");
    const double groups = value_of(csv, "memory,\"world: persons: where the groups stand\",20000,");
    const double person = value_of(csv, "memory,\"world a person\",,");
    assert_true(person > (traits + followers + groups) / 20000 - 1e-9);
    assert_true(person < (traits + followers + groups) / 20000 + 1e-9);
    assert_true(person <= 40.05);
    assert_true(value_of(csv, "memory,\"world a directed tie\",,") <= 4.05);
    assert_true(value_of(csv, "memory,\"state a person of the world\",,") <= 64);
    assert_true(value_of(csv, "memory,\"peak of the whole program so far\",,") > 20000 * person);
    free(csv);
}

static void
the_segments_of_the_state_add_up_to_what_a_fork_copies(void **state)
{
    (void)state;
    const char *set = "--set population.at_most=20000";
    assert_int_equal(
        program_status("oploop bench memory scenarios/minimal.yaml %s -o %s/bench.csv >/dev/null",
                       set, program_own_folder),
        0);

    char *csv = program_text(program_own_folder, "bench.csv");
    double sum = 0;
    for (const char *at = strstr(csv, "memory,\"state: "); at != NULL;
         at = strstr(at + 1, "memory,\"state: ")) {
        const char *size = strstr(at, "\",") + 2;
        sum += strtod(strchr(size, ',') + 1, NULL);
    }
    const double all = value_of(csv, "memory,\"state, all: what a fork copies\",20000,");
    assert_true(sum > 0 && sum > all - 0.5 && sum < all + 0.5);
    free(csv);
}

static void
a_fork_takes_the_used_bytes_and_not_what_is_reserved(void **state)
{
    (void)state;
    assert_int_equal(
        program_status("oploop bench fork scenarios/minimal.yaml --set population.at_most=20000 "
                       "-o %s/bench.csv >/dev/null",
                       program_own_folder),
        0);

    char *csv = program_text(program_own_folder, "bench.csv");
    const double used = value_of(csv, "fork,\"state copied, at the end of a replicate\",,");
    const double taken = value_of(csv, "fork,\"memory taken by a first copy\",,");
    const double reserved = value_of(csv, "fork,\"address space reserved for a state\",,");
    assert_true(used > 20000 * 4);
    // a page at the end of each of at most 32 segments; pages have 2 MiB where the system wants
    // that
    assert_true(taken < used + 32 * 2097152.0);
    assert_true(reserved > 100 * used);
    free(csv);
}

static void
the_shares_of_kinds_and_the_rest_add_up_to_an_event(void **state)
{
    (void)state;
    assert_int_equal(program_status("oploop bench events scenarios/minimal.yaml --quick "
                                    "--set population.at_most=20000 -o %s/bench.csv >/dev/null",
                                    program_own_folder),
                     0);

    char *csv = program_text(program_own_folder, "bench.csv");
    const double n_events = value_of(csv, "events,\"simulated in 1 replicates\",,");
    const double event_ns = value_of(csv, "events,\"an event, all in all\",,");
    const double speed = value_of(csv, "events,\"speed\",,");
    double sum =
        value_of(csv, "events,\"the rest of an event: queue, timers, look-ahead, ticks, forks\",,");
    double n_calls = 0;
    for (const char *at = csv; (at = strstr(at, "\nevents,\"")) != NULL; at++) {
        const char *size = strstr(at, "\",") + 2;
        const double n = strtod(size, NULL);
        sum += *size == ',' ? 0 : n / n_events * strtod(strchr(size, ',') + 1, NULL);
        n_calls += *size == ',' ? 0 : n;
    }
    assert_true(n_events > 1000 && n_calls > 0.5 * n_events && n_calls <= n_events);
    assert_true(event_ns * speed > 0.999e9 && event_ns * speed < 1.001e9);
    assert_true(sum > 0.999 * event_ns && sum < 1.001 * event_ns);
    free(csv);
}

static void
the_scale_part_takes_a_reference_model_and_sizes(void **state)
{
    static struct outcome outcome;
    (void)state;
    program_run(&outcome,
                "oploop bench scale scenarios/reference/sir.yaml --quick --sizes 500,2000 --json");

    assert_int_equal(outcome.exit_status, 0);
    assert_non_null(strstr(outcome.text, "{ \"format\": \"oploop.bench/1\""));
    assert_non_null(
        strstr(outcome.text, "\"part\": \"scale\", \"name\": \"an event\", \"size\": 500,"));
    assert_non_null(
        strstr(outcome.text, "\"part\": \"scale\", \"name\": \"an event\", \"size\": 2000,"));
    assert_int_equal(outcome.text[strlen(outcome.text) - 2], '}');
}

static void
wrong_words_are_status_2_and_say_what_is_meant(void **state)
{
    static const struct {
        const char *words, *says;
    } wrong[] = {
        { "queeu", "did you mean queue?" },
        { "scenarios/minimal.yaml", "a scenario follows its part" },
        { "queue scenarios/minimal.yaml", "takes no scenario" },
        { "memory a.yaml b.yaml", "one file too many" },
        { "queue --sizes 10", "not a size" },
        { "queue --sizes 1e3,", "not a size" },
        { "queue --sizes 1e99", "not a size" },
        { "queue --sizes 1000.5", "not a size" },
        { "queue --sizes nan", "not a size" },
        { "memory --sizes 1000", "only queue and scale" },
        { "queue --set a=b", "needs a part that reads a scenario" },
        { "--set a=b", "needs a part that reads a scenario" },
        { "--quick --full", "contradict" },
        { "queue --seed -1", "not a whole number" },
        { "queue --quik", "did you mean --quick?" },
        { "queue --sizes", "a value is missing" },
        { "queue -z", "unknown option" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        static struct outcome outcome;
        program_run(&outcome, "oploop bench %s 2>&1 >/dev/null", wrong[i].words);
        if (outcome.exit_status != 2 || strstr(outcome.text, wrong[i].says) == NULL) {
            fail_msg("bench %s: status %d, says %s", wrong[i].words, outcome.exit_status,
                     outcome.text);
        }
    }
}

static void
files_that_are_missing_or_at_fault_have_their_status(void **state)
{
    (void)state;
    assert_int_equal(program_status("oploop bench memory scenarios/none.yaml >/dev/null 2>&1"), 66);
    assert_int_equal(program_status(
                         "oploop bench scale scenarios/none.yaml --quick >/dev/null 2>&1"),
                     66);
    assert_int_equal(program_status("oploop bench events scenarios/minimal.yaml --set "
                                    "population.within=60 >/dev/null 2>&1"),
                     65);
    // a scenario without `network` cannot grow
    assert_int_equal(program_status(
                         "oploop bench scale scenarios/minimal.yaml --quick >/dev/null 2>&1"),
                     65);
    assert_int_equal(program_status("oploop bench queue --quick >/dev/full 2>/dev/null"), 74);
}

static void
a_file_is_replaced_only_when_asked_and_none_is_left_after_an_error(void **state)
{
    (void)state;
    const char *queue = "oploop bench queue --quick --sizes 100";
    assert_int_equal(program_status("%s -o %s/a.csv >/dev/null", queue, program_own_folder), 0);
    assert_int_equal(program_status("%s -o %s/a.csv >/dev/null 2>&1", queue, program_own_folder),
                     73);
    assert_int_equal(program_status("%s -o %s/a.csv -f >/dev/null", queue, program_own_folder), 0);
    assert_int_equal(program_status("%s -o %s/none/a.csv >/dev/null 2>&1", queue,
                                    program_own_folder),
                     73);
    assert_int_equal(
        program_status("oploop bench memory scenarios/none.yaml -o %s/b.csv >/dev/null 2>&1",
                       program_own_folder),
        66);
    assert_false(program_has(program_own_folder, "b.csv"));
}

static void
help_goes_to_standard_output_with_examples_first(void **state)
{
    static struct outcome outcome;
    (void)state;
    program_run(&outcome, "oploop bench --help 2>/dev/null");

    const char *example = strstr(outcome.text, "oploop bench queue");
    const char *usage = strstr(outcome.text, "Usage:");
    assert_int_equal(outcome.exit_status, 0);
    assert_true(example != NULL && usage != NULL && example < usage);
}

#define OWN(test) cmocka_unit_test_setup_teardown(test, program_set_up, program_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        OWN(the_queue_part_has_both_queues_four_laws_and_the_sizes_asked_for),
        OWN(the_memory_part_has_the_worlds_parts_and_keeps_the_budgets),
        OWN(the_segments_of_the_state_add_up_to_what_a_fork_copies),
        OWN(a_fork_takes_the_used_bytes_and_not_what_is_reserved),
        OWN(the_shares_of_kinds_and_the_rest_add_up_to_an_event),
        cmocka_unit_test(the_scale_part_takes_a_reference_model_and_sizes),
        cmocka_unit_test(wrong_words_are_status_2_and_say_what_is_meant),
        cmocka_unit_test(files_that_are_missing_or_at_fault_have_their_status),
        OWN(a_file_is_replaced_only_when_asked_and_none_is_left_after_an_error),
        cmocka_unit_test(help_goes_to_standard_output_with_examples_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
