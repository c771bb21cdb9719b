// SPDX-License-Identifier: GPL-3.0-or-later
// The record of a real evening, `observed:`. It is copied into the results as it stands and
// compared there (analysis/fit.h); here it is only made sure of.
#ifndef OP_INPUT_OBSERVED_H
#define OP_INPUT_OBSERVED_H

#include "sim/input/fields.h"

// Columns moment (empty: of the whole evening), variable, unit, value, low, high (may be empty),
// source; low <= value <= high; no moment of a variable twice. Faults with row and column.
bool op_check_observed(struct op_reader *reader, const char *path, struct op_place asked_at);

#endif
