// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/verb/sweepsummary.h"

#include "analysis/sweep/sweeptable.h"

#include <gsl/gsl_errno.h>

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
        status = op_sweep_summary_write(&results, diag);
    }
    if (status == OP_NO_MEMORY) {
        op_diag_lack(diag, n_before, "while the results were summarised");
    }
    op_sweep_results_free(&results);
    gsl_set_error_handler(before);
    return status;
}
