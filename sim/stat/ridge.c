// SPDX-License-Identifier: GPL-3.0-or-later
// Ridge regression through the eigenvectors of X'X: with X'X = V diag(d) V' and c = V'X'y, the
// coefficients at strength λ are V (c/(d + λ)), and the residual sum of squares at every λ follows
// from y'y, c and d alone.
#include "sim/stat/ridge.h"

#include "sim/base/exact.h"
#include "sim/base/hash.h"
#include "sim/stat/quantile.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_eigen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N_FOLDS = 10, LEAST_REPLICATES = 20, N_STRENGTHS = 33, N_RESAMPLES = 2000 };

struct fit {
    const double *metric;
    double *scores;   // n rows of n_columns
    size_t n;
    size_t n_columns;
    int *fold;            // of each replicate
    double *error;        // squared, of the held-out prediction
    double *base_error;   // squared, of the training mean as prediction
    gsl_matrix *cross;    // X'X
    gsl_matrix *vectors;
    gsl_vector *values;
    gsl_vector *xy;       // X'y
    gsl_vector *turned;   // V'X'y
    gsl_vector *coefficients;
    gsl_eigen_symmv_workspace *work;
};

struct keyed {
    double value;
    size_t at;
};

static int
compare_keyed(const void *left, const void *right)
{
    const struct keyed *x = left;
    const struct keyed *y = right;

    if (x->value != y->value) {
        return x->value < y->value ? -1 : 1;
    }
    return (x->at > y->at) - (x->at < y->at);
}

// Column j as normal scores of its ranks, equals sharing their middle rank. False if all are equal.
static bool
score_column(double *out, size_t stride, const double *draws, size_t n, size_t p, size_t j,
             struct keyed *sorted)
{
    for (size_t i = 0; i < n; i++) {
        sorted[i] = (struct keyed){ draws[i * p + j], i };
    }
    qsort(sorted, n, sizeof *sorted, compare_keyed);
    for (size_t first = 0, end; first < n; first = end) {
        for (end = first + 1; end < n && sorted[end].value == sorted[first].value;) {
            end++;
        }

        const double rank = (double)(first + end) / 2;   // mid-rank less one half, from 0 to n

        for (size_t k = first; k < end; k++) {
            out[sorted[k].at * stride] = op_norm_quantile(rank / (double)n);
        }
    }
    return sorted[0].value != sorted[n - 1].value;
}

// Fixed folds of equal size, by the order of a hash: not i mod 10, for worlds go by i mod k.
static void
assign_folds(int *fold, size_t n, struct keyed *sorted)
{
    for (size_t i = 0; i < n; i++) {
        sorted[i] = (struct keyed){ (double)(op_mix64(i + 1) >> 11), i };
    }
    qsort(sorted, n, sizeof *sorted, compare_keyed);
    for (size_t k = 0; k < n; k++) {
        fold[sorted[k].at] = (int)(k % N_FOLDS);
    }
}

static void
free_fit(struct fit *fit)
{
    free(fit->scores);
    free(fit->fold);
    free(fit->error);
    free(fit->base_error);
    gsl_matrix_free(fit->cross);
    gsl_matrix_free(fit->vectors);
    gsl_vector_free(fit->values);
    gsl_vector_free(fit->xy);
    gsl_vector_free(fit->turned);
    gsl_vector_free(fit->coefficients);
    gsl_eigen_symmv_free(fit->work);
}

static enum op_status
prepare(struct fit *fit, const double *draws, size_t p)
{
    const size_t n = fit->n;
    struct keyed *sorted = malloc(n * sizeof *sorted);

    fit->scores = malloc(n * p * sizeof *fit->scores);
    fit->fold = malloc(n * sizeof *fit->fold);
    fit->error = calloc(n, sizeof *fit->error);
    fit->base_error = calloc(n, sizeof *fit->base_error);
    if (!sorted || !fit->scores || !fit->fold || !fit->error || !fit->base_error) {
        free(sorted);
        return OP_NO_MEMORY;
    }
    assign_folds(fit->fold, n, sorted);
    // the rows keep p places until the number of columns that vary is known
    for (size_t j = 0; j < p; j++) {
        fit->n_columns += score_column(fit->scores + fit->n_columns, p, draws, n, p, j, sorted);
    }
    free(sorted);
    for (size_t i = 0; i < n; i++) {
        memmove(fit->scores + i * fit->n_columns, fit->scores + i * p,
                fit->n_columns * sizeof *fit->scores);
    }
    if (fit->n_columns == 0) {
        return OP_OK;
    }
    fit->cross = gsl_matrix_alloc(fit->n_columns, fit->n_columns);
    fit->vectors = gsl_matrix_alloc(fit->n_columns, fit->n_columns);
    fit->values = gsl_vector_alloc(fit->n_columns);
    fit->xy = gsl_vector_alloc(fit->n_columns);
    fit->turned = gsl_vector_alloc(fit->n_columns);
    fit->coefficients = gsl_vector_alloc(fit->n_columns);
    fit->work = gsl_eigen_symmv_alloc(fit->n_columns);
    return fit->cross && fit->vectors && fit->values && fit->xy && fit->turned &&
                   fit->coefficients && fit->work
               ? OP_OK
               : OP_NO_MEMORY;
}

struct means {
    double n;   // replicates outside the fold
    double metric;
    double *scores;
};

// Sums over the training part, about its means: X'X, X'y and y'y (returned).
static double
gather(struct fit *fit, int held_out, struct means *means)
{
    const size_t p = fit->n_columns;
    double yy = 0;

    means->n = 0;
    means->metric = 0;
    memset(means->scores, 0, p * sizeof *means->scores);
    for (size_t i = 0; i < fit->n; i++) {
        if (fit->fold[i] != held_out) {
            means->n++;
            means->metric += fit->metric[i];
            for (size_t j = 0; j < p; j++) {
                means->scores[j] += fit->scores[i * p + j];
            }
        }
    }
    means->metric /= means->n;
    for (size_t j = 0; j < p; j++) {
        means->scores[j] /= means->n;
    }
    gsl_matrix_set_zero(fit->cross);
    gsl_vector_set_zero(fit->xy);
    for (size_t i = 0; i < fit->n; i++) {
        if (fit->fold[i] == held_out) {
            continue;
        }

        const double y = fit->metric[i] - means->metric;

        yy += y * y;
        for (size_t j = 0; j < p; j++) {
            const double x = fit->scores[i * p + j] - means->scores[j];

            *gsl_vector_ptr(fit->xy, j) += x * y;
            for (size_t k = 0; k <= j; k++) {   // the lower triangle is all that symmv reads
                *gsl_matrix_ptr(fit->cross, j, k) +=
                    x * (fit->scores[i * p + k] - means->scores[k]);
            }
        }
    }
    return yy;
}

// The strength with the least GCV = n RSS/(n - 1 - df)², on a grid of 1e-4 n … 1e4 n.
static double
best_strength(const struct fit *fit, double n, double yy)
{
    double best = 0;
    double least = INFINITY;

    for (int s = 0; s < N_STRENGTHS; s++) {
        const double strength = n * pow(10, -4 + 8.0 * s / (N_STRENGTHS - 1));
        double rss = yy;
        double df = 1;   // the mean

        for (size_t j = 0; j < fit->n_columns; j++) {
            const double d = fmax(gsl_vector_get(fit->values, j), 0);
            const double c = gsl_vector_get(fit->turned, j);

            rss += c * c * (d / (d + strength) - 2) / (d + strength);
            df += d / (d + strength);
        }

        const double gcv = df < n - 1 ? n * fmax(rss, 0) / ((n - df) * (n - df)) : INFINITY;

        if (gcv < least) {
            least = gcv;
            best = strength;
        }
    }
    return best;
}

static enum op_status
predict_fold(struct fit *fit, int held_out, struct means *means)
{
    const size_t p = fit->n_columns;
    const double yy = gather(fit, held_out, means);

    if (gsl_eigen_symmv(fit->cross, fit->values, fit->vectors, fit->work) != 0) {
        return OP_NO_MEMORY;
    }
    gsl_blas_dgemv(CblasTrans, 1, fit->vectors, fit->xy, 0, fit->turned);

    const double strength = best_strength(fit, means->n, yy);

    for (size_t j = 0; j < p; j++) {
        *gsl_vector_ptr(fit->turned, j) /= fmax(gsl_vector_get(fit->values, j), 0) + strength;
    }
    gsl_blas_dgemv(CblasNoTrans, 1, fit->vectors, fit->turned, 0, fit->coefficients);
    for (size_t i = 0; i < fit->n; i++) {
        if (fit->fold[i] == held_out) {
            const double y = fit->metric[i] - means->metric;
            double predicted = 0;

            for (size_t j = 0; j < p; j++) {
                predicted += gsl_vector_get(fit->coefficients, j) *
                             (fit->scores[i * p + j] - means->scores[j]);
            }
            fit->error[i] = (y - predicted) * (y - predicted);
            fit->base_error[i] = y * y;
        }
    }
    return OP_OK;
}

static double
within_unit(double x)
{
    return x > 1 ? 1 : x > 0 ? x : 0;
}

// 1 - Σ error/Σ base over all replicates, and over resamples of them.
static enum op_status
conclude(struct op_ridge_share *share, const struct fit *fit)
{
    double *shares = malloc(N_RESAMPLES * sizeof *shares);
    double error = 0;
    double base = 0;

    if (!shares) {
        return OP_NO_MEMORY;
    }
    for (size_t i = 0; i < fit->n; i++) {
        error += fit->error[i];
        base += fit->base_error[i];
    }
    for (uint64_t b = 0; b < N_RESAMPLES; b++) {
        double error_b = 0;
        double base_b = 0;

        for (uint64_t i = 0; i < fit->n; i++) {
            const uint64_t hash = op_mix64(op_mix64(b + 1) + i * UINT64_C(0x9E3779B97F4A7C15));
            const size_t at = (size_t)((double)(hash >> 11) * 0x1p-53 * (double)fit->n);

            error_b += fit->error[at];
            base_b += fit->base_error[at];
        }
        shares[b] = base_b > 0 ? 1 - error_b / base_b : 0;
    }
    op_sort_doubles(shares, N_RESAMPLES);
    share->share = within_unit(1 - error / base);
    share->low = within_unit(op_quantile_sorted(shares, N_RESAMPLES, 0.05));
    share->high = within_unit(op_quantile_sorted(shares, N_RESAMPLES, 0.95));
    share->is_told = share->low > 0;
    free(shares);
    return OP_OK;
}

enum op_status
op_ridge_share_of(struct op_ridge_share *share, const double *metric, const double *draws, size_t n,
                  size_t p)
{
    struct fit fit = { .metric = metric, .n = n };
    struct means means = { 0 };
    enum op_status status = OP_OK;

    *share = (struct op_ridge_share){ .high = 1 };
    if (n < LEAST_REPLICATES || p == 0 || !(op_sd(metric, n) > 0)) {
        return OP_OK;
    }
    means.scores = malloc(p * sizeof *means.scores);
    status = means.scores ? prepare(&fit, draws, p) : OP_NO_MEMORY;
    share->n_columns = fit.n_columns;
    if (status != OP_OK || fit.n_columns == 0) {
        goto out;
    }
    for (int fold = 0; fold < N_FOLDS && status == OP_OK; fold++) {
        status = predict_fold(&fit, fold, &means);
    }
    if (status == OP_OK) {
        status = conclude(share, &fit);
    }
out:
    free(means.scores);
    free_fit(&fit);
    return status;
}
