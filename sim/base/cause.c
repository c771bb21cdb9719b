// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/base/cause.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

const char *
op_cause_remedy(int error)
{
    switch (error) {
        case ENOSPC:
            return "the disk is full: free some space, or name a folder on another disk";
        case EDQUOT:
            return "your quota is used up: remove what you need no more, or name another folder";
        case EFBIG:
            return "the limit on the size of a file is reached: raise it (ulimit -f), ask for "
                   "fewer evenings, or name a folder on another file system";
        case EROFS:
            return "this file system is read-only: name a folder elsewhere";
        case EACCES:
        case EPERM:
            return "check who may read and write there, or name a folder of your own";
        case ENOENT:
            return "a folder on the way is not there: check the path";
        case ENOTDIR:
            return "a part of the path is no folder: check the path";
        case EISDIR:
            return "a folder is in the way: check the path";
        case ENAMETOOLONG:
            return "give a shorter path";
        case EMFILE:
        case ENFILE:
            return "too many files are open: raise the limit (ulimit -n)";
        case EIO:
            return "the disk failed: look into the system's log";
        case ENOMEM:
            return "close other programs, or ask for less";
        default:
            return "check the path, and who may read and write there";
    }
}

// An earlier write failed, and its errno is gone: the same file tells again when asked for more.
static int
ask_again(FILE *file)
{
    clearerr(file);
    errno = 0;
    (void)!fputc('\n', file);
    return fflush(file) != 0 && errno != 0 ? errno : EIO;
}

enum op_status
op_cause_close(struct op_diag *diag, FILE *file, const char *path)
{
    errno = 0;
    int error = fflush(file) != 0 ? errno : 0;

    if (error == 0 && ferror(file) != 0) {
        error = ask_again(file);
    }
    // Where a file cannot be synced, such as a pipe, there is nothing to be had (EINVAL).
    if (error == 0 && fsync(fileno(file)) != 0 && errno != EINVAL) {
        error = errno;
    }
    if (fclose(file) != 0 && error == 0) {
        error = errno;
    }
    return error == 0 ? OP_OK : op_cause_add(diag, OP_IO, path, "cannot be written", error);
}

enum op_status
op_cause_add(struct op_diag *diag, enum op_status status, const char *path, const char *what,
             int error)
{
    const struct op_place place = { .file = path };

    return op_diag_add(diag, error == ENOMEM ? OP_NO_MEMORY : status, place, op_cause_remedy(error),
                       "%s%s%s", what, error != 0 ? ": " : "", error != 0 ? strerror(error) : "");
}
