// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/input/phaseset.h"

#include <stdio.h>
#include <string.h>

bool
op_phases_row(unsigned phases, int from, int *first, int *last)
{
    while (from < OP_N_PHASES && (phases >> from & 1u) == 0) {
        from++;
    }
    *first = *last = from;
    while (*last + 1 < OP_N_PHASES && (phases >> (*last + 1) & 1u) != 0) {
        (*last)++;
    }
    return from < OP_N_PHASES;
}

int
op_phases_first(unsigned phases)
{
    int first = 0, last = 0;

    (void)op_phases_row(phases, 0, &first, &last);
    return first;
}

int
op_phases_last(unsigned phases)
{
    int phase = OP_N_PHASES - 1;

    while (phase > 0 && (phases >> phase & 1u) == 0) {
        phase--;
    }
    return phase;
}

void
op_phases_text(unsigned phases, const char *const *names, char text[OP_PHASES_TEXT])
{
    int first = 0, last = -1;

    text[0] = '\0';
    while (op_phases_row(phases, last + 1, &first, &last)) {
        const size_t used = strlen(text);

        if (first == last) {
            snprintf(text + used, OP_PHASES_TEXT - used, "%s%s", used > 0 ? ", " : "",
                     names[first]);
        } else {
            snprintf(text + used, OP_PHASES_TEXT - used, "%s%s .. %s", used > 0 ? ", " : "",
                     names[first], names[last]);
        }
    }
}
