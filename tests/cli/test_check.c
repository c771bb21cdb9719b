// SPDX-License-Identifier: GPL-3.0-or-later
// `oploop check` as a user runs it: what it says where, and its exit status.

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

struct outcome {
    int exit_status;
    char text[32768];
};

// Run `oploop WORDS`; the text is what went to standard output.
static void
run(const char *words, struct outcome *outcome)
{
    const char *program = getenv("OPLOOP");
    char command[1024];

    snprintf(command, sizeof command, "%s %s", program ? program : "build/oploop", words);

    FILE *out = popen(command, "r");

    assert_non_null(out);

    const size_t n = fread(outcome->text, 1, sizeof outcome->text - 1, out);
    const int ended = pclose(out);

    outcome->text[n] = '\0';
    assert_true(WIFEXITED(ended));
    outcome->exit_status = WEXITSTATUS(ended);
}

static void
a_scenario_without_faults_says_nothing(void **state)
{
    static struct outcome outcome;

    (void)state;
    run("check scenarios/minimal.yaml 2>&1", &outcome);

    assert_string_equal(outcome.text, "");
    assert_int_equal(outcome.exit_status, 0);
}

static void
faults_go_to_standard_error_with_status_65(void **state)
{
    static struct outcome outcome;

    (void)state;
    run("check scenarios/minimal.yaml --set population.within=60 2>/dev/null", &outcome);
    assert_string_equal(outcome.text, "");
    assert_int_equal(outcome.exit_status, 65);

    run("check scenarios/minimal.yaml --set population.within=60 2>&1", &outcome);
    assert_non_null(strstr(outcome.text, "--set population.within=60: error: within: \"60\" has no "
                                         "unit [OP_BAD_UNIT]\n"));
}

static void
a_missing_file_is_status_66(void **state)
{
    static struct outcome outcome;

    (void)state;
    run("check scenarios/none.yaml 2>&1", &outcome);

    assert_int_equal(outcome.exit_status, 66);
    assert_non_null(strstr(outcome.text, "scenarios/none.yaml"));
}

static void
wrong_usage_is_status_2(void **state)
{
    static const char *const words[] = { "check", "check --nonsense", "check a.yaml --set" };

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        static struct outcome outcome;
        char line[128];

        snprintf(line, sizeof line, "%s 2>/dev/null", words[i]);
        run(line, &outcome);
        assert_int_equal(outcome.exit_status, 2);
        assert_string_equal(outcome.text, "");
    }
}

static void
help_goes_to_standard_output_with_examples_first(void **state)
{
    static struct outcome outcome;

    (void)state;
    run("check --help 2>/dev/null", &outcome);

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
    run(words, &outcome);
    assert_int_equal(outcome.exit_status, 0);

    snprintf(words, sizeof words, "check %s/whole.yaml 2>&1", folder);
    run(words, &outcome);
    assert_string_equal(outcome.text, "");
    assert_int_equal(outcome.exit_status, 0);

    snprintf(words, sizeof words, "%s/whole.yaml", folder);
    remove(words);
    remove(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scenario_without_faults_says_nothing),
        cmocka_unit_test(faults_go_to_standard_error_with_status_65),
        cmocka_unit_test(a_missing_file_is_status_66),
        cmocka_unit_test(wrong_usage_is_status_2),
        cmocka_unit_test(help_goes_to_standard_output_with_examples_first),
        cmocka_unit_test(a_resolved_scenario_has_no_faults),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
