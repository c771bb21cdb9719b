// SPDX-License-Identifier: GPL-3.0-or-later
// How word of a call goes round, in a small real world. Seeds are fixed.
#include "tests/support/evening.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "sim/run/fingerprint.h"

enum { GIVEN_CLICKS = 1, PAGE_WITHDRAWN, SUCCESSOR_PAGE, NATIONAL_STORY, PAGE_COPY };

static void
a_call_without_a_given_start_opens_one_page_and_invites(void **state)
{
    (void)state;
    evening_begin(&evening, 0);
    evening_finish(&evening);

    const struct op_instance *const page = op_rows(&evening.run, OP_SEG_INSTANCE);
    assert_int_equal(evening_sees(&evening, "pages_up"), 1);
    assert_true(page->born_us <= 2 && page->kind == OP_PAGE_ORIGINAL);
    assert_true(evening_sees(&evening, "invited_persons") >= 78);
}

static void
given_clicks_stand_on_the_page_at_once(void **state)
{
    (void)state;
    evening_begin(&evening, 0);
    evening_happens(&evening, GIVEN_CLICKS, 500);

    assert_int_equal(evening_sees(&evening, "attending_clicks"), 500);
    assert_int_equal(evening_sees(&evening, "committed_persons"), 500);
    assert_int_equal(evening_count(&evening, OP_PERSON_CLICKED | OP_PERSON_GIVEN), 500);
}

static void
an_evening_is_the_same_when_played_again(void **state)
{
    uint64_t hash[2];

    (void)state;
    for (int k = 0; k < 2; k++) {
        evening_begin(&evening, 3);
        evening_happens(&evening, GIVEN_CLICKS, 300);
        evening_finish(&evening);
        hash[k] = op_run_fingerprint(&evening.run);
    }
    assert_true(hash[0] == hash[1]);
}

static void
levers_at_neutral_change_not_one_bit(void **state)
{
    uint64_t hash[2];

    (void)state;
    for (int k = 0; k < 2; k++) {
        evening_begin(&evening, 4);
        evening_happens(&evening, GIVEN_CLICKS, 300);
        if (k == 1) {
            evening_lever(&evening, "visibility", 1);
            evening_lever(&evening, "reshare", 1);
            evening_lever(&evening, "removal_share", 0);
            evening_lever(&evening, "caller_stops", 0);
        }
        evening_finish(&evening);
        hash[k] = op_run_fingerprint(&evening.run);
    }
    assert_true(hash[0] == hash[1]);
}

// Stories are tested when scheduled and again when read: hidden ones convert nobody.
static void
hidden_stories_leave_fewer_clicks(void **state)
{
    double clicks[2];

    (void)state;
    for (int k = 0; k < 2; k++) {
        evening_begin(&evening, 5);
        evening_happens(&evening, GIVEN_CLICKS, 300);
        evening_lever(&evening, "visibility", k == 0 ? 1 : 0);
        evening_finish(&evening);
        clicks[k] = evening_sees(&evening, "attending_clicks");
    }
    assert_true(clicks[1] < clicks[0]);
}

static void
no_shares_where_resharing_is_off(void **state)
{
    (void)state;
    evening_begin(&evening, 6);
    evening_lever(&evening, "reshare", 0);
    evening_happens(&evening, GIVEN_CLICKS, 500);
    evening_finish(&evening);
    assert_int_equal(evening_sees(&evening, "shares"), 0);
    assert_int_equal(evening_count(&evening, OP_PERSON_SHARED), 0);
}

static uint32_t
persons_reached(double recommended, double lever)
{
    evening_set(&evening, "spread.recommended", recommended);
    evening_set(&evening, "spread.fast", 1);
    evening_set(&evening, "spread.rho_open", .3);
    evening_begin(&evening, 8);
    evening_lever(&evening, "recommendation", lever);
    evening_happens(&evening, GIVEN_CLICKS, 500);
    evening_finish(&evening);
    return op_row_count(&evening.run, OP_SEG_PERSON, sizeof(struct op_person));
}

// Recommendations reach strangers on top of followers; the lever takes them away again.
static void
recommendations_reach_more_persons_unless_the_lever_is_down(void **state)
{
    (void)state;
    const uint32_t none = persons_reached(0, 1);
    const uint32_t many = persons_reached(30, 1);
    const uint32_t off = persons_reached(30, 0);
    evening_set(&evening, "spread.recommended", 2);
    evening_set(&evening, "spread.fast", 100);
    evening_set(&evening, "spread.rho_open", .005);

    assert_true(many > none + 100);
    assert_int_equal(off, none);
}

static void
a_withdrawn_page_is_gone_and_followers_reach_its_successor(void **state)
{
    (void)state;
    evening_set(&evening, "spread.follow", 1);
    evening_set(&evening, "spread.follow_wait", 60);
    evening_begin(&evening, 7);
    evening_happens(&evening, GIVEN_CLICKS, 500);
    evening_happens(&evening, PAGE_WITHDRAWN, NAN);
    assert_int_equal(evening_sees(&evening, "pages_up"), 0);
    assert_int_equal(evening_sees(&evening, "attending_clicks"), 0);

    evening_happens(&evening, SUCCESSOR_PAGE, NAN);
    evening_finish(&evening);
    const struct op_instance *const page = op_rows(&evening.run, OP_SEG_INSTANCE);
    assert_true(page[1].after_withdrawal && page[1].parent == 0);
    assert_true(evening_sees(&evening, "attending_clicks") >= 500);
    evening_set(&evening, "spread.follow", .45);
    evening_set(&evening, "spread.follow_wait", 48 * 3600);
}

static void
a_caller_who_surely_stops_withdraws_the_page(void **state)
{
    (void)state;
    evening_set(&evening, "spread.successor_after_talk", 0);
    evening_begin(&evening, 8);
    evening_happens(&evening, GIVEN_CLICKS, 500);
    evening_lever(&evening, "caller_stops", 1);
    assert_int_equal(evening_sees(&evening, "pages_up"), 0);

    evening_happens(&evening, SUCCESSOR_PAGE, NAN);
    assert_int_equal(evening_sees(&evening, "pages_up"), 0);
    evening_finish(&evening);
    assert_int_equal(evening_sees(&evening, "committed_persons"), 500);
    evening_set(&evening, "spread.successor_after_talk", .5);
}

static void
a_removal_takes_the_page_down_and_counts_lawful_posts(void **state)
{
    (void)state;
    evening_set(&evening, "spread.reupload", 0);
    evening_begin(&evening, 9);
    evening_happens(&evening, GIVEN_CLICKS, 500);
    evening_lever(&evening, "removal_delay", 3600);
    evening_lever(&evening, "removal_share", 1);
    assert_int_equal(evening_sees(&evening, "pages_up"), 1);

    evening_finish(&evening);
    assert_int_equal(evening_sees(&evening, "pages_up"), 0);
    assert_true(evening_metric(&evening, "lawful_posts_removed") >= 1);
    evening_set(&evening, "spread.reupload", .001);
}

static void
those_who_notice_a_removal_put_copies_up(void **state)
{
    (void)state;
    evening_set(&evening, "spread.reupload", .05);
    evening_begin(&evening, 10);
    evening_happens(&evening, GIVEN_CLICKS, 500);
    evening_lever(&evening, "removal_share", 1);
    evening_finish(&evening);

    const struct op_instance *const page = op_rows(&evening.run, OP_SEG_INSTANCE);
    assert_true(op_row_count(&evening.run, OP_SEG_INSTANCE, sizeof *page) > 1);
    assert_int_equal(page[1].kind, OP_PAGE_COPY);
    assert_int_equal(page[1].after_withdrawal, 0);
    evening_set(&evening, "spread.reupload", .001);
}

static void
a_message_reaches_those_who_met_the_call(void **state)
{
    (void)state;
    evening_begin(&evening, 11);
    evening_happens(&evening, GIVEN_CLICKS, 500);
    assert_int_equal(evening_count(&evening, OP_PERSON_MESSAGE), 0);
    evening_lever(&evening, "message_credibility", 1);
    evening_lever(&evening, "message_reach", 1);
    evening_finish(&evening);
    assert_true(evening_count(&evening, OP_PERSON_MESSAGE | OP_PERSON_GIVEN) > 1000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_without_a_given_start_opens_one_page_and_invites),
        cmocka_unit_test(given_clicks_stand_on_the_page_at_once),
        cmocka_unit_test(an_evening_is_the_same_when_played_again),
        cmocka_unit_test(levers_at_neutral_change_not_one_bit),
        cmocka_unit_test(hidden_stories_leave_fewer_clicks),
        cmocka_unit_test(no_shares_where_resharing_is_off),
        cmocka_unit_test(recommendations_reach_more_persons_unless_the_lever_is_down),
        cmocka_unit_test(a_withdrawn_page_is_gone_and_followers_reach_its_successor),
        cmocka_unit_test(a_caller_who_surely_stops_withdraws_the_page),
        cmocka_unit_test(a_removal_takes_the_page_down_and_counts_lawful_posts),
        cmocka_unit_test(those_who_notice_a_removal_put_copies_up),
        cmocka_unit_test(a_message_reaches_those_who_met_the_call),
    };

    return cmocka_run_group_tests(tests, evening_set_up, evening_tear_down);
}
