// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep's folder with a known curve: the effect of a start falls from 100 by 10 an hour, and the
// first start is always refused.
#include "analysis/sweep/effectivetables.h"
#include "analysis/verb/sweepsummary.h"
#include "tests/support/program.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_STARTS = 11, N_EVENINGS = 30 };

static const char *const folder = program_own_folder;

// Evenings differ by what happens without the measure, and a little by what it does.
static double
effect(int start, int evening)
{
    return start == 0 ? 0 : 100 - 10 * start + (evening % 5 - 2) * 0.5;
}

// From when on the measure could have been carried out: from 0.5 to 0.9 h, in the last evening
// never.
static void
write_could(FILE *points, int evening)
{
    if (evening < N_EVENINGS - 1) {
        fprintf(points, "%g", 0.5 + 0.1 * (evening % 5));
    }
    fputs(",", points);
}

// says_could: false, as an older program wrote it.
static void
write_points(bool says_could)
{
    FILE *design = program_begin("design.csv", "point,strategy,arm,world,s.m.at,command\n");
    FILE *points =
        program_begin("points.csv", "point,strategy,arm,world,conditions,replicate,structure,"
                                    "started,");

    fprintf(points, "%ss.m.at,s.m.at_h,harm,good\n", says_could ? "could_h," : "");

    for (int e = 0; e < N_EVENINGS; e++) {
        const double without = 200 + 37 * (e % 7);

        fprintf(points, "0,nothing,nothing,1,default,%d,all,,%s,,%g,%g\n", e, says_could ? "," : "",
                without, -without);
        for (int k = 0; k < N_STARTS; k++) {
            fprintf(points, "%d,s,s_p%d,1,default,%d,all,%d,", k + 1, k + 1, e, k > 0);
            if (says_could) {
                write_could(points, e);
            }
            fprintf(points, "2026-06-13T%02d:00:00,%d,%g,%g\n", k, k, without - effect(k, e),
                    effect(k, e) - without);
            if (e == 0) {
                fprintf(design, "%d,s,s_p%d,1,2026-06-13 %02d:00:00,x\n", k + 1, k + 1, k);
            }
        }
    }
    fclose(points);
    fclose(design);
}

// reference_h: the start that was asked for; "" for none.
static void
write_folder_with(const char *reference_h, bool says_could)
{
    FILE *study =
        program_begin("study.csv", "key,value\ntitle_en,A test\ntitle_nl,Een proef\n"
                                   "start,2026-06-13T00:00:00\nevent,2026-06-13T08:00:00\n"
                                   "end,2026-06-13T12:00:00\nreplicates,30\nseed,1\n"
                                   "fixed_parameters,no\nstudy,sweep\neffective_share,0.8\n");

    fprintf(study, *reference_h != '\0' ? "reference_h,%s\n" : "%s", reference_h);
    fclose(study);
    fclose(program_begin(
        "columns.csv",
        "file,column,unit,kind,wanted,aggregation,observation_sd,label_en,label_nl,meaning\n"
        "outcomes,harm,persons,metric,less,last,,harm,schade,what is done\n"
        "outcomes,good,persons,metric,more,last,,good,goed,what is spared\n"));
    fclose(program_begin("strategies.csv",
                         "strategy,label_en,label_nl,is_base,is_record,lawful,"
                         "legal_status\nnothing,nothing,niets,yes,no,yes,in_force\n"));
    fclose(program_begin(
        "factors.csv",
        "key,kind,is_moment,after,unit,strategy,measure,measure_en,measure_nl,lead_time_h,"
        "lead_time_q05_h,lead_time_q95_h,legal_status,precondition\n"
        "s.m.at,measure,yes,,h,s,m,a measure,een maatregel,1.5,1,2,in_force,\n"));
    write_points(says_could);
}

static void
write_folder(void)
{
    write_folder_with("", false);
}

static double
cell(const char *table, const char *metric, const char *column)
{
    struct op_sheet sheet;
    struct op_diag diag;
    double value = (double)NAN;
    bool ok = false;

    op_diag_init(&diag);
    assert_int_equal(op_sheet_read(&sheet, folder, table, true, &diag), OP_OK);
    for (int row = 0; row < sheet.n_rows; row++) {
        if (strcmp(op_sheet_cell(&sheet, row, op_sheet_column(&sheet, "metric")), metric) == 0) {
            value =
                op_sheet_number(op_sheet_cell(&sheet, row, op_sheet_column(&sheet, column)), &ok);
            break;
        }
    }
    assert_true(ok);
    op_sheet_free(&sheet);
    op_diag_free(&diag);
    return value;
}

// The reference is the start at 1 h, effect 90; 0.8 of it is 72, and 100 - 10 t falls to that at
// 2.8 h. Both metrics say the same, for what is wanted more is counted the other way.
static void
the_moment_is_where_the_known_curve_falls_below_the_share(void **state)
{
    static const char *const metrics[] = { "harm", "good" };
    struct op_diag diag;

    (void)state;
    op_diag_init(&diag);
    write_folder();

    assert_int_equal(op_verb_summarise_sweep(folder, "/none", "en", NULL, &diag), OP_OK);

    for (int i = 0; i < 2; i++) {
        assert_true(cell("effective.csv", metrics[i], "reference_start_h") == 1);
        assert_true(fabs(cell("effective.csv", metrics[i], "reference_effect") - 90) < 1e-9);
        assert_true(fabs(cell("effective.csv", metrics[i], "moment_h") - 2.8) < 0.02);
        assert_true(cell("effective.csv", metrics[i], "moment_low_h") > 2.6);
        assert_true(cell("effective.csv", metrics[i], "moment_high_h") < 3.0);
        assert_true(cell("windows.csv", metrics[i], "can_from_h") == 1);
        assert_true(cell("windows.csv", metrics[i], "can_until_h") == 10);
        assert_true(fabs(cell("windows.csv", metrics[i], "decide_by_h") - 1.3) < 0.02);
        // The last start against the one before it.
        assert_true(cell("bought.csv", metrics[i], "earlier_by_h") == 1);
        assert_true(fabs(cell("bought.csv", metrics[i], "gain") - 10) < 1e-9);
    }
    op_diag_free(&diag);
}

static void
the_page_says_it_in_both_languages(void **state)
{
    struct op_diag diag;

    (void)state;
    op_diag_init(&diag);
    write_folder();
    for (int nl = 0; nl < 2; nl++) {
        char *page = NULL;

        assert_int_equal(op_verb_summarise_sweep(folder, "/none", nl ? "nl" : "en", NULL, &diag),
                         OP_OK);
        page = program_text(folder, "report.html");
        assert_non_null(page);
        assert_non_null(strstr(page, nl ? "een maatregel</strong>: werkt nog tot 13 jun 2026 02:48"
                                        : "a measure</strong>: still works until 13 Jun 2026 "
                                          "02:48"));
        free(page);
    }
    op_diag_free(&diag);
}

// Asked for at 3 h, where the effect is 70: 0.8 of it is 56, to which 100 - 10 t falls at 4.4 h.
// What lies before is not looked at.
static void
a_reference_that_is_asked_for_is_taken(void **state)
{
    struct op_diag diag;

    (void)state;
    op_diag_init(&diag);
    write_folder_with("3", true);
    assert_int_equal(op_verb_summarise_sweep(folder, "/none", "en", NULL, &diag), OP_OK);
    assert_true(cell("effective.csv", "harm", "reference_start_h") == 3);
    assert_true(fabs(cell("effective.csv", "harm", "reference_effect") - 70) < 1e-9);
    assert_true(fabs(cell("effective.csv", "harm", "moment_h") - 4.4) < 0.02);
    assert_int_equal(program_status("grep -q ',asked$' %s/effective.csv", folder), 0);
    op_diag_free(&diag);
}

static void
a_curve_without_that_start_keeps_its_own_and_says_so(void **state)
{
    struct op_diag diag;

    (void)state;
    op_diag_init(&diag);
    write_folder_with("3.5", true);
    assert_int_equal(op_verb_summarise_sweep(folder, "/none", "en", NULL, &diag), OP_OK);
    assert_true(cell("effective.csv", "harm", "reference_start_h") == 1);
    assert_int_equal(program_status("grep -q ',default$' %s/effective.csv && grep -q 'No start of "
                                    "its own lies at the reference that was asked for, 13 Jun 2026 "
                                    "03:30' %s/report.html",
                                    folder, folder),
                     0);
    op_diag_free(&diag);
}

// 29 evenings from 0.5 to 0.9 h, in one never: the 15.5th of 30 is at 0.7 h, the last beyond all.
static void
the_window_opens_by_what_happened_and_not_by_the_design(void **state)
{
    struct op_diag diag;

    (void)state;
    op_diag_init(&diag);
    write_folder_with("", true);
    assert_int_equal(op_verb_summarise_sweep(folder, "/none", "en", NULL, &diag), OP_OK);
    assert_true(fabs(cell("windows.csv", "harm", "can_from_h") - 0.7) < 1e-9);
    assert_true(fabs(cell("windows.csv", "harm", "can_from_q05_h") - 0.5) < 1e-9);
    assert_true(fabs(cell("windows.csv", "harm", "can_from_q95_h") - 0.9) < 1e-9);
    assert_true(cell("windows.csv", "harm", "never_evenings") == 1);
    assert_true(cell("windows.csv", "harm", "can_until_h") == 10);
    op_diag_free(&diag);
}

// The first start is refused and does nothing: what it gains over the reference is the reference's
// effect with the sign turned, and its interval that of the effect.
static void
effect_and_gain_have_one_interval(void **state)
{
    struct op_diag diag;
    static struct outcome outcome;
    double gain = 0, low = 0, high = 0;

    (void)state;
    op_diag_init(&diag);
    write_folder();
    assert_int_equal(op_verb_summarise_sweep(folder, "/none", "en", NULL, &diag), OP_OK);
    program_run(&outcome,
                "cd %s && awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next } "
                "$c[\"metric\"] == \"harm\" && $c[\"earlier_start_h\"] == 0 && $c[\"start_h\"] == "
                "1 { print $c[\"gain\"], $c[\"gain_low\"], $c[\"gain_high\"] }' bought.csv",
                folder);
    assert_int_equal(sscanf(outcome.text, "%lf %lf %lf", &gain, &low, &high), 3);
    assert_true(low < gain && gain < high);
    assert_true(fabs(gain + cell("effective.csv", "harm", "reference_effect")) < 1e-9);
    assert_true(fabs(low + cell("effective.csv", "harm", "reference_high")) < 1e-6);
    assert_true(fabs(high + cell("effective.csv", "harm", "reference_low")) < 1e-6);
    // and so it stands in the picture's numbers: start, mean, low, high
    program_run(&outcome, "cd %s && sed -n 2p charts/data/timing-harm.data.csv", folder);
    assert_int_equal(sscanf(outcome.text, "%*f,%lf,%lf,%lf", &gain, &low, &high), 3);
    assert_true(fabs(low - cell("effective.csv", "harm", "reference_low")) < 1e-4);
    assert_true(fabs(high - cell("effective.csv", "harm", "reference_high")) < 1e-4);
    op_diag_free(&diag);
}

// Equal files give equal files.
static void
what_is_computed_again_is_the_same(void **state)
{
    struct op_diag diag;
    char *first = NULL;
    char *second = NULL;

    (void)state;
    op_diag_init(&diag);
    write_folder();
    assert_int_equal(op_verb_summarise_sweep(folder, "/none", "en", NULL, &diag), OP_OK);
    first = program_text(folder, "effective.csv");
    assert_int_equal(op_verb_summarise_sweep(folder, "/none", "en", NULL, &diag), OP_OK);
    second = program_text(folder, "effective.csv");
    assert_string_equal(first, second);
    free(first);
    free(second);
    op_diag_free(&diag);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, program_set_up, program_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_moment_is_where_the_known_curve_falls_below_the_share),
        TEST(the_page_says_it_in_both_languages),
        TEST(a_reference_that_is_asked_for_is_taken),
        TEST(a_curve_without_that_start_keeps_its_own_and_says_so),
        TEST(the_window_opens_by_what_happened_and_not_by_the_design),
        TEST(effect_and_gain_have_one_interval),
        TEST(what_is_computed_again_is_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
