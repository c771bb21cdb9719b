// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/run/run.h"

#include <stdlib.h>

bool
op_ids_add(struct op_ids *ids, uint32_t id)
{
    if (ids->n == ids->capacity) {
        const uint32_t capacity = ids->capacity == 0 ? 64 : ids->capacity * 2;
        uint32_t *grown = realloc(ids->id, capacity * sizeof *grown);
        if (grown == NULL) {
            ids->is_short = true;
            return false;
        }
        ids->id = grown;
        ids->capacity = capacity;
    }
    ids->id[ids->n++] = id;
    return true;
}
