// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/verb/armchoice.h"

#include "sim/base/text.h"

#include <string.h>

static const struct op_place nowhere = { 0 };

static bool
is_named(const char *const *words, int n_words, const char *id)
{
    for (int k = 0; k < n_words; k++) {
        if (strcmp(words[k], id) == 0) {
            return true;
        }
    }
    return false;
}

static enum op_status
unknown_strategy(const struct op_scenario *scenario, const char *word, struct op_diag *diag)
{
    struct op_nearest nearest;
    char hint[600] = "";
    op_nearest_start(&nearest, word);
    for (int i = 0; i < scenario->n_strategies; i++) {
        const size_t n = strlen(hint);
        op_nearest_offer(&nearest, scenario->strategies[i].id);
        (void)snprintf(hint + n, sizeof hint - n, "%s%s", i > 0 ? ", " : "there are ",
                       scenario->strategies[i].id);
    }
    if (nearest.best != NULL) {
        (void)snprintf(hint, sizeof hint, "did you mean \"%s\"?", nearest.best);
    }
    return op_diag_add(diag, OP_USAGE, nowhere, hint,
                       "--strategy: the scenario has no strategy \"%s\"", word);
}

static enum op_status
choose_strategies(struct op_arm_choice *arms, const struct op_scenario *scenario,
                  const struct op_options *options, bool is_compare, struct op_diag *diag)
{
    if (scenario->n_strategies > OP_MAX_ARMS) {
        return op_diag_add(diag, OP_TOO_LARGE, nowhere, NULL,
                           "%d strategies; at most %d can be compared", scenario->n_strategies,
                           OP_MAX_ARMS);
    }
    for (int i = 0; i < scenario->n_strategies; i++) {
        if (options->n_strategies == 0 ||
            (is_compare && (i == scenario->nothing || i == scenario->base)) ||
            is_named(options->strategy, options->n_strategies, scenario->strategies[i].id)) {
            arms->strategies[arms->n_strategies++] = i;
        }
    }
    for (int k = 0; k < options->n_strategies; k++) {
        bool is_known = false;
        for (int i = 0; i < scenario->n_strategies; i++) {
            is_known |= strcmp(options->strategy[k], scenario->strategies[i].id) == 0;
        }
        if (!is_known) {
            return unknown_strategy(scenario, options->strategy[k], diag);
        }
    }
    return OP_OK;
}

static enum op_status
unknown_conditions(const struct op_scenario *scenario, const char *word, struct op_diag *diag)
{
    struct op_nearest nearest;
    char hint[256];
    op_nearest_start(&nearest, word);
    for (int i = 0; i < scenario->n_conditions; i++) {
        op_nearest_offer(&nearest, scenario->conditions[i].id);
    }
    if (nearest.best != NULL) {
        (void)snprintf(hint, sizeof hint, "did you mean \"%s\"?", nearest.best);
    } else {
        (void)snprintf(hint, sizeof hint, "%s",
                       scenario->n_conditions > 0 ? "`conditions:` of the scenario names them"
                                                  : "the scenario has no `conditions:`");
    }
    return op_diag_add(diag, OP_USAGE, nowhere, hint,
                       "--conditions: the scenario has no conditions \"%s\"", word);
}

static enum op_status
choose_conditions(struct op_arm_choice *arms, const struct op_scenario *scenario,
                  const struct op_options *options, struct op_diag *diag)
{
    for (int i = 0; i < scenario->n_conditions && arms->n_conditions < OP_MAX_ARMS; i++) {
        if (options->n_conditions == 0 ||
            is_named(options->conditions, options->n_conditions, scenario->conditions[i].id)) {
            arms->conditions[arms->n_conditions++] = i;
        }
    }
    for (int k = 0; k < options->n_conditions; k++) {
        bool is_known = false;
        for (int i = 0; i < scenario->n_conditions; i++) {
            is_known |= strcmp(options->conditions[k], scenario->conditions[i].id) == 0;
        }
        if (!is_known) {
            return unknown_conditions(scenario, options->conditions[k], diag);
        }
    }
    return OP_OK;
}

enum op_status
op_arms_choose(struct op_arm_choice *arms, const struct op_scenario *scenario,
               const struct op_options *options, bool is_compare, struct op_diag *diag)
{
    enum op_status status = choose_strategies(arms, scenario, options, is_compare, diag);
    if (status == OP_OK) {
        status = choose_conditions(arms, scenario, options, diag);
    }
    if (status == OP_OK && arms->n_conditions * arms->n_strategies > OP_MAX_ARMS) {
        status = op_diag_add(diag, OP_TOO_LARGE, nowhere, "choose with -s and -c",
                             "%d strategies under %d sets of conditions; at most %d arms can be "
                             "compared",
                             arms->n_strategies, arms->n_conditions, OP_MAX_ARMS);
    }
    // Snapshots are of one set: each holds the parameters of its evening.
    if (status == OP_OK && arms->n_conditions > 1 &&
        (options->snapshot_at != NULL || options->from != NULL)) {
        status = op_diag_add(diag, OP_USAGE, nowhere,
                             "a snapshot holds the numbers of one set: run once for each, with -c "
                             "NAME, into a folder of its own",
                             "--snapshot-at and --from go with one set of conditions; here are %d, "
                             "the first of them `%s`",
                             arms->n_conditions, scenario->conditions[arms->conditions[0]].id);
    }
    return status;
}
