// SPDX-License-Identifier: GPL-3.0-or-later
// docs/model.md tells of the program as it is: its tables are those of the program, it names no
// parameter that there is not, and sources that tables cite can be found. So does docs/limits.md of
// the fit.

#include "tests/support/program.h"

#include "sim/run/chance.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct outcome outcome;

// ---- parameters ----

// Keys in the page's text, `group.key`, that are no parameter, and parameters of evenings that the
// text does not name; files in the folder of the test.
#define NAMED                                                                             \
    "grep -oE '`[a-z_]+\\.[a-z0-9_]+`' page.md | tr -d '`' |\n"                           \
    "    grep -v '\\.csv$' | sort -u >named\n"                                            \
    "oploop explain parameters --names | sort >known\n"                                   \
    "oploop explain parameters --markdown | awk '/^# Reference models/ { exit }\n"        \
    "    /^## / { group = $2 } /^\\| `/ { gsub(/`/, \"\", $2); sub(/:$/, \".\", group)\n" \
    "    print group $2 }' | sort >wanted\n"                                              \
    "test -s wanted && comm -23 wanted known\n"

static void
take_page(const char *edit)
{
    assert_int_equal(program_status("sed '%s' docs/model.md >%s/page.md", edit, program_own_folder),
                     0);
}

static void
assert_faults(const char *unknown, const char *missing)
{
    program_run(&outcome, "cd %s\n" NAMED "comm -23 named known", program_own_folder);
    if (strcmp(outcome.text, unknown) != 0) {
        fail_msg("docs/model.md names what is no parameter:\n%s", outcome.text);
    }
    program_run(&outcome, "cd %s\n" NAMED "comm -13 named wanted", program_own_folder);
    if (strcmp(outcome.text, missing) != 0) {
        fail_msg("docs/model.md does not name:\n%s", outcome.text);
    }
}

static void
the_page_names_every_parameter_of_an_evening_and_no_other(void **state)
{
    (void)state;
    take_page("");
    assert_faults("", "");
}

static void
a_parameter_that_is_misspelt_or_left_out_is_found(void **state)
{
    (void)state;
    take_page("s/`spread\\.rho_open`/`spread.rho_opne`/g");
    assert_faults("spread.rho_opne\n", "spread.rho_open\n");
    take_page("s/`phase\\.aftermath`//g");
    assert_faults("", "phase.aftermath\n");
}

// Values, origins, meanings and sources beside the symbols are those of the parameter table.
static void
tables_of_the_page_are_those_of_the_program(void **state)
{
    const char *named = getenv("OPLOOP");

    (void)state;
    if (program_status("sh tools/model_page.sh '%s' docs/model.md | cmp -s - docs/model.md",
                       named != NULL && named[0] != '\0' ? named : "build/oploop") != 0) {
        fail_msg("the tables of docs/model.md are stale: `make docs` makes them anew");
    }
}

static void
every_symbol_stands_for_one_parameter(void **state)
{
    (void)state;
    program_run(&outcome, "sed -n '/^<!-- symbols -->/,/^<!-- end -->/p' docs/model.md |\n"
                          "grep '^| - |' | cut -d'|' -f3");   // keys without a symbol
    assert_string_equal(outcome.text, "");
    program_run(&outcome, "sed -n '/^<!-- symbols -->/,/^<!-- end -->/p' docs/model.md |\n"
                          "sed -n 's/^| \\([^ ]*\\) | `.*/\\1/p' | sort | uniq -d");
    assert_string_equal(outcome.text, "");
}

// ---- draws ----

static void
the_page_tells_what_every_draw_of_an_evening_decides(void **state)
{
    char *const page = program_text("docs", "model.md");
    char row[200];
    int n = 0;

    (void)state;
    assert_non_null(page);
    for (int code = 0; code < 128; code++) {
        if (op_purpose_name((uint8_t)code) == NULL) continue;
        snprintf(row, sizeof row, "| `%s` | %s |\n", op_purpose_name((uint8_t)code),
                 op_purpose_decides((uint8_t)code));
        if (strstr(page, row) == NULL) fail_msg("docs/model.md has no row %s", row);
        n++;
    }
    free(page);
    assert_in_range(n, 1, 128);
}

// ---- sources ----

// Anchors of docs/sources.md that the text on standard input cites and that are not there.
#define UNRESOLVED                                                                                \
    "grep -oE 'docs/sources\\.md#[A-Za-z0-9_-]+' | sed 's/.*#//' | sort -u >%s/cited\n"           \
    "grep -oE '<a id=\"[^\"]+\"' docs/sources.md | sed 's/.*=\"//; s/\"//' | sort -u >%s/there\n" \
    "comm -23 %s/cited %s/there"

static void
sources_that_tables_cite_are_sections_of_the_page_of_sources(void **state)
{
    static const char *const subjects[] = { "parameters", "levers", "measures" };
    const char *const in = program_own_folder;

    (void)state;
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        program_run(&outcome, "oploop explain %s --json | " UNRESOLVED, subjects[i], in, in, in,
                    in);
        if (outcome.text[0] != '\0') {
            fail_msg("%s cite what docs/sources.md has no section for: %s", subjects[i],
                     outcome.text);
        }
        assert_int_equal(program_status("test -s %s/cited", in), 0);
    }
    program_run(&outcome, "echo 'docs/sources.md#riot-polise' | " UNRESOLVED, in, in, in, in);
    assert_string_equal(outcome.text, "riot-polise\n");
}

// ---- limits ----

// Columns of the posterior with four of ten rows or more at one end of what is there: where the fit
// asked for more than it was allowed. Every key that the page of limits names is one of those.
static void
the_page_of_limits_names_what_the_fit_pressed_against_an_edge(void **state)
{
    (void)state;
    program_run(
        &outcome,
        "awk -F, 'NR == 1 { for (c = 1; c <= NF; c++) key[c] = $c; next }\n"
        "    { n++; for (c = 1; c <= NF; c++) {\n"
        "        if (n == 1 || $c + 0 < low[c]) { low[c] = $c + 0; n_low[c] = 0 }\n"
        "        if (n == 1 || $c + 0 > high[c]) { high[c] = $c + 0; n_high[c] = 0 }\n"
        "        n_low[c] += $c + 0 == low[c]; n_high[c] += $c + 0 == high[c] } }\n"
        "    END { for (c in key) if (n_low[c] >= .4 * n || n_high[c] >= .4 * n) print key[c] }' "
        "scenarios/haren-2012/posterior.csv | sort >%s/pressed\n"
        "grep -oE '`[a-z]+\\.[a-z0-9_]+`' docs/limits.md | tr -d '`' | grep -v '\\.csv$' |\n"
        "    sort -u | diff %s/pressed -",
        program_own_folder, program_own_folder);
    assert_string_equal(outcome.text, "");
    assert_int_equal(program_status("test -s %s/pressed", program_own_folder), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_page_names_every_parameter_of_an_evening_and_no_other,
                                        program_set_up, program_tear_down),
        cmocka_unit_test_setup_teardown(a_parameter_that_is_misspelt_or_left_out_is_found,
                                        program_set_up, program_tear_down),
        cmocka_unit_test(tables_of_the_page_are_those_of_the_program),
        cmocka_unit_test(every_symbol_stands_for_one_parameter),
        cmocka_unit_test(the_page_tells_what_every_draw_of_an_evening_decides),
        cmocka_unit_test_setup_teardown(
            sources_that_tables_cite_are_sections_of_the_page_of_sources, program_set_up,
            program_tear_down),
        cmocka_unit_test_setup_teardown(
            the_page_of_limits_names_what_the_fit_pressed_against_an_edge, program_set_up,
            program_tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
