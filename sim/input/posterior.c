// SPDX-License-Identifier: GPL-3.0-or-later
// The posterior from CSV or from the scenario itself.
#include "sim/input/posterior.h"

#include "sim/base/text.h"
#include "sim/input/cells.h"
#include "sim/input/language.h"

#include <string.h>

enum { MAX_FAULTY_ROWS = 20 };   // enough to see what is wrong with a file

const char *
op_param_nearest(const struct op_schema *schema, const char *name, char best[128])
{
    struct op_nearest nearest;
    bool found = false;

    op_nearest_start(&nearest, name);
    for (int i = 0; i < schema->n_params; i++) {
        const char *group = "";
        const struct op_param *row = op_schema_param_row(schema, i, &group);
        char full[128];

        snprintf(full, sizeof full, "%s.%s", group, row->key);
        nearest.best = NULL;
        op_nearest_offer(&nearest, full);
        if (nearest.best) {
            snprintf(best, 128, "%s", full);
            found = true;
        }
    }
    return found ? best : NULL;
}

static bool
make_table(struct op_reader *reader, int n_columns, int n_rows)
{
    struct op_posterior *posterior = &reader->scenario->posterior;

    posterior->param = op_reader_new(reader, (size_t)n_columns, sizeof *posterior->param);
    posterior->values =
        op_reader_new(reader, (size_t)n_columns * (size_t)n_rows, sizeof *posterior->values);
    if (!posterior->param || !posterior->values) {
        return false;
    }
    posterior->n_columns = n_columns;
    posterior->n_rows = n_rows;
    return true;
}

static bool
take_name(struct op_reader *reader, const char *name, struct op_place place, int column)
{
    struct op_posterior *posterior = &reader->scenario->posterior;
    const int param = op_schema_param(reader->schema, name);
    char best[128];
    char hint[256];

    if (param < 0) {
        return op_diag_add(reader->diag, OP_UNKNOWN_NAME, place,
                           op_did_you_mean(op_param_nearest(reader->schema, name, best),
                                           "names are those of `mechanism.parameter`", hint),
                           "posterior: no parameter \"%s\"", name) == OP_OK;
    }
    posterior->param[column] = param;
    for (int i = 0; i < column; i++) {
        if (posterior->param[i] == param) {
            return op_diag_add(reader->diag, OP_DUPLICATE_KEY, place, NULL,
                               "posterior: %s stands twice", name) == OP_OK;
        }
    }
    return true;
}

bool
op_read_posterior(struct op_reader *reader, const char *path, struct op_place asked_at)
{
    struct op_posterior *posterior = &reader->scenario->posterior;
    struct op_cells cells;
    bool is_well = true;

    if (op_cells_read(reader->arena, path, asked_at, &cells, reader->diag) != OP_OK) {
        return false;
    }
    if (cells.n_rows == 0) {
        return op_diag_add(reader->diag, OP_BAD_VALUE, (struct op_place){ cells.file, 1, 1 }, NULL,
                           "no rows below the header") == OP_OK;
    }
    if (!make_table(reader, cells.n_columns, cells.n_rows)) {
        return false;
    }
    for (int c = 0; c < cells.n_columns; c++) {
        is_well &= take_name(reader, cells.header[c], (struct op_place){ cells.file, 1, 1 }, c);
    }
    if (!is_well) {
        return false;
    }
    for (int i = 0; i < cells.n_rows && (is_well || i < MAX_FAULTY_ROWS); i++) {
        for (int c = 0; c < cells.n_columns; c++) {
            const struct op_param *row =
                op_schema_param_row(reader->schema, posterior->param[c], NULL);

            is_well &= op_cell_number(&cells, i, c, row->low, row->high,
                                      &posterior->values[i * cells.n_columns + c], reader->diag);
        }
    }
    return is_well;
}

static bool
read_row(struct op_reader *reader, const struct op_node *node, int row)
{
    struct op_posterior *posterior = &reader->scenario->posterior;
    double *value = posterior->values + (size_t)row * (size_t)posterior->n_columns;

    if (node->kind != OP_NODE_LIST || node->n_children != posterior->n_columns) {
        return op_fault(reader, OP_WRONG_TYPE, node, NULL, "a row is a list of %d numbers",
                        posterior->n_columns);
    }
    for (const struct op_node *item = node->first; item; item = item->next) {
        const int column = (int)(value - posterior->values) % posterior->n_columns;
        const struct op_param *param =
            op_schema_param_row(reader->schema, posterior->param[column], NULL);

        if (!op_text_number(item->text, value)) {
            return op_fault(reader, OP_BAD_VALUE, item, NULL, "\"%s\" is not a number", item->text);
        }
        if (!(*value >= param->low && *value <= param->high)) {
            return op_fault(reader, OP_OUT_OF_RANGE, item, NULL, "%s: %s is outside [%g, %g]",
                            param->key, item->text, param->low, param->high);
        }
        value++;
    }
    return true;
}

bool
op_read_posterior_map(struct op_reader *reader, const struct op_node *node)
{
    const struct op_node *names = op_node_find(node, "parameters");
    const struct op_node *rows = op_node_find(node, "rows");
    bool is_well = true;
    int n = 0;

    op_check_keys(reader, node, OP_MAP_POSTERIOR);
    if (!names || !rows || names->kind != OP_NODE_LIST || rows->kind != OP_NODE_LIST ||
        names->n_children == 0 || rows->n_children == 0) {
        return op_fault(reader, OP_MISSING_KEY, node,
                        "name a CSV file, or write { parameters: [...], rows: [[...], ...] }",
                        "a posterior has parameters and rows");
    }
    if (!make_table(reader, names->n_children, rows->n_children)) {
        return false;
    }
    for (const struct op_node *name = names->first; name; name = name->next) {
        is_well &= take_name(reader, name->text, name->place, n++);
    }
    n = 0;
    for (const struct op_node *row = rows->first; row && is_well; row = row->next) {
        is_well &= read_row(reader, row, n++);
    }
    return is_well;
}
