// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers, pictures, report, table of a sweep: in this order, each whole before the next.
#include "analysis/verb/sweepsummary.h"

#include "analysis/sweep/effectivetables.h"
#include "analysis/sweep/sweeptable.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>

// Where nobody says otherwise, and in folders that do not say.
#define USUAL_SHARE 0.8

static enum op_status
summarise(struct op_sweep_results *r, struct op_diag *diag)
{
    bool ok = false;
    const double said = op_sheet_number(op_results_study(&r->tables, "effective_share"), &ok);
    const double q = ok && said > 0 && said < 1 ? said : USUAL_SHARE;
    struct op_curves curves = { 0 };
    struct op_curve_moment *moments = NULL;
    enum op_status status = op_sweep_summary_write(r, diag);

    if (status == OP_OK) {
        status = op_curves_make(&curves, r, q);
    }
    if (status == OP_OK) {
        status = op_curve_moments_make(&moments, r, &curves);
    }
    if (status == OP_OK) {
        status = op_effective_tables_write(r, &curves, moments, diag);
    }
    free(moments);
    op_curves_free(&curves);
    return status;
}

enum op_status
op_verb_summarise_sweep(const char *dir, const char *share_dir, const char *lang_word,
                        FILE *table_out, struct op_diag *diag)
{
    struct op_sweep_results results = { 0 };
    const int n_before = diag->n_findings;
    gsl_error_handler_t *before = gsl_set_error_handler_off();
    enum op_status status = op_sweep_results_read(&results, dir, diag);

    (void)share_dir, (void)lang_word, (void)table_out;
    if (status == OP_OK) {
        status = summarise(&results, diag);
    }
    if (status == OP_NO_MEMORY) {
        op_diag_lack(diag, n_before, "while the results were summarised");
    }
    op_sweep_results_free(&results);
    gsl_set_error_handler(before);
    return status;
}
