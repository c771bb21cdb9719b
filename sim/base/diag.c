// SPDX-License-Identifier: GPL-3.0-or-later
// Findings: a growing list of owned texts, and their printing in the manner of a compiler.
#include "sim/base/diag.h"

#include "sim/base/file.h"
#include "sim/base/json.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// Longer source lines are cut when printed: a minified file must not fill the screen.
enum { SHOWN_CHARACTERS = 200 };
// More findings than these are counted only: nobody reads them, and each is printed with its line.
enum { MOST_FINDINGS = 500, MESSAGE_BYTES = 1000 };

static const char remedy_of_lack[] =
    "close other programs, or ask for less: fewer --threads, fewer persons (--set "
    "population.at_most=100000), or a larger machine";

static const char *const severity_word[] = {
    [OP_ERROR] = "error",
    [OP_WARNING] = "warning",
    [OP_NOTICE] = "notice",
};

void
op_diag_init(struct op_diag *diag)
{
    *diag = (struct op_diag){ 0 };
}

static void
drop_from(struct op_diag *diag, int n_kept)
{
    for (int i = n_kept; i < diag->n_findings; i++) {
        struct op_finding *finding = &diag->findings[i];

        free((void *)(uintptr_t)finding->place.file);   // our own copy, const for readers only
        free(finding->message);
        free(finding->hint);
        free(finding->source_line);
    }
    diag->n_findings = n_kept < diag->n_findings ? n_kept : diag->n_findings;
}

void
op_diag_free(struct op_diag *diag)
{
    drop_from(diag, 0);
    free(diag->findings);
    *diag = (struct op_diag){ 0 };
}

static char *
copy_or_null(const char *text)
{
    return text ? strdup(text) : NULL;
}

static bool
make_room(struct op_diag *diag)
{
    if (diag->n_findings < diag->capacity) {
        return true;
    }

    const int capacity = diag->capacity ? 2 * diag->capacity : 8;
    struct op_finding *findings = realloc(diag->findings, (size_t)capacity * sizeof *findings);

    if (!findings) {
        return false;
    }
    diag->findings = findings;
    diag->capacity = capacity;
    return true;
}

// A message may repeat what it is about, and that may be a megabyte.
static void
cut(char *message)
{
    size_t n = MESSAGE_BYTES - 3;

    if (!message || strnlen(message, MESSAGE_BYTES + 1) <= MESSAGE_BYTES) {
        return;
    }
    while (n > 0 && ((unsigned char)message[n] & 0xC0) == 0x80) {
        n--;
    }
    memcpy(message + n, "...", 4);
}

// When memory runs out a finding may lose its texts or be lost itself; an error still counts.
static void
add(struct op_diag *diag, enum op_severity severity, enum op_status status, struct op_place place,
    const char *hint, const char *format, va_list args)
{
    diag->n_errors += severity == OP_ERROR;
    if (diag->n_findings == MOST_FINDINGS) {
        diag->n_left_out++;
        return;
    }
    if (!make_room(diag)) {
        return;
    }

    struct op_finding *finding = &diag->findings[diag->n_findings];

    *finding = (struct op_finding){ .severity = severity, .status = status, .place = place };
    finding->place.file = copy_or_null(place.file);
    finding->hint = copy_or_null(hint);
    if (vasprintf(&finding->message, format, args) < 0) {
        finding->message = NULL;
    }
    cut(finding->message);
    diag->n_findings++;
}

enum op_status
op_diag_add(struct op_diag *diag, enum op_status status, struct op_place place, const char *hint,
            const char *format, ...)
{
    va_list args;

    va_start(args, format);
    add(diag, OP_ERROR, status, place, hint, format, args);
    va_end(args);
    return status;
}

void
op_diag_warn(struct op_diag *diag, enum op_status status, struct op_place place, const char *hint,
             const char *format, ...)
{
    // What asks nothing of the reader (status OP_OK, such as a migration that was done) is a
    // notice.
    const enum op_severity severity = status == OP_OK ? OP_NOTICE : OP_WARNING;
    va_list args;

    va_start(args, format);
    add(diag, severity, status, place, hint, format, args);
    va_end(args);
}

static int
n_kept_errors(const struct op_diag *diag)
{
    int n = 0;

    for (int i = 0; i < diag->n_findings; i++) {
        n += diag->findings[i].severity == OP_ERROR;
    }
    return n;
}

void
op_diag_lack(struct op_diag *diag, int n_kept, const char *doing)
{
    drop_from(diag, n_kept);
    diag->n_left_out = 0;
    for (int i = 0; i < diag->n_findings; i++) {
        if (diag->findings[i].status == OP_NO_MEMORY) {
            return;   // it is told already, and better
        }
    }
    diag->n_errors = n_kept_errors(diag) + 1;
    diag->lacking = doing;
}

enum op_status
op_diag_status(const struct op_diag *diag)
{
    for (int i = 0; i < diag->n_findings; i++) {
        if (diag->findings[i].severity == OP_ERROR) {
            return diag->findings[i].status;
        }
    }
    return diag->n_errors > 0 ? OP_NO_MEMORY : OP_OK;
}

// Findings without a file come last: they are about the whole.
static int
compare_places(const void *left, const void *right)
{
    const struct op_finding *const *at_x = left;
    const struct op_finding *const *at_y = right;
    const struct op_finding *x = *at_x;
    const struct op_finding *y = *at_y;

    if (!x->place.file != !y->place.file) {
        return x->place.file ? -1 : 1;
    }

    const int by_file = x->place.file ? strcmp(x->place.file, y->place.file) : 0;

    if (by_file != 0) {
        return by_file;
    }
    if (x->place.line != y->place.line) {
        return x->place.line < y->place.line ? -1 : 1;
    }
    if (x->place.column != y->place.column) {
        return x->place.column < y->place.column ? -1 : 1;
    }
    return (x > y) - (x < y);   // both in one array: the order in which they were found
}

// A text from a user may hold control characters; a terminal must not obey them.
static void
print_safely(const char *text, FILE *out)
{
    for (; *text; text++) {
        const unsigned char c = (unsigned char)*text;

        fputc((c < 0x20 && c != '\t' && c != '\n') || c == 0x7F ? '?' : c, out);
    }
}

// The line of that number without its end, or NULL; the caller frees.
static char *
line_of_file(const char *file, int number)
{
    char why[96];
    FILE *in = op_file_open(file, why);
    char *line = NULL;
    size_t size = 0;
    bool found = false;

    if (!in) {
        return NULL;
    }
    for (int i = 0; i < number; i++) {
        found = getline(&line, &size, in) >= 0;
        if (!found) {
            break;
        }
    }
    fclose(in);
    if (!found) {
        free(line);
        return NULL;
    }
    line[strcspn(line, "\r\n")] = '\0';
    return line;
}

static bool
starts_character(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;   // not a continuation byte of UTF-8
}

static void
print_source_line(const char *line, int column, FILE *out)
{
    char *shown = strdup(line);
    size_t end = 0;

    if (!shown) {
        return;
    }
    for (int n = 0; shown[end]; end++) {
        n += starts_character(shown[end]);
        if (n > SHOWN_CHARACTERS) {
            break;
        }
    }
    shown[end] = '\0';
    fputs("    ", out);
    print_safely(shown, out);
    fputc('\n', out);
    if (column > 0 && column <= SHOWN_CHARACTERS) {
        int before = column - 1;

        fputs("    ", out);
        for (const char *c = shown; *c && before > 0; c++) {
            if (starts_character(*c)) {
                fputc(*c == '\t' ? '\t' : ' ', out);   // a tab is as wide above as below
                before--;
            }
        }
        fputs("^\n", out);
    }
    free(shown);
}

static void
print_source(const struct op_finding *finding, FILE *out)
{
    const struct op_place *place = &finding->place;

    if (finding->source_line) {
        print_source_line(finding->source_line, place->column, out);
    } else if (place->file && place->line > 0) {
        char *line = line_of_file(place->file, place->line);

        if (line) {
            print_source_line(line, place->column, out);
        }
        free(line);
    }
}

static void
print_finding(const struct op_finding *finding, FILE *out)
{
    const struct op_place *place = &finding->place;

    if (place->file) {
        print_safely(place->file, out);
        if (place->line > 0) {
            fprintf(out, ":%d", place->line);
            if (place->column > 0) {
                fprintf(out, ":%d", place->column);
            }
        }
        fputs(": ", out);
    }
    fprintf(out, "%s: ", severity_word[finding->severity]);
    print_safely(finding->message ? finding->message : op_status_text(finding->status), out);
    if (finding->status != OP_OK) {
        fprintf(out, " [%s]", op_status_name(finding->status));
    }
    fputc('\n', out);
    print_source(finding, out);
    if (finding->hint) {
        fputs("  hint: ", out);
        print_safely(finding->hint, out);
        fputc('\n', out);
    }
}

typedef void finding_printer(const struct op_finding *finding, void *context);

// By file, line, column; unsorted, when memory is short, is better than nothing.
static void
for_each_sorted(const struct op_diag *diag, finding_printer *print, void *context)
{
    const size_t n = (size_t)diag->n_findings;
    const struct op_finding **sorted = n ? malloc(n * sizeof *sorted) : NULL;

    for (size_t i = 0; i < n && sorted; i++) {
        sorted[i] = &diag->findings[i];
    }
    if (sorted) {
        qsort(sorted, n, sizeof *sorted, compare_places);
    }
    for (size_t i = 0; i < n; i++) {
        print(sorted ? sorted[i] : &diag->findings[i], context);
    }
    free(sorted);
}

static void
print_plainly(const struct op_finding *finding, void *context)
{
    print_finding(finding, context);
}

void
op_diag_print(const struct op_diag *diag, FILE *out)
{
    for_each_sorted(diag, print_plainly, out);
    if (diag->n_left_out > 0) {
        fprintf(out, "and %d findings more\n", diag->n_left_out);
    }
    if (diag->lacking) {
        fprintf(out, "error: memory ran out %s [OP_NO_MEMORY]\n  hint: %s\n", diag->lacking,
                remedy_of_lack);
    } else if (diag->n_left_out == 0 && n_kept_errors(diag) < diag->n_errors) {
        fprintf(out,
                "error: memory ran out: there may be more findings [OP_NO_MEMORY]\n  hint: %s\n",
                remedy_of_lack);
    }
}

struct json_list {
    FILE *out;
    int n;
};

static void
json_text_or_null(FILE *out, const char *name, const char *text)
{
    fprintf(out, ", \"%s\": ", name);
    if (text) {
        op_json_text(out, text);
    } else {
        fputs("null", out);
    }
}

static void
json_count_or_null(FILE *out, const char *name, int count)
{
    if (count > 0) {
        fprintf(out, ", \"%s\": %d", name, count);
    } else {
        fprintf(out, ", \"%s\": null", name);
    }
}

static void
print_as_json(const struct op_finding *finding, void *context)
{
    struct json_list *list = context;

    fprintf(list->out, "%s\n  { \"severity\": \"%s\", \"status\": \"%s\"", list->n > 0 ? "," : "",
            severity_word[finding->severity], op_status_name(finding->status));
    json_text_or_null(list->out, "file", finding->place.file);
    json_count_or_null(list->out, "line", finding->place.line);
    json_count_or_null(list->out, "column", finding->place.column);
    json_text_or_null(list->out, "message",
                      finding->message ? finding->message : op_status_text(finding->status));
    json_text_or_null(list->out, "hint", finding->hint);
    fputs(" }", list->out);
    list->n++;
}

int
op_diag_json(const struct op_diag *diag, int n_before, FILE *out)
{
    struct json_list list = { out, n_before };

    for_each_sorted(diag, print_as_json, &list);
    if (diag->n_left_out > 0) {
        char message[64];
        const struct op_finding rest = { .severity = OP_NOTICE, .message = message };

        snprintf(message, sizeof message, "and %d findings more", diag->n_left_out);
        print_as_json(&rest, &list);
    }
    if (diag->n_left_out == 0 && n_kept_errors(diag) < diag->n_errors) {
        fprintf(out,
                "%s\n  { \"severity\": \"error\", \"status\": \"OP_NO_MEMORY\", \"file\": null, "
                "\"line\": null, \"column\": null, \"message\": \"memory ran out %s\", "
                "\"hint\": \"%s\" }",
                list.n > 0 ? "," : "", diag->lacking ? diag->lacking : "", remedy_of_lack);
        list.n++;
    }
    return list.n;
}
