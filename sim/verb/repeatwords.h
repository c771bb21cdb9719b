// SPDX-License-Identifier: GPL-3.0-or-later
// The words that repeat a folder of results from its own scenario.yaml, as run.json keeps them and
// `oploop rerun` takes them.
#ifndef OP_VERB_REPEATWORDS_H
#define OP_VERB_REPEATWORDS_H

#include "sim/verb/options.h"

enum { OP_MOST_REPEAT_WORDS = 2 * (3 * OP_MAX_SETS + 10) };
struct op_repeat_words {
    const char *word[OP_MOST_REPEAT_WORDS];   // NULL-ended
    char numbers[4][32];                      // what some of them point to
};

// What options ask for, of a scenario that holds all that was set; without where to write.
void op_repeat_words(struct op_repeat_words *words, const char *verb,
                     const struct op_options *options, int n_replicates);
// The first of n words that op_repeat_words never writes: a folder may come from anywhere, and
// repeating it shall write nowhere else. NULL when there is none.
const char *op_repeat_foreign(char *const *words, int n);

#endif
