// SPDX-License-Identifier: GPL-3.0-or-later
// The spread of a call, with its extras off, is percolation on the ties of its followers: a reader
// of a share shares it with probability rho, whatever was read before (the fuse has no memory).
//
// Off: stories, invitations of those who click, word of mouth, searchers, strangers, national news,
// clicks; flat in affinity (gamma 0) and in the number of sources (complexity 0); what is shared
// stays visible.

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include "models/reference/network.h"
#include "models/reference/references.h"
#include "tests/support/evening.h"
#include "tests/support/reference_runs.h"

#include <math.h>
#include <stdlib.h>

enum { N_RUNS = 12, PERCOLATION = 3 };

static void
turn_extras_off(double rho)
{
    static const struct {
        const char *param;
        double value;
    } settings[] = {
        { "spread.inviters", 0 },
        { "spread.feed_reads", 0 },
        { "spread.face", 0 },
        { "spread.finders", 0 },
        { "spread.recommended", 0 },
        { "spread.gamma", 0 },
        { "spread.complexity", 0 },
        { "news.onset", 0 },
        { "mobilisation.u0", -20 },
        { "mobilisation.appeal", 0 },
        { "spread.seeds", 2000 },
        { "spread.invite_read", 1 },
        { "spread.share_delay", 1 },
        // a file may say 10 d at most; with more nothing is missed while a reader is away
        { "spread.open_half_life", 1e15 }
    };

    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        evening_set(&evening, settings[i].param, settings[i].value);
    }
    evening_set(&evening, "spread.rho_open", rho);
    evening.scenario.end_us = (int64_t)120 * 86400 * 1000000;
    evening.scenario.event_us = evening.scenario.end_us;
    evening.scenario.watch_every_us = evening.scenario.record_every_us = (int64_t)86400 * 1000000;
}

// The followers' ties as a network: who sees what a person shares.
static void
take_ties(const struct op_world *world, struct op_network *network)
{
    const size_t n_ties = (size_t)world->follower_first[world->n_persons];

    *network = (struct op_network){ .n_persons = world->n_persons, .n_ties = (uint32_t)n_ties };
    network->first = test_malloc(((size_t)world->n_persons + 1) * sizeof *network->first);
    network->target = test_malloc((n_ties + 1) * sizeof *network->target);
    for (uint32_t i = 0; i <= world->n_persons; i++) {
        network->first[i] = (uint32_t)world->follower_first[i];
    }
    for (size_t k = 0; k < n_ties; k++) {
        network->target[k] = (int32_t)world->follower[k];
    }
}

// Final shares of percolation on the network.
static void
percolate(const struct op_network *network, double rho, double share[N_RUNS])
{
    static struct op_model model[OP_N_REFERENCES];
    static struct op_model_set set[OP_N_REFERENCES];
    static const struct op_schema *schema[OP_N_REFERENCES + 1];
    static const char *const sets[] = { "initial_persons=50" };
    const struct op_load_options options = { .share_dir = ".", .sets = sets, .n_sets = 1 };
    const volatile int stop = 0;
    const int strategy = 0;
    struct op_scenario scenario;
    struct op_worker worker;
    struct op_draws draws;
    struct op_diag diag;

    op_diag_init(&diag);
    op_references_fill(model, set, schema);
    const struct op_schema root = { .references = schema };
    assert_int_equal(op_scenario_load(&scenario, "scenarios/reference/percolation.yaml", &root,
                                      &options, &diag),
                     OP_OK);
    assert_true(scenario.schema == &model[PERCOLATION].schema);
    assert_int_equal(op_draws_init(&draws, &model[PERCOLATION], &scenario), OP_OK);
    op_draws_make(&draws, &model[PERCOLATION], &scenario, 7, 0, 0, true);
    draws.param[OP_NET_N_PARAMS] = rho;   // its first own parameter: transmission
    assert_int_equal(op_worker_init(&worker, &model[PERCOLATION], &scenario, 1, &stop), OP_OK);
    for (int i = 0; i < N_RUNS; i++) {
        const struct op_replicate_input input = { .seed = 7,
                                                  .replicate = (uint32_t)i,
                                                  .world = network,
                                                  .param = draws.param,
                                                  .action_factor =
                                                      (const double *const *)draws.action_factor,
                                                  .strategies = &strategy,
                                                  .n_strategies = 1 };
        struct op_replicate out;

        assert_int_equal(op_replicate_simulate(&worker, &input, &out), OP_OK);
        share[i] = out.arm[0].metric[0] / network->n_persons;
        op_replicate_free(&out);
    }
    op_worker_free(&worker);
    op_draws_free(&draws);
    op_scenario_free(&scenario);
    op_diag_free(&diag);
}

static void
a_call_without_extras_spreads_as_percolation(void **state)
{
    static const double rho[] = { .06, .1 };
    struct op_network network;

    (void)state;
    evening_open(&evening);
    take_ties(evening.world, &network);
    print_message("%u persons, %u ties\n", network.n_persons, network.n_ties);
    for (int k = 0; k < 2; k++) {
        double shared[N_RUNS], reached[N_RUNS];

        turn_extras_off(rho[k]);
        for (int i = 0; i < N_RUNS; i++) {
            evening_begin(&evening, (uint32_t)i);
            evening_finish(&evening);
            assert_int_equal(evening_count(&evening, OP_PERSON_CLICKED), 0);
            shared[i] = evening_count(&evening, OP_PERSON_SHARED) / (double)network.n_persons;
        }
        percolate(&network, rho[k], reached);

        // two samples of 12: |t| of 22 degrees of freedom stays below 6.8 but for 1e-6; the starts
        // differ (those of 2,000 invited who share; 50 drawn), which adds at most some of them who
        // reach nobody
        const double sd =
            sqrt((variance_of(shared, N_RUNS) + variance_of(reached, N_RUNS)) / N_RUNS);
        assert_near("spread against percolation", mean_of(shared, N_RUNS), mean_of(reached, N_RUNS),
                    sd * 6.8 / 4.89, 50.0 / network.n_persons);
        assert_true(mean_of(reached, N_RUNS) > .1 && mean_of(reached, N_RUNS) < .99);
    }
    test_free(network.first);
    test_free(network.target);
    evening_close(&evening);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_without_extras_spreads_as_percolation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
