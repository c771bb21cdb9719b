// SPDX-License-Identifier: GPL-3.0-or-later
// CSV through libcsv, which is fed line by line so that each row knows its line.
#include "sim/input/cells.h"

#include "sim/base/text.h"
#include "sim/input/tree.h"

#include <csv.h>
#include <string.h>

enum { MAX_FINDINGS = 20, MAX_COLUMNS = 2000 };

struct gathering {
    struct op_arena *arena;
    struct op_diag *diag;
    struct op_cells *cells;
    const char **row;   // of the row being read
    int n_in_row, row_capacity;
    int capacity;   // rows
    int line;
    const char *row_start;   // of the row being read
    int row_line;
    int n_findings;
    bool is_open;   // a row has begun and is not over: a quoted cell goes on
    bool has_header, no_memory, is_other;   // other: no table parted by commas
};

static void
take_cell(void *text, size_t length, void *at)
{
    struct gathering *g = at;

    if (g->n_in_row == g->row_capacity) {
        const int capacity = g->row_capacity ? 2 * g->row_capacity : 32;
        const char **row =
            op_arena_grow(g->arena, g->row, (size_t)g->n_in_row, (size_t)capacity, sizeof *row);

        if (!row) {
            g->no_memory = true;
            return;
        }
        g->row = row;
        g->row_capacity = capacity;
    }
    g->row[g->n_in_row] = op_arena_part(g->arena, text ? text : "", length);
    g->no_memory |= !g->row[g->n_in_row];
    g->n_in_row++;
}

static void
take_header(struct gathering *g)
{
    g->has_header = true;
    g->cells->n_columns = g->n_in_row;
    g->cells->header = op_arena_grow(g->arena, g->row, (size_t)g->n_in_row, (size_t)g->n_in_row + 1,
                                     sizeof *g->row);
    g->no_memory |= !g->cells->header;
    g->is_other = g->n_in_row == 1 && !g->no_memory && strpbrk(g->row[0], ";\t");
}

static bool
make_room(struct gathering *g)
{
    struct op_cells *cells = g->cells;
    const size_t n_columns = (size_t)cells->n_columns;

    if (cells->n_rows < g->capacity) {
        return true;
    }

    const size_t capacity = g->capacity ? 2 * (size_t)g->capacity : 256;
    const char **text = op_arena_grow(g->arena, cells->text, (size_t)cells->n_rows * n_columns,
                                      capacity * n_columns, sizeof *text);
    int *line = op_arena_grow(g->arena, cells->line, (size_t)cells->n_rows, capacity, sizeof *line);
    const char **start =
        op_arena_grow(g->arena, cells->start, (size_t)cells->n_rows, capacity, sizeof *start);

    if (!text || !line || !start) {
        g->no_memory = true;
        return false;
    }
    cells->text = text;
    cells->line = line;
    cells->start = start;
    g->capacity = (int)capacity;
    return true;
}

static void
refuse_row(struct gathering *g)
{
    const struct op_place place = { g->cells->file, g->row_line, 1 };

    if (++g->n_findings > MAX_FINDINGS) {
        return;
    }
    op_diag_add(g->diag, OP_SYNTAX, place,
                g->n_in_row > g->cells->n_columns
                    ? "numbers take a decimal point; a text with a comma stands in quotes"
                    : NULL,
                "the row has %d cells, and the header has %d", g->n_in_row, g->cells->n_columns);
}

static void
take_row(int end, void *at)
{
    struct gathering *g = at;

    (void)end;
    g->is_open = false;
    if (g->no_memory || g->is_other) {
        return;
    }
    if (!g->has_header) {
        take_header(g);
    } else if (g->n_in_row != g->cells->n_columns) {
        refuse_row(g);
    } else if (make_room(g)) {
        struct op_cells *cells = g->cells;

        memcpy(cells->text + (size_t)cells->n_rows * (size_t)cells->n_columns, g->row,
               (size_t)g->n_in_row * sizeof *g->row);
        cells->line[cells->n_rows] = g->row_line;
        cells->start[cells->n_rows] = g->row_start;
        cells->n_rows++;
    }
    g->n_in_row = 0;
}

static bool
feed(struct csv_parser *parser, struct gathering *g, const char *text, size_t n_bytes)
{
    for (size_t i = 0; i < n_bytes;) {
        const char *end = memchr(text + i, '\n', n_bytes - i);
        const size_t length = end ? (size_t)(end - text) - i + 1 : n_bytes - i;

        g->line++;
        if (!g->is_open) {
            g->row_start = text + i;
            g->row_line = g->line;
            g->is_open = text[i] != '\n' && text[i] != '\r';
        }
        if (csv_parse(parser, text + i, length, take_cell, take_row, g) != length) {
            return false;
        }
        i += length;
    }
    return csv_fini(parser, take_cell, take_row, g) == 0;
}

static enum op_status
check_header(const struct op_cells *cells, bool has_header, struct op_diag *diag)
{
    const struct op_place place = { cells->file, 1, 1 };

    if (!has_header) {
        return op_diag_add(diag, OP_SYNTAX, place, NULL, "the file is empty: no header");
    }
    if (cells->n_columns == 1 && strpbrk(cells->header[0], ";\t")) {
        return op_diag_add(diag, OP_SYNTAX, place,
                           "export it as CSV with commas between cells and decimal points",
                           "the cells are divided by %s, not by commas",
                           strchr(cells->header[0], ';') ? "semicolons" : "tabs");
    }
    if (cells->n_columns > MAX_COLUMNS) {
        return op_diag_add(diag, OP_TOO_LARGE, place, NULL, "more than %d columns", MAX_COLUMNS);
    }
    for (int i = 0; i < cells->n_columns; i++) {
        for (int k = 0; k < i; k++) {
            if (strcmp(cells->header[i], cells->header[k]) == 0) {
                return op_diag_add(diag, OP_DUPLICATE_KEY, place, NULL,
                                   "the column %s stands twice", cells->header[i]);
            }
        }
    }
    return OP_OK;
}

enum op_status
op_cells_read(struct op_arena *arena, const char *path, struct op_place asked_at,
              struct op_cells *cells, struct op_diag *diag)
{
    struct gathering g = { .arena = arena, .diag = diag, .cells = cells };
    struct csv_parser parser;
    char *text = NULL;
    size_t n_bytes = 0;
    size_t skip = 0;
    enum op_status status = op_file_read(arena, path, asked_at, &text, &n_bytes, diag);

    *cells = (struct op_cells){ .file = op_arena_text(arena, path) };
    if (status == OP_OK) {
        status = op_file_check_text(text, n_bytes, cells->file, &skip, diag);
    }
    if (status != OP_OK) {
        return status;
    }
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0) {
        arena->is_short = true;
        return OP_NO_MEMORY;
    }
    const bool is_fed = feed(&parser, &g, text + skip, n_bytes - skip);

    g.no_memory |= csv_error(&parser) == CSV_ENOMEM;
    if (!is_fed && !g.no_memory) {
        const bool is_quote = csv_error(&parser) == CSV_EPARSE;

        status =
            op_diag_add(diag, OP_SYNTAX, (struct op_place){ cells->file, g.line, 1 },
                        "a quote within a quoted cell is written twice: \"\"", "not valid CSV: %s",
                        is_quote ? "a quote stands within a cell, or is never closed"
                                 : csv_strerror(csv_error(&parser)));
    }
    csv_free(&parser);
    if (g.no_memory) {
        return OP_NO_MEMORY;
    }
    if (status == OP_OK) {
        status = check_header(cells, g.has_header, diag);
    }
    return status == OP_OK && g.n_findings > 0 ? OP_SYNTAX : status;
}

int
op_cells_column(const struct op_cells *cells, const char *name)
{
    for (int i = 0; i < cells->n_columns; i++) {
        if (strcmp(cells->header[i], name) == 0) {
            return i;
        }
    }
    return -1;
}

const char *
op_cell(const struct op_cells *cells, int row, int column)
{
    return cells->text[(size_t)row * (size_t)cells->n_columns + (size_t)column];
}

int
op_cells_need(const struct op_cells *cells, const char *name, const char *all, struct op_diag *diag)
{
    const int found = op_cells_column(cells, name);
    struct op_nearest nearest;
    char hint[256];

    if (found >= 0) {
        return found;
    }
    op_nearest_start(&nearest, name);
    for (int i = 0; i < cells->n_columns; i++) {
        op_nearest_offer(&nearest, cells->header[i]);
    }
    snprintf(hint, sizeof hint,
             nearest.best ? "is it \"%.100s\"? columns: %.120s" : "%scolumns: %s",
             nearest.best ? nearest.best : "", all);
    op_diag_add(diag, OP_MISSING_KEY, (struct op_place){ cells->file, 1, 1 }, hint,
                "there is no column %s", name);
    return -1;
}

// Counted anew where a fault asks for it: cells do not each carry their place.
struct op_place
op_cell_place(const struct op_cells *cells, int row, int column)
{
    struct op_place place = { cells->file, cells->line[row], 1 };
    bool is_quoted = false;

    for (const char *at = cells->start[row]; *at && column > 0; at++) {
        is_quoted ^= *at == '"';
        column -= *at == ',' && !is_quoted;
        if (*at == '\n') {
            place.line++;
            place.column = 1;
        } else {
            place.column += ((unsigned char)*at & 0xC0) != 0x80;
        }
    }
    return place;
}

static bool
refuse_number(const struct op_cells *cells, int row, int column, struct op_diag *diag)
{
    const char *text = op_cell(cells, row, column);
    const struct op_place place = op_cell_place(cells, row, column);
    const char *name = cells->header[column];
    const size_t n = op_number_length(text);

    if (!text[0]) {
        return op_diag_add(diag, OP_BAD_VALUE, place, NULL, "column %s: a number is missing",
                           name) == OP_OK;
    }
    if (n > 0 && text[n] == '\0') {
        return op_diag_add(diag, OP_OUT_OF_RANGE, place, NULL,
                           "column %s: %s is too large a number", name, text) == OP_OK;
    }
    return op_diag_add(diag, OP_BAD_VALUE, place,
                       strchr(text, ',') ? "numbers take a decimal point" : NULL,
                       "column %s: \"%s\" is not a number", name, text) == OP_OK;
}

bool
op_cell_number(const struct op_cells *cells, int row, int column, double low, double high,
               double *value, struct op_diag *diag)
{
    if (!op_text_number(op_cell(cells, row, column), value)) {
        return refuse_number(cells, row, column, diag);
    }
    if (!(*value >= low && *value <= high)) {
        return op_diag_add(diag, OP_OUT_OF_RANGE, op_cell_place(cells, row, column), NULL,
                           "column %s: %s is outside [%g, %g]", cells->header[column],
                           op_cell(cells, row, column), low, high) == OP_OK;
    }
    return true;
}
