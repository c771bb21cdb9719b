// SPDX-License-Identifier: GPL-3.0-or-later
// `oploop check`: read scenarios and list their faults.
#ifndef OP_VERB_CHECK_H
#define OP_VERB_CHECK_H

#include "sim/input/schema.h"

#include <getopt.h>

extern const char *const op_check_help[];
extern const struct option op_check_options[];
// argv[0] is the verb. Silent when all is well; findings go to standard error. The exit status.
int op_verb_check(int argc, char **argv, const struct op_schema *schema, const char *share_dir);

#endif
