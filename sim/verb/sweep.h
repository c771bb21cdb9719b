// SPDX-License-Identifier: GPL-3.0-or-later
// `oploop sweep`: a study over values of keys, above all the moments at which measures start.
#ifndef OP_VERB_SWEEP_H
#define OP_VERB_SWEEP_H

#include "sim/verb/compare.h"

extern const char *const op_sweep_help[];
int op_verb_sweep(int argc, char **argv, const struct op_program *program);

#endif
