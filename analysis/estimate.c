// SPDX-License-Identifier: GPL-3.0-or-later
// Quantiles, bootstrap, ridge regression: the estimates behind every table.
#include "analysis/estimate.h"

#include <Random123/philox.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N_RESAMPLES = 1000, N_FOLDS = 10, MIN_FOR_SHARE = 30 };

static const double levels[OP_N_QUANTILES] = { 0.05, 0.25, 0.50, 0.75, 0.95 };

static int
compare_doubles(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

struct op_spread
op_spread_of(double *values, int n)
{
    struct op_spread spread = { 0 };
    double sum = 0;
    int kept = 0;

    for (int i = 0; i < n; i++) {
        if (!isnan(values[i])) {
            values[kept++] = values[i];
        }
    }
    spread.n = kept;
    spread.mean = (double)NAN;
    for (int k = 0; k < OP_N_QUANTILES; k++) {
        spread.q[k] = (double)NAN;
    }
    if (kept == 0) {
        return spread;
    }
    for (int i = 0; i < kept; i++) {
        sum += values[i];
    }
    spread.mean = sum / kept;
    qsort(values, (size_t)kept, sizeof *values, compare_doubles);
    for (int k = 0; k < OP_N_QUANTILES; k++) {
        spread.q[k] = gsl_stats_quantile_from_sorted_data(values, 1, (size_t)kept, levels[k]);
    }
    return spread;
}

double
op_variance_of(const double *values, int n)
{
    double mean = 0, sum = 0;
    int kept = 0;

    for (int i = 0; i < n; i++) {
        if (!isnan(values[i])) {
            const double step = values[i] - mean;
            kept++;
            mean += step / kept;
            sum += step * (values[i] - mean);
        }
    }
    return kept < 2 ? (double)NAN : sum / (kept - 1);
}

static uint32_t
keyed_word(uint64_t key, uint32_t a, uint32_t b)
{
    const philox4x32_ctr_t counter = { { a, b, 0, 0 } };
    const philox4x32_key_t philox_key = { { (uint32_t)key, (uint32_t)(key >> 32) } };

    return philox4x32(counter, philox_key).v[0];
}

double
op_keyed_normal(uint64_t key, uint32_t subject, uint32_t object)
{
    const double unit = (keyed_word(key, subject, object) + 0.5) / 4294967296.0;

    return gsl_cdf_ugaussian_Pinv(unit);
}

// FNV-1a (Fowler, Noll & Vo), with a byte between the words.
uint64_t
op_key_of(const char *a, const char *b)
{
    uint64_t key = 14695981039346656037ULL;

    for (; *a != '\0'; a++) {
        key = (key ^ (unsigned char)*a) * 1099511628211ULL;
    }
    key = (key ^ 0xff) * 1099511628211ULL;
    for (; *b != '\0'; b++) {
        key = (key ^ (unsigned char)*b) * 1099511628211ULL;
    }
    return key;
}

void
op_mean_interval(const double *values, int n, uint64_t key, double *low, double *high)
{
    double means[N_RESAMPLES];

    *low = *high = (double)NAN;
    if (n < 2) {
        return;
    }
    for (uint32_t k = 0; k < N_RESAMPLES; k++) {
        double sum = 0;
        for (uint32_t i = 0; i < (uint32_t)n; i++) {
            // The high half of word times n: uniform to within n / 2^32.
            sum += values[((uint64_t)keyed_word(key, i, k) * (uint32_t)n) >> 32];
        }
        means[k] = sum / n;
    }
    qsort(means, N_RESAMPLES, sizeof *means, compare_doubles);
    *low = gsl_stats_quantile_from_sorted_data(means, 1, N_RESAMPLES, 0.05);
    *high = gsl_stats_quantile_from_sorted_data(means, 1, N_RESAMPLES, 0.95);
}

struct ranked {
    double value;
    int index;
};

static int
compare_ranked(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;

    if (x->value != y->value) {
        return x->value < y->value ? -1 : 1;
    }
    return (x->index > y->index) - (x->index < y->index);
}

// Normal scores of column `at` of draws (ties share their mean rank); false if it tells nothing.
static bool
normal_scores(const double *draws, int n, int n_draws, int at, struct ranked *order, double *scores)
{
    for (int i = 0; i < n; i++) {
        order[i].value = draws[(size_t)i * (size_t)n_draws + (size_t)at];
        order[i].index = i;
        if (isnan(order[i].value)) {
            return false;
        }
    }
    qsort(order, (size_t)n, sizeof *order, compare_ranked);
    if (order[0].value == order[n - 1].value) {
        return false;
    }
    for (int i = 0; i < n;) {
        int end = i;
        while (end < n && order[end].value == order[i].value) {
            end++;
        }
        for (int k = i; k < end; k++) {
            scores[order[k].index] = gsl_cdf_ugaussian_Pinv((0.5 * (i + end - 1) + 0.5) / n);
        }
        i = end;
    }
    return true;
}

static bool
group_scores(const int *group, int n, int at, double *scores)
{
    int n_in = 0;

    for (int i = 0; i < n; i++) {
        n_in += group[i] == at;
    }
    for (int i = 0; i < n; i++) {
        scores[i] = ((group[i] == at) - (double)n_in / n) /
                    sqrt((double)n_in / n * (1 - (double)n_in / n) + 1e-12);
    }
    return n_in > 0 && n_in < n;
}

// Scores of the draws as columns, and the metric that they are to tell.
struct design {
    const double *columns;   // [n_columns][n]
    const double *y;
    int n, n_columns;
};

static double
score_at(const struct design *d, int column, int row)
{
    return d->columns[(size_t)column * (size_t)d->n + (size_t)row];
}

// X'X and X'(y - mean) over the rows outside the fold.
static double
normal_equations(const struct design *d, int fold, gsl_matrix *gram, gsl_vector *right)
{
    double mean = 0;
    int m = 0;

    for (int i = 0; i < d->n; i++) {
        mean += i % N_FOLDS != fold ? d->y[i] : 0;
        m += i % N_FOLDS != fold;
    }
    mean /= m;
    for (int a = 0; a < d->n_columns; a++) {
        double sum = 0;
        for (int i = 0; i < d->n; i++) {
            sum += i % N_FOLDS != fold ? score_at(d, a, i) * (d->y[i] - mean) : 0;
        }
        gsl_vector_set(right, (size_t)a, sum);
        for (int b = 0; b <= a; b++) {
            sum = 0;
            for (int i = 0; i < d->n; i++) {
                sum += i % N_FOLDS != fold ? score_at(d, a, i) * score_at(d, b, i) : 0;
            }
            gsl_matrix_set(gram, (size_t)a, (size_t)b, sum);
            gsl_matrix_set(gram, (size_t)b, (size_t)a, sum);
        }
    }
    return mean;
}

// Held-out predictions of one fold under each penalty: w = (X'X + penalty p I)^-1 X'(y - mean).
static enum op_status
predict_fold(const struct design *d, int fold, const double *penalties, int n_penalties,
             double *held_out)
{
    const size_t p = (size_t)d->n_columns;
    gsl_matrix *gram = gsl_matrix_alloc(p, p), *solved = gsl_matrix_alloc(p, p);
    gsl_vector *right = gsl_vector_alloc(p), *weight = gsl_vector_alloc(p);
    enum op_status status = OP_OK;
    double mean = 0;

    if (gram == NULL || solved == NULL || right == NULL || weight == NULL) {
        status = OP_NO_MEMORY;
        goto out;
    }
    mean = normal_equations(d, fold, gram, right);
    for (int k = 0; k < n_penalties; k++) {
        gsl_matrix_memcpy(solved, gram);
        for (size_t a = 0; a < p; a++) {
            gsl_matrix_set(solved, a, a, gsl_matrix_get(gram, a, a) + penalties[k] * (double)p);
        }
        if (gsl_linalg_cholesky_decomp1(solved) != 0 ||
            gsl_linalg_cholesky_solve(solved, right, weight) != 0) {
            status = OP_BUG;
            goto out;
        }
        for (int i = fold; i < d->n; i += N_FOLDS) {
            double sum = mean;
            for (int a = 0; a < d->n_columns; a++) {
                sum += score_at(d, a, i) * gsl_vector_get(weight, (size_t)a);
            }
            held_out[(size_t)k * (size_t)d->n + (size_t)i] = sum;
        }
    }
out:
    gsl_matrix_free(gram);
    gsl_matrix_free(solved);
    gsl_vector_free(right);
    gsl_vector_free(weight);
    return status;
}

// The penalty is chosen by the same folds; with five values the optimism of that is small beside
// the interval.
static enum op_status
best_prediction(const struct design *d, double *held_out, double *r2)
{
    static const double penalties[] = { 0.1, 0.3, 1, 3, 10 };
    enum { N_PENALTIES = sizeof penalties / sizeof *penalties };
    const size_t n = (size_t)d->n;
    const double total = op_variance_of(d->y, d->n) * (d->n - 1);
    double *trial = malloc(N_PENALTIES * n * sizeof *trial);
    enum op_status status = trial == NULL ? OP_NO_MEMORY : OP_OK;

    *r2 = -HUGE_VAL;
    for (int fold = 0; status == OP_OK && fold < N_FOLDS; fold++) {
        status = predict_fold(d, fold, penalties, N_PENALTIES, trial);
    }
    for (size_t k = 0; status == OP_OK && k < N_PENALTIES; k++) {
        double error = 0;
        for (size_t i = 0; i < n; i++) {
            error += (d->y[i] - trial[k * n + i]) * (d->y[i] - trial[k * n + i]);
        }
        if (1 - error / total > *r2) {
            *r2 = 1 - error / total;
            memcpy(held_out, trial + k * n, n * sizeof *trial);
        }
    }
    free(trial);
    return status;
}

enum op_status
op_share_of(struct op_share *share, const double *values, const double *draws, const int *group,
            int n, int n_draws, int n_groups)
{
    double *columns = NULL, *held_out = NULL, r2 = 0;
    struct ranked *order = NULL;
    int n_columns = 0;
    enum op_status status = OP_OK;

    *share = (struct op_share){ (double)NAN, (double)NAN, (double)NAN, false };
    if (n < MIN_FOR_SHARE || n_draws + n_groups == 0 || !(op_variance_of(values, n) > 0)) {
        return OP_OK;
    }
    columns = malloc((size_t)n * (size_t)(n_draws + n_groups) * sizeof *columns);
    held_out = malloc((size_t)n * sizeof *held_out);
    order = malloc((size_t)n * sizeof *order);
    if (columns == NULL || held_out == NULL || order == NULL) {
        status = OP_NO_MEMORY;
        goto out;
    }
    for (int p = 0; p < n_draws; p++) {
        n_columns +=
            normal_scores(draws, n, n_draws, p, order, columns + (size_t)n_columns * (size_t)n);
    }
    for (int g = 0; group != NULL && g < n_groups; g++) {
        n_columns += group_scores(group, n, g, columns + (size_t)n_columns * (size_t)n);
    }
    if (n_columns > 0) {
        status = best_prediction(&(struct design){ columns, values, n, n_columns }, held_out, &r2);
    }
    if (n_columns > 0 && status == OP_OK) {
        const double r = gsl_stats_correlation(values, 1, held_out, 1, (size_t)n);
        const double half = 1.6448536269514722 / sqrt(n - 3.0);
        const double from = isnan(r) ? 0 : tanh(atanh(r) - half);
        const double to = isnan(r) ? 0 : tanh(atanh(r) + half);
        share->share = r2 > 0 ? r2 : 0;
        share->low = from > 0 ? from * from : 0;
        share->high = to > 0 ? to * to : 0;
        share->low = share->low < share->share ? share->low : share->share;
        share->high = share->high > share->share ? share->high : share->share;
        share->is_told = share->low >= 0.005;   // 0 as it is printed, in whole per cents
    }
out:
    free(columns);
    free(held_out);
    free(order);
    return status;
}
