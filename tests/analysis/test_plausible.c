// SPDX-License-Identifier: GPL-3.0-or-later
// What lies outside of all that is on record is told from what lies within.
#include "analysis/plausible.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N_METRICS = 3, N_EVENINGS = 8 };

static struct op_variable metrics[N_METRICS] = { { .name = "attending_clicks" },
                                                 { .name = "turnout_persons" },
                                                 { .name = "violent_persons" } };

// Eight evenings of one arm: clicks, came, violent.
static struct op_plausible
count(double evenings[N_EVENINGS][N_METRICS], int n)
{
    bool is_there[N_EVENINGS] = { 0 };
    int64_t replicates[N_EVENINGS] = { 0 };
    struct op_arm arm = { 0 };
    const struct op_results results = { .metrics = metrics,
                                        .n_metrics = N_METRICS,
                                        .arms = &arm,
                                        .n_arms = 1,
                                        .replicates = replicates,
                                        .n_replicates = n,
                                        .outcomes = evenings[0],
                                        .has_outcome = is_there };

    for (int i = 0; i < n; i++) {
        is_there[i] = !isnan(evenings[i][1]);
    }
    return op_plausible_count(&results, 0);
}

static void
evenings_like_those_on_record_are_plausible(void **state)
{
    (void)state;

    double haren[N_EVENINGS][N_METRICS] = {
        { 30000, 4000, 600 }, { 30000, 3000, 750 }, { 30000, 5000, 300 }, { 30000, 1600, 300 },
        { 1000, 600, 150 },   { 1000, 100, 25 },    { 1000, 400, 0 },     { 500, 300, 75 },
    };
    const struct op_plausible counted = count(haren, N_EVENINGS);

    assert_int_equal(counted.n_crowds, 8);
    assert_int_equal(counted.n_too_violent, 0);   // a quarter is the upper end, and still within
    assert_int_equal(counted.n_too_many, 0);
    assert_false(op_plausible_is_too_violent(&counted));
    assert_false(op_plausible_is_too_many(&counted));
}

static void
more_than_half_of_the_crowds_must_be_beyond_it(void **state)
{
    (void)state;

    double evenings[N_EVENINGS][N_METRICS] = {
        { 1000, 800, 400 }, { 1000, 800, 400 }, { 1000, 800, 400 }, { 1000, 200, 10 },
        { 1000, 200, 10 },  { 1000, 200, 10 },  { 1000, 90, 90 },   { NAN, NAN, NAN },
    };
    struct op_plausible counted = count(evenings, N_EVENINGS);

    // neither the small crowd nor the evening that failed counts
    assert_int_equal(counted.n_crowds, 6);
    assert_int_equal(counted.n_too_violent, 3);
    assert_int_equal(counted.n_too_many, 3);
    assert_false(op_plausible_is_too_violent(&counted));
    assert_false(op_plausible_is_too_many(&counted));

    evenings[3][2] = 51;
    evenings[3][1] = 601;
    counted = count(evenings, N_EVENINGS);
    assert_false(op_plausible_is_too_violent(&counted));
    assert_true(op_plausible_is_too_many(&counted));
    evenings[3][2] = 151;
    counted = count(evenings, N_EVENINGS);
    assert_true(op_plausible_is_too_violent(&counted));
}

static void
few_crowds_say_nothing(void **state)
{
    (void)state;

    double evenings[N_EVENINGS][N_METRICS] = {
        { 100, 200, 200 }, { 100, 200, 200 }, { 100, 200, 200 },
        { 100, 200, 200 }, { 100, 200, 200 },
    };
    struct op_plausible counted = count(evenings, 4);

    assert_int_equal(counted.n_too_violent, 4);
    assert_false(op_plausible_is_too_violent(&counted));
    counted = count(evenings, 5);
    assert_true(op_plausible_is_too_violent(&counted));
    assert_true(op_plausible_is_too_many(&counted));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(evenings_like_those_on_record_are_plausible),
        cmocka_unit_test(more_than_half_of_the_crowds_must_be_beyond_it),
        cmocka_unit_test(few_crowds_say_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
