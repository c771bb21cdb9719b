// SPDX-License-Identifier: GPL-3.0-or-later
// A whole results folder, made up, with decent and with hostile names.
#include "analysis/sheet.h"
#include "analysis/verb/summarise.h"
#include "tests/support/madeup_results.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char NO_PICTURES[] = "/nonexistent";

struct folder {
    char dir[64];
};

static int
remove_one(const char *path, const struct stat *about, int kind, struct FTW *at)
{
    (void)about;
    (void)kind;
    (void)at;
    return remove(path);
}

static struct folder
made_folder(int n_replicates, bool is_hostile)
{
    struct folder folder = { "/tmp/op_summarise_XXXXXX" };

    assert_non_null(mkdtemp(folder.dir));
    madeup_results_write(folder.dir, n_replicates, is_hostile);
    return folder;
}

static void
drop_folder(struct folder *folder)
{
    nftw(folder->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static char *
text_of(const char *dir, const char *name)
{
    char path[256], *text = NULL;
    FILE *file = NULL;
    size_t size = 0;

    snprintf(path, sizeof path, "%s/%s", dir, name);
    file = fopen(path, "rb");
    if (file == NULL) {
        return NULL;
    }
    fseek(file, 0, SEEK_END);
    size = (size_t)ftell(file);
    rewind(file);
    text = calloc(size + 1, 1);
    assert_non_null(text);
    assert_int_equal(fread(text, 1, size, file), size);
    fclose(file);
    return text;
}

static char *
summarise(const char *dir, const char *lang, const char *share_dir)
{
    struct op_diag diag;
    char *table = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&table, &size);

    op_diag_init(&diag);
    // Without scripts there are no pictures, and a test is done sooner.
    assert_int_equal(op_verb_summarise(dir, share_dir, lang, out, &diag), OP_OK);
    op_diag_free(&diag);
    fclose(out);
    return table;
}

static double
summary_cell(const char *dir, const char *strategy, const char *metric, const char *column)
{
    struct op_sheet sheet = { 0 };
    struct op_diag diag;
    bool ok = false;
    double value = -1e300;

    op_diag_init(&diag);
    assert_int_equal(op_sheet_read(&sheet, dir, "summary.csv", true, &diag), OP_OK);
    for (int row = 0; row < sheet.n_rows; row++) {
        if (strcmp(op_sheet_cell(&sheet, row, 1), strategy) == 0 &&
            strcmp(op_sheet_cell(&sheet, row, 2), metric) == 0 &&
            strcmp(op_sheet_cell(&sheet, row, 3), "all") == 0) {
            value = op_sheet_number(op_sheet_cell(&sheet, row, op_sheet_column(&sheet, column)),
                                    &ok);
        }
    }
    assert_true(ok);
    op_sheet_free(&sheet);
    op_diag_free(&diag);
    return value;
}

static void
paired_differences_find_the_effect_that_was_put_in(void **state)
{
    struct folder folder = made_folder(50, false);
    char *table = summarise(folder.dir, "en", NO_PICTURES);
    const double base = summary_cell(folder.dir, "nothing", "violent_persons", "mean");
    const double arm = summary_cell(folder.dir, "all_early", "violent_persons", "mean");
    const double diff = summary_cell(folder.dir, "all_early", "violent_persons", "diff_mean");
    const double lower = summary_cell(folder.dir, "all_early", "violent_persons",
                                      "lower_evenings");

    (void)state;
    assert_true(arm - base - diff < 1e-9 && arm - base - diff > -1e-9);
    assert_true(arm / base > 0.06 && arm / base < 0.24);   // .12 was put in, twofold either way
    assert_true(lower >= 40);
    assert_true(summary_cell(folder.dir, "nothing", "violent_persons", "diff_mean") == 0);
    assert_non_null(strstr(table, "n = 50"));
    assert_non_null(strstr(table, "a fit, not a test"));
    free(table);
    drop_folder(&folder);
}

static void
the_same_files_give_the_same_bytes(void **state)
{
    static const char *const names[] = { "summary.csv", "quantiles.csv", "fit.csv",
                                         "fit_scores.csv", "report.html",
                                         "charts/difference-violent_persons.svg" };
    struct folder folder = made_folder(24, false);
    char *before[6] = { NULL };

    (void)state;
    free(summarise(folder.dir, "nl", "."));
    for (int i = 0; i < 6; i++) {
        before[i] = text_of(folder.dir, names[i]);
    }
    free(summarise(folder.dir, "nl", "."));
    for (int i = 0; i < 6; i++) {
        char *after = text_of(folder.dir, names[i]);
        if (i < 5 || before[i] != NULL) {   // no picture where gnuplot is not installed
            assert_string_equal(after, before[i]);
        }
        free(after);
        free(before[i]);
    }
    drop_folder(&folder);
}

static void
hostile_names_act_nowhere(void **state)
{
    struct folder folder = made_folder(24, true);
    char *table = summarise(folder.dir, "en", ".");
    char *page = text_of(folder.dir, "report.html");
    char *summary = text_of(folder.dir, "summary.csv");
    char *picture = text_of(folder.dir, "charts/course-violent_persons.svg");

    (void)state;
    assert_null(strstr(page, "<script"));
    assert_null(strstr(page, "<img"));
    assert_null(strstr(page, "http://evil"));
    assert_non_null(strstr(page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert_null(strstr(summary, ",=1+1"));
    assert_non_null(strstr(summary, ",'=1+1"));
    assert_null(strstr(summary, ",@macro"));
    assert_null(strchr(table, '\x1b'));
    assert_int_not_equal(access("pwned", F_OK), 0);
    assert_int_not_equal(access("x", F_OK), 0);
    if (picture != NULL) {
        assert_null(strstr(picture, "<script"));
        assert_non_null(strstr(picture, "role=\"img\""));
        assert_null(strstr(picture, "Produced by GNUPLOT"));
    }
    free(table);
    free(page);
    free(summary);
    free(picture);
    drop_folder(&folder);
}

static void
below_twenty_evenings_no_interval_is_drawn(void **state)
{
    struct folder folder = made_folder(8, false);
    char *words = NULL;

    (void)state;
    free(summarise(folder.dir, "en", NO_PICTURES));
    words = text_of(folder.dir, "charts/data/difference-violent_persons.words.tsv");
    assert_non_null(strstr(words, "too few for an interval"));
    free(words);
    drop_folder(&folder);
}

static void
the_page_speaks_the_language_that_was_asked(void **state)
{
    struct folder folder = made_folder(8, false);
    char *page = NULL;
    struct op_diag diag;

    (void)state;
    free(summarise(folder.dir, "nl", NO_PICTURES));
    page = text_of(folder.dir, "report.html");
    assert_non_null(strstr(page, "<html lang=\"nl\">"));
    assert_non_null(strstr(page, "Wat dit niet zegt"));
    assert_null(strstr(page, "What this does not say"));
    assert_null(strstr(page, "src=\"http"));
    free(page);
    op_diag_init(&diag);
    assert_int_equal(op_verb_summarise(folder.dir, ".", "fr", NULL, &diag), OP_USAGE);
    op_diag_free(&diag);
    drop_folder(&folder);
}

static void
a_course_of_an_unknown_strategy_is_refused(void **state)
{
    struct folder folder = made_folder(2, false);
    struct op_diag diag;
    char path[128];
    FILE *file = NULL;

    (void)state;
    op_diag_init(&diag);
    snprintf(path, sizeof path, "%s/trajectories.csv", folder.dir);
    file = fopen(path, "a");
    assert_non_null(file);
    fputs("0,usual,nobody,0,2012-09-13T00:00:00,0,0,0,0,0\n", file);
    fclose(file);
    assert_int_equal(op_verb_summarise(folder.dir, ".", "en", NULL, &diag), OP_UNKNOWN_NAME);
    op_diag_free(&diag);
    drop_folder(&folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paired_differences_find_the_effect_that_was_put_in),
        cmocka_unit_test(the_same_files_give_the_same_bytes),
        cmocka_unit_test(hostile_names_act_nowhere),
        cmocka_unit_test(below_twenty_evenings_no_interval_is_drawn),
        cmocka_unit_test(the_page_speaks_the_language_that_was_asked),
        cmocka_unit_test(a_course_of_an_unknown_strategy_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
