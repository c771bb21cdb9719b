// SPDX-License-Identifier: GPL-3.0-or-later
// Levels of conditions as items: what each stands for, and the run parameters it sets.
#include "sim/verb/explain_parts.h"

#include "sim/input/language.h"
#include "sim/input/levels.h"
#include "sim/input/quantity.h"

#include <string.h>

// Name and value by turns, NULL-ended; and the same in one line.
static const char *const *
values_of(struct op_explain *explain, const struct op_level *level, const char **line)
{
    const char **texts =
        op_arena_new(&explain->arena, 2 * (size_t)level->n_overrides + 1, sizeof *texts);

    *line = "";
    explain->no_memory |= texts == NULL;
    for (int i = 0; texts != NULL && i < level->n_overrides; i++) {
        const char *group = "";
        const struct op_param *row =
            op_schema_param_row(explain->schema, level->overrides[i].param, &group);
        char value[192];

        op_dist_text(row, &level->overrides[i].dist, value);
        texts[2 * i] = op_said(explain, "%s.%s", group, row->key);
        texts[2 * i + 1] = op_said(explain, "%s", value);
        *line = op_said(explain, "%s%s%s: %s", *line, i > 0 ? "; " : "", texts[2 * i],
                        texts[2 * i + 1]);
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
