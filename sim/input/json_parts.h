// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of the JSON Schema that its two files share: values, and maps of the language.
#ifndef OP_INPUT_JSON_PARTS_H
#define OP_INPUT_JSON_PARTS_H

#include "sim/base/json_page.h"
#include "sim/input/catalogue.h"
#include "sim/input/language.h"

// { "$ref": "#/definitions/NAME" }, as an item or under a key.
void op_json_reference(struct op_json_page *page, const char *key, const char *name);
// The definition of quantities of a unit, "duration"; NULL for words and files. With "_drawn" after
// it the one that lets distributions through too.
const char *op_json_unit_name(enum op_unit unit);
// A text of the language as the JSON that a reader of YAML 1.2 would make of it: a number, a word,
// or a list or map of them.
void op_json_yaml(struct op_json_page *page, const char *key, const char *text);
// A text that was allocated for this, and is freed here. NULL, as memory ran out: the page is
// short.
void op_json_own_string(struct op_json_page *page, const char *key, char *text);
// "^x-": nothing is asked of the user's own keys; no other key stands here.
void op_json_own_keys(struct op_json_page *page);
void op_json_end_of_keys(struct op_json_page *page);   // the second half of it alone

// The entries of `definitions` for quantities, moments, texts, yes and no.
void op_json_value_definitions(struct op_json_page *page, const struct op_schema *schema);
// ... and for the maps that need no measure of the catalogue: text2, moves, legal, measure.
void op_json_catalogue_definitions(struct op_json_page *page, const struct op_schema *schema);

// ... and for all that stands in a scenario of a gathering beside its groups of parameters.
void op_json_scenario_definitions(struct op_json_page *page, const struct op_schema *schema,
                                  const struct op_catalogue *catalogue);

// One property: what the row says.
void op_json_key(struct op_json_page *page, const struct op_key *row);
// One property: a parameter or lever, of which `is_drawn` says whether it may be a distribution.
void op_json_param(struct op_json_page *page, const struct op_param *row, bool is_reference);
// All rows of a map as properties, without the object around them.
void op_json_keys(struct op_json_page *page, enum op_map map);
// "required": [...] of a map, if there is any.
void op_json_needed(struct op_json_page *page, enum op_map map);
// A whole map as an object; `more`: further pieces of JSON, "key": value, NULL-ended pairs.
void op_json_map(struct op_json_page *page, const char *name, enum op_map map,
                 const char *const *more);

#endif
