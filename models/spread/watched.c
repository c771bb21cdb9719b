// SPDX-License-Identifier: GPL-3.0-or-later
// Who shares openly while the authorities look on. Of those about to share openly, the share in the
// lever `chill` says nothing as long as it is in force (lawful speech that is lost: counted), and
// of the others `displacement` (1 - tau) turn to closed groups for good, where no open coverage
// reaches. Without these levers nobody is asked.
//
// Known: chill 1 leaves no open share; displacement 1 of persons without trust leaves none either,
// and as many closed ones.
// from   that scrutiny quietens and moves talk is the expert meeting's finding
//        (docs/sources.md#removal); form and sizes assumed
#include "models/spread/spread_parts.h"

bool
op_watched_shares(struct op_run *run, struct op_person *row)
{
    const double chill = op_run_lever(run, OP_GROUP_SPREAD, OP_SPREAD_CHILL);
    const double moved = op_run_lever(run, OP_GROUP_SPREAD, OP_SPREAD_DISPLACEMENT);

    if (!(chill > 0) && !(moved > 0)) return true;
    const struct op_words w = op_draw_words(&run->chance, OP_DRAW_WATCHED, row->id, 0, 0);
    if (op_unit_from32(w.w[0]) < chill) {
        if (!(row->flags & OP_PERSON_SILENT)) op_spread_of(run)->n_silent++;
        row->flags |= OP_PERSON_SILENT;
        return false;
    }
    if (op_unit_from32(w.w[1]) < moved * (1 - op_trust_now(run, row->id))) {
        row->flags |= OP_PERSON_CLOSED_ONLY;
    }
    return true;
}
