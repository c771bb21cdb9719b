// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/rights.h"

#include "analysis/outfile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { REPLICATE, CONDITIONS, STRATEGY, MEASURE, STARTS, COST, TOUCHING, NEEDLESS, MISSED, N_KEYS };
static const char *const keys[N_KEYS] = { "replicate", "conditions", "strategy",
                                          "measure",   "starts",     "cost_eur",
                                          "touching",  "needless",   "missed" };

static char *
copy(const char *word)
{
    char *made = malloc(strlen(word) + 1);

    return made == NULL ? NULL : strcpy(made, word);
}

// What catalogue.csv says of a measure; its name where it says nothing.
static enum op_status
describe(struct op_right *row, const struct op_sheet *catalogue)
{
    static const char *const columns[OP_LANG_COUNT] = { "label_en", "label_nl" };
    const int key = op_sheet_column(catalogue, "measure");
    int at = -1;

    for (int i = 0; key >= 0 && i < catalogue->n_rows && at < 0; i++) {
        at = strcmp(op_sheet_cell(catalogue, i, key), row->measure) == 0 ? i : -1;
    }
    for (int lang = 0; lang < OP_LANG_COUNT; lang++) {
        const char *word =
            at < 0 ? "" : op_sheet_cell(catalogue, at, op_sheet_column(catalogue, columns[lang]));
        row->label[lang] = copy(*word != '\0' ? word : row->measure);
    }
    row->cost_source =
        copy(at < 0 ? "" : op_sheet_cell(catalogue, at, op_sheet_column(catalogue, "cost_source")));
    return row->label[0] == NULL || row->label[1] == NULL || row->cost_source == NULL ? OP_NO_MEMORY
                                                                                      : OP_OK;
}

static struct op_right *
row_of(struct op_rights *rights, int arm, const char *measure, const struct op_sheet *catalogue)
{
    for (int i = 0; i < rights->n_rows; i++) {
        if (rights->rows[i].arm == arm && strcmp(rights->rows[i].measure, measure) == 0) {
            return &rights->rows[i];
        }
    }
    struct op_right *bigger =
        realloc(rights->rows, (size_t)(rights->n_rows + 1) * sizeof *rights->rows);
    if (bigger == NULL) {
        return NULL;
    }
    rights->rows = bigger;
    struct op_right *row = &rights->rows[rights->n_rows++];
    *row = (struct op_right){ .arm = arm, .measure = copy(measure) };
    return row->measure == NULL || describe(row, catalogue) != OP_OK ? NULL : row;
}

static enum op_status
take(struct op_rights *rights, const struct op_results *r, const struct op_sheet *s,
     const struct op_sheet *catalogue, const int column[N_KEYS], int at, struct op_diag *diag)
{
    const int arm = op_results_arm(r, op_sheet_cell(s, at, column[CONDITIONS]),
                                   op_sheet_cell(s, at, column[STRATEGY]));
    double value[N_KEYS] = { 0 };

    for (int k = STARTS; k < N_KEYS; k++) {
        bool ok = false;
        value[k] = op_sheet_number(op_sheet_cell(s, at, column[k]), &ok);
        if (!ok) {
            return op_diag_add(diag, OP_WRONG_TYPE, (struct op_place){ s->path, at + 2, 0 }, NULL,
                               "%s: `%s` is no number", keys[k], op_sheet_cell(s, at, column[k]));
        }
    }
    if (arm < 0) {
        return op_diag_add(diag, OP_UNKNOWN_NAME, (struct op_place){ s->path, at + 2, 0 }, NULL,
                           "`%s` does not stand in outcomes.csv",
                           op_sheet_cell(s, at, column[STRATEGY]));
    }
    struct op_right *row = row_of(rights, arm, op_sheet_cell(s, at, column[MEASURE]), catalogue);
    if (row == NULL) {
        return OP_NO_MEMORY;
    }
    row->n_evenings++;
    row->n_paired += !isnan(value[NEEDLESS]);
    row->in_force += value[STARTS] > 0;
    row->touching += value[TOUCHING] > 0;
    row->needless += value[NEEDLESS] > 0;
    row->missed += value[MISSED] > 0;
    row->cost_eur += value[COST];
    return OP_OK;
}

enum op_status
op_rights_make(struct op_rights *rights, const struct op_results *r, struct op_diag *diag)
{
    struct op_sheet s = { 0 }, catalogue = { 0 };
    int column[N_KEYS] = { 0 };
    enum op_status status = op_sheet_read(&s, r->dir, "measures.csv", false, diag);

    *rights = (struct op_rights){ 0 };
    if (status == OP_OK) {
        status = op_sheet_read(&catalogue, r->dir, "catalogue.csv", false, diag);
    }
    for (int k = 0; status == OP_OK && k < N_KEYS && s.n_columns > 0; k++) {
        status = op_sheet_need(&s, keys[k], &column[k], diag);
    }
    for (int i = 0; status == OP_OK && i < s.n_rows; i++) {
        status = take(rights, r, &s, &catalogue, column, i, diag);
    }
    op_sheet_free(&catalogue);
    op_sheet_free(&s);
    return status;
}

void
op_rights_free(struct op_rights *rights)
{
    for (int i = 0; i < rights->n_rows; i++) {
        free(rights->rows[i].measure);
        free(rights->rows[i].cost_source);
        for (int lang = 0; lang < OP_LANG_COUNT; lang++) {
            free(rights->rows[i].label[lang]);
        }
    }
    free(rights->rows);
    *rights = (struct op_rights){ 0 };
}

enum op_status
op_rights_write(const struct op_rights *rights, const struct op_results *r, struct op_diag *diag)
{
    static const char *const names[] = { "conditions",        "strategy",
                                         "measure",           "n_evenings",
                                         "in_force_evenings", "touching_evenings",
                                         "needless_evenings", "missed_evenings",
                                         "cost_mean_eur",     "cost_source" };
    struct op_outfile out = { 0 };
    enum op_status status =
        rights->n_rows > 0 ? op_outfile_open(&out, r->dir, "measure_evenings.csv", diag) : OP_OK;

    if (status != OP_OK || rights->n_rows == 0) {
        return status;
    }
    op_out_header(&out, names, sizeof names / sizeof *names);
    for (int i = 0; i < rights->n_rows; i++) {
        const struct op_right *row = &rights->rows[i];
        op_out_word(&out, r->arms[row->arm].conditions);
        op_out_word(&out, r->strategies[r->arms[row->arm].strategy].name);
        op_out_word(&out, row->measure);
        op_out_count(&out, row->n_evenings);
        op_out_count(&out, row->in_force);
        op_out_count(&out, row->touching);
        if (row->n_paired > 0) {
            op_out_count(&out, row->needless);
        } else {
            op_out_word(&out, "");
        }
        op_out_count(&out, row->missed);
        op_out_number(&out, row->cost_eur / row->n_evenings);
        op_out_word(&out, row->cost_source);
        op_out_end_row(&out);
    }
    return op_outfile_close(&out, diag);
}
