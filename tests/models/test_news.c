// SPDX-License-Identifier: GPL-3.0-or-later
// National news: onset and readers. Seeds are fixed; false-alarm rate of the counts 1e-6 (z
// = 4.89).
#include "tests/support/evening.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "models/spread/news.h"

enum { GIVEN_CLICKS = 1, NATIONAL_STORY = 4 };

static void
nobody_has_read_news_before_the_first_story(void **state)
{
    (void)state;
    evening_begin(&evening, 0);
    assert_int_equal(evening_sees(&evening, "news_on"), 0);
    for (uint32_t i = 0; i < 100; i++) {
        assert_true(op_news_last_read_us(&evening.run, i, 0) == OP_NEVER_US);
    }
}

static void
a_given_story_turns_the_news_on(void **state)
{
    (void)state;
    evening_begin(&evening, 0);
    evening_happens(&evening, NATIONAL_STORY, NAN);
    assert_int_equal(evening_sees(&evening, "news_on"), 1);
    assert_true(evening_metric(&evening, "first_story_h") == 0);
}

// From 18:00 to the next midnight and through the next day 30 hours pass: who has read on the
// second day has done so with probability 1 - exp(-.55).
static void
as_many_read_on_a_day_as_the_rate_says(void **state)
{
    const struct op_world *const world = evening.world;
    const double p = 1 - exp(-.55);
    const int64_t first_us = op_world_moment_us(world, 1, 0);
    const int64_t last_us = op_world_moment_us(world, 2, 0) - 1;
    double n = 0;

    (void)state;
    evening_begin(&evening, 1);
    evening_happens(&evening, NATIONAL_STORY, NAN);
    for (uint32_t i = 0; i < world->n_persons; i++) {
        const int64_t at_us = op_news_last_read_us(&evening.run, i, last_us);
        n += at_us != OP_NEVER_US && at_us >= first_us;
    }
    const double all = world->n_persons;
    assert_true(fabs(n - all * p) < 4.89 * sqrt(all * p * (1 - p)));
}

static void
the_last_reading_never_lies_ahead_and_never_moves_back(void **state)
{
    (void)state;
    evening_begin(&evening, 2);
    evening_happens(&evening, NATIONAL_STORY, NAN);
    for (uint32_t i = 0; i < 500; i++) {
        int64_t before_us = -1;

        for (int64_t t = 0; t < 30; t++) {
            const int64_t now_us = t * 3600000000;
            const int64_t at_us = op_news_last_read_us(&evening.run, i, now_us);
            if (at_us == OP_NEVER_US) {
                assert_true(before_us == -1);
                continue;
            }
            assert_true(at_us <= now_us && at_us >= before_us);
            before_us = at_us;
        }
    }
}

static void
news_raises_the_clicks(void **state)
{
    double clicks[2];

    (void)state;
    for (int k = 0; k < 2; k++) {
        evening_begin(&evening, 3);
        evening_lever(&evening, "media_attention", 0);
        evening_happens(&evening, GIVEN_CLICKS, 300);
        if (k == 1) evening_happens(&evening, NATIONAL_STORY, NAN);
        evening_finish(&evening);
        clicks[k] = evening_sees(&evening, "attending_clicks");
    }
    assert_true(clicks[1] > clicks[0]);
}

static void
without_media_attention_no_story_comes_by_itself(void **state)
{
    (void)state;
    for (uint32_t r = 0; r < 5; r++) {
        evening_begin(&evening, 10 + r);
        evening_lever(&evening, "media_attention", 0);
        evening_happens(&evening, GIVEN_CLICKS, 800);
        evening_finish(&evening);
        assert_int_equal(evening_sees(&evening, "news_on"), 0);
    }
}

// The fuse is the same number whatever the factor: more attention never brings the story later.
static void
more_attention_brings_the_story_no_later(void **state)
{
    (void)state;
    for (uint32_t r = 0; r < 5; r++) {
        double first_h[2];

        for (int k = 0; k < 2; k++) {
            evening_begin(&evening, 20 + r);
            evening_lever(&evening, "media_attention", k == 0 ? 1 : 10);
            evening_happens(&evening, GIVEN_CLICKS, 800);
            evening_finish(&evening);
            first_h[k] = evening_metric(&evening, "first_story_h");
        }
        assert_true(first_h[1] <= first_h[0]);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_has_read_news_before_the_first_story),
        cmocka_unit_test(a_given_story_turns_the_news_on),
        cmocka_unit_test(as_many_read_on_a_day_as_the_rate_says),
        cmocka_unit_test(the_last_reading_never_lies_ahead_and_never_moves_back),
        cmocka_unit_test(news_raises_the_clicks),
        cmocka_unit_test(without_media_attention_no_story_comes_by_itself),
        cmocka_unit_test(more_attention_brings_the_story_no_later),
    };

    return cmocka_run_group_tests(tests, evening_set_up, evening_tear_down);
}
