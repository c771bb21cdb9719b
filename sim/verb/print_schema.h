// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef OP_VERB_PRINT_SCHEMA_H
#define OP_VERB_PRINT_SCHEMA_H

#include "sim/input/schema.h"

#include <getopt.h>
#include <stdio.h>

// The usual name of a scenario's schema, beside the scenario that names it.
#define OP_SCENARIO_SCHEMA "scenario.schema.json"

extern const char *const op_schema_help[];
extern const struct option op_schema_options[];
// argv[0] is the verb. The JSON Schema goes to standard output. The exit status.
int op_verb_schema(int argc, char **argv, const struct op_schema *schema, const char *share_dir);

// The JSON Schema of scenarios over the catalogue of share_dir, to out, whose errors are the
// caller's.
//
//   error  a fault or lack of the catalogue: a finding in diag, and nothing is written
enum op_status op_print_scenario_schema(FILE *out, const struct op_schema *schema,
                                        const char *share_dir, struct op_diag *diag) OP_MUST_CHECK;

#endif
