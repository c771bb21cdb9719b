// SPDX-License-Identifier: GPL-3.0-or-later
// `--dry-run`: what it says holds for the run itself, within the factors that it states.

#include "sim/verb/dryrun.h"
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

#define SMALL "scenarios/minimal.yaml --set population.at_most=20000"

// Bytes after a word, "memory   414 MB (".
static double
bytes_after(const char *text, const char *word)
{
    const char *at = strstr(text, word);
    char *unit = NULL;

    assert_non_null(at);

    const double number = strtod(at + strlen(word), &unit);

    return number * (strncmp(unit, " kB", 3) == 0 ? 1e3 : strncmp(unit, " MB", 3) == 0 ? 1e6 : 1e9);
}

static void
memory_and_disk_lie_within_the_factor_of_what_they_are(void **state)
{
    static struct outcome said, real;

    (void)state;
    program_run(&said, "oploop compare " SMALL " -n 24 -j 2 --dry-run 2>&1");
    assert_int_equal(said.exit_status, 0);
    assert_int_equal(program_status("oploop compare " SMALL " -n 24 -j 2 -q -o %s/out >/dev/null",
                                    program_own_folder),
                     0);

    program_run(&real, "find %s/out -type f -printf '%%s\\n' | awk '{ n += $1 } END { print n }'",
                program_own_folder);
    const double disk = strtod(real.text, NULL);
    const double said_disk = bytes_after(said.text, "\n  disk ");

    assert_true(disk > 1e5);
    assert_true(said_disk * OP_DRY_SPACE_FACTOR > disk && said_disk < disk * OP_DRY_SPACE_FACTOR);

    char *run = program_text(program_own_folder, "out/run.json");
    const char *peak = strstr(run, "\"peak_memory_mib\": ");

    assert_non_null(peak);
    const double memory = 1048576 * strtod(peak + strlen("\"peak_memory_mib\": "), NULL);
    const double said_memory = bytes_after(said.text, "\n  memory ");

    print_message("memory %.0f MB, said %.0f; disk %.2f MB, said %.2f\n", memory / 1e6,
                  said_memory / 1e6, disk / 1e6, said_disk / 1e6);
    assert_true(said_memory * OP_DRY_SPACE_FACTOR > memory);
    assert_true(said_memory < memory * OP_DRY_SPACE_FACTOR);
    free(run);
}

static void
it_says_worlds_replicates_arms_and_when_and_leaves_nothing(void **state)
{
    static struct outcome outcome;
    static const char *const says[] = {
        "  worlds      1 of 300 persons\n",
        "  replicates  7, numbers 0 to 6, seed 3, chance and assumptions\n",
        "  arms        2: nothing, patrol\n",
        "\n  time     ",
        "  nothing: no measures\n",
        "visible_presence     at 2026-06-13 18:00; ",
    };

    (void)state;
    program_run(&outcome,
                "TMPDIR=%s oploop compare scenarios/minimal.yaml --set population.at_most=300 -n 7 "
                "--seed 3 --dry-run -o %s/out 2>&1",
                program_own_folder, program_own_folder);
    assert_int_equal(outcome.exit_status, 0);
    for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
        if (strstr(outcome.text, says[i]) == NULL) {
            fail_msg("it does not say \"%s\":\n%s", says[i], outcome.text);
        }
    }
    assert_int_equal(program_status("test -z \"$(ls -A %s)\"", program_own_folder), 0);
}

static void
a_measure_that_the_phase_refuses_is_counted(void **state)
{
    static struct outcome outcome;

    (void)state;
    // 5 h before the event it is not impossible that a hundred are there, but they are not
    program_run(&outcome,
                "cd %s && oploop new mine --measures me_deploy --date 2026-06-13 --no-input "
                ">/dev/null && sed -i 's/me_deploy: .*/me_deploy: { at: event - 5 h }/' "
                "mine/scenario.yaml && oploop compare mine/scenario.yaml --set "
                "population.at_most=300 -n 2 --dry-run 2>&1",
                program_own_folder);
    assert_int_equal(outcome.exit_status, 0);
    assert_non_null(strstr(outcome.text,
                           "me_deploy            at 2026-06-13 15:00; started in 0 of "
                           "2; refused in 2, at 2026-06-13 15:00 in the phase "));
}

static void
a_full_results_folder_and_the_record_are_spoken_of(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(
        &outcome,
        "mkdir %s/out && echo x >%s/out/note && oploop compare "
        "scenarios/haren-2012/scenario.yaml --set population.at_most=300 -n 2 -s early_talk "
        "-o %s/out --dry-run 2>&1",
        program_own_folder, program_own_folder, program_own_folder);
    assert_int_equal(outcome.exit_status, 0);
    assert_non_null(strstr(outcome.text, "which is not empty: it would be refused"));
    assert_non_null(strstr(outcome.text, "leaves the record at 2012-09-08 08:00: from then on"));
    assert_non_null(strstr(outcome.text, "  arms        3: "));
}

static void
a_refusal_because_nobody_saw_the_cause_is_told(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(
        &outcome,
        "cd %s && oploop new mine --date 2026-06-13 --no-input >/dev/null && sed 's/, oracle: "
        "yes//' mine/scenario.yaml >mine/b.yaml && oploop compare mine/b.yaml -s "
        "deny_event_alone --set population.at_most=300 -n 2 --dry-run 2>&1",
        program_own_folder);
    assert_int_equal(outcome.exit_status, 0);
    assert_non_null(strstr(outcome.text, "started in 0 of 2; refused in 2, as those who carry it "
                                         "out did not see its phase"));
    program_run(&outcome,
                "cd %s && oploop compare mine/scenario.yaml -s deny_event_alone --set "
                "population.at_most=300 -n 2 --dry-run 2>&1",
                program_own_folder);
    assert_null(strstr(outcome.text, "did not see"));
}

// What a program reads is what people are told: the same numbers, by way of an independent reader.
static void
as_json_it_says_the_same(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome,
                "oploop compare " SMALL " -n 7 --seed 3 --dry-run --json 2>&1 | python3 -c '\n"
                "import json, sys\n"
                "d = json.load(sys.stdin)\n"
                "print(d[\"format\"], d[\"replicates\"], d[\"seed\"], d[\"arms\"], d[\"worlds\"])\n"
                "e = d[\"estimated\"]\n"
                "print(all(0 < e[k][\"low\"] < e[k][\"value\"] < e[k][\"high\"]\n"
                "          for k in (\"time_s\", \"memory_bytes\", \"disk_bytes\")))\n"
                "s = d[\"strategies\"]\n"
                "print([x[\"strategy\"] for x in s], s[1][\"measures\"][0][\"measure\"],\n"
                "      s[1][\"measures\"][0][\"not_before\"])'");
    assert_string_equal(outcome.text, "oploop.dry-run/1 7 3 2 1\nTrue\n['nothing', 'patrol'] "
                                      "visible_presence 2026-06-13T18:00:00\n");
    program_run(&outcome, "oploop run " SMALL " --json 2>&1");
    assert_int_equal(outcome.exit_status, 2);
    assert_non_null(strstr(outcome.text, "only --dry-run can be had so: --json"));
}

static void
reference_models_have_a_dry_run_and_snapshots_have_none(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome, "oploop run scenarios/reference/queue.yaml -n 3 --dry-run 2>&1");
    assert_int_equal(outcome.exit_status, 0);
    assert_non_null(strstr(outcome.text, "  replicates  3, "));
    assert_null(strstr(outcome.text, "each measure"));

    program_run(&outcome, "oploop run " SMALL " --dry-run --from x 2>&1");
    assert_int_equal(outcome.exit_status, 2);
    assert_non_null(strstr(outcome.text, "goes with no --from"));
}

int
main(void)
{
#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, program_set_up, program_tear_down)
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(memory_and_disk_lie_within_the_factor_of_what_they_are),
        IN_A_FOLDER(it_says_worlds_replicates_arms_and_when_and_leaves_nothing),
        IN_A_FOLDER(a_measure_that_the_phase_refuses_is_counted),
        IN_A_FOLDER(a_full_results_folder_and_the_record_are_spoken_of),
        IN_A_FOLDER(a_refusal_because_nobody_saw_the_cause_is_told),
        IN_A_FOLDER(as_json_it_says_the_same),
        IN_A_FOLDER(reference_models_have_a_dry_run_and_snapshots_have_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
