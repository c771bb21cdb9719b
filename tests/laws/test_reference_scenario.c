// SPDX-License-Identifier: GPL-3.0-or-later
// Scenarios of reference models as a user writes them: what is refused, where, and with which
// advice; and the resolved file, which gives the same runs.

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include "sim/base/status.h"
#include "tests/support/reference_runs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define SETS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
write_file(const char *path, const char *text)
{
    FILE *const out = fopen(path, "w");

    assert_non_null(out);
    (void)fputs(text, out);
    assert_int_equal(fclose(out), 0);
}

static void
faults_are_told_with_place_and_advice(void **state)
{
    static const struct {
        const char *name, *set;
        enum op_status status;
        const char *says, *advises;
    } cases[] = {
        { "sir", "model=sirr", OP_UNKNOWN_NAME, "model: \"sirr\"", "did you mean \"sir\"?" },
        { "sir", "model=weather", OP_UNKNOWN_NAME, "model: \"weather\"", "percolation" },
        { "sir", "transmision_rate=1 /d", OP_UNKNOWN_KEY, "transmision_rate", "transmission_rate" },
        { "sir", "purpose=research", OP_UNKNOWN_KEY, "purpose", "keys here" },
        { "sir", "network.person=10", OP_UNKNOWN_KEY, "person", "persons" },
        { "sir", "network=ring", OP_WRONG_TYPE, "network", "kind" },
        { "sir", "network.kind=preferentail", OP_UNKNOWN_NAME, "preferentail", "preferential" },
        { "sir", "network.degree=4", OP_BAD_VALUE, "a network of kind preferential has no use",
          "regular" },
        { "sir", "network.persons=5", OP_OUT_OF_RANGE, "links: not below", "" },
        { "sir", "network={ kind: regular, persons: 9, degree: 3 }", OP_OUT_OF_RANGE, "odd",
          "twice" },
        { "sir", "network={ kind: regular, persons: 12, degree: 12 }", OP_OUT_OF_RANGE,
          "not below the number of persons", "" },
        { "sir", "network={ kind: ring, persons: 12, neighbours: 5 }", OP_OUT_OF_RANGE, "odd",
          "side" },
        { "sir", "network={ kind: poisson, persons: 12, mean_degree: 12 }", OP_OUT_OF_RANGE,
          "more ties than other persons", "" },
        { "sir", "network={ kind: edges }", OP_OUT_OF_RANGE, "no file", "file: edges.csv" },
        { "sir", "network={ kind: edges, file: nowhere.csv }", OP_NOT_FOUND, "nowhere.csv", "" },
        { "sir", "network.persons=1e6", OP_OK, "", "" },
        { "sir", "network.persons=10.5", OP_BAD_UNIT, "10.5", "persons" },
        { "sir", "network.persons=10.5 persons", OP_BAD_VALUE, "not a whole number", "" },
        { "sir", "network.persons=uniform(10, 20)", OP_BAD_VALUE, "is a distribution",
          "whole number" },
        { "sir", "network.persons=0", OP_OUT_OF_RANGE, "persons", "" },
        { "sir", "network.persons=-3", OP_OUT_OF_RANGE, "-3", "" },
        { "sir", "network.persons=1e400", OP_BAD_VALUE, "1e400", "" },
        { "sir", "network.persons=nan", OP_BAD_VALUE, "nan", "" },
        { "sir", "network.persons=", OP_BAD_VALUE, "no value", "" },
        { "sir", "initial_persons=2000000", OP_OUT_OF_RANGE, "there are 1000000 persons", "" },
        { "sir", "transmission_rate=0.5", OP_BAD_UNIT, "has no unit", "3 /h" },
        { "sir", "transmission_rate=-1 /d", OP_OUT_OF_RANGE, "-1 /d", "" },
        { "sir", "transmission_rate=inf /d", OP_BAD_VALUE, "inf", "" },
        { "sir", "recovery_rate=0 /d", OP_OUT_OF_RANGE, "recovery_rate", "" },
        { "sir", "transmission_rate=[1, 2]", OP_WRONG_TYPE, "a list", "" },
        { "si", "recovery_rate=1 /d", OP_UNKNOWN_KEY, "recovery_rate", "" },
        { "sir", "end=6 years", OP_BAD_UNIT, "years", "" },
        { "sir", "end=300 week", OP_OUT_OF_RANGE, "more than four years", "" },
        { "sir", "start=third", OP_UNKNOWN_NAME, "third", "first" },
        { "percolation", "transmission=140 %", OP_OUT_OF_RANGE, "140 %", "" },
        { "percolation", "transmission=30", OP_BAD_UNIT, "30", "%" },
        { "threshold", "thresholds=[0, 1]", OP_OUT_OF_RANGE, "2 numbers for 1000000 persons",
          "each" },
        { "threshold", "thresholds=[0, x]", OP_BAD_VALUE, "x", "" },
        { "threshold", "thresholds=[]", OP_BAD_VALUE, "a list of 1 to", "" },
        { "threshold", "thresholds=normal(0.25, 0.1)", OP_BAD_VALUE, "normal",
          "normal(mean M, sd S)" },
        { "threshold", "thresholds=nowhere.csv", OP_NOT_FOUND, "nowhere.csv", "" },
        { "queue", "service=exponential(1 h)", OP_BAD_VALUE, "exponential", "exponential(mean M)" },
        { "queue", "service=exponental(mean 1 h)", OP_UNKNOWN_NAME, "exponental", "exponential" },
        { "queue", "warm_up=1000 d", OP_OUT_OF_RANGE, "not before the end", "" },
        { "queue", "room=0", OP_OK, "", "" },
        { "queue", "servers=-1", OP_OUT_OF_RANGE, "-1", "" },
        { "rebellion", "officer_density=40 %", OP_OUT_OF_RANGE, "more sites than there are", "" },
        { "hawkes", "branching_ratio=-0.5", OP_OUT_OF_RANGE, "-0.5", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[1000];
        const int status = reference_check(cases[i].name, SETS(cases[i].set), text);

        if (status != (int)cases[i].status || strstr(text, cases[i].says) == NULL ||
            strstr(text, cases[i].advises) == NULL) {
            fail_msg("%s with %s: %s %s", cases[i].name, cases[i].set,
                     op_status_name((enum op_status)status), text);
        }
    }
}

static void
a_model_that_never_ends_asks_for_an_end(void **state)
{
    static const char *const models[] = { "sis", "queue", "rebellion", "hawkes" };

    (void)state;
    for (int i = 0; i < 4; i++) {
        char text[1000], file[128];

        (void)snprintf(file, sizeof file, "oploop: 1\nmodel: %s\n", models[i]);
        write_file("build/test_reference_scenario.yaml", file);
        assert_int_equal(reference_check("build/test_reference_scenario.yaml", NULL, text),
                         OP_MISSING_KEY);
        assert_non_null(strstr(text, "end: this key is missing"));
        assert_non_null(strstr(text, "end: 100 d"));
    }
}

static void
faults_of_a_file_of_ties_have_line_and_column(void **state)
{
    static const struct {
        const char *text;
        enum op_status status;
        const char *says;
    } cases[] = {
        { "source,target\n0,1\n0,x\n", OP_BAD_VALUE, "csv:3:3: \"x\" is not a whole number" },
        { "source,target\n0,1\n0,-1\n", OP_BAD_VALUE, "csv:3:3: \"-1\"" },
        { "source,target\n0,1.5\n", OP_BAD_VALUE, "csv:2:3: \"1.5\"" },
        { "source,target\n0,2147483647\n", OP_OUT_OF_RANGE, "csv:2:3: \"2147483647\" is outside" },
        { "source,target\n0,99999999999999999999\n", OP_BAD_VALUE, "csv:2:3" },
        { "source,target\n0\n", OP_SYNTAX, "csv:2:2" },
        { "source,target\n0,1,2\n", OP_SYNTAX, "csv:2:4" },
        { "source,target\n\n0,1\n", OP_BAD_VALUE, "csv:2:1" },
        { "source;target\n0;1\n", OP_SYNTAX, "csv:1:1: \"source;target\" is not the header" },
        { "from,to\n0,1\n", OP_SYNTAX, "the first line is `source,target`" },
        { "source,target\n", OP_BAD_VALUE, "holds no row" },
        { "", OP_SYNTAX, "is not the header" },
        { "source,target\n7,1\n", OP_OUT_OF_RANGE,
          "file: names person 7, and there are 5 persons" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[1000];

        write_file("build/test_reference_ties.csv", cases[i].text);
        const int status = reference_check(
            "sir",
            SETS("network={ kind: edges, file: ../../build/test_reference_ties.csv }",
                 "network.persons=5", "initial_persons=1"),
            text);

        if (status != (int)cases[i].status || strstr(text, cases[i].says) == NULL) {
            fail_msg("case %zu: %s %s", i, op_status_name((enum op_status)status), text);
        }
    }
}

// Run a program; its exit status.
static int
shell(const char *words, const char *more)
{
    const char *const program = getenv("OPLOOP");
    char command[1200];

    (void)snprintf(command, sizeof command, "%s %s %s", program ? program : "build/oploop", words,
                   more);
    return system(command);   // NOLINT: words are ours
}

static void
the_resolved_file_gives_the_same_final_csv(void **state)
{
    static const struct {
        const char *name, *sets;
    } cases[] = {
        { "sir", "--set network.persons=2000 --set transmission_rate='uniform(0.2 /d, 0.9 /d)'" },
        { "threshold",
          "--set network.persons=4 --set 'thresholds=[0, 1, 1.5, 3]' --set counted=persons" },
        { "sir", "--set 'network={ kind: edges, file: ../../build/test_reference_ties.csv }' "
                 "--set initial_persons=1" },
        { "queue",
          "--set end='10 d' --set warm_up='0 h' --set service='lognormal(median 1 h, sd_log 1)'" },
        { "sir", "--set 'network={ kind: configuration, persons: 300, degrees: uniform(1, 5) }'" },
    };

    (void)state;
    write_file("build/test_reference_ties.csv", "source,target\n0,1\n1,2\n2,3\n3,4\n4,5\n5,0\n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char words[400];

        (void)snprintf(words, sizeof words,
                       "run scenarios/reference/%s.yaml -n 5 -q -f -o "
                       "build/reference-first",
                       cases[i].name);
        assert_int_equal(shell(words, cases[i].sets), 0);
        assert_int_equal(shell("run build/reference-first/scenario.yaml -n 5 -q -f -o "
                               "build/reference-second",
                               ""),
                         0);
        assert_int_equal(system("cmp -s build/reference-first/final.csv "
                                "build/reference-second/final.csv"),
                         0);
        assert_int_equal(system("cmp -s build/reference-first/scenario.yaml "
                                "build/reference-second/scenario.yaml"),
                         0);
    }
}

static void
a_run_goes_on_from_a_snapshot_to_the_same_end(void **state)
{
    static const struct {
        const char *name, *sets;
    } cases[] = {
        { "sir", "--set network.persons=2000" },
        { "sis", "--set network.persons=2000 --set end='5 d'" },
        { "rumour", "--set network.persons=2000" },
        { "threshold", "--set 'network={ kind: ring, persons: 200, neighbours: 4 }' "
                       "--set thresholds=2 --set counted=persons --set initial_persons=2 "
                       "--set start=first" },
        { "rebellion", "--set end='30 h'" },
        { "queue", "--set end='20 d' --set warm_up='1 d'" },
        { "hawkes", "--set end='200 h'" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char words[600];

        (void)snprintf(words, sizeof words,
                       "run scenarios/reference/%s.yaml %s -n 2 -q -f -o build/reference-first",
                       cases[i].name, cases[i].sets);
        assert_int_equal(shell(words, "--snapshot-at 'start + 11 h'"), 0);
        (void)snprintf(words, sizeof words,
                       "run scenarios/reference/%s.yaml %s -n 2 -q -f -o build/reference-second",
                       cases[i].name, cases[i].sets);
        assert_int_equal(shell(words, "--from build/reference-first/snapshots"), 0);
        assert_int_equal(system("cmp -s build/reference-first/final.csv "
                                "build/reference-second/final.csv"),
                         0);
    }
}

static void
a_snapshot_is_refused_where_what_persons_draw_from_differs(void **state)
{
    static const struct {
        const char *name, *sets, *others;
    } cases[] = {
        { "threshold", "--set network.persons=300 --set thresholds='normal(mean 0.25, sd 0.1)'",
          "--set network.persons=300 --set thresholds='normal(mean 0.25, sd 0.2)'" },
        { "threshold", "--set network.persons=3 --set 'thresholds=[0, 1, 2]'",
          "--set network.persons=3 --set 'thresholds=[0, 2, 2]'" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char words[600];

        (void)snprintf(words, sizeof words,
                       "run scenarios/reference/%s.yaml %s -n 1 -q -f -o build/reference-first",
                       cases[i].name, cases[i].sets);
        assert_int_equal(shell(words, "--snapshot-at 'start + 1 h'"), 0);
        (void)snprintf(words, sizeof words,
                       "run scenarios/reference/%s.yaml %s -n 1 -q -f -o build/reference-second",
                       cases[i].name, cases[i].others);
        const int ended = shell(words, "--from build/reference-first/snapshots 2>/dev/null");
        assert_true(WIFEXITED(ended) && WEXITSTATUS(ended) == 65);
    }
}

static void
a_results_folder_is_whole(void **state)
{
    (void)state;
    assert_int_equal(
        shell("run scenarios/reference/sir.yaml --set network.persons=200 -n 3 -q -f -o "
              "build/reference-first",
              ""),
        0);
    assert_int_equal(system("cd build/reference-first && ls | tr '\\n' ' ' | grep -qx "
                            "'datapackage.json final.csv parameters.csv run.json scenario.yaml '"),
                     0);
    assert_int_equal(system("head -1 build/reference-first/final.csv | grep -q "
                            "'^replicate,final_size_persons,peak_persons,peak_time_h,duration_h,'"),
                     0);
    assert_int_equal(system("test $(wc -l < build/reference-first/final.csv) -eq 4"), 0);
    assert_int_equal(system("grep -q '\"name\": \"final\"' build/reference-first/datapackage.json"),
                     0);
    assert_int_equal(
        system("grep -q '\"name\": \"peak_time_h\"' build/reference-first/datapackage.json"), 0);
}

static void
a_reference_model_is_not_compared(void **state)
{
    (void)state;
    assert_int_equal(shell("compare scenarios/reference/sir.yaml -n 1 -o build/reference-none",
                           "2>&1 | grep -q 'oploop run'"),
                     0);
    assert_int_equal(shell("check", "scenarios/reference/*.yaml"), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_are_told_with_place_and_advice),
        cmocka_unit_test(a_model_that_never_ends_asks_for_an_end),
        cmocka_unit_test(faults_of_a_file_of_ties_have_line_and_column),
        cmocka_unit_test(the_resolved_file_gives_the_same_final_csv),
        cmocka_unit_test(a_run_goes_on_from_a_snapshot_to_the_same_end),
        cmocka_unit_test(a_snapshot_is_refused_where_what_persons_draw_from_differs),
        cmocka_unit_test(a_results_folder_is_whole),
        cmocka_unit_test(a_reference_model_is_not_compared),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
