// SPDX-License-Identifier: GPL-3.0-or-later
// Keyed draws: published known answers, independence of keys, and the laws of the samplers.
//
// Seeds are fixed. Each statistical test refuses a right program with probability 1e-6
// (statistics.h). With 100,000 draws a distribution that is off by .009 somewhere is seen, and a
// correlation between neighbouring keys of .016.
#include "sim/run/chance.h"
#include "sim/run/chance_check.h"
#include "tests/support/statistics.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { N = 100000 };

static double
uniform_cdf(double x, const void *context)
{
    (void)context;
    return x;
}

static double
normal_cdf(double x, const void *context)
{
    (void)context;
    return erfc(-x / sqrt(2)) / 2;
}

static void
philox_gives_its_published_known_answers(void **state)
{
    // kat_vectors of Random123: counter, key, output of philox4x32 with 10 rounds
    static const uint32_t cases[3][10] = {
        { 0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 },
        { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d,
          0x41c83b0e, 0xa20bc7c6, 0x6d5451fd },
        { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09,
          0x94fdcceb, 0x5001e420, 0x24126ea1 },
    };

    (void)state;
    for (int i = 0; i < 3; i++) {
        const uint32_t *c = cases[i];
        const philox4x32_ctr_t counter = { { c[0], c[1], c[2], c[3] } };
        const philox4x32_key_t key = { { c[4], c[5] } };
        const philox4x32_ctr_t out = philox4x32_R(10, counter, key);

        assert_memory_equal(out.v, &c[6], sizeof out.v);
    }
}

static void
a_draw_is_philox_of_its_key_in_the_documented_order(void **state)
{
    const struct op_chance chance = { UINT64_C(0x299f31d0a4093822), 0x13198a2e };
    const struct op_words words = op_draw_words(&chance, 0x03, 0x243f6a88, 0x85a308d3, 0xFF707344);

    (void)state;
    assert_int_equal(words.w[0], 0xd16cfe09);
    assert_int_equal(words.w[1], 0x94fdcceb);
    assert_int_equal(words.w[2], 0x5001e420);
    assert_int_equal(words.w[3], 0x24126ea1);
}

static void
units_are_never_0_and_never_1(void **state)
{
    (void)state;
    assert_true(op_unit_from(0, 0) == 0x1p-53);
    assert_true(op_unit_from(UINT32_MAX, UINT32_MAX) == 1 - 0x1p-53);
    assert_true(op_unit_from(0x80000000, 0) == 0.5 + 0x1p-53);
    assert_true(op_unit_from32(0) > 0);
    assert_true(op_unit_from32(UINT32_MAX) < 1);
}

static void
below_reaches_all_and_no_more(void **state)
{
    (void)state;
    assert_int_equal(op_below(0x1p-53, 6), 0);
    assert_int_equal(op_below(1 - 0x1p-53, 6), 5);
    assert_int_equal(op_below(1 - 0x1p-53, UINT32_MAX), UINT32_MAX - 1);
    assert_int_equal(op_below(0.5, 0), 0);
    assert_int_equal(op_below(0.5, 1), 0);
    assert_int_equal(op_below(0.4999, 2), 0);
    assert_int_equal(op_below(0.5, 2), 1);
}

static void
every_purpose_has_a_name_and_the_table_is_well_formed(void **state)
{
    int n = 0;

    (void)state;
    for (int code = 0; code < 256; code++) {
        const char *name = op_purpose_name((uint8_t)code);

        if (name) {
            n++;
            assert_true(strlen(op_purpose_decides((uint8_t)code)) > 5);
        }
    }
#define ONE(name, code, reread, decides) +1
    assert_int_equal(n, 0 OP_PURPOSE_LIST(ONE));
#undef ONE
    assert_null(op_purpose_name(0));
    assert_string_equal(op_purpose_name(OP_DRAW_FUSE), "FUSE");
    assert_true(op_purpose_is_reread(OP_DRAW_SESSION));
    assert_false(op_purpose_is_reread(OP_DRAW_FUSE));
}

static void
draws_follow_the_uniform_exponential_and_normal_laws(void **state)
{
    const struct op_chance chance = { 20120921, 3 };
    const double one = 1;
    double *values = malloc(N * sizeof *values);

    (void)state;
    assert_non_null(values);
    for (uint32_t i = 0; i < N; i++) {
        values[i] = op_draw_unit(&chance, OP_DRAW_SESSION, i, 0, 0);
    }
    assert_true(stat_kolmogorov(values, N, uniform_cdf, NULL) < STAT_KS);
    for (uint32_t i = 0; i < N; i++) {
        values[i] = op_draw_exp(&chance, OP_DRAW_SESSION, 7, i, 1);
    }
    assert_true(stat_kolmogorov(values, N, stat_exponential_cdf, &one) < STAT_KS);
    for (uint32_t i = 0; i < N; i++) {
        values[i] = op_draw_normal(&chance, OP_DRAW_SESSION, 7, 1000, i + 2);
    }
    assert_true(stat_kolmogorov(values, N, normal_cdf, NULL) < STAT_KS);
    for (uint32_t i = 0; i < N; i++) {
        values[i] = op_unit_from32(op_draw_words(&chance, OP_DRAW_SESSION, i, i, 9).w[3]);
    }
    assert_true(stat_kolmogorov(values, N, uniform_cdf, NULL) < STAT_KS);
    free(values);
}

// The sum over draws of (12 (u - 1/2)(v - 1/2)) has variance 1 a draw if u and v are independent.
static void
assert_independent(const struct op_chance *x, uint8_t purpose_x, const struct op_chance *y,
                   uint8_t purpose_y, uint32_t object_y, uint32_t n_y)
{
    double total = 0;

    for (uint32_t i = 0; i < N; i++) {
        const double u = op_draw_unit(x, purpose_x, i, 0, 0);
        const double v = op_draw_unit(y, purpose_y, i, object_y, n_y);

        total += 12 * (u - 0.5) * (v - 0.5);
    }
    assert_true(fabs(total) / sqrt(N) < STAT_Z);
}

static void
neighbouring_keys_are_independent(void **state)
{
    const struct op_chance here = { 1, 0 };
    const struct op_chance next_replicate = { 1, 1 };
    const struct op_chance next_seed = { 2, 0 };
    const struct op_chance far_seed = { 1 + (UINT64_C(1) << 32), 0 };

    (void)state;
    assert_independent(&here, OP_DRAW_SESSION, &here, OP_DRAW_SESSION_COUNT, 0, 0);
    assert_independent(&here, OP_DRAW_SESSION, &here, OP_DRAW_THRESHOLD, 0, 0);
    assert_independent(&here, OP_DRAW_SESSION, &here, OP_DRAW_SESSION, 1, 0);
    assert_independent(&here, OP_DRAW_SESSION, &here, OP_DRAW_SESSION, 0, 1);
    assert_independent(&here, OP_DRAW_SESSION, &next_replicate, OP_DRAW_SESSION, 0, 0);
    assert_independent(&here, OP_DRAW_SESSION, &next_seed, OP_DRAW_SESSION, 0, 0);
    assert_independent(&here, OP_DRAW_SESSION, &far_seed, OP_DRAW_SESSION, 0, 0);
}

static double
log_factorial(double k)
{
    return lgamma(k + 1);
}

// P(K <= k) for Poisson and the binomial, by plain sums over the C library.
static double
poisson_cdf(uint32_t k, double mean)
{
    double total = 0;

    for (uint32_t i = 0; i <= k; i++) {
        total += exp(i * log(mean) - mean - log_factorial(i));
    }
    return total;
}

static double
binomial_cdf(uint32_t k, uint32_t n, double p)
{
    double total = 0;

    for (uint32_t i = 0; i <= k; i++) {
        total += exp(log_factorial(n) - log_factorial(i) - log_factorial(n - i) + i * log(p) +
                     (n - i) * log1p(-p));
    }
    return total;
}

static void
poisson_counts_are_the_quantiles_of_the_law(void **state)
{
    static const double means[] = { 1e-9, 0.1, 1, 5.5, 29.999, 30.001, 31, 100, 999.5, 1e4 };

    (void)state;
    for (size_t i = 0; i < sizeof means / sizeof *means; i++) {
        for (double unit = 0.0005; unit < 1; unit += 0.037) {
            const uint32_t k = op_poisson_from(unit, means[i]);

            assert_true(poisson_cdf(k, means[i]) >= unit - 1e-9);
            assert_true(k == 0 || poisson_cdf(k - 1, means[i]) < unit + 1e-9);
        }
    }
}

static void
binomial_counts_are_the_quantiles_of_the_law(void **state)
{
    static const struct {
        uint32_t n;
        double p;
    } cases[] = { { 1, 0.3 },    { 10, 0.5 },    { 10, 0.9 },   { 100, 0.2999 },
                  { 100, 0.31 }, { 61, 0.5 },    { 60, 0.5 },   { 1000, 0.97 },
                  { 5000, 0.4 }, { 9000, 1e-4 }, { 400, 0.75 }, { 20000, 0.5 } };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const uint32_t n = cases[i].n;
        const double p = cases[i].p;

        for (double unit = 0.0005; unit < 1; unit += 0.037) {
            const uint32_t k = op_binomial_from(unit, n, p);

            assert_true(k <= n);
            assert_true(binomial_cdf(k, n, p) >= unit - 1e-9);
            assert_true(k == 0 || binomial_cdf(k - 1, n, p) < unit + 1e-9);
        }
    }
}

static void
counts_rise_with_the_unit_and_with_the_mean(void **state)
{
    static const double means[] = { 0.5, 8, 29.9, 30.1, 31, 200, 4000 };

    (void)state;
    for (size_t i = 0; i < sizeof means / sizeof *means; i++) {
        uint32_t last = 0;

        for (int j = 0; j <= 2000; j++) {
            const double unit = fmin(fmax(j / 2000.0, 1e-11), 1 - 1e-11);
            const uint32_t k = op_poisson_from(unit, means[i]);

            assert_true(k >= last);
            assert_true(op_poisson_from(unit, means[i] * 1.01) >= k);
            assert_true(op_binomial_from(unit, 5000, means[i] * 1.01 / 5000) >=
                        op_binomial_from(unit, 5000, means[i] / 5000));
            last = k;
        }
    }
}

static void
counts_at_the_ends_are_finite_and_in_range(void **state)
{
    (void)state;
    assert_int_equal(op_poisson_from(0.5, 0), 0);
    assert_int_equal(op_poisson_from(0.5, -3), 0);
    assert_int_equal(op_poisson_from(0.5, NAN), 0);
    assert_in_range(op_poisson_from(1 - 0x1p-53, 20), 55, 75);
    assert_in_range(op_poisson_from(1 - 0x1p-53, 1e4), 10750, 10950);
    assert_in_range(op_poisson_from(0x1p-53, 1e4), 9100, 9250);
    assert_in_range(op_poisson_from(0.5, 1e12), 99990000, 100010000);
    assert_int_equal(op_binomial_from(0.5, 0, 0.5), 0);
    assert_int_equal(op_binomial_from(0.5, 9, 0), 0);
    assert_int_equal(op_binomial_from(0.5, 9, 1), 9);
    assert_int_equal(op_binomial_from(0.5, 9, NAN), 0);
    assert_int_equal(op_binomial_from(1 - 0x1p-53, 9, 0.4), 9);
    assert_int_equal(op_binomial_from(0x1p-53, 9, 0.6), 0);
    assert_in_range(op_binomial_from(0.5, UINT32_MAX, 0.5), 2147400000u, 2147600000u);
}

static void
lognormals_have_their_median_and_spread(void **state)
{
    (void)state;
    assert_true(op_lognormal_from(0.5, 45, 1) == 45);
    assert_true(fabs(op_lognormal_from(0.8413447460685429, 45, 1) / (45 * exp(1)) - 1) < 1e-12);
    assert_true(op_lognormal_from(0.1, 45, 0) == 45);
}

static void
a_key_that_is_asked_twice_is_noticed(void **state)
{
    struct op_question fuse = { 1, 2, 3, 4, 5, OP_DRAW_FUSE };
    struct op_question session = { 1, 2, 3, 4, 5, OP_DRAW_SESSION };

    (void)state;
    op_chance_check_reset();
    op_chance_check_run(1);
    assert_true(op_chance_check_is_new(&fuse));
    assert_false(op_chance_check_is_new(&fuse));
    assert_true(op_chance_check_is_new(&session));
    assert_true(op_chance_check_is_new(&session));
    for (uint32_t i = 0; i < 5000; i++) {
        fuse.n = 100 + i;
        assert_true(op_chance_check_is_new(&fuse));
    }
    for (uint32_t i = 0; i < 5000; i++) {
        fuse.n = 100 + i;
        assert_false(op_chance_check_is_new(&fuse));
    }
    op_chance_check_reset();
    op_chance_check_run(1);
    assert_true(op_chance_check_is_new(&fuse));
    op_chance_check_reset();
}

static void
forked_trajectories_may_ask_the_same_but_not_what_was_asked_before(void **state)
{
    const struct op_question before = { 1, 0, 1, 0, 0, OP_DRAW_FUSE };
    const struct op_question after = { 1, 0, 2, 0, 0, OP_DRAW_FUSE };
    const struct op_question late = { 1, 0, 3, 0, 0, OP_DRAW_FUSE };

    (void)state;
    op_chance_check_reset();
    op_chance_check_run(1);
    assert_true(op_chance_check_is_new(&before));
    op_chance_check_fork(1, 2);
    op_chance_check_run(2);
    assert_false(op_chance_check_is_new(&before));
    assert_true(op_chance_check_is_new(&after));
    op_chance_check_fork(2, 3);
    op_chance_check_run(3);
    assert_false(op_chance_check_is_new(&before));
    assert_false(op_chance_check_is_new(&after));
    assert_true(op_chance_check_is_new(&late));
    op_chance_check_run(2);
    assert_true(op_chance_check_is_new(&late));
    op_chance_check_run(1);
    assert_true(op_chance_check_is_new(&after));
    assert_true(op_chance_check_is_new(&late));
    assert_false(op_chance_check_is_new(&late));
    op_chance_check_reset();
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(philox_gives_its_published_known_answers),
        cmocka_unit_test(a_draw_is_philox_of_its_key_in_the_documented_order),
        cmocka_unit_test(units_are_never_0_and_never_1),
        cmocka_unit_test(below_reaches_all_and_no_more),
        cmocka_unit_test(every_purpose_has_a_name_and_the_table_is_well_formed),
        cmocka_unit_test(draws_follow_the_uniform_exponential_and_normal_laws),
        cmocka_unit_test(neighbouring_keys_are_independent),
        cmocka_unit_test(poisson_counts_are_the_quantiles_of_the_law),
        cmocka_unit_test(binomial_counts_are_the_quantiles_of_the_law),
        cmocka_unit_test(counts_rise_with_the_unit_and_with_the_mean),
        cmocka_unit_test(counts_at_the_ends_are_finite_and_in_range),
        cmocka_unit_test(lognormals_have_their_median_and_spread),
        cmocka_unit_test(a_key_that_is_asked_twice_is_noticed),
        cmocka_unit_test(forked_trajectories_may_ask_the_same_but_not_what_was_asked_before),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
