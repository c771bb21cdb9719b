// SPDX-License-Identifier: GPL-3.0-or-later
// Firing times of internal clocks against the law of their hazard. What each could see: a hazard
// that is off by a factor f moves the distribution by up to (f - 1) / e, so with 10,000 subjects a
// bias of 8 per cent; the laws between two runs on the same fuses hold to the microsecond and see
// any.
#include "sim/run/clock.h"
#include "sim/run/engine.h"
#include "tests/support/statistics.h"
#include "tests/support/toy_model.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { N = 20000, N_STEPS = 4, KIND_FIRE = 32, KIND_STEP = 33 };

// From `at_h` on the clock has this rate per hour, and subjects with odd numbers this weight.
struct step {
    double at_h, rate, weight;
};

// What the mechanism below is to do, and what it did. One test at a time.
static struct {
    struct step step[N_STEPS];
    int n_steps;
    double weight;   // of odd subjects now
    uint32_t node[N];
    double fired_h[N];
    int n_fired;
} now;

static void
begin(struct op_run *run)
{
    (void)op_clock_new(run, KIND_FIRE, 0, 0);
    now.weight = 1;
    now.n_fired = 0;
    for (uint32_t i = 0; i < N; i++) {
        now.fired_h[i] = INFINITY;
        now.node[i] = op_clock_enter(run, 0, i, op_draw_exp(&run->chance, OP_DRAW_FUSE, i, 0, 0));
    }
    for (int k = 0; k < now.n_steps; k++) {
        op_run_add(run, (int64_t)(now.step[k].at_h * 3.6e9), KIND_STEP, 0, (uint32_t)k, 0);
    }
}

static void
fire(struct op_run *run, struct op_event event)
{
    uint32_t subject = 0;

    (void)event;
    while (op_clock_pop(run, 0, &subject)) {
        now.fired_h[subject] = (double)op_run_now_us(run) / 3.6e9;
        now.node[subject] = 0;
        now.n_fired++;
    }
}

static void
change(struct op_run *run, struct op_event event)
{
    const struct step *step = &now.step[op_event_subject(event)];

    for (uint32_t i = 1; i < N && step->weight != now.weight; i += 2) {
        if (now.node[i] != 0) {
            const double rest = op_clock_leave(run, 0, now.node[i]) * now.weight;

            now.node[i] = op_clock_enter(run, 0, i, rest / step->weight);
        }
    }
    now.weight = step->weight;
    op_clock_set_rate(run, 0, step->rate);
}

static const struct op_mechanism mechanism = {
    .table = { "fuses", NULL, 0, NULL, 0, NULL, 0 },
    .summary = "subjects that fire",
    .source = "test",
    .first_kind = KIND_FIRE,
    .kinds = { { "fire", fire, NULL }, { "step", change, NULL } },
    .begin = begin,
};

// Ten hours of these steps under a seed; when each subject fired is in now.fired_h.
static void
play(uint64_t seed, const struct step *steps, int n_steps)
{
    static const struct op_mechanism *const mechanisms[] = { &mechanism };
    static const char *const phases[] = { "p0", "p1", "p2", "p3", "p4", "p5", "p6", NULL };
    static const char *const happenings[] = { NULL };
    static struct toy_scenario toy;
    struct op_model model = { .mechanisms = mechanisms,
                              .n_mechanisms = 1,
                              .n_segments = 0,
                              .schema = { .phases = phases, .happenings = happenings } };
    const int arms[] = { 0 };
    struct op_replicate out;

    op_model_init(&model);
    toy_scenario(&toy);
    toy.scenario.watch_every_us = toy.scenario.end_us;
    toy.scenario.record_every_us = toy.scenario.end_us;
    now.n_steps = n_steps;
    for (int k = 0; k < n_steps; k++) {
        now.step[k] = steps[k];
    }
    toy_simulate(&toy, &model, seed, false, arms, 1, &out);
    op_replicate_free(&out);
}

// Hazard that a subject has met by then: sum over the steps of rate, weight and time.
static double
hazard_by(double h, const struct step *steps, int n_steps, bool is_odd)
{
    double sum = 0;

    for (int k = 0; k < n_steps && h > steps[k].at_h; k++) {
        const double until = k + 1 < n_steps && h > steps[k + 1].at_h ? steps[k + 1].at_h : h;

        sum += steps[k].rate * (is_odd ? steps[k].weight : 1) * (until - steps[k].at_h);
    }
    return sum;
}

static double
unit_cdf(double x, const void *context)
{
    (void)context;
    return x;
}

// 1 - exp(-hazard) at the moment of firing is uniform; those who have not fired by the end are
// spread evenly over what is left, so that their number counts, too.
static void
assert_law_of(bool is_odd, const struct step *steps, int n_steps)
{
    static double value[N];
    const double end = exp(-hazard_by(10, steps, n_steps, is_odd));
    int n = 0, n_left = 0;

    for (uint32_t i = is_odd; i < N; i += 2) {
        if (isfinite(now.fired_h[i])) {
            value[n++] = -expm1(-hazard_by(now.fired_h[i], steps, n_steps, is_odd));
        } else {
            n_left++;
        }
    }
    for (int k = 0; k < n_left; k++) {
        value[n++] = 1 - end * (k + 0.5) / n_left;
    }
    assert_int_equal(n, N / 2);
    assert_true(n_left < N / 4);
    assert_true(stat_kolmogorov(value, n, unit_cdf, NULL) < STAT_KS);
}

static void
assert_law(uint64_t seed, const struct step *steps, int n_steps)
{
    play(seed, steps, n_steps);
    assert_law_of(false, steps, n_steps);
    assert_law_of(true, steps, n_steps);
}

static void
under_a_constant_hazard_waits_are_exponential(void **state)
{
    static const struct step steps[] = { { 0, 0.7, 1 } };

    (void)state;
    assert_law(11, steps, 1);
}

static void
under_a_changing_hazard_waits_follow_its_integral(void **state)
{
    static const struct step steps[] = { { 0, 0.3, 1 }, { 1, 0, 1 }, { 2, 2, 1 }, { 2.5, 0.1, 1 } };

    (void)state;
    assert_law(12, steps, 4);
    // In the hour of rate nil nobody fires.
    for (uint32_t i = 0; i < N; i++) {
        assert_false(now.fired_h[i] > 1.000001 && now.fired_h[i] < 2);
    }
}

static void
under_changing_weights_waits_follow_each_subjects_own_hazard(void **state)
{
    static const struct step steps[] = {
        { 0, 0.4, 1 }, { 0.5, 0.4, 5 }, { 1, 0.4, 0.2 }, { 4, 0.2, 2 }
    };

    (void)state;
    assert_law(13, steps, 4);
}

static void
twice_the_rate_halves_every_wait(void **state)
{
    static const struct step slow[] = { { 0, 0.5, 1 } }, fast[] = { { 0, 1, 1 } };
    static double slow_h[N];
    int n = 0;

    (void)state;
    play(14, slow, 1);
    for (uint32_t i = 0; i < N; i++) {
        slow_h[i] = now.fired_h[i];
    }
    play(14, fast, 1);
    for (uint32_t i = 0; i < N; i++) {
        if (isfinite(slow_h[i])) {
            // due moments are rounded up to a microsecond
            assert_true(fabs(slow_h[i] - 2 * now.fired_h[i]) <= 3 / 3.6e9);
            n++;
        }
    }
    assert_true(n > N / 2);
}

static void
twice_the_weight_is_twice_the_rate_and_no_other_subject_notices(void **state)
{
    static const struct step plain[] = { { 0, 0.5, 1 } }, heavy[] = { { 0, 0.5, 2 } };
    static double plain_h[N];

    (void)state;
    play(15, plain, 1);
    for (uint32_t i = 0; i < N; i++) {
        plain_h[i] = now.fired_h[i];
    }
    play(15, heavy, 1);
    for (uint32_t i = 0; i < N; i++) {
        if (isfinite(plain_h[i])) {
            assert_true(fabs(plain_h[i] - (i % 2 == 1 ? 2 : 1) * now.fired_h[i]) <= 3 / 3.6e9);
        }
    }
}

// A change of rate or weight to what it is already, and a change there and back at one instant,
// leave every moment where it was.
static void
a_change_that_changes_nothing_moves_nobody(void **state)
{
    static const struct step plain[] = { { 0, 0.5, 1 } };
    static const struct step same[] = { { 0, 0.5, 1 }, { 1, 0.5, 1 }, { 3, 0.5, 1 } };
    static double plain_h[N];

    (void)state;
    play(16, plain, 1);
    for (uint32_t i = 0; i < N; i++) {
        plain_h[i] = now.fired_h[i];
    }
    play(16, same, 3);
    for (uint32_t i = 0; i < N; i++) {
        assert_true(plain_h[i] == now.fired_h[i]);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(under_a_constant_hazard_waits_are_exponential),
        cmocka_unit_test(under_a_changing_hazard_waits_follow_its_integral),
        cmocka_unit_test(under_changing_weights_waits_follow_each_subjects_own_hazard),
        cmocka_unit_test(twice_the_rate_halves_every_wait),
        cmocka_unit_test(twice_the_weight_is_twice_the_rate_and_no_other_subject_notices),
        cmocka_unit_test(a_change_that_changes_nothing_moves_nobody),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
