// SPDX-License-Identifier: GPL-3.0-or-later
// Bans on the area, and streets that are closed.
//
// The lever `area_bans` is a number of persons, b. When it rises, each of the n persons who have
// committed to the call by then is served a ban if a keyed uniform lies below b / n, so that b are
// banned in the mean and a second rise adds to the first. While the lever is above 0, who is banned
// goes with 1 - `ban_obeyed` times the probability.
//
// Streets are closed while the lever `ring` is above 0, for all who live behind the checks.
//
// Known: 10 bans among 5 who committed ban 5; a ring for 3 h before 400 residents is 1,200 h.
// from   assumed; ban on the area: art. 172a Gemeentewet (docs/sources.md#measures)
#include "models/mobilisation/mobilisation_parts.h"

// ---- bans ----

static uint32_t
count_committed(const struct op_run *run)
{
    const struct op_person *const rows = op_rows(run, OP_SEG_PERSON);
    const uint32_t n = op_row_count(run, OP_SEG_PERSON, sizeof *rows);
    uint32_t n_committed = 0;

    for (uint32_t k = 0; k < n; k++) {
        n_committed += (rows[k].flags & OP_PERSON_CLICKED) != 0;
    }
    return n_committed;
}

void
op_ban_moved(struct op_run *run)
{
    const double bans = op_run_lever(run, OP_GROUP_MOBILISATION, OP_MOBILISATION_BANS);
    const uint32_t n_committed = bans > 0 ? count_committed(run) : 0;
    const uint32_t n = op_row_count(run, OP_SEG_PERSON, sizeof(struct op_person));

    for (uint32_t k = 0; k < n && n_committed > 0; k++) {
        struct op_person *const row = (struct op_person *)op_rows(run, OP_SEG_PERSON) + k;

        if (!(row->flags & OP_PERSON_CLICKED) || (row->marks & OP_MARK_BANNED)) continue;
        if (op_draw_unit(&run->chance, OP_DRAW_BANNED, row->id, 0, 0) >= bans / n_committed) {
            continue;
        }
        row->marks |= OP_MARK_BANNED;
        op_mobilisation_of(run)->n_banned++;
        op_trust_touch(run, row->id);
    }
}

double
op_ban_leaves(const struct op_run *run, const struct op_person *row)
{
    const bool is_banned = (row->marks & OP_MARK_BANNED) &&
                           op_run_lever(run, OP_GROUP_MOBILISATION, OP_MOBILISATION_BANS) > 0;

    return is_banned ? 1 - op_mob_params(run)[OP_MOB_BAN_OBEYED] : 1;
}

// ---- closed streets ----

static int64_t
closed_us_now(const struct op_run *run)
{
    const struct op_mobilisation *const state = op_mobilisation_of(run);

    if (state->closed_since_us == OP_NEVER_US) return state->closed_us;
    return state->closed_us + op_run_now_us(run) - state->closed_since_us;
}

void
op_closed_count(struct op_run *run)
{
    struct op_mobilisation *const state = op_mobilisation_of(run);
    const bool is_closed = op_run_lever(run, OP_GROUP_MOBILISATION, OP_MOBILISATION_RING) > 0;

    state->closed_us = closed_us_now(run);
    state->closed_since_us = is_closed ? op_run_now_us(run) : OP_NEVER_US;
}

double
op_closed_h(const struct op_run *run)
{
    return op_hours(closed_us_now(run));
}
