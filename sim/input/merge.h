// SPDX-License-Identifier: GPL-3.0-or-later
// One tree from a scenario file, the files that it includes, and what the command line sets.
#ifndef OP_INPUT_MERGE_H
#define OP_INPUT_MERGE_H

#include "sim/input/fields.h"

// A later file overrides an earlier one key by key, one level deep: `spread: { rho_open: 1 % }`
// leaves the other keys of an included `spread` as they are; what lies deeper is replaced whole.
// `spread.rho_open: 1 %` at the top means the same.
bool op_merge_files(struct op_reader *reader, const char *path, struct op_node **root);

// KEY=VALUE over all that the files say.
bool op_merge_set(struct op_reader *reader, const char *set, struct op_node *root);

#endif
