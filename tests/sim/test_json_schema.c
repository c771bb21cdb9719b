// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON Schema beside the reader: an independent validator with the schema refuses what the
// reader refuses wherever a schema can say it, and the patterns are the reader's grammar.
#include "sim/input/json_schema.h"
#include "sim/input/moment.h"
#include "sim/input/patterns.h"
#include "sim/input/quantity.h"
#include "tests/support/program.h"
#include "tests/support/small_schema.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <dirent.h>
#include <math.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

// Faulty files of tests/broken that the schema lets through, and why it cannot say more.
static const struct {
    const char *name, *why;
} unsaid[] = {
    { "anchor", "YAML itself allows anchors" },
    { "base_unknown", "names an entry of another key" },
    { "dist_falling", "compares numbers within a text" },
    { "dist_impossible", "compares numbers within a text" },
    { "end_before_start", "compares moments" },
    { "end_ten_years_on", "compares moments" },
    { "event_after_end", "compares moments" },
    { "include_circle", "hangs on other files" },
    { "include_fault", "hangs on other files" },
    { "include_missing", "hangs on other files" },
    { "include_outside", "hangs on other files" },
    { "key_twice_folded", "the same key in two spellings" },
    { "law_no_reason", "a reason is longer than a word" },
    { "measure_unknown", "measures stand in other files" },
    { "observed_missing", "hangs on other files" },
    { "out_of_range", "a range of quantities with a unit" },
    { "place_ambiguous", "hangs on the table of places" },
    { "place_code_unknown", "hangs on the table of places" },
    { "place_elsewhere", "hangs on the table of places" },
    { "place_made_up_like_nothing", "hangs on the table of places" },
    { "place_unknown", "hangs on the table of places" },
    { "places_column", "hangs on other files" },
    { "places_commas", "hangs on other files" },
    { "places_double", "hangs on other files" },
    { "places_missing", "hangs on other files" },
    { "places_negative", "hangs on other files" },
    { "places_quote", "hangs on other files" },
    { "places_semicolons", "hangs on other files" },
    { "posterior_cell", "hangs on other files" },
    { "posterior_column", "hangs on other files" },
    { "posterior_missing", "hangs on other files" },
    { "record_unknown", "names an entry of another key" },
    { "start_no_such_day", "a calendar" },
    { "thousands_point", "a number with a unit may have a fraction" },
    { "tag", "YAML itself allows tags" },
    { "times_in_a_circle", "moments that hang on each other" },
    { "timezone_wrong", "any text may be a name" },
    { "unlawful_content", "measures stand in other files" },
    { "unlawful_void", "measures stand in other files" },
    { "use_after_twice", "names an entry of a list" },
    { "use_after_unknown", "names an entry of a list" },
    { "use_before_measure", "compares moments" },
    { "use_before_start", "compares moments" },
    { "use_circle", "moments that hang on each other" },
    { "when_release", "compares numbers of two keys" },
};

static bool
can_be_said(const char *name)
{
    for (size_t i = 0; i < sizeof unsaid / sizeof *unsaid; i++) {
        if (strlen(name) == strlen(unsaid[i].name) + strlen(".yaml") &&
            strncmp(name, unsaid[i].name, strlen(unsaid[i].name)) == 0) {
            return false;
        }
    }
    return true;
}

static void
what_a_schema_can_say_an_independent_validator_refuses_too(void **state)
{
    static struct outcome outcome;
    char folder[64];
    char path[128];
    int n_files = 0;
    int n_unsaid = 0;
    int n_wrong = 0;

    (void)state;
    program_folder(folder);
    snprintf(path, sizeof path, "%s/small.json", folder);

    FILE *out = fopen(path, "w");

    assert_non_null(out);
    assert_int_equal(op_write_scenario_schema(out, &op_small_schema, NULL), OP_OK);
    assert_int_equal(fclose(out), 0);
    program_run(&outcome, "sh tests/support/validate.sh %s tests/broken/*.yaml | cut -c1-200",
                path);
    for (char *line = strtok(outcome.text, "\n"); line; line = strtok(NULL, "\n")) {
        const bool is_bad = strncmp(line, "bad ", 4) == 0;
        const char *name = strstr(line, "tests/broken/");
        char file[128];

        assert_true(name && (is_bad || strncmp(line, "ok ", 3) == 0));
        snprintf(file, sizeof file, "%.*s", (int)strcspn(name + 13, ":"), name + 13);
        n_files++;
        n_unsaid += !can_be_said(file);
        if (is_bad != can_be_said(file)) {
            print_message("%s: %s\n", line,
                          is_bad ? "refused, so a schema can say it after all"
                                 : "neither refused nor among what cannot be said");
            n_wrong++;
        }
    }
    program_remove(folder);

    assert_int_equal(n_wrong, 0);
    assert_true(n_files >= 80);
    assert_int_equal(n_unsaid, (int)(sizeof unsaid / sizeof *unsaid));   // each name is a file
}

// ---- patterns ----

// The caller frees with regfree; the pattern's text is freed here.
static void
compile(regex_t *compiled, char *pattern)
{
    assert_non_null(pattern);
    assert_int_equal(regcomp(compiled, pattern, REG_EXTENDED | REG_NOSUB), 0);
    free(pattern);
}

static bool
matches(const regex_t *pattern, const char *text)
{
    return regexec(pattern, text, 0, NULL, 0) == 0;
}

static const char *const quantities[] = {
    "1",         "0",         "-0",     "+1",     "1.5",  ".5",     "5.",         "-2",
    "1e3",       "1e",        "1.5e-2", "0x10",   "nan",  "inf",    "1 %",        "20%",
    "20  %",     "0.2 share", "90 min", "90min",  "1 h",  "1 hour", "2 week",     "2 weeks",
    "3 /h",      "3 h",       "80 /d",  "10 km",  "2 ha", "4 km/h", "60 persons", "1 person",
    "1500 euro", "EUR 3",     "3 EUR",  "1,5 km", "",     "km",     "1 1",        "0 h",
    "0.00",      "00",        "1 h ",   "--1",
};

static const char *const distributions[] = {
    "uniform(%s, %s)",
    "uniform(%s,%s)",
    "uniform( %s , %s )",
    "uniform (%s, %s)",
    "uniform(%s)",
    "uniform(%s, %s",
    "uniform(%s, %s) x",
    "normal(mean %s, sd %s)",
    "normal(%s, %s)",
    "normal(mean%s, sd %s)",
    "lognormal(median %s, 90 % %s)",
    "lognormal(median %s, sd_log 0.5)",
    "lognormal(mean %s, sd_log 0.5)",
    "lognormal(mean %s, 90 % %s)",
    "lognormal(median %s, .5)",
    "exponential(mean %s)",
    "exponential(%s)",
    "margin(%s, %s, %s)",
    "margin(%s, %s)",
    "gamma(%s)",
};

// `%s` in a form replaced by a quantity; other signs of per cent stay.
static void
fill_form(const char *form, const char *quantity, char text[256])
{
    size_t n = 0;

    while (*form && n < 200) {
        if (strncmp(form, "%s", 2) == 0) {
            n += (size_t)snprintf(text + n, 256 - n, "%s", quantity);
            form += 2;
        } else {
            text[n++] = *form++;
        }
    }
    text[n] = '\0';
}

// Ranges, order and impossible points are beyond a pattern: all else is the same.
static void
check_text(const struct op_param *row, const regex_t *pattern, const char *text)
{
    struct op_diag diag;
    struct op_dist dist;

    op_diag_init(&diag);

    const enum op_status status =
        op_param_parse(row, text, (struct op_place){ "text", 1, 1 }, &dist, &diag);
    const bool is_match = matches(pattern, text);
    const bool is_beyond =
        diag.n_findings > 0 && (strstr(diag.findings[0].message, "outside") ||
                                strstr(diag.findings[0].message, "do not rise") ||
                                strstr(diag.findings[0].message, "negative") ||
                                strstr(diag.findings[0].message, "positive") ||
                                strstr(diag.findings[0].message, "no lognormal") ||
                                strstr(diag.findings[0].message, "has no unit") ||
                                strstr(diag.findings[0].message, "is not a whole number") ||
                                strstr(diag.findings[0].message, "parts no thousands"));

    if (is_match != (status == OP_OK) && !(is_match && is_beyond)) {
        fail_msg("\"%s\" of unit %d: the pattern says %s, the reader %s", text, (int)row->unit,
                 is_match ? "yes" : "no", op_status_name(status));
    }
    op_diag_free(&diag);
}

static void
patterns_let_through_what_the_reader_reads_but_for_ranges(void **state)
{
    static const enum op_unit units[] = { OP_UNIT_NONE,  OP_UNIT_SHARE,   OP_UNIT_DURATION,
                                          OP_UNIT_RATE,  OP_UNIT_LENGTH,  OP_UNIT_AREA,
                                          OP_UNIT_SPEED, OP_UNIT_PERSONS, OP_UNIT_EURO };

    (void)state;
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        const struct op_param row = {
            .key = "x", .unit = units[u], .low = -HUGE_VAL, .high = HUGE_VAL
        };
        regex_t one;
        regex_t any;

        compile(&one, op_pattern_quantity(units[u]));
        compile(&any, op_pattern_dist(units[u]));
        for (size_t i = 0; i < sizeof quantities / sizeof *quantities; i++) {
            check_text(&row, &one, quantities[i]);
            check_text(&row, &any, quantities[i]);
            for (size_t k = 0; k < sizeof distributions / sizeof *distributions; k++) {
                char text[256];

                fill_form(distributions[k], quantities[i], text);
                check_text(&row, &any, text);
            }
        }
        regfree(&one);
        regfree(&any);
    }
}

static void
patterns_of_moments_let_through_what_the_reader_reads(void **state)
{
    static const char *const moments[] = {
        "2012-09-21 19:30",
        "2012-09-21T19:30:15",
        "2012-09-21",
        "2012/09/21 19:30",
        "12-09-2012 19:30",
        "2012-09-21 19:30Z",
        "start",
        "event - 10 d",
        "end-1h",
        "end + 1",
        "start + 2 days",
        "90 min",
        "90",
        "0",
        ".5 h",
        "-5 min",
        "me_standby",
        "me_standby + 30 min",
        "me-standby",
        "Event",
        "tomorrow at noon",
        "",
        "start +",
        "event + -2 h",
        "event * 2 h",
    };
    regex_t pattern;
    regex_t time;

    (void)state;
    compile(&pattern, op_pattern(OP_PATTERN_MOMENT));
    compile(&time, op_pattern(OP_PATTERN_TIME));
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        struct op_moment moment;
        struct op_diag diag;

        op_diag_init(&diag);

        const bool is_read = op_moment_parse(moments[i], (struct op_place){ "text", 1, 1 }, "at",
                                             &moment, &diag) == OP_OK;

        if (matches(&pattern, moments[i]) != is_read ||
            matches(&time, moments[i]) != (is_read && moment.anchor != OP_ANCHOR_MEASURE)) {
            fail_msg("\"%s\": patterns and reader differ", moments[i]);
        }
        op_diag_free(&diag);
    }
    regfree(&pattern);
    regfree(&time);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_schema_can_say_an_independent_validator_refuses_too),
        cmocka_unit_test(patterns_let_through_what_the_reader_reads_but_for_ranges),
        cmocka_unit_test(patterns_of_moments_let_through_what_the_reader_reads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
