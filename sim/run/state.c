// SPDX-License-Identifier: GPL-3.0-or-later
// Segments of state on reserved address space: growing never moves them, copying touches used
// bytes.
#include "sim/run/state.h"

#include <string.h>

// 4 GiB of address space a segment cost nothing where pages are taken when touched. WebAssembly has
// no mmap and 32 bits of address: there a segment has less, from malloc, and a run must be small.
#ifdef __wasm__
#include <stdlib.h>

static unsigned char *
reserve(size_t bytes)
{
    return malloc(bytes);
}

static void
release(struct op_segment *segment)
{
    free(segment->base);
}
#else
#include <sys/mman.h>

enum { SMALL_PAGES_BYTES = 2 * 1024 * 1024 };   // one large page

static unsigned char *
reserve(size_t bytes)
{
    void *base = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (base == MAP_FAILED) {
        return NULL;
    }
    // Rows are looked up at random: fewer, larger pages spare most of the misses of the page
    // tables. Not at the start: most segments stay small, and the system would clear a large page
    // for each of them. Both are wishes: where one is not granted, all works.
    if (bytes > SMALL_PAGES_BYTES) {
        (void)madvise(base, SMALL_PAGES_BYTES, MADV_NOHUGEPAGE);
        (void)madvise((unsigned char *)base + SMALL_PAGES_BYTES, bytes - SMALL_PAGES_BYTES,
                      MADV_HUGEPAGE);
    }
    return base;
}

static void
release(struct op_segment *segment)
{
    (void)munmap(segment->base, segment->reserved_bytes);
}
#endif

enum op_status
op_state_init(struct op_state *state, int n_segments, const size_t *reserved_bytes)
{
    *state = (struct op_state){ 0 };
    for (int i = 0; i < n_segments; i++) {
        unsigned char *base = reserve(reserved_bytes[i]);
        if (base == NULL) {
            op_state_free(state);
            return OP_NO_MEMORY;
        }
        state->segment[i] = (struct op_segment){ base, 0, reserved_bytes[i] };
        state->n_segments = i + 1;
    }
    return OP_OK;
}

void
op_state_free(struct op_state *state)
{
    for (int i = 0; i < state->n_segments; i++) {
        release(&state->segment[i]);
    }
    *state = (struct op_state){ 0 };
}

void
op_state_reset(struct op_state *state)
{
    for (int i = 0; i < state->n_segments; i++) {
        state->segment[i].used_bytes = 0;
    }
}

void
op_state_copy(struct op_state *to, const struct op_state *from)
{
    for (int i = 0; i < from->n_segments; i++) {
        memcpy(to->segment[i].base, from->segment[i].base, from->segment[i].used_bytes);
        to->segment[i].used_bytes = from->segment[i].used_bytes;
    }
}

size_t
op_state_used_bytes(const struct op_state *state)
{
    size_t sum = 0;
    for (int i = 0; i < state->n_segments; i++) {
        sum += state->segment[i].used_bytes;
    }
    return sum;
}

void *
op_segment_grow(struct op_segment *segment, size_t bytes)
{
    if (bytes > segment->reserved_bytes - segment->used_bytes) {
        OP_BUG("a segment of state outgrew its reservation");
    }
    unsigned char *part = segment->base + segment->used_bytes;
    memset(part, 0, bytes);
    segment->used_bytes += bytes;
    return part;
}
