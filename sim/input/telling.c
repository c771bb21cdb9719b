// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/input/telling.h"

#include "sim/base/text.h"

#include <stdio.h>
#include <string.h>

static const char form[] = "{ run_up: { police: [ municipality ] } }";

int
op_telling_param(const struct op_schema *schema, int class_of_phases, int link)
{
    const struct op_schema_links *links = schema->links;
    char name[192];

    snprintf(name, sizeof name, "%s.%s_%s_to_%s", links->group, links->classes[class_of_phases],
             links->link[link].from, links->link[link].to);
    return op_schema_param(schema, name);
}

// Is it the actor, or a body of which the actor is part?
static bool
means(const struct op_schema_links *links, const char *name, const char *actor)
{
    bool is_meant = strcmp(name, actor) == 0;

    for (int i = 0; i < links->n_members && !is_meant; i++) {
        is_meant =
            strcmp(links->member[i].body, name) == 0 && strcmp(links->member[i].actor, actor) == 0;
    }
    return is_meant;
}

static void
add_word(const char *word, char text[256])
{
    const size_t used = strlen(text);
    const char *at = strstr(text, word);

    // a word that stands there already, between commas
    for (; at; at = strstr(at + 1, word)) {
        const char end = at[strlen(word)];

        if ((at == text || at[-1] == ' ') && (end == ',' || end == '\0')) {
            return;
        }
    }
    snprintf(text + used, 256 - used, "%s%s", used > 0 ? ", " : "", word);
}

// Whom `from` can tell, or who can tell at all; with the bodies. Is `name` one of them?
static bool
offer(const struct op_schema_links *links, const char *from, const char *name,
      struct op_nearest *nearest, char all[256])
{
    bool is_one = false;

    all[0] = '\0';
    op_nearest_start(nearest, name);
    for (int i = 0; i < links->n_links; i++) {
        if (from && !means(links, from, links->link[i].from)) {
            continue;
        }
        const char *actor = from ? links->link[i].to : links->link[i].from;

        is_one |= means(links, name, actor);
        op_nearest_offer(nearest, actor);
        add_word(actor, all);
        for (int m = 0; m < links->n_members; m++) {
            if (strcmp(links->member[m].actor, actor) == 0) {
                op_nearest_offer(nearest, links->member[m].body);
            }
        }
    }
    return is_one;
}

static bool
is_known(const struct op_schema_links *links, const char *name)
{
    bool is_one = false;

    for (int i = 0; i < links->n_links; i++) {
        is_one |= means(links, name, links->link[i].from) || means(links, name, links->link[i].to);
    }
    return is_one;
}

// `from` and `to` have names that are known, and there is a link between them.
static void
use_links(const struct op_schema_links *links, const char *from, const char *to, double *share)
{
    for (int i = 0; i < links->n_links; i++) {
        if (means(links, from, links->link[i].from) && means(links, to, links->link[i].to)) {
            share[i] = 1;
        }
    }
}

static void
read_told(struct op_reader *reader, const struct op_node *teller, const struct op_node *told,
          double *share)
{
    const struct op_schema_links *links = reader->schema->links;
    const char *name = op_field_text(reader, told);
    struct op_nearest nearest;
    char all[256], hint[320];

    if (!name) {
        return;
    }
    if (offer(links, teller->key, name, &nearest, all)) {
        use_links(links, teller->key, name, share);
        return;
    }
    snprintf(hint, sizeof hint, "%s can tell %s", teller->key, all);
    if (is_known(links, name)) {
        op_fault(reader, OP_UNKNOWN_NAME, told, hint, "there is no link to \"%s\"", name);
    } else {
        char meant[256];

        op_fault(reader, OP_UNKNOWN_NAME, told, op_did_you_mean(nearest.best, hint, meant),
                 "nobody is called \"%s\"", name);
    }
}

static void
read_teller(struct op_reader *reader, const struct op_node *teller, double *share)
{
    struct op_nearest nearest;
    char all[256], hint[320];

    if (!offer(reader->schema->links, NULL, teller->key, &nearest, all)) {
        snprintf(hint, sizeof hint, "who can tell: %s", all);
        op_unknown_key(reader, teller, nearest.best, hint);
    } else if (teller->kind == OP_NODE_TEXT) {
        read_told(reader, teller, teller, share);
    } else if (op_is_list(reader, teller, "[ municipality ]")) {
        for (const struct op_node *told = teller->first; told; told = told->next) {
            read_told(reader, teller, told, share);
        }
    }
}

// One class of phases; its rows stand behind the `n` that there are.
static int
read_class(struct op_reader *reader, const struct op_node *node, int class_of_phases,
           struct op_override *rows, int n)
{
    const struct op_schema_links *links = reader->schema->links;
    double *share = op_reader_new(reader, (size_t)links->n_links, sizeof *share);

    if (!share || !op_is_map(reader, node, "{ police: [ municipality ] }")) {
        return n;
    }
    for (int i = 0; i < links->n_links; i++) {
        share[i] = 0;
    }
    for (const struct op_node *teller = node->first; teller; teller = teller->next) {
        if (!op_text_starts_with(teller->key, "x-")) {
            read_teller(reader, teller, share);
        }
    }
    for (int i = 0; i < links->n_links; i++) {
        if (!links->link[i].is_within || share[i] > 0) {
            rows[n++] = (struct op_override){
                .param = op_telling_param(reader->schema, class_of_phases, i),
                .dist = { .kind = OP_DIST_FIXED, .a = share[i] },
            };
        }
    }
    return n;
}

int
op_read_telling(struct op_reader *reader, const struct op_node *map, struct op_override *rows)
{
    const struct op_schema_links *links = reader->schema->links;
    int n = 0;

    if (!links) {
        op_fault(reader, OP_BAD_VALUE, map, "write the name of a level", "this model has no links");
        return 0;
    }
    if (!op_is_map(reader, map, form)) {
        return 0;
    }
    op_known_keys(reader, map, links->classes);
    for (int c = 0; links->classes[c]; c++) {
        const struct op_node *node = op_node_find(map, links->classes[c]);

        n = node ? read_class(reader, node, c, rows, n) : n;
    }
    return n;
}
