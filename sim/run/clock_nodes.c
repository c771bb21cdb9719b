// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/run/clock_nodes.h"

struct node {
    double due;
    uint32_t subject;
    uint32_t child, next, previous;   // previous: left sibling, or the parent of a first child
};

static struct node *
at(const struct op_run *run, uint32_t node)
{
    return (struct node *)op_rows(run, OP_SEG_CLOCK_NODE) + (node - 1);
}

uint32_t
op_node_new(struct op_run *run, double due, uint32_t subject)
{
    struct op_engine_state *engine = op_engine(run);
    uint32_t id = engine->free_node;
    if (id != 0) {
        engine->free_node = at(run, id)->next;
    } else {
        (void)op_segment_grow(&run->state.segment[OP_SEG_CLOCK_NODE], sizeof(struct node));
        id = op_row_count(run, OP_SEG_CLOCK_NODE, sizeof(struct node));
    }
    *at(run, id) = (struct node){ due, subject, 0, 0, 0 };
    return id;
}

void
op_node_free(struct op_run *run, uint32_t node)
{
    *at(run, node) = (struct node){ .next = op_engine(run)->free_node };
    op_engine(run)->free_node = node;
}

double
op_node_due(const struct op_run *run, uint32_t node)
{
    return at(run, node)->due;
}

uint32_t
op_node_subject(const struct op_run *run, uint32_t node)
{
    return at(run, node)->subject;
}

static bool
is_before(const struct node *x, const struct node *y)
{
    return x->due != y->due ? x->due < y->due : x->subject < y->subject;
}

uint32_t
op_nodes_meld(struct op_run *run, uint32_t x, uint32_t y)
{
    if (x == 0 || y == 0) {
        return x + y;
    }
    if (is_before(at(run, y), at(run, x))) {
        const uint32_t swap = x;
        x = y;
        y = swap;
    }
    struct node *parent = at(run, x);
    struct node *child = at(run, y);
    child->next = parent->child;
    child->previous = x;
    if (parent->child != 0) {
        at(run, parent->child)->previous = y;
    }
    parent->child = y;
    return x;
}

// Two passes: pairs from left to right, then melded from right to left. Without recursion.
static uint32_t
merge_children(struct op_run *run, uint32_t first)
{
    uint32_t pairs = 0;
    while (first != 0) {
        const uint32_t second = at(run, first)->next;
        const uint32_t rest = second != 0 ? at(run, second)->next : 0;
        at(run, first)->next = at(run, first)->previous = 0;
        if (second != 0) {
            at(run, second)->next = at(run, second)->previous = 0;
        }
        const uint32_t pair = op_nodes_meld(run, first, second);
        at(run, pair)->next = pairs;
        pairs = pair;
        first = rest;
    }
    uint32_t root = 0;
    while (pairs != 0) {
        const uint32_t rest = at(run, pairs)->next;
        at(run, pairs)->next = 0;
        root = op_nodes_meld(run, root, pairs);
        pairs = rest;
    }
    return root;
}

uint32_t
op_nodes_remove(struct op_run *run, uint32_t root, uint32_t node)
{
    struct node *gone = at(run, node);
    const uint32_t children = gone->child;
    gone->child = 0;
    if (node == root) {
        return merge_children(run, children);
    }
    struct node *before = at(run, gone->previous);
    if (before->child == node) {
        before->child = gone->next;
    } else {
        before->next = gone->next;
    }
    if (gone->next != 0) {
        at(run, gone->next)->previous = gone->previous;
    }
    gone->next = gone->previous = 0;
    return op_nodes_meld(run, root, merge_children(run, children));
}
