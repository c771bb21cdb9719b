// SPDX-License-Identifier: GPL-3.0-or-later
// What arms work out together changes nothing: an arm beside others ends in the same state as
// alone.
#include "models/shared/memo.h"
#include "sim/run/fork.h"
#include "tests/support/evening.h"

#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static uint32_t
n_known(const struct op_memo *memo)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < memo->n_persons; i++) {
        n += !isnan(memo->person[i].threshold) && !isnan(memo->person[i].fuse);
    }
    return n;
}

static size_t
n_lookers(const struct op_memo *memo)
{
    size_t n = 0;

    for (int d = 0; d < OP_MEMO_DAYS; d++) {
        n += memo->news[d].is_known ? memo->news[d].n : 0;
    }
    return n;
}

static void
simulate(struct op_worker *worker, uint32_t replicate, const int *strategies, int n,
         struct op_replicate *out)
{
    const struct op_replicate_input input = {
        .seed = 11,
        .replicate = replicate,
        .conditions = -1,
        .world = evening.world,
        .param = evening.draws.param,
        .action_factor = (const double *const *)evening.draws.action_factor,
        .strategies = strategies,
        .n_strategies = n,
    };

    assert_int_equal(op_replicate_simulate(worker, &input, out), OP_OK);
}

static void
an_arm_beside_others_ends_in_the_state_it_has_alone(void **state)
{
    static const volatile int never = 0;
    const int both[] = { 0, 1 };
    struct op_worker worker, lonely;
    uint32_t persons = 0;
    size_t lookers = 0;

    (void)state;
    assert_true(evening.scenario.n_strategies >= 2);
    evening_set(&evening, "news.onset", 30);   // the first story comes early
    evening_set(&evening, "news.looks_up", .05);
    evening_set(&evening, "spread.complexity", 2);
    assert_int_equal(op_worker_init(&worker, &evening.model, &evening.scenario, 2, &never), OP_OK);
    assert_int_equal(op_worker_init(&lonely, &evening.model, &evening.scenario, 1, &never), OP_OK);
    for (uint32_t r = 0; r < 2; r++) {
        struct op_replicate together, alone;

        simulate(&worker, r, both, 2, &together);
        persons += n_known(worker.memo);
        lookers += n_lookers(worker.memo);
        for (int a = 0; a < 2; a++) {
            simulate(&lonely, r, &both[a], 1, &alone);
            assert_null(lonely.memo);
            assert_true(together.arm[a].fingerprint == alone.arm[0].fingerprint);
            op_replicate_free(&alone);
        }
        assert_true(together.arm[0].fingerprint != together.arm[1].fingerprint);
        op_replicate_free(&together);
    }
    assert_true(persons > 100 && lookers > 100);   // they were in use
    op_worker_free(&worker);
    op_worker_free(&lonely);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_arm_beside_others_ends_in_the_state_it_has_alone,
                                        evening_set_up, evening_tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
