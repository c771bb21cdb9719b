// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the bench, as table, JSON or CSV. Names and units are the program's own words, without
// quotes or line breaks.
#include "sim/verb/bench_parts.h"

#include "sim/base/json.h"
#include "sim/base/text.h"
#include "sim/base/version.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void
op_bench_add(struct op_bench *bench, const char *part, double size, double value, const char *unit,
             const char *format, ...)
{
    if (bench->n_rows == bench->capacity) {
        const int capacity = bench->capacity > 0 ? bench->capacity * 2 : 64;
        struct op_bench_row *row = realloc(bench->row, (size_t)capacity * sizeof *row);
        if (row == NULL) {
            bench->is_short = true;
            return;
        }
        bench->row = row;
        bench->capacity = capacity;
    }
    struct op_bench_row *row = &bench->row[bench->n_rows++];
    *row = (struct op_bench_row){ .part = part, .size = size, .value = value, .unit = unit };
    va_list args;
    va_start(args, format);
    (void)vsnprintf(row->name, sizeof row->name, format, args);
    va_end(args);
}

void
op_bench_limit(struct op_bench *bench, double limit)
{
    if (bench->n_rows > 0 && !bench->is_short) {
        bench->row[bench->n_rows - 1].limit = limit;
    }
}

// ---- table ----

// A number to read: three or four digits, thousands parted.
static const char *
readable(double value, char text[48])
{
    const double size = value < 0 ? -value : value;
    char plain[40];
    (void)snprintf(plain, sizeof plain, size < 1 ? "%.3f" : size < 100 ? "%.1f" : "%.0f", value);
    const size_t n_digits = strspn(plain + (plain[0] == '-'), "0123456789");
    size_t out = 0, left = n_digits;
    for (const char *c = plain; *c != '\0' && out < 46; c++) {
        text[out++] = *c;
        if (*c != '-' && left > 0 && --left > 0 && left % 3 == 0 && n_digits > 3) {
            text[out++] = ',';
        }
    }
    text[out] = '\0';
    return text;
}

// Does the part tell one thing for several sizes?
static bool
is_grid(const struct op_bench *bench, const char *part)
{
    return strcmp(part, "queue") == 0 || strcmp(part, "scale") == 0 ? bench->n_rows > 0 : false;
}

static void
grid(const struct op_bench *bench, const char *part, FILE *out)
{
    double size[OP_BENCH_MAX_SIZES];
    int n_sizes = 0;
    char text[48];
    for (int i = 0; i < bench->n_rows; i++) {
        const struct op_bench_row *row = &bench->row[i];
        bool is_new = strcmp(row->part, part) == 0 && n_sizes < OP_BENCH_MAX_SIZES;
        for (int k = 0; k < n_sizes; k++) {
            is_new = is_new && size[k] != row->size;
        }
        if (is_new) {
            size[n_sizes++] = row->size;
        }
    }
    (void)fprintf(out, "  %-24s", strcmp(part, "queue") == 0 ? "pending" : "persons");
    for (int k = 0; k < n_sizes; k++) {
        (void)fprintf(out, " %12s", readable(size[k], text));
    }
    (void)fputc('\n', out);
    for (int i = 0; i < bench->n_rows; i++) {
        const struct op_bench_row *head = &bench->row[i];
        if (strcmp(head->part, part) != 0 || head->size != size[0]) {
            continue;
        }
        char name[96];
        (void)snprintf(name, sizeof name, "%s, %s", head->name, head->unit);
        (void)fprintf(out, "  %-24s", name);
        for (int k = i; k < bench->n_rows; k++) {
            const struct op_bench_row *row = &bench->row[k];
            if (strcmp(row->part, part) == 0 && strcmp(row->name, head->name) == 0) {
                (void)fprintf(out, " %12s", readable(row->value, text));
            }
        }
        (void)fputc('\n', out);
    }
}

static void
list(const struct op_bench *bench, const char *part, FILE *out)
{
    char value[48], size[48], each[48];
    for (int i = 0; i < bench->n_rows; i++) {
        const struct op_bench_row *row = &bench->row[i];
        if (strcmp(row->part, part) != 0) {
            continue;
        }
        (void)fprintf(out, "  %-46s %16s %-9s", row->name, readable(row->value, value), row->unit);
        if (row->size > 0 && strcmp(row->unit, "B") == 0) {
            (void)fprintf(out, "%12s x %s B", readable(row->size, size),
                          readable(row->value / row->size, each));
        } else if (row->size > 0) {
            (void)fprintf(out, "%12s times", readable(row->size, size));
        } else if (row->limit > 0) {
            (void)fprintf(out, " at most %s: %s", readable(row->limit, size),
                          row->value <= row->limit + 0.05 ? "kept" : "missed");
        }
        (void)fputc('\n', out);
    }
}

void
op_bench_table(const struct op_bench *bench, FILE *out)
{
    const char *part = "";
    for (int i = 0; i < bench->n_rows; i++) {
        if (strcmp(bench->row[i].part, part) == 0) {
            continue;
        }
        part = bench->row[i].part;
        (void)fprintf(out, "%s%s\n", i > 0 ? "\n" : "", part);
        (is_grid(bench, part) ? grid : list)(bench, part, out);
    }
}

// ---- for programs ----

void
op_bench_json(const struct op_bench *bench, FILE *out)
{
    char size[32], value[32], limit[32];
    (void)fputs("{ \"format\": \"oploop.bench/1\", \"version\": ", out);
    op_json_text(out, bench->program->version);
    (void)fputs(", \"compiler\": ", out);
    op_json_text(out, __VERSION__);
    (void)fputs(", \"flags\": ", out);
    op_json_text(out, op_build_flags());
    (void)fputs(", \"rows\": [", out);
    for (int i = 0; i < bench->n_rows; i++) {
        const struct op_bench_row *row = &bench->row[i];
        op_real_text(row->size, size);
        op_real_text(row->value, value);
        op_real_text(row->limit, limit);
        (void)fprintf(out,
                      "%s\n  { \"part\": \"%s\", \"name\": \"%s\", \"size\": %s, \"value\": %s, "
                      "\"unit\": \"%s\", \"limit\": %s }",
                      i > 0 ? "," : "", row->part, row->name, row->size > 0 ? size : "null", value,
                      row->unit, row->limit > 0 ? limit : "null");
    }
    (void)fputs("\n] }\n", out);
}

void
op_bench_csv(const struct op_bench *bench, FILE *out)
{
    char size[32] = "", value[32], limit[32] = "";
    (void)fputs("part,name,size,value,unit,limit\n", out);
    for (int i = 0; i < bench->n_rows; i++) {
        const struct op_bench_row *row = &bench->row[i];
        op_real_text(row->size, size);
        op_real_text(row->value, value);
        op_real_text(row->limit, limit);
        (void)fprintf(out, "%s,\"%s\",%s,%s,%s,%s\n", row->part, row->name,
                      row->size > 0 ? size : "", value, row->unit, row->limit > 0 ? limit : "");
    }
}
