// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep that goes on until its intervals are narrow enough (sim/study/until.h): every arm of the
// points, under every set of conditions, against the base of the same evening. It looks where a
// piece ends, each of a multiple of OP_STOP_EVERY evenings, and every piece holds the sums so far:
// a study that was killed goes on to the same stop.
#ifndef OP_STUDY_POINTUNTIL_H
#define OP_STUDY_POINTUNTIL_H

#include "sim/base/arena.h"
#include "sim/study/sweep/piece.h"
#include "sim/study/until.h"

// Zeroed but for the words, it is not open yet.
struct op_point_until {
    const char *const *words;   // METRIC: WIDTH; they outlive it
    int n_words;                // 0: nothing is asked
    struct op_until until;
    struct op_study_options options;   // the arms, as `until` reads them
    struct op_arena arena;
    int n_stopped;   // evenings at which it stopped; 0: not
};

// The arms of the one world: copied.
//   in     study   with conditions, strategies_under, n_under and the most of these
//   error  what op_until_open says
enum op_status op_point_until_open(struct op_point_until *points, const struct op_model *model,
                                   const struct op_study_options *study, int base,
                                   struct op_diag *diag) OP_MUST_CHECK;
void op_point_until_free(struct op_point_until *points);   // safe on zeroed

// After a piece that ends in a finished evening: is it enough?
bool op_point_until_look(struct op_point_until *points, const struct op_piece_sum *sum);
// Take over the sums of a piece that an earlier study has kept, in that stream.
enum op_status op_point_until_resume(struct op_point_until *points, const char *path, int stream,
                                     struct op_diag *diag) OP_MUST_CHECK;

#endif
