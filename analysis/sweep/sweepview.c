// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/sweep/sweepview.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Of more curves than are drawn nothing is said.
static int
n_curves_told(const struct op_sweep_findings *f)
{
    return f->curves.n < OP_MAX_CURVES_DRAWN ? f->curves.n : OP_MAX_CURVES_DRAWN;
}

// ---- room ----

// A curve brings at most its own arm, its base and `nothing`.
static enum op_status
make_room(struct op_sweep_findings *f)
{
    struct op_results *view = &f->page.results;
    const size_t n = 3 * (size_t)n_curves_told(f) + 1;
    const size_t n_evenings = n * (size_t)f->results.n_replicates;

    view->arms = calloc(n, sizeof *view->arms);
    view->strategies = calloc(n, sizeof *view->strategies);
    view->outcomes = malloc((n_evenings * (size_t)view->n_metrics + 1) * sizeof *view->outcomes);
    view->has_outcome = calloc(n_evenings + 1, sizeof *view->has_outcome);
    f->cell_of_arm = calloc(n, sizeof *f->cell_of_arm);
    return view->arms && view->strategies && view->outcomes && view->has_outcome && f->cell_of_arm
               ? OP_OK
               : OP_NO_MEMORY;
}

void
op_view_free(struct op_findings *page)
{
    struct op_results *view = &page->results;

    op_deciders_free(&page->deciders);
    free(view->arms);
    free(view->strategies);
    free(view->outcomes);
    free(view->has_outcome);
    free(view->parameters);
    for (int i = 0; i < view->n_parameters; i++) {
        free(view->parameter_names[i]);
    }
    free(view->parameter_names);
    *view = (struct op_results){ 0 };
}

void
op_sweep_view_free(struct op_sweep_findings *f)
{
    op_view_free(&f->page);
    for (int i = 0; i < f->n_words; i++) {
        free(f->words[i]);
    }
    free(f->words);
    free(f->cell_of_arm);
    f->words = NULL;
    f->n_words = 0;
    f->cell_of_arm = NULL;
}

// ---- arms ----

// A text that the view owns, one for equal texts; NULL without memory.
static const char *
keep(struct op_sweep_findings *f, const char *text)
{
    const int at = op_results_intern(&f->words, &f->n_words, text);

    return at < 0 ? NULL : f->words[at];
}

// The set of conditions of a cell and, of several worlds, which of them; NULL without memory.
static const char *
conditions_of(struct op_sweep_findings *f, const struct op_sweep_cell *cell)
{
    char text[240];
    int n_worlds = 1;

    for (int c = 0; c < f->results.n_cells; c++) {
        n_worlds = f->results.cells[c].world > n_worlds ? f->results.cells[c].world : n_worlds;
    }
    if (n_worlds > 1) {
        (void)snprintf(text, sizeof text, "%.200s, world %d", cell->conditions, cell->world);
    } else {
        (void)snprintf(text, sizeof text, "%.200s", cell->conditions);
    }
    return keep(f, text);
}

static int
arm_of_cell(const struct op_sweep_findings *f, int cell)
{
    for (int arm = 0; arm < f->page.results.n_arms; arm++) {
        if (f->cell_of_arm[arm] == cell) {
            return arm;
        }
    }
    return -1;
}

// The evenings of a cell as those of an arm that is called so; a cell that is there stays as it is.
static enum op_status
add_arm(struct op_sweep_findings *f, int cell, const struct op_strategy *as)
{
    const struct op_sweep_results *r = &f->results;
    struct op_results *view = &f->page.results;
    const int arm = view->n_arms;
    const char *conditions = conditions_of(f, &r->cells[cell]);

    if (conditions == NULL) {
        return OP_NO_MEMORY;
    }
    if (arm_of_cell(f, cell) >= 0) {
        return OP_OK;
    }
    f->cell_of_arm[arm] = cell;
    view->strategies[arm] = *as;
    view->n_strategies = arm + 1;
    view->arms[arm] = (struct op_arm){ .conditions = conditions, .strategy = arm };
    view->n_arms = arm + 1;
    view->arms[arm].base = arm_of_cell(f, r->cells[cell].base);
    for (int i = 0; i < r->n_replicates; i++) {
        const size_t evening = (size_t)arm * (size_t)r->n_replicates + (size_t)i;

        view->has_outcome[evening] = true;
        for (int m = 0; m < view->n_metrics; m++) {
            view->outcomes[evening * (size_t)view->n_metrics + (size_t)m] =
                op_sweep_outcome(r, cell, i, m);
        }
    }
    return OP_OK;
}

// The base of a cell first, and `nothing` beside it.
static enum op_status
add_references(struct op_sweep_findings *f, int base)
{
    const struct op_sweep_results *r = &f->results;
    enum op_status status = OP_OK;

    for (int is_other = 0; is_other < 2; is_other++) {
        for (int c = 0; c < r->n_cells && status == OP_OK; c++) {
            const struct op_sweep_cell *cell = &r->cells[c];

            for (int s = 0; s < r->tables.n_strategies; s++) {
                const struct op_strategy *strategy = &r->tables.strategies[s];

                if (cell->point == 0 && cell->base == base && (c == base) == !is_other &&
                    strcmp(strategy->name, cell->strategy) == 0 && status == OP_OK) {
                    status = add_arm(f, c, strategy);
                }
            }
        }
    }
    return status;
}

// Called as its curve is: which start that is the answer says.
static enum op_status
add_reference_start(struct op_sweep_findings *f, int curve, int k)
{
    const struct op_curve *one = &f->curves.curve[curve];
    const struct op_sweep_results *r = &f->results;
    const int point = r->cells[one->cell[k]].point;
    char label[240];
    struct op_strategy as = {
        .name = op_sheet_cell(&r->design, point - 1, op_sheet_column(&r->design, "arm")),
        .is_lawful = r->factors[one->factor].is_lawful,
    };

    op_sweep_curve_label(f, curve, label, sizeof label);
    for (int lang = 0; lang < OP_LANG_COUNT; lang++) {
        as.label[lang] = keep(f, label);
    }
    return as.label[0] != NULL ? add_arm(f, one->cell[k], &as) : OP_NO_MEMORY;
}

static enum op_status
add_arms(struct op_sweep_findings *f)
{
    enum op_status status = OP_OK;

    for (int c = 0; c < n_curves_told(f) && status == OP_OK; c++) {
        const struct op_curve *curve = &f->curves.curve[c];
        const int k = op_curve_reference(&f->results, curve);

        if (k >= 0) {
            status = add_references(f, f->results.cells[curve->cell[k]].base);
            status = status == OP_OK ? add_reference_start(f, c, k) : status;
        }
    }
    return status;
}

enum op_status
op_sweep_view_make(struct op_sweep_findings *f, struct op_diag *diag)
{
    struct op_results *view = &f->page.results;
    enum op_status status = OP_OK;

    // borrowed of the tables: columns, study, metrics; the arms are the view's own
    *view = f->results.tables;
    view->strategies = NULL;
    view->n_strategies = 0;
    view->replicates = f->results.replicates;
    view->n_replicates = f->results.n_replicates;
    status = make_room(f);
    if (status == OP_OK) {
        status = add_arms(f);
    }
    // Worlds draw the same numbers, and a parameter that is varied is drawn nowhere.
    if (status == OP_OK && view->n_arms > 0) {
        status = op_results_read_parameters(view, diag);
    }
    if (status == OP_OK && view->n_arms > 0 &&
        !op_results_study_is(view, "fixed_parameters", "yes")) {
        status = op_deciders_make(&f->page.deciders, view, f->page.headline, diag);
    }
    return status;
}
