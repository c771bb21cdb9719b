// SPDX-License-Identifier: GPL-3.0-or-later
// The points of a design simulated: in each world all of them on the same evenings, so that all
// that differ in measures alone are arms of one trajectory that splits.
#ifndef OP_STUDY_POINTRUN_H
#define OP_STUDY_POINTRUN_H

#include "sim/study/folder.h"
#include "sim/study/sweep/pointplan.h"
#include "sim/study/sweep/pointuntil.h"
#include "sim/study/study.h"

struct op_sweep {
    const struct op_model *model;
    const struct op_world_maker *maker;
    const struct op_scenario *scenario;   // as it stands in the file
    const char *path;                     // of that file
    struct op_load_options load;          // by which it was read
    const struct op_design *design;
    const struct op_point_plan *plan;
    const int *base_sets;   // sets of conditions under which all is replayed; n 0: as it stands
    int n_base_sets;
    struct op_study_options study;   // without arms: these come from the plan
    struct op_point_until
        *until;   // NULL: all evenings; then of one world, study.n_replicates the most
    const struct op_folder *folder;
    op_progress *progress;
    void *context;
    const volatile int *stop;
};

// The names of the files that grow with the points.
#define OP_SWEEP_POINTS "points.csv"
#define OP_SWEEP_PIECES "pieces"

// The resolved scenario with a strategy and a set of conditions for each point; scenario.yaml
// beside it is without them, so that the study can be repeated from it.
#define OP_SWEEP_ARMS "arms.yaml"

struct op_sweep_counts {
    struct op_study_counts all;   // of all worlds together
    int n_kept;                   // evenings that an earlier, interrupted study had finished
    int n_arms;                   // of the world that has most
    uint64_t fingerprint;
};

// Replicates in a piece.
int op_sweep_chunk(const struct op_sweep *sweep);
// How many evenings the study is of, now that it may have stopped early.
int op_sweep_evenings(const struct op_sweep *sweep);
// Simulate what the pieces folder does not hold yet.
//   error  OP_PARTIAL where replicates failed; OP_INTERRUPTED; what reading and writing say
enum op_status op_sweep_go(const struct op_sweep *sweep, struct op_sweep_counts *counts,
                           struct op_diag *diag) OP_MUST_CHECK;
// A few evenings of the first world, to see what they take; writes nothing.
enum op_status op_sweep_pilot(const struct op_sweep *sweep, int n_replicates,
                              struct op_sweep_counts *counts, struct op_diag *diag) OP_MUST_CHECK;
// points.csv from the pieces, and design.csv, factors.csv; failed.csv where replicates failed.
enum op_status op_sweep_tables(const struct op_sweep *sweep, struct op_diag *diag) OP_MUST_CHECK;
// The scenario with all strategies and sets of the study, of the w-th world; free it as any other.
enum op_status op_sweep_scenario(const struct op_sweep *sweep, int world,
                                 struct op_scenario *scenario, struct op_diag *diag) OP_MUST_CHECK;

#endif
