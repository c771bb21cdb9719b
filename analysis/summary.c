// SPDX-License-Identifier: GPL-3.0-or-later
// Per arm and metric: how the evenings lie, alone and against their pair in the base arm.
#include "analysis/summary.h"

#include "analysis/outfile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct op_summary *
row_at(const struct op_summaries *s, int arm, int metric, int structure)
{
    return &s->rows[((size_t)arm * (size_t)s->n_metrics + (size_t)metric) *
                        (size_t)(s->n_structures + 1) +
                    (size_t)(structure + 1)];
}

const struct op_summary *
op_summary_row(const struct op_summaries *s, int arm, int metric, int structure)
{
    return row_at(s, arm, metric, structure);
}

// Evenings at hand for one row: values of arm and base, pair by pair.
struct evenings {
    double *arm, *base, *diff, *scratch, *draws;
    int *group;
    int n;
};

static void
count_flips(struct op_summary *row, const struct op_results *r, int arm, int structure)
{
    const int calm = op_results_metric(r, "calm");
    const int base = r->arms[arm].base;

    for (int rep = 0; calm >= 0 && base >= 0 && rep < r->n_replicates; rep++) {
        const double a = op_results_outcome(r, arm, rep, calm);
        const double b = op_results_outcome(r, base, rep, calm);
        if ((structure >= 0 && r->structure[rep] != structure) || isnan(a) || isnan(b)) {
            continue;
        }
        row->flips_both += a == 0 && b == 0;
        row->flips_arm += a == 0 && b != 0;
        row->flips_base += a != 0 && b == 0;
        row->flips_neither += a != 0 && b != 0;
    }
}

// Shares want complete evenings: those with a value, and their draws beside them.
static enum op_status
share_of_width(struct op_share *share, struct evenings *e, const struct op_results *r, int arm,
               int metric, bool of_difference)
{
    const int base = r->arms[arm].base;
    int n = 0;

    for (int rep = 0; rep < r->n_replicates; rep++) {
        double value = op_results_outcome(r, arm, rep, metric);
        if (of_difference) {
            value -= base >= 0 ? op_results_outcome(r, base, rep, metric) : (double)NAN;
        }
        if (isnan(value)) {
            continue;
        }
        e->scratch[n] = value;
        e->group[n] = r->structure[rep];
        if (r->n_parameters > 0) {
            memcpy(e->draws + (size_t)n * (size_t)r->n_parameters,
                   r->parameters + (size_t)rep * (size_t)r->n_parameters,
                   (size_t)r->n_parameters * sizeof *e->draws);
        }
        n++;
    }
    return op_share_of(share, e->scratch, e->draws, e->group, n, r->n_parameters, r->n_structures);
}

static void
gather(struct evenings *e, const struct op_results *r, int arm, int metric, int structure)
{
    const int base = r->arms[arm].base;

    e->n = 0;
    for (int rep = 0; rep < r->n_replicates; rep++) {
        if (structure < 0 || r->structure[rep] == structure) {
            const double a = op_results_outcome(r, arm, rep, metric);
            const double b = base >= 0 ? op_results_outcome(r, base, rep, metric) : (double)NAN;
            e->arm[e->n] = a;
            e->base[e->n] = b;
            e->diff[e->n++] = a - b;
        }
    }
}

static enum op_status
make_row(struct op_summary *row, struct evenings *e, const struct op_results *r, int arm,
         int metric, int structure)
{
    const bool fixed = op_results_study_is(r, "fixed_parameters", "yes");
    enum op_status status = OP_OK;

    gather(e, r, arm, metric, structure);
    for (int i = 0; i < e->n; i++) {
        row->lower += e->diff[i] < 0;
        row->equal += e->diff[i] == 0;
        row->higher += e->diff[i] > 0;
        if (isnan(e->diff[i])) {
            e->base[i] = (double)NAN;
        }
    }
    row->n_pairs = row->lower + row->equal + row->higher;
    memcpy(e->scratch, e->arm, (size_t)e->n * sizeof *e->scratch);
    for (int i = 0; i < e->n; i++) {
        e->scratch[i] = isnan(e->diff[i]) ? (double)NAN : e->arm[i];
    }
    row->variance_ratio = (op_variance_of(e->scratch, e->n) + op_variance_of(e->base, e->n)) /
                          op_variance_of(e->diff, e->n);
    row->level = op_spread_of(e->arm, e->n);
    row->diff = op_spread_of(e->diff, e->n);
    op_mean_interval(e->diff, row->diff.n, op_key_of("bootstrap", r->metrics[metric].name),
                     &row->diff_mean_low, &row->diff_mean_high);
    count_flips(row, r, arm, structure);
    row->share = row->diff_share =
        (struct op_share){ (double)NAN, (double)NAN, (double)NAN, false };
    if (structure < 0 && !fixed) {
        status = share_of_width(&row->share, e, r, arm, metric, false);
    }
    if (structure < 0 && !fixed && status == OP_OK && r->arms[arm].base != arm) {
        status = share_of_width(&row->diff_share, e, r, arm, metric, true);
    }
    return status;
}

enum op_status
op_summaries_make(struct op_summaries *s, const struct op_results *r, struct op_diag *diag)
{
    const size_t n = (size_t)r->n_replicates + 1;
    struct evenings e = { malloc(n * sizeof(double)),
                          malloc(n * sizeof(double)),
                          malloc(n * sizeof(double)),
                          malloc(n * sizeof(double)),
                          malloc(n * ((size_t)r->n_parameters + 1) * sizeof(double)),
                          malloc(n * sizeof(int)),
                          0 };
    enum op_status status = OP_OK;

    *s = (struct op_summaries){ NULL, r->n_metrics, r->n_structures };
    s->rows = calloc((size_t)r->n_arms * (size_t)r->n_metrics * (size_t)(r->n_structures + 1) + 1,
                     sizeof *s->rows);
    if (!e.arm || !e.base || !e.diff || !e.scratch || !e.draws || !e.group || !s->rows) {
        status = OP_NO_MEMORY;
    }
    for (int arm = 0; status == OP_OK && arm < r->n_arms; arm++) {
        for (int m = 0; m < r->n_metrics; m++) {
            for (int k = -1; status == OP_OK && k < r->n_structures; k++) {
                status = make_row(row_at(s, arm, m, k), &e, r, arm, m, k);
            }
        }
    }
    free(e.arm);
    free(e.base);
    free(e.diff);
    free(e.scratch);
    free(e.draws);
    free(e.group);
    if (status != OP_OK) {
        op_summaries_free(s);
        return op_diag_add(diag, status, (struct op_place){ r->dir, 0, 0 }, NULL,
                           "the summary could not be made");
    }
    return OP_OK;
}

void
op_summaries_free(struct op_summaries *s)
{
    free(s->rows);
    *s = (struct op_summaries){ 0 };
}

// 1: likely lower, 0: unlikely lower, 2: neither, by the bounds of op_likely.
static int
direction(const struct op_summary *row)
{
    const double share = row->n_pairs > 0 ? (double)row->lower / row->n_pairs : 0;

    return share > 0.66 ? 1 : share < 0.33 ? 0 : 2;
}

bool
op_summary_is_prior_driven(const struct op_summaries *s, const struct op_results *r, int arm,
                           int metric)
{
    if (s->n_structures < 2 || r->arms[arm].base == arm) {
        return false;
    }
    for (int k = 1; k < s->n_structures; k++) {
        if (direction(row_at(s, arm, metric, k)) != direction(row_at(s, arm, metric, 0))) {
            return true;
        }
    }
    return false;
}

static void
write_spread(struct op_outfile *out, const struct op_spread *spread)
{
    op_out_number(out, spread->mean);
    for (int k = 0; k < OP_N_QUANTILES; k++) {
        op_out_number(out, spread->q[k]);
    }
}

static void
write_share(struct op_outfile *out, const struct op_share *share)
{
    op_out_number(out, share->share);
    op_out_number(out, share->low);
    op_out_number(out, share->high);
    op_out_word(out, isnan(share->share) ? "" : share->is_told ? "yes" : "no");
}

static void
write_row(struct op_outfile *out, const struct op_results *r, int arm, int metric, int structure,
          const struct op_summary *row, const char *prior_driven)
{
    op_out_word(out, r->arms[arm].conditions);
    op_out_word(out, r->strategies[r->arms[arm].strategy].name);
    op_out_word(out, r->metrics[metric].name);
    op_out_word(out, structure < 0 ? "all" : r->structures[structure]);
    op_out_count(out, row->level.n);
    write_spread(out, &row->level);
    op_out_count(out, row->n_pairs);
    write_spread(out, &row->diff);
    op_out_number(out, row->diff_mean_low);
    op_out_number(out, row->diff_mean_high);
    op_out_count(out, row->lower);
    op_out_count(out, row->equal);
    op_out_count(out, row->higher);
    write_share(out, &row->share);
    write_share(out, &row->diff_share);
    op_out_number(out, row->variance_ratio);
    op_out_count(out, row->flips_both);
    op_out_count(out, row->flips_arm);
    op_out_count(out, row->flips_base);
    op_out_count(out, row->flips_neither);
    op_out_word(out, prior_driven);
    op_out_word(out, r->strategies[r->arms[arm].strategy].is_lawful ? "yes" : "no");
    op_out_end_row(out);
}

enum op_status
op_summaries_write(const struct op_summaries *s, const struct op_results *r, struct op_diag *diag)
{
    static const char *const names[] = { "conditions",
                                         "strategy",
                                         "metric",
                                         "structure",
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
                                         "lower_evenings",
                                         "equal_evenings",
                                         "higher_evenings",
                                         "share_from_assumptions",
                                         "share_low",
                                         "share_high",
                                         "share_told",
                                         "diff_share_from_assumptions",
                                         "diff_share_low",
                                         "diff_share_high",
                                         "diff_share_told",
                                         "variance_ratio",
                                         "flips_both",
                                         "flips_arm",
                                         "flips_base",
                                         "flips_neither",
                                         "prior_driven",
                                         "lawful" };
    struct op_outfile out = { 0 };
    enum op_status status = op_outfile_open(&out, r->dir, "summary.csv", diag);

    if (status != OP_OK) {
        return status;
    }
    op_out_header(&out, names, sizeof names / sizeof *names);
    for (int arm = 0; arm < r->n_arms; arm++) {
        for (int m = 0; m < r->n_metrics; m++) {
            const char *prior_driven = op_summary_is_prior_driven(s, r, arm, m) ? "yes" : "no";
            for (int k = -1; k < r->n_structures; k++) {
                write_row(&out, r, arm, m, k, row_at(s, arm, m, k), k < 0 ? prior_driven : "");
            }
        }
    }
    return op_outfile_close(&out, diag);
}
