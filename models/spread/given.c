// SPDX-License-Identifier: GPL-3.0-or-later
// How a call begins: either a page is opened and its host sends the first invitations, or the
// scenario gives how many were invited and had clicked when the record starts.
//
// Given: the invited are drawn near the place (the rest anyone); of these, the given number with
// the highest U - threshold have clicked. They commit like others. The past is not replayed: the
// given send no invitations and no feed stories, and every given invitation has been read. Assumed.
#include "models/mobilisation/commitment.h"
#include "models/spread/spread_parts.h"

#include <stdlib.h>

// Numbers of the questions under purpose GIVEN.
enum { ASK_HOST, ASK_INVITED };

struct candidate {
    double score;
    uint32_t person;
};

uint32_t
op_given_near(const struct op_run *run, double u_town, double u_person)
{
    const struct op_world *const world = op_world_of(run);
    uint32_t centre = world->town_first[world->place_town];

    // a place where nobody lives: the first person after it lives in the next town of the table
    if (centre >= world->n_persons) centre = world->n_persons - 1;
    return op_world_neighbour(world, centre, u_town, u_person);
}

static uint32_t
draw_host(const struct op_run *run)
{
    const struct op_words w = op_draw_words(&run->chance, OP_DRAW_GIVEN, 0, 0, ASK_HOST);

    return op_given_near(run, op_unit_from32(w.w[0]), op_unit_from32(w.w[1]));
}

void
op_given_seeds(struct op_run *run)
{
    const uint32_t n = (uint32_t)op_spread_params(run)[OP_SPREAD_SEEDS];
    const uint32_t host = draw_host(run);
    const uint32_t page = op_page_birth(run, OP_PAGE_ORIGINAL, host, OP_NO_INSTANCE);

    op_invite_send(run, host, page, n);
}

// Highest score first; ties by person, so that the order is total.
static int
compare(const void *x, const void *y)
{
    const struct candidate *const a = x;
    const struct candidate *const b = y;

    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    return a->person < b->person ? -1 : a->person > b->person;
}

// Draw up to n different persons; returns how many there are (a small world may hold fewer).
static uint32_t
draw_invited(struct op_run *run, uint32_t page, struct candidate *invited, uint32_t n)
{
    const struct op_world *const world = op_world_of(run);
    const double near = op_spread_params(run)[OP_SPREAD_GIVEN_NEAR];
    uint32_t found = 0;

    for (uint32_t k = 0; found < n && k / 20 < n; k++) {
        const struct op_words w = op_draw_words(&run->chance, OP_DRAW_GIVEN, k, 0, ASK_INVITED);
        const double u = op_unit_from32(w.w[2]);
        const uint32_t person = op_unit_from32(w.w[0]) < near
                                    ? op_given_near(run, op_unit_from32(w.w[1]), u)
                                    : op_below(u, world->n_persons);
        struct op_person *const row = op_person_touch(run, person);

        if (row->flags & OP_PERSON_GIVEN) continue;
        row->flags |= OP_PERSON_GIVEN;
        row->n_read = row->n_sources = 1;
        row->reinforced_us = op_run_now_us(run);
        const double drawn = op_commitment_utility(run, row, page);
        invited[found++] =
            (struct candidate){ drawn - op_commitment_threshold(run, person), person };
    }
    return found;
}

void
op_given_start(struct op_run *run, uint32_t n_invited, uint32_t n_clicks)
{
    const uint32_t n = n_invited < n_clicks ? n_clicks : n_invited;
    struct candidate *const invited = malloc(((size_t)n + 1) * sizeof *invited);

    if (invited == NULL) {
        run->is_short = true;
        return;
    }
    const uint32_t page = op_page_birth(run, OP_PAGE_ORIGINAL, draw_host(run), OP_NO_INSTANCE);
    struct op_instance *const row = op_instance_row(run, page);
    struct op_spread *const spread = op_spread_of(run);
    const uint32_t found = draw_invited(run, page, invited, n);
    qsort(invited, found, sizeof *invited, compare);
    for (uint32_t k = 0; k < found && k < n_clicks; k++) {
        struct op_person *const person = op_person_touch(run, invited[k].person);

        person->flags |= OP_PERSON_CLICKED;
        person->instance = page;
        row->clicks++;
        op_run_add(run, op_run_now_us(run), OP_KIND_COMMITTED, 0, person->id, page);
    }
    free(invited);
    row->invited = found;
    spread->n_invited += found;
    spread->n_committed += row->clicks;
    if (row->clicks > spread->largest_clicks) spread->largest_clicks = row->clicks;
}
