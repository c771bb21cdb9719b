// SPDX-License-Identifier: GPL-3.0-or-later
// An event is sixteen bytes of plain data with a total order: time, kind, aux, subject, argument.
// Never insertion order, never a pointer: so a run can be saved, forked, hashed and replayed.
#ifndef OP_RUN_EVENT_H
#define OP_RUN_EVENT_H

#include <stdbool.h>
#include <stdint.h>

struct op_event {
    uint64_t a;   // time_us:48 | kind:8 | aux:8
    uint64_t b;   // subject:32 | argument:32
};
_Static_assert(sizeof(struct op_event) == 16, "op_event changed: queues and logs rely on 16 bytes");

#define OP_TIME_LIMIT_US ((int64_t)1 << 47)

// Fixed codes (docs/map.md): 0-15 world, 16-31 plan actions, 32-239 mechanisms in blocks of 8,
// 240-253 passive records, 254 watch tick, 255 recorder sample.
enum { OP_KIND_HAPPENING = 0, OP_KIND_ACTION = 16, OP_KIND_WATCH = 254, OP_KIND_SAMPLE = 255 };

static inline struct op_event
op_event_make(int64_t time_us, uint8_t kind, uint8_t aux, uint32_t subject, uint32_t argument)
{
    return (struct op_event){ (uint64_t)time_us << 16 | (uint64_t)kind << 8 | aux,
                              (uint64_t)subject << 32 | argument };
}

static inline int64_t
op_event_time_us(struct op_event event)
{
    return (int64_t)(event.a >> 16);
}

static inline uint8_t
op_event_kind(struct op_event event)
{
    return (uint8_t)(event.a >> 8);
}

static inline uint8_t
op_event_aux(struct op_event event)
{
    return (uint8_t)event.a;
}

static inline uint32_t
op_event_subject(struct op_event event)
{
    return (uint32_t)(event.b >> 32);
}

static inline uint32_t
op_event_argument(struct op_event event)
{
    return (uint32_t)event.b;
}

static inline bool
op_event_before(struct op_event x, struct op_event y)
{
    return x.a != y.a ? x.a < y.a : x.b < y.b;
}

#endif
