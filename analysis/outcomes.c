// SPDX-License-Identifier: GPL-3.0-or-later
// Outcomes and parameters of a results folder: who ran, how it ended, what was drawn.
#include "analysis/results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int
compare_replicates(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

int
op_results_replicate(const struct op_results *r, int64_t number)
{
    const int64_t *found = NULL;

    if (r->n_replicates > 0) {
        found = bsearch(&number, r->replicates, (size_t)r->n_replicates, sizeof number,
                        compare_replicates);
    }
    return found == NULL ? -1 : (int)(found - r->replicates);
}

static int
strategy_index(const struct op_results *r, const char *name)
{
    for (int i = 0; i < r->n_strategies; i++) {
        if (strcmp(r->strategies[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

int
op_results_arm(const struct op_results *r, const char *conditions, const char *strategy)
{
    for (int i = 0; i < r->n_arms; i++) {
        if (strcmp(r->strategies[r->arms[i].strategy].name, strategy) == 0 &&
            strcmp(r->arms[i].conditions, conditions) == 0) {
            return i;
        }
    }
    return -1;
}

// Arms stand in the order conditions (as met), then strategies.csv; only those that ran.
static enum op_status
list_arms(struct op_results *r, const struct op_sheet *s, const int column[3], struct op_diag *diag)
{
    bool *ran = NULL;

    for (int row = 0; row < s->n_rows; row++) {
        if (op_results_intern(&r->conditions, &r->n_conditions, op_sheet_cell(s, row, column[1])) <
            0) {
            return OP_NO_MEMORY;
        }
    }
    ran = calloc((size_t)(r->n_conditions * r->n_strategies) + 1, sizeof *ran);
    r->arms = calloc((size_t)(r->n_conditions * r->n_strategies) + 1, sizeof *r->arms);
    if (ran == NULL || r->arms == NULL) {
        free(ran);
        return OP_NO_MEMORY;
    }
    for (int row = 0; row < s->n_rows; row++) {
        const char *name = op_sheet_cell(s, row, column[2]);
        const int strategy = strategy_index(r, name);
        const int k =
            op_results_intern(&r->conditions, &r->n_conditions, op_sheet_cell(s, row, column[1]));
        if (strategy < 0) {
            free(ran);
            return op_diag_add(diag, OP_UNKNOWN_NAME, (struct op_place){ s->path, row + 2, 0 },
                               NULL, "strategy `%s` does not stand in strategies.csv", name);
        }
        ran[k * r->n_strategies + strategy] = true;
    }
    for (int i = 0; i < r->n_conditions * r->n_strategies; i++) {
        if (ran[i]) {
            r->arms[r->n_arms++] =
                (struct op_arm){ r->conditions[i / r->n_strategies], i % r->n_strategies, -1 };
        }
    }
    free(ran);
    for (int i = 0; i < r->n_arms; i++) {
        for (int k = 0; k < r->n_arms; k++) {
            if (r->arms[k].conditions == r->arms[i].conditions &&
                r->strategies[r->arms[k].strategy].is_base) {
                r->arms[i].base = k;
            }
        }
    }
    return OP_OK;
}

static enum op_status
list_replicates(struct op_results *r, const struct op_sheet *s, int replicate_column,
                struct op_diag *diag)
{
    int n = 0;

    r->replicates = calloc((size_t)s->n_rows + 1, sizeof *r->replicates);
    if (r->replicates == NULL) {
        return OP_NO_MEMORY;
    }
    for (int row = 0; row < s->n_rows; row++) {
        bool ok = false;
        const char *word = op_sheet_cell(s, row, replicate_column);
        r->replicates[row] = op_sheet_whole(word, &ok);
        if (!ok) {
            return op_diag_add(diag, OP_WRONG_TYPE, (struct op_place){ s->path, row + 2, 0 }, NULL,
                               "replicate: `%s` is no whole number", word);
        }
    }
    qsort(r->replicates, (size_t)s->n_rows, sizeof *r->replicates, compare_replicates);
    for (int row = 0; row < s->n_rows; row++) {
        if (n == 0 || r->replicates[n - 1] != r->replicates[row]) {
            r->replicates[n++] = r->replicates[row];
        }
    }
    r->n_replicates = n;
    return OP_OK;
}

static enum op_status
list_structures(struct op_results *r, const struct op_sheet *s, int replicate_column)
{
    const int column = op_sheet_column(s, "structure");
    bool ok = false;

    r->structure = calloc((size_t)r->n_replicates + 1, sizeof *r->structure);
    if (r->structure == NULL) {
        return OP_NO_MEMORY;
    }
    for (int i = 0; i < r->n_replicates; i++) {
        r->structure[i] = -1;
    }
    for (int row = 0; column >= 0 && row < s->n_rows; row++) {
        const char *name = op_sheet_cell(s, row, column);
        if (*name != '\0' && op_results_intern(&r->structures, &r->n_structures, name) < 0) {
            return OP_NO_MEMORY;
        }
    }
    if (r->n_structures > 1) {
        qsort(r->structures, (size_t)r->n_structures, sizeof *r->structures, compare_names);
    }
    for (int row = 0; column >= 0 && row < s->n_rows; row++) {
        const int rep =
            op_results_replicate(r, op_sheet_whole(op_sheet_cell(s, row, replicate_column), &ok));
        for (int k = 0; k < r->n_structures; k++) {
            if (strcmp(r->structures[k], op_sheet_cell(s, row, column)) == 0) {
                r->structure[rep] = k;
            }
        }
    }
    return OP_OK;
}

static enum op_status
fill_outcomes(struct op_results *r, const struct op_sheet *s, const int column[3],
              struct op_diag *diag)
{
    const size_t n_cells = (size_t)r->n_arms * (size_t)r->n_replicates;

    r->outcomes = calloc(n_cells * (size_t)r->n_metrics + 1, sizeof *r->outcomes);
    r->has_outcome = calloc(n_cells + 1, sizeof *r->has_outcome);
    if (r->outcomes == NULL || r->has_outcome == NULL) {
        return OP_NO_MEMORY;
    }
    for (int row = 0; row < s->n_rows; row++) {
        bool ok = false;
        const int arm =
            op_results_arm(r, op_sheet_cell(s, row, column[1]), op_sheet_cell(s, row, column[2]));
        const int rep =
            op_results_replicate(r, op_sheet_whole(op_sheet_cell(s, row, column[0]), &ok));
        const size_t cell = (size_t)arm * (size_t)r->n_replicates + (size_t)rep;
        if (r->has_outcome[cell]) {
            return op_diag_add(diag, OP_DUPLICATE_KEY, (struct op_place){ s->path, row + 2, 0 },
                               NULL, "this arm and replicate stand twice");
        }
        r->has_outcome[cell] = true;
        for (int m = 0; m < r->n_metrics; m++) {
            const int at = op_sheet_column(s, r->metrics[m].name);
            const char *word = op_sheet_cell(s, row, at);
            r->outcomes[cell * (size_t)r->n_metrics + (size_t)m] = op_sheet_number(word, &ok);
            if (!ok) {
                return op_diag_add(diag, OP_WRONG_TYPE, (struct op_place){ s->path, row + 2, 0 },
                                   NULL, "%s: `%s` is no number", r->metrics[m].name, word);
            }
        }
    }
    return OP_OK;
}

enum op_status
op_results_read_outcomes(struct op_results *r, struct op_diag *diag)
{
    static const char *const keys[3] = { "replicate", "conditions", "strategy" };
    struct op_sheet s = { 0 };
    int column[3] = { 0 };
    enum op_status status = op_sheet_read(&s, r->dir, "outcomes.csv", true, diag);

    for (int i = 0; status == OP_OK && i < 3; i++) {
        status = op_sheet_need(&s, keys[i], &column[i], diag);
    }
    if (status == OP_OK && s.n_rows == 0) {
        status = op_diag_add(diag, OP_MISSING_KEY, (struct op_place){ s.path, 0, 0 }, NULL,
                             "holds no evening");
    }
    for (int m = 0; status == OP_OK && m < r->n_metrics; m++) {
        int at = 0;
        status = op_sheet_need(&s, r->metrics[m].name, &at, diag);
    }
    if (status == OP_OK) {
        status = list_arms(r, &s, column, diag);
    }
    if (status == OP_OK) {
        status = list_replicates(r, &s, column[0], diag);
    }
    if (status == OP_OK) {
        status = list_structures(r, &s, column[0]);
    }
    if (status == OP_OK) {
        status = fill_outcomes(r, &s, column, diag);
    }
    op_sheet_free(&s);
    return status;
}

enum op_status
op_results_read_parameters(struct op_results *r, struct op_diag *diag)
{
    struct op_sheet s = { 0 };
    int column[3] = { 0 };
    enum op_status status = op_sheet_read(&s, r->dir, "parameters.csv", false, diag);

    if (status != OP_OK || s.n_columns == 0) {
        goto out;   // a file that is not there has a path all the same
    }
    if ((status = op_sheet_need(&s, "replicate", &column[0], diag)) != OP_OK ||
        (status = op_sheet_need(&s, "parameter", &column[1], diag)) != OP_OK ||
        (status = op_sheet_need(&s, "value", &column[2], diag)) != OP_OK) {
        goto out;
    }
    for (int row = 0; row < s.n_rows; row++) {
        if (op_results_intern(&r->parameter_names, &r->n_parameters,
                              op_sheet_cell(&s, row, column[1])) < 0) {
            status = OP_NO_MEMORY;
            goto out;
        }
    }
    r->parameters =
        malloc(((size_t)r->n_replicates * (size_t)r->n_parameters + 1) * sizeof *r->parameters);
    if (r->parameters == NULL) {
        status = OP_NO_MEMORY;
        goto out;
    }
    for (size_t i = 0; i < (size_t)r->n_replicates * (size_t)r->n_parameters; i++) {
        r->parameters[i] = (double)NAN;
    }
    for (int row = 0; row < s.n_rows; row++) {
        bool ok = false;
        const int rep =
            op_results_replicate(r, op_sheet_whole(op_sheet_cell(&s, row, column[0]), &ok));

        if (!ok) {
            continue;
        }
        const int p = op_results_intern(&r->parameter_names, &r->n_parameters,
                                        op_sheet_cell(&s, row, column[1]));
        const double value = op_sheet_number(op_sheet_cell(&s, row, column[2]), &ok);
        // A draw that is a name (a rival structure, say) is no axis of the regression; a replicate
        // that failed has draws but no outcome.
        if (rep >= 0 && p >= 0 && ok) {
            double *at = &r->parameters[(size_t)rep * (size_t)r->n_parameters + (size_t)p];
            // Sets of conditions draw from the same uniform, so that the ranks are those of the
            // first set that draws it at all.
            *at = isnan(*at) ? value : *at;
        }
    }
out:
    op_sheet_free(&s);
    return status;
}
