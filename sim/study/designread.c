// SPDX-License-Identifier: GPL-3.0-or-later
// A design from a table: design.csv of an earlier study, or one made elsewhere.
#include "sim/input/cells.h"
#include "sim/study/designfile.h"
#include "sim/study/startreference.h"

#include <string.h>

static const struct op_place nowhere = { 0 };

struct table_reader {
    struct op_design *design;
    const struct op_design_ask *ask;
    const struct op_scenario *scenario;
    struct op_diag *diag;
    struct op_cells cells;
    int column[OP_MAX_VARY];   // of each factor
    int strategy_column;
};

// What design.csv holds beside the keys.
static bool
is_passed_over(const char *heading)
{
    static const char *const words[] = { "point", "strategy", "arm", "world", "command" };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i], heading) == 0) {
            return true;
        }
    }
    return false;
}

static enum op_status
read_keys(struct table_reader *t)
{
    struct op_design *design = t->design;
    enum op_status worst = OP_OK;

    design->factor = op_arena_new(&design->arena, OP_MAX_VARY, sizeof *design->factor);
    if (!design->factor) {
        return OP_NO_MEMORY;
    }
    for (int c = 0; c < t->cells.n_columns; c++) {
        const struct op_vary vary = { .key = t->cells.header[c], .place = { t->cells.file, 1, 0 } };
        struct op_factor *factor = &design->factor[design->n_factors];
        enum op_status status = OP_OK;

        if (is_passed_over(vary.key)) {
            continue;
        }
        if (design->n_factors == OP_MAX_VARY) {
            return op_diag_add(t->diag, OP_TOO_LARGE, vary.place, NULL,
                               "more than %d keys are varied", OP_MAX_VARY);
        }
        status = op_factor_read(factor, &design->arena, &vary, t->scenario, t->diag);
        t->column[design->n_factors++] = c;
        worst = worst == OP_OK ? status : worst;
    }
    if (worst == OP_OK && design->n_factors == 0) {
        return op_diag_add(t->diag, OP_MISSING_KEY, (struct op_place){ t->cells.file, 1, 0 },
                           "a column is headed by a key, such as early_talk.stop_talk.at",
                           "no column is a key that could be varied");
    }
    return worst;
}

static const char *
unguarded(const char *text)
{
    return text[0] == '\'' ? text + 1 : text;   // what keeps spreadsheets from running a cell
}

// The strategy that a row is about: by its name, else by a key of one; -1 where it names none.
static enum op_status
strategy_of(struct table_reader *t, int row, int *strategy)
{
    *strategy = -1;
    for (int f = 0; f < t->design->n_factors; f++) {
        const struct op_factor *factor = &t->design->factor[f];

        if (factor->kind != OP_FACTOR_MEASURE || *op_cell(&t->cells, row, t->column[f]) == '\0') {
            continue;
        }
        if (*strategy >= 0 && *strategy != factor->strategy) {
            return op_diag_add(t->diag, OP_BAD_VALUE, op_cell_place(&t->cells, row, t->column[f]),
                               "one row a strategy; leave the other's cells empty",
                               "%s: the row has values of two strategies", factor->key);
        }
        *strategy = factor->strategy;
    }
    if (*strategy >= 0 || t->strategy_column < 0) {
        return OP_OK;
    }

    const char *name = op_cell(&t->cells, row, t->strategy_column);

    for (int s = 0; s < t->scenario->n_strategies; s++) {
        if (strcmp(t->scenario->strategies[s].id, name) == 0) {
            *strategy = s;
        }
    }
    return *strategy >= 0 || *name == '\0'
               ? OP_OK
               : op_diag_add(t->diag, OP_UNKNOWN_NAME,
                             op_cell_place(&t->cells, row, t->strategy_column),
                             "`strategies:` of the scenario names them", "no strategy \"%s\"",
                             name);
}

static enum op_status
read_row(struct table_reader *t, int row, int strategy)
{
    struct op_design *design = t->design;
    struct op_factor_value *value =
        op_arena_new(&design->arena, (size_t)design->n_factors, sizeof *value);
    enum op_status worst = OP_OK;

    if (!value) {
        return OP_NO_MEMORY;
    }
    if (design->n_points == OP_MAX_POINTS) {
        return op_diag_add(t->diag, OP_TOO_LARGE, nowhere, NULL,
                           "the table has more than %d points", OP_MAX_POINTS);
    }
    for (int f = 0; f < design->n_factors; f++) {
        const char *text = unguarded(op_cell(&t->cells, row, t->column[f]));
        struct op_factor factor = design->factor[f];

        if (*text == '\0') {
            continue;
        }
        factor.place = op_cell_place(&t->cells, row, t->column[f]);
        design->factor[f].n_values++;

        const enum op_status status =
            op_factor_value_read(&value[f], &design->arena, &factor, t->scenario, text, t->diag);

        design->factor[f].after = factor.after;
        worst = worst == OP_OK ? status : worst;
    }
    design->point[design->n_points++] = (struct op_point){ strategy, value };
    return worst;
}

static enum op_status
read_rows(struct table_reader *t)
{
    const struct op_design_ask *ask = t->ask;
    const size_t most =
        (size_t)t->cells.n_rows * (size_t)(ask->n_strategies > 0 ? ask->n_strategies : 1);
    enum op_status worst = OP_OK;

    t->design->point = op_arena_new(&t->design->arena, most, sizeof *t->design->point);
    if (!t->design->point) {
        return OP_NO_MEMORY;
    }
    for (int row = 0; row < t->cells.n_rows && worst != OP_NO_MEMORY && worst != OP_TOO_LARGE;
         row++) {
        int strategy = -1;
        enum op_status status = strategy_of(t, row, &strategy);

        if (status == OP_OK && strategy >= 0) {
            status = read_row(t, row, strategy);
        }
        for (int i = 0; status == OP_OK && strategy < 0 && i < ask->n_strategies; i++) {
            status = read_row(t, row, ask->strategies[i]);
        }
        worst = worst == OP_OK ? status : worst;
    }
    return worst;
}

enum op_status
op_design_read(struct op_design *design, const char *path, const struct op_design_ask *ask,
               const struct op_scenario *scenario, struct op_diag *diag)
{
    struct table_reader t = { .design = design, .ask = ask, .scenario = scenario, .diag = diag };
    enum op_status status = OP_OK;

    *design = (struct op_design){ 0 };
    status = op_cells_read(&design->arena, path, nowhere, &t.cells, diag);
    if (status != OP_OK) {
        return status;
    }
    if (t.cells.n_rows == 0) {
        return op_diag_add(diag, OP_BAD_VALUE, (struct op_place){ t.cells.file, 1, 0 }, NULL,
                           "the table holds no point");
    }
    t.strategy_column = op_cells_column(&t.cells, "strategy");
    status = read_keys(&t);
    return status == OP_OK ? read_rows(&t) : status;
}

enum op_status
op_design_check(const struct op_scenario *scenario, struct op_diag *diag)
{
    static const enum op_design_kind kinds[] = { OP_DESIGN_GRID, OP_DESIGN_LATIN, OP_DESIGN_SOBOL };
    const struct op_study_block *block = &scenario->study;
    const int base = scenario->base;
    const struct op_design_ask ask = { .vary = block->vary,
                                       .n_vary = block->n_vary,
                                       .kind = kinds[block->design],
                                       .n_points = block->n_points,
                                       .strategies = &base,
                                       .n_strategies = 1 };
    struct op_design design = { 0 };
    enum op_status status = OP_OK;

    if (block->n_vary > 0) {
        status = op_design_make(&design, &ask, scenario, diag);
    } else if (block->design_from) {
        status = op_design_read(&design, block->design_from, &ask, scenario, diag);
    }
    if (status == OP_OK && block->reference) {
        double hours = 0;

        status = op_reference_read(&hours, block->reference, block->reference_place, &design,
                                   scenario, diag);
    }
    op_design_free(&design);
    return status;
}
