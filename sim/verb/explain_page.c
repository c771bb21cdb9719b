// SPDX-License-Identifier: GPL-3.0-or-later
// Items as text, JSON, names, and tables of a page.
#include "sim/verb/explain_parts.h"

#include "sim/base/json.h"
#include "sim/base/text.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

// ---- items ----

const char *
op_said(struct op_explain *explain, const char *format, ...)
{
    char *text = NULL;
    va_list args;

    va_start(args, format);
    const int n = vasprintf(&text, format, args);
    va_end(args);
    const char *kept = n >= 0 ? op_arena_text(&explain->arena, text) : NULL;

    if (n >= 0) {
        free(text);
    }
    explain->no_memory |= kept == NULL;
    return kept != NULL ? kept : "";
}

struct op_item *
op_item_new(struct op_explain *explain, const char *kind, const char *name, const char *meaning)
{
    struct op_items *items = &explain->items;

    if (items->n == items->capacity) {
        const size_t capacity = items->n > 0 ? 2 * (size_t)items->n : 64;
        struct op_item *more =
            op_arena_grow(&explain->arena, items->item, (size_t)items->n, capacity, sizeof *more);

        if (more == NULL) {
            explain->no_memory = true;
            explain->nowhere = (struct op_item){ .n_facts = 0 };
            return &explain->nowhere;
        }
        items->item = more;
        items->capacity = (int)capacity;
    }
    struct op_item *item = &items->item[items->n++];

    *item = (struct op_item){
        .kind = kind, .name = name, .group = "", .shown = name, .meaning = meaning
    };
    return item;
}

static struct op_fact *
new_fact(struct op_item *item, const char *key, const char *label)
{
    if (item->n_facts == OP_MAX_FACTS) {
        OP_BUG("an item has more facts than there is room for");
    }
    struct op_fact *fact = &item->fact[item->n_facts++];

    *fact = (struct op_fact){ .key = key, .label = label };
    return fact;
}

void
op_item_text(struct op_item *item, const char *key, const char *label, const char *text)
{
    if (text != NULL && text[0] != '\0') {
        new_fact(item, key, label)->text = text;
    }
}

void
op_item_number(struct op_item *item, const char *key, double number)
{
    struct op_fact *fact = new_fact(item, key, NULL);

    fact->kind = OP_FACT_NUMBER;
    fact->number = number;
}

void
op_item_list(struct op_item *item, enum op_fact_kind kind, const char *key, const char *label,
             const char *const *texts)
{
    struct op_fact *fact = new_fact(item, key, label);

    fact->kind = kind;
    fact->texts = texts;
}

const char *
op_item_fact(const struct op_item *item, const char *key)
{
    if (strcmp(key, "name") == 0) {
        return item->shown;
    }
    if (strcmp(key, "meaning") == 0) {
        return item->meaning;
    }
    for (int i = 0; i < item->n_facts; i++) {
        if (item->fact[i].key != NULL && strcmp(item->fact[i].key, key) == 0) {
            return item->fact[i].text;
        }
    }
    return NULL;
}

// ---- text ----

int
op_page_columns(const char *text)
{
    int n = 0;

    for (; *text != '\0'; text++) {
        n += ((unsigned char)*text & 0xC0) != 0x80;
    }
    return n;
}

void
op_page_wrap(FILE *out, int used, int indent, const char *text)
{
    int column = used;
    bool is_first = true;

    while (*text != '\0') {
        const char *const end = text + strcspn(text, " ");
        char word[512];

        (void)snprintf(word, sizeof word, "%.*s", (int)(end - text), text);
        const int n = op_page_columns(word);

        if (!is_first && column + 1 + n > OP_PAGE_COLUMNS) {
            (void)fprintf(out, "\n%*s", indent, "");
            column = indent;
        } else if (!is_first) {
            (void)fputc(' ', out);
            column++;
        }
        (void)fputs(word, out);
        column += n;
        is_first = false;
        text = end + strspn(end, " ");
    }
    (void)fputc('\n', out);
}

void
op_page_row(FILE *out, int indent, const char *label, int width, const char *text)
{
    const int n = op_page_columns(label);
    int used = indent + n;

    (void)fprintf(out, "%*s%s", indent, "", label);
    if (n + 2 > width) {   // too wide for its column: the text begins below
        (void)fputc('\n', out);
        used = 0;
    }
    (void)fprintf(out, "%*s", indent + width - used, "");
    op_page_wrap(out, indent + width, indent + width, text);
}

static void
show_fact(FILE *out, const struct op_fact *fact)
{
    enum { WIDTH = 14 };
    const char *label = fact->label;

    if (fact->kind == OP_FACT_TEXT) {
        op_page_row(out, 2, label, WIDTH, fact->text);
        return;
    }
    int widest = 0;

    for (int i = 0; fact->texts[i] != NULL; i += fact->kind == OP_FACT_PAIRS ? 2 : 1) {
        const int n = op_page_columns(fact->texts[i]);

        widest = n > widest ? n : widest;
    }
    for (int i = 0; fact->texts[i] != NULL; i++) {
        (void)fprintf(out, "  %s%*s", label, WIDTH - op_page_columns(label), "");
        if (fact->kind == OP_FACT_PAIRS) {
            (void)fprintf(out, "%-*s  ", widest, fact->texts[i++]);
            op_page_wrap(out, 4 + WIDTH + widest, 4 + WIDTH + widest, fact->texts[i]);
        } else {
            op_page_wrap(out, 2 + WIDTH, 2 + WIDTH, fact->texts[i]);
        }
        label = "";
    }
}

static void
show_whole(FILE *out, const struct op_item *item)
{
    (void)fprintf(out, "%s (%s)\n\n  ", item->name, item->kind);
    op_page_wrap(out, 2, 2, item->meaning);
    if (item->n_facts > 0) {
        (void)fputc('\n', out);
    }
    for (int i = 0; i < item->n_facts; i++) {
        if (item->fact[i].label != NULL) {
            show_fact(out, &item->fact[i]);
        }
    }
}

// A name, beside it what is brief, below it what it means.
static void
show_brief(FILE *out, const struct op_item *item, int width)
{
    if (item->brief == NULL) {
        op_page_row(out, 2, item->shown, width, item->meaning);
        return;
    }
    op_page_row(out, 2, item->shown, width, item->brief);
    (void)fprintf(out, "%*s", 2 + width, "");
    op_page_wrap(out, 2 + width, 2 + width, item->meaning);
}

static int
widest_of(const struct op_items *items, int first)
{
    int widest = 0;

    for (int i = first; i < items->n && strcmp(items->item[i].group, items->item[first].group) == 0;
         i++) {
        const int n = op_page_columns(items->item[i].shown) + 2;

        widest = n > widest && n <= 26 ? n : widest;
    }
    return widest;
}

static void
show_list(struct op_explain *explain, const char *title)
{
    const struct op_items *items = &explain->items;
    int width = 0;

    op_page_wrap(explain->out, 0, 2, title);
    for (int i = 0; i < items->n; i++) {
        const struct op_item *item = &items->item[i];

        if (i == 0 || strcmp(item->group, items->item[i - 1].group) != 0) {
            (void)fputc('\n', explain->out);
            if (item->group[0] != '\0') {
                op_page_wrap(explain->out, 0, 2, item->group);
            }
            width = widest_of(items, i);
        }
        show_brief(explain->out, item, width);
    }
}

// ---- JSON ----

static void
write_fact(FILE *out, const struct op_fact *fact)
{
    char number[32];
    const bool is_pairs = fact->kind == OP_FACT_PAIRS;

    (void)fputs(", ", out);
    op_json_text(out, fact->key);
    (void)fputs(": ", out);
    switch (fact->kind) {
        case OP_FACT_TEXT:
            op_json_text(out, fact->text);
            return;
        case OP_FACT_NUMBER:
            op_real_text(fact->number, number);
            (void)fputs(isfinite(fact->number) ? number : "null", out);
            return;
        case OP_FACT_PAIRS:
        case OP_FACT_WORDS:
            (void)fputs(is_pairs ? "{ " : "[", out);
            for (int i = 0; fact->texts[i] != NULL; i++) {
                (void)fputs(i > 0 ? ", " : "", out);
                op_json_text(out, fact->texts[i]);
                if (is_pairs) {
                    (void)fputs(": ", out);
                    op_json_text(out, fact->texts[++i]);
                }
            }
            (void)fputs(is_pairs ? " }" : "]", out);
            return;
    }
}

static void
show_json(FILE *out, const struct op_items *items)
{
    (void)fputs("{ \"format\": \"oploop.explain/1\", \"items\": [", out);
    for (int i = 0; i < items->n; i++) {
        const struct op_item *item = &items->item[i];

        (void)fprintf(out, "%s\n  { \"kind\": \"%s\", \"name\": ", i > 0 ? "," : "", item->kind);
        op_json_text(out, item->name);
        (void)fputs(", \"meaning\": ", out);
        op_json_text(out, item->meaning);
        for (int k = 0; k < item->n_facts; k++) {
            if (item->fact[k].key != NULL) {
                write_fact(out, &item->fact[k]);
            }
        }
        (void)fputs(" }", out);
    }
    (void)fputs(items->n > 0 ? "\n] }\n" : "] }\n", out);
}

// ---- tables of a page ----

static void
write_cell(FILE *out, const char *text)
{
    for (; text != NULL && *text != '\0'; text++) {
        if (*text == '|' || *text == '*' || *text == '<') {
            (void)fputc('\\', out);
        }
        (void)fputc(*text, out);
    }
}

// `columns`: heading and key by turns, NULL ends; the first column stands as code.
void
op_items_markdown(struct op_explain *explain, const char *const *columns)
{
    const struct op_items *items = &explain->items;
    FILE *out = explain->out;

    for (int i = 0; i < items->n; i++) {
        const struct op_item *item = &items->item[i];

        if (i == 0 || strcmp(item->group, items->item[i - 1].group) != 0) {
            if (item->group[0] != '\0') {
                (void)fprintf(out, "\n## %s\n", item->group);
            }
            (void)fputs("\n|", out);
            for (int c = 0; columns[c] != NULL; c += 2) {
                (void)fprintf(out, " %s |", columns[c]);
            }
            (void)fputs("\n|", out);
            for (int c = 0; columns[c] != NULL; c += 2) {
                (void)fputs(" --- |", out);
            }
            (void)fputc('\n', out);
        }
        (void)fprintf(out, "| `%s` |", item->shown);
        for (int c = 2; columns[c] != NULL; c += 2) {
            (void)fputc(' ', out);
            write_cell(out, op_item_fact(item, columns[c + 1]));
            (void)fputs(" |", out);
        }
        (void)fputc('\n', out);
    }
}

void
op_items_show(struct op_explain *explain, const char *title)
{
    const struct op_items *items = &explain->items;

    switch (explain->form) {
        case OP_FORM_JSON:
            show_json(explain->out, items);
            return;
        case OP_FORM_NAMES:
            for (int i = 0; i < items->n; i++) {
                (void)fprintf(explain->out, "%s\n", items->item[i].name);
            }
            return;
        case OP_FORM_TEXT:
            if (title != NULL) {
                show_list(explain, title);
                return;
            }
            for (int i = 0; i < items->n; i++) {
                (void)fputs(i > 0 ? "\n" : "", explain->out);
                show_whole(explain->out, &items->item[i]);
            }
            return;
        case OP_FORM_MARKDOWN:
        case OP_FORM_MAN:
        case OP_FORM_HTML:
            return;   // each subject has a page of its own
    }
}
