// SPDX-License-Identifier: GPL-3.0-or-later
// A contrast at any moment is a mix of those at the two starts around it, so its mean and variance,
// in the sample as in each resample, follow from three moments at each start.
#include "sim/stat/effective.h"

#include "sim/stat/quantile.h"

#include <Random123/philox.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

// Evaluated at so many points between starts, all together and of one step.
enum { N_POINTS = 512, MOST_PARTS = 64, LEAST_RESAMPLES = 100 };

// Of the largest effect: what is smaller is taken for rounding.
static const double ROUNDING = 1e-13;

// Of the contrasts less their means in the sample: mean, mean square, mean product with the next.
struct moments {
    double mean, square, cross;
};

struct contrast {
    const struct op_effective_ask *ask;
    int n, n_starts;             // replicates used; starts from the reference on
    double rounding;             // squares up to this may be rounding
    double *centred;             // [n_starts][n], the reference's effect itself in a last row
    double *mean;                // [n_starts + 1]
    struct moments *sample;      // [n_starts + 1]
    struct moments *resampled;   // [n_bootstrap][n_starts + 1]
    double *least;               // [n_bootstrap]: least studentised contrast so far
};

// A point between starts: a part of the way from one to the next.
struct point {
    int start;
    double part;
};

static void
free_contrast(struct contrast *c)
{
    free(c->centred);
    free(c->mean);
    free(c->sample);
    free(c->resampled);
    free(c->least);
}

static bool
is_sound(const struct op_effective_ask *ask)
{
    if (ask->n_starts < 1 || ask->n_replicates < 0 || ask->reference < 0 ||
        ask->reference >= ask->n_starts || !(ask->share_q > 0 && ask->share_q < 1) ||
        !(ask->level > 0 && ask->level < 1) || ask->n_bootstrap < LEAST_RESAMPLES) {
        return false;
    }
    for (int k = 0; k < ask->n_starts; k++) {
        if (!isfinite(ask->start[k]) || (k > 0 && !(ask->start[k] > ask->start[k - 1]))) {
            return false;
        }
    }
    return true;
}

static bool
is_whole(const struct op_effective_ask *ask, int replicate)
{
    for (int k = ask->reference; k < ask->n_starts; k++) {
        if (!isfinite(ask->difference[(size_t)k * (size_t)ask->n_replicates + (size_t)replicate])) {
            return false;
        }
    }
    return true;
}

static enum op_status
allocate(struct contrast *c)
{
    const size_t n_rows = (size_t)c->n_starts + 1;
    const size_t n_replicates = (size_t)c->ask->n_replicates + 1;
    const size_t n_bootstrap = (size_t)c->ask->n_bootstrap;

    c->centred = calloc(n_rows * n_replicates, sizeof *c->centred);
    c->mean = calloc(n_rows, sizeof *c->mean);
    c->sample = calloc(n_rows, sizeof *c->sample);
    c->resampled = calloc(n_rows * n_bootstrap, sizeof *c->resampled);
    c->least = calloc(n_bootstrap, sizeof *c->least);
    return c->centred && c->mean && c->sample && c->resampled && c->least ? OP_OK : OP_NO_MEMORY;
}

// Moments of all rows with each replicate `times` over.
static void
take_moments(struct moments *out, const struct contrast *c, const double *times)
{
    const size_t n = (size_t)c->n;

    for (size_t k = 0; k <= (size_t)c->n_starts; k++) {
        const double *own = c->centred + k * n;
        const double *next = k < (size_t)c->n_starts ? own + n : own;
        struct moments sum = { 0 };

        for (size_t r = 0; r < n; r++) {
            const double x = times[r] * own[r];

            sum.mean += x;
            sum.square += x * own[r];
            sum.cross += x * next[r];
        }
        out[k] =
            (struct moments){ sum.mean / (double)n, sum.square / (double)n, sum.cross / (double)n };
    }
}

static void
centre(struct contrast *c)
{
    const struct op_effective_ask *ask = c->ask;
    const size_t n_all = (size_t)ask->n_replicates;
    const double *reference = ask->difference + (size_t)ask->reference * n_all;
    double largest = 0;
    size_t used = 0;

    for (int r = 0; r < ask->n_replicates; r++) {
        if (is_whole(ask, r)) {
            for (size_t k = 0; k < (size_t)c->n_starts; k++) {
                const double difference = reference[k * n_all + (size_t)r];

                c->centred[k * (size_t)c->n + used] = difference - ask->share_q * reference[r];
                largest = fmax(largest, fabs(difference));
            }
            c->centred[(size_t)c->n_starts * (size_t)c->n + used++] = reference[r];
        }
    }
    for (size_t k = 0; k <= (size_t)c->n_starts; k++) {
        double *row = c->centred + k * used;

        c->mean[k] = op_mean(row, used);
        if (fabs(c->mean[k]) <= ROUNDING * largest) {
            c->mean[k] = 0;
        }
        for (size_t r = 0; r < used; r++) {
            row[r] -= c->mean[k];
        }
    }
    c->rounding = ROUNDING * largest * ROUNDING * largest;
}

// Whole replicates are drawn again by Philox4x32-10 keyed by seed, resample and place.
static enum op_status
resample(struct contrast *c)
{
    const uint64_t seed = c->ask->seed;
    const philox4x32_key_t key = { { (uint32_t)seed, (uint32_t)(seed >> 32) } };
    double *times = malloc((size_t)c->n * sizeof *times);

    if (!times) {
        return OP_NO_MEMORY;
    }
    for (int r = 0; r < c->n; r++) {
        times[r] = 1;
    }
    take_moments(c->sample, c, times);
    for (uint32_t b = 0; b < (uint32_t)c->ask->n_bootstrap; b++) {
        memset(times, 0, (size_t)c->n * sizeof *times);
        for (uint32_t r = 0; r < (uint32_t)c->n; r += 4) {
            const philox4x32_ctr_t words =
                philox4x32_R(10, (philox4x32_ctr_t){ { r / 4, b, 0, 0 } }, key);

            for (uint32_t w = 0; w < 4 && r + w < (uint32_t)c->n; w++) {
                times[(uint64_t)words.v[w] * (uint64_t)c->n >> 32]++;
            }
        }
        take_moments(c->resampled + (size_t)b * ((size_t)c->n_starts + 1), c, times);
    }
    free(times);
    return OP_OK;
}

// A mean over its standard error; where nothing varies its sign alone is known. Squares up to
// `rounding` are none.
static double
studentised(double mean, double variance, double rounding, int n)
{
    if (variance > rounding) {
        return mean / sqrt(variance / (n - 1));
    }
    return !(mean * mean > rounding) ? 0 : mean > 0 ? INFINITY : -INFINITY;
}

static double
mean_at(const struct moments *at, double part)
{
    return part > 0 ? (1 - part) * at[0].mean + part * at[1].mean : at[0].mean;
}

static double
variance_at(const struct moments *at, double part)
{
    const double mean = mean_at(at, part);
    const double square = part > 0
                              ? (1 - part) * (1 - part) * at[0].square +
                                    2 * part * (1 - part) * at[0].cross + part * part * at[1].square
                              : at[0].square;

    return fmax(square - mean * mean, 0);
}

static double
value_at(const struct contrast *c, struct point point)
{
    const double *mean = c->mean + point.start;

    return point.part > 0 ? (1 - point.part) * mean[0] + point.part * mean[1] : mean[0];
}

static double
statistic_at(const struct contrast *c, struct point point)
{
    return studentised(value_at(c, point), variance_at(c->sample + point.start, point.part),
                       c->rounding, c->n);
}

static double
resampled_at(const struct contrast *c, struct point point, int b)
{
    const struct moments *at = c->resampled + (size_t)b * ((size_t)c->n_starts + 1) + point.start;

    return studentised(mean_at(at, point.part), variance_at(at, point.part), c->rounding, c->n);
}

// Is "the contrast is not above zero here" rejected?
static bool
is_above(const struct contrast *c, struct point point)
{
    const double statistic = statistic_at(c, point);
    const int n_bootstrap = c->ask->n_bootstrap;
    int n_beyond = 1;   // with the sample itself

    for (int b = 0; b < n_bootstrap; b++) {
        n_beyond += resampled_at(c, point, b) >= statistic;
    }
    return statistic > 0 && n_beyond <= (1 - c->ask->level) / 2 * (n_bootstrap + 1);
}

// Is "the contrast is nowhere below zero so far" rejected? The least so far is carried on.
static bool
is_below(struct contrast *c, struct point point, double *least)
{
    const double statistic = statistic_at(c, point);
    const int n_bootstrap = c->ask->n_bootstrap;
    int n_beyond = 1;

    *least = fmin(*least, statistic);
    for (int b = 0; b < n_bootstrap; b++) {
        if (statistic < sqrt(log(c->n))) {
            c->least[b] = fmin(c->least[b], resampled_at(c, point, b));
        }
        n_beyond += c->least[b] <= *least;
    }
    return *least < 0 && n_beyond <= (1 - c->ask->level) / 2 * (n_bootstrap + 1);
}

static double
moment_of(const struct contrast *c, struct point point)
{
    const double *start = c->ask->start + c->ask->reference + point.start;

    return point.part > 0 ? start[0] + point.part * (start[1] - start[0]) : start[0];
}

// Point i of all, `parts` from each start to the next.
static struct point
numbered(int i, int parts)
{
    return (struct point){ i / parts, (double)(i % parts) / parts };
}

// Both ends: low is the last point before the first that is not above, high the first point behind
// the last that is not below. Of the first step the reference is all that is sure.
static void
find_ends(struct op_effective *out, struct contrast *c)
{
    const int n_steps = c->n_starts - 1;
    const int room = n_steps > 0 ? N_POINTS / n_steps : 1;
    const int parts = room > MOST_PARTS ? MOST_PARTS : room > 1 ? room : 1;
    const int last = n_steps * parts;
    double least = INFINITY;
    int low = 0;
    int high = 0;

    for (int i = 1; i <= last && is_above(c, numbered(i, parts)); i++) {
        low = i;
    }
    for (int b = 0; b < c->ask->n_bootstrap; b++) {
        c->least[b] = 0;   // what is not selected cannot be below
    }
    for (int i = 0; i <= last; i++) {
        if (!is_below(c, numbered(i, parts), &least)) {
            high = i + 1;
        }
    }
    out->is_low_open = low < parts;
    out->is_high_open = high > last;
    out->low = moment_of(c, numbered(out->is_low_open ? 0 : low, parts));
    out->high = moment_of(c, numbered(out->is_high_open ? last : high, parts));
}

static void
find_moment(struct op_effective *out, const struct contrast *c)
{
    int k = 1;

    while (k < c->n_starts && c->mean[k] >= 0) {
        k++;
    }
    if (k == c->n_starts) {
        out->kind = OP_EFFECTIVE_NOT_BEFORE;
        out->moment = moment_of(c, (struct point){ k - 1, 0 });
        out->is_high_open = true;
    } else if (k == 1) {
        out->kind = OP_EFFECTIVE_NOT_AFTER;
        out->moment = moment_of(c, (struct point){ 1, 0 });
        out->is_low_open = true;
        out->low = moment_of(c, (struct point){ 0 });
    } else {
        const double before = c->mean[k - 1];

        out->kind = OP_EFFECTIVE_FOUND;
        out->moment = moment_of(c, (struct point){ k - 1, before / (before - c->mean[k]) });
    }
    if (out->is_high_open) {
        out->high = moment_of(c, (struct point){ c->n_starts - 1, 0 });
    }
    // few and skewed evenings can turn a test about
    out->low = fmin(out->low, out->moment);
    out->high = fmax(out->high, out->moment);
}

// The studentised interval of the mean effect at the reference.
static void
measure_reference(struct op_effective *out, struct contrast *c)
{
    const struct point point = { c->n_starts, 0 };
    const int n_bootstrap = c->ask->n_bootstrap;
    const double error = sqrt(variance_at(c->sample + point.start, 0) / (c->n - 1));
    const double tail = (1 - c->ask->level) / 2 * (n_bootstrap + 1);
    const int last = tail > 1 ? (int)tail - 1 : 0;   // order statistic, from either end

    for (int b = 0; b < n_bootstrap; b++) {
        c->least[b] = resampled_at(c, point, b);
    }
    op_sort_doubles(c->least, (size_t)n_bootstrap);
    out->reference = c->mean[point.start];
    out->reference_low = out->reference;
    out->reference_high = out->reference;
    if (error > 0) {
        out->reference_low -= error * c->least[n_bootstrap - 1 - last];
        out->reference_high -= error * c->least[last];
    }
}

enum op_status
op_effective_moment(struct op_effective *out, const struct op_effective_ask *ask)
{
    struct contrast c = { .ask = ask };
    enum op_status status;

    *out = (struct op_effective){ .moment = NAN,
                                  .low = NAN,
                                  .high = NAN,
                                  .reference = NAN,
                                  .reference_low = NAN,
                                  .reference_high = NAN };
    if (!is_sound(ask)) {
        return OP_OUT_OF_RANGE;
    }
    for (int r = 0; r < ask->n_replicates; r++) {
        c.n += is_whole(ask, r);
    }
    c.n_starts = ask->n_starts - ask->reference;
    out->n_used = c.n;
    if (c.n < 2) {
        return OP_OK;
    }
    status = allocate(&c);
    if (status == OP_OK) {
        centre(&c);
        status = resample(&c);
    }
    if (status == OP_OK) {
        measure_reference(out, &c);
        if (out->reference_low > 0) {
            find_ends(out, &c);
            find_moment(out, &c);
        }
    }
    free_contrast(&c);
    return status;
}
