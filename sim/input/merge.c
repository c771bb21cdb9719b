// SPDX-License-Identifier: GPL-3.0-or-later
// Includes, overriding, and KEY=VALUE.
#include "sim/input/merge.h"

#include "sim/base/text.h"
#include "sim/input/beside.h"
#include "sim/input/language.h"
#include "sim/input/migrate.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_INCLUDES_DEEP = 16 };

// The files that are being read, each including the next.
struct include_chain {
    const char *real_path[MAX_INCLUDES_DEEP];
    int version[MAX_INCLUDES_DEEP];   // of the language
    int n;
};

static struct op_node *
new_map(struct op_reader *reader, const char *key, struct op_place place)
{
    struct op_node *node = op_reader_new(reader, 1, sizeof *node);

    if (node) {
        *node = (struct op_node){
            .kind = OP_NODE_MAP, .text = "", .key = key, .place = place, .key_place = place
        };
    }
    return node;
}

static void
merge(struct op_node *into, const struct op_node *from)
{
    for (struct op_node *child = from->first, *next; child; child = next) {
        struct op_node *before = op_node_find(into, child->key);

        next = child->next;
        if (before && before->kind == OP_NODE_MAP && child->kind == OP_NODE_MAP &&
            strcmp(child->key, "place") != 0) {
            for (struct op_node *item = child->first, *after; item; item = after) {
                after = item->next;
                op_node_put(before, item);
            }
        } else if (strcmp(child->key, "include") != 0) {
            op_node_put(into, child);
        }
    }
}

// `spread.rho_open: 1 %` to `spread: { rho_open: 1 % }`.
static bool
unfold_key(struct op_reader *reader, struct op_node *into, struct op_node *child)
{
    const char *dot = strchr(child->key, '.');
    const char *group = op_arena_part(reader->arena, child->key, (size_t)(dot - child->key));
    struct op_node *map = group ? op_node_find(into, group) : NULL;

    if (group && !map) {
        map = new_map(reader, group, child->key_place);
        if (map) {
            op_node_append(into, map);
        }
    }
    if (!map) {
        return false;
    }
    if (map->kind != OP_NODE_MAP || op_node_find(map, dot + 1)) {
        return op_diag_add(reader->diag, OP_DUPLICATE_KEY, child->key_place, NULL,
                           "%s: this key stands twice", child->key) == OP_OK;
    }
    child->key = dot + 1;
    op_node_append(map, child);
    return true;
}

static struct op_node *
unfold(struct op_reader *reader, const struct op_node *root)
{
    struct op_node *map = new_map(reader, "", root->place);

    if (!map) {
        return NULL;
    }
    for (int pass = 0; pass < 2; pass++) {   // whole groups first, then single keys of them
        for (struct op_node *child = root->first, *next; child; child = next) {
            const bool has_dot = strchr(child->key, '.') && !op_text_starts_with(child->key, "x-");

            next = child->next;
            if (has_dot && pass == 1) {
                unfold_key(reader, map, child);
            } else if (!has_dot && pass == 0) {
                struct op_node *copy = op_reader_new(reader, 1, sizeof *copy);

                if (!copy) {
                    return NULL;
                }
                *copy = *child;   // the list that is walked keeps its links
                op_node_append(map, copy);
            }
        }
    }
    return map;
}

static bool read_file(struct op_reader *reader, const char *path, struct include_chain *chain,
                      struct op_node **root);

static bool
include_one(struct op_reader *reader, const struct op_node *node, struct include_chain *chain,
            struct op_node *into)
{
    const char *text = op_field_text(reader, node);
    const char *path = text ? op_path_beside(reader, node, text, NULL) : NULL;
    char *real = path ? realpath(path, NULL) : NULL;
    reader->no_memory |= path && !real && errno == ENOMEM;
    const char *kept = real ? op_arena_text(reader->arena, real) : NULL;
    struct op_node *root = NULL;

    free(real);
    if (!kept) {
        return false;
    }
    for (int i = 0; i < chain->n; i++) {
        if (strcmp(chain->real_path[i], kept) == 0) {
            return op_fault(reader, OP_CYCLE, node, NULL, "\"%s\" includes itself", text);
        }
    }
    if (chain->n == MAX_INCLUDES_DEEP) {
        return op_fault(reader, OP_TOO_LARGE, node, NULL, "files include each other deeper than %d",
                        MAX_INCLUDES_DEEP);
    }
    chain->version[chain->n] = chain->n > 0 ? chain->version[chain->n - 1] : OP_LANGUAGE_VERSION;
    chain->real_path[chain->n++] = kept;
    if (read_file(reader, path, chain, &root)) {
        merge(into, root);
    }
    chain->n--;
    return root != NULL;
}

static bool
read_file(struct op_reader *reader, const char *path, struct include_chain *chain,
          struct op_node **root)
{
    struct op_node *read = NULL;
    bool is_well = true;

    if (op_tree_read(reader->arena, path, &read, reader->diag) != OP_OK) {
        return false;
    }
    if (!read || read->kind != OP_NODE_MAP) {
        const char *file = op_arena_text(reader->arena, path);

        return op_diag_add(reader->diag, OP_WRONG_TYPE, (struct op_place){ file, 1, 1 },
                           "a scenario starts with `oploop: 1`; see scenarios/minimal.yaml",
                           read ? "a map of keys is expected" : "the file is empty") == OP_OK;
    }
    if (!op_migrate_file(reader, read, OP_FILE_SCENARIO, &chain->version[chain->n - 1])) {
        return false;
    }

    const struct op_node *include = op_node_find(read, "include");
    struct op_node *own = unfold(reader, read);
    struct op_node *all = new_map(reader, "", read->place);

    if (!own || !all) {
        return false;
    }
    if (include && include->kind == OP_NODE_LIST) {
        for (const struct op_node *item = include->first; item; item = item->next) {
            is_well &= include_one(reader, item, chain, all);
        }
    } else if (include) {
        is_well = include_one(reader, include, chain, all);
    }
    merge(all, own);
    *root = all;
    return is_well;
}

bool
op_merge_files(struct op_reader *reader, const char *path, struct op_node **root)
{
    struct include_chain chain = { .real_path = { "" },
                                   .version = { OP_LANGUAGE_VERSION },
                                   .n = 1 };
    char *real = realpath(path, NULL);
    const char *kept = real ? op_arena_text(reader->arena, real) : NULL;

    reader->no_memory |= !real && errno == ENOMEM;
    free(real);
    if (kept) {   // else the file is not there, and reading it says so
        chain.real_path[0] = kept;
    }
    return read_file(reader, path, &chain, root);
}

// ---- KEY=VALUE ----

static struct op_node *
step_into(struct op_reader *reader, struct op_node *map, const char *key, struct op_place place)
{
    struct op_node *child = op_node_find(map, key);

    if (!child || child->kind == OP_NODE_TEXT) {
        child = new_map(reader, key, place);
        if (child) {
            op_node_put(map, child);
        }
    }
    return child;
}

bool
op_merge_set(struct op_reader *reader, const char *set, struct op_node *root)
{
    const char *name = op_arena_format(reader->arena, "--set %s", set);
    const struct op_place place = { .file = name };
    const char *value = strchr(set, '=');
    struct op_node *node = NULL;
    char *key;

    if (!name || !value || value == set) {
        return op_diag_add(reader->diag, OP_SYNTAX, place, "write --set spread.rho_open=0.02",
                           "\"%s\" is not KEY=VALUE", set) == OP_OK;
    }
    key = op_arena_part(reader->arena, set, (size_t)(value - set));
    if (!key || op_tree_read_text(reader->arena, value + 1, strlen(value + 1), name, false, &node,
                                  reader->diag) != OP_OK) {
        return false;
    }
    if (!node) {
        return op_diag_add(reader->diag, OP_BAD_VALUE, place, NULL, "%s: no value", key) == OP_OK;
    }
    // A key that a file wrote with its dot (`parameters: { judgement.expertise: 10 % }`) is the
    // same key.
    for (char *dot = strchr(key, '.'); dot && !op_node_find(root, key); dot = strchr(key, '.')) {
        *dot = '\0';
        root = step_into(reader, root, key, place);
        if (!root || root->kind != OP_NODE_MAP) {
            return op_diag_add(reader->diag, OP_WRONG_TYPE, place, NULL,
                               "%s: a list, and keys are set in maps only", key) == OP_OK;
        }
        key = dot + 1;
    }
    node->key = key;
    node->key_place = place;
    op_node_put(root, node);
    return true;
}
