// SPDX-License-Identifier: GPL-3.0-or-later
// An arena: memory that is handed out in order and freed all at once, for what lives and dies with
// one scenario.
#ifndef OP_BASE_ARENA_H
#define OP_BASE_ARENA_H

#include "sim/base/status.h"

#include <stdbool.h>
#include <stddef.h>

struct op_arena_block;

// All zero is an empty arena.
struct op_arena {
    struct op_arena_block *last;
    bool is_short;   // a request could not be met: what was built in it is not whole
};

// n * size zeroed bytes, aligned for any type; NULL when memory ran out. n = 0 gives a place that
// must not be read.
void *op_arena_new(struct op_arena *arena, size_t n, size_t size);
// An array of n elements copied to one of `capacity` elements; NULL when memory ran out.
void *op_arena_grow(struct op_arena *arena, const void *array, size_t n, size_t capacity,
                    size_t size);
// Copies of a text, of its first `length` bytes, of a formatted text; NULL when memory ran out.
char *op_arena_text(struct op_arena *arena, const char *text);
char *op_arena_part(struct op_arena *arena, const char *text, size_t length);
char *op_arena_format(struct op_arena *arena, const char *format, ...) OP_PRINTF(2, 3);
void op_arena_free(struct op_arena *arena);   // safe on zeroed

#endif
