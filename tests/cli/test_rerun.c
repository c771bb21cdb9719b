// SPDX-License-Identifier: GPL-3.0-or-later
// `oploop rerun`: a folder is repeated from what it holds, and every file that is not the same is
// named.
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

static struct outcome outcome;
static const char *const folder = program_own_folder;

static void
assert_says(const char *text)
{
    if (strstr(outcome.text, text) == NULL) {
        fail_msg("\"%s\" is not in:\n%s", text, outcome.text);
    }
}

// Without gnuplot in sight: pictures take most of the time.
static void
make(const char *verb_and_words, const char *name)
{
    assert_int_equal(program_status("(PATH=/none; oploop %s -q -o %s/%s >/dev/null 2>&1)",
                                    verb_and_words, folder, name),
                     0);
}

static void
a_folder_repeats_itself_to_the_byte(void **state)
{
    // options that matter, words with spaces, and a model without strategies
    static const char *const words[] = {
        "compare scenarios/minimal.yaml --set population.at_most=300 -n 3 --seed 9 -j 2 --lang nl",
        "compare scenarios/minimal.yaml --set population.at_most=300 -n 12 -s patrol "
        "--fixed-parameters --until 'injured_persons: 2 persons'",
        "run scenarios/minimal.yaml --set population.at_most=300 --replicate 7 -s patrol "
        "--snapshot-at 'event - 12 h'",
        "run scenarios/reference/sir.yaml --set network.persons=300 -n 3",
        // two worlds, and points of two keys; the arms that a study names are not those of its
        // study
        "sweep scenarios/minimal.yaml --vary 'patrol.visible_presence.at = start .. event' "
        "--vary 'population.at_most = 200 persons .. 300 persons' --design latin --points 2 -n 2 "
        "--seed 3 --effective-share 70%",
    };

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char name[16];

        (void)snprintf(name, sizeof name, "r%d", (int)i);
        make(words[i], name);
        program_run(&outcome, "(PATH=/none; oploop rerun %s/%s/ --verify -j 1 2>/dev/null)", folder,
                    name);
        assert_int_equal(outcome.exit_status, 0);
        assert_says("files are the same");
        assert_null(strstr(outcome.text, "differs"));
        assert_int_equal(program_status("test ! -e %s/%s.rerun", folder, name), 0);
    }
}

static void
every_file_that_is_not_the_same_is_named(void **state)
{
    (void)state;
    make("compare scenarios/minimal.yaml --set population.at_most=300 -n 2", "a");
    assert_int_equal(program_status("cd %s/a && echo x >>outcomes.csv && rm quantiles.csv && "
                                    "mkdir more && echo y >more/notes && echo z >>run.json",
                                    folder),
                     0);
    program_run(&outcome, "(PATH=/none; oploop rerun %s/a --verify 2>/dev/null)", folder);
    assert_int_equal(outcome.exit_status, 1);
    assert_says("more/notes: missing in the repetition\n");
    assert_says("outcomes.csv: differs\n");
    assert_says("quantiles.csv: only in the repetition\n");
    assert_says("files are the same, 3 are not\n");
    assert_null(strstr(outcome.text, "run.json"));
}

// A study of the scenario itself: its folder keeps `study:`, and is repeated from its own design.
static void
a_swept_folder_is_repeated_and_a_changed_digit_told(void **state)
{
    (void)state;
    assert_int_equal(
        program_status(
            "cd %s && cp $OLDPWD/scenarios/minimal.yaml . && printf 'include: "
            "minimal.yaml\noploop: 1\npopulation: { at_most: 300 persons }\nstudy:\n"
            "  vary:\n    patrol.visible_presence.at: event - 4 h .. event by 2 h\n"
            "    spread.inviters: [ 10 %%%%, 30 %%%% ]\n  replicates: 2\n' >study.yaml && "
            "(PATH=/none; oploop sweep study.yaml -q -o s >/dev/null 2>&1)",
            folder),
        0);
    program_run(&outcome, "(PATH=/none; oploop rerun %s/s --verify -j 1 2>/dev/null)", folder);
    assert_int_equal(outcome.exit_status, 0);
    assert_says("files are the same");
    assert_int_equal(program_status("grep -q '^study:' %s/s/scenario.yaml && "
                                    "! grep -q patrol_p %s/s/scenario.yaml && "
                                    "grep -q patrol_p3 %s/s/arms.yaml",
                                    folder, folder, folder),
                     0);
    assert_int_equal(program_status("cd %s/s && sed '$s/.$/7/' points.csv >p && "
                                    "! cmp -s p points.csv && mv p points.csv",
                                    folder),
                     0);
    program_run(&outcome, "(PATH=/none; oploop rerun %s/s --verify 2>/dev/null)", folder);
    assert_int_equal(outcome.exit_status, 1);
    assert_says("points.csv: differs\n");
    assert_says("files are the same, 1 are not\n");
}

static void
a_repetition_goes_where_it_is_asked_and_takes_no_place_of_others(void **state)
{
    (void)state;
    make("compare scenarios/minimal.yaml --set population.at_most=300 -n 2", "a");
    assert_int_equal(program_status("(PATH=/none; oploop rerun %s/a -o %s/b >/dev/null 2>&1) && "
                                    "diff -r -x run.json %s/a %s/b >&2",
                                    folder, folder, folder, folder),
                     0);
    // its own command line is that of the repetition, and it can be repeated in turn
    assert_int_equal(program_status("(PATH=/none; oploop rerun %s/b --verify >/dev/null 2>&1)",
                                    folder),
                     0);
    program_run(&outcome,
                "mkdir %s/a.rerun && touch %s/a.rerun/mine && oploop rerun %s/a --verify "
                "2>&1",
                folder, folder, folder);
    assert_int_equal(outcome.exit_status, 73);
    assert_says("is in the way");
    assert_int_equal(program_status("test -e %s/a.rerun/mine", folder), 0);
}

static void
what_cannot_be_repeated_is_refused_with_a_remedy(void **state)
{
    static const struct {
        const char *words;
        int status;
        const char *said;
    } cases[] = {
        { "", 2, "which results folder?" },
        { "%s/empty", 2, "where should the repetition go?" },
        { "%s/empty --verify", 65, "it does not say how it was made" },
        { "%s/none --verify", 66, "No such file" },
        { "%s/broken --verify", 65, "it does not say how it was made" },
        { "%s/odd --verify", 65, "does not take this word: rerun" },
        { "%s/elsewhere --verify", 65, "does not take this word: --output=mine" },
        { "%s/forced -o %s/empty", 65, "does not take this word: -f" },
        { "%s/empty %s/none --verify", 2, "one folder at a time" },
        { "%s/empty --verity", 2, "did you mean --verify?" },
        { "%s/empty --verify -o", 2, "a value is missing" },
    };

    (void)state;
    assert_int_equal(
        program_status("cd %s && mkdir empty broken odd elsewhere forced && "
                       "for d in broken odd elsewhere forced; do : >$d/scenario.yaml; done && "
                       "echo '{ \"rerun\": [ \"compare' >broken/run.json && "
                       "echo '{ \"rerun\": [ \"rerun\", \"a\" ] }' >odd/run.json && "
                       "echo '{ \"rerun\": [ \"run\", \"--seed\", \"1\", \"--output=mine\" ] }' "
                       ">elsewhere/run.json && "
                       "echo '{ \"rerun\": [ \"run\", \"--fixed-parameters\", \"-f\" ] }' "
                       ">forced/run.json",
                       folder),
        0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char words[256];

        (void)snprintf(words, sizeof words, cases[i].words, folder, folder);
        program_run(&outcome, "oploop rerun %s 2>&1", words);
        assert_int_equal(outcome.exit_status, cases[i].status);
        assert_says(cases[i].said);
    }
    program_run(&outcome, "oploop rerun --help");
    assert_int_equal(outcome.exit_status, 0);
    assert_says("--verify");
}

static void
a_report_that_was_drawn_anew_in_dutch_is_repeated_in_dutch(void **state)
{
    (void)state;
    program_run(
        &outcome,
        "oploop compare scenarios/minimal.yaml --set population.at_most=300 -n 2 -q -o %s/a "
        ">/dev/null && oploop report %s/a --lang nl >/dev/null && oploop rerun %s/a "
        "--verify 2>&1",
        program_own_folder, program_own_folder, program_own_folder);
    assert_int_equal(outcome.exit_status, 0);
    assert_non_null(strstr(outcome.text, "files are the same"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_folder_repeats_itself_to_the_byte, program_set_up,
                                        program_tear_down),
        cmocka_unit_test_setup_teardown(every_file_that_is_not_the_same_is_named, program_set_up,
                                        program_tear_down),
        cmocka_unit_test_setup_teardown(a_swept_folder_is_repeated_and_a_changed_digit_told,
                                        program_set_up, program_tear_down),
        cmocka_unit_test_setup_teardown(
            a_repetition_goes_where_it_is_asked_and_takes_no_place_of_others, program_set_up,
            program_tear_down),
        cmocka_unit_test_setup_teardown(a_report_that_was_drawn_anew_in_dutch_is_repeated_in_dutch,
                                        program_set_up, program_tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_repeated_is_refused_with_a_remedy,
                                        program_set_up, program_tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
