// SPDX-License-Identifier: GPL-3.0-or-later
// Copied calls: who counts as receptive, how often calls are born, who comes, evenings that repeat;
// and that all of it is nothing where nothing can be copied.
#include "models/elsewhere/elsewhere.h"
#include "models/crowd/crowd_state.h"
#include "models/spread/spread_parts.h"
#include "sim/run/fingerprint.h"
#include "tests/support/evening.h"
#include "tests/support/statistics.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#define DAY_S 86400.

// Three evenings of some 30,000 persons.
static int
set_up(void **state)
{
    static const char *const sets[] = { "population.within=15 km", "population.at_most=30000",
                                        "end=2026-06-16 10:00" };

    (void)state;
    evening_open_with(&evening, sets, 3);
    return 0;
}

static uint32_t
site_municipality(void)
{
    return op_municipality_of(&evening.run, op_world_of(&evening.run)->place_town);
}

// The first youths of a municipality read two live posts now.
static void
stir(uint32_t municipality, uint32_t n)
{
    const struct op_world *const world = op_world_of(&evening.run);
    const struct op_municipality *const m = op_municipality_at(&evening.run, municipality);
    const uint32_t past = world->town_first[m->past_town];

    for (uint32_t i = world->town_first[m->first_town]; i < past && n > 0; i++) {
        if (world->person[i].age >= 25) continue;
        op_copycat_read(&evening.run, i);
        op_copycat_read(&evening.run, i);
        n--;
    }
}

// ---- receptive youths ----

static void
two_reads_make_a_youth_receptive_for_a_day(void **state)
{
    const struct op_world *const world = evening.world;
    uint32_t youth = 0, elder = 0;

    (void)state;
    while (world->person[youth].age >= 25)
        youth++;
    while (world->person[elder].age < 25)
        elder++;
    evening_set(&evening, "copycat.birth", 1e-15);
    evening_begin(&evening, 0);
    op_copycat_read(&evening.run, youth);
    assert_true(evening_sees(&evening, "receptive_youths") == 0);
    for (int k = 0; k < 3; k++) {
        op_copycat_read(&evening.run, youth);
        op_copycat_read(&evening.run, elder);
        assert_true(evening_sees(&evening, "receptive_youths") == 1);
    }
    assert_int_equal(op_municipality_at(&evening.run,
                                        op_municipality_of(&evening.run, world->person[youth].town))
                         ->n_stirred,
                     1);
    evening_finish(&evening);
    assert_true(evening_sees(&evening, "receptive_youths") == 0);
}

// ---- births ----

// Y youths of each of the municipalities but that of the gathering are receptive for 24 h, so a
// call is born there within that time with probability 1 - exp(-birth e^appeal Y 24 h).
static void
calls_are_born_at_their_rate(void **state)
{
    enum { N = 16, Y = 30 };
    double expected = 0, variance = 0, born = 0;

    (void)state;
    evening_set(&evening, "copycat.birth", .02 / DAY_S);
    evening_set(&evening, "copycat.carried", 0);
    evening_set(&evening, "mobilisation.p0", 0);   // nobody comes, so nobody posts
    for (uint32_t r = 0; r < N; r++) {
        evening_begin(&evening, r);
        const uint32_t n =
            op_row_count(&evening.run, OP_SEG_MUNICIPALITY, sizeof(struct op_municipality));
        for (uint32_t m = 0; m < n; m++) {
            if (m == site_municipality()) continue;
            stir(m, Y);
            const double p = 1 - exp(-.02 * op_municipality_at(&evening.run, m)->n_stirred);
            expected += p;
            variance += p * (1 - p);
        }
        evening_finish(&evening);
        born += evening_metric(&evening, "copied_calls");
    }
    assert_true(variance > 15);
    assert_true(fabs(born - expected) < STAT_Z * sqrt(variance));
}

static void
nothing_is_born_at_the_place_of_the_gathering_on_its_evening(void **state)
{
    (void)state;
    evening_set(&evening, "copycat.birth", 10 / DAY_S);
    evening_begin(&evening, 0);
    stir(site_municipality(), 1000);
    evening_finish(&evening);
    assert_true(evening_metric(&evening, "copied_calls") == 0);
}

// ---- a course with many places and evenings ----

static void
begin_course(uint32_t replicate, double decay)
{
    evening_set(&evening, "copycat.birth", .01 / DAY_S);
    evening_set(&evening, "copycat.again", 1);
    evening_set(&evening, "copycat.decay", decay);
    evening_set(&evening, "copycat.carried", 500);
    evening_set(&evening, "copycat.appeal", 0);
    evening_set(&evening, "mobilisation.p0", .4);
    evening_set(&evening, "crowd.spontaneous", .02 / 3600);
    evening_set(&evening, "pool.platoons", 4);
    evening_begin(&evening, replicate);
    evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 1500);
}

static void
many_places_and_evenings_hold_together(void **state)
{
    const struct op_copycat *const copycat = op_copycat_of(&evening.run);
    uint32_t n_present = 0, n_active = 0, n_stirred = 0, n_again = 0;

    (void)state;
    begin_course(0, 1);
    evening_finish(&evening);

    const uint32_t n = op_row_count(&evening.run, OP_SEG_STANDING, sizeof(struct op_standing));
    for (uint32_t row = 0; row < n; row++) {
        const struct op_standing *const here = op_standing_at(&evening.run, row);
        const struct op_person *const person = op_person_find(&evening.run, here->person);

        n_present += !here->gone;
        n_active += here->is_active;
        n_again += here->evening > 1;
        // One place an evening: not here and at the place of the gathering too.
        if (here->evening == 1 && person != NULL) assert_int_equal(person->presence, 0);
        for (uint32_t other = row + 1; other < n && row % 50 == 0; other++) {
            assert_true(op_standing_at(&evening.run, other)->person != here->person ||
                        op_standing_at(&evening.run, other)->evening != here->evening);
        }
    }
    for (uint32_t m = 0;
         m < op_row_count(&evening.run, OP_SEG_MUNICIPALITY, sizeof(struct op_municipality)); m++) {
        n_stirred += op_municipality_at(&evening.run, m)->n_stirred;
    }
    assert_true(n > 100 && n_again > 20);
    assert_int_equal(n_present, copycat->n_present);
    assert_int_equal(n_active, copycat->n_active);
    assert_int_equal(n_stirred, copycat->n_stirred);
    assert_int_equal(copycat->evening, 3);
    assert_true(evening_metric(&evening, "places_with_crowd") > 1);
    assert_true(evening_metric(&evening, "evenings_with_disorder") > 1);
    assert_true(evening_metric(&evening, "violent_elsewhere_persons") > 0);
    assert_true(evening_metric(&evening, "most_platoons_out") > 0);
    assert_true(evening_metric(&evening, "most_platoons_out") <= 4);
}

// Calls of the second and third evening, and who comes to them.
static double
later_turnout(double decay)
{
    double sum = 0;

    for (uint32_t r = 0; r < 2; r++) {
        begin_course(r, decay);
        evening_finish(&evening);
        const uint32_t n = op_row_count(&evening.run, OP_SEG_STANDING, sizeof(struct op_standing));
        for (uint32_t row = 0; row < n; row++) {
            sum += op_standing_at(&evening.run, row)->evening > 1;
        }
    }
    return sum;
}

static void
evenings_wear_out_by_their_decay(void **state)
{
    (void)state;
    assert_true(later_turnout(.1) < .5 * later_turnout(1));
}

// ---- the formulas of the one place ----

static void
a_crowd_elsewhere_turns_violent_by_the_same_formula(void **state)
{
    const double *const p = op_crowd_params(&evening.run);
    const struct op_mood mood = { .present = 300,
                                  .active = 20,
                                  .police = 12,
                                  .area_m2 = 2000,
                                  .alcohol = .5,
                                  .allowed = 1,
                                  .darkness = 1,
                                  .provocation = .3,
                                  .spontaneous = 1,
                                  .contagion = 1 };
    const double pi = 1 - exp(-2.3 * 12 / (20 + 75 + 1));

    (void)state;
    evening_begin(&evening, 0);
    for (uint32_t band = 0; band < 8; band++) {
        const double rate =
            (p[OP_CROWD_LAMBDA0] * exp(p[OP_CROWD_CROWDING] * .15) + p[OP_CROWD_KAPPA] * 20 / 300) *
            3600 *
            exp(p[OP_CROWD_ALCOHOL] * .5 + p[OP_CROWD_DARKNESS] + p[OP_CROWD_PROVOCATION] * .3) *
            exp(-p[OP_CROWD_DETERRENCE] * (band + .5) / 8 * pi);

        assert_true(fabs(op_mood_hazard_per_h(&evening.run, &mood, band) / rate - 1) < 1e-12);
    }
}

// ---- off ----

static uint64_t
fingerprint_of(double carried, double word)
{
    evening_set(&evening, "copycat.birth", 0);
    evening_set(&evening, "copycat.again", 0);
    evening_set(&evening, "copycat.carried", carried);
    evening_set(&evening, "copycat.word", word);
    evening_set(&evening, "pool.platoons", 0);
    evening_begin(&evening, 3);
    evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 1500);
    evening_finish(&evening);
    assert_int_equal(evening.run.state.segment[OP_SEG_COPYCAT].used_bytes, 0);
    assert_int_equal(evening.run.state.segment[OP_SEG_STIRRED].used_bytes, 0);
    return op_run_fingerprint(&evening.run);
}

// The place of the gathering is the same to the bit whether others copy it or not, until somebody
// who would have come to it is out elsewhere: here nobody can come there.
static void
a_place_that_nobody_leaves_for_another_keeps_its_bits(void **state)
{
    struct op_site site[2];

    (void)state;
    assert_true(fingerprint_of(0, 0) == fingerprint_of(5000, 1));
    site[0] = *op_site_of(&evening.run);
    evening_set(&evening, "copycat.birth", 1 / DAY_S);
    evening_lever(&evening, "turnout_elsewhere", 0);
    evening_begin(&evening, 3);
    evening_lever(&evening, "turnout_elsewhere", 0);
    evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 1500);
    evening_finish(&evening);
    site[1] = *op_site_of(&evening.run);
    assert_true(evening_metric(&evening, "copied_calls") > 0);
    assert_true(site[0].n_violent > 0 && site[0].n_turnout > 0);
    assert_int_equal(site[0].n_violent, site[1].n_violent);
    assert_int_equal(site[0].n_turnout, site[1].n_turnout);
    assert_int_equal(site[0].n_injured, site[1].n_injured);
    assert_true(site[0].damage_fixed == site[1].damage_fixed);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_reads_make_a_youth_receptive_for_a_day),
        cmocka_unit_test(calls_are_born_at_their_rate),
        cmocka_unit_test(nothing_is_born_at_the_place_of_the_gathering_on_its_evening),
        cmocka_unit_test(many_places_and_evenings_hold_together),
        cmocka_unit_test(evenings_wear_out_by_their_decay),
        cmocka_unit_test(a_crowd_elsewhere_turns_violent_by_the_same_formula),
        cmocka_unit_test(a_place_that_nobody_leaves_for_another_keeps_its_bits),
    };

    return cmocka_run_group_tests(tests, set_up, evening_tear_down);
}
