// SPDX-License-Identifier: GPL-3.0-or-later
// Parameters of the mechanisms, and what a scenario gives as having happened.
#include "sim/input/head.h"

#include "sim/base/text.h"
#include "sim/input/language.h"

#include <math.h>
#include <string.h>

// A default that its own table refuses is a fault of the program's tables, not of the file; it is
// reported all the same, so that it is seen.
bool
op_read_defaults(struct op_reader *reader)
{
    const struct op_schema *schema = reader->schema;
    struct op_scenario *scenario = reader->scenario;
    const struct op_place place = { .file = "the parameter table" };
    bool is_well = true;

    scenario->dist = op_reader_new(reader, (size_t)schema->n_params, sizeof *scenario->dist);
    scenario->is_set = op_reader_new(reader, (size_t)schema->n_params, sizeof *scenario->is_set);
    if (!scenario->dist || !scenario->is_set) {
        return false;
    }
    for (int i = 0; i < schema->n_params; i++) {
        const struct op_param *row = op_schema_param_row(schema, i, NULL);

        is_well &=
            op_param_parse(row, row->value, place, &scenario->dist[i], reader->diag) == OP_OK;
    }
    return is_well;
}

bool
op_is_population_key(const struct op_node *map, const struct op_node *node)
{
    if (strcmp(map->key, "population") != 0) {
        return false;
    }
    const struct op_key *keys = op_language_keys(OP_MAP_POPULATION);

    for (int i = 0; keys[i].key; i++) {
        if (strcmp(keys[i].key, node->key) == 0) {
            return true;
        }
    }
    return false;
}

static void
unknown_param(struct op_reader *reader, const struct op_schema_group *group,
              const struct op_node *node)
{
    struct op_nearest nearest;
    char all[1024];
    size_t n = (size_t)snprintf(all, sizeof all, "%s has", group->name);

    op_nearest_start(&nearest, node->key);
    for (int i = 0; i < group->n_params; i++) {
        op_nearest_offer(&nearest, group->params[i].key);
        n = op_text_add(all, sizeof all, n, i > 0 ? ", " : " ", group->params[i].key);
    }
    // The block of the population holds more than parameters.
    const bool is_population = strcmp(group->name, "population") == 0;
    for (const struct op_key *row = op_language_keys(OP_MAP_POPULATION);
         is_population && row->key != NULL; row++) {
        op_nearest_offer(&nearest, row->key);
        n = op_text_add(all, sizeof all, n, ", ", row->key);
    }
    op_unknown_key(reader, node, nearest.best, all);
}

static void
read_group(struct op_reader *reader, const struct op_schema_group *group, int first,
           const struct op_node *map)
{
    if (!op_is_map(reader, map, "spread: { rho_open: 1 % }")) {
        return;
    }
    for (const struct op_node *node = map->first; node; node = node->next) {
        int i = 0;
        const char *text;

        if (op_text_starts_with(node->key, "x-") || op_is_population_key(map, node)) {
            continue;
        }
        while (i < group->n_params && strcmp(group->params[i].key, node->key) != 0) {
            i++;
        }
        if (i == group->n_params) {
            unknown_param(reader, group, node);
            continue;
        }
        text = op_field_text(reader, node);
        if (text && op_param_parse(&group->params[i], text, node->place,
                                   &reader->scenario->dist[first + i], reader->diag) == OP_OK) {
            reader->scenario->is_set[first + i] = true;
        }
    }
}

void
op_read_values(struct op_reader *reader, const struct op_node *root)
{
    int first = 0;

    if (!op_read_defaults(reader)) {
        return;
    }
    for (int g = 0; g < reader->schema->n_groups; g++) {
        const struct op_schema_group *group = &reader->schema->groups[g];
        const struct op_node *map = op_node_find(root, group->name);

        if (map) {
            read_group(reader, group, first, map);
        }
        first += group->n_params;
    }
}

void
op_posterior_without_set(struct op_reader *reader)
{
    struct op_posterior *posterior = &reader->scenario->posterior;
    int n = 0;

    for (int c = 0; c < posterior->n_columns; c++) {
        const char *group = "";
        const struct op_param *row =
            op_schema_param_row(reader->schema, posterior->param[c], &group);

        if (reader->scenario->is_set[posterior->param[c]]) {
            op_diag_warn(reader->diag, OP_OK, (struct op_place){ 0 }, NULL,
                         "%s.%s: set by the scenario, so the posterior's column is not used", group,
                         row->key);
            continue;
        }
        posterior->param[n] = posterior->param[c];
        for (int i = 0; i < posterior->n_rows; i++) {
            double *of_row = posterior->values + (size_t)i * (size_t)posterior->n_columns;

            of_row[n] = of_row[c];
        }
        n++;
    }
    for (int i = 0; i < posterior->n_rows; i++) {   // close the gaps between rows
        memmove(posterior->values + (size_t)i * (size_t)n,
                posterior->values + (size_t)i * (size_t)posterior->n_columns,
                (size_t)n * sizeof *posterior->values);
    }
    posterior->n_columns = n;
    posterior->n_rows = n > 0 ? posterior->n_rows : 0;
}

// ---- happenings ----

static bool
read_settings(struct op_reader *reader, const struct op_node *node,
              const struct op_anchors *anchors, struct op_happening *happening)
{
    const struct op_node *at = op_node_find(node, "at");
    const struct op_node *amount = op_node_find(node, "amount");
    const struct op_node *recorded = op_node_find(node, "recorded");
    struct op_moment moment;

    happening->amount = NAN;
    op_check_keys(reader, node, OP_MAP_HAPPENING);
    if (!at) {
        return op_fault(reader, OP_MISSING_KEY, node, "write { at: event - 3 d }",
                        "the moment (`at`) is missing");
    }
    if (amount && !op_happening_has_amount(node->key)) {
        return op_fault(reader, OP_BAD_VALUE, amount, "leave it out",
                        "%s has no amount: only what is given has", node->key);
    }
    if (amount && !op_field_persons(reader, amount, 0, 1e9, &happening->amount)) {
        return false;
    }
    if (recorded && !op_field_yes(reader, recorded, &happening->recorded)) {
        return false;
    }
    if (!op_field_text(reader, at) ||
        op_moment_parse(at->text, at->place, at->key, &moment, reader->diag) != OP_OK) {
        return false;
    }
    if (moment.anchor == OP_ANCHOR_MEASURE) {
        return op_fault(reader, OP_BAD_VALUE, at, NULL,
                        "\"%s\" hangs on a measure, and this happens in every strategy", at->text);
    }
    happening->at_us = op_moment_us(&moment, anchors);
    if (happening->at_us < 0 || happening->at_us > anchors->end_us) {
        return op_fault(reader, OP_OUT_OF_RANGE, at, NULL, "%s does not lie between start and end",
                        at->text);
    }
    return true;
}

static bool
read_happening(struct op_reader *reader, const struct op_node *item,
               const struct op_anchors *anchors, struct op_happening *happening)
{
    const char *const *names = reader->schema->happenings;
    const struct op_node *entry = op_only_entry(item);
    struct op_nearest nearest;
    char all[256];
    char hint[256];

    *happening = (struct op_happening){ .kind = -1 };
    if (!entry) {
        return op_fault(reader, OP_WRONG_TYPE, item, NULL,
                        "write `- national_story: { at: event - 3 d }`");
    }
    op_nearest_start(&nearest, entry->key);
    for (int i = 0; names[i]; i++) {
        if (strcmp(names[i], entry->key) == 0) {
            happening->kind = i;
        }
        op_nearest_offer(&nearest, names[i]);
    }
    if (happening->kind < 0) {
        op_list_words(names, all);
        op_diag_add(reader->diag, OP_UNKNOWN_NAME, entry->key_place,
                    op_did_you_mean(nearest.best, all, hint), "no happening \"%s\"", entry->key);
        return false;
    }
    return op_is_map(reader, entry, "national_story: { at: event - 3 d }") &&
           read_settings(reader, entry, anchors, happening);
}

void
op_read_happenings(struct op_reader *reader, const struct op_node *node,
                   const struct op_anchors *anchors)
{
    struct op_scenario *scenario = reader->scenario;

    if (!op_is_list(reader, node, "happenings: [ national_story: { at: event - 3 d } ]")) {
        return;
    }
    scenario->happenings =
        op_reader_new(reader, (size_t)node->n_children, sizeof *scenario->happenings);
    if (!scenario->happenings) {
        return;
    }
    for (const struct op_node *item = node->first; item; item = item->next) {
        struct op_happening happening;
        int at = scenario->n_happenings;

        if (!read_happening(reader, item, anchors, &happening)) {
            continue;
        }
        while (at > 0 && scenario->happenings[at - 1].at_us > happening.at_us) {
            scenario->happenings[at] = scenario->happenings[at - 1];   // few: sorted as they come
            at--;
        }
        scenario->happenings[at] = happening;
        scenario->n_happenings++;
    }
}
