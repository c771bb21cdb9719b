// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of a variance where they are known, and the value at which a known line turns.
#include "sim/base/exact.h"
#include "sim/base/hash.h"
#include "sim/stat/attribution.h"
#include "sim/stat/breakeven.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { N = 2000, P = 6 };

static double draws[N * P];
static double y[N];

static double
unit(uint64_t i)
{
    return ((double)(op_mix64(i * 3 + 99) >> 12) + 0.5) * 0x1p-52;
}

// Ishigami & Homma 1990: sin x1 + 7 sin² x2 + .1 x3⁴ sin x1, x uniform in (-π, π); three more
// inputs do nothing. First-order indices in closed form (Sobol' & Levitan 1999): with
// V = a²/8 + b π⁴/5 + b² π⁸/18 + 1/2: S1 = (1 + b π⁴/5)²/2/V, S2 = a²/8/V, S3 = 0.
static void
draw_ishigami(uint64_t seed)
{
    for (uint64_t i = 0; i < N; i++) {
        double *x = draws + i * P;

        for (uint64_t j = 0; j < P; j++) {
            x[j] = M_PI * (2 * unit((seed * N + i) * P + j) - 1);
        }
        y[i] = sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0]);
    }
}

// Eight polynomials hold more than .99 of either curve; the standard errors are about .02, so .09
// is more than 4.
static void
ishigamis_first_order_indices_are_found(void **state)
{
    const double wanted[P] = { 0.3139, 0.4424, 0, 0, 0, 0 };
    struct op_attribution got[P];

    (void)state;
    draw_ishigami(1);
    assert_int_equal(op_attribute(got, y, draws, N, P, 1), OP_OK);
    for (int j = 0; j < P; j++) {
        print_message("  %.4f is %.4f [%.4f, %.4f]\n", wanted[j], got[j].part, got[j].low,
                      got[j].high);
        assert_true(fabs(got[j].part - wanted[j]) < 0.09);
        assert_true(got[j].varies);
        assert_true(got[j].is_told == (wanted[j] > 0));
        assert_true(got[j].is_told || got[j].low == 0);
        assert_true(got[j].low <= got[j].part && got[j].part <= got[j].high);
    }
    assert_true(got[0].direction > 0.2);          // rises on the whole
    assert_true(fabs(got[1].direction) < 0.12);   // up and down: neither
}

// y = x + u/10 with both uniform: the part of x is 1/1.01. Of 50 replicates its standard error is
// about 2 (1 - .99) sqrt(.99/50) = .003.
static void
what_explains_nearly_all_has_a_narrow_interval(void **state)
{
    struct op_attribution got[2];
    double x[50 * 2];

    (void)state;
    for (uint64_t i = 0; i < 50; i++) {
        x[2 * i] = unit(4 * i + 7000);
        x[2 * i + 1] = unit(4 * i + 7001);
        y[i] = x[2 * i] + 0.1 * unit(4 * i + 7002);
    }
    assert_int_equal(op_attribute(got, y, x, 50, 2, 3), OP_OK);
    print_message("  0.9901 is %.4f [%.4f, %.4f]\n", got[0].part, got[0].low, got[0].high);
    assert_true(got[0].is_told && !got[1].is_told);
    assert_true(fabs(got[0].part - 1 / 1.01) < 0.015);
    assert_true(got[0].low > 0.95 && got[0].low < 1 / 1.01 && got[0].high > got[0].part);
}

// 200 studies of 60 replicates and 6 parameters that do nothing, of a skewed outcome: one or more
// is named in a tenth. Exact binomial, 1e-6 above: 45.
static void
what_does_nothing_is_seldom_named(void **state)
{
    struct op_attribution got[P];
    int n_named = 0;

    (void)state;
    for (uint64_t s = 0; s < 200; s++) {
        bool is_named = false;

        for (uint64_t i = 0; i < 60; i++) {
            y[i] = exp(1.5 * op_norm_quantile(unit(s * 1000 + i + 7777777)));
            for (uint64_t j = 0; j < P; j++) {
                draws[i * P + j] = unit((s * 60 + i) * P + j);
            }
        }
        assert_int_equal(op_attribute(got, y, draws, 60, P, s), OP_OK);
        for (int j = 0; j < P; j++) {
            is_named = is_named || got[j].is_told;
        }
        n_named += is_named;
    }
    print_message("  %d of 200\n", n_named);
    assert_in_range(n_named, 1, 45);
}

// A choice of three with means 0, 3, 0, and a constant: 2/3 of them differ by 3 from the third.
static void
choices_are_groups_and_constants_say_nothing(void **state)
{
    struct op_attribution got[2];

    (void)state;
    for (uint64_t i = 0; i < 600; i++) {
        draws[2 * i] = (double)(i % 3);
        draws[2 * i + 1] = 5;
        y[i] = (i % 3 == 1 ? 3 : 0) + sqrt(2) * op_norm_quantile(unit(i));
    }
    assert_int_equal(op_attribute(got, y, draws, 600, 2, 1), OP_OK);
    assert_true(got[0].is_told && fabs(got[0].part - 0.5) < 0.12);   // variances 2 and 2
    assert_false(got[1].varies || got[1].is_told);
    assert_true(got[1].part == 0 && got[1].high == 0);
}

static void
too_few_evenings_or_one_outcome_tell_nothing(void **state)
{
    struct op_attribution got[P];
    struct op_break_even turn;

    (void)state;
    draw_ishigami(2);
    assert_int_equal(op_attribute(got, y, draws, OP_ATTRIBUTION_LEAST - 1, P, 1), OP_OK);
    assert_false(got[0].is_told || got[0].varies);
    assert_int_equal(op_attribute(got, y, draws, 0, P, 1), OP_OK);
    for (int i = 0; i < N; i++) {
        y[i] = 1e9;
    }
    assert_int_equal(op_attribute(got, y, draws, N, P, 1), OP_OK);
    assert_false(got[0].is_told);
    assert_int_equal(op_break_even_of(&turn, y, draws, N), OP_OK);
    assert_true(isnan(turn.value) && !turn.is_told);
    assert_int_equal(op_break_even_of(&turn, y, draws, 10), OP_OK);
    assert_true(isnan(turn.value));
}

// x = exp(s), y = s - .5 + noise: turns at exp(.5). 100 studies of 200: about 90 hold it; exact
// binomial, 1e-6 below: 73.
static void
the_value_that_turns_a_ranking_is_found(void **state)
{
    int n_held = 0;

    (void)state;
    for (uint64_t study = 0; study < 100; study++) {
        struct op_break_even turn;

        for (uint64_t i = 0; i < 200; i++) {
            const double s = op_norm_quantile(unit((study * 200 + i) * 2));

            draws[i] = exp(s);
            y[i] = s - 0.5 + op_norm_quantile(unit((study * 200 + i) * 2 + 1));
        }
        assert_int_equal(op_break_even_of(&turn, y, draws, 200), OP_OK);
        assert_true(turn.is_told && turn.slope > 0.5 && fabs(log(turn.value) - 0.5) < 0.6);
        assert_true(turn.low < turn.value && turn.value < turn.high);
        assert_false(turn.is_low_open || turn.is_high_open);
        n_held += turn.low <= exp(0.5) && exp(0.5) <= turn.high;
    }
    print_message("  %d of 100\n", n_held);
    assert_in_range(n_held, 73, 100);
}

// Where x says nothing a slope is told in a tenth of 100 studies; exact binomial, 1e-6 above: 28.
static void
beyond_what_was_drawn_there_is_none(void **state)
{
    struct op_break_even turn;
    int n_told = 0;

    (void)state;
    for (uint64_t i = 0; i < 200; i++) {
        draws[i] = unit(i);
        y[i] = 50 + draws[i] + 0.1 * op_norm_quantile(unit(i + 1000));
    }
    assert_int_equal(op_break_even_of(&turn, y, draws, 200), OP_OK);
    assert_true(turn.is_told && isnan(turn.value));
    for (uint64_t study = 0; study < 100; study++) {   // nothing of x in it
        for (uint64_t i = 0; i < 200; i++) {
            draws[i] = unit(study * 400 + 2 * i + 100000);
            y[i] = op_norm_quantile(unit(study * 400 + 2 * i + 100001));
        }
        assert_int_equal(op_break_even_of(&turn, y, draws, 200), OP_OK);
        assert_true(turn.is_told || isnan(turn.value));
        n_told += turn.is_told;
    }
    assert_in_range(n_told, 0, 28);
    for (uint64_t i = 0; i < 200; i++) {
        draws[i] = (double)(i % 3);
    }
    assert_int_equal(op_break_even_of(&turn, y, draws, 200), OP_OK);
    assert_true(isnan(turn.value));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ishigamis_first_order_indices_are_found),
        cmocka_unit_test(what_explains_nearly_all_has_a_narrow_interval),
        cmocka_unit_test(what_does_nothing_is_seldom_named),
        cmocka_unit_test(choices_are_groups_and_constants_say_nothing),
        cmocka_unit_test(too_few_evenings_or_one_outcome_tell_nothing),
        cmocka_unit_test(the_value_that_turns_a_ranking_is_found),
        cmocka_unit_test(beyond_what_was_drawn_there_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
