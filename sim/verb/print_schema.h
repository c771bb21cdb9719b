// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef OP_VERB_PRINT_SCHEMA_H
#define OP_VERB_PRINT_SCHEMA_H

#include "sim/input/schema.h"

#include <getopt.h>

extern const char *const op_schema_help[];
extern const struct option op_schema_options[];
// argv[0] is the verb. The JSON Schema goes to standard output. The exit status.
int op_verb_schema(int argc, char **argv, const struct op_schema *schema, const char *share_dir);

#endif
