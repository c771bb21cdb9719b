// SPDX-License-Identifier: GPL-3.0-or-later
// A 4-ary heap of events in one segment of state, least key first. Its layout never shows, since
// the order of keys is total.
#ifndef OP_RUN_HEAP_H
#define OP_RUN_HEAP_H

#include "sim/run/event.h"
#include "sim/run/state.h"

void op_heap_add(struct op_segment *heap, struct op_event event);
// The heap must not be empty.
struct op_event op_heap_take(struct op_segment *heap);

static inline struct op_event
op_heap_least(const struct op_segment *heap)
{
    return *(const struct op_event *)(const void *)heap->base;
}

static inline size_t
op_heap_count(const struct op_segment *heap)
{
    return heap->used_bytes / sizeof(struct op_event);
}

#endif
