// SPDX-License-Identifier: GPL-3.0-or-later
// Moments as written, in files and options alike:
//
//   2012-09-21 19:30        local clock time, also with seconds or a T
//   90 min                  after the start
//   start + 2 h, event - 10 d, end - 1 h
//   deny_event + 30 min     after the use of that measure in the same strategy
#ifndef OP_INPUT_MOMENT_H
#define OP_INPUT_MOMENT_H

#include "sim/base/diag.h"

#include <stdint.h>

enum op_anchor {
    OP_ANCHOR_CIVIL,
    OP_ANCHOR_START,
    OP_ANCHOR_EVENT,
    OP_ANCHOR_END,
    OP_ANCHOR_MEASURE
};

struct op_moment {
    enum op_anchor anchor;
    int64_t civil_s;     // CIVIL: seconds since 1970-01-01 00:00, local clock
    char measure[41];    // MEASURE: its id
    int64_t offset_us;   // after the anchor
};

enum op_status op_moment_parse(const char *text, struct op_place place, const char *what,
                               struct op_moment *moment, struct op_diag *diag) OP_MUST_CHECK;

// What the anchors of a scenario are.
struct op_anchors {
    int64_t start_civil_s, event_us, end_us;
};
// Microseconds since start of a moment that hangs on no measure.
int64_t op_moment_us(const struct op_moment *moment, const struct op_anchors *anchors);

#endif
