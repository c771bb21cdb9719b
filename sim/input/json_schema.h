// SPDX-License-Identifier: GPL-3.0-or-later
// The scenario language as a JSON Schema (draft-07), written from the tables of keys, parameters,
// levers and observables: for editors that complete and check while one types, and for validators
// that know nothing of this program.
//
// What a schema can say: which keys there are, which are needed, enumerations, the grammar of
// quantities and moments, ranges of bare numbers. What it cannot: ranges of quantities with a unit,
// what hangs on other files, on other keys' values or on time.
#ifndef OP_INPUT_JSON_SCHEMA_H
#define OP_INPUT_JSON_SCHEMA_H

#include "sim/input/catalogue.h"

// The schema of scenario files. Measures of the catalogue (NULL: none) are offered by name.
//   error  OP_NO_MEMORY: what was written is not whole
enum op_status op_write_scenario_schema(FILE *out, const struct op_schema *schema,
                                        const struct op_catalogue *catalogue) OP_MUST_CHECK;
// The schema of files in catalogue/; the same error.
enum op_status op_write_catalogue_schema(FILE *out, const struct op_schema *schema) OP_MUST_CHECK;

#endif
