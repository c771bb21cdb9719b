// SPDX-License-Identifier: GPL-3.0-or-later
// Manual pages out of the help texts: the same words, so that the two cannot drift apart.
#include "sim/verb/explain_parts.h"

#include "sim/base/status.h"

#include <ctype.h>
#include <string.h>

static void
roff(FILE *out, const char *text)
{
    if (text[0] == '.' || text[0] == '\'') {
        (void)fputs("\\&", out);
    }
    for (; *text != '\0'; text++) {
        switch (*text) {
            case '-':
                (void)fputs("\\-", out);
                break;
            case '\\':
                (void)fputs("\\e", out);
                break;
            case '`':
            case '\'':
                (void)fputs(*text == '`' ? "\\(ga" : "\\(aq", out);
                break;
            default:
                (void)fputc(*text, out);
        }
    }
}

static void
upper(FILE *out, const char *text)
{
    for (; *text != '\0'; text++) {
        (void)fputc(toupper((unsigned char)*text), out);
    }
}

static void
title(struct op_explain *explain, const char *name, const char *summary)
{
    FILE *out = explain->out;

    (void)fputs(".TH ", out);
    upper(out, name);
    (void)fprintf(out, " 1 \"\" \"oploop %s\" \"oploop manual\"\n.nh\n.ad l\n.SH NAME\n",
                  explain->program->version);
    roff(out, name);
    (void)fputs(" \\- ", out);
    roff(out, summary);
    (void)fputc('\n', out);
}

enum part { PART_TEXT, PART_EXAMPLES, PART_USAGE, PART_LIST, PART_OPTIONS, PART_STATUS };

static enum part
part_of(const char *line, enum part before)
{
    struct op_help_option option;

    if (strncmp(line, "Usage:", 6) == 0) {
        return PART_USAGE;
    }
    if (strncmp(line, "Exit status:", 12) == 0) {
        return PART_STATUS;
    }
    if (strncmp(line, "  oploop ", 9) == 0 && before != PART_USAGE) {
        return PART_EXAMPLES;
    }
    if (op_help_is_option(line, &option)) {
        return PART_OPTIONS;
    }
    if (line[0] == ' ') {
        return before == PART_TEXT ? PART_LIST : before;
    }
    return PART_TEXT;
}

// An entry `word    text` of a list or of the options, or a line that goes on with it.
static void
entry(FILE *out, const char *line, bool is_option)
{
    const char *at = line + strspn(line, " ");
    const char *gap = strstr(at, "  ");

    if ((is_option && at[0] == '-') || (!is_option && at - line == 2)) {
        char term[OP_HELP_LINE];

        (void)snprintf(term, sizeof term, "%.*s", gap != NULL ? (int)(gap - at) : OP_HELP_LINE - 1,
                       at);
        (void)fputs(".TP\n.B ", out);
        roff(out, term);
        (void)fputc('\n', out);
        at = gap != NULL ? gap + strspn(gap, " ") : "";
    }
    if (at[0] != '\0') {
        roff(out, at);
        (void)fputc('\n', out);
    }
}

static void
write_line(FILE *out, enum part part, const char *line)
{
    switch (part) {
        case PART_TEXT:
        case PART_STATUS:
            roff(out, strncmp(line, "Exit status: ", 13) == 0 ? line + 13 : line);
            (void)fputc('\n', out);
            return;
        case PART_EXAMPLES:
            roff(out, line + strspn(line, " "));
            (void)fputc('\n', out);
            return;
        case PART_LIST:
        case PART_OPTIONS:
            entry(out, line, part == PART_OPTIONS);
            return;
        case PART_USAGE:
            return;
    }
}

// All lines of some parts, in the order of the help text.
static bool
section(FILE *out, const char *help, const char *heading, unsigned parts)
{
    char line[OP_HELP_LINE];
    enum part part = PART_TEXT;
    bool is_begun = false, has_gap = false;

    while (op_help_line(&help, line)) {
        if (line[0] == '\0') {
            has_gap = is_begun;
            part = part == PART_USAGE || part == PART_STATUS ? PART_TEXT : part;
            part = part == PART_LIST ? PART_TEXT : part;
            continue;
        }
        part = part == PART_STATUS ? PART_STATUS : part_of(line, part);
        if ((parts & 1U << part) == 0 || strcmp(line, "Examples:") == 0) {
            continue;
        }
        if (!is_begun) {
            (void)fprintf(out, ".SH %s\n%s", heading, part == PART_EXAMPLES ? ".nf\n" : "");
        } else if (has_gap && part == PART_TEXT) {
            (void)fputs(".PP\n", out);
        }
        is_begun = true;
        has_gap = false;
        write_line(out, part, line);
    }
    if (is_begun && (parts & 1U << PART_EXAMPLES) != 0) {
        (void)fputs(".fi\n", out);
    }
    return is_begun;
}

static void
synopsis(FILE *out, const char *usage)
{
    char line[OP_HELP_LINE];

    (void)fputs(".SH SYNOPSIS\n.nf\n", out);
    while (op_help_line(&usage, line)) {
        roff(out, line);
        (void)fputc('\n', out);
    }
    (void)fputs(".fi\n", out);
}

// Each exit status once, with the sentence of the first status that ends on it.
static void
exit_statuses(FILE *out)
{
    for (int exit_status = 0; exit_status < 256; exit_status++) {
        int i = 0;

        while (i < OP_STATUS_COUNT && op_status_exit((enum op_status)i) != exit_status) {
            i++;
        }
        if (i < OP_STATUS_COUNT) {
            (void)fprintf(out, ".TP\n.B %d\n", exit_status);
            roff(out, exit_status == 65 ? "faults in the input, each told with its place"
                                        : op_status_text((enum op_status)i));
            (void)fputc('\n', out);
        }
    }
}

static void
whole(struct op_explain *explain)
{
    const struct op_program *program = explain->program;
    FILE *out = explain->out;

    title(explain, "oploop", "what would have happened if something else had been done?");
    synopsis(out, "oploop VERB [options]\noploop help VERB");
    (void)fputs(".SH DESCRIPTION\nReplays an evening on which a call online draws a crowd, with "
                "and without a measure,\non the same chance. A model, not a forecast.\n"
                ".SH VERBS\n",
                out);
    for (int i = 0; i < program->n_verbs; i++) {
        (void)fprintf(out, ".TP\n.BR oploop\\-%s (1)\n", program->verbs[i].name);
        roff(out, program->verbs[i].summary);
        (void)fputc('\n', out);
    }
    (void)fputs(".SH EXIT STATUS\n", out);
    exit_statuses(out);
    (void)fputs(".SH FILES\nScenarios, the catalogue of measures, data and docs lie in\n"
                ".IR share/oploop ;\n.B oploop version\nsays where that is.\n"
                ".SH ENVIRONMENT\n.TP\n.B OPLOOP_SHARE\nwhere scenarios and data are looked for "
                "instead\n",
                out);
}

void
op_manual_page(struct op_explain *explain, const struct op_verb *verb)
{
    if (verb == NULL) {
        whole(explain);
        return;
    }
    const char *help = op_help_text(explain, verb);
    FILE *out = explain->out;

    title(explain, op_said(explain, "oploop-%s", verb->name), verb->summary);
    synopsis(out, op_help_usage(explain, help));
    (void)section(out, help, "DESCRIPTION", 1U << PART_TEXT | 1U << PART_LIST);
    (void)section(out, help, "OPTIONS", 1U << PART_OPTIONS);
    (void)section(out, help, "EXIT STATUS", 1U << PART_STATUS);
    (void)section(out, help, "EXAMPLES", 1U << PART_EXAMPLES);
    (void)fputs(".SH SEE ALSO\n.BR oploop (1)\n", out);
}

enum op_status
op_explain_verb_pages(struct op_explain *explain, const char *subject, const char *name)
{
    const struct op_program *program = explain->program;
    const bool is_verbs =
        subject != NULL && (strcmp(subject, "verbs") == 0 || strcmp(subject, "verb") == 0);

    if (!is_verbs || (explain->shell != NULL && name != NULL)) {
        return op_diag_add(&explain->diag, OP_USAGE, (struct op_place){ 0 },
                           "oploop explain verbs --man, oploop explain verbs --completion bash",
                           "--man and --completion are for `explain verbs`");
    }
    if (explain->shell != NULL) {
        (strcmp(explain->shell, "bash") == 0 ? op_completion_bash : op_completion_zsh)(explain);
        return OP_OK;
    }
    for (int i = 0; i < program->n_verbs; i++) {
        if (name != NULL && strcmp(program->verbs[i].name, name) == 0) {
            op_manual_page(explain, &program->verbs[i]);
            return OP_OK;
        }
    }
    if (name == NULL) {
        op_manual_page(explain, NULL);
        return OP_OK;
    }
    const char **known = op_arena_new(&explain->arena, (size_t)program->n_verbs + 1, sizeof *known);

    for (int i = 0; known != NULL && i < program->n_verbs; i++) {
        known[i] = program->verbs[i].name;
    }
    if (known == NULL) {
        return OP_NO_MEMORY;
    }
    (void)op_explain_refuse(explain, "there is no verb", name, known);
    return OP_USAGE;
}
