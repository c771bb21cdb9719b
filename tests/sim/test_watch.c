// SPDX-License-Identifier: GPL-3.0-or-later
// The watch over draws as a build with OP_CHECK_DRAWS has it: this file is always such a build, so
// that every `make check` sees that the watch bites. `make draws` puts the whole model under it.
#ifndef OP_CHECK_DRAWS
#define OP_CHECK_DRAWS
#endif
#include "sim/run/chance.h"
#include "tests/support/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct op_chance chance = { 1, 2 };

static void
draw_twice(void)
{
    (void)op_draw_exp(&chance, OP_DRAW_FUSE, 3, 4, 5);
    (void)op_draw_unit(&chance, OP_DRAW_FUSE, 3, 4, 5);
}

// The upper bits of n are dropped: 5 and 5 + 2^24 are one key.
static void
draw_twice_by_overflow(void)
{
    (void)op_draw_unit(&chance, OP_DRAW_FUSE, 3, 4, 5);
    (void)op_draw_unit(&chance, OP_DRAW_FUSE, 3, 4, 5 + (1u << 24));
}

static void
draw_without_purpose(void)
{
    (void)op_draw_unit(&chance, 0, 3, 4, 5);
}

static void
draw_twice_across_a_fork(void)
{
    (void)op_draw_unit(&chance, OP_DRAW_FUSE, 3, 4, 5);
    op_chance_check_fork(1, 2);
    op_chance_check_run(2);
    (void)op_draw_unit(&chance, OP_DRAW_FUSE, 3, 4, 5);
}

static void
draw_as_one_may(void)
{
    (void)op_draw_unit(&chance, OP_DRAW_FUSE, 3, 4, 5);
    (void)op_draw_unit(&chance, OP_DRAW_FUSE, 3, 4, 6);
    (void)op_draw_unit(&chance, OP_DRAW_CALM, 3, 4, 5);
    (void)op_draw_unit(&chance, OP_DRAW_SESSION, 3, 4, 5);
    (void)op_draw_unit(&chance, OP_DRAW_SESSION, 3, 4, 5);
    op_chance_check_fork(1, 2);
    op_chance_check_run(2);
    (void)op_draw_unit(&chance, OP_DRAW_FUSE, 3, 4, 7);
    op_chance_check_run(1);
    (void)op_draw_unit(&chance, OP_DRAW_FUSE, 3, 4, 7);
}

// The draws above, in a process of their own.
static int
status_of(void (*draw)(void), char said[PROGRAM_SAID])
{
    op_chance_check_reset();
    op_chance_check_run(1);
    return program_child(draw, said);
}

static void
a_key_that_is_drawn_twice_ends_the_program_with_70(void **state)
{
    char said[PROGRAM_SAID];

    (void)state;
    assert_int_equal(status_of(draw_twice, said), 70);
    assert_non_null(
        strstr(said, "a second question shares the key of draw FUSE, subject 3, object 4, n 5"));
    assert_int_equal(status_of(draw_twice_by_overflow, said), 70);
    assert_int_equal(status_of(draw_twice_across_a_fork, said), 70);
    assert_int_equal(status_of(draw_without_purpose, said), 70);
    assert_non_null(strstr(said, "no purpose"));
}

static void
keys_that_differ_rereads_and_arms_that_parted_are_well(void **state)
{
    char said[PROGRAM_SAID];

    (void)state;
    assert_int_equal(status_of(draw_as_one_may, said), 0);
    assert_string_equal(said, "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_that_is_drawn_twice_ends_the_program_with_70),
        cmocka_unit_test(keys_that_differ_rereads_and_arms_that_parted_are_well),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
