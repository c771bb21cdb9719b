// SPDX-License-Identifier: GPL-3.0-or-later
// Every example of docs/language.md: what is called wrong gives the finding below it, the rest is
// read without one.
//
//   ```yaml             keys of a scenario; those that are left out come from a whole one
//   ```yaml file=NAME   a file beside it, for the examples that follow
//   ```yaml catalogue   a file of measures
//   ```yaml wrong       and then ```text with what `check` says

#include "tests/support/program.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char base[] = "oploop: 1\ntitle: an evening\npurpose: research\ngathering: party\n"
                           "start: 2012-09-07 20:00\nevent: 2012-09-21 19:30\n"
                           "end: 2012-09-22 04:00\nplace: Haren (Groningen)\n"
                           "population: { within: 5 km }\n";

static struct outcome outcome;

struct fence {
    char about[64];   // behind the three ticks
    char *text;
    int line;
};

// The next block of code; false at the end. The caller frees its text.
static bool
next_fence(const char **at, int *line, struct fence *fence)
{
    bool is_inside = false;
    const char *begin = NULL;

    while (**at != '\0') {
        const char *const here = *at;
        const size_t n = strcspn(here, "\n");
        const bool is_mark = strncmp(here, "```", 3) == 0;

        *at = here + n + (here[n] == '\n');
        ++*line;
        if (is_mark && is_inside) {
            fence->text = strndup(begin, (size_t)(here - begin));
            assert_non_null(fence->text);
            return true;
        }
        if (is_mark) {
            is_inside = true;
            begin = *at;
            fence->line = *line;
            snprintf(fence->about, sizeof fence->about, "%.*s", (int)n - 3, here + 3);
        }
    }
    assert_false(is_inside);
    return false;
}

static void
write_file(const char *name, const char *text, const char *more)
{
    char path[256];

    snprintf(path, sizeof path, "%s/%s", program_own_folder, name);
    FILE *out = fopen(path, "w");

    assert_non_null(out);
    assert_true(fputs(text, out) >= 0 && fputs(more, out) >= 0);
    assert_int_equal(fclose(out), 0);
}

static bool
has_key(const char *text, const char *key)
{
    const char *at = strstr(text, key);

    return at != NULL && (at == text || at[-1] == '\n');
}

// What `check` says of keys that are completed to a scenario.
static void
check(const char *text)
{
    char more[64];

    snprintf(more, sizeof more, "%s%s", has_key(text, "oploop:") ? "" : "oploop: 1\n",
             has_key(text, "include:") ? "" : "include: base.yaml\n");
    write_file("scenario.yaml", text, more);
    program_run(&outcome, "cd %s && oploop check scenario.yaml 2>&1", program_own_folder);
}

static void
must_be_well(const struct fence *fence)
{
    if (strcmp(fence->about, "yaml catalogue") == 0) {
        write_file("catalogue/own.yaml", fence->text, "");
        check("");
    } else if (strncmp(fence->about, "yaml file=", 10) == 0) {
        write_file(fence->about + 10, fence->text, "include: base.yaml\n");
        return;   // read by the example that includes it
    } else {
        check(fence->text);
    }
    if (outcome.exit_status != 0 || outcome.text[0] != '\0') {
        fail_msg("docs/language.md:%d: the example is not well:\n%s", fence->line, outcome.text);
    }
}

static void
every_example_of_the_language_page_does_what_the_page_says(void **state)
{
    char *page = program_text("docs", "language.md");
    const char *at = page;
    struct fence fence, answer;
    int line = 0, n_well = 0, n_wrong = 0;

    (void)state;
    assert_non_null(page);
    assert_int_equal(program_status("mkdir %s/catalogue %s/parts", program_own_folder,
                                    program_own_folder),
                     0);
    write_file("base.yaml", base, "");
    while (next_fence(&at, &line, &fence)) {
        if (strcmp(fence.about, "yaml wrong") == 0) {
            assert_true(next_fence(&at, &line, &answer));
            assert_string_equal(answer.about, "text");
            check(fence.text);
            assert_int_equal(outcome.exit_status, 65);
            if (strcmp(outcome.text, answer.text) != 0) {
                fail_msg("docs/language.md:%d: `check` says\n%s", answer.line, outcome.text);
            }
            free(answer.text);
            n_wrong++;
        } else if (strncmp(fence.about, "yaml", 4) == 0) {
            must_be_well(&fence);
            n_well++;
        }
        free(fence.text);
    }
    free(page);
    assert_true(n_well >= 8);
    assert_true(n_wrong >= 8);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_example_of_the_language_page_does_what_the_page_says,
                                        program_set_up, program_tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
