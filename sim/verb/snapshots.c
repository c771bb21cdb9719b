// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/verb/snapshots.h"

#include "sim/base/cause.h"
#include "sim/input/moment.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct op_place nowhere = { 0 };

// Least and greatest replicate of a folder, and how many there are; -1 where it cannot be read.
static int
count_files(const char *path, unsigned *first, unsigned *last)
{
    int n = 0;
    DIR *dir = opendir(path);
    if (dir == NULL) {
        return -1;
    }
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        unsigned number;
        int end = 0;
        if (sscanf(entry->d_name, "replicate-%u.snapshot%n", &number, &end) == 1 && end > 0 &&
            entry->d_name[end] == '\0') {
            *first = n == 0 || number < *first ? number : *first;
            *last = n == 0 || number > *last ? number : *last;
            n++;
        }
    }
    (void)closedir(dir);
    return n;
}

// Does the path lead into a results folder that is being filled, or was left so?
static bool
is_unfinished(const char *path)
{
    static const char mark[] = ".unfinished";
    char real[PATH_MAX];
    if (realpath(path, real) == NULL) {
        return false;
    }
    for (const char *at = strstr(real, mark); at != NULL; at = strstr(at + 1, mark)) {
        const char after = at[sizeof mark - 1];
        if (after == '/' || after == '\0') {
            return true;
        }
    }
    return false;
}

static enum op_status
take_folder(struct op_study_options *study, const char *path, struct op_diag *diag)
{
    unsigned first = 0, last = 0;
    const int n = count_files(path, &first, &last);
    if (n < 0) {
        return op_cause_add(diag, OP_NOT_FOUND, path, "cannot be read", errno);
    }
    if (n == 0) {
        return op_diag_add(diag, OP_NOT_FOUND, (struct op_place){ .file = path },
                           "run --snapshot-at writes the folder `snapshots` in its results",
                           "the folder holds no snapshot");
    }
    if (last - first + 1 != (unsigned)n) {
        return op_diag_add(diag, OP_NOT_FOUND, (struct op_place){ .file = path },
                           "name one file at a time", "some of the replicates %u to %u are missing",
                           first, last);
    }
    study->from_is_folder = true;
    study->first_replicate = (int)first;
    study->n_replicates = n;
    return OP_OK;
}

static enum op_status
take_key(struct op_study_options *study, const char *path, struct op_diag *diag)
{
    struct op_snapshot snapshot;
    const enum op_status status = op_snapshot_open(&snapshot, path, diag);
    if (status == OP_OK) {
        study->seed = snapshot.key.seed;
        study->fixed_parameters = snapshot.key.fixed_parameters != 0;
        study->first_replicate = (int)snapshot.key.replicate;
    }
    op_snapshot_free(&snapshot);
    return status;
}

enum op_status
op_snapshots_from(struct op_study_options *study, const struct op_options *options,
                  struct op_diag *diag)
{
    if (options->from == NULL) {
        return OP_OK;
    }
    if (options->replicate >= 0 || options->seed_is_set || options->no_fork) {
        return op_diag_add(diag, OP_USAGE, nowhere,
                           "they are those of the snapshot: leave them out",
                           "--from goes with no --seed, --replicate or --no-fork");
    }
    if (is_unfinished(options->from)) {
        return op_diag_add(diag, OP_TRUNCATED, (struct op_place){ .file = options->from },
                           "wait until it is finished, or run it again: that replaces it",
                           "these results are unfinished: a program fills them, or was stopped "
                           "while it did");
    }
    struct stat about;
    char path[4096];
    enum op_status status = OP_OK;
    study->from_path = options->from;
    study->n_replicates = 1;
    if (stat(options->from, &about) == 0 && S_ISDIR(about.st_mode)) {
        status = take_folder(study, options->from, diag);
    }
    if (status == OP_OK) {
        status =
            take_key(study,
                     op_study_snapshot_path(study, options->from, study->first_replicate, path),
                     diag);
    }
    return status;
}

enum op_status
op_snapshots_at(struct op_study_options *study, const struct op_options *options,
                const struct op_scenario *scenario, const char *folder, struct op_diag *diag)
{
    if (options->snapshot_at == NULL) {
        return OP_OK;
    }
    struct op_moment moment;
    const enum op_status status =
        op_moment_parse(options->snapshot_at, nowhere, "--snapshot-at", &moment, diag);
    if (status != OP_OK) {
        return status;
    }
    const struct op_anchors anchors = { scenario->start_civil_s, scenario->event_us,
                                        scenario->end_us };
    const int64_t at_us = moment.anchor == OP_ANCHOR_MEASURE ? -1 : op_moment_us(&moment, &anchors);
    if (at_us <= 0 || at_us >= scenario->end_us) {
        return op_diag_add(diag, OP_USAGE, nowhere, "for instance --snapshot-at 'event - 2 d'",
                           "--snapshot-at: %s is no moment between the scenario's start and end",
                           options->snapshot_at);
    }
    if (mkdir(folder, 0777) != 0) {
        return op_cause_add(diag, OP_CANNOT_CREATE, folder, "the folder cannot be made", errno);
    }
    study->snapshot_at_us = at_us;
    study->snapshot_folder = folder;
    return OP_OK;
}
