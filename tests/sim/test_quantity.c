// SPDX-License-Identifier: GPL-3.0-or-later
// Quantities, distributions and suggestions.
#include "sim/input/quantity.h"

#include "sim/base/text.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <math.h>
#include <string.h>

static enum op_status
parse(enum op_unit unit, const char *text, double *value)
{
    struct op_diag diag;
    enum op_status status;

    op_diag_init(&diag);
    status = op_quantity_parse(unit, text, (struct op_place){ 0 }, "x", value, &diag);
    assert_int_equal(diag.n_errors, status != OP_OK);
    op_diag_free(&diag);
    return status;
}

static void
each_unit_gives_base_units(void **state)
{
    static const struct {
        enum op_unit unit;
        const char *text;
        double value;
    } cases[] = {
        { OP_UNIT_NONE, "-1.5", -1.5 },        { OP_UNIT_SHARE, "20 %", 0.2 },
        { OP_UNIT_SHARE, "0.2", 0.2 },         { OP_UNIT_SHARE, "140 %", 1.4 },
        { OP_UNIT_DURATION, "90 min", 5400 },  { OP_UNIT_DURATION, "10d", 864000 },
        { OP_UNIT_DURATION, "1.5 h", 5400 },   { OP_UNIT_DURATION, "250 ms", 0.25 },
        { OP_UNIT_DURATION, "1 us", 1e-6 },    { OP_UNIT_DURATION, "2 week", 1209600 },
        { OP_UNIT_RATE, "3 /h", 3.0 / 3600 },  { OP_UNIT_RATE, "80/d", 80.0 / 86400 },
        { OP_UNIT_LENGTH, "10 km", 10000 },    { OP_UNIT_AREA, "2 ha", 20000 },
        { OP_UNIT_AREA, "1 km2", 1e6 },        { OP_UNIT_SPEED, "36 km/h", 10 },
        { OP_UNIT_PERSONS, "60 persons", 60 }, { OP_UNIT_PERSONS, "16000", 16000 },
        { OP_UNIT_EURO, "1500 EUR", 1500 },    { OP_UNIT_DURATION, "0", 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double value = NAN;

        assert_int_equal(parse(cases[i].unit, cases[i].text, &value), OP_OK);
        assert_true(value == cases[i].value);   // to the bit
    }
}

static void
what_is_no_quantity_of_the_unit_is_refused(void **state)
{
    static const struct {
        enum op_unit unit;
        const char *text;
        enum op_status status;
    } cases[] = {
        { OP_UNIT_DURATION, "90", OP_BAD_UNIT },         { OP_UNIT_DURATION, "90 km", OP_BAD_UNIT },
        { OP_UNIT_DURATION, "90 minutes", OP_BAD_UNIT }, { OP_UNIT_SHARE, "20", OP_BAD_UNIT },
        { OP_UNIT_PERSONS, "2.5", OP_BAD_UNIT },         { OP_UNIT_NONE, "2 m", OP_BAD_UNIT },
        { OP_UNIT_NONE, "2,5", OP_BAD_VALUE },           { OP_UNIT_NONE, "", OP_BAD_VALUE },
        { OP_UNIT_NONE, "nan", OP_BAD_VALUE },           { OP_UNIT_NONE, "inf", OP_BAD_VALUE },
        { OP_UNIT_NONE, "0x10", OP_BAD_UNIT },           { OP_UNIT_NONE, "1e999", OP_BAD_VALUE },
        { OP_UNIT_NONE, "1.2.3", OP_BAD_VALUE },         { OP_UNIT_EURO, "€ 5", OP_BAD_VALUE },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double value = 7;

        assert_int_equal(parse(cases[i].unit, cases[i].text, &value), cases[i].status);
        assert_true(value == 7);
    }
}

// Any value that a file can hold comes back to the bit from its text.
static void
texts_of_quantities_read_back_as_the_same_bits(void **state)
{
    double x = 1e-6;

    (void)state;
    for (int i = 0; i < 2000; i++, x *= 1.0137) {
        for (int unit = OP_UNIT_NONE; unit < OP_UNIT_CHOICE; unit++) {
            char text[48];
            double value = NAN;

            op_quantity_text((enum op_unit)unit, x, text);
            assert_int_equal(parse((enum op_unit)unit, text, &value), OP_OK);
            assert_true(value == x);
        }
    }
}

static void
texts_of_quantities_are_short(void **state)
{
    char text[48];

    (void)state;
    op_quantity_text(OP_UNIT_DURATION, 5400, text);
    assert_string_equal(text, "90 min");
    op_quantity_text(OP_UNIT_DURATION, 864000, text);
    assert_string_equal(text, "10 d");
    op_quantity_text(OP_UNIT_RATE, 80.0 / 86400, text);
    assert_string_equal(text, "80 /d");
    op_quantity_short(OP_UNIT_DURATION, 600, text);
    assert_string_equal(text, "10 min");
    op_quantity_short(OP_UNIT_DURATION, 6 * 3600, text);
    assert_string_equal(text, "6 h");
}

static struct op_dist
dist_of(enum op_unit unit, const char *text, enum op_status expected)
{
    const struct op_param row = { .key = "x", .unit = unit, .low = 0, .high = 1e9 };
    struct op_dist dist = { 0 };
    struct op_diag diag;

    op_diag_init(&diag);
    assert_int_equal(op_param_parse(&row, text, (struct op_place){ 0 }, &dist, &diag), expected);
    op_diag_free(&diag);
    return dist;
}

static void
distributions_pass_through_their_points(void **state)
{
    const struct op_dist lead = dist_of(OP_UNIT_DURATION, "lognormal(median 2 h, 90 % 4 h)", OP_OK);
    const struct op_dist margin = dist_of(OP_UNIT_SHARE, "margin(0.05 %, .5 %, 2 %)", OP_OK);
    const struct op_dist mean = dist_of(OP_UNIT_PERSONS, "lognormal(mean 45, sd_log 1)", OP_OK);
    const struct op_dist uniform = dist_of(OP_UNIT_SHARE, "uniform( 5 % , 15 % )", OP_OK);
    const struct op_dist normal = dist_of(OP_UNIT_NONE, "normal(mean 1, sd 0.2)", OP_OK);

    (void)state;
    assert_true(fabs(op_dist_centre(&lead) - (7200)) <= 1e-9);
    assert_true(fabs(op_dist_value(&lead, 0.9) - (14400)) <= 1e-6);
    assert_true(fabs(op_dist_value(&margin, 0.05) - (0.0005)) <= 1e-12);
    assert_true(fabs(op_dist_centre(&margin) - (0.005)) <= 1e-15);
    assert_true(fabs(op_dist_value(&margin, 0.95) - (0.02)) <= 1e-12);
    assert_true(fabs(op_dist_centre(&mean) - (45 * exp(-0.5))) <= 1e-9);
    assert_true(fabs(op_dist_value(&uniform, 0.25) - (0.075)) <= 1e-15);
    assert_true(fabs(op_dist_value(&normal, 0.95) - (1 + 0.2 * 1.6448536269514722)) <= 1e-12);
}

static void
a_margin_with_a_zero_is_two_piece_normal_on_its_own_scale(void **state)
{
    const struct op_dist dist = dist_of(OP_UNIT_NONE, "margin(0, 1, 3)", OP_OK);

    (void)state;
    assert_true(fabs(op_dist_value(&dist, 0.05) - (0)) <= 1e-12);
    assert_true(fabs(op_dist_centre(&dist) - (1)) <= 0);
    assert_true(fabs(op_dist_value(&dist, 0.95) - (3)) <= 1e-12);
}

static void
distributions_that_cannot_be_are_refused(void **state)
{
    (void)state;
    dist_of(OP_UNIT_NONE, "uniform(3, 2)", OP_BAD_VALUE);
    dist_of(OP_UNIT_NONE, "uniform(-3, 2)", OP_OUT_OF_RANGE);
    dist_of(OP_UNIT_NONE, "uniform(1, 2", OP_BAD_VALUE);
    dist_of(OP_UNIT_NONE, "uniform(1, 2) or so", OP_BAD_VALUE);
    dist_of(OP_UNIT_NONE, "lognormal(median 2, 90 % 1)", OP_BAD_VALUE);
    dist_of(OP_UNIT_NONE, "lognormal(median 0, sd_log 1)", OP_OUT_OF_RANGE);
    dist_of(OP_UNIT_NONE, "lognormal(median 2, sd_log -1)", OP_OUT_OF_RANGE);
    dist_of(OP_UNIT_NONE, "normal(mean 2, sd -1)", OP_OUT_OF_RANGE);
    dist_of(OP_UNIT_NONE, "gamma(1, 2)", OP_UNKNOWN_NAME);
    dist_of(OP_UNIT_DURATION, "uniform(1 h, 2)", OP_BAD_UNIT);
}

static void
texts_of_distributions_read_back_as_the_same_bits(void **state)
{
    static const char *const texts[] = {
        "90 min",
        "uniform(1 h, 3 d)",
        "normal(mean 7 h, sd 11 min)",
        "lognormal(median 7 min, 90 % 1 d)",
        "margin(1 s, 7 min, 3 d)",
    };
    const struct op_param row = { .key = "x", .unit = OP_UNIT_DURATION, .low = 0, .high = 1e9 };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const struct op_dist dist = dist_of(OP_UNIT_DURATION, texts[i], OP_OK);
        char text[192];

        op_dist_text(&row, &dist, text);

        const struct op_dist again = dist_of(OP_UNIT_DURATION, text, OP_OK);

        assert_int_equal(again.kind, dist.kind);
        assert_true(again.a == dist.a && again.b == dist.b && again.c == dist.c);
    }
}

static void
a_suggestion_is_near_or_is_not_made(void **state)
{
    struct op_nearest nearest;

    (void)state;
    op_nearest_start(&nearest, "rho_opne");
    op_nearest_offer(&nearest, "rho_closed");
    op_nearest_offer(&nearest, "rho_open");
    assert_string_equal(nearest.best, "rho_open");
    op_nearest_start(&nearest, "valid");
    op_nearest_offer(&nearest, "void");
    assert_null(nearest.best);
    assert_int_equal(op_text_distance("kitten", "sitting", 9), 3);
    assert_int_equal(op_text_distance("ab", "ba", 9), 1);
    assert_int_equal(op_text_distance("", "abc", 9), 3);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_unit_gives_base_units),
        cmocka_unit_test(what_is_no_quantity_of_the_unit_is_refused),
        cmocka_unit_test(texts_of_quantities_read_back_as_the_same_bits),
        cmocka_unit_test(texts_of_quantities_are_short),
        cmocka_unit_test(distributions_pass_through_their_points),
        cmocka_unit_test(a_margin_with_a_zero_is_two_piece_normal_on_its_own_scale),
        cmocka_unit_test(distributions_that_cannot_be_are_refused),
        cmocka_unit_test(texts_of_distributions_read_back_as_the_same_bits),
        cmocka_unit_test(a_suggestion_is_near_or_is_not_made),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
