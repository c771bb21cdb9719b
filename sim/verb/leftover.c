// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/verb/leftover.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

// Is another program at work there? op_folder_open says so.
static bool
is_being_filled(const char *output)
{
    char path[4096];

    (void)snprintf(path, sizeof path, "%.3000s.unfinished", output);
    const int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool is = folder >= 0 && flock(folder, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;

    if (folder >= 0) {
        (void)close(folder);   // and the lock with it
    }
    return is;
}

int
op_leftover_evenings(const char *output)
{
    char path[4096], line[8192];
    long evening = -1;
    int n = 0;

    if (is_being_filled(output)) {
        return 0;
    }
    (void)snprintf(path, sizeof path, "%.3000s.unfinished/outcomes.csv", output);
    FILE *file = fopen(path, "r");

    if (file == NULL) {
        return errno == ENOENT || errno == ENOTDIR ? 0 : -1;
    }
    while (fgets(line, sizeof line, file) != NULL) {
        char *end = NULL;
        const long its = strtol(line, &end, 10);

        n += end != line &&
             its != evening;   // rows stand evening by evening; the header has no number
        evening = end != line ? its : evening;
    }
    (void)fclose(file);
    return n;
}
