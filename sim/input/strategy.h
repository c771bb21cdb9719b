// SPDX-License-Identifier: GPL-3.0-or-later
// Strategies: which measures start when; and the conditions at which they do.
#ifndef OP_INPUT_STRATEGY_H
#define OP_INPUT_STRATEGY_H

#include "sim/input/catalogue.h"
#include "sim/input/moment.h"

// A use of a measure as it is read, before its action has a number.
struct op_use_draft {
    struct op_use use;
    struct op_action_content content;   // measure: index in the catalogue
    const struct op_node *node;
    struct op_place place;   // of the measure's id
    char after[41];          // START_AFTER: id of the measure that it follows
};

// `strategies:` (may be NULL) into scenario.strategies, actions, tests and measures.
void op_read_strategies(struct op_reader *reader, const struct op_node *node,
                        struct op_catalogue *catalogue, const struct op_anchors *anchors);

// One item of `measures:`.
bool op_read_use(struct op_reader *reader, const struct op_node *item,
                 const struct op_catalogue *catalogue, const struct op_anchors *anchors,
                 struct op_use_draft *draft);

// Give all drafts their actions: scenario.actions, distinct, sorted by (measure id, settings), and
// scenario.measures, those used; draft->use.action is set.
void op_number_actions(struct op_reader *reader, const struct op_catalogue *catalogue,
                       struct op_use_draft *drafts, int n_drafts);

// A condition of a `when:` or `until:`: index of its root in scenario.tests, -1 on a fault.
int op_read_condition(struct op_reader *reader, const struct op_node *node);
// Does every part of a condition read the true state?
bool op_condition_is_oracle(const struct op_scenario *scenario, int test);

#endif
