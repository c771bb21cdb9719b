// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/verb/footprint.h"

#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

double
op_footprint_resident_bytes(void)
{
    long pages = 0, resident = 0;
    FILE *in = fopen("/proc/self/statm", "r");

    if (in == NULL) {
        return 0;
    }
    const int n = fscanf(in, "%ld %ld", &pages, &resident);

    (void)fclose(in);
    return n == 2 ? (double)resident * (double)sysconf(_SC_PAGESIZE) : 0;
}

double
op_footprint_peak_bytes(void)
{
    struct rusage usage;

    return getrusage(RUSAGE_SELF, &usage) == 0 ? 1024.0 * (double)usage.ru_maxrss : 0;
}
