// SPDX-License-Identifier: GPL-3.0-or-later
// `oploop new`: write a scenario to start from.
#ifndef OP_VERB_NEW_H
#define OP_VERB_NEW_H

#include "sim/input/schema.h"

#include <getopt.h>

// argv[0] is the verb. The exit status.
int op_verb_new(int argc, char **argv, const struct op_schema *schema, const char *share_dir);

extern const char *const op_new_help[];
extern const struct option op_new_options[];

#endif
