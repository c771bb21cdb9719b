// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of the resolved scenario file, shared by its two sources.
#ifndef OP_INPUT_RESOLVE_H
#define OP_INPUT_RESOLVE_H

#include "sim/input/keep.h"
#include "sim/input/scenario.h"

#include <stdio.h>

void op_write_text(FILE *out, const char *text);   // in double quotes
void op_write_text2(FILE *out, const char *key, const struct op_text2 *text);
// `key: "name"`, the name that a kept table has in the scenario that is written.
void op_write_path(FILE *out, const char *key, const struct op_kept *kept);
void op_write_duration(FILE *out, int64_t us);
void op_write_moment(FILE *out, const struct op_scenario *scenario, int64_t us);
void op_write_measures(FILE *out, const struct op_scenario *scenario,
                       const struct op_schema *schema);
void op_write_strategies(FILE *out, const struct op_scenario *scenario,
                         const struct op_schema *schema);

// A whole scenario of a reference model.
void op_write_reference(FILE *out, const struct op_scenario *scenario,
                        const struct op_schema *schema, const struct op_kept *kept);

#endif
