// SPDX-License-Identifier: GPL-3.0-or-later
// Each parameter gets an orthonormal basis over the replicates; R² is then a sum of squared
// products with y, which a permutation of y costs no new fit.
#include "sim/stat/attribution.h"

#include "sim/base/exact.h"
#include "sim/base/hash.h"
#include "sim/stat/quantile.h"
#include "sim/stat/rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TERMS = 8, FEW_VALUES = 8, N_PERMUTED = 300 };

struct basis {
    double *column;   // [n_terms][n], orthonormal, orthogonal to 1
    size_t n_terms;
    double direction;   // correlation of y with the rank
};

struct attribution {
    size_t n, p, most_terms;
    double *y;   // about its mean, of length 1
    double *permuted;
    double *largest;       // [N_PERMUTED]
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
    if (n_values <= FEW_VALUES) {
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
    for (size_t m = 0; m < a->most_terms && basis->n_terms == m; m++) {
        for (size_t i = 0; i < n; i++) {
            const double x = 2 * a->rank[i] - 1;

            basis->column[m * n + i] = m == 0 ? x : x * basis->column[(m - 1) * n + i];
        }
        add_column(basis, n);
    }
}

// Sum of squared products of y, of length 1, with a basis: R².
static double
explained(const struct basis *basis, const double *y, size_t n)
{
    double sum = 0;

    for (size_t m = 0; m < basis->n_terms; m++) {
        const double along = product(basis->column + m * n, y, n);

        sum += along * along;
    }
    return sum;
}

// What chance explains of a fit is a Beta variable of mean terms/(n - 1): parameters with different
// numbers of terms are compared after that is taken off.
static double
corrected(double r2, size_t n_terms, size_t n)
{
    const double by_chance = (double)n_terms / (double)(n - 1);

    return (r2 - by_chance) / (1 - by_chance);
}

static double
largest_part(const struct attribution *a, const double *y)
{
    double largest = -INFINITY;

    for (size_t j = 0; j < a->p; j++) {
        if (a->basis[j].n_terms > 0) {
            largest = fmax(largest,
                           corrected(explained(&a->basis[j], y, a->n), a->basis[j].n_terms, a->n));
        }
    }
    return largest;
}

// The part that nine in ten permutations of y stay below everywhere.
static double
told_from(struct attribution *a, uint64_t seed)
{
    memcpy(a->permuted, a->y, a->n * sizeof *a->y);
    for (uint64_t b = 0; b < N_PERMUTED; b++) {
        for (uint64_t i = a->n - 1; i > 0; i--) {
            const uint64_t hash =
                op_mix64(op_mix64(seed + b + 1) + i * UINT64_C(0x9E3779B97F4A7C15));
            const size_t at = (size_t)((double)(hash >> 11) * 0x1p-53 * (double)(i + 1));
            const double kept = a->permuted[i];

            a->permuted[i] = a->permuted[at];
            a->permuted[at] = kept;
        }
        a->largest[b] = largest_part(a, a->permuted);
    }
    op_sort_doubles(a->largest, N_PERMUTED);
    return a->largest[N_PERMUTED * 9 / 10];
}

// Standard error of R² from the influence of each replicate: with f the fit, e the rest and y of
// length 1, (f² + 2 f e - R² y²) n. Never below that of a fit to chance, sqrt(2 terms)/n.
static double
error_of(const struct attribution *a, const struct basis *basis, double r2)
{
    const size_t n = a->n;
    double along[MOST_TERMS];
    double sum = 0;

    for (size_t m = 0; m < basis->n_terms; m++) {
        along[m] = product(basis->column + m * n, a->y, n);
    }
    for (size_t i = 0; i < n; i++) {
        double fit = 0;

        for (size_t m = 0; m < basis->n_terms; m++) {
            fit += along[m] * basis->column[m * n + i];
        }

        const double influence = fit * (2 * a->y[i] - fit) - r2 * a->y[i] * a->y[i];

        sum += influence * influence;
    }
    return fmax(sqrt(sum), sqrt(2 * (double)basis->n_terms) / (double)n);
}

static void
conclude(struct op_attribution *out, const struct attribution *a, size_t j, double threshold)
{
    const struct basis *basis = &a->basis[j];
    const double r2 = explained(basis, a->y, a->n);
    const double part = corrected(r2, basis->n_terms, a->n);
    const double error = error_of(a, basis, r2);
    const double held = fmin(fmax(part, 1e-4), 1 - 1e-9);
    const double half = op_norm_quantile(0.95) * error / (2 * sqrt(held) * (1 - held));

    out->varies = true;
    out->part = fmin(fmax(part, 0), 1);
    out->is_told = part > threshold;
    out->direction = basis->direction;
    if (part > error) {
        const double from = tanh(atanh(sqrt(held)) - half);
        const double to = tanh(atanh(sqrt(held)) + half);

        out->low = out->is_told && from > 0 ? from * from : 0;
        out->high = to * to;
    } else {   // near zero the part itself is the better scale
        out->high = fmin(fmax(part, 0) + op_norm_quantile(0.95) * error, 1);
    }
}

static enum op_status
allocate(struct attribution *a)
{
    a->y = malloc(a->n * sizeof *a->y);
    a->permuted = malloc(a->n * sizeof *a->permuted);
    a->largest = malloc(N_PERMUTED * sizeof *a->largest);
    a->basis = calloc(a->p, sizeof *a->basis);
    a->memory = malloc(a->p * MOST_TERMS * a->n * sizeof *a->memory);
    a->sorted = malloc(a->n * sizeof *a->sorted);
    a->rank = malloc(a->n * sizeof *a->rank);
    return a->y && a->permuted && a->largest && a->basis && a->memory && a->sorted && a->rank
               ? OP_OK
               : OP_NO_MEMORY;
}

static void
free_attribution(struct attribution *a)
{
    free(a->y);
    free(a->permuted);
    free(a->largest);
    free(a->basis);
    free(a->memory);
    free(a->sorted);
    free(a->rank);
}

// Half the cube root of n: 2 below 216, 5 at 1,000, 8 from 4,096 on.
static size_t
terms_for(size_t n)
{
    const size_t wanted = (size_t)(cbrt((double)n) / 2 + 1e-9);

    return wanted < 2 ? 2 : wanted < MOST_TERMS ? wanted : MOST_TERMS;
}

enum op_status
op_attribute(struct op_attribution *out, const double *y, const double *draws, size_t n, size_t p,
             uint64_t seed)
{
    struct attribution a = { .n = n, .p = p, .most_terms = terms_for(n) };
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
