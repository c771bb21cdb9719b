// SPDX-License-Identifier: GPL-3.0-or-later
// Sets of conditions: what was built up before the evening begins. A level of a dimension (such as
// `cooperation: practised`) stands for values of run parameters; which ones is text, in
// scenarios/data/conditions.yaml or in data/conditions.yaml beside the scenario.
#ifndef OP_INPUT_LEVELS_H
#define OP_INPUT_LEVELS_H

#include "sim/input/fields.h"

struct op_level {
    const char *dimension, *name;   // "cooperation", "none"
    struct op_text2 meaning;
    const char *source;
    struct op_override *overrides;   // sorted by parameter
    int n_overrides;
};

struct op_levels {
    struct op_level *level;   // in the order of the file
    int n, capacity;
};

// Read the levels. Every value is checked against the parameter table, also of levels that nobody
// asks for: an unknown parameter, or one of the world, is a fault at its place.
bool op_read_levels(struct op_reader *reader, const char *path, struct op_levels *levels);
// Where the levels stand that are in force for a scenario; NULL on a fault.
const char *op_levels_path(struct op_reader *reader);
// `conditions:` of a scenario.
void op_read_conditions(struct op_reader *reader, const struct op_node *node);

#endif
