// SPDX-License-Identifier: GPL-3.0-or-later
// Who starts: `count` different persons.
//   from   Floyd's sampling without repeats: Bentley & Floyd 1987, doi:10.1145/30401.315746
#include "models/reference/reference.h"

#include <stdlib.h>

static bool
is_taken(const uint32_t *taken, uint32_t n, uint32_t person)
{
    for (uint32_t k = 0; k < n; k++) {
        if (taken[k] == person) return true;
    }
    return false;
}

// Many of many: each of the first count - k left has its even chance, in order.
static void
start_by_walking(struct op_run *run, uint32_t n, uint32_t count, op_ref_starter *start)
{
    for (uint32_t i = 0; i < n && count > 0; i++) {
        const double u = op_draw_unit(&run->chance, OP_DRAW_FIRST, i, 1, 0);

        if (u * (n - i) < count) {
            count--;
            start(run, i);
        }
    }
}

void
op_ref_start(struct op_run *run, uint32_t n, uint32_t count, int how, op_ref_starter *start)
{
    uint32_t taken[256];

    if (how == OP_START_FIRST) {
        for (uint32_t i = 0; i < count && i < n; i++) {
            start(run, i);
        }
        return;
    }
    if (count > sizeof taken / sizeof *taken) {
        start_by_walking(run, n, count, start);
        return;
    }
    for (uint32_t k = 0; k < count; k++) {
        const uint32_t last = n - count + k;
        const double u = op_draw_unit(&run->chance, OP_DRAW_FIRST, k, 0, 0);
        const uint32_t drawn = op_below(u, last + 1);

        taken[k] = is_taken(taken, k, drawn) ? last : drawn;
        start(run, taken[k]);
    }
}
