// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/assumptions/precision.h"

#include "analysis/outfile.h"

#include <math.h>
#include <stdlib.h>

struct op_pairing
op_pairing_of(const struct op_results *r, int arm, int metric, int n_evenings)
{
    struct op_pairing pairs = { 0 };
    const int base = r->arms[arm].base;

    for (int rep = 0; base >= 0 && base != arm && rep < n_evenings; rep++) {
        op_pairing_add(&pairs, op_results_outcome(r, arm, rep, metric),
                       op_results_outcome(r, base, rep, metric));
    }
    return pairs;
}

double
op_precision_asked(const struct op_results *r, int metric)
{
    char key[160];
    const char *word = NULL;
    bool ok = false;
    double value = 0;

    snprintf(key, sizeof key, "until_%.140s", r->metrics[metric].name);
    word = op_results_study(r, key);
    value = *word != '\0' ? op_sheet_number(word, &ok) : 0;
    return ok && value > 0 ? value : (double)NAN;
}

static void
write_one(struct op_outfile *out, const struct op_results *r, int arm, int metric)
{
    const struct op_pairing pairs = op_pairing_of(r, arm, metric, r->n_replicates);
    const double half_width = op_pairing_half_width(&pairs, 0.9);
    const double asked = op_precision_asked(r, metric);
    const double aim = isnan(asked) ? half_width : asked;
    const bool varies = isfinite(half_width) && half_width > 0;

    op_out_word(out, r->arms[arm].conditions);
    op_out_word(out, r->strategies[r->arms[arm].strategy].name);
    op_out_word(out, r->metrics[metric].name);
    op_out_word(out, r->metrics[metric].unit);
    op_out_count(out, pairs.n);
    op_out_count(out, pairs.n_nonzero);
    op_out_number(out, op_pairing_difference(&pairs));
    op_out_number(out, isfinite(half_width) ? half_width : (double)NAN);
    op_out_number(out, asked);
    op_out_number(out, varies ? op_pairing_gain(&pairs) : (double)NAN);
    op_out_number(out, varies ? op_pairing_needed(&pairs, aim, 0.9, true) : (double)NAN);
    op_out_number(out, varies ? op_pairing_needed(&pairs, aim, 0.9, false) : (double)NAN);
    op_out_end_row(out);
}

enum op_status
op_precision_write(const struct op_results *r, struct op_diag *diag)
{
    static const char *const names[] = { "conditions",   "strategy",        "metric",
                                         "unit",         "n_pairs",         "nonzero_evenings",
                                         "diff_mean",    "half_width",      "asked_half_width",
                                         "pairing_gain", "evenings_paired", "evenings_unpaired" };
    struct op_outfile out = { 0 };
    enum op_status status = OP_OK;

    if (r->n_arms < 2) {
        return OP_OK;
    }
    status = op_outfile_open(&out, r->dir, "precision.csv", diag);
    if (status != OP_OK) {
        return status;
    }
    op_out_header(&out, names, sizeof names / sizeof *names);
    for (int arm = 0; arm < r->n_arms; arm++) {
        for (int metric = 0; r->arms[arm].base != arm && metric < r->n_metrics; metric++) {
            write_one(&out, r, arm, metric);
        }
    }
    return op_outfile_close(&out, diag);
}
