// SPDX-License-Identifier: GPL-3.0-or-later
// Long CSV files of numbers, such as the ties of a network.
#ifndef OP_INPUT_SERIES_H
#define OP_INPUT_SERIES_H

#include "sim/input/fields.h"

// Read a file of whole numbers 0 .. 2^31 - 2, or (n_columns 1) of decimal numbers.
//
//   in     header      "source,target": the first line; its words are the columns
//   out    series      n_columns, n_rows, whole or real, in memory of the reader's scenario
//   error  OP_NOT_FOUND, OP_IO, OP_SYNTAX, OP_BAD_VALUE, OP_OUT_OF_RANGE with the place in the CSV
//          file; the first 20 faults
bool op_read_series(struct op_reader *reader, const char *path, struct op_place asked_at,
                    const char *header, bool is_whole, struct op_series *series);

#endif
