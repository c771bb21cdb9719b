// SPDX-License-Identifier: GPL-3.0-or-later
// assumptions.csv, and what parameters are called in words.
#include "analysis/assumptions/deciders.h"
#include "analysis/outfile.h"
#include "analysis/phrases.h"

#include <math.h>
#include <string.h>

// Its cell in columns.csv, "" if it does not stand there.
static const char *
parameter_cell(const struct op_results *r, const char *name, const char *column)
{
    const struct op_sheet *s = &r->columns;
    const int file = op_sheet_column(s, "file"), at = op_sheet_column(s, "column");

    for (int row = 0; file >= 0 && at >= 0 && row < s->n_rows; row++) {
        if (strcmp(op_sheet_cell(s, row, file), "parameters") == 0 &&
            strcmp(op_sheet_cell(s, row, at), name) == 0) {
            return op_sheet_cell(s, row, op_sheet_column(s, column));
        }
    }
    return "";
}

const char *
op_parameter_words(const struct op_results *r, const char *name, enum op_lang lang, char *buffer,
                   size_t size)
{
    const char *label = parameter_cell(r, name, lang == OP_LANG_NL ? "label_nl" : "label_en");
    const char *meaning = parameter_cell(r, name, "meaning");

    if (*label != '\0' || *meaning == '\0') {
        snprintf(buffer, size, "%s", *label != '\0' ? label : name);
    } else {
        snprintf(buffer, size, "%.*s: %s", (int)strcspn(name, "."), name, meaning);
    }
    return buffer;
}

const char *
op_parameter_unit(const struct op_results *r, const char *name)
{
    return parameter_cell(r, name, "unit");
}

// Seconds as min, h or d; shares in per cent; rates per hour; the rest in its own unit.
const char *
op_parameter_value(const struct op_results *r, const char *name, double value, enum op_lang lang,
                   char *buffer, size_t size)
{
    const char *unit = op_parameter_unit(r, name);
    const char *shown = strcmp(unit, "1") == 0 ? "" : unit;
    char number[32];

    if (strcmp(unit, "s") == 0) {
        const double size_s = fabs(value) >= 2 * 86400.0 ? 86400 : fabs(value) >= 7200 ? 3600 : 60;

        shown = size_s > 4000 ? "d" : size_s > 100 ? "h" : "min";
        value /= size_s;
    } else if (strcmp(unit, "/s") == 0) {
        value *= 3600;
        shown = "/h";
    } else if (strcmp(unit, "share") == 0) {
        value *= 100;
        shown = "%";
    }
    snprintf(number, sizeof number, fabs(value) >= 1000 ? "%.0f" : "%.3g", value);
    for (char *c = number; lang == OP_LANG_NL && *c != '\0'; c++) {
        *c = *c == '.' ? ',' : *c;
    }
    snprintf(buffer, size, "%s%s%s", number, *shown != '\0' ? " " : "", shown);
    return buffer;
}

static void
write_turn(struct op_outfile *out, const struct op_break_even *turn)
{
    const bool has = turn != NULL && isfinite(turn->value);

    op_out_number(out, has ? turn->value : (double)NAN);
    op_out_number(out, has && !turn->is_low_open ? turn->low : (double)NAN);
    op_out_number(out, has && !turn->is_high_open ? turn->high : (double)NAN);
}

static void
write_one(struct op_outfile *out, const struct op_results *r, const struct op_decided *row, int j)
{
    const struct op_attribution *part = &row->parts[j];
    const char *name = r->parameter_names[j];
    char words[320];

    op_out_word(out, r->arms[row->arm].conditions);
    op_out_word(out, r->strategies[r->arms[row->arm].strategy].name);
    op_out_word(out, row->against < 0 ? "" : r->strategies[r->arms[row->against].strategy].name);
    op_out_word(out, r->metrics[row->metric].name);
    op_out_count(out, row->n);
    op_out_word(out, name);
    op_out_word(out, op_parameter_unit(r, name));
    op_out_number(out, part->part);
    op_out_number(out, part->low);
    op_out_number(out, part->high);
    op_out_word(out, part->is_told ? "yes" : "no");
    op_out_number(out, part->direction);
    write_turn(out, row->against >= 0 && part->is_told ? &row->turns[j] : NULL);
    op_out_word(out, op_parameter_words(r, name, OP_LANG_EN, words, sizeof words));
    op_out_end_row(out);
}

enum op_status
op_deciders_write(const struct op_deciders *d, const struct op_results *r, struct op_diag *diag)
{
    static const char *const names[] = { "conditions", "strategy",  "against",    "metric",
                                         "n",          "parameter", "unit",       "part",
                                         "part_low",   "part_high", "told",       "direction",
                                         "turns_at",   "turns_low", "turns_high", "words" };
    struct op_outfile out = { 0 };
    enum op_status status = OP_OK;

    if (d->n_rows == 0) {
        return OP_OK;
    }
    status = op_outfile_open(&out, r->dir, "assumptions.csv", diag);
    if (status != OP_OK) {
        return status;
    }
    op_out_header(&out, names, sizeof names / sizeof *names);
    for (int i = 0; i < d->n_rows; i++) {
        for (int k = 0; k < r->n_parameters; k++) {
            const int j = d->rows[i].order[k];

            if (d->rows[i].parts[j].varies) {
                write_one(&out, r, &d->rows[i], j);
            }
        }
    }
    return op_outfile_close(&out, diag);
}
