// SPDX-License-Identifier: GPL-3.0-or-later
// Followers: each person has some in the own community (between half and one and a half times the
// mean, near ones preferred) and a heavy-tailed number outside, from towns near or from anywhere.
//
// Every row is drawn by itself, from draws keyed by its person, so rows can be made in any order.
//
// Known: exponent 2.3 on [1, infinity) has mean 1.3 / .3 = 4.333.
#include "models/ties/follow.h"

#include "models/population/population.h"
#include "models/shared/large.h"
#include "models/shared/slices.h"
#include "models/ties/pick.h"

#include <math.h>
#include <stdlib.h>

double
op_power_law_mean(const struct op_power_law *law)
{
    const double a = law->exponent - 1, ratio = law->least / law->most;
    const double b = a - 1;

    if (ratio >= 1) return law->most;
    // the integral of x^-a; its limit where a is 1
    const double inner = b > -1e-9 && b < 1e-9 ? -op_log(ratio) : (1 - op_pow(ratio, b)) / b;
    return a * law->least * inner / (1 - op_pow(ratio, a));
}

double
op_power_law_value(const struct op_power_law *law, double u)
{
    const double a = law->exponent - 1;
    const double rest = 1 - op_pow(law->least / law->most, a);

    return law->least * op_pow(1 - u * rest, -1 / a);
}

double
op_power_law_least(double mean, double most, double exponent)
{
    double low = most / 1e6, high = most;

    for (int k = 0; k < 60; k++) {
        const struct op_power_law law = { sqrt(low * high), most, exponent };

        if (op_power_law_mean(&law) < mean) {
            low = law.least;
        } else {
            high = law.least;
        }
    }
    return sqrt(low * high);
}

struct follow_job {
    struct op_world *world;
    const struct op_chance *chance;
    double inside_mean, near_prob;
    uint8_t *take;   // as op_pick_take_table() gives
    struct op_power_law outside;
    uint32_t *n_inside;   // [n_persons]
    uint32_t *count;      // [n_persons] wanted, then found
};

// How many a person wants; the fractions are rounded by chance, so means hold.
static void
draw_counts(void *arg, uint32_t first, uint32_t past)
{
    const struct follow_job *const job = arg;
    const struct op_world *const world = job->world;

    for (uint32_t i = first; i < past; i++) {
        const struct op_words words = op_draw_words(job->chance, OP_DRAW_TIES, i, 0, 1);
        const double spread = 0.5 + op_unit_from32(words.w[0]);
        const double inside = job->inside_mean * spread + op_unit_from32(words.w[1]);
        const double outside = op_power_law_value(&job->outside, op_unit_from32(words.w[2])) +
                               op_unit_from32(words.w[3]);
        uint32_t start, end;

        op_world_cluster(world, i, &start, &end);
        const uint32_t n_others = end - start - 1, n_rest = world->n_persons - (end - start);
        uint32_t n_in = (uint32_t)inside, n_out = job->outside.most > 0 ? (uint32_t)outside : 0;
        // What a small community has no room for comes from outside.
        if (n_in > n_others / 2) {
            n_out += n_in - n_others / 2;
            n_in = n_others / 2;
        }
        job->n_inside[i] = n_in;
        job->count[i] = n_in + (n_out < n_rest / 2 ? n_out : n_rest / 2);
    }
}

static void
draw_rows(void *arg, uint32_t first, uint32_t past)
{
    const struct follow_job *const job = arg;
    const struct op_world *const world = job->world;

    for (uint32_t i = first; i < past; i++) {
        uint32_t *const row = &world->follower[world->follower_first[i]];
        const uint32_t wanted = job->count[i];
        struct op_pick pick = { .world = world,
                                .chance = job->chance,
                                .purpose = OP_DRAW_TIES,
                                .subject = i,
                                .person = i,
                                .take = job->take,
                                .near_prob = job->near_prob,
                                .cluster_power = 2 };

        op_world_cluster(world, i, &pick.first, &pick.past);
        const uint32_t n = op_pick_inside(&pick, row, job->n_inside[i]);
        job->count[i] = n + op_pick_outside(&pick, row + n, wanted - job->n_inside[i]);
        op_pick_join(row, n, job->count[i]);
    }
}

static void
set_shares(struct follow_job *job, const double *param)
{
    const double mean = param[OP_POP_FOLLOWERS], own = param[OP_POP_OWN_CLUSTER];
    const double near = param[OP_POP_NEAR] < 1 - own ? param[OP_POP_NEAR] : 1 - own;
    const double room = job->world->n_persons / 4.0;
    const double most = param[OP_POP_FOLLOWERS_CAP] < room ? param[OP_POP_FOLLOWERS_CAP] : room;
    const double outside = mean * (1 - own);

    job->inside_mean = mean * own;
    job->near_prob = own < 1 ? near / (1 - own) : 0;
    if (outside > 0) {
        const double exponent = param[OP_POP_FOLLOWERS_EXPONENT];
        job->outside =
            (struct op_power_law){ op_power_law_least(outside, most, exponent), most, exponent };
    } else {
        job->outside = (struct op_power_law){ 1, 0, 2 };
    }
}

enum op_status
op_follow_draw(struct op_world *world, const struct op_chance *chance, const double *param,
               int n_threads)
{
    const uint32_t n = world->n_persons;
    struct follow_job job = { .world = world, .chance = chance };
    enum op_status status = OP_NO_MEMORY;
    uint64_t sum = 0;

    set_shares(&job, param);
    job.take = op_pick_take_table(world);
    job.n_inside = malloc(n * sizeof *job.n_inside);
    job.count = malloc(n * sizeof *job.count);
    world->follower_first = malloc(((size_t)n + 1) * sizeof *world->follower_first);
    if (job.take == NULL || job.n_inside == NULL || job.count == NULL ||
        world->follower_first == NULL) {
        goto out;
    }
    op_slices(n_threads, n, 4096, draw_counts, &job);
    for (uint32_t i = 0; i < n; i++) {
        world->follower_first[i] = (uint32_t)sum;
        sum += job.count[i];
    }
    if (sum > UINT32_MAX) {
        status = OP_TOO_LARGE;
        goto out;
    }
    world->follower_first[n] = (uint32_t)sum;
    world->follower = op_large_new(sum > 0 ? sum : 1, sizeof *world->follower);
    if (world->follower == NULL) goto out;
    op_slices(n_threads, n, 4096, draw_rows, &job);
    op_pick_close_gaps(world->follower_first, world->follower, job.count, n);
    world->mean_followers = (double)world->follower_first[n] / n;
    status = OP_OK;
out:
    free(job.take);
    free(job.n_inside);
    free(job.count);
    return status;
}
