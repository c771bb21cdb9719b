// SPDX-License-Identifier: GPL-3.0-or-later
// What verbs that simulate for long have in common: signals, progress, the command as typed, and
// where results go.
#ifndef OP_VERB_SESSION_H
#define OP_VERB_SESSION_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

// For progress on standard error, when that is a terminal.
struct op_session_clock {
    bool shows_progress;
    struct timespec began;
};

// Begin: hear SIGINT, SIGTERM and (unless it is ignored) SIGHUP. A second one ends the program.
void op_session_begin(struct op_session_clock *clock, bool is_quiet);
// Becomes non-zero at the first signal; and which one that was.
const volatile int *op_session_stop(void);
int op_session_signal(void);
// While files are written signals wait until these are whole; `before` is what release restores. A
// second signal that came meanwhile counts as the first one.
void op_session_hold(sigset_t *before);
void op_session_release(const sigset_t *before);
// An op_progress whose context is a clock.
void op_session_progress(void *clock, int n_done, int n_all);
// "oploop sweep mine.yaml ...".
void op_session_command(char *text, size_t size, int argc, char **argv);
// results/NAME and an ending, NAME being the folder of the scenario, or its file without .yaml.
const char *op_session_output(const char *scenario, const char *ending, char path[1024]);

#endif
