// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void
need(bool is_so, const char *what)
{
    if (!is_so) {
        perror(what);
        exit(1);
    }
}

static const char *
program(void)
{
    const char *named = getenv("OPLOOP");

    return named != NULL && named[0] != '\0' ? named : "build/oploop";
}

static void
run_v(struct outcome *outcome, const char *format, va_list args)
{
    char words[4096], command[8192];
    char *path = realpath(program(), NULL);

    need(path != NULL, program());
    need(vsnprintf(words, sizeof words, format, args) < (int)sizeof words, "a command too long");
    snprintf(command, sizeof command, "oploop() { '%s' \"$@\"; }\n%s", path, words);
    free(path);

    FILE *out = popen(command, "r");

    need(out != NULL, "popen");

    const size_t n = fread(outcome->text, 1, sizeof outcome->text - 1, out);
    char rest[4096];

    while (fread(rest, 1, sizeof rest, out) > 0) {
    }
    const int ended = pclose(out);

    outcome->text[n] = '\0';
    outcome->exit_status = WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended);
}

void
program_run(struct outcome *outcome, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    run_v(outcome, format, args);
    va_end(args);
}

int
program_status(const char *format, ...)
{
    static struct outcome outcome;
    va_list args;

    va_start(args, format);
    run_v(&outcome, format, args);
    va_end(args);
    return outcome.exit_status;
}

pid_t
program_start(const char *const *words, int *terminal)
{
    char *argv[32] = { strdup(program()) };
    int n = 1;

    for (; words[n - 1] != NULL && n < 31; n++) {
        argv[n] = strdup(words[n - 1]);
    }
    *terminal = posix_openpt(O_RDWR | O_NOCTTY);
    need(*terminal >= 0 && grantpt(*terminal) == 0 && unlockpt(*terminal) == 0, "a terminal");
    const int theirs = open(ptsname(*terminal), O_RDWR | O_NOCTTY);

    need(theirs >= 0, "the other end of a terminal");
    fflush(NULL);
    const pid_t child = fork();

    need(child >= 0, "fork");
    if (child == 0) {
        dup2(theirs, STDOUT_FILENO);
        dup2(theirs, STDERR_FILENO);
        close(theirs);
        close(*terminal);
        execv(argv[0], argv);
        _exit(127);
    }
    close(theirs);
    for (int i = 0; i < n; i++) {
        free(argv[i]);
    }
    return child;
}

bool
program_says(int terminal, const char *text)
{
    static char said[1 << 16];
    size_t n = 0;

    memset(said, 0, sizeof said);
    while (strstr(said, text) == NULL) {
        const ssize_t more =
            n < sizeof said - 1 ? read(terminal, said + n, sizeof said - 1 - n) : 0;

        if (more <= 0) {
            return false;
        }
        n += (size_t)more;
    }
    return true;
}

int
program_end(pid_t child, int terminal)
{
    char rest[4096];
    int ended = 0;

    while (read(terminal, rest, sizeof rest) > 0) {
    }
    need(waitpid(child, &ended, 0) == child, "waitpid");
    close(terminal);
    return WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended);
}

int
program_child(void (*function)(void), char said[PROGRAM_SAID])
{
    int ends[2], ended = 0;

    memset(said, 0, PROGRAM_SAID);
    need(pipe(ends) == 0, "pipe");
    fflush(NULL);
    const pid_t child = fork();

    need(child >= 0, "fork");
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        function();
        _exit(0);
    }
    close(ends[1]);
    for (ssize_t n = 0, more = 1; more > 0 && n < PROGRAM_SAID - 1; n += more) {
        more = read(ends[0], said + n, (size_t)(PROGRAM_SAID - 1 - n));
    }
    close(ends[0]);
    need(waitpid(child, &ended, 0) == child, "waitpid");
    return WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended);
}

void
program_folder(char path[64])
{
    snprintf(path, 64, "/tmp/oploop-test-XXXXXX");
    need(mkdtemp(path) != NULL, "a folder below /tmp");
}

void
program_remove(const char *path)
{
    need(program_status("rm -r '%s'", path) == 0, path);
}

char program_own_folder[64];

int
program_set_up(void **state)
{
    (void)state;
    program_folder(program_own_folder);
    return 0;
}

int
program_tear_down(void **state)
{
    (void)state;
    program_remove(program_own_folder);
    return 0;
}

bool
program_has(const char *folder, const char *name)
{
    char path[512];
    struct stat about;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    return stat(path, &about) == 0;
}

char *
program_text(const char *folder, const char *name)
{
    char path[512];

    snprintf(path, sizeof path, "%s%s%s", folder, folder[0] != '\0' ? "/" : "", name);

    FILE *in = fopen(path, "rb");
    char *text = NULL;
    size_t size = 0, n = 0, got = 0;

    if (in == NULL) {
        return NULL;
    }
    do {
        size += 1 << 16;
        text = realloc(text, size + 1);
        need(text != NULL, "memory");
        got = fread(text + n, 1, size - n, in);
        n += got;
    } while (got > 0);
    fclose(in);
    text[n] = '\0';
    return text;
}

FILE *
program_begin(const char *name, const char *text)
{
    char path[160];
    FILE *out = NULL;

    snprintf(path, sizeof path, "%s/%s", program_own_folder, name);
    out = fopen(path, "w");
    if (out == NULL) {
        perror(path);
        abort();
    }
    fputs(text, out);
    return out;
}
