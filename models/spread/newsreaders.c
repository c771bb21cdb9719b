// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/spread/newsreaders.h"

#include "models/shared/memo.h"
#include "models/shared/people.h"

// Aux of READ: `news` in the spread mechanism.
enum { MOST_DAYS = 14, CHANNEL_NEWS = 5 };

// One word of a person and day; four persons share a question.
static struct op_words
day_words(const struct op_run *run, uint32_t person, int day)
{
    return op_draw_words(&run->chance, OP_DRAW_NEWS_READ, person >> 2, (uint32_t)day, 0);
}

static int64_t
reading_moment_us(const struct op_run *run, uint32_t person, int day)
{
    const struct op_world *const world = op_world_of(run);
    const double u = op_draw_unit(&run->chance, OP_DRAW_NEWS_READ, person, (uint32_t)day, 1);

    return op_world_moment_us(world, day, op_world_circadian_hour(world, u));
}

static bool
reads_on(const struct op_run *run, uint32_t person, int day, double share)
{
    const struct op_memo *const memo = op_memo_of(run);

    if (op_memo_day_of(memo, day) != NULL) {
        return memo->person[person].reads >> ((uint32_t)day % OP_MEMO_DAYS) & 1;
    }
    return op_unit_from32(day_words(run, person, day).w[person & 3]) < share;
}

int64_t
op_news_reader_us(const struct op_run *run, uint32_t person, double share, int64_t first_us,
                  int64_t now_us)
{
    if (first_us > now_us) return OP_NEVER_US;
    const int today = op_world_day(op_world_of(run), now_us);
    int oldest = op_world_day(op_world_of(run), first_us);
    if (oldest < today - MOST_DAYS) oldest = today - MOST_DAYS;
    for (int day = today; day >= oldest; day--) {
        if (!reads_on(run, person, day, share)) continue;
        const int64_t at_us = reading_moment_us(run, person, day);
        if (at_us >= first_us && at_us <= now_us) return at_us;
    }
    return OP_NEVER_US;
}

// ---- the readers of a day ----

static void
add_read(struct op_run *run, uint32_t person, int64_t at_us)
{
    if (at_us > op_run_now_us(run)) {
        op_run_add(run, at_us, OP_KIND_READ, CHANNEL_NEWS, person, UINT32_MAX);
    }
}

static void
look_up_alone(struct op_run *run, int day, double looks)
{
    const uint32_t n = op_world_of(run)->n_persons;
    const uint64_t limit = op_limit32(looks);

    for (uint32_t block = 0; block < n; block += 4) {
        const struct op_words w = day_words(run, block, day);

        for (uint32_t k = 0; k < 4 && block + k < n; k++) {
            if (w.w[k] < limit) add_read(run, block + k, reading_moment_us(run, block + k, day));
        }
    }
}

// Work a day out for all arms; NULL without memory.
static const struct op_memo_day *
sweep(const struct op_run *run, int day, double share, double looks)
{
    struct op_memo *const memo = op_memo_of(run);
    struct op_memo_day *const one = op_memo_new_day(memo, day);
    const uint32_t n = memo->n_persons;
    const uint32_t slot = (uint32_t)day % OP_MEMO_DAYS;
    const uint64_t reads = op_limit32(share);
    const uint64_t limit = op_limit32(looks);

    for (uint32_t block = 0; block < n; block += 4) {
        const struct op_words w = day_words(run, block, day);

        for (uint32_t k = 0; k < 4 && block + k < n; k++) {
            memo->person[block + k].reads |= (uint32_t)(w.w[k] < reads) << slot;
            if (w.w[k] < limit &&
                !op_memo_add_looker(one, block + k, reading_moment_us(run, block + k, day))) {
                return NULL;
            }
        }
    }
    one->is_known = true;
    return one;
}

void
op_news_look_up(struct op_run *run, int day, double share, double looks)
{
    const struct op_memo_day *readers = op_memo_day_of(op_memo_of(run), day);

    if (readers == NULL && op_memo_of(run) != NULL) readers = sweep(run, day, share, looks);
    if (readers == NULL) {
        look_up_alone(run, day, looks);
        return;
    }
    for (size_t k = 0; k < readers->n; k++) {
        add_read(run, readers->looker[k].person, readers->looker[k].at_us);
    }
}
