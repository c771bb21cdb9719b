// SPDX-License-Identifier: GPL-3.0-or-later
// Nodes of a tree: finding, appending, replacing; and the bytes of a file before they are a tree.
#include "sim/input/tree.h"

#include "sim/base/text.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

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

const char *
op_node_kind_text(const struct op_node *node)
{
    switch (node->kind) {
        case OP_NODE_TEXT:
            return node->text[0] ? "a text" : "nothing";
        case OP_NODE_LIST:
            return "a list";
        case OP_NODE_MAP:
            return "a map";
    }
    return "nothing";
}

static enum op_status
read_all(FILE *in, const char *path, struct op_place asked_at, char *text, size_t capacity,
         size_t *n_bytes, struct op_diag *diag)
{
    *n_bytes = fread(text, 1, capacity, in);
    if (ferror(in)) {
        return op_diag_add(diag, OP_IO, asked_at, NULL, "%s: cannot be read: %s", path,
                           strerror(errno));
    }
    text[*n_bytes] = '\0';
    return OP_OK;
}

enum op_status
op_file_read(struct op_arena *arena, const char *path, struct op_place asked_at, char **text,
             size_t *n_bytes, struct op_diag *diag)
{
    FILE *in = fopen(path, "rb");
    struct stat about;
    enum op_status status = OP_NO_MEMORY;

    if (!in && errno == ENOMEM) {
        arena->is_short = true;
        return OP_NO_MEMORY;
    }
    if (!in) {
        return op_diag_add(diag, OP_NOT_FOUND, asked_at, NULL, "%s: %s", path, strerror(errno));
    }
    if (fstat(fileno(in), &about) != 0 || !S_ISREG(about.st_mode)) {
        status = op_diag_add(diag, OP_NOT_FOUND, asked_at, NULL, "%s: not a file", path);
        goto out;
    }
    if (about.st_size > OP_TREE_MAX_BYTES) {
        status = op_diag_add(diag, OP_TOO_LARGE, asked_at, NULL, "%s: larger than %d MiB", path,
                             OP_TREE_MAX_BYTES / 1024 / 1024);
        goto out;
    }
    *text = op_arena_new(arena, (size_t)about.st_size + 1, 1);
    if (*text) {
        status = read_all(in, path, asked_at, *text, (size_t)about.st_size, n_bytes, diag);
    }
out:
    fclose(in);
    return status;
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
            return op_diag_add(diag, OP_SYNTAX, place, "save the file as UTF-8",
                               "byte 0x%02X is not valid UTF-8 text", (unsigned char)text[i]);
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
