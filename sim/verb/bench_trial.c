// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/verb/bench_parts.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static const volatile int never_stop;

double
op_bench_cpu_s(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

int
op_bench_sizes(const struct op_bench *bench, const double *usual, int n_usual, double most,
               double size[OP_BENCH_MAX_SIZES])
{
    if (bench->n_sizes > 0) {
        memcpy(size, bench->size, sizeof bench->size);
        return bench->n_sizes;
    }
    int n = 0;
    while (n < n_usual && usual[n] <= most) {
        size[n] = usual[n];
        n++;
    }
    return n;
}

const char *
op_bench_share(const struct op_bench *bench, const char *path, char full[4096])
{
    (void)snprintf(full, 4096, "%s/%s", bench->program->share_dir, path);
    return full;
}

// The model that the scenario was read by.
static struct op_model_set
model_of(const struct op_program *program, const struct op_scenario *scenario)
{
    for (int i = 0; i < program->n_references; i++) {
        if (&program->references[i].model->schema == scenario->schema) {
            return program->references[i];
        }
    }
    return (struct op_model_set){ program->model, program->maker };
}

static enum op_status
choose(struct op_trial *trial, struct op_bench *bench, bool all_strategies)
{
    const struct op_scenario *scenario = &trial->scenario;
    const int n = all_strategies ? scenario->n_strategies : 1;
    if (n > OP_MAX_ARMS) {
        return op_diag_add(&bench->diag, OP_TOO_LARGE, (struct op_place){ .file = scenario->path },
                           NULL, "%d strategies; at most %d can be compared", n, OP_MAX_ARMS);
    }
    trial->strategies = calloc((size_t)n, sizeof *trial->strategies);
    if (trial->strategies == NULL) {
        return OP_NO_MEMORY;
    }
    for (int i = 0; i < n; i++) {
        trial->strategies[i] = all_strategies ? i : scenario->base;
    }
    trial->n_strategies = n;
    return OP_OK;
}

static enum op_status
build(struct op_trial *trial, struct op_bench *bench)
{
    enum op_status status = op_draws_init(&trial->draws, trial->set.model, &trial->scenario);
    if (status != OP_OK) {
        return status;
    }
    op_draws_make(&trial->draws, trial->set.model, &trial->scenario, trial->seed, 0, 0, false);
    const double began_s = op_bench_cpu_s();
    status = trial->set.maker->build(&trial->world, &trial->scenario, trial->draws.param,
                                     trial->seed, 0, 1, &bench->diag);
    trial->world_s = op_bench_cpu_s() - began_s;
    return status;
}

enum op_status
op_trial_open(struct op_trial *trial, struct op_bench *bench, const char *path, const char *set,
              bool all_strategies)
{
    const char *sets[OP_BENCH_MAX_SETS + 1];
    *trial = (struct op_trial){ .seed = bench->seed };
    memcpy(sets, bench->set, sizeof bench->set);
    int n_sets = bench->n_sets;
    if (set != NULL) {
        sets[n_sets++] = set;
    }
    const struct op_load_options options = { .share_dir = bench->program->share_dir,
                                             .sets = sets,
                                             .n_sets = n_sets };
    enum op_status status = op_scenario_load(&trial->scenario, path, &bench->program->model->schema,
                                             &options, &bench->diag);
    if (status == OP_OK) {
        trial->set = model_of(bench->program, &trial->scenario);
        status = choose(trial, bench, all_strategies);
    }
    if (status == OP_OK) {
        status = build(trial, bench);
    }
    if (status == OP_OK) {
        const int n_levels = trial->n_strategies > 1 ? trial->n_strategies : 2;   // one to copy to
        status = op_worker_init(&trial->worker, trial->set.model, &trial->scenario, n_levels,
                                &never_stop);
    }
    return status;
}

void
op_trial_close(struct op_trial *trial)
{
    op_worker_free(&trial->worker);
    if (trial->world != NULL) {
        trial->set.maker->free(trial->world);
    }
    op_draws_free(&trial->draws);
    free(trial->strategies);
    op_scenario_free(&trial->scenario);
    *trial = (struct op_trial){ 0 };
}

enum op_status
op_trial_simulate(struct op_trial *trial, struct op_worker *worker, uint32_t replicate,
                  struct op_trial_cost *cost)
{
    op_draws_make(&trial->draws, trial->set.model, &trial->scenario, trial->seed, replicate, 0,
                  false);
    const struct op_replicate_input input = {
        .seed = trial->seed,
        .replicate = replicate,
        .world = trial->world,
        .param = trial->draws.param,
        .action_factor = (const double *const *)trial->draws.action_factor,
        .strategies = trial->strategies,
        .n_strategies = trial->n_strategies,
    };
    struct op_replicate result;
    const double began_s = op_bench_cpu_s();
    const enum op_status status = op_replicate_simulate(worker, &input, &result);
    cost->seconds += op_bench_cpu_s() - began_s;
    cost->n_simulated += result.n_simulated;
    for (int i = 0; i < result.n_arms && result.arm != NULL; i++) {
        cost->n_in_arms += result.arm[i].n_events;
    }
    op_replicate_free(&result);
    return status;
}
