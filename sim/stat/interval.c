// SPDX-License-Identifier: GPL-3.0-or-later
// Wilson's interval in closed form; the bootstrap draws value i of resample b by a hash of
// (key, b, i), so that no order or thread matters.
#include "sim/stat/interval.h"

#include "sim/base/exact.h"
#include "sim/base/hash.h"
#include "sim/stat/quantile.h"

#include <math.h>
#include <stdlib.h>

enum { N_RESAMPLES = 2000 };

struct op_interval
op_share_interval(uint64_t n_hits, uint64_t n, double level)
{
    if (n == 0) {
        return (struct op_interval){ 0, 1 };
    }

    const double trials = (double)n;
    const double share = (double)n_hits / trials;
    const double z = op_norm_quantile(0.5 + level / 2);
    const double stretch = 1 + z * z / trials;
    const double middle = (share + z * z / (2 * trials)) / stretch;
    const double half =
        z / stretch * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials));

    // the ends are exact where there were no hits, or nothing else
    return (struct op_interval){ n_hits == 0 ? 0 : fmax(middle - half, 0),
                                 n_hits == n ? 1 : fmin(middle + half, 1) };
}

// The statistic of resample b; work holds n values.
static double
of_resample(enum op_statistic statistic, const double *values, size_t n, uint64_t key, double *work)
{
    for (size_t i = 0; i < n; i++) {
        const uint64_t hash = op_mix64(key + (uint64_t)i * UINT64_C(0x9E3779B97F4A7C15));
        const double unit = (double)(hash >> 11) * 0x1p-53;

        work[i] = values[(size_t)(unit * (double)n)];
    }
    if (statistic == OP_STATISTIC_MEAN) {
        return op_mean(work, n);
    }
    op_sort_doubles(work, n);
    return op_quantile_sorted(work, n, 0.5);
}

enum op_status
op_bootstrap_difference(struct op_interval *interval, enum op_statistic statistic,
                        const struct op_two_samples *samples, double level, uint64_t key)
{
    const size_t n_x = samples->n_x;
    const size_t n_y = samples->n_y;

    *interval = (struct op_interval){ NAN, NAN };
    if (n_x < 2 || n_y == 1) {
        return OP_OK;
    }

    const size_t n_work = n_x > n_y ? n_x : n_y;
    double *work = malloc((n_work + N_RESAMPLES) * sizeof *work);

    if (!work) {
        return OP_NO_MEMORY;
    }

    double *differences = work + n_work;

    for (uint64_t b = 0; b < N_RESAMPLES; b++) {
        const uint64_t key_x = op_mix64(op_mix64(key) + 2 * b);
        const uint64_t key_y = op_mix64(op_mix64(key) + 2 * b + 1);

        differences[b] = of_resample(statistic, samples->x, n_x, key_x, work);
        if (n_y > 0) {
            differences[b] -= of_resample(statistic, samples->y, n_y, key_y, work);
        }
    }
    op_sort_doubles(differences, N_RESAMPLES);
    interval->low = op_quantile_sorted(differences, N_RESAMPLES, (1 - level) / 2);
    interval->high = op_quantile_sorted(differences, N_RESAMPLES, (1 + level) / 2);
    free(work);
    return OP_OK;
}

enum op_status
op_bootstrap_interval(struct op_interval *interval, enum op_statistic statistic,
                      const double *values, size_t n, double level, uint64_t key)
{
    const struct op_two_samples only_x = { values, n, NULL, 0 };

    return op_bootstrap_difference(interval, statistic, &only_x, level, key);
}

static double
interval_score(double low, double high, double alpha, double observed)
{
    const double below = observed < low ? low - observed : 0;
    const double above = observed > high ? observed - high : 0;

    return (high - low) + 2 / alpha * (below + above);
}

double
op_weighted_interval_score(const double quantiles[5], double observed)
{
    const double inner = interval_score(quantiles[1], quantiles[3], 0.5, observed);
    const double outer = interval_score(quantiles[0], quantiles[4], 0.1, observed);

    return (0.5 * fabs(observed - quantiles[2]) + 0.25 * inner + 0.05 * outer) / 2.5;
}
