// SPDX-License-Identifier: GPL-3.0-or-later
// A model of two small mechanisms for tests of the engine: a pulse that beats on a keyed clock and
// counts, and a lever that speeds it up.
#ifndef OP_TESTS_TOY_MODEL_H
#define OP_TESTS_TOY_MODEL_H

#include "sim/run/fork.h"

struct toy_state {
    uint32_t n_beats, n_moves, n_departed, clock;
    double sum;
};

enum { TOY_SEG = OP_SEG_MODEL };
enum { TOY_KIND = 32 };

// A model with lever `speed` (product) and observable `beats`.
void toy_model(struct op_model *model);
// A scenario of ten hours with `n_uses` uses for each strategy, without files. Strategy 0 is
// `nothing`.
struct toy_scenario {
    struct op_scenario scenario;
    struct op_measure measure;
    struct op_move move[4];
    struct op_action_content action[4];
    struct op_use use[8];
    struct op_strategy strategy[8];
    struct op_test test[4];
    double factor[4];
    const double *factors[4];
};
void toy_scenario(struct toy_scenario *toy);
// Strategy `s` gets one more use: action a at a moment.
struct op_use *toy_use(struct toy_scenario *toy, int s, int action, int64_t at_us);
// Simulate the listed strategies; results to be freed with op_replicate_free.
void toy_simulate(struct toy_scenario *toy, const struct op_model *model, uint64_t seed,
                  bool no_fork, const int *strategies, int n, struct op_replicate *out);
#define TOY_HOUR_US ((int64_t)3600000000)

#endif
