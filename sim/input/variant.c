// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/input/variant.h"

#include "sim/base/text.h"
#include "sim/input/fields.h"

#include <string.h>

static struct op_node *
new_node(struct op_reader *reader, enum op_node_kind kind, const char *key, struct op_place place)
{
    struct op_node *node = op_reader_new(reader, 1, sizeof *node);

    if (node) {
        *node = (struct op_node){
            .kind = kind, .text = "", .key = key, .place = place, .key_place = place
        };
    }
    return node;
}

// A node with children of its own; what lies below these is shared with the first one.
static struct op_node *
copy_of(struct op_reader *reader, const struct op_node *from)
{
    struct op_node *copy = op_reader_new(reader, 1, sizeof *copy);

    if (!copy) {
        return NULL;
    }
    *copy = *from;
    copy->first = copy->last = copy->next = NULL;
    copy->n_children = 0;
    for (const struct op_node *child = from->first; child; child = child->next) {
        struct op_node *same = op_reader_new(reader, 1, sizeof *same);

        if (!same) {
            return NULL;
        }
        *same = *child;
        op_node_append(copy, same);
    }
    return copy;
}

// The entry of that key as a map of its own, so that what is put into it changes no other.
static struct op_node *
own_map(struct op_reader *reader, struct op_node *map, const char *key, struct op_place place)
{
    const struct op_node *before = op_node_find(map, key);
    struct op_node *own = before && before->kind == OP_NODE_MAP
                              ? copy_of(reader, before)
                              : new_node(reader, OP_NODE_MAP, key, place);

    if (own) {
        op_node_put(map, own);
    }
    return own;
}

static bool
put_text(struct op_reader *reader, struct op_node *map, const char *key, const char *text,
         struct op_place place)
{
    struct op_node *node = new_node(reader, OP_NODE_TEXT, op_arena_text(reader->arena, key), place);

    if (!node) {
        return false;
    }
    node->text = op_arena_text(reader->arena, text);
    if (!node->text || !node->key) {
        reader->no_memory = true;
        return false;
    }
    op_node_put(map, node);
    return true;
}

// The name under which it stands from here on.
static bool
rename_as(struct op_reader *reader, struct op_node *node, const char *id)
{
    node->key = op_arena_text(reader->arena, id);
    reader->no_memory |= !node->key;
    return node->key;
}

// ---- strategies ----

// `deny_event` alone becomes `deny_event: { ... }`; the settings of the use, ours alone.
static struct op_node *
settings_of(struct op_reader *reader, struct op_node *item, struct op_place place)
{
    if (item->kind == OP_NODE_TEXT) {
        const char *id = item->text;

        item->kind = OP_NODE_MAP;
        item->text = "";
        return own_map(reader, item, id, place);
    }
    for (const struct op_node *entry = item->first; entry; entry = entry->next) {
        if (!op_text_starts_with(entry->key, "x-")) {
            return own_map(reader, item, entry->key, place);
        }
    }
    return NULL;
}

static bool
apply_setting(struct op_reader *reader, struct op_node *measures, const struct op_setting *setting)
{
    static const char below[] = "moves.";
    struct op_node *item = measures->first;

    for (int i = 0; i < setting->use && item; i++) {
        item = item->next;
    }
    if (!item) {
        return true;
    }

    struct op_node *own = copy_of(reader, item);

    if (!own) {
        return false;
    }
    own->next = item->next;
    *item = *own;   // the list's own copy of the item from here on

    struct op_node *settings = settings_of(reader, item, setting->place);
    const char *key = setting->field;

    if (settings && op_text_starts_with(key, below)) {
        settings = own_map(reader, settings, "moves", setting->place);
        key += sizeof below - 1;
    }
    if (settings && strcmp(key, "at") == 0 && op_node_find(settings, "after")) {
        key = "after";   // the same question, as the file asks it
    }
    return settings && put_text(reader, settings, key, setting->text, setting->place);
}

static bool
add_strategy(struct op_reader *reader, const struct op_variant *variant, struct op_node *all)
{
    const struct op_node *of = op_node_find(all, variant->of);
    const struct op_node *measures = of ? op_node_find(of, "measures") : NULL;

    if (!measures || measures->kind != OP_NODE_LIST) {
        return true;
    }

    struct op_node *strategy = copy_of(reader, of);
    struct op_node *list = strategy ? copy_of(reader, measures) : NULL;
    bool is_well = list != NULL;

    if (!is_well) {
        return false;
    }
    op_node_put(strategy, list);
    for (int i = 0; i < variant->n_settings && is_well; i++) {
        is_well = apply_setting(reader, list, &variant->settings[i]);
    }
    is_well = is_well && rename_as(reader, strategy, variant->id) &&
              put_text(reader, strategy, "label", variant->label, of->key_place);
    if (is_well) {
        op_node_append(all, strategy);
    }
    return is_well;
}

// ---- sets of conditions ----

static bool
add_set(struct op_reader *reader, const struct op_set_variant *variant, struct op_node *root)
{
    const struct op_place place = variant->n_values > 0 ? variant->values[0].place : root->place;
    struct op_node *all = op_node_find(root, "conditions");

    if (!all) {
        all = new_node(reader, OP_NODE_MAP, "conditions", place);
        if (!all) {
            return false;
        }
        op_node_append(root, all);
    }

    const struct op_node *of = variant->of ? op_node_find(all, variant->of) : NULL;
    struct op_node *set = of && of->kind == OP_NODE_MAP
                              ? copy_of(reader, of)
                              : new_node(reader, OP_NODE_MAP, variant->id, place);
    struct op_node *values = set ? own_map(reader, set, "parameters", place) : NULL;
    bool is_well = values != NULL;

    for (int i = 0; i < variant->n_values && is_well; i++) {
        const struct op_set_value *value = &variant->values[i];

        is_well = put_text(reader, values, value->key, value->text, value->place);
    }
    is_well = is_well && rename_as(reader, set, variant->id);
    if (is_well) {
        op_node_append(all, set);
    }
    return is_well;
}

bool
op_variants_apply(struct op_reader *reader, const struct op_variants *variants,
                  struct op_node *root)
{
    struct op_node *strategies = op_node_find(root, "strategies");
    bool is_well = true;

    for (int i = 0; i < variants->n_strategies && is_well && strategies; i++) {
        is_well = add_strategy(reader, &variants->strategies[i], strategies);
    }
    for (int i = 0; i < variants->n_sets && is_well; i++) {
        is_well = add_set(reader, &variants->sets[i], root);
    }
    return is_well;
}
