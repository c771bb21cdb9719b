// SPDX-License-Identifier: GPL-3.0-or-later
// A table of words read from a CSV file (RFC 4180): the door through which analysis sees a results
// folder. Small tables are kept whole (struct op_sheet); long ones stream row by row.
#ifndef OP_ANALYSIS_SHEET_H
#define OP_ANALYSIS_SHEET_H

#include "sim/base/diag.h"
#include "sim/base/status.h"

#include <stdbool.h>
#include <stdint.h>
#include <stddef.h>

struct op_sheet {
    char *path;
    char *arena;     // every cell, each ended by a zero byte
    size_t *cells;   // row-major offsets into arena, the header first
    int n_rows;      // without the header
    int n_columns;
};

// One row of a streamed file: fields[k] is field k, zero-terminated, valid during the call only.
// Anything but OP_OK stops the reading and is handed back.
typedef enum op_status op_sheet_row_fn(void *user, long row, char *const *fields, int n_fields,
                                       struct op_diag *diag);

// Stream DIR/NAME; row 0 is the header.
//
//   error  OP_NOT_FOUND      the file cannot be opened
//          OP_SYNTAX         a quote is not closed, or a row has another number of fields than row
//          0 OP_IO, OP_NO_MEMORY
enum op_status op_sheet_stream(const char *dir, const char *name, op_sheet_row_fn *row, void *user,
                               struct op_diag *diag) OP_MUST_CHECK;

// Read DIR/NAME whole. A file that is absent and not required gives an empty sheet. The apostrophe
// that guards a cell against being run as a formula is taken off again.
enum op_status op_sheet_read(struct op_sheet *sheet, const char *dir, const char *name,
                             bool required, struct op_diag *diag) OP_MUST_CHECK;
void op_sheet_free(struct op_sheet *sheet);   // safe on zeroed

// Column that is headed NAME, -1 if there is none.
int op_sheet_column(const struct op_sheet *sheet, const char *name);
// The same, but its absence is a finding.
enum op_status op_sheet_need(const struct op_sheet *sheet, const char *name, int *column,
                             struct op_diag *diag) OP_MUST_CHECK;
// The word in a cell; "" where the column is -1. Borrowed until the sheet is freed.
const char *op_sheet_cell(const struct op_sheet *sheet, int row, int column);
// Heading of a column.
const char *op_sheet_heading(const struct op_sheet *sheet, int column);

// A word without the apostrophe that keeps spreadsheets from running it (see op_out_word).
const char *op_sheet_unguarded(const char *word);

// The number a word stands for: NAN for "", "NA", and `*ok` false for anything that is no number.
double op_sheet_number(const char *word, bool *ok);

// The whole number a word stands for, of at most fifteen digits; 0 and `*ok` false for all else.
int64_t op_sheet_whole(const char *word, bool *ok);

#endif
