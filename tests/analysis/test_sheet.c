// SPDX-License-Identifier: GPL-3.0-or-later
// Tables in and cells out.
#include "analysis/outfile.h"
#include "analysis/sheet.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void
write_file(const char *dir, const char *name, const char *text)
{
    char path[256];
    FILE *file = NULL;

    snprintf(path, sizeof path, "%s/%s", dir, name);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void
numbers_read_as_strtod_reads_them(void **state)
{
    static const char *const words[] = {
        "0",       "-0.5", "3.14159265358979", "123456789012345", "1234567890123456789", "1e-300",
        "-2.5E+3", "0.1"
    };
    bool ok = false;

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const double value = op_sheet_number(words[i], &ok);
        assert_true(ok);
        assert_true(value == strtod(words[i], NULL));
    }
    assert_true(isnan(op_sheet_number("", &ok)) && ok);
    op_sheet_number("12x", &ok);
    assert_false(ok);
    op_sheet_number("-", &ok);
    assert_false(ok);
}

static void
whole_numbers_alone_are_taken_for_such(void **state)
{
    static const char *const others[] = { "",    "NA",   "nan", "inf",   "-inf",
                                          "0.5", "1e15", "x",   "1e300", "12 " };
    bool ok = false;

    (void)state;
    assert_true(op_sheet_whole("-3", &ok) == -3 && ok);
    assert_true(op_sheet_whole("999999999999999", &ok) == 999999999999999 && ok);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_true(op_sheet_whole(others[i], &ok) == 0 && !ok);
    }
}

static void
a_word_comes_back_as_it_was_and_formulas_are_guarded(void **state)
{
    static const char *const words[] = { "=1+1", "@x",         "-cmd",       "-5",    "+1.5",
                                         "a,b",  "say \"hi\"", "two\nlines", " lead", "" };
    static const char *const written[] = {
        "'=1+1",          "'@x",       "'-cmd", "-5", "+1.5", "\"a,b\"", "\"say \"\"hi\"\"\"",
        "\"two\nlines\"", "\" lead\"", ""
    };
    char dir[] = "/tmp/op_sheet_XXXXXX", path[256], text[512] = "";
    struct op_outfile out = { 0 };
    struct op_sheet sheet = { 0 };
    struct op_diag diag;
    FILE *file = NULL;

    (void)state;
    op_diag_init(&diag);
    assert_non_null(mkdtemp(dir));
    assert_int_equal(op_outfile_open(&out, dir, "w.csv", &diag), OP_OK);
    op_out_header(&out, (const char *const[]){ "k", "word" }, 2);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        op_out_count(&out, (long)i);
        op_out_word(&out, words[i]);
        op_out_end_row(&out);
    }
    assert_int_equal(op_outfile_close(&out, &diag), OP_OK);

    assert_int_equal(op_sheet_read(&sheet, dir, "w.csv", true, &diag), OP_OK);
    snprintf(path, sizeof path, "%s/w.csv", dir);
    file = fopen(path, "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        assert_string_equal(op_sheet_cell(&sheet, (int)i, 1), words[i]);
        assert_non_null(strstr(text, written[i]));
    }
    op_sheet_free(&sheet);
    op_diag_free(&diag);
    unlink(path);
    rmdir(dir);
}

static void
a_cell_that_another_separator_would_begin_is_no_formula(void **state)
{
    static const char *const words[] = { "a;=1+1",  "a;@x;b", "x\n=cmd|' /C calc'!A0",
                                         "t\t-2+3", "r\r+1",  "plain; text",
                                         "5;-3" };
    static const char *const written[] = {
        "\"a;'=1+1\"", "\"a;'@x;b\"", "\"x\n'=cmd|' /C calc'!A0\"", "\"t\t'-2+3\"", "\"r\r'+1\"",
        "plain; text", "\"5;'-3\""
    };
    char dir[] = "/tmp/op_sheet_XXXXXX", path[256], text[512] = "";
    struct op_outfile out = { 0 };
    struct op_diag diag;
    FILE *file = NULL;

    (void)state;
    op_diag_init(&diag);
    assert_non_null(mkdtemp(dir));
    assert_int_equal(op_outfile_open(&out, dir, "w.csv", &diag), OP_OK);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        op_out_word(&out, words[i]);
        op_out_end_row(&out);
    }
    assert_int_equal(op_outfile_close(&out, &diag), OP_OK);

    snprintf(path, sizeof path, "%s/w.csv", dir);
    file = fopen(path, "rb");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        assert_non_null(strstr(text, written[i]));
    }
    op_diag_free(&diag);
    unlink(path);
    rmdir(dir);
}

static void
a_file_parted_by_semicolons_is_named_as_such(void **state)
{
    char dir[] = "/tmp/op_sheet_XXXXXX", path[256];
    struct op_sheet sheet = { 0 };
    struct op_diag diag;
    int column = 0;

    (void)state;
    op_diag_init(&diag);
    assert_non_null(mkdtemp(dir));
    write_file(dir, "t.csv", "a;b\n1;2\n");
    assert_int_equal(op_sheet_read(&sheet, dir, "t.csv", true, &diag), OP_OK);
    assert_int_equal(op_sheet_need(&sheet, "b", &column, &diag), OP_MISSING_KEY);
    assert_non_null(strstr(diag.findings[0].hint, "semicolons"));
    op_sheet_free(&sheet);
    op_diag_free(&diag);
    snprintf(path, sizeof path, "%s/t.csv", dir);
    unlink(path);
    rmdir(dir);
}

static void
a_ragged_row_an_open_quote_and_an_absent_file_are_findings(void **state)
{
    char dir[] = "/tmp/op_sheet_XXXXXX", path[256];
    struct op_sheet sheet = { 0 };
    struct op_diag diag;

    (void)state;
    op_diag_init(&diag);
    assert_non_null(mkdtemp(dir));
    write_file(dir, "t.csv", "a,b\n1,2\n1\n");
    assert_int_equal(op_sheet_read(&sheet, dir, "t.csv", true, &diag), OP_SYNTAX);
    assert_non_null(strstr(diag.findings[0].message, "row 3"));
    write_file(dir, "t.csv", "a,b\n1,\"2\n");
    assert_int_equal(op_sheet_read(&sheet, dir, "t.csv", true, &diag), OP_SYNTAX);
    assert_int_equal(op_sheet_read(&sheet, dir, "none.csv", true, &diag), OP_NOT_FOUND);
    assert_int_equal(op_sheet_read(&sheet, dir, "none.csv", false, &diag), OP_OK);
    assert_int_equal(op_sheet_column(&sheet, "a"), -1);
    op_sheet_free(&sheet);
    op_diag_free(&diag);
    snprintf(path, sizeof path, "%s/t.csv", dir);
    unlink(path);
    rmdir(dir);
}

static void
markup_and_bad_bytes_are_escaped(void **state)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);

    (void)state;
    op_out_escaped(stream, "<b a=\"1\">&'\x1b\xff\xc3\xa9");
    fclose(stream);
    assert_string_equal(text, "&lt;b a=&quot;1&quot;&gt;&amp;&#39;  \xc3\xa9");
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_read_as_strtod_reads_them),
        cmocka_unit_test(whole_numbers_alone_are_taken_for_such),
        cmocka_unit_test(a_word_comes_back_as_it_was_and_formulas_are_guarded),
        cmocka_unit_test(a_cell_that_another_separator_would_begin_is_no_formula),
        cmocka_unit_test(a_file_parted_by_semicolons_is_named_as_such),
        cmocka_unit_test(a_ragged_row_an_open_quote_and_an_absent_file_are_findings),
        cmocka_unit_test(markup_and_bad_bytes_are_escaped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
