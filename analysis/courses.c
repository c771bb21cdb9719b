// SPDX-License-Identifier: GPL-3.0-or-later
// trajectories.csv, streamed into one array of doubles.
#include "analysis/results.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Rows are met in the order replicate, conditions, strategy, time; the last arm and replicate are
// remembered, so that look-ups cost nothing.
struct course_reader {
    struct op_results *r;
    char path[1024];   // of trajectories.csv, for messages
    int column[5];     // replicate, conditions, strategy, time_h, moment
    int *observable;   // column of each observable
    size_t size;
    int32_t *arm, *rep, *time;
    char *last[3];
    int last_arm, last_rep, last_time, times_size;
};

static enum op_status
read_heading(struct course_reader *c, char *const *fields, int n_fields, struct op_diag *diag)
{
    static const char *const keys[5] = { "replicate", "conditions", "strategy", "time_h",
                                         "moment" };
    struct op_results *r = c->r;

    c->observable = calloc((size_t)r->n_observables + 1, sizeof *c->observable);
    if (c->observable == NULL) {
        return OP_NO_MEMORY;
    }
    for (int k = 0; k < 5 + r->n_observables; k++) {
        const char *wanted = k < 5 ? keys[k] : r->observables[k - 5].name;
        int at = -1;
        for (int i = 0; i < n_fields; i++) {
            if (strcmp(fields[i], wanted) == 0) {
                at = i;
            }
        }
        if (at < 0) {
            return op_diag_add(diag, OP_MISSING_KEY, (struct op_place){ c->path, 1, 0 }, NULL,
                               "no column is headed `%s`", wanted);
        }
        if (k < 5) {
            c->column[k] = at;
        } else {
            c->observable[k - 5] = at;
        }
    }
    return OP_OK;
}

// Index of a sampling time in the sorted list, put in where it is new.
static int
time_index(struct course_reader *c, double time_h, const char *moment)
{
    struct op_results *r = c->r;
    int low = 0, high = r->n_times;

    if (c->last_time + 1 < r->n_times && r->time_h[c->last_time + 1] == time_h) {
        return c->last_time + 1;
    }
    while (low < high) {
        const int middle = (low + high) / 2;
        if (r->time_h[middle] < time_h) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < r->n_times && r->time_h[low] == time_h) {
        return low;
    }
    if (r->n_times == c->times_size) {
        const int size = c->times_size ? 2 * c->times_size : 1024;
        double *times = realloc(r->time_h, (size_t)size * sizeof *times);
        char **moments = NULL;
        if (times == NULL) {
            return -1;
        }
        r->time_h = times;
        moments = realloc(r->moments, (size_t)size * sizeof *moments);
        if (moments == NULL) {
            return -1;
        }
        r->moments = moments;
        c->times_size = size;
    }
    memmove(r->time_h + low + 1, r->time_h + low, (size_t)(r->n_times - low) * sizeof(double));
    memmove(r->moments + low + 1, r->moments + low, (size_t)(r->n_times - low) * sizeof(char *));
    r->time_h[low] = time_h;
    r->moments[low] = strdup(moment);
    r->n_times++;
    for (size_t i = 0; low + 1 < r->n_times && i < r->n_course_rows; i++) {
        c->time[i] += c->time[i] >= low;
    }
    return r->moments[low] == NULL ? -1 : low;
}

static enum op_status
find_trajectory(struct course_reader *c, long row, char *const *fields, struct op_diag *diag)
{
    bool ok = false;

    for (int k = 0; k < 3; k++) {
        free(c->last[k]);
        c->last[k] = strdup(fields[c->column[k]]);
        if (c->last[k] == NULL) {
            return OP_NO_MEMORY;
        }
    }
    c->last_rep = op_results_replicate(c->r, op_sheet_whole(c->last[0], &ok));
    c->last_arm =
        op_results_arm(c->r, op_sheet_unguarded(c->last[1]), op_sheet_unguarded(c->last[2]));
    c->last_time = -1;
    if (!ok || c->last_rep < 0 || c->last_arm < 0) {
        return op_diag_add(diag, OP_UNKNOWN_NAME, (struct op_place){ c->path, (int)row + 1, 0 },
                           NULL, "replicate %s of `%s` does not stand in outcomes.csv", c->last[0],
                           c->last[2]);
    }
    return OP_OK;
}

static enum op_status
make_room(struct course_reader *c)
{
    struct op_results *r = c->r;
    const size_t size = c->size ? 2 * c->size : 4096;
    double *courses = realloc(r->courses, size * ((size_t)r->n_observables + 1) * sizeof *courses);
    int32_t *arm = NULL, *rep = NULL, *time = NULL;

    if (courses == NULL) {
        return OP_NO_MEMORY;
    }
    r->courses = courses;
    if ((arm = realloc(c->arm, size * sizeof *arm)) != NULL) {
        c->arm = arm;
    }
    if ((rep = realloc(c->rep, size * sizeof *rep)) != NULL) {
        c->rep = rep;
    }
    if ((time = realloc(c->time, size * sizeof *time)) != NULL) {
        c->time = time;
    }
    if (arm == NULL || rep == NULL || time == NULL) {
        return OP_NO_MEMORY;
    }
    c->size = size;
    return OP_OK;
}

static enum op_status
read_course_row(void *user, long row, char *const *fields, int n_fields, struct op_diag *diag)
{
    struct course_reader *c = user;
    struct op_results *r = c->r;
    enum op_status status = OP_OK;
    bool ok = true, all_ok = true;

    if (row == 0) {
        return read_heading(c, fields, n_fields, diag);
    }
    if (c->last[2] == NULL || strcmp(c->last[0], fields[c->column[0]]) != 0 ||
        strcmp(c->last[2], fields[c->column[2]]) != 0 ||
        strcmp(c->last[1], fields[c->column[1]]) != 0) {
        status = find_trajectory(c, row, fields, diag);
    }
    if (status == OP_OK && r->n_course_rows == c->size) {
        status = make_room(c);
    }
    if (status != OP_OK) {
        return status;
    }
    const double time_h = op_sheet_number(fields[c->column[3]], &all_ok);

    if (!all_ok || !isfinite(time_h)) {
        return op_diag_add(diag, OP_WRONG_TYPE, (struct op_place){ c->path, (int)row + 1, 0 }, NULL,
                           "time_h: `%s` is no time", fields[c->column[3]]);
    }
    c->last_time = time_index(c, time_h, fields[c->column[4]]);
    if (c->last_time < 0) {
        return OP_NO_MEMORY;
    }
    for (int v = 0; v < r->n_observables; v++) {
        r->courses[r->n_course_rows * (size_t)r->n_observables + (size_t)v] =
            op_sheet_number(fields[c->observable[v]], &ok);
        all_ok = all_ok && ok;
    }
    if (!all_ok) {
        return op_diag_add(diag, OP_WRONG_TYPE, (struct op_place){ c->path, (int)row + 1, 0 }, NULL,
                           "a cell of this row is no number");
    }
    c->arm[r->n_course_rows] = c->last_arm;
    c->rep[r->n_course_rows] = c->last_rep;
    c->time[r->n_course_rows] = c->last_time;
    r->n_course_rows++;
    return OP_OK;
}

static enum op_status
index_courses(struct op_results *r, const struct course_reader *c)
{
    const size_t n = (size_t)r->n_arms * (size_t)r->n_replicates * (size_t)r->n_times;

    r->course_row = malloc((n + 1) * sizeof *r->course_row);
    if (r->course_row == NULL) {
        return OP_NO_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        r->course_row[i] = -1;
    }
    for (size_t i = 0; i < r->n_course_rows; i++) {
        const size_t trajectory = (size_t)c->arm[i] * (size_t)r->n_replicates + (size_t)c->rep[i];
        r->course_row[trajectory * (size_t)r->n_times + (size_t)c->time[i]] = (int32_t)i;
    }
    return OP_OK;
}

// An evening that has an outcome has a course, else bands would be of fewer evenings than is said.
static enum op_status
check_whole(const struct op_results *r, const char *path, struct op_diag *diag)
{
    for (int i = 0; i < r->n_arms * r->n_replicates; i++) {
        const int32_t *row = r->course_row + (size_t)i * (size_t)r->n_times;
        bool has_course = !r->has_outcome[i];
        for (int t = 0; t < r->n_times && !has_course; t++) {
            has_course = row[t] >= 0;
        }
        if (!has_course) {
            return op_diag_add(diag, OP_MISSING_KEY, (struct op_place){ path, 0, 0 },
                               "the file was cut short, or the folder was put together from two",
                               "replicate %lld of `%s` stands in outcomes.csv but has no course",
                               (long long)r->replicates[i % r->n_replicates],
                               r->strategies[r->arms[i / r->n_replicates].strategy].name);
        }
    }
    return OP_OK;
}

enum op_status
op_results_read_courses(struct op_results *r, struct op_diag *diag)
{
    struct course_reader c = { .r = r, .last_time = -1 };
    enum op_status status = OP_OK;

    snprintf(c.path, sizeof c.path, "%.1000s/trajectories.csv", r->dir);
    status = op_sheet_stream(r->dir, "trajectories.csv", read_course_row, &c, diag);
    if (status == OP_OK) {
        status = index_courses(r, &c);
    }
    if (status == OP_OK) {
        status = check_whole(r, c.path, diag);
    }
    free(c.observable);
    free(c.arm);
    free(c.rep);
    free(c.time);
    for (int k = 0; k < 3; k++) {
        free(c.last[k]);
    }
    return status;
}
