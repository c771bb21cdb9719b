// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep's results in memory: its factors, its points, and the metrics of every evening.
//
// A cell is what evenings are paired in: a point under one set of conditions in one world, or
// (point 0) the base or `nothing` there. Each has a base cell: the base strategy under the same set
// in the same world.
#ifndef OP_ANALYSIS_SWEEPCELLS_H
#define OP_ANALYSIS_SWEEPCELLS_H

#include "analysis/results.h"

// What is told of the starts of a measure, [cell][replicate].
struct op_sweep_starts {
    double *started;   // how often it was started; NaN: not said
    double *could_h;   // hours since the start from which on it could have been, in the base's
                       // evening; NaN: never
};

struct op_sweep_factor {
    const char *key, *kind, *unit, *strategy, *measure;
    const char *label[OP_LANG_COUNT];   // of the measure; the key where there is none
    bool is_moment;
    bool is_start;        // the moment at which a measure starts (not: ends)
    double lead_time_h;   // median; NaN: none
    const char *legal_status, *precondition;
    bool is_lawful;                  // its strategy
    struct op_sweep_starts starts;   // of a measure that a point varies beside an earlier one; NULL
};

struct op_sweep_cell {
    int point;   // from 1; 0: base or nothing
    const char *strategy, *conditions;
    int world;
    int base;   // cell; its own index for the base itself
};

struct op_sweep_results {
    struct op_results tables;   // metrics, strategies (base and nothing), study
    struct op_sheet design, factor_sheet;
    struct op_sweep_factor *factors;
    int n_factors;
    struct op_sweep_cell *cells;   // in the order of points.csv
    int n_cells, cell_capacity;
    double *number;      // [n_points][n_factors] value in base unit, hours for moments; NaN: none
    const char **text;   // [n_points][n_factors] as design.csv has it; "": none
    int n_points;
    int64_t *replicates;   // their numbers, ascending
    int n_replicates;
    double *outcomes;                // [cell][replicate][metric]; NaN: none
    struct op_sweep_starts starts;   // of the first measure that a point varies
    bool says_could;                 // false: an older folder, which does not say
    char **names;                    // owned words of conditions
    int n_names;
};

// Read DIR. Free in either case with op_sweep_results_free.
enum op_status op_sweep_results_read(struct op_sweep_results *results, const char *dir,
                                     struct op_diag *diag) OP_MUST_CHECK;
void op_sweep_results_free(struct op_sweep_results *results);   // safe on zeroed
// The part that reads points.csv, when factors and design are there.
enum op_status op_sweep_points_read(struct op_sweep_results *results,
                                    struct op_diag *diag) OP_MUST_CHECK;

double op_sweep_outcome(const struct op_sweep_results *results, int cell, int replicate,
                        int metric);
// Those of the measure of a factor.
const struct op_sweep_starts *op_sweep_starts_of(const struct op_sweep_results *results,
                                                 int factor);
// Value of a factor at a cell; NaN: none.
double op_sweep_number(const struct op_sweep_results *results, int cell, int factor);
const char *op_sweep_text(const struct op_sweep_results *results, int cell, int factor);

#endif
