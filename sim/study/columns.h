// SPDX-License-Identifier: GPL-3.0-or-later
// columns.csv: what the columns of the other tables mean, in English and Dutch.
#ifndef OP_STUDY_COLUMNS_H
#define OP_STUDY_COLUMNS_H

#include "sim/study/about.h"

//   error  OP_CANNOT_CREATE, OP_IO, OP_NO_MEMORY
enum op_status op_columns_write(const struct op_folder *folder, const struct op_about *about,
                                struct op_diag *diag) OP_MUST_CHECK;

#endif
