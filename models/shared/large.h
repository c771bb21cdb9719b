// SPDX-License-Identifier: GPL-3.0-or-later
// Memory for large arrays that are read here and there, such as ties: in pages of 2 MiB where the
// system grants them, so that a look-up does not wait for the page table as well.
#ifndef OP_MODELS_SHARED_LARGE_H
#define OP_MODELS_SHARED_LARGE_H

#include <stddef.h>

// n * size bytes, not set; NULL when memory ran out. Free with free().
void *op_large_new(size_t n, size_t size);

#endif
