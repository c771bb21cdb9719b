// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/sweep/decidewindow.h"

#include <math.h>

static enum op_window_kind
kind_of(const struct op_decide_window *window, const struct op_sweep_results *results,
        const struct op_curve *curve, enum op_effective_kind effective)
{
    const double can_h = window->can.can_from_h;

    if (effective == OP_EFFECTIVE_NONE || isnan(can_h)) {
        return OP_WINDOW_NONE;
    }
    if (window->decide_h >= can_h) {
        return OP_WINDOW_OPEN;
    }
    // What lies beyond the ends of the design is not known; when it can be carried out an older
    // folder says by the starts of the design alone.
    return effective == OP_EFFECTIVE_NOT_BEFORE                 ? OP_WINDOW_LATER
           : !results->says_could && can_h == curve->start_h[0] ? OP_WINDOW_EARLIER
                                                                : OP_WINDOW_GONE;
}

enum op_status
op_decide_window_of(struct op_decide_window *window, const struct op_sweep_results *results,
                    const struct op_curve *curve, const struct op_curve_moment *moment)
{
    const double said_h = results->factors[curve->factor].lead_time_h;
    enum op_status status = OP_OK;

    *window = (struct op_decide_window){ .lead_h = isnan(said_h) ? 0 : said_h };
    status = op_curve_window(&window->can, results, curve);
    window->decide_h = moment->effective.moment - window->lead_h;
    window->kind = kind_of(window, results, curve, moment->effective.kind);
    return status;
}
