// SPDX-License-Identifier: GPL-3.0-or-later
// A CSV file with a header as a rectangle of texts.
#ifndef OP_INPUT_CELLS_H
#define OP_INPUT_CELLS_H

#include "sim/base/arena.h"
#include "sim/base/diag.h"

struct op_cells {
    const char *file;
    const char **header;   // [n_columns]
    const char **text;     // [n_rows * n_columns], row-major
    int *line;             // [n_rows]: where the row ends in the file
    int n_rows, n_columns;
};

// Read RFC 4180 text (UTF-8). Rows of another number of cells than the header are errors, all of
// them reported (at most 20). `asked_at` is where a scenario names the file.
enum op_status op_cells_read(struct op_arena *arena, const char *path, struct op_place asked_at,
                             struct op_cells *cells, struct op_diag *diag) OP_MUST_CHECK;
int op_cells_column(const struct op_cells *cells, const char *name);   // -1: none
const char *op_cell(const struct op_cells *cells, int row, int column);
// A number in a range; a fault is reported with row and column.
bool op_cell_number(const struct op_cells *cells, int row, int column, double low, double high,
                    double *value, struct op_diag *diag);

#endif
