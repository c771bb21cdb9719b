// SPDX-License-Identifier: GPL-3.0-or-later
// The verb `sweep` between its steps, and what is asked of it.
#ifndef OP_VERB_SWEEPASK_H
#define OP_VERB_SWEEPASK_H

#include "sim/study/sweep/pointrun.h"
#include "sim/verb/armchoice.h"
#include "sim/verb/compare.h"
#include "sim/verb/options.h"
#include "sim/verb/session.h"

// What a sweep holds between its steps.
struct op_sweep_session {
    const struct op_program *program;
    struct op_options options;
    struct op_scenario scenario;
    struct op_scenario whole;   // with the arms of all points, once they are written
    struct op_arm_choice arms;
    struct op_arena arena;
    struct op_design design;
    struct op_point_plan plan;
    struct op_point_until until;
    struct op_folder folder;
    struct op_sweep_counts counts;
    struct op_diag diag;
    struct op_session_clock clock;
    int n_replicates;   // what the command line, else the file, else usage says
    double effective_share;
    const char *reference;   // as written; NULL: the default of each curve
    double reference_h;      // hours since the start; NaN: none was asked for
    char command[4096];
};

// Read the scenario, choose the arms, make the design and check what else was said.
//   in     session   program and options
enum op_status op_sweep_prepare(struct op_sweep_session *session) OP_MUST_CHECK;
void op_sweep_close(struct op_sweep_session *session);   // frees what it holds

#endif
