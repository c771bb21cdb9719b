// SPDX-License-Identifier: GPL-3.0-or-later
// The pieces of a sweep as a whole: what they belong to, what they hold, and which evenings failed.
#ifndef OP_STUDY_PIECELIST_H
#define OP_STUDY_PIECELIST_H

#include "sim/study/sweep/piece.h"
#include "sim/study/sweep/pointrun.h"

// Path of the piece whose first replicate this is; returns path.
const char *op_sweep_piece(const struct op_sweep *sweep, int world, int first, char path[4096]);

// Note beside the pieces what they are pieces of: the resolved scenario of each world, seed,
// number of evenings, version. Where that is noted already it must be the same.
//   error  OP_OTHER_SCENARIO; OP_CANNOT_CREATE, OP_IO
enum op_status op_sweep_note_plan(const struct op_sweep *sweep, struct op_diag *diag) OP_MUST_CHECK;

// Every whole piece that the study wants, world by world, until the visitor fails.
typedef enum op_status op_piece_visitor(void *context, int world, const struct op_piece_sum *sum);
enum op_status op_pieces_visit(const struct op_sweep *sweep, op_piece_visitor *visitor,
                               void *context, struct op_diag *diag) OP_MUST_CHECK;

// Sum up the pieces there are: evenings done and failed, events, fingerprint.
enum op_status op_sweep_tally(const struct op_sweep *sweep, struct op_sweep_counts *counts,
                              struct op_diag *diag) OP_MUST_CHECK;

// failed.csv (pointfailed.c): a row an evening that failed, with the command that repeats it;
// nothing where none did.
enum op_status op_sweep_failed_write(const struct op_sweep *sweep,
                                     struct op_diag *diag) OP_MUST_CHECK;

#endif
