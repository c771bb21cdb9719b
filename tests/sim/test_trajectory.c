// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/record/trajectory.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

enum { MANY_ROWS = 2000 };

static void
fill(struct op_record *record)
{
    for (int64_t r = 0; r < MANY_ROWS; r++) {
        double *row = op_record_row(record, r);
        assert_non_null(row);
        for (int c = 0; c < record->n_columns; c++) {
            row[c] = (double)(r * record->n_columns + c);
        }
    }
}

// Growing to no bytes at all is what frees memory that is still held: seen under the sanitizer.
static void
a_record_of_no_columns_grows_and_is_freed_once(void **state)
{
    (void)state;
    struct op_record record;
    op_record_init(&record, 0);

    fill(&record);

    assert_int_equal(record.n_rows, MANY_ROWS);
    assert_false(record.is_short);
    assert_int_equal(record.at_us[MANY_ROWS - 1], MANY_ROWS - 1);
    op_record_free(&record);
}

static void
a_copy_holds_every_row_of_the_original(void **state)
{
    (void)state;
    struct op_record record, copy;
    op_record_init(&record, 3);
    op_record_init(&copy, 0);
    fill(&record);

    assert_int_equal(op_record_copy(&copy, &record), OP_OK);
    op_record_free(&record);

    assert_int_equal(copy.n_rows, MANY_ROWS);
    for (int k = 0; k < 3 * MANY_ROWS; k++) {
        assert_true(copy.value[k] == (double)k);
    }
    op_record_free(&copy);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_of_no_columns_grows_and_is_freed_once),
        cmocka_unit_test(a_copy_holds_every_row_of_the_original),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
