// SPDX-License-Identifier: GPL-3.0-or-later
// The two roots: what a file as a whole may hold.
#include "sim/input/json_schema.h"

#include "sim/input/json_parts.h"
#include "sim/input/patterns.h"

#include <string.h>

// ---- the file ----

// Definitions of groups are named apart: a mechanism may be called as a part of the language is.
static void
group_name(const char *group, char name[96])
{
    snprintf(name, 96, "group_%s", group);
}

static void
open_group(struct op_json_page *page, const char *name, const struct op_schema_group *group,
           bool is_reference)
{
    op_json_open(page, name, '{');
    op_json_raw(page, "type", "\"object\"");
    op_json_open(page, "properties", '{');
    for (int i = 0; i < group->n_params; i++) {
        op_json_param(page, &group->params[i], is_reference);
    }
}

// The property that holds a group.
static void
put_group(struct op_json_page *page, const char *group)
{
    char name[96];

    group_name(group, name);
    op_json_reference(page, group, name);
}

static void
close_group(struct op_json_page *page)
{
    op_json_close(page);
    op_json_own_keys(page);
    op_json_close(page);
}

// "^spread\\.rho_open$" at the top of the file is rho_open within spread.
static void
put_dotted(struct op_json_page *page, const char *group, const char *key)
{
    char pattern[128];
    char target[128];

    snprintf(pattern, sizeof pattern, "^%s\\.%s$", group, key);
    snprintf(target, sizeof target, "group_%s/properties/%s", group, key);
    op_json_reference(page, pattern, target);
}

static bool
is_key_of(enum op_map map, const char *name)
{
    const struct op_key *keys = op_language_keys(map);

    for (int i = 0; keys[i].key; i++) {
        if (strcmp(keys[i].key, name) == 0) {
            return true;
        }
    }
    return false;
}

static void
put_dotted_keys(struct op_json_page *page, const struct op_schema *schema, int n_groups,
                enum op_map map)
{
    const struct op_key *keys = op_language_keys(OP_MAP_POPULATION);

    op_json_open(page, "patternProperties", '{');
    op_json_raw(page, "^x-", "{}");
    op_json_reference(page, "^(title|question|conditional)\\.(en|nl)$", "text");
    for (int i = 0; map == OP_MAP_GATHERING && keys[i].key; i++) {
        put_dotted(page, "population", keys[i].key);
    }
    for (int g = 0; g < n_groups; g++) {
        for (int i = 0; i < schema->groups[g].n_params; i++) {
            put_dotted(page, schema->groups[g].name, schema->groups[g].params[i].key);
        }
    }
    if (map == OP_MAP_GATHERING) {
        op_json_reference(page, "^strategies\\." OP_PATTERN_ID "$", "strategy");
        op_json_reference(page, "^measures\\." OP_PATTERN_ID "$", "measure");
    }
    op_json_close(page);
    op_json_end_of_keys(page);
}

// What a file needs, another that it includes may hold.
static void
put_needed(struct op_json_page *page, enum op_map map, bool needs_end)
{
    const struct op_key *keys = op_language_keys(map);

    op_json_raw(page, "if", "{\"not\": {\"required\": [\"include\"]}}");
    op_json_open_line(page, "then", '{');
    op_json_open_line(page, "required", '[');
    for (int i = 0; keys[i].key; i++) {
        if (keys[i].is_needed || (needs_end && strcmp(keys[i].key, "end") == 0)) {
            op_json_string(page, NULL, keys[i].key);
        }
    }
    op_json_close(page);
    op_json_close(page);
}

static void
put_gathering(struct op_json_page *page, const struct op_schema *schema)
{
    bool has_population = false;

    for (int g = 0; g < schema->n_groups; g++) {
        const struct op_schema_group *group = &schema->groups[g];
        const bool is_population = strcmp(group->name, "population") == 0;
        char name[96];

        group_name(group->name, name);
        open_group(page, name, group, false);
        if (is_population) {
            op_json_keys(page, OP_MAP_POPULATION);
        }
        has_population |= is_population;
        close_group(page);
    }
    if (!has_population) {
        op_json_map(page, "group_population", OP_MAP_POPULATION, NULL);
    }
    op_json_open(page, "gathering", '{');
    op_json_raw(page, "type", "\"object\"");
    op_json_open(page, "properties", '{');
    op_json_keys(page, OP_MAP_GATHERING);
    for (int g = 0; g < schema->n_groups; g++) {
        if (!is_key_of(OP_MAP_GATHERING, schema->groups[g].name)) {
            put_group(page, schema->groups[g].name);
        }
    }
    op_json_close(page);
    put_dotted_keys(page, schema, schema->n_groups, OP_MAP_GATHERING);
    put_needed(page, OP_MAP_GATHERING, false);
    op_json_close(page);
}

static void
put_model(struct op_json_page *page, const struct op_schema *model)
{
    const struct op_schema_group *own = &model->groups[model->n_groups - 1];
    char name[64];

    snprintf(name, sizeof name, "model_%s", model->model);
    open_group(page, name, own, true);
    op_json_keys(page, OP_MAP_REFERENCE);
    for (int g = 0; g < model->n_groups - 1; g++) {
        put_group(page, model->groups[g].name);
    }
    op_json_close(page);
    put_dotted_keys(page, model, model->n_groups - 1, OP_MAP_REFERENCE);
    put_needed(page, OP_MAP_REFERENCE, model->needs_end);
    op_json_close(page);
}

// The groups before the last, such as the network, are the same in all models that have them.
static void
put_common_groups(struct op_json_page *page, const struct op_schema *const *models)
{
    for (int m = 0; models[m]; m++) {
        for (int g = 0; g < models[m]->n_groups - 1; g++) {
            bool is_new = true;

            for (int k = 0; k < m; k++) {
                for (int h = 0; h < models[k]->n_groups - 1; h++) {
                    is_new &= strcmp(models[k]->groups[h].name, models[m]->groups[g].name) != 0;
                }
            }
            if (is_new) {
                char name[96];

                group_name(models[m]->groups[g].name, name);
                open_group(page, name, &models[m]->groups[g], true);
                close_group(page);
            }
        }
    }
}

static void
put_references(struct op_json_page *page, const struct op_schema *const *models)
{
    op_json_open(page, "model", '{');
    op_json_open_line(page, "enum", '[');
    for (int m = 0; models[m]; m++) {
        op_json_string(page, NULL, models[m]->model);
    }
    op_json_close(page);
    op_json_close(page);
    put_common_groups(page, models);
    for (int m = 0; models[m]; m++) {
        put_model(page, models[m]);
    }
    op_json_open(page, "reference", '{');
    op_json_open(page, "allOf", '[');
    op_json_raw(page, NULL, "{\"properties\": {\"model\": {\"$ref\": \"#/definitions/model\"}}}");
    for (int m = 0; models[m]; m++) {
        char name[64];

        snprintf(name, sizeof name, "model_%s", models[m]->model);
        op_json_open_line(page, NULL, '{');
        op_json_open_line(page, "if", '{');
        op_json_open_line(page, "properties", '{');
        op_json_open_line(page, "model", '{');
        op_json_string(page, "const", models[m]->model);
        op_json_close(page);
        op_json_close(page);
        op_json_close(page);
        op_json_reference(page, "then", name);
        op_json_close(page);
    }
    op_json_close(page);
    op_json_close(page);
}

static void
open_root(struct op_json_page *page, const char *title, const char *description)
{
    op_json_open(page, NULL, '{');
    op_json_string(page, "$schema", "http://json-schema.org/draft-07/schema#");
    op_json_string(page, "title", title);
    op_json_string(page, "description", description);
    op_json_raw(page, "type", "\"object\"");
}

enum op_status
op_write_scenario_schema(FILE *out, const struct op_schema *schema,
                         const struct op_catalogue *catalogue)
{
    static const struct op_schema *const none[] = { NULL };
    struct op_json_page page = { .out = out };

    open_root(&page, "oploop scenario", "The scenario language, version 1: docs/language.md");
    op_json_open(&page, "properties", '{');
    op_json_key(&page, &op_language_keys(OP_MAP_REFERENCE)[0]);
    op_json_key(&page, &op_language_keys(OP_MAP_REFERENCE)[1]);
    op_json_close(&page);
    op_json_raw(&page, "if", "{\"required\": [\"model\"]}");
    op_json_reference(&page, "then", "reference");
    op_json_reference(&page, "else", "gathering");
    op_json_open(&page, "definitions", '{');
    op_json_catalogue_definitions(&page, schema);
    op_json_scenario_definitions(&page, schema, catalogue);
    put_gathering(&page, schema);
    put_references(&page, schema->references ? schema->references : none);
    op_json_close(&page);
    op_json_close(&page);
    return page.is_short ? OP_NO_MEMORY : OP_OK;
}

enum op_status
op_write_catalogue_schema(FILE *out, const struct op_schema *schema)
{
    struct op_json_page page = { .out = out };

    open_root(&page, "oploop catalogue", "Measures over the levers of the model: docs/language.md");
    op_json_open(&page, "properties", '{');
    op_json_key(&page, &op_language_keys(OP_MAP_REFERENCE)[0]);
    op_json_close(&page);
    op_json_raw(&page, "patternProperties",
                "{\"^x-\": {}, \"^(?!oploop$)" OP_PATTERN_ID
                "$\": {\"$ref\": \"#/definitions/measure\"}}");
    op_json_end_of_keys(&page);
    op_json_open(&page, "definitions", '{');
    op_json_catalogue_definitions(&page, schema);
    op_json_close(&page);
    op_json_close(&page);
    return page.is_short ? OP_NO_MEMORY : OP_OK;
}
