// SPDX-License-Identifier: GPL-3.0-or-later
// Blocks in a list, each filled from the front. A request larger than a block gets its own.
#include "sim/base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 64 * 1024, ALIGNMENT = _Alignof(max_align_t) };

struct op_arena_block {
    struct op_arena_block *previous;
    size_t used, capacity;
    max_align_t bytes[];
};

static struct op_arena_block *
block_with_room(struct op_arena *arena, size_t n_bytes)
{
    struct op_arena_block *block = arena->last;

    if (block && block->capacity - block->used >= n_bytes) {
        return block;
    }

    const size_t capacity = n_bytes > BLOCK_BYTES ? n_bytes : BLOCK_BYTES;

    block = calloc(1, sizeof *block + capacity);
    if (!block) {
        return NULL;
    }
    block->capacity = capacity;
    block->previous = arena->last;
    arena->last = block;
    return block;
}

void *
op_arena_new(struct op_arena *arena, size_t n, size_t size)
{
    if (size > 0 && n > (SIZE_MAX / 4) / size) {
        arena->is_short = true;
        return NULL;
    }

    const size_t n_bytes = (n * size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    struct op_arena_block *block = block_with_room(arena, n_bytes);

    if (!block) {
        arena->is_short = true;
        return NULL;
    }

    void *place = (char *)block->bytes + block->used;

    block->used += n_bytes;
    return place;
}

void *
op_arena_grow(struct op_arena *arena, const void *array, size_t n, size_t capacity, size_t size)
{
    void *grown = op_arena_new(arena, capacity, size);

    if (grown && n > 0) {
        memcpy(grown, array, n * size);
    }
    return grown;
}

char *
op_arena_part(struct op_arena *arena, const char *text, size_t length)
{
    char *copy = op_arena_new(arena, length + 1, 1);

    if (copy && length > 0) {
        memcpy(copy, text, length);
    }
    return copy;
}

char *
op_arena_text(struct op_arena *arena, const char *text)
{
    return op_arena_part(arena, text, strlen(text));
}

char *
op_arena_format(struct op_arena *arena, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    const int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0) {
        return NULL;
    }

    char *text = op_arena_new(arena, (size_t)length + 1, 1);

    if (text) {
        va_start(args, format);
        vsnprintf(text, (size_t)length + 1, format, args);
        va_end(args);
    }
    return text;
}

void
op_arena_free(struct op_arena *arena)
{
    struct op_arena_block *block = arena->last;

    while (block) {
        struct op_arena_block *previous = block->previous;

        free(block);
        block = previous;
    }
    *arena = (struct op_arena){ 0 };
}
