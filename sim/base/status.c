// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of the status codes, all from the one list in status.h, and the end of a run that met
// a bug of ours.
#include "sim/base/status.h"

#include <stdio.h>
#include <stdlib.h>

struct status_row {
    const char *name;
    const char *sentence;
    int exit_status;
};

static const struct status_row rows[OP_STATUS_COUNT] = {
#define ROW(code, sentence, exit_status) [OP_##code] = { "OP_" #code, sentence, exit_status },
    OP_STATUS_LIST(ROW)
#undef ROW
};

// A status may come from a file or an integer, so the number is tested and not the enum.
static const struct status_row *
row_of(enum op_status status)
{
    const unsigned number = (unsigned)status;

    return number < OP_STATUS_COUNT ? &rows[number] : NULL;
}

const char *
op_status_name(enum op_status status)
{
    const struct status_row *row = row_of(status);

    return row ? row->name : "OP_?";
}

const char *
op_status_text(enum op_status status)
{
    const struct status_row *row = row_of(status);

    return row ? row->sentence : "an unknown status";
}

int
op_status_exit(enum op_status status)
{
    const struct status_row *row = row_of(status);

    return row ? row->exit_status : rows[OP_BUG].exit_status;
}

void
op_bug(const char *file, int line, const char *what)
{
    fprintf(stderr, "oploop: %s:%d: %s\noploop: %s\n", file, line, what, rows[OP_BUG].sentence);
    fflush(stderr);
    // Not exit(): other threads may still run, and what they hold is not to be trusted any more.
    _Exit(rows[OP_BUG].exit_status);
}
