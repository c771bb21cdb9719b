// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/sweep/sweepcells.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static enum op_status
read_factors(struct op_sweep_results *r, struct op_diag *diag)
{
    struct op_sheet *s = &r->factor_sheet;
    int key = 0;
    enum op_status status = op_sheet_read(s, r->tables.dir, "factors.csv", true, diag);

    if (status != OP_OK || (status = op_sheet_need(s, "key", &key, diag)) != OP_OK) {
        return status;
    }
    r->factors = calloc((size_t)s->n_rows + 1, sizeof *r->factors);
    if (r->factors == NULL) {
        return OP_NO_MEMORY;
    }
    for (int row = 0; row < s->n_rows; row++) {
        struct op_sweep_factor *one = &r->factors[r->n_factors++];
        bool ok = false;

        one->key = op_sheet_cell(s, row, key);
        one->kind = op_sheet_cell(s, row, op_sheet_column(s, "kind"));
        one->unit = op_sheet_cell(s, row, op_sheet_column(s, "unit"));
        one->strategy = op_sheet_cell(s, row, op_sheet_column(s, "strategy"));
        one->measure = op_sheet_cell(s, row, op_sheet_column(s, "measure"));
        one->label[OP_LANG_EN] = op_sheet_cell(s, row, op_sheet_column(s, "measure_en"));
        one->label[OP_LANG_NL] = op_sheet_cell(s, row, op_sheet_column(s, "measure_nl"));
        one->is_moment = strcmp(op_sheet_cell(s, row, op_sheet_column(s, "is_moment")), "yes") == 0;
        one->is_start =
            one->is_moment && *op_sheet_cell(s, row, op_sheet_column(s, "after")) == '\0' &&
            (strlen(one->key) < 3 || strcmp(one->key + strlen(one->key) - 3, ".at") == 0);
        one->lead_time_h =
            op_sheet_number(op_sheet_cell(s, row, op_sheet_column(s, "lead_time_h")), &ok);
        one->legal_status = op_sheet_cell(s, row, op_sheet_column(s, "legal_status"));
        one->precondition = op_sheet_cell(s, row, op_sheet_column(s, "precondition"));
        one->is_lawful = strcmp(op_sheet_cell(s, row, op_sheet_column(s, "lawful")), "no") != 0;
        for (int k = 0; k < OP_LANG_COUNT; k++) {
            if (*one->label[k] == '\0') {
                one->label[k] = one->key;
            }
        }
    }
    return OP_OK;
}

static enum op_status
read_design(struct op_sweep_results *r, struct op_diag *diag)
{
    struct op_sheet *s = &r->design;
    enum op_status status = op_sheet_read(s, r->tables.dir, "design.csv", true, diag);
    const size_t n = (size_t)r->n_factors;

    if (status != OP_OK) {
        return status;
    }
    r->n_points = s->n_rows;
    r->number = calloc((size_t)r->n_points * n + 1, sizeof *r->number);
    r->text = calloc((size_t)r->n_points * n + 1, sizeof *r->text);
    if (r->number == NULL || r->text == NULL) {
        return OP_NO_MEMORY;
    }
    for (int f = 0; f < r->n_factors && status == OP_OK; f++) {
        int column = 0;

        status = op_sheet_need(s, r->factors[f].key, &column, diag);
        for (int p = 0; p < r->n_points && status == OP_OK; p++) {
            r->number[(size_t)p * n + (size_t)f] = (double)NAN;
            r->text[(size_t)p * n + (size_t)f] = op_sheet_cell(s, p, column);
        }
    }
    return status;
}

enum op_status
op_sweep_results_read(struct op_sweep_results *r, const char *dir, struct op_diag *diag)
{
    enum op_status status = OP_OK;

    *r = (struct op_sweep_results){ .tables = { .dir = dir } };
    status = op_results_read_tables(&r->tables, diag);
    if (status == OP_OK) {
        status = read_factors(r, diag);
    }
    if (status == OP_OK) {
        status = read_design(r, diag);
    }
    return status == OP_OK ? op_sweep_points_read(r, diag) : status;
}

void
op_sweep_results_free(struct op_sweep_results *r)
{
    op_results_free(&r->tables);
    op_sheet_free(&r->design);
    op_sheet_free(&r->factor_sheet);
    for (int f = 0; f < r->n_factors; f++) {
        free(r->factors[f].starts.started);
        free(r->factors[f].starts.could_h);
    }
    free(r->factors);
    free(r->cells);
    free(r->number);
    free(r->text);
    free(r->replicates);
    free(r->outcomes);
    free(r->starts.started);
    free(r->starts.could_h);
    for (int i = 0; i < r->n_names; i++) {
        free(r->names[i]);
    }
    free(r->names);
    *r = (struct op_sweep_results){ 0 };
}

double
op_sweep_outcome(const struct op_sweep_results *r, int cell, int replicate, int metric)
{
    const size_t evening = (size_t)cell * (size_t)r->n_replicates + (size_t)replicate;

    return r->outcomes[evening * (size_t)r->tables.n_metrics + (size_t)metric];
}

double
op_sweep_number(const struct op_sweep_results *r, int cell, int factor)
{
    const int point = r->cells[cell].point;

    return point > 0 && point <= r->n_points
               ? r->number[(size_t)(point - 1) * (size_t)r->n_factors + (size_t)factor]
               : (double)NAN;
}

const struct op_sweep_starts *
op_sweep_starts_of(const struct op_sweep_results *r, int factor)
{
    return r->factors[factor].starts.started != NULL ? &r->factors[factor].starts : &r->starts;
}

const char *
op_sweep_text(const struct op_sweep_results *r, int cell, int factor)
{
    const int point = r->cells[cell].point;

    return point > 0 && point <= r->n_points
               ? r->text[(size_t)(point - 1) * (size_t)r->n_factors + (size_t)factor]
               : "";
}
