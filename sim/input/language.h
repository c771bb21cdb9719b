// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of the scenario language: which may stand in which map, and what each holds. Readers
// refuse what is not here, and the JSON Schema is written from the same rows.
#ifndef OP_INPUT_LANGUAGE_H
#define OP_INPUT_LANGUAGE_H

#include "sim/input/fields.h"

// The version that this program writes, and the oldest that it still reads.
enum { OP_LANGUAGE_VERSION = 1, OP_LANGUAGE_OLDEST = 0 };

enum op_map {
    OP_MAP_GATHERING,   // the file; groups of parameters stand beside these keys
    OP_MAP_REFERENCE,   // the file, with `model:`
    OP_MAP_TEXT2,
    OP_MAP_PLACE,        // a made-up one
    OP_MAP_POPULATION,   // parameters of a mechanism of that name stand beside these keys
    OP_MAP_POSTERIOR,
    OP_MAP_HAPPENING,
    OP_MAP_STRATEGY,
    OP_MAP_CONDITIONS,   // a set of them
    OP_MAP_STUDY,        // what a sweep varies
    OP_MAP_LEVEL,        // of data/conditions.yaml
    OP_MAP_USE,
    OP_MAP_TEST_PHASE,
    OP_MAP_TEST_OBSERVABLE,
    OP_MAP_TEST_ALL,
    OP_MAP_TEST_ANY,
    OP_MAP_MEASURE,
    OP_MAP_LEGAL,
    OP_MAP_COUNT
};

// What the value of a key is.
enum op_value {
    OP_VALUE_VERSION,
    OP_VALUE_MODEL,            // name of a reference model
    OP_VALUE_TEXT,             // one text
    OP_VALUE_TEXT2,            // one text, or { en: ..., nl: ... }
    OP_VALUE_YES,              // yes or no
    OP_VALUE_WORD,             // one of `words`
    OP_VALUE_WHOLE,            // a whole number from `low` to `high`
    OP_VALUE_QUANTITY,         // of `unit`, from `low` to `high`
    OP_VALUE_WITHIN,           // a length, or `all`
    OP_VALUE_DIST,             // a quantity of `unit`, or a distribution
    OP_VALUE_DATE,             // a date with a time
    OP_VALUE_TIME,             // a date, or an anchor of the evening with an offset
    OP_VALUE_MOMENT,           // the same, or a measure of the strategy with an offset
    OP_VALUE_AFTER,            // a measure of the strategy with an offset
    OP_VALUE_FILE,             // a path, seen from the scenario
    OP_VALUE_FILES,            // one, or a list of them
    OP_VALUE_PLACE,            // a name or code, or a made-up one
    OP_VALUE_POPULATION,       // a map
    OP_VALUE_POSTERIOR,        // a file, or a map
    OP_VALUE_COLUMNS,          // a list of names of parameters
    OP_VALUE_ROWS,             // a list of lists of numbers
    OP_VALUE_HAPPENINGS,       // a list of them
    OP_VALUE_MEASURES,         // a map of entries of the catalogue
    OP_VALUE_STRATEGIES,       // a map of them
    OP_VALUE_STRATEGY_ID,      // the id of one
    OP_VALUE_CONDITION_SETS,   // a map of them
    OP_VALUE_STUDY,            // a map
    OP_VALUE_VARY,             // a map of keys, each with a range or a list
    OP_VALUE_LEVEL_ID,         // the name of a level of data/conditions.yaml
    OP_VALUE_ROLES,            // the same, or who tells whom
    OP_VALUE_TELLS,            // a map: who tells whom
    OP_VALUE_OVERRIDES,        // a map of run parameters
    OP_VALUE_USES,             // a list of measures
    OP_VALUE_CONDITION,
    OP_VALUE_CONDITIONS,   // a list of them
    OP_VALUE_UNTIL,        // a moment or a condition
    OP_VALUE_PHASE,
    OP_VALUE_PHASES,   // one, `first .. last`, several such, or `all`
    OP_VALUE_OBSERVABLE,
    OP_VALUE_LEVEL,   // a number, with the observable's unit or without
    OP_VALUE_LEGAL,   // a map
    OP_VALUE_MOVES,   // a map of levers
};

struct op_key {
    const char *key;
    enum op_value value;
    bool is_needed;   // of the file: unless it includes another
    enum op_unit unit;
    double low, high;           // base units, both included; of DIST, of the centre
    const char *const *words;   // NULL-ended
    const char *usual;          // what holds without the key, as written; NULL: nothing
    const char *example;        // as written
    const char *meaning;        // one line
};

// The rows of a map, closed by one whose key is NULL.
const struct op_key *op_language_keys(enum op_map map);
// Every key of a map is one of its rows or starts with "x-".
void op_check_keys(struct op_reader *reader, const struct op_node *node, enum op_map map);
// Does a happening of that name state how many? Those that are given do.
bool op_happening_has_amount(const char *name);
// "x-": a key of the user's own, which is passed over wherever it stands.
bool op_is_own_key(const struct op_node *node);
// The only entry of a map but for the user's own keys; NULL if there is none or are several.
const struct op_node *op_only_entry(const struct op_node *map);

#endif
