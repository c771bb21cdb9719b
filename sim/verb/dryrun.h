// SPDX-License-Identifier: GPL-3.0-or-later
// `--dry-run` of run and compare: what would run, what it would take, when each measure could
// start. Time, memory and disk are estimated from a few evenings that are really simulated.
#ifndef OP_VERB_DRYRUN_H
#define OP_VERB_DRYRUN_H

#include "sim/verb/compare.h"
#include "sim/verb/options.h"

// What is estimated may be off by these factors either way; the tests hold it to them.
#define OP_DRY_TIME_FACTOR 4
#define OP_DRY_SPACE_FACTOR 2

struct op_dry_run {
    const struct op_program *program;
    struct op_model_set set;
    const struct op_scenario *scenario;
    const struct op_options *options;
    struct op_study_options study;
    const char *output;   // the results folder that would be made
    const volatile int *stop;
};

// Simulate the pilot and print on `out`, as JSON with options->json. Writes nothing but in a folder
// of its own below TMPDIR, which is removed. OP_INTERRUPTED when *stop became non-zero.
enum op_status op_dry_run(const struct op_dry_run *dry, FILE *out,
                          struct op_diag *diag) OP_MUST_CHECK;

// ---- between its files ----

// What happened to an action in an arm during the pilot.
struct op_dry_tally {
    int n_started, n_refused;    // evenings with at least one
    int n_unseen;                // evenings in which those who would carry it out saw no cause
    int64_t first_us, last_us;   // of all starts
    int64_t refused_us;          // of the first refusal
    int refused_phase;
};

struct op_pilot {
    int n_done;
    double world_s, evening_s, least_s, most_s, tables_s;   // evening_s: all evenings together
    double world_bytes, worker_bytes, peak_bytes;
    double growing_bytes, trajectory_bytes, other_bytes;   // on the disk, of n_done evenings
    uint64_t n_persons;                                    // of world 0
    struct op_dry_tally *tally;                            // [n_strategies * n_actions]
    int64_t *departed_us;                                  // [n_strategies], the earliest
};

enum op_status op_pilot_go(struct op_pilot *pilot, const struct op_dry_run *dry,
                           struct op_diag *diag) OP_MUST_CHECK;
struct op_dry_estimates {
    double time_s, memory_bytes, disk_bytes;
};

// What the whole would take, from what the pilot took.
void op_dry_estimates(struct op_dry_estimates *made, const struct op_pilot *pilot,
                      const struct op_dry_run *dry);
void op_pilot_free(struct op_pilot *pilot);
void op_pilot_print_when(const struct op_pilot *pilot, const struct op_dry_run *dry, FILE *out);
// The same as one object of format oploop.dry-run/1: quantities in base units, moments in local
// clock time, null where there is none.
void op_pilot_json(const struct op_pilot *pilot, const struct op_dry_run *dry, bool is_refused,
                   FILE *out);

#endif
