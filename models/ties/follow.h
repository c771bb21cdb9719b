// SPDX-License-Identifier: GPL-3.0-or-later
// The open graph: who sees what a person shares with everybody who follows.
#ifndef OP_MODELS_TIES_FOLLOW_H
#define OP_MODELS_TIES_FOLLOW_H

#include "models/shared/people.h"

// Draw the followers of every person.
//   in     world      towns, communities and sessions_per_day set
//          param      [OP_POP_N_PARAMS], base units
//          chance     keyed by purpose TIES
//   out    follower_first[n_persons + 1], follower: followers of i are
//          follower[follower_first[i] .. follower_first[i + 1]), ascending, no loops, no doubles
//          mean_followers  as drawn
//   error  OP_NO_MEMORY
//          OP_TOO_LARGE     more than 4,294,967,295 followers
//   owns   op_world_free() frees
//   cost   O(followers), some .05 us and 4 bytes each
//   same   equal arguments and key give the same graph, bit for bit, for any n_threads
//   from   heavy tail: Kwak et al. 2010, doi:10.1145/1772690.1772751 (exponent 2.3); communities
//   and
//          distance decay: assumption
enum op_status op_follow_draw(struct op_world *world, const struct op_chance *chance,
                              const double *param, int n_threads) OP_MUST_CHECK;

// A truncated power law: density proportional to x^-exponent on [least, most].
struct op_power_law {
    double least, most, exponent;
};

double op_power_law_mean(const struct op_power_law *law);
double op_power_law_value(const struct op_power_law *law, double u);
// The least value with which the mean is as wanted (held between most / 1e6 and most).
double op_power_law_least(double mean, double most, double exponent);

#endif
