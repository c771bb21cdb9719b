// SPDX-License-Identifier: GPL-3.0-or-later
// The streams that a picture grows in.
#include "analysis/charts/sketch.h"

#include "analysis/outfile.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { N_STREAMS = 5 };

bool
op_sketch_open(struct op_sketch *s)
{
    *s = (struct op_sketch){ 0 };
    s->words = op_memory_open(&s->words_text, &s->words_size);
    s->data = op_memory_open(&s->data_text, &s->data_size);
    s->alt = op_memory_open(&s->alt_text, &s->alt_size);
    s->table = op_memory_open(&s->table_text, &s->table_size);
    s->settings = op_memory_open(&s->settings_text, &s->settings_size);
    return s->words && s->data && s->alt && s->table && s->settings;
}

static void
close_streams(struct op_sketch *s)
{
    FILE **streams[N_STREAMS] = { &s->words, &s->data, &s->alt, &s->table, &s->settings };

    for (int i = 0; i < N_STREAMS; i++) {
        if (*streams[i] != NULL) {
            // Growing is the one thing that can fail in a stream to memory.
            s->is_short |= op_memory_close(*streams[i]) != OP_OK;
            *streams[i] = NULL;
        }
    }
}

void
op_sketch_free(struct op_sketch *s)
{
    close_streams(s);
    free(s->words_text);
    free(s->data_text);
    free(s->alt_text);
    free(s->table_text);
    free(s->settings_text);
    *s = (struct op_sketch){ 0 };
}

void
op_sketch_word(struct op_sketch *s, const char *text)
{
    putc('"', s->words);   // a field of one column; the text itself holds no quote any more
    op_out_chart_text(s->words, text);
    fputs("\"\n", s->words);
}

void
op_sketch_say(struct op_sketch *s, enum op_lang lang, enum op_phrase phrase,
              const char *const *arguments)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = op_memory_open(&text, &size);

    bool is_whole = stream != NULL;
    if (is_whole) {
        op_say_to(stream, false, lang, phrase, arguments);
        is_whole = op_memory_close(stream) == OP_OK;
    }
    s->is_short |= !is_whole;
    if (is_whole) {
        op_sketch_word(s, text);
    }
    free(text);
}

void
op_sketch_short(struct op_sketch *s, const char *text, int limit)
{
    char buffer[256];
    size_t at = 0, cut = 0;
    int n = 0;

    for (; at < sizeof buffer - 8 && text[at] != '\0'; at++) {
        if (((unsigned char)text[at] & 0xc0) != 0x80) {
            n++;
            cut = n == limit ? at : cut;
        }
        if (n > limit) {
            break;
        }
        buffer[at] = text[at];
    }
    if (text[at] != '\0') {
        at = n > limit ? cut : at;
        while (at > 0 && ((unsigned char)text[at] & 0xc0) == 0x80) {
            at--;   // never within a character
        }
        memcpy(buffer + at, "\xe2\x80\xa6", 3);
        at += 3;
    }
    buffer[at] = '\0';
    op_sketch_word(s, buffer);
}

// Where the line that `limit` letters have room for ends: behind its last whole word; n where all
// fits.
static size_t
line_end(const char *text, int limit)
{
    size_t at = 0, blank = 0;
    int n = 0;

    for (; text[at] != '\0'; at++) {
        n += ((unsigned char)text[at] & 0xc0) != 0x80;
        if (n > limit) {
            return blank;
        }
        blank = text[at] == ' ' ? at : blank;
    }
    return at;
}

void
op_sketch_two_lines(struct op_sketch *s, const char *text, int limit)
{
    char first[256];
    const size_t n = line_end(text, limit);

    if (n == 0 || n >= sizeof first) {   // one long word
        op_sketch_short(s, text, limit);
        op_sketch_word(s, "");
        return;
    }
    memcpy(first, text, n);
    first[n] = '\0';
    op_sketch_word(s, first);
    op_sketch_short(s, text + n + (text[n] == ' '), limit);
}

void
op_sketch_legend(struct op_sketch *s, const struct op_legend_item *items, int n_items, int letters)
{
    enum { MOST_ITEMS = 16 };
    int place[MOST_ITEMS], row = 0, at = 12;

    for (int k = 0; k < n_items && k < MOST_ITEMS; k++) {
        // Arial 12 is about 6 pixels a letter.
        const int width = 54 + 6 * op_letters(items[k].text, letters);

        place[k] = -1;
        if (items[k].is_shown) {
            row += at > 12 && at + width > OP_PICTURE_WIDTH;
            at = at > 12 && at + width > OP_PICTURE_WIDTH ? 12 : at;
            place[k] = 1000 * row + at;
            at += width;
        }
        op_sketch_short(s, items[k].is_shown ? items[k].text : "", letters);
    }
    fprintf(s->settings, " %d", row + 1);
    for (int k = 0; k < n_items && k < MOST_ITEMS; k++) {
        fprintf(s->settings, " %d", place[k]);
    }
}

void
op_sketch_panel(struct op_sketch *s, const struct op_findings *f, int arm, int n_panels)
{
    const int width = n_panels == 1 ? 100 : n_panels > 4 ? 36 : 56;
    char label[256], base[280];

    op_results_marked_label(&f->results, arm, f->lang, label, sizeof label);
    snprintf(base, sizeof base, "%s (%s)", label, op_say(f->lang, OP_SAY_CHART_BASE));
    // A long label is cut, the mark of the base is not: then the legend alone names it.
    op_sketch_short(s,
                    f->results.arms[arm].base == arm && op_letters(base, width + 1) <= width
                        ? base
                        : label,
                    width);
}

int
op_letters(const char *text, int at_most)
{
    int n = 0;

    for (; *text != '\0' && n < at_most; text++) {
        n += ((unsigned char)*text & 0xc0) != 0x80;
    }
    return n;
}

void
op_sketch_footer(struct op_sketch *s, const struct op_findings *f, const char *more)
{
    const bool has_unlawful = op_results_has_unlawful(&f->results);
    char text[320];

    snprintf(text, sizeof text, "%s %s%s%s%s%s", op_say(f->lang, OP_SAY_CHART_NOTE),
             op_results_study_is(&f->results, "fixed_parameters", "yes")
                 ? op_say(f->lang, OP_SAY_FIXED_NOTE)
                 : "",
             more, has_unlawful ? " * " : "",
             has_unlawful ? op_say(f->lang, OP_SAY_CHART_UNLAWFUL) : "", has_unlawful ? "." : "");
    op_sketch_word(s, text);
}

static bool
is_in_word(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

// Does a label hold the unit as a word of its own, or hours in words ("persoonsuren" too)?
static bool
names_unit(const char *label, const char *unit)
{
    static const char *const hours[] = { "h", "hours", "uren", "uur" };
    const size_t n_words = strcmp(unit, "h") == 0 ? sizeof hours / sizeof *hours : 1;

    for (size_t i = 0; i < n_words; i++) {
        const char *word = n_words > 1 ? hours[i] : unit;

        for (const char *at = label; (at = strcasestr(at, word)) != NULL; at++) {
            if ((at == label || !is_in_word(at[-1]) || strcmp(word, "uren") == 0) &&
                !is_in_word(at[strlen(word)])) {
                return true;
            }
        }
    }
    return false;
}

void
op_sketch_title(const struct op_variable *variable, enum op_lang lang, char *buffer, size_t size)
{
    const char *unit = op_say_word(lang, variable->unit);

    if (*unit != '\0' && strcmp(unit, "1") != 0 && !names_unit(variable->label[lang], unit)) {
        snprintf(buffer, size, "%s (%s)", variable->label[lang], unit);
    } else {
        snprintf(buffer, size, "%s", variable->label[lang]);
    }
}

void
op_sketch_headings(struct op_sketch *s, enum op_lang lang, const enum op_phrase *headings)
{
    fputs("<thead><tr>", s->table);
    for (int i = 0; headings[i] != OP_PHRASE_COUNT; i++) {
        fputs("<th scope=\"col\">", s->table);
        op_out_escaped(s->table, op_say(lang, headings[i]));
        fputs("</th>", s->table);
    }
    fputs("</tr></thead>\n", s->table);
}

void
op_sketch_row(struct op_sketch *s, const char *name, const char *const *cells)
{
    fputs("<tr><th scope=\"row\">", s->table);
    op_out_escaped(s->table, name);
    fputs("</th>", s->table);
    for (int i = 0; cells[i] != NULL; i++) {
        fputs("<td class=\"n\">", s->table);
        op_out_escaped(s->table, cells[i]);
        fputs("</td>", s->table);
    }
    fputs("</tr>\n", s->table);
}

void
op_sketch_of_set(const struct op_findings *f, int arm, char *name, size_t name_size, char *title,
                 size_t title_size)
{
    const struct op_results *r = &f->results;
    const char *conditions = r->arms[arm].conditions;
    const size_t n = strlen(name), t = strlen(title);

    if (r->n_conditions < 2) {
        return;
    }
    if (strcmp(conditions, r->conditions[0]) != 0) {
        snprintf(name + n, name_size - n, "-%s", conditions);
    }
    snprintf(title + t, title_size - t, ": %s",
             op_results_conditions_label(r, conditions, f->lang));
}

void
op_sketch_close_alt(struct op_sketch *s, enum op_lang lang, enum op_phrase phrase,
                    const char *title, const char *n)
{
    char *list = NULL, *full = NULL;
    size_t size = 0;
    FILE *stream = NULL;

    s->is_short |= fflush(s->alt) != 0 || s->alt_text == NULL;
    list = s->is_short ? NULL : strdup(s->alt_text);
    stream = op_memory_open(&full, &size);
    s->is_short |= list == NULL || stream == NULL;
    if (!s->is_short) {
        op_say_to(stream, false, lang, phrase, OP_ARGS(title, list, n));
    }
    if (stream != NULL) {
        s->is_short |= op_memory_close(stream) != OP_OK;
    }
    if (!s->is_short && full != NULL) {
        s->is_short |= op_memory_close(s->alt) != OP_OK;
        free(s->alt_text);
        s->alt = NULL;
        s->alt_text = full;
    } else {
        free(full);
    }
    free(list);
}

enum op_status
op_sketch_draw(struct op_sketch *s, struct op_findings *f, const char *share_dir, const char *name,
               const char *script, const char *title, enum op_phrase section, struct op_diag *diag)
{
    struct op_chart_made *made = &f->charts[f->n_charts];
    char file[96];
    enum op_status status = OP_OK;

    if (f->n_charts == OP_MAX_CHARTS) {
        return OP_OK;
    }
    close_streams(s);
    if (s->is_short || !s->words_text || !s->data_text || !s->alt_text || !s->table_text ||
        !s->settings_text) {
        return OP_NO_MEMORY;
    }
    // A name comes from columns.csv: no path, no option may be made of it.
    snprintf(file, sizeof file, "%.90s", name);
    for (char *c = file; *c != '\0'; c++) {
        *c = strchr("abcdefghijklmnopqrstuvwxyz0123456789_-", *c) != NULL ? *c : '_';
    }
    status = op_drawing_make(&(struct op_drawing){ f->results.dir, share_dir, file, script,
                                                   s->words_text, s->data_text, title, s->alt_text,
                                                   s->settings_text, f->is_without_pictures },
                             diag);
    if (status == OP_NOT_FOUND) {
        f->is_without_pictures = true;
    } else if (status == OP_OK && !f->is_without_pictures) {
        *made = (struct op_chart_made){ strdup(file), strdup(title), strdup(s->alt_text),
                                        strdup(s->table_text), section };
        f->n_charts++;   // what is half there is freed with the rest
        if (!made->name || !made->title || !made->alt || !made->table) {
            status = OP_NO_MEMORY;
        }
    }
    // Pictures that fail leave a warning, and the numbers stand without them.
    return status == OP_NOT_FOUND || status == OP_PARTIAL ? OP_OK : status;
}
