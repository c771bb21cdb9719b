// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/design.h"

#include "sim/base/hash.h"

#include <gsl/gsl_qrng.h>
#include <math.h>
#include <string.h>

static const struct op_place nowhere = { 0 };

bool
op_factor_is_of(const struct op_factor *factor, int strategy)
{
    return factor->kind != OP_FACTOR_MEASURE || factor->strategy == strategy;
}

static enum op_status
read_factors(struct op_design *design, const struct op_design_ask *ask,
             const struct op_scenario *scenario, struct op_diag *diag)
{
    enum op_status worst = OP_OK;

    design->factor = op_arena_new(&design->arena, (size_t)ask->n_vary, sizeof *design->factor);
    if (!design->factor) {
        return OP_NO_MEMORY;
    }
    for (int i = 0; i < ask->n_vary; i++) {
        struct op_factor *factor = &design->factor[i];
        enum op_status status =
            op_factor_read(factor, &design->arena, &ask->vary[i], scenario, diag);

        for (int k = 0; k < i && status == OP_OK; k++) {
            const struct op_factor *before = &design->factor[k];
            const bool is_same_use =
                factor->kind == OP_FACTOR_MEASURE && before->kind == OP_FACTOR_MEASURE &&
                before->strategy == factor->strategy && before->use == factor->use &&
                strcmp(before->field, factor->field) == 0;

            if (is_same_use || strcmp(before->key, factor->key) == 0) {
                status = op_diag_add(diag, OP_DUPLICATE_KEY, factor->place, NULL,
                                     "%s: is varied twice", factor->key);
            }
        }
        if (status == OP_OK && factor->is_open && ask->kind == OP_DESIGN_GRID) {
            status = op_diag_add(diag, OP_BAD_VALUE, factor->place,
                                 "add `by STEP` or `in N`, or choose --design latin or sobol",
                                 "%s: a grid needs steps", factor->key);
        }
        worst = worst == OP_OK ? status : worst;
    }
    design->n_factors = ask->n_vary;
    return worst;
}

static bool
has_points(const struct op_design *design, const struct op_design_ask *ask, int strategy)
{
    bool is_any_measure = false;

    for (int f = 0; f < design->n_factors; f++) {
        const struct op_factor *factor = &design->factor[f];

        if (factor->kind == OP_FACTOR_MEASURE) {
            is_any_measure = true;
            if (factor->strategy == strategy) {
                return true;
            }
        }
    }
    for (int i = 0; i < ask->n_strategies && !is_any_measure; i++) {
        if (ask->strategies[i] == strategy) {
            return true;
        }
    }
    return false;
}

static struct op_factor_value *
next_point(struct op_design *design, int strategy)
{
    struct op_factor_value *value =
        op_arena_new(&design->arena, (size_t)design->n_factors, sizeof *value);

    if (value) {
        design->point[design->n_points++] = (struct op_point){ strategy, value };
    }
    return value;
}

// ---- grid ----

static double
grid_size(const struct op_design *design, int strategy)
{
    double n = 1;

    for (int f = 0; f < design->n_factors; f++) {
        n *= op_factor_is_of(&design->factor[f], strategy) ? design->factor[f].n_values : 1;
    }
    return n;
}

// The last key changes fastest.
static enum op_status
fill_grid(struct op_design *design, int strategy)
{
    const int n = (int)grid_size(design, strategy);

    for (int p = 0; p < n; p++) {
        struct op_factor_value *value = next_point(design, strategy);
        int rest = p;

        if (!value) {
            return OP_NO_MEMORY;
        }
        for (int f = design->n_factors - 1; f >= 0; f--) {
            const struct op_factor *factor = &design->factor[f];

            if (op_factor_is_of(factor, strategy)) {
                value[f] = factor->values[rest % factor->n_values];
                rest /= factor->n_values;
            }
        }
    }
    return OP_OK;
}

// ---- latin hypercube ----

static double
keyed_unit(uint64_t key, int k)
{
    return (double)(op_mix64(key + 0x9E3779B97F4A7C15u * (uint64_t)(k + 1)) >> 11) * 0x1p-53;
}

// Strips in shuffled order (Fisher and Yates), keyed by the key's name: one order for all
// strategies, so that points of the situation are shared.
static void
shuffle(int *strip, int n, uint64_t key)
{
    for (int i = 0; i < n; i++) {
        strip[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
        const int k = (int)(keyed_unit(key, i) * (i + 1));
        const int held = strip[i];

        strip[i] = strip[k];
        strip[k] = held;
    }
}

static enum op_status
latin_units(const struct op_design *design, const struct op_design_ask *ask, struct op_arena *arena,
            double **units)
{
    const int n = ask->n_points;
    int *strip = op_arena_new(arena, (size_t)n, sizeof *strip);

    *units = op_arena_new(arena, (size_t)n * (size_t)design->n_factors, sizeof **units);
    if (!strip || !*units) {
        return OP_NO_MEMORY;
    }
    for (int f = 0; f < design->n_factors; f++) {
        const char *key = design->factor[f].key;
        const uint64_t mixed = op_mix64(op_hash_bytes(key, strlen(key), ask->seed));

        shuffle(strip, n, mixed);
        for (int p = 0; p < n; p++) {
            (*units)[p * design->n_factors + f] =
                (strip[p] + keyed_unit(mixed ^ 0x5DEECE66Du, p)) / n;
        }
    }
    return OP_OK;
}

// ---- Sobol's sequence ----

// The dimension of a key: those of the situation first, then the k-th of a strategy.
static int
dimension_of(const struct op_design *design, int f)
{
    int n_shared = 0;
    int n_before = 0;

    for (int i = 0; i < design->n_factors; i++) {
        const bool is_shared = design->factor[i].kind != OP_FACTOR_MEASURE;

        n_shared += is_shared;
        if (design->factor[f].kind == OP_FACTOR_MEASURE) {
            n_before +=
                i < f && !is_shared && design->factor[i].strategy == design->factor[f].strategy;
        } else {
            n_before += i < f && is_shared;
        }
    }
    return design->factor[f].kind == OP_FACTOR_MEASURE ? n_shared + n_before : n_before;
}

static enum op_status
sobol_units(const struct op_design *design, const struct op_design_ask *ask, struct op_arena *arena,
            double **units)
{
    int n_dimensions = 0;
    double row[OP_MAX_VARY];

    *units = op_arena_new(arena, (size_t)ask->n_points * (size_t)design->n_factors, sizeof **units);
    for (int f = 0; f < design->n_factors; f++) {
        const int d = dimension_of(design, f) + 1;

        n_dimensions = d > n_dimensions ? d : n_dimensions;
    }

    gsl_qrng *sequence = *units && n_dimensions <= OP_MAX_VARY
                             ? gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)n_dimensions)
                             : NULL;

    for (int p = 0; p < ask->n_points && sequence; p++) {
        if (gsl_qrng_get(sequence, row) != 0) {
            break;
        }
        for (int f = 0; f < design->n_factors; f++) {
            (*units)[p * design->n_factors + f] = row[dimension_of(design, f)];
        }
    }
    if (sequence) {
        gsl_qrng_free(sequence);
    }
    return sequence ? OP_OK : OP_NO_MEMORY;
}

static enum op_status
fill_units(struct op_design *design, const double *units, int n, int strategy,
           const struct op_scenario *scenario)
{
    enum op_status status = OP_OK;

    for (int p = 0; p < n && status == OP_OK; p++) {
        struct op_factor_value *value = next_point(design, strategy);

        for (int f = 0; f < design->n_factors && status == OP_OK; f++) {
            if (!value) {
                return OP_NO_MEMORY;
            }
            if (op_factor_is_of(&design->factor[f], strategy)) {
                status = op_factor_at(&value[f], &design->arena, &design->factor[f], scenario,
                                      units[p * design->n_factors + f]);
            }
        }
    }
    return status;
}

// ---- all ----

static enum op_status
check_size(struct op_design *design, const struct op_design_ask *ask,
           const struct op_scenario *scenario, struct op_diag *diag)
{
    double n = 0;

    for (int s = 0; s < scenario->n_strategies; s++) {
        if (has_points(design, ask, s)) {
            n += ask->kind == OP_DESIGN_GRID ? grid_size(design, s) : ask->n_points;
        }
    }
    if (!(n <= OP_MAX_POINTS)) {
        return op_diag_add(diag, OP_TOO_LARGE, nowhere,
                           "take longer steps, or --design latin or sobol with --points",
                           "the design has %.0f points; at most %d are looked at", n,
                           OP_MAX_POINTS);
    }
    design->point = op_arena_new(&design->arena, (size_t)n, sizeof *design->point);
    return design->point ? OP_OK : OP_NO_MEMORY;
}

enum op_status
op_design_make(struct op_design *design, const struct op_design_ask *ask,
               const struct op_scenario *scenario, struct op_diag *diag)
{
    double *units = NULL;
    enum op_status status = OP_OK;

    *design = (struct op_design){ 0 };
    status = read_factors(design, ask, scenario, diag);
    if (status == OP_OK && ask->kind != OP_DESIGN_GRID && ask->n_points < 1) {
        status = op_diag_add(diag, OP_USAGE, nowhere, "--points 64, or `points:` in the study",
                             "a latin or sobol design needs the number of its points");
    }
    if (status == OP_OK) {
        status = check_size(design, ask, scenario, diag);
    }
    if (status == OP_OK && ask->kind == OP_DESIGN_LATIN) {
        status = latin_units(design, ask, &design->arena, &units);
    } else if (status == OP_OK && ask->kind == OP_DESIGN_SOBOL) {
        status = sobol_units(design, ask, &design->arena, &units);
    }
    for (int s = 0; s < scenario->n_strategies && status == OP_OK; s++) {
        if (has_points(design, ask, s)) {
            status = units ? fill_units(design, units, ask->n_points, s, scenario)
                           : fill_grid(design, s);
        }
    }
    return status;
}

void
op_design_free(struct op_design *design)
{
    op_arena_free(&design->arena);
    *design = (struct op_design){ 0 };
}

bool
op_design_is_second(const struct op_design *design, int factor)
{
    const struct op_factor *one = &design->factor[factor];

    for (int f = 0; f < factor && op_factor_is_start(one); f++) {
        const struct op_factor *before = &design->factor[f];

        if (before->kind == OP_FACTOR_MEASURE && before->strategy == one->strategy &&
            before->use != one->use) {
            return true;
        }
    }
    return false;
}

char *
op_point_words(struct op_arena *arena, const struct op_design *design, const struct op_point *point)
{
    char *words = op_arena_text(arena, "");

    for (int f = 0; f < design->n_factors && words; f++) {
        if (point->value[f].text) {
            words = op_arena_format(arena, "%s%s%s = %s", words, words[0] ? ", " : "",
                                    design->factor[f].key, point->value[f].text);
        }
    }
    return words;
}
