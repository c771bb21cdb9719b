// SPDX-License-Identifier: GPL-3.0-or-later
// Go on until an interval is narrow enough: `injured_persons: 2 persons` asks that, for every arm,
// the mean paired difference of that metric from the base arm (under the same conditions) is known
// to within 2 persons either way: half the width of its 90 % interval. The rule, with the least
// numbers of evenings, is that of sim/stat/stopping.h.
#ifndef OP_STUDY_UNTIL_H
#define OP_STUDY_UNTIL_H

#include "sim/stat/stopping.h"
#include "sim/study/study.h"

#include <stdio.h>

enum { OP_MAX_UNTIL = 16, OP_UNTIL_CAP = 1000 };   // evenings at most, where nothing is said

struct op_until_target {
    const struct op_metric *row;
    int metric;          // index in op_arm_result.metric
    double half_width;   // in the metric's unit
};

// Zeroed, it asks for nothing.
struct op_until {
    struct op_until_target target[OP_MAX_UNTIL];
    int n_targets;
    int n_strategies, n_conditions, base;   // base: place among the arms of a replicate
    struct op_pairing *pairs;               // [n_targets][n_conditions][n_strategies]
    int n_replicates;
    bool is_reached;
    const struct op_study_options *options;   // borrowed
};

// Where a study stands: the widest interval of a target.
struct op_until_widest {
    int conditions, strategy;   // of the scenario; conditions -1: the values as they stand
    struct op_pairing pairs;
    double half_width;   // at 90 %
};

// Read what is asked for, `METRIC: WIDTH`. Options must outlive it.
//   in     base    number of the strategy that the others are compared with, among those chosen
//   error  OP_USAGE       an unknown metric, no width above zero in its unit, one arm only
//          OP_NO_MEMORY
//   owns   op_until_free, also after an error
// Where options say which strategies are replayed under each set, base is the first of each.
enum op_status op_until_open(struct op_until *until, const char *const *words, int n_words,
                             const struct op_model *model, const struct op_study_options *options,
                             int base, struct op_diag *diag) OP_MUST_CHECK;
void op_until_free(struct op_until *until);
// Can what is asked for be read? The same errors, before anything is made.
enum op_status op_until_check(const char *const *words, int n_words, const struct op_model *model,
                              struct op_diag *diag) OP_MUST_CHECK;

// One finished replicate under one set of conditions, in the order of a study (an
// op_replicate_taker calls it).
void op_until_take(struct op_until *until, const struct op_replicate *replicate);
// For op_study_options.is_enough.
bool op_until_is_enough(void *until);
// Look now, whatever the number of replicates, though not before OP_STOP_LEAST.
bool op_until_look(struct op_until *until);
// The sums so far as text, exact to the last bit; and back into one that was opened alike. False
// where that is not such a text.
void op_until_save(const struct op_until *until, FILE *out);
bool op_until_restore(struct op_until *until, FILE *in);
// Of target t, over all arms and conditions.
struct op_until_widest op_until_widest_of(const struct op_until *until, int t);
// A line a target: how wide its widest interval is after how many evenings, and, where it is wider
// than asked, what was in the way and how many evenings it would take. Nothing without targets.
void op_until_say(const struct op_until *until, const struct op_scenario *scenario, FILE *out);

#endif
