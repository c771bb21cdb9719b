// SPDX-License-Identifier: GPL-3.0-or-later
// `run --snapshot-at` and `--from`: what is gone on with equals what was never interrupted, byte
// for byte; from its moment on strategies may differ; and five ways in which a file is refused.
#include "tests/support/program.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <string.h>

#define HAREN "scenarios/haren-2012/scenario.yaml"
// Few persons and few samples: it is bytes that are compared.
#define FEW " --set population.at_most=1000 --set record_every='6 h' -q "
#define SMALL HAREN FEW
#define DATA                                                                                       \
    "for f in trajectories outcomes events parameters; do cmp %s/a/$f.csv %s/b/$f.csv || exit 1; " \
    "done"

static const char *const folder = program_own_folder;

static void
resumed_equals_uninterrupted_wherever_it_is_cut(void **state)
{
    static const char *const cuts[] = { "1 us",        "start + 1 min",
                                        "event - 2 d", "2012-09-21 15:00",
                                        "event + 1 h", "end - 1 us" };

    (void)state;
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        assert_int_equal(program_status("PATH=/none; oploop run " SMALL
                                        "-n 3 --snapshot-at '%s' -o %s/a 2>/dev/null",
                                        cuts[i], folder),
                         0);
        assert_int_equal(program_status("PATH=/none; oploop run " SMALL
                                        "--from %s/a/snapshots -o %s/b 2>/dev/null",
                                        folder, folder),
                         0);
        assert_int_equal(program_status(DATA, folder, folder), 0);
        assert_int_equal(program_status("rm -r %s/a %s/b", folder, folder), 0);
    }
}

static void
one_file_is_one_replicate(void **state)
{
    (void)state;
    assert_int_equal(
        program_status("PATH=/none; oploop run " SMALL
                       "-n 3 --seed 9 --snapshot-at 'event - 1 d' -o %s/all 2>/dev/null",
                       folder),
        0);
    assert_int_equal(program_status("PATH=/none; oploop run " SMALL
                                    "--replicate 2 --seed 9 -o %s/a 2>/dev/null",
                                    folder),
                     0);
    assert_int_equal(
        program_status("PATH=/none; oploop run " SMALL
                       "--from %s/all/snapshots/replicate-000002.snapshot -o %s/b 2>/dev/null",
                       folder, folder),
        0);
    assert_int_equal(program_status(DATA, folder, folder), 0);
}

// A strategy that the file has never seen, and that acts after its moment only: the same as from
// the start.
static void
another_strategy_may_branch_off_from_its_moment(void **state)
{
    static struct outcome outcome;

    (void)state;
    assert_int_equal(
        program_status(
            "cp -r scenarios/haren-2012 %s/new && sed -i '/^strategies:/a\\  later: { measures: "
            "[ { alcohol_ban: { at: 2012-09-21 16:00 } }, { dialogue_police: { at: 2012-09-21 "
            "18:00 } } ] }' %s/new/scenario.yaml",
            folder, folder),
        0);
    assert_int_equal(program_status("PATH=/none; oploop run " SMALL
                                    "-n 2 --snapshot-at '2012-09-21 15:00' -o %s/cut 2>/dev/null",
                                    folder),
                     0);
    assert_int_equal(
        program_status("PATH=/none; for how in '-n 2 -o %s/a' '--from %s/cut/snapshots -o %s/b'; "
                       "do oploop run %s/new/scenario.yaml" FEW
                       "-s later $how 2>/dev/null || exit 1; done",
                       folder, folder, folder, folder),
        0);
    assert_int_equal(program_status(DATA, folder, folder), 0);
    // What a strategy had done by then must have been done.
    program_run(&outcome,
                "sed -i 's/16:00/14:00/' %s/new/scenario.yaml; oploop run %s/new/scenario.yaml" FEW
                "-s later --from %s/cut/snapshots -o %s/c 2>&1",
                folder, folder, folder, folder);
    assert_int_equal(outcome.exit_status, 65);
    assert_non_null(strstr(outcome.text, "strategy later does before the snapshot's moment"));
    assert_false(program_has(folder, "c"));
}

static void
refused(const char *change, const char *words, const char *message)
{
    static struct outcome outcome;

    assert_int_equal(
        program_status("cp %s/cut/snapshots/replicate-000000.snapshot %s/x && cd %s && %s", folder,
                       folder, folder, change),
        0);
    program_run(&outcome, "oploop run %s --from %s/x -o %s/out 2>&1", words, folder, folder);
    assert_int_equal(outcome.exit_status, 65);
    if (!strstr(outcome.text, message)) {
        print_message("%s\n", outcome.text);
    }
    assert_non_null(strstr(outcome.text, message));
    assert_false(program_has(folder, "out"));
}

static void
five_faults_have_five_messages(void **state)
{
    (void)state;
    assert_int_equal(program_status("PATH=/none; oploop run " SMALL
                                    "-n 1 --snapshot-at 'event - 1 d' -o %s/cut 2>/dev/null",
                                    folder),
                     0);
    // The layout's number lies at byte 8.
    refused("printf '\\000' | dd of=x bs=1 seek=8 conv=notrunc 2>/dev/null", SMALL, "[OP_TOO_OLD]");
    refused("printf '\\377' | dd of=x bs=1 seek=8 conv=notrunc 2>/dev/null", SMALL, "[OP_TOO_NEW]");
    refused("truncate -s 5000 x", SMALL, "[OP_TRUNCATED]");
    refused("truncate -s 5 x", SMALL, "[OP_TRUNCATED]");
    refused("printf '\\252\\125' | dd of=x bs=1 seek=20000 conv=notrunc 2>/dev/null", SMALL,
            "[OP_CORRUPTED]");
    refused("printf 'no snapshot at all' >x", SMALL, "[OP_CORRUPTED]");
    refused("true", "scenarios/minimal.yaml -q", "[OP_OTHER_SCENARIO]");
    refused("true", SMALL "--set spread.gamma=1.5", "written with other parameters");
}

static void
words_that_make_no_sense_are_refused_before_anything_is_done(void **state)
{
    static const char *const words[] = { "--snapshot-at 'event + 99 d'", "--snapshot-at start",
                                         "--snapshot-at soon", "--snapshot-at ''",
                                         "--from cut --seed 3" };

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const int status =
            program_status("oploop run " SMALL "-n 1 %s -o %s/out 2>/dev/null", words[i], folder);
        assert_true(status == 2 || status == 65);
        assert_false(program_has(folder, "out"));
    }
    assert_int_equal(program_status("oploop run " SMALL "--from %s/none -o %s/out 2>/dev/null",
                                    folder, folder),
                     66);
    assert_int_equal(program_status("mkdir %s/empty; oploop run " SMALL
                                    "--from %s/empty -o %s/out 2>/dev/null",
                                    folder, folder, folder),
                     66);
}

int
main(void)
{
#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, program_set_up, program_tear_down)
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(resumed_equals_uninterrupted_wherever_it_is_cut),
        WITH_FOLDER(one_file_is_one_replicate),
        WITH_FOLDER(another_strategy_may_branch_off_from_its_moment),
        WITH_FOLDER(five_faults_have_five_messages),
        WITH_FOLDER(words_that_make_no_sense_are_refused_before_anything_is_done),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
