// SPDX-License-Identifier: GPL-3.0-or-later
// Nodes of a tree: finding, appending, replacing; and the bytes of a file before they are a tree.
#include "sim/input/tree.h"

#include "sim/base/file.h"
#include "sim/base/text.h"

#include <errno.h>
#include <string.h>

struct op_node *
op_node_find(const struct op_node *map, const char *key)
{
    if (!map || map->kind != OP_NODE_MAP) {
        return NULL;
    }
    for (struct op_node *child = map->first; child; child = child->next) {
        if (strcmp(child->key, key) == 0) {
            return child;
        }
    }
    return NULL;
}

void
op_node_append(struct op_node *parent, struct op_node *child)
{
    child->next = NULL;
    if (parent->last) {
        parent->last->next = child;
    } else {
        parent->first = child;
    }
    parent->last = child;
    parent->n_children++;
}

void
op_node_put(struct op_node *map, struct op_node *child)
{
    struct op_node **link = &map->first;
    struct op_node *before = NULL;

    while (*link && strcmp((*link)->key, child->key) != 0) {
        before = *link;
        link = &before->next;
    }
    if (!*link) {
        op_node_append(map, child);
        return;
    }
    child->next = (*link)->next;
    if (map->last == *link) {
        map->last = child;
    }
    *link = child;
}

bool
op_node_is_nothing(const struct op_node *node)
{
    return node->kind == OP_NODE_TEXT && node->text[0] == '\0' && !node->is_quoted;
}

const char *
op_node_kind_text(const struct op_node *node)
{
    switch (node->kind) {
        case OP_NODE_TEXT:
            return node->text[0] ? "a text" : node->is_quoted ? "an empty text" : "nothing";
        case OP_NODE_LIST:
            return "a list";
        case OP_NODE_MAP:
            return "a map";
    }
    return "nothing";
}

enum op_status
op_file_read(struct op_arena *arena, const char *path, struct op_place asked_at, char **text,
             size_t *n_bytes, struct op_diag *diag)
{
    char why[96];
    FILE *in = op_file_open(path, why);
    size_t capacity = 64 * 1024;
    enum op_status status = OP_OK;

    if (!in && errno == ENOMEM) {
        arena->is_short = true;
        return OP_NO_MEMORY;
    }
    if (!in) {
        return op_diag_add(diag, OP_NOT_FOUND, asked_at, NULL, "%s: %s", path, why);
    }
    *text = NULL;
    *n_bytes = 0;
    // Read until its end, not up to its size: those of /proc say 0, and a file may grow meanwhile.
    for (bool is_whole = false; !is_whole && status == OP_OK; capacity *= 4) {
        char *more = op_arena_grow(arena, *text, *n_bytes, capacity, 1);

        if (!more) {
            status = OP_NO_MEMORY;
            break;
        }
        *text = more;
        *n_bytes += fread(more + *n_bytes, 1, capacity - 1 - *n_bytes, in);
        more[*n_bytes] = '\0';
        is_whole = *n_bytes < capacity - 1;
        if (ferror(in)) {
            status = op_diag_add(diag, OP_IO, asked_at, NULL, "%s: cannot be read: %s", path,
                                 strerror(errno));
        } else if (*n_bytes > OP_TREE_MAX_BYTES) {
            status = op_diag_add(diag, OP_TOO_LARGE, asked_at, NULL, "%s: larger than %d MiB", path,
                                 OP_TREE_MAX_BYTES / 1024 / 1024);
        }
    }
    fclose(in);
    return status;
}

// Of Latin-1 (and Windows-1252) are bytes that stand alone among letters: `caf\xE9`.
static bool
looks_like_latin_1(const char *text, size_t n_bytes)
{
    size_t n_letters = 0;

    for (size_t i = 0; i < n_bytes;) {
        const int length = op_utf8_length(text + i, n_bytes - i);
        const unsigned char c = (unsigned char)text[i];

        if (length > 1 || (length == 0 && c < 0xA0 && c != 0x80 && (c < 0x91 || c > 0x97))) {
            return false;   // some of it is UTF-8, or no letter of Latin-1 either
        }
        n_letters += length == 0;
        i++;
    }
    return n_letters > 0;
}

static enum op_status
refuse_byte(const char *text, size_t n_bytes, size_t at, struct op_place place,
            struct op_diag *diag)
{
    const unsigned char c = (unsigned char)text[at];
    char hint[128] = "save the file as UTF-8";

    if (at == 0 && n_bytes > 1 &&
        (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0)) {
        return op_diag_add(diag, OP_SYNTAX, place, hint, "the file is UTF-16, not UTF-8");
    }
    if (c >= 0xA0 && looks_like_latin_1(text, n_bytes)) {
        const char letter[] = { (char)(0xC0 | c >> 6), (char)(0x80 | (c & 0x3F)), '\0' };

        snprintf(hint, sizeof hint,
                 "the file looks like Latin-1, in which this is \"%s\": save it as UTF-8", letter);
    }
    return op_diag_add(diag, OP_SYNTAX, place, hint, "byte 0x%02X is not valid UTF-8 text", c);
}

enum op_status
op_file_check_text(const char *text, size_t n_bytes, const char *file, size_t *skip,
                   struct op_diag *diag)
{
    struct op_place place = { file, 1, 1 };

    *skip = n_bytes >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    for (size_t i = *skip; i < n_bytes;) {
        const int length = op_utf8_length(text + i, n_bytes - i);

        if (text[i] == '\0') {
            return op_diag_add(diag, OP_SYNTAX, place, NULL,
                               "the character NUL stands here: this is not a text file");
        }
        if (length == 0) {
            return refuse_byte(text, n_bytes, i, place, diag);
        }
        if (text[i] == '\n') {
            place.line++;
            place.column = 0;
        }
        place.column++;
        i += (size_t)length;
    }
    return OP_OK;
}
