// SPDX-License-Identifier: GPL-3.0-or-later
// What a key that a study varies is: a setting of a measure, a parameter, a key of `population:`.
#ifndef OP_STUDY_FACTORKEY_H
#define OP_STUDY_FACTORKEY_H

#include "sim/study/factor.h"

// What a factor is read with.
struct op_factor_reading {
    struct op_factor *factor;
    struct op_arena *arena;
    const struct op_scenario *scenario;
    struct op_diag *diag;   // NULL: of a range that was checked
};

// Resolve factor->key: its kind, strategy, use and field or parameter, unit and range.
//   error  OP_UNKNOWN_KEY, OP_UNKNOWN_NAME, OP_BAD_VALUE, OP_NO_MEMORY, with the place of the key;
//          OP_AMBIGUOUS is a warning
enum op_status op_factor_read_key(const struct op_factor_reading *reading) OP_MUST_CHECK;

#endif
