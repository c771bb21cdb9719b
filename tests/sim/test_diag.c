// SPDX-License-Identifier: GPL-3.0-or-later
// Findings are kept in full and printed in the manner of a compiler.
#include "sim/base/diag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void
assert_prints(const struct op_diag *diag, const char *want)
{
    char *got = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&got, &size);

    assert_non_null(out);
    op_diag_print(diag, out);
    assert_int_equal(fclose(out), 0);
    assert_string_equal(got, want);
    free(got);
}

static void
an_empty_diag_is_well_and_prints_nothing(void **state)
{
    struct op_diag diag;

    (void)state;
    op_diag_init(&diag);
    assert_int_equal(op_diag_status(&diag), OP_OK);
    assert_prints(&diag, "");
    op_diag_free(&diag);
    op_diag_free(&diag);
}

static void
adding_returns_the_status_and_copies_all_texts(void **state)
{
    struct op_diag diag;
    char file[] = "gone.yaml";
    char hint[] = "write 40 %";

    (void)state;
    op_diag_init(&diag);

    const enum op_status status =
        op_diag_add(&diag, OP_OUT_OF_RANGE, (struct op_place){ file, 4, 15 }, hint,
                    "%s: %s is outside [%g, %g]", "strength", "140 %", 0.0, 1.0);

    memset(file, 'x', strlen(file));
    memset(hint, 'x', strlen(hint));
    assert_int_equal(status, OP_OUT_OF_RANGE);
    assert_int_equal(diag.n_errors, 1);
    assert_prints(&diag,
                  "gone.yaml:4:15: error: strength: 140 % is outside [0, 1] [OP_OUT_OF_RANGE]\n"
                  "  hint: write 40 %\n");
    op_diag_free(&diag);
}

static void
warnings_and_notices_are_no_errors(void **state)
{
    struct op_diag diag;

    (void)state;
    op_diag_init(&diag);
    op_diag_warn(&diag, OP_UNKNOWN_KEY, (struct op_place){ 0 }, NULL, "x");
    op_diag_warn(&diag, OP_OK, (struct op_place){ 0 }, NULL, "migrated");
    assert_int_equal(diag.n_errors, 0);
    assert_int_equal(op_diag_status(&diag), OP_OK);
    assert_prints(&diag, "warning: x [OP_UNKNOWN_KEY]\nnotice: migrated\n");
    assert_int_equal(op_diag_add(&diag, OP_CYCLE, (struct op_place){ 0 }, NULL, "y"), OP_CYCLE);
    assert_int_equal(op_diag_add(&diag, OP_IO, (struct op_place){ 0 }, NULL, "z"), OP_IO);
    assert_int_equal(op_diag_status(&diag), OP_CYCLE);
    op_diag_free(&diag);
}

static void
findings_go_by_file_line_column_and_then_as_found(void **state)
{
    static const struct op_place places[] = {
        { NULL, 0, 0 }, { "b", 1, 1 },  { "a", 10, 2 },
        { "a", 9, 0 },  { "a", 10, 1 }, { "a", 10, 1 },
    };
    struct op_diag diag;

    (void)state;
    op_diag_init(&diag);
    for (int i = 0; i < 6; i++) {
        assert_int_equal(op_diag_add(&diag, OP_SYNTAX, places[i], NULL, "%d", i), OP_SYNTAX);
    }
    assert_prints(&diag, "a:9: error: 3 [OP_SYNTAX]\n"
                         "a:10:1: error: 4 [OP_SYNTAX]\n"
                         "a:10:1: error: 5 [OP_SYNTAX]\n"
                         "a:10:2: error: 2 [OP_SYNTAX]\n"
                         "b:1:1: error: 1 [OP_SYNTAX]\n"
                         "error: 0 [OP_SYNTAX]\n");
    op_diag_free(&diag);
}

static void
a_kept_source_line_is_shown_with_a_caret_under_the_character(void **state)
{
    struct op_diag diag;

    (void)state;
    op_diag_init(&diag);
    assert_int_equal(op_diag_add(&diag, OP_BAD_UNIT, (struct op_place){ "f", 2, 5 }, NULL, "m"),
                     OP_BAD_UNIT);
    diag.findings[0].source_line = strdup("\té\x1B: 3");
    assert_prints(&diag, "f:2:5: error: m [OP_BAD_UNIT]\n    \té?: 3\n    \t   ^\n");
    op_diag_free(&diag);
}

static void
a_source_line_that_was_not_kept_is_read_from_the_file(void **state)
{
    char path[] = "/tmp/oploop_diag_XXXXXX";
    const int file = mkstemp(path);
    char want[200];
    struct op_diag diag;

    (void)state;
    assert_true(file >= 0);
    assert_int_equal(write(file, "one\ntwo: 2\r\n", 12), 12);
    close(file);
    op_diag_init(&diag);
    assert_int_equal(op_diag_add(&diag, OP_BAD_UNIT, (struct op_place){ path, 2, 6 }, NULL, "m"),
                     OP_BAD_UNIT);
    assert_int_equal(op_diag_add(&diag, OP_SYNTAX, (struct op_place){ path, 3, 1 }, NULL, "end"),
                     OP_SYNTAX);
    snprintf(want, sizeof want,
             "%s:2:6: error: m [OP_BAD_UNIT]\n    two: 2\n         ^\n"
             "%s:3:1: error: end [OP_SYNTAX]\n",
             path, path);
    assert_prints(&diag, want);
    op_diag_free(&diag);
    unlink(path);
}

static void
a_very_long_line_is_cut(void **state)
{
    struct op_diag diag;
    char *got = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&got, &size);

    (void)state;
    op_diag_init(&diag);
    assert_int_equal(op_diag_add(&diag, OP_SYNTAX, (struct op_place){ "f", 1, 900 }, NULL, "m"),
                     OP_SYNTAX);
    diag.findings[0].source_line = calloc(1, 1001);
    assert_non_null(diag.findings[0].source_line);
    memset(diag.findings[0].source_line, 'y', 1000);
    op_diag_print(&diag, out);
    fclose(out);
    assert_true(size < 300);
    free(got);
    op_diag_free(&diag);
}

static void
memory_that_ran_out_is_told_once_and_its_consequences_are_not(void **state)
{
    static const char hint[] =
        "  hint: close other programs, or ask for less: fewer --threads, fewer persons (--set "
        "population.at_most=100000), or a larger machine\n";
    char want[400];
    struct op_diag diag;

    (void)state;
    op_diag_init(&diag);
    op_diag_warn(&diag, OP_IO, (struct op_place){ 0 }, NULL, "before");
    const int n_before = diag.n_findings;

    assert_int_equal(op_diag_add(&diag, OP_UNKNOWN_NAME, (struct op_place){ 0 }, NULL, "no x"),
                     OP_UNKNOWN_NAME);
    op_diag_lack(&diag, n_before, "while x was read");
    op_diag_lack(&diag, diag.n_findings, "while x was read");
    assert_int_equal(op_diag_status(&diag), OP_NO_MEMORY);
    snprintf(want, sizeof want,
             "warning: before [OP_IO]\nerror: memory ran out while x was read [OP_NO_MEMORY]\n%s",
             hint);
    assert_prints(&diag, want);
    op_diag_free(&diag);

    // One who said it with more words is not said again.
    assert_int_equal(op_diag_add(&diag, OP_NO_MEMORY, (struct op_place){ 0 }, NULL, "no room"),
                     OP_NO_MEMORY);
    op_diag_lack(&diag, diag.n_findings, "while x was read");
    assert_prints(&diag, "error: no room [OP_NO_MEMORY]\n");
    op_diag_free(&diag);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_diag_is_well_and_prints_nothing),
        cmocka_unit_test(adding_returns_the_status_and_copies_all_texts),
        cmocka_unit_test(warnings_and_notices_are_no_errors),
        cmocka_unit_test(findings_go_by_file_line_column_and_then_as_found),
        cmocka_unit_test(a_kept_source_line_is_shown_with_a_caret_under_the_character),
        cmocka_unit_test(a_source_line_that_was_not_kept_is_read_from_the_file),
        cmocka_unit_test(a_very_long_line_is_cut),
        cmocka_unit_test(memory_that_ran_out_is_told_once_and_its_consequences_are_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
