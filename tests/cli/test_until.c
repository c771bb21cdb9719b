// SPDX-License-Identifier: GPL-3.0-or-later
// `oploop compare --until` and `sweep --until`: it stops at a look, at the same one however it is
// computed, and says so.
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

#define MINIMAL "scenarios/minimal.yaml --set population.at_most=300 "

static const char *const folder = program_own_folder;

static int
evenings_of(const char *name)
{
    char path[128];
    int n = -1;

    (void)snprintf(path, sizeof path, "%s/%s", folder, name);

    char *study = program_text(path, "study.csv");
    const char *line = study != NULL ? strstr(study, "\nreplicates,") : NULL;

    if (line != NULL) {
        n = atoi(line + strlen("\nreplicates,"));
    }
    free(study);
    return n;
}

static void
a_study_goes_on_until_its_intervals_are_narrow(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome,
                "(PATH=/none; oploop compare " MINIMAL
                "--until 'refused_measures: 0.06 measures' -n 200 -j 1 -o %s/one 2>&1)",
                folder);
    assert_int_equal(outcome.exit_status, 0);
    assert_non_null(strstr(outcome.text, "as narrow as asked after "));
    assert_non_null(strstr(outcome.text, "refused_measures: widest interval \u00b10.05"));
    assert_null(strstr(outcome.text, "not as narrow"));

    const int n = evenings_of("one");
    char words[64];

    assert_in_range(n, 60, 190);
    (void)snprintf(words, sizeof words, "± 0.06): they were after %d evenings.", n);

    char *page = program_text(folder, "one/report.html");

    assert_non_null(page);
    assert_non_null(strstr(page, words));
    free(page);
    assert_int_equal(n % 10, 0);

    // However many threads run ahead, and they are the evenings of a study of that number.
    assert_int_equal(program_status("(PATH=/none; oploop compare " MINIMAL
                                    "--until 'refused_measures: 0.06 measures' -n 200 -j 3 -q "
                                    "-o %s/three >/dev/null 2>&1)",
                                    folder),
                     0);
    assert_int_equal(program_status("diff -r -x run.json %s/one %s/three >&2", folder, folder), 0);
    assert_int_equal(program_status("(PATH=/none; oploop compare " MINIMAL
                                    "-n %d -q -o %s/plain >/dev/null 2>&1)",
                                    n, folder),
                     0);
    assert_int_equal(program_status("cmp %s/one/outcomes.csv %s/plain/outcomes.csv", folder,
                                    folder),
                     0);
    assert_int_equal(program_status("grep -q '^until_reached,yes' %s/one/study.csv && "
                                    "grep -q '^until_refused_measures,0.06' %s/one/study.csv && "
                                    "! grep -q until %s/plain/study.csv",
                                    folder, folder, folder),
                     0);
}

static void
the_most_evenings_are_told_when_they_were_not_enough(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome,
                "(PATH=/none; oploop compare " MINIMAL
                "--until 'refused_measures: 0.001 measures' --until 'injured_persons: 1 persons' "
                "-n 20 -q -o %s/few 2>&1 >/dev/null)",
                folder);
    assert_int_equal(outcome.exit_status, 0);
    assert_non_null(strstr(outcome.text, "after 20 evenings, the most that were allowed"));
    assert_int_equal(evenings_of("few"), 20);
    assert_int_equal(program_status("grep -q '^until_reached,no' %s/few/study.csv", folder), 0);
}

#define SWEEP                                                                          \
    "sweep " MINIMAL "--vary 'patrol.visible_presence.at = event - 2 h, event + 1 h' " \
    "--until 'refused_measures: 0.06 measures' -n 200 "

// The same stop for any number of threads, and for a study that was killed and goes on; the points
// are those of a study of that number.
static void
a_sweep_stops_at_one_look_however_it_is_computed(void **state)
{
    static struct outcome outcome;
    const char *binary = getenv("OPLOOP");

    (void)state;
    program_run(&outcome, "(PATH=/none; oploop " SWEEP "-j 1 -o %s/one 2>&1)", folder);
    assert_int_equal(outcome.exit_status, 0);
    assert_non_null(strstr(outcome.text, "as narrow as asked after "));
    assert_non_null(strstr(outcome.text, "refused_measures: widest interval \u00b10.05"));
    assert_null(strstr(outcome.text, "not as narrow"));

    const int n = evenings_of("one");

    assert_in_range(n, 60, 190);
    assert_int_equal(n % 10, 0);
    assert_int_equal(program_status("(PATH=/none; oploop " SWEEP "-j 3 -q -o %s/three >/dev/null "
                                    "2>&1) && diff -r -x run.json %s/one %s/three >&2",
                                    folder, folder, folder),
                     0);
    assert_int_equal(
        program_status("for i in 1 2 3 4 5 6; do { %s " SWEEP "-j 1 -q -o %s/cut >/dev/null & "
                       "P=$!; while kill -0 $P && ! test -e "
                       "%s/cut.unfinished/pieces/world-0001-0000020; do sleep 0.01; done; "
                       "kill -9 $P; wait $P; } 2>/dev/null; test -e %s/cut || break; rm -r %s/cut; "
                       "done; (PATH=/none; oploop " SWEEP "-j 1 -q -o %s/cut --resume >/dev/null "
                       "2>&1) && diff -r -x run.json %s/one %s/cut >&2",
                       binary != NULL && binary[0] != '\0' ? binary : "build/oploop", folder,
                       folder, folder, folder, folder, folder, folder),
        0);
    assert_int_equal(program_status("(PATH=/none; oploop sweep " MINIMAL "--vary "
                                    "'patrol.visible_presence.at = event - 2 h, event + 1 h' "
                                    "-n %d -q -o %s/plain >/dev/null 2>&1) && "
                                    "cmp %s/one/points.csv %s/plain/points.csv && "
                                    "cmp %s/one/design.csv %s/plain/design.csv",
                                    n, folder, folder, folder, folder, folder),
                     0);
    assert_int_equal(program_status("grep -q '^until_reached,yes' %s/one/study.csv", folder), 0);
}

static void
a_sweep_says_when_it_was_not_enough_or_cannot_be(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome,
                "(PATH=/none; oploop sweep " MINIMAL
                "--vary 'spread.inviters = 10 %%, 30 %%' --until 'injured_persons: 1 persons' "
                "-n 12 -q -o %s/few 2>&1 >/dev/null)",
                folder);
    assert_int_equal(outcome.exit_status, 0);
    assert_non_null(strstr(outcome.text, "after 12 evenings, the most that were allowed"));
    assert_int_equal(evenings_of("few"), 12);
    program_run(&outcome,
                "oploop sweep " MINIMAL "--vary 'population.at_most = 200 persons, 300 persons' "
                "--until 'calm: 5 %%' -o %s/none 2>&1",
                folder);
    assert_int_equal(outcome.exit_status, 2);
    assert_non_null(strstr(outcome.text, "does not go together with keys of the world"));
    program_run(&outcome,
                "oploop sweep " MINIMAL "--vary 'spread.inviters = 10 %%' "
                "--until 'injured_person: 2 persons' -o %s/none 2>&1",
                folder);
    assert_int_equal(outcome.exit_status, 2);
    assert_non_null(strstr(outcome.text, "did you mean injured_persons?"));
    assert_int_equal(program_status("ls -d %s/none* >/dev/null 2>&1", folder), 2);
}

static void
what_cannot_be_reached_is_refused_with_a_remedy(void **state)
{
    static const struct {
        const char *words;
        const char *said;
    } cases[] = {
        { "--until 'injured_person: 2 persons'", "did you mean injured_persons?" },
        { "--until 'injured_persons'", "write --until 'injured_persons: 2 persons'" },
        { "--until 'injured_persons: 2 h'", "\"2 h\" is no width in persons" },
        { "--until 'injured_persons: 0 persons'", "a width above 0 is needed" },
        { "--until 'injured_persons: -1 persons'", "injured_persons: " },
        { "--until 'injured_persons: nan persons'", "is no width in persons" },
        { "--until 'calm: 5 persons'", "write --until 'calm: 5 %'" },
        { "--until 'first_violence_h: 5 kg'", "is no width in h" },
        { "--until ''", "there is no metric \"\"" },
        { "--until 'calm: 5 %' --replicate 2", "--until does not go together with" },
        { "--until 'calm: 5 %' --snapshot-at start", "--until does not go together with" },
    };
    static struct outcome outcome;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        program_run(&outcome, "oploop compare " MINIMAL "%s -o %s/none 2>&1", cases[i].words,
                    folder);
        assert_int_equal(outcome.exit_status, 2);
        assert_non_null(strstr(outcome.text, cases[i].said));
        assert_false(program_has(folder, "none"));
    }
    program_run(&outcome, "oploop run " MINIMAL "-s patrol --until 'calm: 5 %%' -o %s/none 2>&1",
                folder);
    assert_int_equal(outcome.exit_status, 2);
    assert_non_null(strstr(outcome.text, "there is one strategy"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_study_goes_on_until_its_intervals_are_narrow,
                                        program_set_up, program_tear_down),
        cmocka_unit_test_setup_teardown(the_most_evenings_are_told_when_they_were_not_enough,
                                        program_set_up, program_tear_down),
        cmocka_unit_test_setup_teardown(a_sweep_stops_at_one_look_however_it_is_computed,
                                        program_set_up, program_tear_down),
        cmocka_unit_test_setup_teardown(a_sweep_says_when_it_was_not_enough_or_cannot_be,
                                        program_set_up, program_tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_reached_is_refused_with_a_remedy,
                                        program_set_up, program_tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
