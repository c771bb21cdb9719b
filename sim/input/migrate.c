// SPDX-License-Identifier: GPL-3.0-or-later
// One row a key that changed its name. A version that does more than rename adds a function here,
// which changes the tree, and a sentence to the notice.
#include "sim/input/migrate.h"

#include "sim/base/text.h"
#include "sim/input/language.h"

#include <math.h>
#include <string.h>

// Rows are applied one after the other, so that a path is written in the words of the rows above
// it. `*`: any key or item, but for the user's own keys.
static const struct migration {
    int from;   // the last version that had the old key
    enum op_file_kind file;
    const char *path;   // of the map in which it stands; "" for the file
    const char *old_key, *new_key;
} migrations[] = {
    // Version 0 never left the house: it is there to show, and to test, how a file outlives it.
    { 0, OP_FILE_SCENARIO, "", "name", "title" },
    { 0, OP_FILE_SCENARIO, "", "kind", "gathering" },
    { 0, OP_FILE_SCENARIO, "", "begin", "start" },
    { 0, OP_FILE_SCENARIO, "", "location", "place" },
    { 0, OP_FILE_SCENARIO, "", "arms", "strategies" },
    { 0, OP_FILE_SCENARIO, "strategies.*", "actions", "measures" },
    { 0, OP_FILE_SCENARIO, "strategies.*.measures.*.*", "from", "at" },
    { 0, OP_FILE_SCENARIO, "measures.*", "effects", "moves" },
    { 0, OP_FILE_CATALOGUE, "*", "effects", "moves" },
};

enum { N_MIGRATIONS = sizeof migrations / sizeof *migrations };

struct migrator {
    struct op_reader *reader;
    const struct migration *row;
    const struct op_node *first;   // of those renamed by this row
    int n_renamed;
    bool is_well;
};

bool
op_check_version(struct op_reader *reader, const struct op_node *node, int *version)
{
    double number;

    if (!op_text_number(node->text, &number) || number != floor(number)) {
        return op_fault(reader, OP_BAD_VALUE, node, "write `oploop: 1`",
                        "\"%s\" is not a version of the language", node->text);
    }
    if (number > OP_LANGUAGE_VERSION) {
        return op_fault(
            reader, OP_WRONG_VERSION, node,
            "a newer program reads it: in a clone of the project, `git pull` and `make` "
            "(README.md); `oploop version` says which one this is",
            "version %s is newer than this program, which reads versions %d to %d", node->text,
            OP_LANGUAGE_OLDEST, OP_LANGUAGE_VERSION);
    }
    if (number < OP_LANGUAGE_OLDEST) {
        return op_fault(reader, OP_WRONG_VERSION, node, "write `oploop: 1`",
                        "version %s is older than any that this program reads, %d to %d",
                        node->text, OP_LANGUAGE_OLDEST, OP_LANGUAGE_VERSION);
    }
    *version = (int)number;
    return true;
}

// ---- renaming ----

// `begin` and, as a key of the file, `begin.x`: the length of the part that changes, else 0.
static size_t
old_part(const struct migrator *m, const char *key)
{
    const size_t n = strlen(m->row->old_key);

    if (strncmp(key, m->row->old_key, n) != 0) {
        return 0;
    }
    return key[n] == '\0' || (key[n] == '.' && m->row->path[0] == '\0') ? n : 0;
}

static void
rename_key(struct migrator *m, const struct op_node *map, struct op_node *node, size_t n_old)
{
    const struct op_node *before = op_node_find(map, m->row->new_key);
    const char *key = op_arena_format(m->reader->arena, "%s%s", m->row->new_key, node->key + n_old);

    if (before) {
        op_diag_add(m->reader->diag, OP_DUPLICATE_KEY, node->key_place, "leave one out",
                    "%s: the old name of %s, which stands at line %d too", node->key,
                    m->row->new_key, before->key_place.line);
        m->is_well = false;
        return;
    }
    if (!key) {
        m->reader->no_memory = true;
        m->is_well = false;
        return;
    }
    node->key = key;
    if (node->kind == OP_NODE_LIST) {   // its items are named after it in findings
        for (struct op_node *item = node->first; item; item = item->next) {
            item->key = key;
        }
    }
    m->first = m->first ? m->first : node;
    m->n_renamed++;
}

// Walk down the path, which is at most five steps long, and rename in the maps at its end.
static void
walk(struct migrator *m, struct op_node *node, const char *path)
{
    const size_t n = strcspn(path, ".");
    const char *rest = path + n + (path[n] == '.');

    for (struct op_node *child = node->first; child; child = child->next) {
        const bool is_item = node->kind == OP_NODE_LIST;

        if (n == 0) {
            const size_t n_old = is_item ? 0 : old_part(m, child->key);

            if (n_old > 0) {
                rename_key(m, node, child, n_old);
            }
        } else if (child->kind != OP_NODE_TEXT && (is_item || !op_is_own_key(child)) &&
                   ((n == 1 && path[0] == '*') ||
                    (!is_item && strncmp(child->key, path, n) == 0 && child->key[n] == '\0'))) {
            walk(m, child, rest);
        }
    }
}

static const char *
renamed_text(struct migrator *m, const char *before)
{
    struct op_arena *arena = m->reader->arena;
    const char *more =
        m->n_renamed > 1 ? op_arena_format(arena, " and %d more", m->n_renamed - 1) : "";
    const char *text = more ? op_arena_format(arena, "%s%s `%s` is now `%s` (line %d%s)", before,
                                              before[0] ? "," : "", m->row->old_key,
                                              m->row->new_key, m->first->key_place.line, more)
                            : NULL;

    m->reader->no_memory |= !text;
    return text ? text : before;
}

bool
op_migrate_file(struct op_reader *reader, struct op_node *root, enum op_file_kind kind,
                int *version)
{
    struct op_node *node = op_node_find(root, "oploop");
    const char *text = "";
    bool is_well = true;

    if (node && !op_check_version(reader, node, version)) {
        return false;
    }
    if (*version == OP_LANGUAGE_VERSION) {
        return true;
    }
    for (int i = 0; i < N_MIGRATIONS; i++) {
        struct migrator m = { .reader = reader, .row = &migrations[i], .is_well = true };

        if (migrations[i].file == kind && *version <= migrations[i].from) {
            walk(&m, root, migrations[i].path);
            is_well &= m.is_well;
            text = m.n_renamed > 0 ? renamed_text(&m, text) : text;
        }
    }
    if (!is_well) {
        return false;
    }
    op_diag_warn(reader->diag, OP_OK, node ? node->place : root->place,
                 "write `oploop: 1` and the new keys; docs/language.md, Versions",
                 "oploop: version %d is read as version %d:%s", *version, OP_LANGUAGE_VERSION,
                 text[0] ? text : " no key of this file has another name");
    if (node) {
        node->text = "1";
    }
    return true;
}
