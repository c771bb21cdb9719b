// SPDX-License-Identifier: GPL-3.0-or-later
// `oploop run` and `oploop compare`: simulate, write the files, hand the folder to the analysis.
#ifndef OP_VERB_COMPARE_H
#define OP_VERB_COMPARE_H

#include "sim/study/study.h"
#include "sim/verb/verbs.h"

// What the program's parts offer each other; put together in sim/main.c.
struct op_program {
    const struct op_model *model;
    const struct op_world_maker *maker;
    const struct op_model_set *references;   // those that `model:` may pick
    int n_references;
    const char *share_dir, *version;
    // Numbers, charts, report, and the table on `table` (NULL: none).
    enum op_status (*summarise)(const char *dir, const char *share_dir, const char *lang,
                                FILE *table, struct op_diag *diag);
    const struct op_verb *verbs;
    int n_verbs;
    // The same of a sweep's folder.
    enum op_status (*summarise_sweep)(const char *dir, const char *share_dir, const char *lang,
                                      FILE *table, struct op_diag *diag);
};

extern const char *const op_run_help[], *const op_compare_help[];
int op_verb_run(int argc, char **argv, const struct op_program *program);
int op_verb_compare(int argc, char **argv, const struct op_program *program);

#endif
