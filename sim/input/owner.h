// SPDX-License-Identifier: GPL-3.0-or-later
// What a scenario owns: shared by its reader and its writer, by nobody else.
#ifndef OP_INPUT_OWNER_H
#define OP_INPUT_OWNER_H

#include "sim/base/arena.h"

#include <stdbool.h>

struct op_owner {
    struct op_arena arena;
    const char *places_name;    // of the places table, as written: data/places_nl.csv
    const char *places_path;    // where it was found
    bool places_are_common;     // found below <share>/scenarios
    const char *made_up_like;   // "Wijchen (Wijchen)" if the place is made up, else NULL
    double made_up_persons;
};

#endif
