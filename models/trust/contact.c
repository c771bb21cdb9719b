// SPDX-License-Identifier: GPL-3.0-or-later
// What people meet of the authorities away from the place of the gathering, when a lever rises:
//
//   dialogue   that share of the persons who live within `neighbourhood` of the place is talked
//              with, and gains trust.dialogue
//   intrusion  that share of those whom the call has reached by then learns that the authorities
//              watch or restrict what is said online, and loses trust.intrusion
//
// Each person has one uniform for each lever, so two measures at once reach as many as their sum
// says, and nobody counts twice.
//
// Known: with 30 % near, dialogue .02 and trust .5 at the start the mean rises by .3 x .02 x .5.
// from   assumed; that dialogue builds trust and removal costs it is the expert meeting's finding
//        (docs/sources.md#removal)
#include "models/shared/acts.h"
#include "models/shared/people.h"
#include "models/trust/trust.h"

static void
show(struct op_run *run, uint32_t person, int lever, double share)
{
    const double *const p = op_run_params(run, OP_GROUP_TRUST);
    const double u = op_draw_unit(&run->chance, OP_DRAW_SHOWN, person, (uint32_t)lever, 0);

    if (u >= share) return;
    if (lever == OP_TRUST_LEVER_DIALOGUE) {
        op_trust_act(run, person, OP_ACT_DIALOGUE, p[OP_TRUST_DIALOGUE]);
    } else {
        op_trust_act(run, person, OP_ACT_INTRUSION, -p[OP_TRUST_INTRUSION]);
    }
}

static void
show_neighbours(struct op_run *run, double share)
{
    const struct op_world *const world = op_world_of(run);
    const double within_m = op_run_params(run, OP_GROUP_TRUST)[OP_TRUST_NEIGHBOURHOOD];

    for (uint32_t town = 0; town < world->n_towns; town++) {
        if ((double)world->town_distance_m[town] > within_m) continue;
        for (uint32_t i = world->town_first[town]; i < world->town_first[town + 1]; i++) {
            show(run, i, OP_TRUST_LEVER_DIALOGUE, share);
        }
    }
}

static void
show_reached(struct op_run *run, double share)
{
    const struct op_person *const rows = op_rows(run, OP_SEG_PERSON);
    const uint32_t n = op_row_count(run, OP_SEG_PERSON, sizeof *rows);

    for (uint32_t k = 0; k < n; k++) {
        if (rows[k].n_read > 0) show(run, rows[k].id, OP_TRUST_LEVER_INTRUSION, share);
    }
}

void
op_contact_moved(struct op_run *run, int lever)
{
    const double share = op_run_lever(run, OP_GROUP_TRUST, lever);

    if (!(share > 0)) return;
    if (lever == OP_TRUST_LEVER_DIALOGUE) {
        show_neighbours(run, share);
    } else {
        show_reached(run, share);
    }
}
