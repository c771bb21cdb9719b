// SPDX-License-Identifier: GPL-3.0-or-later
// Internal clocks: see clock.h. Subjects wait in a pairing heap of nodes kept in one segment, so
// that any number of clocks share memory and a subject can leave from the middle.
#include "sim/run/clock.h"

#include "sim/run/clock_nodes.h"

#include <assert.h>

struct clock {
    double level;   // L at since_us
    double rate_per_us;
    double rate_per_h;   // as set, to recognise the same bits
    int64_t since_us;
    uint32_t timer, root;   // root: node id, 0 empty
    uint32_t n, subject;
    uint8_t kind, aux, pad[6];
};

static struct clock *
clock_at(const struct op_run *run, uint32_t clock)
{
    assert(clock < op_row_count(run, OP_SEG_CLOCK, sizeof(struct clock)));
    return (struct clock *)op_rows(run, OP_SEG_CLOCK) + clock;
}

static void
bring_up(const struct op_run *run, struct clock *clock)
{
    const int64_t now_us = op_run_now_us(run);
    clock->level += clock->rate_per_us * (double)(now_us - clock->since_us);
    clock->since_us = now_us;
}

// The timer stands at now + max(0, ceil((d_min - L) / rate)); none if the rate is 0 or it lies
// beyond the end.
static void
arm(struct op_run *run, uint32_t id)
{
    const struct clock *clock = clock_at(run, id);
    if (clock->root == 0 || !(clock->rate_per_us > 0)) {
        op_timer_clear(run, clock->timer);
        return;
    }
    const double rest = op_node_due(run, clock->root) - clock->level;
    double wait_us = rest > 0 ? rest / clock->rate_per_us : 0;
    if (wait_us >= (double)(run->scenario->end_us - clock->since_us)) {
        op_timer_clear(run, clock->timer);
        return;
    }
    int64_t whole_us = (int64_t)wait_us;
    whole_us += (double)whole_us < wait_us;
    op_timer_set(run, clock->timer, clock->since_us + whole_us, clock->kind, clock->aux,
                 clock->subject, id);
}

uint32_t
op_clock_new(struct op_run *run, uint8_t kind, uint8_t aux, uint32_t subject)
{
    const uint32_t id = op_row_count(run, OP_SEG_CLOCK, sizeof(struct clock));
    struct clock *clock =
        (struct clock *)op_segment_grow(&run->state.segment[OP_SEG_CLOCK], sizeof *clock);
    clock->since_us = op_run_now_us(run);
    clock->kind = kind;
    clock->aux = aux;
    clock->subject = subject;
    clock->timer = op_timer_new(run);
    return id;
}

void
op_clock_set_rate(struct op_run *run, uint32_t id, double rate_per_h)
{
    struct clock *clock = clock_at(run, id);
    assert(rate_per_h >= 0);
    if (rate_per_h == clock->rate_per_h) {
        return;
    }
    bring_up(run, clock);
    clock->rate_per_h = rate_per_h;
    clock->rate_per_us = rate_per_h / 3.6e9;
    arm(run, id);
}

double
op_clock_rate(const struct op_run *run, uint32_t clock)
{
    return clock_at(run, clock)->rate_per_h;
}

double
op_clock_level(const struct op_run *run, uint32_t id)
{
    const struct clock *clock = clock_at(run, id);
    return clock->level + clock->rate_per_us * (double)(op_run_now_us(run) - clock->since_us);
}

uint32_t
op_clock_enter(struct op_run *run, uint32_t id, uint32_t subject, double rest)
{
    assert(rest >= 0);
    struct clock *clock = clock_at(run, id);
    bring_up(run, clock);
    const uint32_t node = op_node_new(run, clock->level + rest, subject);
    clock->root = op_nodes_meld(run, clock->root, node);
    clock->n++;
    if (clock->root == node) {
        arm(run, id);
    }
    return node;
}

double
op_clock_leave(struct op_run *run, uint32_t id, uint32_t node)
{
    struct clock *clock = clock_at(run, id);
    bring_up(run, clock);
    const double rest = op_node_due(run, node) - clock->level;
    const bool was_first = clock->root == node;
    clock->root = op_nodes_remove(run, clock->root, node);
    op_node_free(run, node);
    clock->n--;
    if (was_first) {
        arm(run, id);
    }
    return rest > 0 ? rest : 0;
}

bool
op_clock_pop(struct op_run *run, uint32_t id, uint32_t *subject)
{
    struct clock *clock = clock_at(run, id);
    const bool fired = op_engine(run)->last.b == ((uint64_t)clock->subject << 32 | id) &&
                       op_event_kind(op_engine(run)->last) == clock->kind &&
                       clock->since_us != op_run_now_us(run);
    bring_up(run, clock);
    if (clock->root == 0) {
        return false;
    }
    const double due = op_node_due(run, clock->root);
    // The top acts because the timer fired: rounding must not leave it waiting for ever.
    if (fired && due > clock->level) {
        clock->level = due;
    }
    if (due > clock->level) {
        arm(run, id);
        return false;
    }
    const uint32_t top = clock->root;
    *subject = op_node_subject(run, top);
    clock->root = op_nodes_remove(run, top, top);
    op_node_free(run, top);
    clock->n--;
    if (clock->root == 0) {
        arm(run, id);
    }
    return true;
}

uint32_t
op_clock_count(const struct op_run *run, uint32_t clock)
{
    return clock_at(run, clock)->n;
}
