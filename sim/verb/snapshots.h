// SPDX-License-Identifier: GPL-3.0-or-later
// --snapshot-at and --from: from words to what a study is told.
#ifndef OP_VERB_SNAPSHOTS_H
#define OP_VERB_SNAPSHOTS_H

#include "sim/study/study.h"
#include "sim/verb/options.h"

// --from names a file or a folder of them: seed, parameters and replicates are those that it was
// written with.
//   error  OP_NOT_FOUND, OP_USAGE (an option says otherwise, files are missing between others), and
//          those of op_snapshot_open
enum op_status op_snapshots_from(struct op_study_options *study, const struct op_options *options,
                                 struct op_diag *diag) OP_MUST_CHECK;
// --snapshot-at: the moment, and the folder in which the files will stand (made here).
enum op_status op_snapshots_at(struct op_study_options *study, const struct op_options *options,
                               const struct op_scenario *scenario, const char *folder,
                               struct op_diag *diag) OP_MUST_CHECK;

#endif
