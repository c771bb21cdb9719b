// SPDX-License-Identifier: GPL-3.0-or-later
// What the system refused, told so that one knows what to do about it.
#ifndef OP_BASE_CAUSE_H
#define OP_BASE_CAUSE_H

#include "sim/base/diag.h"

// Add `path: error: what: No space left on device`, with the remedy as hint; returns its status.
//   in     what              "cannot be written"
//          error             an errno; 0 where the system told none
//          status            OP_CANNOT_CREATE, OP_NOT_FOUND, OP_IO; OP_NO_MEMORY takes its place
//                            where that is the cause
enum op_status op_cause_add(struct op_diag *diag, enum op_status status, const char *path,
                            const char *what, int error);
// Close a file that was written, on the disk: OP_IO and a finding when any write to it failed.
enum op_status op_cause_close(struct op_diag *diag, FILE *file, const char *path) OP_MUST_CHECK;
// What to do about an errno, one sentence without a full stop.
const char *op_cause_remedy(int error);

#endif
