// SPDX-License-Identifier: GPL-3.0-or-later
// A file that appears whole or not at all, and the ways to put words and numbers into it so that
// no name from a scenario can act: not in a spreadsheet, not in a page, not in a chart.
#ifndef OP_ANALYSIS_OUTFILE_H
#define OP_ANALYSIS_OUTFILE_H

#include "sim/base/diag.h"
#include "sim/base/memorystream.h"
#include "sim/base/status.h"

#include <stdbool.h>
#include <stdio.h>

struct op_outfile {
    FILE *stream;
    char *path;    // final name
    char *part;    // name while being written
    bool in_row;   // a cell was written since the last op_out_end_row
};

// Open DIR/NAME for writing under a name that ends in ".part".
enum op_status op_outfile_open(struct op_outfile *file, const char *dir, const char *name,
                               struct op_diag *diag) OP_MUST_CHECK;
// Flush, sync and rename; on error the part is removed.
enum op_status op_outfile_close(struct op_outfile *file, struct op_diag *diag) OP_MUST_CHECK;
// Remove what was written; safe after close and on zeroed.
void op_outfile_drop(struct op_outfile *file);

// CSV cells. A word is quoted only where RFC 4180 asks for it; one that starts like a formula
// (= + - @, tab, carriage return) and is no number gets an apostrophe before it. So does = + - @
// after a semicolon, tab or line break within the word: programs that split there would see a cell
// begin.
void op_out_word(struct op_outfile *file, const char *word);
// Shortest digits that read back as the same double; empty where the value is not a number.
void op_out_number(struct op_outfile *file, double value);
void op_out_count(struct op_outfile *file, long value);
void op_out_end_row(struct op_outfile *file);
// A whole row of words.
void op_out_header(struct op_outfile *file, const char *const *names, int n_names);

// The shortest text of a double into a buffer of at least 32 bytes.
const char *op_out_digits(char *buffer, size_t size, double value);

// Text into HTML or XML, escaped; control characters become spaces.
void op_out_escaped(FILE *out, const char *text);
// Text for a field of a chart's data: tabs, line breaks, quotes and backticks become look-alikes.
void op_out_chart_text(FILE *out, const char *text);

#endif
