// SPDX-License-Identifier: GPL-3.0-or-later
// Every input of tests/fuzz/corpus and tests/fuzz/regress once more, without a fuzzer: what was
// found once stays mended. Adding a file is adding a test.
#include "tests/fuzz/fuzz.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
is_input(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void
feed(fuzz_target *target, const char *path)
{
    FILE *in = fopen(path, "rb");
    uint8_t *bytes = malloc(1 << 20);

    assert_non_null(in);
    assert_non_null(bytes);
    const size_t n = fread(bytes, 1, 1 << 20, in);
    // As large as it is, so that a byte behind its end is seen.
    uint8_t *exact = malloc(n + 1 - (n > 0));
    assert_non_null(exact);
    memcpy(exact, bytes, n);
    fclose(in);
    free(bytes);
    target(exact, n);
    free(exact);
}

static int
feed_folder(fuzz_target *target, const char *kind, const char *name)
{
    struct dirent **entries = NULL;
    char folder[128], path[512];

    snprintf(folder, sizeof folder, "tests/fuzz/%s/%s", kind, name);
    const int n = scandir(folder, &entries, is_input, alphasort);

    for (int i = 0; i < n; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        free(entries[i]);
        feed(target, path);
    }
    free(entries);
    return n;
}

static void
feed_all(fuzz_target *target, const char *name)
{
    assert_true(feed_folder(target, "corpus", name) > 0);
    (void)feed_folder(target, "regress", name);
}

static void
no_scenario_does_harm(void **state)
{
    (void)state;
    feed_all(fuzz_scenario, "scenario");
}

static void
no_table_does_harm(void **state)
{
    (void)state;
    feed_all(fuzz_csv, "csv");
}

static void
no_snapshot_does_harm(void **state)
{
    (void)state;
    feed_all(fuzz_snapshot, "snapshot");
}

static void
no_command_line_does_harm(void **state)
{
    (void)state;
    feed_all(fuzz_words, "words");
}

static void
no_results_folder_does_harm(void **state)
{
    (void)state;
    feed_all(fuzz_results, "results");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_scenario_does_harm),       cmocka_unit_test(no_table_does_harm),
        cmocka_unit_test(no_snapshot_does_harm),       cmocka_unit_test(no_command_line_does_harm),
        cmocka_unit_test(no_results_folder_does_harm),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
