// SPDX-License-Identifier: GPL-3.0-or-later
// Which assumption is named, where a ranking turns, and how precise a difference is, from a folder
// of which the truth is known.
#include "analysis/findings.h"
#include "analysis/verb/summarise.h"
#include "tests/support/program.h"
#include "tests/support/statistics.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const folder = program_own_folder;

static FILE *
create(const char *name)
{
    char path[128];

    (void)snprintf(path, sizeof path, "%s/%s", folder, name);

    FILE *file = fopen(path, "w");

    assert_non_null(file);
    return file;
}

static void
put(const char *name, const char *text)
{
    FILE *file = create(name);

    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

// Violence 100 when nothing is done, 50 under `early` and 50 + 40 (delay - 30 min)/30 min under
// `late`, each evening with a little luck of its own that both arms share in part: so `late` is
// better where the delay is below half an hour. It is drawn from 0 to 70 minutes; `nothing_of_it`
// does nothing.
static void
write_delays(int n_replicates, const char *more)
{
    FILE *outcomes = create("outcomes.csv");
    FILE *parameters = create("parameters.csv");
    FILE *courses = create("trajectories.csv");
    char study[400];

    (void)snprintf(study, sizeof study,
                   "key,value\ntitle_en,Delays\nstart,2012-09-13T00:00:00\n"
                   "event,2012-09-21T19:00:00\nend,2012-09-24T00:00:00\nfixed_parameters,no\n%s",
                   more);
    put("study.csv", study);
    put("strategies.csv", "strategy,label_en,label_nl,is_base,is_record,lawful\n"
                          "nothing,Nothing,Niets,yes,no,yes\nearly,Early,Vroeg,no,no,yes\n"
                          "late,Late,Laat,no,no,yes\n");
    put("columns.csv",
        "file,column,unit,kind,wanted,aggregation,observation_sd,label_en,label_nl,meaning\n"
        "trajectories,violent_persons,persons,observable,less,last,,Violent,Gewelddadig,x\n"
        "outcomes,violent_persons,persons,metric,less,last,,Violent,Gewelddadig,x\n"
        "parameters,police.delay,s,parameter,none,,,,,time until police arrive\n"
        "parameters,police.nothing_of_it,share,parameter,none,,,,,does nothing\n");
    (void)fputs("replicate,conditions,strategy,structure,violent_persons\n", outcomes);
    (void)fputs("replicate,parameter,value\n", parameters);
    (void)fputs("replicate,conditions,strategy,time_h,moment,violent_persons\n", courses);
    for (int r = 0; r < n_replicates; r++) {
        const uint64_t key = (uint64_t)r * 8 + 4000;
        const double delay_s = 4200 * stat_unit(key);
        const double luck = 20 * stat_unit(key + 1);
        const double violent[3] = { 100 + luck + 8 * stat_unit(key + 2),
                                    50 + luck + 8 * stat_unit(key + 3),
                                    50 + 40 * (delay_s - 1800) / 1800 + luck +
                                        8 * stat_unit(key + 4) };
        const char *const names[3] = { "nothing", "early", "late" };

        for (int k = 0; k < 3; k++) {
            (void)fprintf(outcomes, "%d,usual,%s,all,%.6f\n", r, names[k], violent[k]);
            (void)fprintf(courses, "%d,usual,%s,0,2012-09-13T00:00:00,0\n", r, names[k]);
        }
        (void)fprintf(parameters, "%d,police.delay,%.6f\n%d,police.nothing_of_it,%.6f\n", r,
                      delay_s, r, stat_unit(key + 5));
    }
    assert_int_equal(fclose(outcomes), 0);
    assert_int_equal(fclose(parameters), 0);
    assert_int_equal(fclose(courses), 0);
}

static void
read_findings(struct op_findings *f)
{
    struct op_diag diag;

    op_diag_init(&diag);
    assert_int_equal(op_findings_make(f, folder, OP_LANG_EN, &diag), OP_OK);
    op_diag_free(&diag);
}

static void
the_assumption_that_turns_a_ranking_is_named_with_its_value(void **state)
{
    struct op_findings f;
    char text[2000] = "", value[48];
    FILE *out = fmemopen(text, sizeof text, "w");

    (void)state;
    write_delays(120, "");
    read_findings(&f);
    assert_int_equal(f.deciders.n_rows, 4);   // nothing; early, late against it; the two best

    const struct op_decided *ranking = &f.deciders.rows[f.deciders.ranking];

    assert_string_equal(f.results.strategies[f.results.arms[ranking->arm].strategy].name, "early");
    assert_string_equal(f.results.strategies[f.results.arms[ranking->against].strategy].name,
                        "late");
    assert_int_equal(ranking->n_told, 1);
    assert_true(ranking->turner >= 0);
    assert_string_equal(f.results.parameter_names[ranking->turner], "police.delay");
    assert_true(ranking->parts[ranking->turner].part > 0.9);

    // a slope of 40 in 1,800 s and noise with a standard deviation of 3.3: the standard error of
    // the value is about 14 s, and 70 s are 4.89 of them
    const struct op_break_even *turn = &ranking->turns[ranking->turner];

    assert_true(fabs(turn->value - 1800) < 70);
    assert_true(turn->low < turn->value && turn->value < turn->high);
    assert_false(turn->is_low_open || turn->is_high_open);

    // `early` itself does not hang on the delay
    const struct op_decided *early =
        op_decided_of(&f.deciders, ranking->arm, f.results.arms[ranking->arm].base, f.headline);

    assert_non_null(early);
    assert_int_equal(early->n_told, 0);
    assert_int_equal(early->turner, -1);
    assert_ptr_equal(op_decided_first(&f.deciders, &f.results, f.headline), early);

    op_say_ranking(out, false, &f);
    (void)fclose(out);
    assert_non_null(strstr(text, "\u201cEarly\u201d comes before \u201cLate\u201d"));
    assert_non_null(strstr(text, "police: time until police arrive"));
    assert_non_null(strstr(text, " min ["));
    assert_string_equal(op_parameter_value(&f.results, "police.delay", 5400, OP_LANG_NL, value,
                                           sizeof value),
                        "90 min");
    assert_string_equal(op_parameter_value(&f.results, "police.delay", 9000, OP_LANG_NL, value,
                                           sizeof value),
                        "2,5 h");
    assert_string_equal(op_parameter_value(&f.results, "police.nothing_of_it", 0.125, OP_LANG_EN,
                                           value, sizeof value),
                        "12.5 %");
    op_findings_free(&f);
}

static void
too_few_evenings_name_nothing_and_say_nothing_of_a_ranking(void **state)
{
    struct op_findings f;
    char text[2000] = "";
    FILE *out = fmemopen(text, sizeof text, "w");

    (void)state;
    write_delays(OP_ATTRIBUTION_LEAST - 1, "");
    read_findings(&f);
    for (int i = 0; i < f.deciders.n_rows; i++) {
        assert_int_equal(f.deciders.rows[i].n_told, 0);
    }
    op_say_ranking(out, false, &f);
    op_say_deciders(out, false, &f);
    (void)fclose(out);
    assert_string_equal(text, "");
    op_findings_free(&f);
}

static void
fixed_assumptions_decide_nothing(void **state)
{
    struct op_findings f;

    (void)state;
    write_delays(60, "");
    put("study.csv", "key,value\ntitle_en,Delays\nfixed_parameters,yes\n");
    read_findings(&f);
    assert_int_equal(f.deciders.n_rows, 0);
    assert_null(op_decided_first(&f.deciders, &f.results, f.headline));
    op_findings_free(&f);
}

// Base and arm share the luck of 20 (variance 33.3) beside 8 of their own (5.3 each): the gain is
// (2 x 38.7)/(2 x 5.3) = 7.25, its logarithm from 120 pairs within .9 (4.89 standard errors).
static void
the_tables_hold_what_was_found(void **state)
{
    static struct outcome outcome;
    struct op_diag diag;

    (void)state;
    write_delays(120, "until_violent_persons,0.25\nuntil_reached,no\nuntil_most,120\n");
    op_diag_init(&diag);
    assert_int_equal(op_verb_summarise(folder, "/none", "en", NULL, &diag), OP_OK);
    op_diag_free(&diag);
    program_run(&outcome, "cut -d, -f1-6,11 %s/assumptions.csv | grep ',yes$'", folder);
    assert_string_equal(outcome.text, "usual,late,nothing,violent_persons,120,police.delay,yes\n"
                                      "usual,early,late,violent_persons,120,police.delay,yes\n");
    program_run(&outcome, "wc -l <%s/assumptions.csv", folder);
    assert_int_equal(atoi(outcome.text), 1 + 4 * 2);
    program_run(&outcome, "grep ^usual,early,violent_persons, %s/precision.csv | cut -d, -f9-10,12",
                folder);

    double asked = 0, gain = 0, unpaired = 0;

    assert_int_equal(sscanf(outcome.text, "%lf,%lf,%lf", &asked, &gain, &unpaired), 3);
    assert_true(asked == 0.25);
    assert_true(fabs(log(gain / 7.25)) < 0.9);
    assert_true(unpaired > 1000);   // 1.645² x 77/.0625 = 3,350 in expectation
    program_run(&outcome,
                "grep -c . %s/charts/data/decides-violent_persons.data.csv "
                "%s/charts/data/convergence-violent_persons.data.csv",
                folder, folder);
    assert_non_null(strstr(outcome.text, "decides-violent_persons.data.csv:2\n"));
    assert_non_null(strstr(outcome.text, "convergence-violent_persons.data.csv:22\n"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_assumption_that_turns_a_ranking_is_named_with_its_value,
                                        program_set_up, program_tear_down),
        cmocka_unit_test_setup_teardown(too_few_evenings_name_nothing_and_say_nothing_of_a_ranking,
                                        program_set_up, program_tear_down),
        cmocka_unit_test_setup_teardown(fixed_assumptions_decide_nothing, program_set_up,
                                        program_tear_down),
        cmocka_unit_test_setup_teardown(the_tables_hold_what_was_found, program_set_up,
                                        program_tear_down),
    };

    (void)gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
