// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *
kind_of(mode_t mode)
{
    return S_ISDIR(mode)    ? "a folder, not a file"
           : S_ISFIFO(mode) ? "a pipe, not a file"
           : S_ISSOCK(mode) ? "a socket, not a file"
                            : "a device, not a file";
}

FILE *
op_file_open(const char *path, char why[96])
{
    // Without O_NONBLOCK a pipe would wait for a writer, and a terminal must not become ours.
    const int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    struct stat about;
    int error = 0;

    why[0] = '\0';
    if (fd < 0 || fstat(fd, &about) != 0) {
        error = errno;
        // (a socket cannot be opened at all)
        snprintf(why, 96, "%s",
                 error == ENXIO ? "a socket or device, not a file" : strerror(error));
    } else if (!S_ISREG(about.st_mode)) {
        snprintf(why, 96, "%s", kind_of(about.st_mode));
    } else {
        FILE *in = fdopen(fd, "rb");

        if (in != NULL) {
            return in;
        }
        error = errno;
        snprintf(why, 96, "%s", strerror(error));
    }
    if (fd >= 0) {
        close(fd);
    }
    errno = error;
    return NULL;
}
