// SPDX-License-Identifier: GPL-3.0-or-later
// Which levers a measure moves, by how much.
#include "sim/input/catalogue.h"

#include "sim/base/text.h"
#include "sim/input/language.h"
#include "sim/input/quantity.h"

#include <string.h>

static int
find_lever(struct op_reader *reader, const struct op_node *node)
{
    const struct op_schema *schema = reader->schema;
    const int lever = op_schema_lever(schema, node->key);
    struct op_nearest nearest;

    if (lever >= 0) {
        return lever;
    }
    op_nearest_start(&nearest, node->key);
    for (int i = 0; i < schema->n_levers; i++) {
        op_nearest_offer(&nearest, op_schema_lever_row(schema, i)->name);
    }
    op_unknown_key(reader, node, nearest.best, "`oploop explain levers` lists them");
    return -1;
}

static void
put_move(struct op_move *moves, int *n, struct op_move move)
{
    int at = 0;

    while (at < *n && moves[at].lever < move.lever) {
        at++;
    }
    if (at == *n || moves[at].lever != move.lever) {
        memmove(moves + at + 1, moves + at, (size_t)(*n - at) * sizeof *moves);
        (*n)++;
    }
    moves[at] = move;
}

bool
op_read_moves(struct op_reader *reader, const struct op_node *node, struct op_move **moves,
              int *n_moves)
{
    bool is_well = true;

    if (!op_is_map(reader, node, "{ visibility: 0.5 }")) {
        return false;
    }

    struct op_move *all = op_reader_new(reader, (size_t)(*n_moves + node->n_children), sizeof *all);

    if (!all) {
        return false;
    }
    if (*n_moves > 0) {
        memcpy(all, *moves, (size_t)*n_moves * sizeof *all);
    }
    for (const struct op_node *item = node->first; item; item = item->next) {
        if (op_is_own_key(item)) {
            continue;
        }

        struct op_move move = { .lever = find_lever(reader, item) };
        const char *text = move.lever >= 0 ? op_field_text(reader, item) : NULL;

        if (!text) {
            is_well = false;
            continue;
        }

        const struct op_lever *lever = op_schema_lever_row(reader->schema, move.lever);

        if (op_dist_parse(lever->unit, lever->low, lever->high, text, item->place, item->key,
                          &move.dist, reader->diag) == OP_OK) {
            put_move(all, n_moves, move);
        } else {
            is_well = false;
        }
    }
    *moves = all;
    return is_well;
}
