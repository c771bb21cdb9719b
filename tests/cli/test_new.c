// SPDX-License-Identifier: GPL-3.0-or-later
// `oploop new` as a user runs it: what it writes passes `check` and runs; what it refuses leaves
// nothing behind.

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

#define SMALL "--set population.at_most=400 --set population.within='15 km'"

static const char *const situations[] = { "party",    "meet_up",  "demonstration",
                                          "football", "new_year", "other" };

static char *
written(const char *name)
{
    char path[96];

    snprintf(path, sizeof path, "%s/scenario.yaml", name);

    char *text = program_text(program_own_folder, path);

    if (text == NULL) {
        fail_msg("no %s/%s", program_own_folder, path);
    }
    return text;
}

static void
every_situation_in_any_municipality_passes_check_and_runs(void **state)
{
    static const char *const places[] = {
        "--municipality Wijchen",
        "--municipality 0363",
        "--municipality 'Haren (Groningen)'",
        "--municipality \"'s-Hertogenbosch\"",
        "--municipality Schiermonnikoog",
        "--made-up 'Nieuw-Ådorp aan Zee' --inhabitants 1200 --like Delfzijl",
    };
    static struct outcome outcome;
    int n = 0;

    (void)state;
    for (size_t s = 0; s < sizeof situations / sizeof *situations; s++) {
        for (size_t p = 0; p < sizeof places / sizeof *places; p++, n++) {
            program_run(&outcome,
                        "cd %s && oploop new d%d --situation %s %s --no-input 2>&1 >/dev/null && "
                        "oploop check --strict d%d/scenario.yaml 2>&1",
                        program_own_folder, n, situations[s], places[p], n);
            assert_string_equal(outcome.text, "");
            assert_int_equal(outcome.exit_status, 0);
        }
        program_run(&outcome,
                    "cd %s && oploop compare d%d/scenario.yaml -n 2 -q " SMALL " 2>&1 >/dev/null",
                    program_own_folder, n - 1 - (int)s);
        assert_string_equal(outcome.text, "");
        assert_int_equal(outcome.exit_status, 0);
    }
}

static void
what_the_options_say_stands_in_the_file(void **state)
{
    (void)state;
    assert_int_equal(
        program_status("cd %s && oploop new mine --situation football --municipality 0297 "
                       "--date '2027-02-28 19:45' --clicks 333 --purpose policy "
                       "--measures 'visible_presence, me_standby' --no-input >/dev/null",
                       program_own_folder),
        0);

    static const char *const lines[] = {
        "\noploop: 1\n",
        "\npurpose: policy ",
        "\ngathering: football ",
        "\nstart: 2027-02-25 19:45\n",
        "\nevent: 2027-02-28 19:45\n",
        "\nend:   2027-03-01 01:45\n",
        "# municipality of Zaltbommel (0297), Gelderland\nplace: \"Zaltbommel\"\n",
        "given_clicks: { amount: 333, at: start }",
        "\n  visible_presence_alone:\n",
        "\n  me_standby_alone:\n",
        "\n  together:\n",
    };
    char *text = written("mine");

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (strstr(text, lines[i]) == NULL) {
            fail_msg("no \"%s\" in\n%s", lines[i], text);
        }
    }
    assert_null(strstr(text, "me_deploy"));
    free(text);
}

static void
a_single_measure_needs_no_second_strategy(void **state)
{
    (void)state;
    assert_int_equal(program_status("cd %s && oploop new mine --measures access_ring --no-input "
                                    ">/dev/null",
                                    program_own_folder),
                     0);

    char *text = written("mine");

    assert_non_null(strstr(text, "access_ring_alone:"));
    assert_null(strstr(text, "together:"));
    assert_non_null(strstr(text, "place: { name: \"Rivierstad\", inhabitants: 35000, like: "
                                 "\"Wijchen\" }"));
    free(text);
}

static void
enter_takes_the_defaults_and_a_wrong_answer_is_asked_again(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome,
                "cd %s && printf 'demostration\\ndemonstration\\nHarn\\nHaren (Groningen)\\n"
                "13-06-2026\\n2026-06-13\\n\\nevent_page_takedown\\nvisble_presence\\n"
                "dialogue_police\\n\\n' | oploop new mine --ask 2>&1 >/dev/null",
                program_own_folder);
    assert_int_equal(outcome.exit_status, 0);

    static const char *const says[] = {
        "Situation [party]: ",
        "did you mean \"demonstration\"?",
        "did you mean \"Haren\"?",
        "write it like 2026-06-13",
        "aims at the content of a demonstration",
        "did you mean \"visible_presence\"?",
        "Which measures, parted by commas [dialogue_police,visible_presence,me_deploy]: ",
        "evaluation [exercise]: ",
    };

    for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
        if (strstr(outcome.text, says[i]) == NULL) {
            fail_msg("it does not say \"%s\":\n%s", says[i], outcome.text);
        }
    }

    char *text = written("mine");

    assert_non_null(strstr(text, "gathering: demonstration"));
    assert_non_null(strstr(text, "event: 2026-06-13 14:00\n"));
    assert_non_null(strstr(text, "amount: 1500"));
    assert_non_null(strstr(text, "dialogue_police_alone:"));
    assert_null(strstr(text, "together:"));
    free(text);
}

static void
all_questions_can_be_answered_with_enter(void **state)
{
    (void)state;
    assert_int_equal(program_status("cd %s && yes '' | head -20 | oploop new mine --ask >/dev/null "
                                    "2>&1 && oploop check --strict mine/scenario.yaml",
                                    program_own_folder),
                     0);
}

static void
an_input_that_ends_early_writes_nothing(void **state)
{
    (void)state;
    for (int n = 0; n < 8; n++) {
        assert_int_equal(
            program_status("cd %s && yes '' | head -%d | oploop new mine --ask >/dev/null 2>&1",
                           program_own_folder, n),
            2);
        assert_int_equal(program_status("test -z \"$(ls -A %s)\"", program_own_folder), 0);
    }
}

static void
what_is_refused_says_why_and_leaves_nothing(void **state)
{
    static const struct {
        const char *words, *says;
        int status;
    } wrong[] = {
        { "mine --situation demostration", "did you mean \"demonstration\"?", 2 },
        { "mine --situation xyzzy", "one of party, meet_up, demonstration", 2 },
        { "mine --municipality Wijhcen", "did you mean \"Wijchen\"?", 2 },
        { "mine --municipality 9999", "a place of the table, or a municipality's code", 2 },
        { "mine --municipality Hengelo", "write one of \"Hengelo (", 2 },
        { "mine --municipality ''", "is not a place", 2 },
        { "mine --municipality Wijchen --made-up X", "contradict", 2 },
        { "mine --inhabitants 5000", "belong to a place that is --made-up", 2 },
        { "mine --made-up X --inhabitants nan", "is not a number", 2 },
        { "mine --made-up X --inhabitants -5", "inhabitants", 2 },
        { "mine --made-up X --inhabitants 1e99", "inhabitants", 2 },
        { "mine --made-up X --like Nergenshuizen", "no place \"Nergenshuizen\"", 2 },
        { "mine --made-up 'a\"b'", "is not a name for a place", 2 },
        { "mine --made-up ''", "is not a name for a place", 2 },
        { "mine --made-up \"$(printf 'a\\nb')\"", "is not a name for a place", 2 },
        { "mine --made-up \"$(printf 'a\\377b')\"", "is not a name for a place", 2 },
        { "mine --date 13-06-2026", "write it like 2026-06-13", 2 },
        { "mine --date 2026-02-30", "is not a date", 2 },
        { "mine --date tomorrow", "is not a date", 2 },
        { "mine --clicks nan", "is not a whole number", 2 },
        { "mine --clicks 0", "is not a whole number", 2 },
        { "mine --clicks 1.5", "is not a whole number", 2 },
        { "mine --clicks inf", "is not a whole number", 2 },
        { "mine --measures visble_presence", "did you mean \"visible_presence\"?", 2 },
        { "mine --measures deny_event,deny_event", "once is enough", 2 },
        { "mine --measures deny_event,,me_deploy", "is not a measure", 2 },
        { "mine --measures ''", "is not a measure", 2 },
        { "mine --situation demonstration --measures event_page_takedown",
          "aims at the content of a demonstration", 2 },
        { "mine --purpose fun", "purpose", 2 },
        { "mine --counterfactual-law yes", "is not a reason", 2 },
        { "mine --situation party --situation party", "stands twice", 2 },
        { "mine --situaton party", "did you mean --situation?", 2 },
        { "mine yours", "one word too many", 2 },
        { "", "which folder?", 2 },
        { "mine --ask --no-input", "contradict", 2 },
        { "/proc/mine", "cannot be created", 73 },
        { "/dev/null", "exists and is not a folder", 73 },
    };
    static struct outcome outcome;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        program_run(&outcome, "cd %s && oploop new %s 2>&1 >/dev/null </dev/null",
                    program_own_folder, wrong[i].words);
        if (outcome.exit_status != wrong[i].status || strstr(outcome.text, wrong[i].says) == NULL) {
            fail_msg("new %s: status %d, says %s", wrong[i].words, outcome.exit_status,
                     outcome.text);
        }
        assert_int_equal(program_status("test -z \"$(ls -A %s)\"", program_own_folder), 0);
    }
}

static void
a_folder_that_holds_something_stays_as_it_is(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome,
                "cd %s && mkdir full empty && echo mine >full/note && "
                "oploop new empty --no-input >/dev/null && oploop new full --no-input 2>&1",
                program_own_folder);
    assert_int_equal(outcome.exit_status, 73);
    assert_non_null(strstr(outcome.text, "full is not empty"));
    program_run(&outcome, "cd %s && ls -A full empty && cat full/note && ls", program_own_folder);
    assert_string_equal(
        outcome.text,
        "empty:\nscenario.schema.json\nscenario.yaml\n\nfull:\nnote\nmine\nempty\nfull\n");
}

static void
the_schema_that_the_first_line_names_lies_beside_it(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome,
                "cd %s && oploop new mine --no-input >/dev/null && mv mine elsewhere && "
                "oploop schema >printed && s=$(sed -n '1s/^# yaml-language-server: "
                "\\$schema=//p' elsewhere/scenario.yaml) && cmp printed elsewhere/$s 2>&1",
                program_own_folder);
    assert_string_equal(outcome.text, "");
    assert_int_equal(outcome.exit_status, 0);
}

static void
a_reason_lets_what_the_law_bars_in_and_stands_in_the_file(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome,
                "cd %s && oploop new mine --situation demonstration --measures event_page_takedown "
                "--counterfactual-law 'to learn what \"would\" have been lost' --no-input 2>&1 "
                ">/dev/null && oploop check mine/scenario.yaml 2>&1",
                program_own_folder);
    assert_int_equal(outcome.exit_status, 0);
    assert_non_null(strstr(outcome.text, "warning: event_page_takedown: aims at the content"));

    char *text = written("mine");

    assert_non_null(
        strstr(text, "\ncounterfactual_law: \"to learn what \\\"would\\\" have been lost\"\n"));
    free(text);
}

static void
a_full_disk_leaves_nothing_under_the_name(void **state)
{
    (void)state;
    // a limit of no bytes a file is as good as a full disk
    assert_int_equal(program_status("cd %s && trap '' XFSZ; ulimit -f 0; oploop new mine "
                                    "--no-input >/dev/null 2>/dev/null",
                                    program_own_folder),
                     74);
    assert_int_equal(program_status("test -z \"$(ls -A %s)\"", program_own_folder), 0);
}

static void
the_installed_program_writes_the_same_from_any_folder(void **state)
{
    static struct outcome outcome;
    const char *installed = getenv("OPLOOP");

    (void)state;
    // a copy of what `make install` puts there: program and share folder under one prefix
    assert_int_equal(program_status("mkdir -p %s/usr/bin %s/usr/share/oploop && cp '%s' "
                                    "%s/usr/bin/oploop && cp -r scenarios %s/usr/share/oploop/",
                                    program_own_folder, program_own_folder,
                                    installed && installed[0] ? installed : "build/oploop",
                                    program_own_folder, program_own_folder),
                     0);
    program_run(&outcome,
                "cd %s && OPLOOP_SHARE=$PWD/usr/share/oploop usr/bin/oploop new a --no-input "
                "--date 2026-06-13 >/dev/null && oploop new b --no-input --date 2026-06-13 "
                ">/dev/null && sed -e s,b/sc,a/sc, b/scenario.yaml | cmp - a/scenario.yaml && "
                "cd / && OPLOOP_SHARE=%s/usr/share/oploop %s/usr/bin/oploop check "
                "%s/a/scenario.yaml 2>&1",
                program_own_folder, program_own_folder, program_own_folder, program_own_folder);
    assert_string_equal(outcome.text, "");
    assert_int_equal(outcome.exit_status, 0);
}

// ---- what its evenings are like ----

// The evenings of a strategy for which an awk condition on columns holds: c clicks, t came, v
// violent, f first violence in hours after the event ("" without), calm.
static int
evenings_with(const char *strategy, const char *condition)
{
    static struct outcome outcome;

    program_run(
        &outcome,
        "awk -F, -v s=%s 'NR == 1 { for (i = 1; i <= NF; i++) k[$i] = i; next } "
        "$k[\"strategy\"] == s { c = $k[\"attending_clicks\"]; t = $k[\"turnout_persons\"]; "
        "v = $k[\"violent_persons\"]; f = $k[\"first_violence_h\"]; calm = $k[\"calm\"]; "
        "all++; if (%s) n++ } END { if (all != 20) exit 1; print n + 0 }' %s/evenings/outcomes.csv",
        strategy, condition, program_own_folder);
    assert_int_equal(outcome.exit_status, 0);
    return atoi(outcome.text);
}

// Each bound is missed by less than 1e-6 of seeds if the shares are those seen in 60 evenings of
// another seed: violent beyond a quarter .1, more than .6 of the clicks 0 (below .1), violence
// before the event .1, 50 violent under a patrol .05, calm under a patrol .55, clicks twentyfold 0
// (below .1).
static void
its_evenings_are_such_as_could_be(void **state)
{
    (void)state;
    assert_int_equal(
        program_status("cd %s && oploop new small --situation party --municipality Opmeer --date "
                       "2026-06-13 --measures visible_presence --no-input >/dev/null && "
                       "oploop run small/scenario.yaml --set population.within='12 km' -n 20 -q "
                       "--seed 5 -o evenings",
                       program_own_folder),
        0);
    assert_in_range(evenings_with("nothing", "t >= 100 && v > .25 * t"), 0, 10);
    assert_in_range(evenings_with("nothing", "t > .6 * c"), 0, 10);
    assert_in_range(evenings_with("nothing", "f != \"\" && f < 72"), 0, 10);
    assert_in_range(evenings_with("nothing", "c > 20 * 1200"), 0, 10);
    assert_in_range(evenings_with("visible_presence_alone", "v >= 50"), 0, 10);
    assert_in_range(evenings_with("visible_presence_alone", "calm != \"0\""), 1, 20);
    assert_in_range(evenings_with("nothing", "t >= 100"), 1, 20);   // there is something to play
}

static void
what_is_drawn_jointly_is_the_posterior_of_haren_without_its_crowd(void **state)
{
    static const char *const keep =
        "awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i !~ /^crowd[.]/) k[++n] = i } "
        "{ for (i = 1; i <= n; i++) printf \"%s%s\", $k[i], i < n ? \",\" : \"\\n\" }' ";
    char command[600];

    (void)state;
    (void)snprintf(command, sizeof command,
                   "%s scenarios/haren-2012/posterior.csv | cmp - scenarios/data/calls.csv", keep);
    assert_int_equal(system(command), 0);
}

// A call in a large town is told to be weaker than one that got as far in a village.
static void
a_call_is_the_weaker_the_fewer_clicked_and_the_more_live_there(void **state)
{
    static const struct {
        const char *options, *appeal;
    } cases[] = {
        { "--municipality Wijchen --clicks 1200", "normal(mean -1.1, sd 0.4)" },
        { "--municipality Groningen --clicks 1200", "normal(mean -1.7, sd 0.4)" },
        { "--municipality Wijchen --clicks 1", "normal(mean -2.3, sd 0.4)" },
        { "--municipality Wijchen --clicks 1000000", "normal(mean 0.5, sd 0.4)" },
        { "--made-up Veld --inhabitants 35000 --clicks 1000", "normal(mean -1.2, sd 0.4)" },
    };
    char name[16];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        (void)snprintf(name, sizeof name, "appeal%zu", i);
        assert_int_equal(program_status("cd %s && oploop new %s %s --measures visible_presence "
                                        "--no-input >/dev/null",
                                        program_own_folder, name, cases[i].options),
                         0);
        char *text = written(name);

        if (strstr(text, cases[i].appeal) == NULL) {
            fail_msg("%s: no \"%s\" in\n%s", cases[i].options, cases[i].appeal, text);
        }
        free(text);
    }
}

int
main(void)
{
#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, program_set_up, program_tear_down)
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(every_situation_in_any_municipality_passes_check_and_runs),
        IN_A_FOLDER(what_the_options_say_stands_in_the_file),
        IN_A_FOLDER(its_evenings_are_such_as_could_be),
        IN_A_FOLDER(a_call_is_the_weaker_the_fewer_clicked_and_the_more_live_there),
        cmocka_unit_test(what_is_drawn_jointly_is_the_posterior_of_haren_without_its_crowd),
        IN_A_FOLDER(a_single_measure_needs_no_second_strategy),
        IN_A_FOLDER(enter_takes_the_defaults_and_a_wrong_answer_is_asked_again),
        IN_A_FOLDER(all_questions_can_be_answered_with_enter),
        IN_A_FOLDER(an_input_that_ends_early_writes_nothing),
        IN_A_FOLDER(what_is_refused_says_why_and_leaves_nothing),
        IN_A_FOLDER(a_folder_that_holds_something_stays_as_it_is),
        IN_A_FOLDER(the_schema_that_the_first_line_names_lies_beside_it),
        IN_A_FOLDER(a_reason_lets_what_the_law_bars_in_and_stands_in_the_file),
        IN_A_FOLDER(a_full_disk_leaves_nothing_under_the_name),
        IN_A_FOLDER(the_installed_program_writes_the_same_from_any_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
