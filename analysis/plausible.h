// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the evenings of the base of comparison lie outside of all that is on record.
#ifndef OP_ANALYSIS_PLAUSIBLE_H
#define OP_ANALYSIS_PLAUSIBLE_H

#include "analysis/results.h"

// Conventions of this page; the shares are the upper ends in docs/sources.md: #crowd (ever violent,
// of those present) and #mobilisation (comes, of those who said so, ordinary free event).
#define OP_PLAUSIBLE_CROWD_PERSONS 100
#define OP_PLAUSIBLE_VIOLENT .25
#define OP_PLAUSIBLE_COME .6

// Evenings of an arm, counted. Smaller crowds say too little to be counted.
struct op_plausible {
    int n_crowds;        // evenings to which at least OP_PLAUSIBLE_CROWD_PERSONS came
    int n_too_violent;   // of these: a larger share than OP_PLAUSIBLE_VIOLENT was violent at some
                         // time
    int n_too_many;      // of these: more came than OP_PLAUSIBLE_COME of those who had clicked
};

struct op_plausible op_plausible_count(const struct op_results *results, int arm);

// More than half of the crowds, at least five of them.
bool op_plausible_is_too_violent(const struct op_plausible *counted);
bool op_plausible_is_too_many(const struct op_plausible *counted);

#endif
