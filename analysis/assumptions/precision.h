// SPDX-License-Identifier: GPL-3.0-or-later
// How precise paired differences are, how many evenings they would take, and what pairing gains.
#ifndef OP_ANALYSIS_PRECISION_H
#define OP_ANALYSIS_PRECISION_H

#include "analysis/results.h"
#include "sim/stat/stopping.h"

// The first N_EVENINGS evenings of an arm beside those of its base; empty for a base.
struct op_pairing op_pairing_of(const struct op_results *results, int arm, int metric,
                                int n_evenings);

// The half-width that `--until` asked for of a metric; NAN if it did not.
double op_precision_asked(const struct op_results *results, int metric);

// precision.csv: of each arm but the base and each metric, half the width of the 90 % interval of
// the mean paired difference, and the evenings that this width (or the one that was asked for)
// takes paired and unpaired, from how these evenings vary.
enum op_status op_precision_write(const struct op_results *results,
                                  struct op_diag *diag) OP_MUST_CHECK;

#endif
