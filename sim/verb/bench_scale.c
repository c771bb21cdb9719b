// SPDX-License-Identifier: GPL-3.0-or-later
// Time an event as the world grows: an infection on a preferential network, from ten persons to its
// end. Replicates are repeated until a million events or more were handled.
#include "sim/verb/bench_parts.h"

#include <math.h>

static double
world_bytes(const struct op_trial *trial)
{
    struct op_world_part part[OP_MAX_WORLD_PARTS];
    const int n =
        trial->set.maker->describe != NULL ? trial->set.maker->describe(trial->world, part) : 0;
    double sum = 0;
    for (int i = 0; i < n; i++) {
        sum += (double)part[i].bytes;
    }
    return sum;
}

static enum op_status
measure(struct op_bench *bench, struct op_trial *trial, double persons)
{
    const double least_events = bench->is_quick ? 1 : 2e6;
    const int n_rounds = bench->is_quick || persons > 2e6 ? 1 : 3;
    double best_ns = HUGE_VAL;
    uint32_t replicate = 0;
    enum op_status status = OP_OK;
    for (int round = 0; round < n_rounds && status == OP_OK; round++) {
        struct op_trial_cost cost = { 0 };
        for (int i = 0; i < 1000 && status == OP_OK && (double)cost.n_simulated < least_events;
             i++) {
            status = op_trial_simulate(trial, &trial->worker, replicate++, &cost);
        }
        const double ns =
            cost.seconds * 1e9 / (double)(cost.n_simulated > 0 ? cost.n_simulated : 1);
        best_ns = ns < best_ns ? ns : best_ns;
    }
    if (status == OP_OK) {
        const double bytes =
            world_bytes(trial) + (double)op_state_used_bytes(&trial->worker.run[0].state);
        op_bench_add(bench, "scale", persons, best_ns, "ns", "an event");
        op_bench_add(bench, "scale", persons, bytes / 1048576, "MiB", "network and state");
        op_bench_add(bench, "scale", persons, trial->world_s, "s", "network built");
    }
    return status;
}

enum op_status
op_bench_scale(struct op_bench *bench)
{
    static const double usual[] = { 1e4, 3e4, 1e5, 3e5, 1e6, 3e6, 1e7 };
    char path[4096], set[64];
    double size[OP_BENCH_MAX_SIZES];
    const double most = bench->is_quick ? 1e4 : bench->is_whole ? 1e6 : 1e7;
    const int n = op_bench_sizes(bench, usual, 7, most, size);
    const char *scenario = bench->scenario != NULL
                               ? bench->scenario
                               : op_bench_share(bench, "scenarios/reference/sir.yaml", path);
    enum op_status status = OP_OK;
    for (int i = 0; i < n && status == OP_OK; i++) {
        struct op_trial trial;
        (void)snprintf(set, sizeof set, "network.persons=%.0f", size[i]);
        status = op_trial_open(&trial, bench, scenario, set, false);
        if (status == OP_OK) {
            status = measure(bench, &trial, size[i]);
        }
        op_trial_close(&trial);
    }
    return status;
}
