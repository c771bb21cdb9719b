// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/input/observed.h"

#include "sim/base/text.h"
#include "sim/input/cells.h"
#include "sim/input/moment.h"

#include <math.h>
#include <string.h>

enum {
    MOMENT,
    VARIABLE,
    UNIT,
    VALUE,
    LOW,
    HIGH,
    SOURCE,
    N_WANTED,
    MAX_ROWS = 10000,
    MAX_FAULTY_ROWS = 20
};

static const char *const wanted[N_WANTED] = { "moment", "variable", "unit",  "value",
                                              "low",    "high",     "source" };

static bool
check_moment(struct op_reader *reader, const struct op_cells *cells, int row, int column)
{
    const char *text = op_cell(cells, row, column);
    const struct op_place place = op_cell_place(cells, row, column);
    struct op_moment moment;

    if (!text[0]) {
        return true;
    }
    if (op_moment_parse(text, place, "column moment", &moment, reader->diag) != OP_OK) {
        return false;
    }
    return moment.anchor == OP_ANCHOR_CIVIL ||
           op_diag_add(reader->diag, OP_BAD_VALUE, place, "write it like 2012-09-18T12:00",
                       "column moment: \"%s\" is not a date", text) == OP_OK;
}

static bool
read_or_nan(struct op_reader *reader, const struct op_cells *cells, int row, int column,
            double *value)
{
    *value = (double)NAN;
    return !op_cell(cells, row, column)[0] ||
           op_cell_number(cells, row, column, -1e15, 1e15, value, reader->diag);
}

static bool
check_numbers(struct op_reader *reader, const struct op_cells *cells, int row, const int *column)
{
    double value, low, high;
    bool is_well = op_cell_number(cells, row, column[VALUE], -1e15, 1e15, &value, reader->diag);

    is_well &= read_or_nan(reader, cells, row, column[LOW], &low);
    is_well &= read_or_nan(reader, cells, row, column[HIGH], &high);
    if (is_well && (low > value || high < value)) {
        is_well =
            op_diag_add(reader->diag, OP_OUT_OF_RANGE, op_cell_place(cells, row, column[VALUE]),
                        NULL, "column value: %s does not lie between low and high",
                        op_cell(cells, row, column[VALUE])) == OP_OK;
    }
    return is_well;
}

static bool
stands_twice(struct op_reader *reader, const struct op_cells *cells, int row, const int *column)
{
    for (int i = 0; i < row; i++) {
        if (strcmp(op_cell(cells, i, column[VARIABLE]), op_cell(cells, row, column[VARIABLE])) ==
                0 &&
            strcmp(op_cell(cells, i, column[MOMENT]), op_cell(cells, row, column[MOMENT])) == 0) {
            op_diag_add(reader->diag, OP_DUPLICATE_KEY, op_cell_place(cells, row, column[VARIABLE]),
                        NULL, "%s at this moment stands at line %d too",
                        op_cell(cells, row, column[VARIABLE]), cells->line[i]);
            return true;
        }
    }
    return false;
}

static bool
check_row(struct op_reader *reader, const struct op_cells *cells, int row, const int *column)
{
    bool is_well = check_moment(reader, cells, row, column[MOMENT]);

    if (!op_text_is_id(op_cell(cells, row, column[VARIABLE]))) {
        is_well =
            op_diag_add(reader->diag, OP_BAD_VALUE, op_cell_place(cells, row, column[VARIABLE]),
                        "an observable or a metric: small letters, digits and _",
                        "column variable: \"%s\" is no name of one",
                        op_cell(cells, row, column[VARIABLE])) == OP_OK;
    }
    is_well &= check_numbers(reader, cells, row, column);
    return is_well && !stands_twice(reader, cells, row, column);
}

bool
op_check_observed(struct op_reader *reader, const char *path, struct op_place asked_at)
{
    struct op_cells cells;
    int column[N_WANTED];
    bool is_well = true;

    if (op_cells_read(reader->arena, path, asked_at, &cells, reader->diag) != OP_OK) {
        return false;
    }
    for (int i = 0; i < N_WANTED; i++) {
        column[i] = op_cells_need(&cells, wanted[i],
                                  "moment, variable, unit, value, low, high, source", reader->diag);
        is_well &= column[i] >= 0;
    }
    const bool has_columns = is_well;

    if (has_columns && cells.n_rows > MAX_ROWS) {
        return op_diag_add(reader->diag, OP_TOO_LARGE, op_cell_place(&cells, MAX_ROWS, 0), NULL,
                           "a record of more than %d rows", MAX_ROWS) == OP_OK;
    }
    for (int i = 0, n_faulty = 0; has_columns && n_faulty < MAX_FAULTY_ROWS && i < cells.n_rows;
         i++) {
        n_faulty += !check_row(reader, &cells, i, column);
        is_well &= n_faulty == 0;
    }
    return is_well;
}
