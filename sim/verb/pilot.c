// SPDX-License-Identifier: GPL-3.0-or-later
// The evenings that a dry run really simulates: on one thread, written into a folder of their own,
// so that time, memory and disk are measured and not guessed.
#include "sim/run/chance_check.h"
#include "sim/study/about.h"
#include "sim/study/output.h"
#include "sim/verb/dryrun.h"
#include "sim/verb/footprint.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MOST_EVENINGS = 8, LEAST_EVENINGS = 2, BUDGET_S = 3 };

static double
clock_of(clockid_t which)
{
    struct timespec now;

    (void)clock_gettime(which, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

// Bytes of all files below a folder.
static double
bytes_below(const char *path)
{
    double bytes = 0;
    DIR *dir = opendir(path);

    for (struct dirent *entry = dir ? readdir(dir) : NULL; entry; entry = readdir(dir)) {
        char inner[4096];
        struct stat about;

        (void)snprintf(inner, sizeof inner, "%.3000s/%s", path, entry->d_name);
        if (entry->d_name[0] == '.' || lstat(inner, &about) != 0) {
            continue;
        }
        bytes += S_ISDIR(about.st_mode) ? bytes_below(inner) : (double)about.st_size;
    }
    if (dir != NULL) {
        (void)closedir(dir);
    }
    return bytes;
}

static double
bytes_of(const struct op_folder *folder, const char *name)
{
    char path[4096];
    struct stat about;

    return stat(op_folder_file(folder, name, path), &about) == 0 ? (double)about.st_size : 0;
}

// ---- what happened in an evening ----

static void
count_row(struct op_dry_tally *tally, const struct op_log_row *row, bool *has_started,
          bool *was_refused)
{
    if (row->kind == OP_LOG_UNSEEN) {
        tally->n_unseen += !*was_refused;
        *was_refused = true;
    } else if (row->kind == OP_LOG_START) {
        tally->n_started += !*has_started;
        tally->first_us = row->at_us < tally->first_us ? row->at_us : tally->first_us;
        tally->last_us = row->at_us > tally->last_us ? row->at_us : tally->last_us;
        *has_started = true;
    } else if (!*was_refused) {
        if (tally->n_refused++ == 0) {
            tally->refused_us = row->at_us;
            tally->refused_phase = (int)row->value;
        }
        *was_refused = true;
    }
}

static enum op_status
count_evening(struct op_pilot *pilot, const struct op_dry_run *dry,
              const struct op_replicate *evening)
{
    const int n_actions = dry->scenario->n_actions;
    bool *seen = calloc(2 * (size_t)n_actions + 2, sizeof *seen);

    if (seen == NULL) {
        return OP_NO_MEMORY;
    }
    for (int i = 0; i < evening->n_arms; i++) {
        const struct op_arm_result *arm = &evening->arm[i];
        struct op_dry_tally *tally = &pilot->tally[i * n_actions];

        memset(seen, 0, 2 * (size_t)n_actions * sizeof *seen);
        for (size_t k = 0; k < arm->record.n_log; k++) {
            const struct op_log_row *row = &arm->record.log[k];

            if (row->kind == OP_LOG_START || row->kind == OP_LOG_REFUSED ||
                row->kind == OP_LOG_UNSEEN) {
                count_row(&tally[row->subject], row, &seen[2 * row->subject],
                          &seen[2 * row->subject + 1]);
            }
        }
        if (arm->departed_us < pilot->departed_us[i]) {
            pilot->departed_us[i] = arm->departed_us;
        }
    }
    free(seen);
    return OP_OK;
}

// ---- the evenings ----

struct stage {
    struct op_draws draws;
    struct op_worker worker;
    struct op_results results;
    void *world;
};

// Under one set of conditions. What started when is counted for the first.
static enum op_status
simulate_under(struct op_pilot *pilot, const struct op_dry_run *dry, struct stage *stage, int c,
               struct op_diag *diag)
{
    const struct op_study_options *study = &dry->study;
    const uint32_t replicate = (uint32_t)(study->first_replicate + pilot->n_done);
    const int conditions = op_study_conditions(study, c);
    struct op_replicate evening = { .replicate = replicate };

    op_draws_under(&stage->draws, dry->set.model, dry->scenario, study->seed, replicate, 0,
                   conditions, study->fixed_parameters);

    const struct op_replicate_input input = {
        .seed = study->seed,
        .replicate = replicate,
        .conditions = conditions,
        .world = stage->world,
        .param = stage->draws.param,
        .action_factor = (const double *const *)stage->draws.action_factor,
        .strategies = study->strategies,
        .n_strategies = study->n_strategies,
        .no_fork = study->no_fork,
        .diag = diag,
    };
    enum op_status status = op_replicate_simulate(&stage->worker, &input, &evening);

    if (status == OP_OK && c == 0) {
        status = count_evening(pilot, dry, &evening);
    }
    if (status == OP_OK) {
        status = op_results_take(&stage->results, &evening, &stage->draws);
    }
    op_replicate_free(&evening);
    return status;
}

static enum op_status
simulate_one(struct op_pilot *pilot, const struct op_dry_run *dry, struct stage *stage,
             struct op_diag *diag)
{
    const double began_s = clock_of(CLOCK_MONOTONIC);
    enum op_status status = OP_OK;

    for (int c = 0; c < op_study_n_conditions(&dry->study) && status == OP_OK; c++) {
        status = simulate_under(pilot, dry, stage, c, diag);
    }

    const double took_s = clock_of(CLOCK_MONOTONIC) - began_s;

    if (status == OP_OK) {
        pilot->evening_s += took_s;
        pilot->least_s = pilot->n_done == 0 || took_s < pilot->least_s ? took_s : pilot->least_s;
        pilot->most_s = took_s > pilot->most_s ? took_s : pilot->most_s;
        pilot->n_done++;
    }
    return status;
}

static enum op_status
simulate_all(struct op_pilot *pilot, const struct op_dry_run *dry, struct stage *stage,
             struct op_diag *diag)
{
    const struct op_study_options *study = &dry->study;
    enum op_status status = op_draws_init(&stage->draws, dry->set.model, dry->scenario);
    const double before_bytes = op_footprint_resident_bytes();
    const double began_s = clock_of(CLOCK_MONOTONIC);

    if (status == OP_OK) {
        op_chance_check_reset();   // as in a study, a world's draws are watched by themselves
        op_draws_make(&stage->draws, dry->set.model, dry->scenario, study->seed, 0, 0,
                      study->fixed_parameters);
        status = dry->set.maker->build(&stage->world, dry->scenario, stage->draws.param,
                                       study->seed, 0, study->n_threads, diag);
    }
    op_chance_check_reset();
    const bool is_built = status == OP_OK;   // what could not be built whole tells nothing
    pilot->world_s = clock_of(CLOCK_MONOTONIC) - began_s;

    const double world_bytes = op_footprint_resident_bytes();

    if (status == OP_OK) {
        status = op_worker_init(&stage->worker, dry->set.model, dry->scenario, study->n_strategies,
                                dry->stop);
    }
    while (status == OP_OK && pilot->n_done < study->n_replicates &&
           pilot->n_done < MOST_EVENINGS &&
           (pilot->n_done < LEAST_EVENINGS || pilot->evening_s < BUDGET_S)) {
        status = simulate_one(pilot, dry, stage, diag);
    }
    pilot->world_bytes = world_bytes - before_bytes;
    pilot->worker_bytes = op_footprint_resident_bytes() - world_bytes;
    pilot->peak_bytes = op_footprint_peak_bytes();
    if (is_built && dry->set.maker->describe != NULL) {
        struct op_world_part part[OP_MAX_WORLD_PARTS];

        pilot->n_persons = dry->set.maker->describe(stage->world, part) > 0 ? part[0].count : 0;
    }
    return status;
}

static void
clear_stage(struct stage *stage, const struct op_dry_run *dry)
{
    op_worker_free(&stage->worker);
    op_draws_free(&stage->draws);
    if (stage->world != NULL) {
        dry->set.maker->free(stage->world);
    }
}

// Tables, charts and report of the pilot, as a study makes them.
static enum op_status
finish(struct op_pilot *pilot, const struct op_dry_run *dry, const struct op_folder *folder,
       uint64_t fingerprint, struct op_diag *diag)
{
    const struct op_study_counts counts = { .n_done = pilot->n_done,
                                            .simulate_s = pilot->evening_s };
    const struct op_about about = { .model = dry->set.model,
                                    .scenario = dry->scenario,
                                    .options = &dry->study,
                                    .counts = &counts,
                                    .n_replicates = pilot->n_done,
                                    .command = "oploop",
                                    .version = dry->program->version,
                                    .share_dir = dry->program->share_dir,
                                    .fingerprint = fingerprint,
                                    .end_reason = "pilot" };
    const double began_s = clock_of(CLOCK_MONOTONIC);

    pilot->trajectory_bytes = bytes_of(folder, "trajectories.csv") + bytes_of(folder, "final.csv");
    pilot->growing_bytes = pilot->trajectory_bytes + bytes_of(folder, "outcomes.csv") +
                           bytes_of(folder, "parameters.csv");

    enum op_status status = op_about_tables(folder, &about, diag);

    if (status == OP_OK && dry->set.model->schema.model == NULL) {
        status = dry->program->summarise(folder->work_path, dry->program->share_dir,
                                         dry->options->language, NULL, diag);
    }
    if (status == OP_OK) {
        status = op_about_package(folder, &about, diag);
    }
    pilot->tables_s = clock_of(CLOCK_MONOTONIC) - began_s;
    pilot->other_bytes = bytes_below(folder->work_path) - pilot->growing_bytes;
    return status;
}

static enum op_status
make_tallies(struct op_pilot *pilot, const struct op_dry_run *dry)
{
    const size_t n_arms = (size_t)dry->study.n_strategies;
    const size_t n = n_arms * (size_t)dry->scenario->n_actions;

    pilot->tally = calloc(n + 1, sizeof *pilot->tally);
    pilot->departed_us = calloc(n_arms + 1, sizeof *pilot->departed_us);
    if (pilot->tally == NULL || pilot->departed_us == NULL) {
        return OP_NO_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        pilot->tally[i].first_us = OP_NEVER_US;
    }
    for (size_t i = 0; i < n_arms; i++) {
        pilot->departed_us[i] = OP_NEVER_US;
    }
    return OP_OK;
}

static enum op_status
go_in(struct op_pilot *pilot, const struct op_dry_run *dry, const struct op_folder *folder,
      struct op_diag *diag)
{
    struct stage stage = { .world = NULL };
    enum op_status status =
        op_results_open(&stage.results, folder, dry->set.model, dry->scenario, &dry->study, diag);

    if (status != OP_OK) {
        return status;
    }
    status = simulate_all(pilot, dry, &stage, diag);

    const enum op_status closed = op_results_close(&stage.results, diag);

    clear_stage(&stage, dry);
    status = status == OP_OK ? closed : status;
    return status == OP_OK ? finish(pilot, dry, folder, stage.results.fingerprint, diag) : status;
}

enum op_status
op_pilot_go(struct op_pilot *pilot, const struct op_dry_run *dry, struct op_diag *diag)
{
    const char *base = getenv("TMPDIR");
    char above[2048], path[2100];
    struct op_folder folder;

    *pilot = (struct op_pilot){ 0 };
    (void)snprintf(above, sizeof above, "%.2000s/oploop-pilot-XXXXXX",
                   base != NULL && base[0] != '\0' ? base : "/tmp");
    if (make_tallies(pilot, dry) != OP_OK) {
        return OP_NO_MEMORY;
    }
    if (mkdtemp(above) == NULL) {
        return op_diag_add(diag, OP_CANNOT_CREATE, (struct op_place){ 0 },
                           "TMPDIR names where the pilot may write", "%s cannot be made", above);
    }
    (void)snprintf(path, sizeof path, "%s/results", above);

    enum op_status status = op_folder_open(&folder, path, false, diag);

    if (status == OP_OK) {
        status = go_in(pilot, dry, &folder, diag);
        op_folder_drop(&folder);
    }
    (void)rmdir(above);
    return status;
}

void
op_pilot_free(struct op_pilot *pilot)
{
    free(pilot->tally);
    free(pilot->departed_us);
    *pilot = (struct op_pilot){ 0 };
}
