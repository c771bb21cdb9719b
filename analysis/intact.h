// SPDX-License-Identifier: GPL-3.0-or-later
// Is a results folder what was written? Its datapackage.json comes last and tells the hash of every
// table: a folder without it was never finished.
#ifndef OP_ANALYSIS_INTACT_H
#define OP_ANALYSIS_INTACT_H

#include "sim/base/diag.h"

// Compare the tables that others are computed from with datapackage.json; all that differ are
// found. A folder that is not there is no matter of this call.
//   error  OP_TRUNCATED   the folder is unfinished
//          OP_CORRUPTED   a table, or datapackage.json itself, is not what was written
//          OP_NOT_FOUND   a table is missing
//          OP_IO, OP_NO_MEMORY
enum op_status op_intact_check(const char *dir, struct op_diag *diag) OP_MUST_CHECK;

// The tables that `oploop report` computes were written anew: put their sizes and hashes into
// datapackage.json where they differ (another version computed them).
enum op_status op_intact_renew(const char *dir, struct op_diag *diag) OP_MUST_CHECK;

#endif
