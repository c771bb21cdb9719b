// SPDX-License-Identifier: GPL-3.0-or-later
// `oploop new`: write a scenario to start from.
#ifndef OP_VERB_NEW_H
#define OP_VERB_NEW_H

#include "sim/input/schema.h"

// argv[0] is the verb. The exit status.
int op_verb_new(int argc, char **argv, const struct op_schema *schema, const char *share_dir);

#endif
