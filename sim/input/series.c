// SPDX-License-Identifier: GPL-3.0-or-later
// Read by hand: libcsv, which hands over every cell by a call, takes .6 s for 5 million rows of two
// cells, this .15 s, and it knows line and column of a fault.
#include "sim/input/series.h"

#include "sim/base/file.h"
#include "sim/base/text.h"
#include "sim/input/personal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MAX_FAULTS = 20, MAX_COLUMNS = 2, MAX_BYTES = 1 << 30 };
static const uint32_t LARGEST = 0x7FFFFFFE;

struct text {
    struct op_reader *reader;
    const char *file;
    const char *at, *line_start, *end;   // end: a NUL stands there
    int line;
    int n_faults;
};

static bool
fault(struct text *text, enum op_status status, const char *hint, const char *what)
{
    const size_t n = strcspn(text->at, ",\r\n");

    if (text->n_faults++ < MAX_FAULTS) {
        const struct op_place place = { text->file, text->line,
                                        (int)(text->at - text->line_start) + 1 };

        op_diag_add(text->reader->diag, status, place, hint, "\"%.*s\" %s", (int)(n < 40 ? n : 40),
                    text->at, what);
    }
    return false;
}

// Of a cell that is not what is expected: what it holds is not repeated if it tells of somebody.
static bool
fault_in_cell(struct text *text, enum op_status status, const char *hint, const char *what)
{
    const char *personal = op_looks_personal(text->at, strcspn(text->at, ",\r\n"));

    if (!personal) {
        return fault(text, status, hint, what);
    }
    if (text->n_faults++ < MAX_FAULTS) {
        const struct op_place place = { text->file, text->line,
                                        (int)(text->at - text->line_start) + 1 };

        op_diag_add(text->reader->diag, OP_BAD_VALUE, place,
                    "number the persons 0, 1, 2 ... before they come here, and keep no key to it",
                    "a cell looks like %s: no persons, accounts or names go in", personal);
    }
    return false;
}

static void
next_line(struct text *text)
{
    const char *newline = memchr(text->at, '\n', (size_t)(text->end - text->at));

    text->at = newline ? newline + 1 : text->end;
    text->line_start = text->at;
    text->line++;
}

static bool
is_end_of_cell(char c)
{
    return c == ',' || c == '\n' || c == '\r' || c == '\0';
}

static bool
read_whole(struct text *text, uint32_t *value)
{
    const char *at = text->at;
    uint64_t number = 0;

    while (*at >= '0' && *at <= '9' && at - text->at < 12) {
        number = number * 10 + (uint64_t)(*at++ - '0');
    }
    if (at == text->at || !is_end_of_cell(*at)) {
        return fault_in_cell(text, OP_BAD_VALUE, "digits only, nothing before or after them",
                             "is not a whole number");
    }
    // (a number of eight digits with a zero before it is a telephone's)
    if (number > LARGEST || (text->at[0] == '0' && at - text->at >= 8)) {
        return fault_in_cell(text, OP_OUT_OF_RANGE, NULL, "is outside [0, 2147483646]");
    }
    *value = (uint32_t)number;
    text->at = at;
    return true;
}

static bool
read_real(struct text *text, double *value)
{
    char number[64];
    const size_t n = strcspn(text->at, ",\r\n");

    if (n >= sizeof number) {
        return fault_in_cell(text, OP_BAD_VALUE, NULL, "is not a number");
    }
    memcpy(number, text->at, n);
    number[n] = '\0';
    if (!op_text_number(number, value)) {
        return fault_in_cell(text, OP_BAD_VALUE, "digits, one decimal point, perhaps an exponent",
                             "is not a number");
    }
    text->at += n;
    return true;
}

// The end of a row of the right number of cells.
static bool
close_row(struct text *text)
{
    text->at += *text->at == '\r';
    if (text->at == text->end) {
        return true;
    }
    if (*text->at != '\n') {
        return fault(text, OP_SYNTAX, "the header says how many cells a row has",
                     "stands after the last cell");
    }
    text->at++;
    text->line_start = text->at;
    text->line++;
    return true;
}

static bool
read_row(struct text *text, int n_columns, uint32_t *whole, double *real)
{
    for (int c = 0; c < n_columns; c++) {
        if (c > 0) {
            if (*text->at != ',') {
                return fault(text, OP_SYNTAX, "cells are parted by commas", "is too short a row");
            }
            text->at++;
        }
        if (!(whole ? read_whole(text, &whole[c]) : read_real(text, real))) {
            return false;
        }
    }
    return close_row(text);
}

static size_t
count_lines(const struct text *text)
{
    size_t n = 1;

    for (const char *at = text->at; (at = memchr(at, '\n', (size_t)(text->end - at))); at++) {
        n++;
    }
    return n;
}

// A heading under which people are kept; the cells below it are not even looked at.
static bool
has_personal_heading(struct text *text)
{
    for (const char *at = text->at;;) {
        const size_t n = strcspn(at, ",;\t\r\n");

        if (op_heading_is_personal(at, n)) {
            const struct op_place place = { text->file, 1, (int)(at - text->line_start) + 1 };

            op_diag_add(text->reader->diag, OP_BAD_VALUE, place,
                        "keep the two columns of numbers only",
                        "the column \"%.*s\" is of persons: no persons, accounts or names go in",
                        (int)(n < 40 ? n : 40), at);
            return true;
        }
        at += n;
        if (*at != ',' && *at != ';' && *at != '\t') {
            return false;
        }
        at++;
    }
}

static bool
check_header(struct text *text, const char *header)
{
    const size_t n = strlen(header);
    char hint[128];

    if (strncmp(text->at, "\xEF\xBB\xBF", 3) == 0) {
        text->at += 3;
    }
    if (strncmp(text->at, header, n) != 0 || (text->at[n] != '\n' && text->at[n] != '\r')) {
        if (has_personal_heading(text)) {
            return false;
        }
        snprintf(hint, sizeof hint, "the first line is `%s`%s", header,
                 text->at[strcspn(text->at, ";\t\r\n")] == ';' ? ", with a comma, not a semicolon"
                 : text->at[strcspn(text->at, ";\t\r\n")] == '\t' ? ", with a comma, not a tab"
                                                                  : "");
        return fault(text, OP_SYNTAX, hint, "is not the header that is expected");
    }
    next_line(text);
    return true;
}

// Numbers of accounts are whole numbers too, but few of very many.
static bool
check_numbering(struct text *text, const struct op_series *series)
{
    enum { FAR = 10000000, SPARSE = 100 };
    const size_t n = series->n_rows * (size_t)series->n_columns;
    uint32_t largest = 0;

    for (size_t i = 0; series->whole && i < n; i++) {
        largest = series->whole[i] > largest ? series->whole[i] : largest;
    }
    if (largest < FAR || largest / SPARSE < series->n_rows) {
        return true;
    }
    const struct op_place place = { text->file, 0, 0 };

    return op_diag_add(text->reader->diag, OP_OUT_OF_RANGE, place,
                       "number the persons 0, 1, 2 ... without gaps",
                       "numbers up to %u in %zu rows look like those of accounts: none go in",
                       (unsigned)largest, series->n_rows) == OP_OK;
}

static bool
read_rows(struct text *text, bool is_whole, struct op_series *series)
{
    const size_t capacity = count_lines(text);
    const size_t n_cells = capacity * (size_t)series->n_columns;
    uint32_t *whole = is_whole ? op_reader_new(text->reader, n_cells, sizeof *whole) : NULL;
    double *real = is_whole ? NULL : op_reader_new(text->reader, n_cells, sizeof *real);
    size_t n = 0;

    if (!whole && !real) {
        return false;
    }
    while (text->at < text->end) {
        if (read_row(text, series->n_columns, whole ? whole + n * (size_t)series->n_columns : NULL,
                     real ? real + n : NULL)) {
            n++;
        } else {
            next_line(text);
        }
    }
    series->whole = whole;
    series->real = real;
    series->n_rows = n;
    return text->n_faults == 0;
}

static char *
read_file(struct op_reader *reader, const char *path, struct op_place asked_at, size_t *n_bytes)
{
    char why[96];
    FILE *in = op_file_open(path, why);
    struct stat about;
    char *text = NULL;

    reader->no_memory |= !in && errno == ENOMEM;
    if (!in) {
        op_diag_add(reader->diag, OP_NOT_FOUND, asked_at, NULL, "%s: %s", path, why);
    } else if (fstat(fileno(in), &about) != 0) {
        op_diag_add(reader->diag, OP_IO, asked_at, NULL, "%s: %s", path, strerror(errno));
    } else if (about.st_size > MAX_BYTES) {
        op_diag_add(reader->diag, OP_TOO_LARGE, asked_at, NULL, "%s: larger than %d MiB", path,
                    MAX_BYTES / 1024 / 1024);
    } else {
        text = malloc((size_t)about.st_size + 1);
        reader->no_memory |= !text;
        *n_bytes = text ? fread(text, 1, (size_t)about.st_size, in) : 0;
        if (text && *n_bytes < (size_t)about.st_size) {
            op_diag_add(reader->diag, OP_IO, asked_at, NULL, "%s: cannot be read", path);
            free(text);
            text = NULL;
        }
    }
    if (in) {
        fclose(in);
    }
    return text;
}

bool
op_read_series(struct op_reader *reader, const char *path, struct op_place asked_at,
               const char *header, bool is_whole, struct op_series *series)
{
    size_t n_bytes = 0;
    char *bytes = read_file(reader, path, asked_at, &n_bytes);
    struct text text = {
        .reader = reader, .file = path, .at = bytes, .line_start = bytes, .line = 1
    };
    bool is_well = false;

    if (!bytes) {
        return false;
    }
    bytes[n_bytes] = '\0';
    text.end = bytes + n_bytes;
    series->n_columns = strchr(header, ',') ? 2 : 1;
    if (strlen(bytes) < n_bytes) {
        text.at = text.end;
        is_well = fault(&text, OP_SYNTAX, NULL, "a NUL stands in the file");
    } else if (check_header(&text, header)) {
        is_well = read_rows(&text, is_whole, series);
        if (is_well && series->n_rows == 0) {
            is_well = fault(&text, OP_BAD_VALUE, "a header and at least one row", "holds no row");
        }
        is_well = is_well && check_numbering(&text, series);
    }
    free(bytes);
    return is_well;
}
