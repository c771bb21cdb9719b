// SPDX-License-Identifier: GPL-3.0-or-later
// Counts from one uniform: the least k with P(K <= k) >= u.
//
// Small means add up probabilities from 0. Larger ones start at the mode m, whose probability is
// had without cancellation from Loader's deviance; P(K <= m) is summed downwards until the terms no
// longer count (about 9 standard deviations), and from there k goes down or up to u.
//
// from Loader 2000, "Fast and accurate computation of binomial probabilities"
#include "sim/run/chance.h"

#include <math.h>

static const double SMALL_MEAN = 30;
static const double LARGEST_MEAN = 1e8;
static const double PI_TWICE = 0x1.921fb54442d18p+2;
// Terms below this share of the largest cannot change a sum of doubles.
static const double NEGLIGIBLE = 0x1p-60;

// log(n!) - log(sqrt(2 pi n)·(n/e)^n), Stirling's series; its error is below 1e-16 for n >= 15.
static double
stirling_rest(double n)
{
    const double n2 = n * n;

    return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / n2) / n2) / n2) / n2) /
           n;
}

// x·log(x/mean) + mean - x, without cancellation near x = mean.
static double
deviance(double x, double mean)
{
    const double v = (x - mean) / (x + mean);

    if (v > 0.1 || v < -0.1) {
        return x * op_log(x / mean) + mean - x;
    }

    // log(x/mean) = 2 (v + v³/3 + v⁵/5 + …)
    double sum = 0;

    for (int i = 8; i >= 1; i--) {
        sum = (sum + 1.0 / (2 * i + 1)) * v * v;
    }
    return (x - mean) * v + 2 * x * v * sum;
}

// How P(K = k) follows from its neighbour: P(k)/P(k-1) = (top - k)·odds/k for the binomial,
// mean/k for Poisson (n = 0 here).
struct law {
    double n;
    double odds_or_mean;
};

static double
step_up(const struct law *law, double k)   // P(k)/P(k - 1)
{
    return (law->n > 0 ? (law->n - k + 1) * law->odds_or_mean : law->odds_or_mean) / k;
}

static double
search_from_zero(double unit, double p_zero, const struct law *law, double mean)
{
    double k = 0;
    double p = p_zero;
    double below = p;   // P(K <= k)

    // rounding may leave the sum of all a hair below a unit close to 1: stop where nothing is added
    while (unit > below && (k < mean || p > NEGLIGIBLE)) {
        k++;
        p *= step_up(law, k);
        below += p;
    }
    return k;
}

static double
search_from_mode(double unit, double mode, double p_mode, const struct law *law)
{
    double below = p_mode;
    double p = p_mode;

    for (double k = mode; k > 0 && p > NEGLIGIBLE * p_mode; k--) {
        p /= step_up(law, k);
        below += p;
    }

    double k = mode;

    p = p_mode;
    if (unit <= below) {
        while (k > 0 && unit <= below - p) {
            below -= p;
            p /= step_up(law, k);
            k--;
        }
    } else {
        while (unit > below && p > NEGLIGIBLE * p_mode) {
            k++;
            p *= step_up(law, k);
            below += p;
        }
    }
    return k;
}

uint32_t
op_poisson_from(double unit, double mean)
{
    if (!(mean > 0)) {
        return 0;
    }
    if (mean > LARGEST_MEAN) {
        mean = LARGEST_MEAN;
    }

    const struct law law = { 0, mean };

    if (mean < SMALL_MEAN) {
        return (uint32_t)search_from_zero(unit, op_exp(-mean), &law, mean);
    }

    const double mode = (double)(uint32_t)mean;
    const double p_mode =
        op_exp(-stirling_rest(mode) - deviance(mode, mean)) / sqrt(PI_TWICE * mode);

    return (uint32_t)search_from_mode(unit, mode, p_mode, &law);
}

static uint32_t
binomial_of_at_most_half(double unit, uint32_t n, double p)
{
    const double mean = (double)n * p;
    const struct law law = { n, p / (1 - p) };

    if (mean < SMALL_MEAN) {
        const double p_zero = op_exp((double)n * op_log1p(-p));
        const double k = search_from_zero(unit, p_zero, &law, mean);

        return k < (double)n ? (uint32_t)k : n;
    }

    const double k = (double)(uint32_t)mean;   // the mode, or one beside it
    const double rest = (double)n - k;
    const double exponent = stirling_rest(n) - stirling_rest(k) - stirling_rest(rest) -
                            deviance(k, mean) - deviance(rest, (double)n * (1 - p));
    const double p_mode = op_exp(exponent) * sqrt((double)n / (PI_TWICE * k * rest));

    return (uint32_t)search_from_mode(unit, k, p_mode, &law);
}

uint32_t
op_binomial_from(double unit, uint32_t n, double p)
{
    if (!(p > 0)) {
        return 0;
    }
    if (p >= 1) {
        return n;
    }
    if (p > 0.5) {
        return n - binomial_of_at_most_half(1 - unit, n, 1 - p);
    }
    return binomial_of_at_most_half(unit, n, p);
}

double
op_lognormal_from(double unit, double median, double sigma)
{
    return median * op_exp(sigma * op_norm_quantile(unit));
}

struct purpose_row {
    const char *name;
    const char *decides;
    bool reread;
};

// A code that stands twice in the list does not compile (-Woverride-init, -Winitializer-overrides).
static const struct purpose_row purposes[256] = {
#define ROW(name, code, reread, decides) [code] = { #name, decides, reread },
    OP_PURPOSE_LIST(ROW)
#undef ROW
};

const char *
op_purpose_name(uint8_t purpose)
{
    return purposes[purpose].name;
}

const char *
op_purpose_decides(uint8_t purpose)
{
    return purposes[purpose].decides;
}

bool
op_purpose_is_reread(uint8_t purpose)
{
    return purposes[purpose].reread;
}
