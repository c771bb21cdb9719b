// SPDX-License-Identifier: GPL-3.0-or-later
// What decides it, one bar an assumption; and how an interval narrows with evenings.
#include "analysis/charts/sketch.h"

#include <math.h>
#include <string.h>

enum { MOST_BARS = 12, MOST_LINES = 14, FIRST_EVENINGS = 20, EVENINGS_STEP = 10 };

// "{metric}: difference of A from B", or of the level of A.
static void
put_title(const struct op_findings *f, const struct op_decided *row, char *title, size_t size)
{
    const struct op_results *r = &f->results;
    const char *arm = r->strategies[r->arms[row->arm].strategy].label[f->lang];
    char metric[200];

    op_sketch_title(&r->metrics[row->metric], f->lang, metric, sizeof metric);
    if (row->against < 0) {
        op_say_into(title, size, f->lang, OP_SAY_DECIDES_LEVEL, OP_ARGS(metric, arm));
    } else {
        op_say_into(title, size, f->lang, OP_SAY_DECIDES_DIFFERENCE,
                    OP_ARGS(metric, arm,
                            r->strategies[r->arms[row->against].strategy].label[f->lang]));
    }
}

// Which way it goes as an assumption goes up: a level up or down; a difference for the better or
// the worse, whichever sign that has.
static enum op_phrase
way_of(const struct op_results *r, const struct op_decided *row, double direction)
{
    const enum op_wanted wanted = r->metrics[row->metric].wanted;

    if (row->against < 0 || wanted == OP_WANTED_NONE) {
        return direction > 0 ? OP_SAY_RISES_WITH : OP_SAY_FALLS_WITH;
    }
    return (direction > 0) == (wanted == OP_WANTED_MORE) ? OP_SAY_BETTER_WITH : OP_SAY_WORSE_WITH;
}

static void
put_bar(struct op_sketch *s, const struct op_findings *f, const struct op_decided *row, int k,
        int n_bars)
{
    const struct op_results *r = &f->results;
    const int j = row->order[k];
    const struct op_attribution *part = &row->parts[j];
    char words[320], text[160], share[64], value[48];

    op_parameter_words(r, r->parameter_names[j], f->lang, words, sizeof words);
    fprintf(s->data, "%d,%.6g,%.6g,%.6g,%d\n", n_bars - k, 100 * part->part, 100 * part->low,
            100 * part->high, part->is_told);
    snprintf(share, sizeof share, "%.0f %% [%.0f\xe2\x80\x93%.0f]", 100 * part->part,
             100 * part->low, 100 * part->high);
    if (!part->is_told) {
        snprintf(text, sizeof text, "%s", op_say(f->lang, OP_SAY_NOT_FROM_ZERO));
    } else if (row->against >= 0 && isfinite(row->turns[j].value)) {
        op_say_into(text, sizeof text, f->lang, OP_SAY_TURNS_AT,
                    OP_ARGS(op_parameter_value(r, r->parameter_names[j], row->turns[j].value,
                                               f->lang, value, sizeof value)));
    } else {
        snprintf(text, sizeof text, "%s", op_say(f->lang, way_of(r, row, part->direction)));
    }
    op_sketch_two_lines(s, words, 66);
    op_sketch_short(s, text, 32);
    fprintf(s->alt, "%s%s: %s, %s", k == 0 ? "" : "; ", words, share, text);
    op_sketch_row(s, words, OP_ARGS(share, text));
}

// The words before the rows' own: see tornado.gp.
static void
put_bar_words(struct op_sketch *s, const struct op_findings *f, const struct op_decided *row,
              const char *title, int n_bars, const char *rows)
{
    struct op_ticks ticks;
    char n[16];
    double most = 5;

    for (int k = 0; k < n_bars; k++) {
        most = fmax(most, 100 * row->parts[row->order[k]].high);
    }
    most = fmin(most * 1.04, 100);
    snprintf(n, sizeof n, "%d", row->n);
    fprintf(s->settings, "%d %.9g", n_bars, most);
    op_sketch_word(s, title);
    op_sketch_say(s, f->lang, f->is_of_points ? OP_SAY_CHART_DECIDES_POINTS : OP_SAY_CHART_DECIDES,
                  OP_ARGS(n));
    op_sketch_footer(s, f, "");
    op_sketch_word(s, op_say(f->lang, f->is_of_points ? OP_SAY_AS_KEY_RISES : OP_SAY_AS_IT_RISES));
    op_ticks_of_numbers(&ticks, 0, most, f->lang);
    for (int k = 0; k < ticks.n; k++) {
        // (gnuplot takes the text of a tick for a format)
        snprintf(ticks.text[k], sizeof ticks.text[k], "%g %%%%", fabs(ticks.at[k]));
        for (char *c = ticks.text[k]; f->lang == OP_LANG_NL && *c != '\0'; c++) {
            *c = *c == '.' ? ',' : *c;
        }
    }
    op_sketch_tick_places(s, &ticks);
    op_sketch_tick_texts(s, &ticks);
    fputs(rows, s->words);
}

enum op_status
op_draw_deciders(struct op_findings *f, const char *share_dir, const struct op_decided *row,
                 struct op_diag *diag)
{
    const enum op_phrase headings[] = { f->is_of_points ? OP_SAY_KEY : OP_SAY_ASSUMPTION,
                                        OP_SAY_PART,
                                        f->is_of_points ? OP_SAY_AS_KEY_RISES : OP_SAY_AS_IT_RISES,
                                        OP_PHRASE_COUNT };
    const struct op_results *r = &f->results;
    struct op_sketch s = { 0 }, rows = { 0 };
    char name[128], title[300], n[16];
    int n_bars = 0;
    enum op_status status = OP_NO_MEMORY;

    while (n_bars < r->n_parameters && n_bars < MOST_BARS &&
           row->parts[row->order[n_bars]].varies) {
        n_bars++;
    }
    if (n_bars == 0 || row->n < OP_ATTRIBUTION_LEAST) {
        return OP_OK;
    }
    if (op_sketch_open(&s) && op_sketch_open(&rows)) {
        FILE *own_words = s.words;

        put_title(f, row, title, sizeof title);
        op_sketch_headings(&s, f->lang, headings);
        s.words = rows.words;
        for (int k = 0; k < n_bars; k++) {
            put_bar(&s, f, row, k, n_bars);
        }
        s.words = own_words;
        s.is_short |= ferror(rows.words) != 0 || fflush(rows.words) != 0;
        put_bar_words(&s, f, row, title, n_bars, s.is_short ? "" : rows.words_text);
        snprintf(n, sizeof n, "%d", row->n);
        op_sketch_close_alt(&s, f->lang,
                            f->is_of_points ? OP_SAY_ALT_DECIDES_POINTS : OP_SAY_ALT_DECIDES, title,
                            n);
        snprintf(name, sizeof name, "decides-%.80s", r->metrics[row->metric].name);
        status = op_sketch_draw(&s, f, share_dir, name, "tornado.gp", title, OP_SAY_DECIDES, diag);
    }
    op_sketch_free(&s);
    op_sketch_free(&rows);
    return status;
}

// ---- convergence ----

struct lines {
    int arms[MOST_LINES];
    int n_arms, n_last;   // evenings at the last look
    double most;          // half-width
};

static void
put_line(struct op_sketch *s, const struct op_findings *f, struct lines *d, int k, int metric)
{
    const struct op_results *r = &f->results;
    const int arm = d->arms[k];
    char label[256], number[32], cells[2][32];
    double last = NAN;

    for (int n = FIRST_EVENINGS; n <= r->n_replicates; n += EVENINGS_STEP) {
        const struct op_pairing pairs = op_pairing_of(r, arm, metric, n);
        const double half_width = op_pairing_half_width(&pairs, 0.9);

        if (isfinite(half_width)) {
            fprintf(s->data, "%d,%.8g\n", n, half_width);
            d->most = fmax(d->most, half_width);
            last = half_width;
        }
    }
    fputs(isfinite(last) ? "\n\n" : "0,NaN\n\n\n", s->data);

    const struct op_pairing all = op_pairing_of(r, arm, metric, r->n_replicates);
    const double gain = op_pairing_gain(&all);

    op_results_marked_label(r, arm, f->lang, label, sizeof label);
    op_sketch_short(s, label, 30);
    op_readable(cells[0], sizeof cells[0], last, f->lang);
    op_readable(cells[1], sizeof cells[1], isfinite(gain) ? gain : NAN, f->lang);
    fprintf(s->alt, "%s%s: \xc2\xb1%s", k == 0 ? "" : "; ", label,
            op_readable(number, sizeof number, last, f->lang));
    op_sketch_row(s, label, OP_ARGS(cells[0], cells[1]));
}

static void
put_line_words(struct op_sketch *s, const struct op_findings *f, const struct lines *d,
               const char *title, int metric, const char *rows)
{
    const double asked = op_precision_asked(&f->results, metric);
    const double top = fmax(d->most, isnan(asked) ? 0 : asked) * 1.06;
    const double most = top > 0 ? top : 1;
    struct op_ticks across, up;

    fprintf(s->settings, "%d %d %d %.9g %.9g", d->n_arms, FIRST_EVENINGS, d->n_last, most,
            isnan(asked) ? 0 : asked);
    op_sketch_word(s, title);
    op_sketch_say(s, f->lang, OP_SAY_CHART_CONVERGENCE,
                  OP_ARGS(f->results.strategies[f->results.arms[f->base].strategy].label[f->lang]));
    op_sketch_footer(s, f, "");
    op_sketch_word(s, op_say(f->lang, OP_SAY_EVENINGS));
    op_sketch_word(s, op_say(f->lang, OP_SAY_ASKED));
    op_ticks_of_numbers(&across, FIRST_EVENINGS, d->n_last, f->lang);
    op_ticks_of_numbers(&up, 0, most, f->lang);
    op_sketch_tick_places(s, &across);
    op_sketch_tick_places(s, &up);
    op_sketch_tick_texts(s, &across);
    op_sketch_tick_texts(s, &up);
    fputs(rows, s->words);
}

enum op_status
op_draw_convergence(struct op_findings *f, const char *share_dir, int metric, struct op_diag *diag)
{
    static const enum op_phrase headings[] = { OP_SAY_STRATEGY, OP_SAY_HALF_WIDTH, OP_SAY_PAIRING,
                                               OP_PHRASE_COUNT };
    const struct op_results *r = &f->results;
    struct lines d = { .n_last = r->n_replicates };
    struct op_sketch s = { 0 }, rows = { 0 };
    char name[128], title[300], metric_title[200], n[16];
    enum op_status status = OP_NO_MEMORY;

    for (int arm = 0; arm < r->n_arms && d.n_arms < MOST_LINES; arm++) {
        if (r->arms[arm].base >= 0 && r->arms[arm].base != arm &&
            r->arms[arm].conditions == r->arms[0].conditions) {
            d.arms[d.n_arms++] = arm;
        }
    }
    if (d.n_arms == 0 || r->n_replicates < FIRST_EVENINGS + 2 * EVENINGS_STEP) {
        return OP_OK;
    }
    if (op_sketch_open(&s) && op_sketch_open(&rows)) {
        FILE *own_words = s.words;

        op_sketch_title(&r->metrics[metric], f->lang, metric_title, sizeof metric_title);
        op_say_into(title, sizeof title, f->lang, OP_SAY_CONVERGENCE_OF, OP_ARGS(metric_title));
        op_sketch_headings(&s, f->lang, headings);
        s.words = rows.words;
        for (int k = 0; k < d.n_arms; k++) {
            put_line(&s, f, &d, k, metric);
        }
        s.words = own_words;
        s.is_short |= ferror(rows.words) != 0 || fflush(rows.words) != 0;
        put_line_words(&s, f, &d, title, metric, s.is_short ? "" : rows.words_text);
        snprintf(n, sizeof n, "%d", r->n_replicates);
        op_sketch_close_alt(&s, f->lang, OP_SAY_ALT_CONVERGENCE, title, n);
        snprintf(name, sizeof name, "convergence-%.80s", r->metrics[metric].name);
        status =
            op_sketch_draw(&s, f, share_dir, name, "convergence.gp", title, OP_SAY_PRECISION, diag);
    }
    op_sketch_free(&s);
    op_sketch_free(&rows);
    return status;
}
