// SPDX-License-Identifier: GPL-3.0-or-later
// The evenings of a world put into pieces as they are finished, and what an earlier study has left
// of them passed over.
#ifndef OP_STUDY_POINTPIECES_H
#define OP_STUDY_POINTPIECES_H

#include "sim/study/drawntable.h"
#include "sim/study/sweep/piece.h"
#include "sim/study/sweep/pointarms.h"

// The streams of a piece: rows of points.csv, rows of parameters.csv, and, where an interval is
// waited for, the sums so far.
enum op_sweep_stream { OP_STREAM_POINTS, OP_STREAM_DRAWS, OP_STREAM_UNTIL };

// What one world is simulated with, and the piece that is being filled.
struct op_world_run {
    const struct op_sweep *sweep;
    struct op_scenario scenario;
    struct op_sweep_arms arms;
    struct op_study_options options;   // with these arms
    struct op_drawn_table drawn;
    struct op_arena arena;
    struct op_piece piece;
    bool is_open;
    int next;   // first replicate that no piece holds yet
    double *values;
    struct op_sweep_counts *counts;
    struct op_study_counts study;   // of the simulation that goes on now
    struct op_diag *diag;
    struct op_point_until *until;             // NULL: all evenings
    int n_done_before;                        // of earlier worlds, for progress
    bool is_pilot;                            // keeps nothing
    struct op_lookout lookout[OP_MAX_VARY];   // of each factor
};

// One past the last replicate, now that the study may have stopped early.
int op_sweep_end(const struct op_sweep *sweep);
// Replicates of the piece that begins at this one.
int op_sweep_piece_length(const struct op_sweep *sweep, int first);

// A finished evening under one set of conditions: an op_replicate_taker whose context is the run.
enum op_status op_pieces_take(void *run, const struct op_replicate *replicate,
                              const struct op_draws *draws) OP_MUST_CHECK;
// Replicates up to this one that were not handed over have failed: note that, piece by piece.
enum op_status op_pieces_catch_up(struct op_world_run *run, int up_to) OP_MUST_CHECK;
// What an earlier study has left is not simulated again: pieces stand in order.
enum op_status op_pieces_pass_over(struct op_world_run *run) OP_MUST_CHECK;

#endif
