// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/base/json_page.h"

#include "sim/base/json.h"
#include "sim/base/status.h"
#include "sim/base/text.h"

static void
new_line(struct op_json_page *page)
{
    (void)fprintf(page->out, "\n%*s", 2 * page->depth, "");
}

static void
begin(struct op_json_page *page, const char *key)
{
    const int top = page->depth - 1;

    if (top >= 0) {
        (void)fputs(page->has_items[top] ? "," : "", page->out);
        if (!page->is_line[top]) {
            new_line(page);
        } else if (page->has_items[top]) {
            (void)fputc(' ', page->out);
        }
        page->has_items[top] = true;
    }
    if (key) {
        op_json_text(page->out, key);
        (void)fputs(": ", page->out);
    }
}

static void
open_any(struct op_json_page *page, const char *key, char bracket, bool is_line)
{
    begin(page, key);
    if (page->depth == OP_JSON_MAX_DEPTH) {
        OP_BUG("JSON deeper than its page");
    }
    (void)fputc(bracket, page->out);
    page->has_items[page->depth] = false;
    page->is_line[page->depth] = is_line || (page->depth > 0 && page->is_line[page->depth - 1]);
    page->closing[page->depth] = bracket == '{' ? '}' : ']';
    page->depth++;
}

void
op_json_open(struct op_json_page *page, const char *key, char bracket)
{
    open_any(page, key, bracket, false);
}

void
op_json_open_line(struct op_json_page *page, const char *key, char bracket)
{
    open_any(page, key, bracket, true);
}

void
op_json_close(struct op_json_page *page)
{
    page->depth--;
    if (!page->is_line[page->depth] && page->has_items[page->depth]) {
        new_line(page);
    }
    (void)fputc(page->closing[page->depth], page->out);
    if (page->depth == 0) {
        (void)fputc('\n', page->out);
    }
}

void
op_json_string(struct op_json_page *page, const char *key, const char *text)
{
    begin(page, key);
    op_json_text(page->out, text);
}

void
op_json_number(struct op_json_page *page, const char *key, double value)
{
    char text[32];

    op_real_text(value, text);
    op_json_raw(page, key, text);
}

void
op_json_raw(struct op_json_page *page, const char *key, const char *json)
{
    begin(page, key);
    (void)fputs(json, page->out);
}
