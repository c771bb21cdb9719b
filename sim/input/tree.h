// SPDX-License-Identifier: GPL-3.0-or-later
// A YAML file as a tree of texts, lists and maps that knows where each node stands. Scalars stay
// text: what `no` or `10 km` means is decided by whoever asks for the value.
#ifndef OP_INPUT_TREE_H
#define OP_INPUT_TREE_H

#include "sim/base/arena.h"
#include "sim/base/diag.h"

#define OP_TREE_MAX_BYTES (16 * 1024 * 1024)
#define OP_TREE_MAX_DEPTH 64
#define OP_TREE_MAX_KEYS 4096   // of one map

enum op_node_kind { OP_NODE_TEXT, OP_NODE_LIST, OP_NODE_MAP };

struct op_node {
    enum op_node_kind kind;
    struct op_place place;
    const char *text;   // TEXT; "" for an empty value
    bool is_quoted;     // TEXT: stood in quotes or as a block
    const char *key;    // of the map entry; for items of a list the list's own
    struct op_place key_place;
    struct op_node *first, *last;   // children of LIST and MAP, in file order
    struct op_node *next;           // sibling
    int n_children;
};

// Read a file into a tree.
//
//   out    root    in the arena; NULL for a file without content
//   error  OP_NOT_FOUND, OP_IO, OP_TOO_LARGE, OP_SYNTAX (also NUL, invalid UTF-8, aliases, tags, a
//          second document), OP_DUPLICATE_KEY (all of the file), OP_WRONG_TYPE (a key that is no
//          text), OP_NO_MEMORY
enum op_status op_tree_read(struct op_arena *arena, const char *path, struct op_node **root,
                            struct op_diag *diag) OP_MUST_CHECK;
// The same from a text; all nodes are said to stand at `file`, at no line if `has_lines` is false.
enum op_status op_tree_read_text(struct op_arena *arena, const char *text, size_t n_bytes,
                                 const char *file, bool has_lines, struct op_node **root,
                                 struct op_diag *diag) OP_MUST_CHECK;

// The whole of a file in the arena, closed by a NUL that is not counted.
enum op_status op_file_read(struct op_arena *arena, const char *path, struct op_place asked_at,
                            char **text, size_t *n_bytes, struct op_diag *diag) OP_MUST_CHECK;
// Refuse NUL and what is not UTF-8. A byte order mark is passed by `*skip`.
enum op_status op_file_check_text(const char *text, size_t n_bytes, const char *file, size_t *skip,
                                  struct op_diag *diag) OP_MUST_CHECK;

// The entry of that key, NULL if there is none or the node is no map.
struct op_node *op_node_find(const struct op_node *map, const char *key);
// Put a child at the end / in the place of one of the same key.
void op_node_append(struct op_node *parent, struct op_node *child);
void op_node_put(struct op_node *map, struct op_node *child);
bool op_node_is_nothing(const struct op_node *node);         // a key without a value
const char *op_node_kind_text(const struct op_node *node);   // "a text", "nothing", …

#endif
