// SPDX-License-Identifier: GPL-3.0-or-later
// Warnings of `oploop check` about measures that can never start and strategies that do the same;
// and that a simulation agrees.

#include "tests/support/program.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char head[] = "oploop: 1\n"
                           "title: A test\n"
                           "purpose: research\n"
                           "start: 2026-06-12 18:00\n"
                           "event: 2026-06-13 20:00\n"
                           "end: 2026-06-14 02:00\n"
                           "place: Haren (Groningen)\n"
                           "population: { within: 30 km, at_most: 3000 }\n";
static const char calm[] = "gathering: party\n"
                           "happenings: [ { given_clicks: { amount: 800, at: start } } ]\n";

// Write my.yaml of a head, its own lines, and the measures of one strategy `a`.
static void
write_scenario(const char *lines, const char *measures)
{
    char path[128];

    snprintf(path, sizeof path, "%s/my.yaml", program_own_folder);

    FILE *out = fopen(path, "w");

    assert_non_null(out);
    fprintf(out, "%s%sstrategies:\n  a:\n    measures:\n%s", head, lines, measures);
    assert_int_equal(fclose(out), 0);
}

static const struct {
    const char *measures, *says;
} never[] = {
    { "      - me_deploy: { at: start + 1 h }\n",
      "14:9: warning: me_deploy: belongs to the phase assembly .. disorder, which cannot be at "
      "2026-06-12 19:00: it is refused" },
    { "      - me_deploy: { at: start + 1 h }\n      - me_standby: { at: me_deploy + 1 h }\n",
      "me_standby: never starts: the measure that it follows never does" },
    { "      - visible_presence: { when: { phase: disorder, oracle: yes }, until: event - 10 h }\n",
      "visible_presence: does nothing: it could start at 2026-06-13 12:00, and ends at "
      "2026-06-13 10:00" },
    { "      - stop_talk: { when: { phase: disorder, oracle: yes }, lead_time: no }\n",
      "stop_talk: waits for a phase after its own (trigger .. mobilisation)" },
    { "      - alcohol_ban: { when: { observable: trust_mean, at_least: 1.2, oracle: yes } }\n",
      "alcohol_ban: never starts: its condition cannot hold" },
    { "      - alcohol_ban: { when: { observable: arrests, at_most: -1, oracle: yes } }\n",
      "alcohol_ban: never starts: its condition cannot hold" },
    { "      - alcohol_ban: { when: { oracle: yes, all: [ { observable: shares, at_least: 9 }, "
      "{ observable: shares, at_most: 8 } ] } }\n",
      "alcohol_ban: never starts: its condition cannot hold" },
    { "      - access_ring: { when: { all: [ { phase: assembly }, { phase: aftermath } ], "
      "oracle: yes } }\n",
      "access_ring: never starts: its condition cannot hold" },
    { "      - access_ring: { when: { any: [ { phase: disorder, for: 2 d }, { observable: "
      "news_on, "
      "at_least: 2 } ], oracle: yes } }\n",
      "access_ring: never starts: its condition cannot hold" },
    { "      - dialogue_police: { when: { phase: assembly, for: 3 d, oracle: yes } }\n",
      "dialogue_police: never starts: its condition cannot hold" },
    { "      - silent_prep: { at: start + 1 h, probability: 0 % }\n",
      "silent_prep: never starts: its probability is 0" },
    { "      - visible_presence: { when: { phase: assembly, oracle: yes }, delay: 20 h }\n",
      "visible_presence: never starts: it could at 2026-06-14 08:00, and the scenario ends at "
      "2026-06-14 02:00" },
};

// A measure of phases with a gap between them: it is refused in the gap, and the first that can be
// is offered.
static void
phases_may_be_a_list_with_gaps(void **state)
{
    static struct outcome outcome;
    static const char talks[] =
        "measures:\n  talks:\n    name: talks\n    actor: municipality\n"
        "    phases: feeding_ground,  aftermath\n"
        "    legal: { kind: non-legal, basis: none needed, status: in_force, as_of: 2026-11 }\n"
        "    aims_at_content: no\n    source: assumed\n    lead_time: 0 h\n    moves: { dialogue: "
        "5 % }\n";
    char lines[1024];

    (void)state;
    snprintf(lines, sizeof lines, "%s%s", calm, talks);
    write_scenario(lines, "      - talks: { at: start + 1 h }\n");
    program_run(&outcome, "oploop check %s/my.yaml 2>&1", program_own_folder);
    assert_non_null(strstr(outcome.text,
                           "talks: belongs to the phase feeding_ground, aftermath, which cannot "
                           "be at 2026-06-12 19:00: it is refused"));
    assert_non_null(strstr(outcome.text, "when: { phase: aftermath, oracle: yes }"));
    // In the first phases, between them, and in the last.
    write_scenario(lines, "      - talks: { when: { phase: aftermath, oracle: yes } }\n"
                          "      - talks: { at: event - 2 h, oracle: yes, intensity: 50 % }\n");
    assert_int_equal(program_status("oploop run %s/my.yaml -s a --replicate 2 -q --force -o %s/out "
                                    ">/dev/null 2>&1",
                                    program_own_folder, program_own_folder),
                     0);
    program_run(&outcome,
                "cd %s && grep -c 'phases: feeding_ground, aftermath$' out/scenario.yaml; "
                "grep -c 'refused.*talks\\|talks.*refused' out/events.csv",
                program_own_folder);
    assert_string_equal(outcome.text, "1\n1\n");
    snprintf(lines, sizeof lines, "%s%s", calm, talks);
    memcpy(strstr(lines, "feeding_ground,  aft"), "aftermath .. all", 16);
    write_scenario(lines, "      - talks\n");
    program_run(&outcome, "oploop check %s/my.yaml 2>&1", program_own_folder);
    assert_int_equal(outcome.exit_status, 65);
}

static void
what_can_never_start_is_warned_of_at_its_place(void **state)
{
    static struct outcome outcome;

    (void)state;
    for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
        write_scenario(calm, never[i].measures);
        program_run(&outcome, "oploop check %s/my.yaml 2>&1", program_own_folder);
        if (strstr(outcome.text, never[i].says) == NULL || outcome.exit_status != 0) {
            fail_msg("case %zu: status %d, says %s", i, outcome.exit_status, outcome.text);
        }
    }
}

// The warning is a promise about every evening, so a few are replayed: nothing is started, apart
// from what starts and stops at once because its `until` is over.
static void
what_is_called_never_does_not_start_in_a_simulation(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
        write_scenario(calm, never[i].measures);
        assert_int_equal(program_status("oploop run %s/my.yaml -s a --replicate 2 -q --force "
                                        "-o %s/out >/dev/null 2>&1",
                                        program_own_folder, program_own_folder),
                         0);

        char *log = program_text(program_own_folder, "out/events.csv");
        assert_non_null(log);
        if (strstr(log, ",measure starts,") != NULL &&
            strstr(never[i].says, "does nothing") == NULL) {
            fail_msg("case %zu started:\n%s", i, log);
        }
        free(log);
    }
}

static void
what_may_start_is_not_warned_of(void **state)
{
    static const char *const fine[] = {
        "      - me_deploy: { at: event - 1 h }\n",
        "      - me_deploy: { when: { phase: disorder, oracle: yes } }\n",
        "      - stop_talk: { at: start }\n",
        "      - deny_event: { when: { phase: mobilisation, oracle: yes } }\n",
        "      - me_standby: { at: event - 3 h }\n      - alcohol_ban: { at: me_standby + 1 h }\n",
        "      - silent_prep: { when: { observable: trust_mean, at_most: 1, oracle: yes } }\n",
        "      - deny_event: { when: { phase: feeding_ground, oracle: yes } }\n",
        "      - me_deploy: { when: { all: [ phase: disorder, phase: assembly ], oracle: yes } }\n",
    };
    static struct outcome outcome;

    (void)state;
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
        write_scenario(calm, fine[i]);
        program_run(&outcome, "oploop check --strict %s/my.yaml 2>&1", program_own_folder);
        assert_string_equal(outcome.text, "");
        assert_int_equal(outcome.exit_status, 0);
    }
}

static void
before_the_call_is_there_it_is_the_feeding_ground(void **state)
{
    static const char later[] =
        "gathering: party\n"
        "happenings: [ { given_clicks: { amount: 800, at: start + 6 h } } ]\n";
    static struct outcome outcome;

    (void)state;
    write_scenario(later, "      - deny_event: { at: start + 5 h }\n");
    program_run(&outcome, "oploop check %s/my.yaml 2>&1", program_own_folder);
    assert_non_null(strstr(outcome.text, "which cannot be at 2026-06-12 23:00"));
    assert_non_null(strstr(outcome.text, "hint: not before 2026-06-13 00:00; or let a condition"));

    write_scenario(later, "      - deny_event: { at: start + 7 h }\n");
    program_run(&outcome, "oploop check %s/my.yaml 2>&1", program_own_folder);
    assert_string_equal(outcome.text, "");
}

static void
strategies_that_do_the_same_are_named(void **state)
{
    static struct outcome outcome;

    (void)state;
    write_scenario(calm, "      - me_deploy: { when: { phase: disorder, oracle: yes } }\n"
                         "  b: { measures: [ { me_deploy: { when: { phase: disorder, oracle: yes "
                         "} } } ] }\n"
                         "  c: { measures: [ { me_deploy: { when: { phase: assembly, oracle: yes "
                         "} } } ] }\n"
                         "  d: {}\n");
    program_run(&outcome, "oploop check %s/my.yaml 2>&1", program_own_folder);

    assert_non_null(strstr(outcome.text, "my.yaml:15:3: warning: b does the same as a"));
    assert_non_null(strstr(outcome.text, "my.yaml:17:3: warning: d does the same as nothing"));
    assert_null(strstr(outcome.text, "c does the same"));
}

static void
a_measure_that_stands_twice_is_named(void **state)
{
    static struct outcome outcome;

    (void)state;
    write_scenario(calm, "      - visible_presence: { at: event - 4 h, oracle: yes }\n"
                         "      - visible_presence: { at: event - 3 h, oracle: yes }\n"
                         "      - visible_presence: { at: event - 4 h, oracle: yes }\n");
    program_run(&outcome, "oploop check %s/my.yaml 2>&1", program_own_folder);

    assert_int_equal(outcome.exit_status, 0);
    assert_non_null(
        strstr(outcome.text, "warning: visible_presence: stands twice in a, at the same moment"));
    assert_null(strstr(strstr(outcome.text, "stands twice") + 1, "stands twice"));
}

static void
what_is_not_lawful_is_warned_of_and_strict_refuses_it(void **state)
{
    static const char *const lines =
        "gathering: demonstration\ncounterfactual_law: to learn what would have been lost\n"
        "happenings: [ { given_clicks: { amount: 800, at: start } } ]\n"
        "measures:\n"
        "  area_ban:\n"
        "    name: { en: online area ban, nl: online gebiedsverbod }\n"
        "    actor: municipality\n    phases: trigger .. disorder\n"
        "    legal: { kind: administrative, basis: bill, status: proposed, as_of: 2026-11 }\n"
        "    aims_at_content: no\n    lead_time: 1 h\n    moves: { reshare: 90 % }\n"
        "    source: docs/sources.md#measures\n";
    static struct outcome outcome;

    (void)state;
    write_scenario(lines, "      - area_ban: { at: start + 1 h }\n"
                          "      - event_page_takedown: { at: start + 1 h }\n");
    program_run(&outcome, "oploop check %s/my.yaml 2>&1", program_own_folder);
    assert_non_null(strstr(outcome.text, "warning: area_ban: its legal basis is proposed"));
    assert_non_null(strstr(outcome.text, "warning: event_page_takedown: aims at the content of a "
                                         "demonstration"));
    assert_int_equal(outcome.exit_status, 0);
    assert_int_equal(program_status("oploop check --strict %s/my.yaml 2>/dev/null",
                                    program_own_folder),
                     1);
    program_run(&outcome, "oploop check --strict --json %s/my.yaml 2>&1", program_own_folder);
    assert_non_null(strstr(outcome.text, "\"severity\": \"warning\", \"status\": \"OP_UNLAWFUL\""));
    assert_int_equal(outcome.exit_status, 1);
}

int
main(void)
{
#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, program_set_up, program_tear_down)
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(phases_may_be_a_list_with_gaps),
        IN_A_FOLDER(what_can_never_start_is_warned_of_at_its_place),
        IN_A_FOLDER(what_is_called_never_does_not_start_in_a_simulation),
        IN_A_FOLDER(what_may_start_is_not_warned_of),
        IN_A_FOLDER(before_the_call_is_there_it_is_the_feeding_ground),
        IN_A_FOLDER(a_measure_that_stands_twice_is_named),
        IN_A_FOLDER(strategies_that_do_the_same_are_named),
        IN_A_FOLDER(what_is_not_lawful_is_warned_of_and_strict_refuses_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
