// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario with many places and evenings keeps the program's promises: an arm alone equals the
// arm that was split off, what is gone on with equals what was never interrupted.
#include "tests/support/program.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#define SMALL                                                                                    \
    "scenarios/copycat-nights.yaml --set population.at_most=12000 --set 'end=2026-06-15 03:00' " \
    "--set 'copycat.birth=0.2 /d' --set copycat.word=1 --set mobilisation.appeal=1 "             \
    "--set 'crowd.spontaneous=0.1 /h' -q "

static const char *const folder = program_own_folder;

static void
a_split_arm_equals_the_arm_alone(void **state)
{
    (void)state;
    assert_int_equal(program_status("PATH=/none; oploop compare " SMALL
                                    "-n 2 -s riot_police -s called_up -o %s/all >/dev/null 2>&1",
                                    folder),
                     0);
    assert_int_equal(program_status("PATH=/none; oploop run " SMALL
                                    "-n 2 -s called_up -o %s/alone >/dev/null 2>&1",
                                    folder),
                     0);
    assert_int_equal(
        program_status("for d in all alone; do grep ',called_up,' "
                       "%s/$d/trajectories.csv >%s/$d.txt; done; test -s %s/all.txt && "
                       "cmp %s/all.txt %s/alone.txt",
                       folder, folder, folder, folder, folder),
        0);
    // and these are evenings on which something was copied
    assert_int_equal(
        program_status("awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == \"copied_calls\") c "
                       "= i } NR > 1 { n += $c } END { exit !(n > 2) }' %s/alone/outcomes.csv",
                       folder),
        0);
}

static void
resumed_equals_uninterrupted(void **state)
{
    static const char *const cuts[] = { "event + 2 h", "event + 26 h" };

    (void)state;
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        assert_int_equal(
            program_status("PATH=/none; oploop run " SMALL
                           "-n 1 -s riot_police --snapshot-at '%s' -o %s/a 2>/dev/null",
                           cuts[i], folder),
            0);
        assert_int_equal(program_status("PATH=/none; oploop run " SMALL
                                        "-s riot_police --from %s/a/snapshots -o %s/b 2>/dev/null",
                                        folder, folder),
                         0);
        assert_int_equal(program_status("for f in trajectories outcomes events parameters; do cmp "
                                        "%s/a/$f.csv %s/b/$f.csv || exit 1; done",
                                        folder, folder),
                         0);
        assert_int_equal(program_status("rm -r %s/a %s/b", folder, folder), 0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_split_arm_equals_the_arm_alone),
        cmocka_unit_test(resumed_equals_uninterrupted),
    };

    return cmocka_run_group_tests(tests, program_set_up, program_tear_down);
}
