// SPDX-License-Identifier: GPL-3.0-or-later
// YAML into a tree: places, texts, limits.
#include "sim/input/tree.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <stdlib.h>
#include <string.h>

static enum op_status
read_text(struct op_arena *arena, const char *text, struct op_node **root, struct op_diag *diag)
{
    return op_tree_read_text(arena, text, strlen(text), "a.yaml", true, root, diag);
}

static void
every_node_knows_where_it_stands(void **state)
{
    struct op_arena arena = { 0 };
    struct op_diag diag;
    struct op_node *root = NULL;

    (void)state;
    op_diag_init(&diag);
    assert_int_equal(read_text(&arena, "a: 1\nb:\n  - { c: d é, e: f }\n", &root, &diag), OP_OK);

    const struct op_node *list = op_node_find(root, "b");
    const struct op_node *e = op_node_find(list->first, "e");

    assert_int_equal(list->kind, OP_NODE_LIST);
    assert_string_equal(list->first->key, "b");
    assert_int_equal(e->key_place.line, 3);
    assert_int_equal(e->key_place.column, 15);
    assert_int_equal(e->place.column, 18);
    assert_string_equal(e->text, "f");
    op_diag_free(&diag);
    op_arena_free(&arena);
}

static void
scalars_stay_text(void **state)
{
    static const char *const texts[] = { "no", "0014", "1e3", "~", "2012-09-21 19:30", "0x10" };
    struct op_arena arena = { 0 };
    struct op_diag diag;

    (void)state;
    op_diag_init(&diag);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct op_node *root = NULL;
        char line[64];

        snprintf(line, sizeof line, "a: %s\n", texts[i]);
        assert_int_equal(read_text(&arena, line, &root, &diag), OP_OK);
        assert_string_equal(root->first->text, texts[i]);
        assert_false(root->first->is_quoted);
    }
    op_diag_free(&diag);
    op_arena_free(&arena);
}

static void
a_comma_in_brackets_does_not_end_a_value_within_braces(void **state)
{
    static const char text[] =
        "m: { a: uniform(5 %, 15 %), b: margin(1, 2, 3) , c: x }\nl: [uniform(1, 2), 3]\n";
    struct op_arena arena = { 0 };
    struct op_diag diag;
    struct op_node *root = NULL;

    (void)state;
    op_diag_init(&diag);
    assert_int_equal(read_text(&arena, text, &root, &diag), OP_OK);

    const struct op_node *map = op_node_find(root, "m");
    const struct op_node *list = op_node_find(root, "l");

    assert_int_equal(map->n_children, 3);
    assert_string_equal(op_node_find(map, "a")->text, "uniform(5 %, 15 %)");
    assert_string_equal(op_node_find(map, "b")->text, "margin(1, 2, 3)");
    assert_string_equal(op_node_find(map, "c")->text, "x");
    assert_int_equal(list->n_children, 2);
    assert_string_equal(list->first->text, "uniform(1, 2)");
    op_diag_free(&diag);
    op_arena_free(&arena);
}

static void
what_the_language_leaves_out_is_refused(void **state)
{
    static const struct {
        const char *text;
        enum op_status status;
    } cases[] = {
        { "a: &x 1\nb: *x\n", OP_SYNTAX },  { "a: !!int 1\n", OP_SYNTAX },
        { "a: 1\n---\nb: 2\n", OP_SYNTAX }, { "a: 1\na: 2\n", OP_DUPLICATE_KEY },
        { "? [a]\n: 1\n", OP_WRONG_TYPE },  { "a: [1\n", OP_SYNTAX },
        { "a: \"\\0\"\n", OP_SYNTAX },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct op_arena arena = { 0 };
        struct op_diag diag;
        struct op_node *root = NULL;

        op_diag_init(&diag);
        assert_int_equal(read_text(&arena, cases[i].text, &root, &diag), cases[i].status);
        assert_null(root);
        assert_int_equal(diag.n_errors, 1);
        assert_true(diag.findings[0].place.line > 0);
        op_diag_free(&diag);
        op_arena_free(&arena);
    }
}

static void
depth_is_limited(void **state)
{
    struct op_arena arena = { 0 };
    struct op_diag diag;
    struct op_node *root = NULL;
    char text[2 * 100000 + 1];

    (void)state;
    memset(text, '[', 100000);
    memset(text + 100000, ']', 100000);
    text[200000] = '\0';
    op_diag_init(&diag);

    assert_int_equal(read_text(&arena, text, &root, &diag), OP_TOO_LARGE);

    text[OP_TREE_MAX_DEPTH] = '\0';
    memset(text + OP_TREE_MAX_DEPTH, ']', OP_TREE_MAX_DEPTH);
    text[2 * OP_TREE_MAX_DEPTH] = '\0';
    assert_int_equal(read_text(&arena, text, &root, &diag), OP_OK);
    op_diag_free(&diag);
    op_arena_free(&arena);
}

static void
an_empty_text_has_no_tree_and_no_fault(void **state)
{
    struct op_arena arena = { 0 };
    struct op_diag diag;
    struct op_node *root = NULL;

    (void)state;
    op_diag_init(&diag);
    assert_int_equal(read_text(&arena, "# nothing\n", &root, &diag), OP_OK);
    assert_null(root);
    op_diag_free(&diag);
    op_arena_free(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_node_knows_where_it_stands),
        cmocka_unit_test(scalars_stay_text),
        cmocka_unit_test(a_comma_in_brackets_does_not_end_a_value_within_braces),
        cmocka_unit_test(what_the_language_leaves_out_is_refused),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(an_empty_text_has_no_tree_and_no_fault),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
