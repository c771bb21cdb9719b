// SPDX-License-Identifier: GPL-3.0-or-later
// Towns of a world: how many persons live where, and what lies near.
#ifndef OP_MODELS_POPULATION_SETTLE_H
#define OP_MODELS_POPULATION_SETTLE_H

#include "models/shared/people.h"

// Most towns that are listed as near a town.
enum { OP_MAX_NEAR = 128 };

// Place persons on the scenario's towns; town t of the world is town t of the scenario, without
// persons where it lies beyond within_m.
//   in     param      [OP_POP_N_PARAMS], base units
//   out    all town_ fields, n_towns, n_near, n_persons, cluster_persons, town_of, place fields
//   error  OP_OUT_OF_RANGE  nobody lives within the radius, or too many persons or towns
//          OP_NO_MEMORY
//   owns   op_world_free() frees, also what a failed call has made
//   cost   O(n_towns^2), about .1 s for 1,866 towns
enum op_status op_towns_place(struct op_world *world, const struct op_scenario *scenario,
                              const double *param, int n_threads,
                              struct op_diag *diag) OP_MUST_CHECK;

#endif
