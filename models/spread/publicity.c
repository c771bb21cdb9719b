// SPDX-License-Identifier: GPL-3.0-or-later
// Reverse publicity: what the authorities say about a call tells of it people who had not met it.
// When the lever `publicity` rises, that share of the persons who live within `publicity_within` of
// the place hears of the call; each once, whichever measure says it. Of those who had not met it,
// `publicity_looks` look the page up at their next session, and read it as others do.
//
// Known: with publicity and publicity_looks 1 everybody near has read the page after a day or two.
// from   "there is no party" drew people in Haren (docs/sources.md#measures); form, sizes assumed
#include "models/spread/spread_parts.h"

static void
tell(struct op_run *run, uint32_t person, double from, double to)
{
    const struct op_person *const row = op_person_find(run, person);
    const struct op_words w = op_draw_words(&run->chance, OP_DRAW_PUBLICITY, person, 0, 0);
    const double heard = op_unit_from32(w.w[0]);
    int64_t at_us;

    if (heard < from || heard >= to || (row != NULL && row->n_read > 0)) return;
    if (op_unit_from32(w.w[1]) >= op_spread_params(run)[OP_SPREAD_PUBLICITY_LOOKS]) return;
    at_us = op_world_next_session_us(op_world_of(run), &run->chance, person, op_run_now_us(run));
    if (at_us != OP_NEVER_US) {
        op_run_add(run, at_us, OP_KIND_READ, OP_READ_PUBLICITY, person, UINT32_MAX);
    }
}

void
op_publicity_moved(struct op_run *run)
{
    const struct op_world *const world = op_world_of(run);
    struct op_spread *const spread = op_spread_of(run);
    const double within_m = op_spread_params(run)[OP_SPREAD_PUBLICITY_WITHIN];
    const double from = spread->publicity;
    const double to = op_run_lever(run, OP_GROUP_SPREAD, OP_SPREAD_PUBLICITY);

    if (!(to > from)) return;
    spread->publicity = to;
    for (uint32_t town = 0; town < world->n_towns; town++) {
        if ((double)world->town_distance_m[town] > within_m) continue;
        for (uint32_t i = world->town_first[town]; i < world->town_first[town + 1]; i++) {
            tell(run, i, from, to);
        }
    }
}
