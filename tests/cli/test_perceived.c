// SPDX-License-Identifier: GPL-3.0-or-later
// The built program with institutions: forked arms, arms alone and arms that go on from a snapshot
// are the same bytes; what needs sight waits for it; who knew what when stands in events.csv.
#include "tests/support/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FOLDER program_own_folder

static const char scenario[] =
    "oploop: 1\n"
    "title: Who sees what\n"
    "purpose: research\n"
    "gathering: party\n"
    "start: 2026-06-12 18:00\n"
    "event: 2026-06-13 20:00\n"
    "end: 2026-06-14 02:00\n"
    "place: Haren (Groningen)\n"
    "population: { within: 30 km, at_most: 20000 }\n"
    "happenings: [ { given_clicks: { amount: 1200, at: start } } ]\n"
    "crowd: { spontaneous: 0.02 /h, contagion: 6 /h }\n"
    "signals: { count_error: 0 }\n"
    "courts: { challenged: 100 %, suspended: 100 %, delay: 30 min }\n"
    "strategies:\n"
    "  told: { measures: [ { me_deploy: { when: { observable: active_persons, at_least: 10, "
    "oracle: "
    "yes } } } ] }\n"
    "  seen: { measures: [ { me_deploy: { when: { observable: active_persons, at_least: 10 } } } ] "
    "}\n"
    "  phase: { measures: [ { me_deploy: { when: { all: [ { phase: disorder }, { observable: "
    "expected_crowd_persons, at_least: 1 } ] } } } ] }\n"
    "  order: { measures: [ { alcohol_ban: { at: start + 1 h } } ] }\n"
    "  imposed: { measures: [ { alcohol_ban: { at: start + 1 h, oracle: yes } } ] }\n";

static int
make_scenario(void **state)
{
    char path[128];

    if (program_set_up(state) != 0) return -1;
    snprintf(path, sizeof path, "%s/f.yaml", FOLDER);
    FILE *const out = fopen(path, "w");
    return out == NULL || fputs(scenario, out) < 0 || fclose(out) != 0 ? -1 : 0;
}

static void
run(const char *words, const char *name)
{
    static struct outcome outcome;

    program_run(&outcome, "PATH=/none; oploop run %s/f.yaml -q -n 4 %s -o %s/%s 2>&1", FOLDER,
                words, FOLDER, name);
    if (outcome.exit_status != 0) print_message("%s\n", outcome.text);
    assert_int_equal(outcome.exit_status, 0);
}

static void
assert_same(const char *x, const char *y)
{
    assert_int_equal(program_status("cd %s && for f in trajectories outcomes parameters events; do "
                                    "cmp %s/$f.csv %s/$f.csv || exit 1; done",
                                    FOLDER, x, y),
                     0);
}

static void
forked_arms_arms_alone_and_arms_from_a_snapshot_are_the_same_bytes(void **state)
{
    char words[256];

    (void)state;
    run("-j 1", "forked");
    run("--no-fork -j 2", "alone");
    assert_same("forked", "alone");
    run("--snapshot-at 'event - 1 h'", "cut");
    snprintf(words, sizeof words, "--from %s/cut/snapshots", FOLDER);
    run(words, "resumed");
    assert_same("forked", "resumed");
}

// First moment, in hours, of a row of events.csv whose text after the moment begins with this; 1e9.
static double
first_h(const char *strategy, const char *what)
{
    static struct outcome outcome;

    program_run(&outcome,
                "grep '^0,%s,' %s/r/events.csv | grep -E ',[^,]*T[^,]*,%s' | head -n 1 | cut -d, "
                "-f3",
                strategy, FOLDER, what);
    return outcome.text[0] != '\0' ? strtod(outcome.text, NULL) : 1e9;
}

static void
what_needs_sight_comes_later_than_what_is_told(void **state)
{
    (void)state;
    run("", "r");
    const double disorder_h = first_h("told", "phase,disorder");
    const double told_h = first_h("told", "measure starts,me_deploy");
    const double seen_h = first_h("seen", "measure starts,me_deploy");
    const double phase_h = first_h("phase", "measure starts,me_deploy");

    assert_true(disorder_h < 1e9 && told_h < 1e9 && seen_h < 1e9);
    assert_true(told_h >= disorder_h);
    assert_true(seen_h > told_h && phase_h > told_h);
    // and not before they agree on it
    assert_true(phase_h > first_h("phase", "agrees,disorder"));
}

static void
an_order_out_of_sight_is_refused_and_an_imposed_one_shows_that_it_was_known(void **state)
{
    (void)state;
    run("--set signals.coverage=0 --set signals.tips=0 --set news.onset=0", "r");
    assert_true(first_h("order", "phase,mobilisation") <= 1);
    assert_true(first_h("order", "\"?measure refused: those who decide do not see") == 1);
    assert_true(first_h("order", "measure starts") == 1e9);
    assert_true(first_h("imposed", "measure starts,alcohol_ban") == 1);
    assert_true(first_h("imposed", "all know") == 1);
    assert_true(first_h("imposed", "agrees,mobilisation") < 1e9);
    // a court suspends it, and the log says who
    assert_true(first_h("imposed", "suspends an order,,1,courts") > 1);
    assert_true(first_h("imposed", "measure suspended,alcohol_ban,0,municipality") < 1e9);
}

static void
where_all_is_known_sight_is_truth(void **state)
{
    (void)state;
    run("--set decision.knowledge=true", "r");
    assert_true(first_h("seen", "measure starts") == first_h("told", "measure starts"));
    assert_true(first_h("order", "measure starts") == 1);
    assert_true(first_h("seen", "knows") == 1e9);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_scenario, program_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(forked_arms_arms_alone_and_arms_from_a_snapshot_are_the_same_bytes),
        TEST(what_needs_sight_comes_later_than_what_is_told),
        TEST(an_order_out_of_sight_is_refused_and_an_imposed_one_shows_that_it_was_known),
        TEST(where_all_is_known_sight_is_truth),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
