// SPDX-License-Identifier: GPL-3.0-or-later
// The tables that a resolved scenario names: one lies in its folder or below it, as for any
// scenario (beside.h), so what lies elsewhere is copied beside it.
#ifndef OP_INPUT_KEEP_H
#define OP_INPUT_KEEP_H

#include "sim/base/diag.h"

struct op_kept_table {
    const char *key;   // last word of the key that names it
    char *name;        // as the resolved scenario calls it, seen from its folder
    char *made;        // path of the copy that was made; NULL if none was
};

// The tables of one resolved scenario. Starts as zeros.
struct op_kept {
    struct op_kept_table *table;
    int n, capacity;
};

// Find what the scenario file `file` may call the table at `path` that its key `key` names, and
// copy it beside that file unless it lies there or below already.
//   error  OP_NOT_FOUND, OP_CANNOT_CREATE, OP_IO, OP_NO_MEMORY
enum op_status op_keep_file(struct op_kept *kept, const char *file, const char *key,
                            const char *path, struct op_diag *diag) OP_MUST_CHECK;
// The name of a table that was kept. Asking for another is a bug.
const char *op_kept_name(const struct op_kept *kept, const char *key);
// Take away the copies that were made: the scenario was not written after all.
void op_kept_undo(struct op_kept *kept);
void op_kept_free(struct op_kept *kept);

#endif
