// SPDX-License-Identifier: GPL-3.0-or-later
// `oploop check` as a user runs it: what it says where, and its exit status.

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

static void
a_scenario_without_faults_says_nothing(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome, "oploop check scenarios/minimal.yaml 2>&1");

    assert_string_equal(outcome.text, "");
    assert_int_equal(outcome.exit_status, 0);
}

static void
faults_go_to_standard_error_with_status_65(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome,
                "oploop check scenarios/minimal.yaml --set population.within=60 2>/dev/null");
    assert_string_equal(outcome.text, "");
    assert_int_equal(outcome.exit_status, 65);

    program_run(&outcome, "oploop check scenarios/minimal.yaml --set population.within=60 2>&1");
    assert_non_null(strstr(outcome.text, "--set population.within=60: error: within: \"60\" has no "
                                         "unit [OP_BAD_UNIT]\n"));
}

// Half an entry of the catalogue: what to do instead is said once.
static void
an_entry_of_ones_own_is_whole(void **state)
{
    static struct outcome outcome;
    const char *hint;

    (void)state;
    program_run(&outcome, "oploop check scenarios/minimal.yaml --set "
                          "measures.stop_talk.moves.caller_stops='10 %%' 2>&1");
    assert_int_equal(outcome.exit_status, 65);
    assert_non_null(strstr(outcome.text, "stop_talk: name is missing"));
    hint = strstr(outcome.text, "write `moves:` where it is used");
    assert_non_null(hint);
    assert_null(strstr(hint + 1, "write `moves:`"));
}

static void
a_missing_file_is_status_66(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome, "oploop check scenarios/none.yaml 2>&1");

    assert_int_equal(outcome.exit_status, 66);
    assert_non_null(strstr(outcome.text, "scenarios/none.yaml"));
}

static void
wrong_usage_is_status_2(void **state)
{
    static const char *const words[] = {
        "check",
        "check --nonsense",
        "check a.yaml --set",
        "check scenarios/minimal.yaml --js",
        "check --resolved /dev/null scenarios/minimal.yaml scenarios/minimal.yaml",
    };

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        static struct outcome outcome;
        char line[128];

        snprintf(line, sizeof line, "%s 2>/dev/null", words[i]);
        program_run(&outcome, "oploop %s", line);
        assert_int_equal(outcome.exit_status, 2);
        assert_string_equal(outcome.text, "");
    }
}

static void
help_goes_to_standard_output_with_examples_first(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome, "oploop check --help 2>/dev/null");

    const char *examples = strstr(outcome.text, "Examples:");
    const char *usage = strstr(outcome.text, "Usage:");

    assert_int_equal(outcome.exit_status, 0);
    assert_true(examples && usage && examples < usage);
}

static void
a_resolved_scenario_has_no_faults(void **state)
{
    static struct outcome outcome;
    char folder[] = "/tmp/oploop-test-XXXXXX";
    char words[256];

    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(words, sizeof words, "check scenarios/minimal.yaml --resolved %s/whole.yaml 2>&1",
             folder);
    program_run(&outcome, "oploop %s", words);
    assert_int_equal(outcome.exit_status, 0);

    snprintf(words, sizeof words, "check %s/whole.yaml 2>&1", folder);
    program_run(&outcome, "oploop %s", words);
    assert_string_equal(outcome.text, "");
    assert_int_equal(outcome.exit_status, 0);

    snprintf(words, sizeof words, "%s/whole.yaml", folder);
    remove(words);
    remove(folder);
}

static void
findings_for_programs_are_json_on_standard_output(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome, "oploop check --json scenarios/minimal.yaml 2>&1");
    assert_string_equal(outcome.text, "{ \"format\": \"oploop.check/1\", \"findings\": [] }\n");
    assert_int_equal(outcome.exit_status, 0);

    program_run(&outcome,
                "oploop check --json scenarios/none.yaml tests/broken/key_twice.yaml 2>&1");
    assert_int_equal(outcome.exit_status, 66);
    assert_non_null(strstr(outcome.text,
                           "\n  { \"severity\": \"error\", \"status\": \"OP_DUPLICATE_KEY\", "
                           "\"file\": \"tests/broken/key_twice.yaml\", \"line\": 9, \"column\": 1, "
                           "\"message\": \"title: this key stands twice\", "
                           "\"hint\": \"it stands at line 2 too\" }\n] }\n"));
    assert_non_null(strstr(outcome.text, "\"status\": \"OP_NOT_FOUND\", \"file\": null"));
}

static void
every_broken_file_ends_with_65_or_66_and_without_a_crash(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome, "for f in tests/broken/*.yaml; do oploop check \"$f\" 2>/dev/null; s=$?;"
                          " case $s in 65|66) ;; *) echo \"$f: $s\";; esac; done");
    assert_string_equal(outcome.text, "");
}

static void
nothing_is_coloured_not_even_on_a_terminal(void **state)
{
    const char *const words[] = { "check", "tests/broken/key_twice.yaml", NULL };
    int terminal = -1;

    (void)state;
    const pid_t child = program_start(words, &terminal);

    assert_false(program_says(terminal, "\033"));
    assert_int_equal(program_end(child, terminal), 65);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scenario_without_faults_says_nothing),
        cmocka_unit_test(faults_go_to_standard_error_with_status_65),
        cmocka_unit_test(an_entry_of_ones_own_is_whole),
        cmocka_unit_test(a_missing_file_is_status_66),
        cmocka_unit_test(wrong_usage_is_status_2),
        cmocka_unit_test(help_goes_to_standard_output_with_examples_first),
        cmocka_unit_test(a_resolved_scenario_has_no_faults),
        cmocka_unit_test(findings_for_programs_are_json_on_standard_output),
        cmocka_unit_test(every_broken_file_ends_with_65_or_66_and_without_a_crash),
        cmocka_unit_test(nothing_is_coloured_not_even_on_a_terminal),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
