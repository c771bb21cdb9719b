// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/base/version.h"

#include <stdlib.h>
#include <sys/stat.h>

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

const char *
op_share_dir(void)
{
    const char *named = getenv("OPLOOP_SHARE");
    if (named != NULL && named[0] != '\0') {
        return named;
    }
    struct stat about;
    return stat("scenarios/catalogue", &about) == 0 ? "." : OP_SHARE_DIR;
}
