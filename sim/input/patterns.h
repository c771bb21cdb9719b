// SPDX-License-Identifier: GPL-3.0-or-later
// The grammars of quantities, distributions and moments as regular expressions, for programs that
// check a scenario without reading it. They use what POSIX (extended) and ECMA 262 share.
#ifndef OP_INPUT_PATTERNS_H
#define OP_INPUT_PATTERNS_H

#include "sim/input/param.h"

#define OP_PATTERN_ID "[a-z][a-z0-9_]{0,39}"

enum op_pattern {
    OP_PATTERN_NUMBER,
    OP_PATTERN_DATE,     // 2012-09-21 19:30
    OP_PATTERN_TIME,     // the same, 2 h, or an anchor of the evening with an offset
    OP_PATTERN_MOMENT,   // the same, or a measure with an offset
    OP_PATTERN_COUNT
};

// A whole pattern from ^ to $; the caller frees. NULL without memory. What it lets through may
// still be refused for its range or its day; what it does not let through is refused.
char *op_pattern_quantity(enum op_unit unit);
char *op_pattern_dist(enum op_unit unit);   // a quantity or a distribution of it
char *op_pattern(enum op_pattern pattern);

#endif
