// SPDX-License-Identifier: GPL-3.0-or-later
// From when a measure can be carried out until when it must be decided: its window, or why there is
// none.
#ifndef OP_ANALYSIS_DECIDEWINDOW_H
#define OP_ANALYSIS_DECIDEWINDOW_H

#include "analysis/sweep/curves.h"

enum op_window_kind {
    OP_WINDOW_NONE,   // no start is carried out in half of the evenings, or its effect is not told
    OP_WINDOW_OPEN,   // from can_from_h to decide_h
    OP_WINDOW_GONE,   // it must be decided before it can first be carried out
    OP_WINDOW_EARLIER,   // it must be decided before the design begins, whose first start is
                         // possible
    OP_WINDOW_LATER,     // before its first possible start, but it still works at the design's last
};

struct op_decide_window {
    enum op_window_kind kind;
    struct op_curve_window can;
    double lead_h, decide_h;   // decide_h: the last effective moment less the lead time
};
enum op_status op_decide_window_of(struct op_decide_window *window,
                                   const struct op_sweep_results *results,
                                   const struct op_curve *curve,
                                   const struct op_curve_moment *moment) OP_MUST_CHECK;

#endif
