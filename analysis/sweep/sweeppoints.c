// SPDX-License-Identifier: GPL-3.0-or-later
// points.csv read in two passes: which cells and evenings there are, then what each says.
#include "analysis/sweep/sweepcells.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N_FIRST = 8 };   // columns of points.csv before could_h, which older folders lack

struct points_reader {
    struct op_sweep_results *results;
    int *column_of_factor;   // the one that holds its number
    int *starts_of_factor;   // the first of the two of its own starts; 0: none
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

static bool
is_own_start(const char *field, const char *key)
{
    const size_t n = strlen(key);

    return strncmp(field, key, n) == 0 && strcmp(field + n, "_started") == 0;
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
        if (column < n_fields && is_own_start(fields[column], r->factors[f].key)) {
            reader->starts_of_factor[f] = column;
            column += 2;
        }
    }
    reader->first_metric = column;
    if (column > n_fields) {
        return op_diag_add(diag, OP_MISSING_KEY, (struct op_place){ r->tables.dir, 1, 0 }, NULL,
                           "points.csv: %d columns where %d belong", n_fields, column);
    }
    for (int m = 0; m < r->tables.n_metrics; m++) {
        if (column + m >= n_fields || strcmp(fields[column + m], r->tables.metrics[m].name) != 0) {
            return op_diag_add(diag, OP_MISSING_KEY, (struct op_place){ r->tables.dir, 1, 0 }, NULL,
                               "points.csv: no column %s where it belongs",
                               r->tables.metrics[m].name);
        }
    }
    return OP_OK;
}

// False where a cell is no number.
static bool
read_numbers(struct points_reader *reader, int cell, int replicate, char *const *fields)
{
    struct op_sweep_results *r = reader->results;
    const size_t evening = (size_t)cell * (size_t)r->n_replicates + (size_t)replicate;
    const int point = r->cells[cell].point;
    bool ok = false, all_ok = true;

    r->starts.started[evening] = op_sheet_number(fields[N_FIRST - 1], &all_ok);
    if (r->says_could) {
        r->starts.could_h[evening] = op_sheet_number(fields[N_FIRST], &ok);
        all_ok = all_ok && ok;
    }
    for (int f = 0; f < r->n_factors; f++) {
        const int column = reader->starts_of_factor[f];

        if (column > 0) {
            r->factors[f].starts.started[evening] = op_sheet_number(fields[column], &ok);
            all_ok = all_ok && ok;
            r->factors[f].starts.could_h[evening] = op_sheet_number(fields[column + 1], &ok);
            all_ok = all_ok && ok;
        }
    }
    for (int m = 0; m < r->tables.n_metrics; m++) {
        r->outcomes[evening * (size_t)r->tables.n_metrics + (size_t)m] =
            op_sheet_number(fields[reader->first_metric + m], &ok);
        all_ok = all_ok && ok;
    }
    for (int f = 0; f < r->n_factors && point > 0 && point <= r->n_points; f++) {
        r->number[(size_t)(point - 1) * (size_t)r->n_factors + (size_t)f] =
            op_sheet_number(fields[reader->column_of_factor[f]], &ok);
        all_ok = all_ok && ok;
    }
    return all_ok;
}

static enum op_status
read_row(void *user, long row, char *const *fields, int n_fields, struct op_diag *diag)
{
    struct points_reader *reader = user;
    struct op_sweep_results *r = reader->results;
    const struct op_place place = { r->tables.dir, (int)row + 1, 0 };
    enum op_status status = OP_OK;
    bool ok[3] = { false, false, false };

    if (row == 0) {
        return read_header(reader, fields, n_fields, diag);
    }

    const int64_t point = op_sheet_whole(fields[0], &ok[0]);
    const int64_t world = op_sheet_whole(fields[3], &ok[1]);
    const int64_t number = op_sheet_whole(fields[5], &ok[2]);

    if (!ok[0] || !ok[1] || !ok[2] || point < 0 || point > INT_MAX || world < 0 ||
        world > INT_MAX) {
        return op_diag_add(diag, OP_WRONG_TYPE, place, NULL,
                           "points.csv: point, world or replicate is no whole number from 0");
    }

    const struct op_sweep_cell cell = { (int)point, fields[1], fields[4], (int)world, -1 };

    if (reader->counts_only) {
        if (r->n_cells == 0 || cell_at(r, reader, &cell) < 0) {
            status = add_cell(r, reader, cell);
        }
        return status == OP_OK ? add_replicate(r, number) : status;
    }
    if (!read_numbers(reader, cell_at(r, reader, &cell), replicate_at(r, number), fields)) {
        return op_diag_add(diag, OP_WRONG_TYPE, place, NULL,
                           "points.csv: a cell of this row is no number");
    }
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

// Room for what every evening says: none of it said yet.
static double *
new_numbers(size_t n)
{
    double *numbers = malloc((n + 1) * sizeof *numbers);

    for (size_t i = 0; numbers != NULL && i < n; i++) {
        numbers[i] = (double)NAN;
    }
    return numbers;
}

static bool
make_starts(struct op_sweep_starts *starts, size_t n)
{
    starts->started = new_numbers(n);
    starts->could_h = new_numbers(n);
    return starts->started != NULL && starts->could_h != NULL;
}

static enum op_status
make_room(struct op_sweep_results *r, const struct points_reader *reader)
{
    const size_t n = (size_t)r->n_cells * (size_t)r->n_replicates;
    bool is_made = make_starts(&r->starts, n);

    r->outcomes = new_numbers(n * (size_t)r->tables.n_metrics);
    for (int f = 0; f < r->n_factors && is_made; f++) {
        is_made = reader->starts_of_factor[f] == 0 || make_starts(&r->factors[f].starts, n);
    }
    return is_made && r->outcomes != NULL ? OP_OK : OP_NO_MEMORY;
}

enum op_status
op_sweep_points_read(struct op_sweep_results *r, struct op_diag *diag)
{
    const size_t n = (size_t)r->n_factors + 1;
    struct points_reader reader = { .results = r,
                                    .counts_only = true,
                                    .column_of_factor = calloc(n, sizeof(int)),
                                    .starts_of_factor = calloc(n, sizeof(int)) };
    enum op_status status = OP_NO_MEMORY;

    if (reader.column_of_factor != NULL && reader.starts_of_factor != NULL) {
        status = op_sheet_stream(r->tables.dir, "points.csv", read_row, &reader, diag);
    }
    if (status == OP_OK) {
        find_bases(r);
        status = make_room(r, &reader);
    }
    reader.counts_only = false;
    if (status == OP_OK) {
        status = op_sheet_stream(r->tables.dir, "points.csv", read_row, &reader, diag);
    }
    free(reader.column_of_factor);
    free(reader.starts_of_factor);
    return status;
}
