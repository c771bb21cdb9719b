// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/sweep/curves.h"

#include "analysis/estimate.h"
#include "sim/stat/quantile.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_BOOTSTRAP = 1000 };

// ---- which cells make a curve ----

static bool
is_alike(const struct op_sweep_results *r, int a, int b, int factor)
{
    const struct op_sweep_cell *x = &r->cells[a];
    const struct op_sweep_cell *y = &r->cells[b];

    if (x->world != y->world || strcmp(x->strategy, y->strategy) != 0) {
        return false;
    }
    for (int f = 0; f < r->n_factors; f++) {
        if (f != factor && strcmp(op_sweep_text(r, a, f), op_sweep_text(r, b, f)) != 0) {
            return false;
        }
    }
    return strcmp(x->conditions, y->conditions) == 0;
}

static char *
words_of_others(const struct op_sweep_results *r, int cell, int factor)
{
    char *words = strdup("");

    for (int f = 0; f < r->n_factors && words != NULL; f++) {
        const char *text = op_sweep_text(r, cell, f);
        char *longer = NULL;

        if (f == factor || *text == '\0') {
            continue;
        }
        if (asprintf(&longer, "%s%s%s = %s", words, *words != '\0' ? ", " : "", r->factors[f].key,
                     text) < 0) {
            longer = NULL;
        }
        free(words);
        words = longer;
    }
    return words;
}

static void
put_by_start(struct op_curve *curve, int cell, double start_h)
{
    int at = curve->n++;

    for (; at > 0 && curve->start_h[at - 1] > start_h; at--) {
        curve->start_h[at] = curve->start_h[at - 1];
        curve->cell[at] = curve->cell[at - 1];
    }
    curve->start_h[at] = start_h;
    curve->cell[at] = cell;
}

static bool
holds_start(const struct op_curve *curve, double start_h)
{
    for (int k = 0; k < curve->n; k++) {
        if (curve->start_h[k] == start_h) {
            return true;
        }
    }
    return false;
}

// The curve that begins at a cell, with all later cells that are alike; these are marked.
static enum op_status
gather(struct op_curve *curve, const struct op_sweep_results *r, int factor, int first,
       bool *is_taken)
{
    const size_t n = (size_t)(r->n_cells - first);

    *curve = (struct op_curve){ .factor = factor,
                                .cell = malloc(n * sizeof *curve->cell),
                                .start_h = malloc(n * sizeof *curve->start_h),
                                .with = words_of_others(r, first, factor) };
    if (!curve->cell || !curve->start_h || !curve->with) {
        return OP_NO_MEMORY;
    }
    for (int c = first; c < r->n_cells; c++) {
        const double start_h = op_sweep_number(r, c, factor);

        if (!isnan(start_h) && !is_taken[c] && is_alike(r, first, c, factor)) {
            is_taken[c] = true;
            if (!holds_start(curve, start_h)) {
                put_by_start(curve, c, start_h);
            }
        }
    }
    return OP_OK;
}

static void
free_curve(struct op_curve *curve)
{
    free(curve->cell);
    free(curve->start_h);
    free(curve->with);
    *curve = (struct op_curve){ 0 };
}

static enum op_status
make_of_factor(struct op_curves *curves, const struct op_sweep_results *r, int factor,
               bool *is_taken)
{
    enum op_status status = OP_OK;

    memset(is_taken, 0, (size_t)r->n_cells * sizeof *is_taken);
    for (int c = 0; c < r->n_cells && status == OP_OK; c++) {
        if (is_taken[c] || isnan(op_sweep_number(r, c, factor)) || r->cells[c].base < 0) {
            continue;
        }

        struct op_curve *bigger = realloc(curves->curve, (size_t)(curves->n + 1) * sizeof *bigger);

        if (bigger == NULL) {
            return OP_NO_MEMORY;
        }
        curves->curve = bigger;
        status = gather(&bigger[curves->n], r, factor, c, is_taken);
        if (status != OP_OK || bigger[curves->n].n < 2) {
            free_curve(&bigger[curves->n]);
        } else {
            curves->n++;
        }
    }
    return status;
}

// Starts are written to the second.
static int
start_at(const struct op_curve *curve, double hours)
{
    for (int k = 0; k < curve->n; k++) {
        if (fabs(curve->start_h[k] - hours) < 1.0 / 3600) {
            return k;
        }
    }
    return -1;
}

enum op_status
op_curves_make(struct op_curves *curves, const struct op_sweep_results *r, double q,
               double reference_h)
{
    bool *is_taken = calloc((size_t)r->n_cells + 1, sizeof *is_taken);
    enum op_status status = is_taken ? OP_OK : OP_NO_MEMORY;

    *curves = (struct op_curves){ .q = q, .reference_h = reference_h };
    for (int f = 0; f < r->n_factors && status == OP_OK; f++) {
        if (r->factors[f].is_start) {
            status = make_of_factor(curves, r, f, is_taken);
        }
    }
    for (int i = 0; i < curves->n; i++) {
        curves->curve[i].asked = start_at(&curves->curve[i], reference_h);
    }
    free(is_taken);
    return status;
}

void
op_curves_free(struct op_curves *curves)
{
    for (int i = 0; i < curves->n; i++) {
        free_curve(&curves->curve[i]);
    }
    free(curves->curve);
    *curves = (struct op_curves){ 0 };
}

// ---- what a curve says ----

static double
started(const struct op_sweep_results *r, const struct op_curve *curve, int k, int replicate)
{
    const size_t evening = (size_t)curve->cell[k] * (size_t)r->n_replicates + (size_t)replicate;

    return op_sweep_starts_of(r, curve->factor)->started[evening];
}

double
op_curve_carried_out(const struct op_sweep_results *r, const struct op_curve *curve, int k)
{
    int n = 0, n_carried_out = 0;

    for (int i = 0; i < r->n_replicates; i++) {
        const double times = started(r, curve, k, i);

        n += !isnan(times);
        n_carried_out += times > 0;
    }
    return n > 0 ? (double)n_carried_out / n : (double)NAN;
}

double
op_curve_effect(const struct op_sweep_results *r, const struct op_curve *curve, int k,
                int replicate, int metric)
{
    const int cell = curve->cell[k];
    const double difference = op_sweep_outcome(r, r->cells[cell].base, replicate, metric) -
                              op_sweep_outcome(r, cell, replicate, metric);

    return r->tables.metrics[metric].wanted == OP_WANTED_MORE ? -difference : difference;
}

// Equal curves and numbers of evenings resample alike.
static uint64_t
seed_of(const struct op_curve *curve)
{
    return op_key_of("last effective moment", curve->with);
}

enum op_status
op_curve_mean_effect(struct op_curve_mean *mean, const struct op_sweep_results *r,
                     const struct op_curve *curve, int k, int late, int metric)
{
    double *effect = malloc(((size_t)r->n_replicates + 1) * sizeof *effect);
    const double start = 0;
    struct op_effective of_one;
    enum op_status status = OP_OK;
    double sum = 0;
    int n = 0;

    *mean = (struct op_curve_mean){ (double)NAN, (double)NAN, (double)NAN, 0 };
    if (effect == NULL) {
        return OP_NO_MEMORY;
    }
    for (int i = 0; i < r->n_replicates; i++) {
        const double own = op_curve_effect(r, curve, k, i, metric);
        const double one = late < 0 ? own : own - op_curve_effect(r, curve, late, i, metric);

        if (isfinite(one)) {
            effect[n++] = one;
            sum += one;
        }
    }

    const struct op_effective_ask ask = { .difference = effect,
                                          .start = &start,
                                          .n_starts = 1,
                                          .n_replicates = n,
                                          .reference = 0,
                                          .share_q = 0.5,
                                          .level = OP_SWEEP_LEVEL,
                                          .seed = seed_of(curve),
                                          .n_bootstrap = N_BOOTSTRAP };

    status = op_effective_moment(&of_one, &ask);
    free(effect);
    mean->n = n;
    mean->mean = n > 0 ? sum / n : (double)NAN;
    mean->low = of_one.reference_low;
    mean->high = of_one.reference_high;
    return status;
}

int
op_curve_reference(const struct op_sweep_results *r, const struct op_curve *curve)
{
    if (curve->asked >= 0) {
        return curve->asked;
    }
    for (int k = 0; k < curve->n; k++) {
        if (op_curve_carried_out(r, curve, k) >= 0.5) {
            return k;
        }
    }
    return -1;
}

enum op_status
op_curve_moment(struct op_curve_moment *moment, const struct op_sweep_results *r,
                const struct op_curve *curve, int metric, double q)
{
    const size_t n = (size_t)curve->n * (size_t)r->n_replicates;
    double *difference = NULL;
    enum op_status status = OP_OK;

    *moment = (struct op_curve_moment){
        .effective = { .kind = OP_EFFECTIVE_NONE,
                       .moment = (double)NAN,
                       .low = (double)NAN,
                       .high = (double)NAN,
                       .reference = (double)NAN,
                       .reference_low = (double)NAN,
                       .reference_high = (double)NAN },
        .reference = op_curve_reference(r, curve),
    };
    if (moment->reference < 0) {
        return OP_OK;
    }
    difference = malloc((n + 1) * sizeof *difference);
    if (difference == NULL) {
        return OP_NO_MEMORY;
    }
    for (int k = 0; k < curve->n; k++) {
        for (int i = 0; i < r->n_replicates; i++) {
            difference[(size_t)k * (size_t)r->n_replicates + (size_t)i] =
                op_curve_effect(r, curve, k, i, metric);
        }
    }

    const struct op_effective_ask ask = { .difference = difference,
                                          .start = curve->start_h,
                                          .n_starts = curve->n,
                                          .n_replicates = r->n_replicates,
                                          .reference = moment->reference,
                                          .share_q = q,
                                          .level = OP_SWEEP_LEVEL,
                                          .seed = seed_of(curve),
                                          .n_bootstrap = N_BOOTSTRAP };

    status = op_effective_moment(&moment->effective, &ask);
    free(difference);
    return status;
}

// A quantile where some lie beyond all that was seen: NaN if it is one of those.
static double
quantile_of(const double *sorted, int n, double p)
{
    const double value = op_quantile_sorted(sorted, (size_t)n, p);

    return isfinite(value) ? value : (double)NAN;
}

// The first start of the design that was carried out in an evening; infinite: none.
static double
first_start_h(const struct op_sweep_results *r, const struct op_curve *curve, int replicate)
{
    for (int k = 0; k < curve->n; k++) {
        if (started(r, curve, k, replicate) > 0) {
            return curve->start_h[k];
        }
    }
    return HUGE_VAL;
}

// From when on it could have been carried out in an evening; infinite: never. NaN: the evening
// failed.
static double
could_h(const struct op_sweep_results *r, const struct op_curve *curve, int replicate)
{
    const size_t evening = (size_t)curve->cell[0] * (size_t)r->n_replicates + (size_t)replicate;

    const struct op_sweep_starts *starts = op_sweep_starts_of(r, curve->factor);

    if (isnan(starts->started[evening])) {
        return (double)NAN;
    }
    if (!r->says_could) {
        return first_start_h(r, curve, replicate);
    }
    return isnan(starts->could_h[evening]) ? HUGE_VAL : starts->could_h[evening];
}

enum op_status
op_curve_window(struct op_curve_window *window, const struct op_sweep_results *r,
                const struct op_curve *curve)
{
    double *first_h = malloc(((size_t)r->n_replicates + 1) * sizeof *first_h);
    int n = 0;

    *window = (struct op_curve_window){ (double)NAN, (double)NAN, (double)NAN, (double)NAN, 0 };
    if (first_h == NULL) {
        return OP_NO_MEMORY;
    }
    for (int k = 0; k < curve->n; k++) {
        if (op_curve_carried_out(r, curve, k) >= 0.5) {
            window->can_until_h = curve->start_h[k];
        }
    }
    for (int i = 0; i < r->n_replicates; i++) {
        const double one_h = could_h(r, curve, i);

        if (!isnan(one_h)) {
            first_h[n++] = one_h;
            window->n_never += isinf(one_h);
        }
    }
    op_sort_doubles(first_h, (size_t)n);
    window->can_from_h = quantile_of(first_h, n, 0.5);
    window->can_from_q05_h = quantile_of(first_h, n, 0.05);
    window->can_from_q95_h = quantile_of(first_h, n, 0.95);
    free(first_h);
    return OP_OK;
}
