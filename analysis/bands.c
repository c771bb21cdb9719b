// SPDX-License-Identifier: GPL-3.0-or-later
// Quantiles over replicates at each sampling time, and quantiles.csv.
#include "analysis/outfile.h"
#include "analysis/summary.h"

#include <stdlib.h>
#include <string.h>

static size_t
cell_of(const struct op_bands *b, int arm, int time, int observable)
{
    return ((size_t)arm * (size_t)b->n_times + (size_t)time) * (size_t)b->n_observables +
           (size_t)observable;
}

const double *
op_bands_at(const struct op_bands *b, int arm, int time, int observable)
{
    return b->q + cell_of(b, arm, time, observable) * OP_N_QUANTILES;
}

enum op_status
op_bands_make(struct op_bands *b, const struct op_results *r, struct op_diag *diag)
{
    const size_t n = (size_t)r->n_arms * (size_t)r->n_times * (size_t)r->n_observables + 1;
    double *values = malloc(((size_t)r->n_replicates + 1) * sizeof *values);

    *b = (struct op_bands){ malloc(n * OP_N_QUANTILES * sizeof *b->q), malloc(n * sizeof *b->n),
                            r->n_times, r->n_observables };
    if (values == NULL || b->q == NULL || b->n == NULL) {
        free(values);
        op_bands_free(b);
        return op_diag_add(diag, OP_NO_MEMORY, (struct op_place){ r->dir, 0, 0 }, NULL,
                           "memory ran out over the quantiles");
    }
    for (int arm = 0; arm < r->n_arms; arm++) {
        for (int t = 0; t < r->n_times; t++) {
            for (int v = 0; v < r->n_observables; v++) {
                const size_t cell = cell_of(b, arm, t, v);
                struct op_spread spread = { 0 };
                for (int rep = 0; rep < r->n_replicates; rep++) {
                    values[rep] = op_results_course(r, arm, rep, t, v);
                }
                spread = op_spread_of(values, r->n_replicates);
                b->n[cell] = spread.n;
                memcpy(b->q + cell * OP_N_QUANTILES, spread.q, sizeof spread.q);
            }
        }
    }
    free(values);
    return OP_OK;
}

void
op_bands_free(struct op_bands *b)
{
    free(b->q);
    free(b->n);
    *b = (struct op_bands){ 0 };
}

enum op_status
op_bands_write(const struct op_bands *b, const struct op_results *r, struct op_diag *diag)
{
    static const char *const names[] = { "conditions", "strategy", "time_h", "moment",
                                         "variable",   "n",        "q05",    "q25",
                                         "q50",        "q75",      "q95" };
    struct op_outfile out = { 0 };
    enum op_status status = op_outfile_open(&out, r->dir, "quantiles.csv", diag);

    if (status != OP_OK) {
        return status;
    }
    op_out_header(&out, names, sizeof names / sizeof *names);
    for (int arm = 0; arm < r->n_arms; arm++) {
        for (int t = 0; t < r->n_times; t++) {
            for (int v = 0; v < r->n_observables; v++) {
                const int n = b->n[cell_of(b, arm, t, v)];
                if (n == 0) {
                    continue;
                }
                op_out_word(&out, r->arms[arm].conditions);
                op_out_word(&out, r->strategies[r->arms[arm].strategy].name);
                op_out_number(&out, r->time_h[t]);
                op_out_word(&out, r->moments[t]);
                op_out_word(&out, r->observables[v].name);
                op_out_count(&out, n);
                for (int k = 0; k < OP_N_QUANTILES; k++) {
                    op_out_number(&out, op_bands_at(b, arm, t, v)[k]);
                }
                op_out_end_row(&out);
            }
        }
    }
    return op_outfile_close(&out, diag);
}
