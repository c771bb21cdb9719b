// SPDX-License-Identifier: GPL-3.0-or-later
// A corpus of broken scenarios: each file of tests/broken with its findings, to the letter, in the
// file of the same name that ends in .err. UPDATE=1 in the environment writes them anew: then read
// the difference.
#include "sim/input/scenario.h"
#include "tests/support/small_schema.h"

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

static const char folder[] = "tests/broken";

static int
is_yaml(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');

    return dot && strcmp(dot, ".yaml") == 0;
}

static char *
findings_of(const char *path, enum op_status *status)
{
    const struct op_load_options options = { .share_dir = "tests/support/share" };
    struct op_scenario scenario;
    struct op_diag diag;
    char *text = NULL;
    size_t n_bytes = 0;
    FILE *out = open_memstream(&text, &n_bytes);

    assert_non_null(out);
    op_diag_init(&diag);
    *status = op_scenario_load(&scenario, path, &op_small_schema, &options, &diag);
    op_diag_print(&diag, out);
    assert_int_equal(fclose(out), 0);
    op_scenario_free(&scenario);
    op_diag_free(&diag);
    return text;
}

static char *
text_of_file(const char *path)
{
    FILE *in = fopen(path, "r");
    char *text = calloc(1, 65536);

    assert_non_null(text);
    if (in) {
        assert_true(fread(text, 1, 65535, in) < 65535);
        fclose(in);
    }
    return text;
}

static bool
check_file(const char *name)
{
    char path[512];
    char expected_path[512];
    enum op_status status;
    bool is_equal;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    snprintf(expected_path, sizeof expected_path, "%s/%.*s.err", folder,
             (int)(strlen(name) - strlen(".yaml")), name);

    char *found = findings_of(path, &status);

    if (getenv("UPDATE")) {
        FILE *out = fopen(expected_path, "w");

        assert_non_null(out);
        fputs(found, out);
        assert_int_equal(fclose(out), 0);
    }

    char *expected = text_of_file(expected_path);

    // A file that the scenario names and that is missing is 66, any other fault 65.
    is_equal =
        strcmp(found, expected) == 0 &&
        op_status_exit(status) == (strstr(name, "_missing") && status == OP_NOT_FOUND ? 66 : 65);
    if (!is_equal) {
        print_message("%s ends with %s and says\n%s\n--- but %s holds\n%s\n", path,
                      op_status_name(status), found, expected_path, expected);
    }
    free(found);
    free(expected);
    return is_equal;
}

static void
every_broken_file_is_refused_with_exactly_its_findings(void **state)
{
    struct dirent **entries = NULL;
    const int n = scandir(folder, &entries, is_yaml, alphasort);
    int n_wrong = 0;

    (void)state;
    assert_true(n >= 80);
    for (int i = 0; i < n; i++) {
        n_wrong += !check_file(entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    assert_int_equal(n_wrong, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_broken_file_is_refused_with_exactly_its_findings),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
