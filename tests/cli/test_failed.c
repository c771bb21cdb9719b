// SPDX-License-Identifier: GPL-3.0-or-later
// Evenings that fail, with the program as it is: its address space is limited (`ulimit -v`) so that
// there is room for two levels of the tree of arms and not for a third. An evening in which a
// condition holds splits a third time; one in which it does not, does not. So some fail, for want
// of memory, always the same ones; the others are as in a study in which none fails.
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

// The third level: a measure that `late` takes when there are so many violent.
#define SCENARIO                                                                     \
    "include: minimal.yaml\noploop: 1\npopulation: { at_most: 2000 persons }\n"      \
    "happenings: [ { given_clicks: { amount: 900, at: start } } ]\n"                 \
    "base: early\nstrategies:\n"                                                     \
    "  early: { measures: [ { visible_presence: { at: event - 1 h } } ] }\n"         \
    "  late: { measures: [ { visible_presence: { at: event - 1 h } }, { me_deploy: " \
    "{ when: { observable: present_persons, at_least: 80 persons, oracle: yes } } } ] }\n"
#define SWEEP                                                  \
    "sweep s.yaml --vary 'late.me_deploy.intensity = 0.5, 1' " \
    "-j1 -q "

static const char *const folder = program_own_folder;

// Address space, in KiB, that holds two levels and a half; 0: it cannot be limited here.
static long
limit_kib(void)
{
    static long found = -1;

    for (long gib = 48; found < 0 && gib <= 1024; gib += 16) {
        if (program_status("ulimit -v %ld 2>/dev/null && PATH=/none oploop run "
                           "scenarios/minimal.yaml --set population.at_most=300 -s nothing -n 1 "
                           "-j1 -q -o %s/room -f >/dev/null 2>&1",
                           gib << 20, folder) == 0) {
            found = (gib << 20) * 5 / 2;
        }
    }
    found = found < 0 ? 0 : found;
    return found;
}

// In the test's folder, under the limit.
static void
go(struct outcome *outcome, const char *words)
{
    program_run(outcome, "cd %s && ulimit -v %ld && (PATH=/none; oploop %s) 2>&1", folder,
                limit_kib(), words);
}

static int
set_up(void **state)
{
    program_set_up(state);
    return program_status("cp scenarios/minimal.yaml %s && cd %s && printf '%%s' '%s' >s.yaml",
                          folder, folder, SCENARIO);
}

static void
assert_holds(const char *words)
{
    if (program_status("cd %s && %s", folder, words) != 0) {
        fail_msg("%s", words);
    }
}

// Which failed, and how many: of 12 evenings some and not all, each listed with the reason.
static void
assert_listed(const char *name, const char *verb)
{
    assert_int_equal(program_status("cd %s/%s && sed 1d failed.csv >rows && "
                                    "n=$(grep -c 'memory ran out,oploop %s' rows) && "
                                    "test $n -ge 1 -a $n -le 11 && test $n = $(wc -l <rows) && "
                                    "grep -q \"^failed_replicates,$n$\" study.csv && "
                                    "grep -q \"^replicates,$((12 - n))$\" study.csv && "
                                    "grep -q \"n_failed_replicates.: $n }\" run.json && "
                                    "grep -q \"$n of the evenings failed\" report.html",
                                    folder, name, verb),
                     0);
}

// The command of every row fails in the same way where there is as little room, and not where there
// is enough.
static void
assert_repeats(const char *name)
{
    assert_int_equal(
        program_status("cd %s/%s && while IFS= read -r row; do "
                       "words=\"${row#*,*,memory ran out,oploop } -j1 -q\"; "
                       "(PATH=/none; ulimit -v %ld; eval \"oploop $words\") >said 2>&1 </dev/null; "
                       "test $? = 71 && grep -q 'memory ran out' said || exit 1; done <rows && "
                       "(PATH=/none; eval \"oploop $words\") >/dev/null 2>&1",
                       folder, name, limit_kib()),
        0);
}

static void
a_comparison_goes_on_without_the_evenings_that_fail(void **state)
{
    static struct outcome outcome;

    (void)state;
    if (limit_kib() == 0) {
        skip();
    }
    go(&outcome, "compare s.yaml -n 12 -j1 -q -o few");
    assert_int_equal(outcome.exit_status, 3);
    assert_non_null(strstr(outcome.text, "failed.csv lists them with the command"));
    assert_listed("few", "compare scenario.yaml");
    assert_holds("(PATH=/none; oploop compare s.yaml -n 12 -q -o all >/dev/null) && "
                 "test ! -e all/failed.csv && ! grep -q failed_replicates all/study.csv && "
                 "for k in $(cut -d, -f1 few/rows); do echo \"^$k,\"; done >failed && "
                 "grep -vf failed all/outcomes.csv | cmp - few/outcomes.csv && "
                 "awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next } "
                 "$at[\"metric\"] == \"violent_persons\" && $at[\"structure\"] == \"all\" { print "
                 "$at[\"n\"] }' few/summary.csv | "
                 "sort -u >n && sed -n s/^replicates,//p few/study.csv | cmp - n");
    assert_repeats("few");
}

static void
a_sweep_goes_on_without_the_evenings_that_fail(void **state)
{
    static struct outcome outcome;

    (void)state;
    if (limit_kib() == 0) {
        skip();
    }
    go(&outcome, SWEEP "-n 12 -o few");
    assert_int_equal(outcome.exit_status, 3);
    assert_non_null(strstr(outcome.text, "failed.csv lists them with the command"));
    assert_listed("few", "sweep scenario.yaml --design-from design.csv");
    assert_holds("(PATH=/none; oploop " SWEEP "-n 12 -o all >/dev/null) && "
                 "test ! -e all/failed.csv && "
                 "for k in $(cut -d, -f1 few/rows); do "
                 "echo \"^[0-9]*,[^,]*,[^,]*,[0-9]*,[^,]*,$k,\"; done >failed && "
                 "grep -vf failed all/points.csv | cmp - few/points.csv && "
                 "grep ',violent_persons,' few/summary.csv | cut -d, -f7 | sort -u >n && "
                 "sed -n s/^replicates,//p few/study.csv | cmp - n");
    assert_repeats("few");
}

// Worlds of their own: the command is of the one in which the evening failed.
static void
an_evening_that_fails_is_repeated_in_its_world(void **state)
{
    static struct outcome outcome;

    (void)state;
    if (limit_kib() == 0) {
        skip();
    }
    go(&outcome, SWEEP "--vary 'population.at_most = 1500, 2000' -n 2 -o few");
    assert_int_equal(outcome.exit_status, 3);
    assert_holds("sed 1d few/failed.csv >few/rows && grep -q \"^[0-9]*,2,memory ran out,oploop "
                 "compare arms.yaml .*--set population.at_most=2000 \" few/rows");
    assert_repeats("few");
}

// What failed is repeated with the rest, and fails again.
static void
a_repetition_of_such_studies_is_the_same(void **state)
{
    static struct outcome outcome;

    (void)state;
    if (limit_kib() == 0) {
        skip();
    }
    go(&outcome, SWEEP "-n 6 -o few");
    assert_int_equal(outcome.exit_status, 3);
    go(&outcome, "compare s.yaml -n 6 -j1 -q -o pair");
    assert_int_equal(outcome.exit_status, 3);
    go(&outcome, "rerun few --verify -j1");
    assert_int_equal(outcome.exit_status, 0);
    assert_non_null(strstr(outcome.text, "files are the same"));
    go(&outcome, "rerun pair --verify -j1");
    assert_int_equal(outcome.exit_status, 0);
}

// Killed when the piece of an evening is there that failed: that piece counts as done. How often it
// took until the kill came in time.
static int
cut_study(const char *program)
{
    for (int n = 1; n < 20; n++) {
        (void)!program_status("cd %s && { (PATH=/none; ulimit -v %ld; exec %s " SWEEP
                              "-n 30 -o cut) >/dev/null 2>&1 & P=$!; while kill -0 $P && ! test "
                              "-e cut.unfinished/pieces/world-0001-0000012; do sleep 0.01; done; "
                              "kill -9 $P; wait $P; } 2>/dev/null",
                              folder, limit_kib(), program);
        if (program_status("cd %s && test ! -e cut", folder) == 0) {
            return n;
        }
        assert_holds("rm -r cut");
    }
    fail_msg("the kill came too late twenty times");
    return 0;
}

// A study that is taken up again does not try once more what has failed, though it would do now.
static void
what_has_failed_is_not_tried_for_ever(void **state)
{
    char program[4096];
    const char *named = getenv("OPLOOP");

    (void)state;
    if (limit_kib() == 0) {
        skip();
    }
    assert_non_null(realpath(named && named[0] ? named : "build/oploop", program));
    (void)cut_study(program);
    assert_holds("(PATH=/none; oploop " SWEEP "-n 30 -o cut --resume >/dev/null 2>&1); "
                 "test $? = 3 && sed 1d cut/failed.csv >rows && n=$(wc -l <rows) && "
                 "test $n -ge 1 && test $(tail -1 rows | cut -d, -f1) -lt 30 && "
                 "grep -q \"^replicates,$((30 - n))$\" cut/study.csv");
}

// It stops at a look like any other, and says how many were left out.
static void
a_study_until_a_width_copes_with_failures(void **state)
{
    static struct outcome outcome;

    (void)state;
    if (limit_kib() == 0) {
        skip();
    }
    go(&outcome, SWEEP "-n 120 --until 'violent_persons: 1000 persons' -o few");
    assert_int_equal(outcome.exit_status, 3);
    assert_holds("n=$(sed 1d few/failed.csv | wc -l) && test $n -ge 1 && "
                 "k=$(sed -n s/^replicates,//p few/study.csv) && test $k -ge 50 && "
                 "test $((k + n)) -lt 120");
}

// Where every evening fails there is nothing to go on with, and nothing is left behind.
static void
a_study_of_which_all_fails_ends_with_the_reason(void **state)
{
    static struct outcome outcome;

    (void)state;
    if (limit_kib() == 0) {
        skip();
    }
    assert_holds("sed -i 's/when: { obs[^}]*}/at: event + 1 h/' s.yaml");
    go(&outcome, SWEEP "-n 2 -o no");
    assert_int_equal(outcome.exit_status, 71);
    assert_non_null(strstr(outcome.text, "memory ran out"));
    assert_holds("test ! -e no && test ! -e no.unfinished");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, program_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_comparison_goes_on_without_the_evenings_that_fail),
        TEST(a_sweep_goes_on_without_the_evenings_that_fail),
        TEST(an_evening_that_fails_is_repeated_in_its_world),
        TEST(a_repetition_of_such_studies_is_the_same),
        TEST(what_has_failed_is_not_tried_for_ever),
        TEST(a_study_until_a_width_copes_with_failures),
        TEST(a_study_of_which_all_fails_ends_with_the_reason),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
