// SPDX-License-Identifier: GPL-3.0-or-later
// What `oploop new` may choose from, read from the share folder: situations, places, measures.
#include "sim/verb/new_parts.h"

#include "sim/base/text.h"
#include "sim/input/head.h"
#include "sim/input/towns.h"

#include <string.h>

static bool
read_situation(struct op_new *made, const struct op_node *node, struct op_situation *situation)
{
    static const char *const keys[] = { "name", "gathering", "hour", "clicks", "measures", NULL };
    struct op_reader *reader = &made->reader;

    *situation = (struct op_situation){ .id = node->key };
    if (!op_is_map(reader, node, "party: { name: ... }")) {
        return false;
    }
    op_known_keys(reader, node, keys);
    for (int i = 0; keys[i]; i++) {
        if (!op_node_find(node, keys[i])) {
            return op_fault(reader, OP_MISSING_KEY, node, NULL, "%s is missing", keys[i]);
        }
    }

    const struct op_node *gathering = op_node_find(node, "gathering");

    situation->measures = op_node_find(node, "measures");
    situation->gathering = gathering->text;
    situation->hour = op_field_text(reader, op_node_find(node, "hour"));
    return op_field_text2(reader, op_node_find(node, "name"), &situation->name) &&
           op_field_word(reader, gathering, op_gathering_words) >= 0 && situation->hour &&
           op_is_list(reader, situation->measures, "[ visible_presence ]") &&
           op_field_whole(reader, op_node_find(node, "clicks"), 1, 1000000, &situation->clicks);
}

static void
read_situations(struct op_new *made, const char *share_dir)
{
    struct op_node *root = NULL;
    const char *path =
        op_arena_format(&made->arena, "%s/scenarios/data/situations.yaml", share_dir);

    if (!path) {
        made->reader.no_memory = true;
        return;
    }
    if (op_tree_read(&made->arena, path, &root, &made->diag) != OP_OK || !root ||
        !op_is_map(&made->reader, root, "party: { name: ... }")) {
        return;
    }
    for (const struct op_node *node = root->first; node; node = node->next) {
        if (made->n_situations < OP_NEW_MAX_SITUATIONS &&
            read_situation(made, node, &made->situation[made->n_situations])) {
            made->n_situations++;
        }
    }
}

enum op_status
op_new_init(struct op_new *made, const struct op_schema *schema, const char *share_dir)
{
    const struct op_place nowhere = { 0 };

    *made = (struct op_new){ .purpose = OP_EXERCISE };
    op_diag_init(&made->diag);
    made->reader = (struct op_reader){
        .arena = &made->arena,
        .schema = schema,
        .diag = &made->diag,
        .scenario = &made->scenario,
        .folder = share_dir,
        .share_dir = share_dir,
    };
    read_situations(made, share_dir);

    const char *places =
        op_arena_format(&made->arena, "%s/scenarios/data/places_nl.csv", share_dir);

    if (places) {
        (void)op_read_towns(&made->reader, places, nowhere);
    }
    op_read_catalogue(&made->reader, NULL, &made->catalogue);
    if (op_diag_status(&made->diag) == OP_OK && made->n_situations == 0) {
        return op_diag_add(&made->diag, OP_NOT_FOUND, nowhere,
                           "`oploop version` says where the data are looked for",
                           "%s/scenarios/data/situations.yaml holds no situation", share_dir);
    }
    return op_reader_status(&made->reader, 0);
}

void
op_new_free(struct op_new *made)
{
    op_arena_free(&made->arena);
    op_diag_free(&made->diag);
    *made = (struct op_new){ 0 };
}

const char *
op_new_usual_measures(struct op_new *made)
{
    const char *all = "";

    for (const struct op_node *node = made->chosen->measures->first; node && all;
         node = node->next) {
        all = op_arena_format(&made->arena, "%s%s%s", all, all[0] ? "," : "", node->text);
    }
    return all;
}
