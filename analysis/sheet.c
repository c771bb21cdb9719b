// SPDX-License-Identifier: GPL-3.0-or-later
// Reading of CSV tables on top of libcsv.
#include "analysis/sheet.h"

#include <csv.h>
#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_BYTES = 1 << 16 };

// What the two callbacks of libcsv need between calls: the fields of the row at hand.
struct stream {
    const char *path;
    op_sheet_row_fn *row;
    void *user;
    struct op_diag *diag;
    char *text;
    size_t text_used, text_size;
    size_t *at;   // offsets of the fields in text
    char **fields;
    int n_fields, fields_size;
    int n_header;
    long n_rows;
    enum op_status status;
};

static bool
grow(void *pointer_to_array, size_t wanted, size_t element)
{
    void **array = pointer_to_array;
    void *bigger = realloc(*array, wanted * element);

    if (bigger == NULL) {
        return false;
    }
    *array = bigger;
    return true;
}

static void
take_field(void *field, size_t length, void *user)
{
    struct stream *s = user;

    if (s->status != OP_OK) {
        return;
    }
    if (s->n_fields == s->fields_size) {
        const int size = s->fields_size ? 2 * s->fields_size : 64;
        if (!grow(&s->at, (size_t)size, sizeof *s->at) ||
            !grow(&s->fields, (size_t)size, sizeof *s->fields)) {
            s->status = OP_NO_MEMORY;
            return;
        }
        s->fields_size = size;
    }
    if (s->text_used + length + 1 > s->text_size) {
        const size_t size = 2 * (s->text_used + length + 1);
        if (!grow(&s->text, size, 1)) {
            s->status = OP_NO_MEMORY;
            return;
        }
        s->text_size = size;
    }
    s->at[s->n_fields++] = s->text_used;
    if (length > 0) {
        memcpy(s->text + s->text_used, field, length);
    }
    s->text[s->text_used + length] = '\0';
    s->text_used += length + 1;
}

static void
take_row(int terminator, void *user)
{
    struct stream *s = user;

    (void)terminator;
    if (s->status != OP_OK) {
        return;
    }
    for (int i = 0; i < s->n_fields; i++) {
        s->fields[i] = s->text + s->at[i];
    }
    if (s->n_rows == 0) {
        s->n_header = s->n_fields;
        if (strncmp(s->fields[0], "\xef\xbb\xbf", 3) == 0) {
            s->fields[0] += 3;   // the mark that spreadsheets put before UTF-8
        }
    }
    if (s->n_fields != s->n_header) {
        const struct op_place place = { s->path, (int)(s->n_rows + 1), 0 };
        s->status =
            op_diag_add(s->diag, OP_SYNTAX, place, NULL, "row %ld has %d fields, the header has %d",
                        s->n_rows + 1, s->n_fields, s->n_header);
        return;
    }
    s->status = s->row(s->user, s->n_rows, s->fields, s->n_fields, s->diag);
    s->n_rows++;
    s->n_fields = 0;
    s->text_used = 0;
}

static enum op_status
stream_open_file(struct stream *s, FILE *file, struct csv_parser *parser)
{
    const struct op_place place = { s->path, 0, 0 };
    char *chunk = malloc(CHUNK_BYTES);
    size_t got = 0;

    if (chunk == NULL) {
        return OP_NO_MEMORY;
    }
    for (bool is_first = true; s->status == OP_OK && (got = fread(chunk, 1, CHUNK_BYTES, file)) > 0;
         is_first = false) {
        const bool has_mark = is_first && got >= 3 && memcmp(chunk, "\xEF\xBB\xBF", 3) == 0;
        const size_t skip = has_mark ? 3 : 0;   // what a spreadsheet writes before UTF-8

        if (csv_parse(parser, chunk + skip, got - skip, take_field, take_row, s) != got - skip &&
            s->status == OP_OK) {
            s->status = csv_error(parser) == CSV_ENOMEM
                            ? OP_NO_MEMORY
                            : op_diag_add(s->diag, OP_SYNTAX, place, NULL, "after row %ld: %s",
                                          s->n_rows, csv_strerror(csv_error(parser)));
        }
    }
    if (s->status == OP_OK && ferror(file)) {
        s->status = op_diag_add(s->diag, OP_IO, place, NULL, "reading failed: %s", strerror(errno));
    }
    if (s->status == OP_OK && csv_fini(parser, take_field, take_row, s) != 0) {
        s->status = csv_error(parser) == CSV_ENOMEM ? OP_NO_MEMORY
                                                    : op_diag_add(s->diag, OP_SYNTAX, place, NULL,
                                                                  "the last quote is not closed");
    }
    free(chunk);
    return s->status;
}

static char *
joined_path(const char *dir, const char *name)
{
    const size_t size = strlen(dir) + strlen(name) + 2;
    char *path = malloc(size);

    if (path != NULL) {
        snprintf(path, size, "%s/%s", dir, name);
    }
    return path;
}

enum op_status
op_sheet_stream(const char *dir, const char *name, op_sheet_row_fn *row, void *user,
                struct op_diag *diag)
{
    char *path = joined_path(dir, name);
    struct stream s = { .path = path, .row = row, .user = user, .diag = diag, .status = OP_OK };
    struct csv_parser parser;
    FILE *file = NULL;
    enum op_status status = OP_OK;

    if (path == NULL) {
        return OP_NO_MEMORY;
    }
    file = fopen(path, "rb");
    if (file == NULL) {
        status =
            errno == ENOMEM
                ? OP_NO_MEMORY
                : op_diag_add(diag, OP_NOT_FOUND, (struct op_place){ path, 0, 0 },
                              "a results folder is written by `oploop run` or `oploop compare`",
                              "cannot be opened: %s", strerror(errno));
        free(path);
        return status;
    }
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        status = OP_NO_MEMORY;
    } else {
        status = stream_open_file(&s, file, &parser);
        csv_free(&parser);
    }
    fclose(file);
    free(s.text);
    free(s.at);
    free(s.fields);
    free(path);
    return status;
}

struct gather {
    struct op_sheet *sheet;
    size_t used, size;
    size_t n_cells, cells_size;
};

static enum op_status
gather_row(void *user, long row, char *const *fields, int n_fields, struct op_diag *diag)
{
    struct gather *g = user;

    (void)diag;
    for (int i = 0; i < n_fields; i++) {
        const char *word = op_sheet_unguarded(fields[i]);
        const size_t length = strlen(word) + 1;

        if (g->used + length > g->size) {
            if (!grow(&g->sheet->arena, 2 * (g->used + length), 1)) {
                return OP_NO_MEMORY;
            }
            g->size = 2 * (g->used + length);
        }
        if (g->n_cells == g->cells_size) {
            const size_t size = g->cells_size ? 2 * g->cells_size : 256;
            if (!grow(&g->sheet->cells, size, sizeof *g->sheet->cells)) {
                return OP_NO_MEMORY;
            }
            g->cells_size = size;
        }
        memcpy(g->sheet->arena + g->used, word, length);
        g->sheet->cells[g->n_cells++] = g->used;
        g->used += length;
    }
    g->sheet->n_columns = n_fields;
    g->sheet->n_rows = (int)row;
    return OP_OK;
}

enum op_status
op_sheet_read(struct op_sheet *sheet, const char *dir, const char *name, bool required,
              struct op_diag *diag)
{
    struct gather g = { .sheet = sheet };
    enum op_status status = OP_OK;
    FILE *probe = NULL;

    *sheet = (struct op_sheet){ 0 };
    sheet->path = joined_path(dir, name);
    if (sheet->path == NULL) {
        return OP_NO_MEMORY;
    }
    if (!required) {
        probe = fopen(sheet->path, "rb");
        if (probe == NULL && errno == ENOMEM) {
            op_sheet_free(sheet);
            return OP_NO_MEMORY;
        }
        if (probe == NULL) {
            return OP_OK;
        }
        fclose(probe);
    }
    status = op_sheet_stream(dir, name, gather_row, &g, diag);
    if (status != OP_OK) {
        op_sheet_free(sheet);
    }
    return status;
}

void
op_sheet_free(struct op_sheet *sheet)
{
    free(sheet->path);
    free(sheet->arena);
    free(sheet->cells);
    *sheet = (struct op_sheet){ 0 };
}

const char *
op_sheet_heading(const struct op_sheet *sheet, int column)
{
    return sheet->arena + sheet->cells[column];
}

int
op_sheet_column(const struct op_sheet *sheet, const char *name)
{
    for (int i = 0; i < sheet->n_columns; i++) {
        if (strcmp(op_sheet_heading(sheet, i), name) == 0) {
            return i;
        }
    }
    return -1;
}

enum op_status
op_sheet_need(const struct op_sheet *sheet, const char *name, int *column, struct op_diag *diag)
{
    *column = op_sheet_column(sheet, name);
    if (*column >= 0) {
        return OP_OK;
    }
    // What a spreadsheet makes of it where the comma is the decimal sign.
    const bool has_semicolons =
        sheet->n_columns == 1 && strchr(op_sheet_heading(sheet, 0), ';') != NULL;
    return op_diag_add(diag, OP_MISSING_KEY, (struct op_place){ sheet->path, 1, 0 },
                       has_semicolons ? "its columns are parted by semicolons: save it with commas"
                                      : NULL,
                       "no column is headed `%s`", name);
}

const char *
op_sheet_cell(const struct op_sheet *sheet, int row, int column)
{
    if (column < 0) {
        return "";
    }
    return sheet->arena +
           sheet->cells[(size_t)(row + 1) * (size_t)sheet->n_columns + (size_t)column];
}

const char *
op_sheet_unguarded(const char *word)
{
    const bool guarded = word[0] == '\'' && word[1] != '\0' && strchr("=+-@\t\r", word[1]) != NULL;

    return guarded ? word + 1 : word;
}

double
op_sheet_number(const char *word, bool *ok)
{
    static const double tens[] = { 1,    1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                   1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18 };
    const char *at = word + (*word == '-');
    uint64_t digits = 0;
    int n_digits = 0, n_after = 0;
    bool after = false;
    char *end = NULL;
    double value = 0;

    *ok = true;
    if (*word == '\0' || strcmp(word, "NA") == 0) {
        return (double)NAN;
    }
    // Up to 15 digits fit a double exactly, and one division by a power of ten rounds once: so this
    // fast path gives what strtod gives.
    for (; n_digits <= 15; at++) {
        if (*at >= '0' && *at <= '9') {
            digits = 10 * digits + (uint64_t)(*at - '0');
            n_digits++;
            n_after += after;
        } else if (*at == '.' && !after) {
            after = true;
        } else {
            break;
        }
    }
    if (*at == '\0' && n_digits > 0 && n_digits <= 15) {
        value = (double)digits / tens[n_after];
        return *word == '-' ? -value : value;
    }
    value = strtod(word, &end);
    *ok = end != word && *end == '\0';
    return value;
}

int64_t
op_sheet_whole(const char *word, bool *ok)
{
    const double number = op_sheet_number(word, ok);

    *ok = *ok && fabs(number) < 1e15 && number == floor(number);
    return *ok ? (int64_t)number : 0;
}
