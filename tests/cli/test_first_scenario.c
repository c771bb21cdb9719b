// SPDX-License-Identifier: GPL-3.0-or-later
// docs/first-scenario.md and docs/tutorial-timing.md, run as they stand: each command, and each
// line that it says.

#include "tests/support/program.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char gap[] = "…";   // stands for what differs by machine

// Does a line match one of the page, in which gaps stand for anything?
static bool
matches(const char *said, const char *page)
{
    const char *cut = strstr(page, gap);
    const size_t before = cut ? (size_t)(cut - page) : strlen(page);

    if (cut == NULL) {
        return strcmp(said, page) == 0;
    }
    if (strncmp(said, page, before) != 0) {
        return false;
    }
    for (said += before;; said++) {
        if (matches(said, cut + strlen(gap))) {
            return true;
        }
        if (*said == '\0') {
            return false;
        }
    }
}

// The next line of a text, ended; NULL at its end.
static char *
next_line(char **text)
{
    char *line = *text;
    char *end = strchr(line, '\n');

    if (*line == '\0') {
        return NULL;
    }
    *text = end ? end + 1 : line + strlen(line);
    if (end) {
        *end = '\0';
    }
    return line;
}

// Run a command in the test's folder and hold what it says against the lines that follow it.
static void
run_block(char *block, int *n_commands)
{
    static struct outcome outcome;
    char *said = outcome.text;

    outcome.text[0] = '\0';
    for (char *line = next_line(&block); line; line = next_line(&block)) {
        if (strncmp(line, "$ ", 2) == 0) {
            char *left = next_line(&said);

            if (left) {
                fail_msg("the page has no line for: %s\nbefore: %s", left, line);
            }
            program_run(&outcome, "cd %s && { %s; } 2>&1", program_own_folder, line + 2);
            said = outcome.text;
            ++*n_commands;
            continue;
        }

        const char *next = next_line(&said);

        if (next == NULL || !matches(next, line)) {
            fail_msg("the page has: %s\nthe program says: %s", line, next ? next : "(nothing)");
        }
    }

    const char *left = next_line(&said);

    if (left) {
        fail_msg("the page has no line for: %s", left);
    }
}

static void
run_page(const char *name, int least)
{
    char *page = program_text("docs", name);
    int n_commands = 0;

    assert_non_null(page);
    for (char *at = strstr(page, "```console\n"); at; at = strstr(at, "```console\n")) {
        char *block = at + strlen("```console\n");
        char *end = strstr(block, "```\n");

        assert_non_null(end);
        at = end + 4;
        *end = '\0';
        run_block(block, &n_commands);
    }
    assert_true(n_commands >= least);
    free(page);
}

static void
every_command_of_the_page_says_what_the_page_says(void **state)
{
    (void)state;
    run_page("first-scenario.md", 20);
}

static void
every_command_of_the_tutorial_on_timing_says_what_it_says(void **state)
{
    (void)state;
    run_page("tutorial-timing.md", 16);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_command_of_the_tutorial_on_timing_says_what_it_says,
                                        program_set_up, program_tear_down),
        cmocka_unit_test_setup_teardown(every_command_of_the_page_says_what_the_page_says,
                                        program_set_up, program_tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
