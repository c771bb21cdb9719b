// SPDX-License-Identifier: GPL-3.0-or-later
// CSV out (RFC 4180): numbers bare and shortest round-trip, words quoted only when they must be,
// cells that a spreadsheet would run as a formula made harmless.
#ifndef OP_RECORD_CSVOUT_H
#define OP_RECORD_CSVOUT_H

#include <stdint.h>
#include <stdio.h>

struct op_csv_out {
    FILE *file;
    int n_cells;        // in the row so far
    const char *name;   // for messages; the writer's own
    int error;          // errno of the first write that failed; 0: none did
};

void op_csv_word(struct op_csv_out *out, const char *text);
void op_csv_real(struct op_csv_out *out, double value);   // NaN: an empty cell
void op_csv_whole(struct op_csv_out *out, int64_t value);
void op_csv_end(struct op_csv_out *out);   // end of row

#endif
