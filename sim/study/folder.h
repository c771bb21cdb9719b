// SPDX-License-Identifier: GPL-3.0-or-later
// A results folder is whole or not there: it is filled under a name of its own and then renamed.
#ifndef OP_STUDY_FOLDER_H
#define OP_STUDY_FOLDER_H

#include "sim/base/diag.h"

#include <stdbool.h>

struct op_folder {
    char final_path[3072];
    char work_path[3200];   // where it is filled: final path + ".unfinished"
    int lock;               // of work_path while it is filled, else -1: two programs never fill one
};

// Make the folder to fill; what a program that was killed left there is removed. A results folder
// that is not empty is refused unless `force`; so is any folder with files that are not ours.
enum op_status op_folder_open(struct op_folder *folder, const char *path, bool force,
                              struct op_diag *diag) OP_MUST_CHECK;
// The same, but what an interrupted program left there stays, to go on with.
enum op_status op_folder_resume(struct op_folder *folder, const char *path, bool force,
                                struct op_diag *diag) OP_MUST_CHECK;
// Stop filling it for now: what is there stays for op_folder_resume.
void op_folder_leave(struct op_folder *folder);
// A folder without anything in it, or none at all.
bool op_folder_is_empty(const char *path);
// Put it under its final name; with an older one replaced as a whole.
enum op_status op_folder_finish(struct op_folder *folder, struct op_diag *diag) OP_MUST_CHECK;
// Remove what was filled.
void op_folder_drop(struct op_folder *folder);
// Path of a file in it, in a buffer of 4096 bytes; returns the buffer.
const char *op_folder_file(const struct op_folder *folder, const char *name, char path[4096]);

#endif
