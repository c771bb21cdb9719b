// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/folder.h"

#include "sim/base/cause.h"
#include "sim/study/foldertree.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct op_place nowhere = { 0 };

bool
op_folder_is_empty(const char *path)
{
    return access(path, F_OK) != 0 || op_foldertree_is_empty(path);
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
make_work(struct op_folder *folder, bool goes_on, struct op_diag *diag)
{
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
        if (is_new || goes_on) {
            return OP_OK;
        }
        op_foldertree_remove(folder->work_path);
        if (folder->lock >= 0) {
            (void)close(folder->lock);
            folder->lock = -1;
        }
        op_diag_warn(diag, OP_OK, nowhere, NULL,
                     "%s, left unfinished by a program that was stopped, is removed",
                     folder->work_path);
    }
    const enum op_status status =
        op_cause_add(diag, OP_CANNOT_CREATE, folder->work_path, "cannot be created", errno);
    folder->work_path[0] = '\0';
    return status;
}

// Where two names cannot be exchanged, a program that was killed between two renames left the older
// results under this one.
static const char *
replaced_path(const struct op_folder *folder, char path[3300])
{
    (void)snprintf(path, 3300, "%s.replaced", folder->final_path);
    return path;
}

static void
bring_back(const struct op_folder *folder, struct op_diag *diag)
{
    char old[3300];
    struct stat about;
    if (stat(folder->final_path, &about) != 0 && errno == ENOENT &&
        rename(replaced_path(folder, old), folder->final_path) == 0) {
        op_diag_warn(
            diag, OP_OK, nowhere, NULL,
            "%s, which a program was replacing when it was stopped, is back under its name",
            folder->final_path);
    }
}

static enum op_status
open_by(struct op_folder *folder, const char *path, bool force, bool goes_on, struct op_diag *diag)
{
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
    bring_back(folder, diag);
    const bool exists = stat(folder->final_path, &about) == 0;
    if (exists && !S_ISDIR(about.st_mode)) {
        return op_diag_add(diag, OP_EXISTS, nowhere, "choose another --output",
                           "%s exists and is not a folder", folder->final_path);
    }
    if (exists && !op_foldertree_is_empty(folder->final_path)) {
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
    return make_work(folder, goes_on, diag);
}

enum op_status
op_folder_open(struct op_folder *folder, const char *path, bool force, struct op_diag *diag)
{
    return open_by(folder, path, force, false, diag);
}

enum op_status
op_folder_resume(struct op_folder *folder, const char *path, bool force, struct op_diag *diag)
{
    return open_by(folder, path, force, true, diag);
}

static void
unlock(struct op_folder *folder)
{
    if (folder->lock >= 0) {
        (void)close(folder->lock);
    }
    folder->lock = -1;
}

// The names of two folders exchanged at once: at no moment is there nothing, or a half, under the
// final name. Some file systems cannot; there an older folder steps aside first.
static bool
exchange(const struct op_folder *folder)
{
    char old[3300];
    if (renameat2(AT_FDCWD, folder->work_path, AT_FDCWD, folder->final_path, RENAME_EXCHANGE) ==
        0) {
        op_foldertree_remove(folder->work_path);   // the older one by now
        return true;
    }
    if (errno != EINVAL && errno != ENOSYS) {
        return false;
    }
    op_foldertree_remove(replaced_path(folder, old));
    if (rename(folder->final_path, old) != 0) {
        return false;
    }
    if (rename(folder->work_path, folder->final_path) != 0) {
        const int reason = errno;
        (void)rename(old, folder->final_path);
        errno = reason;
        return false;
    }
    op_foldertree_remove(old);
    return true;
}

// The folder that the final name stands in: the name itself must be on the disk too.
static int
sync_parent(const struct op_folder *folder)
{
    char parent[3072];
    (void)snprintf(parent, sizeof parent, "%s", folder->final_path);
    char *slash = strrchr(parent, '/');
    if (slash != NULL) {
        slash[slash == parent] = '\0';
    }
    const int opened = open(slash != NULL ? parent : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int error = opened < 0 || (fsync(opened) != 0 && errno != EINVAL) ? errno : 0;
    if (opened >= 0) {
        (void)close(opened);
    }
    // One may write in a folder that one may not read: then there is no more to be had.
    return error == EACCES ? 0 : error;
}

enum op_status
op_folder_finish(struct op_folder *folder, struct op_diag *diag)
{
    struct stat about;
    int error = op_foldertree_sync(folder->work_path);
    if (error != 0) {
        return op_cause_add(diag, OP_IO, folder->work_path, "cannot be written to the disk", error);
    }
    const bool is_new = stat(folder->final_path, &about) != 0;
    unlock(folder);
    if (is_new ? rename(folder->work_path, folder->final_path) != 0 : !exchange(folder)) {
        return op_cause_add(diag, OP_CANNOT_CREATE, folder->final_path,
                            "the results cannot be put under this name", errno);
    }
    folder->work_path[0] = '\0';   // whatever comes, it is not to be removed any more
    error = sync_parent(folder);
    return error == 0 ? OP_OK
                      : op_cause_add(diag, OP_IO, folder->final_path,
                                     "is whole, but its name may not be on the disk yet", error);
}

void
op_folder_leave(struct op_folder *folder)
{
    unlock(folder);
}

void
op_folder_drop(struct op_folder *folder)
{
    if (folder->work_path[0] != '\0') {
        op_foldertree_remove(folder->work_path);
    }
    unlock(folder);
}

const char *
op_folder_file(const struct op_folder *folder, const char *name, char path[4096])
{
    (void)snprintf(path, 4096, "%s/%s", folder->work_path, name);
    return path;
}
