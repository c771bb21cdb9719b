// SPDX-License-Identifier: GPL-3.0-or-later
// Segments of state: zeroed as they grow, and no more memory than they use.
#include "sim/run/state.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

enum { N_SEGMENTS = 25 };

static void
reserve(struct op_state *state)
{
    size_t reserved_bytes[N_SEGMENTS];

    for (int i = 0; i < N_SEGMENTS; i++) {
        reserved_bytes[i] = OP_SEGMENT_BYTES;
    }
    assert_int_equal(op_state_init(state, N_SEGMENTS, reserved_bytes), OP_OK);
}

static long
resident_bytes(void)
{
    long all_pages, resident_pages;
    FILE *in = fopen("/proc/self/statm", "r");

    if (in == NULL) {
        skip();   // no Linux
    }
    assert_int_equal(fscanf(in, "%ld %ld", &all_pages, &resident_pages), 2);
    fclose(in);
    return resident_pages * sysconf(_SC_PAGESIZE);
}

// Each thread and each arm has segments of its own: a large page for each would be 50 MB a state.
static void
a_small_state_takes_little_memory(void **unused)
{
    (void)unused;
    struct op_state state;

    reserve(&state);
    const long before_bytes = resident_bytes();

    for (int i = 0; i < N_SEGMENTS; i++) {
        (void)op_segment_grow(&state.segment[i], 100);
    }
    assert_in_range(resident_bytes() - before_bytes, 0, 2L * 1024 * 1024);
    op_state_free(&state);
}

// Across the place where pages may become larger too.
static void
what_grows_is_zeroed_and_a_copy_has_the_same_bytes(void **unused)
{
    (void)unused;
    const size_t part_bytes = 300 * 1000, n_parts = 20;
    struct op_state state, copy;

    reserve(&state);
    reserve(&copy);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < n_parts; i++) {
            unsigned char *part = op_segment_grow(&state.segment[1], part_bytes);

            for (size_t k = 0; k < part_bytes; k++) {
                assert_int_equal(part[k], 0);
                part[k] = (unsigned char)(i + k % 7 + 1);
            }
        }
        op_state_copy(&copy, &state);
        assert_int_equal(op_state_used_bytes(&copy), part_bytes * n_parts);
        assert_memory_equal(copy.segment[1].base, state.segment[1].base, part_bytes * n_parts);
        op_state_reset(&state);
        assert_int_equal(op_state_used_bytes(&state), 0);
    }
    op_state_free(&copy);
    op_state_free(&state);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_state_takes_little_memory),
        cmocka_unit_test(what_grows_is_zeroed_and_a_copy_has_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
