// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static int
remove_one(const char *path, const struct stat *about, int type, struct FTW *ftw)
{
    (void)about;
    (void)type;
    (void)ftw;
    return remove(path);
}

static void
remove_tree(const char *path)
{
    (void)nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

bool
op_folder_is_empty(const char *path)
{
    DIR *dir = opendir(path);
    if (dir == NULL) {
        return true;
    }
    bool empty = true;
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        empty = empty && (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0);
    }
    (void)closedir(dir);
    return empty;
}

static bool
is_ours(const char *path)
{
    char marker[4096];
    struct stat about;
    (void)snprintf(marker, sizeof marker, "%.3000s/datapackage.json", path);
    return stat(marker, &about) == 0;
}

static enum op_status
make_parents(const char *path)
{
    char part[3072];
    (void)snprintf(part, sizeof part, "%s", path);
    for (char *c = part + 1; *c != '\0'; c++) {
        if (*c == '/') {
            *c = '\0';
            if (mkdir(part, 0777) != 0 && errno != EEXIST) {
                return OP_CANNOT_CREATE;
            }
            *c = '/';
        }
    }
    return OP_OK;
}

// A folder that is locked is being filled; one that is not was left by a program that was killed.
static enum op_status
make_work(struct op_folder *folder, struct op_diag *diag)
{
    const struct op_place nowhere = { 0 };
    bool is_made = make_parents(folder->final_path) == OP_OK;
    for (int i = 0; i < 2 && is_made; i++) {
        const bool is_new = mkdir(folder->work_path, 0777) == 0;
        is_made = is_new || errno == EEXIST;
        if (!is_made) {
            break;
        }
        folder->lock = open(folder->work_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (folder->lock >= 0 && flock(folder->lock, LOCK_EX | LOCK_NB) != 0 &&
            errno == EWOULDBLOCK) {
            (void)close(folder->lock);
            folder->work_path[0] = '\0';
            return op_diag_add(diag, OP_EXISTS, nowhere, "choose another --output, or wait",
                               "another program is filling %s", folder->final_path);
        }
        if (is_new) {
            return OP_OK;
        }
        remove_tree(folder->work_path);
        if (folder->lock >= 0) {
            (void)close(folder->lock);
        }
    }
    const int reason = errno;
    const char *const path = folder->work_path;
    const enum op_status status =
        op_diag_add(diag, OP_CANNOT_CREATE, nowhere, "check the path and who may write there",
                    "%s cannot be created: %s", path, strerror(reason));
    folder->work_path[0] = '\0';
    return status;
}

enum op_status
op_folder_open(struct op_folder *folder, const char *path, bool force, struct op_diag *diag)
{
    const struct op_place nowhere = { 0 };
    *folder = (struct op_folder){ .lock = -1 };
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/') {
        n--;
    }
    if (n == 0 || n >= sizeof folder->final_path - 64) {
        return op_diag_add(diag, OP_CANNOT_CREATE, nowhere, "give a shorter path with --output",
                           "the path of the results folder is empty or too long");
    }
    (void)snprintf(folder->final_path, sizeof folder->final_path, "%.*s", (int)n, path);
    (void)snprintf(folder->work_path, sizeof folder->work_path, "%s.unfinished",
                   folder->final_path);
    struct stat about;
    const bool exists = stat(folder->final_path, &about) == 0;
    if (exists && !S_ISDIR(about.st_mode)) {
        return op_diag_add(diag, OP_EXISTS, nowhere, "choose another --output",
                           "%s exists and is not a folder", folder->final_path);
    }
    if (exists && !op_folder_is_empty(folder->final_path)) {
        if (!force) {
            return op_diag_add(diag, OP_EXISTS, nowhere,
                               "choose another --output, or replace it as a whole with --force",
                               "%s is not empty", folder->final_path);
        }
        if (!is_ours(folder->final_path)) {
            return op_diag_add(diag, OP_EXISTS, nowhere, "choose another --output",
                               "%s holds files that are not results of oploop", folder->final_path);
        }
    }
    return make_work(folder, diag);
}

static void
unlock(struct op_folder *folder)
{
    if (folder->lock >= 0) {
        (void)close(folder->lock);
    }
    folder->lock = -1;
}

enum op_status
op_folder_finish(struct op_folder *folder, struct op_diag *diag)
{
    char old[3300];
    (void)snprintf(old, sizeof old, "%s.replaced", folder->final_path);
    remove_tree(old);
    const bool had_old = rename(folder->final_path, old) == 0;
    unlock(folder);
    if (rename(folder->work_path, folder->final_path) != 0) {
        const int reason = errno;
        if (had_old) {
            (void)rename(old, folder->final_path);
        }
        return op_diag_add(diag, OP_CANNOT_CREATE, (struct op_place){ 0 }, NULL,
                           "%s cannot be put under its name: %s; the results are in %s",
                           folder->final_path, strerror(reason), folder->work_path);
    }
    if (had_old) {
        remove_tree(old);
    }
    return OP_OK;
}

void
op_folder_drop(struct op_folder *folder)
{
    if (folder->work_path[0] != '\0') {
        remove_tree(folder->work_path);
    }
    unlock(folder);
}

const char *
op_folder_file(const struct op_folder *folder, const char *name, char path[4096])
{
    (void)snprintf(path, 4096, "%s/%s", folder->work_path, name);
    return path;
}
