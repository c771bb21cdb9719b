// SPDX-License-Identifier: GPL-3.0-or-later
// Networks of the reference models: their ties, exactly where they are exact, else their laws (each
// fails by chance in at most 1e-6 of all seeds; seeds are fixed).

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include "models/reference/reference.h"
#include "models/reference/references.h"
#include "sim/base/hash.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct built {
    struct op_model model[OP_N_REFERENCES];
    struct op_model_set set[OP_N_REFERENCES];
    const struct op_schema *schema[OP_N_REFERENCES + 1];
    struct op_scenario scenario;
    struct op_diag diag;
    struct op_network network;
};

// The network that this text after `network:` describes, as world `index` of a seed.
static struct built *
build(const char *text, uint64_t seed, uint32_t index)
{
    struct built *const built = test_calloc(1, sizeof *built);
    char set[512];
    const char *const sets[] = { set, "initial_persons=1" };
    const struct op_load_options options = { .share_dir = ".", .sets = sets, .n_sets = 2 };
    struct op_draws draws;

    op_diag_init(&built->diag);
    op_references_fill(built->model, built->set, built->schema);
    const struct op_schema root = { .references = built->schema };
    (void)snprintf(set, sizeof set, "network=%s", text);
    if (op_scenario_load(&built->scenario, "scenarios/reference/sir.yaml", &root, &options,
                         &built->diag) != OP_OK) {
        op_diag_print(&built->diag, stderr);
        fail();
    }
    assert_int_equal(op_draws_init(&draws, &built->model[0], &built->scenario), OP_OK);
    op_draws_make(&draws, &built->model[0], &built->scenario, seed, 0, index, true);
    assert_int_equal(op_network_build(&built->network, &built->scenario, draws.param, seed, index,
                                      &built->diag),
                     OP_OK);
    op_draws_free(&draws);
    return built;
}

static void
drop(struct built *built)
{
    op_network_free(&built->network);
    op_scenario_free(&built->scenario);
    op_diag_free(&built->diag);
    test_free(built);
}

static uint32_t
degree(const struct op_network *network, uint32_t person)
{
    return network->first[person + 1] - network->first[person];
}

static bool
is_tied(const struct op_network *network, uint32_t from, uint32_t to)
{
    for (uint32_t k = network->first[from]; k < network->first[from + 1]; k++) {
        if (network->target[k] == (int32_t)to) return true;
    }
    return false;
}

static void
assert_rows_are_right(const struct op_network *network, bool is_directed)
{
    assert_int_equal(network->first[0], 0);
    assert_int_equal(network->first[network->n_persons], network->n_ties);
    for (uint32_t i = 0; i < network->n_persons; i++) {
        for (uint32_t k = network->first[i]; k < network->first[i + 1]; k++) {
            const uint32_t other = (uint32_t)network->target[k];

            assert_true(other < network->n_persons && other != i);
            assert_true(k == network->first[i] || network->target[k - 1] < network->target[k]);
            assert_true(is_directed || is_tied(network, other, i));
        }
    }
}

static uint64_t
hash(const struct op_network *network)
{
    return op_hash_bytes(network->target, (size_t)network->n_ties * sizeof *network->target,
                         op_hash_bytes(network->first,
                                       ((size_t)network->n_persons + 1) * sizeof *network->first,
                                       1));
}

static const char *const drawn[] = {
    "{ kind: ring, persons: 50, neighbours: 6 }",
    "{ kind: ring, persons: 6, neighbours: 4 }",
    "{ kind: regular, persons: 500, degree: 3 }",
    "{ kind: regular, persons: 20, degree: 17 }",
    "{ kind: regular, persons: 4, degree: 3 }",
    "{ kind: poisson, persons: 500, mean_degree: 7 }",
    "{ kind: poisson, persons: 30, mean_degree: 29 }",
    "{ kind: configuration, persons: 500 }",
    "{ kind: configuration, persons: 500, degrees: 'uniform(1, 9)' }",
    "{ kind: configuration, degrees: [3, 1, 1, 1, 0, 2, 2, 2] }",
    "{ kind: preferential, persons: 500, links: 5 }",
    "{ kind: preferential, persons: 500, links: 1 }",
    "{ kind: preferential, persons: 8, links: 7 }",
    "{ kind: preferential, persons: 500, links: 70 }",
    "{ kind: small_world, persons: 500, neighbours: 6, rewired: 30 % }",
    "{ kind: small_world, persons: 500, neighbours: 6, rewired: 100 % }",
};
enum { N_DRAWN = sizeof drawn / sizeof *drawn };

static void
ties_go_both_ways_once_and_never_to_oneself(void **state)
{
    (void)state;
    for (int i = 0; i < N_DRAWN; i++) {
        struct built *const built = build(drawn[i], 3, 0);

        assert_rows_are_right(&built->network, false);
        drop(built);
    }
}

static void
seed_and_world_decide_every_tie(void **state)
{
    (void)state;
    for (int i = 2; i < N_DRAWN; i++) {
        struct built *const one = build(drawn[i], 3, 0), *const again = build(drawn[i], 3, 0);
        struct built *const other_seed = build(drawn[i], 4, 0), *const other_world =
                                                                    build(drawn[i], 3, 1);
        const struct op_network *const n = &one->network;
        // who are all tied to each other are so in every draw
        const bool is_complete = n->n_ties == (uint64_t)n->n_persons * (n->n_persons - 1);

        assert_true(hash(n) == hash(&again->network));
        assert_true(is_complete || hash(n) != hash(&other_seed->network));
        assert_true(is_complete || hash(n) != hash(&other_world->network));
        drop(one);
        drop(again);
        drop(other_seed);
        drop(other_world);
    }
}

static void
degrees_that_are_given_are_kept(void **state)
{
    static const struct {
        const char *text;
        uint32_t degree;
    } cases[] = {
        { "{ kind: ring, persons: 50, neighbours: 6 }", 6 },
        { "{ kind: regular, persons: 500, degree: 3 }", 3 },
        { "{ kind: regular, persons: 20, degree: 17 }", 17 },
        { "{ kind: regular, persons: 4, degree: 3 }", 3 },
        { "{ kind: regular, persons: 7, degree: 0 }", 0 },
        { "{ kind: poisson, persons: 30, mean_degree: 29 }", 29 },
        { "{ kind: configuration, persons: 400, degrees: 5 }", 5 },
    };
    static const uint32_t listed[] = { 3, 1, 1, 1, 0, 2, 2, 2 };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct built *const built = build(cases[i].text, 5, 0);

        for (uint32_t k = 0; k < built->network.n_persons; k++) {
            assert_int_equal(degree(&built->network, k), cases[i].degree);
        }
        drop(built);
    }
    struct built *const built =
        build("{ kind: configuration, degrees: [3, 1, 1, 1, 0, 2, 2, 2] }", 5, 0);

    assert_int_equal(built->network.n_persons, 8);
    for (uint32_t k = 0; k < 8; k++) {
        assert_int_equal(degree(&built->network, k), listed[k]);
    }
    drop(built);
}

static void
a_ring_ties_the_nearest(void **state)
{
    struct built *const built =
        build("{ kind: small_world, persons: 20, neighbours: 4, rewired: 0 }", 1, 0);

    (void)state;
    for (uint32_t i = 0; i < 20; i++) {
        assert_true(is_tied(&built->network, i, (i + 1) % 20) &&
                    is_tied(&built->network, i, (i + 2) % 20));
        assert_int_equal(degree(&built->network, i), 4);
    }
    drop(built);
}

static void
rewiring_keeps_the_number_of_ties_and_moves_the_share(void **state)
{
    struct built *const built =
        build("{ kind: small_world, persons: 20000, neighbours: 6, rewired: 20 % }", 2, 0);
    uint32_t n_kept = 0;

    (void)state;
    assert_int_equal(built->network.n_ties, 120000);
    for (uint32_t i = 0; i < 20000; i++) {
        for (uint32_t k = 1; k <= 3; k++) {
            n_kept += is_tied(&built->network, i, (i + k) % 20000);
        }
    }
    // of 60,000 ties 80 % stay; one that is moved comes back to the ring with probability 6/20,000
    assert_true(fabs(n_kept - 48000.0) < 4.89 * sqrt(60000 * .16) + 12);
    drop(built);
}

static void
preferential_degrees_follow_barabasi_and_albert(void **state)
{
    struct built *const built = build("{ kind: preferential, persons: 100000, links: 5 }", 7, 0);
    // limit: share with degree k is 2 m (m + 1)/(k (k + 1)(k + 2))
    const double p5 = 2 * 5 * 6 / (5.0 * 6 * 7), p6 = 2 * 5 * 6 / (6.0 * 7 * 8);
    uint32_t n5 = 0, n6 = 0, most = 0;

    (void)state;
    for (uint32_t i = 0; i < 100000; i++) {
        const uint32_t d = degree(&built->network, i);

        n5 += d == 5;
        n6 += d == 6;
        most = d > most ? d : most;
    }
    assert_int_equal(built->network.n_ties, 2 * (10 + 5 * (100000 - 5)));
    assert_true(fabs(n5 - 1e5 * p5) < 4.89 * sqrt(1e5 * p5 * (1 - p5)));
    assert_true(fabs(n6 - 1e5 * p6) < 4.89 * sqrt(1e5 * p6 * (1 - p6)));
    assert_true(most > 500);   // grows as m sqrt(N) = 1,581; without preference it stays below 100
    drop(built);
}

static void
poisson_degrees_have_mean_and_variance_alike(void **state)
{
    struct built *const built = build("{ kind: poisson, persons: 100000, mean_degree: 4 }", 7, 0);
    double sum = 0, squares = 0;

    (void)state;
    for (uint32_t i = 0; i < 100000; i++) {
        const double d = degree(&built->network, i);

        sum += d;
        squares += d * d;
    }
    const double mean = sum / 1e5, variance = squares / 1e5 - mean * mean;
    // ties: Poisson of mean 200,000, each counted twice
    assert_true(fabs(mean - 4) < 4.89 * 2 * sqrt(2e5) / 1e5);
    assert_true(fabs(variance - 4) < 4.89 * sqrt((4 + 2 * 16.0) / 1e5));
    drop(built);
}

// ---- from a file --------------------------------------------------------------------------------

static const char *
file_of(const char *text)
{
    static const char path[] = "build/test_reference_edges.csv";
    FILE *const out = fopen(path, "w");

    assert_non_null(out);
    (void)fputs(text, out);
    assert_int_equal(fclose(out), 0);
    return "{ kind: edges, file: ../../build/test_reference_edges.csv }";
}

static void
ties_of_a_file_are_the_networks(void **state)
{
    (void)state;
    struct built *const built = build(file_of("source,target\n0,1\n1,2\r\n4,0\n2,1\n3,3\n"), 1, 0);

    assert_int_equal(built->network.n_persons, 5);
    assert_rows_are_right(&built->network, false);
    assert_int_equal(built->network.n_ties, 6);   // 2,1 is 1,2 again; 3,3 is nobody's
    assert_true(is_tied(&built->network, 0, 4) && is_tied(&built->network, 2, 1));
    assert_int_equal(built->diag.n_errors, 0);
    assert_int_equal(built->diag.n_findings, 1);   // and that is said
    assert_non_null(strstr(built->diag.findings[0].message, "2 ties"));
    drop(built);
}

static void
directed_ties_go_one_way(void **state)
{
    (void)state;
    (void)file_of("source,target\n0,1\n1,0\n2,1\n");
    struct built *const built = build(
        "{ kind: edges, directed: yes, persons: 6, file: ../../build/test_reference_edges.csv }", 1,
        0);

    assert_int_equal(built->network.n_persons, 6);
    assert_int_equal(built->network.n_ties, 3);
    assert_rows_are_right(&built->network, true);
    assert_true(is_tied(&built->network, 2, 1) && !is_tied(&built->network, 1, 2));
    drop(built);
}

// ---- a run without ticks ------------------------------------------------------------------------

static void
a_signal_is_heard_within_a_run(void **state)
{
    static const int stops[] = { 0, 1 };
    struct built *const built = build("{ kind: preferential, persons: 60000, links: 5 }", 1, 0);
    const struct op_model *const model = &built->model[0];
    const int strategy = 0;
    uint64_t n_events[2];
    struct op_draws draws;

    (void)state;
    assert_int_equal(op_draws_init(&draws, model, &built->scenario), OP_OK);
    op_draws_make(&draws, model, &built->scenario, 1, 0, 0, true);
    for (int i = 0; i < 2; i++) {
        const volatile int stop = stops[i];
        const struct op_replicate_input input = {
            .seed = 3,
            .world = &built->network,
            .param = draws.param,
            .action_factor = (const double *const *)draws.action_factor,
            .strategies = &strategy,
            .n_strategies = 1,
        };
        struct op_worker worker;
        struct op_replicate out;

        assert_int_equal(op_worker_init(&worker, model, &built->scenario, 1, &stop), OP_OK);
        assert_int_equal(op_replicate_simulate(&worker, &input, &out),
                         stop != 0 ? OP_INTERRUPTED : OP_OK);
        n_events[i] = out.n_simulated;
        op_replicate_free(&out);
        op_worker_free(&worker);
    }
    assert_true(n_events[0] > 100000);
    assert_int_equal(n_events[1], 65536);
    op_draws_free(&draws);
    drop(built);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ties_go_both_ways_once_and_never_to_oneself),
        cmocka_unit_test(seed_and_world_decide_every_tie),
        cmocka_unit_test(degrees_that_are_given_are_kept),
        cmocka_unit_test(a_ring_ties_the_nearest),
        cmocka_unit_test(rewiring_keeps_the_number_of_ties_and_moves_the_share),
        cmocka_unit_test(preferential_degrees_follow_barabasi_and_albert),
        cmocka_unit_test(poisson_degrees_have_mean_and_variance_alike),
        cmocka_unit_test(ties_of_a_file_are_the_networks),
        cmocka_unit_test(directed_ties_go_one_way),
        cmocka_unit_test(a_signal_is_heard_within_a_run),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
