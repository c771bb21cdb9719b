// SPDX-License-Identifier: GPL-3.0-or-later
// A straight line with variances of its own at each replicate, and Fieller's interval of its zero.
#include "sim/stat/breakeven.h"

#include "sim/base/exact.h"
#include "sim/stat/quantile.h"

#include <math.h>
#include <stdlib.h>

enum { LEAST_REPLICATES = 40, LEAST_VALUES = 8 };

// y = a + b (u - middle), u being x or its logarithm: variances and covariance of a and b.
struct line {
    double middle, a, b, var_a, var_b, cov;
};

static double
skewness(const double *u, size_t n)
{
    const double mean = op_mean(u, n);
    const double sd = op_sd(u, n);
    double sum = 0;

    for (size_t i = 0; i < n; i++) {
        const double z = (u[i] - mean) / sd;

        sum += z * z * z;
    }
    return sum / (double)n;
}

// The values on the scale on which they lie more evenly: as they are, or, where all are above zero,
// their logarithms. True for the latter.
static bool
choose_scale(double *u, const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!(x[i] > 0)) {
            return false;
        }
        u[i] = op_log(x[i]);
    }
    return fabs(skewness(u, n)) < fabs(skewness(x, n));
}

static struct line
fit_line(const double *y, const double *u, size_t n)
{
    struct line line = { .a = op_mean(y, n), .middle = op_mean(u, n) };
    const double scale = (double)n / (double)(n - 2);
    double square = 0;

    for (size_t i = 0; i < n; i++) {
        square += (u[i] - line.middle) * (u[i] - line.middle);
        line.b += (u[i] - line.middle) * (y[i] - line.a);
    }
    line.b /= square;
    for (size_t i = 0; i < n; i++) {
        const double from_middle = u[i] - line.middle;
        const double rest = y[i] - line.a - line.b * from_middle;
        const double to_a = rest / (double)n;
        const double to_b = rest * from_middle / square;

        line.var_a += scale * to_a * to_a;
        line.var_b += scale * to_b * to_b;
        line.cov += scale * to_a * to_b;
    }
    return line;
}

// Both u with (a + b (u - middle))² = z² var(a + b (u - middle)); b is told from zero, so the
// parabola opens upwards and has two zeros.
static void
fieller(const struct line *line, double z, double *low, double *high)
{
    const double square = line->b * line->b - z * z * line->var_b;
    const double half = line->a * line->b - z * z * line->cov;
    const double rest = line->a * line->a - z * z * line->var_a;
    const double root = sqrt(fmax(half * half - square * rest, 0));

    *low = line->middle + (-half - root) / square;
    *high = line->middle + (-half + root) / square;
}

// Is there an interval with a zero between the least and the largest u?
static void
conclude(struct op_break_even *out, const struct line *line, double least, double largest)
{
    const double z = op_norm_quantile(0.95);
    const double zero = line->middle - line->a / line->b;

    out->slope = line->b;
    out->is_told = fabs(line->b) > z * sqrt(line->var_b);
    if (!out->is_told || !(zero >= least && zero <= largest)) {
        return;
    }
    out->value = zero;
    fieller(line, z, &out->low, &out->high);
    out->is_low_open = out->low < least;
    out->is_high_open = out->high > largest;
    out->low = fmax(out->low, least);
    out->high = fmin(out->high, largest);
}

static bool
takes_few_values(const double *sorted, size_t n)
{
    size_t n_values = 1;

    for (size_t i = 1; i < n; i++) {
        n_values += sorted[i] != sorted[i - 1];
    }
    return n_values < LEAST_VALUES;
}

enum op_status
op_break_even_of(struct op_break_even *out, const double *y, const double *x, size_t n)
{
    double *u = NULL;
    double *sorted = NULL;

    *out = (struct op_break_even){ .value = NAN, .low = NAN, .high = NAN, .slope = NAN };
    if (n < LEAST_REPLICATES || !(op_sd(y, n) > 0)) {
        return OP_OK;
    }
    u = malloc(n * sizeof *u);
    sorted = malloc(n * sizeof *sorted);
    if (!u || !sorted) {
        free(u);
        free(sorted);
        return OP_NO_MEMORY;
    }

    const bool is_log = choose_scale(u, x, n);

    for (size_t i = 0; i < n; i++) {
        u[i] = is_log ? u[i] : x[i];
        sorted[i] = u[i];
    }
    op_sort_doubles(sorted, n);
    if (!takes_few_values(sorted, n)) {
        const struct line line = fit_line(y, u, n);

        conclude(out, &line, sorted[0], sorted[n - 1]);
        if (is_log) {
            out->value = op_exp(out->value);
            out->low = op_exp(out->low);
            out->high = op_exp(out->high);
        }
    }
    free(u);
    free(sorted);
    return OP_OK;
}
