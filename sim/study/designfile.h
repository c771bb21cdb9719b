// SPDX-License-Identifier: GPL-3.0-or-later
// The design as tables: design.csv, a row a point, which is also read back; factors.csv, what the
// keys are.
#ifndef OP_STUDY_DESIGNFILE_H
#define OP_STUDY_DESIGNFILE_H

#include "sim/study/pointrun.h"

// design.csv and factors.csv in the folder.
enum op_status op_design_write(const struct op_sweep *sweep, struct op_diag *diag) OP_MUST_CHECK;

#endif
