// SPDX-License-Identifier: GPL-3.0-or-later
// Maps of the language as definitions of the JSON Schema. Where a value is a text or a map, `if`
// asks which, so that a validator's finding is about the one that was meant.
#include "sim/input/json_parts.h"

#include "sim/input/patterns.h"

#include <stdio.h>
#include <string.h>

// ---- maps ----

void
op_json_end_of_keys(struct op_json_page *page)
{
    op_json_raw(page, "additionalProperties", "false");
}

void
op_json_own_keys(struct op_json_page *page)
{
    op_json_raw(page, "patternProperties", "{\"^x-\": {}}");
    op_json_end_of_keys(page);
}

void
op_json_keys(struct op_json_page *page, enum op_map map)
{
    const struct op_key *keys = op_language_keys(map);

    for (int i = 0; keys[i].key; i++) {
        op_json_key(page, &keys[i]);
    }
}

void
op_json_needed(struct op_json_page *page, enum op_map map)
{
    const struct op_key *keys = op_language_keys(map);
    bool is_any = false;

    for (int i = 0; keys[i].key; i++) {
        if (keys[i].is_needed && !is_any) {
            op_json_open_line(page, "required", '[');
            is_any = true;
        }
        if (keys[i].is_needed) {
            op_json_string(page, NULL, keys[i].key);
        }
    }
    if (is_any) {
        op_json_close(page);
    }
}

static void
open_keys(struct op_json_page *page, const char *name, enum op_map map, const char *type)
{
    op_json_open(page, name, '{');
    op_json_raw(page, "type", type);
    op_json_open(page, "properties", '{');
    op_json_keys(page, map);
    op_json_close(page);
    op_json_own_keys(page);
}

void
op_json_map(struct op_json_page *page, const char *name, enum op_map map, const char *const *more)
{
    open_keys(page, name, map, "\"object\"");
    op_json_needed(page, map);
    for (int i = 0; more && more[i]; i += 2) {
        op_json_raw(page, more[i], more[i + 1]);
    }
    op_json_close(page);
}

// ---- measures and their levers ----

static void
put_moves(struct op_json_page *page, const struct op_schema *schema)
{
    op_json_open(page, "moves", '{');
    op_json_raw(page, "type", "\"object\"");
    op_json_open(page, "properties", '{');
    for (int i = 0; i < schema->n_levers; i++) {
        const struct op_lever *lever = op_schema_lever_row(schema, i);
        const struct op_param row = {
            .key = lever->name,
            .unit = lever->unit,
            .low = lever->low,
            .high = lever->high,
            .value = lever->combine == OP_PRODUCT ? "1" : "0",
            .origin = OP_CHOSEN,
            .meaning = lever->meaning,
            .source = lever->source,
        };

        op_json_param(page, &row, false);
    }
    op_json_close(page);
    op_json_own_keys(page);
    op_json_close(page);
}

void
op_json_catalogue_definitions(struct op_json_page *page, const struct op_schema *schema)
{
    static const char *const one_of_two[] = {
        "anyOf", "[{\"required\": [\"en\"]}, {\"required\": [\"nl\"]}]", NULL
    };

    op_json_value_definitions(page, schema);
    op_json_raw(
        page, "text_or_two",
        "{\"if\": {\"type\": \"object\"}, \"then\": {\"$ref\": \"#/definitions/two_texts\"}, "
        "\"else\": {\"$ref\": \"#/definitions/text\"}}");
    op_json_map(page, "two_texts", OP_MAP_TEXT2, one_of_two);
    put_moves(page, schema);
    op_json_map(page, "legal", OP_MAP_LEGAL, NULL);
    op_json_map(page, "measure", OP_MAP_MEASURE, NULL);
}

// ---- strategies ----

// Which measures there are hangs on files, so that any id is let through; those of the catalogue
// are offered with their names.
static void
put_uses(struct op_json_page *page, const struct op_catalogue *catalogue)
{
    op_json_open(page, "uses", '{');
    op_json_raw(page, "type", "\"array\"");
    op_json_open(page, "items", '{');
    op_json_raw(page, "if", "{\"type\": \"string\"}");
    op_json_reference(page, "then", "id");
    op_json_open(page, "else", '{');
    op_json_raw(page, "type", "\"object\"");
    op_json_open(page, "properties", '{');
    for (int i = 0; catalogue && i < catalogue->n_measures; i++) {
        const struct op_measure *measure = &catalogue->measures[i];

        op_json_open_line(page, measure->id, '{');
        op_json_string(page, "description", measure->name.en ? measure->name.en : measure->name.nl);
        op_json_close(page);
    }
    op_json_close(page);
    op_json_raw(page, "patternProperties",
                "{\"^x-\": {}, \"^" OP_PATTERN_ID "$\": {\"$ref\": \"#/definitions/use\"}}");
    op_json_end_of_keys(page);
    op_json_raw(page, "minProperties", "1");
    // One measure an item; beside keys of the user's own they cannot be counted.
    op_json_raw(page, "if", "{\"propertyNames\": {\"not\": {\"pattern\": \"^x-\"}}}");
    op_json_raw(page, "then", "{\"maxProperties\": 1}");
    op_json_close(page);
    op_json_close(page);
    op_json_close(page);
}

static void
put_use(struct op_json_page *page)
{
    open_keys(page, "use", OP_MAP_USE, "[\"object\", \"null\"]");
    op_json_raw(page, "not",
                "{\"type\": \"object\", \"anyOf\": [{\"required\": [\"at\", \"after\"]}, "
                "{\"required\": [\"at\", "
                "\"when\"]}, {\"required\": [\"after\", \"when\"]}, {\"required\": [\"for\", "
                "\"duration\"]}]}");
    op_json_raw(page, "dependencies",
                "{\"cooldown\": [\"when\"], \"lead_time\": [\"when\"], \"delay\": {\"anyOf\": "
                "[{\"required\": [\"at\"]}, "
                "{\"required\": [\"after\"]}, {\"required\": [\"when\"]}]}}");
    op_json_close(page);
}

static void
put_strategies(struct op_json_page *page)
{
    open_keys(page, "strategy", OP_MAP_STRATEGY, "[\"object\", \"null\"]");
    op_json_close(page);
    op_json_open(page, "strategies", '{');
    op_json_raw(page, "type", "\"object\"");
    op_json_raw(page, "properties",
                "{\"nothing\": {\"description\": \"the strategy without measures\", "
                "\"properties\": {\"measures\": {\"maxItems\": 0}}}}");
    op_json_raw(page, "patternProperties",
                "{\"^x-\": {}, \"^" OP_PATTERN_ID "$\": {\"$ref\": \"#/definitions/strategy\"}}");
    op_json_end_of_keys(page);
    op_json_close(page);
}

// Who stands at one end of a link, each once, and the bodies.
static void
put_names(struct op_json_page *page, const struct op_schema_links *links, bool is_told,
          void (*put)(struct op_json_page *page, const char *name))
{
    for (int i = 0; i < links->n_links; i++) {
        const char *name = is_told ? links->link[i].to : links->link[i].from;
        bool is_new = true;

        for (int k = 0; k < i; k++) {
            is_new &= strcmp(name, is_told ? links->link[k].to : links->link[k].from) != 0;
        }
        if (is_new) {
            put(page, name);
        }
    }
    for (int i = 0; i < links->n_members; i++) {
        if (i == 0 || strcmp(links->member[i].body, links->member[i - 1].body) != 0) {
            put(page, links->member[i].body);
        }
    }
}

static void
put_teller(struct op_json_page *page, const char *name)
{
    op_json_reference(page, name, "told");
}

static void
put_told(struct op_json_page *page, const char *name)
{
    op_json_string(page, NULL, name);
}

// Who tells whom. Whether there is a link between the two is left to `check`.
static void
put_telling(struct op_json_page *page, const struct op_schema_links *links)
{
    op_json_open(page, "actor", '{');
    op_json_open_line(page, "enum", '[');
    put_names(page, links, true, put_told);
    op_json_close(page);
    op_json_close(page);
    op_json_raw(page, "told",
                "{\"if\": {\"type\": \"array\"}, \"then\": {\"items\": {\"$ref\": "
                "\"#/definitions/actor\"}}, \"else\": {\"$ref\": \"#/definitions/actor\"}}");
    op_json_open(page, "tellers", '{');
    op_json_raw(page, "type", "\"object\"");
    op_json_open(page, "properties", '{');
    put_names(page, links, false, put_teller);
    op_json_close(page);
    op_json_own_keys(page);
    op_json_close(page);
    op_json_open(page, "tells", '{');
    op_json_raw(page, "type", "\"object\"");
    op_json_open(page, "properties", '{');
    for (int c = 0; links->classes[c]; c++) {
        op_json_reference(page, links->classes[c], "tellers");
    }
    op_json_close(page);
    op_json_own_keys(page);
    op_json_close(page);
    op_json_raw(page, "roles",
                "{\"if\": {\"type\": \"object\"}, \"then\": {\"$ref\": \"#/definitions/tells\"}, "
                "\"else\": {\"$ref\": \"#/definitions/id\"}}");
}

// Sets of conditions. Which parameters belong to runs is left to `check`: the editor knows all.
static void
put_condition_sets(struct op_json_page *page, const struct op_schema *schema)
{
    if (schema->links) {
        put_telling(page, schema->links);
    }
    op_json_raw(page, "overrides",
                "{\"type\": \"object\", \"additionalProperties\": {\"type\": [\"string\", "
                "\"number\", \"object\"]}}");
    open_keys(page, "condition_set", OP_MAP_CONDITIONS, "[\"object\", \"null\"]");
    op_json_close(page);
    op_json_open(page, "condition_sets", '{');
    op_json_raw(page, "type", "\"object\"");
    op_json_raw(page, "patternProperties",
                "{\"^x-\": {}, \"^" OP_PATTERN_ID
                "$\": {\"$ref\": \"#/definitions/condition_set\"}}");
    op_json_end_of_keys(page);
    op_json_close(page);
}

// A study. Which keys there are to vary is left to `check`.
static void
put_study(struct op_json_page *page)
{
    op_json_raw(page, "vary",
                "{\"type\": \"object\", \"minProperties\": 1, \"additionalProperties\": {\"type\": "
                "[\"string\", \"number\", \"array\"], \"items\": {\"type\": [\"string\", "
                "\"number\"]}}}");
    op_json_map(page, "study", OP_MAP_STUDY, NULL);
}

static void
put_condition(struct op_json_page *page, const char *name, const char *observable)
{
    static const char *const kinds[] = { "test_phase", "test_observable", "test_all", "test_any" };

    op_json_open(page, name, '{');
    op_json_open(page, "anyOf", '[');
    for (int i = 0; i < 4; i++) {
        op_json_open_line(page, NULL, '{');
        op_json_open_line(page, "allOf", '[');
        op_json_reference(page, NULL, kinds[i]);
        op_json_close(page);
        if (observable && i == 1) {
            op_json_raw(page, "anyOf", observable);
        }
        op_json_close(page);
    }
    op_json_close(page);
    op_json_close(page);
}

// What a condition on an observable must be: it says that it reads the true state, or those who
// decide perceive what it asks for.
static void
seen_observables(const struct op_schema *schema, char *text, size_t n)
{
    size_t used = (size_t)snprintf(text, n,
                                   "[{\"required\": [\"oracle\"]}, "
                                   "{\"properties\": {\"observable\": {\"enum\": [");
    bool is_first = true;

    for (int i = 0; i < 2 * schema->n_seen; i++) {
        const struct op_counterpart *row = &schema->seen[i / 2];
        const char *name = i % 2 ? row->seen : row->truth;

        if (*name == '\0' || (i % 2 && strcmp(row->seen, row->truth) == 0) || used >= n) {
            continue;
        }
        used += (size_t)snprintf(text + used, n - used, "%s\"%s\"", is_first ? "" : ", ", name);
        is_first = false;
    }
    if (used < n) {
        (void)snprintf(text + used, n - used, "]}}}]");
    }
}

static void
put_conditions(struct op_json_page *page, const struct op_schema *schema)
{
    char seen[2048];
    static const char *const one_level[] = {
        "oneOf", "[{\"required\": [\"at_least\"]}, {\"required\": [\"at_most\"]}]", NULL
    };

    op_json_map(page, "test_phase", OP_MAP_TEST_PHASE, NULL);
    op_json_map(page, "test_observable", OP_MAP_TEST_OBSERVABLE, one_level);
    op_json_map(page, "test_all", OP_MAP_TEST_ALL, NULL);
    op_json_map(page, "test_any", OP_MAP_TEST_ANY, NULL);
    seen_observables(schema, seen, sizeof seen);
    put_condition(page, "condition", seen);
    put_condition(page, "condition_within", NULL);
    op_json_raw(page, "conditions",
                "{\"type\": \"array\", \"minItems\": 1, \"items\": {\"$ref\": "
                "\"#/definitions/condition_within\"}}");
    op_json_raw(
        page, "until",
        "{\"if\": {\"type\": \"object\"}, \"then\": {\"$ref\": \"#/definitions/condition\"}, "
        "\"else\": {\"$ref\": \"#/definitions/time\"}}");
    op_json_open(page, "observable", '{');
    op_json_open(page, "anyOf", '[');
    for (int i = 0; i < schema->n_observables; i++) {
        const struct op_observable *row = op_schema_observable_row(schema, i);

        op_json_open_line(page, NULL, '{');
        op_json_string(page, "const", row->name);
        op_json_string(page, "description", row->meaning);
        op_json_close(page);
    }
    op_json_close(page);
    op_json_close(page);
}

// ---- what is given, where, and by whom ----

static void
put_happenings(struct op_json_page *page, const struct op_schema *schema)
{
    op_json_map(page, "happening", OP_MAP_HAPPENING, NULL);
    op_json_raw(page, "happening_without_amount",
                "{\"allOf\": [{\"$ref\": \"#/definitions/happening\"}], \"not\": {\"required\": "
                "[\"amount\"]}}");
    op_json_open(page, "happenings", '{');
    op_json_raw(page, "type", "\"array\"");
    op_json_open(page, "items", '{');
    op_json_raw(page, "type", "\"object\"");
    op_json_open(page, "properties", '{');
    for (int i = 0; schema->happenings[i]; i++) {
        op_json_reference(page, schema->happenings[i],
                          op_happening_has_amount(schema->happenings[i])
                              ? "happening"
                              : "happening_without_amount");
    }
    op_json_close(page);
    op_json_own_keys(page);
    op_json_open_line(page, "oneOf", '[');
    for (int i = 0; schema->happenings[i]; i++) {
        op_json_open_line(page, NULL, '{');
        op_json_open_line(page, "required", '[');
        op_json_string(page, NULL, schema->happenings[i]);
        op_json_close(page);
        op_json_close(page);
    }
    op_json_close(page);
    op_json_close(page);
    op_json_close(page);
}

static void
put_columns(struct op_json_page *page, const struct op_schema *schema)
{
    op_json_open(page, "columns", '{');
    op_json_raw(page, "type", "\"array\"");
    op_json_raw(page, "minItems", "1");
    op_json_raw(page, "uniqueItems", "true");
    op_json_open_line(page, "items", '{');
    op_json_open_line(page, "enum", '[');
    for (int i = 0; i < schema->n_params; i++) {
        const char *group = "";
        const struct op_param *row = op_schema_param_row(schema, i, &group);
        char name[96];

        snprintf(name, sizeof name, "%s.%s", group, row->key);
        op_json_string(page, NULL, name);
    }
    op_json_close(page);
    op_json_close(page);
    op_json_close(page);
    op_json_raw(page, "rows",
                "{\"type\": \"array\", \"minItems\": 1, \"items\": {\"type\": \"array\", "
                "\"items\": {\"type\": \"number\"}}}");
}

void
op_json_scenario_definitions(struct op_json_page *page, const struct op_schema *schema,
                             const struct op_catalogue *catalogue)
{
    put_conditions(page, schema);
    put_use(page);
    put_uses(page, catalogue);
    put_strategies(page);
    put_condition_sets(page, schema);
    put_study(page);
    put_happenings(page, schema);
    put_columns(page, schema);
    op_json_raw(page, "files",
                "{\"if\": {\"type\": \"array\"}, \"then\": {\"items\": {\"$ref\": "
                "\"#/definitions/text\"}}, "
                "\"else\": {\"$ref\": \"#/definitions/text\"}}");
    op_json_map(page, "made_up_place", OP_MAP_PLACE, NULL);
    op_json_raw(
        page, "place",
        "{\"if\": {\"type\": \"object\"}, \"then\": {\"$ref\": \"#/definitions/made_up_place\"}, "
        "\"else\": {\"type\": [\"string\", \"integer\"], \"minLength\": 1}}");
    op_json_raw(page, "within",
                "{\"if\": {\"enum\": [\"all\"]}, \"else\": {\"$ref\": \"#/definitions/length\"}}");
    op_json_map(page, "posterior_table", OP_MAP_POSTERIOR, NULL);
    op_json_raw(
        page, "posterior",
        "{\"if\": {\"type\": \"object\"}, \"then\": {\"$ref\": "
        "\"#/definitions/posterior_table\"}, \"else\": {\"$ref\": \"#/definitions/text\"}}");
    op_json_raw(page, "measures",
                "{\"type\": \"object\", \"patternProperties\": {\"^x-\": {}, \"^" OP_PATTERN_ID
                "$\": {\"$ref\": \"#/definitions/measure\"}}, \"additionalProperties\": false}");
}
