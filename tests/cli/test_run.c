// SPDX-License-Identifier: GPL-3.0-or-later
// `oploop run` as a user runs it: options, exit statuses, and what it leaves on the disk. The world
// is a village of some hundred persons, so that an evening takes milliseconds.
#include "tests/support/program.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SMALL "scenarios/minimal.yaml --set population.at_most=300 -q "

static const char *const folder = program_own_folder;

// How often a text stands in another.
static int
count(const char *in, const char *text)
{
    int n = 0;

    for (const char *at = strstr(in, text); at; at = strstr(at + 1, text)) {
        n++;
    }
    return n;
}

static void
assert_in_file(const char *sub, const char *name, const char *text)
{
    char path[256];

    snprintf(path, sizeof path, "%s/%s", folder, sub);

    char *whole = program_text(path, name);

    assert_non_null(whole);
    if (!strstr(whole, text)) {
        print_message("%s/%s does not hold: %s\n", path, name, text);
    }
    assert_non_null(strstr(whole, text));
    free(whole);
}

static void
a_results_folder_is_whole_and_nothing_else_is_left(void **state)
{
    static const char *const names[] = {
        "trajectories.csv", "outcomes.csv", "parameters.csv", "events.csv", "quantiles.csv",
        "summary.csv",      "columns.csv",  "strategies.csv", "study.csv",  "scenario.yaml",
        "datapackage.json", "run.json",     "report.html",
    };
    static struct outcome outcome;
    char path[128];

    (void)state;
    assert_int_equal(program_status("oploop run " SMALL "-n 2 -o %s/a/b/", folder), 0);

    snprintf(path, sizeof path, "%s/a/b", folder);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_true(program_has(path, names[i]));
    }
    program_run(&outcome, "ls %s/a; find %s -name '*part*' -o -name '*unfinished*'", folder,
                folder);
    assert_string_equal(outcome.text, "b\n");
    assert_in_file("a/b", "run.json", "\"end_reason\": \"done\"");
    assert_in_file("a/b", "run.json", "\"failed_replicates\": [], \"n_failed_replicates\": 0");
}

static void
a_replicate_is_exactly_that_one_again(void **state)
{
    (void)state;
    assert_int_equal(program_status("oploop run " SMALL "-n 3 -o %s/all", folder), 0);
    assert_int_equal(program_status("oploop run " SMALL "--replicate 2 -o %s/one", folder), 0);

    for (int i = 0; i < 3; i++) {
        static const char *const names[] = { "outcomes", "trajectories", "parameters" };

        assert_int_equal(
            program_status("cd %s && grep '^2,' all/%s.csv >x && tail -n +2 one/%s.csv | "
                           "cmp - x && test -s x",
                           folder, names[i], names[i]),
            0);
    }
}

static void
only_the_strategies_that_were_asked_for_are_simulated(void **state)
{
    static struct outcome outcome;

    (void)state;
    // Neither the base of the scenario nor `nothing` is added by `run`.
    assert_int_equal(
        program_status("oploop run scenarios/haren-2012/scenario.yaml -q -n 1 -s quiet_ring "
                       "--set population.at_most=300 -o %s/one",
                       folder),
        0);
    program_run(&outcome, "cut -d, -f3 %s/one/outcomes.csv", folder);
    assert_string_equal(outcome.text, "strategy\nquiet_ring\n");

    assert_int_equal(program_status("oploop run " SMALL "-n 1 -o %s/all", folder), 0);
    program_run(&outcome, "cut -d, -f3 %s/all/outcomes.csv", folder);
    assert_string_equal(outcome.text, "strategy\nnothing\npatrol\n");
}

static void
set_overrides_the_file_and_stands_in_the_resolved_scenario(void **state)
{
    (void)state;
    assert_int_equal(program_status("oploop run " SMALL "-n 1 --set spread.invite_read='10 %%' "
                                    "--set 'title=Another one' -o %s/a",
                                    folder),
                     0);
    assert_in_file("a", "scenario.yaml", "invite_read: 10 %");
    assert_in_file("a", "scenario.yaml", "Another one");
}

static void
fixed_parameters_are_the_same_in_all_replicates(void **state)
{
    static struct outcome outcome;

    (void)state;
    assert_int_equal(program_status("oploop run " SMALL "-n 3 --fixed-parameters -o %s/fixed",
                                    folder),
                     0);
    assert_in_file("fixed", "study.csv", "fixed_parameters,yes");
    // values of a parameter over replicates
    program_run(&outcome,
                "tail -n +2 %s/fixed/parameters.csv | cut -d, -f2,3 | sort -u | cut -d, -f1 | "
                "uniq -d",
                folder);
    assert_string_equal(outcome.text, "");

    assert_int_equal(program_status("oploop run " SMALL "-n 3 -o %s/drawn", folder), 0);
    program_run(&outcome,
                "tail -n +2 %s/drawn/parameters.csv | cut -d, -f2,3 | sort -u | cut -d, -f1 | "
                "uniq -d",
                folder);
    assert_non_null(strstr(outcome.text, "spread.inviters\n"));
}

static void
a_folder_that_is_not_empty_is_refused_before_anything_is_computed(void **state)
{
    static struct outcome outcome;

    (void)state;
    // A million evenings would take hours: the refusal comes first.
    program_run(&outcome,
                "mkdir %s/x && echo mine >%s/x/file && oploop run " SMALL
                "-n 1000000 -o %s/x 2>&1; echo $?; cat %s/x/file; ls %s",
                folder, folder, folder, folder, folder);
    assert_non_null(strstr(outcome.text, "x is not empty [OP_EXISTS]"));
    assert_non_null(strstr(outcome.text, "\n73\nmine\nx\n"));
}

static void
force_replaces_results_as_a_whole_and_nothing_else(void **state)
{
    (void)state;
    assert_int_equal(program_status("oploop run " SMALL "-n 2 -o %s/a", folder), 0);
    assert_int_equal(program_status("echo old >%s/a/stale.txt", folder), 0);
    assert_int_equal(program_status("oploop run " SMALL "-n 1 --force -o %s/a", folder), 0);
    assert_int_equal(program_status("test ! -e %s/a/stale.txt && ! ls -d %s/a.* 2>&1", folder,
                                    folder),
                     0);
    assert_in_file("a", "study.csv", "replicates,1");

    assert_int_equal(program_status("mkdir %s/x && echo mine >%s/x/file && oploop run " SMALL
                                    "-n 1 --force -o %s/x",
                                    folder, folder, folder),
                     73);
    assert_in_file("x", "file", "mine");
    // A run that fails leaves the old results in place.
    assert_int_equal(program_status("oploop run " SMALL "-n 1 --force -s none -o %s/a", folder), 2);
    assert_in_file("a", "study.csv", "replicates,1");
}

static void
what_a_killed_program_left_is_no_hindrance(void **state)
{
    (void)state;
    assert_int_equal(
        program_status("mkdir %s/a.unfinished && echo half >%s/a.unfinished/outcomes.csv && "
                       "oploop run " SMALL "-n 1 -o %s/a",
                       folder, folder, folder),
        0);
    assert_int_equal(program_status("test -d %s/a && test ! -e %s/a.unfinished", folder, folder),
                     0);
}

static void
wrong_words_end_with_their_status_and_a_reason(void **state)
{
    static const struct {
        const char *words;
        int exit_status;
        const char *says;
    } cases[] = {
        { "", 2, "a file is missing" },
        { "scenarios/minimal.yaml extra.yaml", 2, "one file too many: extra.yaml" },
        { "scenarios/none.yaml", 66, "scenarios/none.yaml" },
        { "scenarios", 66, "not a file" },
        { SMALL "-n 0", 2, "--replicates: \"0\" is not a whole number from 1 to 1000000" },
        { SMALL "-n -1", 2, "\"-1\" is not" },
        { SMALL "-n nan", 2, "\"nan\" is not" },
        { SMALL "-n 1e3", 2, "\"1e3\" is not" },
        { SMALL "-n ''", 2, "\"\" is not" },
        { SMALL "-n 99999999999999999999", 2, "is not a whole number" },
        { SMALL "-j 0", 2, "--threads: \"0\"" },
        { SMALL "-j 99999", 2, "--threads" },
        { SMALL "--seed -1", 2, "--seed" },
        { SMALL "--seed 9223372036854775808", 2, "--seed" },
        { SMALL "--replicate -1", 2, "--replicate" },
        { SMALL "--replicate 2147483648", 2, "--replicate" },
        { SMALL "--replicate 4294901759", 2, "--replicate" },
        { SMALL "--replic 3", 2, "unknown option: --replic" },
        { SMALL "--forc", 2, "did you mean --force?" },
        { SMALL "--treads 3", 2, "did you mean --threads?" },
        { SMALL "-z", 2, "unknown option: -z" },
        { SMALL "--no-fork=3", 2, "takes no value" },
        { SMALL "--seed", 2, "a value is missing after: --seed" },
        { SMALL "--lang de", 2, "en or nl" },
        { SMALL "-s patrl", 2, "did you mean \"patrol\"?" },
        { SMALL "-s ''", 2, "there are nothing, patrol" },
        { SMALL "-o ''", 73, "empty or too long" },
        { SMALL "--set x", 65, "is not KEY=VALUE" },
        { SMALL "--set =1", 65, "is not KEY=VALUE" },
        { SMALL "--set spread.q_inv=1", 65, ", inviters, invites, " },
        { SMALL "--set population.within=nan", 65, "is not a length" },
        { SMALL "--set 'population.within=-1 km'", 65, "outside" },
        { SMALL "--set 'population.within=1e400 km'", 65, "OP_" },
        { SMALL "--set population.within=", 65, "no value" },
        { SMALL "--set population.at_most=0", 65, "outside" },
        { SMALL "-o Makefile", 73, "exists and is not a folder" },
        { SMALL "-o Makefile/x", 73, "cannot be created" },
        { SMALL "-o /proc/oploop/x", 73, "cannot be created" },
    };
    static struct outcome outcome;
    int n_wrong = 0;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        program_run(&outcome, "oploop run -n 1 -o %s/x%zu %s 2>&1 >/dev/null", folder, i,
                    cases[i].words);
        if (outcome.exit_status != cases[i].exit_status || !strstr(outcome.text, cases[i].says)) {
            print_message("oploop run %s: %d, not %d with \"%s\": %s\n", cases[i].words,
                          outcome.exit_status, cases[i].exit_status, cases[i].says, outcome.text);
            n_wrong++;
        }
    }
    assert_int_equal(n_wrong, 0);
    program_run(&outcome, "ls %s", folder);
    assert_string_equal(outcome.text, "");
}

static void
verbs_are_whole_words(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome, "oploop comp scenarios/minimal.yaml 2>&1 >/dev/null");
    assert_int_equal(outcome.exit_status, 2);
    program_run(&outcome, "oploop chek 2>&1 >/dev/null");
    assert_int_equal(outcome.exit_status, 2);
    assert_non_null(strstr(outcome.text, "did you mean check"));
    assert_int_equal(program_status("oploop 2>/dev/null"), 2);
    assert_int_equal(program_status("oploop help nonsense 2>/dev/null"), 2);
    assert_int_equal(program_status("oploop version more 2>/dev/null"), 2);
    assert_int_equal(program_status("oploop version"), 0);
    assert_int_equal(program_status("oploop --version"), 0);
}

static void
what_cannot_be_printed_is_status_74_and_the_results_are_whole_all_the_same(void **state)
{
    static const char *const words[] = { "--help",       "version",
                                         "run --help",   "compare -h",
                                         "check --help", "report --help",
                                         "help run",     "check --json scenarios/minimal.yaml" };

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        assert_int_equal(program_status("oploop %s >/dev/full 2>&1", words[i]), 74);
    }
    assert_int_equal(program_status("oploop compare " SMALL "-n 1 -o %s/a >/dev/full 2>/dev/null",
                                    folder),
                     74);
    assert_in_file("a", "run.json", "\"end_reason\": \"done\"");
    // A reader that goes away early does not kill the program half-way.
    assert_int_equal(program_status("(oploop compare " SMALL
                                    "-n 2 -o %s/b; echo $? >%s/status) 2>/dev/null "
                                    "| true; grep -qx 141 %s/status && test -e %s/b/run.json",
                                    folder, folder, folder, folder),
                     0);
}

static void
files_that_cannot_be_written_are_status_73_or_74_and_leave_nothing(void **state)
{
    static struct outcome outcome;

    (void)state;
    // A limit on the size of files stands for a full disk.
    program_run(&outcome,
                "trap '' XFSZ; (ulimit -f 8; oploop run " SMALL "-n 4 -o %s/a 2>&1; echo $?); "
                "ls %s",
                folder, folder);
    assert_true(strstr(outcome.text, "\n74\n") || strstr(outcome.text, "\n73\n"));
    assert_null(strstr(outcome.text, "a.unfinished\n"));
    assert_false(program_has(folder, "a"));
}

static void
progress_with_the_time_left_goes_to_a_terminal_only(void **state)
{
    static struct outcome outcome;
    char path[80];
    const char *words[] = {
        "run", "scenarios/minimal.yaml", "--set", "population.at_most=300", "-n", "5", "-o", path,
        NULL
    };
    int terminal = -1;

    (void)state;
    snprintf(path, sizeof path, "%s/a", folder);
    const pid_t child = program_start(words, &terminal);

    assert_true(program_says(terminal, "5 of 5 evenings, 0 s left"));
    assert_int_equal(program_end(child, terminal), 0);

    program_run(&outcome,
                "oploop run scenarios/minimal.yaml --set population.at_most=300 -n 2 -o %s/b 2>&1 "
                ">/dev/null",
                folder);
    assert_string_equal(outcome.text, "");
}

static void
an_interrupt_leaves_whole_files_of_what_was_finished_and_status_130(void **state)
{
    static struct outcome outcome;
    char path[80];
    const char *words[] = { "compare", "scenarios/minimal.yaml",
                            "--set",   "population.at_most=300",
                            "-n",      "1000000",
                            "-o",      path,
                            NULL };
    int terminal = -1;

    (void)state;
    snprintf(path, sizeof path, "%s/a", folder);
    const pid_t child = program_start(words, &terminal);

    assert_true(program_says(terminal, "7 of 1000000 evenings"));
    // While it is being filled, nobody else may fill it.
    program_run(&outcome, "oploop run " SMALL "-n 1 -o %s 2>&1", path);
    assert_int_equal(outcome.exit_status, 73);
    assert_non_null(strstr(outcome.text, "another program is filling"));
    assert_int_equal(kill(child, SIGINT), 0);
    assert_int_equal(program_end(child, terminal), 130);

    assert_false(program_has(folder, "a.unfinished"));
    assert_in_file("a", "run.json", "\"end_reason\": \"interrupted\"");
    assert_true(program_has(path, "report.html"));

    // As many evenings as the study says, two rows each, the last one whole; both arms of each.
    char *study = program_text(path, "study.csv");
    char *rows = program_text(path, "outcomes.csv");
    const char *at = strstr(study, "\nreplicates,");
    const int n = at ? atoi(at + strlen("\nreplicates,")) : 0;
    const size_t n_bytes = strlen(rows);

    assert_true(n >= 7);
    assert_int_equal(count(rows, "\n"), 2 * n + 1);
    assert_int_equal(count(rows, ",nothing,"), n);
    assert_true(rows[n_bytes - 1] == '\n');
    free(study);
    free(rows);
    // What was kept is what an undisturbed study of as many evenings gives.
    assert_int_equal(program_status("oploop compare " SMALL "-n %d -o %s/b >/dev/null && cmp "
                                    "%s/a/trajectories.csv %s/b/trajectories.csv",
                                    n, folder, folder, folder),
                     0);
}

// Strategies may use a measure at other moments and strengths: its effect is one draw all the same,
// and a table with it twice would be joined twice.
static void
an_effect_that_two_settings_share_is_written_once(void **state)
{
    (void)state;
    assert_int_equal(
        program_status(
            "cp scenarios/minimal.yaml %s && cd %s && printf 'include: minimal.yaml\noploop: 1\n"
            "population: { at_most: 300 persons }\nstrategies:\n"
            "  half: { measures: [ { visible_presence: { at: event - 1 h, "
            "intensity: 0.5, oracle: yes } } ] }\n' >two.yaml && "
            "oploop run two.yaml -q -n 2 -o a >/dev/null && "
            "grep -q visible_presence.crackdown a/parameters.csv && "
            "test -z \"$(cut -d, -f1,2 a/parameters.csv | sort | uniq -d)\" && "
            "test -z \"$(cut -d, -f1,2 a/columns.csv | sort | uniq -d)\"",
            folder, folder),
        0);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, program_set_up, program_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_results_folder_is_whole_and_nothing_else_is_left),
        TEST(a_replicate_is_exactly_that_one_again),
        TEST(only_the_strategies_that_were_asked_for_are_simulated),
        TEST(set_overrides_the_file_and_stands_in_the_resolved_scenario),
        TEST(fixed_parameters_are_the_same_in_all_replicates),
        TEST(an_effect_that_two_settings_share_is_written_once),
        TEST(a_folder_that_is_not_empty_is_refused_before_anything_is_computed),
        TEST(force_replaces_results_as_a_whole_and_nothing_else),
        TEST(what_a_killed_program_left_is_no_hindrance),
        TEST(wrong_words_end_with_their_status_and_a_reason),
        TEST(verbs_are_whole_words),
        TEST(what_cannot_be_printed_is_status_74_and_the_results_are_whole_all_the_same),
        TEST(files_that_cannot_be_written_are_status_73_or_74_and_leave_nothing),
        TEST(progress_with_the_time_left_goes_to_a_terminal_only),
        TEST(an_interrupt_leaves_whole_files_of_what_was_finished_and_status_130),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
