// SPDX-License-Identifier: GPL-3.0-or-later
// Live posts from places elsewhere: of those who come `live_posts` post, after half an hour on
// average, to an audience as from the place of the gathering (models/mobilisation/live.c), half of
// it followers and half near the place; who reads one may come, as there.
//
// from   as live.c
#include "models/elsewhere/elsewhere.h"
#include "models/mobilisation/mobilisation.h"

// Numbers of questions: JOINS of a person (0, 1: muster.c), CLIP of a poster (below: stirred.c).
enum { ASK_POST = 2, ASK_LOCAL = 1 << 20 };

static const double ln_2 = 0.6931471805599453;

void
op_local_posts_perhaps(struct op_run *run, uint32_t row)
{
    const struct op_standing *const here = op_standing_at(run, row);
    const double share = op_run_params(run, OP_GROUP_MOBILISATION)[OP_MOB_LIVE_POSTS];
    const struct op_words w =
        op_draw_words(&run->chance, OP_DRAW_JOINS, here->person, here->evening, ASK_POST);
    const double wait_s = -op_log(op_unit_from32(w.w[1])) * 1800;   // as in live.c

    if (op_unit_from32(w.w[0]) >= share) return;
    op_run_add(run, op_run_now_us(run) + op_us(wait_s), OP_KIND_LOCAL_POST, 0, row, 0);
}

static uint32_t
draw_reader(const struct op_run *run, const struct op_standing *poster, const struct op_words *w)
{
    const struct op_world *const world = op_world_of(run);
    const uint32_t first = world->follower_first[poster->person];
    const uint32_t n = world->follower_first[poster->person + 1] - first;
    const uint32_t town = op_elsewhere_at(run, poster->place)->town;
    uint32_t centre = world->town_first[town];

    if (n > 0 && op_unit_from32(w->w[0]) < .5) {
        return world->follower[first + op_below(op_unit_from32(w->w[1]), n)];
    }
    if (centre >= world->n_persons) centre = world->n_persons - 1;
    return op_world_neighbour(world, centre, op_unit_from32(w->w[1]), op_unit_from32(w->w[2]));
}

static void
post(struct op_run *run, uint32_t row)
{
    const double *const p = op_run_params(run, OP_GROUP_MOBILISATION);
    const struct op_standing *const here = op_standing_at(run, row);
    const int64_t now_us = op_run_now_us(run);

    if (here->gone) return;
    op_copycat_clip(run, here->person, op_elsewhere_at(run, here->place)->n_active);
    const uint32_t n = op_poisson_from(
        op_draw_unit(&run->chance, OP_DRAW_CLIP, here->person, here->evening, ASK_LOCAL),
        p[OP_MOB_LIVE_READS] * op_run_lever(run, OP_GROUP_MOBILISATION, OP_MOBILISATION_LIVE));
    for (uint32_t k = 1; k <= n && k < 256; k++) {   // aux tells the readers apart: eight bits
        const struct op_words w =
            op_draw_words(&run->chance, OP_DRAW_CLIP, here->person, here->evening, ASK_LOCAL + k);
        const uint32_t reader = draw_reader(run, here, &w);
        const int64_t at_us =
            op_world_next_session_us(op_world_of(run), &run->chance, reader, now_us);

        if (at_us == OP_NEVER_US) continue;
        const double wait_s = (double)(at_us - now_us) / 1e6;
        if (op_unit_from32(w.w[3]) >= op_exp(-ln_2 * wait_s / p[OP_MOB_LIVE_HALF_LIFE])) continue;
        op_run_add(run, at_us, OP_KIND_LOCAL_POST, (uint8_t)k, reader, row);
    }
}

// A reader comes with the probability of live.c, by bicycle, until three hours after it gathered.
static void
read_post(struct op_run *run, uint32_t reader, const struct op_standing *poster, uint32_t k)
{
    const struct op_world *const world = op_world_of(run);
    const double *const p = op_run_params(run, OP_GROUP_MOBILISATION);
    const struct op_elsewhere *const place = op_elsewhere_at(run, poster->place);
    const struct op_municipality *const m = op_municipality_at(run, place->municipality);
    const double audience = p[OP_MOB_LIVE_POSTS] * p[OP_MOB_LIVE_READS] * .2;
    const double youth_below = op_run_params(run, OP_GROUP_COPYCAT)[OP_COPYCAT_YOUTH_BELOW];

    op_copycat_read(run, reader);
    if (poster->evening != op_copycat_of(run)->evening || !(audience > 0) ||
        op_run_now_us(run) > m->gathers_us + op_us(3 * 3600) ||
        world->person[reader].age >= youth_below || op_muster_is_engaged(run, reader)) {
        return;
    }
    const double way_m = op_world_between_m(world, world->person[reader].town, place->town);
    const double draw = p[OP_MOB_LIVE_DRAW] / audience;
    const double come = (draw < 1 ? draw : 1) * op_pow(1 + way_m / 10e3, -p[OP_MOB_DELTA]) *
                        p[OP_MOB_WEATHER] * op_run_lever(run, OP_GROUP_COPYCAT, OP_COPYCAT_TURNOUT);
    const double u =
        op_draw_unit(&run->chance, OP_DRAW_LOCAL, reader, poster->person, poster->evening << 8 | k);
    if (u >= come) return;
    const double way_s = 5 * 60 + 1.3 * way_m / (15 / 3.6);
    op_muster_sets_out(run, reader, poster->place, op_run_now_us(run) + op_us(way_s));
}

void
op_local_post(struct op_run *run, struct op_event event)
{
    if (op_event_aux(event) == 0) {
        post(run, op_event_subject(event));
    } else {
        const struct op_standing poster = *op_standing_at(run, op_event_argument(event));
        read_post(run, op_event_subject(event), &poster, op_event_aux(event));
    }
}
