// SPDX-License-Identifier: GPL-3.0-or-later
// Sets of conditions, as a user meets them: what they change, what they leave alone, and what of
// them is refused. The world is a village, so that an evening takes milliseconds.
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

static const char *const folder = program_own_folder;

#define WITHOUT_PICTURES "(PATH=/none; oploop "

static const char village[] = "oploop: 1\n"
                              "title: a village\n"
                              "purpose: research\n"
                              "gathering: party\n"
                              "start: 2026-06-12 18:00\n"
                              "event: 2026-06-13 20:00\n"
                              "end: 2026-06-14 02:00\n"
                              "place: Haren (Groningen)\n"
                              "population: { within: 30 km, at_most: 3000 persons }\n"
                              "happenings: [ { given_clicks: { amount: 800, at: start } } ]\n"
                              "strategies:\n"
                              "  patrol:\n"
                              "    measures: [ { visible_presence: { at: event - 2 h } } ]\n";

static void
write_scenario(const char *name, const char *conditions)
{
    char path[256];

    snprintf(path, sizeof path, "%s/%s.yaml", folder, name);

    FILE *out = fopen(path, "w");

    assert_non_null(out);
    fprintf(out, "%s%s", village, conditions);
    assert_int_equal(fclose(out), 0);
}

static void
run(const char *scenario, const char *words, const char *results)
{
    assert_int_equal(program_status(WITHOUT_PICTURES "run %s/%s.yaml -q -n 6 -j1 %s -o %s/%s "
                                                     ">/dev/null 2>&1)",
                                    folder, scenario, words, folder, results),
                     0);
}

// Exit status of shell words in the folder of results.
static int
in_folder(const char *words)
{
    return program_status("cd %s && %s", folder, words);
}

static const char two[] = "conditions:\n"
                          "  as_is: {}\n"
                          "  many: { parameters: { mobilisation.p0: 60 % } }\n";

static void
a_set_that_says_nothing_is_the_default_but_for_its_name(void **state)
{
    (void)state;
    write_scenario("none", "");
    write_scenario("empty", "conditions: { other: {} }\n");
    run("none", "", "none");
    run("empty", "", "empty");
    assert_int_equal(in_folder("grep -q ',default,' none/outcomes.csv && "
                               "! grep -q ',default,' empty/outcomes.csv"),
                     0);
    assert_int_equal(in_folder("for f in none/*.csv; do sed 's/,other,/,default,/; "
                               "s/^other,/default,/' empty/${f##*/} | cmp - $f || exit 1; done"),
                     0);
    assert_int_equal(in_folder("! ls none | grep conditions"), 0);
}

static void
sets_stand_in_order_and_the_first_is_the_default(void **state)
{
    (void)state;
    write_scenario("none", "");
    write_scenario("two", two);
    run("none", "", "none");
    run("two", "", "two");
    assert_int_equal(in_folder("grep ',as_is,' two/trajectories.csv | sed 's/,as_is,/,default,/' "
                               ">a; tail -n +2 none/trajectories.csv | cmp - a"),
                     0);
    // By replicate, conditions as in the file, strategy.
    assert_int_equal(in_folder("test \"$(tail -n +2 two/outcomes.csv | head -8 | cut -d, -f1-3 | "
                               "tr '\\n' ' ')\" = '0,as_is,nothing 0,as_is,patrol 0,many,nothing "
                               "0,many,patrol 1,as_is,nothing 1,as_is,patrol 1,many,nothing "
                               "1,many,patrol '"),
                     0);
}

// A share of turnout that is more than twice as large brings more persons; what is decided before
// anybody leaves home is the same, click by click.
static void
a_set_moves_what_it_says_and_nothing_before(void **state)
{
    static struct outcome outcome;
    int n_higher = 0, n_lower = 0, n_equal = 0;

    (void)state;
    write_scenario("two", "conditions:\n"
                          "  few: { parameters: { mobilisation.p0: 26 % } }\n"
                          "  many: { parameters: { mobilisation: { p0: 60 % } } }\n");
    run("two", "", "two");
    program_run(&outcome,
                "grep '^many,few,nothing,peak_present_persons,all,' %s/two/between_conditions.csv "
                "| cut -d, -f15-17 | tr , ' '",
                folder);
    assert_int_equal(sscanf(outcome.text, "%d %d %d", &n_lower, &n_equal, &n_higher), 3);
    assert_int_equal(n_lower, 0);
    assert_int_equal(n_equal + n_higher, 6);
    assert_true(n_higher >= 4);
    program_run(&outcome,
                "cd %s/two; for c in few many; do grep \",$c,nothing,[0-9.]*,2026-06-12\" "
                "trajectories.csv | sed \"s/,$c,/,/\" >$c; done; test -s few && cmp few many",
                folder);
    assert_int_equal(outcome.exit_status, 0);
}

static void
a_level_sets_what_its_file_says_also_in_the_resolved_file(void **state)
{
    (void)state;
    write_scenario("known", "conditions:\n"
                            "  known: { connection: strong, parameters: { trust.dialogue: 9 % } }\n"
                            "  unknown: { connection: weak }\n");
    run("known", "", "known");
    assert_int_equal(in_folder("grep -q 'known,known,known,yes,connection: "
                               "strong,trust.dialogue,9 %' known/conditions.csv"),
                     0);
    assert_int_equal(in_folder("grep -q 'made_of: \"connection: strong\"' known/scenario.yaml && "
                               "grep -q 'trust.loss_factor: margin(1.2, 1.6, 2.2)' "
                               "known/scenario.yaml"),
                     0);
    // It reproduces the run, levels or none.
    assert_int_equal(program_status(WITHOUT_PICTURES "run %s/known/scenario.yaml -q -n 6 -o "
                                                     "%s/again >/dev/null 2>&1)",
                                    folder, folder),
                     0);
    assert_int_equal(in_folder("diff -r -x run.json known again"), 0);
}

static void
forked_or_alone_under_one_set_or_all_is_the_same(void **state)
{
    (void)state;
    write_scenario("two", two);
    run("two", "", "two");
    run("two", "--no-fork -j3", "plain");
    assert_int_equal(in_folder("diff -r -x run.json two plain"), 0);
    run("two", "-c many -s patrol", "one");
    assert_int_equal(in_folder("head -1 one/trajectories.csv >a && grep ',many,patrol,' "
                               "two/trajectories.csv >>a && cmp a one/trajectories.csv"),
                     0);
}

static void
a_comparison_shows_sets_by_name_and_pairs_them(void **state)
{
    static struct outcome outcome;

    (void)state;
    write_scenario("two", two);
    program_run(&outcome, WITHOUT_PICTURES "compare %s/two.yaml -q -n 4 -o %s/two 2>&1)", folder,
                folder);
    assert_int_equal(outcome.exit_status, 0);
    assert_non_null(strstr(outcome.text, "under “as_is”\n"));
    assert_non_null(strstr(outcome.text, "under “many”\n"));
    assert_non_null(strstr(outcome.text, "compared with the conditions “as_is” on the same"));
    assert_non_null(strstr(outcome.text, "Arms are paired"));
    assert_int_equal(in_folder("grep -q '<th scope=\"row\">patrol (many)' two/report.html && "
                               "grep -q 'id=\"between\"' two/report.html && "
                               "grep -q between_conditions.csv two/datapackage.json"),
                     0);
    // Courses and phases are drawn of both sets, by their labels.
    assert_int_equal(in_folder("head -1 two/charts/data/course-present_persons.words.csv | grep "
                               "-q ': as_is\"$' && head -1 "
                               "two/charts/data/course-present_persons-many.words.csv | grep -q "
                               "': many\"$' && test -s two/charts/data/phase-many.words.csv"),
                     0);
    // The rows between sets: all but those of the first, each against it.
    assert_int_equal(in_folder("test \"$(tail -n +2 two/between_conditions.csv | cut -d, -f1-3 | "
                               "sort -u | tr '\\n' ' ')\" = 'many,as_is,nothing "
                               "many,as_is,patrol '"),
                     0);
    // A report made anew says the same.
    assert_int_equal(in_folder("cp two/between_conditions.csv a && cp two/report.html b && "
                               "oploop report two >c && cmp a two/between_conditions.csv"),
                     0);
}

// Of more than three sets the courses of the first alone, and the page says so.
static void
many_sets_have_the_courses_of_the_first_alone(void **state)
{
    (void)state;
    write_scenario("four", "conditions: { as_is: {}, b: {}, c: {}, d: {} }\n");
    run("four", "", "four");
    assert_int_equal(in_folder("test -s four/charts/data/phase.words.csv && "
                               "! ls four/charts/data | grep -q -- '-[bcd]\\.'"),
                     0);
}

static void
a_dry_run_counts_arms_of_all_sets(void **state)
{
    static struct outcome outcome;

    (void)state;
    write_scenario("two", two);
    program_run(&outcome, "oploop compare %s/two.yaml -n 4 --dry-run 2>&1", folder);
    assert_int_equal(outcome.exit_status, 0);
    assert_non_null(strstr(outcome.text, "conditions  2: as_is, many\n"));
    assert_non_null(strstr(outcome.text, "4 evenings under 4 arms\n"));
    program_run(&outcome, "oploop compare %s/two.yaml -c many -n 4 --dry-run 2>&1", folder);
    assert_non_null(strstr(outcome.text, "4 evenings under 2 arms\n"));
}

// In a results folder there is one row a draw: shared ones once, those of a set by its name.
static void
draws_are_told_once_and_by_set(void **state)
{
    (void)state;
    write_scenario("two", "conditions:\n"
                          "  a: { parameters: { trust.drift: 'uniform(30 d, 40 d)' } }\n"
                          "  b: { parameters: { trust.drift: 'uniform(60 d, 80 d)' } }\n");
    run("two", "", "two");
    assert_int_equal(in_folder("test -z \"$(cut -d, -f1-3 two/parameters.csv | sort | uniq -d)\""),
                     0);
    // One uniform: the same place in both intervals.
    assert_int_equal(in_folder("grep ',a,trust.drift,' two/parameters.csv | cut -d, -f4 >a; "
                               "grep ',b,trust.drift,' two/parameters.csv | cut -d, -f4 >b; "
                               "paste a b | awk '{ if ($2 / $1 < 1.999 || $2 / $1 > 2.001) bad = "
                               "1 } END { exit NR != 6 || bad }'"),
                     0);
}

static void
tables_and_page_call_a_set_by_its_label(void **state)
{
    (void)state;
    write_scenario("named", "conditions:\n  a: { label: { en: partners met, nl: partners kennen "
                            "elkaar } }\n  b: { parameters: { trust.drift: 60 d } }\n");
    run("named", "--lang nl", "named");
    assert_int_equal(in_folder("grep -q 'partners kennen elkaar' named/report.html && "
                               "grep -q '(b)' named/report.html && "
                               "! grep -q '(a)' named/report.html && "
                               "grep -q ',a,patrol,' named/outcomes.csv"),
                     0);
}

static void
what_is_wrong_is_told_at_its_place(void **state)
{
    static const struct {
        const char *conditions, *message;
    } cases[] = {
        { "conditions: { a: { parameters: { trust.dialog: 3 % } } }\n",
          "bad.yaml:14:34: error: conditions: no parameter \"trust.dialog\"" },
        { "conditions: { a: { parameters: { population.trust: 40 % } } }\n",
          "population.trust: belongs to the world" },
        { "conditions: { a: { parameters: { trust.dialogue: 300 % } } }\n", "is outside" },
        { "conditions: { a: { connection: stron } }\n", "did you mean \"strong\"?" },
        { "conditions: { a: { conection: strong } }\n", "did you mean \"connection\"?" },
        { "conditions: { a: { roles: writen } }\n", "did you mean \"written\"?" },
        { "conditions: { a: { roles: { runup: {} } } }\n", "did you mean \"run_up\"?" },
        { "conditions: { a: { roles: { acute: { polise: [ mayor ] } } } }\n",
          "did you mean \"police\"?" },
        { "conditions: { a: { roles: { acute: { police: [ mayors ] } } } }\n",
          "bad.yaml:14:48: error: police: nobody is called \"mayors\"" },
        { "conditions: { a: { roles: { acute: { schools: mayor } } } }\n",
          "there is no link to \"mayor\"" },
        { "conditions: { a: { roles: { acute: { schools: [ mayor ] } } } }\n",
          "schools can tell police_information" },
        { "conditions: { a: { roles: [ mayor ] } }\n", "a list stands here" },
        { "conditions: { A: {} }\n", "not the name of conditions" },
    };
    static struct outcome outcome;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        write_scenario("bad", cases[i].conditions);
        program_run(&outcome, "oploop check %s/bad.yaml 2>&1", folder);
        assert_int_equal(outcome.exit_status, 65);
        if (strstr(outcome.text, cases[i].message) == NULL) {
            print_message("%s%s\n", cases[i].conditions, outcome.text);
        }
        assert_non_null(strstr(outcome.text, cases[i].message));
    }
    write_scenario("two", two);
    program_run(&outcome, "oploop run %s/two.yaml -c mny 2>&1", folder);
    assert_int_equal(outcome.exit_status, 2);
    assert_non_null(strstr(outcome.text, "did you mean \"many\"?"));
    program_run(&outcome, "oploop run %s/two.yaml --snapshot-at 'event - 1 h' 2>&1", folder);
    assert_int_equal(outcome.exit_status, 2);
    assert_non_null(
        strstr(outcome.text, "one set of conditions; here are 2, the first of them `as_is`"));
    assert_non_null(strstr(outcome.text, "run once for each, with -c NAME"));
}

// A value that no set leaves alone is never used, which a sweep of it would not show.
static void
a_value_that_every_set_replaces_is_warned_of(void **state)
{
    static struct outcome outcome;
    static const char replaced[] = "trust.dialogue: every set of conditions has a value of its own";

    (void)state;
    write_scenario("all", "conditions:\n"
                          "  a: { connection: strong }\n"
                          "  b: { parameters: { trust.dialogue: 9 % } }\n");
    program_run(&outcome, "oploop check --strict %s/all.yaml 2>&1", folder);
    assert_int_equal(outcome.exit_status, 0);
    program_run(&outcome, "oploop run %s/all.yaml -n 1 --dry-run --set trust.dialogue=0.03 2>&1",
                folder);
    assert_int_equal(outcome.exit_status, 0);
    assert_non_null(strstr(outcome.text, replaced));
    // One that a single set leaves alone is used there.
    program_run(&outcome, "oploop run %s/all.yaml -n 1 --dry-run --set trust.drift='50 d' 2>&1",
                folder);
    assert_null(strstr(outcome.text, "never used"));
}

// A file may write `parameters: { trust.dialogue: ... }` or one map in the other; --set takes the
// place of either.
static void
a_set_is_reached_from_the_command_line(void **state)
{
    (void)state;
    write_scenario("dot", "conditions: { a: { parameters: { trust.dialogue: 9 % } } }\n");
    write_scenario("map", "conditions: { a: { parameters: { trust: { dialogue: 9 % } } } }\n");
    run("dot", "--set 'conditions.a.parameters.trust.dialogue=3 %'", "dot");
    run("map", "--set 'conditions.a.parameters.trust.dialogue=3 %'", "map");
    assert_int_equal(in_folder("grep -q 'trust.dialogue,3 %$' dot/conditions.csv && "
                               "cmp dot/conditions.csv map/conditions.csv && "
                               "cmp dot/outcomes.csv map/outcomes.csv"),
                     0);
}

static void
write_levels(const char *text)
{
    char path[256];

    assert_int_equal(program_status("mkdir -p %s/data", folder), 0);
    snprintf(path, sizeof path, "%s/data/conditions.yaml", folder);

    FILE *out = fopen(path, "w");

    assert_non_null(out);
    fputs(text, out);
    assert_int_equal(fclose(out), 0);
}

// A file of levels of one's own is checked as a whole, also where nobody uses what is wrong.
static void
levels_of_ones_own_are_checked_when_they_are_read(void **state)
{
    static const char mine[] = "connection:\n"
                               "  mine: { meaning: m, source: assumed, parameters: "
                               "{ trust.dialogue: 7 % } }\n";
    static struct outcome outcome;
    char with_more[512];

    (void)state;
    write_scenario("own", "conditions: { a: { connection: mine } }\n");
    write_levels(mine);
    run("own", "", "own");
    assert_int_equal(in_folder("grep -q 'trust.dialogue,0.07' own/conditions.csv"), 0);
    snprintf(with_more, sizeof with_more, "%s%s", mine,
             "  other: { meaning: m, parameters: { trust.dialog: 1 %, population.trust: 1 % } }\n"
             "conection: {}\n");
    write_levels(with_more);
    program_run(&outcome, "oploop check %s/own.yaml 2>&1", folder);
    assert_int_equal(outcome.exit_status, 65);
    assert_non_null(strstr(outcome.text, "data/conditions.yaml:3:3: error: other: source is"));
    assert_non_null(strstr(outcome.text, "data/conditions.yaml:3:38: error: conditions: no "
                                         "parameter \"trust.dialog\""));
    assert_non_null(strstr(outcome.text, "population.trust: belongs to the world"));
    assert_non_null(strstr(outcome.text, "did you mean \"connection\"?"));
}

// Two levels that set one parameter leave open which holds; the set itself may decide.
static void
two_levels_may_not_set_one_parameter(void **state)
{
    static struct outcome outcome;

    (void)state;
    write_levels("connection:\n"
                 "  mine: { meaning: m, source: s, parameters: { trust.dialogue: 7 % } }\n"
                 "awareness:\n"
                 "  mine: { meaning: m, source: s, parameters: { trust.dialogue: 8 % } }\n");
    write_scenario("own", "conditions: { a: { connection: mine, awareness: mine } }\n");
    program_run(&outcome, "oploop check %s/own.yaml 2>&1", folder);
    assert_int_equal(outcome.exit_status, 65);
    assert_non_null(strstr(outcome.text, "trust.dialogue stands in `awareness: mine` too"));
}

// The desk sees what is shared openly, so that there is something to tell before it is acute.
#define SEEN \
    "signals: { coverage: 100 %, recall: 100 %, without_cause: 100 %, public_stories: 100 % }\n"
#define AS_USUAL                                                                                 \
    "{ police_information: [ municipality, platforms ], police_public_order: [ prosecutor, "     \
    "mayor ], police_neighbourhood: [ police_information, youth_work ], adviser: [ youth_work, " \
    "schools, organiser ], mayor: [ transport, national ], communication: [ residents, media "   \
    "], youth_work: police, schools: [ police ] }"

static void
who_tells_whom_is_written_as_a_map(void **state)
{
    (void)state;
    write_scenario("none", SEEN "conditions: { a: {} }\n");
    write_scenario("usual", SEEN "conditions: { a: { roles: { run_up: " AS_USUAL
                                 ", acute: " AS_USUAL " } } }\n");
    write_scenario("nobody", SEEN "conditions: { a: { roles: { run_up: {} }, parameters: "
                                  "{ roles.run_up_mayor_to_national: 30 % } } }\n");
    run("none", "", "none");
    run("usual", "", "usual");
    run("nobody", "", "nobody");
    // What is there anyhow changes nothing; a class that is left out stays as it is.
    assert_int_equal(in_folder("cmp none/outcomes.csv usual/outcomes.csv && "
                               "cmp none/trajectories.csv usual/trajectories.csv"),
                     0);
    assert_int_equal(in_folder("grep -q 'roles: own,roles.run_up_adviser_to_schools,0$' "
                               "nobody/conditions.csv && ! grep -q acute nobody/conditions.csv && "
                               "grep -q 'run_up_mayor_to_national,30 %$' nobody/conditions.csv && "
                               "! grep -q run_up_adviser_to_mayor nobody/conditions.csv"),
                     0);
    // The desk tells the chief and the neighbourhood police and nobody else, until it is acute.
    assert_int_equal(in_folder("! cmp -s none/outcomes.csv nobody/outcomes.csv"), 0);
    // The resolved file reproduces it.
    assert_int_equal(program_status(WITHOUT_PICTURES "run %s/nobody/scenario.yaml -q -n 6 -o "
                                                     "%s/again >/dev/null 2>&1)",
                                    folder, folder),
                     0);
    assert_int_equal(in_folder("diff -r -x run.json nobody again"), 0);
}

static void
a_level_of_roles_tells_who_tells_whom(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome, "oploop explain level roles.up_the_line 2>&1 | tr -s ' \n' ' '");
    assert_non_null(strstr(outcome.text, "tells, run_up police_public_order to prosecutor, mayor"));
    assert_non_null(strstr(outcome.text, "adviser to youth_work, schools, organiser"));
    // What is written down in the shipped table is what is there without it.
    write_scenario("plain", "conditions: { a: { parameters: { sharing.roles: 'margin(85 %, 95 %, "
                            "100 %)', sharing.within: 'margin(5 %, 15 %, 30 %)' } } }\n");
    write_scenario("written", "conditions: { a: { roles: written } }\n");
    run("plain", "", "plain");
    run("written", "", "written");
    assert_int_equal(in_folder("cmp plain/outcomes.csv written/outcomes.csv && "
                               "cmp plain/trajectories.csv written/trajectories.csv"),
                     0);
}

static void
explain_lists_levels_with_what_they_set(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome, "oploop explain conditions --names 2>&1");
    assert_int_equal(outcome.exit_status, 0);
    assert_non_null(strstr(outcome.text, "connection.strong"));
    program_run(&outcome, "oploop explain level connection.strong 2>&1");
    assert_int_equal(outcome.exit_status, 0);
    assert_non_null(strstr(outcome.text, "trust.loss_factor  margin(1.2, 1.6, 2.2)"));
    assert_non_null(strstr(outcome.text, "assumed"));
    program_run(&outcome, "oploop explain level connection.strog 2>&1");
    assert_int_equal(outcome.exit_status, 2);
    assert_non_null(strstr(outcome.text, "did you mean \"connection.strong\"?"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, program_set_up, program_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_set_that_says_nothing_is_the_default_but_for_its_name),
        TEST(sets_stand_in_order_and_the_first_is_the_default),
        TEST(a_set_moves_what_it_says_and_nothing_before),
        TEST(a_level_sets_what_its_file_says_also_in_the_resolved_file),
        TEST(forked_or_alone_under_one_set_or_all_is_the_same),
        TEST(a_comparison_shows_sets_by_name_and_pairs_them),
        TEST(many_sets_have_the_courses_of_the_first_alone),
        TEST(a_dry_run_counts_arms_of_all_sets),
        TEST(draws_are_told_once_and_by_set),
        TEST(tables_and_page_call_a_set_by_its_label),
        TEST(what_is_wrong_is_told_at_its_place),
        TEST(a_value_that_every_set_replaces_is_warned_of),
        TEST(a_set_is_reached_from_the_command_line),
        TEST(levels_of_ones_own_are_checked_when_they_are_read),
        TEST(two_levels_may_not_set_one_parameter),
        TEST(who_tells_whom_is_written_as_a_map),
        TEST(a_level_of_roles_tells_who_tells_whom),
        TEST(explain_lists_levels_with_what_they_set),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
