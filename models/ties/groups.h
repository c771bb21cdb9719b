// SPDX-License-Identifier: GPL-3.0-or-later
// Closed groups: chats of a class, a team, a neighbourhood, that only members see.
#ifndef OP_MODELS_TIES_GROUPS_H
#define OP_MODELS_TIES_GROUPS_H

#include "models/shared/people.h"

// Fewest members that a group is drawn with.
enum { OP_GROUP_LEAST = 8 };

// Draw the closed groups and who is in them.
//   in     world      towns, communities and sessions_per_day set
//          param      [OP_POP_N_PARAMS], base units
//          chance     keyed by purpose GROUPS
//   out    n_groups, group_first[n_groups + 1], group_member: ascending, no doubles
//          person_group_first[n_persons + 1], person_group: the same the other way round
//   error  OP_NO_MEMORY
//   owns   op_world_free() frees
//   cost   O(memberships), some .1 us and 8 bytes each
//   same   equal arguments and key give the same groups, bit for bit, for any n_threads
//   from   assumption: power law of sizes from 8 members to the platform's cap
enum op_status op_groups_draw(struct op_world *world, const struct op_chance *chance,
                              const double *param, int n_threads) OP_MUST_CHECK;

#endif
