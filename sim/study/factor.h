// SPDX-License-Identifier: GPL-3.0-or-later
// A factor: one key of a scenario that a study varies, with the values it takes.
//
// What a key is decides what a value of it costs:
//   a setting of a measure      another strategy, an arm that forks from the same trajectory
//   a parameter drawn by run    another set of conditions, paired on the same evening
//   a parameter of the world    another world: a run of its own, paired by the replicate's number
#ifndef OP_STUDY_FACTOR_H
#define OP_STUDY_FACTOR_H

#include "sim/base/arena.h"
#include "sim/input/scenario.h"
#include "sim/input/vary.h"

enum op_factor_kind { OP_FACTOR_MEASURE, OP_FACTOR_RUN, OP_FACTOR_WORLD };

struct op_factor_value {
    const char *text;   // as a file says it
    double number;      // base unit; of a moment hours since the start, or after the other measure;
                        // NaN: a word or a distribution
};

struct op_factor {
    const char *key;   // "early_talk.stop_talk.at", "early_talk.stop_talk.2.at", "spread.inviters"
    struct op_place place;
    enum op_factor_kind kind;
    int strategy, use;   // MEASURE
    const char *field;   // MEASURE: "at", "moves.visibility"
    int param;           // RUN, WORLD; -1: a key of `population:`
    enum op_unit unit;
    bool is_moment;
    const char *after;                // of moments: the measure that they hang on, NULL: none
    double low, high;                 // what may stand there, base unit
    struct op_factor_value *values;   // in the order asked for
    int n_values;
    bool is_open;      // a range without steps: a design draws from it
    double from, to;   // of that range
};

// Resolve a key and its values against a scenario that was read.
//   out    factor   in the arena; moments outside the scenario are left out with a warning
//   error  OP_UNKNOWN_NAME, OP_AMBIGUOUS, OP_BAD_VALUE, OP_OUT_OF_RANGE, OP_BAD_UNIT, OP_TOO_LARGE,
//          OP_NO_MEMORY; all with the place of the key
enum op_status op_factor_read(struct op_factor *factor, struct op_arena *arena,
                              const struct op_vary *vary, const struct op_scenario *scenario,
                              struct op_diag *diag) OP_MUST_CHECK;
// The value at a share u in [0, 1) of an open range, or of the values in their order.
enum op_status op_factor_at(struct op_factor_value *value, struct op_arena *arena,
                            const struct op_factor *factor, const struct op_scenario *scenario,
                            double u) OP_MUST_CHECK;
// One value as written, checked; the factor notes the measure that its moments hang on.
enum op_status op_factor_value_read(struct op_factor_value *value, struct op_arena *arena,
                                    struct op_factor *factor, const struct op_scenario *scenario,
                                    const char *text, struct op_diag *diag) OP_MUST_CHECK;
// Is it the moment at which a measure starts, and not one after another measure?
bool op_factor_is_start(const struct op_factor *factor);

#endif
