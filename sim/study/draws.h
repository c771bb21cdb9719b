// SPDX-License-Identifier: GPL-3.0-or-later
// What a replicate assumes: every parameter that nobody measured, and the effects of measures,
// drawn from their distributions or jointly from a posterior; keyed by (seed, replicate,
// parameter), so equal in all arms.
#ifndef OP_STUDY_DRAWS_H
#define OP_STUDY_DRAWS_H

#include "sim/run/run.h"

struct op_draws {
    double *param;            // [schema.n_params]
    double **action_factor;   // [n_actions][n_moves]
    double *factor_memory;
    double *cost_eur;   // [n_actions] of one use
};

enum op_status op_draws_init(struct op_draws *draws, const struct op_model *model,
                             const struct op_scenario *scenario) OP_MUST_CHECK;
void op_draws_free(struct op_draws *draws);
// World parameters come from the world's key, the rest from the replicate's. `fixed`: central
// values.
void op_draws_make(struct op_draws *draws, const struct op_model *model,
                   const struct op_scenario *scenario, uint64_t seed, uint32_t replicate,
                   uint32_t world, bool fixed);
// The same under a set of conditions (-1: none): what it overrides is drawn from the same uniforms,
// all else is equal.
void op_draws_under(struct op_draws *draws, const struct op_model *model,
                    const struct op_scenario *scenario, uint64_t seed, uint32_t replicate,
                    uint32_t world, int conditions, bool fixed);
// Is the parameter drawn at all (so that it can explain a part of a width)?
bool op_draws_varies(const struct op_model *model, const struct op_scenario *scenario, int param);

#endif
