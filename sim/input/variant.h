// SPDX-License-Identifier: GPL-3.0-or-later
// Variants: strategies and sets of conditions of a scenario once more, with some settings changed.
// They are made on the tree of the file, so that all checks and all meanings are the reader's own.
#ifndef OP_INPUT_VARIANT_H
#define OP_INPUT_VARIANT_H

#include "sim/base/diag.h"

struct op_reader;
struct op_node;

// A setting of one use of a measure.
struct op_setting {
    int use;             // number of the use within its strategy, from 0
    const char *field;   // a key of a use, such as "at", or "moves.LEVER"
    const char *text;    // as a file would say it
    struct op_place place;
};

// Another strategy, which differs from one of the file by its settings.
struct op_variant {
    const char *of, *id, *label;
    const struct op_setting *settings;
    int n_settings;
};

// A parameter of a set of conditions.
struct op_set_value {
    const char *key, *text;   // "mechanism.parameter"
    struct op_place place;
};

// Another set of conditions; of: the set that it starts from, NULL for the values as they stand.
struct op_set_variant {
    const char *of, *id;
    const struct op_set_value *values;
    int n_values;
};

struct op_variants {
    const struct op_variant *strategies;
    int n_strategies;
    const struct op_set_variant *sets;
    int n_sets;
};

// Put them into the tree of a scenario file, after what stands there.
//   in     variants  of strategies, uses and sets that the file has (else they are passed over:
//                    whoever makes variants has read the file before)
//   out    false     memory ran out (reader->no_memory)
bool op_variants_apply(struct op_reader *reader, const struct op_variants *variants,
                       struct op_node *root);

#endif
