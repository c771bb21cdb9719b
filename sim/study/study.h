// SPDX-License-Identifier: GPL-3.0-or-later
// A study: replicates on all cores, each one trajectory that splits into arms; results handed over
// in the order of replicates, whatever the order of threads.
#ifndef OP_STUDY_STUDY_H
#define OP_STUDY_STUDY_H

#include "sim/run/fork.h"
#include "sim/study/draws.h"

struct op_study_options {
    uint64_t seed;
    int first_replicate, n_replicates;
    int n_threads;
    bool no_fork, fixed_parameters;
    const int *strategies;
    int n_strategies;
    // Sets of conditions by number: each strategy is replayed under each. n 0: the values as they
    // stand. Snapshots are of one set.
    const int *conditions;
    int n_conditions;
    // Where not every strategy is replayed under each set: [n_conditions] those of each, and how
    // many. NULL: all are.
    const int *const *strategies_under;
    const int *n_under;
    // What each trajectory looks out for (op_arm_result.could_us).
    const struct op_lookout *lookouts;
    int n_lookouts;
    // Write each replicate at this moment into a file of its own in the folder; folder NULL: none.
    int64_t snapshot_at_us;
    const char *snapshot_folder;
    // Go on from these: one file, or a folder with a file a replicate; NULL: from the start.
    const char *from_path;
    bool from_is_folder;
    // Asked after each finished replicate, in order, whether it was the last one that is wanted:
    // the same one for any number of threads. n_replicates is then the most. NULL: all of them.
    bool (*is_enough)(void *context);
    void *enough_context;
};

// FOLDER/replicate-000017.snapshot, or the one file that from_path names; returns path.
const char *op_study_snapshot_path(const struct op_study_options *options, const char *folder,
                                   int replicate, char path[4096]);

// A part of a world: what it holds and how much memory that takes.
struct op_world_part {
    const char *name;   // "persons": one row a person; "ties", "memberships": 4 bytes each at best
    size_t bytes;
    uint64_t count;   // rows, ties
};
#define OP_MAX_WORLD_PARTS 16

// Worlds come from the models; the engine only carries them.
struct op_world_maker {
    enum op_status (*build)(void **world, const struct op_scenario *scenario, const double *param,
                            uint64_t seed, uint32_t index, int n_threads, struct op_diag *diag);
    void (*free)(void *world);
    // Fill part[OP_MAX_WORLD_PARTS], persons first; returns how many. NULL: nothing to tell.
    int (*describe)(const void *world, struct op_world_part *part);
};

#define OP_MAX_FAILED_LISTED 64

// A model and how its worlds are made.
struct op_model_set {
    const struct op_model *model;
    const struct op_world_maker *maker;
};

struct op_study_counts {
    uint64_t n_simulated;   // model events really simulated
    uint64_t n_in_arms;     // events of all arms' trajectories: what it costs without forks
    int n_done, n_failed;
    int failed[OP_MAX_FAILED_LISTED];              // numbers of the first failed replicates
    enum op_status reason[OP_MAX_FAILED_LISTED];   // what each of these failed with
    enum op_status failure;                        // what the last of all failed with
    double world_s, simulate_s;
};

// Number of the k-th set of conditions of a study that has op_study_n_conditions of them; -1: the
// values as they stand.
int op_study_n_conditions(const struct op_study_options *options);
int op_study_conditions(const struct op_study_options *options, int k);

// How many of the scenario's worlds the replicates of a study use: those alone are built.
int op_study_n_worlds(const struct op_study_options *options, const struct op_scenario *scenario);

// Called for each finished replicate, in order, one at a time; with several sets of conditions once
// for each of them, in their order. draws: those of this replicate under this set.
typedef enum op_status op_replicate_taker(void *context, const struct op_replicate *replicate,
                                          const struct op_draws *draws);
// Called after each: done of all; for progress.
typedef void op_progress(void *context, int n_done, int n_all);

// A replicate that fails (memory ran out) is left out, and the others go on: OP_PARTIAL then, or,
// when none was finished, what the last one failed with. A snapshot that cannot be written ends
// the study: the next one would fare no better. OP_INTERRUPTED when *stop became non-zero:
// what was finished in order has been handed over.
enum op_status op_study_go(const struct op_model *model, const struct op_scenario *scenario,
                           const struct op_world_maker *maker,
                           const struct op_study_options *options, op_replicate_taker *take,
                           op_progress *progress, void *context, const volatile int *stop,
                           struct op_study_counts *counts, struct op_diag *diag) OP_MUST_CHECK;

#endif
