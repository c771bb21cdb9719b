// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/verb/session.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t n_signals, last_signal;
static volatile int stop_now;

static void
on_signal(int number)
{
    last_signal = number;
    stop_now = 1;
    if (++n_signals > 1) {
        _exit(128 + number);
    }
}

void
op_session_begin(struct op_session_clock *clock, bool is_quiet)
{
    struct sigaction action = { .sa_handler = on_signal };
    struct sigaction before;

    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
    // nohup has this one ignored, and the study goes on.
    if (sigaction(SIGHUP, NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
        (void)sigaction(SIGHUP, &action, NULL);
    }
    clock->shows_progress = !is_quiet && isatty(STDERR_FILENO) != 0;
    (void)clock_gettime(CLOCK_MONOTONIC, &clock->began);
}

const volatile int *
op_session_stop(void)
{
    return &stop_now;
}

int
op_session_signal(void)
{
    return last_signal;
}

void
op_session_hold(sigset_t *before)
{
    sigset_t ours;

    (void)sigemptyset(&ours);
    (void)sigaddset(&ours, SIGINT);
    (void)sigaddset(&ours, SIGTERM);
    (void)sigaddset(&ours, SIGHUP);
    (void)pthread_sigmask(SIG_BLOCK, &ours, before);
}

void
op_session_release(const sigset_t *before)
{
    n_signals = 0;
    (void)pthread_sigmask(SIG_SETMASK, before, NULL);
}

void
op_session_progress(void *context, int n_done, int n_all)
{
    const struct op_session_clock *clock = context;
    struct timespec now;

    if (!clock->shows_progress) {
        return;
    }
    (void)clock_gettime(CLOCK_MONOTONIC, &now);

    const double spent_s = (double)(now.tv_sec - clock->began.tv_sec) +
                           1e-9 * (double)(now.tv_nsec - clock->began.tv_nsec);
    const double left_s = n_done > 0 ? spent_s / n_done * (n_all - n_done) : 0;

    (void)fprintf(stderr, "\r%d of %d evenings, %.0f s left   %s", n_done, n_all, left_s,
                  n_done == n_all || stop_now != 0 ? "\n" : "");
    (void)fflush(stderr);
}

void
op_session_command(char *text, size_t size, int argc, char **argv)
{
    size_t n = (size_t)snprintf(text, size, "oploop");

    for (int i = 0; i < argc && n < size; i++) {
        n += (size_t)snprintf(text + n, size - n, strchr(argv[i], ' ') ? " '%s'" : " %s", argv[i]);
    }
}

const char *
op_session_output(const char *scenario, const char *ending, char path[1024])
{
    char copy[900];
    char *slash = NULL;
    char *name = copy;

    (void)snprintf(copy, sizeof copy, "%s", scenario);
    slash = strrchr(copy, '/');
    name = slash != NULL ? slash + 1 : copy;
    if (strcmp(name, "scenario.yaml") == 0 && slash != NULL) {
        *slash = '\0';
        slash = strrchr(copy, '/');
        name = slash != NULL ? slash + 1 : copy;
    } else {
        char *dot = strrchr(name, '.');

        if (dot != NULL) {
            *dot = '\0';
        }
    }
    (void)snprintf(path, 1024, "results/%s%s", name, ending);
    return path;
}
