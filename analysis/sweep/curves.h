// SPDX-License-Identifier: GPL-3.0-or-later
// Timing curves: the starts of one measure, all else equal, and what they say.
//
// A curve is of one factor that is the start of a measure; its cells differ in nothing else: the
// same strategy, conditions, world and values of every other key. The effect of a cell on a metric
// is the paired difference from the base, counted so that more is better.
#ifndef OP_ANALYSIS_CURVES_H
#define OP_ANALYSIS_CURVES_H

#include "analysis/sweep/sweepcells.h"
#include "sim/stat/effective.h"

#define OP_SWEEP_LEVEL 0.9

struct op_curve {
    int factor;
    int *cell;         // [n] by start
    double *start_h;   // [n] hours since the scenario's start, ascending
    int n;
    char *with;   // the other keys' values: "a.b.c = 50 %, d.e = 3"; "" if there are none
    int asked;    // number of the start that was asked for as reference; -1: none, or it has none
};

struct op_curves {
    struct op_curve *curve;   // those of two starts or more
    int n;
    double q;             // share of the effect of the reference that counts as still working
    double reference_h;   // the start that was asked for as reference; NaN: none was
};

enum op_status op_curves_make(struct op_curves *curves, const struct op_sweep_results *results,
                              double q, double reference_h) OP_MUST_CHECK;
void op_curves_free(struct op_curves *curves);   // safe on zeroed

// In what share of the evenings the measure was carried out at the k-th start; NaN: not said.
double op_curve_carried_out(const struct op_sweep_results *results, const struct op_curve *curve,
                            int k);
// The effect of the k-th start on a metric in one evening; NaN: no pair.
double op_curve_effect(const struct op_sweep_results *results, const struct op_curve *curve, int k,
                       int replicate, int metric);
// Mean over evenings and its 90 % interval: all that is said of a mean effect, or of a gain in it,
// is this one, that by which op_effective_moment tells the effect of the reference from zero.
// An end is infinite where too few evenings differ from the others; NaN below two evenings.
struct op_curve_mean {
    double mean, low, high;
    int n;
};
// Of the effect of the k-th start; with a later start as LATE of what it gains over that, else -1.
enum op_status op_curve_mean_effect(struct op_curve_mean *mean,
                                    const struct op_sweep_results *results,
                                    const struct op_curve *curve, int k, int late,
                                    int metric) OP_MUST_CHECK;
// The start that was asked for, else the earliest that was carried out in at least half of the
// evenings; -1: none.
int op_curve_reference(const struct op_sweep_results *results, const struct op_curve *curve);

// The last effective moment of a curve on a metric; NONE where no start was carried out.
struct op_curve_moment {
    struct op_effective effective;
    int reference;   // number of the start; -1: none was carried out
};
enum op_status op_curve_moment(struct op_curve_moment *moment,
                               const struct op_sweep_results *results, const struct op_curve *curve,
                               int metric, double q) OP_MUST_CHECK;

// From when to when it could be carried out. From: by what happened in the evenings (to within a
// watch tick); of an older folder, which does not say, the first start of the design that was
// carried out (to within a step of the design).
struct op_curve_window {
    double can_from_h;                       // median of the evenings; NaN: in half of them never
    double can_until_h;                      // last start carried out in at least half of them
    double can_from_q05_h, can_from_q95_h;   // NaN: in so many of them never
    int n_never;                             // evenings in which it never could
};
enum op_status op_curve_window(struct op_curve_window *window,
                               const struct op_sweep_results *results,
                               const struct op_curve *curve) OP_MUST_CHECK;

#endif
