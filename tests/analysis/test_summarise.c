// SPDX-License-Identifier: GPL-3.0-or-later
// A whole results folder, made up, with decent and with hostile names.
#include "analysis/sheet.h"
#include "analysis/verb/summarise.h"
#include "tests/support/madeup_results.h"

#include <ftw.h>
#include <math.h>
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
    if (strcmp(share_dir, NO_PICTURES) != 0) {
        op_diag_print(&diag, stderr);   // why a picture is missing
    }
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
            value =
                op_sheet_number(op_sheet_cell(&sheet, row, op_sheet_column(&sheet, column)), &ok);
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
    const double lower = summary_cell(folder.dir, "all_early", "violent_persons", "lower_evenings");

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
    static const char *const names[] = { "summary.csv", "quantiles.csv",
                                         "fit.csv",     "fit_scores.csv",
                                         "report.html", "charts/difference-violent_persons.svg" };
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

// Put `with` in place of every `what` in a file of the folder.
static void
replace_in(const char *dir, const char *name, const char *what, const char *with)
{
    char path[256], *text = text_of(dir, name), *at = text;
    FILE *file = NULL;

    snprintf(path, sizeof path, "%s/%s", dir, name);
    file = fopen(path, "wb");
    assert_non_null(text);
    assert_non_null(file);
    for (char *found = NULL; (found = strstr(at, what)) != NULL; at = found + strlen(what)) {
        fwrite(at, 1, (size_t)(found - at), file);
        fputs(with, file);
    }
    fputs(at, file);
    fclose(file);
    free(text);
}

static void
a_metric_named_like_a_path_stays_in_its_folder(void **state)
{
    struct folder folder = made_folder(8, false);
    char *words = NULL;

    (void)state;
    replace_in(folder.dir, "columns.csv", "outcomes,violent_persons", "outcomes,../../pwned");
    replace_in(folder.dir, "outcomes.csv", "violent_persons", "../../pwned");
    free(summarise(folder.dir, "en", NO_PICTURES));
    words = text_of(folder.dir, "charts/data/difference-______pwned.words.csv");
    assert_non_null(words);
    free(words);
    drop_folder(&folder);
}

// Names and titles that try to act in a shell, gnuplot, a page, a spreadsheet, a terminal.
static void
no_title_or_label_acts_whatever_it_says(void **state)
{
    static const char *const tries[] = {
        "`touch pwned`",
        "$(touch pwned)",
        "'; set output 'pwned'; plot x; '",
        "\"\"; system('touch pwned'); \"\"",
        "<script>alert(1)</script>",
        "</svg><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "=cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd",
        "+1;=1+1",
        "%s%n%1$s {/Symbol a}_b^c @x &{y}",
        "two\nlines",
        "\x1b[2J\x1b]0;x\x07",
        "\xff\xfe bad bytes",
    };

    (void)state;
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        struct folder folder = made_folder(20, false);
        char cell[128], *table = NULL, *page = NULL, *picture = NULL, *words = NULL;
        snprintf(cell, sizeof cell, "\"%s\"", tries[i]);
        replace_in(folder.dir, "strategies.csv", "Honest news early", cell);
        replace_in(folder.dir, "strategies.csv", "Nothing is done", cell);
        replace_in(folder.dir, "study.csv", "A birthday page that went round", cell);
        replace_in(folder.dir, "columns.csv", "Persons ever violent", cell);

        table = summarise(folder.dir, "en", i < 6 ? "." : NO_PICTURES);
        page = text_of(folder.dir, "report.html");
        picture = text_of(folder.dir, "charts/difference-violent_persons.svg");
        words = text_of(folder.dir, "charts/data/difference-violent_persons.words.csv");
        assert_null(strstr(page, "<script"));
        assert_null(strstr(page, "<img"));
        assert_null(strchr(table, '\x1b'));
        assert_null(strchr(table, '\x07'));
        assert_null(strchr(page, '\x1b'));
        assert_null(strpbrk(words, "`\\\t\x1b"));
        for (const char *at = words; *at != '\0';
             at++) {   // a quote only where a line begins or ends
            assert_true(*at != '"' || at == words || at[-1] == '\n' || at[1] == '\n');
        }
        assert_int_not_equal(access("pwned", F_OK), 0);
        if (picture != NULL) {
            assert_null(strstr(picture, "<script"));
        }
        free(table);
        free(page);
        free(picture);
        free(words);
        drop_folder(&folder);
    }
}

static double
score_cell(const struct op_sheet *sheet, int row, const char *column)
{
    bool ok = false;

    assert_true(op_sheet_column(sheet, column) >= 0);
    return op_sheet_number(op_sheet_cell(sheet, row, op_sheet_column(sheet, column)), &ok);
}

static void
model_and_guess_are_scored_on_the_same_records(void **state)
{
    struct folder folder = made_folder(30, false);
    char *table = summarise(folder.dir, "en", NO_PICTURES);
    const double growth = log(5200.0 / 3500) / 24;
    double model = 0, naive = 0;
    int n = 0, mean = -1;
    struct op_sheet s = { 0 };
    struct op_diag diag;

    (void)state;
    op_diag_init(&diag);
    assert_int_equal(op_sheet_read(&s, folder.dir, "fit_scores.csv", true, &diag), OP_OK);
    for (int row = 0; row < s.n_rows; row++) {
        const double seen = score_cell(&s, row, "value");
        const double guess = score_cell(&s, row, "naive_guess");
        if (strcmp(op_sheet_cell(&s, row, 0), "mean") == 0) {
            mean = row;
        } else if (!isnan(guess)) {
            assert_true(fabs(score_cell(&s, row, "naive_wis") - fabs(seen - guess)) < 1e-6);
            assert_true(fabs(score_cell(&s, row, "naive_wis_log") -
                             fabs(log1p(seen) - log1p(guess))) < 1e-9);
            model += score_cell(&s, row, "model_wis_log");
            naive += score_cell(&s, row, "naive_wis_log");
            n++;
        } else {
            assert_true(isnan(score_cell(&s, row, "naive_wis_log")));
        }
    }
    assert_int_equal(s.n_rows, 7 + 1);
    assert_int_equal(mean, 7);
    assert_int_equal(n, 3);   // two later counters and the turnout
    assert_true(score_cell(&s, mean, "records") == 3);
    assert_true(fabs(score_cell(&s, mean, "model_wis_log") - model / 3) < 1e-12);
    assert_true(fabs(score_cell(&s, mean, "naive_wis_log") - naive / 3) < 1e-12);
    assert_true(fabs(score_cell(&s, 2, "naive_guess") - 3500 * exp(growth * 75)) < 1e-3);
    assert_true(score_cell(&s, 4, "naive_guess") == 0.13 * 30000);
    assert_true(isnan(score_cell(&s, 6, "model_wis_log")));   // a clock time is no amount
    assert_non_null(strstr(table, "was itself read off"));
    op_sheet_free(&s);
    op_diag_free(&diag);
    free(table);
    drop_folder(&folder);
}

static void
fit_has_the_columns_that_were_promised(void **state)
{
    struct folder folder = made_folder(8, false);
    char *fit = NULL;

    (void)state;
    free(summarise(folder.dir, "en", NO_PICTURES));
    fit = text_of(folder.dir, "fit.csv");
    fit[strcspn(fit, "\n")] = '\0';
    assert_string_equal(fit,
                        "moment,variable,unit,value,low,high,q05,q25,q50,q75,q95,inside,source");
    free(fit);
    drop_folder(&folder);
}

static int
count_of(const char *text, const char *word)
{
    int n = 0;

    for (; (text = strstr(text, word)) != NULL; text += strlen(word)) {
        n++;
    }
    return n;
}

static void
the_page_stands_alone_and_can_be_read_aloud(void **state)
{
    struct folder folder = made_folder(24, false);
    char *page = NULL;
    int n_pictures = 0;

    (void)state;
    free(summarise(folder.dir, "en", "."));
    page = text_of(folder.dir, "report.html");
    n_pictures = count_of(page, "<svg ");
    assert_int_equal(count_of(page, "<h1"), 1);
    assert_true(strstr(page, "id=\"question\"") < strstr(page, "id=\"answer\""));
    assert_true(strstr(page, "id=\"answer\"") < strstr(page, "id=\"sure\""));
    assert_true(strstr(page, "id=\"sure\"") < strstr(page, "id=\"limits\""));
    assert_int_equal(count_of(page, "src="), 0);
    assert_int_equal(count_of(page, "<link"), 0);
    assert_int_equal(count_of(page, "@import"), 0);
    assert_int_equal(count_of(page, "http"),
                     count_of(page, "http-equiv") + count_of(page, "http://www.w3.org/"));
    // A picture has a name, a description with numbers, and its table.
    assert_int_equal(count_of(page, "role=\"img\" aria-labelledby="), n_pictures);
    assert_int_equal(count_of(page, "-desc\">"), n_pictures);
    assert_int_equal(count_of(page, "<figcaption><details>"), n_pictures);
    assert_int_equal(count_of(page, "<table"), count_of(page, "<caption>"));
    assert_non_null(strstr(page, "very likely"));
    assert_non_null(strstr(page, "What this does not say"));
    free(page);
    drop_folder(&folder);
}

static void
each_explanation_stands_in_the_report_and_what_hangs_on_it_is_marked(void **state)
{
    struct folder folder = made_folder(45, false);
    char *page = NULL, *table = NULL, *words = NULL;
    struct op_sheet s = { 0 };
    struct op_diag diag;
    int marked = 0;

    (void)state;
    // The page withdrawn brings more violence; only where an announcement brings the news, none at
    // all.
    for (int r = 1; r < 45; r += 3) {
        char what[64], *outcomes = text_of(folder.dir, "outcomes.csv"), *line = NULL;
        snprintf(what, sizeof what, "\n%d,usual,take_down,announcement,", r);
        line = strstr(outcomes, what);
        assert_non_null(line);
        line[1 + strcspn(line + 1, "\n")] = '\0';
        snprintf(what, sizeof what, "\n%d,usual,take_down,announcement,1,1,,0,0,0,1,0,0", r);
        replace_in(folder.dir, "outcomes.csv", line, what);
        free(outcomes);
    }
    table = summarise(folder.dir, "en", NO_PICTURES);
    page = text_of(folder.dir, "report.html");
    words = text_of(folder.dir, "charts/data/difference-violent_persons.words.csv");
    op_diag_init(&diag);
    assert_int_equal(op_sheet_read(&s, folder.dir, "summary.csv", true, &diag), OP_OK);
    for (int row = 0; row < s.n_rows; row++) {
        marked += strcmp(op_sheet_cell(&s, row, 1), "take_down") == 0 &&
                  strcmp(op_sheet_cell(&s, row, 2), "violent_persons") == 0 &&
                  strcmp(op_sheet_cell(&s, row, op_sheet_column(&s, "prior_driven")), "yes") == 0;
    }

    assert_int_equal(marked, 1);
    assert_non_null(strstr(table, "Page withdrawn \xe2\x80\xa0"));
    assert_non_null(strstr(words, "prior-driven"));
    assert_non_null(strstr(page, "an official announcement</th>"));
    assert_non_null(strstr(page, "of 15</td>"));   // counts for each third of the evenings
    assert_non_null(strstr(page, "id=\"explanations\""));
    op_sheet_free(&s);
    op_diag_free(&diag);
    free(page);
    free(table);
    free(words);
    drop_folder(&folder);
}

static void
phases_are_shown_as_counts_of_evenings(void **state)
{
    struct folder folder = made_folder(24, false);
    char *words = NULL, *data = NULL, *at = NULL;

    (void)state;
    free(summarise(folder.dir, "en", NO_PICTURES));
    words = text_of(folder.dir, "charts/data/phase.words.csv");
    data = text_of(folder.dir, "charts/data/phase.data.csv");
    assert_non_null(strstr(words, "of 24 evenings reach disorder"));
    for (at = data; at != NULL && *at != '\0';
         at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL) {
        double x = 0, half = 0;
        if (sscanf(at, "%lf,%lf", &x, &half) == 2) {   // half the share of all evenings
            assert_true(half >= 0 && half <= 0.5 + 1e-9);
        }
    }
    free(words);
    free(data);
    drop_folder(&folder);
}

// "Press silenced" has the strongest effect of all, and is not lawful.
static void
what_is_not_lawful_carries_its_mark_and_is_ranked_nowhere(void **state)
{
    static const char *const pictures[] = { "phase", "difference-violent_persons",
                                            "course-violent_persons" };
    struct folder folder = made_folder(24, false);
    char path[128], *table = summarise(folder.dir, "en", NO_PICTURES);
    char *page = text_of(folder.dir, "report.html"), *summary = NULL, *words = NULL;

    (void)state;
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
        snprintf(path, sizeof path, "charts/data/%s.words.csv", pictures[i]);
        words = text_of(folder.dir, path);
        assert_non_null(strstr(words, "* Press silenced"));
        assert_non_null(strstr(words, "* not lawful"));
        assert_null(strstr(words, "* Honest news early"));
        free(words);
    }
    const char *const unranked = strstr(page, "never ranked");
    assert_non_null(unranked);
    assert_true(strstr(page, "<strong>Press silenced</strong>") > unranked);
    assert_true(strstr(page, "<strong>Honest news early</strong>") < unranked);
    assert_non_null(strstr(table, "Press silenced *"));
    summary = text_of(folder.dir, "summary.csv");
    assert_non_null(strstr(summary, "prior_driven,lawful"));
    free(summary);
    free(table);
    free(page);
    drop_folder(&folder);
}

static void
a_course_that_is_missing_is_refused(void **state)
{
    struct folder folder = made_folder(3, false);
    char path[128], *text = text_of(folder.dir, "trajectories.csv");
    struct op_diag diag;
    FILE *file = NULL;

    (void)state;
    op_diag_init(&diag);
    snprintf(path, sizeof path, "%s/trajectories.csv", folder.dir);
    *strstr(text, "\n2,usual,nothing") = '\0';
    file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "%s\n", text);
    fclose(file);
    assert_int_equal(op_verb_summarise(folder.dir, ".", "en", NULL, &diag), OP_MISSING_KEY);
    assert_non_null(strstr(diag.findings[0].message, "replicate 2 of `nothing`"));
    op_diag_free(&diag);
    free(text);
    drop_folder(&folder);
}

static void
a_folder_that_is_absent_or_a_file_is_named(void **state)
{
    struct op_diag diag;

    (void)state;
    op_diag_init(&diag);
    assert_int_equal(op_verb_summarise("/nonexistent/x", ".", "en", NULL, &diag), OP_NOT_FOUND);
    assert_non_null(strstr(diag.findings[0].message, "no such folder"));
    assert_int_equal(op_verb_summarise("/dev/null", ".", "en", NULL, &diag), OP_NOT_FOUND);
    assert_non_null(strstr(diag.findings[1].message, "is no folder"));
    op_diag_free(&diag);
}

static void
below_twenty_evenings_no_interval_is_drawn(void **state)
{
    struct folder folder = made_folder(8, false);
    char *words = NULL;

    (void)state;
    free(summarise(folder.dir, "en", NO_PICTURES));
    words = text_of(folder.dir, "charts/data/difference-violent_persons.words.csv");
    assert_non_null(strstr(words, "too few for an interval"));
    free(words);
    words = text_of(folder.dir, "charts/data/course-violent_persons.words.csv");
    assert_non_null(strstr(words, "too few for a band"));
    assert_null(strstr(words, "9 of 10"));
    free(words);
    words = text_of(folder.dir, "report.html");
    assert_null(strstr(words, "9 of 10 evenings between"));
    assert_null(strstr(words, "90 % interval"));
    free(words);
    drop_folder(&folder);
}

static void
run_in(const char *dir, const char *command)
{
    char line[600];

    snprintf(line, sizeof line, "cd '%s' && %s", dir, command);
    assert_int_equal(system(line), 0);
}

// Where nothing differs, "lower in none" would read as a bad measure.
static void
a_strategy_that_changes_nothing_is_said_to_make_no_difference(void **state)
{
    struct folder folder = made_folder(8, false);
    char *page = NULL;

    (void)state;
    run_in(folder.dir, "awk -F, '$3 == \"nothing\" { base = $0 } $3 == \"all_early\" { $0 = base; "
                       "sub(/,nothing,/, \",all_early,\") } { print }' outcomes.csv >new && mv new "
                       "outcomes.csv");
    free(summarise(folder.dir, "en", NO_PICTURES));
    page = text_of(folder.dir, "report.html");
    assert_non_null(strstr(page, "</strong>: no difference in any of the 8 evenings."));
    free(page);
    page = text_of(folder.dir, "charts/data/difference-violent_persons.words.csv");
    assert_non_null(strstr(page, "0 of 8, no difference"));
    free(page);
    free(summarise(folder.dir, "nl", NO_PICTURES));
    page = text_of(folder.dir, "report.html");
    assert_non_null(strstr(page, "</strong>: in geen van de 8 avonden verschil."));
    free(page);
    drop_folder(&folder);
}

// Said in every row where measures differ in it, else once below the table.
static void
a_source_of_the_cost_that_all_measures_share_is_said_once(void **state)
{
    struct folder folder = made_folder(8, false);
    char *page = NULL;

    (void)state;
    run_in(folder.dir,
           "printf 'measure,label_en,label_nl,rights,cost_source\\nring,a ring,een ring,,a bill\\n"
           "talk,a talk,een gesprek,,a bill\\n' >catalogue.csv && printf 'replicate,conditions,"
           "strategy,measure,starts,cost_eur,touching,needless,missed\\n0,usual,all_early,ring,1,"
           "100,1,1,0\\n0,usual,all_early,talk,1,7,0,,0\\n' >measures.csv");
    free(summarise(folder.dir, "en", NO_PICTURES));
    page = text_of(folder.dir, "report.html");
    assert_non_null(strstr(page, "<p>Source of the cost: a bill.</p>"));
    assert_null(strstr(page, "<th scope=\"col\">source of the cost"));
    assert_null(strstr(page, "<td>a bill"));
    free(page);
    run_in(folder.dir, "sed -i '$s/a bill/a guess/' catalogue.csv");
    free(summarise(folder.dir, "en", NO_PICTURES));
    page = text_of(folder.dir, "report.html");
    assert_null(strstr(page, "Source of the cost:"));
    assert_non_null(strstr(page, "<td>a bill</td>"));
    assert_non_null(strstr(page, "<td>a guess</td>"));
    free(page);
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
        cmocka_unit_test(a_metric_named_like_a_path_stays_in_its_folder),
        cmocka_unit_test(no_title_or_label_acts_whatever_it_says),
        cmocka_unit_test(model_and_guess_are_scored_on_the_same_records),
        cmocka_unit_test(fit_has_the_columns_that_were_promised),
        cmocka_unit_test(the_page_stands_alone_and_can_be_read_aloud),
        cmocka_unit_test(a_course_that_is_missing_is_refused),
        cmocka_unit_test(a_folder_that_is_absent_or_a_file_is_named),
        cmocka_unit_test(each_explanation_stands_in_the_report_and_what_hangs_on_it_is_marked),
        cmocka_unit_test(phases_are_shown_as_counts_of_evenings),
        cmocka_unit_test(what_is_not_lawful_carries_its_mark_and_is_ranked_nowhere),
        cmocka_unit_test(below_twenty_evenings_no_interval_is_drawn),
        cmocka_unit_test(a_strategy_that_changes_nothing_is_said_to_make_no_difference),
        cmocka_unit_test(a_source_of_the_cost_that_all_measures_share_is_said_once),
        cmocka_unit_test(the_page_speaks_the_language_that_was_asked),
        cmocka_unit_test(a_course_of_an_unknown_strategy_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
