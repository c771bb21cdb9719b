// SPDX-License-Identifier: GPL-3.0-or-later
// The views for practitioners: measures by status, barriers by phase, and both as pages to print.

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

// A catalogue of three measures beside that of the program.
static const char catalogue[] =
    "for f in in_force proposed void; do\n"
    "  printf '%s_one:\\n  name: { en: the %s <one>, nl: de %s <ene> }\\n  actor: harbour\\n"
    "  phases: trigger\\n"
    "  legal: { kind: administrative, basis: art. 1, status: %s, as_of: 2026-11 }\\n"
    "  precondition: none\\n  side_effects: zzz unheard of\\n  lead_time: 1 h\\n"
    "  moves: { message_reach: 10 %% }\\n  source: assumed\\n' $f $f $f $f\n"
    "done >catalogue/three.yaml\n";

static void
ask_beside_three(const char *words)
{
    program_run(&outcome, "mkdir -p %s/catalogue && cd %s && %s oploop explain %s 2>&1",
                program_own_folder, program_own_folder, catalogue, words);
}

static void
assert_says(const char *text)
{
    if (strstr(outcome.text, text) == NULL) {
        fail_msg("\"%s\" is not in:\n%s", text, outcome.text);
    }
}

static void
assert_is_silent_on(const char *text)
{
    if (strstr(outcome.text, text) != NULL) {
        fail_msg("\"%s\" is in:\n%s", text, outcome.text);
    }
}

static void
measures_are_filtered_by_status(void **state)
{
    static const char *const statuses[] = { "in_force", "proposed", "void" };

    (void)state;
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        char words[96], expected[32];

        (void)snprintf(words, sizeof words, "measures --actor harbour --status %s --names",
                       statuses[i]);
        (void)snprintf(expected, sizeof expected, "%s_one\n", statuses[i]);
        ask_beside_three(words);
        assert_int_equal(outcome.exit_status, 0);
        assert_string_equal(outcome.text, expected);
    }
}

static void
words_of_either_language_are_understood(void **state)
{
    static const char *const pairs[][2] = {
        { "measures --actor gemeente --names", "measures --actor municipality --names" },
        { "measures --actor Politie --legal strafrecht --names",
          "measures --actor police --legal criminal --names" },
        { "measures --status nietig --names", "measures --status void --names" },
        { "barriers --barrier signaleren", "barriers --barrier signal" },
        { "measure Noodverordening", "measure emergency_ord_176" },
        { "measure 'emergency ordinance'", "measure emergency_ord_176" },
        { "noodverordening --json", "emergency_ord_176 --json" },
    };
    static struct outcome english;

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        program_run(&outcome, "oploop explain %s 2>&1", pairs[i][0]);
        program_run(&english, "oploop explain %s 2>&1", pairs[i][1]);
        assert_int_equal(outcome.exit_status, 0);
        assert_string_equal(outcome.text, english.text);
        assert_true(strlen(outcome.text) > 10);
    }
    program_run(&outcome, "oploop explain measures --actor gemeent 2>&1");
    assert_int_equal(outcome.exit_status, 2);
    assert_says("did you mean \"gemeente\"?");
    program_run(&outcome, "oploop explain measure noodverordning 2>&1");
    assert_int_equal(outcome.exit_status, 2);
    assert_says("did you mean \"noodverordening\"?");
}

// Each filter alone gives as many as JSON says that there are, and all classes together give all.
static void
classes_of_barriers_part_the_catalogue(void **state)
{
    (void)state;
    program_run(&outcome,
                "cd %s && for b in signal communicate intervene 'not said'; do\n"
                "  oploop explain measures --barrier \"$b\" --names 2>/dev/null |\n"
                "    grep -v 'No measure'\n"
                "done | sort >parts\n"
                "oploop explain measures --names | sort >all; cmp parts all && echo same",
                program_own_folder);
    assert_string_equal(outcome.text, "same\n");
}

static void
barriers_hold_texts_and_measures_of_a_phase(void **state)
{
    (void)state;
    ask_beside_three("barriers trigger --actor harbour");
    assert_int_equal(outcome.exit_status, 0);
    assert_says("an invitation that was set to public");
    assert_says("before online build-up:");
    assert_says("the in_force <one>; harbour, administrative\n");
    assert_says("(proposed)");
    assert_says("(void)");

    ask_beside_three("barriers trigger --actor harbour --status void --lang nl");
    assert_says("een uitnodiging die openbaar is gezet");
    assert_says("vóór opbouw online:");
    assert_says("de void <ene>");
    assert_says("(nietig)");
    assert_is_silent_on("(voorstel)");

    ask_beside_three("barriers disorder --actor harbour");
    assert_says("none that fits");
    assert_is_silent_on("_one");
}

// What stands in a phase is what `measures --phase` gives for it.
static void
a_phase_has_the_measures_that_can_be_carried_out_in_it(void **state)
{
    (void)state;
    program_run(&outcome,
                "cd %s && for p in $(oploop explain phases --names); do\n"
                "  oploop explain barriers $p --json | python3 -c '\n"
                "import json, sys\n"
                "i = json.load(sys.stdin)[\"items\"][0]\n"
                "ids = [m for k in (\"signal\", \"communicate\", \"intervene\", \"barriers\")\n"
                "       for m in i.get(k, [])]\n"
                "assert len(i[\"feeds\"]) == len(i[\"feeds_sources\"]) > 0 < len(i[\"parties\"])\n"
                "print(\"\\n\".join(sorted(ids)))' | grep . >a\n"
                "  oploop explain measures --phase $p --names | grep -v 'No measure' | sort >b\n"
                "  cmp a b || echo $p\n"
                "done",
                program_own_folder);
    assert_string_equal(outcome.text, "");
}

// Well-formed but for the void elements, nothing fetched, no script; escaped; marks in words.
static void
pages_are_whole_by_themselves_and_marked(void **state)
{
    static const struct {
        const char *words, *mark, *name;
    } cases[] = {
        { "measures --html", ">proposed</span>", "the void &lt;one&gt;" },
        { "measures --html --lang nl", ">voorstel</span>", "de void &lt;ene&gt;" },
        { "barriers --html", ">void</span>", "the proposed &lt;one&gt;" },
        { "barriers --html --lang nl", ">nietig</span>", "de proposed &lt;ene&gt;" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ask_beside_three(cases[i].words);
        assert_int_equal(outcome.exit_status, 0);
        program_run(&outcome,
                    "cd %s && oploop explain %s --actor harbour | tee page.html | python3 -c '\n"
                    "import re, sys, xml.dom.minidom as x\n"
                    "t = sys.stdin.read()\n"
                    "assert not re.search(\"<script|<link|<img|src=|href=|url\\\\(|@import\", t)\n"
                    "t = re.sub(\"<(meta[^>]*|br)>\", \"\", t).replace(\"<!DOCTYPE html>\", \"\")\n"
                    "x.parseString(t.encode())' 2>&1; cat page.html",
                    program_own_folder, cases[i].words);
        assert_int_equal(outcome.exit_status, 0);
        assert_says("<!DOCTYPE html>");
        assert_is_silent_on("Traceback");
        assert_says("@page { size: A4");
        assert_says("class=\"void\"");
        assert_says("class=\"proposed\"");
        assert_says(cases[i].mark);
        assert_says(cases[i].name);
        assert_is_silent_on("<one>");
    }
}

static void
english_that_has_no_dutch_is_marked_as_english(void **state)
{
    (void)state;
    ask_beside_three("measures --html --lang nl --actor harbour --status void");
    assert_says("<html lang=\"nl\">");
    assert_says("<span lang=\"en\">zzz unheard of</span>");
    assert_says("bestuursrecht: art. 1 <span class=\"mark void\">nietig</span>");
    assert_says("<td>1 uur</td>");

    // every phrase of the program's own catalogue has its Dutch
    program_run(&outcome, "oploop explain measures --html --lang nl | grep -c 'lang=\"en\"'");
    assert_string_equal(outcome.text, "0\n");
    program_run(&outcome, "oploop explain measures --lang nl");
    assert_says("Maatregelen per actor.");
    assert_says("\nOpenbaar Ministerie\n");
    assert_null(strstr(outcome.text, "\nprosecutor\n"));
}

// Texts are data: a file that lacks a key, or names an observable that is none, is refused.
static void
a_file_of_texts_at_fault_is_refused_at_its_place(void **state)
{
    static const struct {
        const char *edit, *says;
    } cases[] = {
        { "/^aftermath/,$s/^  parties:/  partys:/", "partys: this key is not known here" },
        { "s/^aftermath:/afterwards:/", "aftermath is missing" },
        { "s/observable: pages_up/observable: pages_down/", "no observable is called pages_down" },
        { "0,/, source: assumed/s///", "source is missing" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        program_run(&outcome,
                    "rm -rf %s/share && mkdir %s/share && cp -R scenarios %s/share/ &&\n"
                    "sed -i '%s' %s/share/scenarios/data/barriers.yaml && cd %s &&\n"
                    "OPLOOP_SHARE=%s/share oploop explain barriers 2>&1",
                    program_own_folder, program_own_folder, program_own_folder, cases[i].edit,
                    program_own_folder, program_own_folder, program_own_folder);
        assert_int_equal(outcome.exit_status, 65);
        assert_says("data/barriers.yaml:");
        assert_says(cases[i].says);
    }
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, program_set_up, program_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(measures_are_filtered_by_status),
        TEST(words_of_either_language_are_understood),
        TEST(classes_of_barriers_part_the_catalogue),
        TEST(barriers_hold_texts_and_measures_of_a_phase),
        TEST(a_phase_has_the_measures_that_can_be_carried_out_in_it),
        TEST(pages_are_whole_by_themselves_and_marked),
        TEST(english_that_has_no_dutch_is_marked_as_english),
        TEST(a_file_of_texts_at_fault_is_refused_at_its_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
