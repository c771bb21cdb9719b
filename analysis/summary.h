// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers of summary.csv and quantiles.csv: per arm and metric how the evenings lie, and how
// they lie against the base arm's evening of the same replicate.
#ifndef OP_ANALYSIS_SUMMARY_H
#define OP_ANALYSIS_SUMMARY_H

#include "analysis/estimate.h"
#include "analysis/results.h"

struct op_summary {
    int n_pairs;              // evenings of which the base arm has its pair, both with a value
    struct op_spread level;   // the arm's own evenings
    struct op_spread diff;    // arm minus base, pair by pair
    double diff_mean_low, diff_mean_high;   // 90 % bootstrap interval of diff.mean
    int lower, equal, higher;               // pairs in which the arm lies below, on, above the base
    struct op_share share;                  // of the arm's own width
    struct op_share diff_share;             // of the difference's width
    double variance_ratio;                  // unpaired / paired variance of the difference
    int flips_both, flips_arm, flips_base, flips_neither;   // evenings that are not calm
};

struct op_summaries {
    struct op_summary *rows;   // [arm][metric][structure + 1]; structure 0 = all
    int n_metrics, n_structures;
};

// Everything that summary.csv holds. Owned by the caller, freed by op_summaries_free().
enum op_status op_summaries_make(struct op_summaries *summaries, const struct op_results *results,
                                 struct op_diag *diag) OP_MUST_CHECK;
void op_summaries_free(struct op_summaries *summaries);
// Structure -1 = all replicates.
const struct op_summary *op_summary_row(const struct op_summaries *summaries, int arm, int metric,
                                        int structure);
// Does the direction of an arm's difference hang on which rival structure the evening drew? By the
// bounds of "likely" and "unlikely": lower in more than .66 of the evenings of one structure, but
// not of another. False for the base arm and where no structures were drawn.
bool op_summary_is_prior_driven(const struct op_summaries *summaries,
                                const struct op_results *results, int arm, int metric);
enum op_status op_summaries_write(const struct op_summaries *summaries,
                                  const struct op_results *results,
                                  struct op_diag *diag) OP_MUST_CHECK;

// Quantiles over replicates at each sampling time.
struct op_bands {
    double *q;   // [arm][time][observable][OP_N_QUANTILES]
    int *n;      // [arm][time][observable]
    int n_times, n_observables;
};
enum op_status op_bands_make(struct op_bands *bands, const struct op_results *results,
                             struct op_diag *diag) OP_MUST_CHECK;
void op_bands_free(struct op_bands *bands);
const double *op_bands_at(const struct op_bands *bands, int arm, int time, int observable);
enum op_status op_bands_write(const struct op_bands *bands, const struct op_results *results,
                              struct op_diag *diag) OP_MUST_CHECK;

#endif
