// SPDX-License-Identifier: GPL-3.0-or-later
// Residents whom a call names or points at: hostile messages, an address put online, visits at the
// home, and what protects them.
#ifndef OP_MODELS_HARASSMENT_HARASSMENT_H
#define OP_MODELS_HARASSMENT_HARASSMENT_H

#include "sim/run/run.h"

extern const struct op_mechanism op_harassment_mechanism;

// Levers, in order.
enum {
    OP_HARASSMENT_HOSTILITY,
    OP_HARASSMENT_REACH,
    OP_HARASSMENT_PROTECTION,
    OP_HARASSMENT_N_LEVERS
};

// Rows of the parameter table, in order.
enum {
    OP_HARASSMENT_RESIDENTS,
    OP_HARASSMENT_MESSAGES,
    OP_HARASSMENT_DOXING,
    OP_HARASSMENT_VISITS,
    OP_HARASSMENT_ENOUGH,
    OP_HARASSMENT_N_PARAMS
};

#endif
