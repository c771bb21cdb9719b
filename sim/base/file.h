// SPDX-License-Identifier: GPL-3.0-or-later
// Opening what a user names: regular files only, without ever waiting for somebody at the other
// end.
#ifndef OP_BASE_FILE_H
#define OP_BASE_FILE_H

#include <stdio.h>

// Open a file for reading. NULL when it cannot be opened or is no regular file (a folder, a device,
// a pipe, a socket): `why` then says so, without a full stop, and
// errno has the system's word (0 if it is no regular file). Links are followed; whether a link
// may lead there is the caller's question (sim/input/beside.h).
FILE *op_file_open(const char *path, char why[96]);

#endif
