// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers, pictures, report, table of a sweep: in this order, each whole before the next.
#include "analysis/verb/sweepsummary.h"

#include "analysis/sweep/pointview.h"
#include "analysis/sweep/sweepview.h"
#include "analysis/sweep/sweeptable.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>

// Where a folder does not say.
#define USUAL_SHARE 0.8

static int
headline_metric(const struct op_results *r)
{
    const int violent = op_results_metric(r, "violent_persons");

    for (int m = 0; m < r->n_metrics && violent < 0; m++) {
        if (r->metrics[m].wanted == OP_WANTED_LESS) {
            return m;
        }
    }
    return violent;
}

static double
share_of(const struct op_sweep_results *r)
{
    bool ok = false;
    const double said = op_sheet_number(op_results_study(&r->tables, "effective_share"), &ok);

    return ok && said > 0 && said < 1 ? said : USUAL_SHARE;
}

static double
reference_of(const struct op_sweep_results *r)
{
    bool ok = false;
    const double said = op_sheet_number(op_results_study(&r->tables, "reference_h"), &ok);

    return ok ? said : (double)NAN;
}

static enum op_status
make(struct op_sweep_findings *f, const char *dir, enum op_lang lang, struct op_diag *diag)
{
    enum op_status status = op_sweep_results_read(&f->results, dir, diag);

    if (status == OP_OK) {
        status = op_curves_make(&f->curves, &f->results, share_of(&f->results),
                                reference_of(&f->results));
    }
    if (status == OP_OK) {
        status = op_curve_moments_make(&f->moments, &f->results, &f->curves);
    }
    f->page.lang = lang;
    f->page.headline = headline_metric(&f->results.tables);
    if (status == OP_OK) {
        status = op_sweep_view_make(f, diag);
    }
    return status == OP_OK ? op_point_view_make(f, diag) : status;
}

static void
free_findings(struct op_sweep_findings *f)
{
    op_charts_free(&f->page);
    op_point_view_free(f);
    op_sweep_view_free(f);
    free(f->moments);
    op_curves_free(&f->curves);
    op_sweep_results_free(&f->results);
}

static enum op_status
draw(struct op_sweep_findings *f, const char *share_dir, struct op_diag *diag)
{
    const int injured = op_results_metric(&f->results.tables, "injured_persons");
    const int headline = f->page.headline;
    enum op_status status = OP_OK;

    if (headline < 0) {
        return OP_OK;
    }
    status = op_draw_timing(f, share_dir, headline, diag);
    if (status == OP_OK && injured >= 0 && injured != headline) {
        status = op_draw_timing(f, share_dir, injured, diag);
    }
    if (status == OP_OK) {
        status = op_draw_windows(f, share_dir, headline, diag);
    }
    return status == OP_OK ? op_draw_heat(f, share_dir, headline, diag) : status;
}

static enum op_status
write_all(struct op_sweep_findings *f, const char *share_dir, struct op_diag *diag)
{
    enum op_status status = op_sweep_summary_write(&f->results, diag);

    if (status == OP_OK) {
        status = op_effective_tables_write(&f->results, &f->curves, f->moments, diag);
    }
    if (status == OP_OK) {
        status = draw(f, share_dir, diag);
    }
    if (status == OP_OK) {
        status = op_sweep_decides_write(f, share_dir, diag);
    }
    return status == OP_OK ? op_sweep_page_write(f, diag) : status;
}

enum op_status
op_verb_summarise_sweep(const char *dir, const char *share_dir, const char *lang_word,
                        FILE *table_out, struct op_diag *diag)
{
    struct op_sweep_findings findings = { 0 };
    enum op_lang lang = OP_LANG_EN;
    enum op_status status = OP_OK;
    bool is_short = false;
    const int n_before = diag->n_findings;
    gsl_error_handler_t *before = gsl_set_error_handler_off();

    findings.page.is_short = &is_short;
    if (!op_lang_of(lang_word, &lang)) {
        status = op_diag_add(diag, OP_USAGE, (struct op_place){ NULL, 0, 0 }, "en or nl",
                             "`%s` is no language of the report", lang_word);
    } else {
        status = make(&findings, dir, lang, diag);
    }
    if (status == OP_OK) {
        status = write_all(&findings, share_dir, diag);
    }
    if (status == OP_OK && table_out != NULL) {
        op_sweep_closing_print(table_out, &findings);
        status = is_short ? OP_NO_MEMORY : OP_OK;
    }
    if (status == OP_NO_MEMORY) {
        op_diag_lack(diag, n_before, "while the results were summarised");
    }
    free_findings(&findings);
    gsl_set_error_handler(before);
    return status;
}
