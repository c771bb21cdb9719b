// SPDX-License-Identifier: GPL-3.0-or-later
// Per phase: what feeds it, which signals show it, which parties see it, and the measures that
// stand before the next. Texts come from scenarios/data/barriers.yaml, measures from the catalogue.
#include "sim/verb/explain_practice.h"

#include <string.h>

static const char *
said(struct op_explain *explain, const struct op_saying *saying)
{
    const char *text = op_in_language(explain, &saying->text);

    return saying->observable != NULL ? op_said(explain, "%s (%s)", text, saying->observable)
                                      : text;
}

static void
add_sayings(struct op_explain *explain, struct op_item *item, int phase, enum op_saying_kind kind)
{
    static const char *const keys[] = { "feeds", "signals", "parties" };
    static const char *const labels[][2] = { { "fed by", "gevoed door" },
                                             { "signals", "signalen" },
                                             { "seen by", "gezien door" } };
    const struct op_phase_text *text = &explain->phase_text[phase];
    const int n = text->n_sayings[kind];
    const char **texts = op_arena_new(&explain->arena, (size_t)n + 1, sizeof *texts);
    const char **sources = op_arena_new(&explain->arena, (size_t)n + 1, sizeof *sources);

    if (texts == NULL || sources == NULL) {
        explain->no_memory = true;
        return;
    }
    for (int i = 0; i < n; i++) {
        texts[i] = said(explain, &text->sayings[kind][i]);
        sources[i] = text->sayings[kind][i].source;
    }
    op_item_list(item, OP_FACT_WORDS, keys[kind],
                 op_either(explain, labels[kind][0], labels[kind][1]), texts);
    op_item_list(item, OP_FACT_WORDS, op_said(explain, "%s_sources", keys[kind]), NULL, sources);
}

static const char *
in_words(struct op_explain *explain, const struct op_measure *measure)
{
    bool is_foreign;
    const char *actor =
        op_catalogue_words(explain, measure->actor != NULL ? measure->actor : "", &is_foreign);
    const char *law = op_catalogue_words(explain, op_measure_law(measure), &is_foreign);

    return op_said(explain, "%s; %s, %s%s", op_measure_name(explain, measure), actor, law,
                   op_measure_mark(explain, measure));
}

// The measures of one class in a phase, if there are any: those without a power of law first.
static bool
add_class(struct op_explain *explain, struct op_item *item, int phase, const char *class)
{
    const struct op_catalogue *catalogue = &explain->catalogue;
    const size_t room = (size_t)catalogue->n_measures + 1;
    const char **pairs = op_arena_new(&explain->arena, 2 * room, sizeof *pairs);
    const char **ids = op_arena_new(&explain->arena, room, sizeof *ids);
    bool is_foreign;
    int n = 0;

    if (pairs == NULL || ids == NULL) {
        explain->no_memory = true;
        return true;
    }
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < catalogue->n_measures; i++) {
            const struct op_measure *measure = &catalogue->measures[i];

            if (op_measure_is_non_legal(measure) == (pass == 0) &&
                op_measure_in_phase(measure, phase) && op_filters_fit(explain, measure) &&
                strcmp(op_measure_barrier(explain, measure), class) == 0) {
                pairs[2 * n] = ids[n] = measure->id;
                pairs[2 * n + 1] = in_words(explain, measure);
                n++;
            }
        }
    }
    if (n > 0) {
        const bool is_last = strcmp(class, "not said") == 0;

        op_item_list(item, OP_FACT_WORDS, is_last ? "barriers" : class, NULL, ids);
        op_item_list(item, OP_FACT_PAIRS, NULL,
                     is_last ? "" : op_catalogue_words(explain, class, &is_foreign), pairs);
    }
    return n > 0;
}

static void
add_phase(struct op_explain *explain, int phase)
{
    const struct op_phase_text *text = &explain->phase_text[phase];
    const char *const *phases = explain->schema->phases;
    struct op_item *item =
        op_item_new(explain, "phase", phases[phase],
                    op_said(explain, "%s: %s", op_in_language(explain, &text->name),
                            op_in_language(explain, &text->is)));

    bool has_any = false;

    op_item_number(item, "number", phase);
    for (enum op_saying_kind kind = 0; kind < OP_N_SAYING_KINDS; kind++) {
        add_sayings(explain, item, phase, kind);
    }
    op_item_text(item, "next", NULL, phase + 1 < OP_N_PHASES ? phases[phase + 1] : phases[0]);
    op_item_text(item, NULL, op_either(explain, "barriers", "barrières"),
                 phase + 1 < OP_N_PHASES
                     ? op_said(explain, "%s %s:", op_either(explain, "before", "vóór"),
                               op_in_language(explain, &text[1].name))
                     : op_either(explain, "before a next evening:", "vóór een volgende avond:"));
    for (int i = 0; op_barrier_classes[i] != NULL; i++) {
        has_any |= add_class(explain, item, phase, op_barrier_classes[i]);
    }
    op_item_text(item, NULL, "",
                 has_any ? NULL : op_either(explain, "none that fits", "geen die past"));
}

void
op_explain_barriers(struct op_explain *explain, const char *phase)
{
    const int asked = op_phase_asked(explain);

    for (int i = 0; i < OP_N_PHASES; i++) {
        if ((phase == NULL || strcmp(phase, explain->schema->phases[i]) == 0) &&
            (asked < 0 || asked == i)) {
            add_phase(explain, i);
        }
    }
}
