// SPDX-License-Identifier: GPL-3.0-or-later
// A results folder in memory: what was asked, which arms there are, and for every arm and replicate
// its course (trajectories.csv) and its outcome (outcomes.csv). All words are borrowed from the
// sheets that the struct itself owns.
#ifndef OP_ANALYSIS_RESULTS_H
#define OP_ANALYSIS_RESULTS_H

#include "analysis/sheet.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum op_lang { OP_LANG_EN, OP_LANG_NL, OP_LANG_COUNT };
enum op_wanted { OP_WANTED_LESS, OP_WANTED_MORE, OP_WANTED_NONE };
enum op_aggregation { OP_AGGREGATE_LAST, OP_AGGREGATE_MAX, OP_AGGREGATE_FIRST };

// A column of trajectories.csv (an observable) or of outcomes.csv (a metric).
struct op_variable {
    const char *name;
    const char *unit;
    const char *label[OP_LANG_COUNT];
    const char *meaning;
    enum op_wanted wanted;
    enum op_aggregation aggregation;
    double observation_sd;   // log scale; 0 where nothing is known of it
};

struct op_strategy {
    const char *name;
    const char *label[OP_LANG_COUNT];
    bool is_base;
    bool is_record;
    bool is_lawful;
};

struct op_arm {
    const char *conditions;
    int strategy;   // index in strategies
    int base;       // arm of the base strategy under the same conditions, -1 if it did not run
};

struct op_record_row {
    const char *moment;   // "" for a total at the end
    const char *variable;
    const char *unit;
    const char *source;
    double value, low, high;   // NAN where the record leaves it open
};

struct op_results {
    const char *dir;   // borrowed

    struct op_sheet study, columns, strategy_sheet, observed, condition_sheet;
    struct op_variable *observables;
    int n_observables;
    struct op_variable *metrics;
    int n_metrics;
    struct op_strategy *strategies;
    int n_strategies;
    struct op_arm *arms;
    int n_arms;
    struct op_record_row *record;
    int n_record;

    int64_t *replicates;   // their numbers, ascending
    int n_replicates;
    char **structures;   // names of the rival structures, sorted
    int n_structures;
    int *structure;   // of each replicate: index in structures, -1 if none is named

    double *outcomes;    // [arm][replicate][metric]; NAN = none
    bool *has_outcome;   // [arm][replicate]

    double *time_h;   // the union of all sampling times, ascending
    char **moments;   // local clock time of each
    int n_times;
    int32_t *course_row;   // [arm][replicate][time]: row of courses, -1 if not sampled
    double *courses;       // [row][observable]
    size_t n_course_rows;

    double *parameters;   // [replicate][parameter]; NAN = not drawn
    char **parameter_names;
    int n_parameters;

    char **conditions;   // names, owned
    int n_conditions;
};

// Read DIR. trajectories.csv and outcomes.csv, columns.csv, strategies.csv and study.csv must be
// there; parameters.csv and observed.csv may be absent.
//
//   error  what op_sheet_read says; OP_UNKNOWN_NAME for a strategy or column that no table
//   declares;
//          OP_WRONG_TYPE for a word where a number belongs; OP_MISSING_KEY without a base strategy
//   owns   caller frees with op_results_free(), also after an error
//   cost   8 bytes per cell of trajectories.csv
enum op_status op_results_read(struct op_results *results, const char *dir,
                               struct op_diag *diag) OP_MUST_CHECK;
void op_results_free(struct op_results *results);   // safe on zeroed and half-read

// The parts, in the order in which op_results_read calls them.
enum op_status op_results_read_tables(struct op_results *results,
                                      struct op_diag *diag) OP_MUST_CHECK;
enum op_status op_results_read_outcomes(struct op_results *results,
                                        struct op_diag *diag) OP_MUST_CHECK;
enum op_status op_results_read_parameters(struct op_results *results,
                                          struct op_diag *diag) OP_MUST_CHECK;
enum op_status op_results_read_courses(struct op_results *results,
                                       struct op_diag *diag) OP_MUST_CHECK;

// The words of study.csv under KEY, "" if it is not there; KEY_en or KEY_nl, English where the
// wanted language is empty.
const char *op_results_study(const struct op_results *results, const char *key);
const char *op_results_study_in(const struct op_results *results, const char *key,
                                enum op_lang lang);
bool op_results_study_is(const struct op_results *results, const char *key, const char *word);

// Index of a metric, observable or parameter by name, -1 if there is none.
int op_results_metric(const struct op_results *results, const char *name);
int op_results_observable(const struct op_results *results, const char *name);
// Index of a replicate by its number, of an arm by its names; -1 if it did not run.
int op_results_replicate(const struct op_results *results, int64_t number);
int op_results_arm(const struct op_results *results, const char *conditions, const char *strategy);
// The label of an observable or metric of that name, the name itself where there is none.
const char *op_variable_label(const struct op_results *results, const char *name,
                              enum op_lang lang);
// A metric's value in one evening; NAN if it has none.
double op_results_outcome(const struct op_results *results, int arm, int replicate, int metric);
// The course's value at one sampling time; NAN if it was not sampled.
double op_results_course(const struct op_results *results, int arm, int replicate, int time,
                         int observable);
// The first arm of the record's strategy, -1 if none ran.
int op_results_record_arm(const struct op_results *results);
// What a set of conditions is called: its label in conditions.csv, its name where it has none.
const char *op_results_conditions_label(const struct op_results *results, const char *conditions,
                                        enum op_lang lang);
// What an arm is called in a table: its label, and its conditions where there are several.
void op_results_arm_label(const struct op_results *results, int arm, enum op_lang lang,
                          char *buffer, size_t size);
// The same, with "* " before it where the strategy is not lawful: pictures and tables carry the
// mark.
void op_results_marked_label(const struct op_results *results, int arm, enum op_lang lang,
                             char *buffer, size_t size);
bool op_results_has_unlawful(const struct op_results *results);   // among the arms that ran
// Index of a name in a growing list of owned names, added if new; -1 without memory.
int op_results_intern(char ***names, int *n_names, const char *name);

#endif
