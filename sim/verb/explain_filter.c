// SPDX-License-Identifier: GPL-3.0-or-later
// Which measures are asked for: by phase, actor, kind and status of law, class of barrier.
#include "sim/verb/explain_practice.h"

#include "sim/input/phaseset.h"

#include <string.h>

static const char not_said[] = "not said";
enum { N_CLASSES = 3 };   // the words that an entry may give
const char *const op_barrier_classes[] = { "signal", "communicate", "intervene", not_said, NULL };

// ---- what a measure is ----

const char *
op_measure_barrier(const struct op_explain *explain, const struct op_measure *measure)
{
    const int row = op_catalogue_find(&explain->catalogue, measure->id);
    const struct op_node *node =
        row >= 0 ? op_node_find(explain->catalogue.nodes[row], "barrier") : NULL;

    return node != NULL && node->kind == OP_NODE_TEXT ? node->text : not_said;
}

bool
op_measure_is_non_legal(const struct op_measure *measure)
{
    const char *kind = measure->legal_kind;

    return kind != NULL && (strcmp(kind, "non-legal") == 0 || strcmp(kind, "voluntary") == 0);
}

const char *
op_measure_law(const struct op_measure *measure)
{
    const char *kind = measure->legal_kind != NULL ? measure->legal_kind : not_said;

    return strcmp(kind, "police") == 0 ? "police law" : kind;   // beside "police", the actor
}

bool
op_measure_in_phase(const struct op_measure *measure, int phase)
{
    return op_measure_fits(measure, phase);
}

bool
op_measure_is_named(const struct op_measure *measure, const char *name)
{
    const char *const en = measure->name.en, *const nl = measure->name.nl;

    return strcmp(name, measure->id) == 0 || (en != NULL && op_text_same_letters(en, name)) ||
           (nl != NULL && op_text_same_letters(nl, name));
}

const char *
op_measure_mark(struct op_explain *explain, const struct op_measure *measure)
{
    bool is_foreign;

    return measure->legal_status == OP_IN_FORCE
               ? ""
               : op_said(explain, " (%s)",
                         op_catalogue_words(explain, op_legal_status_words[measure->legal_status],
                                            &is_foreign));
}

// ---- filters ----

enum filter { BY_LEGAL, BY_ACTOR, BY_STATUS, BY_BARRIER, N_FILTERS };
static const char *const nobody[N_FILTERS] = { "no measure has the legal kind or status",
                                               "no measure is of actor", "there is no legal status",
                                               "there is no class of barriers" };

static const char *
asked(const struct op_explain *explain, enum filter filter)
{
    const char *const words[N_FILTERS] = { explain->legal, explain->actor, explain->status,
                                           explain->barrier };

    return words[filter];
}

static const char *
value_of(const struct op_explain *explain, const struct op_measure *measure, enum filter filter)
{
    const char *value = filter == BY_ACTOR     ? measure->actor
                        : filter == BY_LEGAL   ? measure->legal_kind
                        : filter == BY_BARRIER ? op_measure_barrier(explain, measure)
                                               : op_legal_status_words[measure->legal_status];

    return value != NULL ? value : not_said;
}

bool
op_filters_fit(const struct op_explain *explain, const struct op_measure *measure)
{
    bool fits = true;

    for (enum filter f = 0; f < N_FILTERS; f++) {
        const char *word = asked(explain, f);

        fits &= word == NULL || strcmp(word, value_of(explain, measure, f)) == 0 ||
                (f == BY_LEGAL && strcmp(word, value_of(explain, measure, BY_STATUS)) == 0);
    }
    return fits;
}

int
op_phase_asked(const struct op_explain *explain)
{
    int phase = -1;

    for (int i = 0; explain->phase != NULL && i < OP_N_PHASES; i++) {
        phase = strcmp(explain->phase, explain->schema->phases[i]) == 0 ? i : phase;
    }
    return phase;
}

// ---- their words ----

static void
add_new(const char **known, int *n, const char *word)
{
    for (int k = 0; k < *n; k++) {
        if (strcmp(known[k], word) == 0) {
            return;
        }
    }
    known[(*n)++] = word;
}

// Is the word of a filter a status or class, or one that some measure has? Other words are those
// of the catalogue itself.
static bool
check_word(struct op_explain *explain, enum filter filter)
{
    const struct op_catalogue *catalogue = &explain->catalogue;
    const size_t room = 2 * ((size_t)catalogue->n_measures + 8);   // each in both languages
    const char **known = op_arena_new(&explain->arena, room, sizeof *known);
    const char *word = asked(explain, filter);
    int n = 0;

    if (known == NULL || word == NULL) {
        explain->no_memory |= known == NULL;
        return true;
    }
    for (int i = 0; filter == BY_BARRIER && i < N_CLASSES; i++) {
        add_new(known, &n, op_barrier_classes[i]);
    }
    for (int i = 0; (filter == BY_LEGAL || filter == BY_STATUS) && op_legal_status_words[i] != NULL;
         i++) {
        add_new(known, &n, op_legal_status_words[i]);
    }
    for (int i = 0; i < catalogue->n_measures; i++) {
        add_new(known, &n, value_of(explain, &catalogue->measures[i], filter));
    }
    for (int k = 0; k < n; k++) {
        if (strcmp(known[k], word) == 0) {
            return true;
        }
    }
    for (int k = 0, n_english = n; k < n_english; k++) {
        const char *dutch = op_word_in_dutch(explain, known[k]);

        if (dutch != NULL) {
            add_new(known, &n, dutch);
        }
    }
    return op_explain_refuse(explain, nobody[filter], word, known);
}

static bool
is_one(const char *subject, const char *one, const char *other)
{
    return subject != NULL && (strcmp(subject, one) == 0 || strcmp(subject, other) == 0);
}

static bool
refuse(struct op_explain *explain, const char *hint, const char *what)
{
    return op_diag_add(&explain->diag, OP_USAGE, (struct op_place){ 0 }, hint, "%s", what) == OP_OK;
}

static void
filters_of_dutch(struct op_explain *explain)
{
    const char **const words[N_FILTERS] = { &explain->legal, &explain->actor, &explain->status,
                                            &explain->barrier };

    for (enum filter f = 0; f < N_FILTERS; f++) {
        if (*words[f] != NULL) {
            op_words_read(explain);
            *words[f] = op_word_of_dutch(explain, *words[f]);
        }
    }
}

bool
op_filters_check(struct op_explain *explain, const char *subject)
{
    bool has_any = explain->phase != NULL, is_known = true;
    const char *phases[OP_N_PHASES + 1] = { 0 };

    filters_of_dutch(explain);
    explain->phase = op_phase_of_dutch(explain, explain->phase);
    for (enum filter f = 0; f < N_FILTERS; f++) {
        has_any |= asked(explain, f) != NULL;
    }
    if (has_any && !is_one(subject, "measures", "barriers")) {
        return refuse(explain, "oploop explain measures --phase assembly",
                      "--phase, --legal, --status, --actor and --barrier are for `explain "
                      "measures` and `explain barriers`");
    }
    if ((explain->form == OP_FORM_HTML || explain->lang != NULL) &&
        !is_one(subject, "measures", "barriers")) {
        return refuse(explain, "oploop explain barriers --html --lang nl >page.html",
                      "--html and --lang are for `explain measures` and `explain barriers`");
    }
    for (int i = 0; i < OP_N_PHASES; i++) {
        phases[i] = explain->schema->phases[i];
    }
    if (explain->phase != NULL && op_phase_asked(explain) < 0) {
        return op_explain_refuse(explain, "there is no phase", explain->phase, phases);
    }
    for (enum filter f = 0; f < N_FILTERS; f++) {
        is_known &= check_word(explain, f);
    }
    return is_known;
}
