// SPDX-License-Identifier: GPL-3.0-or-later
// The early reference start of a timing study, where it is asked for: a moment that is one of the
// starts of the design.
#ifndef OP_STUDY_STARTREFERENCE_H
#define OP_STUDY_STARTREFERENCE_H

#include "sim/study/design.h"

// The moment as hours since the start of the scenario.
//   in     text    "event - 10 d": what moments are written like; it hangs on no measure
//   error  OP_BAD_VALUE       it is no moment, or no measure's start is varied
//          OP_OUT_OF_RANGE    no start of the design lies there: the nearest ones are named
enum op_status op_reference_read(double *hours, const char *text, struct op_place place,
                                 const struct op_design *design, const struct op_scenario *scenario,
                                 struct op_diag *diag) OP_MUST_CHECK;

#endif
