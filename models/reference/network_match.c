// SPDX-License-Identifier: GPL-3.0-or-later
// Networks in which a pair may be tied once only, and so a set of the pairs so far is kept: random
// matching of given degrees, and rewired rings.
//
// Matching: all ends are shuffled and tied two by two. A loop or a double is put right by
// exchanging an end with another tie, drawn evenly, if that makes two new pairs; one that is not
// put right in 100 tries is left out (degrees that hardly fit: a person tied to nearly all others).
// Exchanging is even over simple networks up to a bias of the order of their share of bad pairs,
// which falls as 1/persons.
//   from   Molloy & Reed 1995, doi:10.1002/rsa.3240060204
#include "models/reference/network.h"

#include "sim/base/hash.h"

#include <stdlib.h>

struct set {
    uint64_t *key;   // 0: free; else 1 + the pair
    uint64_t mask;
};

static bool
set_init(struct set *set, size_t n)
{
    uint64_t size = 64;

    while (size < 2 * n) {
        size *= 2;
    }
    set->mask = size - 1;
    set->key = calloc(size, sizeof *set->key);
    return set->key != NULL;
}

static uint64_t
key_of(uint32_t a, uint32_t b)
{
    return 1 + (a < b ? (uint64_t)a << 32 | b : (uint64_t)b << 32 | a);
}

static uint64_t
slot_of(const struct set *set, uint64_t key)
{
    uint64_t at = op_mix64(key) & set->mask;

    while (set->key[at] != 0 && set->key[at] != key) {
        at = (at + 1) & set->mask;
    }
    return at;
}

// Free to be tied: two persons, not tied yet.
static bool
is_new(const struct set *set, uint32_t a, uint32_t b)
{
    return a != b && set->key[slot_of(set, key_of(a, b))] == 0;
}

static void
set_add(struct set *set, uint32_t a, uint32_t b)
{
    set->key[slot_of(set, key_of(a, b))] = key_of(a, b);
}

// Linear probing: what follows the hole moves up.
static void
set_remove(struct set *set, uint32_t a, uint32_t b)
{
    uint64_t hole = slot_of(set, key_of(a, b));

    for (uint64_t at = (hole + 1) & set->mask; set->key[at] != 0; at = (at + 1) & set->mask) {
        const uint64_t home = op_mix64(set->key[at]) & set->mask;

        if (((at - home) & set->mask) >= ((at - hole) & set->mask)) {
            set->key[hole] = set->key[at];
            hole = at;
        }
    }
    set->key[hole] = 0;
}

static uint32_t
below(const struct op_chance *chance, uint32_t subject, uint32_t object, uint32_t n, uint32_t range)
{
    return op_below(op_draw_unit(chance, OP_DRAW_LINK, subject, object, n), range);
}

enum { SHUFFLE, EXCHANGE, REWIRE, N_ASKED };   // n of the draws' keys, and N_ASKED for each attempt
enum { TRIES = 100 };

// Ties so far stand at the front of `pairs`; the bad one at `bad` is put right and joins them.
static bool
exchange(struct op_pairs *pairs, struct set *set, const struct op_chance *chance, uint32_t attempt,
         size_t bad, size_t n_good)
{
    uint32_t *const mine = pairs->end + 2 * bad;

    for (uint32_t t = 0; t < TRIES && n_good > 0; t++) {
        const uint32_t other =
            below(chance, (uint32_t)bad, t, EXCHANGE + N_ASKED * attempt, (uint32_t)n_good);
        uint32_t *const theirs = pairs->end + 2 * (size_t)other;
        const uint32_t a = mine[0], b = mine[1], c = theirs[0], d = theirs[1];

        if (is_new(set, a, d) && is_new(set, c, b) && key_of(a, d) != key_of(c, b)) {
            set_remove(set, c, d);
            set_add(set, a, d);
            set_add(set, c, b);
            mine[1] = d;
            theirs[1] = b;
            return true;
        }
    }
    return false;
}

static void
swap_ends(uint32_t *x, uint32_t *y)
{
    const uint32_t kept = *x;

    *x = *y;
    *y = kept;
}

bool
op_pairs_match(struct op_pairs *pairs, const struct op_chance *chance, const uint32_t *degree,
               uint32_t n, uint32_t attempt)
{
    uint64_t n_ends = 0, at = 0;
    struct set set = { 0 };

    for (uint32_t i = 0; i < n; i++) {
        n_ends += degree[i];
    }
    n_ends &= ~UINT64_C(1);   // an end too many stays without a tie
    if (n_ends >= UINT32_MAX) {
        pairs->is_short = true;
        return false;
    }
    pairs->end = malloc((n_ends + 2) * sizeof *pairs->end);
    if (pairs->end == NULL || !set_init(&set, n_ends / 2)) {
        pairs->is_short = true;
        return false;
    }
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < degree[i] && at < n_ends; k++) {
            pairs->end[at++] = i;
        }
    }
    for (uint64_t k = n_ends; k > 1; k--) {
        const uint32_t other =
            below(chance, (uint32_t)k, 0, SHUFFLE + N_ASKED * attempt, (uint32_t)k);

        swap_ends(&pairs->end[k - 1], &pairs->end[other]);
    }
    size_t n_good = 0;
    const size_t n_all = n_ends / 2;
    for (size_t e = 0; e < n_all; e++) {   // good ties to the front
        if (is_new(&set, pairs->end[2 * e], pairs->end[2 * e + 1])) {
            set_add(&set, pairs->end[2 * e], pairs->end[2 * e + 1]);
            swap_ends(&pairs->end[2 * e], &pairs->end[2 * n_good]);
            swap_ends(&pairs->end[2 * e + 1], &pairs->end[2 * n_good + 1]);
            n_good++;
        }
    }
    for (size_t e = n_good; e < n_all; e++) {
        if (exchange(pairs, &set, chance, attempt, e, n_good)) {
            swap_ends(&pairs->end[2 * e], &pairs->end[2 * n_good]);
            swap_ends(&pairs->end[2 * e + 1], &pairs->end[2 * n_good + 1]);
            n_good++;
        }
    }
    pairs->n = n_good;
    pairs->capacity = n_all;
    free(set.key);
    return n_good == n_all;
}

void
op_pairs_complement(struct op_pairs *pairs, uint32_t n)
{
    struct op_pairs others = { 0 };
    struct set set = { 0 };

    if (pairs->is_short || !set_init(&set, pairs->n)) {
        pairs->is_short = true;
        return;
    }
    for (size_t e = 0; e < pairs->n; e++) {
        set_add(&set, pairs->end[2 * e], pairs->end[2 * e + 1]);
    }
    for (uint32_t a = 1; a < n; a++) {
        for (uint32_t b = 0; b < a; b++) {
            if (is_new(&set, a, b)) op_pairs_add(&others, a, b);
        }
    }
    free(set.key);
    free(pairs->end);
    *pairs = others;
}

void
op_pairs_rewire(struct op_pairs *pairs, const struct op_chance *chance, uint32_t n, double rewired)
{
    struct set set = { 0 };

    if (pairs->is_short || !set_init(&set, pairs->n)) {
        pairs->is_short = true;
        return;
    }
    for (size_t e = 0; e < pairs->n; e++) {
        set_add(&set, pairs->end[2 * e], pairs->end[2 * e + 1]);
    }
    for (size_t e = 0; e < pairs->n; e++) {
        const uint32_t a = pairs->end[2 * e], b = pairs->end[2 * e + 1];

        if (op_draw_unit(chance, OP_DRAW_LINK, (uint32_t)e, 0, REWIRE) >= rewired) continue;
        for (uint32_t t = 1; t <= TRIES; t++) {
            const uint32_t c = below(chance, (uint32_t)e, t, REWIRE, n);

            if (is_new(&set, a, c)) {
                set_remove(&set, a, b);
                set_add(&set, a, c);
                pairs->end[2 * e + 1] = c;
                break;
            }
        }
    }
    free(set.key);
}
