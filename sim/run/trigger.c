// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/run/trigger.h"

#include "sim/run/engine.h"

#include <math.h>

static bool
passes(const struct op_test *test, double value, bool was_holding)
{
    const double level = was_holding && !isnan(test->release) ? test->release : test->level;
    return test->relation == OP_AT_LEAST ? value >= level : value <= level;
}

// "X" means X or later while the evening goes on; the last phase means itself alone.
static bool
is_phase(int phase, int wanted)
{
    return phase >= wanted && (phase < OP_N_PHASES - 1 || wanted == OP_N_PHASES - 1);
}

static bool
is_true_now(const struct op_register *registers, const struct op_run *run, int i,
            const double *observed)
{
    const struct op_test *test = &run->scenario->tests[i];
    const bool was_holding = registers[i].since_us != OP_NEVER_US;
    switch (test->kind) {
        case OP_TEST_PHASE:
            return is_phase(test->seen > 0 ? (int)observed[test->seen - 1] : op_engine(run)->phase,
                            test->index);
        case OP_TEST_OBSERVABLE:
            return passes(test, observed[test->index], was_holding);
        case OP_TEST_ALL:
            for (int k = 0; k < test->n_children; k++) {
                if (!op_trigger_holds(registers, run, test->first_child + k)) {
                    return false;
                }
            }
            return true;
        case OP_TEST_ANY:
            for (int k = 0; k < test->n_children; k++) {
                if (op_trigger_holds(registers, run, test->first_child + k)) {
                    return true;
                }
            }
            return false;
    }
    return false;
}

void
op_trigger_bring_up(struct op_register *registers, const struct op_run *run)
{
    if (run->scenario->n_tests == 0) {
        return;
    }
    double observed[OP_MAX_OBSERVABLES];
    op_run_observe(run, observed);
    // Leaves before the conditions that join them.
    for (int pass = 0; pass < 2; pass++) {
        for (int i = run->scenario->n_tests - 1; i >= 0; i--) {
            const enum op_test_kind kind = run->scenario->tests[i].kind;
            const bool is_leaf = kind == OP_TEST_PHASE || kind == OP_TEST_OBSERVABLE;
            if (is_leaf != (pass == 0)) {
                continue;
            }
            if (!is_true_now(registers, run, i, observed)) {
                registers[i].since_us = OP_NEVER_US;
            } else if (registers[i].since_us == OP_NEVER_US) {
                registers[i].since_us = op_run_now_us(run);
            }
        }
    }
}

bool
op_trigger_holds(const struct op_register *registers, const struct op_run *run, int test)
{
    const int64_t since_us = registers[test].since_us;
    return since_us != OP_NEVER_US &&
           op_run_now_us(run) - since_us >= run->scenario->tests[test].hold_us;
}
