// SPDX-License-Identifier: GPL-3.0-or-later
// The door by which libFuzzer comes in; compiled once a target, with -DTARGET=fuzz_csv. Its own
// limit of time is of the wall clock, which accuses any input on a busy machine; this one is of
// processor time.
#include "tests/fuzz/fuzz.h"

#include <signal.h>
#include <sys/time.h>

enum { MOST_S = 10 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void
took_too_long(int number)
{
    (void)number;
    fuzz_broken("an input is dealt with in ten seconds");
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    const struct itimerval limit = { .it_value = { .tv_sec = MOST_S } }, none = { 0 };

    (void)signal(SIGPROF, took_too_long);
    (void)setitimer(ITIMER_PROF, &limit, NULL);
    TARGET(bytes, n);
    (void)setitimer(ITIMER_PROF, &none, NULL);
    return 0;
}
