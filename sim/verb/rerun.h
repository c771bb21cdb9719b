// SPDX-License-Identifier: GPL-3.0-or-later
// `oploop rerun DIR`: repeat a results folder from its own scenario, seed and options, and, with
// --verify, say whether every file comes out the same.
#ifndef OP_VERB_RERUN_H
#define OP_VERB_RERUN_H

#include "sim/verb/compare.h"

extern const char *const op_rerun_help[];
extern const struct option op_rerun_options[];

int op_verb_rerun(int argc, char **argv, const struct op_program *program);

#endif
