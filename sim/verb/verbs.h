// SPDX-License-Identifier: GPL-3.0-or-later
// A row of the table of verbs in sim/main.c. From the rows come the list of `oploop --help`, the
// man pages and the shells' completion: a new verb has all of these by its row alone.
#ifndef OP_VERB_VERBS_H
#define OP_VERB_VERBS_H

#include <getopt.h>

struct op_program;

// The forms that man pages and completion read out of a help text:
//   first line    what the verb does
//   examples      lines that start with two spaces and `oploop`
//   usage         `Usage: oploop VERB [FILE] ...`: small words are completed as they stand; FILE,
//                 SCENARIO, DIR, FOLDER, KEY and NAME by what they are
//   options       `  -o, --output DIR    text`, continued on deeper lines: what follows the name is
//                 the value; `en|nl` are the words that it may be
//   others        a list of `  word    text`, paragraphs, and `Exit status: ...`
struct op_verb {
    const char *name;
    int (*go)(int argc, char **argv, const struct op_program *program);
    const char *summary;            // one line
    const char *const *help;        // what --help prints, in pieces; NULL ends
    const struct option *options;   // what its command line takes; a zero row ends
};

#endif
