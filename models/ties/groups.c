// SPDX-License-Identifier: GPL-3.0-or-later
// Closed groups: a founder, members from the founder's community (at most half of it) and from
// near. Founders are spread evenly over the persons: group g's among those from n g / n_groups on.
#include "models/ties/groups.h"

#include "models/population/population.h"
#include "models/shared/slices.h"
#include "models/ties/follow.h"
#include "models/ties/pick.h"

#include <stdlib.h>

struct groups_job {
    struct op_world *world;
    const struct op_chance *chance;
    struct op_power_law sizes;
    double local_share;
    uint8_t *take;       // as op_pick_take_table() gives
    uint32_t *founder;   // [n_groups]
    uint32_t *count;     // [n_groups] wanted, then found
    uint32_t *first;     // [n_groups + 1]
};

static void
draw_sizes(void *arg, uint32_t first, uint32_t past)
{
    const struct groups_job *const job = arg;
    const struct op_world *const world = job->world;

    for (uint32_t g = first; g < past; g++) {
        const struct op_words words = op_draw_words(job->chance, OP_DRAW_GROUPS, g, 0, 1);
        const double size = op_power_law_value(&job->sizes, op_unit_from32(words.w[0]));
        const double at = (g + op_unit_from32(words.w[1])) / world->n_groups;
        const uint32_t most = world->n_persons;

        job->founder[g] = op_below(at, world->n_persons);
        job->count[g] = (uint32_t)size < most ? (uint32_t)size : most;
    }
}

static void
draw_members(void *arg, uint32_t first, uint32_t past)
{
    const struct groups_job *const job = arg;
    const struct op_world *const world = job->world;

    for (uint32_t g = first; g < past; g++) {
        const uint32_t others = job->count[g] - 1;
        uint32_t *const row = &world->group_member[job->first[g]];
        struct op_pick pick = { .world = world,
                                .chance = job->chance,
                                .purpose = OP_DRAW_GROUPS,
                                .subject = g,
                                .person = job->founder[g],
                                .near_prob = 1,
                                .take = job->take,
                                .cluster_power = 1 };

        op_world_cluster(world, pick.person, &pick.first, &pick.past);
        const uint32_t room = (pick.past - pick.first) / 2;
        const uint32_t wanted = (uint32_t)(others * job->local_share + 0.5);
        const uint32_t n_local = wanted < room ? wanted : room;
        row[0] = pick.person;
        const uint32_t n = 1 + op_pick_inside(&pick, row + 1, n_local);
        op_pick_sort(row, n);
        job->count[g] = n + op_pick_outside(&pick, row + n, others - n_local);
        op_pick_join(row, n, job->count[g]);
    }
}

// The members' lists the other way round; groups come in order, so each person's list ascends.
static enum op_status
turn_round(struct op_world *world)
{
    const uint32_t n = world->n_persons, n_members = world->group_first[world->n_groups];
    uint32_t *const first = calloc((size_t)n + 2, sizeof *first);

    world->person_group_first = first;
    world->person_group = malloc((n_members > 0 ? n_members : 1) * sizeof *world->person_group);
    if (first == NULL || world->person_group == NULL) return OP_NO_MEMORY;
    for (uint32_t k = 0; k < n_members; k++) {
        first[world->group_member[k] + 2]++;
    }
    for (uint32_t i = 2; i <= n; i++) {
        first[i] += first[i - 1];
    }
    // first[i + 1] is where i's list begins; it moves to where it ends, which is where i + 1's
    // begins
    for (uint32_t g = 0; g < world->n_groups; g++) {
        for (uint32_t k = world->group_first[g]; k < world->group_first[g + 1]; k++) {
            world->person_group[first[world->group_member[k] + 1]++] = g;
        }
    }
    return OP_OK;
}

static enum op_status
fill_groups(struct groups_job *job, int n_threads)
{
    struct op_world *const world = job->world;
    uint64_t sum = 0;

    op_slices(n_threads, world->n_groups, 1024, draw_sizes, job);
    for (uint32_t g = 0; g < world->n_groups; g++) {
        job->first[g] = (uint32_t)sum;
        sum += job->count[g];
    }
    job->first[world->n_groups] = (uint32_t)sum;
    if (sum > UINT32_MAX) return OP_NO_MEMORY;
    world->group_member = malloc((sum > 0 ? sum : 1) * sizeof *world->group_member);
    if (world->group_member == NULL) return OP_NO_MEMORY;
    op_slices(n_threads, world->n_groups, 256, draw_members, job);
    op_pick_close_gaps(job->first, world->group_member, job->count, world->n_groups);
    for (uint32_t g = 0; g <= world->n_groups; g++) {
        world->group_first[g] = job->first[g];
    }
    return turn_round(world);
}

enum op_status
op_groups_draw(struct op_world *world, const struct op_chance *chance, const double *param,
               int n_threads)
{
    struct groups_job job = { .world = world,
                              .chance = chance,
                              .sizes = { OP_GROUP_LEAST, param[OP_POP_GROUP_CAP] + 1,
                                         param[OP_POP_GROUP_EXPONENT] },
                              .local_share = param[OP_POP_GROUP_LOCAL],
                              .take = op_pick_take_table(world) };
    // sizes are rounded down: half a member less than the law's mean
    const double mean = op_power_law_mean(&job.sizes) - 0.5;
    enum op_status status = OP_NO_MEMORY;

    world->n_groups = (uint32_t)(world->n_persons * param[OP_POP_GROUPS] / mean + 0.5);
    const size_t n = (size_t)world->n_groups + 1;
    job.founder = malloc(n * sizeof *job.founder);
    job.count = malloc(n * sizeof *job.count);
    job.first = malloc(n * sizeof *job.first);
    world->group_first = calloc(n, sizeof *world->group_first);
    if (job.take != NULL && job.founder != NULL && job.count != NULL && job.first != NULL &&
        world->group_first != NULL) {
        status = fill_groups(&job, n_threads);
    }
    free(job.take);
    free(job.founder);
    free(job.count);
    free(job.first);
    return status;
}
