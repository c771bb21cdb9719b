// SPDX-License-Identifier: GPL-3.0-or-later
// Do two folders hold the same files, byte for byte?
#ifndef OP_STUDY_SAMEFILES_H
#define OP_STUDY_SAMEFILES_H

#include "sim/base/diag.h"

enum op_file_fate { OP_FILE_DIFFERS, OP_FILE_ONLY_BEFORE, OP_FILE_ONLY_AFTER };

// Called for each file that is not the same; name as seen from the folder.
typedef void op_file_taker(void *user, const char *name, enum op_file_fate fate);

// Compare all files of two folders and the folders below by their SHA-256; run.json, which differs
// by machine, apart. Links are not followed.
//   out    n_same   files that are the same
//   error  OP_IO, OP_NO_MEMORY; OP_NOT_FOUND for a folder that cannot be read
enum op_status op_same_files(const char *before, const char *after, op_file_taker *take, void *user,
                             int *n_same, struct op_diag *diag) OP_MUST_CHECK;

#endif
