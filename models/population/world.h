// SPDX-License-Identifier: GPL-3.0-or-later
// A world: all that is decided before time starts and never changes. Built once, read-only, shared.
#ifndef OP_MODELS_POPULATION_WORLD_H
#define OP_MODELS_POPULATION_WORLD_H

#include "models/shared/people.h"

// Build world `index` of a scenario.
//   in     param      [schema.n_params], this world's values; those of `population` come first
//          seed       draws are keyed by it and by the world's number
//          n_threads  >= 1
//   out    world      complete; on error empty
//   error  OP_OUT_OF_RANGE  nobody lives within the radius, or too many
//          OP_NO_MEMORY
//   owns   caller frees with op_world_free()
//   cost   some 3 us and 150 bytes a person, the time shared by the threads
//   same   equal arguments give the same world, bit for bit, for any n_threads
enum op_status op_world_build(struct op_world *world, const struct op_scenario *scenario,
                              const double *param, uint64_t seed, uint32_t index, int n_threads,
                              struct op_diag *diag) OP_MUST_CHECK;
void op_world_free(struct op_world *world);   // safe on zeroed

// Equal worlds have equal hashes, on any processor.
uint64_t op_world_hash(const struct op_world *world);

// Set the circadian curve, clock hour and weekday of moment 0 (start_civil_s: local civil seconds
// since 1970-01-01 00:00).
void op_world_set_clock(struct op_world *world, int64_t start_civil_s);

#endif
