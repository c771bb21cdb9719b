// SPDX-License-Identifier: GPL-3.0-or-later
// What decides it: which part of a width goes with which assumption, and at which value of one the
// ranking of two strategies turns. From the draws that every evening holds anyway.
#ifndef OP_ANALYSIS_DECIDERS_H
#define OP_ANALYSIS_DECIDERS_H

#include "analysis/results.h"
#include "sim/stat/attribution.h"
#include "sim/stat/breakeven.h"

// One outcome, spread over evenings: a metric under an arm, or its difference from another arm.
struct op_decided {
    int arm, against;               // against -1: the metric itself
    int metric, n;                  // evenings with a value
    struct op_attribution *parts;   // [n_parameters]
    struct op_break_even *turns;    // [n_parameters] of differences: where each turns its sign
    int *order;                     // [n_parameters] told ones first, then by their part
    int n_told;
    int turner;   // told, with a turning value among what was drawn, of the largest part; -1: none
};

struct op_deciders {
    struct op_decided *rows;
    int n_rows;
    int ranking;   // row of the two best lawful arms under the first conditions, -1: no two, or
                   // alike
};

// For the headline and for injured persons: each arm under the base, each difference from it, and
// the two best of the headline (the least means) against each other.
//
//   in     headline   metric, -1: none
//   out               no rows without drawn parameters
//   error  OP_NO_MEMORY
//   owns   op_deciders_free, also after an error
enum op_status op_deciders_make(struct op_deciders *deciders, const struct op_results *results,
                                int headline, struct op_diag *diag) OP_MUST_CHECK;
void op_deciders_free(struct op_deciders *deciders);   // safe on zeroed

// The row of a difference (against -1: of a level), NULL if it was not asked.
const struct op_decided *op_decided_of(const struct op_deciders *deciders, int arm, int against,
                                       int metric);

// The one that a report leads with: the best lawful arm against the base, or, where the base is the
// best, against the second; the base itself where it is alone. NULL without rows.
const struct op_decided *op_decided_first(const struct op_deciders *deciders,
                                          const struct op_results *results, int headline);

// The one that is worth a picture: that of the report, or else the first of the same metric, of
// which some part can be told from zero. NULL where there is none: bars of nothing would be read as
// an order all the same.
const struct op_decided *op_decided_shown(const struct op_deciders *deciders,
                                          const struct op_results *results, int headline);

// assumptions.csv; nothing where there are no rows.
enum op_status op_deciders_write(const struct op_deciders *deciders,
                                 const struct op_results *results,
                                 struct op_diag *diag) OP_MUST_CHECK;

// What a parameter is called in words: its label, or its mechanism and what it means; its name
// where neither is known. Its unit in parameters.csv, "" where it is not known.
const char *op_parameter_words(const struct op_results *results, const char *name,
                               enum op_lang lang, char *buffer, size_t size);
const char *op_parameter_unit(const struct op_results *results, const char *name);
// A value in the unit of parameters.csv as people read it: "36 h", "12 %".
const char *op_parameter_value(const struct op_results *results, const char *name, double value,
                               enum op_lang lang, char *buffer, size_t size);

#endif
