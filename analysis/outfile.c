// SPDX-License-Identifier: GPL-3.0-or-later
// Writing of files that appear whole, of CSV cells and of escaped text.
#include "analysis/outfile.h"

#include "analysis/sheet.h"
#include "sim/base/cause.h"
#include "sim/base/text.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// ---- files that appear whole ----------------------------------------------------------------

enum op_status
op_outfile_open(struct op_outfile *file, const char *dir, const char *name, struct op_diag *diag)
{
    const size_t size = strlen(dir) + strlen(name) + 8;

    *file = (struct op_outfile){ 0 };
    file->path = malloc(size);
    file->part = malloc(size);
    if (file->path == NULL || file->part == NULL) {
        op_outfile_drop(file);
        return OP_NO_MEMORY;
    }
    snprintf(file->path, size, "%s/%s", dir, name);
    snprintf(file->part, size, "%s/%s.part", dir, name);
    file->stream = fopen(file->part, "wb");
    if (file->stream == NULL) {
        const enum op_status status =
            op_cause_add(diag, OP_CANNOT_CREATE, file->path, "cannot be created", errno);
        op_outfile_drop(file);
        return status;
    }
    return OP_OK;
}

enum op_status
op_outfile_close(struct op_outfile *file, struct op_diag *diag)
{
    enum op_status status = op_cause_close(diag, file->stream, file->path);

    file->stream = NULL;
    if (status == OP_OK && rename(file->part, file->path) != 0) {
        status = op_cause_add(diag, OP_IO, file->path, "cannot be put under its name", errno);
    }
    if (status != OP_OK) {
        unlink(file->part);
    }
    op_outfile_drop(file);
    return status;
}

void
op_outfile_drop(struct op_outfile *file)
{
    if (file->stream != NULL) {
        fclose(file->stream);
        unlink(file->part);
    }
    free(file->path);
    free(file->part);
    *file = (struct op_outfile){ 0 };
}

static void
begin_cell(struct op_outfile *file)
{
    if (file->in_row) {
        putc(',', file->stream);
    }
    file->in_row = true;
}

// Where a spreadsheet splits at semicolons or tabs (it does in Dutch), or a quote is not honoured,
// what follows begins a cell of its own: that may be no formula either.
static bool
starts_cell_elsewhere(const char *at)
{
    return strchr(";\t\r\n", *at) != NULL && at[1] != '\0' && strchr("=+-@", at[1]) != NULL;
}

void
op_out_word(struct op_outfile *file, const char *word)
{
    bool is_number = false;
    bool guard = *word != '\0' && strchr("=+-@\t\r", *word) != NULL;
    bool inner = false;

    if (guard) {
        op_sheet_number(word, &is_number);
        guard = !is_number;
    }
    begin_cell(file);
    for (const char *at = word; *at != '\0' && !inner; at++) {
        inner = starts_cell_elsewhere(at);
    }
    // Outer spaces are quoted too: a reader may trim them, RFC 4180 says they belong to the field.
    if (!inner && strpbrk(word, ",\"\r\n") == NULL && *word != ' ' &&
        (*word == '\0' || word[strlen(word) - 1] != ' ')) {
        fprintf(file->stream, "%s%s", guard ? "'" : "", word);
        return;
    }
    fputs(guard ? "\"'" : "\"", file->stream);
    for (; *word != '\0'; word++) {
        if (*word == '"') {
            putc('"', file->stream);
        }
        putc(*word, file->stream);
        if (starts_cell_elsewhere(word)) {
            putc('\'', file->stream);
        }
    }
    putc('"', file->stream);
}

const char *
op_out_digits(char *buffer, size_t size, double value)
{
    static const int precisions[] = { 6, 15, 16, 17 };

    for (size_t i = 0; i < sizeof precisions / sizeof *precisions; i++) {
        snprintf(buffer, size, "%.*g", precisions[i], value == 0 ? 0 : value);
        if (strtod(buffer, NULL) == value) {
            break;
        }
    }
    return buffer;
}

void
op_out_number(struct op_outfile *file, double value)
{
    char digits[40];

    begin_cell(file);
    if (isfinite(value)) {
        fputs(op_out_digits(digits, sizeof digits, value), file->stream);
    }
}

void
op_out_count(struct op_outfile *file, long value)
{
    begin_cell(file);
    fprintf(file->stream, "%ld", value);
}

void
op_out_end_row(struct op_outfile *file)
{
    putc('\n', file->stream);
    file->in_row = false;
}

void
op_out_header(struct op_outfile *file, const char *const *names, int n_names)
{
    for (int i = 0; i < n_names; i++) {
        op_out_word(file, names[i]);
    }
    op_out_end_row(file);
}

// One character: a control or a byte that is no UTF-8 becomes a space. Bytes taken.
static int
put_character(FILE *out, const char *text)
{
    const int length = op_utf8_length(text, strlen(text));

    if (length < 1 || (unsigned char)*text < 0x20 || *text == 0x7f) {
        putc(' ', out);
        return 1;
    }
    fwrite(text, 1, (size_t)length, out);
    return length;
}

void
op_out_escaped(FILE *out, const char *text)
{
    while (*text != '\0') {
        int taken = 1;
        switch (*text) {
            case '&':
                fputs("&amp;", out);
                break;
            case '<':
                fputs("&lt;", out);
                break;
            case '>':
                fputs("&gt;", out);
                break;
            case '"':
                fputs("&quot;", out);
                break;
            case '\'':
                fputs("&#39;", out);
                break;
            default:
                taken = put_character(out, text);
        }
        text += taken;
    }
}

void
op_out_chart_text(FILE *out, const char *text)
{
    if (*text == '\0') {
        fputs("\xc2\xa0", out);   // an empty field would be read as missing
    }
    char before = ' ';

    while (*text != '\0') {
        const char here = *text;
        int taken = 1;
        switch (*text) {
            case '"':   // opening after a space or bracket, closing elsewhere
                fputs(strchr(" (\t\n", before) != NULL ? "\xe2\x80\x9c" : "\xe2\x80\x9d", out);
                break;
            case '`':
                fputs("\xe2\x80\x98", out);
                break;
            case '\\':
                fputs("\xe2\x88\x96", out);
                break;
            default:
                taken = put_character(out, text);
        }
        text += taken;
        before = here;
    }
}
