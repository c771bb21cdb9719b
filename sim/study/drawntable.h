// SPDX-License-Identifier: GPL-3.0-or-later
// parameters.csv: what each replicate drew, a row a parameter. A parameter that is the same under
// all sets of conditions is written once, as of `all`; one that no set draws is not written.
#ifndef OP_STUDY_DRAWNTABLE_H
#define OP_STUDY_DRAWNTABLE_H

#include "sim/record/csvout.h"
#include "sim/study/study.h"

#define OP_DRAWN_TABLE "parameters.csv"

struct op_drawn_table {
    const struct op_model *model;
    const struct op_scenario *scenario;
    const struct op_study_options *options;   // whose sets of conditions are replayed
    bool has_sets;                            // then there is a column for them
    int world;   // of a study of several: its number from 1, in a column; 0: no such column
};

// Does another setting of the same measure, before this one, move the lever? What the settings
// share is one draw, and is written of the first.
bool op_drawn_is_again(const struct op_scenario *scenario, int action, int lever);

void op_drawn_header(const struct op_drawn_table *table, struct op_csv_out *out);
// The rows of one replicate under one set of conditions, which come in the order of the options.
void op_drawn_rows(const struct op_drawn_table *table, const struct op_replicate *replicate,
                   const struct op_draws *draws, struct op_csv_out *out);

#endif
