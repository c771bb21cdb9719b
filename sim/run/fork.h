// SPDX-License-Identifier: GPL-3.0-or-later
// A replicate: one trajectory that splits into arms where they act differently. An arm costs
// nothing until the moment it acts.
#ifndef OP_RUN_FORK_H
#define OP_RUN_FORK_H

#include "sim/run/snapshot.h"

struct op_arm_result {
    int strategy;
    double *metric;       // [model.n_metrics]
    uint32_t *n_starts;   // [n_actions] how often each was started
    struct op_record record;
    struct op_ledger ledger;
    uint64_t n_events;   // of the whole trajectory, shared part included
    uint64_t fingerprint;
    int64_t departed_us;
};

struct op_replicate {
    uint32_t replicate;
    int conditions;              // set of conditions that its parameters are of; -1: none
    struct op_arm_result *arm;   // [n_arms], in the order asked for
    int n_arms;
    uint64_t n_simulated;   // events really simulated: shared parts once
    enum op_status status;
};

// One thread's memory for replicates: a state a level of the tree of arms.
struct op_worker {
    const struct op_model *model;
    const struct op_scenario *scenario;
    int n_levels, max_arms;   // levels made so far, at most one an arm
    struct op_run *run;
    struct op_plans *plans;
    struct op_record *record;
    void *memo;             // of the models, see struct op_model; NULL: none
    uint32_t *trajectory;   // number for the watch over draws
    uint32_t n_trajectories;
    const volatile int *stop;
    struct op_replicate *out;
    struct op_snapshot_out snapshot;   // the file being written
};

enum op_status op_worker_init(struct op_worker *worker, const struct op_model *model,
                              const struct op_scenario *scenario, int max_arms,
                              const volatile int *stop) OP_MUST_CHECK;
void op_worker_free(struct op_worker *worker);

// What a replicate draws and shares among its arms.
struct op_replicate_input {
    uint64_t seed;
    uint32_t replicate;
    int conditions;
    const void *world;
    const double *param;
    const double *const *action_factor;
    const int *strategies;
    int n_strategies;
    bool no_fork;                // every arm from the start, alone: same bytes, more work
    const char *snapshot_path;   // file to write at snapshot_key.at_us, or NULL
    struct op_snapshot_key snapshot_key;
    const struct op_snapshot *from;   // go on from here instead of the start, or NULL
    struct op_diag *diag;             // for what is wrong with snapshots; not shared by threads
};

// Simulate; results are in *out, to be freed with op_replicate_free (also after an error).
enum op_status op_replicate_simulate(struct op_worker *worker,
                                     const struct op_replicate_input *input,
                                     struct op_replicate *out) OP_MUST_CHECK;
void op_replicate_free(struct op_replicate *out);

#endif
