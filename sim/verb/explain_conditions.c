// SPDX-License-Identifier: GPL-3.0-or-later
// Levels of conditions as items: what each stands for, and the run parameters it sets.
#include "sim/verb/explain_parts.h"

#include "sim/input/language.h"
#include "sim/input/levels.h"
#include "sim/input/quantity.h"
#include "sim/input/telling.h"

#include <string.h>

static const struct op_override *
value_of(const struct op_level *level, int param)
{
    for (int i = 0; i < level->n_overrides; i++) {
        if (level->overrides[i].param == param) {
            return &level->overrides[i];
        }
    }
    return NULL;
}

static bool
is_of_links(const struct op_explain *explain, int param)
{
    const struct op_schema_links *links = explain->schema->links;
    const char *group = "";

    (void)op_schema_param_row(explain->schema, param, &group);
    return links != NULL && strcmp(group, links->group) == 0;
}

// "police_information -> adviser, mayor; ..." of a class of phases, but for what lies within one
// organisation; NULL where the level says nothing of it.
static const char *
telling_of(struct op_explain *explain, const struct op_level *level, int class_of_phases)
{
    const struct op_schema_links *links = explain->schema->links;
    const char *line = NULL, *last = "";
    char share[192];

    for (int i = 0; i < links->n_links; i++) {
        const int param = op_telling_param(explain->schema, class_of_phases, i);

        line = line == NULL && value_of(level, param) != NULL ? "" : line;
    }
    for (int a = 0; line != NULL && a < links->n_links; a++) {
        const char *from = links->link[a].from;
        bool is_first = true;

        for (int i = 0; i < links->n_links; i++) {
            const struct op_override *value =
                value_of(level, op_telling_param(explain->schema, class_of_phases, i));
            const bool is_his = strcmp(links->link[i].from, from) == 0;

            is_first &= !(is_his && i < a);
            if (is_first && is_his && value != NULL && value->dist.a > 0) {
                const char *between = last == from ? ", " : line[0] != '\0' ? "; " : "";

                line = last == from ? op_said(explain, "%s%s%s", line, between, links->link[i].to)
                                    : op_said(explain, "%s%s%s to %s", line, between, from,
                                              links->link[i].to);
                last = from;
                if (value->dist.a < 1) {
                    op_dist_text(op_schema_param_row(explain->schema, value->param, NULL),
                                 &value->dist, share);
                    line = op_said(explain, "%s (%s)", line, share);
                }
            }
        }
    }
    return line != NULL && line[0] == '\0' ? "nobody tells another organisation" : line;
}

// Name and value by turns, NULL-ended; and the same in one line.
static const char *const *
values_of(struct op_explain *explain, const struct op_level *level, const char **line)
{
    const char **texts =
        op_arena_new(&explain->arena, 2 * (size_t)level->n_overrides + 1, sizeof *texts);

    int n = 0;

    *line = "";
    explain->no_memory |= texts == NULL;
    for (int i = 0; texts != NULL && i < level->n_overrides; i++) {
        if (is_of_links(explain, level->overrides[i].param)) {
            continue;
        }
        const char *group = "";
        const struct op_param *row =
            op_schema_param_row(explain->schema, level->overrides[i].param, &group);
        char value[192];

        op_dist_text(row, &level->overrides[i].dist, value);
        texts[n] = op_said(explain, "%s.%s", group, row->key);
        texts[n + 1] = op_said(explain, "%s", value);
        *line = op_said(explain, "%s%s%s: %s", *line, n > 0 ? "; " : "", texts[n], texts[n + 1]);
        n += 2;
    }
    return texts;
}

static const char *
meaning_of_dimension(const char *dimension)
{
    for (const struct op_key *row = op_language_keys(OP_MAP_CONDITIONS); row->key; row++) {
        if (strcmp(row->key, dimension) == 0) {
            return row->meaning;
        }
    }
    return "";
}

static void
add_level(struct op_explain *explain, const struct op_level *level, const char *name)
{
    const char *en = level->meaning.en != NULL ? level->meaning.en : level->meaning.nl;
    struct op_item *item = op_item_new(explain, "level", name, en != NULL ? en : "");
    const char *line;
    const char *const *values = values_of(explain, level, &line);

    item->shown = level->name;
    item->group =
        op_said(explain, "%s: %s", level->dimension, meaning_of_dimension(level->dimension));
    op_item_text(item, "dimension", "dimension", level->dimension);
    op_item_text(item, "level", NULL, level->name);
    op_item_text(item, "in_dutch", "in Dutch", level->meaning.nl);
    if (values != NULL) {
        op_item_list(item, OP_FACT_PAIRS, "parameters", "sets", values);
    }
    for (int c = 0; explain->schema->links != NULL && explain->schema->links->classes[c]; c++) {
        const char *class_name = explain->schema->links->classes[c];
        const char *telling = telling_of(explain, level, c);

        if (telling != NULL) {
            line = op_said(explain, "%s; who tells whom, %s: %s", line, class_name, telling);
            op_item_text(item, op_said(explain, "tells_%s", class_name),
                         op_said(explain, "tells, %s", class_name), telling);
        }
    }
    op_item_text(item, "parameters_line", NULL, line);
    op_item_text(item, "source", "source", level->source);
    op_item_text(item, NULL, "in a file",
                 op_said(explain, "conditions: { NAME: { %s: %s } }", level->dimension,
                         level->name));
}

void
op_explain_conditions(struct op_explain *explain, const char *name)
{
    struct op_reader reader = op_explain_reader(explain);
    const char *path = op_levels_path(&reader);
    struct op_levels levels;

    if (path == NULL || !op_read_levels(&reader, path, &levels)) {
        explain->no_memory |= reader.no_memory;
        return;
    }
    for (int i = 0; i < levels.n; i++) {
        const char *own =
            op_said(explain, "%s.%s", levels.level[i].dimension, levels.level[i].name);

        if (name == NULL || strcmp(name, own) == 0) {
            add_level(explain, &levels.level[i], own);
        }
    }
}
