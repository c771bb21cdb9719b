// SPDX-License-Identifier: GPL-3.0-or-later
// The reference models by name: what `model:` picks.
#ifndef OP_REFERENCES_H
#define OP_REFERENCES_H

#include "sim/study/study.h"

#define OP_N_REFERENCES 9

// Fill model and maker of each, and the NULL-ended list of their schemas. `set` stays where it is.
void op_references_fill(struct op_model model[OP_N_REFERENCES],
                        struct op_model_set set[OP_N_REFERENCES],
                        const struct op_schema *schema[OP_N_REFERENCES + 1]);

#endif
