// SPDX-License-Identifier: GPL-3.0-or-later
// `oploop compare` as a user runs it: the same bytes however it is computed, and the examples of
// the documentation. `make same-bits` does the first over compilers and flags, too.
#include "tests/support/program.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <stdio.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

// Few persons and few samples: it is bytes that are compared.
#define FEW " --set population.at_most=1000 --set record_every='6 h' -q "
#define HAREN "scenarios/haren-2012/scenario.yaml" FEW
// Every file of two results folders but run.json (what differs by machine).
#define SAME "diff -r -x run.json "

static const char *const folder = program_own_folder;

static void
compare(const char *words, const char *name)
{
    // Without gnuplot in sight: the charts are drawn from the tables, and take most of the time.
    assert_int_equal(program_status("(PATH=/none; oploop compare " HAREN
                                    "%s -o %s/%s >%s/%s.txt 2>&1)",
                                    words, folder, name, folder, name),
                     0);
}

static void
threads_and_forks_change_not_one_byte(void **state)
{
    static struct outcome outcome;
    static const char *const words[] = { "-n 4 -j2", "-n 4 -j7", "-n 4 -j1 --no-fork" };

    (void)state;
    compare("-n 4 -j1", "one");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        compare(words[i], "other");
        program_run(&outcome, SAME "%s/one %s/other; rm -r %s/other", folder, folder, folder);
        assert_string_equal(outcome.text, "");
    }
}

static void
another_seed_gives_other_evenings(void **state)
{
    static struct outcome outcome;

    (void)state;
    compare("-n 2 --seed 1", "a");
    compare("-n 2", "b");
    compare("-n 2 --seed 2", "c");
    // Beyond 32 bits a seed still counts.
    compare("-n 2 --seed 4294967297", "d");
    program_run(&outcome,
                "cd %s; cmp a/trajectories.csv b/trajectories.csv && ! cmp -s a/trajectories.csv "
                "c/trajectories.csv && ! cmp -s a/trajectories.csv d/trajectories.csv",
                folder);
    assert_int_equal(outcome.exit_status, 0);
}

static void
the_choice_and_order_of_strategies_change_no_arm(void **state)
{
    (void)state;
    compare("-n 3", "all");
    compare("-n 3 -s early_police -s takedown_day_1", "some");
    compare("-n 3 -s takedown_day_1 -s early_police", "turned");
    // `nothing` and the base come along.
    assert_int_equal(
        program_status(
            "cd %s && diff -r -x run.json some turned && for f in trajectories outcomes; "
            "do grep -E ',(strategy|nothing|as_happened|early_police|takedown_day_1),' "
            "all/$f.csv | cmp - some/$f.csv || exit 1; done",
            folder),
        0);
}

static void
write_scenario(const char *name, const char *text, char path[128])
{
    snprintf(path, 128, "%s/%s", folder, name);

    FILE *out = fopen(path, "w");

    assert_non_null(out);
    assert_true(fputs(text, out) >= 0);
    assert_int_equal(fclose(out), 0);
}

// Strength zero is intensity 0, a factor of 1 or an addend of 0: three ways to do nothing.
static void
strength_zero_changes_not_one_bit(void **state)
{
    static struct outcome outcome;
    static const char text[] =
        "include: minimal.yaml\n"
        "measures:\n"
        "  hush:\n"
        "    name: { en: hush, nl: stil }\n"
        "    actor: platform\n"
        "    phases: feeding_ground .. aftermath\n"
        "    legal: { kind: civil, basis: none, status: in_force, as_of: 2026-11 }\n"
        "    lead_time: 1 h\n"
        "    moves: { visibility: 40 %, reshare: 0.3, attendance: 70 %, ring: 20 % }\n"
        "    source: assumed\n"
        "strategies:\n"
        "  zero:\n"
        "    measures:\n"
        "      - visible_presence: { at: event - 20 h, intensity: 0 }\n"
        "      - event_page_takedown: { at: start + 1 h, intensity: 0 }\n"
        "      - deny_event: { at: start + 2 h, intensity: 0 }\n"
        "      - access_ring: { at: event - 4 h, intensity: 0 }\n"
        "      - hush: { at: start + 3 h, moves: { visibility: 100 %, reshare: 1, attendance: 1, "
        "ring: 0 } }\n"
        "  one:\n"
        "    measures:\n"
        "      - visible_presence: { at: event - 20 h }\n"
        "      - event_page_takedown: { at: start + 1 h }\n"
        "      - deny_event: { at: start + 2 h }\n"
        "      - access_ring: { at: event - 4 h }\n"
        "      - hush: { at: start + 3 h }\n";
    char path[128];

    (void)state;
    write_scenario("zero.yaml", text, path);
    assert_int_equal(program_status("cp scenarios/minimal.yaml %s && oploop compare %s --set "
                                    "population.at_most=2000 -n 3 -q -o %s/a >/dev/null",
                                    folder, path, folder),
                     0);
    // Trajectories without the column of the strategy; the same arms at full strength do differ.
    program_run(&outcome,
                "cd %s; for s in nothing zero one; do grep \",default,$s,\" a/trajectories.csv | "
                "sed \"s/,$s,/,/\" >$s.txt; done; test -s zero.txt && cmp nothing.txt zero.txt && "
                "! cmp -s nothing.txt one.txt",
                folder);
    assert_int_equal(outcome.exit_status, 0);
    // Nor is anything else of the outcome moved (the ledger is part of it).
    program_run(&outcome,
                "cd %s; for s in nothing zero; do grep \",default,$s,\" a/outcomes.csv | "
                "sed \"s/,$s,/,/\" >$s.txt; done; cmp nothing.txt zero.txt",
                folder);
    assert_int_equal(outcome.exit_status, 0);
}

// Twice 700 and half of 700 euro; what is out of its phase is refused and costs nothing.
static void
a_use_costs_what_its_entry_says(void **state)
{
    static struct outcome outcome;
    static const char text[] =
        "include: minimal.yaml\n"
        "measures:\n"
        "  hush:\n"
        "    name: { en: hush, nl: stil }\n"
        "    actor: platform\n"
        "    phases: feeding_ground .. disorder\n"
        "    legal: { kind: civil, basis: none, status: in_force, as_of: 2026-11 }\n"
        "    lead_time: 1 h\n"
        "    cost: 700 EUR\n"
        "    cost_source: assumed\n"
        "    moves: { visibility: 40 % }\n"
        "    source: assumed\n"
        "strategies:\n"
        "  often:\n"
        "    measures:\n"
        "      - hush: { at: start + 1 h, for: 1 h }\n"
        "      - hush: { at: start + 4 h, for: 1 h }\n"
        "      - hush: { at: start + 8 h, intensity: 0.5 }\n"
        "      - aftercare: { at: start + 1 h }\n";
    char path[128];

    (void)state;
    write_scenario("cost.yaml", text, path);
    assert_int_equal(program_status("cp scenarios/minimal.yaml %s && oploop run %s --set "
                                    "population.at_most=2000 -n 2 -q -o %s/a >/dev/null 2>&1",
                                    folder, path, folder),
                     0);
    program_run(&outcome, "sed 's/.*,//' %s/a/outcomes.csv | sort | uniq -c | tr -s ' \\n' ' '",
                folder);
    // `nothing`; the patrol of minimal.yaml, which is refused too in so small a world; `often`
    assert_non_null(strstr(outcome.text, " 4 0 "));
    assert_non_null(strstr(outcome.text, " 2 1750 "));
    assert_non_null(strstr(outcome.text, " 1 cost_eur "));
}

static void
the_resolved_scenario_gives_the_same_bytes_again(void **state)
{
    static struct outcome outcome;

    (void)state;
    compare("-n 2 --seed 5", "a");
    assert_int_equal(
        program_status("(PATH=/none; oploop compare %s/a/scenario.yaml -q -n 2 --seed 5 -o %s/b) "
                       ">/dev/null 2>&1",
                       folder, folder),
        0);
    program_run(&outcome, SAME "%s/a %s/b", folder, folder);
    assert_string_equal(outcome.text, "");
}

static void
the_program_says_the_same_from_any_folder(void **state)
{
    static struct outcome outcome;

    (void)state;
    assert_int_equal(program_status("oploop compare " HAREN "-n 1 -s nothing -o %s/a >/dev/null",
                                    folder),
                     0);
    assert_int_equal(
        program_status(
            "root=$PWD; cd %s && oploop compare $root/scenarios/haren-2012/scenario.yaml" FEW
            "-n 1 -s nothing -o b >/dev/null",
            folder),
        0);
    program_run(&outcome, SAME "%s/a %s/b", folder, folder);
    assert_string_equal(outcome.text, "");
}

static void
the_table_is_printed_in_both_languages(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome, "oploop compare " HAREN "-n 1 -s nothing -o %s/en 2>/dev/null", folder);
    assert_non_null(strstr(outcome.text, "Ever violent"));
    program_run(&outcome, "oploop compare " HAREN "-n 1 -s nothing --lang nl -o %s/nl 2>/dev/null",
                folder);
    assert_non_null(strstr(outcome.text, "Ooit gewelddadig"));
}

// Run a line of the documentation, but small and into our folder.
static void
run_example(char *line)
{
    char *const mine = strstr(line, "my.yaml");   // the reader's own file
    const char *words = strstr(line, "oploop ") + strlen("oploop ");

    if (mine) {
        memcpy(mine, "$MINE  ", strlen("my.yaml"));
    }
    char *const new = strstr(line, "mine/scenario.yaml");   // written by the example before it

    if (new) {
        memcpy(new, "$MINE             ", strlen("mine/scenario.yaml"));
    }
    char *const comment = strchr(line, '#');

    if (comment) {
        *comment = '\0';
    }
    char *const into = strchr(line, '>');   // a page that is kept is kept nowhere here

    if (into) {
        *into = '\0';
    }
    char *const cut = strstr(line, "results/cut/snapshots");   // written by the example before it

    if (cut) {
        memcpy(cut, "$CUT/snapshots       ", strlen("results/cut/snapshots"));
    }
    const bool is_simulation = strncmp(words, "run ", 4) == 0 || strncmp(words, "compare ", 8) == 0;
    int status = 0;

    if (strncmp(words, "report ", 7) == 0) {
        // these folders are those of the examples before them
        status =
            program_status("oploop run " HAREN
                           "-n 1 -f -o %s/r && oploop report %s/r %s >/dev/null",
                           folder, folder, strchr(words + 7, ' ') ? strchr(words + 7, ' ') : "");
    } else if (strstr(words, "--from ") != NULL) {
        // so are these snapshots
        status =
            program_status("oploop run " HAREN "-n 1 -f --snapshot-at 'event - 12 h' -o %s/cut && "
                           "oploop run " HAREN "-f --from %s/cut/snapshots -o %s/on",
                           folder, folder, folder);
    } else if (strncmp(words, "new ", 4) == 0) {
        status = program_status("cd %s && rm -rf mine drill march && oploop %s --no-input "
                                ">/dev/null",
                                folder, words);
    } else {
        status =
            program_status("oploop %s %s >/dev/null", words,
                           is_simulation ? "-n 2 -q -f --set population.at_most=300 -o $OUT" : "");
    }
    if (status != 0) {
        print_message("the example `%s` ends with %d\n", line, status);
    }
    assert_int_equal(status, 0);
}

// A word in capitals or a choice stands for something to fill in.
static bool
is_form(const char *line)
{
    for (const char *at = strchr(line, ' '); at; at = strchr(at + 1, ' ')) {
        if (isupper((unsigned char)at[1]) && isupper((unsigned char)at[2])) {
            return true;
        }
    }
    return strpbrk(line, "|[") != NULL;
}

static int
run_examples_of(char *text)
{
    int n = 0;

    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        char *const bare = line + strspn(line, " ");
        const bool is_one =
            strncmp(bare, "oploop ", 7) == 0 || strncmp(bare, "build/oploop ", 13) == 0;

        // Indented lines are commands; `oploop VERB`, `this|that` and the like are forms, not
        // examples.
        if (is_one && bare > line && !is_form(bare)) {
            run_example(bare);
            n++;
        }
    }
    return n;
}

static void
the_report_says_what_was_not_carried_out_and_that_persons_are_few(void **state)
{
    static struct outcome outcome;

    (void)state;
    program_run(&outcome,
                "oploop compare scenarios/minimal.yaml --set population.at_most=300 -n 2 -q -o "
                "%s/few >/dev/null && sed -n '/id=\"answer\"/,/id=\"arms\"/p' %s/few/report.html "
                "| tr -d '\\n'",
                folder, folder);
    assert_int_equal(outcome.exit_status, 0);
    assert_non_null(strstr(outcome.text, "Carried out in 0 of 2 evenings: visible patrol."));
    assert_non_null(strstr(outcome.text, "No more than 300 persons were simulated."));

    // What did not occur, and a record that there is not, take no room.
    char *page = program_text(folder, "few/report.html");

    assert_non_null(page);
    assert_non_null(strstr(page, "Left out, as none of it occurred in any evening"));
    assert_null(strstr(page, "#fit"));
    assert_null(strstr(page, "id=\"fit\""));
    free(page);
}

static void
every_example_of_the_help_and_the_readme_runs(void **state)
{
    static const char *const words[] = { "--help",       "run --help",    "compare --help",
                                         "check --help", "report --help", "explain --help",
                                         "new --help" };
    static struct outcome outcome;
    char out[80];

    (void)state;
    snprintf(out, sizeof out, "%s/out", folder);
    setenv("OUT", out, 1);
    setenv("MINE", "scenarios/minimal.yaml", 1);
    snprintf(out, sizeof out, "%s/cut", folder);
    setenv("CUT", out, 1);
    assert_int_equal(program_status("oploop run scenarios/haren-2012/scenario.yaml -n 2 -q --set "
                                    "population.at_most=300 --snapshot-at 'event - 12 h' -o $CUT"),
                     0);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        program_run(&outcome, "oploop %s", words[i]);
        assert_int_equal(outcome.exit_status, 0);

        char *text = strdup(outcome.text);

        assert_non_null(text);
        assert_true(run_examples_of(text) >= 2);
        free(text);
    }
    char *readme = program_text("", "README.md");

    assert_non_null(readme);
    assert_true(run_examples_of(readme) >= 2);
    free(readme);
    unsetenv("OUT");
    unsetenv("MINE");
}

// The next block of YAML of a page: its first character and its length; NULL at the end.
static const char *
next_block(const char *at, size_t *length)
{
    const char *start = strstr(at, "```yaml\n");

    if (!start) {
        return NULL;
    }
    start += strlen("```yaml\n");
    *length = (size_t)(strstr(start, "```") - start);
    return start;
}

static void
indent(FILE *out, const char *text, size_t length, const char *by)
{
    bool is_start = true;

    for (size_t i = 0; i < length; i++) {
        if (is_start) {
            fputs(by, out);
        }
        fputc(text[i], out);
        is_start = text[i] == '\n';
    }
}

// All blocks of a page as one scenario: what is no key of a scenario is an entry of the catalogue.
static void
assert_snippets_hold(const char *page)
{
    static struct outcome outcome;
    char *text = program_text("", page);
    char path[128];
    size_t length = 0;
    int n = 0;

    assert_non_null(text);
    snprintf(path, sizeof path, "%s/page.yaml", folder);

    FILE *out = fopen(path, "w");

    assert_non_null(out);
    fputs(
        "oploop: 1\ntitle: Snippets\npurpose: research\ngathering: party\nstart: 2012-09-07 20:00\n"
        "event: 2012-09-21 20:00\nend: 2012-09-22 02:00\nplace: Haren (Groningen)\n",
        out);
    for (const char *block = next_block(text, &length); block; block = next_block(block, &length)) {
        const bool is_part = strncmp(block, "happenings:", 11) == 0 ||
                             strncmp(block, "strategies:", 11) == 0 || *block == ' ';

        if (!is_part) {
            fputs("measures:\n", out);
        }
        indent(out, block, length, is_part ? "" : "  ");
        n++;
    }
    assert_int_equal(fclose(out), 0);
    free(text);
    assert_true(n >= 2);
    program_run(&outcome, "oploop check %s 2>&1", path);
    if (outcome.text[0] != '\0') {
        print_message("%s:\n%s\n", page, outcome.text);
    }
    assert_string_equal(outcome.text, "");
}

static void
the_snippets_of_the_documentation_are_valid(void **state)
{
    size_t length = 0;
    char *readme = program_text("", "README.md");
    char *minimal = program_text("", "scenarios/minimal.yaml");

    (void)state;
    assert_non_null(readme);
    assert_non_null(minimal);

    const char *block = next_block(readme, &length);

    assert_non_null(block);
    assert_int_equal(length, strlen(minimal));
    assert_memory_equal(block, minimal, length);
    free(readme);
    free(minimal);
    assert_snippets_hold("scenarios/README.md");
}

static void
every_observable_stands_in_the_documentation(void **state)
{
    static struct outcome outcome;
    char *page = program_text("", "docs/observables.md");
    int n = 0;

    (void)state;
    assert_non_null(page);
    assert_int_equal(program_status("oploop run " HAREN "-n 1 -s nothing -o %s/a >/dev/null",
                                    folder),
                     0);
    program_run(&outcome, "grep ^trajectories, %s/a/columns.csv | cut -d, -f2", folder);
    for (char *name = strtok(outcome.text, "\n"); name; name = strtok(NULL, "\n"), n++) {
        char row[80];

        snprintf(row, sizeof row, "\n| `%s` | ", name);
        if (!strstr(page, row)) {
            print_message("docs/observables.md has no row for %s\n", name);
        }
        assert_non_null(strstr(page, row));
    }
    assert_true(n > 10);
    free(page);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, program_set_up, program_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(threads_and_forks_change_not_one_byte),
        TEST(another_seed_gives_other_evenings),
        TEST(the_choice_and_order_of_strategies_change_no_arm),
        TEST(strength_zero_changes_not_one_bit),
        TEST(a_use_costs_what_its_entry_says),
        TEST(the_resolved_scenario_gives_the_same_bytes_again),
        TEST(the_program_says_the_same_from_any_folder),
        TEST(the_table_is_printed_in_both_languages),
        TEST(the_report_says_what_was_not_carried_out_and_that_persons_are_few),
        TEST(every_example_of_the_help_and_the_readme_runs),
        TEST(the_snippets_of_the_documentation_are_valid),
        TEST(every_observable_stands_in_the_documentation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
