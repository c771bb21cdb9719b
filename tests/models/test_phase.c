// SPDX-License-Identifier: GPL-3.0-or-later
// Phases told from what there is.
#include "models/crowd/phase.h"
#include "models/shared/acts.h"
#include "models/shared/news_state.h"
#include "tests/support/tiny_world.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static struct op_instance *
add_page(struct tiny *tiny, uint32_t clicks)
{
    struct op_instance *page =
        (struct op_instance *)op_segment_grow(&tiny->run.state.segment[OP_SEG_INSTANCE],
                                              sizeof *page);

    page->clicks = clicks;
    return page;
}

static void
phases_before_the_evening_follow_pages_clicks_and_news(void **state)
{
    struct tiny tiny;

    (void)state;
    tiny_init(&tiny, 1);
    tiny_begin(&tiny, 1, 0);
    assert_int_equal(op_phase_now(&tiny.run), OP_FEEDING_GROUND);

    struct op_instance *page = add_page(&tiny, 99);
    assert_int_equal(op_phase_now(&tiny.run), OP_TRIGGER);
    page->clicks = 100;
    assert_int_equal(op_phase_now(&tiny.run), OP_ONLINE_BUILD_UP);
    (void)add_page(&tiny, 900);   // a copy counts too
    assert_int_equal(op_phase_now(&tiny.run), OP_MOBILISATION_PHASE);
    page->clicks = 0;
    assert_int_equal(op_phase_now(&tiny.run), OP_ONLINE_BUILD_UP);

    struct op_news_state *news =
        (struct op_news_state *)op_segment_grow(&tiny.run.state.segment[OP_SEG_NEWS], sizeof *news);
    news->first_story_us = OP_NEVER_US;
    assert_int_equal(op_phase_now(&tiny.run), OP_ONLINE_BUILD_UP);
    news->first_story_us = 0;
    assert_int_equal(op_phase_now(&tiny.run), OP_MOBILISATION_PHASE);
    tiny_free(&tiny);
}

static void
phases_of_the_evening_follow_who_is_there_and_who_is_violent(void **state)
{
    struct tiny tiny;

    (void)state;
    tiny_init(&tiny, 1);
    tiny_begin(&tiny, 1, 0);
    struct op_site *site = op_site_of(&tiny.run);

    site->n_present = 99;
    assert_int_equal(op_phase_now(&tiny.run), OP_FEEDING_GROUND);
    site->n_present = 100;
    site->n_active = 9;
    assert_int_equal(op_phase_now(&tiny.run), OP_ASSEMBLY);
    site->n_active = 10;
    assert_int_equal(op_phase_now(&tiny.run), OP_DISORDER);
    tiny_free(&tiny);
}

static void
a_disorder_ends_an_hour_after_the_last_violence_or_when_all_have_gone(void **state)
{
    struct tiny tiny;

    (void)state;
    tiny_init(&tiny, 5);
    tiny_begin(&tiny, 1, 0);
    struct op_site *site = op_site_of(&tiny.run);
    int64_t *now_us = &op_engine(&tiny.run)->now_us;

    site->n_present = 500;
    site->n_active = 50;
    assert_int_equal(op_phase_now(&tiny.run), OP_DISORDER);
    site->n_active = 3;
    *now_us = 1;
    assert_int_equal(op_phase_now(&tiny.run), OP_DISORDER);
    *now_us = TINY_HOUR_US;
    assert_int_equal(op_phase_now(&tiny.run), OP_DISORDER);
    *now_us = TINY_HOUR_US + 1;
    assert_int_equal(op_phase_now(&tiny.run), OP_AFTERMATH);

    site->n_active = 10;
    assert_int_equal(op_phase_now(&tiny.run), OP_DISORDER);
    site->n_active = site->n_present = 0;
    assert_int_equal(op_phase_now(&tiny.run), OP_AFTERMATH);
    tiny_free(&tiny);
}

static void
the_observable_is_what_the_watch_tick_saw(void **state)
{
    struct tiny tiny;

    (void)state;
    tiny_init(&tiny, 1);
    tiny_set_plain(&tiny, 36000);
    tiny_begin(&tiny, 1, 200);
    tiny_finish(&tiny);

    assert_true(tiny_sample(&tiny, "phase", 0) == OP_FEEDING_GROUND);
    assert_true(tiny_sample(&tiny, "phase", 0.5) == OP_DISORDER);
    tiny_free(&tiny);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phases_before_the_evening_follow_pages_clicks_and_news),
        cmocka_unit_test(phases_of_the_evening_follow_who_is_there_and_who_is_violent),
        cmocka_unit_test(a_disorder_ends_an_hour_after_the_last_violence_or_when_all_have_gone),
        cmocka_unit_test(the_observable_is_what_the_watch_tick_saw),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
