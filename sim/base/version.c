// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/base/version.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *
op_version(void)
{
    return OP_VERSION;
}

const char *
op_build_flags(void)
{
    return OP_CFLAGS;
}

static bool
has_catalogue(const char *folder, struct stat *about)
{
    char path[PATH_MAX + 32];
    struct stat catalogue;

    (void)snprintf(path, sizeof path, "%s/scenarios/catalogue", folder);
    return stat(path, &catalogue) == 0 && stat(folder, about) == 0;
}

// bin/oploop looks in share/oploop beside bin: for a package that was unpacked elsewhere.
static const char *
beside_the_program(char path[PATH_MAX])
{
    const ssize_t n = readlink("/proc/self/exe", path, PATH_MAX - 32);
    struct stat about;

    if (n <= 0) {
        return NULL;
    }
    path[n] = '\0';
    for (int i = 0; i < 2; i++) {
        char *slash = strrchr(path, '/');

        if (slash == NULL) {
            return NULL;
        }
        *slash = '\0';
    }
    (void)strcat(path, "/share/oploop");
    return has_catalogue(path, &about) ? path : NULL;
}

const char *
op_share_dir(char path[PATH_MAX])
{
    const char *named = getenv("OPLOOP_SHARE");
    struct stat built, here;

    if (named != NULL && named[0] != '\0') {
        return named;
    }
    if (has_catalogue(OP_SHARE_DIR, &built)) {
        // in the checkout itself names stay short
        const bool is_here =
            has_catalogue(".", &here) && here.st_ino == built.st_ino && here.st_dev == built.st_dev;
        return is_here ? "." : OP_SHARE_DIR;
    }
    const char *beside = beside_the_program(path);

    return beside != NULL ? beside : has_catalogue(".", &here) ? "." : OP_SHARE_DIR;
}
