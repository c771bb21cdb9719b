// SPDX-License-Identifier: GPL-3.0-or-later
// Asking nodes for values. Each question adds its finding and answers "no" (false, NULL, -1) on a
// fault, so that a reader asks on and all faults of a file come out at once.
#ifndef OP_INPUT_FIELDS_H
#define OP_INPUT_FIELDS_H

#include "sim/input/scenario.h"
#include "sim/input/tree.h"

// What the readers of the parts of a scenario share.
struct op_reader {
    struct op_arena *arena;
    const struct op_schema *schema;
    struct op_diag *diag;
    struct op_scenario *scenario;
    const char *folder;      // of the scenario file, without a slash at the end
    const char *share_dir;   // may be NULL
    int tests_capacity;      // of scenario.tests
    bool no_memory;          // set by whoever could not get any
};

// Memory from the reader's arena; NULL also sets no_memory.
void *op_reader_new(struct op_reader *reader, size_t n, size_t size);
// The status of a reading: no memory, else the first error since `n_errors`.
enum op_status op_reader_status(const struct op_reader *reader, int n_errors);

// An error at a node: "key: ...".
bool op_fault(struct op_reader *reader, enum op_status status, const struct op_node *node,
              const char *hint, const char *format, ...) OP_PRINTF(5, 6);

bool op_is_map(struct op_reader *reader, const struct op_node *node, const char *example);
bool op_is_list(struct op_reader *reader, const struct op_node *node, const char *example);
// The text of a node that is neither list, map nor empty; NULL on a fault.
const char *op_field_text(struct op_reader *reader, const struct op_node *node);
bool op_field_yes(struct op_reader *reader, const struct op_node *node, bool *yes);
// Index in a NULL-ended list of words, -1 on a fault.
int op_field_word(struct op_reader *reader, const struct op_node *node, const char *const *words);
// One text, or { en: ..., nl: ... }.
bool op_field_text2(struct op_reader *reader, const struct op_node *node, struct op_text2 *text);
bool op_field_quantity(struct op_reader *reader, const struct op_node *node, enum op_unit unit,
                       double low, double high, double *value);
// A whole number of persons.
bool op_field_persons(struct op_reader *reader, const struct op_node *node, double low, double high,
                      double *value);
bool op_field_duration(struct op_reader *reader, const struct op_node *node, int64_t least_us,
                       int64_t *us);
// A whole number without unit.
bool op_field_whole(struct op_reader *reader, const struct op_node *node, int low, int high,
                    int *value);
// Every key of a map is one of `keys` (NULL-ended) or starts with "x-".
void op_known_keys(struct op_reader *reader, const struct op_node *map, const char *const *keys);
void op_unknown_key(struct op_reader *reader, const struct op_node *node, const char *nearest,
                    const char *all);
// "did you mean "X"?" or, if there is no X, the other text.
const char *op_did_you_mean(const char *nearest, const char *otherwise, char hint[256]);
// "a, b, c" of a NULL-ended list.
void op_list_words(const char *const *words, char text[256]);

#endif
