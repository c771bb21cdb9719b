// SPDX-License-Identifier: GPL-3.0-or-later
// The contents of actions: a canonical text of each, their order and numbers. Timing is not
// content: the same measure with the same settings is one action in every strategy.
#include "sim/input/strategy.h"

#include "sim/base/text.h"
#include "sim/input/quantity.h"

#include <stdlib.h>
#include <string.h>

// "intensity 1; police_persons 60 persons; crackdown uniform(0, 0.2)"
static const char *
settings_text(struct op_reader *reader, const struct op_action_content *content)
{
    char number[32];
    const char *text;

    op_real_text(content->intensity, number);
    text = op_arena_format(reader->arena, "intensity %s", number);
    for (int i = 0; i < content->n_moves && text; i++) {
        const struct op_lever *lever = op_schema_lever_row(reader->schema, content->moves[i].lever);
        const struct op_param row = { .unit = lever->unit };
        char value[192];

        op_dist_text(&row, &content->moves[i].dist, value);
        text = op_arena_format(reader->arena, "%s; %s %s", text, lever->name, value);
    }
    reader->no_memory |= !text;
    return text ? text : "";
}

// Catalogues are sorted by id, so the measure's index orders as its id does.
static int
compare_contents(const void *left, const void *right)
{
    const struct op_action_content *x = left;
    const struct op_action_content *y = right;

    if (x->measure != y->measure) {
        return x->measure < y->measure ? -1 : 1;
    }
    return strcmp(x->settings, y->settings);
}

static void
keep_distinct(struct op_scenario *scenario)
{
    int n = 0;

    for (int i = 0; i < scenario->n_actions; i++) {
        if (n == 0 || compare_contents(&scenario->actions[n - 1], &scenario->actions[i]) != 0) {
            scenario->actions[n++] = scenario->actions[i];
        }
    }
    scenario->n_actions = n;
}

static void
give_numbers(struct op_scenario *scenario, struct op_use_draft *drafts, int n_drafts)
{
    for (int i = 0; i < n_drafts; i++) {
        const struct op_action_content *found =
            bsearch(&drafts[i].content, scenario->actions, (size_t)scenario->n_actions,
                    sizeof *scenario->actions, compare_contents);

        drafts[i].use.action = found ? (int)(found - scenario->actions) : -1;
    }
}

// Only the measures that are used stay, in the order of their ids.
static void
keep_used(struct op_reader *reader, const struct op_catalogue *catalogue)
{
    struct op_scenario *scenario = reader->scenario;
    int before = -1;

    scenario->measures =
        op_reader_new(reader, (size_t)scenario->n_actions, sizeof *scenario->measures);
    if (!scenario->measures) {
        return;
    }
    for (int i = 0; i < scenario->n_actions; i++) {
        struct op_action_content *action = &scenario->actions[i];

        if (action->measure != before) {
            before = action->measure;
            scenario->measures[scenario->n_measures++] = catalogue->measures[before];
        }
        action->measure = scenario->n_measures - 1;
    }
}

void
op_number_actions(struct op_reader *reader, const struct op_catalogue *catalogue,
                  struct op_use_draft *drafts, int n_drafts)
{
    struct op_scenario *scenario = reader->scenario;

    scenario->actions = op_reader_new(reader, (size_t)n_drafts, sizeof *scenario->actions);
    if (!scenario->actions) {
        return;
    }
    for (int i = 0; i < n_drafts; i++) {
        struct op_action_content *content = &drafts[i].content;
        const char *id = catalogue->measures[content->measure].id;
        const char *whole;

        content->settings = settings_text(reader, content);
        whole = op_arena_format(reader->arena, "%s; %s", id, content->settings);
        reader->no_memory |= !whole;
        content->hash = whole ? op_text_hash32(whole) : 0;
        scenario->actions[i] = *content;
    }
    scenario->n_actions = n_drafts;
    if (n_drafts > 0) {
        qsort(scenario->actions, (size_t)n_drafts, sizeof *scenario->actions, compare_contents);
    }
    keep_distinct(scenario);
    give_numbers(scenario, drafts, n_drafts);
    keep_used(reader, catalogue);
}
