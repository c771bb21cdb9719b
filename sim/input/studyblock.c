// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/input/studyblock.h"

#include "sim/input/beside.h"
#include "sim/input/language.h"

const char *const op_design_words[] = { "grid", "latin", "sobol", NULL };

// `KEY: [ a, b, c ]`.
static bool
read_items(struct op_reader *reader, const struct op_node *node, struct op_vary *vary)
{
    const char **listed = op_reader_new(reader, (size_t)node->n_children, sizeof *listed);

    if (node->n_children > OP_MAX_VARY_VALUES) {
        return op_fault(reader, OP_TOO_LARGE, node, NULL, "%d values; at most %d are varied over",
                        node->n_children, OP_MAX_VARY_VALUES);
    }
    for (const struct op_node *item = node->first; listed && item; item = item->next) {
        listed[vary->n_listed] = op_field_text(reader, item);
        if (!listed[vary->n_listed++]) {
            return false;
        }
    }
    vary->listed = listed;
    return listed && (vary->n_listed > 0 ||
                      op_fault(reader, OP_BAD_VALUE, node, "[ 10 %, 20 % ]", "no values"));
}

static void
read_vary(struct op_reader *reader, const struct op_node *node)
{
    struct op_study_block *study = &reader->scenario->study;
    struct op_vary *vary = NULL;

    if (!op_is_map(reader, node,
                   "vary: { early_talk.stop_talk.at: event - 9 d .. event by 1 d }")) {
        return;
    }
    if (node->n_children > OP_MAX_VARY) {
        op_fault(reader, OP_TOO_LARGE, node, NULL, "%d keys; at most %d are varied",
                 node->n_children, OP_MAX_VARY);
        return;
    }
    vary = op_reader_new(reader, (size_t)node->n_children + 1, sizeof *vary);
    for (const struct op_node *item = node->first; vary && item; item = item->next) {
        struct op_vary *one = &vary[study->n_vary];
        const char *text = NULL;

        if (op_is_own_key(item)) {
            continue;
        }
        *one = (struct op_vary){ .key = item->key, .place = item->key_place };
        if (item->kind == OP_NODE_LIST) {
            study->n_vary += read_items(reader, item, one);
            continue;
        }
        text = op_field_text(reader, item);
        if (text && op_vary_values(one, reader->arena, text, reader->diag) == OP_OK) {
            study->n_vary++;
        }
    }
    study->vary = vary;
}

void
op_read_study(struct op_reader *reader, const struct op_node *node)
{
    struct op_study_block *study = &reader->scenario->study;

    if (!op_is_map(reader, node, "study: { vary: { KEY: A .. B by STEP } }")) {
        return;
    }
    op_check_keys(reader, node, OP_MAP_STUDY);
    study->place = node->key_place;

    const struct op_node *vary = op_node_find(node, "vary");
    const struct op_node *from = op_node_find(node, "design_from");
    const struct op_node *design = op_node_find(node, "design");
    const struct op_node *points = op_node_find(node, "points");
    const struct op_node *replicates = op_node_find(node, "replicates");
    const struct op_node *share = op_node_find(node, "effective_share");
    const struct op_node *reference = op_node_find(node, "reference");

    if (vary) {
        read_vary(reader, vary);
    }
    if (from) {
        const char *text = op_field_text(reader, from);

        study->design_from = text ? op_path_beside(reader, from, text, NULL) : NULL;
    }
    if (vary && from) {
        op_fault(reader, OP_BAD_VALUE, from, "leave one of them out",
                 "the points come from a file, and `vary` stands here too");
    }
    if (!vary && !from) {
        op_fault(reader, OP_MISSING_KEY, node, "vary: { KEY: A .. B by STEP }",
                 "a study says what it varies, or where its points come from (design_from)");
    }
    if (design) {
        const int word = op_field_word(reader, design, op_design_words);

        study->design = word < 0 ? 0 : word;
    }
    if (points) {
        op_field_whole(reader, points, 1, 20000, &study->n_points);
    }
    if (replicates) {
        op_field_whole(reader, replicates, 1, 1000000, &study->n_replicates);
    }
    if (reference) {
        study->reference = op_field_text(reader, reference);
        study->reference_place = reference->place;
    }
    if (share) {
        op_field_quantity(reader, share, OP_UNIT_SHARE, 0.01, 0.99, &study->effective_share);
    }
}
