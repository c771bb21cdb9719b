// SPDX-License-Identifier: GPL-3.0-or-later
// The phases in which a measure may be used, as bits: bit p is phase p.
#ifndef OP_INPUT_PHASESET_H
#define OP_INPUT_PHASESET_H

#include "sim/input/scenario.h"

enum { OP_ALL_PHASES = (1 << OP_N_PHASES) - 1, OP_PHASES_TEXT = 192 };

static inline unsigned
op_phases_from_to(int first, int last)
{
    return (2u << last) - (1u << first);
}

static inline bool
op_measure_fits(const struct op_measure *measure, int phase)
{
    return (measure->phases >> phase & 1u) != 0;
}

// The next phases in a row, none of them before `from`: from the first to the last of the row.
bool op_phases_row(unsigned phases, int from, int *first, int *last);
int op_phases_first(unsigned phases);   // of phases that are not none
int op_phases_last(unsigned phases);
// "feeding_ground, trigger .. assembly"
void op_phases_text(unsigned phases, const char *const *names, char text[OP_PHASES_TEXT]);

#endif
