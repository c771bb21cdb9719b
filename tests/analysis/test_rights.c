// SPDX-License-Identifier: GPL-3.0-or-later
// Measures of evenings, counted for each strategy, from a results folder made up here.
#include "analysis/rights.h"
#include "tests/support/madeup_results.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char dir[] = "/tmp/oploop-rights-XXXXXX";

static void
put(const char *name, const char *text)
{
    char path[256];

    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static enum op_status
make(struct op_rights *rights, struct op_results *r, struct op_diag *diag)
{
    op_diag_init(diag);
    const enum op_status status = op_results_read(r, dir, diag);
    assert_int_equal(status, OP_OK);
    return op_rights_make(rights, r, diag);
}

static int
set_up(void **state)
{
    (void)state;
    if (mkdtemp(dir) == NULL) {
        return -1;
    }
    madeup_results_write(dir, 4, false);
    return 0;
}

static int
tear_down(void **state)
{
    char command[300];

    (void)state;
    snprintf(command, sizeof command, "rm -r '%s'", dir);
    return system(command);
}

static void
each_measure_of_each_strategy_has_its_evenings(void **state)
{
    struct op_results r;
    struct op_rights rights;
    struct op_diag diag;

    (void)state;
    put("catalogue.csv", "measure,label_en,label_nl,rights,cost_source\nring,a ring,een ring,,a "
                         "bill\n");
    put("measures.csv",
        "replicate,conditions,strategy,measure,starts,cost_eur,touching,needless,missed\n"
        "0,usual,dialogue,ring,1,100,1,1,0\n"
        "1,usual,dialogue,ring,2,50,1,0,0\n"
        "2,usual,dialogue,ring,0,0,0,0,1\n"
        "0,usual,dialogue,talk,1,7,0,,0\n"
        "0,usual,take_down,ring,0,0,0,0,0\n");
    assert_int_equal(make(&rights, &r, &diag), OP_OK);
    assert_int_equal(rights.n_rows, 3);

    const struct op_right *ring = &rights.rows[0];
    assert_string_equal(ring->label[OP_LANG_NL], "een ring");
    assert_string_equal(ring->cost_source, "a bill");
    assert_int_equal(ring->n_evenings, 3);
    assert_int_equal(ring->in_force, 2);
    assert_int_equal(ring->touching, 2);
    assert_int_equal(ring->needless, 1);
    assert_int_equal(ring->missed, 1);
    assert_true(ring->cost_eur == 150);
    assert_string_equal(rights.rows[1].label[OP_LANG_EN], "talk");   // no word on it
    assert_int_equal(rights.rows[1].n_paired, 0);
    assert_int_equal(rights.rows[2].in_force, 0);

    struct op_sheet s = { 0 };
    assert_int_equal(op_rights_write(&rights, &r, &diag), OP_OK);
    assert_int_equal(op_sheet_read(&s, dir, "measure_evenings.csv", true, &diag), OP_OK);
    assert_int_equal(s.n_rows, 3);
    assert_string_equal(op_sheet_cell(&s, 0, op_sheet_column(&s, "needless_evenings")), "1");
    assert_string_equal(op_sheet_cell(&s, 0, op_sheet_column(&s, "cost_mean_eur")), "50");
    assert_string_equal(op_sheet_cell(&s, 1, op_sheet_column(&s, "needless_evenings")), "");
    op_sheet_free(&s);
    op_rights_free(&rights);
    op_results_free(&r);
    op_diag_free(&diag);
}

static void
what_is_no_number_or_no_arm_is_told_with_its_row(void **state)
{
    static const char *const rows[] = { "0,usual,dialogue,ring,one,1,1,1,1\n",
                                        "0,usual,nobody,ring,1,1,1,1,1\n" };

    (void)state;
    for (int k = 0; k < 2; k++) {
        struct op_results r;
        struct op_rights rights;
        struct op_diag diag;
        char text[256];

        snprintf(
            text, sizeof text,
            "replicate,conditions,strategy,measure,starts,cost_eur,touching,needless,missed\n%s",
            rows[k]);
        put("measures.csv", text);
        assert_int_equal(make(&rights, &r, &diag), k == 0 ? OP_WRONG_TYPE : OP_UNKNOWN_NAME);
        assert_int_equal(diag.findings[0].place.line, 2);
        op_rights_free(&rights);
        op_results_free(&r);
        op_diag_free(&diag);
    }
}

static void
a_folder_without_measures_has_no_rows(void **state)
{
    struct op_results r;
    struct op_rights rights;
    struct op_diag diag;
    char path[256];

    (void)state;
    snprintf(path, sizeof path, "%s/measures.csv", dir);
    assert_int_equal(remove(path), 0);
    assert_int_equal(make(&rights, &r, &diag), OP_OK);
    assert_int_equal(rights.n_rows, 0);
    assert_int_equal(op_rights_write(&rights, &r, &diag), OP_OK);
    op_rights_free(&rights);
    op_results_free(&r);
    op_diag_free(&diag);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_measure_of_each_strategy_has_its_evenings),
        cmocka_unit_test(what_is_no_number_or_no_arm_is_told_with_its_row),
        cmocka_unit_test(a_folder_without_measures_has_no_rows),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
