// SPDX-License-Identifier: GPL-3.0-or-later
// Folders are read by getdents64 into a piece of the stack: opendir would ask for memory.
#include "sim/study/foldertree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 4096, DEEPEST = 16 };

// What is done with an entry; false ends the reading.
typedef bool entry_fn(int folder, const char *name, int depth, void *user);

static bool
is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

// Each entry of an open folder, in no order. False when one said so, or reading failed.
static bool
each(int folder, entry_fn *take, int depth, void *user)
{
    _Alignas(struct dirent64) char piece[PIECE];
    ssize_t n;

    while ((n = getdents64(folder, piece, sizeof piece)) > 0) {
        for (ssize_t at = 0; at < n;) {
            const struct dirent64 *entry = (const void *)(piece + at);

            at += entry->d_reclen;
            if (!is_dots(entry->d_name) && !take(folder, entry->d_name, depth, user)) {
                return false;
            }
        }
    }
    return n == 0;
}

// ---- removing -------------------------------------------------------------------------------

static bool
remove_entry(int parent, const char *name, int depth, void *user)
{
    bool *is_any = user;

    if (unlinkat(parent, name, 0) == 0) {
        *is_any = true;
        return true;
    }
    const int folder = depth < DEEPEST
                           ? openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                           : -1;
    bool is_some = folder >= 0;

    // Some file systems pass over entries while others are removed: so again, until none is left.
    while (is_some && unlinkat(parent, name, AT_REMOVEDIR) != 0) {
        is_some = false;
        if (lseek(folder, 0, SEEK_SET) == 0) {
            (void)each(folder, remove_entry, depth + 1, &is_some);
        }
    }
    *is_any = *is_any || is_some;
    if (folder >= 0) {
        (void)close(folder);
    }
    return true;
}

void
op_foldertree_remove(const char *path)
{
    bool is_any = false;

    (void)remove_entry(AT_FDCWD, path, 0, &is_any);
}

// ---- to the disk ----------------------------------------------------------------------------

static bool
sync_entry(int parent, const char *name, int depth, void *user)
{
    int *error = user;
    const int entry = openat(parent, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat about;

    if (entry < 0) {
        *error = errno;
        return false;
    }
    bool is_good = fstat(entry, &about) == 0;

    if (is_good && S_ISDIR(about.st_mode) && depth < DEEPEST) {
        is_good = each(entry, sync_entry, depth + 1, user);
    }
    // Where a file system cannot sync a folder there is nothing to be had (EINVAL).
    is_good = is_good && *error == 0 && (fsync(entry) == 0 || errno == EINVAL);
    if (!is_good && *error == 0) {
        *error = errno != 0 ? errno : EIO;
    }
    (void)close(entry);
    return is_good;
}

int
op_foldertree_sync(const char *path)
{
    int error = 0;

    (void)sync_entry(AT_FDCWD, path, 0, &error);
    return error;
}

// ---- looking --------------------------------------------------------------------------------

static bool
stop_at_any(int folder, const char *name, int depth, void *user)
{
    (void)folder, (void)name, (void)depth, (void)user;
    return false;
}

bool
op_foldertree_is_empty(const char *path)
{
    const int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool is_empty = folder >= 0 && each(folder, stop_at_any, 0, NULL);

    if (folder >= 0) {
        (void)close(folder);
    }
    return is_empty;
}
