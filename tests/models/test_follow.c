// SPDX-License-Identifier: GPL-3.0-or-later
// Followers: simple rows, their mean and tail, and where they live.
#include "models/ties/follow.h"
#include "models/ties/pick.h"
#include "tests/models/small_world.h"

static struct small_world small;

static int
build(void **state)
{
    (void)state;
    small_world_prepare(&small, 60000);
    small_world_build(&small, 5, 2);
    return 0;
}

static int
clear(void **state)
{
    (void)state;
    op_world_free(&small.world);
    return 0;
}

static uint64_t
degree(const struct op_world *world, uint32_t i)
{
    return world->follower_first[i + 1] - world->follower_first[i];
}

static void
rows_ascend_without_loops_or_doubles(void **state)
{
    const struct op_world *const world = &small.world;
    (void)state;

    assert_int_equal(world->follower_first[0], 0);
    for (uint32_t i = 0; i < world->n_persons; i++) {
        for (uint64_t k = world->follower_first[i]; k < world->follower_first[i + 1]; k++) {
            assert_true(world->follower[k] < world->n_persons);
            assert_int_not_equal(world->follower[k], i);
            assert_true(k == world->follower_first[i] ||
                        world->follower[k - 1] < world->follower[k]);
        }
    }
}

// The sd of a degree under the cap of n / 4 is about 60: of the mean of 60,000 persons .25; z
// = 4.89.
static void
the_mean_is_that_of_the_parameter(void **state)
{
    (void)state;

    assert_true(fabs(small.world.mean_followers - 24) < 1.25);
}

// Outside the community the number is a power law from x0, cut at n / 4: above m x0 lie
// (m^-1.3 - c^-1.3) / (1 - c^-1.3) of persons, c the cut in units of x0 (binomial), give or take
// the at most 18 followers of the own community. Five multiples with z = 5.2 each: 1e-6 in all. It
// sees an exponent that is off by .1.
static void
the_tail_is_a_power_law(void **state)
{
    static const double multiples[] = { 20, 40, 80, 160, 320 };
    const struct op_world *const world = &small.world;
    const double n = world->n_persons;
    const double least = op_power_law_least(12, n / 4, 2.3);
    const double cut = pow(n / 4 / least, -1.3);
    (void)state;

    for (int m = 0; m < 5; m++) {
        double n_above = 0, n_more = 0;

        for (uint32_t i = 0; i < world->n_persons; i++) {
            n_above += (double)degree(world, i) > multiples[m] * least + 18;
            n_more += (double)degree(world, i) > multiples[m] * least;
        }

        const double p = (pow(multiples[m], -1.3) - cut) / (1 - cut), sd = sqrt(n * p);
        assert_true(n_above < n * p + 5.2 * sd);
        assert_true(n_more > n * p - 5.2 * sd);
        assert_true(n_more > 10);
    }
}

// A million links: chance moves the share by less than .003 with probability 1 - 1e-6.
static void
half_are_of_the_own_community_and_most_others_live_near(void **state)
{
    const struct op_world *const world = &small.world;
    double n = 0, n_own = 0, n_town = 0;
    (void)state;

    for (uint32_t i = 0; i < world->n_persons; i++) {
        uint32_t first, past;
        op_world_cluster(world, i, &first, &past);
        for (uint64_t k = world->follower_first[i]; k < world->follower_first[i + 1]; k++) {
            const uint32_t j = world->follower[k];
            n++;
            n_own += j >= first && j < past;
            n_town += world->person[j].town == world->person[i].town;
        }
    }

    assert_true(fabs(n_own / n - .5) < .03);
    assert_true(n_town / n > .55);
}

// Two followers of one person follow each other far more often than two persons at random would
// (24 / 60000 = .0004).
static void
friends_of_friends_are_friends(void **state)
{
    const struct op_world *const world = &small.world;
    double n_pairs = 0, n_closed = 0;
    (void)state;

    for (uint32_t i = 0; i < world->n_persons; i += 50) {
        const uint64_t first = world->follower_first[i], past = world->follower_first[i + 1];
        if (past - first > 60) continue;
        for (uint64_t k = first; k + 1 < past; k++) {
            const uint32_t a = world->follower[k], b = world->follower[k + 1];
            for (uint64_t m = world->follower_first[a]; m < world->follower_first[a + 1]; m++) {
                n_closed += world->follower[m] == b;
            }
            n_pairs++;
        }
    }

    assert_true(n_closed / n_pairs > .03);
}

static void
who_is_online_more_follows_more(void **state)
{
    static uint32_t following[100000];
    const struct op_world *const world = &small.world;
    double busy = 0, idle = 0, n_busy = 0, n_idle = 0;
    (void)state;

    for (uint64_t k = 0; k < world->follower_first[world->n_persons]; k++) {
        following[world->follower[k]]++;
    }
    for (uint32_t i = 0; i < world->n_persons; i++) {
        const bool is_busy = world->person[i].sessions_per_day > 8;
        busy += is_busy ? following[i] : 0;
        n_busy += is_busy;
        idle += is_busy ? 0 : following[i];
        n_idle += !is_busy;
    }

    assert_true(busy / n_busy > 1.3 * idle / n_idle);
}

static void
a_power_law_has_the_mean_that_was_asked_for(void **state)
{
    static const double exponents[] = { 2, 2.05, 2.3, 3, 4 };
    (void)state;

    for (int k = 0; k < 5; k++) {
        const double least = op_power_law_least(12, 20000, exponents[k]);
        const struct op_power_law law = { least, 20000, exponents[k] };
        double sum = 0;
        assert_true(fabs(op_power_law_mean(&law) - 12) < 1e-6);
        for (int i = 0; i < 1000000; i++) {
            sum += op_power_law_value(&law, (i + .5) / 1e6);
        }
        assert_true(fabs(sum / 1e6 - 12) < .1);
    }
    const struct op_power_law endless = { 1, 1e300, 2.3 };
    assert_true(fabs(op_power_law_mean(&endless) - 1.3 / .3) < 1e-9);
}

static void
sorting_sorts(void **state)
{
    static uint32_t row[5000];
    const struct op_chance chance = { 3, 0 };
    (void)state;

    for (uint32_t n = 0; n < 5000; n = n * 2 + 1) {
        for (uint32_t mode = 0; mode < 3; mode++) {
            uint64_t sum = 0;
            for (uint32_t i = 0; i < n; i++) {
                const uint32_t word = op_draw_words(&chance, OP_DRAW_GIVEN, i, n, mode).w[0];
                row[i] = mode == 0 ? word : mode == 1 ? word % 7 : n - i;
                sum += row[i];
            }
            op_pick_sort(row, n);
            for (uint32_t i = 0; i < n; i++) {
                assert_true(i == 0 || row[i - 1] <= row[i]);
                sum -= row[i];
            }
            assert_int_equal(sum, 0);
        }
    }
}

static void
joining_is_sorting(void **state)
{
    enum { N = 9, BEFORE = 100, COMMUNITY = 50 };
    (void)state;

    for (uint32_t n_inside = 0; n_inside <= N; n_inside++) {
        for (uint32_t n_below = 0; n_inside + n_below <= N; n_below++) {
            uint32_t row[N];
            for (uint32_t i = 0; i < n_inside; i++)
                row[i] = BEFORE + i * 3;
            for (uint32_t i = n_inside; i < N; i++) {
                row[i] = (i - n_inside < n_below ? 0 : BEFORE + COMMUNITY) + i * 2;
            }
            op_pick_join(row, n_inside, N);
            for (uint32_t i = 1; i < N; i++)
                assert_true(row[i - 1] < row[i]);
        }
    }
}

static void
a_village_alone_can_be_a_world(void **state)
{
    static struct small_world village;
    (void)state;

    for (double persons = 1; persons < 40; persons++) {
        small_world_prepare(&village, 20000);
        village.scenario.n_towns = 1;
        village.scenario.max_persons = persons;
        small_world_build(&village, 1, 1);
        assert_int_equal(village.world.n_persons, (uint32_t)persons);
        op_world_free(&village.world);
    }
}

static void
without_followers_nobody_has_any(void **state)
{
    static struct small_world lonely;
    (void)state;

    small_world_prepare(&lonely, 3000);
    lonely.param[OP_POP_FOLLOWERS] = 0;
    lonely.param[OP_POP_GROUPS] = 0;
    small_world_build(&lonely, 1, 1);

    assert_int_equal(lonely.world.follower_first[lonely.world.n_persons], 0);
    assert_int_equal(lonely.world.n_groups, 0);
    op_world_free(&lonely.world);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_ascend_without_loops_or_doubles),
        cmocka_unit_test(the_mean_is_that_of_the_parameter),
        cmocka_unit_test(the_tail_is_a_power_law),
        cmocka_unit_test(half_are_of_the_own_community_and_most_others_live_near),
        cmocka_unit_test(friends_of_friends_are_friends),
        cmocka_unit_test(who_is_online_more_follows_more),
        cmocka_unit_test(a_power_law_has_the_mean_that_was_asked_for),
        cmocka_unit_test(sorting_sorts),
        cmocka_unit_test(joining_is_sorting),
        cmocka_unit_test(a_village_alone_can_be_a_world),
        cmocka_unit_test(without_followers_nobody_has_any),
    };

    return cmocka_run_group_tests(tests, build, clear);
}
