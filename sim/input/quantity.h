// SPDX-License-Identifier: GPL-3.0-or-later
// Quantities as texts: the way back from base units, for resolved files and for logs.
#ifndef OP_INPUT_QUANTITY_H
#define OP_INPUT_QUANTITY_H

#include "sim/input/param.h"

const char *op_unit_kind(enum op_unit unit);   // "a duration"
// The words that may stand after a number of that unit, in order; NULL after the last.
const char *op_unit_word(enum op_unit unit, int index);

// The shortest text that op_quantity_parse reads back as the same bits: 5400 s is "90 min".
void op_quantity_text(enum op_unit unit, double value, char text[48]);
// For people: in the unit in which its number is shortest, four digits; an infinite one is "any".
void op_quantity_short(enum op_unit unit, double value, char text[48]);
// The same for the end of a range in a finding: a share in per cent, an infinite end as "any".
void op_bound_text(enum op_unit unit, double value, char text[48]);
// The same of a distribution in the unit and choices of a row; what op_param_parse reads back.
void op_dist_text(const struct op_param *row, const struct op_dist *dist, char text[192]);
// A distribution or a number, as op_param_parse, for a lever or a lead time: anything with a unit
// and a range. `what` names it in findings.
enum op_status op_dist_parse(enum op_unit unit, double low, double high, const char *text,
                             struct op_place place, const char *what, struct op_dist *dist,
                             struct op_diag *diag) OP_MUST_CHECK;

#endif
