// SPDX-License-Identifier: GPL-3.0-or-later
// The parameter table: every number a mechanism reads is one row, written once beside the
// mechanism. From the rows come checks, units, defaults, priors, documentation.
#ifndef OP_INPUT_PARAM_H
#define OP_INPUT_PARAM_H

#include "sim/base/diag.h"

#include <stdbool.h>
#include <stdint.h>

// Inside, numbers are in base units: seconds, metres, persons, shares (1 = 100 %), per second,
// euro. Accepted spellings are in docs/language.md.
enum op_unit {
    OP_UNIT_NONE,       // a bare number (coefficients)
    OP_UNIT_SHARE,      // `20 %` or a bare number in [0, 1]
    OP_UNIT_DURATION,   // us | ms | s | min | h | d | week        -> seconds
    OP_UNIT_RATE,       // 3 /h, 80 /d, 0.1 /min                   -> per second
    OP_UNIT_LENGTH,     // m | km                                  -> metres
    OP_UNIT_AREA,       // m2 | ha | km2                           -> square metres
    OP_UNIT_SPEED,      // km/h | m/s                              -> metres per second
    OP_UNIT_PERSONS,    // persons | a bare whole number
    OP_UNIT_EURO,       // euro, EUR
    OP_UNIT_CHOICE,     // one of the words in `choices`           -> its index
    OP_UNIT_FILE,       // a CSV file of whole numbers, header in `choices`; -> scenario.series
    OP_UNIT_COUNT
};

// A quantile function: how a replicate draws a value from one uniform.
enum op_dist_kind {
    OP_DIST_FIXED,         // a
    OP_DIST_UNIFORM,       // uniform(a, b)
    OP_DIST_NORMAL,        // normal(mean a, sd b)
    OP_DIST_LOGNORMAL,     // lognormal(median a, sd_log b) | lognormal(median a, 90 % c) |
                           // lognormal(mean a, sd_log b)
    OP_DIST_EXPONENTIAL,   // exponential(mean a)
    OP_DIST_MARGIN   // margin(a, b, c): 5, 50 and 95 % points; two-piece normal, on the log scale
                     // if all > 0
};

struct op_dist {
    enum op_dist_kind kind;
    double a, b, c;   // base units; LOGNORMAL is kept as median a, sd_log b
};

// Value at probability u in (0, 1). Deterministic: built on op_exp, op_log, op_norm_quantile.
double op_dist_value(const struct op_dist *dist, double u);
// The central value: what --fixed-parameters uses (median).
double op_dist_centre(const struct op_dist *dist);

// Drawn per replicate | per world | by the mechanism, once for each person or act (reference
// models).
enum op_scope { OP_RUN_PARAM, OP_WORLD_PARAM, OP_PERSON_PARAM };
enum op_origin { OP_FITTED, OP_PUBLISHED, OP_ASSUMED, OP_CHOSEN };   // CHOSEN: a switch or setting

struct op_param {
    const char *key;   // within the mechanism: `rho_open`; in files `spread.rho_open`
    enum op_unit unit;
    double low, high;   // admissible range, base units, both included
    const char
        *value;   // default as text in the file's grammar: number with unit, word, or distribution
    enum op_scope scope;
    enum op_origin origin;
    const char *meaning;   // one line
    const char *source;    // citation, place in the sources page, or "assumed"
    const char *choices;   // for OP_UNIT_CHOICE: "independent|companion"; else NULL
};

// Parse a value or distribution in the unit (and range) of a row. Errors name the place and say how
// to write it. `text` as it stands in the file.
enum op_status op_param_parse(const struct op_param *row, const char *text, struct op_place place,
                              struct op_dist *dist, struct op_diag *diag) OP_MUST_CHECK;
// Parse one quantity of a unit: "90 min" -> 5400. Bare numbers for dimensioned units are errors.
enum op_status op_quantity_parse(enum op_unit unit, const char *text, struct op_place place,
                                 const char *what, double *value,
                                 struct op_diag *diag) OP_MUST_CHECK;
const char *op_unit_example(enum op_unit unit);   // "90 min"
const char *op_unit_words(enum op_unit unit);     // "us, ms, s, min, h, d, week"

#endif
