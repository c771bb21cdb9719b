// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/run/queue.h"

#include <string.h>

enum {
    CHUNK_EVENTS = 15,
    AIM = 256,   // events a bucket when a year is dealt
    FEW = 64,    // so few far events go to the heap as they are
    MOST_BUCKETS = 1 << 16,
    LEAST_SLOT_BITS = 8,   // slots of the counting pass over an opened bucket: 2^8 to 2^12
    MOST_SLOT_BITS = 12,
    LATE_MOST = 256,   // events in the heap before a new year is thought of
    SAMPLE = 63        // far events whose median tells the density
};

struct chunk {
    struct op_event event[CHUNK_EVENTS];
    uint32_t next, n;   // 1-based; 0 ends
    uint64_t pad;
};
_Static_assert(sizeof(struct chunk) == 256, "four cache lines");

static struct op_queue_head *
head_of(const struct op_segment *queue)
{
    return (struct op_queue_head *)(void *)queue->base;
}

static uint32_t *
buckets_of(const struct op_segment *queue)
{
    return (uint32_t *)(void *)(queue->base + sizeof(struct op_queue_head));
}

static struct chunk *
chunk_of(const struct op_segment *queue, uint32_t id)
{
    return (struct chunk *)(void *)queue[OP_QUEUE_CHUNKS].base + (id - 1);
}

static struct op_event *
opened(const struct op_segment *queue)
{
    return (struct op_event *)(void *)queue[OP_QUEUE_OPEN].base;
}

static uint64_t
time_of(struct op_event event)
{
    return event.a >> 16;
}

// ---- chunks ----

static uint32_t
new_chunk(struct op_segment *queue)
{
    struct op_queue_head *head = head_of(queue);
    const uint32_t id = head->free_chunk;
    if (id != 0) {
        head->free_chunk = chunk_of(queue, id)->next;
        return id;
    }
    (void)op_segment_grow(&queue[OP_QUEUE_CHUNKS], sizeof(struct chunk));
    return (uint32_t)(queue[OP_QUEUE_CHUNKS].used_bytes / sizeof(struct chunk));
}

static void
free_chunk(struct op_segment *queue, uint32_t id)
{
    chunk_of(queue, id)->next = head_of(queue)->free_chunk;
    head_of(queue)->free_chunk = id;
}

static void
append(struct op_segment *queue, uint32_t *list, struct op_event event)
{
    struct chunk *chunk = *list != 0 ? chunk_of(queue, *list) : NULL;
    if (chunk == NULL || chunk->n == CHUNK_EVENTS) {
        const uint32_t id = new_chunk(queue);
        chunk = chunk_of(queue, id);
        chunk->next = *list;
        chunk->n = 0;
        *list = id;
    }
    chunk->event[chunk->n++] = event;
}

// ---- adding ----

static void
start(struct op_segment *queue)
{
    if (queue->used_bytes == 0) {
        (void)op_segment_grow(queue, sizeof(struct op_queue_head));
    }
}

// Where an event belongs that is not below open_end.
static void
deal(struct op_segment *queue, struct op_event event)
{
    struct op_queue_head *head = head_of(queue);
    const uint64_t t = time_of(event);
    if (t >= head->year_end) {
        append(queue, &head->far_chunk, event);
        head->n_far++;
        return;
    }
    append(queue, &buckets_of(queue)[(t >> head->shift) - head->year_first], event);
}

// ---- a bucket is opened ----

static void
sink(struct op_event *event, size_t n, size_t i)
{
    const struct op_event moved = event[i];
    for (;;) {
        size_t child = 2 * i + 1;
        if (child >= n) {
            break;
        }
        child += child + 1 < n && op_event_before(event[child], event[child + 1]);
        if (!op_event_before(moved, event[child])) {
            break;
        }
        event[i] = event[child];
        i = child;
    }
    event[i] = moved;
}

// For many events in one slot, such as those of one instant: never worse than n log n.
static void
heap_sort(struct op_event *event, size_t n)
{
    for (size_t i = n / 2; i-- > 0;) {
        sink(event, n, i);
    }
    for (size_t last = n; last-- > 1;) {
        const struct op_event top = event[0];
        event[0] = event[last];
        event[last] = top;
        sink(event, last, 0);
    }
}

static void
insertion_sort(struct op_event *event, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const struct op_event moved = event[i];
        size_t k = i;
        while (k > 0 && op_event_before(moved, event[k - 1])) {
            event[k] = event[k - 1];
            k--;
        }
        event[k] = moved;
    }
}

// Of 2^bits slots of equal time over a bucket of 2^shift us.
static uint32_t
slot_of(struct op_event event, uint64_t begin, uint32_t shift, uint32_t bits)
{
    const uint64_t within = time_of(event) - begin;
    return (uint32_t)(shift > bits ? within >> (shift - bits) : within);
}

// Take a bucket's events out of its chunks, in no order. A chunk is touched once, and the next one
// is on its way meanwhile.
static uint32_t
take_bucket(struct op_segment *queue, uint32_t bucket)
{
    struct op_segment *open = &queue[OP_QUEUE_OPEN];
    uint32_t n = 0;
    open->used_bytes = 0;
    for (uint32_t id = buckets_of(queue)[bucket]; id != 0;) {
        const struct chunk *chunk = chunk_of(queue, id);
        const uint32_t next = chunk->next;
        if (next != 0) {
            const char *ahead = (const char *)chunk_of(queue, next);
            __builtin_prefetch(ahead);
            __builtin_prefetch(ahead + 64);
            __builtin_prefetch(ahead + 128);
            __builtin_prefetch(ahead + 192);
        }
        (void)op_segment_grow(open, chunk->n * sizeof(struct op_event));
        memcpy(opened(queue) + n, chunk->event, chunk->n * sizeof(struct op_event));
        n += chunk->n;
        free_chunk(queue, id);
        id = next;
    }
    buckets_of(queue)[bucket] = 0;
    return n;
}

// Deal the opened events into about as many slots of equal time, then sort each slot.
static void
sort_opened(struct op_segment *queue, uint64_t begin, uint32_t n)
{
    const uint32_t shift = head_of(queue)->shift;
    uint32_t past[(1 << MOST_SLOT_BITS) + 1];
    uint32_t bits = LEAST_SLOT_BITS;
    while (bits < MOST_SLOT_BITS && (1u << bits) < n) {
        bits++;
    }
    const uint32_t n_slots = 1u << bits;
    memset(past, 0, (n_slots + 1) * sizeof *past);
    (void)op_segment_grow(&queue[OP_QUEUE_OPEN], n * sizeof(struct op_event));
    struct op_event *out = opened(queue);
    struct op_event *in = out + n;
    memcpy(in, out, n * sizeof *in);
    for (uint32_t k = 0; k < n; k++) {
        past[slot_of(in[k], begin, shift, bits) + 1]++;
    }
    for (uint32_t s = 0; s < n_slots; s++) {
        past[s + 1] += past[s];
    }
    for (uint32_t k = 0; k < n; k++) {
        out[past[slot_of(in[k], begin, shift, bits)]++] = in[k];
    }
    queue[OP_QUEUE_OPEN].used_bytes = n * sizeof *out;
    uint32_t first = 0;   // past[s] is now the end of slot s
    for (uint32_t s = 0; s < n_slots; s++) {
        if (past[s] - first > 32) {
            heap_sort(out + first, past[s] - first);
        }
        first = past[s];
    }
    insertion_sort(out, n);   // within slots; what is sorted costs one look
}

static void
open_bucket(struct op_segment *queue, uint32_t bucket)
{
    struct op_queue_head *head = head_of(queue);
    const uint64_t begin = (head->year_first + bucket) << head->shift;
    const uint32_t n = take_bucket(queue, bucket);
    sort_opened(queue, begin, n);
    head->open_at = 0;
    head->n_open = n;
    head->next_bucket = bucket + 1;
    head->open_end = begin + ((uint64_t)1 << head->shift);
}

// ---- a year is dealt ----

struct span {
    uint64_t least, median, most;
};

static struct span
span_of_far(const struct op_segment *queue)
{
    const struct op_queue_head *head = head_of(queue);
    struct span span = { UINT64_MAX, 0, 0 };
    struct op_event sample[SAMPLE];
    const uint64_t step = head->n_far / SAMPLE + 1;
    uint64_t k = 0;
    size_t n = 0;
    for (uint32_t id = head->far_chunk; id != 0; id = chunk_of(queue, id)->next) {
        const struct chunk *chunk = chunk_of(queue, id);
        for (uint32_t i = 0; i < chunk->n; i++, k++) {
            const uint64_t t = time_of(chunk->event[i]);
            span.least = t < span.least ? t : span.least;
            span.most = t > span.most ? t : span.most;
            if (k % step == 0 && n < SAMPLE) {
                sample[n++] = chunk->event[i];
            }
        }
    }
    insertion_sort(sample, n);
    span.median = time_of(sample[n / 2]);
    return span;
}

// Hand every far event on; those that are still far come back to the list.
static void
deal_far(struct op_segment *queue, bool to_heap)
{
    struct op_queue_head *head = head_of(queue);
    uint32_t id = head->far_chunk;
    head->far_chunk = 0;
    head->n_far = 0;
    while (id != 0) {
        // the chunk may move into use while its events are dealt: take them out first
        const struct chunk chunk = *chunk_of(queue, id);
        free_chunk(queue, id);
        for (uint32_t k = 0; k < chunk.n; k++) {
            if (to_heap) {
                op_heap_add(&queue[OP_QUEUE_LATE], chunk.event[k]);
            } else {
                deal(queue, chunk.event[k]);
            }
        }
        id = chunk.next;
    }
}

static void
size_buckets(struct op_segment *queue, uint32_t n_buckets)
{
    queue->used_bytes = sizeof(struct op_queue_head);
    (void)op_segment_grow(queue, n_buckets * sizeof(uint32_t));
    head_of(queue)->n_buckets = n_buckets;
}

static void
turn_year(struct op_segment *queue)
{
    const struct span span = span_of_far(queue);
    const uint64_t n = head_of(queue)->n_far;
    if (n <= FEW) {
        size_buckets(queue, 0);
        struct op_queue_head *head = head_of(queue);
        head->next_bucket = 0;
        head->open_end = head->year_end = span.most + 1;
        deal_far(queue, true);
        return;
    }
    uint32_t n_buckets = 16;
    while (n_buckets < MOST_BUCKETS && n_buckets < n / AIM) {
        n_buckets *= 2;
    }
    // half of the events in half of the buckets: dense around the start, whatever the tail
    const uint64_t width = (span.median - span.least) * 2 / n_buckets;
    uint32_t shift = 0;
    while (shift < 40 && ((uint64_t)1 << shift) < width) {
        shift++;
    }
    size_buckets(queue, n_buckets);
    struct op_queue_head *head = head_of(queue);
    head->shift = shift;
    head->next_bucket = 0;
    head->year_first = span.least >> shift;
    head->open_end = head->year_first << shift;
    head->year_end = (head->year_first + n_buckets) << shift;
    deal_far(queue, false);
}

// False when nothing is pending. Afterwards the opened bucket or the heap holds the least event.
static bool
open_next(struct op_segment *queue)
{
    for (;;) {
        struct op_queue_head *head = head_of(queue);
        for (uint32_t b = head->next_bucket; b < head->n_buckets; b++) {
            if (buckets_of(queue)[b] != 0) {
                open_bucket(queue, b);
                return true;
            }
        }
        if (head->n_far == 0) {
            return false;
        }
        turn_year(queue);
        if (op_heap_count(&queue[OP_QUEUE_LATE]) > 0) {
            return true;
        }
    }
}

// The heap has grown too large (what was rare when the year was dealt has become dense, as in an
// outbreak): everything pending becomes far, and a new year is dealt to the density of now.
static void
deal_anew(struct op_segment *queue)
{
    struct op_queue_head *head = head_of(queue);
    struct op_segment *late = &queue[OP_QUEUE_LATE];
    const struct op_event *heap = (const struct op_event *)(const void *)late->base;
    for (size_t k = 0; k < op_heap_count(late); k++) {
        append(queue, &head->far_chunk, heap[k]);
    }
    late->used_bytes = 0;
    for (uint32_t k = head->open_at; k < head->n_open; k++) {
        append(queue, &head->far_chunk, opened(queue)[k]);
    }
    head->open_at = head->n_open = 0;
    for (uint32_t b = head->next_bucket; b < head->n_buckets; b++) {
        for (uint32_t id = buckets_of(queue)[b]; id != 0;) {
            const struct chunk chunk = *chunk_of(queue, id);
            free_chunk(queue, id);
            for (uint32_t k = 0; k < chunk.n; k++) {
                append(queue, &head->far_chunk, chunk.event[k]);
            }
            id = chunk.next;
        }
    }
    head->n_far = head->n_pending;
    turn_year(queue);
}

void
op_queue_add(struct op_segment *queue, struct op_event event)
{
    start(queue);
    struct op_queue_head *head = head_of(queue);
    head->n_pending++;
    if (time_of(event) >= head->open_end) {
        deal(queue, event);
        return;
    }
    op_heap_add(&queue[OP_QUEUE_LATE], event);
    // Moving all pays when the heap holds a good part of it; each event is then moved a few times
    // at most.
    if (op_heap_count(&queue[OP_QUEUE_LATE]) > LATE_MOST &&
        op_heap_count(&queue[OP_QUEUE_LATE]) > head->n_pending / 8) {
        deal_anew(queue);
    }
}

// ---- taking ----

bool
op_queue_least(struct op_segment *queue, struct op_event *least)
{
    if (op_queue_count(queue) == 0) {
        return false;
    }
    const struct op_queue_head *head = head_of(queue);
    const struct op_segment *late = &queue[OP_QUEUE_LATE];
    if (head->open_at == head->n_open && op_heap_count(late) == 0 && !open_next(queue)) {
        OP_BUG("events are pending but none was found");
    }
    const bool has_open = head->open_at < head->n_open;
    *least = has_open ? opened(queue)[head->open_at] : op_heap_least(late);
    if (has_open && op_heap_count(late) > 0 && op_event_before(op_heap_least(late), *least)) {
        *least = op_heap_least(late);
    }
    return true;
}

void
op_queue_drop_least(struct op_segment *queue)
{
    struct op_queue_head *head = head_of(queue);
    struct op_segment *late = &queue[OP_QUEUE_LATE];
    head->n_pending--;
    if (head->open_at == head->n_open ||
        (op_heap_count(late) > 0 &&
         op_event_before(op_heap_least(late), opened(queue)[head->open_at]))) {
        (void)op_heap_take(late);
    } else {
        head->open_at++;
    }
}

// ---- looking ----

static size_t
list_chunks(const struct op_segment *queue, uint32_t list, struct op_event *out)
{
    size_t n = 0;
    for (uint32_t id = list; id != 0; id = chunk_of(queue, id)->next) {
        const struct chunk *chunk = chunk_of(queue, id);
        memcpy(out + n, chunk->event, chunk->n * sizeof *out);
        n += chunk->n;
    }
    return n;
}

void
op_queue_list(const struct op_segment *queue, struct op_event *out)
{
    if (queue->used_bytes == 0) {
        return;
    }
    const struct op_queue_head *head = head_of(queue);
    const struct op_segment *late = &queue[OP_QUEUE_LATE];
    size_t n = head->n_open - head->open_at;
    memcpy(out, opened(queue) + head->open_at, n * sizeof *out);
    memcpy(out + n, late->base, late->used_bytes);
    n += op_heap_count(late);
    for (uint32_t b = head->next_bucket; b < head->n_buckets; b++) {
        n += list_chunks(queue, buckets_of(queue)[b], out + n);
    }
    (void)list_chunks(queue, head->far_chunk, out + n);
}
