// SPDX-License-Identifier: GPL-3.0-or-later
// A folder with all that is in it. Takes no memory, so that what was begun can be taken away when
// memory has run out.
#ifndef OP_STUDY_FOLDERTREE_H
#define OP_STUDY_FOLDERTREE_H

#include <stdbool.h>

// Take it away, as far as the system lets us; links are removed, not followed.
void op_foldertree_remove(const char *path);
// Have all of it written to the disk: 0, or the errno of what could not be.
int op_foldertree_sync(const char *path);
// No file and no folder in it? False too if it cannot be read.
bool op_foldertree_is_empty(const char *path);

#endif
