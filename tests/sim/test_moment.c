// SPDX-License-Identifier: GPL-3.0-or-later
// Moments and civil time.
#include "sim/base/civil.h"
#include "sim/input/moment.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <string.h>

static void
known_days_have_their_numbers(void **state)
{
    static const struct {
        struct op_civil civil;
        int64_t seconds;
        int weekday;
    } cases[] = {
        { { 1970, 1, 1, 0, 0, 0 }, 0, 3 },
        { { 2012, 9, 21, 19, 30, 0 }, INT64_C(1348255800), 4 },
        { { 2000, 2, 29, 0, 0, 0 }, INT64_C(951782400), 1 },
        { { 1969, 12, 31, 23, 59, 59 }, -1, 2 },
        { { 2100, 3, 1, 0, 0, 0 }, INT64_C(4107542400), 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct op_civil back;

        assert_int_equal(op_civil_seconds(&cases[i].civil), cases[i].seconds);
        assert_int_equal(op_civil_weekday(cases[i].seconds), cases[i].weekday);
        op_civil_of_seconds(cases[i].seconds, &back);
        assert_memory_equal(&back, &cases[i].civil, sizeof back);
    }
}

static void
every_day_of_eight_centuries_comes_back(void **state)
{
    (void)state;
    for (int64_t day = -141000; day < 151000; day++) {
        struct op_civil civil;

        op_civil_of_seconds(day * 86400 + 3661, &civil);
        assert_true(op_civil_is_valid(&civil));
        assert_int_equal(op_civil_seconds(&civil), day * 86400 + 3661);
    }
}

static int64_t
moment_us(const char *text)
{
    const struct op_anchors anchors = {
        .start_civil_s = INT64_C(1347048000),   // 2012-09-07 20:00
        .event_us = INT64_C(1000000) * 1207800,
        .end_us = INT64_C(1000000) * 1238400,
    };
    struct op_moment moment;
    struct op_diag diag;

    op_diag_init(&diag);
    assert_int_equal(op_moment_parse(text, (struct op_place){ 0 }, "at", &moment, &diag), OP_OK);
    op_diag_free(&diag);
    return op_moment_us(&moment, &anchors);
}

static void
one_grammar_reads_all_forms(void **state)
{
    const int64_t s = 1000000;

    (void)state;
    assert_int_equal(moment_us("90 min"), 5400 * s);
    assert_int_equal(moment_us("start"), 0);
    assert_int_equal(moment_us("start + 2 h"), 7200 * s);
    assert_int_equal(moment_us("start+2h"), 7200 * s);
    assert_int_equal(moment_us("2012-09-21 19:30"), 1207800 * s);
    assert_int_equal(moment_us("2012-09-21T19:30:00"), 1207800 * s);
    assert_int_equal(moment_us("event"), 1207800 * s);
    assert_int_equal(moment_us("event - 10 d"), (1207800 - 864000) * s);
    assert_int_equal(moment_us("end - 1 h"), (1238400 - 3600) * s);
    assert_int_equal(moment_us("0.5 us"), 1);   // to the nearest microsecond
}

static void
a_measure_can_be_an_anchor(void **state)
{
    struct op_moment moment;
    struct op_diag diag;

    (void)state;
    op_diag_init(&diag);
    assert_int_equal(op_moment_parse("deny_event + 30 min", (struct op_place){ 0 }, "at", &moment,
                                     &diag),
                     OP_OK);
    assert_int_equal(moment.anchor, OP_ANCHOR_MEASURE);
    assert_string_equal(moment.measure, "deny_event");
    assert_int_equal(moment.offset_us, INT64_C(1800000000));
    op_diag_free(&diag);
}

static void
what_is_no_moment_is_refused(void **state)
{
    static const struct {
        const char *text;
        enum op_status status;
    } cases[] = {
        { "", OP_BAD_VALUE },
        { "tomorrow morning", OP_BAD_VALUE },
        { "2012-02-30 10:00", OP_BAD_VALUE },
        { "2012-09-21", OP_BAD_VALUE },
        { "2012-09-21 24:00", OP_BAD_VALUE },
        { "2012-09-21 19:30 CET", OP_BAD_VALUE },
        { "90", OP_BAD_UNIT },
        { "event - 10", OP_BAD_UNIT },
        { "event * 2", OP_BAD_VALUE },
        { "event - 99999 d", OP_OUT_OF_RANGE },
        { "+ 2 h", OP_BAD_VALUE },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct op_moment moment;
        struct op_diag diag;

        op_diag_init(&diag);
        assert_int_equal(op_moment_parse(cases[i].text, (struct op_place){ 0 }, "at", &moment,
                                         &diag),
                         cases[i].status);
        assert_int_equal(diag.n_errors, 1);
        op_diag_free(&diag);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days_have_their_numbers),
        cmocka_unit_test(every_day_of_eight_centuries_comes_back),
        cmocka_unit_test(one_grammar_reads_all_forms),
        cmocka_unit_test(a_measure_can_be_an_anchor),
        cmocka_unit_test(what_is_no_moment_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
