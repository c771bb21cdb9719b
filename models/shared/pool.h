// SPDX-License-Identifier: GPL-3.0-or-later
// The national pool of riot police as the places see it: a place says how many persons it wants,
// the pool sends whole platoons and says how many are there and how many are awaited.
#ifndef OP_MODELS_SHARED_POOL_H
#define OP_MODELS_SHARED_POOL_H

#include "models/shared/people.h"

// Numbers of places: the place of the gathering, then those elsewhere: 1 + row in OP_SEG_ELSEWHERE.
enum { OP_PLACE_SITE = 0 };

// Without a pool (`pool.platoons` 0) riot police at the place of the gathering never run short.
static inline bool
op_pool_is_on(const struct op_run *run)
{
    return run->state.segment[OP_SEG_POOL].used_bytes > 0;
}

// A place wants so many persons of riot police (>= 0), in place of what it wanted before. They are
// sent in the order in which places first asked for more than they have.
//   in     place      as above; pool is on
//          persons    rounded up to whole platoons
void op_pool_want(struct op_run *run, uint32_t place, double persons);

// ---- what the pool calls: so many persons are there, so many are asked for or on the way
void op_police_from_pool(struct op_run *run, uint32_t present, uint32_t awaited);
void op_elsewhere_from_pool(struct op_run *run, uint32_t place, uint32_t present, uint32_t awaited);
// Town in which a place lies.
uint32_t op_elsewhere_town(const struct op_run *run, uint32_t place);

#endif
