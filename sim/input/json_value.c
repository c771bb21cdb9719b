// SPDX-License-Identifier: GPL-3.0-or-later
// Values of the JSON Schema. A validator sees a bare number as a number and `20 %` as a string, so
// most values are either: `minimum` asks numbers alone, `pattern` strings alone.
#include "sim/input/json_parts.h"

#include "sim/base/text.h"
#include "sim/input/quantity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const unit_names[OP_UNIT_COUNT] = {
    [OP_UNIT_NONE] = "bare_number", [OP_UNIT_SHARE] = "share",     [OP_UNIT_DURATION] = "duration",
    [OP_UNIT_RATE] = "rate",        [OP_UNIT_LENGTH] = "length",   [OP_UNIT_AREA] = "area",
    [OP_UNIT_SPEED] = "speed",      [OP_UNIT_PERSONS] = "persons", [OP_UNIT_EURO] = "money",
};

const char *
op_json_unit_name(enum op_unit unit)
{
    return unit_names[unit];
}

void
op_json_reference(struct op_json_page *page, const char *key, const char *name)
{
    char target[96];

    snprintf(target, sizeof target, "#/definitions/%s", name);
    op_json_open_line(page, key, '{');
    op_json_string(page, "$ref", target);
    op_json_close(page);
}

// ---- examples and defaults ----

static void
put_node(struct op_json_page *page, const char *key, const struct op_node *node, bool is_map)
{
    double number;

    key = is_map ? node->key : key;
    if (node->kind == OP_NODE_TEXT) {
        if (!node->is_quoted && op_text_number(node->text, &number)) {
            op_json_number(page, key, number);
        } else {
            op_json_string(page, key, node->text);
        }
        return;
    }
    op_json_open_line(page, key, node->kind == OP_NODE_MAP ? '{' : '[');
    for (const struct op_node *child = node->first; child; child = child->next) {
        put_node(page, NULL, child, node->kind == OP_NODE_MAP);
    }
    op_json_close(page);
}

void
op_json_yaml(struct op_json_page *page, const char *key, const char *text)
{
    struct op_arena arena = { 0 };
    struct op_node *root = NULL;
    struct op_diag diag;

    op_diag_init(&diag);

    const enum op_status status =
        op_tree_read_text(&arena, text, strlen(text), "an example", false, &root, &diag);

    page->is_short |= status == OP_NO_MEMORY;
    if (status == OP_OK && root) {
        put_node(page, key, root, false);
    } else {
        op_json_string(page, key, text);
    }
    op_diag_free(&diag);
    op_arena_free(&arena);
}

static void
put_example(struct op_json_page *page, const char *usual, const char *example)
{
    if (usual) {
        op_json_yaml(page, "default", usual);
    }
    if (example) {
        op_json_open_line(page, "examples", '[');
        op_json_yaml(page, NULL, example);
        op_json_close(page);
    }
}

// ---- properties ----

static void
put_range(struct op_json_page *page, enum op_unit unit, double low, double high)
{
    if (unit != OP_UNIT_NONE && unit != OP_UNIT_PERSONS && unit != OP_UNIT_SHARE) {
        return;   // bare numbers are nothing there
    }
    if (isfinite(low)) {
        op_json_number(page, "minimum", low);
    }
    if (isfinite(high)) {
        op_json_number(page, "maximum", high);
    }
}

static void
put_unit_value(struct op_json_page *page, enum op_unit unit, bool is_drawn, double low, double high)
{
    char name[48];

    snprintf(name, sizeof name, "%s%s", unit_names[unit], is_drawn ? "_drawn" : "");
    op_json_open_line(page, "allOf", '[');
    op_json_reference(page, NULL, name);
    op_json_close(page);
    put_range(page, unit, low, high);
}

// What holds one value by its name in `definitions`; NULL: it is written in full.
static const char *
name_of_value(enum op_value value)
{
    switch (value) {
        case OP_VALUE_TEXT:
        case OP_VALUE_FILE:
            return "text";
        case OP_VALUE_TEXT2:
            return "text_or_two";
        case OP_VALUE_YES:
            return "yes_or_no";
        case OP_VALUE_DATE:
            return "date";
        case OP_VALUE_TIME:
            return "time";
        case OP_VALUE_MOMENT:
        case OP_VALUE_AFTER:
            return "moment";
        case OP_VALUE_PLACE:
            return "place";
        case OP_VALUE_POPULATION:
            return "group_population";
        case OP_VALUE_POSTERIOR:
            return "posterior";
        case OP_VALUE_HAPPENINGS:
            return "happenings";
        case OP_VALUE_MEASURES:
            return "measures";
        case OP_VALUE_STRATEGIES:
            return "strategies";
        case OP_VALUE_CONDITION_SETS:
            return "condition_sets";
        case OP_VALUE_OVERRIDES:
            return "overrides";
        case OP_VALUE_STUDY:
            return "study";
        case OP_VALUE_VARY:
            return "vary";
        case OP_VALUE_ROLES:
            return "roles";
        case OP_VALUE_TELLS:
            return "tells";
        case OP_VALUE_LEVEL_ID:
        case OP_VALUE_STRATEGY_ID:
            return "id";
        case OP_VALUE_USES:
            return "uses";
        case OP_VALUE_CONDITION:
            return "condition";
        case OP_VALUE_CONDITIONS:
            return "conditions";
        case OP_VALUE_UNTIL:
            return "until";
        case OP_VALUE_PHASE:
            return "phase";
        case OP_VALUE_PHASES:
            return "phases";
        case OP_VALUE_OBSERVABLE:
            return "observable";
        case OP_VALUE_LEVEL:
            return "level";
        case OP_VALUE_LEGAL:
            return "legal";
        case OP_VALUE_MOVES:
            return "moves";
        case OP_VALUE_MODEL:
            return "model";
        case OP_VALUE_FILES:
            return "files";
        case OP_VALUE_COLUMNS:
            return "columns";
        case OP_VALUE_ROWS:
            return "rows";
        case OP_VALUE_WITHIN:
            return "within";
        case OP_VALUE_VERSION:
        case OP_VALUE_WORD:
        case OP_VALUE_WHOLE:
        case OP_VALUE_QUANTITY:
        case OP_VALUE_DIST:
            return NULL;
    }
    return NULL;
}

static void
put_value(struct op_json_page *page, const struct op_key *row)
{
    const char *name = name_of_value(row->value);

    if (name) {
        op_json_open_line(page, "allOf", '[');
        op_json_reference(page, NULL, name);
        op_json_close(page);
    } else if (row->value == OP_VALUE_VERSION) {
        op_json_number(page, "const", OP_LANGUAGE_VERSION);
    } else if (row->value == OP_VALUE_WORD) {
        op_json_open_line(page, "enum", '[');
        for (int i = 0; row->words[i]; i++) {
            op_json_string(page, NULL, row->words[i]);
        }
        op_json_close(page);
    } else if (row->value == OP_VALUE_WHOLE) {
        op_json_string(page, "type", "integer");
        op_json_number(page, "minimum", row->low);
        op_json_number(page, "maximum", row->high);
    } else {
        put_unit_value(page, row->unit, row->value == OP_VALUE_DIST, row->low, row->high);
    }
}

void
op_json_key(struct op_json_page *page, const struct op_key *row)
{
    op_json_open(page, row->key, '{');
    op_json_string(page, "description", row->meaning);
    put_value(page, row);
    put_example(page, row->usual, row->example);
    op_json_close(page);
}

void
op_json_own_string(struct op_json_page *page, const char *key, char *text)
{
    page->is_short |= text == NULL;
    if (text) {
        op_json_string(page, key, text);
    }
    free(text);
}

// "chance that a reading leads to a share; a share from 0 % to 100 %; drawn; published: SOURCE"
static void
put_meaning(struct op_json_page *page, const struct op_param *row)
{
    static const char *const origins[] = { "fitted", "published", "assumed", "chosen" };
    char low[48];
    char high[48];
    const bool is_word = row->unit == OP_UNIT_CHOICE || row->unit == OP_UNIT_FILE;
    char *text = NULL;

    op_bound_text(row->unit, row->low, low);
    op_bound_text(row->unit, row->high, high);

    const int n =
        is_word ? asprintf(&text, "%s; %s (%s)", row->meaning, origins[row->origin], row->source)
                : asprintf(&text, "%s; %s from %s to %s; %s (%s)", row->meaning,
                           op_unit_kind(row->unit), low, high, origins[row->origin], row->source);

    op_json_own_string(page, "description", n < 0 ? NULL : text);
}

static void
put_choices(struct op_json_page *page, const char *choices)
{
    op_json_open_line(page, "enum", '[');
    while (*choices) {
        const size_t n = strcspn(choices, "|");
        char word[64];

        snprintf(word, sizeof word, "%.*s", (int)n, choices);
        op_json_string(page, NULL, word);
        choices += n + (choices[n] == '|');
    }
    op_json_close(page);
}

// What each person has for itself: a distribution, a list, or a CSV file.
static void
put_series(struct op_json_page *page, const struct op_param *row)
{
    op_json_open(page, "anyOf", '[');
    op_json_open_line(page, NULL, '{');
    put_unit_value(page, row->unit, true, row->low, row->high);
    op_json_close(page);
    op_json_open_line(page, NULL, '{');
    op_json_string(page, "type", "array");
    op_json_number(page, "minItems", 1);
    op_json_open_line(page, "items", '{');
    put_unit_value(page, row->unit, false, row->low, row->high);
    op_json_close(page);
    op_json_close(page);
    op_json_raw(page, NULL, "{\"type\": \"string\", \"pattern\": \".\\\\.csv$\"}");
    op_json_close(page);
}

void
op_json_param(struct op_json_page *page, const struct op_param *row, bool is_reference)
{
    op_json_open(page, row->key, '{');
    put_meaning(page, row);
    if (row->unit == OP_UNIT_CHOICE) {
        put_choices(page, row->choices);
        op_json_string(page, "default", row->value);
    } else if (row->unit == OP_UNIT_FILE) {
        op_json_raw(page, "type", "\"string\"");
    } else {
        if (row->scope == OP_PERSON_PARAM) {
            put_series(page, row);
        } else {
            put_unit_value(page, row->unit, !(is_reference && row->unit == OP_UNIT_PERSONS),
                           row->low, row->high);
        }
        op_json_yaml(page, "default", row->value);
    }
    op_json_close(page);
}
