// SPDX-License-Identifier: GPL-3.0-or-later
// All that time changes, as a fixed list of segments: reserved memory regions with a used length
// and no pointers inside. A fork copies used bytes and nothing else.
#ifndef OP_RUN_STATE_H
#define OP_RUN_STATE_H

#include "sim/base/status.h"

#include <stddef.h>
#include <stdint.h>

struct op_segment {
    unsigned char *base;
    size_t used_bytes;
    size_t reserved_bytes;   // address space only; pages are taken when touched
};

#define OP_MAX_SEGMENTS 64
// What a run reserves for each segment; why less in WebAssembly is told in state.c.
#ifdef __wasm__
#define OP_SEGMENT_BYTES ((size_t)16 << 20)
#else
#define OP_SEGMENT_BYTES ((size_t)4 << 30)
#endif
struct op_state {
    struct op_segment segment[OP_MAX_SEGMENTS];
    int n_segments;
};

// Reserve n_segments regions of reserved_bytes[i] each. Error OP_NO_MEMORY.
enum op_status op_state_init(struct op_state *state, int n_segments,
                             const size_t *reserved_bytes) OP_MUST_CHECK;
void op_state_free(struct op_state *state);    // safe on zeroed
void op_state_reset(struct op_state *state);   // all used lengths 0
// Make `to` equal to `from`: copies used bytes. Both of the same shape.
void op_state_copy(struct op_state *to, const struct op_state *from);
size_t op_state_used_bytes(const struct op_state *state);

// Lengthen a segment by `bytes`, zeroed; returns the new part. Exceeding the reservation ends the
// program with a message (the reservation is far above what a run can use).
void *op_segment_grow(struct op_segment *segment, size_t bytes);

#endif
