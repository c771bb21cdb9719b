// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/samefiles.h"

#include "sim/base/cause.h"
#include "sim/base/sha.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEEPEST = 8 };

// Names of files, as seen from the folder, and their hashes.
struct named {
    char *name;
    char hash[OP_SHA_TEXT];
};
struct listing {
    struct named *file;
    int n, capacity;
};

static void
free_listing(struct listing *listing)
{
    for (int i = 0; i < listing->n; i++) {
        free(listing->file[i].name);
    }
    free(listing->file);
}

static enum op_status
add(struct listing *listing, const char *path, const char *name, struct op_diag *diag)
{
    if (listing->n == listing->capacity) {
        const int capacity = listing->capacity > 0 ? 2 * listing->capacity : 64;
        struct named *bigger = realloc(listing->file, (size_t)capacity * sizeof *bigger);
        if (bigger == NULL) {
            return OP_NO_MEMORY;
        }
        listing->file = bigger;
        listing->capacity = capacity;
    }
    struct named *one = &listing->file[listing->n];
    one->name = strdup(name);
    if (one->name == NULL) {
        return OP_NO_MEMORY;
    }
    listing->n++;
    return op_sha_of_file(path, one->hash) == OP_OK
               ? OP_OK
               : op_cause_add(diag, OP_IO, path, "cannot be read", errno);
}

static enum op_status list(struct listing *listing, const char *root, const char *below, int depth,
                           struct op_diag *diag);

static enum op_status
list_entry(struct listing *listing, const char *root, const char *name, int depth,
           struct op_diag *diag)
{
    char path[4096];
    struct stat about;
    (void)snprintf(path, sizeof path, "%.2000s/%.2000s", root, name);
    if (lstat(path, &about) != 0) {
        return op_cause_add(diag, OP_IO, path, "cannot be read", errno);
    }
    if (S_ISDIR(about.st_mode)) {
        return depth < DEEPEST ? list(listing, root, name, depth + 1, diag) : OP_OK;
    }
    return S_ISREG(about.st_mode) && strcmp(name, "run.json") != 0 ? add(listing, path, name, diag)
                                                                   : OP_OK;
}

static enum op_status
list(struct listing *listing, const char *root, const char *below, int depth, struct op_diag *diag)
{
    char path[4096];
    enum op_status status = OP_OK;
    (void)snprintf(path, sizeof path, "%.2000s/%.2000s", root, below);
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return errno == ENOMEM ? OP_NO_MEMORY
                               : op_cause_add(diag, OP_NOT_FOUND, path, "cannot be read", errno);
    }
    for (struct dirent *entry = readdir(folder); entry != NULL && status == OP_OK;
         entry = readdir(folder)) {
        char name[2048];
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            (void)snprintf(name, sizeof name, "%.1700s%s%s", below, *below != '\0' ? "/" : "",
                           entry->d_name);
            status = list_entry(listing, root, name, depth, diag);
        }
    }
    (void)closedir(folder);
    return status;
}

static int
by_name(const void *x, const void *y)
{
    return strcmp(((const struct named *)x)->name, ((const struct named *)y)->name);
}

// Both are in the order of their names.
static int
walk(const struct listing *before, const struct listing *after, op_file_taker *take, void *user)
{
    int n_same = 0;
    for (int i = 0, k = 0; i < before->n || k < after->n;) {
        const int order = i == before->n  ? 1
                          : k == after->n ? -1
                                          : strcmp(before->file[i].name, after->file[k].name);
        if (order < 0) {
            take(user, before->file[i].name, OP_FILE_ONLY_BEFORE);
        } else if (order > 0) {
            take(user, after->file[k].name, OP_FILE_ONLY_AFTER);
        } else if (strcmp(before->file[i].hash, after->file[k].hash) != 0) {
            take(user, before->file[i].name, OP_FILE_DIFFERS);
        } else {
            n_same++;
        }
        i += order <= 0;
        k += order >= 0;
    }
    return n_same;
}

enum op_status
op_same_files(const char *before, const char *after, op_file_taker *take, void *user, int *n_same,
              struct op_diag *diag)
{
    struct listing listings[2] = { { 0 } };
    enum op_status status = list(&listings[0], before, "", 0, diag);
    *n_same = 0;
    if (status == OP_OK) {
        status = list(&listings[1], after, "", 0, diag);
    }
    if (status == OP_OK) {
        for (int i = 0; i < 2; i++) {
            if (listings[i].n > 0) {
                qsort(listings[i].file, (size_t)listings[i].n, sizeof *listings[i].file, by_name);
            }
        }
        *n_same = walk(&listings[0], &listings[1], take, user);
    }
    free_listing(&listings[0]);
    free_listing(&listings[1]);
    return status;
}
