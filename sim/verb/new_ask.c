// SPDX-License-Identifier: GPL-3.0-or-later
// The questions of `oploop new`: plain lines, each with an answer that Enter takes.
#include "sim/verb/new_parts.h"

#include <stdlib.h>
#include <string.h>

struct talk {
    struct op_new *made;
    FILE *in, *out;
    bool is_over;   // the input has ended
};

// An answer in the arena: the usual one for an empty line; NULL when the input has ended.
static const char *
ask(struct talk *talk, const char *question, const char *usual)
{
    char *line = NULL;
    size_t size = 0;

    (void)fprintf(talk->out, "%s [%s]: ", question, usual);
    (void)fflush(talk->out);

    const ssize_t n = getline(&line, &size, talk->in);
    const char *text = NULL;

    if (n >= 0) {
        line[strcspn(line, "\r\n")] = '\0';

        char *start = line + strspn(line, " \t");

        for (size_t end = strlen(start); end > 0 && strchr(" \t", start[end - 1]) != NULL; end--) {
            start[end - 1] = '\0';
        }
        text = op_arena_text(&talk->made->arena, *start ? start : usual);
    } else {
        (void)fputc('\n', talk->out);
    }
    talk->is_over = text == NULL;
    free(line);
    return text;
}

// What was wrong with the last answer; the question comes again.
static void
say_wrong(struct talk *talk)
{
    op_diag_print(&talk->made->diag, talk->out);
    op_diag_free(&talk->made->diag);
    op_diag_init(&talk->made->diag);
}

typedef bool answer_taker(struct op_new *made, const char *what, const char *text);

static void
ask_until(struct talk *talk, const char *question, const char *usual, const char *what,
          answer_taker *take)
{
    while (!talk->is_over) {
        const char *text = ask(talk, question, usual);

        if (text && take(talk->made, what, text)) {
            return;
        }
        if (text) {
            say_wrong(talk);
        }
    }
}

bool
op_new_ask_situation(struct op_new *made, FILE *in, FILE *out)
{
    struct talk talk = { made, in, out, false };

    (void)fputs("Enter takes what stands in brackets.\nWhat is it about?\n", out);
    for (int i = 0; i < made->n_situations; i++) {
        const struct op_situation *situation = &made->situation[i];

        (void)fprintf(out, "  %-14s %s\n", situation->id,
                      situation->name.en ? situation->name.en : situation->name.nl);
    }
    ask_until(&talk, "Situation", made->situation[0].id, "situation", op_new_situation);
    return !talk.is_over;
}

static void
ask_made_up(struct talk *talk)
{
    while (!talk->is_over && !talk->made->place_is_set) {
        const char *name = ask(talk, "  Its name", op_new_usual_name);
        const char *inhabitants =
            name ? ask(talk, "  Its inhabitants", op_new_usual_inhabitants) : NULL;
        const char *like =
            inhabitants ? ask(talk, "  Which real place is it like", op_new_usual_like) : NULL;

        if (like && !op_new_made_up(talk->made, name, inhabitants, like)) {
            say_wrong(talk);
        }
    }
}

static void
ask_place(struct talk *talk)
{
    while (!talk->is_over && !talk->made->place_is_set) {
        const char *text =
            ask(talk, "Which municipality (name or code; Enter for a place that is made up)",
                "made up");

        if (text && strcmp(text, "made up") == 0) {
            ask_made_up(talk);
        } else if (text && !op_new_place(talk->made, "municipality", text)) {
            say_wrong(talk);
        }
    }
}

bool
op_new_ask(struct op_new *made, FILE *in, FILE *out)
{
    struct talk talk = { made, in, out, false };
    static const char usual_purpose[] = "exercise";

    if (!made->place_is_set) {
        ask_place(&talk);
    }
    if (!made->event_is_set && !talk.is_over) {
        const char *usual = op_new_usual_date(made);

        ask_until(&talk, "When are people called to come", usual ? usual : "", "date", op_new_date);
    }
    if (made->clicks == 0 && !talk.is_over) {
        char usual[16];

        (void)snprintf(usual, sizeof usual, "%d", made->chosen->clicks);
        ask_until(&talk, "How many clicked \"attending\" three days before", usual, "clicks",
                  op_new_clicks);
    }
    if (made->n_measures == 0 && !talk.is_over) {
        const char *usual = op_new_usual_measures(made);

        ask_until(&talk, "Which measures, parted by commas", usual ? usual : "", "measures",
                  op_new_measures);
    }
    if (made->purpose < 0 && !talk.is_over) {
        ask_until(&talk, "What for: research, exercise, policy or evaluation", usual_purpose,
                  "purpose", op_new_purpose);
    }
    return !talk.is_over;
}
