// SPDX-License-Identifier: GPL-3.0-or-later
// What a study varies, as written in `study:` and after `--vary`:
//
//   early_talk.stop_talk.at = event - 14 d .. event - 1 h by 6 h
//   early_talk.stop_talk.at = event - 2 d, event - 1 d
//   spread.inviters = 10 % .. 30 % in 5          (5 values, both ends included)
//   spread.inviters = 10 % .. 30 %               (a design draws from it)
#ifndef OP_INPUT_VARY_H
#define OP_INPUT_VARY_H

#include "sim/base/arena.h"
#include "sim/base/diag.h"

struct op_vary {
    const char *key;
    struct op_place place;
    const char *const *listed;   // [n_listed]; NULL: a range
    int n_listed;
    const char *from, *to;   // of a range
    const char *by;          // its step, or NULL
    int n_in;                // number of values, or 0
};

#define OP_MAX_VARY 32            // keys of one study
#define OP_MAX_VARY_VALUES 4096   // values of one key

// The part after the `=`; `vary->key` is set by the caller. Texts are copied to the arena.
//   error  OP_SYNTAX, OP_BAD_VALUE, OP_TOO_LARGE, OP_NO_MEMORY
enum op_status op_vary_values(struct op_vary *vary, struct op_arena *arena, const char *text,
                              struct op_diag *diag) OP_MUST_CHECK;
// `KEY = VALUES` of the command line.
enum op_status op_vary_parse(struct op_vary *vary, struct op_arena *arena, const char *text,
                             struct op_diag *diag) OP_MUST_CHECK;

#endif
