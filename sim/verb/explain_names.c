// SPDX-License-Identifier: GPL-3.0-or-later
// Levers, observables, metrics, phases as items.
#include "sim/verb/explain_parts.h"

#include "sim/input/phaseset.h"
#include "sim/input/quantity.h"

#include <string.h>

// The group that a row of a flattened table belongs to.
static const struct op_schema_group *
group_of(const struct op_schema *schema, int index, bool of_levers)
{
    for (int g = 0; g < schema->n_groups; g++) {
        const struct op_schema_group *group = &schema->groups[g];
        const int n = of_levers ? group->n_levers : group->n_observables;

        if (index < n) {
            return group;
        }
        index -= n;
    }
    OP_BUG("a row of no group");
}

static bool
is_asked(const char *group, const char *name, const char *own_group, const char *own_name)
{
    return (group == NULL || strcmp(group, own_group) == 0) &&
           (name == NULL || strcmp(name, own_name) == 0);
}

// Measures of the catalogue that move a lever, parted by commas.
static const char *
moved_by(struct op_explain *explain, int lever)
{
    const char *all = "";

    for (int i = 0; i < explain->catalogue.n_measures; i++) {
        const struct op_measure *measure = &explain->catalogue.measures[i];

        for (int k = 0; k < measure->n_moves; k++) {
            if (measure->moves[k].lever == lever) {
                all = op_said(explain, "%s%s%s", all, all[0] != '\0' ? ", " : "", measure->id);
            }
        }
    }
    return all;
}

static void
add_lever(struct op_explain *explain, int index, const char *group)
{
    const struct op_lever *lever = op_schema_lever_row(explain->schema, index);
    struct op_item *item = op_item_new(explain, "lever", lever->name, lever->meaning);
    const bool is_sum = lever->combine == OP_SUM;
    char low[48], high[48];

    op_quantity_short(lever->unit, lever->low, low);
    op_quantity_short(lever->unit, lever->high, high);
    const char *range = op_said(explain, "%s to %s", low, high);

    item->brief = op_said(explain, "%s, %s", is_sum ? "sum" : "product", range);
    item->group = op_group_title(explain, group);
    op_item_text(item, "group", NULL, group);
    op_item_text(item, "joined_by", NULL, is_sum ? "sum" : "product");
    op_item_text(item, NULL, "joined by",
                 is_sum ? "sum of the factors in force; 0 when there is none"
                        : "product of the factors in force; 1 when there is none");
    op_item_text(item, "unit", "unit", op_unit_words(lever->unit));
    op_item_number(item, "low", lever->low);
    op_item_number(item, "high", lever->high);
    op_item_text(item, "range", "a factor", range);
    op_item_text(item, "moved_by", "moved by", moved_by(explain, index));
    op_item_text(item, "source", "source", lever->source);
    op_item_text(item, NULL, "in a file",
                 op_said(explain, "moves: { %s: %s }", lever->name, op_unit_example(lever->unit)));
}

void
op_explain_levers(struct op_explain *explain, const char *group, const char *name)
{
    for (int i = 0; i < explain->schema->n_levers; i++) {
        const char *own = group_of(explain->schema, i, true)->name;

        if (is_asked(group, name, own, op_schema_lever_row(explain->schema, i)->name)) {
            add_lever(explain, i, own);
        }
    }
}

static const char *const wanted_names[] = { "none", "less", "more" };
static const char *const wanted_words[] = { "neither less nor more of it is wanted as such",
                                            "less of it is wanted", "more of it is wanted" };

static void
add_error(struct op_explain *explain, struct op_item *item, double sd)
{
    if (sd > 0) {
        op_item_number(item, "observation_sd", sd);
        op_item_text(item, NULL, "a record",
                     op_said(explain, "differs from what was by a factor exp(N(0, %g))", sd));
    }
}

static void
add_observable(struct op_explain *explain, int index, const char *group)
{
    const struct op_observable *row = op_schema_observable_row(explain->schema, index);
    struct op_item *item = op_item_new(explain, "observable", row->name, row->meaning);
    const bool is_max = strcmp(row->aggregation, "max") == 0;

    item->brief = row->unit;
    item->group = op_group_title(explain, group);
    op_item_text(item, "group", NULL, group);
    op_item_text(item, "unit", "unit", row->unit);
    op_item_text(item, "wanted", NULL, wanted_names[row->wanted]);
    op_item_text(item, NULL, "wanted", wanted_words[row->wanted]);
    op_item_text(item, "aggregation", NULL, row->aggregation);
    op_item_text(item, NULL, "an evening",
                 op_said(explain, "is summed up by the %s value",
                         is_max ? "largest" : row->aggregation));
    add_error(explain, item, row->observation_sd);
    op_item_text(item, "label_en", "in English", row->label_en);
    op_item_text(item, "label_nl", "in Dutch", row->label_nl);
    op_item_text(item, NULL, "column of", "trajectories.csv");
    op_item_text(item, NULL, "in a file",
                 op_said(explain, "when: { observable: %s, at_least: 10, oracle: yes }",
                         row->name));
}

void
op_explain_observables(struct op_explain *explain, const char *group, const char *name)
{
    for (int i = 0; i < explain->schema->n_observables; i++) {
        const char *own = group_of(explain->schema, i, false)->name;

        if (is_asked(group, name, own, op_schema_observable_row(explain->schema, i)->name)) {
            add_observable(explain, i, own);
        }
    }
}

void
op_explain_metrics(struct op_explain *explain, const char *name)
{
    const struct op_model *model = explain->program->model;

    for (int m = 0; m < model->n_mechanisms; m++) {
        for (int i = 0; i < model->mechanisms[m]->n_metrics; i++) {
            const struct op_metric *row = &model->mechanisms[m]->metrics[i];

            if (name != NULL && strcmp(name, row->name) != 0) {
                continue;
            }
            struct op_item *item = op_item_new(explain, "metric", row->name, row->meaning);

            item->brief = row->unit;
            item->group = op_group_title(explain, model->mechanisms[m]->table.name);
            op_item_text(item, "unit", "unit", row->unit);
            op_item_text(item, "wanted", NULL, wanted_names[row->wanted]);
            op_item_text(item, NULL, "wanted", wanted_words[row->wanted]);
            add_error(explain, item, row->observation_sd);
            op_item_text(item, "label_en", "in English", row->label_en);
            op_item_text(item, "label_nl", "in Dutch", row->label_nl);
            op_item_text(item, NULL, "column of", "outcomes.csv, one row an evening");
        }
    }
}

// ---- phases ----

static const char *
measures_in(struct op_explain *explain, int phase)
{
    const char *all = "";

    for (int i = 0; i < explain->catalogue.n_measures; i++) {
        const struct op_measure *measure = &explain->catalogue.measures[i];

        if (op_measure_fits(measure, phase)) {
            all = op_said(explain, "%s%s%s", all, all[0] != '\0' ? ", " : "", measure->id);
        }
    }
    return all;
}

void
op_explain_phases(struct op_explain *explain, const char *name)
{
    static const char mobilised[] = "people make ready to come: place and time are known, and the "
                                    "call is large or in the national news";
    const char *const meanings[OP_N_PHASES] = {
        "nothing has been called for yet",
        "a call exists",
        "the call has got somewhere online",
        mobilised,
        "people are at the place",
        "several are violent at once",
        "the disorder is over, or nobody is left",
    };

    for (int i = 0; i < OP_N_PHASES; i++) {
        const char *phase = explain->schema->phases[i];

        if (name != NULL && strcmp(name, phase) != 0) {
            continue;
        }
        struct op_item *item = op_item_new(explain, "phase", phase, meanings[i]);

        op_item_number(item, "number", i);
        op_item_text(item, NULL, "number",
                     op_said(explain, "%d of 0 to %d; phases can go back", i, OP_N_PHASES - 1));
        op_item_text(item, NULL, "limits", "parameters: oploop explain phase");
        op_item_text(item, "measures", "measures", measures_in(explain, i));
        op_item_text(item, NULL, "in a file",
                     op_said(explain, "when: { phase: %s, oracle: yes }", phase));
    }
}
