// SPDX-License-Identifier: GPL-3.0-or-later
// A results folder is whole or not there: whatever ends the program, and wherever the disk is full.
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
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SMALL "scenarios/minimal.yaml --set population.at_most=300 -q "

enum { N_KILLED = 40 };

static const char *const folder = program_own_folder;
static struct outcome outcome;

static void
assert_says(const char *text)
{
    if (strstr(outcome.text, text) == NULL) {
        print_message("this is not said: %s\nbut: %s\n", text, outcome.text);
    }
    assert_non_null(strstr(outcome.text, text));
}

// Nothing of a name that begins so lies in the test's folder.
static void
assert_nothing_of(const char *name)
{
    program_run(&outcome, "cd %s && ls -d %s* 2>/dev/null", folder, name);
    assert_string_equal(outcome.text, "");
}

// Every table is what datapackage.json says, by another program's hashes.
static void
assert_is_whole(const char *name)
{
    program_run(
        &outcome,
        "cd %s/%s && tr -d '\\n' <datapackage.json | grep -o '\"path\": \"[^\"]*\"[^{]*"
        "\"hash\": \"sha256:[0-9a-f]*' | sed -e 's/\"path\": \"\\([^\"]*\\)\".*:\\([0-9a-f]*\\)$/"
        "\\2  \\1/' >../sums && test $(wc -l <../sums) -ge 6 && sha256sum --quiet -c ../sums "
        "2>&1",
        folder, name);
    if (outcome.exit_status != 0) {
        print_message("%s\n", outcome.text);
    }
    assert_int_equal(outcome.exit_status, 0);
}

static void
a_full_disk_is_told_with_its_remedy_and_leaves_nothing(void **state)
{
    int n_failed = 0;

    (void)state;
    // A limit on the size of a file stands for it: so many KiB; signals are the program's own care.
    for (int limit = 0; limit <= 512; limit = limit == 0 ? 1 : 2 * limit) {
        program_run(&outcome,
                    "(ulimit -f %d; PATH=/nowhere oploop run " SMALL
                    "-n 4 --snapshot-at 'event - 12 h' -o %s/a 2>&1)",
                    limit, folder);
        if (outcome.exit_status == 0) {
            assert_is_whole("a");
            program_run(&outcome, "rm -r %s/a %s/sums", folder, folder);
            continue;
        }
        n_failed++;
        assert_int_equal(outcome.exit_status, 74);
        assert_says("cannot be written: File too large");
        assert_says("hint: the limit on the size of a file is reached");
        assert_nothing_of("a");
    }
    assert_true(n_failed >= 5);
}

// In a name space of its own one may mount; where the system does not let us, there is no test.
static bool
can_mount(void)
{
    const bool can = program_status("unshare -rm true 2>/dev/null") == 0;

    if (!can) {
        print_message("no name spaces here: file systems are not tried\n");
    }
    return can;
}

static void
a_tiny_file_system_that_fills_up_is_told_and_left_empty(void **state)
{
    int n_failed = 0;

    (void)state;
    if (!can_mount()) {
        skip();
    }
    for (int kib = 4; kib <= 4096; kib *= 2) {
        program_run(&outcome,
                    "mkdir -p %s/m; exe=$(readlink -f ${OPLOOP:-build/oploop}); unshare -rm sh -c "
                    "\"mount -t tmpfs -o size=%dk none %s/m && PATH=/nowhere:$PATH $exe run " SMALL
                    "-n 4 -o %s/m/a 2>&1; echo status \\$?; ls -A %s/m\"",
                    folder, kib, folder, folder, folder);
        // Tables, pictures and report need more than some of these, and less than the others.
        if (strstr(outcome.text, "status 0\na\n") != NULL) {
            continue;
        }
        n_failed++;
        assert_true(strstr(outcome.text, "status 74\n") || strstr(outcome.text, "status 73\n"));
        assert_says("No space left on device");
        assert_says("hint: the disk is full");
        assert_null(strstr(outcome.text, "\na.unfinished"));
        assert_null(strstr(outcome.text, "\na\n"));
    }
    assert_true(n_failed >= 3 && n_failed < 11);
}

static void
what_cannot_be_created_is_status_73_and_says_why(void **state)
{
    (void)state;
    program_run(&outcome, "touch %s/file; oploop run " SMALL "-n 1 -o %s/file/a 2>&1", folder,
                folder);
    assert_int_equal(outcome.exit_status, 73);
    assert_says("cannot be created: Not a directory");
    assert_says("hint: a part of the path is no folder");
    program_run(&outcome, "oploop run " SMALL "-n 1 -o /proc/oploop/a 2>&1");
    assert_int_equal(outcome.exit_status, 73);
    // A parent that is missing is made.
    assert_int_equal(program_status("oploop run " SMALL "-n 1 -o %s/b/c/d 2>&1", folder), 0);
    if (can_mount()) {
        program_run(&outcome,
                    "mkdir %s/m; exe=$(readlink -f ${OPLOOP:-build/oploop}); unshare -rm sh -c "
                    "\"mount -t tmpfs -o ro none %s/m && $exe run " SMALL "-n 1 -o %s/m/a 2>&1\"",
                    folder, folder, folder);
        assert_int_equal(outcome.exit_status, 73);
        assert_says("cannot be created: Read-only file system");
        assert_says("hint: this file system is read-only");
    }
}

static void
a_reader_who_had_enough_is_no_fault_to_speak_of(void **state)
{
    (void)state;
    program_run(&outcome,
                "(trap '' PIPE; oploop check --json scenarios/minimal.yaml; echo $? >%s/status) "
                "2>&1 | true; sleep 1; cat %s/status",
                folder, folder);
    // It may have been quick enough to be read.
    assert_true(strcmp(outcome.text, "141\n") == 0 || strcmp(outcome.text, "0\n") == 0);
    program_run(
        &outcome,
        "{ sleep 1; oploop check --json scenarios/minimal.yaml; echo $? >%s/status; } 2>%s/said"
        " | true; cat %s/status %s/said",
        folder, folder, folder, folder);
    assert_string_equal(outcome.text, "141\n");
    program_run(&outcome, "oploop check --json scenarios/minimal.yaml 2>&1 >/dev/full");
    assert_int_equal(outcome.exit_status, 74);
    assert_says("standard output cannot be written: No space left on device");
}

// Start the program as `exec`ed by a shell, so that a signal meets it and nobody else.
// Without pictures, which another program draws, it takes a tenth of the time.
static pid_t
start(const char *words, bool has_pictures)
{
    char command[1024];
    const char *named = getenv("OPLOOP");

    snprintf(command, sizeof command, "exec %s %s %s >/dev/null 2>&1",
             has_pictures ? "" : "env PATH=/nowhere",
             named != NULL && named[0] != '\0' ? named : "build/oploop", words);
    const pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    return child;
}

static int
ended(pid_t child)
{
    int status = 0;

    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static long
now_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

// The folder is as it was before, or as it is to be; or else it is not there, and what is there
// says so by its name, and is refused.
static void
assert_never_wrong(const char *refused)
{
    if (program_has(folder, "a")) {
        assert_is_whole("a");
    }
    if (program_has(folder, refused)) {
        program_run(&outcome, "oploop report %s/%s 2>&1", folder, refused);
        assert_int_equal(outcome.exit_status, 65);
        assert_says("these results are unfinished");
        program_run(&outcome,
                    "mkdir -p %s/%s/snapshots; oploop run " SMALL
                    "--from %s/%s/snapshots -o %s/b 2>&1",
                    folder, refused, folder, refused, folder);
        assert_int_equal(outcome.exit_status, 65);
        assert_says("these results are unfinished");
        assert_nothing_of("b");
    }
}

static void
a_program_that_is_killed_leaves_whole_results_or_none(void **state)
{
    char words[256];
    unsigned seed = 20120921;
    int n_unfinished = 0, n_killed = 0;

    (void)state;
    snprintf(words, sizeof words, "compare " SMALL "-n 2 -j 2 --force -o %s/a", folder);
    long takes_us[2];

    for (int pictures = 0; pictures < 2; pictures++) {
        const long begin_us = now_us();

        assert_int_equal(ended(start(words, pictures)), 0);
        takes_us[pictures] = now_us() - begin_us;
    }

    program_run(&outcome, "cp -r %s/a %s/reference", folder, folder);
    // Half of the times there are results before, which are to be replaced; half of them none.
    for (int i = 0; i < N_KILLED; i++) {
        program_run(&outcome,
                    i % 2 == 0 ? "rm -rf %s/a" : "test -e %s/a || cp -r %s/reference %s/a", folder,
                    folder, folder);
        seed = seed * 1664525u + 1013904223u;
        const bool pictures = i % 8 > 5;
        const pid_t child = start(words, pictures);

        usleep((useconds_t)((double)(seed >> 8) / (1 << 24) * (double)takes_us[pictures]));
        kill(child, SIGKILL);
        n_killed += ended(child) == 128 + SIGKILL;
        n_unfinished += program_has(folder, "a.unfinished");
        assert_true(i % 2 == 0 || program_has(folder, "a"));
        assert_never_wrong("a.unfinished");
    }
    print_message("%d of %d were killed in time, %d left an unfinished folder\n", n_killed,
                  N_KILLED, n_unfinished);
    assert_true(n_killed >= N_KILLED / 2 && n_unfinished > 0);

    // The next run says what it found, takes it away, and gives what it gives.
    program_run(&outcome, "rm -rf %s/a; mkdir -p %s/a.unfinished/x; oploop %s 2>&1 >/dev/null",
                folder, folder, words);
    assert_int_equal(outcome.exit_status, 0);
    assert_says("a.unfinished, left unfinished by a program that was stopped, is removed");
    program_run(&outcome, "cd %s && ls -d a*; diff -r -x run.json a reference", folder);
    assert_string_equal(outcome.text, "a\n");
}

static void
evenings_that_a_stopped_run_has_left_are_not_thrown_away_unasked(void **state)
{
    (void)state;
    program_run(
        &outcome,
        "mkdir -p %s/b.unfinished && printf 'replicate,strategy\\n0,nothing\\n0,x\\n1,nothing\\n' "
        ">%s/b.unfinished/outcomes.csv; oploop run " SMALL "-n 1 -o %s/b 2>&1",
        folder, folder, folder);
    assert_int_equal(outcome.exit_status, 73);
    assert_says("b.unfinished holds 2 evenings of a run that was stopped");
    assert_says("start anew with --force");
    assert_true(program_has(folder, "b.unfinished/outcomes.csv"));
    assert_int_equal(program_status("oploop run " SMALL "-n 1 -o %s/b --force 2>/dev/null", folder),
                     0);
    assert_false(program_has(folder, "b.unfinished"));
    assert_is_whole("b");
}

static void
results_that_were_being_replaced_come_back(void **state)
{
    (void)state;
    // As a program leaves it that was killed where names cannot be exchanged.
    program_run(&outcome,
                "oploop run " SMALL "-n 1 -o %s/a && mv %s/a %s/a.replaced && mkdir "
                "%s/a.unfinished; oploop run " SMALL "-n 1 -o %s/a 2>&1",
                folder, folder, folder, folder, folder);
    assert_int_equal(outcome.exit_status, 73);
    assert_says("is back under its name");
    assert_is_whole("a");
}

static void
terminated_is_143_and_what_was_finished_is_whole(void **state)
{
    char words[256];

    (void)state;
    snprintf(words, sizeof words,
             "compare " SMALL "-n 1000000 --snapshot-at 'event - 12 h' -o %s/a", folder);
    const pid_t child = start(words, true);

    // evenings are handed over in order, and at most some thirty are under way: by then one was
    for (int i = 0; i < 600 && program_status("test -e %s/a.unfinished/snapshots/replicate-000040"
                                              ".snapshot",
                                              folder) != 0;
         i++) {
        usleep(100000);
    }
    assert_int_equal(kill(child, SIGTERM), 0);
    assert_int_equal(ended(child), 143);
    assert_is_whole("a");
    assert_false(program_has(folder, "a.unfinished"));
    assert_int_equal(program_status("ls %s/a/snapshots | grep -v 'snapshot$'", folder), 1);
}

static void
a_report_on_files_that_were_altered_names_them(void **state)
{
    static const struct {
        const char *harm, *says;
        int exit_status;
    } cases[] = {
        { "truncate -s -1 a/outcomes.csv", "a/outcomes.csv: error: holds ", 65 },
        { "sed -i 's/nothing/mothing/' a/trajectories.csv",
          "a/trajectories.csv: error: its bytes are not what was written", 65 },
        { "rm a/columns.csv", "a/columns.csv: error: is missing", 66 },
        { "truncate -s 600 a/datapackage.json", "a/datapackage.json: error: ends before its end",
          65 },
        { "rm a/datapackage.json", "these results are unfinished", 65 },
        { "truncate -s 0 a/datapackage.json", "a/datapackage.json: error: ends before its end",
          65 },
        { "echo x >>a/scenario.yaml", "a/scenario.yaml: error: holds ", 65 },
        // What is computed from the others is computed anew.
        { "echo x >>a/summary.csv", "", 0 },
        { "rm a/report.html", "", 0 },
    };

    (void)state;
    assert_int_equal(program_status("oploop compare " SMALL "-n 2 -o %s/whole >/dev/null && rm -r "
                                    "%s/whole/charts",
                                    folder, folder),
                     0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        program_run(
            &outcome,
            "cd %s && rm -rf a && cp -r whole a && %s && cd - >/dev/null && PATH=/nowhere oploop "
            "report %s/a 2>&1",
            folder, cases[i].harm, folder);
        assert_int_equal(outcome.exit_status, cases[i].exit_status);
        assert_says(cases[i].says);
        if (cases[i].exit_status == 0) {
            assert_is_whole("a");
        }
    }
    // Two at a time are both named.
    program_run(
        &outcome,
        "cd %s && rm -rf a && cp -r whole a && echo >>a/outcomes.csv && echo >>a/study.csv; cd "
        "- >/dev/null; oploop report %s/a 2>&1",
        folder, folder);
    assert_says("a/outcomes.csv: error: holds");
    assert_says("a/study.csv: error: holds");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, program_set_up, program_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_full_disk_is_told_with_its_remedy_and_leaves_nothing),
        TEST(a_tiny_file_system_that_fills_up_is_told_and_left_empty),
        TEST(what_cannot_be_created_is_status_73_and_says_why),
        TEST(a_reader_who_had_enough_is_no_fault_to_speak_of),
        TEST(a_program_that_is_killed_leaves_whole_results_or_none),
        TEST(evenings_that_a_stopped_run_has_left_are_not_thrown_away_unasked),
        TEST(results_that_were_being_replaced_come_back),
        TEST(terminated_is_143_and_what_was_finished_is_whole),
        TEST(a_report_on_files_that_were_altered_names_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
