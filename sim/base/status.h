// SPDX-License-Identifier: GPL-3.0-or-later
// The ways in which a call can end: one list gives the code, its name and its sentence.
#ifndef OP_BASE_STATUS_H
#define OP_BASE_STATUS_H

#define OP_MUST_CHECK __attribute__((warn_unused_result))
#define OP_PRINTF(format_at, args_at) __attribute__((format(printf, format_at, args_at)))

// X(code, sentence, exit status of a verb that ends on it)
#define OP_STATUS_LIST(X)                                                                \
    X(OK, "done", 0)                                                                     \
    X(NO_MEMORY, "memory ran out", 71)                                                   \
    X(OUT_OF_RANGE, "a value lies outside its range", 65)                                \
    X(BAD_UNIT, "a unit is missing or does not fit", 65)                                 \
    X(BAD_VALUE, "a value cannot be read", 65)                                           \
    X(UNKNOWN_KEY, "a key is unknown", 65)                                               \
    X(DUPLICATE_KEY, "a key stands twice", 65)                                           \
    X(MISSING_KEY, "a required key is missing", 65)                                      \
    X(WRONG_TYPE, "a list, map or text stands where another is expected", 65)            \
    X(SYNTAX, "the text is not valid YAML or CSV", 65)                                   \
    X(UNKNOWN_NAME, "a name is not known", 65)                                           \
    X(AMBIGUOUS, "a name fits several things", 65)                                       \
    X(CYCLE, "moments or files refer to each other in a circle", 65)                     \
    X(UNLAWFUL, "a measure is not lawful here", 65)                                      \
    X(TOO_LARGE, "a limit on size or depth is exceeded", 65)                             \
    X(WRONG_VERSION, "the version is too old or too new", 65)                            \
    X(TOO_OLD, "a snapshot is of a layout that is no longer read", 65)                   \
    X(TOO_NEW, "a snapshot is of a layout that this program does not know yet", 65)      \
    X(TRUNCATED, "a snapshot or a results folder is not finished", 65)                   \
    X(CORRUPTED, "bytes are not what was written", 65)                                   \
    X(OTHER_SCENARIO, "a snapshot belongs to another scenario, world or parameters", 65) \
    X(NOT_FOUND, "an input file cannot be opened", 66)                                   \
    X(CANNOT_CREATE, "an output cannot be created", 73)                                  \
    X(EXISTS, "the output exists already", 73)                                           \
    X(IO, "reading or writing failed", 74)                                               \
    X(INTERRUPTED, "stopped by a signal", 130)                                           \
    X(PARTIAL, "some replicates failed", 3)                                              \
    X(USAGE, "the command line is wrong", 2)                                             \
    X(BUG, "a bug of oploop: please report it", 70)

enum op_status {
#define OP_STATUS_MEMBER(code, sentence, exit_status) OP_##code,
    OP_STATUS_LIST(OP_STATUS_MEMBER)
#undef OP_STATUS_MEMBER
        OP_STATUS_COUNT
};

// "OP_OUT_OF_RANGE"; "OP_?" for a number that is none.
const char *op_status_name(enum op_status status);
// One sentence without a full stop.
const char *op_status_text(enum op_status status);
// Exit status of a verb that ends on this (see README, "Exit status").
int op_status_exit(enum op_status status);

// For what cannot happen: says where, asks for a report, and ends with status 70.
_Noreturn void op_bug(const char *file, int line, const char *what);
#define OP_BUG(what) op_bug(__FILE__, __LINE__, (what))

#endif
