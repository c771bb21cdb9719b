// SPDX-License-Identifier: GPL-3.0-or-later
// A design: the points at which a study looks. A point is one strategy, with values for its own
// keys and for those of the situation (parameters of the run and of the world).
//
//   grid    every combination of the values; per strategy, for keys of one strategy mean nothing
//           to another: three strategies with 32 starts each are 96 points
//   latin   n points; each key's values lie one in each of n equal strips, in shuffled order
//           (McKay, Beckman & Conover 1979, doi:10.2307/1268522)
//   sobol   n points of Sobol's sequence (Sobol' 1967, doi:10.1016/0041-5553(67)90144-9; GSL)
#ifndef OP_STUDY_DESIGN_H
#define OP_STUDY_DESIGN_H

#include "sim/study/factor.h"

enum op_design_kind { OP_DESIGN_GRID, OP_DESIGN_LATIN, OP_DESIGN_SOBOL };
#define OP_MAX_POINTS 20000

struct op_point {
    int strategy;
    const struct op_factor_value *value;   // [n_factors]; text NULL: not of this strategy
};

struct op_design {
    struct op_arena arena;
    struct op_factor *factor;   // in the order asked for
    int n_factors;
    struct op_point *point;
    int n_points;
};

struct op_design_ask {
    const struct op_vary *vary;
    int n_vary;
    enum op_design_kind kind;
    int n_points;            // a strategy; latin and sobol
    uint64_t seed;           // of the shuffles
    const int *strategies;   // points of these where no key belongs to a strategy
    int n_strategies;
};

// Free in either case with op_design_free.
//   error  what op_factor_read says; OP_USAGE; OP_TOO_LARGE
enum op_status op_design_make(struct op_design *design, const struct op_design_ask *ask,
                              const struct op_scenario *scenario,
                              struct op_diag *diag) OP_MUST_CHECK;
void op_design_free(struct op_design *design);   // safe on zeroed

// Does a factor say anything about a strategy?
bool op_factor_is_of(const struct op_factor *factor, int strategy);
// The start of a measure that is varied beside settings of another one, named before it, of the
// same strategy: what is told of the first measure of a point is not told of this one.
bool op_design_is_second(const struct op_design *design, int factor);
// "early_talk.stop_talk.at = 2012-09-08 08:00:00, spread.inviters = 10 %"
char *op_point_words(struct op_arena *arena, const struct op_design *design,
                     const struct op_point *point);

#endif
