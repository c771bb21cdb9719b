// SPDX-License-Identifier: GPL-3.0-or-later
// The questions a thread's trajectories have asked: an open-addressing hash set of (trajectory,
// question), each with its number in the order of asking, and the list of forks.
//
// The one place with state outside the world: it watches the program, the model never reads it.
#include "sim/run/chance_check.h"

#include "sim/base/hash.h"
#include "sim/base/status.h"
#include "sim/run/chance.h"

#include <stdio.h>
#include <stdlib.h>

struct entry {
    struct op_question question;
    uint32_t trajectory;
    uint64_t asked;   // its number from 1 on; 0 in an empty slot
};

struct fork {
    uint32_t from;
    uint32_t to;
    uint64_t asked;   // questions up to this number were asked before the fork
};

struct watch {
    struct entry *entries;
    size_t capacity;   // a power of 2, or 0
    size_t n_entries;
    struct fork *forks;
    size_t n_forks;
    uint64_t n_asked;
    uint32_t trajectory;
};

static _Thread_local struct watch watch;

void
op_chance_check_reset(void)
{
    free(watch.entries);
    free(watch.forks);
    watch = (struct watch){ 0 };
}

void
op_chance_check_run(uint32_t trajectory)
{
    watch.trajectory = trajectory;
}

void
op_chance_check_fork(uint32_t from, uint32_t to)
{
    if (watch.n_asked == 0) {
        return;   // nothing was asked that could be asked again
    }
    struct fork *forks = realloc(watch.forks, (watch.n_forks + 1) * sizeof *forks);

    if (!forks) {
        OP_BUG("the watch over draws ran out of memory");
    }
    watch.forks = forks;
    watch.forks[watch.n_forks++] = (struct fork){ from, to, watch.n_asked };
}

static bool
same_question(const struct op_question *x, const struct op_question *y)
{
    return x->subject == y->subject && x->object == y->object && x->n == y->n &&
           x->purpose == y->purpose && x->replicate == y->replicate && x->seed == y->seed;
}

// Where (trajectory, question) stands, or the empty slot where it belongs.
static struct entry *
slot_of(struct entry *entries, size_t capacity, uint32_t trajectory, const struct op_question *q)
{
    uint64_t hash = op_mix64(q->seed ^ (uint64_t)trajectory << 32);

    hash = op_mix64(hash ^ ((uint64_t)q->subject << 32 | q->object));
    hash = op_mix64(hash ^ ((uint64_t)q->replicate << 32 | (uint32_t)q->purpose << 24 | q->n));
    for (size_t i = (size_t)hash & (capacity - 1);; i = (i + 1) & (capacity - 1)) {
        struct entry *entry = &entries[i];

        if (entry->asked == 0 ||
            (entry->trajectory == trajectory && same_question(&entry->question, q))) {
            return entry;
        }
    }
}

static void
make_room(void)
{
    if (2 * (watch.n_entries + 1) <= watch.capacity) {
        return;
    }

    const size_t capacity = watch.capacity ? 2 * watch.capacity : 1024;
    struct entry *entries = calloc(capacity, sizeof *entries);

    if (!entries) {
        OP_BUG("the watch over draws ran out of memory");
    }
    for (size_t i = 0; i < watch.capacity; i++) {
        const struct entry *old = &watch.entries[i];

        if (old->asked != 0) {
            *slot_of(entries, capacity, old->trajectory, &old->question) = *old;
        }
    }
    free(watch.entries);
    watch.entries = entries;
    watch.capacity = capacity;
}

static const struct fork *
fork_into(uint32_t trajectory)
{
    for (size_t i = watch.n_forks; i-- > 0;) {
        if (watch.forks[i].to == trajectory) {
            return &watch.forks[i];
        }
    }
    return NULL;
}

// Asked by this trajectory, or by one that it comes from before they parted?
static bool
was_asked(const struct op_question *question)
{
    uint32_t trajectory = watch.trajectory;
    uint64_t until = UINT64_MAX;

    for (size_t depth = 0; depth <= watch.n_forks; depth++) {
        const struct entry *entry = slot_of(watch.entries, watch.capacity, trajectory, question);
        const struct fork *fork = fork_into(trajectory);

        if (entry->asked != 0 && entry->asked <= until) {
            return true;
        }
        if (!fork) {
            break;
        }
        trajectory = fork->from;
        until = fork->asked < until ? fork->asked : until;
    }
    return false;
}

bool
op_chance_check_is_new(const struct op_question *question)
{
    if (op_purpose_is_reread(question->purpose)) {
        return true;
    }
    make_room();
    if (was_asked(question)) {
        return false;
    }
    *slot_of(watch.entries, watch.capacity, watch.trajectory, question) =
        (struct entry){ *question, watch.trajectory, ++watch.n_asked };
    watch.n_entries++;
    return true;
}

void
op_chance_check_asked(const struct op_question *question)
{
    const char *name = op_purpose_name(question->purpose);
    char what[200];

    if (name && op_chance_check_is_new(question)) {
        return;
    }
    snprintf(what, sizeof what,
             name ? "a second question shares the key of draw %s, subject %lu, object %lu, n %lu"
                  : "a draw has no purpose (%s), subject %lu, object %lu, n %lu",
             name ? name : "not in purpose.h", (unsigned long)question->subject,
             (unsigned long)question->object, (unsigned long)question->n);
    OP_BUG(what);
}
