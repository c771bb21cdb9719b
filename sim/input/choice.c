// SPDX-License-Identifier: GPL-3.0-or-later
// Values of one row of the parameter table: a word of its choices, or a number or distribution;
// and the way back to text.
#include "sim/input/quantity.h"

#include "sim/base/text.h"

#include <string.h>

enum { CHOICE_BYTES = 64 };

// The next word of "independent|companion"; false at the end.
static bool
next_choice(const char **at, char word[CHOICE_BYTES])
{
    const size_t n = strcspn(*at, "|");

    if (n == 0) {
        return false;
    }
    snprintf(word, CHOICE_BYTES, "%.*s", (int)n, *at);
    *at += n + ((*at)[n] == '|');
    return true;
}

static enum op_status
parse_choice(const struct op_param *row, const char *text, struct op_place place,
             struct op_dist *dist, struct op_diag *diag)
{
    const char *at = row->choices;
    char word[CHOICE_BYTES];
    char hint[256] = "write one of";

    for (int i = 0; next_choice(&at, word); i++) {
        if (strcmp(word, text) == 0) {
            *dist = (struct op_dist){ .kind = OP_DIST_FIXED, .a = i };
            return OP_OK;
        }

        const size_t used = strlen(hint);

        snprintf(hint + used, sizeof hint - used, "%s %s", i > 0 ? "," : "", word);
    }
    return op_diag_add(diag, OP_UNKNOWN_NAME, place, hint, "%s: \"%s\" is not one of its words",
                       row->key, text);
}

enum op_status
op_param_parse(const struct op_param *row, const char *text, struct op_place place,
               struct op_dist *dist, struct op_diag *diag)
{
    if (row->unit == OP_UNIT_CHOICE) {
        return parse_choice(row, text, place, dist, diag);
    }
    if (row->unit == OP_UNIT_FILE) {   // no file; one that is named is read by the scenario
        *dist = (struct op_dist){ .kind = OP_DIST_FIXED, .a = -1 };
        return OP_OK;
    }
    return op_dist_parse(row->unit, row->low, row->high, text, place, row->key, dist, diag);
}

static void
choice_text(const char *choices, double index, char text[192])
{
    char word[CHOICE_BYTES] = "";

    for (double i = 0; i <= index && next_choice(&choices, word); i++) {
    }
    snprintf(text, 192, "%s", word);
}

void
op_dist_text(const struct op_param *row, const struct op_dist *dist, char text[192])
{
    char a[48];
    char b[48];
    char c[48];

    if (row->unit == OP_UNIT_CHOICE) {
        choice_text(row->choices, dist->a, text);
        return;
    }
    op_quantity_text(row->unit, dist->a, a);
    op_quantity_text(dist->kind == OP_DIST_LOGNORMAL ? OP_UNIT_NONE : row->unit, dist->b, b);
    op_quantity_text(row->unit, dist->c, c);
    switch (dist->kind) {
        case OP_DIST_FIXED:
            snprintf(text, 192, "%s", a);
            break;
        case OP_DIST_UNIFORM:
            snprintf(text, 192, "uniform(%s, %s)", a, b);
            break;
        case OP_DIST_NORMAL:
            snprintf(text, 192, "normal(mean %s, sd %s)", a, b);
            break;
        case OP_DIST_LOGNORMAL:
            snprintf(text, 192, "lognormal(median %s, sd_log %s)", a, b);
            break;
        case OP_DIST_EXPONENTIAL:
            snprintf(text, 192, "exponential(mean %s)", a);
            break;
        case OP_DIST_MARGIN:
            snprintf(text, 192, "margin(%s, %s, %s)", a, b, c);
            break;
    }
}
