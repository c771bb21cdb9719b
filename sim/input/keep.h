// SPDX-License-Identifier: GPL-3.0-or-later
// The tables that a resolved scenario names: one lies in its folder or below it, as for any
// scenario (beside.h), so what lies elsewhere is copied beside it.
#ifndef OP_INPUT_KEEP_H
#define OP_INPUT_KEEP_H

#include "sim/base/diag.h"

// What the scenario file `file` may call the table at `path` that its key `key` names: a path below
// its folder, or the name of the copy that op_keep_file makes. NULL when memory ran out; the caller
// frees.
char *op_kept_name(const char *file, const char *key, const char *path);
// Copy the table beside the scenario file, unless it lies there already.
//   error  OP_NOT_FOUND, OP_CANNOT_CREATE, OP_IO, OP_NO_MEMORY
enum op_status op_keep_file(const char *file, const char *key, const char *path,
                            struct op_diag *diag) OP_MUST_CHECK;

#endif
