// SPDX-License-Identifier: GPL-3.0-or-later
// Quantities, distributions, moments and words as definitions of the JSON Schema, each with the
// sentence that an editor shows when it is written wrongly.
#include "sim/input/json_parts.h"

#include "sim/input/patterns.h"
#include "sim/input/quantity.h"

#include <stdlib.h>
#include <string.h>

static void
put_pattern(struct op_json_page *page, const char *name, const char *types, char *pattern,
            const char *what)
{
    op_json_open(page, name, '{');
    op_json_raw(page, "type", types);
    op_json_own_string(page, "pattern", pattern);
    op_json_string(page, "patternErrorMessage", what);
    op_json_close(page);
}

static void
put_unit(struct op_json_page *page, enum op_unit unit)
{
    const bool is_bare = unit == OP_UNIT_NONE || unit == OP_UNIT_SHARE || unit == OP_UNIT_PERSONS;
    const char *types =
        unit == OP_UNIT_PERSONS ? "[\"integer\", \"string\"]" : "[\"number\", \"string\"]";
    char name[48];
    char what[160];

    for (int is_drawn = 0; is_drawn < 2; is_drawn++) {
        snprintf(name, sizeof name, "%s%s", op_json_unit_name(unit), is_drawn ? "_drawn" : "");
        snprintf(what, sizeof what, "%s, such as %s%s%s", op_unit_kind(unit), op_unit_example(unit),
                 is_drawn ? ", or a distribution of it, such as uniform" : "",
                 is_drawn ? "(LOW, HIGH)" : "");
        op_json_open(page, name, '{');
        op_json_raw(page, "type", types);
        if (!is_bare) {
            op_json_raw(page, "minimum", "0");   // a bare number has no unit; 0 needs none
            op_json_raw(page, "maximum", "0");
        } else if (unit == OP_UNIT_SHARE) {
            op_json_raw(page, "minimum", "0");
            op_json_raw(page, "maximum", "1");
        }

        op_json_own_string(page, "pattern",
                           is_drawn ? op_pattern_dist(unit) : op_pattern_quantity(unit));
        op_json_string(page, "patternErrorMessage", what);
        op_json_close(page);
    }
}

static char *
phases_pattern(const struct op_schema *schema)
{
    char one[256] = "(";
    char *whole = NULL;

    for (int i = 0; i < OP_N_PHASES; i++) {
        const size_t used = strlen(one);

        snprintf(one + used, sizeof one - used, "%s%s", i > 0 ? "|" : "", schema->phases[i]);
    }
    return asprintf(&whole, "^(all|%s)( *\\.\\. *%s))?( *, *%s)( *\\.\\. *%s))?)*)$", one, one, one,
                    one) < 0
               ? NULL
               : whole;
}

static char *
level_pattern(const struct op_schema *schema)
{
    char *number = op_pattern(OP_PATTERN_NUMBER);
    char *whole = NULL;
    char units[256] = "%";

    for (int i = 0; i < schema->n_observables; i++) {
        const char *unit = op_schema_observable_row(schema, i)->unit;
        const size_t used = strlen(units);
        bool is_new = true;

        for (int k = 0; k < i; k++) {
            is_new &= strcmp(op_schema_observable_row(schema, k)->unit, unit) != 0;
        }
        if (is_new) {
            snprintf(units + used, sizeof units - used, "|%s", unit);
        }
    }
    if (number && asprintf(&whole, "%.*s *(%s)?$", (int)strlen(number) - 1, number, units) < 0) {
        whole = NULL;
    }
    free(number);
    return whole;
}

void
op_json_value_definitions(struct op_json_page *page, const struct op_schema *schema)
{
    // 0 is so long after the start: a bare number in any unit.
    static const char or_zero[] = "[\"integer\", \"string\"], \"minimum\": 0, \"maximum\": 0";

    op_json_raw(page, "text",
                "{\"type\": [\"string\", \"number\", \"boolean\"], \"minLength\": 1}");
    op_json_raw(page, "yes_or_no", "{\"enum\": [\"yes\", \"no\", true, false]}");
    op_json_raw(page, "id", "{\"type\": \"string\", \"pattern\": \"^" OP_PATTERN_ID "$\"}");
    for (int unit = 0; unit < OP_UNIT_COUNT; unit++) {
        if (op_json_unit_name((enum op_unit)unit)) {
            put_unit(page, (enum op_unit)unit);
        }
    }
    put_pattern(page, "date", "\"string\"", op_pattern(OP_PATTERN_DATE),
                "a date with a time on the local clock, such as 2012-09-21 19:30");
    put_pattern(page, "time", or_zero, op_pattern(OP_PATTERN_TIME),
                "a date such as 2012-09-21 19:30, or start, event or end with an offset, such as "
                "event - 2 h");
    put_pattern(page, "moment", or_zero, op_pattern(OP_PATTERN_MOMENT),
                "a date such as 2012-09-21 19:30, or start, event, end or a measure of the "
                "strategy with an offset, such as event - 2 h");
    put_pattern(
        page, "phases", "\"string\"", phases_pattern(schema),
        "a phase, two of them as in trigger .. mobilisation, several such between commas, or all");
    put_pattern(page, "level", "[\"number\", \"string\"]", level_pattern(schema),
                "a number, with the observable's unit or without");
    op_json_open(page, "phase", '{');
    op_json_open_line(page, "enum", '[');
    for (int i = 0; i < OP_N_PHASES; i++) {
        op_json_string(page, NULL, schema->phases[i]);
    }
    op_json_close(page);
    op_json_close(page);
}
