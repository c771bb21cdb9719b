// SPDX-License-Identifier: GPL-3.0-or-later
// Files that mean harm, or only look so: each is refused at once, with a status of its kind and the
// place in the file; nothing outside the scenario's folder is read, nothing is waited for.
#include "tests/support/program.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define HEAD                                                                                   \
    "oploop: 1\\ntitle: t\\npurpose: research\\ngathering: party\\nstart: 2026-06-12 18:00\\n" \
    "event: 2026-06-13 20:00\\nend: 2026-06-14 02:00\\nplace: Haren (Groningen)\\n"
#define TIES "oploop: 1\\nmodel: sir\\ntransmission_rate: 1 /d\\nrecovery_rate: 1 /d\\n"

enum { SOON_S = 60 };   // nothing here takes longer, unless it hangs

static const char *const folder = program_own_folder;

static int
set_up(void **state)
{
    (void)alarm(SOON_S);
    return program_set_up(state);
}

static int
tear_down(void **state)
{
    (void)alarm(0);
    return program_tear_down(state);
}

// `make` is run in the test's folder and leaves scenario.yaml there.
static void
is_refused(const char *make, int status, const char *message)
{
    static struct outcome outcome;

    program_run(&outcome, "cd %s && rm -rf * && { %s\n} && oploop check scenario.yaml 2>&1", folder,
                make);
    if (outcome.exit_status != status || !strstr(outcome.text, message)) {
        print_message("%s\n--- gives %d and\n%s\n", make, outcome.exit_status, outcome.text);
    }
    assert_int_equal(outcome.exit_status, status);
    assert_non_null(strstr(outcome.text, message));
}

static void
is_accepted(const char *make)
{
    static struct outcome outcome;

    program_run(&outcome, "cd %s && rm -rf * && { %s\n} && oploop check scenario.yaml 2>&1", folder,
                make);
    assert_string_equal(outcome.text, "");
    assert_int_equal(outcome.exit_status, 0);
}

static void
what_is_no_file_is_never_waited_for(void **state)
{
    (void)state;
    is_refused("mkfifo scenario.yaml", 66, "scenario.yaml: a pipe, not a file");
    is_refused("mkdir scenario.yaml", 66, "scenario.yaml: a folder, not a file");
    is_refused("ln -s /dev/zero scenario.yaml", 66, "scenario.yaml: a device, not a file");
    is_refused("ln -s scenario.yaml scenario.yaml", 66, "scenario.yaml: ");
    is_refused("mkfifo p.csv; printf '" HEAD "posterior: p.csv\\n' > scenario.yaml", 66,
               "scenario.yaml:9:12: error: ./p.csv: a pipe, not a file");
    is_refused("mkfifo p.csv; printf '" HEAD "population: { places: p.csv }\\n' > scenario.yaml",
               66, "scenario.yaml:9:23: error: ./p.csv: a pipe, not a file");
    is_refused("mkfifo p.csv; printf '" HEAD "observed: p.csv\\n' > scenario.yaml", 66,
               "scenario.yaml:9:11: error: ./p.csv: a pipe, not a file");
    is_refused("mkfifo p.csv; printf '" TIES
               "network: { kind: edges, file: p.csv }' > scenario.yaml",
               66, "scenario.yaml:5:31: error: ./p.csv: a pipe, not a file");
    is_refused("mkfifo p.yaml; printf '" HEAD "include: p.yaml\\n' > scenario.yaml", 66,
               "./p.yaml: a pipe, not a file");
}

static void
a_snapshot_that_is_no_file_is_never_waited_for(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome,
                "mkfifo %s/s; oploop run scenarios/minimal.yaml --from %s/s -o %s/out 2>&1", folder,
                folder, folder);
    assert_int_equal(outcome.exit_status, 66);
    assert_non_null(strstr(outcome.text, "a pipe, not a file"));
    assert_false(program_has(folder, "out"));
}

// Every key that names a file, with every way out of the folder.
static void
no_path_leaves_the_scenarios_folder(void **state)
{
    static const struct {
        const char *before, *after;
        const char *place;
    } keys[] = { { HEAD "include: ", "", "9:10" },
                 { HEAD "posterior: ", "", "9:12" },
                 { HEAD "observed: ", "", "9:11" },
                 { HEAD "population: { places: ", " }", "9:23" },
                 { TIES "network: { kind: edges, file: ", " }", "5:31" } };
    static const char *const ways[] = { "/etc/passwd.csv", "../near/x.csv", "in/../../near/x.csv",
                                        "link.csv",        "in/x.csv",      "catalogue/x.csv" };
    char make[1024], message[256];

    (void)state;
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
            // "nearer" begins as "near" does: a folder is not below its namesake.
            snprintf(
                make, sizeof make,
                "mkdir near nearer catalogue; echo 'oploop: 1' > nearer/x.csv; cd near; "
                "ln -s ../nearer/x.csv link.csv; ln -s ../nearer in; ln -s ../nearer catalogue; "
                "printf '%s%s%s\\n' > scenario.yaml; cd ..; ln -s near/scenario.yaml .; cd near",
                keys[k].before, ways[w], keys[k].after);
            snprintf(message, sizeof message, "scenario.yaml:%s: error: ", keys[k].place);
            is_refused(make, 65, message);
            is_refused(make, 65, "leaves the scenario's folder");
        }
    }
}

static void
what_lies_in_the_folder_may_be_named_and_linked_within_it(void **state)
{
    (void)state;
    is_accepted("mkdir parts; printf 'worlds: 2\\n' > parts/a.yaml; ln -s parts/a.yaml b.yaml; "
                "printf '" HEAD "include: [ parts/a.yaml, b.yaml ]\\n' > scenario.yaml");
    is_accepted("printf '" HEAD "' > real; ln -s real scenario.yaml");
    // Of the common catalogue, which lies elsewhere.
    is_refused("printf '" HEAD "include: catalogue/none.yaml\\n' > scenario.yaml", 66,
               "no file \"catalogue/none.yaml\" beside the scenario");
    is_refused("printf '" HEAD "include: catalogue/police.yaml\\n' > scenario.yaml", 65,
               "stop_talk");   // it is found and read: its keys are those of no scenario
}

static void
the_command_line_may_name_any_file_and_the_resolved_one_keeps_it(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(
        &outcome,
        "cd %s && mkdir in out && printf 'source,target\\n0,1\\n1,2\\n' > ties.csv && printf '" TIES
        "initial_persons: 1\\n' > in/scenario.yaml && "
        "oploop check in/scenario.yaml --set 'network={ kind: edges, file: ../ties.csv }' "
        "--resolved out/whole.yaml 2>&1 && cmp ties.csv out/whole.file.csv && rm ties.csv && "
        "oploop check out/whole.yaml 2>&1 && grep -c 'whole.file.csv' out/whole.yaml",
        folder);
    assert_string_equal(outcome.text, "1\n");
    assert_int_equal(outcome.exit_status, 0);
}

static void
bombs_and_giants_are_refused_at_once(void **state)
{
    (void)state;
    is_refused("{ echo 'a: &a [x,x,x,x,x,x,x,x,x]'; p=a; for i in b c d e f g h; do "
               "echo \"$i: &$i [*$p,*$p,*$p,*$p,*$p,*$p,*$p,*$p]\"; p=$i; done; } > scenario.yaml",
               65, "scenario.yaml:1:4: error: anchors such as &a are not part of the language");
    is_refused("printf 'a: *b\\n' > scenario.yaml", 65, "aliases (*name) are not part");
    is_refused("{ printf 'a: '; head -c 100000 /dev/zero | tr '\\0' '['; } > scenario.yaml", 65,
               "scenario.yaml:1:67: error: lists and maps within each other deeper than 64");
    is_refused("seq -f 'k%.0f: 1' 5000 > scenario.yaml", 65,
               "scenario.yaml:4097:1: error: a map of more than 4096 keys");
    is_refused("head -c 17000000 /dev/zero | tr '\\0' 'a' > scenario.yaml", 65,
               "scenario.yaml: larger than 16 MiB");
    is_refused("truncate -s 100G scenario.yaml", 65, "scenario.yaml: larger than 16 MiB");
    is_refused("{ printf 'oploop: 1\\ntitle: '; head -c 15000000 /dev/zero | tr '\\0' 'a'; } > "
               "scenario.yaml",
               65, "scenario.yaml:1:1: error: ");   // one endless line, cut where it is shown
    is_refused(
        "{ printf 'oploop: 1\\nx-a: [f('; seq -s, 200000; echo ']'; } > scenario.yaml", 65,
        "scenario.yaml:1:1: error: ");   // a text parted at its commas is not joined for ever
    is_refused("printf '" HEAD "posterior: p.csv\\n' > scenario.yaml; seq -s, 100000 > p.csv", 65,
               "p.csv:1:1: error: more than 2000 columns");
    is_refused("{ printf '" HEAD "watch_every: '; head -c 1000000 /dev/zero | tr '\\0' 9; } > "
               "scenario.yaml",
               65, "9999...");   // nor is what is wrong repeated at that length
    is_refused("printf 'oploop: 1\\na\\0b: 1\\n' > scenario.yaml", 65,
               "scenario.yaml:2:2: error: the character NUL stands here");
    is_refused("printf 'oploop: 1\\n\"a\\\\0b\": 1\\n' > scenario.yaml", 65,
               "scenario.yaml:2:1: error: a key may not hold the character NUL");
    is_refused("printf 'oploop: 1\\ntitle: \\377\\376\\n' > scenario.yaml", 65,
               "scenario.yaml:2:8: error: byte 0xFF is not valid UTF-8 text");
}

static void
a_flood_of_faults_is_cut(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome,
                "cd %s && { printf '" HEAD "'; seq -f 'wrong_%%.0f: 1' 4000; } > scenario.yaml && "
                "oploop check scenario.yaml 2>&1 | tail -1; oploop check --json scenario.yaml | "
                "grep -c severity",
                folder);
    assert_string_equal(outcome.text, "and 3500 findings more\n501\n");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(what_is_no_file_is_never_waited_for),
        TEST(a_snapshot_that_is_no_file_is_never_waited_for),
        TEST(no_path_leaves_the_scenarios_folder),
        TEST(what_lies_in_the_folder_may_be_named_and_linked_within_it),
        TEST(the_command_line_may_name_any_file_and_the_resolved_one_keeps_it),
        TEST(bombs_and_giants_are_refused_at_once),
        TEST(a_flood_of_faults_is_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
