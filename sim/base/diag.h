// SPDX-License-Identifier: GPL-3.0-or-later
// Findings about what a user gave us: collected, never printed from the depth; a verb prints them.
#ifndef OP_BASE_DIAG_H
#define OP_BASE_DIAG_H

#include "sim/base/status.h"

#include <stdbool.h>
#include <stdio.h>

// Where in a text something stands. file NULL: nowhere; line and column from 1, 0 if not known.
struct op_place {
    const char *file;   // borrowed; lives as long as the diag (copied by op_diag_add)
    int line;
    int column;
};

enum op_severity { OP_ERROR, OP_WARNING, OP_NOTICE };

struct op_finding {
    enum op_severity severity;
    enum op_status status;
    struct op_place place;
    char *message;       // what, as written, and what would be right
    char *hint;          // NULL or the remedy
    char *source_line;   // NULL or the line of text that the place lies in
};

struct op_diag {
    struct op_finding *findings;
    int n_findings;
    int n_errors;
    int n_left_out;   // beyond the 500 that are kept; errors among them count in n_errors
    int capacity;
    const char *lacking;   // what was being done when memory ran out; NULL: it did not
};

void op_diag_init(struct op_diag *diag);
void op_diag_free(struct op_diag *diag);   // safe on zeroed

// Add an error and return its status, so that `return op_diag_add(...)` is one line. Texts are
// copied.
enum op_status op_diag_add(struct op_diag *diag, enum op_status status, struct op_place place,
                           const char *hint, const char *format, ...) OP_PRINTF(5, 6);
void op_diag_warn(struct op_diag *diag, enum op_status status, struct op_place place,
                  const char *hint, const char *format, ...) OP_PRINTF(5, 6);

// Memory ran out while `doing` ("while the world was built"; borrowed, static) was under way. The
// findings from number n_kept on are dropped: they may be mere consequences. Where one that is kept
// tells of it already, nothing is added. Needs no memory.
void op_diag_lack(struct op_diag *diag, int n_kept, const char *doing);

// Print all in the order file, line, column: `file:line:col: error: message [OP_NAME]`, the source
// line with a caret (read from the file when it was not kept), `  hint: ...`.
void op_diag_print(const struct op_diag *diag, FILE *out);
// The same for programs: objects {severity, status, file, line, column, message, hint} of a JSON
// list that the caller opens and closes; `n_before` are in it already. Absent things are null.
// Returns how many are in it now.
int op_diag_json(const struct op_diag *diag, int n_before, FILE *out);
// The status of the first error, OP_OK if there is none.
enum op_status op_diag_status(const struct op_diag *diag);

#endif
