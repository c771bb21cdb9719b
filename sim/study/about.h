// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a results folder that say what the others are: columns.csv, strategies.csv,
// study.csv, datapackage.json (what the data are; the same on any machine), run.json (what differs
// by machine).
#ifndef OP_STUDY_ABOUT_H
#define OP_STUDY_ABOUT_H

#include "sim/study/folder.h"
#include "sim/study/study.h"
#include "sim/study/until.h"

struct op_about {
    const struct op_model *model;
    const struct op_scenario *scenario;
    const struct op_study_options *options;
    const struct op_study_counts *counts;
    int n_replicates;      // finished
    const char *command;   // as typed
    const char *version;
    const char *share_dir;    // where scenarios/data lies, for names in Dutch
    const char *end_reason;   // "done" | "interrupted"
    uint64_t fingerprint;
    // The verb and its options that repeat this from scenario.yaml beside it (`oploop rerun`),
    // without where to write; NULL-ended. NULL: not told.
    const char *const *rerun;
    const struct op_until *until;   // how wide intervals may be; NULL or without targets: not asked
    double effective_share;         // of a sweep; NaN or 0: it is none
    double reference_h;             // of a sweep: start asked for as reference; NaN: none was
};

// Before the analysis: the tables that it reads.
enum op_status op_about_tables(const struct op_folder *folder, const struct op_about *about,
                               struct op_diag *diag) OP_MUST_CHECK;
// After it: hashes of all CSV files present, and the machine.
enum op_status op_about_package(const struct op_folder *folder, const struct op_about *about,
                                struct op_diag *diag) OP_MUST_CHECK;

#endif
