// SPDX-License-Identifier: GPL-3.0-or-later
// The national pool of riot police: who is served first and by whom, what is held back, and that no
// platoon is ever at two places or made out of nothing.
#include "models/elsewhere/elsewhere.h"
#include "tests/support/evening.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

// Places elsewhere can be asked for only where something can be copied; nothing is, at this rate.
static void
begin(double n_platoons)
{
    evening_set(&evening, "copycat.birth", 1e-12);
    evening_set(&evening, "pool.platoons", n_platoons);
    evening_set(&evening, "pool.muster", 600);
    evening_set(&evening, "pool.spread", 0);
    evening_begin(&evening, 0);
    for (uint32_t m = 0; m < 3 && n_platoons > 0; m++) {
        (void)op_street_open(&evening.run, m);
    }
}

static const struct op_platoon *
platoon(uint32_t k)
{
    return (const struct op_platoon *)op_rows(&evening.run, OP_SEG_PLATOON) + k;
}

static const struct op_asked *
asked(uint32_t place)
{
    return (const struct op_asked *)op_rows(&evening.run, OP_SEG_ASKED) + place;
}

static uint32_t
given_to(uint32_t place, uint32_t n_platoons)
{
    uint32_t n = 0;

    for (uint32_t k = 0; k < n_platoons; k++) {
        n += platoon(k)->status != OP_PLATOON_FREE && platoon(k)->place == place;
    }
    return n;
}

static void
platoons_are_conserved_whatever_places_want(void **state)
{
    enum { N = 7 };
    uint32_t word = 1;

    (void)state;
    begin(N);
    for (int step = 0; step < 400; step++) {
        word = word * 1664525u + 1013904223u;
        const uint32_t place = word >> 30;
        const double persons = (word >> 20 & 1023) * .5;
        uint32_t n_out = 0;

        op_pool_want(&evening.run, place, persons);
        assert_int_equal(asked(place)->wanted, (uint32_t)ceil(persons / 47));
        for (uint32_t p = 0; p < op_row_count(&evening.run, OP_SEG_ASKED, sizeof(struct op_asked));
             p++) {
            assert_int_equal(asked(p)->given, given_to(p, N));
            assert_true(asked(p)->given <= asked(p)->wanted && asked(p)->there <= asked(p)->given);
            n_out += asked(p)->given;
        }
        assert_true(n_out <= N);
        // None stays at home while somebody lacks one.
        for (uint32_t p = 0; p < 4 && n_out < N &&
                             p < op_row_count(&evening.run, OP_SEG_ASKED, sizeof(struct op_asked));
             p++) {
            assert_int_equal(asked(p)->given, asked(p)->wanted);
        }
    }
}

static void
who_asked_first_is_served_first(void **state)
{
    (void)state;
    begin(4);
    op_pool_want(&evening.run, 2, 3 * 47);
    op_pool_want(&evening.run, 1, 3 * 47);
    op_pool_want(&evening.run, OP_PLACE_SITE, 1);
    assert_int_equal(asked(2)->given, 3);
    assert_int_equal(asked(1)->given, 1);
    assert_int_equal(asked(OP_PLACE_SITE)->given, 0);
    assert_true(evening_sees(&evening, "platoons_asked") == 7);

    op_pool_want(&evening.run, 2, 0);
    assert_int_equal(asked(1)->given, 3);
    assert_int_equal(asked(OP_PLACE_SITE)->given, 1);
    assert_true(evening_metric(&evening, "most_platoons_out") == 4);
}

static void
the_nearest_free_platoon_goes(void **state)
{
    const struct op_world *const world = op_world_of(&evening.run);
    double first = 0, k_first = -1;

    (void)state;
    begin(9);
    op_pool_want(&evening.run, OP_PLACE_SITE, 47);
    for (uint32_t k = 0; k < 9; k++) {
        if (platoon(k)->status == OP_PLATOON_FREE) continue;
        first = op_world_between_m(world, platoon(k)->town, world->place_town);
        k_first = k;
    }
    assert_true(k_first >= 0);
    for (uint32_t k = 0; k < 9; k++) {
        assert_true(op_world_between_m(world, platoon(k)->town, world->place_town) >= first);
    }
}

static void
a_reserve_is_kept_for_the_place_of_the_gathering(void **state)
{
    (void)state;
    begin(4);
    evening_lever(&evening, "pool_reserve", .5);
    op_pool_want(&evening.run, 1, 4 * 47);
    op_pool_want(&evening.run, 2, 47);
    assert_int_equal(asked(1)->given, 2);
    assert_int_equal(asked(2)->given, 0);
    op_pool_want(&evening.run, OP_PLACE_SITE, 3 * 47);   // jumps the queue, as far as there are
    assert_int_equal(asked(OP_PLACE_SITE)->given, 2);

    evening_lever(&evening, "pool_reserve", 0);
    op_pool_want(&evening.run, OP_PLACE_SITE, 0);
    assert_int_equal(asked(1)->given, 4);
}

// Riot police count as police hours from their arrival on: muster and the way at `pool.speed`.
static void
platoons_arrive_after_muster_and_way(void **state)
{
    const struct op_world *const world = op_world_of(&evening.run);
    const double speed = 80 / 3.6;

    (void)state;
    for (int readiness = 0; readiness <= 1; readiness++) {
        double way_s = 0;

        begin(5);
        evening_set(&evening, "pool.speed", speed);
        evening_lever(&evening, "pool_readiness", readiness);
        evening_lever(&evening, "riot_police", 30);   // a platoon comes whole
        for (uint32_t k = 0; k < 5; k++) {
            if (platoon(k)->status == OP_PLATOON_FREE) continue;
            way_s = 1.3 * op_world_between_m(world, platoon(k)->town, world->place_town) / speed;
        }
        assert_true(op_site_of(&evening.run)->n_riot == 0);
        evening_finish(&evening);
        const double there_h =
            (double)evening.scenario.end_us / 3.6e9 - (600 * (1 - readiness) + way_s) / 3600;
        assert_int_equal(op_site_of(&evening.run)->n_riot, 47);
        assert_true(fabs(evening_metric(&evening, "police_h") - 47 * there_h) < 1e-3);
    }
}

static void
a_platoon_called_back_on_the_way_never_arrives(void **state)
{
    (void)state;
    begin(3);
    evening_lever(&evening, "riot_police", 96);
    evening_lever(&evening, "riot_police", 0);
    evening_lever(&evening, "riot_police", 47);
    evening_finish(&evening);
    assert_int_equal(op_site_of(&evening.run)->n_riot, 47);
    assert_true(evening_sees(&evening, "platoons_there") == 1);
    assert_true(evening_sees(&evening, "platoons_on_way") == 0);
}

static void
without_a_pool_riot_police_never_run_short(void **state)
{
    (void)state;
    begin(0);
    evening_lever(&evening, "riot_police", 5000);
    evening_finish(&evening);
    assert_int_equal(op_site_of(&evening.run)->n_riot, 5000);
    assert_true(evening_metric(&evening, "most_platoons_out") == 0);

    begin(3);
    evening_lever(&evening, "riot_police", 5000);
    evening_finish(&evening);
    assert_int_equal(op_site_of(&evening.run)->n_riot, 3 * 47);
    assert_true(evening_metric(&evening, "platoons_short_h") > 100);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(platoons_are_conserved_whatever_places_want),
        cmocka_unit_test(who_asked_first_is_served_first),
        cmocka_unit_test(the_nearest_free_platoon_goes),
        cmocka_unit_test(a_reserve_is_kept_for_the_place_of_the_gathering),
        cmocka_unit_test(platoons_arrive_after_muster_and_way),
        cmocka_unit_test(a_platoon_called_back_on_the_way_never_arrives),
        cmocka_unit_test(without_a_pool_riot_police_never_run_short),
    };

    return cmocka_run_group_tests(tests, evening_set_up, evening_tear_down);
}
