// SPDX-License-Identifier: GPL-3.0-or-later
// `oploop sweep` as a user runs it: points are the arms that compare would simulate, killed studies
// go on in the same bytes, designs come back from their tables.
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

// Small enough to be quick, with some disorder in some evenings; no gnuplot in sight.
#define SMALL "scenarios/minimal.yaml --set population.at_most=4000 -q "
#define STARTS "--vary 'patrol.visible_presence.at = event - 6 h .. event + 2 h by 2 h' "
#define SWEEP "PATH=/none; oploop sweep " SMALL

static const char *const folder = program_own_folder;

// The program itself, not the shell's word for it: what $! is then the one to kill.
static const char *
binary(void)
{
    static char path[4096];
    const char *named = getenv("OPLOOP");

    assert_non_null(realpath(named && named[0] ? named : "build/oploop", path));
    return path;
}

static void
sweep(const char *words, const char *name)
{
    assert_int_equal(program_status("(" SWEEP "%s -o %s/%s >%s/%s.txt 2>&1)", words, folder, name,
                                    folder, name),
                     0);
}

static void
threads_and_forks_change_not_one_byte(void **state)
{
    static struct outcome outcome;

    (void)state;
    sweep(STARTS "-n 5 -j1", "one");
    sweep(STARTS "-n 5 -j3", "two");
    sweep(STARTS "-n 5 -j2 --no-fork", "three");
    program_run(&outcome, "cd %s; diff -r -x run.json one two; diff -r -x run.json one three",
                folder);
    assert_string_equal(outcome.text, "");
}

// The command of a point gives the metrics that the sweep gave.
static void
a_point_is_the_arm_that_its_command_simulates(void **state)
{
    (void)state;
    sweep(STARTS "--vary 'spread.inviters = 10 %, 30 %' -n 3", "all");
    assert_int_equal(
        program_status(
            "cd %s/all && eval \"$(grep '^9,' design.csv | sed 's/.*\\(oploop "
            "compare\\)/\\1/') -q >/dev/null\" && "
            "grep '^9,' points.csv | cut -d, -f13- >a && "
            "grep ',patrol_p' point-9/outcomes.csv | cut -d, -f5- >b && test -s a && cmp a b",
            folder),
        0);
}

// Of every point, and of all metrics: among them those that pair an evening with itself when
// nothing is done, where persons were kept away of whom some would have been violent.
static void
each_point_of_a_ring_is_the_arm_that_its_command_simulates(void **state)
{
    (void)state;
    assert_int_equal(
        program_status("cd %s && cp $OLDPWD/scenarios/minimal.yaml . && printf 'include: "
                       "minimal.yaml\noploop: 1\npopulation: { at_most: 20000 persons }\n"
                       "happenings: [ { given_clicks: { amount: 6000, at: start } } ]\n"
                       "strategies: { ring: { measures: [ { access_ring: { at: event - 2 h } } ] } "
                       "}\nbase: ring\n' >ring.yaml && (PATH=/none; oploop sweep ring.yaml --vary "
                       "'ring.access_ring.at = event - 2 h, event + 30 min' -n 3 -q -o all "
                       ">/dev/null 2>&1)",
                       folder),
        0);
    assert_int_equal(
        program_status("cd %s/all && for p in 1 2; do grep \"^$p,\" design.csv | "
                       "sed 's/.*\\(oploop compare\\)/\\1/' >c && (oploop() { PATH=/none command "
                       "%s \"$@\"; }; . ./c) >/dev/null 2>&1; "
                       "grep \"^$p,\" points.csv | cut -d, -f12- >a && "
                       "grep \",ring_p$p,\" point-$p/outcomes.csv | cut -d, -f5- >b && "
                       "test -s a && cmp a b || exit 1; done",
                       folder, binary()),
        0);
    // some kept away would have been violent; some evenings are needless, some missed
    assert_int_equal(
        program_status("cd %s/all && head -1 points.csv | cut -d, -f12- >h && "
                       "head -1 point-1/outcomes.csv | cut -d, -f5- | cmp - h && awk -F, "
                       "'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next } $1 > 0 { "
                       "kept = $at[\"kept_away_persons\"]; lawful = "
                       "$at[\"lawful_kept_away_persons\"]; both += 0 < lawful && lawful < kept && "
                       "$at[\"violent_persons\"] > 0 && $at[\"cost_eur\"] > 0; "
                       "needless += $at[\"needless\"]; missed += $at[\"missed\"] } "
                       "END { exit !(both && needless && missed) }' points.csv",
                       folder),
        0);
}

// parameters.csv is that of a comparison of the same evenings, byte for byte.
static void
what_evenings_drew_is_what_a_comparison_draws(void **state)
{
    (void)state;
    sweep(STARTS "-n 4", "swept");
    assert_int_equal(program_status("(PATH=/none; oploop compare " SMALL "-n 4 -o %s/compared "
                                    ">/dev/null 2>&1); cd %s && test -s swept/parameters.csv && "
                                    "cmp swept/parameters.csv compared/parameters.csv && "
                                    "test -s swept/precision.csv && "
                                    "grep -q parameters.csv swept/datapackage.json",
                                    folder, folder),
                     0);
}

// What is varied is drawn nowhere; of several worlds each says its own, and all else is the same.
static void
what_is_varied_is_not_drawn(void **state)
{
    (void)state;
    sweep("--vary 'patrol.visible_presence.at = event - 4 h, event' --vary 'spread.inviters = "
          "10 %, 30 %' --vary 'patrol.visible_presence.intensity = 50 %, 100 %' -n 2",
          "sets");
    sweep("--vary 'patrol.visible_presence.at = event - 4 h, event' --vary 'population.alike = "
          "10 %, 30 %' -n 2",
          "worlds");
    assert_int_equal(program_status("cd %s && head -1 sets/parameters.csv | grep -qx "
                                    "replicate,conditions,parameter,value && "
                                    "! grep -q spread.inviters sets/parameters.csv && "
                                    "cut -d, -f1-3 sets/parameters.csv | sort | uniq -d | "
                                    "cmp - /dev/null && "
                                    "grep -q visible_presence. sets/parameters.csv && "
                                    "grep -q spread.inviters worlds/parameters.csv && "
                                    "head -1 worlds/parameters.csv | grep -qx "
                                    "replicate,world,parameter,value && "
                                    "! grep -q population.alike worlds/parameters.csv && "
                                    "grep '^0,1,' worlds/parameters.csv | cut -d, -f3- >a && "
                                    "grep '^0,2,' worlds/parameters.csv | cut -d, -f3- >b && "
                                    "test -s a && cmp a b",
                                    folder),
                     0);
}

static void
a_design_comes_back_from_its_table(void **state)
{
    (void)state;
    sweep("--vary 'patrol.visible_presence.at = start .. event' --vary 'spread.inviters = 10 % .. "
          "30 %' --design latin --points 5 -n 2",
          "made");
    assert_int_equal(program_status("(" SWEEP "--design-from %s/made/design.csv -n 2 -o %s/read "
                                    ">%s/out.txt 2>&1)",
                                    folder, folder, folder),
                     0);
    assert_int_equal(program_status("cd %s && cmp made/points.csv read/points.csv", folder), 0);
}

static void
the_study_of_a_scenario_says_the_same_as_the_command_line(void **state)
{
    (void)state;
    assert_int_equal(
        program_status(
            "cd %s && cp $OLDPWD/scenarios/minimal.yaml . && printf 'include: minimal.yaml\\n"
            "oploop: 1\\npopulation: { at_most: 4000 persons }\\nstudy:\\n  vary:\\n"
            "    patrol.visible_presence.at: event - 6 h .. event + 2 h by 2 h\\n"
            "    patrol.visible_presence.intensity: [ 0.5, 100 %%%% ]\\n"
            "  replicates: 2\\n  effective_share: 70 %%%%\\n  reference: event\\n' >s.yaml && "
            "oploop check s.yaml && (PATH=/none; oploop sweep s.yaml -q -o block >/dev/null 2>&1) "
            "&& oploop sweep s.yaml --vary 'patrol.visible_presence.at = event - 6 h .. event + 2 "
            "h "
            "by 2 h' --vary 'patrol.visible_presence.intensity = 0.5, 100 %%' -n 2 "
            "--effective-share 0.7 --reference 'event + 0 h' -q -o line >/dev/null 2>&1 && "
            "cmp block/points.csv line/points.csv && cmp block/effective.csv line/effective.csv && "
            "grep -q effective_share,0.7 block/study.csv && "
            "grep -q 'reference,2026-06-13T20:00:00' block/study.csv",
            folder),
        0);
}

// From when on a measure can is told by evenings without it: a minute before a start is refused, a
// minute after it is carried out.
static void
a_measure_can_from_the_minute_on_at_which_it_is_not_refused(void **state)
{
    static struct outcome outcome;
    double could_h = 0;

    (void)state;
    sweep(STARTS "-n 1", "wide");
    program_run(&outcome, "cd %s/wide && grep '^1,' points.csv | cut -d, -f9", folder);
    assert_int_equal(sscanf(outcome.text, "%lf", &could_h), 1);
    assert_int_equal(program_status("(" SWEEP "--vary 'patrol.visible_presence.at = start + %.0f "
                                    "min, start + %.0f min' -n 1 -o %s/near >%s/out.txt 2>&1)",
                                    60 * could_h - 1, 60 * could_h + 1, folder, folder),
                     0);
    program_run(&outcome, "cd %s/near && grep -v '^0,' points.csv | cut -d, -f1,8", folder);
    assert_string_equal(outcome.text, "point,started\n1,0\n2,1\n");
}

// One that is carried out at every start and one that is refused at each: neither is told by the
// other's starts.
static void
two_measures_of_a_point_are_told_apart(void **state)
{
    static struct outcome outcome;

    (void)state;
    assert_int_equal(
        program_status("sed 's/^strategies:.*/strategies: { two: { measures: [ { stop_talk: { at: "
                       "start + 2 h, oracle: yes } }, { me_deploy: { at: start + 3 h, oracle: yes "
                       "} } ] } }/' scenarios/minimal.yaml >%s/two.yaml && (PATH=/none; oploop "
                       "sweep %s/two.yaml --set population.at_most=2000 -q -n 2 -o %s/two --vary "
                       "'two.stop_talk.at = start + 1 h, start + 2 h' --vary 'two.me_deploy.at = "
                       "start + 1 h, start + 3 h' >%s/out.txt 2>&1)",
                       folder, folder, folder, folder),
        0);
    program_run(
        &outcome,
        "cd %s/two && awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next } $1 > 0 "
        "{ print $c[\"started\"], $c[\"two.me_deploy.at_started\"] }' points.csv | sort -u; "
        "awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next } { print "
        "$c[\"measure\"], ($c[\"reference_start_h\"] != \"\") }' effective.csv | sort -u",
        folder);
    assert_string_equal(outcome.text, "1 0\nme_deploy 0\nstop_talk 1\n");
}

// The reference that was asked for stands in the folder: what is computed from it again is the
// same.
static void
a_reference_that_is_asked_for_is_kept(void **state)
{
    (void)state;
    sweep(STARTS "-n 8 --reference event", "asked");
    assert_int_equal(program_status("cd %s && sed 1d asked/effective.csv | "
                                    "grep -vc ',2026-06-13T20:00:00,26,.*,asked$'",
                                    folder),
                     1);
    assert_int_equal(program_status("cd %s && cp asked/effective.csv . && (PATH=/none; oploop "
                                    "report asked; oploop rerun asked --verify) >said 2>&1 && "
                                    "grep -q 'files are the same' said && "
                                    "cmp effective.csv asked/effective.csv",
                                    folder),
                     0);
}

// One evening of a study is the same evening by itself.
static void
one_evening_can_be_swept_alone(void **state)
{
    (void)state;
    sweep(STARTS "-n 4", "all");
    sweep(STARTS "--replicate 3", "one");
    assert_int_equal(program_status("cd %s && sed 1d one/points.csv | cut -d, -f6 | sort -u | "
                                    "grep -qx 3 && awk -F, 'NR == 1 || $6 == 3' all/points.csv | "
                                    "cmp - one/points.csv && (PATH=/none; oploop rerun one "
                                    "--verify >/dev/null 2>&1)",
                                    folder),
                     0);
}

// Killed at 20 different moments, each time when another piece is there, it ends in the same bytes.
static void
a_killed_study_goes_on_in_the_same_bytes(void **state)
{
    static struct outcome outcome;

    (void)state;
    sweep(STARTS "-n 21 -j1", "whole");
    for (int k = 1, n_tries = 0; k <= 20; k++) {
        // A piece more each time: the program ends by SIGKILL as soon as it is there.
        (void)!program_status(
            "{ %s sweep " SMALL STARTS "-n 21 -j1 -o %s/cut --resume >/dev/null & P=$!; "
            "while kill -0 $P && ! test -e %s/cut.unfinished/pieces/world-0001-%07d; "
            "do sleep 0.01; done; kill -9 $P; wait $P; } 2>/dev/null",
            binary(), folder, folder, k - 1);
        // on a busy machine it may be done before the kill: that one does not count
        if (program_status("test ! -e %s/cut", folder) != 0) {
            assert_int_equal(program_status("rm -r %s/cut", folder), 0);
            assert_true(++n_tries < 20);
            k--;
        }
    }
    assert_int_equal(program_status("(" SWEEP STARTS "-n 21 -j1 -o %s/cut --resume >%s/out.txt "
                                    "2>&1)",
                                    folder, folder),
                     0);
    program_run(&outcome, "cd %s; diff -r -x run.json whole cut; ls -d *.unfinished 2>/dev/null",
                folder);
    assert_string_equal(outcome.text, "");
}

static void
what_was_begun_is_neither_lost_nor_mixed_up(void **state)
{
    (void)state;
    (void)!program_status("{ %s sweep " SMALL STARTS "-n 9 -j1 -o %s/cut >/dev/null & P=$!; "
                          "while ! test -e %s/cut.unfinished/pieces/world-0001-0000001; do sleep "
                          "0.01; done; kill -9 $P; wait $P; } 2>/dev/null",
                          binary(), folder, folder);

    assert_int_equal(program_status("oploop sweep " SMALL STARTS "-n 9 -o %s/cut 2>/dev/null",
                                    folder),
                     73);
    assert_int_equal(program_status("oploop sweep " SMALL STARTS
                                    "-n 9 --seed 2 -o %s/cut --resume 2>/dev/null",
                                    folder),
                     65);
    assert_int_equal(program_status("ls %s/cut.unfinished/pieces | grep -q world-0001-0000001",
                                    folder),
                     0);
}

// An interrupt keeps what is finished and says how to go on.
static void
an_interrupted_study_says_how_to_go_on(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome,
                "%s sweep " SMALL STARTS "-n 200 -j1 -o %s/cut 2>%s/said & P=$!; "
                "while ! test -e %s/cut.unfinished/pieces/world-0001-0000001; do sleep "
                "0.01; done; kill -TERM $P; wait $P; echo $?; cat %s/said",
                binary(), folder, folder, folder, folder);
    assert_non_null(strstr(outcome.text, "143\n"));
    assert_non_null(strstr(outcome.text, "--resume"));
    assert_int_equal(program_status("test ! -e %s/cut", folder), 0);
}

static void
wrong_studies_are_refused_before_anything_is_computed(void **state)
{
    static const struct {
        const char *words;
        int exit_status;
    } cases[] = {
        { "", 2 },
        { "--vary 'patrol.visible_presence.at = start .. event by 0 h'", 65 },
        { "--vary 'patrol.visible_presence.att = start'", 65 },
        { "--vary 'spread.inviters = 10 % .. 30 %' --design sobol", 2 },
        { "--vary 'spread.inviters = 10 %' --effective-share 1", 2 },
        { "--vary 'spread.inviters = 10 %' --design-from x.csv", 2 },
        { "--vary 'patrol.visible_presence.at = start .. event by 2 h' --reference 'event - 1 h'",
          65 },
        { "--vary 'patrol.visible_presence.at = start .. event by 2 h' --reference soon", 65 },
        { "--vary 'patrol.visible_presence.at = start' --reference '2026-02-30 10:00'", 65 },
        { "--vary 'spread.inviters = 10 %' --reference event", 65 },
        { "--design-from /none/x.csv", 66 },
        { "--vary 'spread.inviters = 10 %' --design cube", 2 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (program_status("oploop sweep " SMALL "%s -o %s/no >/dev/null 2>&1", cases[i].words,
                           folder) != cases[i].exit_status) {
            fail_msg("%s", cases[i].words);
        }
        assert_int_equal(program_status("ls %s/no* >/dev/null 2>&1", folder), 2);
    }
}

static void
what_is_wrong_is_told_with_what_would_be_right(void **state)
{
    static const struct {
        const char *words, *hint;
    } cases[] = {
        { "--vary 'population.atmost = 3, 4'", "did you mean \"population.at_most\"?" },
        { "--vary 'visible_presence.at = event, end'",
          "did you mean \"patrol.visible_presence.at\"?" },
        { "--vary 'patrol.visible_presence.at: start, event'", "write `=` after the key" },
        { "--vary 'patrol.visible_presence.at = start, 2026-06-31 10:00'",
          "there is no day 2026-06-31" },
        { STARTS "--reference 'event - 3 h'",
          "the nearest are 2026-06-13 16:00:00 and 2026-06-13 18:00:00" },
        { STARTS "--reference 'event + 3 h'", "the nearest is 2026-06-13 22:00:00" },
        { STARTS "--reference 'visible_presence + 1 h'", "hangs on a measure" },
        { "--vary 'spread.inviters = 10 %' --reference event", "no start of a measure is varied" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        static struct outcome outcome;

        program_run(&outcome, "oploop sweep " SMALL "%s -o %s/no 2>&1 >/dev/null", cases[i].words,
                    folder);
        assert_int_equal(outcome.exit_status, 65);
        if (!strstr(outcome.text, cases[i].hint)) {
            fail_msg("%s: %s", cases[i].hint, outcome.text);
        }
    }
}

// `check` looks at it too, with its place in the file.
static void
a_reference_in_the_file_is_checked(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome,
                "cd %s && cp $OLDPWD/scenarios/minimal.yaml . && printf 'include: minimal.yaml\\n"
                "oploop: 1\\nstudy:\\n  vary: { patrol.visible_presence.at: start .. event by 2 h "
                "}\\n  reference: event - 3 h\\n' >s.yaml && oploop check s.yaml 2>&1",
                folder);
    assert_int_equal(outcome.exit_status, 65);
    assert_non_null(strstr(outcome.text, "s.yaml:5:14: error: reference: no start of the design "
                                         "lies at event - 3 h"));
}

static void
a_dry_run_says_what_would_run_and_writes_nothing(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome, "oploop sweep " SMALL STARTS "-n 30 --dry-run -o %s/no", folder);
    assert_int_equal(outcome.exit_status, 0);
    assert_non_null(
        strstr(outcome.text, "starts 2026-06-13 14:00 .. 2026-06-13 22:00; lead time "));
    assert_non_null(strstr(outcome.text, "; allowed in mobilisation .. disorder\n"));
    assert_non_null(strstr(outcome.text, "points      5\n"));
    assert_non_null(strstr(outcome.text, "arms        6 of one evening"));
    assert_non_null(strstr(outcome.text, "replicates  30"));
    assert_int_equal(program_status("ls %s/no* >/dev/null 2>&1", folder), 2);
}

// Another version may compute them otherwise: what report writes anew is no sign of a broken
// folder.
static void
tables_that_report_computes_may_differ_before_it(void **state)
{
    (void)state;
    assert_int_equal(
        program_status("cd %s && cp \"$OLDPWD\"/scenarios/minimal.yaml . && (PATH=/none; "
                       "oploop sweep minimal.yaml --set population.at_most=300 --vary "
                       "'patrol.visible_presence.at = event - 2 h, event' -q -n 2 -o a) "
                       ">/dev/null 2>&1 && for t in effective bought windows; do "
                       "if test -e a/$t.csv; then echo x >>a/$t.csv; fi; done && (PATH=/none; "
                       "oploop report a && oploop report a) >/dev/null 2>&1 && "
                       "! grep -q '^x$' a/*.csv",
                       program_own_folder),
        0);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, program_set_up, program_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(tables_that_report_computes_may_differ_before_it),
        TEST(threads_and_forks_change_not_one_byte),
        TEST(a_point_is_the_arm_that_its_command_simulates),
        TEST(each_point_of_a_ring_is_the_arm_that_its_command_simulates),
        TEST(what_evenings_drew_is_what_a_comparison_draws),
        TEST(what_is_varied_is_not_drawn),
        TEST(a_design_comes_back_from_its_table),
        TEST(the_study_of_a_scenario_says_the_same_as_the_command_line),
        TEST(a_measure_can_from_the_minute_on_at_which_it_is_not_refused),
        TEST(two_measures_of_a_point_are_told_apart),
        TEST(a_reference_that_is_asked_for_is_kept),
        TEST(one_evening_can_be_swept_alone),
        TEST(a_killed_study_goes_on_in_the_same_bytes),
        TEST(what_was_begun_is_neither_lost_nor_mixed_up),
        TEST(an_interrupted_study_says_how_to_go_on),
        TEST(wrong_studies_are_refused_before_anything_is_computed),
        TEST(what_is_wrong_is_told_with_what_would_be_right),
        TEST(a_reference_in_the_file_is_checked),
        TEST(a_dry_run_says_what_would_run_and_writes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
