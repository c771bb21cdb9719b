// SPDX-License-Identifier: GPL-3.0-or-later
// Pending events, least key first: a bucket queue that adapts its width, in four segments of state.
//
// Time is cut into years of `n_buckets` equal buckets, 2^shift us wide. An event of the running
// year lies unsorted in its bucket, in chunks of 15; a later one lies in the far list. When the
// opened bucket is used up the next one is sorted and becomes the opened one; what is added to the
// opened bucket's time goes to a small heap (heap.h). When the year is over, the far list is dealt
// into a new year, whose width gives about 200 events a bucket around its start. So adding is O(1),
// and an event is sorted once, among few, in the cache. Layout never shows: the order of keys is
// total.
//
//   from   ladder and calendar queues: Brown 1988, doi:10.1145/63039.63045;
//          Tang, Goh & Thng 2005, doi:10.1145/1103323.1103324
//          differs: two rungs; a heap for what comes late; width from the median of the far list
//   cost   measured beside the heap in docs/performance.md
#ifndef OP_RUN_QUEUE_H
#define OP_RUN_QUEUE_H

#include "sim/run/heap.h"

// The queue's segments follow one another; functions take the first.
enum { OP_QUEUE_HEAD, OP_QUEUE_CHUNKS, OP_QUEUE_OPEN, OP_QUEUE_LATE, OP_QUEUE_N_SEGMENTS };

// First bytes of OP_QUEUE_HEAD; the heads of the buckets' chunk lists follow. Private to queue.c
// but for the two inline functions below.
struct op_queue_head {
    uint64_t n_pending;
    uint64_t open_end;     // times below this belong to the opened bucket
    uint64_t year_end;     // times from here on are far
    uint64_t year_first;   // number of the year's first bucket: its time >> shift
    uint64_t n_far;
    uint32_t shift, n_buckets;
    uint32_t next_bucket;             // to be opened next
    uint32_t n_open, open_at;         // the opened bucket: sorted rows [open_at, n_open)
    uint32_t free_chunk, far_chunk;   // 1-based lists; 0 ends
    uint32_t pad;
};

void op_queue_add(struct op_segment *queue, struct op_event event);
// The least event, or false when there is none. May open a bucket, which changes no answer.
bool op_queue_least(struct op_segment *queue, struct op_event *least);
// Take the event that op_queue_least has just shown.
void op_queue_drop_least(struct op_segment *queue);
// All pending events in no order; out has room for op_queue_count().
void op_queue_list(const struct op_segment *queue, struct op_event *out);

static inline size_t
op_queue_count(const struct op_segment *queue)
{
    const struct op_queue_head *head = (const struct op_queue_head *)(const void *)queue->base;
    return queue->used_bytes > 0 ? head->n_pending : 0;
}

// The event that will probably come k places after the least, or NULL: to prefetch what it touches.
static inline const struct op_event *
op_queue_ahead(const struct op_segment *queue, uint32_t k)
{
    const struct op_queue_head *head = (const struct op_queue_head *)(const void *)queue->base;
    if (queue->used_bytes == 0 || head->open_at + k >= head->n_open) {
        return NULL;
    }
    return (const struct op_event *)(const void *)queue[OP_QUEUE_OPEN].base + head->open_at + k;
}

#endif
