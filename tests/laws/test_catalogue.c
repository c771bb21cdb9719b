// SPDX-License-Identifier: GPL-3.0-or-later
// The whole catalogue: every measure says what it must, runs in a phase that is its own, moves its
// levers, and changes not one bit at strength zero.
#include "models/registry.h"
#include "sim/base/arena.h"
#include "sim/input/catalogue.h"
#include "sim/oploop.h"
#include "tests/support/program.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEED = 11, REPLICATE = 0 };
#define STEP_US ((int64_t)60 * 1000000)

static struct op_model model;
static struct op_model_set set;
static struct op_diag diag;
static struct op_arena arena;
static struct op_catalogue catalogue;

static int
set_up(void **state)
{
    struct op_reader reader = { .arena = &arena,
                                .schema = &model.schema,
                                .diag = &diag,
                                .folder = "scenarios",
                                .share_dir = "." };

    op_diag_init(&diag);
    op_registry_model(&model);
    set = (struct op_model_set){ &model, &op_registry_worlds };
    op_read_catalogue(&reader, NULL, &catalogue);
    op_diag_print(&diag, stderr);
    return program_set_up(state);
}

static int
tear_down(void **state)
{
    op_diag_free(&diag);
    op_arena_free(&arena);
    return program_tear_down(state);
}

static const struct op_measure *
measure(const char *id)
{
    const int i = op_catalogue_find(&catalogue, id);

    if (i < 0) fail_msg("%s is not in the catalogue", id);
    return &catalogue.measures[i];
}

// ---- what an entry says

static void
every_entry_says_who_when_on_what_ground_and_at_what_price(void **state)
{
    char *const sources = program_text("docs", "sources.md");

    (void)state;
    assert_non_null(sources);
    for (int i = 0; i < catalogue.n_measures; i++) {
        const struct op_measure *const m = &catalogue.measures[i];
        const bool is_whole = m->name.en && m->name.nl && m->actor && m->barrier && m->legal_kind &&
                              m->legal_basis && m->legal_as_of && m->precondition && m->rights &&
                              m->side_effects && m->cost_source && m->source;
        char anchor[96];

        if (!is_whole) print_message("%s lacks something\n", m->id);
        assert_true(is_whole);
        assert_true(strncmp(m->source, "docs/sources.md#", 16) == 0);
        (void)snprintf(anchor, sizeof anchor, "<a id=\"%s\">", m->source + 16);
        if (strstr(sources, anchor) == NULL) fail_msg("%s: no %s", m->id, anchor);
    }
    free(sources);
}

// The 72 of the list, five for residents who are harassed, four that protect a demonstration, four
// for disorders in many places.
static void
the_catalogue_is_complete_and_the_law_is_as_it_stands(void **state)
{
    static const char *const more[] = { "resident_contact",
                                        "address_alert",
                                        "doxing_report",
                                        "platform_priority",
                                        "mayor_support",
                                        "route_agreement",
                                        "demo_stewards",
                                        "organiser_contact",
                                        "demo_separation",
                                        "me_national_reserve",
                                        "me_national_alert",
                                        "parents_call",
                                        "street_contacts_everywhere" };
    static const struct {
        const char *kind;
        int n;
    } listed[] = { { "non-legal", 28 },
                   { "administrative", 18 },
                   { "criminal", 9 },
                   { "police", 7 },
                   { "civil", 10 } };

    (void)state;
    assert_int_equal(catalogue.n_measures, 72 + 13);
    for (size_t k = 0; k < sizeof listed / sizeof *listed; k++) {
        int n = 0;

        for (int i = 0; i < catalogue.n_measures; i++) {
            n += strcmp(catalogue.measures[i].legal_kind, listed[k].kind) == 0;
        }
        for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
            n -= strcmp(measure(more[i])->legal_kind, listed[k].kind) == 0;
        }
        assert_int_equal(n, listed[k].n);
    }
    for (int i = 0; i < catalogue.n_measures; i++) {
        const struct op_measure *const m = &catalogue.measures[i];

        assert_int_equal(m->legal_status == OP_PROPOSED, strcmp(m->id, "removal_order_173") == 0);
        assert_int_equal(m->legal_status == OP_VOID, strcmp(m->id, "online_area_ban") == 0);
        assert_true(m->legal_status != OP_CONTESTED || m->legal_readings != NULL);
    }
    assert_true(measure("event_page_takedown")->aims_at_content);
    assert_false(measure("demo_conditions")->aims_at_content);
}

// ---- every measure at work

// A scenario that uses each measure twice: not at all, and as catalogued.
static void
write_scenario(const char *path)
{
    static const char *const strength[] = { "0", "1" };
    FILE *const out = fopen(path, "w");

    assert_non_null(out);
    (void)
        fputs("oploop: 1\ntitle: Every measure\npurpose: research\ngathering: party\n"
              "counterfactual_law: a test of every entry\n"
              "start: 2026-06-12 18:00\nevent: 2026-06-13 20:00\nend: 2026-06-14 10:00\n"
              "place: Haren (Groningen)\npopulation: { within: 8 km }\n"
              "happenings: [ { given_clicks: { amount: 4000, at: start + 1 h } },\n"
              "  { national_story: { at: start + 6 h } } ]\nphase: { mobilised_clicks: 1000000 }\n"
              "mobilisation: { p0: 60 % }\ncrowd: { spontaneous: 0.02 /h, contagion: 4 /h }\n"
              "strategies:\n",
              out);
    for (int k = 0; k < 2; k++) {
        (void)fprintf(out, "  strength_%s:\n    measures:\n", strength[k]);
        for (int i = 0; i < catalogue.n_measures; i++) {
            (void)fprintf(out, "      - %s: { at: start, intensity: %s }\n",
                          catalogue.measures[i].id, strength[k]);
        }
    }
    assert_int_equal(fclose(out), 0);
}

static struct op_simulation *
open_simulation(bool is_fixed)
{
    char path[128];
    const struct op_simulation_options options = {
        .path = path,
        .share_dir = ".",
        .model = &set,
        .n_threads = 1,
        .fixed_parameters = is_fixed,
    };
    struct op_simulation *simulation;

    (void)snprintf(path, sizeof path, "%s/every.yaml", program_own_folder);
    write_scenario(path);
    if (op_simulation_open(&simulation, &options, &diag) != OP_OK) {
        op_diag_print(&diag, stderr);
        fail();
    }
    return simulation;
}

static struct op_evening *
fork_of(const struct op_evening *evening)
{
    struct op_evening *copy;

    assert_int_equal(op_evening_fork(&copy, evening), OP_OK);
    return copy;
}

// The evening as it stands when each phase is first there; NULL: never.
static void
visit_phases(struct op_evening *evening, int64_t end_us, struct op_evening *at[OP_N_PHASES])
{
    double before = -1;

    for (int64_t us = STEP_US; us < end_us; us += STEP_US) {
        double phase;

        assert_int_equal(op_evening_step(evening, us + 1), OP_OK);
        assert_int_equal(op_evening_observable(evening, "phase", &phase), OP_OK);
        // for a minute at least: the tick that makes it the engine's has passed
        if (phase == before && at[(int)phase] == NULL) at[(int)phase] = fork_of(evening);
        before = phase;
    }
    assert_int_equal(op_evening_step(evening, end_us), OP_OK);
}

// The state right after a measure has started, and at the end.
static uint64_t
ends_after(const struct op_evening *from, int action, int64_t end_us, uint64_t *started)
{
    struct op_evening *const evening = fork_of(from);
    double values[256];
    bool is_done = false;

    assert_int_equal(op_evening_act(evening, action, true, &is_done), OP_OK);
    if (!is_done) fail_msg("action %d was refused", action);
    *started = op_evening_fingerprint(evening);
    assert_int_equal(op_evening_step(evening, end_us), OP_OK);
    assert_true(op_evening_is_over(evening));
    assert_int_equal(op_evening_outcome(evening, values), OP_OK);
    const uint64_t end = op_evening_fingerprint(evening);
    op_evening_free(evening);
    return end;
}

static void
every_measure_works_in_its_phase_and_at_strength_zero_changes_not_one_bit(void **state)
{
    struct op_simulation *const simulation = open_simulation(false);
    const int64_t end_us = op_simulation_end_us(simulation);
    struct op_evening *evening, *at[OP_N_PHASES] = { NULL };

    (void)state;
    assert_int_equal(op_evening_begin(&evening, simulation, SEED, REPLICATE,
                                      op_simulation_strategy(simulation, "nothing"), &diag),
                     OP_OK);
    visit_phases(evening, end_us, at);
    const uint64_t nothing = op_evening_fingerprint(evening);
    for (int i = 0; i < catalogue.n_measures; i++) {
        const struct op_measure *const m = &catalogue.measures[i];
        const int zero = op_simulation_action(simulation, m->id, 0);
        const int full = op_simulation_action(simulation, m->id, zero + 1);
        int phase = 0;
        uint64_t started_zero, started_full;

        while (phase < OP_N_PHASES && (at[phase] == NULL || (m->phases >> phase & 1u) == 0)) {
            phase++;
        }
        if (phase == OP_N_PHASES) fail_msg("%s: none of its phases was visited", m->id);
        assert_true(zero >= 0 && full > zero);
        if (ends_after(at[phase], zero, end_us, &started_zero) != nothing) {
            fail_msg("%s: strength zero changes something", m->id);
        }
        (void)ends_after(at[phase], full, end_us, &started_full);
        if ((started_full != started_zero) != (m->n_moves > 0)) {
            fail_msg("%s: its levers do not move", m->id);
        }
    }
    for (int phase = 0; phase < OP_N_PHASES; phase++) {
        op_evening_free(at[phase]);
    }
    op_evening_free(evening);
    op_simulation_free(simulation);
}

// The centre of a share of .5 to .95 that is kept is .725; of what it takes away 60 % comes off.
static void
what_cannot_be_enforced_moves_a_lever_less_far(void **state)
{
    struct op_simulation *const simulation = open_simulation(true);
    const int action =
        op_simulation_action(simulation, "media_agreement",
                             op_simulation_action(simulation, "media_agreement", 0) + 1);
    struct op_evening *evening;
    double attention;
    bool is_done;

    (void)state;
    assert_int_equal(op_evening_begin(&evening, simulation, SEED, REPLICATE,
                                      op_simulation_strategy(simulation, "nothing"), &diag),
                     OP_OK);
    assert_int_equal(op_evening_step(evening, 120 * STEP_US), OP_OK);
    assert_int_equal(op_evening_act(evening, action, true, &is_done), OP_OK);
    assert_true(is_done);
    assert_int_equal(op_evening_lever(evening, "media_attention", &attention), OP_OK);
    assert_true(fabs(attention - (1 - .6 * (1 - .725))) < 1e-12);
    op_evening_free(evening);
    op_simulation_free(simulation);
}

// ---- the law

static int
check_with(const char *id, const char *law, struct op_scenario *scenario, struct op_diag *found)
{
    const struct op_load_options options = { .share_dir = "." };
    char path[128];

    (void)snprintf(path, sizeof path, "%s/law.yaml", program_own_folder);
    FILE *const out = fopen(path, "w");
    assert_non_null(out);
    (void)fprintf(out,
                  "oploop: 1\ntitle: Law\npurpose: research\ngathering: party\n%s"
                  "start: 2026-06-12 18:00\nevent: 2026-06-13 20:00\nend: 2026-06-14 02:00\n"
                  "place: Haren (Groningen)\nstrategies: { a: { measures: [ { %s: { at: start } } "
                  "] } }\n",
                  law, id);
    assert_int_equal(fclose(out), 0);
    op_diag_init(found);
    const enum op_status status = op_scenario_load(scenario, path, &model.schema, &options, found);
    if (status != OP_OK && status != OP_UNLAWFUL) op_diag_print(found, stderr);
    return (int)status;
}

static void
a_void_measure_is_refused_without_a_reason_and_marked_with_one(void **state)
{
    struct op_scenario scenario;
    struct op_diag found;

    (void)state;
    assert_int_equal(check_with("online_area_ban", "", &scenario, &found), OP_UNLAWFUL);
    op_diag_free(&found);
    assert_int_equal(check_with("online_area_ban",
                                "counterfactual_law: what the ban would have done\n", &scenario,
                                &found),
                     OP_OK);
    assert_int_equal(scenario.strategies[1].legal_status, OP_VOID);
    assert_false(scenario.strategies[1].lawful);
    assert_true(scenario.strategies[0].lawful);
    op_scenario_free(&scenario);
    op_diag_free(&found);
    assert_int_equal(check_with("removal_order_173", "", &scenario, &found), OP_OK);
    assert_int_equal(scenario.strategies[1].legal_status, OP_PROPOSED);
    assert_false(scenario.strategies[1].lawful);
    op_scenario_free(&scenario);
    op_diag_free(&found);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_entry_says_who_when_on_what_ground_and_at_what_price),
        cmocka_unit_test(the_catalogue_is_complete_and_the_law_is_as_it_stands),
        cmocka_unit_test(every_measure_works_in_its_phase_and_at_strength_zero_changes_not_one_bit),
        cmocka_unit_test(what_cannot_be_enforced_moves_a_lever_less_far),
        cmocka_unit_test(a_void_measure_is_refused_without_a_reason_and_marked_with_one),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
