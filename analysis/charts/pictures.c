// SPDX-License-Identifier: GPL-3.0-or-later
// Which pictures there are.
#include "analysis/charts/sketch.h"

static const char *const courses[] = { "attending_clicks", "present_persons", "active_persons",
                                       "violent_persons" };

// Courses and phases under one set of conditions, whose arms stand together.
static enum op_status
draw_set(struct op_findings *f, const char *share_dir, const char *conditions, struct op_diag *diag)
{
    const struct op_results *r = &f->results;
    const int phase = op_results_observable(r, "phase");
    int arms[OP_MAX_PANELS], n_arms = 0;
    enum op_status status = OP_OK;

    for (int arm = 0; arm < r->n_arms && n_arms < OP_MAX_PANELS; arm++) {
        if (r->arms[arm].conditions == conditions) {
            arms[n_arms++] = arm;
        }
    }
    for (size_t i = 0; status == OP_OK && n_arms > 0 && i < sizeof courses / sizeof *courses; i++) {
        const int v = op_results_observable(r, courses[i]);
        if (v >= 0) {
            status = op_draw_courses(f, share_dir, v, arms, n_arms, false, diag);
        }
    }
    if (status == OP_OK && phase >= 0 && n_arms > 0) {
        status = op_draw_phases(f, share_dir, phase, arms, n_arms, diag);
    }
    return status;
}

enum op_status
op_charts_draw(struct op_findings *f, const char *share_dir, struct op_diag *diag)
{
    const struct op_results *r = &f->results;
    const int n_sets =
        r->n_conditions > OP_MAX_SETS_DRAWN ? 1 : r->n_conditions;   // the page says so
    const int metrics[] = { f->headline, op_results_metric(r, "injured_persons") };
    const int record = op_results_record_arm(r);
    const int clicks = op_results_observable(r, courses[0]);
    enum op_status status = OP_OK;

    if (r->n_times == 0) {
        return OP_OK;
    }
    for (int i = 0; status == OP_OK && i < 4; i++) {
        if (metrics[i % 2] >= 0 && (i % 2 == 0 || metrics[1] != metrics[0])) {
            status = op_draw_ranges(f, share_dir, metrics[i % 2], i < 2, diag);
        }
    }
    if (status == OP_OK && f->headline >= 0) {
        const struct op_decided *row = op_decided_shown(&f->deciders, r, f->headline);
        status = row != NULL ? op_draw_deciders(f, share_dir, row, diag) : OP_OK;
    }
    if (status == OP_OK && f->headline >= 0) {
        status = op_draw_convergence(f, share_dir, f->headline, diag);
    }
    for (int c = 0; status == OP_OK && c < n_sets; c++) {
        status = draw_set(f, share_dir, r->conditions[c], diag);
    }
    if (status == OP_OK && record >= 0 && r->n_record > 0 && clicks >= 0) {
        status = op_draw_courses(f, share_dir, clicks, &record, 1, true, diag);
    }
    return status;
}
