// SPDX-License-Identifier: GPL-3.0-or-later
// Studies: replicates in order whatever the threads, and what happens to those that fail.
#include "sim/study/study.h"
#include "tests/support/toy_model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

// The toy, but for a second mechanism in which memory runs out in some replicates.
static uint32_t every;   // replicates that this divides fail; 0: none

enum { N_WORLDS = 50 };
static int built[N_WORLDS];   // how often each was
static volatile bool is_in_another;

static void
begin(struct op_run *run)
{
    if (run->world != &built[run->chance.replicate % N_WORLDS]) {
        is_in_another = true;
    }
    if (every > 0 && run->chance.replicate % every == every - 1) {
        run->record->is_short = true;
    }
}

static const struct op_mechanism trouble = {
    .table = { "trouble", NULL, 0, NULL, 0, NULL, 0 },
    .summary = "memory that runs out",
    .source = "test",
    .first_kind = 40,
    .begin = begin,
};

static enum op_status
build(void **world, const struct op_scenario *scenario, const double *param, uint64_t seed,
      uint32_t index, int n_threads, struct op_diag *diag)
{
    (void)scenario;
    (void)param;
    (void)seed;
    (void)n_threads;
    (void)diag;
    *world = &built[index];
    built[index]++;
    return OP_OK;
}

static void
unbuild(void *world)
{
    (void)world;
}

struct taken {
    uint32_t replicate[100];
    double beats[100];
    int n;
    volatile int stop;
    int stop_after;
};

static enum op_status
take(void *context, const struct op_replicate *replicate, const struct op_draws *draws)
{
    struct taken *taken = context;

    (void)draws;
    taken->replicate[taken->n] = replicate->replicate;
    taken->beats[taken->n++] = replicate->arm[0].metric[0];
    taken->stop = taken->stop || taken->n == taken->stop_after;
    return OP_OK;
}

static enum op_status
study(int n_threads, struct taken *taken, struct op_study_counts *counts)
{
    static const struct op_world_maker maker = { build, unbuild, NULL };
    static struct toy_scenario toy;
    const int strategies[] = { 0 };
    struct op_model like, model;
    struct op_diag diag;

    toy_model(&like);
    const struct op_mechanism *const mechanisms[] = { like.mechanisms[0], &trouble };

    model = (struct op_model){ .mechanisms = mechanisms,
                               .n_mechanisms = 2,
                               .n_segments = 1,
                               .schema = { .phases = like.schema.phases,
                                           .happenings = like.schema.happenings },
                               .phase = like.phase };
    op_model_init(&model);
    toy_scenario(&toy);
    toy.scenario.n_worlds = N_WORLDS;
    memset(built, 0, sizeof built);
    is_in_another = false;
    const struct op_study_options options = { .seed = 5,
                                              .first_replicate = 10,
                                              .n_replicates = taken->stop_after > 0 ? 100 : 20,
                                              .n_threads = n_threads,
                                              .strategies = strategies,
                                              .n_strategies = 1 };

    op_diag_init(&diag);
    const enum op_status status = op_study_go(&model, &toy.scenario, &maker, &options, take, NULL,
                                              taken, &taken->stop, counts, &diag);

    op_diag_free(&diag);
    return status;
}

static void
replicates_come_in_order_and_alike_for_any_number_of_threads(void **state)
{
    struct taken one = { .stop_after = -1 }, four = { .stop_after = -1 };
    struct op_study_counts counts;

    (void)state;
    every = 0;
    assert_int_equal(study(1, &one, &counts), OP_OK);
    assert_int_equal(study(4, &four, &counts), OP_OK);
    assert_int_equal(counts.n_done, 20);
    assert_int_equal(one.n, 20);
    assert_int_equal(four.n, 20);
    for (int i = 0; i < 20; i++) {
        assert_int_equal(one.replicate[i], 10 + i);
        assert_int_equal(four.replicate[i], 10 + i);
        assert_true(one.beats[i] == four.beats[i]);
    }
}

static void
each_replicate_has_the_world_of_its_number_and_no_other_is_built(void **state)
{
    struct taken taken = { .stop_after = -1 };
    struct op_study_counts counts;

    (void)state;
    every = 0;
    assert_int_equal(study(2, &taken, &counts), OP_OK);
    assert_false(is_in_another);
    for (int w = 0; w < N_WORLDS; w++) {
        assert_int_equal(built[w], w >= 10 && w < 30 ? 1 : 0);
    }
    taken = (struct taken){ .stop_after = 100 };   // more replicates than worlds
    assert_int_equal(study(2, &taken, &counts), OP_INTERRUPTED);
    assert_false(is_in_another);
    for (int w = 0; w < N_WORLDS; w++) {
        assert_int_equal(built[w], 1);
    }
}

static void
a_replicate_that_fails_is_left_out_listed_and_the_others_go_on(void **state)
{
    (void)state;
    for (int n_threads = 1; n_threads <= 3; n_threads++) {
        struct taken taken = { .stop_after = -1 };
        struct op_study_counts counts;

        every = 7;   // 13, 20 and 27 of 10 to 29
        assert_int_equal(study(n_threads, &taken, &counts), OP_PARTIAL);
        assert_int_equal(counts.n_failed, 3);
        assert_int_equal(counts.n_done, 17);
        assert_int_equal(taken.n, 17);
        for (int k = 0; k < 3; k++) {
            assert_int_equal(counts.failed[k], 13 + 7 * k);
        }
        for (int i = 0; i < taken.n; i++) {
            assert_true(taken.replicate[i] % 7 != 6);
        }
    }
}

static void
a_study_in_which_all_fail_ends_with_their_reason(void **state)
{
    struct taken taken = { .stop_after = -1 };
    struct op_study_counts counts;

    (void)state;
    every = 1;
    assert_int_equal(study(2, &taken, &counts), OP_NO_MEMORY);
    assert_int_equal(counts.n_failed, 20);
    assert_int_equal(taken.n, 0);
}

static void
a_study_that_is_stopped_has_handed_over_what_was_finished(void **state)
{
    struct taken taken = { .stop_after = 5 };
    struct op_study_counts counts;

    (void)state;
    every = 0;
    assert_int_equal(study(2, &taken, &counts), OP_INTERRUPTED);
    // when a thread stalls the others go some forty evenings ahead, and these are finished too
    assert_in_range(taken.n, 5, 60);
    assert_int_equal(counts.n_done, taken.n);
    for (int i = 0; i < taken.n; i++) {
        assert_int_equal(taken.replicate[i], 10 + i);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(replicates_come_in_order_and_alike_for_any_number_of_threads),
        cmocka_unit_test(each_replicate_has_the_world_of_its_number_and_no_other_is_built),
        cmocka_unit_test(a_replicate_that_fails_is_left_out_listed_and_the_others_go_on),
        cmocka_unit_test(a_study_in_which_all_fail_ends_with_their_reason),
        cmocka_unit_test(a_study_that_is_stopped_has_handed_over_what_was_finished),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
