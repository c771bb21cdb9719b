// SPDX-License-Identifier: GPL-3.0-or-later
// The same strategy under two sets of conditions, evening by evening: both replay the same
// evenings, with the same chance and the same assumptions but for what the sets themselves say.
#ifndef OP_ANALYSIS_BETWEEN_H
#define OP_ANALYSIS_BETWEEN_H

#include "analysis/findings.h"

struct op_between {
    int n_pairs;
    struct op_spread diff;                  // this set minus the first one
    double diff_mean_low, diff_mean_high;   // 90 % bootstrap interval of diff.mean
    int lower, equal, higher;
    double variance_ratio;   // unpaired / paired variance of the difference
};

// Arm of the same strategy under the first set; -1: it did not run, or is this arm.
int op_between_base(const struct op_results *results, int arm);
// Structure -1: all evenings.
enum op_status op_between_make(struct op_between *between, const struct op_results *results,
                               int arm, int metric, int structure) OP_MUST_CHECK;
// between_conditions.csv; nothing where there is one set.
enum op_status op_between_write(const struct op_results *results,
                                struct op_diag *diag) OP_MUST_CHECK;
// The same for the headline, for people.
void op_between_print(FILE *out, const struct op_findings *findings);
void op_page_between(FILE *out, const struct op_findings *findings);

#endif
