// SPDX-License-Identifier: GPL-3.0-or-later
// Every status has a name, a sentence and an exit status.
#include "sim/base/status.h"
#include "tests/support/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
every_status_has_a_name_of_its_own_and_a_sentence(void **state)
{
    (void)state;
    for (int i = 0; i < OP_STATUS_COUNT; i++) {
        const char *name = op_status_name((enum op_status)i);
        const char *text = op_status_text((enum op_status)i);

        assert_int_equal(strncmp(name, "OP_", 3), 0);
        assert_true(strlen(text) > 3);
        assert_true(text[strlen(text) - 1] != '.');
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(name, op_status_name((enum op_status)j));
            assert_string_not_equal(text, op_status_text((enum op_status)j));
        }
    }
}

static void
a_number_that_is_no_status_has_a_name_too(void **state)
{
    (void)state;
    assert_string_equal(op_status_name(OP_STATUS_COUNT), "OP_?");
    assert_string_equal(op_status_name((enum op_status)9999), "OP_?");
    assert_string_equal(op_status_text((enum op_status)9999), "an unknown status");
    assert_int_equal(op_status_exit((enum op_status)9999), 70);
}

static void
exit_statuses_are_the_documented_ones(void **state)
{
    (void)state;
    assert_int_equal(op_status_exit(OP_OK), 0);
    assert_int_equal(op_status_exit(OP_NO_MEMORY), 71);
    assert_int_equal(op_status_exit(OP_USAGE), 2);
    assert_int_equal(op_status_exit(OP_PARTIAL), 3);
    assert_int_equal(op_status_exit(OP_BAD_UNIT), 65);
    assert_int_equal(op_status_exit(OP_NOT_FOUND), 66);
    assert_int_equal(op_status_exit(OP_BUG), 70);
    assert_int_equal(op_status_exit(OP_CANNOT_CREATE), 73);
    assert_int_equal(op_status_exit(OP_IO), 74);
    assert_int_equal(op_status_exit(OP_INTERRUPTED), 130);
}

static void
meet_a_bug(void)
{
    OP_BUG("two clocks disagree");
}

static void
a_bug_says_where_it_is_and_ends_with_70(void **state)
{
    char said[PROGRAM_SAID];

    (void)state;
    assert_int_equal(program_child(meet_a_bug, said), 70);
    assert_non_null(strstr(said, "test_status.c:"));
    assert_non_null(strstr(said, "two clocks disagree"));
    assert_non_null(strstr(said, "please report it"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_has_a_name_of_its_own_and_a_sentence),
        cmocka_unit_test(a_number_that_is_no_status_has_a_name_too),
        cmocka_unit_test(exit_statuses_are_the_documented_ones),
        cmocka_unit_test(a_bug_says_where_it_is_and_ends_with_70),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
