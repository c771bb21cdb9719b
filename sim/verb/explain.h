// SPDX-License-Identifier: GPL-3.0-or-later
// `oploop explain`: what can be written and read, from the tables of the program.
#ifndef OP_VERB_EXPLAIN_H
#define OP_VERB_EXPLAIN_H

#include "sim/verb/compare.h"

extern const char *const op_explain_help[];
extern const struct option op_explain_options[];
// argv[0] is the verb. The exit status.
int op_verb_explain(int argc, char **argv, const struct op_program *program);

#endif
