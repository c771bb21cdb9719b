// SPDX-License-Identifier: GPL-3.0-or-later
// Who lives where and what they are like: the mechanism `population` and the builders of persons.
#ifndef OP_MODELS_POPULATION_POPULATION_H
#define OP_MODELS_POPULATION_POPULATION_H

#include "models/shared/people.h"

// Parameters, in the order of the table; the group is the first of the registry.
enum {
    OP_POP_SHARE,
    OP_POP_CLUSTER_PERSONS,
    OP_POP_SESSIONS,
    OP_POP_SESSIONS_SD_LOG,
    OP_POP_TRUST0,
    OP_POP_TRUST0_SD,
    OP_POP_ALIKE,
    OP_POP_AFFINITY_GRIEVANCE,
    OP_POP_AFFINITY_RISK,
    OP_POP_GRIEVANCE_RISK,
    OP_POP_GRIEVANCE_TRUST,
    OP_POP_DECAY_LENGTH,
    OP_POP_DECAY_EXPONENT,
    OP_POP_FOLLOWERS,
    OP_POP_FOLLOWERS_EXPONENT,
    OP_POP_FOLLOWERS_CAP,
    OP_POP_OWN_CLUSTER,
    OP_POP_NEAR,
    OP_POP_GROUPS,
    OP_POP_GROUP_EXPONENT,
    OP_POP_GROUP_CAP,
    OP_POP_GROUP_LOCAL,
    OP_POP_YOUNGEST,
    OP_POP_OLDEST,
    OP_POP_N_PARAMS
};

extern const struct op_mechanism op_population_mechanism;

// Draw what the persons of a world are like: age, sessions a day, affinity, grievance, risk
// aversion, trust at the start; and the quantiles of grievance x distrust.
//   in     world      towns and columns allocated; n_persons >= 1
//          param      [OP_POP_N_PARAMS], base units
//   out    age, sessions_per_day, affinity, grievance, risk, trust0 [n_persons], mean_affinity,
//          mean_grievance, propensity_quantile
//   same   equal arguments and key give the same bits for any n_threads
//   cost   O(n_persons), about 0.4 us a person
//   from   Gaussian copula (Sklar 1959; Nelsen 2006, section 2.3); strengths assumed
void op_population_draw(struct op_world *world, const struct op_chance *chance, const double *param,
                        int n_threads);

#endif
