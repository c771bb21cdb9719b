// SPDX-License-Identifier: GPL-3.0-or-later
// `oploop bench`: what this machine makes of the engine.
#ifndef OP_VERB_BENCH_H
#define OP_VERB_BENCH_H

#include "sim/verb/compare.h"

extern const char *const op_bench_help[];
extern const struct option op_bench_options[];
// argv[0] is the verb. The exit status.
int op_verb_bench(int argc, char **argv, const struct op_program *program);

#endif
