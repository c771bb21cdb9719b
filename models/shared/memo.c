// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/shared/memo.h"

#include "models/shared/large.h"
#include "models/shared/people.h"

#include <math.h>
#include <stdlib.h>

void *
op_memo_new(void)
{
    return calloc(1, sizeof(struct op_memo));
}

bool
op_memo_begin(void *of, const struct op_run *run)
{
    struct op_memo *const memo = of;
    const uint32_t n_persons = op_world_of(run)->n_persons;

    if (memo->n_persons != n_persons) {
        free(memo->person);
        memo->person = op_large_new(n_persons, sizeof *memo->person);
        memo->n_persons = memo->person != NULL ? n_persons : 0;
    }
    for (uint32_t i = 0; i < memo->n_persons; i++) {
        memo->person[i] = (struct op_memo_person){ .threshold = NAN, .fuse = NAN };
    }
    for (int k = 0; k <= UINT8_MAX; k++) {
        memo->sources_factor[k] = NAN;
    }
    for (int d = 0; d < OP_MEMO_DAYS; d++) {
        memo->news[d].is_known = false;
    }
    return memo->person != NULL;
}

void
op_memo_free(void *of)
{
    struct op_memo *const memo = of;

    if (memo == NULL) return;
    free(memo->person);
    for (int d = 0; d < OP_MEMO_DAYS; d++) {
        free(memo->news[d].looker);
    }
    free(memo);
}

struct op_memo_day *
op_memo_new_day(struct op_memo *memo, int day)
{
    const uint32_t slot = (uint32_t)day % OP_MEMO_DAYS;
    struct op_memo_day *const one = &memo->news[slot];

    for (uint32_t i = 0; i < memo->n_persons; i++) {
        memo->person[i].reads &= ~(UINT32_C(1) << slot);
    }
    one->is_known = false;
    one->day = day;
    one->n = 0;
    return one;
}

bool
op_memo_add_looker(struct op_memo_day *day, uint32_t person, int64_t at_us)
{
    if (day->n == day->capacity) {
        const size_t capacity = 2 * day->capacity + 1024;
        struct op_memo_looker *const bigger = realloc(day->looker, capacity * sizeof *day->looker);

        if (bigger == NULL) return false;
        day->looker = bigger;
        day->capacity = capacity;
    }
    day->looker[day->n++] = (struct op_memo_looker){ at_us, person };
    return true;
}
