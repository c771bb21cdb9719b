// SPDX-License-Identifier: GPL-3.0-or-later
// Measures of the catalogue as items, and which of them are asked for.
#include "sim/verb/explain_practice.h"

#include "sim/base/text.h"
#include "sim/input/phaseset.h"
#include "sim/input/quantity.h"

#include <string.h>

static const char *const *
moves_of(struct op_explain *explain, const struct op_measure *measure)
{
    const size_t n = (size_t)measure->n_moves;
    const char **texts = op_arena_new(&explain->arena, 2 * n + 1, sizeof *texts);

    for (size_t i = 0; texts != NULL && i < n; i++) {
        const struct op_move *move = &measure->moves[i];
        const struct op_lever *lever = op_schema_lever_row(explain->schema, move->lever);
        const struct op_param row = { .unit = lever->unit };
        char text[192];

        op_dist_text(&row, &move->dist, text);
        texts[2 * i] = lever->name;
        texts[2 * i + 1] = op_said(explain, "%s", text);
    }
    return texts;
}

static const char *
one_line(struct op_explain *explain, const char *const *pairs)
{
    const char *all = "";

    for (int i = 0; pairs != NULL && pairs[i] != NULL; i += 2) {
        all = op_said(explain, "%s%s%s: %s", all, i > 0 ? "; " : "", pairs[i], pairs[i + 1]);
    }
    return all;
}

static const char *
or_unknown(const char *text)
{
    return text != NULL ? text : "not said";
}

static void
add_law(struct op_explain *explain, struct op_item *item, const struct op_measure *measure)
{
    const char *status = op_legal_status_words[measure->legal_status];

    op_item_text(item, "legal_kind", NULL, measure->legal_kind);
    op_item_text(item, "legal_basis", NULL, measure->legal_basis);
    op_item_text(item, "legal_status", NULL, status);
    op_item_text(item, "legal_as_of", NULL, measure->legal_as_of);
    op_item_text(item, "legal", "legal",
                 op_said(explain, "%s: %s; %s as of %s", or_unknown(measure->legal_kind),
                         or_unknown(measure->legal_basis), status,
                         or_unknown(measure->legal_as_of)));
    op_item_text(item, "legal_readings", "readings", measure->legal_readings);
    op_item_text(item, "aims_at_content", "content",
                 measure->aims_at_content
                     ? "aims at content: refused for a demonstration without counterfactual_law"
                     : NULL);
}

static const char *
phases_of(struct op_explain *explain, const struct op_measure *measure)
{
    char text[OP_PHASES_TEXT];

    op_phases_text(measure->phases, explain->schema->phases, text);
    return op_said(explain, "%s", text);
}

// How far it can be enforced and what it costs, where the entry says so.
static void
add_practice(struct op_explain *explain, struct op_item *item, const struct op_measure *measure)
{
    const struct op_dist *part = &measure->enforceability;
    const char *enforced = NULL, *cost = NULL;

    if (part->kind != OP_DIST_FIXED || part->a < 1) {
        op_dist_words(explain, OP_UNIT_SHARE, part, &enforced);
    }
    if (measure->cost_source != NULL) {
        op_dist_words(explain, OP_UNIT_EURO, &measure->cost_eur, &cost);
    }
    op_item_text(item, "enforceability", "comes off", enforced);
    op_item_text(item, "cost", "cost", cost);
    op_item_text(item, "cost_source", NULL, measure->cost_source);
}

static void
add_measure(struct op_explain *explain, const struct op_measure *measure)
{
    struct op_item *item =
        op_item_new(explain, "measure", measure->id, op_measure_name(explain, measure));
    const char *const *moves = moves_of(explain, measure);
    const char *lead = NULL;
    bool is_foreign;

    op_dist_words(explain, OP_UNIT_DURATION, &measure->lead_time, &lead);
    item->group = op_either(explain, or_unknown(measure->actor),
                            op_catalogue_words(explain, or_unknown(measure->actor), &is_foreign));
    op_item_text(item, "name_nl", "in Dutch", measure->name.nl);
    op_item_text(item, "actor", "actor", measure->actor);
    op_item_text(item, "barrier", "barrier", measure->barrier);
    op_item_text(item, "phases", "phases", phases_of(explain, measure));
    add_law(explain, item, measure);
    op_item_text(item, "precondition", "needs", measure->precondition);
    op_item_text(item, "lead_time", "lead time", lead);
    if (moves != NULL) {
        op_item_list(item, OP_FACT_PAIRS, "moves", "moves", moves);
    }
    op_item_text(item, "moves_line", NULL, one_line(explain, moves));
    add_practice(explain, item, measure);
    op_item_text(item, "side_effects", "side effects", measure->side_effects);
    op_item_text(item, "rights", "rights", measure->rights);
    op_item_text(item, "source", "source", measure->source);
    op_item_text(item, NULL, "in a file",
                 op_said(explain, "- %s: { at: event - 2 h }", measure->id));
}

// The measures of one actor together, in each the order of the catalogue, which is that of ids.
void
op_explain_measures(struct op_explain *explain, const char *name)
{
    const struct op_catalogue *catalogue = &explain->catalogue;
    const int phase = op_phase_asked(explain);

    for (int i = 0; i < catalogue->n_measures; i++) {
        const char *actor = or_unknown(catalogue->measures[i].actor);
        bool is_first = true;

        for (int k = 0; k < i; k++) {
            is_first &= strcmp(actor, or_unknown(catalogue->measures[k].actor)) != 0;
        }
        for (int k = i; is_first && k < catalogue->n_measures; k++) {
            const struct op_measure *measure = &catalogue->measures[k];

            if (strcmp(actor, or_unknown(measure->actor)) == 0 &&
                (name == NULL || op_measure_is_named(measure, name)) &&
                (name != NULL || ((phase < 0 || op_measure_in_phase(measure, phase)) &&
                                  op_filters_fit(explain, measure)))) {
                add_measure(explain, measure);
            }
        }
    }
}
