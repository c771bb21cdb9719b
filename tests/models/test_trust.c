// SPDX-License-Identifier: GPL-3.0-or-later
// Trust against its closed form.
#include "models/shared/acts.h"
#include "models/trust/trust.h"
#include "tests/support/tiny_world.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void
set_up(struct tiny *tiny, double hours)
{
    tiny_init(tiny, hours);
    tiny_set(tiny, "trust.loss_factor", 2.2);
    tiny_set(tiny, "trust.drift", 75 * 86400.0);
}

static void
a_loss_weighs_heavier_than_a_gain(void **state)
{
    struct tiny tiny;

    (void)state;
    set_up(&tiny, 1);
    tiny_begin(&tiny, 1, 0);
    op_trust_act(&tiny.run, 1, 77, -0.05);
    op_trust_act(&tiny.run, 2, 77, 0.05);

    assert_true(fabs(op_trust_now(&tiny.run, 1) - 0.445) < 1e-6);
    assert_true(fabs(op_trust_now(&tiny.run, 2) - 0.525) < 1e-6);
    assert_true(op_trust_now(&tiny.run, 3) == 0.5);
    assert_true(fabs(tiny_observe(&tiny, "trust_mean") - (0.5 - 0.03 / TINY_PERSONS)) < 1e-6);
    tiny_free(&tiny);
}

static void
an_act_counts_once_for_a_person_and_another_act_again(void **state)
{
    struct tiny tiny;

    (void)state;
    set_up(&tiny, 1);
    tiny_begin(&tiny, 1, 0);
    for (int again = 0; again < 2; again++) {
        for (uint32_t person = 0; person < TINY_PERSONS; person++) {
            for (uint32_t act = 1; act <= 5; act++) {
                op_trust_act(&tiny.run, person, act, 0.1);
            }
        }
    }

    for (uint32_t person = 0; person < TINY_PERSONS; person++) {
        const double expected = 1 - 0.5 * pow(0.9, 5);
        assert_true(fabs(op_trust_now(&tiny.run, person) - expected) < 1e-6);
    }
    tiny_free(&tiny);
}

static void
an_act_of_size_nought_leaves_no_trace(void **state)
{
    struct tiny tiny;

    (void)state;
    set_up(&tiny, 1);
    tiny_begin(&tiny, 1, 0);
    const size_t before = op_state_used_bytes(&tiny.run.state);
    op_trust_act(&tiny.run, 1, 77, 0);

    assert_true(op_state_used_bytes(&tiny.run.state) == before);
    tiny_free(&tiny);
}

static void
lose_trust(struct tiny *tiny, int index)
{
    (void)index;
    op_trust_act(&tiny->run, 1, 77, -0.05);
}

static void
what_was_moved_drifts_back(void **state)
{
    struct tiny tiny;

    (void)state;
    set_up(&tiny, 31 * 24);
    tiny.scenario.watch_every_us = tiny.scenario.record_every_us = TINY_HOUR_US;
    (void)tiny_call_at(&tiny, 24);
    tiny.hook = lose_trust;
    tiny_begin(&tiny, 1, 0);
    tiny_finish(&tiny);

    assert_true(fabs(op_trust_now(&tiny.run, 1) - (0.5 - 0.055 * exp(-30 / 75.0))) < 1e-6);
    tiny_free(&tiny);
}

static void
trust_stays_between_nought_and_one(void **state)
{
    struct tiny tiny;

    (void)state;
    set_up(&tiny, 1);
    tiny_begin(&tiny, 1, 0);
    op_trust_act(&tiny.run, 1, 1, -0.9);
    op_trust_act(&tiny.run, 2, 2, 1);

    assert_true(op_trust_now(&tiny.run, 1) == 0);
    assert_true(op_trust_now(&tiny.run, 2) == 1);
    tiny_free(&tiny);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_loss_weighs_heavier_than_a_gain),
        cmocka_unit_test(an_act_counts_once_for_a_person_and_another_act_again),
        cmocka_unit_test(an_act_of_size_nought_leaves_no_trace),
        cmocka_unit_test(what_was_moved_drifts_back),
        cmocka_unit_test(trust_stays_between_nought_and_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
