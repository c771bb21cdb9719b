// SPDX-License-Identifier: GPL-3.0-or-later
// Scenarios of reference models: few keys, and every other one is a parameter.
#ifndef OP_INPUT_REFERENCE_SCENARIO_H
#define OP_INPUT_REFERENCE_SCENARIO_H

#include "sim/input/fields.h"

// Everything of a file that says `model:`. The schema of the model becomes the scenario's.
void op_read_reference(struct op_reader *reader, const struct op_node *root);

#endif
