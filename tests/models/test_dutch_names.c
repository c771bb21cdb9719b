// SPDX-License-Identifier: GPL-3.0-or-later
// Every parameter and lever has a Dutch name, and no name is of something that is not there.
#include "models/registry.h"
#include "sim/base/diag.h"
#include "sim/input/schema.h"
#include "sim/input/tree.h"
#include "sim/study/dutchnames.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <stdio.h>
#include <string.h>

static struct op_model model;
static struct op_dutch_names names;

static int
set_up(void **state)
{
    (void)state;
    op_registry_model(&model);
    return op_dutch_names_read(&names, ".") == OP_OK && names.root != NULL ? 0 : -1;
}

static int
tear_down(void **state)
{
    (void)state;
    op_dutch_names_free(&names);
    return 0;
}

static void
assert_named(const char *group, const char *key)
{
    const char *name = op_dutch_name(&names, group, key);

    if (name == NULL || name[0] == '\0') {
        print_message("scenarios/data/parameters_nl.yaml lacks %s: { %s }\n", group, key);
    }
    assert_non_null(name);
    assert_true(name[0] != '\0');
}

static void
all_have_a_name_in_dutch(void **state)
{
    (void)state;
    for (int i = 0; i < model.schema.n_params; i++) {
        const char *group = NULL;
        const struct op_param *row = op_schema_param_row(&model.schema, i, &group);

        assert_named(group, "is");
        assert_named(group, row->key);
    }
    for (int i = 0; i < model.schema.n_levers; i++) {
        assert_named("levers", op_schema_lever_row(&model.schema, i)->name);
    }
}

static void
no_name_is_of_something_that_is_not_there(void **state)
{
    int n_named = 0, n_groups = 0;

    (void)state;
    for (const struct op_node *group = names.root->first; group != NULL; group = group->next) {
        n_groups += strcmp(group->key, "levers") != 0;
        n_named += group->n_children;
    }
    // all are there, as the other test finds: one too many would be of nothing
    assert_int_equal(n_named - n_groups, model.schema.n_params + model.schema.n_levers);
}

// What a label must not be: so long that a picture cuts it, or said only together with its
// neighbour.
static void
names_stand_by_themselves(void **state)
{
    (void)state;
    for (int i = 0; i < model.schema.n_params; i++) {
        const char *group = NULL;
        const struct op_param *row = op_schema_param_row(&model.schema, i, &group);

        assert_true(strlen(op_dutch_name(&names, group, row->key)) <= 130);
        assert_true(strncmp(row->meaning, "the same", 8) != 0);
        assert_null(strstr(row->meaning, "share of these"));
    }
}

static void
without_the_file_there_are_no_names_and_no_fault(void **state)
{
    struct op_dutch_names none;

    (void)state;
    assert_int_equal(op_dutch_names_read(&none, "/nowhere"), OP_OK);
    assert_null(op_dutch_name(&none, "crowd", "is"));
    op_dutch_names_free(&none);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_have_a_name_in_dutch),
        cmocka_unit_test(no_name_is_of_something_that_is_not_there),
        cmocka_unit_test(names_stand_by_themselves),
        cmocka_unit_test(without_the_file_there_are_no_names_and_no_fault),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
