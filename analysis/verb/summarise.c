// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers, pictures, report, table: in this order, each whole before the next.
#include "analysis/verb/summarise.h"

#include "analysis/between.h"

#include <gsl/gsl_errno.h>

enum op_status
op_verb_summarise(const char *dir, const char *share_dir, const char *lang_word, FILE *table_out,
                  struct op_diag *diag)
{
    struct op_findings findings = { 0 };
    enum op_lang lang = OP_LANG_EN;
    enum op_status status = OP_OK;
    bool is_short = false;
    const int n_before = diag->n_findings;
    gsl_error_handler_t *before = gsl_set_error_handler_off();

    if (!op_lang_of(lang_word, &lang)) {
        status = op_diag_add(diag, OP_USAGE, (struct op_place){ NULL, 0, 0 }, "en or nl",
                             "`%s` is no language of the report", lang_word);
    } else {
        status = op_findings_make(&findings, dir, lang, diag);
        findings.is_short = &is_short;
    }
    if (status == OP_OK) {
        status = op_bands_write(&findings.bands, &findings.results, diag);
    }
    if (status == OP_OK) {
        status = op_summaries_write(&findings.summaries, &findings.results, diag);
    }
    if (status == OP_OK) {
        status = op_between_write(&findings.results, diag);
    }
    if (status == OP_OK) {
        status = op_rights_write(&findings.rights, &findings.results, diag);
    }
    if (status == OP_OK) {
        status = op_fit_write(&findings.fit, &findings.results, diag);
    }
    if (status == OP_OK) {
        status = op_precision_write(&findings.results, diag);
    }
    if (status == OP_OK) {
        status = op_deciders_write(&findings.deciders, &findings.results, diag);
    }
    if (status == OP_OK) {
        status = op_charts_draw(&findings, share_dir, diag);
    }
    if (status == OP_OK) {
        status = op_page_write(&findings, diag);
    }
    if (status == OP_OK && table_out != NULL) {
        op_closing_print(table_out, &findings);
        status = is_short ? OP_NO_MEMORY : OP_OK;
    }
    if (status == OP_NO_MEMORY) {
        op_diag_lack(diag, n_before, "while the results were summarised");
    }
    op_findings_free(&findings);
    gsl_set_error_handler(before);
    return status;
}
