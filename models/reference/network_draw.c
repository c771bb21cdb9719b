// SPDX-License-Identifier: GPL-3.0-or-later
// Random networks.
//   from   Batagelj & Brandes 2005, doi:10.1103/PhysRevE.71.036113 (linear-time generators)
#include "models/reference/network.h"

#include "models/shared/large.h"

#include <stdlib.h>
#include <string.h>

// ---- preferential attachment --------------------------------------------------------------------

// The first `links` persons all know each other; then each newcomer ties itself to `links`
// different persons, each an end of a tie drawn evenly. Ends need not be stored twice: the source
// of a pick is known from its place.
struct growth {
    const struct op_chance *chance;
    uint32_t n, links;
    uint32_t *pick;     // [(n - links) * links], those of newcomer v at (v - links) * links
    uint64_t n_first;   // ties among the first
};

enum { AHEAD = 16 };   // newcomers whose draws are made, and fetched, before their turn

// floor(u * range / 2^64), range below 2^32
static uint32_t
part_of(uint32_t hi, uint32_t lo, uint32_t range)
{
    return (uint32_t)(((uint64_t)hi * range + ((uint64_t)lo * range >> 32)) >> 32);
}

static uint32_t
end_of(const struct growth *growth, uint32_t at)
{
    const uint64_t tie = at >> 1;

    if (tie < growth->n_first) {   // row i of the triangle holds ties i(i-1)/2 .. of person i
        uint32_t i = 1;

        while ((uint64_t)i * (i + 1) / 2 <= tie) {
            i++;
        }
        return at & 1 ? i : (uint32_t)(tie - (uint64_t)i * (i - 1) / 2);
    }
    const uint64_t k = tie - growth->n_first;

    return at & 1 ? growth->pick[k] : growth->links + (uint32_t)(k / growth->links);
}

static uint32_t
ends_before(const struct growth *growth, uint32_t v)
{
    return (uint32_t)(2 * (growth->n_first + (uint64_t)(v - growth->links) * growth->links));
}

// The places in the list of ends that newcomer v looks at first.
static void
look_ahead(const struct growth *growth, uint32_t v, uint32_t *at)
{
    const uint32_t range = ends_before(growth, v);

    for (uint32_t j = 0; j < growth->links; j += 2) {
        const struct op_words w = op_draw_words(growth->chance, OP_DRAW_LINK, v, j / 2, 0);

        at[j] = part_of(w.w[0], w.w[1], range);
        at[j + 1] = part_of(w.w[2], w.w[3], range);
        for (int k = 0; k < 2; k++) {
            const uint64_t tie = at[j + (uint32_t)k] >> 1;

            if (tie >= growth->n_first) __builtin_prefetch(&growth->pick[tie - growth->n_first]);
        }
    }
}

static bool
is_among(const uint32_t *pick, uint32_t n, uint32_t person)
{
    for (uint32_t k = 0; k < n; k++) {
        if (pick[k] == person) return true;
    }
    return false;
}

static void
take_turn(const struct growth *growth, uint32_t v, const uint32_t *at)
{
    uint32_t *const own = growth->pick + (size_t)(v - growth->links) * growth->links;
    const uint32_t range = ends_before(growth, v);

    for (uint32_t j = 0; j < growth->links; j++) {
        uint32_t person = v == growth->links ? j : end_of(growth, at[j]);   // the first knows all

        for (uint32_t n = 1; is_among(own, j, person); n++) {
            const struct op_words w = op_draw_words(growth->chance, OP_DRAW_LINK, v, j, n);

            person = end_of(growth, part_of(w.w[0], w.w[1], range));
        }
        own[j] = person;
    }
    for (uint32_t j = 1; j < growth->links; j++) {   // ascending, as rows are
        const uint32_t moved = own[j];
        uint32_t k = j;

        for (; k > 0 && own[k - 1] > moved; k--) {
            own[k] = own[k - 1];
        }
        own[k] = moved;
    }
}

// Rows: first the older ones a person chose, then the younger ones who chose it, as they come.
static void
lay_rows(struct op_network *network, const struct growth *growth)
{
    const uint32_t m = growth->links, n = growth->n;
    const size_t n_picks = (size_t)(n - m) * m;
    uint32_t *const at = network->first + 1;

    for (uint32_t i = 0; i < n; i++) {
        at[i + 1] = i < m ? m - 1 : m;
    }
    for (size_t k = 0; k < n_picks; k++) {
        if (k + AHEAD < n_picks) __builtin_prefetch(&at[growth->pick[k + AHEAD] + 1], 1);
        at[growth->pick[k] + 1]++;
    }
    for (uint32_t i = 0; i < n; i++) {
        at[i + 1] += at[i];
    }
    for (uint32_t i = 0; i < m; i++) {
        for (uint32_t j = 0; j < m; j++) {
            if (i != j) network->target[at[i]++] = (int32_t)j;
        }
    }
    for (uint32_t v = m; v < n; v++) {
        const uint32_t *const own = growth->pick + (size_t)(v - m) * m;

        if (v + 4 < n) {
            for (uint32_t j = 0; j < m; j++) {
                __builtin_prefetch(&network->target[at[own[4 * (size_t)m + j]]], 1);
            }
        }
        for (uint32_t j = 0; j < m; j++) {
            network->target[at[v]++] = (int32_t)own[j];
        }
        for (uint32_t j = 0; j < m; j++) {
            network->target[at[own[j]]++] = (int32_t)v;
        }
    }
}

enum op_status
op_network_preferential(struct op_network *network, const struct op_chance *chance, uint32_t links)
{
    struct growth growth = { .chance = chance,
                             .n = network->n_persons,
                             .links = links,
                             .n_first = (uint64_t)links * (links - 1) / 2 };
    const uint64_t n_picks = (uint64_t)(growth.n - links) * links;
    const uint64_t n_ties = 2 * (growth.n_first + n_picks);
    const size_t stride = (size_t)links + 1;

    if (n_ties >= UINT32_MAX) return OP_TOO_LARGE;
    uint32_t *const ahead = malloc(AHEAD * stride * sizeof *ahead);
    growth.pick = op_large_new(n_picks, sizeof *growth.pick);
    network->first = op_large_new((size_t)growth.n + 2, sizeof *network->first);
    network->target = op_large_new(n_ties + 1, sizeof *network->target);
    network->n_ties = (uint32_t)n_ties;
    const bool is_well =
        ahead != NULL && growth.pick != NULL && network->first != NULL && network->target != NULL;
    if (is_well) {
        memset(network->first, 0, ((size_t)growth.n + 2) * sizeof *network->first);
        for (uint32_t v = links; v < links + AHEAD && v < growth.n; v++) {
            look_ahead(&growth, v, ahead + (v % AHEAD) * stride);
        }
        for (uint32_t v = links; v < growth.n; v++) {
            take_turn(&growth, v, ahead + (v % AHEAD) * stride);
            if (v + AHEAD < growth.n) {
                look_ahead(&growth, v + AHEAD, ahead + (v % AHEAD) * stride);
            }
        }
        lay_rows(network, &growth);
    }
    free(ahead);
    free(growth.pick);
    return is_well ? OP_OK : OP_NO_MEMORY;
}

// ---- Poisson ------------------------------------------------------------------------------------

// Every pair is tied with one probability: along the row of person v the gaps are geometric.
void
op_pairs_poisson(struct op_pairs *pairs, const struct op_chance *chance, uint32_t n,
                 double mean_degree)
{
    const double p = n > 1 ? mean_degree / (n - 1) : 0;

    if (!(p > 0)) return;
    const double per_log = p < 1 ? 1 / op_log1p(-p) : 0;
    for (uint32_t v = 1; v < n; v++) {
        double at = -1;

        for (uint32_t k = 0; at < v; k++) {
            const double u = op_draw_unit(chance, OP_DRAW_LINK, v, k, 0);
            const double gap = op_log(u) * per_log;   // p = 1: gap 0

            at += 1 + (double)(int64_t)(gap < 1e12 ? gap : 1e12);
            if (at < v) op_pairs_add(pairs, v, (uint32_t)at);
        }
    }
}

// ---- rings --------------------------------------------------------------------------------------

void
op_pairs_ring(struct op_pairs *pairs, uint32_t n, uint32_t neighbours)
{
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 1; k <= neighbours / 2; k++) {
            // with an even n the far side of the ring would be met from both ends
            if (2 * k < n || (2 * k == n && i < k)) op_pairs_add(pairs, i, (i + k) % n);
        }
    }
}
