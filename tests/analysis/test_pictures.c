// SPDX-License-Identifier: GPL-3.0-or-later
// What pictures are made of: ticks, thinned lines, texts that stay in their place.
#include "analysis/charts/sketch.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
ticks_stand_on_round_numbers_inside_the_axis(void **state)
{
    static const double highs[] = { 0.7, 3, 9.9, 115000, 3152, 1e6 };
    struct op_ticks ticks;

    (void)state;
    for (size_t i = 0; i < sizeof highs / sizeof *highs; i++) {
        op_ticks_of_numbers(&ticks, -highs[i] / 3, highs[i], OP_LANG_EN);
        assert_in_range(ticks.n, 3, 8);
        for (int k = 0; k < ticks.n; k++) {
            assert_true(ticks.at[k] >= -highs[i] / 3 - 1e-9 && ticks.at[k] <= highs[i] * 1.000001);
        }
    }
    op_ticks_of_numbers(&ticks, 0, 115000, OP_LANG_NL);
    assert_string_equal(ticks.text[0], "0");
    assert_string_equal(ticks.text[ticks.n - 1], "100.000");
}

static void
ticks_of_time_name_the_day_where_a_day_begins(void **state)
{
    const double noon = op_clock_seconds("2012-09-21T12:00:00");
    struct op_ticks ticks;

    (void)state;
    op_ticks_of_time(&ticks, noon, noon + 16 * 3600, 6, OP_LANG_EN);
    assert_int_equal(ticks.n, 6);
    assert_string_equal(ticks.text[0], "12:00|21 Sep");
    assert_string_equal(ticks.text[1], "15:00");
    assert_string_equal(ticks.text[4], "00:00|22 Sep");
    op_ticks_of_time(&ticks, noon, noon + 14 * 86400, 5, OP_LANG_NL);
    assert_in_range(ticks.n, 3, 5);
    assert_null(strchr(ticks.text[0], ':'));
    assert_non_null(strstr(ticks.text[0], "sep"));
}

static void
a_thinned_line_strays_no_more_than_was_allowed(void **state)
{
    enum { N = 600, M = 3 };
    static double x[N], y[N * M];
    static bool keep[N];
    int n_kept = 0, before = 0;

    (void)state;
    for (int i = 0; i < N; i++) {
        x[i] = 1800.0 * i;
        y[i * M] = 100 / (1 + exp(-(i - 300) / 20.0));
        y[i * M + 1] = i < 400 ? 5 : 60;     // a step
        y[i * M + 2] = 50 + 0.1 * (i % 2);   // noise below what is seen
    }
    op_thin(x, y, N, M, 0.3, keep);

    assert_true(keep[0] && keep[N - 1] && keep[399] && keep[400]);
    for (int i = 1; i < N; i++) {
        if (!keep[i]) {
            continue;
        }
        for (int k = before; k <= i; k++) {
            for (int m = 0; m < M; m++) {
                const double part = (double)(k - before) / (i - before);
                const double on = y[before * M + m] + part * (y[i * M + m] - y[before * M + m]);
                assert_true(fabs(on - y[k * M + m]) <= 0.3 + 1e-9);
            }
        }
        before = i;
        n_kept++;
    }
    assert_in_range(n_kept, 4, N / 8);
}

static void
a_long_text_is_cut_between_characters(void **state)
{
    struct op_sketch s;

    (void)state;
    assert_true(op_sketch_open(&s));
    op_sketch_short(&s, "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9", 4);
    op_sketch_short(&s, "four", 4);
    op_sketch_short(&s, "two\nlines`$(x)\t\"q\"", 100);
    op_sketch_short(&s, "", 4);
    fflush(s.words);
    assert_string_equal(s.words_text,
                        "\"\xc3\xa9\xc3\xa9\xc3\xa9\xe2\x80\xa6\"\n\"four\"\n"
                        "\"two lines\xe2\x80\x98$(x) \xe2\x80\x9cq\xe2\x80\x9d\"\n\"\xc2\xa0\"\n");
    op_sketch_free(&s);
}

static void
a_very_long_text_keeps_its_one_line(void **state)
{
    char *text = malloc(5001);
    struct op_sketch s;

    (void)state;
    assert_non_null(text);
    memset(text, 'x', 5000);
    text[5000] = '\0';
    assert_true(op_sketch_open(&s));
    op_sketch_short(&s, text, 36);
    op_sketch_short(&s, text, 4000);
    fflush(s.words);
    assert_int_equal(strcspn(s.words_text, "\n"), 1 + 35 + 3 + 1);
    assert_true(strlen(s.words_text) < 400);
    op_sketch_free(&s);
    free(text);
}

static void
what_changes_direction_between_explanations_is_prior_driven(void **state)
{
    struct op_summary rows[2 * 3] = { 0 };
    struct op_arm arms[2] = { { "", 0, 0 }, { "", 1, 0 } };
    struct op_findings f = { .headline = 0 };

    (void)state;
    f.results.arms = arms;
    f.results.n_arms = 2;
    f.summaries = (struct op_summaries){ rows, 1, 2 };
    for (int i = 0; i < 6; i++) {
        rows[i].n_pairs = 20;
        rows[i].lower = 19;
    }
    assert_false(op_prior_driven(&f, 1, 0));
    rows[5].lower = 3;   // arm 1 under the second structure
    assert_true(op_prior_driven(&f, 1, 0));
    assert_false(op_prior_driven(&f, 0, 0));   // the base differs from itself by nothing
    f.summaries.n_structures = 1;
    assert_false(op_prior_driven(&f, 1, 0));
}

// Hours are named in words or by their sign, not by any h in a label; the unit 1 says nothing.
static void
a_title_names_the_unit_once_and_in_its_language(void **state)
{
    static const struct {
        const char *unit, *label, *title;
        enum op_lang lang;
    } cases[] = {
        { "h", "Oproep herkend", "Oproep herkend (h)", OP_LANG_NL },
        { "h", "Call recognised", "Call recognised (h)", OP_LANG_EN },
        { "h", "Hours of closed streets", "Hours of closed streets", OP_LANG_EN },
        { "h", "Persoonsuren afgesloten straten", "Persoonsuren afgesloten straten", OP_LANG_NL },
        { "incidents", "Gewelddadige voorvallen", "Gewelddadige voorvallen", OP_LANG_NL },
        { "incidents", "Geweld", "Geweld (voorvallen)", OP_LANG_NL },
        { "1", "Missed evening", "Missed evening", OP_LANG_EN },
        { "1", "Gemiste avond", "Gemiste avond", OP_LANG_NL },
        { "persons", "Ever violent", "Ever violent (persons)", OP_LANG_EN },
        { "persons", "Geraakte personen", "Geraakte personen", OP_LANG_NL },
        { "", "Phase", "Phase", OP_LANG_EN },
    };
    char text[200];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct op_variable variable = { .unit = cases[i].unit,
                                              .label = { cases[i].label, cases[i].label } };

        op_sketch_title(&variable, cases[i].lang, text, sizeof text);
        assert_string_equal(text, cases[i].title);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_stand_on_round_numbers_inside_the_axis),
        cmocka_unit_test(ticks_of_time_name_the_day_where_a_day_begins),
        cmocka_unit_test(a_thinned_line_strays_no_more_than_was_allowed),
        cmocka_unit_test(a_long_text_is_cut_between_characters),
        cmocka_unit_test(a_very_long_text_keeps_its_one_line),
        cmocka_unit_test(a_title_names_the_unit_once_and_in_its_language),
        cmocka_unit_test(what_changes_direction_between_explanations_is_prior_driven),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
