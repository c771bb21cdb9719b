// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger per measure: in how many evenings it came into force, touched people, was needless or
// missed, and what it cost. From measures.csv and catalogue.csv; a folder without them has none.
#ifndef OP_ANALYSIS_RIGHTS_H
#define OP_ANALYSIS_RIGHTS_H

#include "analysis/results.h"

struct op_right {
    int arm;   // index in the results
    char *measure, *label[OP_LANG_COUNT], *cost_source;
    int n_evenings;
    int in_force, touching, needless, missed;   // evenings
    int n_paired;                               // evenings of which needless can be told
    double cost_eur;                            // sum over evenings
};

struct op_rights {
    struct op_right *rows;   // in the order of measures.csv
    int n_rows;
};

//   error  OP_WRONG_TYPE  a word where a number belongs; what op_sheet_read says
//   owns   caller frees with op_rights_free(), also after an error
enum op_status op_rights_make(struct op_rights *rights, const struct op_results *results,
                              struct op_diag *diag) OP_MUST_CHECK;
void op_rights_free(struct op_rights *rights);   // safe on zeroed and half-made
// measure_evenings.csv; nothing where there is no measure.
enum op_status op_rights_write(const struct op_rights *rights, const struct op_results *results,
                               struct op_diag *diag) OP_MUST_CHECK;

#endif
