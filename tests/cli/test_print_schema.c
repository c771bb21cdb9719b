// SPDX-License-Identifier: GPL-3.0-or-later
// `oploop schema`, and what hangs on it: the copies in schema/, the first lines of shipped files by
// which an editor finds them, and an independent validator that reads the same files.
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

#define SCENARIOS "scenarios/*.yaml scenarios/*/scenario.yaml scenarios/reference/*.yaml"
#define CATALOGUE "scenarios/catalogue/*.yaml"

static struct outcome outcome;

static void
the_copies_in_schema_are_what_the_program_prints(void **state)
{
    (void)state;
    program_run(&outcome,
                "oploop schema | diff schema/scenario.schema.json - | head -20\n"
                "oploop schema catalogue | diff schema/catalogue.schema.json - | head -20");
    if (outcome.text[0]) {
        fail_msg("stale, run `make schema`:\n%s", outcome.text);
    }
}

static int
count(const char *text, const char *word)
{
    int n = 0;

    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word)) {
        n++;
    }
    return n;
}

static void
shipped_files_please_an_independent_validator_and_our_own(void **state)
{
    (void)state;
    program_run(&outcome,
                "sh tests/support/validate.sh schema/scenario.schema.json " SCENARIOS
                " && sh tests/support/validate.sh schema/catalogue.schema.json " CATALOGUE);
    if (outcome.exit_status != 0 || strstr(outcome.text, "bad ")) {
        fail_msg("%s", outcome.text);
    }
    assert_true(count(outcome.text, "ok scenarios/") >= 17);

    program_run(&outcome, "oploop check " SCENARIOS " 2>&1");
    assert_string_equal(outcome.text, "");
    assert_int_equal(outcome.exit_status, 0);
}

static void
defaults_and_examples_are_valid_where_they_stand(void **state)
{
    int n = 0;

    (void)state;
    program_run(&outcome, "sh tests/support/validate.sh schema/scenario.schema.json --examples");
    assert_null(strstr(outcome.text, "bad "));
    assert_int_equal(sscanf(outcome.text, "ok %d examples", &n), 1);
    assert_true(n > 300);

    program_run(&outcome, "sh tests/support/validate.sh schema/catalogue.schema.json --examples");
    assert_null(strstr(outcome.text, "bad "));
    assert_non_null(strstr(outcome.text, "ok "));
}

// A scenario that names no file: what an editor has open while one types.
static void
resolved_scenarios_please_the_independent_validator(void **state)
{
    (void)state;
    program_run(&outcome,
                "d=$(mktemp -d) && for f in " SCENARIOS "; do\n"
                "oploop check $f --resolved $d/$(echo $f | tr / _) || echo bad $f; done\n"
                "sh tests/support/validate.sh schema/scenario.schema.json $d/*.yaml; rm -r $d");
    if (strstr(outcome.text, "bad ")) {
        fail_msg("%s", outcome.text);
    }
    assert_true(count(outcome.text, "ok ") >= 13);
}

static void
shipped_files_say_where_their_schema_is(void **state)
{
    (void)state;
    program_run(&outcome,
                "for f in " SCENARIOS " " CATALOGUE "; do\n"
                "s=$(sed -n '1s/^# yaml-language-server: \\$schema=//p' $f)\n"
                "case $f in */catalogue/*) w=catalogue ;; *) w=scenario ;; esac\n"
                "test -n \"$s\" && cmp -s $(dirname $f)/$s schema/$w.schema.json || echo $f\n"
                "done");
    assert_string_equal(outcome.text, "");
}

static void
parameters_levers_observables_and_models_are_in_the_schema(void **state)
{
    static const char *const pieces[] = {
        "\"rho_open\": {",
        "\"police_persons\": {",
        "\"const\": \"active_persons\"",
        "\"online_build_up\"",
        "\"national_story\"",
        "\"maki_thompson\"",
        "\"^spread\\\\.rho_open$\"",
        "\"deny_event\": {\"description\"",
        "\"default\":",
        "\"research\", \"exercise\", \"policy\", \"evaluation\"",
    };
    char *text = program_text("schema", "scenario.schema.json");

    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        if (!strstr(text, pieces[i])) {
            fail_msg("no %s", pieces[i]);
        }
    }
    free(text);
}

static void
words_that_it_does_not_know_are_wrong_usage(void **state)
{
    (void)state;
    program_run(&outcome, "oploop schema catalouge 2>&1");
    assert_int_equal(outcome.exit_status, 2);
    assert_non_null(strstr(outcome.text, "did you mean catalogue"));

    assert_int_equal(program_status("oploop schema scenario scenario >/dev/null 2>&1"), 2);
    assert_int_equal(program_status("oploop schema >/dev/full 2>/dev/null"), 74);

    program_run(&outcome, "oploop schema --help");
    assert_int_equal(outcome.exit_status, 0);
    assert_non_null(strstr(outcome.text, "Examples:"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_copies_in_schema_are_what_the_program_prints),
        cmocka_unit_test(shipped_files_please_an_independent_validator_and_our_own),
        cmocka_unit_test(defaults_and_examples_are_valid_where_they_stand),
        cmocka_unit_test(resolved_scenarios_please_the_independent_validator),
        cmocka_unit_test(shipped_files_say_where_their_schema_is),
        cmocka_unit_test(parameters_levers_observables_and_models_are_in_the_schema),
        cmocka_unit_test(words_that_it_does_not_know_are_wrong_usage),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
