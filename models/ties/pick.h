// SPDX-License-Identifier: GPL-3.0-or-later
// Picking distinct persons around a person: what followers and members of groups have in common.
//
// A candidate is drawn and taken with a probability that rises with how often he is online (to 1 at
// twice the mean), so those who are online more follow more and are in more groups. Assumed.
#ifndef OP_MODELS_TIES_PICK_H
#define OP_MODELS_TIES_PICK_H

#include "models/shared/people.h"

struct op_pick {
    const struct op_world *world;
    const struct op_chance *chance;
    uint8_t purpose;
    uint32_t subject;       // of the draws: person or group
    uint32_t person;        // around whom; never picked
    uint32_t first, past;   // his community
    const uint8_t *take;    // [n_persons] of 256: how often a candidate is taken
    double near_prob;       // of those from outside: nearby instead of anyone
    double cluster_power;   // of the offset within the community: 1 even, 2 prefers the nearest
    uint32_t n_tries;       // so far: the ordinal of the next draw
};

// How often each person is taken, of 256 times; NULL if memory runs out. The caller frees it. One
// byte a person, as it is read at random for every candidate and should stay in the cache.
uint8_t *op_pick_take_table(const struct op_world *world);

// Fill row[0 .. n) with distinct persons, ascending, from the community of the person or from
// outside of it. Returns how many were found: fewer than n where the tries ran out (16 n + 64).
uint32_t op_pick_inside(struct op_pick *pick, uint32_t *row, uint32_t n);
uint32_t op_pick_outside(struct op_pick *pick, uint32_t *row, uint32_t n);

// row[0 .. n_inside) from the community and row[n_inside .. n) from outside of it, both ascending:
// make the whole row ascend. Cheaper than a sort, as a community is one range of persons.
void op_pick_join(uint32_t *row, uint32_t n_inside, uint32_t n);
// Sort ascending.
void op_pick_sort(uint32_t *row, size_t n);

// Close the gaps that rows shorter than their room leave: row i has count[i] of first[i + 1] -
// first[i].
void op_pick_close_gaps(uint32_t *first, uint32_t *item, const uint32_t *count, uint32_t n_rows);

#endif
