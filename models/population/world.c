// SPDX-License-Identifier: GPL-3.0-or-later
// A world is built in this order: towns, persons, followers, groups, clock.
#include "models/population/world.h"

#include "models/population/population.h"
#include "models/population/settle.h"
#include "models/ties/follow.h"
#include "models/ties/groups.h"
#include "sim/base/hash.h"
#include "sim/run/chance_check.h"

#include <stdlib.h>
#include <string.h>

enum op_status
op_world_build(struct op_world *world, const struct op_scenario *scenario, const double *param,
               uint64_t seed, uint32_t index, int n_threads, struct op_diag *diag)
{
    const struct op_chance chance = { seed, op_world_replicate(index) };
    enum op_status status;

    op_chance_check_reset();
    memset(world, 0, sizeof *world);
    world->index = index;
    world->seed = seed;
    status = op_towns_place(world, scenario, param, n_threads, diag);
    if (status != OP_OK) goto out;
    op_population_draw(world, &chance, param, n_threads);
    status = op_follow_draw(world, &chance, param, n_threads);
    if (status == OP_OK) status = op_groups_draw(world, &chance, param, n_threads);
    op_world_set_clock(world, scenario->start_civil_s);
    const struct op_place place = { .file = scenario->path };
    if (status == OP_TOO_LARGE) {
        status = op_diag_add(diag, OP_TOO_LARGE, place,
                             "lower population.followers, or set a limit on persons",
                             "%u persons have more than 4,294,967,295 followers", world->n_persons);
    } else if (status == OP_NO_MEMORY) {
        status = op_diag_add(diag, OP_NO_MEMORY, place, "set a limit on persons, or fewer worlds",
                             "a world of %u persons does not fit in memory", world->n_persons);
    }
out:
    op_chance_check_reset();
    if (status != OP_OK) op_world_free(world);
    return status;
}

void
op_world_free(struct op_world *world)
{
    free(world->town_first);
    free(world->town_latitude_deg);
    free(world->town_longitude_deg);
    free(world->town_distance_m);
    free(world->town_near);
    free(world->town_near_sum);
    free(world->town_log_far);
    free(world->person);
    free(world->follower_first);
    free(world->follower);
    free(world->group_first);
    free(world->group_member);
    free(world->person_group_first);
    free(world->person_group);
    memset(world, 0, sizeof *world);
}

uint64_t
op_world_hash(const struct op_world *world)
{
    const size_t n = world->n_persons, n_towns = world->n_towns;
    const size_t n_near = n_towns * world->n_near;
    uint64_t h = op_mix64(world->n_persons) ^ world->n_towns;

    if (n == 0) return h;
#define ADD(column, count) h = op_hash_bytes(world->column, (count) * sizeof *world->column, h)
    ADD(town_first, n_towns + 1);
    ADD(town_latitude_deg, n_towns);
    ADD(town_longitude_deg, n_towns);
    ADD(town_distance_m, n_towns);
    ADD(town_near, n_near);
    ADD(town_near_sum, n_near);
    ADD(person, n);
    ADD(follower_first, n + 1);
    ADD(follower, world->follower_first[n]);
    ADD(group_first, world->n_groups + 1);
    ADD(group_member, world->group_first[world->n_groups]);
    ADD(propensity_quantile, 1025);
    ADD(circadian_cumulated, 25);
#undef ADD
    h = op_hash_bytes(&world->start_of_day_h, sizeof world->start_of_day_h, h);
    return op_mix64(h ^ (uint64_t)world->start_weekday << 32 ^ world->place_town);
}
