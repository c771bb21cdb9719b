// SPDX-License-Identifier: GPL-3.0-or-later
// Tables that users bring: places, records, posteriors, ties. What spreadsheets do to them is
// accepted where it is harmless and named with row and column where it is not; what tells of
// persons is refused.
#include "tests/support/program.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <stdio.h>
#include <string.h>

#define HEAD                                                                                   \
    "oploop: 1\\ntitle: t\\npurpose: research\\ngathering: party\\nstart: 2026-06-12 18:00\\n" \
    "event: 2026-06-13 20:00\\nend: 2026-06-14 02:00\\n"
#define PLACES \
    "name,municipality,municipality_code,province,latitude_deg,longitude_deg,population\\n"
#define RIVER "Rivierstad,Rivierland,9001,Gelderland,51.80,5.72,35000\\n"
#define RECORD "moment,variable,unit,value,low,high,source\\n"

static const char *const folder = program_own_folder;

static void
checks_as(const char *scenario, const char *name, const char *table, int status,
          const char *message)
{
    static struct outcome outcome;

    program_run(&outcome,
                "cd %s && rm -rf * && printf '%s' > %s && printf '%s' > scenario.yaml && "
                "oploop check scenario.yaml 2>&1",
                folder, table, name, scenario);
    if (outcome.exit_status != status || (message && !strstr(outcome.text, message)) ||
        (!message && outcome.text[0])) {
        print_message("%s\n--- wanted: %s\n--- ends with %d and\n%s\n", table,
                      message ? message : "nothing", outcome.exit_status, outcome.text);
    }
    assert_int_equal(outcome.exit_status, status);
    if (message) {
        assert_non_null(strstr(outcome.text, message));
    } else {
        assert_string_equal(outcome.text, "");
    }
}

static void
places(const char *table, const char *message)
{
    checks_as(HEAD "place: Rivierstad\\npopulation: { places: p.csv }\\n", "p.csv", table,
              message ? 65 : 0, message);
}

static void
record(const char *table, const char *message)
{
    checks_as(HEAD "place: Haren (Groningen)\\nobserved: r.csv\\n", "r.csv", table,
              message ? 65 : 0, message);
}

static void
ties(const char *table, const char *message)
{
    checks_as("oploop: 1\\nmodel: sir\\ntransmission_rate: 1 /d\\nrecovery_rate: 1 /d\\n"
              "initial_persons: 1\\nnetwork: { kind: edges, file: t.csv }\\n",
              "t.csv", table, message ? 65 : 0, message);
}

static void
own_places_are_a_table_of_the_same_columns(void **state)
{
    static const char *const ways[] = { "Rivierstad", "Rivierstad (Rivierland)",
                                        "Rivierstad (Gelderland)", "\"9001\"", "Rivierland" };
    char scenario[512];

    (void)state;
    places(PLACES RIVER, NULL);
    places("mayor,population,longitude_deg,latitude_deg,province,municipality_code,municipality,"
           "name\\n"
           "-,35000,5.72,51.80,Gelderland,9001,Rivierland,Rivierstad\\n",
           NULL);   // any order, and columns of one's own
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        snprintf(scenario, sizeof scenario, HEAD "place: %s\\npopulation: { places: p.csv }\\n",
                 ways[i]);
        checks_as(scenario, "p.csv", PLACES RIVER, 0, NULL);
    }
    checks_as(HEAD "place: { name: Bergdorp, inhabitants: 900, like: Rivierstad }\\n"
                   "population: { places: p.csv }\\n",
              "p.csv", PLACES RIVER, 0, NULL);
}

static void
what_a_spreadsheet_adds_is_accepted(void **state)
{
    (void)state;
    places("\\357\\273\\277" PLACES RIVER, NULL);
    places(
        "name,municipality,municipality_code,province,latitude_deg,longitude_deg,population\\r\\n"
        "Rivierstad,Rivierland,9001,Gelderland,51.80,5.72,35000\\r\\n",
        NULL);
    places(PLACES "\"Rivierstad\",\"Rivier, Land\",9001,Gelderland,51.80,5.72,35000", NULL);
    ties("\\357\\273\\277source,target\\r\\n0,1\\r\\n1,2\\r\\n", NULL);
    record("\\357\\273\\277" RECORD "2026-06-13T12:00,attending_clicks,clicks,100,90,110,s\\r\\n",
           NULL);
}

static void
what_a_spreadsheet_spoils_is_named_with_row_and_column(void **state)
{
    (void)state;
    places("name;municipality;municipality_code;province;latitude_deg;longitude_deg;population\\n"
           "Rivierstad;Rivierland;9001;Gelderland;51,80;5,72;35000\\n",
           "p.csv:1:1: error: the cells are divided by semicolons, not by commas");
    places("name\\tmunicipality\\nRivierstad\\tRivierland\\n",
           "p.csv:1:1: error: the cells are divided by tabs, not by commas");
    places(PLACES "Rivierstad,Rivierland,9001,Gelderland,\"51,80\",5.72,35000\\n",
           "p.csv:2:39: error: column latitude_deg: \"51,80\" is not a number");
    places(PLACES "Rivierstad,Rivierland,9001,Gelderland,51,80,5.72,35000\\n",
           "p.csv:2:1: error: the row has 8 cells, and the header has 7");
    places(PLACES RIVER "Dorp,Rivierland,14,Gelderland,51.80,5.72,35000\\n",
           "p.csv:3:17: error: column municipality_code: \"14\" has lost its zeros");
    places(PLACES "Caf\\351,Rivierland,9001,Gelderland,51.80,5.72,35000\\n",
           "the file looks like Latin-1, in which this is \"\303\251\": save it as UTF-8");
    places(PLACES "Caf\\351,Rivierland,9001,Gelderland,51.80,5.72,35000\\n",
           "p.csv:2:4: error: byte 0xE9");
    places("\\377\\376n\\0a\\0", "p.csv:1:1: error: the file is UTF-16, not UTF-8");
    places(PLACES "a\\0b", "p.csv:2:2: error: the character NUL stands here");
}

static void
wrong_columns_and_rows_are_named(void **state)
{
    (void)state;
    places("name,municipality,municipality_code,province,latitude_deg,longitude_deg,"
           "populatoin\\n" RIVER,
           "hint: is it \"populatoin\"? columns: name");
    places("name,name,municipality_code\\n", "p.csv:1:1: error: the column name stands twice");
    places(PLACES, "p.csv:1:1: error: no places below the header");
    places("", "p.csv:1:1: error: the file is empty: no header");
    places(PLACES RIVER RIVER, "p.csv:3:1: error: Rivierstad (Rivierland) stands at line 2 too");
    places(PLACES ",Rivierland,9001,Gelderland,51.80,5.72,35000\\n",
           "p.csv:2:1: error: column name: empty");
    places(PLACES "\"Ri\\nvier\",Rivierland,9001,Gelderland,51.80,5.72,x\\n",
           "p.csv:3:45: error: column population: \"x\" is not a number");
    places(PLACES "Rivierstad,Rivierland,9001,\"Gel,derland,51.80,5.72,1\\n",
           "p.csv:2:1: error: not valid CSV: a quote stands within a cell, or is never closed");
}

static void
impossible_numbers_are_named(void **state)
{
    static const struct {
        const char *number, *message;
    } rows[] = { { "-3", "p.csv:2:50: error: column population: -3 is outside [0, 1e+08]" },
                 { "", "p.csv:2:50: error: column population: a number is missing" },
                 { "NaN", "column population: \"NaN\" is not a number" },
                 { "inf", "column population: \"inf\" is not a number" },
                 { "1e999", "column population: 1e999 is too large a number" },
                 { "99999999999999999999", "is outside [0, 1e+08]" },
                 { "0x10", "column population: \"0x10\" is not a number" },
                 { "1 000", "column population: \"1 000\" is not a number" },
                 { "0",
                   "p.csv:1:1: error: column population: nobody lives in any of the places" } };
    char table[512];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        snprintf(table, sizeof table,
                 PLACES "Rivierstad,Rivierland,9001,Gelderland,51.80,5.72,%s\\n", rows[i].number);
        places(table, rows[i].message);
    }
    places(PLACES "Rivierstad,Rivierland,9001,Gelderland,151.80,5.72,35000\\n",
           "p.csv:2:39: error: column latitude_deg: 151.80 is outside [-90, 90]");
}

static void
a_record_is_made_sure_of(void **state)
{
    (void)state;
    record(RECORD ",turnout_persons,persons,4000,3000,5000,s\\n2026-06-13T12:00,attending_clicks,"
                  "clicks,100,,,s\\n",
           NULL);
    record("moment,variable,unit,value,low,high\\n", "r.csv:1:1: error: there is no column source");
    record(RECORD "2026-06-13T12:00,attending_clicks,clicks,\"1,5\",,,s\\n",
           "r.csv:2:42: error: column value: \"1,5\" is not a number");
    record(RECORD "13-06-2026,attending_clicks,clicks,1,,,s\\n", "r.csv:2:1: error: ");
    record(RECORD "start + 2 h,attending_clicks,clicks,1,,,s\\n",
           "r.csv:2:1: error: column moment: \"start + 2 h\" is not a date");
    record(RECORD "2026-06-13T12:00,Attending clicks,clicks,1,,,s\\n",
           "r.csv:2:18: error: column variable: \"Attending clicks\" is no name of one");
    record(RECORD "2026-06-13T12:00,attending_clicks,clicks,1,2,3,s\\n",
           "r.csv:2:42: error: column value: 1 does not lie between low and high");
    record(RECORD "2026-06-13T12:00,attending_clicks,clicks,1,,,s\\n"
                  "2026-06-13T12:00,attending_clicks,clicks,2,,,s\\n",
           "r.csv:3:18: error: attending_clicks at this moment stands at line 2 too");
}

static void
a_posterior_names_row_and_column(void **state)
{
    (void)state;
    checks_as(HEAD "place: Haren (Groningen)\\nposterior: q.csv\\n", "q.csv",
              "spread.rho_open,crowd.contagion\\n0.01,2\\n0.01,-2\\n", 65,
              "q.csv:3:6: error: column crowd.");
    checks_as(HEAD "place: Haren (Groningen)\\nposterior: q.csv\\n", "q.csv",
              "spread.rho_opn\\n0.01\\n", 65, "did you mean \"spread.rho_open\"?");
}

// What is refused as telling of somebody is not repeated on the screen either.
static void
refused_unseen(const char *cell, const char *kind)
{
    static struct outcome outcome;
    char table[256], message[160];

    snprintf(table, sizeof table, "source,target\\n0,1\\n%s,2\\n", cell);
    snprintf(message, sizeof message,
             "t.csv:3:1: error: a cell looks like %s: no persons, accounts or names go in", kind);
    ties(table, message);
    program_run(&outcome, "oploop check --json %s/scenario.yaml", folder);
    assert_null(strstr(outcome.text, cell));
}

static void
ties_are_numbers_and_nobodys_name(void **state)
{
    (void)state;
    refused_unseen("jan.jansen@example.org", "an e-mail address");
    refused_unseen("@projectx", "an account's handle");
    refused_unseen("06-12345678", "a telephone number");
    refused_unseen("0612345678", "a telephone number");
    refused_unseen("+31612345678", "a telephone number");
    refused_unseen("31612345678", "a telephone number");
    refused_unseen("(050) 123 45 67", "a telephone number");
    refused_unseen("Jan Jansen", "a name");
    refused_unseen("Ren\303\251", "a name");
    ties("source,target,name\\n0,1,x\\n", "t.csv:1:15: error: the column \"name\" is of persons: "
                                          "no persons, accounts or names go in");
    ties("user_id;friend\\n0;1\\n", "t.csv:1:1: error: the column \"user_id\" is of persons");
    ties("source,target\\n0,884712345\\n1,771234567\\n", "look like those of accounts: none go in");
}

static void
other_faults_of_ties_are_named_with_row_and_column(void **state)
{
    (void)state;
    ties("source,target\\n0,1\\n1,-2\\n", "t.csv:3:3: error: \"-2\" is not a whole number");
    ties("source,target\\n0,1.5\\n", "t.csv:2:3: error: \"1.5\" is not a whole number");
    ties("source,target\\n0,1e3\\n", "t.csv:2:3: error: \"1e3\" is not a whole number");
    ties("source,target\\n0,nan\\n", "t.csv:2:3: error: \"nan\" is not a whole number");
    ties("source,target\\n0,\\n", "t.csv:2:3: error: \"\" is not a whole number");
    ties("source,target\\n0,4294967296\\n", "t.csv:2:3: error: \"4294967296\" is outside");
    ties("source,target\\n0,1,2\\n", "t.csv:2:4: error: ");
    ties("source,target\\n0\\n", "t.csv:2:2: error: \"\" is too short a row");
    ties("source;target\\n0;1\\n", "with a comma, not a semicolon");
    ties("from,to\\n0,1\\n", "t.csv:1:1: error: \"from\" is not the header that is expected");
    ties("source,target\\n", "\"\" holds no row");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, program_set_up, program_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(own_places_are_a_table_of_the_same_columns),
        TEST(what_a_spreadsheet_adds_is_accepted),
        TEST(what_a_spreadsheet_spoils_is_named_with_row_and_column),
        TEST(wrong_columns_and_rows_are_named),
        TEST(impossible_numbers_are_named),
        TEST(a_record_is_made_sure_of),
        TEST(a_posterior_names_row_and_column),
        TEST(ties_are_numbers_and_nobodys_name),
        TEST(other_faults_of_ties_are_named_with_row_and_column),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
