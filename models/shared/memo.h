// SPDX-License-Identifier: GPL-3.0-or-later
// What the arms of a replicate would each work out alike, kept by the thread that simulates them:
// answers to keyed draws under the replicate's own parameters. It is no part of a trajectory's
// state: without it (NULL, or where memory ran out) every bit is the same, at more work.
#ifndef OP_MODELS_SHARED_MEMO_H
#define OP_MODELS_SHARED_MEMO_H

#include "sim/run/run.h"

// Days at once; more than one looks back (news.c), so that arms at other days seldom forget
// another's.
enum { OP_MEMO_DAYS = 32 };

struct op_memo_looker {
    int64_t at_us;
    uint32_t person;
};

// Of one day: those who read the news and look the page up, ascending by person.
struct op_memo_day {
    bool is_known;
    int day;
    struct op_memo_looker *looker;
    size_t n, capacity;
};

struct op_memo_person {
    uint32_t reads;       // bit day modulo OP_MEMO_DAYS: reads the news on that day, if it is known
    float threshold;      // of commitment; NaN: not worked out yet
    double fuse;          // of sharing; NaN: not worked out yet
    float share_factor;   // with it
};

struct op_memo {
    uint32_t n_persons;
    struct op_memo_person *person;           // [n_persons]
    double sources_factor[UINT8_MAX + 1];    // of sharing, by number of sources; NaN: not yet
    struct op_memo_day news[OP_MEMO_DAYS];   // day modulo OP_MEMO_DAYS
};

// NULL without memory, or where there is one arm alone.
static inline struct op_memo *
op_memo_of(const struct op_run *run)
{
    return run->memo;
}

static inline void
op_memo_prefetch(const struct op_run *run, uint32_t person)
{
    if (op_memo_of(run) != NULL) __builtin_prefetch(&op_memo_of(run)->person[person], 1);
}

// As struct op_model has them.
void *op_memo_new(void);
bool op_memo_begin(void *memo, const struct op_run *run);
void op_memo_free(void *memo);   // safe on NULL

// A day's readers, none so far; the bits of the day are cleared. Its user makes it known.
struct op_memo_day *op_memo_new_day(struct op_memo *memo, int day);
// That day's readers, NULL if they are not known.
static inline const struct op_memo_day *
op_memo_day_of(const struct op_memo *memo, int day)
{
    const struct op_memo_day *one = memo != NULL ? &memo->news[(uint32_t)day % OP_MEMO_DAYS] : NULL;

    return one != NULL && one->is_known && one->day == day ? one : NULL;
}
// False without memory.
bool op_memo_add_looker(struct op_memo_day *day, uint32_t person, int64_t at_us);

#endif
