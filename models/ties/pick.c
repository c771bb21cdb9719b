// SPDX-License-Identifier: GPL-3.0-or-later
// Picking distinct persons: draw, sort, drop doubles, draw again for those dropped.
#include "models/ties/pick.h"

#include <stdlib.h>
#include <string.h>

// Shell's sort: rows are short, nearly sorted after a second round, and rarely long; quicksort's
// worst case lies just there. Gaps: Ciura 2001, doi:10.1007/3-540-44669-9_12, then x 9/4.
void
op_pick_sort(uint32_t *row, size_t n)
{
    size_t gaps[40] = { 1, 4, 10, 23, 57, 132, 301, 701 };
    int n_gaps = 8;

    while (n_gaps < 40 && gaps[n_gaps - 1] < n / 2) {
        gaps[n_gaps] = gaps[n_gaps - 1] / 4 * 9;
        n_gaps++;
    }
    for (int g = n_gaps - 1; g >= 0; g--) {
        const size_t gap = gaps[g];
        for (size_t i = gap; i < n; i++) {
            const uint32_t one = row[i];
            size_t k = i;
            for (; k >= gap && row[k - gap] > one; k -= gap) {
                row[k] = row[k - gap];
            }
            row[k] = one;
        }
    }
}

static uint32_t
drop_doubles(uint32_t *row, uint32_t n)
{
    uint32_t kept = n > 0;

    for (uint32_t i = 1; i < n; i++) {
        if (row[i] != row[kept - 1]) row[kept++] = row[i];
    }
    return kept;
}

uint8_t *
op_pick_take_table(const struct op_world *world)
{
    uint8_t *const take = malloc(world->n_persons);
    double sum = 0;

    if (take == NULL) return NULL;
    for (uint32_t i = 0; i < world->n_persons; i++) {
        sum += (double)world->person[i].sessions_per_day;
    }
    const double mean = sum > 0 ? sum / world->n_persons : 1;
    for (uint32_t i = 0; i < world->n_persons; i++) {
        const double share = (double)world->person[i].sessions_per_day / (2 * mean);
        take[i] = (uint8_t)(1 + op_below(share < 1 ? share : 1, 255));
    }
    return take;
}

// Candidates drawn at once, so that the look-ups of how often each is taken run side by side.
enum { N_AHEAD = 8 };

struct candidate {
    uint32_t person;
    uint32_t word;   // its chance of being taken
    bool fits;       // it is neither the person himself nor on the wrong side of his community
};

// `take` of 256 times; 255 is always.
static bool
is_taken(const struct op_pick *pick, const struct candidate *one)
{
    return one->fits && one->word >> 24 <= pick->take[one->person];
}

static struct op_words
next_draw(struct op_pick *pick)
{
    return op_draw_words(pick->chance, pick->purpose, pick->subject, pick->n_tries++, 0);
}

static struct candidate
draw_inside(struct op_pick *pick)
{
    const uint32_t n = pick->past - pick->first;
    const struct op_words words = next_draw(pick);
    const double u = op_unit_from32(words.w[0]);
    // Around a ring, so that nobody lives at an end: an offset to the left or to the right.
    const uint32_t half = (n - 1 + (words.w[1] & 1)) / 2;
    const uint32_t off = 1 + op_below(pick->cluster_power == 1 ? u : u * u, half);
    const uint32_t at = pick->person - pick->first + (words.w[1] & 1 ? off : n - off);
    const uint32_t person = pick->first + at % n;

    return (struct candidate){ person, words.w[3], half > 0 && person != pick->person };
}

static struct candidate
draw_outside(struct op_pick *pick)
{
    const struct op_words words = next_draw(pick);
    const double town = op_unit_from32(words.w[1]), one = op_unit_from32(words.w[2]);
    const uint32_t person =
        op_unit_from32(words.w[0]) < pick->near_prob
            ? op_world_neighbour(pick->world, pick->person, town, one)
            : op_below(op_unit_from(words.w[2], words.w[1]), pick->world->n_persons);

    return (struct candidate){ person, words.w[3], person < pick->first || person >= pick->past };
}

typedef struct candidate draw_fn(struct op_pick *pick);

// At most so many are drawn ahead as are wanted, so none is drawn in vain and the order of draws is
// that of one at a time.
static uint32_t
add_some(struct op_pick *pick, uint32_t *row, uint32_t wanted, uint64_t last_try, draw_fn *draw)
{
    struct candidate ahead[N_AHEAD];
    const uint64_t tries_left = last_try - pick->n_tries;
    const uint32_t most = wanted < N_AHEAD ? wanted : N_AHEAD;
    const uint32_t n = most < tries_left ? most : (uint32_t)tries_left;
    uint32_t m = 0;

    for (uint32_t k = 0; k < n; k++) {
        ahead[k] = draw(pick);
        __builtin_prefetch(&pick->take[ahead[k].person]);
    }
    for (uint32_t k = 0; k < n; k++) {
        row[m] = ahead[k].person;
        m += is_taken(pick, &ahead[k]);
    }
    return m;
}

static uint32_t
fill(struct op_pick *pick, uint32_t *row, uint32_t n, draw_fn *draw)
{
    const uint64_t last_try = pick->n_tries + 16 * (uint64_t)n + 64;
    uint32_t m = 0;

    while (m < n && pick->n_tries < last_try) {
        while (m < n && pick->n_tries < last_try) {
            m += add_some(pick, &row[m], n - m, last_try, draw);
        }
        op_pick_sort(row, m);
        m = drop_doubles(row, m);
    }
    return m;
}

uint32_t
op_pick_inside(struct op_pick *pick, uint32_t *row, uint32_t n)
{
    return fill(pick, row, n, draw_inside);
}

uint32_t
op_pick_outside(struct op_pick *pick, uint32_t *row, uint32_t n)
{
    return fill(pick, row, n, draw_outside);
}

static void
turn(uint32_t *row, uint32_t n)
{
    for (uint32_t i = 0; i < n / 2; i++) {
        const uint32_t one = row[i];
        row[i] = row[n - 1 - i];
        row[n - 1 - i] = one;
    }
}

void
op_pick_join(uint32_t *row, uint32_t n_inside, uint32_t n)
{
    uint32_t n_below = 0, n_rest = n - n_inside;

    if (n_inside == 0) return;
    // how many of those outside stand before the community
    while (n_rest > 0) {
        const uint32_t half = (n_rest + 1) / 2;
        n_below += row[n_inside + n_below + half - 1] < row[0] ? half : 0;
        n_rest -= half;
    }
    turn(row, n_inside);
    turn(row + n_inside, n_below);
    turn(row, n_inside + n_below);
}

void
op_pick_close_gaps(uint32_t *first, uint32_t *item, const uint32_t *count, uint32_t n_rows)
{
    uint32_t at = 0;

    for (uint32_t i = 0; i < n_rows; i++) {
        const uint32_t from = first[i];

        if (from != at) memmove(&item[at], &item[from], count[i] * sizeof *item);
        first[i] = at;
        at += count[i];
    }
    first[n_rows] = at;
}
