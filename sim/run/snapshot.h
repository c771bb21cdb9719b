// SPDX-License-Identifier: GPL-3.0-or-later
// A replicate at a moment, in a file: to go on from later, also with other plans from there
// (branching).
//
// A file holds the trajectories that a replicate had split into at that moment, each with the plans
// of its arms, its state (used bytes of each segment) and what was recorded so far. It names the
// world and the parameters by hashes, actions and conditions by hashes of their content: so
// strategies may differ from the moment on, and actions may be numbered otherwise. Layout:
// docs/formats.md.
#ifndef OP_RUN_SNAPSHOT_H
#define OP_RUN_SNAPSHOT_H

#include "sim/run/engine.h"

// Raise it when the layout of the file, of a segment's rows or of plans changes.
#define OP_SNAPSHOT_FORMAT 2
#define OP_SNAPSHOT_OLDEST 2
_Static_assert(sizeof(struct op_event) == 16,
               "op_event changed: raise OP_SNAPSHOT_FORMAT and update docs/formats.md");
_Static_assert(sizeof(struct op_engine_state) == 56,
               "op_engine_state changed: raise OP_SNAPSHOT_FORMAT and update docs/formats.md");

// What a file must agree with.
struct op_snapshot_key {
    int64_t at_us;
    uint64_t seed;
    uint32_t replicate;
    uint32_t fixed_parameters;
};

struct op_snapshot_out {
    void *file;         // FILE *, NULL when closed
    const char *path;   // of the finished file; borrowed until closed
    int error;          // errno of what failed first; 0: nothing did
};

// Start a file under a name that ends in ".part". The key's world and parameters are those of run.
//   error  OP_CANNOT_CREATE, OP_NO_MEMORY
enum op_status op_snapshot_create(struct op_snapshot_out *out, const char *path,
                                  const struct op_run *run, const struct op_snapshot_key *key,
                                  struct op_diag *diag) OP_MUST_CHECK;
// Add a trajectory and its plans at the moment of the key.
void op_snapshot_add(struct op_snapshot_out *out, const struct op_run *run,
                     const struct op_plans *plans, const struct op_record *record);
// Finish the file, on the disk and under its name. OP_IO or OP_NO_MEMORY when some of it could not
// be written: then it is removed. Safe on zeroed, and after close.
enum op_status op_snapshot_close(struct op_snapshot_out *out, struct op_diag *diag) OP_MUST_CHECK;
// Remove what was written; safe on zeroed, and after close.
void op_snapshot_drop(struct op_snapshot_out *out);

struct op_snapshot {
    struct op_snapshot_key key;
    const char *path;       // borrowed
    unsigned char *bytes;   // the whole file
    size_t n_bytes;
    void *parts;   // private
    int n_parts, n_trajectories;
};

// Read a file and check that it is whole. Free with op_snapshot_free, also after an error.
//   error  OP_NOT_FOUND, OP_TOO_OLD, OP_TOO_NEW, OP_TRUNCATED, OP_CORRUPTED, OP_NO_MEMORY
enum op_status op_snapshot_open(struct op_snapshot *snapshot, const char *path,
                                struct op_diag *diag) OP_MUST_CHECK;
void op_snapshot_free(struct op_snapshot *snapshot);
// Does it belong to this scenario, world and these parameters (those of run)? OP_OTHER_SCENARIO.
enum op_status op_snapshot_matches(const struct op_snapshot *snapshot, const struct op_run *run,
                                   struct op_diag *diag) OP_MUST_CHECK;
// The trajectory in which a strategy could be at that moment: an arm of it did all that the
// strategy had done by then, and nothing else. -1: none.
int op_snapshot_find(const struct op_snapshot *snapshot, const struct op_scenario *scenario,
                     int strategy);
// State, plans and record as they stood, with the given strategies as arms; each has been found in
// it.
enum op_status op_snapshot_restore(const struct op_snapshot *snapshot, int trajectory,
                                   const int *strategies, int n_strategies, struct op_run *run,
                                   struct op_plans *plans, struct op_record *record) OP_MUST_CHECK;

// A number for all that world, parameters and the record depend on: everything of a scenario but
// the strategies that are no record, texts and who asks.
uint64_t op_scenario_identity(const struct op_scenario *scenario, const struct op_model *model);
// A number for the content of a use of a measure, or of a condition.
uint64_t op_use_identity(const struct op_scenario *scenario, const struct op_strategy *strategy,
                         int use);
uint64_t op_test_identity(const struct op_scenario *scenario, int test);

#endif
