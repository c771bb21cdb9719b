// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of a study: whole or not there, and what they held comes back.
#include "sim/study/sweep/piece.h"
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
#include <unistd.h>

static const char *
path_of(char path[128])
{
    snprintf(path, 128, "%s/piece", program_own_folder);
    return path;
}

static void
keep(const char *path)
{
    struct op_piece piece;
    struct op_diag diag;

    op_diag_init(&diag);
    assert_int_equal(op_piece_open(&piece, 2), OP_OK);
    piece.sum = (struct op_piece_sum){ .first = 8,
                                       .n = 4,
                                       .n_failed = 1,
                                       .failed = { 9 },
                                       .reason = { OP_NO_MEMORY },
                                       .n_simulated = 1234567890123u,
                                       .n_in_arms = 2345678901234u,
                                       .fingerprint = 0xFEDCBA9876543210u };
    op_csv_word(&piece.stream[0], "a, \"quoted\" word");
    op_csv_end(&piece.stream[0]);
    op_csv_whole(&piece.stream[1], 17);
    op_csv_end(&piece.stream[1]);
    assert_int_equal(op_piece_keep(&piece, path, &diag), OP_OK);
    op_diag_free(&diag);
}

static bool
is_whole(const char *path, int first, int n, struct op_piece_sum *sum)
{
    struct op_diag diag;
    bool is;

    op_diag_init(&diag);
    assert_int_equal(op_piece_look(path, first, n, sum, &is, &diag), OP_OK);
    assert_int_equal(diag.n_findings, 0);
    op_diag_free(&diag);
    return is;
}

static void
what_a_piece_held_comes_back(void **state)
{
    struct op_piece_sum sum;
    struct op_diag diag;
    char path[128];
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    (void)state;
    op_diag_init(&diag);
    keep(path_of(path));

    assert_true(is_whole(path, 8, 4, &sum));
    assert_false(is_whole(path, 8, 5, &sum));
    assert_true(is_whole(path, 8, 4, &sum));
    assert_int_equal(sum.n_failed, 1);
    assert_int_equal(sum.failed[0], 9);
    assert_int_equal(sum.reason[0], OP_NO_MEMORY);
    assert_true(sum.n_simulated == 1234567890123u && sum.n_in_arms == 2345678901234u);
    assert_true(sum.fingerprint == 0xFEDCBA9876543210u);
    assert_int_equal(op_piece_copy(path, 1, out, &diag), OP_OK);
    assert_int_equal(op_piece_copy(path, 0, out, &diag), OP_OK);
    fclose(out);
    assert_string_equal(text, "17\n\"a, \"\"quoted\"\" word\"\n");
    free(text);
    op_diag_free(&diag);
}

// Every cut and every changed byte is seen: all 256 ways to end it early, all its bytes.
static void
a_piece_that_is_cut_or_changed_counts_as_none(void **state)
{
    struct op_piece_sum sum;
    char path[128];
    char *text = NULL;

    (void)state;
    keep(path_of(path));
    text = program_text(program_own_folder, "piece");
    assert_non_null(text);

    const size_t n = strlen(text);

    for (size_t cut = 0; cut < n; cut++) {
        FILE *out = fopen(path, "wb");

        assert_non_null(out);
        assert_int_equal(fwrite(text, 1, cut, out), cut);
        fclose(out);
        assert_false(is_whole(path, 8, 4, &sum));
    }
    for (size_t at = 0; text[at] != '#'; at++) {
        FILE *out = fopen(path, "wb");

        assert_non_null(out);
        text[at] ^= 1;
        assert_int_equal(fwrite(text, 1, n, out), n);
        text[at] ^= 1;
        fclose(out);
        assert_false(is_whole(path, 8, 4, &sum));
    }
    free(text);
}

// It would be simulated anew, or be missing from the sums.
static void
a_piece_that_cannot_be_read_is_told_and_does_not_count_as_none(void **state)
{
    struct op_piece_sum sum;
    struct op_diag diag;
    char path[128];
    bool is;

    (void)state;
    path_of(path);
    assert_false(is_whole(path, 8, 4, &sum));   // there is none
    assert_int_equal(symlink(path, path), 0);   // a link to itself leads nowhere
    op_diag_init(&diag);
    assert_int_equal(op_piece_look(path, 8, 4, &sum, &is, &diag), OP_IO);
    assert_int_equal(op_piece_copy(path, 0, stdout, &diag), OP_IO);
    assert_int_equal(diag.n_errors, 2);
    op_diag_free(&diag);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_a_piece_held_comes_back, program_set_up,
                                        program_tear_down),
        cmocka_unit_test_setup_teardown(a_piece_that_is_cut_or_changed_counts_as_none,
                                        program_set_up, program_tear_down),
        cmocka_unit_test_setup_teardown(
            a_piece_that_cannot_be_read_is_told_and_does_not_count_as_none, program_set_up,
            program_tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
