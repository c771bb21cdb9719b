// SPDX-License-Identifier: GPL-3.0-or-later
// `study:` of a scenario: what `oploop sweep` varies where the command line does not say.
#ifndef OP_INPUT_STUDYBLOCK_H
#define OP_INPUT_STUDYBLOCK_H

#include "sim/input/fields.h"

extern const char *const op_design_words[];   // grid, latin, sobol; NULL-ended

// Into scenario.study; node: the block. Keys of `vary` are looked up later, when the study is made.
void op_read_study(struct op_reader *reader, const struct op_node *node);

#endif
