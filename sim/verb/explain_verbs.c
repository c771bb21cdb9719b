// SPDX-License-Identifier: GPL-3.0-or-later
// Verbs as items, and what can be read out of their help texts.
#include "sim/verb/explain_parts.h"

#include <ctype.h>
#include <string.h>

void
op_explain_verbs(struct op_explain *explain, const char *name)
{
    for (int i = 0; i < explain->program->n_verbs; i++) {
        const struct op_verb *verb = &explain->program->verbs[i];

        if (name == NULL || strcmp(name, verb->name) == 0) {
            struct op_item *item = op_item_new(explain, "verb", verb->name, verb->summary);

            op_item_text(item, "usage", "usage",
                         op_help_usage(explain, op_help_text(explain, verb)));
        }
    }
}

const char *
op_help_text(struct op_explain *explain, const struct op_verb *verb)
{
    const char *text = "";

    for (int i = 0; verb->help[i] != NULL; i++) {
        text = op_said(explain, "%s%s", text, verb->help[i]);
    }
    return text;
}

bool
op_help_line(const char **at, char line[OP_HELP_LINE])
{
    const size_t n = strcspn(*at, "\n");

    if (**at == '\0') {
        return false;
    }
    (void)snprintf(line, OP_HELP_LINE, "%.*s", (int)n, *at);
    *at += n + ((*at)[n] == '\n');
    return true;
}

// `  -o, --output DIR   text` or `      --seed S   text`.
bool
op_help_is_option(const char *line, struct op_help_option *option)
{
    const char *at = line + strspn(line, " ");

    *option = (struct op_help_option){ 0 };
    if (at == line || at[0] != '-') {
        return false;
    }
    if (at[1] != '-' && at[1] != '\0' && at[2] == ',') {
        option->letter = at[1];
        at += 3 + strspn(at + 3, " ");
    }
    if (strncmp(at, "--", 2) != 0 || !isalpha((unsigned char)at[2])) {
        return false;
    }
    const size_t n = strcspn(at + 2, " =");

    (void)snprintf(option->name, sizeof option->name, "%.*s", (int)n, at + 2);
    at += 2 + n;
    if (at[0] == ' ' && at[1] != ' ' && at[1] != '\0') {
        const size_t n_value = strcspn(at + 1, " ");

        (void)snprintf(option->value, sizeof option->value, "%.*s", (int)n_value, at + 1);
        at += 1 + n_value;
    }
    option->text = at + strspn(at, " ");
    return true;
}

bool
op_help_option(struct op_explain *explain, const char *help, const char *name,
               struct op_help_option *option)
{
    char line[OP_HELP_LINE];
    bool is_found = false;

    while (op_help_line(&help, line)) {
        struct op_help_option one;

        if (op_help_is_option(line, &one)) {
            if (is_found) {
                return true;
            }
            is_found = strcmp(one.name, name) == 0;
            if (is_found) {
                *option = one;
                option->text = op_said(explain, "%s", one.text);
            }
        } else if (is_found && line[0] == ' ') {
            option->text = op_said(explain, "%s %s", option->text, line + strspn(line, " "));
        } else if (is_found) {
            return true;
        }
    }
    return is_found;
}

const char *
op_help_usage(struct op_explain *explain, const char *help)
{
    static const char word[] = "Usage: ";
    const char *usage = "";
    char line[OP_HELP_LINE];
    bool is_inside = false;

    while (op_help_line(&help, line)) {
        const bool begins = strncmp(line, word, strlen(word)) == 0;

        is_inside = begins || (is_inside && line[0] == ' ');
        if (is_inside) {
            const char *text = begins ? line + strlen(word) : line + strspn(line, " ");

            usage = op_said(explain, "%s%s%s", usage, usage[0] != '\0' ? "\n" : "", text);
        }
    }
    return usage;
}
