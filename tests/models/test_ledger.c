// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger of rights: bans, closed streets, who is monitored, who is touched and what they think
// of it. Seeds are fixed; false-alarm rate of the counts 1e-6 (z = 4.89).
#include "models/shared/acts.h"
#include "tests/support/evening.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { GIVEN_CLICKS = 1, CLICKS = 800 };

static uint32_t
marked(uint16_t mark)
{
    const struct op_person *rows = op_rows(&evening.run, OP_SEG_PERSON);
    const uint32_t n = op_row_count(&evening.run, OP_SEG_PERSON, sizeof *rows);
    uint32_t n_marked = 0;

    for (uint32_t k = 0; k < n; k++) {
        n_marked += (rows[k].marks & mark) != 0;
    }
    return n_marked;
}

static void
begin(uint32_t replicate)
{
    evening_begin(&evening, replicate);
    evening_happens(&evening, GIVEN_CLICKS, CLICKS);
}

static void
streets_are_closed_for_the_time_of_the_ring_and_those_behind_it(void **state)
{
    const double hours = op_hours(evening.scenario.end_us);

    (void)state;
    evening_set(&evening, "mobilisation.behind_ring", 250);
    begin(0);
    assert_true(evening_sees(&evening, "closed_street_h") == 0);
    evening_lever(&evening, "ring", .01);
    evening_finish(&evening);
    assert_true(fabs(evening_metric(&evening, "closed_street_h") - hours) < 1e-3);
    assert_true(fabs(evening_metric(&evening, "closed_person_h") - 250 * hours) < 1);
    evening_set(&evening, "mobilisation.behind_ring", 400);
}

// Each of 800 with probability 200 / 800; all of them where there are more bans than persons.
static void
as_many_are_banned_as_the_lever_says_in_the_mean_and_never_twice(void **state)
{
    enum { N = 20, BANS = 200 };
    double sum = 0;

    (void)state;
    for (uint32_t r = 0; r < N; r++) {
        begin(r);
        evening_lever(&evening, "area_bans", BANS);
        sum += evening_metric(&evening, "banned_persons");
        assert_true(evening_metric(&evening, "banned_persons") == marked(OP_MARK_BANNED));
    }
    const double n_committed = evening_sees(&evening, "committed_persons"), p = BANS / n_committed;
    assert_true(fabs(sum - N * BANS) < 4.89 * sqrt(N * n_committed * p * (1 - p)));

    evening_lever(&evening, "area_bans", 1e5);
    assert_true(evening_metric(&evening, "banned_persons") == n_committed);
    evening_lever(&evening, "area_bans", 0);
    evening_lever(&evening, "area_bans", 1e5);
    assert_true(evening_metric(&evening, "banned_persons") == n_committed);
}

static void
who_obeys_a_ban_stays_away_and_counts_as_kept_away(void **state)
{
    double came[2], kept_away[2], n_late = 0;

    (void)state;
    evening_set(&evening, "mobilisation.u0", -20);   // almost nobody commits any more
    evening_set(&evening, "mobilisation.live_draw", 0);
    evening_set(&evening, "mobilisation.p0", 1);
    for (int obeyed = 0; obeyed < 2; obeyed++) {
        evening_set(&evening, "mobilisation.ban_obeyed", obeyed);
        begin(3);
        evening_lever(&evening, "area_bans", 1e5);
        evening_finish(&evening);
        came[obeyed] = evening_metric(&evening, "turnout_persons");
        kept_away[obeyed] = evening_metric(&evening, "kept_away_persons");
        n_late = evening_sees(&evening, "committed_persons") -
                 evening_metric(&evening, "banned_persons");   // found the page after the bans
    }
    assert_true(came[0] > 50 && kept_away[0] == 0);
    assert_true(n_late < 100 && came[1] <= n_late);
    assert_true(fabs(came[0] - came[1] - kept_away[1]) <= n_late);
    evening_set(&evening, "mobilisation.ban_obeyed", .7);
    evening_set(&evening, "mobilisation.u0", -2.3);
    evening_set(&evening, "mobilisation.live_draw", .3);
    evening_set(&evening, "mobilisation.p0", .4);
}

static void
whoever_is_seen_to_share_is_monitored_once(void **state)
{
    (void)state;
    evening_set(&evening, "spread.rho_open", .3);
    for (int looks = 0; looks < 2; looks++) {
        evening_set(&evening, "signals.coverage", looks);
        evening_set(&evening, "signals.without_cause", 1);
        evening_set(&evening, "signals.recall", 1);
        begin(5);
        evening_finish(&evening);
        const double n = evening_metric(&evening, "monitored_persons");

        assert_true(n == marked(OP_MARK_MONITORED));
        assert_true(n == evening_sees(&evening, "monitored_persons"));
        if (looks) {
            assert_true(n > 10 && n <= evening_sees(&evening, "mentions") + 1);
        } else {
            assert_true(n <= 1);   // who opened the page, once somebody told of it
        }
    }
    evening_set(&evening, "spread.rho_open", .005);
}

static void
trust_of_those_touched_is_theirs_alone(void **state)
{
    (void)state;
    begin(7);
    assert_true(evening_sees(&evening, "touched_persons") == 0);
    assert_true(isnan(evening_sees(&evening, "trust_touched")));
    evening_lever(&evening, "search", 1);
    evening_finish(&evening);

    const struct op_person *rows = op_rows(&evening.run, OP_SEG_PERSON);
    const uint32_t n = op_row_count(&evening.run, OP_SEG_PERSON, sizeof *rows);
    double sum = 0, n_touched = 0;
    for (uint32_t k = 0; k < n; k++) {
        if (rows[k].marks & OP_MARK_TOUCHED) {
            sum += (double)rows[k].trust;
            n_touched++;
        }
    }
    assert_true(n_touched >= evening_metric(&evening, "searched_persons") && n_touched > 0);
    assert_true(evening_metric(&evening, "touched_persons") == n_touched);
    // fixed point of 2^-20, cut at each change: at most a few units each
    assert_true(fabs(evening_metric(&evening, "trust_touched") - sum / n_touched) < 1e-5);
}

static void
removed_posts_turned_back_and_arrested_persons_are_touched(void **state)
{
    static const char *const levers[] = { "removal_share", "ring" };

    (void)state;
    evening_set(&evening, "spread.rho_open", .3);
    for (int k = 0; k < 2; k++) {
        begin(9);
        evening_lever(&evening, levers[k], 1);
        evening_finish(&evening);
        assert_true(evening_metric(&evening, "touched_persons") > 0);
    }
    evening_set(&evening, "spread.rho_open", .005);
}

static uint32_t
n_who_read_of_force(void)
{
    const struct op_person *rows = op_rows(&evening.run, OP_SEG_PERSON);
    const uint32_t n = op_row_count(&evening.run, OP_SEG_PERSON, sizeof *rows);
    const double start = op_run_params(&evening.run, OP_GROUP_TRUST)[OP_TRUST_FORCE_LIVE];
    uint32_t n_fell = 0;

    for (uint32_t k = 0; k < n; k++) {
        const double trust0 =
            (double)((const struct op_world *)evening.world)->person[rows[k].id].trust0;
        const double once = trust0 - 2 * start * trust0;
        if (rows[k].presence > 0 || (double)rows[k].trust == trust0) continue;
        // the loss factor is 2 here, and each lost it once
        assert_true(fabs((double)rows[k].trust - once) < 1e-6);
        n_fell++;
    }
    return n_fell;
}

// Nothing else moves trust away from the place: no message, no removal, no dialogue.
static void
force_in_a_live_post_costs_the_trust_of_readers_elsewhere_once(void **state)
{
    (void)state;
    evening_set(&evening, "trust.loss_factor", 2);
    evening_set(&evening, "mobilisation.p0", 1);
    evening_set(&evening, "mobilisation.live_posts", 1);
    evening_set(&evening, "crowd.spontaneous", 1 / 3600.);
    evening_set(&evening, "police.riot_travel", 0);
    for (int size = 0; size < 3; size++) {
        evening_set(&evening, "trust.force_live", size == 1 ? 0 : .04);
        begin(11);
        evening_lever(&evening, "riot_police", size == 2 ? 0 : 96);
        evening_lever(&evening, "dispersal", 1 / 3600.);
        evening_finish(&evening);
        assert_true((n_who_read_of_force() > 0) == (size == 0));
    }
    evening_set(&evening, "trust.force_live", .01);
    evening_set(&evening, "trust.loss_factor", 2.2);
    evening_set(&evening, "mobilisation.p0", .4);
    evening_set(&evening, "mobilisation.live_posts", .15);
    evening_set(&evening, "crowd.spontaneous", .002 / 3600);
    evening_set(&evening, "police.riot_travel", 45 * 60);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(streets_are_closed_for_the_time_of_the_ring_and_those_behind_it),
        cmocka_unit_test(as_many_are_banned_as_the_lever_says_in_the_mean_and_never_twice),
        cmocka_unit_test(who_obeys_a_ban_stays_away_and_counts_as_kept_away),
        cmocka_unit_test(whoever_is_seen_to_share_is_monitored_once),
        cmocka_unit_test(trust_of_those_touched_is_theirs_alone),
        cmocka_unit_test(force_in_a_live_post_costs_the_trust_of_readers_elsewhere_once),
        cmocka_unit_test(removed_posts_turned_back_and_arrested_persons_are_touched),
    };

    return cmocka_run_group_tests(tests, evening_set_up, evening_tear_down);
}
