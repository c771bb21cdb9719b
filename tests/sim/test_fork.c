// SPDX-License-Identifier: GPL-3.0-or-later
// Plans, forks, triggers: what the engine promises about arms.
#include "tests/support/toy_model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct op_model model;

static int
make_model(void **state)
{
    (void)state;
    toy_model(&model);
    return 0;
}

static void
assert_same(const struct op_arm_result *x, const struct op_arm_result *y)
{
    assert_int_equal(x->fingerprint, y->fingerprint);
    assert_int_equal(x->n_events, y->n_events);
    assert_int_equal(x->record.n_rows, y->record.n_rows);
    assert_memory_equal(x->record.value, y->record.value,
                        x->record.n_rows * (size_t)x->record.n_columns * sizeof(double));
    assert_memory_equal(x->metric, y->metric, 2 * sizeof(double));
}

static void
four_arms(struct toy_scenario *toy)
{
    toy_scenario(toy);
    (void)toy_use(toy, 1, 1, 2 * TOY_HOUR_US);
    (void)toy_use(toy, 3, 1, 2 * TOY_HOUR_US);
    toy->strategy[5].uses = &toy->use[6];
    (void)toy_use(toy, 5, 2, 4 * TOY_HOUR_US);
    toy_use(toy, 5, 1, 6 * TOY_HOUR_US)->duration_us = TOY_HOUR_US;
}

static void
a_forked_arm_equals_the_same_arm_run_alone(void **state)
{
    (void)state;
    struct toy_scenario toy;
    four_arms(&toy);
    const int arms[] = { 0, 1, 3, 5 };
    for (uint64_t seed = 1; seed <= 20; seed++) {
        struct op_replicate forked, alone;

        toy_simulate(&toy, &model, seed, false, arms, 4, &forked);
        toy_simulate(&toy, &model, seed, true, arms, 4, &alone);

        for (int i = 0; i < 4; i++) {
            assert_same(&forked.arm[i], &alone.arm[i]);
        }
        assert_true(forked.n_simulated < alone.n_simulated);
        assert_true(forked.arm[0].fingerprint != forked.arm[1].fingerprint);
        assert_int_equal(forked.arm[1].fingerprint, forked.arm[2].fingerprint);
        op_replicate_free(&forked);
        op_replicate_free(&alone);
    }
}

static void
the_order_of_arms_is_irrelevant(void **state)
{
    (void)state;
    struct toy_scenario toy;
    four_arms(&toy);
    const int arms[] = { 0, 1, 3, 5 }, turned[] = { 5, 3, 1, 0 };
    struct op_replicate one, other;

    toy_simulate(&toy, &model, 9, false, arms, 4, &one);
    toy_simulate(&toy, &model, 9, false, turned, 4, &other);

    for (int i = 0; i < 4; i++) {
        assert_same(&one.arm[i], &other.arm[3 - i]);
    }
    op_replicate_free(&one);
    op_replicate_free(&other);
}

static void
a_factor_of_one_and_an_intensity_of_zero_change_not_one_bit(void **state)
{
    (void)state;
    struct toy_scenario toy;
    toy_scenario(&toy);
    (void)toy_use(&toy, 1, 0, TOY_HOUR_US);
    (void)toy_use(&toy, 2, 2, TOY_HOUR_US);
    toy.action[2].intensity = 0;
    const int arms[] = { 0, 1, 2 };
    struct op_replicate out;

    toy_simulate(&toy, &model, 3, false, arms, 3, &out);

    assert_int_equal(out.arm[1].fingerprint, out.arm[0].fingerprint);
    assert_int_equal(out.arm[2].fingerprint, out.arm[0].fingerprint);
    op_replicate_free(&out);
}

static void
factors_compose_and_ending_one_does_not_reset_the_other(void **state)
{
    (void)state;
    struct toy_scenario toy;
    toy_scenario(&toy);
    (void)toy_use(&toy, 1, 1, TOY_HOUR_US);                            // x 2
    toy_use(&toy, 1, 2, 2 * TOY_HOUR_US)->duration_us = TOY_HOUR_US;   // x 3 for an hour
    const int arms[] = { 1 };
    struct op_replicate out;

    toy_simulate(&toy, &model, 3, false, arms, 1, &out);

    const double *speed = out.arm[0].record.value + 1;
    assert_true(speed[1 * 2] == 1);   // half past zero
    assert_true(speed[3 * 2] == 2);
    assert_true(speed[5 * 2] == 6);
    assert_true(speed[7 * 2] == 2);
    op_replicate_free(&out);
}

static void
an_arm_departs_from_the_record_where_its_actions_first_differ(void **state)
{
    (void)state;
    struct toy_scenario toy;
    toy_scenario(&toy);
    (void)toy_use(&toy, 1, 1, 2 * TOY_HOUR_US);
    toy.scenario.record = 1;
    const int arms[] = { 0, 1 };
    struct op_replicate forked, alone;

    toy_simulate(&toy, &model, 4, false, arms, 2, &forked);
    toy_simulate(&toy, &model, 4, true, arms, 2, &alone);

    assert_int_equal(forked.arm[0].departed_us, 2 * TOY_HOUR_US);
    assert_int_equal(forked.arm[1].departed_us, OP_NEVER_US);
    assert_same(&forked.arm[0], &alone.arm[0]);
    assert_same(&forked.arm[1], &alone.arm[1]);
    op_replicate_free(&forked);
    op_replicate_free(&alone);
}

static void
a_measure_out_of_its_phase_is_refused_and_logged(void **state)
{
    (void)state;
    struct toy_scenario toy;
    toy_scenario(&toy);
    toy.measure.phases = 0x78;   // from the fourth on
    (void)toy_use(&toy, 1, 1, TOY_HOUR_US / 4);
    const int arms[] = { 0, 1 };
    struct op_replicate out;

    toy_simulate(&toy, &model, 4, false, arms, 2, &out);

    assert_int_equal(out.arm[1].fingerprint, out.arm[0].fingerprint);
    bool is_logged = false;
    for (size_t i = 0; i < out.arm[1].record.n_log; i++) {
        is_logged = is_logged || out.arm[1].record.log[i].kind == OP_LOG_REFUSED;
    }
    assert_true(is_logged);
    op_replicate_free(&out);
}

static int
seen_too_late(const struct op_run *run, const struct op_measure *measure)
{
    (void)run;
    (void)measure;
    return 0;
}

static int
count_log(const struct op_arm_result *arm, enum op_log_kind kind)
{
    int n = 0;
    for (size_t i = 0; i < arm->record.n_log; i++) {
        n += arm->record.log[i].kind == (uint32_t)kind;
    }
    return n;
}

// Three arms intend the same at one moment: by sight, as it is known, and as the record did it.
static void
a_start_by_sight_needs_sight_and_what_is_known_or_recorded_does_not(void **state)
{
    (void)state;
    struct toy_scenario toy;
    struct op_model blind = model;
    blind.seen_phase = seen_too_late;
    for (int is_recorded = 0; is_recorded < 2; is_recorded++) {
        toy_scenario(&toy);
        toy.measure.phases = 0x7e;
        (void)toy_use(&toy, 1, 1, TOY_HOUR_US);
        toy_use(&toy, 2, 1, TOY_HOUR_US)->oracle = true;
        (void)toy_use(&toy, 3, 2, TOY_HOUR_US);   // another action: never recorded
        toy.scenario.record = is_recorded ? 1 : -1;
        const int arms[] = { 0, 1, 2, 3 };
        struct op_replicate forked, alone;

        toy_simulate(&toy, &blind, 4, false, arms, 4, &forked);
        toy_simulate(&toy, &blind, 4, true, arms, 4, &alone);

        assert_int_equal(count_log(&forked.arm[1], OP_LOG_START), is_recorded);
        assert_int_equal(count_log(&forked.arm[1], OP_LOG_UNSEEN), !is_recorded);
        assert_int_equal(count_log(&forked.arm[2], OP_LOG_START), 1);
        assert_int_equal(count_log(&forked.arm[3], OP_LOG_UNSEEN), 1);
        // who imposes what the record did does not leave it
        assert_int_equal(forked.arm[2].departed_us, OP_NEVER_US);
        for (int i = 0; i < 4; i++) {
            assert_same(&forked.arm[i], &alone.arm[i]);
        }
        op_replicate_free(&forked);
        op_replicate_free(&alone);
    }
}

static void
a_condition_starts_a_measure_after_it_has_held_long_enough(void **state)
{
    (void)state;
    struct toy_scenario toy;
    toy_scenario(&toy);
    toy.test[0] = (struct op_test){ .kind = OP_TEST_OBSERVABLE,
                                    .relation = OP_AT_LEAST,
                                    .oracle = true,
                                    .index = 0,
                                    .level = 60,
                                    .release = 60,
                                    .hold_us = TOY_HOUR_US / 6 };
    toy.scenario.n_tests = 1;
    struct op_use *use = toy_use(&toy, 1, 3, 0);
    use->start = OP_START_WHEN;
    use->test = 0;
    use->delay_us = TOY_HOUR_US / 2;
    const int arms[] = { 1 };
    struct op_replicate out;

    toy_simulate(&toy, &model, 4, false, arms, 1, &out);

    int64_t started_us = 0;
    for (size_t i = 0; i < out.arm[0].record.n_log; i++) {
        if (out.arm[0].record.log[i].kind == OP_LOG_START) {
            started_us = out.arm[0].record.log[i].at_us;
        }
    }
    // 60 beats at 60 an hour take about an hour (sd 8 min); then 10 and 30 minutes.
    assert_true(started_us > TOY_HOUR_US && started_us < 3 * TOY_HOUR_US);
    op_replicate_free(&out);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_forked_arm_equals_the_same_arm_run_alone),
        cmocka_unit_test(the_order_of_arms_is_irrelevant),
        cmocka_unit_test(a_factor_of_one_and_an_intensity_of_zero_change_not_one_bit),
        cmocka_unit_test(factors_compose_and_ending_one_does_not_reset_the_other),
        cmocka_unit_test(an_arm_departs_from_the_record_where_its_actions_first_differ),
        cmocka_unit_test(a_measure_out_of_its_phase_is_refused_and_logged),
        cmocka_unit_test(a_start_by_sight_needs_sight_and_what_is_known_or_recorded_does_not),
        cmocka_unit_test(a_condition_starts_a_measure_after_it_has_held_long_enough),
    };
    return cmocka_run_group_tests(tests, make_model, NULL);
}
