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

// `take` of 256 times; 255 is always.
static bool
is_taken(const struct op_pick *pick, uint32_t candidate, uint32_t word)
{
    return word >> 24 <= pick->take[candidate];
}

static struct op_words
next_draw(struct op_pick *pick)
{
    return op_draw_words(pick->chance, pick->purpose, pick->subject, pick->n_tries++, 0);
}

static bool
draw_inside(struct op_pick *pick, uint32_t *candidate)
{
    const uint32_t n = pick->past - pick->first;
    const struct op_words words = next_draw(pick);
    const double u = op_unit_from32(words.w[0]);
    // Around a ring, so that nobody lives at an end: an offset to the left or to the right.
    const uint32_t half = (n - 1 + (words.w[1] & 1)) / 2;
    const uint32_t off = 1 + op_below(pick->cluster_power == 1 ? u : u * u, half);
    const uint32_t at = pick->person - pick->first + (words.w[1] & 1 ? off : n - off);

    *candidate = pick->first + at % n;
    return half > 0 && *candidate != pick->person && is_taken(pick, *candidate, words.w[3]);
}

static bool
draw_outside(struct op_pick *pick, uint32_t *candidate)
{
    const struct op_words words = next_draw(pick);
    const double town = op_unit_from32(words.w[1]), one = op_unit_from32(words.w[2]);

    *candidate = op_unit_from32(words.w[0]) < pick->near_prob
                     ? op_world_neighbour(pick->world, pick->person, town, one)
                     : op_below(op_unit_from(words.w[2], words.w[1]), pick->world->n_persons);
    return (*candidate < pick->first || *candidate >= pick->past) &&
           is_taken(pick, *candidate, words.w[3]);
}

typedef bool draw_fn(struct op_pick *pick, uint32_t *candidate);

static uint32_t
fill(struct op_pick *pick, uint32_t *row, uint32_t n, draw_fn *draw)
{
    const uint64_t last_try = pick->n_tries + 16 * (uint64_t)n + 64;
    uint32_t m = 0;

    while (m < n && pick->n_tries < last_try) {
        while (m < n && pick->n_tries < last_try) {
            m += draw(pick, &row[m]);
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
