// SPDX-License-Identifier: GPL-3.0-or-later
// What this program is and how it was built.
#ifndef OP_BASE_VERSION_H
#define OP_BASE_VERSION_H

#include <limits.h>

const char *op_version(void);   // from git describe, or the release
const char *op_build_flags(void);
// Where catalogue, data and chart scripts are: $OPLOOP_SHARE, else as built, else share/oploop
// beside the program's folder, else the current folder. `path` is room for the answer, which may
// point into it.
const char *op_share_dir(char path[PATH_MAX]);

#endif
