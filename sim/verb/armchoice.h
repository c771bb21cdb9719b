// SPDX-License-Identifier: GPL-3.0-or-later
// Which arms run: strategies and sets of conditions, by what the command line names.
#ifndef OP_VERB_ARMCHOICE_H
#define OP_VERB_ARMCHOICE_H

#include "sim/input/scenario.h"
#include "sim/run/engine.h"
#include "sim/verb/options.h"

struct op_arm_choice {
    int strategies[OP_MAX_ARMS];   // in the order of the file, as are the sets
    int n_strategies;
    int conditions[OP_MAX_ARMS];
    int n_conditions;
};

// Without names all run; compare adds `nothing` and the base. Starts from a choice of zeros.
//   error  OP_USAGE for a name that the scenario does not have, and for several sets with
//          snapshots; OP_TOO_LARGE
enum op_status op_arms_choose(struct op_arm_choice *arms, const struct op_scenario *scenario,
                              const struct op_options *options, bool is_compare,
                              struct op_diag *diag) OP_MUST_CHECK;

#endif
