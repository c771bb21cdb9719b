// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/run/fingerprint.h"

#include "sim/base/hash.h"
#include "sim/run/queue.h"
#include "sim/run/timer.h"

#include <stdlib.h>

static int
by_key(const void *x, const void *y)
{
    const struct op_event *a = x, *b = y;
    return op_event_before(*a, *b) ? -1 : op_event_before(*b, *a);
}

uint64_t
op_run_fingerprint(const struct op_run *run)
{
    uint64_t hash = 0x6F706C6F6F70u;
    for (int i = OP_SEG_MODEL; i < run->state.n_segments; i++) {
        const struct op_segment *segment = &run->state.segment[i];
        hash = op_hash_bytes(segment->base, segment->used_bytes, hash);
    }
    const struct op_segment *levers = &run->state.segment[OP_SEG_LEVER];
    hash = op_hash_bytes(levers->base, levers->used_bytes, hash);
    const size_t n_queue = op_queue_count(&run->state.segment[OP_SEG_QUEUE]);
    const size_t n = n_queue + op_timer_count(run);
    struct op_event *events = malloc((n + 1) * sizeof *events);
    if (events == NULL) {
        return 0;
    }
    op_queue_list(&run->state.segment[OP_SEG_QUEUE], events);
    for (uint32_t k = 0; k < op_timer_count(run); k++) {
        events[n_queue + k] = op_timer_armed(run, k);
    }
    qsort(events, n, sizeof *events, by_key);
    hash = op_hash_bytes(events, n * sizeof *events, hash);
    free(events);
    return hash;
}
