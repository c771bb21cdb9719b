// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/sweep/sweepfindings.h"

#include <math.h>
#include <string.h>

const struct op_curve_moment *
op_sweep_moment_of(const struct op_sweep_findings *f, int curve, int metric)
{
    return &f->moments[(size_t)curve * (size_t)f->results.tables.n_metrics + (size_t)metric];
}

// The other keys without the strategy and measure that the label names already.
static void
short_words(const struct op_sweep_factor *factor, const char *with, char *buffer, size_t size)
{
    char prefix[160];
    size_t n = 0;

    const int length = snprintf(prefix, sizeof prefix, "%s.%s.", factor->strategy, factor->measure);

    buffer[0] = '\0';
    while (*with != '\0' && n + 1 < size) {
        if (strncmp(with, prefix, (size_t)length) == 0) {
            with += length;
        } else {
            buffer[n++] = *with++;
            buffer[n] = '\0';
        }
    }
}

void
op_sweep_curve_label(const struct op_sweep_findings *f, int curve, char *buffer, size_t size)
{
    const struct op_sweep_results *r = &f->results;
    const struct op_curve *one = &f->curves.curve[curve];
    const struct op_sweep_factor *factor = &r->factors[one->factor];
    const struct op_sweep_cell *cell = &r->cells[one->cell[0]];
    const bool has_sets = strcmp(cell->conditions, "default") != 0 && *one->with == '\0';
    char with[160];
    int n_same = 0;

    short_words(factor, one->with, with, sizeof with);
    for (int f2 = 0; f2 < r->n_factors; f2++) {   // one measure in several strategies
        n_same += r->factors[f2].is_start && strcmp(r->factors[f2].measure, factor->measure) == 0;
    }
    snprintf(buffer, size, "%s%s%s%s%s%s%s", factor->label[f->page.lang], n_same > 1 ? " (" : "",
             n_same > 1 ? factor->strategy : "", n_same > 1 ? ")" : "",
             *with != '\0' || has_sets ? "; " : "", with, has_sets ? cell->conditions : "");
}

const char *
op_sweep_base_label(const struct op_sweep_findings *f)
{
    const struct op_results *r = &f->results.tables;

    for (int s = 0; s < r->n_strategies; s++) {
        if (r->strategies[s].is_base) {
            return r->strategies[s].label[f->page.lang];
        }
    }
    return "";
}

const char *
op_sweep_readable(const struct op_sweep_findings *f, double hours, char *buffer, size_t size)
{
    const double start_s = op_clock_seconds(op_results_study(&f->results.tables, "start"));

    return op_readable_moment(buffer, size, isnan(hours) ? (double)NAN : start_s + 3600 * hours,
                              f->page.lang);
}
