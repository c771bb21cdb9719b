// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/sweep/sweepfindings.h"

#include <math.h>
#include <string.h>

const struct op_curve_moment *
op_sweep_moment_of(const struct op_sweep_findings *f, int curve, int metric)
{
    return &f->moments[(size_t)curve * (size_t)f->results.tables.n_metrics + (size_t)metric];
}

void
op_sweep_curve_label(const struct op_sweep_findings *f, int curve, char *buffer, size_t size)
{
    const struct op_sweep_results *r = &f->results;
    const struct op_curve *one = &f->curves.curve[curve];
    const struct op_sweep_factor *factor = &r->factors[one->factor];
    const struct op_sweep_cell *cell = &r->cells[one->cell[0]];
    const bool has_sets = strcmp(cell->conditions, "default") != 0 && *one->with == '\0';
    int n_same = 0;

    for (int f2 = 0; f2 < r->n_factors; f2++) {   // one measure in several strategies
        n_same += r->factors[f2].is_start && strcmp(r->factors[f2].measure, factor->measure) == 0;
    }
    snprintf(buffer, size, "%s%s%s%s%s%s%s", factor->label[f->page.lang], n_same > 1 ? " (" : "",
             n_same > 1 ? factor->strategy : "", n_same > 1 ? ")" : "",
             *one->with != '\0' || has_sets ? "; " : "", one->with,
             has_sets ? cell->conditions : "");
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
