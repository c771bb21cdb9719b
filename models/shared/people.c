// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the few persons that a trajectory has touched: a slot for everybody, a row for those.
#include "models/shared/people.h"

struct op_person *
op_person_find(const struct op_run *run, uint32_t person)
{
    const uint32_t *const slot = op_rows(run, OP_SEG_SLOT);
    struct op_person *const rows = op_rows(run, OP_SEG_PERSON);

    return slot[person] > 0 ? &rows[slot[person] - 1] : NULL;
}

void
op_person_prefetch(const struct op_run *run, uint32_t person, int stage)
{
    const uint32_t *const slot = op_rows(run, OP_SEG_SLOT);

    if (stage == 0) {
        __builtin_prefetch(&slot[person]);
        __builtin_prefetch(&op_world_of(run)->person[person]);
    } else if (slot[person] > 0) {
        __builtin_prefetch((const struct op_person *)op_rows(run, OP_SEG_PERSON) + slot[person] -
                           1);
    }
}

void
op_person_prefetch_subject(const struct op_run *run, struct op_event event, int stage)
{
    op_person_prefetch(run, op_event_subject(event), stage);
}

struct op_person *
op_person_touch(struct op_run *run, uint32_t person)
{
    uint32_t *const slot = op_rows(run, OP_SEG_SLOT);
    struct op_person *row = op_person_find(run, person);

    if (row != NULL) return row;
    row = op_segment_grow(&run->state.segment[OP_SEG_PERSON], sizeof *row);
    slot[person] = op_row_count(run, OP_SEG_PERSON, sizeof *row);
    row->id = person;
    row->trust = op_world_of(run)->person[person].trust0;
    row->trust_since_us = op_run_now_us(run);
    return row;
}
