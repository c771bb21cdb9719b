// SPDX-License-Identifier: GPL-3.0-or-later
// Who is tied to whom in a reference model: the world of those models that have ties.
#ifndef OP_REFERENCE_NETWORK_H
#define OP_REFERENCE_NETWORK_H

#include "sim/run/run.h"

enum op_network_kind {
    OP_NETWORK_COMPLETE,
    OP_NETWORK_RING,
    OP_NETWORK_REGULAR,
    OP_NETWORK_POISSON,
    OP_NETWORK_CONFIGURATION,
    OP_NETWORK_PREFERENTIAL,
    OP_NETWORK_SMALL_WORLD,
    OP_NETWORK_EDGES
};

enum op_network_param {
    OP_NET_KIND,
    OP_NET_PERSONS,
    OP_NET_LINKS,
    OP_NET_DEGREE,
    OP_NET_MEAN_DEGREE,
    OP_NET_NEIGHBOURS,
    OP_NET_REWIRED,
    OP_NET_DEGREES,
    OP_NET_FILE,
    OP_NET_DIRECTED,
    OP_NET_N_PARAMS
};

// Ties of person i: target[first[i]] .. target[first[i + 1] - 1], ascending, no loops, no doubles.
// An undirected tie stands in both rows. The complete network has no rows.
struct op_network {
    uint32_t n_persons;
    uint32_t n_ties;   // directed
    bool is_complete;
    uint32_t *first;   // [n_persons + 1]
    int32_t *target;   // [n_ties]
};

extern const struct op_mechanism op_network_mechanism;

// Build the network of a scenario.
//
//   in     param       of the group network, base units
//          index       of the world; chance is keyed by (seed, world, purpose LINK or DEGREE,
//          person)
//   error  OP_OUT_OF_RANGE (no regular network was found), OP_TOO_LARGE, OP_NO_MEMORY
//   cost   O(n_ties) time; 4 bytes a directed tie and 4 a person, while it is built 4 (regular,
//          configuration, small_world: 14) more a directed tie
//   same   equal scenario, seed and index give the same network, bit for bit
enum op_status op_network_build(struct op_network *network, const struct op_scenario *scenario,
                                const double *param, uint64_t seed, uint32_t index,
                                struct op_diag *diag) OP_MUST_CHECK;
void op_network_free(struct op_network *network);
// How many persons it will have.
double op_network_persons(const struct op_scenario *scenario);
// Faults between the values of `network:` in a file.
void op_network_check(const struct op_scenario *scenario, struct op_diag *diag);

static inline const struct op_network *
op_network_of(const struct op_run *run)
{
    return (const struct op_network *)run->world;
}

// ---- parts of the building, shared by its sources -----------------------------------------------

// Pairs of persons, as they are drawn.
struct op_pairs {
    uint32_t *end;   // [2 * n]
    size_t n, capacity;
    bool is_short;   // memory ran out
};

void op_pairs_add(struct op_pairs *pairs, uint32_t a, uint32_t b);
// Rows out of pairs; loops and doubles are left out and counted.
enum op_status op_network_from_pairs(struct op_network *network, const uint32_t *end, size_t n,
                                     bool directed, uint64_t *n_left_out) OP_MUST_CHECK;
// Barabasi & Albert 1999: each newcomer ties itself to `links` others.
enum op_status op_network_preferential(struct op_network *network, const struct op_chance *chance,
                                       uint32_t links) OP_MUST_CHECK;
void op_pairs_poisson(struct op_pairs *pairs, const struct op_chance *chance, uint32_t n,
                      double mean_degree);
void op_pairs_ring(struct op_pairs *pairs, uint32_t n, uint32_t neighbours);
// Watts & Strogatz 1998: ties of a ring, each moved with probability `rewired`.
void op_pairs_rewire(struct op_pairs *pairs, const struct op_chance *chance, uint32_t n,
                     double rewired);
// Random pairs of the ends that persons have, without loops and doubles; false if some were left
// out (or memory ran out). Every attempt is another matching.
bool op_pairs_match(struct op_pairs *pairs, const struct op_chance *chance, const uint32_t *degree,
                    uint32_t n, uint32_t attempt);
// All pairs of n persons that are not among these.
void op_pairs_complement(struct op_pairs *pairs, uint32_t n);

#endif
