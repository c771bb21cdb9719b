// SPDX-License-Identifier: GPL-3.0-or-later
// What an evening under a strategy is against the same evening when nothing is done: columns of
// outcomes.csv, and measures.csv with a row for each measure of each evening.
#ifndef OP_STUDY_PAIRED_H
#define OP_STUDY_PAIRED_H

#include "sim/study/output.h"

// Sort the ids that pairing looks up; before the calls below.
void op_paired_sort(struct op_arm_result *arm);
// Values of op_paired_metrics; nothing NULL: it did not run, and what needs it is NAN.
void op_paired_values(const struct op_results *results, const struct op_arm_result *arm,
                      const struct op_arm_result *nothing, const struct op_draws *draws,
                      double values[OP_N_PAIRED]);
// measures.csv: header, and the rows of an arm.
void op_paired_header(struct op_results *results);
void op_paired_measures(struct op_results *results, const struct op_replicate *of,
                        const struct op_arm_result *arm, const struct op_arm_result *nothing,
                        const struct op_draws *draws);

#endif
