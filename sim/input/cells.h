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
    const char **start;    // [n_rows]: where the row begins in the text of the file
    int *line;             // [n_rows]: the line on which it begins
    int n_rows, n_columns;
};

// Read RFC 4180 text (UTF-8, with a byte order mark or without, lines ended by LF or CR LF). Rows
// of another number of cells than the header are errors, all of them reported (at most 20).
// `asked_at` is where a scenario names the file.
enum op_status op_cells_read(struct op_arena *arena, const char *path, struct op_place asked_at,
                             struct op_cells *cells, struct op_diag *diag) OP_MUST_CHECK;
int op_cells_column(const struct op_cells *cells, const char *name);   // -1: none
const char *op_cell(const struct op_cells *cells, int row, int column);
// Where a cell begins in the file.
struct op_place op_cell_place(const struct op_cells *cells, int row, int column);
// A number in a range; a fault is reported with row and column.
bool op_cell_number(const struct op_cells *cells, int row, int column, double low, double high,
                    double *value, struct op_diag *diag);
// The column of that name. Without it a fault, which names all that are wanted.
int op_cells_need(const struct op_cells *cells, const char *name, const char *all,
                  struct op_diag *diag);

#endif
