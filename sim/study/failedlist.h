// SPDX-License-Identifier: GPL-3.0-or-later
// failed.csv: the evenings that failed, each with its reason and the command, typed in the results
// folder, that repeats it.
#ifndef OP_STUDY_FAILEDLIST_H
#define OP_STUDY_FAILEDLIST_H

#include "sim/record/csvout.h"
#include "sim/study/folder.h"

#define OP_FAILED_LIST "failed.csv"

struct op_failed_list {
    struct op_csv_out out;
    char path[4096];
    int n;
};

// The file is there from the first row on.
//   error  OP_CANNOT_CREATE
enum op_status op_failed_add(struct op_failed_list *list, const struct op_folder *folder,
                             int replicate, int world, enum op_status reason, const char *command,
                             struct op_diag *diag) OP_MUST_CHECK;
enum op_status op_failed_close(struct op_failed_list *list,
                               struct op_diag *diag) OP_MUST_CHECK;   // safe on zeroed

// A command of the shell, word by word; a word that the shell would take apart is quoted.
struct op_command {
    char text[1 << 15];
    size_t n;
    bool is_cut;   // it did not fit
};
void op_command_add(struct op_command *command, const char *word);

// Those of a study of one world, by the words that repeat it (op_about.rerun).
struct op_failed_ask {
    const struct op_folder *folder;
    const int *replicate;           // [n]
    const enum op_status *reason;   // [n]
    int n;
    const char *const *rerun;   // NULL-ended: the verb, then options without a scenario
    bool no_fork;
};
enum op_status op_failed_write(const struct op_failed_ask *ask, struct op_diag *diag) OP_MUST_CHECK;

#endif
