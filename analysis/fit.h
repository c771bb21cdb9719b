// SPDX-License-Identifier: GPL-3.0-or-later
// The arm that did what was done on the evening, laid against what was recorded of that evening.
#ifndef OP_ANALYSIS_FIT_H
#define OP_ANALYSIS_FIT_H

#include "analysis/summary.h"

enum op_inside { OP_INSIDE_NO, OP_INSIDE_PARTLY, OP_INSIDE_YES };

struct op_fit_row {
    const struct op_record_row *record;
    double hours;             // since start; NAN for a total
    struct op_spread model;   // draws with observation error
    enum op_inside inside;    // value in 5-95 %; partly: only its own low-high overlaps
    bool is_compared;         // the model has this variable at this moment
};

// How one record scores: the weighted interval score of the model's quantiles beside the absolute
// error of a naive guess (which is that guess's interval score). On the natural scale, and on that
// of ln(1 + x): only there can quantities of different size be averaged.
//   from   Bracher, Ray, Gneiting & Reich 2021, doi:10.1371/journal.pcbi.1008618
//          Bosse et al. 2023, doi:10.1371/journal.pcbi.1011393 (scores of ln(1 + x))
enum op_naive { OP_NAIVE_NONE, OP_NAIVE_COUNTER, OP_NAIVE_TURNOUT, OP_NAIVE_COUNT };

struct op_fit_score {
    enum op_naive baseline;   // which guess; OP_NAIVE_NONE where it says nothing of this record
    double guess;             // NAN without a guess
    double model, naive;      // natural scale; NAN where there is no such score
    double model_log, naive_log;   // of ln(1 + x); NAN also for what is no amount (a clock time)
};

struct op_fit {
    struct op_fit_row *rows;
    struct op_fit_score *scores;   // of each row
    int n_rows;
    // Means over the n_mean records for which the naive guess says something: model and guess are
    // scored on the very same ones. NAN where there are none.
    int n_mean;
    double mean_model_log, mean_naive_log;
};

// Empty where there is no record or no arm that follows it.
enum op_status op_fit_make(struct op_fit *fit, const struct op_results *results,
                           struct op_diag *diag) OP_MUST_CHECK;
void op_fit_free(struct op_fit *fit);
// fit.csv and fit_scores.csv; nothing where the fit is empty.
enum op_status op_fit_write(const struct op_fit *fit, const struct op_results *results,
                            struct op_diag *diag) OP_MUST_CHECK;
const char *op_inside_word(enum op_inside inside);
// "log-linear through the first two counter records", as in fit_scores.csv; "" for none.
const char *op_naive_word(enum op_naive baseline);
// Weighted interval score of five quantiles (5, 25, 50, 75, 95 %) for what was seen.
double op_interval_score(const double q[OP_N_QUANTILES], double seen);
// Hours from one local clock moment ("2012-09-18T12:00:00") to another; NAN if either cannot be
// read.
double op_hours_between(const char *from, const char *to);
// Seconds since 1970 of a local clock moment, as if it were UTC; NAN if it cannot be read.
double op_clock_seconds(const char *moment);

#endif
