// SPDX-License-Identifier: GPL-3.0-or-later
// Closed groups: sizes, locality, and that both directions say the same.
#include "models/ties/follow.h"
#include "models/ties/groups.h"
#include "tests/models/small_world.h"

static struct small_world small;

static int
build(void **state)
{
    (void)state;
    small_world_prepare(&small, 60000);
    small_world_build(&small, 6, 2);
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
members_ascend_without_doubles(void **state)
{
    const struct op_world *const world = &small.world;
    (void)state;

    for (uint32_t g = 0; g < world->n_groups; g++) {
        for (uint32_t k = world->group_first[g]; k < world->group_first[g + 1]; k++) {
            assert_true(world->group_member[k] < world->n_persons);
            assert_true(k == world->group_first[g] ||
                        world->group_member[k - 1] < world->group_member[k]);
        }
    }
}

static void
both_directions_say_the_same(void **state)
{
    const struct op_world *const world = &small.world;
    (void)state;

    assert_int_equal(world->person_group_first[0], 0);
    assert_int_equal(world->person_group_first[world->n_persons],
                     world->group_first[world->n_groups]);
    for (uint32_t i = 0; i < world->n_persons; i++) {
        for (uint32_t k = world->person_group_first[i]; k < world->person_group_first[i + 1]; k++) {
            const uint32_t g = world->person_group[k];
            bool is_member = false;
            assert_true(k == world->person_group_first[i] || world->person_group[k - 1] < g);
            for (uint32_t m = world->group_first[g]; m < world->group_first[g + 1]; m++) {
                is_member = is_member || world->group_member[m] == i;
            }
            assert_true(is_member);
        }
    }
}

// Sizes have sd about 28: of the mean of 7,500 groups .33; z = 4.89. At least s are
// ((s/8)^-1.2 - c) / (1 - c) of groups, c = (257/8)^-1.2 (binomial): five sizes with z = 5.2 each,
// 1e-6 in all. It sees an exponent that is off by .1.
static void
sizes_are_a_power_law_between_eight_and_the_cap(void **state)
{
    static const uint32_t sizes[] = { 9, 16, 40, 80, 160 };
    const struct op_world *const world = &small.world;
    const struct op_power_law law = { OP_GROUP_LEAST, 257, 2.2 };
    const double n = world->n_groups, cut = pow(257 / 8., -1.2);
    double n_at_least[5] = { 0 };
    (void)state;

    for (uint32_t g = 0; g < world->n_groups; g++) {
        const uint32_t size = world->group_first[g + 1] - world->group_first[g];
        assert_in_range(size, OP_GROUP_LEAST, 256);
        for (int k = 0; k < 5; k++) {
            n_at_least[k] += size >= sizes[k];
        }
    }
    for (int k = 0; k < 5; k++) {
        const double p = (pow(sizes[k] / 8., -1.2) - cut) / (1 - cut);
        assert_true(fabs(n_at_least[k] - n * p) < 5.2 * sqrt(n * p * (1 - p)));
    }

    const double mean = world->group_first[world->n_groups] / n;
    assert_true(fabs(mean - op_power_law_mean(&law) + .5) < 1.7);
    // three memberships a person: the sum of sizes has sd 28 sqrt(7500) = 2,400 of 180,000
    assert_true(fabs((double)world->group_first[world->n_groups] / world->n_persons - 3) < .25);
}

static void
most_members_of_small_groups_are_of_one_community(void **state)
{
    const struct op_world *const world = &small.world;
    double n = 0, n_same = 0;
    (void)state;

    for (uint32_t g = 0; g < world->n_groups; g++) {
        const uint32_t first = world->group_first[g], size = world->group_first[g + 1] - first;
        if (size > 30) continue;
        const uint32_t middle = world->group_member[first + size / 2];
        const uint32_t community = world->person[middle].cluster;
        for (uint32_t k = first; k < first + size; k++) {
            n_same += world->person[world->group_member[k]].cluster == community;
            n++;
        }
    }

    assert_true(n_same / n > .7 && n_same / n < .9);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_ascend_without_doubles),
        cmocka_unit_test(both_directions_say_the_same),
        cmocka_unit_test(sizes_are_a_power_law_between_eight_and_the_cap),
        cmocka_unit_test(most_members_of_small_groups_are_of_one_community),
    };

    return cmocka_run_group_tests(tests, build, clear);
}
