// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a results folder that grow with replicates: trajectories.csv, outcomes.csv,
// parameters.csv, events.csv. See docs/map.md for all files.
#ifndef OP_STUDY_OUTPUT_H
#define OP_STUDY_OUTPUT_H

#include "sim/record/csvout.h"
#include "sim/study/folder.h"
#include "sim/study/study.h"

struct op_results {
    const struct op_model *model;
    const struct op_scenario *scenario;
    struct op_csv_out trajectories, outcomes, parameters, events;
    const struct op_folder *folder;
    struct op_csv_out final;     // of a reference model: the only table beside parameters.csv
    uint32_t events_replicate;   // whose log is written
    const struct op_study_options *options;
    int n_replicates;
    uint64_t fingerprint;   // of all trajectories, in order
};

// Several sets of conditions: then parameters.csv and events.csv have a column for them too.
bool op_results_has_sets(const struct op_study_options *options);

// Which metrics decide that an evening is calm, needless or missed; names are fixed (docs/map.md).
enum op_status op_results_open(struct op_results *results, const struct op_folder *folder,
                               const struct op_model *model, const struct op_scenario *scenario,
                               const struct op_study_options *options,
                               struct op_diag *diag) OP_MUST_CHECK;
// OP_IO when writing fails; what and why comes from op_results_close.
enum op_status op_results_take(struct op_results *results, const struct op_replicate *replicate,
                               const struct op_draws *draws) OP_MUST_CHECK;
// Flush and close. OP_IO if anything could not be written: diag then names the files.
enum op_status op_results_close(struct op_results *results, struct op_diag *diag) OP_MUST_CHECK;

// What outcomes.csv holds beyond the mechanisms' metrics.
#define OP_N_PAIRED 4
extern const struct op_metric op_paired_metrics[OP_N_PAIRED];

// One arm of an evening: its metrics as outcomes.csv has them, those of the mechanisms first.
struct op_outcome_of {
    const struct op_arm_result *arm;
    const struct op_arm_result *nothing;   // of the same evening; NULL: it did not run
    const struct op_draws *draws;
};
//   out    values   [n_metrics + OP_N_PAIRED]; NaN where there is nothing to say
void op_outcome_values(const struct op_model *model, const struct op_scenario *scenario,
                       const struct op_outcome_of *of, double *values);
// The rival structure that a replicate drew; `all` where there are none.
const char *op_outcome_structure(const struct op_model *model, const struct op_draws *draws,
                                 char word[64]);

#endif
