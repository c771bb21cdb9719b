// SPDX-License-Identifier: GPL-3.0-or-later
// Timers: one slot each in a small indexed heap, moved or cleared in place.
#include "sim/run/timer.h"

#include <assert.h>

struct timer {
    struct op_event event;
    uint32_t position;   // 1-based in the heap; 0: not armed
    uint32_t pad;
};

static struct timer *
timers(const struct op_run *run)
{
    return (struct timer *)op_rows(run, OP_SEG_TIMER);
}

static uint32_t *
heap_of(const struct op_run *run)
{
    return (uint32_t *)op_rows(run, OP_SEG_TIMER_HEAP);
}

static void
put(struct op_run *run, uint32_t position, uint32_t timer)
{
    heap_of(run)[position] = timer;
    timers(run)[timer].position = position + 1;
}

static void
rise(struct op_run *run, uint32_t position, uint32_t timer)
{
    const struct op_event event = timers(run)[timer].event;
    while (position > 0) {
        const uint32_t up = (position - 1) / 2;
        const uint32_t other = heap_of(run)[up];
        if (!op_event_before(event, timers(run)[other].event)) {
            break;
        }
        put(run, position, other);
        position = up;
    }
    put(run, position, timer);
}

static void
sink(struct op_run *run, uint32_t position, uint32_t timer)
{
    const uint32_t n = op_engine(run)->n_timers;
    const struct op_event event = timers(run)[timer].event;
    for (;;) {
        uint32_t child = position * 2 + 1;
        if (child >= n) {
            break;
        }
        if (child + 1 < n && op_event_before(timers(run)[heap_of(run)[child + 1]].event,
                                             timers(run)[heap_of(run)[child]].event)) {
            child++;
        }
        const uint32_t other = heap_of(run)[child];
        if (!op_event_before(timers(run)[other].event, event)) {
            break;
        }
        put(run, position, other);
        position = child;
    }
    put(run, position, timer);
}

uint32_t
op_timer_new(struct op_run *run)
{
    const uint32_t id = op_row_count(run, OP_SEG_TIMER, sizeof(struct timer));
    (void)op_segment_grow(&run->state.segment[OP_SEG_TIMER], sizeof(struct timer));
    (void)op_segment_grow(&run->state.segment[OP_SEG_TIMER_HEAP], sizeof(uint32_t));
    return id;
}

void
op_timer_clear(struct op_run *run, uint32_t timer)
{
    struct timer *row = &timers(run)[timer];
    if (row->position == 0) {
        return;
    }
    const uint32_t hole = row->position - 1;
    row->position = 0;
    const uint32_t n = --op_engine(run)->n_timers;
    if (hole == n) {
        return;
    }
    const uint32_t last = heap_of(run)[n];
    rise(run, hole, last);
    sink(run, timers(run)[last].position - 1, last);
}

void
op_timer_set(struct op_run *run, uint32_t timer, int64_t at_us, uint8_t kind, uint8_t aux,
             uint32_t subject, uint32_t argument)
{
    op_timer_clear(run, timer);
    if (at_us >= run->scenario->end_us) {
        return;
    }
    const struct op_engine_state *engine = op_engine(run);
    struct op_event event = op_event_make(at_us < 0 ? 0 : at_us, kind, aux, subject, argument);
    if (at_us < engine->now_us || !op_event_before(engine->last, event)) {
        event = op_event_make(engine->now_us + 1, kind, aux, subject, argument);
    }
    timers(run)[timer].event = event;
    rise(run, op_engine(run)->n_timers++, timer);
}

bool
op_timer_least(const struct op_run *run, struct op_event *event)
{
    if (op_engine(run)->n_timers == 0) {
        return false;
    }
    *event = timers(run)[heap_of(run)[0]].event;
    return true;
}

struct op_event
op_timer_take(struct op_run *run)
{
    assert(op_engine(run)->n_timers > 0);
    const uint32_t timer = heap_of(run)[0];
    const struct op_event event = timers(run)[timer].event;
    op_timer_clear(run, timer);
    return event;
}

uint32_t
op_timer_count(const struct op_run *run)
{
    return op_engine(run)->n_timers;
}

struct op_event
op_timer_armed(const struct op_run *run, uint32_t k)
{
    return timers(run)[heap_of(run)[k]].event;
}
