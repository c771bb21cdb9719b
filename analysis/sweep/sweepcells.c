// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/sweep/sweepcells.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N_FIRST = 8 };   // columns of points.csv before could_h, which older folders lack

// ---- small tables ----

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

// ---- points.csv ----

struct points_reader {
    struct op_sweep_results *results;
    int *column_of_factor;   // the one that holds its number
    int first_metric;
    int last_cell;
    size_t capacity;    // evenings that outcomes has room for
    bool counts_only;   // first pass: cells and replicates
};

static int
cell_at(struct op_sweep_results *r, struct points_reader *reader, const struct op_sweep_cell *like)
{
    for (int k = 1; k <= r->n_cells; k++) {
        const int i = (reader->last_cell + k) % r->n_cells;
        const struct op_sweep_cell *one = &r->cells[i];

        if (one->point == like->point && one->world == like->world &&
            strcmp(one->conditions, like->conditions) == 0 &&
            strcmp(one->strategy, like->strategy) == 0) {
            reader->last_cell = i;
            return i;
        }
    }
    return -1;
}

static enum op_status
add_cell(struct op_sweep_results *r, struct points_reader *reader, struct op_sweep_cell cell)
{
    if (r->n_cells == r->cell_capacity) {
        const int capacity = 2 * r->cell_capacity + 64;
        struct op_sweep_cell *bigger = realloc(r->cells, (size_t)capacity * sizeof *bigger);

        if (bigger == NULL) {
            return OP_NO_MEMORY;
        }
        r->cells = bigger;
        r->cell_capacity = capacity;
    }

    const int strategy = op_results_intern(&r->names, &r->n_names, cell.strategy);
    const int conditions = op_results_intern(&r->names, &r->n_names, cell.conditions);

    if (strategy < 0 || conditions < 0) {
        return OP_NO_MEMORY;
    }
    cell.strategy = r->names[strategy];
    cell.conditions = r->names[conditions];
    reader->last_cell = r->n_cells;
    r->cells[r->n_cells++] = cell;
    return OP_OK;
}

static int
replicate_at(const struct op_sweep_results *r, int64_t number)
{
    int low = 0, high = r->n_replicates;

    while (low < high) {
        const int middle = low + (high - low) / 2;

        if (r->replicates[middle] < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static enum op_status
add_replicate(struct op_sweep_results *r, int64_t number)
{
    const int at = replicate_at(r, number);

    if (at < r->n_replicates && r->replicates[at] == number) {
        return OP_OK;
    }

    int64_t *bigger = realloc(r->replicates, (size_t)(r->n_replicates + 1) * sizeof *bigger);

    if (bigger == NULL) {
        return OP_NO_MEMORY;
    }
    r->replicates = bigger;
    memmove(bigger + at + 1, bigger + at, (size_t)(r->n_replicates - at) * sizeof *bigger);
    bigger[at] = number;
    r->n_replicates++;
    return OP_OK;
}

static enum op_status
read_header(struct points_reader *reader, char *const *fields, int n_fields, struct op_diag *diag)
{
    struct op_sweep_results *r = reader->results;
    int column = N_FIRST;

    r->says_could = n_fields > N_FIRST && strcmp(fields[N_FIRST], "could_h") == 0;
    column += r->says_could;

    for (int f = 0; f < r->n_factors; f++) {
        column += r->factors[f].is_moment;
        reader->column_of_factor[f] = column++;
    }
    reader->first_metric = column;
    for (int m = 0; m < r->tables.n_metrics; m++) {
        if (column + m >= n_fields || strcmp(fields[column + m], r->tables.metrics[m].name) != 0) {
            return op_diag_add(diag, OP_MISSING_KEY, (struct op_place){ r->tables.dir, 1, 0 }, NULL,
                               "points.csv: no column %s where it belongs",
                               r->tables.metrics[m].name);
        }
    }
    return OP_OK;
}

static void
read_numbers(struct points_reader *reader, int cell, int replicate, char *const *fields)
{
    struct op_sweep_results *r = reader->results;
    const size_t evening = (size_t)cell * (size_t)r->n_replicates + (size_t)replicate;
    const int point = r->cells[cell].point;
    bool ok = false;

    r->started[evening] = op_sheet_number(fields[N_FIRST - 1], &ok);
    if (r->says_could) {
        r->could_h[evening] = op_sheet_number(fields[N_FIRST], &ok);
    }
    for (int m = 0; m < r->tables.n_metrics; m++) {
        r->outcomes[evening * (size_t)r->tables.n_metrics + (size_t)m] =
            op_sheet_number(fields[reader->first_metric + m], &ok);
    }
    for (int f = 0; f < r->n_factors && point > 0 && point <= r->n_points; f++) {
        r->number[(size_t)(point - 1) * (size_t)r->n_factors + (size_t)f] =
            op_sheet_number(fields[reader->column_of_factor[f]], &ok);
    }
}

static enum op_status
read_row(void *user, long row, char *const *fields, int n_fields, struct op_diag *diag)
{
    struct points_reader *reader = user;
    struct op_sweep_results *r = reader->results;
    const struct op_sweep_cell cell = { (int)strtol(fields[0], NULL, 10), fields[1],
                                        n_fields > N_FIRST ? fields[4] : "",
                                        n_fields > N_FIRST ? (int)strtol(fields[3], NULL, 10) : 0,
                                        -1 };
    enum op_status status = OP_OK;

    if (row == 0) {
        return read_header(reader, fields, n_fields, diag);
    }

    const int64_t number = strtoll(fields[5], NULL, 10);

    if (reader->counts_only) {
        if (r->n_cells == 0 || cell_at(r, reader, &cell) < 0) {
            status = add_cell(r, reader, cell);
        }
        return status == OP_OK ? add_replicate(r, number) : status;
    }
    read_numbers(reader, cell_at(r, reader, &cell), replicate_at(r, number), fields);
    return OP_OK;
}

static void
find_bases(struct op_sweep_results *r)
{
    const char *base = "";

    for (int s = 0; s < r->tables.n_strategies; s++) {
        base = r->tables.strategies[s].is_base ? r->tables.strategies[s].name : base;
    }
    for (int i = 0; i < r->n_cells; i++) {
        for (int k = 0; k < r->n_cells && r->cells[i].base < 0; k++) {
            const struct op_sweep_cell *one = &r->cells[k];

            if (one->point == 0 && one->world == r->cells[i].world &&
                strcmp(one->strategy, base) == 0 &&
                strcmp(one->conditions, r->cells[i].conditions) == 0) {
                r->cells[i].base = k;
            }
        }
    }
}

static enum op_status
read_points(struct op_sweep_results *r, struct op_diag *diag)
{
    struct points_reader reader = { .results = r, .counts_only = true };
    enum op_status status = OP_OK;

    reader.column_of_factor = calloc((size_t)r->n_factors + 1, sizeof(int));
    if (reader.column_of_factor == NULL) {
        return OP_NO_MEMORY;
    }
    status = op_sheet_stream(r->tables.dir, "points.csv", read_row, &reader, diag);

    const size_t n = (size_t)r->n_cells * (size_t)r->n_replicates;

    if (status == OP_OK) {
        find_bases(r);
        r->outcomes = malloc((n * (size_t)r->tables.n_metrics + 1) * sizeof *r->outcomes);
        r->started = malloc((n + 1) * sizeof *r->started);
        r->could_h = malloc((n + 1) * sizeof *r->could_h);
        status = r->outcomes && r->started && r->could_h ? OP_OK : OP_NO_MEMORY;
    }
    for (size_t i = 0; status == OP_OK && i < n * (size_t)r->tables.n_metrics; i++) {
        r->outcomes[i] = (double)NAN;
    }
    for (size_t i = 0; status == OP_OK && i < n; i++) {
        r->started[i] = r->could_h[i] = (double)NAN;
    }
    reader.counts_only = false;
    if (status == OP_OK) {
        status = op_sheet_stream(r->tables.dir, "points.csv", read_row, &reader, diag);
    }
    free(reader.column_of_factor);
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
    return status == OP_OK ? read_points(r, diag) : status;
}

void
op_sweep_results_free(struct op_sweep_results *r)
{
    op_results_free(&r->tables);
    op_sheet_free(&r->design);
    op_sheet_free(&r->factor_sheet);
    free(r->factors);
    free(r->cells);
    free(r->number);
    free(r->text);
    free(r->replicates);
    free(r->outcomes);
    free(r->started);
    free(r->could_h);
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

const char *
op_sweep_text(const struct op_sweep_results *r, int cell, int factor)
{
    const int point = r->cells[cell].point;

    return point > 0 && point <= r->n_points
               ? r->text[(size_t)(point - 1) * (size_t)r->n_factors + (size_t)factor]
               : "";
}
