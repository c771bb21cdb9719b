// SPDX-License-Identifier: GPL-3.0-or-later
// Parameter values that were fitted together and are drawn together, a row a replicate.
#ifndef OP_INPUT_POSTERIOR_H
#define OP_INPUT_POSTERIOR_H

#include "sim/input/fields.h"

// From a CSV file: the header names parameters, the rows hold numbers in base units.
bool op_read_posterior(struct op_reader *reader, const char *path, struct op_place asked_at);
// The same written out: { parameters: [spread.rho_open, ...], rows: [[0.01, ...], ...] }.
bool op_read_posterior_map(struct op_reader *reader, const struct op_node *node);

// The parameter whose full name is most like a word, NULL if none is like it.
const char *op_param_nearest(const struct op_schema *schema, const char *name, char best[128]);

#endif
