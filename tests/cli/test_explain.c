// SPDX-License-Identifier: GPL-3.0-or-later
// `oploop explain` as a user asks it.

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

static struct outcome outcome;

static void
ask(const char *words)
{
    program_run(&outcome, "oploop explain %s 2>&1", words);
}

static void
assert_says(const char *text)
{
    if (strstr(outcome.text, text) == NULL) {
        fail_msg("\"%s\" is not in:\n%s", text, outcome.text);
    }
}

static void
a_parameter_is_told_with_unit_range_default_origin_and_source(void **state)
{
    (void)state;
    ask("spread.rho_open");

    assert_int_equal(outcome.exit_status, 0);
    assert_says("spread.rho_open (parameter)\n");
    assert_says("range         0 % to 100 %\n");
    assert_says("default       margin(0.05 %, 0.5 %, 2 %)\n");
    assert_says("for each replicate: median 0.5 %, 9 of 10 between 0.05 % and");
    assert_says("origin        assumed");
    assert_says("source        retweets per impression");
    assert_says("--set spread.rho_open='0.5 %'");
}

static void
a_name_is_found_in_whichever_table_it_stands(void **state)
{
    static const struct {
        const char *word, *says;
    } cases[] = {
        { "rho_open", "spread.rho_open (parameter)" },
        { "visibility", "visibility (lever)" },
        { "present_persons", "present_persons (observable)" },
        { "calm", "calm (metric)" },
        { "stop_talk", "stop_talk (measure)" },
        { "measure stop_talk", "stop_talk (measure)" },
        { "assembly", "assembly (phase)" },
        { "transmission_rate", "sir.transmission_rate (parameter)" },
        { "spread", "Levers, which measures move:" },
        { "network", "small_world" },
        { "gathering", "one of party, demonstration, football, other" },
        { "worlds", "a whole number from 1 to 1000" },
        { "population.within", "population.within (key)" },
        { "population", "Keys that stand beside them:" },
        { "hawkes", "branching_ratio" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ask(cases[i].word);
        assert_int_equal(outcome.exit_status, 0);
        assert_says(cases[i].says);
    }
}

static void
a_wrong_name_is_answered_with_the_one_that_was_meant(void **state)
{
    static const struct {
        const char *words, *says;
    } cases[] = {
        { "spread.rho_opn", "did you mean \"spread.rho_open\"?" },
        { "vizibility", "did you mean \"visibility\"?" },
        { "sprad", "did you mean \"spread\"?" },
        { "coldown", "did you mean \"cooldown\"?" },
        { "measure stop_tlak", "did you mean \"stop_talk\"?" },
        { "measures --phase asembly", "did you mean \"assembly\"?" },
        { "measures --actor polise", "did you mean \"police\"?" },
        { "measures --legal admin", "there are in_force, contested, proposed, void" },
        { "measures --phas assembly", "did you mean --phase?" },
        { "verb chekc --man", "did you mean \"check\"?" },
        { "parameters --completion fish", "there are bash, zsh" },
        { "xyzzy", "`oploop explain` says what can be asked" },
        { "spread news", "a word too many: news" },
        { "levers --phase assembly", "oploop explain measures --phase assembly" },
        { "measures --status viod", "did you mean \"void\"?" },
        { "barriers --barrier signals", "did you mean \"signal\"?" },
        { "barriers asembly", "did you mean \"assembly\"?" },
        { "measures --html --lang fr", "there are en, nl" },
        { "levers --html", "are for `explain measures` and `explain barriers`" },
        { "levers --markdown", "there are parameters, observables, measures" },
        { "levers --json --names", "one form at a time" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ask(cases[i].words);
        assert_int_equal(outcome.exit_status, 2);
        assert_says(cases[i].says);
    }
}

static void
measures_are_filtered_by_phase_law_and_actor(void **state)
{
    (void)state;
    ask("measures --phase trigger --legal criminal --names");
    assert_string_equal(outcome.text, "osint_systematic\ndoxing_report\nfast_name_facts\n");

    ask("measures --actor organiser --names");
    assert_string_equal(outcome.text, "demo_stewards\n");

    ask("measures --phase assembly --legal administrative --actor transport --names");
    assert_string_equal(outcome.text, "transport_stop\n");

    ask("measures --legal void --names");
    assert_string_equal(outcome.text, "online_area_ban\n");

    ask("measures --legal void --actor transport");
    assert_int_equal(outcome.exit_status, 0);
    assert_string_equal(outcome.text, "No measure fits all of that.\n");
}

static void
without_a_word_it_says_what_can_be_asked(void **state)
{
    (void)state;
    ask("");

    assert_int_equal(outcome.exit_status, 0);
    assert_says("oploop explain measures");
    assert_says("\n  mobilisation  who commits");
    assert_says("visible_presence");
    assert_says("percolation");
}

static void
no_line_is_wider_than_a_terminal(void **state)
{
    static const char *const words[] = {
        "",
        "parameters",
        "levers",
        "observables",
        "metrics",
        "measures",
        "phases",
        "models",
        "keys",
        "verbs",
        "spread",
        "crowd",
        "measure me_deploy",
        "barriers",
        "barriers --lang nl",
        "schedule",
        "rebellion",
        "--help",
        "schedule scenarios/haren-2012/scenario.yaml",
    };

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        int column = 0;

        ask(words[i]);
        assert_int_equal(outcome.exit_status, 0);
        for (const char *at = outcome.text; *at != '\0'; at++) {
            column = *at == '\n' ? 0 : column + (((unsigned char)*at & 0xC0) != 0x80);
            if (column > 80) {
                fail_msg("explain %s: a line is wider than 80 columns: ...%.60s", words[i],
                         at - 40);
            }
        }
    }
}

// What every program that reads it needs: it is JSON, and each item has kind, name and meaning.
static void
json_is_json_for_whatever_is_asked(void **state)
{
    static const char *const words[] = {
        "",
        "parameters",
        "spread.rho_open",
        "measures",
        "measure stop_talk",
        "observables",
        "levers",
        "keys",
        "phases",
        "barriers",
        "barriers disorder --lang nl",
        "sir",
        "news",
        "verbs",
        "metrics",
        "schedule scenarios/haren-2012/scenario.yaml",
    };

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        program_run(&outcome,
                    "oploop explain %s --json | python3 -c '\n"
                    "import json, sys\n"
                    "x = json.load(sys.stdin)\n"
                    "assert x[\"format\"] == \"oploop.explain/1\" and len(x[\"items\"]) > 0\n"
                    "assert all(i[\"kind\"] and i[\"name\"] and i[\"meaning\"] for i in "
                    "x[\"items\"])' 2>&1",
                    words[i]);
        assert_string_equal(outcome.text, "");
        assert_int_equal(outcome.exit_status, 0);
    }
    program_run(&outcome, "oploop explain spread.rho_open --json | python3 -c '\n"
                          "import json, sys\n"
                          "x = json.load(sys.stdin)[\"items\"][0]\n"
                          "print(x[\"low\"], x[\"high\"], x[\"type\"], x[\"scope\"])'");
    assert_string_equal(outcome.text, "0 1 share replicate\n");
}

// ---- schedule ----

static const char scenario[] =
    "oploop: 1\ntitle: Try\npurpose: research\ngathering: party\n"
    "start: 2026-06-12 18:00\nevent: 2026-06-13 20:00\nend: 2026-06-14 02:00\n"
    "place: Haren (Groningen)\npopulation: { within: 5 km }\nstrategies:\n  one:\n    measures:\n"
    "      - me_standby: { after: visible_presence + 30 min, for: 2 h }\n"
    "      - access_ring: { at: 2026-06-14 03:00 }\n"
    "      - me_deploy:\n"
    "          when:\n"
    "            any:\n"
    "              - { observable: active_persons, at_least: 10, release: 4, for: 10 min }\n"
    "              - { phase: disorder }\n"
    "            oracle: yes\n"
    "          lead_time: no\n"
    "          until: { observable: present_persons, at_most: 5, oracle: yes }\n"
    "          cooldown: 1 h\n"
    "      - dialogue_police: { at: me_deploy + 5 min }\n"
    "      - visible_presence: { at: event - 2 h, until: end - 1 h, probability: 0.5, "
    "intensity: 0.25 }\n";

static void
write_scenario(void)
{
    char path[128];

    (void)snprintf(path, sizeof path, "%s/try.yaml", program_own_folder);
    FILE *out = fopen(path, "w");

    assert_non_null(out);
    assert_true(fputs(scenario, out) >= 0);
    assert_int_equal(fclose(out), 0);
}

static void
a_schedule_gives_clock_times_in_order_and_conditions_in_words(void **state)
{
    static const char expected[] =
        "\none\n"
        "  Sat 2026-06-13 18:00  visible_presence, until Sun 2026-06-14 01:00; intensity\n"
        "                        25 %; carried out in 50 % of cases\n"
        "  Sat 2026-06-13 18:30  me_standby: 30 min after the start of visible_presence,\n"
        "                        for 2 h\n"
        "  Sun 2026-06-14 03:00  access_ring; never starts: it could at 2026-06-14\n"
        "                        03:00, and the scenario ends at 2026-06-14 02:00\n"
        "  when active_persons is at least 10 (over below 4) for 10 min or the phase is\n"
        "       disorder (the true state)\n"
        "                        me_deploy: at once, until present_persons is at most 5\n"
        "                        (the true state); again from 1 h after its start\n"
        "                        dialogue_police: 5 min after the start of me_deploy\n";

    (void)state;
    write_scenario();
    program_run(&outcome, "oploop explain schedule %s/try.yaml 2>/dev/null", program_own_folder);
    assert_int_equal(outcome.exit_status, 0);
    assert_says(expected);
}

static void
a_schedule_follows_what_is_overridden(void **state)
{
    (void)state;
    write_scenario();
    program_run(&outcome,
                "oploop explain schedule %s/try.yaml --set event='2026-06-13 21:00' --json "
                "2>/dev/null",
                program_own_folder);
    assert_says("\"name\": \"visible_presence\"");
    assert_says("\"at\": \"2026-06-13T19:00:00\"");

    program_run(&outcome, "oploop explain schedule %s/try.yaml --names 2>/dev/null",
                program_own_folder);
    assert_string_equal(outcome.text, "nothing\none\n");
}

static void
faults_of_a_scenario_and_models_without_measures_are_refused(void **state)
{
    (void)state;
    ask("schedule tests/broken/moment_wrong.yaml");
    assert_int_equal(outcome.exit_status, 65);
    assert_says("moment_wrong.yaml:");

    ask("schedule none.yaml");
    assert_int_equal(outcome.exit_status, 66);

    ask("schedule scenarios/reference/sir.yaml");
    assert_int_equal(outcome.exit_status, 2);
    assert_says("a reference model has no measures");
}

static void
schedule_alone_gives_the_order_at_one_instant(void **state)
{
    (void)state;
    ask("schedule");

    assert_says("   16  starts and ends of measures\n");
    assert_true(strstr(outcome.text, "committed") < strstr(outcome.text, "unit_arrives"));
}

static void
measures_of_a_catalogue_here_count_too(void **state)
{
    (void)state;
    program_run(&outcome,
                "cd %s && mkdir catalogue && cat >catalogue/own.yaml <<'END'\n"
                "leaflets:\n  name: leaflets\n  actor: residents\n  phases: all\n"
                "  legal: { kind: non-legal, basis: none, status: in_force, as_of: 2026-11 }\n"
                "  lead_time: 1 h\n  moves: { alternative: 5 %% }\n  source: own\nEND\n"
                "oploop explain measures --actor residents --names; "
                "echo '  moves: nothing' >>catalogue/own.yaml; oploop explain measures 2>&1",
                program_own_folder);

    assert_says("leaflets\n");
    assert_says("catalogue/own.yaml:9:3: error: moves: this key stands twice");
    assert_int_equal(outcome.exit_status, 65);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_parameter_is_told_with_unit_range_default_origin_and_source),
        cmocka_unit_test(a_name_is_found_in_whichever_table_it_stands),
        cmocka_unit_test(a_wrong_name_is_answered_with_the_one_that_was_meant),
        cmocka_unit_test(measures_are_filtered_by_phase_law_and_actor),
        cmocka_unit_test(without_a_word_it_says_what_can_be_asked),
        cmocka_unit_test(no_line_is_wider_than_a_terminal),
        cmocka_unit_test(json_is_json_for_whatever_is_asked),
        cmocka_unit_test_setup_teardown(
            a_schedule_gives_clock_times_in_order_and_conditions_in_words, program_set_up,
            program_tear_down),
        cmocka_unit_test_setup_teardown(a_schedule_follows_what_is_overridden, program_set_up,
                                        program_tear_down),
        cmocka_unit_test(faults_of_a_scenario_and_models_without_measures_are_refused),
        cmocka_unit_test(schedule_alone_gives_the_order_at_one_instant),
        cmocka_unit_test_setup_teardown(measures_of_a_catalogue_here_count_too, program_set_up,
                                        program_tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
