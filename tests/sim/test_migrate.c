// SPDX-License-Identifier: GPL-3.0-or-later
// Files of version 0 are read as the same files of version 1, and each says once how to write it
// now.
#include "sim/input/scenario.h"
#include "tests/support/program.h"
#include "tests/support/small_schema.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <stdlib.h>
#include <string.h>

// The resolved scenario as text; the caller frees.
static char *
resolved(const char *path, struct op_diag *diag)
{
    const struct op_load_options options = { .share_dir = "tests/support/share" };
    struct op_scenario scenario;
    char folder[64];
    char out[128];
    char *text;

    program_folder(folder);
    snprintf(out, sizeof out, "%s/resolved.yaml", folder);
    if (op_scenario_load(&scenario, path, &op_small_schema, &options, diag) != OP_OK ||
        op_scenario_write(&scenario, &op_small_schema, out, diag) != OP_OK) {
        op_diag_print(diag, stderr);
        fail_msg("%s: not read", path);
    }
    op_scenario_free(&scenario);
    text = program_text(folder, "resolved.yaml");
    program_remove(folder);
    assert_non_null(text);
    return text;
}

static void
a_file_of_version_0_is_read_as_the_same_file_of_version_1(void **state)
{
    struct op_diag old_diag;
    struct op_diag new_diag;

    (void)state;
    op_diag_init(&old_diag);
    op_diag_init(&new_diag);

    char *old_text = resolved("tests/support/version_0/scenario.yaml", &old_diag);
    char *new_text = resolved("tests/support/version_1/scenario.yaml", &new_diag);

    assert_string_equal(old_text, new_text);
    assert_non_null(strstr(old_text, "old_stop"));
    assert_int_equal(new_diag.n_findings, 0);
    free(old_text);
    free(new_text);
    op_diag_free(&old_diag);
    op_diag_free(&new_diag);
}

static const struct op_finding *
notice_of(const struct op_diag *diag, const char *file)
{
    const struct op_finding *found = NULL;

    for (int i = 0; i < diag->n_findings; i++) {
        if (strcmp(diag->findings[i].place.file, file) == 0) {
            assert_null(found);   // one a file
            found = &diag->findings[i];
        }
    }
    assert_non_null(found);
    assert_int_equal(found->severity, OP_NOTICE);
    return found;
}

static void
each_file_of_version_0_gives_one_notice_that_says_how_to_write_it(void **state)
{
    struct op_diag diag;

    (void)state;
    op_diag_init(&diag);
    free(resolved("tests/support/version_0/scenario.yaml", &diag));

    const struct op_finding *whole = notice_of(&diag, "tests/support/version_0/scenario.yaml");
    const struct op_finding *part = notice_of(&diag, "tests/support/version_0/part.yaml");
    const struct op_finding *entry = notice_of(&diag, "tests/support/version_0/catalogue/old.yaml");

    assert_int_equal(diag.n_findings, 3);
    assert_string_equal(whole->message,
                        "oploop: version 0 is read as version 1: `name` is now `title` (line 2), "
                        "`kind` is now `gathering` (line 4), `location` is now `place` (line 8), "
                        "`arms` is now `strategies` (line 18), `actions` is now `measures` (line "
                        "22 and 1 more), `from` is now `at` (line 23 and 2 more), `effects` is now "
                        "`moves` (line 16)");
    assert_non_null(strstr(whole->hint, "oploop: 1"));
    assert_int_equal(whole->place.line, 1);
    assert_int_equal(whole->place.column, 9);
    // A part that names no version is of the version of the file that includes it.
    assert_non_null(strstr(part->message, "`begin` is now `start` (line 1)"));
    assert_non_null(strstr(entry->message, "`effects` is now `moves` (line 8)"));
    op_diag_free(&diag);
}

static void
the_version_of_a_file_is_not_set_from_outside(void **state)
{
    static const char *const sets[] = { "oploop=0", "oploop=2" };

    (void)state;
    for (int i = 0; i < 2; i++) {
        const struct op_load_options options = {
            .share_dir = "tests/support/share",
            .sets = &sets[i],
            .n_sets = 1,
        };
        struct op_scenario scenario;
        struct op_diag diag;

        op_diag_init(&diag);
        assert_int_equal(op_scenario_load(&scenario, "tests/support/version_1/scenario.yaml",
                                          &op_small_schema, &options, &diag),
                         OP_WRONG_VERSION);
        op_diag_free(&diag);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_of_version_0_is_read_as_the_same_file_of_version_1),
        cmocka_unit_test(each_file_of_version_0_gives_one_notice_that_says_how_to_write_it),
        cmocka_unit_test(the_version_of_a_file_is_not_set_from_outside),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
