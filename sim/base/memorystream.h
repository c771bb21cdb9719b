// SPDX-License-Identifier: GPL-3.0-or-later
// Streams that write into memory.
#ifndef OP_BASE_MEMORYSTREAM_H
#define OP_BASE_MEMORYSTREAM_H

#include "sim/base/status.h"

#include <stdio.h>

// A stream that grows in memory, as open_memstream makes; but one that knows when it could not grow
// (that of the C library loses words without a sign). After op_memory_close, or fflush, *text is
// what was written, as a string; free it. NULL when memory ran out.
FILE *op_memory_open(char **text, size_t *size);
// OP_NO_MEMORY if some of it is missing; *text may be freed then too.
enum op_status op_memory_close(FILE *stream) OP_MUST_CHECK;

#endif
