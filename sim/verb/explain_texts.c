// SPDX-License-Identifier: GPL-3.0-or-later
// Texts of the views for practitioners, read from the share folder, and their two languages.
#include "sim/verb/explain_practice.h"

#include "sim/input/fields.h"
#include "sim/input/schema.h"

#include <string.h>

static const char *const saying_keys[OP_N_SAYING_KINDS] = { "feeds", "signals", "parties" };

// ---- reading ----

static bool
is_observable(const struct op_schema *schema, const char *name)
{
    bool is = false;

    for (int i = 0; i < schema->n_observables; i++) {
        is |= strcmp(op_schema_observable_row(schema, i)->name, name) == 0;
    }
    return is;
}

static const struct op_node *
needed(struct op_reader *reader, const struct op_node *map, const char *key)
{
    const struct op_node *node = op_node_find(map, key);

    if (node == NULL) {
        (void)op_fault(reader, OP_MISSING_KEY, map, NULL, "%s is missing", key);
    }
    return node;
}

static void
read_saying(struct op_reader *reader, const struct op_node *node, struct op_saying *saying)
{
    static const char *const keys[] = { "en", "nl", "source", "observable", NULL };

    if (!op_is_map(reader, node, "{ en: a call, nl: een oproep, source: assumed }")) {
        return;
    }
    op_known_keys(reader, node, keys);

    const struct op_node *en = needed(reader, node, "en"), *nl = needed(reader, node, "nl");
    const struct op_node *source = needed(reader, node, "source");
    const struct op_node *observable = op_node_find(node, "observable");

    if (en != NULL && nl != NULL && source != NULL) {
        saying->text.en = op_field_text(reader, en);
        saying->text.nl = op_field_text(reader, nl);
        saying->source = op_field_text(reader, source);
    }
    if (observable != NULL) {
        saying->observable = op_field_text(reader, observable);
        if (saying->observable != NULL && !is_observable(reader->schema, saying->observable)) {
            (void)op_fault(reader, OP_UNKNOWN_NAME, observable,
                           "`oploop explain observables` lists them", "no observable is called %s",
                           saying->observable);
        }
    }
}

static void
read_phase(struct op_reader *reader, const struct op_node *node, struct op_phase_text *phase)
{
    static const char *const keys[] = { "name", "is", "feeds", "signals", "parties", NULL };

    if (!op_is_map(reader, node, "trigger: { name: ... }")) {
        return;
    }
    op_known_keys(reader, node, keys);

    const struct op_node *name = needed(reader, node, "name"), *is = needed(reader, node, "is");

    if (name != NULL && is != NULL) {
        (void)(op_field_text2(reader, name, &phase->name) &&
               op_field_text2(reader, is, &phase->is));
    }
    for (int kind = 0; kind < OP_N_SAYING_KINDS; kind++) {
        const struct op_node *list = needed(reader, node, saying_keys[kind]);

        if (list == NULL || !op_is_list(reader, list, "[ { en: ..., nl: ..., source: ... } ]")) {
            continue;
        }
        struct op_saying *sayings =
            op_reader_new(reader, (size_t)list->n_children + 1, sizeof *sayings);

        for (const struct op_node *one = list->first; sayings != NULL && one != NULL;
             one = one->next) {
            read_saying(reader, one, &sayings[phase->n_sayings[kind]++]);
        }
        phase->sayings[kind] = sayings;
    }
}

static struct op_node *
read_map(struct op_explain *explain, const char *file)
{
    const char *path = op_said(explain, "%s/scenarios/data/%s", explain->program->share_dir, file);
    struct op_node *root = NULL;

    // without memory the path has no words, and would name no file
    if (explain->no_memory || op_tree_read(&explain->arena, path, &root, &explain->diag) != OP_OK) {
        return NULL;
    }
    if (root == NULL || root->kind != OP_NODE_MAP) {
        (void)!op_diag_add(&explain->diag, OP_WRONG_TYPE, (struct op_place){ .file = path }, NULL,
                           "this file should hold a map");
        return NULL;
    }
    return root;
}

void
op_words_read(struct op_explain *explain)
{
    if (explain->words_nl == NULL) {
        explain->words_nl = read_map(explain, "words_nl.yaml");
    }
}

enum op_status
op_practice_read(struct op_explain *explain)
{
    if (explain->phase_text != NULL) {   // a word in Dutch asked for them
        return OP_OK;
    }

    struct op_reader reader = op_explain_reader(explain);
    const struct op_node *root = read_map(explain, "barriers.yaml");
    struct op_phase_text *texts = op_reader_new(&reader, OP_N_PHASES, sizeof *texts);

    op_words_read(explain);
    if (root != NULL && texts != NULL) {
        op_known_keys(&reader, root, explain->schema->phases);
        for (int i = 0; i < OP_N_PHASES; i++) {
            const struct op_node *node = needed(&reader, root, explain->schema->phases[i]);

            if (node != NULL) {
                read_phase(&reader, node, &texts[i]);
            }
        }
    }
    explain->phase_text = texts;
    return explain->no_memory ? OP_NO_MEMORY : op_reader_status(&reader, 0);
}

// ---- languages ----

static bool
is_dutch(const struct op_explain *explain)
{
    return explain->lang != NULL && strcmp(explain->lang, "nl") == 0;
}

const char *
op_either(const struct op_explain *explain, const char *en, const char *nl)
{
    return is_dutch(explain) ? nl : en;
}

const char *
op_in_language(const struct op_explain *explain, const struct op_text2 *text)
{
    const char *first = op_either(explain, text->en, text->nl);
    const char *second = op_either(explain, text->nl, text->en);

    return first != NULL ? first : second != NULL ? second : "";
}

const char *
op_measure_name(const struct op_explain *explain, const struct op_measure *measure)
{
    const char *name = op_in_language(explain, &measure->name);

    return name[0] != '\0' ? name : measure->id;
}

// "youth_work" of the catalogue as "youth work"; texts with a blank stay as they are.
static const char *
without_underscores(struct op_explain *explain, const char *code)
{
    const char *text = "";

    if (strchr(code, ' ') != NULL) {
        return code;
    }
    for (; *code != '\0'; code++) {
        text = op_said(explain, "%s%c", text, *code == '_' ? ' ' : *code);
    }
    return text;
}

const char *
op_word_in_dutch(const struct op_explain *explain, const char *text)
{
    const struct op_node *node =
        explain->words_nl != NULL ? op_node_find(explain->words_nl, text) : NULL;

    return node != NULL && node->kind == OP_NODE_TEXT ? node->text : NULL;
}

const char *
op_word_of_dutch(const struct op_explain *explain, const char *word)
{
    for (const struct op_node *node = explain->words_nl != NULL ? explain->words_nl->first : NULL;
         node != NULL; node = node->next) {
        if (node->kind == OP_NODE_TEXT && op_text_same_letters(node->text, word)) {
            return node->key;
        }
    }
    return word;
}

const char *
op_catalogue_words(struct op_explain *explain, const char *text, bool *is_foreign)
{
    const char *all = "";

    *is_foreign = false;
    if (!is_dutch(explain)) {
        return without_underscores(explain, text);
    }
    if (op_word_in_dutch(explain, text) != NULL) {
        return op_word_in_dutch(explain, text);
    }
    while (*text != '\0') {   // part by part
        const char *end = strstr(text, "; ");
        const size_t n = end != NULL ? (size_t)(end - text) : strlen(text);
        const char *part = op_said(explain, "%.*s", (int)n, text);
        const char *dutch = op_word_in_dutch(explain, part);

        // "art. 3 Politiewet 2012" reads the same in both
        *is_foreign |= dutch == NULL && strncmp(part, "art. ", 5) != 0;
        all = op_said(explain, "%s%s%s", all, all[0] != '\0' ? "; " : "",
                      dutch != NULL ? dutch : part);
        text += end != NULL ? n + 2 : n;
    }
    return all;
}

const char *
op_phase_of_dutch(struct op_explain *explain, const char *word)
{
    for (int i = 0; i < OP_N_PHASES; i++) {
        if (word == NULL || strcmp(word, explain->schema->phases[i]) == 0) {
            return word;
        }
    }
    if (op_practice_read(explain) != OP_OK) {
        return word;
    }
    for (int i = 0; i < OP_N_PHASES; i++) {
        const char *dutch = explain->phase_text[i].name.nl;

        if (dutch != NULL && op_text_same_letters(dutch, word)) {
            return explain->schema->phases[i];
        }
    }
    return word;
}
