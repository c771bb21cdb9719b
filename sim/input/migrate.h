// SPDX-License-Identifier: GPL-3.0-or-later
// Files of an older version of the language: their keys get the names that they have now, before
// anybody else reads them. docs/language.md, section Versions.
#ifndef OP_INPUT_MIGRATE_H
#define OP_INPUT_MIGRATE_H

#include "sim/input/fields.h"

enum op_file_kind { OP_FILE_SCENARIO, OP_FILE_CATALOGUE };

// Look at `oploop:` of one file and rename the keys of an older version in its tree.
//
//   in     version   what a file without `oploop:` is: the version of the file that includes it
//   out    version   of this file
//          diag      one notice if the version is older: what was renamed, and where
//   error  false: OP_BAD_VALUE (no version), OP_WRONG_VERSION (newer, or older than any that this
//          program reads), OP_DUPLICATE_KEY (an old key beside its new name)
bool op_migrate_file(struct op_reader *reader, struct op_node *root, enum op_file_kind kind,
                     int *version);
// A node that names a version: false with a finding if it is none, or not one that is read.
bool op_check_version(struct op_reader *reader, const struct op_node *node, int *version);

#endif
