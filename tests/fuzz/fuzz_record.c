// SPDX-License-Identifier: GPL-3.0-or-later
// The table of what a record saw, as analysis reads it (whose header knows other types of the same
// name than the reader of scenarios: hence a file of its own).
#include "tests/fuzz/fuzz.h"

#include "analysis/fit.h"
#include "analysis/sheet.h"

void
fuzz_record(void)
{
    struct op_sheet sheet = { 0 };
    struct op_diag diag;
    double sum = 0;

    op_diag_init(&diag);
    if (op_sheet_read(&sheet, fuzz_folder(), "table.csv", true, &diag) == OP_OK) {
        for (int row = 0; row < sheet.n_rows; row++) {
            for (int column = 0; column < sheet.n_columns; column++) {
                const char *word = op_sheet_cell(&sheet, row, column);
                bool is_number;

                sum += op_sheet_number(word, &is_number) + op_clock_seconds(word);
            }
        }
        (void)op_sheet_column(&sheet, "variable");
    } else if (diag.n_errors == 0) {
        fuzz_broken("a table is refused with a finding");
    }
    (void)sum;
    op_sheet_free(&sheet);
    op_diag_free(&diag);
}
