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

struct op_person *
op_person_touch(struct op_run *run, uint32_t person)
{
    uint32_t *const slot = op_rows(run, OP_SEG_SLOT);
    struct op_person *row = op_person_find(run, person);

    if (row != NULL) return row;
    row = op_segment_grow(&run->state.segment[OP_SEG_PERSON], sizeof *row);
    slot[person] = op_row_count(run, OP_SEG_PERSON, sizeof *row);
    row->id = person;
    row->utility_max = -1e300;
    row->trust = op_world_of(run)->trust0[person];
    row->trust_since_us = op_run_now_us(run);
    return row;
}
