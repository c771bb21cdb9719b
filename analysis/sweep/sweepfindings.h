// SPDX-License-Identifier: GPL-3.0-or-later
// All that a sweep's pictures and page are written from.
#ifndef OP_ANALYSIS_SWEEPFINDINGS_H
#define OP_ANALYSIS_SWEEPFINDINGS_H

#include "analysis/charts/sketch.h"
#include "analysis/sweep/effectivetables.h"

enum { OP_MAX_CURVES_DRAWN = OP_MAX_PANELS };

struct op_sweep_findings {
    struct op_sweep_results results;
    struct op_curves curves;
    struct op_curve_moment *moments;   // [curve][metric]
    // What pictures and page share with other reports: language, pictures, the sweep as a study of
    // arms (sweepview.h), the metric that the answer is about.
    struct op_findings page;
    struct op_findings points;   // a design without curves by its points (pointview.h)
    int *cell_of_arm;            // [page.results.n_arms]
    char **words;                // of the arms, owned
    int n_words;
};

const struct op_curve_moment *op_sweep_moment_of(const struct op_sweep_findings *findings,
                                                 int curve, int metric);
// "stop_talk, early talk with caller; intensity = 50 %": what a curve is called.
void op_sweep_curve_label(const struct op_sweep_findings *findings, int curve, char *buffer,
                          size_t size);
// The base's name in the language of the page.
const char *op_sweep_base_label(const struct op_sweep_findings *findings);
// A moment in hours since the start as people read it, "-" for NaN.
const char *op_sweep_readable(const struct op_sweep_findings *findings, double hours, char *buffer,
                              size_t size);

// The pictures. Nothing where there is no curve.
enum op_status op_draw_timing(struct op_sweep_findings *findings, const char *share_dir, int metric,
                              struct op_diag *diag) OP_MUST_CHECK;
enum op_status op_draw_windows(struct op_sweep_findings *findings, const char *share_dir,
                               int metric, struct op_diag *diag) OP_MUST_CHECK;
enum op_status op_draw_heat(struct op_sweep_findings *findings, const char *share_dir, int metric,
                            struct op_diag *diag) OP_MUST_CHECK;
// report.html in the folder.
enum op_status op_sweep_page_write(const struct op_sweep_findings *findings,
                                   struct op_diag *diag) OP_MUST_CHECK;
// The closing lines of `sweep`.
void op_sweep_closing_print(FILE *out, const struct op_sweep_findings *findings);

#endif
