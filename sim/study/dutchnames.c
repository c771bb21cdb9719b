// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/dutchnames.h"

#include "sim/base/diag.h"
#include "sim/input/tree.h"

#include <stdio.h>

enum op_status
op_dutch_names_read(struct op_dutch_names *names, const char *share_dir)
{
    char path[4096];
    struct op_diag diag;
    enum op_status status;

    *names = (struct op_dutch_names){ 0 };
    op_diag_init(&diag);
    (void)snprintf(path, sizeof path, "%.3900s/scenarios/data/parameters_nl.yaml", share_dir);
    status = op_tree_read(&names->arena, path, &names->root, &diag);
    op_diag_free(&diag);
    if (status != OP_OK) {
        names->root = NULL;
    }
    return status == OP_NO_MEMORY ? status : OP_OK;
}

void
op_dutch_names_free(struct op_dutch_names *names)
{
    op_arena_free(&names->arena);
    names->root = NULL;
}

const char *
op_dutch_name(const struct op_dutch_names *names, const char *group, const char *key)
{
    const struct op_node *node = names->root != NULL ? op_node_find(names->root, group) : NULL;

    node = node != NULL ? op_node_find(node, key) : NULL;
    return node != NULL && node->kind == OP_NODE_TEXT ? node->text : NULL;
}
