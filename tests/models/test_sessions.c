// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions: how many, at what hour, and that the next one is a function of its arguments.
#include "tests/models/small_world.h"

static const int64_t day_us = INT64_C(86400000000);
static struct small_world small;
static const struct op_chance chance = { 11, 0 };

static int
build(void **state)
{
    (void)state;
    small_world_prepare(&small, 2000);
    small_world_build(&small, 1, 1);
    return 0;
}

static int
clear(void **state)
{
    (void)state;
    op_world_free(&small.world);
    return 0;
}

static void
the_clock_starts_on_friday_evening_at_eight(void **state)
{
    const struct op_world *const world = &small.world;
    (void)state;

    assert_int_equal(world->start_weekday, 4);
    assert_true(fabs(op_world_hour(world, 0) - 20) < 1e-9);
    assert_true(fabs(op_world_hour(world, day_us / 4) - 2) < 1e-9);
    assert_int_equal(op_world_day(world, 0), 0);
    assert_int_equal(op_world_day(world, day_us / 6), 1);
    assert_int_equal(op_world_day(world, day_us / 6 - 1), 0);
    assert_int_equal(op_world_day(world, -day_us), -1);
    assert_int_equal(op_world_moment_us(world, 0, 20), 0);
    assert_int_equal(op_world_moment_us(world, 1, 20), day_us);
    assert_int_equal(op_world_moment_us(world, -1, 20), -day_us);
}

static void
the_circadian_curve_and_its_inverse_agree(void **state)
{
    const struct op_world *const world = &small.world;
    double before = -1;
    (void)state;

    // from midnight to seven 1.55 / 23, to noon 4.3 / 23 more
    assert_true(fabs(op_world_circadian_hour(world, 1.55 / 23) - 7) < 1e-9);
    assert_true(fabs(op_world_circadian_hour(world, 5.85 / 23) - 12) < 1e-9);
    for (int k = 0; k <= 10000; k++) {
        const double hour = op_world_circadian_hour(world, k == 10000 ? 1 - 0x1p-53 : k / 1e4);
        assert_true(hour > before && hour < 24);
        before = hour;
    }
}

static void
the_next_session_is_strictly_later_and_none_is_skipped(void **state)
{
    const struct op_world *const world = &small.world;
    (void)state;

    for (uint32_t person = 0; person < 200; person++) {
        int64_t at = 0;
        for (int k = 0; k < 40; k++) {
            const int64_t next = op_world_next_session_us(world, &chance, person, at);
            if (next == OP_NEVER_US) break;
            assert_true(next > at);
            assert_int_equal(op_world_next_session_us(world, &chance, person, next - 1), next);
            assert_int_equal(op_world_next_session_us(world, &chance, person, at + (next - at) / 2),
                             next);
            at = next;
        }
    }
}

static void
asking_in_another_order_changes_nothing(void **state)
{
    int64_t forth[100];
    (void)state;

    for (uint32_t i = 0; i < 100; i++) {
        forth[i] = op_world_next_session_us(&small.world, &chance, i, i * day_us / 7);
    }
    for (uint32_t i = 100; i-- > 0;) {
        assert_int_equal(op_world_next_session_us(&small.world, &chance, i, i * day_us / 7),
                         forth[i]);
    }
}

// Over whole weeks a person has 7 a sessions on average, and the variance of a day's count is at
// most 1/4: two-sided z = 4.89, false-alarm rate 1e-6.
static void
sessions_are_as_many_as_a_person_has(void **state)
{
    const struct op_world *const world = &small.world;
    const int64_t from = op_world_moment_us(world, 1, 0) - 1, until = from + 14 * day_us;
    double expected = 0;
    long n = 0;
    (void)state;

    for (uint32_t i = 0; i < world->n_persons; i++) {
        int64_t at = op_world_next_session_us(world, &chance, i, from);
        for (; at <= until; at = op_world_next_session_us(world, &chance, i, at)) {
            n++;
        }
        expected += 14 * (double)world->person[i].sessions_per_day;
    }

    assert_true(fabs((double)n - expected) < 4.89 * sqrt(world->n_persons * 14 / 4.));
}

// Chi-square with 23 degrees of freedom is above 73.0 with probability 3e-7. One session is taken
// of each person-day, the k-th of n with k even over 0 .. n - 1, so that the hours are independent.
static void
hours_follow_the_circadian_curve(void **state)
{
    const struct op_world *const world = &small.world;
    double count[24] = { 0 }, n = 0, chi_square = 0;
    (void)state;

    for (uint32_t i = 0; i < world->n_persons; i++) {
        for (int day = 1; day <= 20; day++) {
            int64_t times[256], at = op_world_moment_us(world, day, 0) - 1;
            uint32_t n_times = 0;
            while (n_times < 256) {
                at = op_world_next_session_us(world, &chance, i, at);
                if (at == OP_NEVER_US || op_world_day(world, at) != day) break;
                times[n_times++] = at;
            }
            if (n_times == 0) continue;
            const double u = op_draw_unit(&chance, OP_DRAW_GIVEN, i, (uint32_t)day, 0);
            count[(int)op_world_hour(world, times[op_below(u, n_times)])]++;
            n++;
        }
    }
    for (int h = 0; h < 24; h++) {
        const double expected =
            n * (world->circadian_cumulated[h + 1] - world->circadian_cumulated[h]);
        chi_square += pow(count[h] - expected, 2) / expected;
    }

    assert_true(n > 30000);
    assert_true(chi_square < 73);
}

static void
who_is_never_online_has_no_session(void **state)
{
    const float before = small.world.person[5].sessions_per_day;
    (void)state;

    small.world.person[5].sessions_per_day = 0;
    assert_int_equal(op_world_next_session_us(&small.world, &chance, 5, 0), OP_NEVER_US);
    small.world.person[5].sessions_per_day = before;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_clock_starts_on_friday_evening_at_eight),
        cmocka_unit_test(the_circadian_curve_and_its_inverse_agree),
        cmocka_unit_test(the_next_session_is_strictly_later_and_none_is_skipped),
        cmocka_unit_test(asking_in_another_order_changes_nothing),
        cmocka_unit_test(sessions_are_as_many_as_a_person_has),
        cmocka_unit_test(hours_follow_the_circadian_curve),
        cmocka_unit_test(who_is_never_online_has_no_session),
    };

    return cmocka_run_group_tests(tests, build, clear);
}
