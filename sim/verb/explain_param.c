// SPDX-License-Identifier: GPL-3.0-or-later
// Parameters as items.
#include "sim/verb/explain_parts.h"

#include "sim/input/quantity.h"

#include <string.h>

static const char *const type_names[OP_UNIT_COUNT] = {
    [OP_UNIT_NONE] = "number",   [OP_UNIT_SHARE] = "share",   [OP_UNIT_DURATION] = "duration",
    [OP_UNIT_RATE] = "rate",     [OP_UNIT_LENGTH] = "length", [OP_UNIT_AREA] = "area",
    [OP_UNIT_SPEED] = "speed",   [OP_UNIT_PERSONS] = "count", [OP_UNIT_EURO] = "money",
    [OP_UNIT_CHOICE] = "choice", [OP_UNIT_FILE] = "file",
};
static const char *const scope_words[] = { "for each replicate", "for each world",
                                           "by each person or customer" };
static const char *const scope_names[] = { "replicate", "world", "person" };
static const char *const origin_words[] = {
    [OP_FITTED] = "fitted on a recorded evening",
    [OP_PUBLISHED] = "published",
    [OP_ASSUMED] = "assumed: belongs in every sensitivity analysis",
    [OP_CHOSEN] = "chosen: a switch or setting",
};
static const char *const origin_names[] = { "fitted", "published", "assumed", "chosen" };

static const char *
short_text(struct op_explain *explain, enum op_unit unit, double value)
{
    char text[48];

    op_quantity_short(unit, value, text);
    return op_said(explain, "%s", text);
}

void
op_dist_words(struct op_explain *explain, enum op_unit unit, const struct op_dist *dist,
              const char **words)
{
    const char *a = short_text(explain, unit, dist->a);

    switch (dist->kind) {
        case OP_DIST_FIXED:
            *words = a;
            return;
        case OP_DIST_UNIFORM:
            *words = op_said(explain, "%s to %s, all alike likely", a,
                             short_text(explain, unit, dist->b));
            return;
        case OP_DIST_NORMAL:
            *words = op_said(explain, "mean %s, standard deviation %s", a,
                             short_text(explain, unit, dist->b));
            return;
        case OP_DIST_LOGNORMAL:
            *words = op_said(explain, "median %s, 9 of 10 below %s", a,
                             short_text(explain, unit, op_dist_value(dist, 0.9)));
            return;
        case OP_DIST_EXPONENTIAL:
            *words = op_said(explain, "mean %s, 9 of 10 below %s", a,
                             short_text(explain, unit, op_dist_value(dist, 0.9)));
            return;
        case OP_DIST_MARGIN:
            *words =
                op_said(explain, "median %s, 9 of 10 between %s and %s",
                        short_text(explain, unit, dist->b), a, short_text(explain, unit, dist->c));
            return;
    }
}

static const char *const *
choices_of(struct op_explain *explain, const char *choices)
{
    const char **words = op_arena_new(&explain->arena, strlen(choices) + 2, sizeof *words);

    for (int n = 0; words != NULL && *choices != '\0'; n++) {
        const size_t length = strcspn(choices, "|");

        words[n] = op_arena_part(&explain->arena, choices, length);
        choices += length + (choices[length] == '|');
    }
    return words;
}

static const char *
joined(struct op_explain *explain, const char *const *words)
{
    const char *all = "";

    for (int i = 0; words != NULL && words[i] != NULL; i++) {
        all = op_said(explain, "%s%s%s", all, i > 0 ? ", " : "", words[i]);
    }
    return all;
}

// How it is written in a file and on the command line, with a value that is well.
static void
add_ways(struct op_explain *explain, struct op_item *item, const struct op_schema *schema,
         const char *group, const struct op_param *row, const struct op_dist *dist)
{
    const bool is_top = schema->model != NULL && strcmp(group, schema->model) == 0;
    const bool is_word = row->unit == OP_UNIT_CHOICE || row->unit == OP_UNIT_FILE;
    const char *value = is_word ? row->value : short_text(explain, row->unit, op_dist_centre(dist));
    const char *in_file = is_top ? op_said(explain, "%s: %s", row->key, value)
                                 : op_said(explain, "%s: { %s: %s }", group, row->key, value);

    if (schema->model != NULL && strcmp(schema->model, group) == 0) {
        in_file = op_said(explain, "%s   (below model: %s)", in_file, group);
    }
    if (row->unit == OP_UNIT_FILE) {
        return;
    }
    op_item_text(item, NULL, "in a file", in_file);
    op_item_text(item, NULL, "or",
                 op_said(explain, "--set %s%s%s='%s'", is_top ? "" : group, is_top ? "" : ".",
                         row->key, value));
}

static void
add_value(struct op_explain *explain, struct op_item *item, const struct op_param *row,
          const struct op_dist *dist)
{
    if (row->unit == OP_UNIT_CHOICE) {
        op_item_list(item, OP_FACT_WORDS, "choices", NULL, choices_of(explain, row->choices));
        op_item_text(item, "range", "one of", joined(explain, choices_of(explain, row->choices)));
    } else if (row->unit != OP_UNIT_FILE) {
        op_item_number(item, "low", row->low);
        op_item_number(item, "high", row->high);
        op_item_text(item, "range", "range",
                     op_said(explain, "%s to %s", short_text(explain, row->unit, row->low),
                             short_text(explain, row->unit, row->high)));
    }
    op_item_text(item, "default", "default", row->value);
    if (row->unit != OP_UNIT_CHOICE && row->unit != OP_UNIT_FILE && dist->kind != OP_DIST_FIXED) {
        const char *words = NULL;

        op_dist_words(explain, row->unit, dist, &words);
        op_item_text(item, NULL, "drawn",
                     op_said(explain, "%s: %s", scope_words[row->scope], words));
    } else if (row->scope == OP_WORLD_PARAM) {
        op_item_text(item, NULL, "acts on", "the world, before time starts");
    }
}

void
op_explain_param(struct op_explain *explain, const struct op_schema *schema, int index)
{
    const char *group = "";
    const struct op_param *row = op_schema_param_row(schema, index, &group);
    const char *name = op_said(explain, "%s.%s", group, row->key);
    struct op_item *item = op_item_new(explain, "parameter", name, row->meaning);
    struct op_diag quiet;
    struct op_dist dist = { 0 };

    op_diag_init(&quiet);   // a test of the registry says whether defaults can be read
    if (row->unit != OP_UNIT_FILE &&
        op_param_parse(row, row->value, (struct op_place){ 0 }, &dist, &quiet) != OP_OK) {
        dist = (struct op_dist){ 0 };
    }
    op_diag_free(&quiet);
    item->shown = row->key;
    item->brief = row->value;
    op_item_text(item, "group", NULL, group);
    op_item_text(item, "type", "type", type_names[row->unit]);
    op_item_text(item, "unit", "unit",
                 row->unit == OP_UNIT_CHOICE ? NULL : op_unit_words(row->unit));
    add_value(explain, item, row, &dist);
    op_item_text(item, "scope", NULL, scope_names[row->scope]);
    op_item_text(item, "origin", NULL, origin_names[row->origin]);
    op_item_text(item, NULL, "origin", origin_words[row->origin]);
    op_item_text(item, "source", "source", row->source);
    add_ways(explain, item, schema, group, row, &dist);
}

const char *
op_group_summary(const struct op_explain *explain, const char *group)
{
    const struct op_program *program = explain->program;

    for (int r = -1; r < program->n_references; r++) {
        const struct op_model *model = r < 0 ? program->model : program->references[r].model;

        for (int m = 0; m < model->n_mechanisms; m++) {
            if (strcmp(model->mechanisms[m]->table.name, group) == 0) {
                return model->mechanisms[m]->summary;
            }
        }
    }
    return NULL;
}

const char *
op_group_title(struct op_explain *explain, const char *group)
{
    const char *summary = op_group_summary(explain, group);

    return summary != NULL ? op_said(explain, "%s: %s", group, summary) : group;
}

void
op_explain_params(struct op_explain *explain, const struct op_schema *schema, const char *group)
{
    for (int i = 0; i < schema->n_params; i++) {
        const char *own = "";   // of the mechanism

        (void)op_schema_param_row(schema, i, &own);
        if (group != NULL && strcmp(group, own) != 0) {
            continue;
        }
        const int n = explain->items.n;

        op_explain_param(explain, schema, i);
        if (explain->items.n > n) {
            explain->items.item[n].group = op_group_title(explain, own);
        }
    }
}

const struct op_schema *
op_reference_named(const struct op_explain *explain, const char *name)
{
    for (int r = 0; r < explain->program->n_references; r++) {
        const struct op_schema *schema = &explain->program->references[r].model->schema;

        if (strcmp(schema->model, name) == 0) {
            return schema;
        }
    }
    return NULL;
}
