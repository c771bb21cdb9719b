// SPDX-License-Identifier: GPL-3.0-or-later
// Pending events, least key first: a 4-ary heap in one segment of state. Its layout never shows,
// since the order of keys is total.
#ifndef OP_RUN_QUEUE_H
#define OP_RUN_QUEUE_H

#include "sim/run/event.h"
#include "sim/run/state.h"

void op_queue_add(struct op_segment *queue, struct op_event event);
// Least event; the queue must not be empty.
struct op_event op_queue_least(const struct op_segment *queue);
struct op_event op_queue_take(struct op_segment *queue);

static inline size_t
op_queue_count(const struct op_segment *queue)
{
    return queue->used_bytes / sizeof(struct op_event);
}

#endif
