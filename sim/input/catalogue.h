// SPDX-License-Identifier: GPL-3.0-or-later
// The catalogue of measures: text over the levers of the mechanisms.
#ifndef OP_INPUT_CATALOGUE_H
#define OP_INPUT_CATALOGUE_H

#include "sim/input/fields.h"

struct op_catalogue {
    struct op_measure *measures;    // sorted by id
    const struct op_node **nodes;   // where each stands
    int n_measures, capacity;
};

// Read all *.yaml of <share>/scenarios/catalogue and of catalogue/ beside the scenario, then the
// scenario's own `measures:` (may be NULL). A later one of the same id takes the earlier one's
// place; twice in one folder is an error.
void op_read_catalogue(struct op_reader *reader, const struct op_node *own,
                       struct op_catalogue *catalogue);
// Index, or -1.
int op_catalogue_find(const struct op_catalogue *catalogue, const char *id);
const char *op_catalogue_nearest(const struct op_catalogue *catalogue, const char *id);

// `moves: { lever: value }` into moves sorted by lever, over those that are there already.
bool op_read_moves(struct op_reader *reader, const struct op_node *node, struct op_move **moves,
                   int *n_moves);

// What a measure takes in practice: barrier, enforceability, cost.
void op_read_practice(struct op_reader *reader, const struct op_node *node,
                      struct op_measure *measure);
extern const char *const op_barrier_words[];        // NULL-ended
extern const char *const op_legal_kind_words[];     // NULL-ended
extern const char *const op_legal_status_words[];   // NULL-ended, by enum op_legal_status

#endif
