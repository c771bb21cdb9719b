// SPDX-License-Identifier: GPL-3.0-or-later
// The table of places, and the finding of the place of a gathering in it.
#ifndef OP_INPUT_TOWNS_H
#define OP_INPUT_TOWNS_H

#include "sim/input/fields.h"

// Read a table with the columns name, municipality, municipality_code, province, latitude_deg,
// longitude_deg and population (others are passed over) into scenario.towns, sorted by (code,
// name). Faults are reported with row and column.
bool op_read_towns(struct op_reader *reader, const char *path, struct op_place asked_at);

// Find what `place:` says in scenario.towns: a name, `Name (municipality or province)`, a code of a
// municipality, or a made-up place, which takes the row of the one it is like.
bool op_read_place(struct op_reader *reader, const struct op_node *node);

#endif
