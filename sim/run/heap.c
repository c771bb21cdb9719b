// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/run/heap.h"

#include <assert.h>

enum { ARITY = 4 };

static struct op_event *
heap_of(const struct op_segment *segment)
{
    return (struct op_event *)(void *)segment->base;
}

void
op_heap_add(struct op_segment *segment, struct op_event event)
{
    size_t i = op_heap_count(segment);
    (void)op_segment_grow(segment, sizeof event);
    struct op_event *heap = heap_of(segment);
    while (i > 0) {
        const size_t up = (i - 1) / ARITY;
        if (!op_event_before(event, heap[up])) {
            break;
        }
        heap[i] = heap[up];
        i = up;
    }
    heap[i] = event;
}

struct op_event
op_heap_take(struct op_segment *segment)
{
    assert(segment->used_bytes > 0);
    struct op_event *heap = heap_of(segment);
    const struct op_event least = heap[0];
    const size_t n = op_heap_count(segment) - 1;
    const struct op_event moved = heap[n];
    segment->used_bytes -= sizeof moved;
    size_t i = 0;
    for (;;) {
        const size_t first = i * ARITY + 1;
        if (first >= n) {
            break;
        }
        size_t best = first;
        const size_t past = first + ARITY < n ? first + ARITY : n;
        for (size_t k = first + 1; k < past; k++) {
            if (op_event_before(heap[k], heap[best])) {
                best = k;
            }
        }
        if (!op_event_before(heap[best], moved)) {
            break;
        }
        heap[i] = heap[best];
        i = best;
    }
    if (n > 0) {
        heap[i] = moved;
    }
    return least;
}
