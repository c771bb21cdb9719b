// SPDX-License-Identifier: GPL-3.0-or-later
// Quantiles by sorting; mean and spread in two passes, in the order of the values.
#include "sim/stat/quantile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int
compare(const void *left, const void *right)
{
    const double x = *(const double *)left;
    const double y = *(const double *)right;

    return (x > y) - (x < y);
}

void
op_sort_doubles(double *values, size_t n)
{
    if (n > 1) {
        qsort(values, n, sizeof *values, compare);
    }
}

double
op_quantile_sorted(const double *sorted, size_t n, double level)
{
    if (n == 0) {
        return NAN;
    }

    const double clamped = level > 1 ? 1 : level > 0 ? level : 0;
    const double at = clamped * (double)(n - 1);
    const size_t below = (size_t)at;
    const double part = at - (double)below;

    if (below + 1 >= n || part == 0) {
        return sorted[below];   // also keeps an infinite neighbour out of the sum
    }
    return sorted[below] + part * (sorted[below + 1] - sorted[below]);
}

enum op_status
op_quantiles(const double *values, size_t n, const double *levels, size_t n_levels,
             double *quantiles)
{
    double *sorted = malloc((n > 0 ? n : 1) * sizeof *sorted);

    if (!sorted) {
        return OP_NO_MEMORY;
    }
    if (n > 0) {
        memcpy(sorted, values, n * sizeof *sorted);
    }
    op_sort_doubles(sorted, n);
    for (size_t i = 0; i < n_levels; i++) {
        quantiles[i] = op_quantile_sorted(sorted, n, levels[i]);
    }
    free(sorted);
    return OP_OK;
}

double
op_mean(const double *values, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++) {
        sum += values[i];
    }
    return n > 0 ? sum / (double)n : NAN;
}

double
op_sd(const double *values, size_t n)
{
    const double mean = op_mean(values, n);
    double squares = 0;

    for (size_t i = 0; i < n; i++) {
        squares += (values[i] - mean) * (values[i] - mean);
    }
    return n > 1 ? sqrt(squares / (double)(n - 1)) : NAN;
}
