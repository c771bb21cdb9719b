// SPDX-License-Identifier: GPL-3.0-or-later
// `model: sir` and the like. What is not one of the few keys below is a parameter of the model.
#include "sim/input/reference_scenario.h"

#include "sim/base/text.h"
#include "sim/input/beside.h"
#include "sim/input/head.h"
#include "sim/input/language.h"
#include "sim/input/quantity.h"
#include "sim/input/resolve.h"
#include "sim/input/series.h"

#include <math.h>
#include <string.h>

enum { MAX_SERIES = 8, LONGEST_LIST = 100000 };

static bool
pick_schema(struct op_reader *reader, const struct op_node *node)
{
    const char *names[32] = { NULL };
    const struct op_schema *const *all = reader->schema->references;
    int n = 0;

    for (; all && all[n] && n < 31; n++) {
        names[n] = all[n]->model;
    }

    const int i = op_field_word(reader, node, names);

    if (i < 0) {
        return false;
    }
    reader->schema = all[i];
    reader->scenario->schema = all[i];
    return true;
}

// ---- values ----

// Numbers of which there is no half: one of them, not a distribution.
static bool
is_whole(struct op_reader *reader, const struct op_node *node, const struct op_dist *dist)
{
    if (dist->kind != OP_DIST_FIXED) {
        return op_fault(reader, OP_BAD_VALUE, node, "one whole number is expected here",
                        "\"%s\" is a distribution", node->text);
    }
    if (dist->a != floor(dist->a)) {
        return op_fault(reader, OP_BAD_VALUE, node, NULL, "\"%s\" is not a whole number",
                        node->text);
    }
    return true;
}

static struct op_series *
add_series(struct op_reader *reader, int param)
{
    struct op_scenario *scenario = reader->scenario;

    if (!scenario->series) {
        scenario->series = op_reader_new(reader, MAX_SERIES, sizeof *scenario->series);
    }
    if (!scenario->series || scenario->n_series == MAX_SERIES) {
        return NULL;
    }
    struct op_series *series = &scenario->series[scenario->n_series++];

    *series = (struct op_series){ .param = param, .n_columns = 1 };
    return series;
}

static bool
read_file_value(struct op_reader *reader, int param, const struct op_param *row,
                const struct op_node *node)
{
    const char *text = op_field_text(reader, node);
    struct op_series *series = text ? add_series(reader, param) : NULL;
    const bool wants_whole = row->unit == OP_UNIT_FILE;

    if (!series) {
        return false;
    }
    series->path = op_path_beside(reader, node, text, NULL);
    reader->scenario->dist[param] = (struct op_dist){ .kind = OP_DIST_FIXED };
    return series->path &&
           op_read_series(reader, series->path, node->place, wants_whole ? row->choices : row->key,
                          wants_whole, series);
}

static bool
read_list_value(struct op_reader *reader, int param, const struct op_param *row,
                const struct op_node *node)
{
    struct op_series *series = add_series(reader, param);
    double *real = series ? op_reader_new(reader, (size_t)node->n_children, sizeof *real) : NULL;

    if (!real) {
        return false;
    }
    if (node->n_children == 0 || node->n_children > LONGEST_LIST) {
        return op_fault(reader, OP_BAD_VALUE, node, "longer ones stand in a CSV file",
                        "a list of 1 to %d numbers is expected", LONGEST_LIST);
    }
    for (const struct op_node *item = node->first; item; item = item->next) {
        if (!op_field_quantity(reader, item, row->unit, row->low, row->high,
                               &real[series->n_rows++])) {
            return false;
        }
    }
    series->real = real;
    reader->scenario->dist[param] = (struct op_dist){ .kind = OP_DIST_FIXED, .a = real[0] };
    return true;
}

static bool
is_file_name(const struct op_node *node)
{
    const size_t n = node->kind == OP_NODE_TEXT ? strlen(node->text) : 0;

    return n > 4 && strcmp(node->text + n - 4, ".csv") == 0;
}

static void
read_value(struct op_reader *reader, int param, const struct op_param *row,
           const struct op_node *node)
{
    struct op_scenario *scenario = reader->scenario;
    struct op_dist *dist = &scenario->dist[param];
    const bool is_per_person = row->scope == OP_PERSON_PARAM;
    bool is_well;

    scenario->param_place[param] = node->place;
    if (row->unit == OP_UNIT_FILE || (is_per_person && is_file_name(node))) {
        is_well = read_file_value(reader, param, row, node);
    } else if (is_per_person && node->kind == OP_NODE_LIST) {
        is_well = read_list_value(reader, param, row, node);
    } else {
        const char *text = op_field_text(reader, node);

        is_well = text && op_param_parse(row, text, node->place, dist, reader->diag) == OP_OK;
        if (is_well && row->unit == OP_UNIT_PERSONS && !is_per_person) {
            is_well = is_whole(reader, node, dist);
        }
    }
    scenario->is_set[param] = is_well;
}

static const struct op_param *
find_row(const struct op_schema_group *group, const char *key, int *index)
{
    for (int i = 0; i < group->n_params; i++) {
        if (strcmp(group->params[i].key, key) == 0) {
            *index = i;
            return &group->params[i];
        }
    }
    return NULL;
}

static void
refuse_key(struct op_reader *reader, const struct op_schema_group *group, bool is_top,
           const struct op_node *node)
{
    struct op_nearest nearest;
    char all[256];
    char hint[300];
    const struct op_key *heads = op_language_keys(OP_MAP_REFERENCE);
    const char *names[64] = { NULL };
    int n = 0;

    op_nearest_start(&nearest, node->key);
    for (int i = 0; i < group->n_params && n < 48; i++) {
        names[n++] = group->params[i].key;
    }
    for (int g = 0; is_top && g < reader->schema->n_groups - 1; g++) {
        names[n++] = reader->schema->groups[g].name;
    }
    for (int i = 0; is_top && heads[i].key; i++) {
        names[n++] = heads[i].key;
    }
    for (int i = 0; i < n; i++) {
        op_nearest_offer(&nearest, names[i]);
    }
    op_list_words(names, all);
    snprintf(hint, sizeof hint, "keys here: %s", all);
    op_unknown_key(reader, node, nearest.best, hint);
}

static bool
is_head_key(const char *key)
{
    const struct op_key *heads = op_language_keys(OP_MAP_REFERENCE);

    for (int i = 0; heads[i].key; i++) {
        if (strcmp(heads[i].key, key) == 0) {
            return true;
        }
    }
    return false;
}

static void
read_map(struct op_reader *reader, const struct op_schema_group *group, int first, bool is_top,
         const struct op_node *map)
{
    for (const struct op_node *node = map->first; node; node = node->next) {
        int i = 0;
        const struct op_param *row = find_row(group, node->key, &i);
        bool is_group = false;

        for (int g = 0; is_top && g < reader->schema->n_groups - 1; g++) {
            is_group |= strcmp(reader->schema->groups[g].name, node->key) == 0;
        }
        if (row) {
            read_value(reader, first + i, row, node);
        } else if (!is_group && !op_is_own_key(node) && !(is_top && is_head_key(node->key))) {
            refuse_key(reader, group, is_top, node);
        }
    }
}

static void
read_values(struct op_reader *reader, const struct op_node *root)
{
    const struct op_schema *schema = reader->schema;
    int first = 0;

    reader->scenario->param_place =
        op_reader_new(reader, (size_t)schema->n_params, sizeof *reader->scenario->param_place);
    if (!reader->scenario->param_place || !op_read_defaults(reader)) {
        return;
    }
    for (int i = 0; i < schema->n_params; i++) {
        reader->scenario->param_place[i] = root->place;
    }
    for (int g = 0; g < schema->n_groups; g++) {
        const bool is_top = g == schema->n_groups - 1;
        const struct op_node *map = is_top ? root : op_node_find(root, schema->groups[g].name);

        if (map && (is_top || op_is_map(reader, map, "network: { kind: ring, persons: 100 }"))) {
            read_map(reader, &schema->groups[g], first, is_top, map);
        }
        first += schema->groups[g].n_params;
    }
}

// ---- the whole ----

static void
read_head(struct op_reader *reader, const struct op_node *root)
{
    struct op_scenario *scenario = reader->scenario;
    const struct op_node *title = op_node_find(root, "title");
    const struct op_node *end = op_node_find(root, "end");
    const struct op_node *worlds = op_node_find(root, "worlds");

    scenario->title.en = reader->schema->model;
    if (title) {
        op_field_text2(reader, title, &scenario->title);
    }
    scenario->end_us = (INT64_C(1) << 47) - 1;   // as far as an event's time reaches: 4.4 years
    if (end && op_field_duration(reader, end, 1, &scenario->end_us) &&
        scenario->end_us >= INT64_C(1) << 47) {
        op_fault(reader, OP_OUT_OF_RANGE, end, NULL, "%s is more than four years", end->text);
    } else if (!end && reader->schema->needs_end) {
        op_diag_add(reader->diag, OP_MISSING_KEY, root->place, "write end: 100 d",
                    "end: this key is missing, and the model %s does not end by itself",
                    reader->schema->model);
    }
    scenario->n_worlds = 1;
    if (worlds) {
        op_field_whole(reader, worlds, 1, 1000, &scenario->n_worlds);
    }
}

void
op_read_reference(struct op_reader *reader, const struct op_node *root)
{
    struct op_scenario *scenario = reader->scenario;
    const int n_errors = reader->diag->n_errors;

    if (!pick_schema(reader, op_node_find(root, "model"))) {
        return;
    }
    read_head(reader, root);
    read_values(reader, root);
    scenario->timezone = "UTC";
    scenario->watch_every_us = OP_NEVER_US;   // nobody watches, nothing is sampled
    scenario->record_every_us = OP_NEVER_US;
    scenario->strategies = op_reader_new(reader, 1, sizeof *scenario->strategies);
    if (scenario->strategies) {
        scenario->strategies[0] = (struct op_strategy){ .id = "nothing", .lawful = true };
        scenario->n_strategies = 1;
    }
    if (reader->diag->n_errors == n_errors && reader->schema->check) {
        reader->schema->check(scenario, reader->diag);
    }
}

// ---- writing ----

static void
write_list(FILE *out, const char *key, const struct op_param *row, const struct op_series *series)
{
    fprintf(out, "%s: [", key);
    for (size_t i = 0; i < series->n_rows; i++) {
        char number[48];

        op_quantity_text(row->unit, series->real[i], number);
        fprintf(out, "%s%s", i > 0 ? ", " : "", number);
    }
    fputs("]\n", out);
}

void
op_write_reference(FILE *out, const struct op_scenario *scenario, const struct op_schema *schema,
                   const struct op_kept *kept)
{
    fprintf(out, "oploop: 1\nmodel: %s\n", schema->model);
    op_write_text2(out, "title", &scenario->title);
    if (scenario->end_us < (INT64_C(1) << 47) - 1) {
        fputs("end: ", out);
        op_write_duration(out, scenario->end_us);
        fputc('\n', out);
    }
    fprintf(out, "worlds: %d\n", scenario->n_worlds);
    for (int i = 0; i < schema->n_params; i++) {
        const char *group = "";
        const struct op_param *row = op_schema_param_row(schema, i, &group);
        const struct op_series *series = op_scenario_series(scenario, i);
        char key[96];
        char text[192];

        if (!scenario->is_set[i]) {
            continue;
        }
        if (strcmp(group, schema->groups[schema->n_groups - 1].name) == 0) {
            snprintf(key, sizeof key, "%s", row->key);
        } else {
            snprintf(key, sizeof key, "%s.%s", group, row->key);
        }
        if (series && series->path) {
            op_write_path(out, key, kept);
        } else if (series) {
            write_list(out, key, row, series);
        } else {
            op_dist_text(row, &scenario->dist[i], text);
            fprintf(out, "%s: %s\n", key, text);
        }
    }
}
