// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/sweep/pointview.h"

#include "analysis/sweep/sweepview.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// The cell of a point; -1: none, or several.
static int
cell_of_point(const struct op_sweep_results *r, int point)
{
    int found = -1;

    for (int c = 0; c < r->n_cells; c++) {
        if (r->cells[c].point == point + 1) {
            if (found >= 0) {
                return -1;
            }
            found = c;
        }
    }
    return found;
}

static const char *
strategy_of_point(const struct op_sweep_results *r, int point)
{
    return op_sheet_cell(&r->design, point, op_sheet_column(&r->design, "strategy"));
}

static bool
has_same_values(const struct op_sweep_results *r, int a, int b)
{
    const size_t n = (size_t)r->n_factors;

    for (size_t f = 0; f < n; f++) {
        if (strcmp(r->text[(size_t)a * n + f], r->text[(size_t)b * n + f]) != 0) {
            return false;
        }
    }
    return true;
}

// The point of a strategy that says the same as another one; -1: none.
static int
like_point(const struct op_sweep_results *r, const char *strategy, int point)
{
    for (int p = 0; p < r->n_points; p++) {
        if (strcmp(strategy_of_point(r, p), strategy) == 0 && has_same_values(r, p, point)) {
            return p;
        }
    }
    return -1;
}

static double
mean_of_cell(const struct op_sweep_results *r, int cell, int metric)
{
    double sum = 0;
    int n = 0;

    for (int i = 0; i < r->n_replicates && cell >= 0; i++) {
        const double value = op_sweep_outcome(r, cell, i, metric);

        sum += isnan(value) ? 0 : value;
        n += !isnan(value);
    }
    return n > 0 ? sum / n : (double)NAN;
}

// ---- the view ----

// Points of the first strategy are the rows; [n_rows] their numbers.
static int
list_rows(const struct op_sweep_results *r, int *rows)
{
    int n = 0;

    for (int p = 0; p < r->n_points; p++) {
        if (strcmp(strategy_of_point(r, p), strategy_of_point(r, 0)) == 0) {
            if (cell_of_point(r, p) < 0) {
                return 0;
            }
            rows[n++] = p;
        }
    }
    return n >= OP_ATTRIBUTION_LEAST ? n : 0;
}

static enum op_status
make_room(struct op_results *view, const struct op_sweep_results *r)
{
    const size_t most_arms = (size_t)r->n_points + 1;
    const size_t n = (size_t)view->n_replicates;

    view->arms = calloc(most_arms, sizeof *view->arms);
    view->strategies = calloc(most_arms, sizeof *view->strategies);
    view->parameters = malloc((n * (size_t)r->n_factors + 1) * sizeof *view->parameters);
    return view->arms && view->strategies && view->parameters ? OP_OK : OP_NO_MEMORY;
}

static bool
has_arm(const struct op_results *view, const char *name)
{
    for (int i = 0; i < view->n_strategies; i++) {
        if (strcmp(view->strategies[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

// The base, then each strategy of the design in the order of its points.
static void
list_arms(struct op_results *view, const struct op_sweep_results *r)
{
    for (int s = 0; s < r->tables.n_strategies; s++) {
        if (r->tables.strategies[s].is_base) {
            view->strategies[view->n_strategies++] = r->tables.strategies[s];
        }
    }
    for (int p = 0; p < r->n_points; p++) {
        const char *name = strategy_of_point(r, p);
        struct op_strategy one = { .name = name, .label = { name, name }, .is_lawful = true };

        for (int f = 0; f < r->n_factors; f++) {
            one.is_lawful &= r->factors[f].is_lawful || strcmp(r->factors[f].strategy, name) != 0;
        }
        if (!has_arm(view, name)) {
            view->strategies[view->n_strategies++] = one;
        }
    }
    for (int arm = 0; arm < view->n_strategies; arm++) {
        view->arms[arm] = (struct op_arm){ .conditions = "", .strategy = arm, .base = 0 };
    }
    view->n_arms = view->n_strategies;
}

static enum op_status
fill_outcomes(struct op_results *view, const struct op_sweep_results *r, const int *rows)
{
    const size_t n = (size_t)view->n_arms * (size_t)view->n_replicates;

    view->outcomes = malloc((n * (size_t)view->n_metrics + 1) * sizeof *view->outcomes);
    view->has_outcome = calloc(n + 1, sizeof *view->has_outcome);
    if (!view->outcomes || !view->has_outcome) {
        return OP_NO_MEMORY;
    }
    for (int arm = 0; arm < view->n_arms; arm++) {
        for (int i = 0; i < view->n_replicates; i++) {
            const size_t at = (size_t)arm * (size_t)view->n_replicates + (size_t)i;
            const int point =
                arm > 0 ? like_point(r, view->strategies[arm].name, rows[i]) : rows[i];
            const int own = point >= 0 ? cell_of_point(r, point) : -1;
            const int cell = arm > 0 || own < 0 ? own : r->cells[own].base;

            view->has_outcome[at] = true;
            for (int m = 0; m < view->n_metrics; m++) {
                view->outcomes[at * (size_t)view->n_metrics + (size_t)m] = mean_of_cell(r, cell, m);
            }
        }
    }
    return OP_OK;
}

// Moments are called as in points.csv: KEY_h, hours since the start.
static enum op_status
fill_values(struct op_results *view, const struct op_sweep_results *r, const int *rows)
{
    char name[200];

    for (int f = 0; f < r->n_factors; f++) {
        snprintf(name, sizeof name, "%.190s%s", r->factors[f].key,
                 r->factors[f].is_moment ? "_h" : "");
        if (op_results_intern(&view->parameter_names, &view->n_parameters, name) != f) {
            return OP_NO_MEMORY;
        }
    }
    for (int i = 0; i < view->n_replicates; i++) {
        for (int f = 0; f < r->n_factors; f++) {
            view->parameters[(size_t)i * (size_t)r->n_factors + (size_t)f] =
                r->number[(size_t)rows[i] * (size_t)r->n_factors + (size_t)f];
        }
    }
    return OP_OK;
}

enum op_status
op_point_view_make(struct op_sweep_findings *f, struct op_diag *diag)
{
    const struct op_sweep_results *r = &f->results;
    struct op_results *view = &f->points.results;
    int *rows = NULL;
    enum op_status status = OP_OK;

    f->points = (struct op_findings){ .lang = f->page.lang,
                                      .headline = f->page.headline,
                                      .is_of_points = true,
                                      .is_short = f->page.is_short };
    if (f->curves.n > 0 || f->page.headline < 0 || r->n_factors == 0) {
        return OP_OK;
    }
    rows = malloc(((size_t)r->n_points + 1) * sizeof *rows);
    *view = r->tables;   // borrowed: columns, study, metrics
    view->strategies = NULL;
    view->n_strategies = 0;
    view->n_replicates = rows ? list_rows(r, rows) : 0;
    status = rows ? make_room(view, r) : OP_NO_MEMORY;
    if (status == OP_OK && view->n_replicates > 0) {
        list_arms(view, r);
        status = fill_outcomes(view, r, rows);
        if (status == OP_OK) {
            status = fill_values(view, r, rows);
        }
        if (status == OP_OK) {
            status = op_deciders_make(&f->points.deciders, view, f->points.headline, diag);
        }
    }
    free(rows);
    return status;
}

void
op_point_view_free(struct op_sweep_findings *f)
{
    op_charts_free(&f->points);
    op_view_free(&f->points);
}
