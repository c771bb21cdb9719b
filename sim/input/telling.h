// SPDX-License-Identifier: GPL-3.0-or-later
// Who tells whom, as a map: `{ run_up: { police: [ municipality ] }, acute: { ... } }`.
#ifndef OP_INPUT_TELLING_H
#define OP_INPUT_TELLING_H

#include "sim/input/fields.h"

// Read the map into values of the parameters of links. A class of phases that stands in the map
// says all of its links between organisations: those named are used, all others never. Links
// within an organisation stay as they are, unless named.
//
//   out    rows   values in any order, each parameter once; room for schema->n_params
//   error  every name that is unknown, and every link that there is not, at its place
//   same   the number of rows
int op_read_telling(struct op_reader *reader, const struct op_node *map, struct op_override *rows);
// Parameter of a link in a class of phases, both counted from 0.
int op_telling_param(const struct op_schema *schema, int class_of_phases, int link);

#endif
