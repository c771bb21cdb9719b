// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes by part, at the end of one replicate of the base strategy: used ones, not reserved ones.
#include "sim/verb/bench_parts.h"
#include "sim/verb/footprint.h"

#include <string.h>

enum { WORLD_PERSON_LIMIT = 40, TIE_LIMIT = 4, STATE_PERSON_LIMIT = 64 };

static const struct op_segment_about engine_segments[OP_SEG_MODEL] = {
    [OP_SEG_ENGINE] = { "engine", 0 },
    [OP_SEG_QUEUE + OP_QUEUE_HEAD] = { "queue: buckets", 0 },
    [OP_SEG_QUEUE + OP_QUEUE_CHUNKS] = { "queue: chunks of 15 events", 256 },
    [OP_SEG_QUEUE + OP_QUEUE_OPEN] = { "queue: opened bucket", sizeof(struct op_event) },
    [OP_SEG_QUEUE + OP_QUEUE_LATE] = { "queue: late events", sizeof(struct op_event) },
    [OP_SEG_TIMER] = { "timers", 0 },
    [OP_SEG_TIMER_HEAP] = { "timers: heap", 0 },
    [OP_SEG_CLOCK] = { "clocks", 0 },
    [OP_SEG_CLOCK_NODE] = { "clocks: nodes", 0 },
    [OP_SEG_ACTION] = { "actions", 0 },
    [OP_SEG_LEVER] = { "levers", 0 },
};

static const char *const default_scenario = "scenarios/minimal.yaml";

// Rows of the world; returns its number of persons.
static double
world_rows(struct op_bench *bench, const struct op_trial *trial)
{
    struct op_world_part part[OP_MAX_WORLD_PARTS];
    const int n =
        trial->set.maker->describe != NULL ? trial->set.maker->describe(trial->world, part) : 0;
    const double n_persons = n > 0 && part[0].count > 0 ? (double)part[0].count : 0;
    double all = 0, persons = 0, ties = 0, n_ties = 0;
    for (int i = 0; i < n; i++) {
        const double bytes = (double)part[i].bytes;
        op_bench_add(bench, "memory", (double)part[i].count, bytes, "B", "world: %s", part[i].name);
        all += bytes;
        persons += strncmp(part[i].name, "persons", 7) == 0 ? bytes : 0;
        if (strncmp(part[i].name, "ties", 4) == 0) {
            ties += bytes;
            n_ties += (double)part[i].count;
        }
    }
    if (n_persons > 0) {
        op_bench_add(bench, "memory", n_persons, all, "B", "world, all");
        op_bench_add(bench, "memory", 0, persons / n_persons, "B", "world a person");
        op_bench_limit(bench, WORLD_PERSON_LIMIT);
    }
    if (n_ties > 0) {
        op_bench_add(bench, "memory", 0, ties / n_ties, "B", "world a directed tie");
        op_bench_limit(bench, TIE_LIMIT);
    }
    return n_persons;
}

static void
state_rows(struct op_bench *bench, const struct op_trial *trial, double n_persons)
{
    const struct op_state *state = &trial->worker.run[0].state;
    const struct op_model *model = trial->set.model;
    for (int i = 0; i < state->n_segments; i++) {
        const size_t bytes = state->segment[i].used_bytes;
        struct op_segment_about about = { "of the model", 0 };
        if (i < OP_SEG_MODEL) {
            about = engine_segments[i];
        } else if (model->segments != NULL) {
            about = model->segments[i - OP_SEG_MODEL];
        }
        if (bytes > 0) {
            op_bench_add(bench, "memory",
                         about.row_bytes > 0 ? (double)(bytes / about.row_bytes) : 0, (double)bytes,
                         "B", "state: %s", about.name);
        }
    }
    const double all = (double)op_state_used_bytes(state);
    op_bench_add(bench, "memory", n_persons, all, "B", "state, all: what a fork copies");
    if (n_persons > 0) {
        op_bench_add(bench, "memory", 0, all / n_persons, "B", "state a person of the world");
        op_bench_limit(bench, STATE_PERSON_LIMIT);
    }
}

enum op_status
op_bench_memory(struct op_bench *bench)
{
    char path[4096];
    struct op_trial trial;
    struct op_trial_cost cost = { 0 };
    const char *scenario =
        bench->scenario != NULL ? bench->scenario : op_bench_share(bench, default_scenario, path);
    enum op_status status = op_trial_open(&trial, bench, scenario, NULL, false);
    if (status == OP_OK) {
        status = op_trial_simulate(&trial, &trial.worker, 0, &cost);
    }
    if (status == OP_OK) {
        const double n_persons = world_rows(bench, &trial);
        state_rows(bench, &trial, n_persons);
        op_bench_add(bench, "memory", 0, op_footprint_peak_bytes(), "B",
                     "peak of the whole program so far");
    }
    op_trial_close(&trial);
    return status;
}

// ---- forks ----

static enum op_status
copy_states(struct op_bench *bench, struct op_trial *trial, double replicate_s)
{
    enum { ROUNDS = 9 };
    struct op_worker fresh;
    const struct op_state *from = &trial->worker.run[0].state;
    enum op_status status =
        op_worker_init(&fresh, trial->set.model, &trial->scenario, 1, trial->worker.stop);
    if (status != OP_OK) {
        return status;
    }
    struct op_state *to = &fresh.run[0].state;
    const double before = op_footprint_resident_bytes();
    op_state_copy(to, from);
    const double grown = op_footprint_resident_bytes() - before;
    double best_s = 1e9;
    for (int i = 0; i < ROUNDS; i++) {
        op_state_reset(to);
        const double began_s = op_bench_cpu_s();
        op_state_copy(to, from);
        const double took_s = op_bench_cpu_s() - began_s;
        best_s = took_s < best_s ? took_s : best_s;
    }
    const double used = (double)op_state_used_bytes(from);
    double reserved = 0;
    for (int i = 0; i < from->n_segments; i++) {
        reserved += (double)from->segment[i].reserved_bytes;
    }
    op_bench_add(bench, "fork", 0, used, "B", "state copied, at the end of a replicate");
    op_bench_add(bench, "fork", 0, grown, "B", "memory taken by a first copy");
    op_bench_add(bench, "fork", 0, reserved, "B", "address space reserved for a state");
    op_bench_add(bench, "fork", 0, best_s * 1e6, "us", "a copy");
    op_bench_add(bench, "fork", 0, 100 * best_s / replicate_s, "%",
                 "a copy, of the time of a replicate");
    op_worker_free(&fresh);
    return OP_OK;
}

enum op_status
op_bench_fork(struct op_bench *bench)
{
    char path[4096];
    struct op_trial trial;
    struct op_trial_cost cost = { 0 };
    const char *scenario =
        bench->scenario != NULL ? bench->scenario : op_bench_share(bench, default_scenario, path);
    enum op_status status = op_trial_open(&trial, bench, scenario, NULL, true);
    if (status == OP_OK) {
        status = op_trial_simulate(&trial, &trial.worker, 0, &cost);
    }
    if (status == OP_OK) {
        status = copy_states(bench, &trial, cost.seconds);
    }
    if (status == OP_OK) {
        const double in_arms = (double)(cost.n_in_arms > 0 ? cost.n_in_arms : 1);
        op_bench_add(bench, "fork", 0, trial.n_strategies, "arms", "arms of the replicate");
        op_bench_add(bench, "fork", 0, cost.seconds * 1e3, "ms", "the replicate");
        op_bench_add(bench, "fork", 0, 100 * (1 - (double)cost.n_simulated / in_arms), "%",
                     "events that forks save");
    }
    op_trial_close(&trial);
    return status;
}
