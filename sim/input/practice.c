// SPDX-License-Identifier: GPL-3.0-or-later
// What a measure takes in practice: which barrier it is, how far it can be enforced, what it costs.
#include "sim/input/catalogue.h"

#include "sim/input/quantity.h"

#include <stddef.h>

// How the national intervention tool groups barriers.
const char *const op_barrier_words[] = { "signal", "communicate", "intervene", NULL };

static void
read_dist(struct op_reader *reader, const struct op_node *node, enum op_unit unit, double high,
          struct op_dist *dist)
{
    const char *text = op_field_text(reader, node);
    const struct op_dist before = *dist;

    if (text &&
        op_dist_parse(unit, 0, high, text, node->place, node->key, dist, reader->diag) != OP_OK) {
        *dist = before;
    }
}

void
op_read_practice(struct op_reader *reader, const struct op_node *node, struct op_measure *measure)
{
    const struct op_node *barrier = op_node_find(node, "barrier");
    const struct op_node *enforceability = op_node_find(node, "enforceability");
    const struct op_node *cost = op_node_find(node, "cost");
    const struct op_node *cost_source = op_node_find(node, "cost_source");

    measure->enforceability = (struct op_dist){ .kind = OP_DIST_FIXED, .a = 1 };
    if (barrier && op_field_word(reader, barrier, op_barrier_words) >= 0) {
        measure->barrier = barrier->text;
    }
    if (enforceability) {
        read_dist(reader, enforceability, OP_UNIT_SHARE, 1, &measure->enforceability);
    }
    if (cost) {
        read_dist(reader, cost, OP_UNIT_EURO, 1e9, &measure->cost_eur);
    }
    if (cost_source) {
        measure->cost_source = op_field_text(reader, cost_source);
    }
    if (!cost != !cost_source) {
        op_fault(reader, OP_MISSING_KEY, cost ? cost : cost_source,
                 "cost: lognormal(median 500 EUR, 90 % 2000 EUR), cost_source: assumed",
                 "a cost and its source belong together");
    }
}
