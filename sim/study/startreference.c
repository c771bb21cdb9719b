// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/startreference.h"

#include "sim/input/moment.h"

#include <math.h>

#define SAME_H (1.0 / 3600)   // starts are written to the second

// The starts of the design on either side of a moment; NaN: none.
struct nearest {
    double before_h, after_h;
    bool is_there, is_any;
};

static struct nearest
look(const struct op_design *design, double hours)
{
    struct nearest nearest = { (double)NAN, (double)NAN, false, false };

    for (int p = 0; p < design->n_points; p++) {
        for (int f = 0; f < design->n_factors; f++) {
            const struct op_factor_value *value = &design->point[p].value[f];

            if (!op_factor_is_start(&design->factor[f]) || !value->text) {
                continue;
            }
            nearest.is_any = true;
            nearest.is_there |= fabs(value->number - hours) < SAME_H;
            if (value->number <= hours && !(value->number <= nearest.before_h)) {
                nearest.before_h = value->number;
            } else if (value->number > hours && !(value->number >= nearest.after_h)) {
                nearest.after_h = value->number;
            }
        }
    }
    return nearest;
}

static void
clock_text(const struct op_scenario *scenario, double hours, char text[24])
{
    op_moment_text(scenario, llround(hours * 3.6e9), text);
    text[10] = ' ';
}

static enum op_status
refuse(const char *text, struct op_place place, const struct nearest *nearest,
       const struct op_scenario *scenario, struct op_diag *diag)
{
    char before[24] = "";
    char after[24] = "";
    char hint[128];

    if (!isnan(nearest->before_h)) {
        clock_text(scenario, nearest->before_h, before);
    }
    if (!isnan(nearest->after_h)) {
        clock_text(scenario, nearest->after_h, after);
    }
    (void)snprintf(hint, sizeof hint, "the nearest %s %s%s%s",
                   *before != '\0' && *after != '\0' ? "are" : "is", before,
                   *before != '\0' && *after != '\0' ? " and " : "", after);
    return op_diag_add(diag, OP_OUT_OF_RANGE, place, hint,
                       "reference: no start of the design lies at %s", text);
}

enum op_status
op_reference_read(double *hours, const char *text, struct op_place place,
                  const struct op_design *design, const struct op_scenario *scenario,
                  struct op_diag *diag)
{
    const struct op_anchors anchors = { scenario->start_civil_s, scenario->event_us,
                                        scenario->end_us };
    struct op_moment moment;
    const enum op_status status = op_moment_parse(text, place, "reference", &moment, diag);

    if (status != OP_OK) {
        return status;
    }
    if (moment.anchor == OP_ANCHOR_MEASURE) {
        return op_diag_add(diag, OP_BAD_VALUE, place,
                           "write a date, or start, event or end with an offset",
                           "reference: %s hangs on a measure", text);
    }
    *hours = (double)op_moment_us(&moment, &anchors) / 3.6e9;

    const struct nearest nearest = look(design, *hours);

    if (!nearest.is_any) {
        return op_diag_add(diag, OP_BAD_VALUE, place,
                           "leave it out, or vary STRATEGY.MEASURE.at over moments",
                           "reference: no start of a measure is varied");
    }
    return nearest.is_there ? OP_OK : refuse(text, place, &nearest, scenario, diag);
}
