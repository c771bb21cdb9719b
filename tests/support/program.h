// SPDX-License-Identifier: GPL-3.0-or-later
// The built program as a user runs it: $OPLOOP, or build/oploop, through the shell.
#ifndef OP_TESTS_SUPPORT_PROGRAM_H
#define OP_TESTS_SUPPORT_PROGRAM_H

#include "sim/base/status.h"

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

struct outcome {
    int exit_status;
    char text[131072];   // what came out of the command, cut
};

// Run a command of the shell, in which `oploop` is the program; what is not sent elsewhere in the
// command is standard output. A command that a signal ends has 128 + its number, as in a shell.
void program_run(struct outcome *outcome, const char *format, ...) OP_PRINTF(2, 3);
// The same, where only the exit status counts.
int program_status(const char *format, ...) OP_PRINTF(1, 2);

// Start the program with these words, NULL-ended, on a terminal of its own, whose end is *terminal.
pid_t program_start(const char *const *words, int *terminal);
// Read from the terminal until it has said this; false if the program ended without.
bool program_says(int terminal, const char *text);
// Wait for its end: exit status, or 128 + the signal.
int program_end(pid_t program, int terminal);

// Call a function in a process of its own: the process's exit status (0 if the function returns),
// or 128 + the signal; `said` is what went to standard error, cut.
#define PROGRAM_SAID 400
int program_child(void (*function)(void), char said[PROGRAM_SAID]);

// A new folder below /tmp; program_remove takes it away with all that is in it.
void program_folder(char path[64]);
void program_remove(const char *path);
// For tests that want a folder each: set-up and tear-down, and the folder between the two.
extern char program_own_folder[64];
int program_set_up(void **state);
int program_tear_down(void **state);
// Does a file of this name lie in the folder?
bool program_has(const char *folder, const char *name);
// The whole of a file as text; the caller frees. NULL if it cannot be read.
char *program_text(const char *folder, const char *name);

// A file of that name in the own folder that begins with a text; the caller closes it.
FILE *program_begin(const char *name, const char *text);

#endif
