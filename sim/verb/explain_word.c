// SPDX-License-Identifier: GPL-3.0-or-later
// One word, looked up in all tables; and what can be asked at all.
#include "sim/verb/explain_parts.h"

#include "sim/base/text.h"

#include <string.h>

// ---- a word ----

static bool
is_group(const struct op_schema *schema, const char *word)
{
    for (int g = 0; g < schema->n_groups; g++) {
        if (strcmp(schema->groups[g].name, word) == 0) {
            return true;
        }
    }
    return false;
}

// `spread.rho_open`, or `rho_open` wherever it stands.
static void
add_params(struct op_explain *explain, const struct op_schema *schema, const char *word)
{
    for (int i = 0; i < schema->n_params; i++) {
        const char *group = "";
        const struct op_param *row = op_schema_param_row(schema, i, &group);
        const size_t n = strlen(group);
        const bool is_full =
            strncmp(word, group, n) == 0 && word[n] == '.' && strcmp(word + n + 1, row->key) == 0;

        if (is_full || strcmp(row->key, word) == 0) {
            op_explain_param(explain, schema, i);
        }
    }
}

static void
add_named(struct op_explain *explain, const char *word)
{
    const struct op_program *program = explain->program;

    add_params(explain, explain->schema, word);
    op_explain_levers(explain, NULL, word);
    op_explain_observables(explain, NULL, word);
    const int n = explain->items.n;

    op_explain_metrics(explain, word);
    if (n > 0 && strcmp(explain->items.item[n - 1].name, word) == 0 &&
        strcmp(explain->items.item[n - 1].kind, "observable") == 0) {
        explain->items.n = n;   // its value at the end of an evening says no more
    }
    op_explain_measures(explain, word);
    op_explain_phases(explain, word);
    op_explain_keys(explain, word);
    for (int r = 0; r < program->n_references && explain->items.n == 0; r++) {
        add_params(explain, &program->references[r].model->schema, word);
    }
}

static void
show_part(struct op_explain *explain, const char *title, bool *is_later)
{
    if (explain->items.n > 0) {
        (void)fputs(*is_later ? "\n" : "", explain->out);
        for (int i = 0; i < explain->items.n; i++) {
            explain->items.item[i].group = "";
        }
        op_items_show(explain, title);
        *is_later = true;
    }
    explain->items.n = 0;
}

// A group: its parameters, levers and observables, one list after the other for people.
static void
show_group(struct op_explain *explain, const struct op_schema *schema, const char *group)
{
    const bool is_own = schema == explain->schema;
    bool is_later = false;

    if (explain->form != OP_FORM_TEXT) {
        op_explain_params(explain, schema, group);
        if (is_own) {
            op_explain_levers(explain, group, NULL);
            op_explain_observables(explain, group, NULL);
        }
        op_items_show(explain, group);
        return;
    }
    op_page_wrap(explain->out, 0, 2, op_group_title(explain, group));
    (void)fputc('\n', explain->out);
    op_explain_params(explain, schema, group);
    show_part(explain, "Parameters (`oploop explain NAME` says all about one):", &is_later);
    if (is_own) {
        op_explain_keys_beside(explain, group);
        show_part(explain, "Keys that stand beside them:", &is_later);
        op_explain_levers(explain, group, NULL);
        show_part(explain, "Levers, which measures move:", &is_later);
        op_explain_observables(explain, group, NULL);
        show_part(explain, "Observables:", &is_later);
    }
    if (!is_later) {
        (void)fputs("  no parameters\n", explain->out);
    }
}

// All names that could have been meant, for a suggestion.
static void
offer_all(struct op_explain *explain, struct op_nearest *nearest)
{
    const struct op_schema *schema = explain->schema;

    for (int g = 0; g < schema->n_groups; g++) {
        op_nearest_offer(nearest, schema->groups[g].name);
    }
    for (int i = 0; i < schema->n_params; i++) {
        const char *group = "";
        const struct op_param *row = op_schema_param_row(schema, i, &group);
        const char *full = op_said(explain, "%s.%s", group, row->key);

        if (full != NULL) {
            op_nearest_offer(nearest, strchr(nearest->word, '.') != NULL ? full : row->key);
        }
    }
    for (int i = 0; i < schema->n_levers; i++) {
        op_nearest_offer(nearest, op_schema_lever_row(schema, i)->name);
    }
    for (int i = 0; i < schema->n_observables; i++) {
        op_nearest_offer(nearest, op_schema_observable_row(schema, i)->name);
    }
    for (int i = 0; i < explain->catalogue.n_measures; i++) {
        op_nearest_offer(nearest, explain->catalogue.measures[i].id);
    }
    for (int i = 0; i < OP_N_PHASES; i++) {
        op_nearest_offer(nearest, schema->phases[i]);
    }
    op_explain_keys_offer(nearest);
    for (int r = 0; r < explain->program->n_references; r++) {
        op_nearest_offer(nearest, explain->program->references[r].model->schema.model);
    }
}

enum op_status
op_explain_word(struct op_explain *explain, const char *word)
{
    const struct op_schema *reference = op_reference_named(explain, word);
    struct op_nearest nearest;
    char hint[256];

    if (is_group(explain->schema, word)) {
        show_group(explain, explain->schema, word);
        return OP_OK;
    }
    if (reference != NULL || strcmp(word, "network") == 0) {
        show_group(explain, reference != NULL ? reference : op_reference_named(explain, "sir"),
                   word);
        return OP_OK;
    }
    add_named(explain, word);
    if (explain->items.n > 0) {
        op_items_show(explain, NULL);
        return OP_OK;
    }
    op_nearest_start(&nearest, word);
    offer_all(explain, &nearest);
    return op_diag_add(&explain->diag, OP_USAGE, (struct op_place){ 0 },
                       op_did_you_mean(nearest.best, "`oploop explain` says what can be asked",
                                       hint),
                       "nothing here is called \"%s\"", word);
}

// ---- without a word ----

static void
list_names(struct op_explain *explain, const char *heading, const char *all)
{
    (void)fprintf(explain->out, "\n%s\n  ", heading);
    op_page_wrap(explain->out, 2, 2, all);
}

enum op_status
op_explain_start(struct op_explain *explain)
{
    const struct op_model *model = explain->program->model;
    const char *measures = "", *models = "";

    if (explain->form != OP_FORM_TEXT) {   // all that there is
        op_explain_params(explain, explain->schema, NULL);
        op_explain_levers(explain, NULL, NULL);
        op_explain_observables(explain, NULL, NULL);
        op_explain_metrics(explain, NULL);
        op_explain_measures(explain, NULL);
        op_explain_phases(explain, NULL);
        op_explain_keys(explain, NULL);
        op_items_show(explain, NULL);
        return OP_OK;
    }
    (void)fputs("What can be asked (each also with --json, --names):\n\n"
                "  oploop explain spread             a group of parameters, listed below\n"
                "  oploop explain spread.rho_open    one parameter: range, default, source\n"
                "  oploop explain measures           the catalogue; --phase --actor --legal\n"
                "  oploop explain measure stop_talk  one measure\n"
                "  oploop explain barriers           per phase what feeds it and stands before\n"
                "                                    the next; --html for a page to print\n"
                "  oploop explain levers             what measures move\n"
                "  oploop explain observables        what conditions ask for, and columns\n"
                "  oploop explain phases             of an evening\n"
                "  oploop explain keys               of a scenario file, and of its parts\n"
                "  oploop explain schedule FILE      when the measures of a scenario can start\n"
                "  oploop explain ANY_NAME           whatever is called so\n\n"
                "Groups of parameters:\n",
                explain->out);
    for (int m = 0; m < model->n_mechanisms; m++) {
        op_page_row(explain->out, 2, model->mechanisms[m]->table.name, 14,
                    model->mechanisms[m]->summary);
    }
    for (int i = 0; i < explain->catalogue.n_measures; i++) {
        measures = op_said(explain, "%s%s%s", measures, i > 0 ? ", " : "",
                           explain->catalogue.measures[i].id);
    }
    for (int r = 0; r < explain->program->n_references; r++) {
        models = op_said(explain, "%s%s%s", models, r > 0 ? ", " : "",
                         explain->program->references[r].model->schema.model);
    }
    list_names(explain, "Measures:", measures);
    list_names(explain, "Reference models (with `network`):", models);
    return OP_OK;
}
