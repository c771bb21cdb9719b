// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/statistics.h"

#include <math.h>
#include <stdlib.h>

static int
compare_doubles(const void *left, const void *right)
{
    const double x = *(const double *)left;
    const double y = *(const double *)right;

    return (x > y) - (x < y);
}

double
stat_kolmogorov(double *values, int n, stat_cdf *cdf, const void *context)
{
    double worst = 0;

    qsort(values, (size_t)n, sizeof *values, compare_doubles);
    for (int i = 0; i < n; i++) {
        const double f = cdf(values[i], context);

        worst = fmax(worst, fmax((i + 1.0) / n - f, f - (double)i / n));
    }
    return worst * sqrt(n);
}

double
stat_smirnov(double *x, int n, double *y, int m)
{
    double worst = 0;
    int i = 0, k = 0;

    qsort(x, (size_t)n, sizeof *x, compare_doubles);
    qsort(y, (size_t)m, sizeof *y, compare_doubles);
    while (i < n && k < m) {
        const double at = x[i] < y[k] ? x[i] : y[k];

        while (i < n && x[i] == at) {
            i++;
        }
        while (k < m && y[k] == at) {
            k++;
        }
        worst = fmax(worst, fabs((double)i / n - (double)k / m));
    }
    return worst * sqrt((double)n * m / (n + m));
}

double
stat_exponential_cdf(double x, const void *rate)
{
    return -expm1(-x * *(const double *)rate);
}

double
stat_lognormal_cdf(double x, const void *median_and_sd)
{
    const double *const law = median_and_sd;

    return x > 0 ? erfc(-log(x / law[0]) / law[1] / sqrt(2)) / 2 : 0;
}

double
stat_unit(uint64_t i)
{
    uint64_t z = (i + 1) * UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return ((double)((z ^ (z >> 31)) >> 11) + 0.5) * 0x1p-53;
}
