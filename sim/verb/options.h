// SPDX-License-Identifier: GPL-3.0-or-later
// Options that `run` and `compare` share.
#ifndef OP_VERB_OPTIONS_H
#define OP_VERB_OPTIONS_H

#include "sim/base/diag.h"

#include <getopt.h>
#include <stdbool.h>
#include <stdint.h>

#define OP_MAX_SETS 256

struct op_options {
    const char *scenario, *output, *language;
    const char *strategy[OP_MAX_SETS];
    int n_strategies;
    const char *conditions[OP_MAX_SETS];
    int n_conditions;
    const char *set[OP_MAX_SETS];
    int n_sets;
    const char *until[OP_MAX_SETS];
    int n_until;
    int n_replicates, replicate;   // replicate >= 0: exactly that one; with `until` the most
    int n_threads;
    uint64_t seed;
    const char *snapshot_at, *from;
    // of `sweep`
    const char *vary[OP_MAX_SETS];
    int n_vary;
    const char *design, *design_from;
    int n_points;             // 0: not said
    double effective_share;   // NaN: not said
    const char *reference;    // moment; NULL: not said
    bool resume, replicates_are_set;
    bool seed_is_set, no_fork, fixed_parameters, force, quiet, dry_run, json, help;
};

extern const struct option op_run_options[];     // of `run` and `compare`
extern const struct option op_sweep_options[];   // of `sweep`

// getopt_long takes any beginning of a long option, which a later option would give another
// meaning: false with a message in diag when a word is such a beginning, or no option at all.
bool op_options_whole(const struct option *rows, int argc, char **argv, struct op_diag *diag);
// Refuse a word that is no option, with the nearest one; always false.
bool op_options_refuse(const struct option *rows, const char *word, struct op_diag *diag);
// False with a message in diag (OP_USAGE) when the words cannot be taken.
bool op_options_read(struct op_options *options, int argc, char **argv, struct op_diag *diag);
// The same by other rows.
bool op_options_read_by(struct op_options *options, const struct option *rows, int argc,
                        char **argv, struct op_diag *diag);

#endif
