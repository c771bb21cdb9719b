// SPDX-License-Identifier: GPL-3.0-or-later
// Dutch names of parameters and levers (scenarios/data/parameters_nl.yaml), for the labels of
// columns.csv.
#ifndef OP_STUDY_DUTCHNAMES_H
#define OP_STUDY_DUTCHNAMES_H

#include "sim/base/arena.h"
#include "sim/base/status.h"

struct op_node;

struct op_dutch_names {
    struct op_arena arena;
    struct op_node *root;   // NULL: no such file
};

// Evenings are not lost for want of a translation: a file that is missing or at fault gives no
// names, and only OP_NO_MEMORY is an error. Free in either case.
enum op_status op_dutch_names_read(struct op_dutch_names *names,
                                   const char *share_dir) OP_MUST_CHECK;
void op_dutch_names_free(struct op_dutch_names *names);   // safe on zeroed

// What stands for KEY of a mechanism, or of `levers`; NULL where nothing does. `is` is what the
// mechanism itself is called.
const char *op_dutch_name(const struct op_dutch_names *names, const char *group, const char *key);

#endif
