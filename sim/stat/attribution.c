// SPDX-License-Identifier: GPL-3.0-or-later
// Each parameter gets an orthonormal basis over the replicates; R² is then a sum of squared
// products with y, and needs no new fit for another y.
#include "sim/stat/attribution.h"

#include "sim/base/exact.h"
#include "sim/base/hash.h"
#include "sim/stat/quantile.h"
#include "sim/stat/rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TERMS = 8, FEW_VALUES = 8, N_WITHOUT = 200 };

struct basis {
    double *column;   // [n_terms][n], orthonormal, orthogonal to 1
    size_t n_terms;
    bool is_groups;
    double direction;   // correlation of y with the rank
};

struct attribution {
    size_t n, p;
    double *y;   // about its mean, of length 1
    double *without;
    double *largest;       // [N_WITHOUT]
    struct basis *basis;   // [p]
    double *memory;        // [p][MOST_TERMS][n]
    struct op_ranked *sorted;
    double *rank;   // [n], in (0, 1)
};

static double
product(const double *x, const double *y, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++) {
        sum += x[i] * y[i];
    }
    return sum;
}

// Take off what the mean and earlier columns hold (twice, against rounding) and scale to length 1;
// kept only if something is left.
static void
add_column(struct basis *basis, size_t n)
{
    double *column = basis->column + basis->n_terms * n;
    const double before = sqrt(product(column, column, n));

    for (int round = 0; round < 2; round++) {
        const double mean = op_mean(column, n);

        for (size_t i = 0; i < n; i++) {
            column[i] -= mean;
        }
        for (size_t m = 0; m < basis->n_terms; m++) {
            const double *earlier = basis->column + m * n;
            const double along = product(column, earlier, n);

            for (size_t i = 0; i < n; i++) {
                column[i] -= along * earlier[i];
            }
        }
    }

    const double length = sqrt(product(column, column, n));

    if (length > 1e-8 * before) {
        for (size_t i = 0; i < n; i++) {
            column[i] /= length;
        }
        basis->n_terms++;
    }
}

// Of y, which is about its mean and of length 1.
static double
rank_correlation(const struct attribution *a)
{
    double square = 0;

    for (size_t i = 0; i < a->n; i++) {
        square += (a->rank[i] - 0.5) * (a->rank[i] - 0.5);
    }
    return square > 0 ? product(a->rank, a->y, a->n) / sqrt(square) : 0;
}

// Groups where there are few values, else powers of the rank (each from the last column kept).
static void
make_basis(struct attribution *a, size_t j, const double *draws)
{
    struct basis *basis = &a->basis[j];
    const size_t n = a->n;
    const size_t n_values = op_rank(a->rank, a->sorted, draws + j, a->p, n);

    basis->direction = rank_correlation(a);
    basis->column = a->memory + j * MOST_TERMS * n;
    basis->is_groups = n_values <= FEW_VALUES;
    if (basis->is_groups) {
        for (size_t first = 0, end = 0; end < n && basis->n_terms + 1 < n_values; first = end) {
            const double level = a->sorted[first].value;

            memset(basis->column + basis->n_terms * n, 0, n * sizeof *basis->column);
            for (end = first; end < n && a->sorted[end].value == level; end++) {
                basis->column[basis->n_terms * n + a->sorted[end].at] = 1;
            }
            add_column(basis, n);
        }
        return;
    }
    for (size_t m = 0; m < MOST_TERMS && basis->n_terms == m; m++) {
        for (size_t i = 0; i < n; i++) {
            const double x = 2 * a->rank[i] - 1;

            basis->column[m * n + i] = m == 0 ? x : x * basis->column[(m - 1) * n + i];
        }
        add_column(basis, n);
    }
}

// What a basis explains of y, of length 1.
struct fit {
    double part;   // R² less what a fit to chance explains, a Beta variable of mean terms/(n - 1)
    double r2;
    size_t n_terms;   // polynomials of least BIC = n ln(1 - R²) + terms ln n; groups all
    double along[MOST_TERMS];
};

static struct fit
fit_basis(const struct basis *basis, const double *y, size_t n)
{
    struct fit fit = { 0 };
    double least = INFINITY;
    double sum = 0;

    for (size_t m = 0; m < basis->n_terms; m++) {
        fit.along[m] = product(basis->column + m * n, y, n);
        sum += fit.along[m] * fit.along[m];

        const double terms = (double)m + 1;
        const double bic = (double)n * log(fmax(1 - sum, 1e-300)) + terms * log((double)n);

        if (basis->is_groups ? m + 1 == basis->n_terms : bic < least) {
            const double by_chance = terms / (double)(n - 1);

            least = bic;
            fit.n_terms = m + 1;
            fit.r2 = sum;
            fit.part = (sum - by_chance) / (1 - by_chance);
        }
    }
    return fit;
}

static double
largest_part(const struct attribution *a, const double *y)
{
    double largest = -INFINITY;

    for (size_t j = 0; j < a->p; j++) {
        if (a->basis[j].n_terms > 0) {
            largest = fmax(largest, fit_basis(&a->basis[j], y, a->n).part);
        }
    }
    return largest;
}

static void
permute(double *y, size_t n, uint64_t key)
{
    for (uint64_t i = n - 1; i > 0; i--) {
        const uint64_t hash = op_mix64(key + i * UINT64_C(0x9E3779B97F4A7C15));
        const size_t at = (size_t)((double)(hash >> 11) * 0x1p-53 * (double)(i + 1));
        const double kept = y[i];

        y[i] = y[at];
        y[at] = kept;
    }
}

// Each value keeps its place and gets a sign by a coin; then about the mean, of length 1 again.
static void
toss_signs(double *y, size_t n, uint64_t key)
{
    for (uint64_t i = 0; i < n; i++) {
        y[i] = op_mix64(key + i * UINT64_C(0x9E3779B97F4A7C15)) >> 63 ? y[i] : -y[i];
    }

    const double mean = op_mean(y, n);

    for (size_t i = 0; i < n; i++) {
        y[i] -= mean;
    }

    const double length = sqrt(product(y, y, n));

    for (size_t i = 0; i < n && length > 0; i++) {
        y[i] /= length;
    }
}

// The part that nine in ten outcomes without any effect stay below everywhere: such are made by
// permuting y, and by tossing its signs.
static double
told_from(struct attribution *a, uint64_t seed)
{
    double threshold = 0;

    for (int kind = 0; kind < 2; kind++) {
        for (uint64_t b = 0; b < N_WITHOUT; b++) {
            const uint64_t key = op_mix64(op_mix64(seed + 1) + 2 * b + (uint64_t)kind);

            memcpy(a->without, a->y, a->n * sizeof *a->y);
            (kind == 0 ? permute : toss_signs)(a->without, a->n, key);
            a->largest[b] = largest_part(a, a->without);
        }
        op_sort_doubles(a->largest, N_WITHOUT);
        threshold = fmax(threshold, a->largest[N_WITHOUT * 9 / 10]);
    }
    return threshold;
}

// Standard error of R² from the influence of each replicate: with f the fit, e the rest and y of
// length 1, (f² + 2 f e - R² y²) n. Never below that of a fit to chance, sqrt(2 terms)/n; where
// more than half is explained, less in proportion to the rest, which alone can be chance.
static double
error_of(const struct attribution *a, const struct basis *basis, const struct fit *fit)
{
    double sum = 0;

    for (size_t i = 0; i < a->n; i++) {
        double fitted = 0;

        for (size_t m = 0; m < fit->n_terms; m++) {
            fitted += fit->along[m] * basis->column[m * a->n + i];
        }

        const double influence = fitted * (2 * a->y[i] - fitted) - fit->r2 * a->y[i] * a->y[i];

        sum += influence * influence;
    }
    return fmax(sqrt(sum),
                fmin(1, 2 * (1 - fit->r2)) * sqrt(2 * (double)fit->n_terms) / (double)a->n);
}

static void
conclude(struct op_attribution *out, const struct attribution *a, size_t j, double threshold)
{
    const struct basis *basis = &a->basis[j];
    const struct fit fit = fit_basis(basis, a->y, a->n);
    const double error = error_of(a, basis, &fit);
    const double held = fmin(fmax(fit.part, 1e-4), 1 - 1e-9);
    const double half = op_norm_quantile(0.95) * error / (2 * sqrt(held) * (1 - held));

    out->varies = true;
    out->part = fmin(fmax(fit.part, 0), 1);
    out->is_told = fit.part > threshold;
    out->direction = basis->direction;
    if (fit.part > error) {
        const double from = tanh(atanh(sqrt(held)) - half);
        const double to = tanh(atanh(sqrt(held)) + half);

        out->low = out->is_told && from > 0 ? from * from : 0;
        out->high = to * to;
    } else {   // near zero the part itself is the better scale
        out->high = fmin(out->part + op_norm_quantile(0.95) * error, 1);
    }
}

static enum op_status
allocate(struct attribution *a)
{
    a->y = malloc(a->n * sizeof *a->y);
    a->without = malloc(a->n * sizeof *a->without);
    a->largest = malloc(N_WITHOUT * sizeof *a->largest);
    a->basis = calloc(a->p, sizeof *a->basis);
    a->memory = malloc(a->p * MOST_TERMS * a->n * sizeof *a->memory);
    a->sorted = malloc(a->n * sizeof *a->sorted);
    a->rank = malloc(a->n * sizeof *a->rank);
    return a->y && a->without && a->largest && a->basis && a->memory && a->sorted && a->rank
               ? OP_OK
               : OP_NO_MEMORY;
}

static void
free_attribution(struct attribution *a)
{
    free(a->y);
    free(a->without);
    free(a->largest);
    free(a->basis);
    free(a->memory);
    free(a->sorted);
    free(a->rank);
}

enum op_status
op_attribute(struct op_attribution *out, const double *y, const double *draws, size_t n, size_t p,
             uint64_t seed)
{
    struct attribution a = { .n = n, .p = p };
    const double spread = op_sd(y, n);
    const double mean = op_mean(y, n);
    enum op_status status;

    memset(out, 0, p * sizeof *out);
    if (n < OP_ATTRIBUTION_LEAST || p == 0 || !(spread > 1e-13 * fabs(mean))) {
        return OP_OK;
    }
    status = allocate(&a);
    if (status == OP_OK) {
        for (size_t i = 0; i < n; i++) {
            a.y[i] = (y[i] - mean) / (spread * sqrt((double)(n - 1)));
        }
        for (size_t j = 0; j < p; j++) {
            make_basis(&a, j, draws);
        }

        const double threshold = told_from(&a, seed);

        for (size_t j = 0; j < p; j++) {
            if (a.basis[j].n_terms > 0) {
                conclude(&out[j], &a, j, threshold);
            }
        }
    }
    free_attribution(&a);
    return status;
}
