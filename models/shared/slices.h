// SPDX-License-Identifier: GPL-3.0-or-later
// Work on independent rows by several threads.
#ifndef OP_MODELS_SHARED_SLICES_H
#define OP_MODELS_SHARED_SLICES_H

#include <stdint.h>

// Handles rows first .. past - 1; writes nothing that belongs to another row.
typedef void op_slice_fn(void *job, uint32_t first, uint32_t past);

// Hand the rows 0 .. n_rows - 1 out in slices, to n_threads threads (the caller is one of them).
//   same   what is written does not depend on n_threads, as every row is a function of its number;
//          where a thread cannot be started, the others do its share
void op_slices(int n_threads, uint32_t n_rows, uint32_t slice_rows, op_slice_fn *fn, void *job);

#endif
