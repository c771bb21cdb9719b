// SPDX-License-Identifier: GPL-3.0-or-later
// Persons on towns: how many, with which margins, how alike; and that a world is its key's.
// Statistical bounds have a false-alarm rate of 1e-6 (z = 4.89) unless they say otherwise.
#include "tests/models/small_world.h"

#include <stdlib.h>
#include <string.h>

static void
persons_are_in_proportion_to_inhabitants(void **state)
{
    static struct small_world small;
    (void)state;

    small_world_prepare(&small, 20000);
    small_world_build(&small, 1, 1);

    const struct op_world *const world = &small.world;
    assert_int_equal(world->n_persons, 20000);
    for (uint32_t t = 0; t < world->n_towns; t++) {
        const double n = world->town_first[t + 1] - world->town_first[t];
        assert_true(fabs(n - small.towns[t].inhabitants * .15) <= 1);
        for (uint32_t i = world->town_first[t]; i < world->town_first[t + 1]; i++) {
            assert_int_equal(world->person[i].town, t);
        }
    }
    op_world_free(&small.world);
}

static void
a_radius_and_a_limit_hold(void **state)
{
    static struct small_world small;
    (void)state;

    small_world_prepare(&small, 20000);
    small.scenario.within_m = 40e3;
    small.scenario.max_persons = 3000;
    small_world_build(&small, 1, 1);

    const struct op_world *const world = &small.world;
    assert_int_equal(world->n_persons, 3000);
    for (uint32_t i = 0; i < world->n_persons; i++) {
        assert_true(op_world_distance_m(world, i) <= 40e3);
    }
    op_world_free(&small.world);
}

static void
a_place_where_nobody_lives_is_refused(void **state)
{
    static struct small_world small;
    struct op_diag diag;
    (void)state;

    small_world_prepare(&small, 20000);
    small.scenario.within_m = 10;
    small.scenario.place_latitude_deg = 40;
    op_diag_init(&diag);

    assert_int_equal(op_world_build(&small.world, &small.scenario, small.param, 1, 0, 1, &diag),
                     OP_OUT_OF_RANGE);
    assert_int_equal(diag.n_errors, 1);
    assert_null(small.world.town_first);
    op_diag_free(&diag);
}

// More inhabited towns than a list holds, on a grid (so many are as far), some without anyone.
enum { GRID = 20, N_GRID_TOWNS = GRID * GRID, N_NEAR = 128 };

static double
chord_m(const struct op_town *a, const struct op_town *b)
{
    const double degree = acos(-1) / 180, p = a->latitude_deg * degree,
                 q = b->latitude_deg * degree;
    const double far = (b->longitude_deg - a->longitude_deg) * degree;
    const double half = pow(sin((p - q) / 2), 2) + cos(p) * cos(q) * pow(sin(far / 2), 2);

    return 2 * 6371009 * sqrt(half);
}

static int
compare_doubles(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void
the_list_of_a_town_has_the_nearest_inhabited_ones(void **state)
{
    static struct op_town towns[N_GRID_TOWNS];
    static struct small_world small;
    (void)state;

    small_world_prepare(&small, 20000);
    for (int t = 0; t < N_GRID_TOWNS; t++) {
        towns[t] = (struct op_town){ .name = "town",
                                     .inhabitants = t % 7 == 3 ? 0 : 300,
                                     .latitude_deg = 51 + .05 * (t / GRID),
                                     .longitude_deg = 5 + .08 * (t % GRID) };
    }
    small.scenario.towns = towns;
    small.scenario.n_towns = N_GRID_TOWNS;
    small_world_build(&small, 1, 2);
    assert_int_equal(small.world.n_near, N_NEAR);
    for (int t = 0; t < N_GRID_TOWNS; t++) {
        const uint32_t *const near = &small.world.town_near[t * N_NEAR];
        bool is_listed[N_GRID_TOWNS] = { false };
        double far_m[N_GRID_TOWNS];
        size_t n = 0;

        if (towns[t].inhabitants <= 0) continue;
        for (int other = 0; other < N_GRID_TOWNS; other++) {
            if (towns[other].inhabitants > 0) far_m[n++] = chord_m(&towns[t], &towns[other]);
        }
        qsort(far_m, n, sizeof *far_m, compare_doubles);
        assert_int_equal(near[0], t);
        for (int k = 0; k < N_NEAR; k++) {
            assert_true(fabs(chord_m(&towns[t], &towns[near[k]]) - far_m[k]) < 1e-3);
            assert_true(towns[near[k]].inhabitants > 0 && !is_listed[near[k]]);
            is_listed[near[k]] = true;
        }
    }
    op_world_free(&small.world);
}

static void
a_degree_of_latitude_is_111_km(void **state)
{
    static struct small_world small;
    (void)state;

    small_world_prepare(&small, 20000);
    small.scenario.place_latitude_deg = 51.5;
    small_world_build(&small, 1, 1);

    assert_true(fabs((double)small.world.town_distance_m[0] - 111195) < 5);
    op_world_free(&small.world);
}

static int
by_value(const void *a, const void *b)
{
    const float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

// Kolmogorov-Smirnov distance to the uniform, times sqrt(n).
static double
distance_from_uniform(const float *value, uint32_t n)
{
    float *const sorted = malloc(n * sizeof *sorted);
    double worst = 0;

    assert_non_null(sorted);
    memcpy(sorted, value, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_value);
    for (uint32_t i = 0; i < n; i++) {
        const double above = (i + 1.0) / n - (double)sorted[i];
        const double below = (double)sorted[i] - (double)i / n;
        worst = fmax(worst, fmax(above, below));
    }
    free(sorted);
    return worst * sqrt(n);
}

// One trait of all persons; the caller frees it.
static float *
column_at(const struct op_world *world, size_t offset)
{
    float *const values = malloc(world->n_persons * sizeof *values);

    for (uint32_t i = 0; i < world->n_persons; i++) {
        memcpy(&values[i], (const char *)&world->person[i] + offset, sizeof *values);
    }
    return values;
}

#define COLUMN(world, trait) column_at(world, offsetof(struct op_traits, trait))

// 2 exp(-2 x^2) = 1e-6 / 3 at x = 2.793. Persons are independent here: alike is 0.
static void
margins_are_uniform(void **state)
{
    static struct small_world small;
    (void)state;

    small_world_prepare(&small, 50000);
    small.param[OP_POP_ALIKE] = 0;
    small_world_build(&small, 2, 1);

    const struct op_world *const world = &small.world;
    float *const affinity = COLUMN(world, affinity);
    float *const grievance = COLUMN(world, grievance);
    float *const risk = COLUMN(world, risk);
    assert_true(distance_from_uniform(affinity, world->n_persons) < 2.793);
    assert_true(distance_from_uniform(grievance, world->n_persons) < 2.793);
    assert_true(distance_from_uniform(risk, world->n_persons) < 2.793);
    for (uint32_t i = 0; i < world->n_persons; i++) {
        assert_true(world->person[i].affinity > 0 && world->person[i].affinity < 1);
        assert_true(world->person[i].trust0 > 0 && world->person[i].trust0 < 1);
        assert_true(world->person[i].age >= 12 && world->person[i].age <= 30);
    }
    free(affinity);
    free(grievance);
    free(risk);
    op_world_free(&small.world);
}

// Pearson's correlation of two margins; of uniform margins it is Spearman's rho.
static double
correlation(const float *x, const float *y, uint32_t n)
{
    double sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;

    for (uint32_t i = 0; i < n; i++) {
        const double a = (double)x[i], b = (double)y[i];
        sx += a;
        sy += b;
        sxx += a * a;
        syy += b * b;
        sxy += a * b;
    }
    return (n * sxy - sx * sy) / sqrt((n * sxx - sx * sx) * (n * syy - sy * sy));
}

static void
correlations_are_those_of_the_copula(void **state)
{
    static struct small_world small;
    (void)state;

    small_world_prepare(&small, 50000);
    small.param[OP_POP_ALIKE] = 0;
    small_world_build(&small, 3, 1);

    const struct op_world *const world = &small.world;
    const uint32_t n = world->n_persons;
    const double by = 4.89 / sqrt(n);
    const double pi = 3.14159265358979;
    float *const affinity = COLUMN(world, affinity);
    float *const grievance = COLUMN(world, grievance);
    float *const risk = COLUMN(world, risk);
    float *const trust0 = COLUMN(world, trust0);
    assert_true(fabs(correlation(affinity, grievance, n) - 6 / pi * asin(.25 / 2)) < by);
    assert_true(fabs(correlation(affinity, risk, n) + 6 / pi * asin(.25 / 2)) < by);
    assert_true(fabs(correlation(grievance, risk, n) + 6 / pi * asin(.15 / 2)) < by);
    assert_true(correlation(grievance, trust0, n) < -.3);
    free(affinity);
    free(grievance);
    free(risk);
    free(trust0);
    op_world_free(&small.world);
}

// Neighbours within a community: correlation 6/pi asin(alike/2) of the margins, over 250
// communities.
static void
members_of_a_community_are_alike(void **state)
{
    static struct small_world small;
    double sum = 0, square = 0;
    uint32_t n = 0;
    (void)state;

    small_world_prepare(&small, 50000);
    small.param[OP_POP_ALIKE] = .5;
    small_world_build(&small, 4, 1);

    const struct op_world *const world = &small.world;
    for (uint32_t i = 0; i + 1 < world->n_persons; i += 2) {
        if (world->person[i].cluster != world->person[i + 1].cluster) continue;
        sum +=
            ((double)world->person[i].affinity - .5) * ((double)world->person[i + 1].affinity - .5);
        square += pow((double)world->person[i].affinity - .5, 2);
        n++;
    }
    assert_true(n > 20000);
    // wide, as communities are few: sd of the estimate about .03
    assert_true(fabs(sum / square - .4826) < .15);
    op_world_free(&small.world);
}

static void
communities_divide_a_town(void **state)
{
    static struct small_world small;
    uint32_t i = 0;
    (void)state;

    small_world_prepare(&small, 20000);
    small_world_build(&small, 1, 1);

    const struct op_world *const world = &small.world;
    while (i < world->n_persons) {
        uint32_t first, past, again, past_again;
        op_world_cluster(world, i, &first, &past);
        assert_int_equal(first, i);
        assert_int_equal(world->person[first].town, world->person[past - 1].town);
        assert_true(past - first <= 300);
        op_world_cluster(world, past - 1, &again, &past_again);
        assert_int_equal(again, first);
        assert_int_equal(past_again, past);
        i = past;
    }
    op_world_free(&small.world);
}

static void
neighbours_live_nearer_than_anyone(void **state)
{
    static struct small_world small;
    double near = 0, anyone = 0;
    (void)state;

    small_world_prepare(&small, 20000);
    small_world_build(&small, 1, 1);

    const struct op_world *const world = &small.world;
    for (uint32_t k = 0; k < 4000; k++) {
        const uint32_t other = op_world_neighbour(world, 10, (k % 63 + .5) / 63, (k + .5) / 4000);
        assert_true(other < world->n_persons);
        near += op_world_distance_m(world, other);
        anyone += op_world_distance_m(world, k * 5);
    }
    assert_true(near < .7 * anyone);
    op_world_free(&small.world);
}

static void
the_quantiles_of_propensity_rise_and_halve_the_persons(void **state)
{
    static struct small_world small;
    uint32_t n_below = 0;
    (void)state;

    small_world_prepare(&small, 20000);
    small_world_build(&small, 1, 1);

    const struct op_world *const world = &small.world;
    for (int k = 0; k < 1024; k++) {
        assert_true(world->propensity_quantile[k] <= world->propensity_quantile[k + 1]);
    }
    for (uint32_t i = 0; i < world->n_persons; i++) {
        const double x = (double)world->person[i].grievance * (1 - (double)world->person[i].trust0);
        n_below += x <= world->propensity_quantile[512];
    }
    assert_true(fabs(n_below / 20000.0 - .5) < 1e-3);
    op_world_free(&small.world);
}

static uint64_t
hash_of(uint64_t seed, uint32_t index, int n_threads)
{
    static struct small_world small;
    struct op_diag diag;

    small_world_prepare(&small, 20000);
    op_diag_init(&diag);
    assert_int_equal(op_world_build(&small.world, &small.scenario, small.param, seed, index,
                                    n_threads, &diag),
                     OP_OK);
    const uint64_t hash = op_world_hash(&small.world);
    op_world_free(&small.world);
    op_diag_free(&diag);
    return hash;
}

static void
a_world_is_the_same_for_any_number_of_threads_and_another_for_another_key(void **state)
{
    (void)state;

    const uint64_t one = hash_of(7, 0, 1);
    assert_int_equal(hash_of(7, 0, 2), one);
    assert_int_equal(hash_of(7, 0, 5), one);
    assert_int_not_equal(hash_of(8, 0, 1), one);
    assert_int_not_equal(hash_of(7, 1, 1), one);
}

static void
every_default_of_the_table_parses_within_its_range(void **state)
{
    const struct op_schema_group *const table = &op_population_mechanism.table;
    (void)state;

    assert_int_equal(table->n_params, OP_POP_N_PARAMS);
    for (int k = 0; k < table->n_params; k++) {
        const struct op_param *const row = &table->params[k];
        const struct op_place nowhere = { .file = NULL };
        struct op_dist dist;
        struct op_diag diag;

        op_diag_init(&diag);
        assert_int_equal(op_param_parse(row, row->value, nowhere, &dist, &diag), OP_OK);
        op_diag_free(&diag);
        assert_true(op_dist_centre(&dist) >= row->low && op_dist_centre(&dist) <= row->high);
        assert_true(strlen(row->meaning) > 10);
        assert_non_null(row->source);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(persons_are_in_proportion_to_inhabitants),
        cmocka_unit_test(a_radius_and_a_limit_hold),
        cmocka_unit_test(a_place_where_nobody_lives_is_refused),
        cmocka_unit_test(the_list_of_a_town_has_the_nearest_inhabited_ones),
        cmocka_unit_test(a_degree_of_latitude_is_111_km),
        cmocka_unit_test(margins_are_uniform),
        cmocka_unit_test(correlations_are_those_of_the_copula),
        cmocka_unit_test(members_of_a_community_are_alike),
        cmocka_unit_test(communities_divide_a_town),
        cmocka_unit_test(neighbours_live_nearer_than_anyone),
        cmocka_unit_test(the_quantiles_of_propensity_rise_and_halve_the_persons),
        cmocka_unit_test(a_world_is_the_same_for_any_number_of_threads_and_another_for_another_key),
        cmocka_unit_test(every_default_of_the_table_parses_within_its_range),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
