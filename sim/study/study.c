// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/study.h"

#include "sim/run/chance_check.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

// A replicate: its arms and its draws under each set of conditions.
struct slot {
    struct op_replicate *result;   // [n_conditions]
    struct op_draws *draws;        // [n_conditions]
    uint32_t replicate;
    enum op_status status;
    bool is_ready;
};

struct study {
    const struct op_model *model;
    const struct op_scenario *scenario;
    const struct op_study_options *options;
    void **worlds;
    op_replicate_taker *take;
    op_progress *progress;
    void *context;
    const volatile int *stop;
    struct op_study_counts *counts;
    struct op_diag *diag;
    struct slot *slots;   // a ring of n_slots
    int n_slots;
    int next_start, next_take;   // 0-based within the study
    bool is_enough;              // what comes now is not wanted any more
    enum op_status status;       // what ends the study
    pthread_mutex_t lock;
    pthread_cond_t moved;
};

int
op_study_n_conditions(const struct op_study_options *options)
{
    return options->n_conditions > 0 ? options->n_conditions : 1;
}

int
op_study_n_worlds(const struct op_study_options *options, const struct op_scenario *scenario)
{
    return options->n_replicates < scenario->n_worlds ? options->n_replicates : scenario->n_worlds;
}

static uint32_t
world_of(const struct op_scenario *scenario, uint32_t replicate)
{
    return replicate % (uint32_t)scenario->n_worlds;
}

int
op_study_conditions(const struct op_study_options *options, int k)
{
    return options->n_conditions > 0 ? options->conditions[k] : -1;
}

static double
clock_s(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

// One that was stopped ends the study; one that failed is noted, and the others go on.
static void
note_failure(struct study *study, uint32_t replicate, enum op_status status)
{
    struct op_study_counts *counts = study->counts;
    if (status == OP_INTERRUPTED || status == OP_IO || status == OP_CANNOT_CREATE) {
        // Stopped, or a disk that takes no more: the next one would fare no better.
        study->status = study->status == OP_OK ? status : study->status;
    } else {
        if (counts->n_failed < OP_MAX_FAILED_LISTED) {
            counts->failed[counts->n_failed] = (int)replicate;
            counts->reason[counts->n_failed] = status;
        }
        counts->n_failed++;
        counts->failure = status;
    }
}

// A finished replicate, set by set.
static void
take_one(struct study *study, const struct slot *slot)
{
    for (int c = 0; c < op_study_n_conditions(study->options) && study->status == OP_OK; c++) {
        study->status = study->take(study->context, &slot->result[c], &slot->draws[c]);
        study->counts->n_simulated += slot->result[c].n_simulated;
        for (int i = 0; i < slot->result[c].n_arms; i++) {
            study->counts->n_in_arms += slot->result[c].arm[i].n_events;
        }
    }
    study->counts->n_done += study->status == OP_OK;
    study->is_enough = study->options->is_enough != NULL &&
                       study->options->is_enough(study->options->enough_context);
}

// Under the lock: hand over what is ready, in order. Where one set of conditions failed the whole
// replicate is left out, so that sets stay paired.
static void
take_ready(struct study *study)
{
    while (study->slots[study->next_take % study->n_slots].is_ready) {
        struct slot *slot = &study->slots[study->next_take % study->n_slots];
        if (study->is_enough) {
            // it was on its way when the last one was found
        } else if (slot->status == OP_OK && study->status == OP_OK) {
            take_one(study, slot);
        } else if (slot->status != OP_OK) {
            note_failure(study, slot->replicate, slot->status);
        }
        for (int c = 0; c < op_study_n_conditions(study->options); c++) {
            op_replicate_free(&slot->result[c]);
        }
        slot->is_ready = false;
        study->next_take++;
        if (study->progress != NULL) {
            study->progress(study->context, study->counts->n_done, study->options->n_replicates);
        }
        (void)pthread_cond_broadcast(&study->moved);
    }
}

// Next replicate to simulate, or -1. Waits while the ring is full, so memory stays bounded.
static int
next_replicate(struct study *study)
{
    (void)pthread_mutex_lock(&study->lock);
    while (study->next_start >= study->next_take + study->n_slots && study->status == OP_OK &&
           !study->is_enough) {
        (void)pthread_cond_wait(&study->moved, &study->lock);
    }
    const bool is_over = study->next_start >= study->options->n_replicates || study->is_enough ||
                         study->status != OP_OK || *study->stop != 0;
    const int next = is_over ? -1 : study->next_start++;
    (void)pthread_mutex_unlock(&study->lock);
    return next;
}

const char *
op_study_snapshot_path(const struct op_study_options *options, const char *folder, int replicate,
                       char path[4096])
{
    if (folder == options->from_path && !options->from_is_folder) {
        return folder;
    }
    (void)snprintf(path, 4096, "%.4000s/replicate-%06d.snapshot", folder, replicate);
    return path;
}

// What is wrong with a snapshot is told once: it is wrong with all of them.
static void
pass_on(struct study *study, const struct op_diag *found)
{
    if (found->n_findings > 0 && study->diag->n_errors == 0) {
        const struct op_finding *first = &found->findings[0];
        (void)!op_diag_add(study->diag, first->status, first->place, first->hint, "%s",
                           first->message);
    }
}

static enum op_status
simulate_one(struct study *study, struct op_worker *worker, struct op_replicate_input asked,
             struct op_replicate *result)
{
    struct op_replicate_input *input = &asked;
    const struct op_study_options *options = study->options;
    const int replicate = (int)input->replicate;
    struct op_snapshot from = { 0 };
    char to_path[4096], from_path[4096];
    enum op_status status = OP_OK;
    if (options->snapshot_folder != NULL) {
        input->snapshot_path =
            op_study_snapshot_path(options, options->snapshot_folder, replicate, to_path);
        input->snapshot_key =
            (struct op_snapshot_key){ options->snapshot_at_us, options->seed, input->replicate,
                                      options->fixed_parameters };
    }
    if (options->from_path != NULL) {
        status = op_snapshot_open(&from,
                                  op_study_snapshot_path(options, options->from_path, replicate,
                                                         from_path),
                                  input->diag);
        input->from = &from;
    }
    if (status == OP_OK) {
        status = op_replicate_simulate(worker, input, result);
    }
    op_snapshot_free(&from);
    return status;
}

// One set of conditions: its arms start as one trajectory, which those of no other set share.
static enum op_status
simulate_under(struct study *study, struct op_worker *worker, struct slot *slot, int c,
               struct op_diag *found)
{
    const struct op_study_options *options = study->options;
    const uint32_t replicate = slot->replicate;
    const uint32_t world = world_of(study->scenario, replicate);
    const int conditions = op_study_conditions(options, c);
    struct op_draws *draws = &slot->draws[c];
    op_draws_under(draws, study->model, study->scenario, options->seed, replicate, world,
                   conditions, options->fixed_parameters);
    const struct op_replicate_input input = {
        .seed = options->seed,
        .replicate = replicate,
        .conditions = conditions,
        .world = study->worlds[world],
        .param = draws->param,
        .action_factor = (const double *const *)draws->action_factor,
        .strategies =
            options->strategies_under != NULL ? options->strategies_under[c] : options->strategies,
        .n_strategies =
            options->strategies_under != NULL ? options->n_under[c] : options->n_strategies,
        .lookouts = options->lookouts,
        .n_lookouts = options->n_lookouts,
        .no_fork = options->no_fork,
        .diag = found,
    };
    return simulate_one(study, worker, input, &slot->result[c]);
}

static void
simulate(struct study *study, struct op_worker *worker, int k)
{
    struct slot *slot = &study->slots[k % study->n_slots];
    enum op_status status = OP_OK;
    struct op_diag found;
    op_diag_init(&found);
    slot->replicate = (uint32_t)(study->options->first_replicate + k);
    for (int c = 0; c < op_study_n_conditions(study->options) && status == OP_OK; c++) {
        status = simulate_under(study, worker, slot, c, &found);
    }
    (void)pthread_mutex_lock(&study->lock);
    slot->status = status;
    slot->is_ready = true;
    pass_on(study, &found);
    take_ready(study);
    (void)pthread_mutex_unlock(&study->lock);
    op_diag_free(&found);
}

static void *
work(void *argument)
{
    struct study *study = argument;
    struct op_worker worker;
    const enum op_status status = op_worker_init(&worker, study->model, study->scenario,
                                                 study->options->n_strategies, study->stop);
    if (status != OP_OK) {
        (void)pthread_mutex_lock(&study->lock);
        study->status = status;
        (void)pthread_cond_broadcast(&study->moved);
        (void)pthread_mutex_unlock(&study->lock);
        return NULL;
    }
    for (int k = next_replicate(study); k >= 0; k = next_replicate(study)) {
        simulate(study, &worker, k);
    }
    op_worker_free(&worker);
    return NULL;
}

static enum op_status
build_worlds(struct study *study, const struct op_world_maker *maker, struct op_diag *diag)
{
    struct op_draws draws;
    enum op_status status = op_draws_init(&draws, study->model, study->scenario);
    const struct op_study_options *options = study->options;
    const int n = op_study_n_worlds(options, study->scenario);
    for (int k = 0; k < n && status == OP_OK; k++) {
        const uint32_t w = world_of(study->scenario, (uint32_t)(options->first_replicate + k));
        op_chance_check_reset();   // a world's draws are watched by themselves
        op_draws_make(&draws, study->model, study->scenario, options->seed, 0, w,
                      options->fixed_parameters);
        status = maker->build(&study->worlds[w], study->scenario, draws.param, options->seed, w,
                              options->n_threads, diag);
    }
    op_chance_check_reset();
    op_draws_free(&draws);
    return status;
}

static enum op_status
make_slots(struct study *study)
{
    const int n = op_study_n_conditions(study->options);
    study->slots = calloc((size_t)study->n_slots, sizeof *study->slots);
    for (int i = 0; i < study->n_slots && study->slots != NULL; i++) {
        struct slot *slot = &study->slots[i];
        slot->result = calloc((size_t)n, sizeof *slot->result);
        slot->draws = calloc((size_t)n, sizeof *slot->draws);
        enum op_status status = slot->result == NULL || slot->draws == NULL ? OP_NO_MEMORY : OP_OK;
        for (int c = 0; c < n && status == OP_OK; c++) {
            status = op_draws_init(&slot->draws[c], study->model, study->scenario);
        }
        if (status != OP_OK) {
            return status;
        }
    }
    return study->slots == NULL ? OP_NO_MEMORY : OP_OK;
}

static void
free_slots(struct study *study)
{
    for (int i = 0; i < study->n_slots && study->slots != NULL; i++) {
        struct slot *slot = &study->slots[i];
        for (int c = 0; c < op_study_n_conditions(study->options) && slot->draws != NULL; c++) {
            op_draws_free(&slot->draws[c]);
        }
        free(slot->draws);
        free(slot->result);
    }
    free(study->slots);
}

static enum op_status
run_threads(struct study *study)
{
    const int n = study->options->n_threads;
    pthread_t *threads = calloc((size_t)n, sizeof *threads);
    if (threads == NULL) {
        return OP_NO_MEMORY;
    }
    int n_started = 0;
    while (n_started < n && pthread_create(&threads[n_started], NULL, work, study) == 0) {
        n_started++;
    }
    if (n_started == 0) {
        (void)work(study);
    }
    for (int i = 0; i < n_started; i++) {
        (void)pthread_join(threads[i], NULL);
    }
    free(threads);
    return study->status;
}

enum op_status
op_study_go(const struct op_model *model, const struct op_scenario *scenario,
            const struct op_world_maker *maker, const struct op_study_options *options,
            op_replicate_taker *take, op_progress *progress, void *context,
            const volatile int *stop, struct op_study_counts *counts, struct op_diag *diag)
{
    *counts = (struct op_study_counts){ 0 };
    struct study study = { .model = model,
                           .scenario = scenario,
                           .options = options,
                           .take = take,
                           .progress = progress,
                           .context = context,
                           .stop = stop,
                           .counts = counts,
                           .diag = diag,
                           .n_slots = options->n_threads * 8 + 16 };
    (void)pthread_mutex_init(&study.lock, NULL);
    (void)pthread_cond_init(&study.moved, NULL);
    study.worlds = calloc((size_t)scenario->n_worlds, sizeof *study.worlds);
    enum op_status status = make_slots(&study);
    status = study.worlds == NULL ? OP_NO_MEMORY : status;
    const double start_s = clock_s();
    if (status == OP_OK) {
        status = build_worlds(&study, maker, diag);
    }
    const double built_s = clock_s();
    if (status == OP_OK) {
        status = run_threads(&study);
    }
    counts->world_s = built_s - start_s;
    counts->simulate_s = clock_s() - built_s;
    for (int w = 0; w < scenario->n_worlds && study.worlds != NULL; w++) {
        maker->free(study.worlds[w]);
    }
    free_slots(&study);
    free(study.worlds);
    (void)pthread_cond_destroy(&study.moved);
    (void)pthread_mutex_destroy(&study.lock);
    if (status == OP_OK && *stop != 0) {
        return OP_INTERRUPTED;
    }
    if (status == OP_OK && counts->n_failed > 0) {
        return counts->n_done > 0 ? OP_PARTIAL : counts->failure;
    }
    return status;
}
