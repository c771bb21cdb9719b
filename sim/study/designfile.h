// SPDX-License-Identifier: GPL-3.0-or-later
// The design as tables: design.csv, a row a point, which is also read back; factors.csv, what the
// keys are.
#ifndef OP_STUDY_DESIGNFILE_H
#define OP_STUDY_DESIGNFILE_H

#include "sim/study/sweep/pointrun.h"

// design.csv and factors.csv in the folder.
enum op_status op_design_write(const struct op_sweep *sweep, struct op_diag *diag) OP_MUST_CHECK;

// The points of such a table: a column a key, a row a point; an empty cell leaves the key as it is.
// A column `strategy` names the strategy of a row, where no key of a strategy has a value there;
// point, arm, world and command are passed over.
//   in     ask   strategies alone: those of rows that name none
//   error  OP_NOT_FOUND, OP_SYNTAX, OP_TOO_LARGE, and what op_factor_read says, with the line
enum op_status op_design_read(struct op_design *design, const char *path,
                              const struct op_design_ask *ask, const struct op_scenario *scenario,
                              struct op_diag *diag) OP_MUST_CHECK;

// The points that `study:` of a scenario asks for, made and thrown away: all faults of its keys and
// values. OP_OK without such a block.
enum op_status op_design_check(const struct op_scenario *scenario,
                               struct op_diag *diag) OP_MUST_CHECK;

#endif
