// SPDX-License-Identifier: GPL-3.0-or-later
// When each measure of a strategy could start, as far as the scenario alone tells; and what of it a
// user should hear about.
#ifndef OP_INPUT_PROSPECT_H
#define OP_INPUT_PROSPECT_H

#include "sim/input/scenario.h"

// Why a use can never start, or starts in vain.
enum op_never {
    OP_CAN_START,
    OP_NEVER_CHANCE,      // its probability is 0
    OP_NEVER_BY_END,      // the earliest moment is the end or later
    OP_NEVER_FOLLOWS,     // it follows one that never starts
    OP_NEVER_HOLDS,       // its condition cannot hold
    OP_NEVER_BY_UNTIL,    // it is to end before it can start
    OP_NEVER_IN_PHASE,    // whenever it could start, its phases cannot be
    OP_NEVER_THAT_PHASE   // it waits for a phase after its own
};

struct op_prospect {
    enum op_never never;
    int64_t from_us, to_us;   // earliest and latest start; equal for a moment
};

// prospect[n_uses] of a strategy. What is called never is never; the rest may still not start.
void op_prospects(const struct op_scenario *scenario, int strategy, struct op_prospect *prospect);

// Why a use never starts or starts in vain, as a sentence about its measure ("never starts: its
// probability is 0"), and what would help; "" where there is nothing to say.
enum { OP_PROSPECT_TEXT = 400 };
void op_prospect_text(const struct op_scenario *scenario, const struct op_use *use,
                      const struct op_prospect *prospect, char message[OP_PROSPECT_TEXT],
                      char hint[OP_PROSPECT_TEXT]);

// Warn of each use that can never start and of strategies that do the same, at their places.
// is_wanted[n_strategies]: of these only; NULL: of all.
void op_prospect_warn(const struct op_scenario *scenario, const bool *is_wanted,
                      struct op_diag *diag);

#endif
