// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/sweep/sweeptable.h"

#include "analysis/estimate.h"
#include "analysis/outfile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct evenings {
    double *arm, *diff, *scratch;
    int n_arm, n_pairs;
    int lower, equal, higher;
};

static void
collect(struct evenings *e, const struct op_sweep_results *r, int cell, int metric)
{
    const int base = r->cells[cell].base;

    e->n_arm = e->n_pairs = e->lower = e->equal = e->higher = 0;
    for (int i = 0; i < r->n_replicates; i++) {
        const double x = op_sweep_outcome(r, cell, i, metric);
        const double y = base >= 0 ? op_sweep_outcome(r, base, i, metric) : (double)NAN;

        if (!isnan(x)) {
            e->arm[e->n_arm++] = x;
        }
        if (!isnan(x) && !isnan(y)) {
            e->diff[e->n_pairs++] = x - y;
            e->lower += x < y;
            e->equal += x == y;
            e->higher += x > y;
        }
    }
}

static void
write_spread(struct op_outfile *out, const struct op_spread *spread)
{
    op_out_number(out, spread->mean);
    for (int k = 0; k < OP_N_QUANTILES; k++) {
        op_out_number(out, spread->q[k]);
    }
}

// Share of the evenings in which the measure whose setting is varied was started; NaN: not said.
static double
carried_out(const struct op_sweep_results *r, int cell)
{
    int n = 0, n_started = 0;

    for (int i = 0; i < r->n_replicates; i++) {
        const double times = r->starts.started[(size_t)cell * (size_t)r->n_replicates + (size_t)i];

        n += !isnan(times);
        n_started += times > 0;
    }
    return n > 0 ? (double)n_started / n : (double)NAN;
}

static void
write_row(struct op_outfile *out, const struct op_sweep_results *r, struct evenings *e, int cell,
          int metric)
{
    const struct op_sweep_cell *one = &r->cells[cell];
    double low = (double)NAN, high = (double)NAN;

    collect(e, r, cell, metric);
    op_out_count(out, one->point);
    op_out_word(out, one->strategy);
    op_out_word(out, one->conditions);
    op_out_count(out, one->world);
    for (int f = 0; f < r->n_factors; f++) {
        op_out_word(out, op_sweep_text(r, cell, f));
    }
    op_out_word(out, r->tables.metrics[metric].name);

    memcpy(e->scratch, e->arm, (size_t)e->n_arm * sizeof *e->arm);

    const struct op_spread level = op_spread_of(e->scratch, e->n_arm);

    op_mean_interval(e->diff, e->n_pairs, op_key_of("sweep", r->tables.metrics[metric].name), &low,
                     &high);
    memcpy(e->scratch, e->diff, (size_t)e->n_pairs * sizeof *e->diff);

    const struct op_spread diff = op_spread_of(e->scratch, e->n_pairs);

    op_out_count(out, level.n);
    write_spread(out, &level);
    op_out_count(out, e->n_pairs);
    write_spread(out, &diff);
    op_out_number(out, low);
    op_out_number(out, high);
    op_out_number(out, carried_out(r, cell));
    op_out_count(out, e->lower);
    op_out_count(out, e->equal);
    op_out_count(out, e->higher);
    op_out_end_row(out);
}

static void
write_header(struct op_outfile *out, const struct op_sweep_results *r)
{
    static const char *const first[] = { "point", "strategy", "conditions", "world" };
    static const char *const last[] = { "metric",
                                        "n",
                                        "mean",
                                        "q05",
                                        "q25",
                                        "q50",
                                        "q75",
                                        "q95",
                                        "n_pairs",
                                        "diff_mean",
                                        "diff_q05",
                                        "diff_q25",
                                        "diff_q50",
                                        "diff_q75",
                                        "diff_q95",
                                        "diff_mean_low",
                                        "diff_mean_high",
                                        "carried_out",
                                        "lower_evenings",
                                        "equal_evenings",
                                        "higher_evenings" };

    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        op_out_word(out, first[i]);
    }
    for (int f = 0; f < r->n_factors; f++) {
        op_out_word(out, r->factors[f].key);
    }
    op_out_header(out, last, sizeof last / sizeof *last);
}

enum op_status
op_sweep_summary_write(const struct op_sweep_results *r, struct op_diag *diag)
{
    const size_t n = (size_t)r->n_replicates + 1;
    struct evenings e = { malloc(n * sizeof(double)),
                          malloc(n * sizeof(double)),
                          malloc(n * sizeof(double)),
                          0,
                          0,
                          0,
                          0,
                          0 };
    struct op_outfile out = { 0 };
    enum op_status status = e.arm && e.diff && e.scratch
                                ? op_outfile_open(&out, r->tables.dir, "summary.csv", diag)
                                : OP_NO_MEMORY;

    if (status == OP_OK) {
        write_header(&out, r);
        for (int cell = 0; cell < r->n_cells; cell++) {
            for (int m = 0; m < r->tables.n_metrics; m++) {
                write_row(&out, r, &e, cell, m);
            }
        }
        status = op_outfile_close(&out, diag);
    }
    free(e.arm);
    free(e.diff);
    free(e.scratch);
    return status;
}
