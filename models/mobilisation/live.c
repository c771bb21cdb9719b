// SPDX-License-Identifier: GPL-3.0-or-later
// Live posts draw others who had not committed.
//
// Some of those who arrive post. A post has a Poisson audience, half of it followers of the poster
// and half people near the place; each reads at the next session, if it is still visible under a
// short half-life, and comes with p (1 + d/10 km)^-delta times what levers leave. p is set such
// that one who arrives draws about `live_draw` others, were a fifth of an audience to see it near
// by: assumed, and below .5, so that the chain of posts always ends. The lever `live_reach` scales
// the audience.
#include "models/mobilisation/mobilisation_parts.h"
#include "models/shared/copycats.h"

static const double ln_2 = 0.6931471805599453;

void
op_live_arrived(struct op_run *run, uint32_t person)
{
    const struct op_words w = op_draw_words(&run->chance, OP_DRAW_LIVE, person, 0, 0);
    // half an hour on the place, on average, before posting; assumed
    const double wait_s = -op_log(op_unit_from32(w.w[1])) * 1800;

    if (op_unit_from32(w.w[0]) >= op_mob_params(run)[OP_MOB_LIVE_POSTS]) return;
    op_run_add(run, op_run_now_us(run) + op_us(wait_s), OP_KIND_LIVE, 0, person,
               op_world_of(run)->place_town);
}

static uint32_t
draw_reader(const struct op_run *run, uint32_t poster, uint32_t k)
{
    const struct op_world *const world = op_world_of(run);
    const struct op_words w = op_draw_words(&run->chance, OP_DRAW_LIVE, poster, 1, k);
    const uint32_t first = world->follower_first[poster];
    const uint32_t n = world->follower_first[poster + 1] - first;
    uint32_t centre = world->town_first[world->place_town];

    if (n > 0 && op_unit_from32(w.w[0]) < .5) {
        return world->follower[first + op_below(op_unit_from32(w.w[1]), n)];
    }
    if (centre >= world->n_persons) centre = world->n_persons - 1;
    return op_world_neighbour(world, centre, op_unit_from32(w.w[1]), op_unit_from32(w.w[2]));
}

void
op_live_event(struct op_run *run, struct op_event event)
{
    const double *const p = op_mob_params(run);
    const uint32_t poster = op_event_subject(event);
    const struct op_person *const row = op_person_find(run, poster);
    const int64_t now_us = op_run_now_us(run);

    if (!(row->flags & OP_PERSON_PRESENT)) return;
    op_copycat_clip(run, poster, op_site_of(run)->n_active);
    const uint32_t n =
        op_poisson_from(op_draw_unit(&run->chance, OP_DRAW_LIVE, poster, 2, 0),
                        p[OP_MOB_LIVE_READS] *
                            op_run_lever(run, OP_GROUP_MOBILISATION, OP_MOBILISATION_LIVE));
    // aux tells the readers of one post apart: eight bits
    for (uint32_t k = 0; k < n && k < 256; k++) {
        const uint32_t reader = draw_reader(run, poster, k);
        const int64_t at_us =
            op_world_next_session_us(op_world_of(run), &run->chance, reader, now_us);
        const double u = op_draw_unit(&run->chance, OP_DRAW_VISIBLE, reader, poster, k);

        if (at_us == OP_NEVER_US) continue;
        const double wait_s = (double)(at_us - now_us) / 1e6;
        if (u >= op_exp(-ln_2 * wait_s / p[OP_MOB_LIVE_HALF_LIFE])) continue;
        op_run_add(run, at_us, OP_KIND_LIVE_READ, (uint8_t)k, reader, poster);
    }
}

void
op_live_read_event(struct op_run *run, struct op_event event)
{
    const double *const p = op_mob_params(run);
    const uint32_t reader = op_event_subject(event);
    const uint32_t poster = op_event_argument(event);
    struct op_person *const row = op_person_touch(run, reader);
    const double far = 1 + op_world_distance_m(op_world_of(run), reader) / 10e3;
    const double audience = p[OP_MOB_LIVE_POSTS] * p[OP_MOB_LIVE_READS] * .2;

    row->reinforced_us = op_run_now_us(run);
    op_copycat_read(run, reader);
    if (op_copycat_is_out(run, reader)) return;
    if (row->flags & (OP_PERSON_CLICKED | OP_PERSON_DECIDED)) return;
    // nobody sets out later than three hours after the start; assumed
    if (op_run_now_us(run) > run->scenario->event_us + op_us(3 * 3600) || !(audience > 0)) return;
    const double draw = p[OP_MOB_LIVE_DRAW] / audience;
    const double without =
        (draw < 1 ? draw : 1) * op_pow(far, -p[OP_MOB_DELTA]) * p[OP_MOB_WEATHER];
    const double u =
        op_draw_unit(&run->chance, OP_DRAW_LIVE_COME, reader, poster, op_event_aux(event));
    if (u >= without) return;
    row->flags |= OP_PERSON_LIVE | OP_PERSON_DECIDED;
    op_mob_decide(run, row, op_travel_mode(run, reader), u, without);
}
