// SPDX-License-Identifier: GPL-3.0-or-later
// When which measure is possible: a bar a measure, from the first possible start to the last moment
// to decide.
#include "analysis/sweep/decidewindow.h"
#include "analysis/sweep/sweepfindings.h"

#include <math.h>
#include <string.h>

enum { N_LEGEND = 5, LEGEND_LETTERS = 48 };

struct windows {
    struct op_sweep_findings *f;
    int metric;
    int n_rows;
    bool has_interval;   // enough evenings for one
    double start_s, from_s, to_s, event_s;
};

// What is drawn in one row; moments in hours since the start.
struct bar {
    double can_h, decide_h, last_h, low_h, high_h;
    int kind;          // 0: none, 1: bar, 2: bar that goes on beyond the design
    const char *why;   // where there is none
};

static enum op_status
bar_of(struct bar *bar, const struct windows *w, int c)
{
    const struct op_sweep_findings *f = w->f;
    static const enum op_phrase whys[] = { [OP_WINDOW_NONE] = OP_SAY_WINDOWS_NONE,
                                           [OP_WINDOW_GONE] = OP_SAY_WINDOWS_GONE,
                                           [OP_WINDOW_EARLIER] = OP_SAY_WINDOWS_EARLIER,
                                           [OP_WINDOW_LATER] = OP_SAY_WINDOWS_LATER };
    const struct op_curve_moment *moment = op_sweep_moment_of(f, c, w->metric);
    const struct op_effective *e = &moment->effective;
    struct op_decide_window window;
    const enum op_status status =
        op_decide_window_of(&window, &f->results, &f->curves.curve[c], moment);
    const bool is_open = window.kind == OP_WINDOW_OPEN;

    *bar = (struct bar){ window.can.can_from_h,
                         window.decide_h,
                         e->moment,
                         w->has_interval ? e->low : e->moment,
                         w->has_interval ? e->high : e->moment,
                         0,
                         is_open ? "" : op_say(f->page.lang, whys[window.kind]) };
    if (is_open) {
        bar->kind = e->kind == OP_EFFECTIVE_NOT_BEFORE ? 2 : 1;
    }
    return status;
}

static double
clock_of(const struct windows *w, double hours)
{
    return w->start_s + 3600 * hours;
}

static enum op_status
find_span(struct windows *w)
{
    enum op_status status = OP_OK;

    w->from_s = HUGE_VAL;
    w->to_s = -HUGE_VAL;
    for (int c = 0; c < w->n_rows && status == OP_OK; c++) {
        const struct op_curve *curve = &w->f->curves.curve[c];
        struct bar bar;

        status = bar_of(&bar, w, c);
        w->from_s = fmin(w->from_s, clock_of(w, curve->start_h[0]));
        w->to_s = fmax(w->to_s, clock_of(w, curve->start_h[curve->n - 1]));
        if (bar.kind > 0) {
            w->to_s = fmax(w->to_s, clock_of(w, bar.high_h));
        }
    }
    w->to_s += 0.03 * (w->to_s - w->from_s);
    return status;
}

static enum op_status
put_row(struct op_sketch *s, const struct windows *w, int c)
{
    const enum op_lang lang = w->f->page.lang;
    char label[200], can[64], decide[64], last[64], remark[200];
    struct bar bar;
    const enum op_status status = bar_of(&bar, w, c);
    const bool is_drawn = bar.kind > 0;

    fprintf(s->data, "%d,%.0f,%.0f,%.0f,%.0f,%.0f,%d\n", w->n_rows - c,
            is_drawn ? fmax(clock_of(w, bar.can_h), w->from_s) : -1,
            is_drawn ? clock_of(w, bar.decide_h) : -1, is_drawn ? clock_of(w, bar.last_h) : -1,
            is_drawn ? clock_of(w, bar.low_h) : -1, is_drawn ? clock_of(w, bar.high_h) : -1,
            bar.kind);
    op_sweep_curve_label(w->f, c, label, sizeof label);
    op_sketch_short(s, label, 34);
    op_sweep_readable(w->f, bar.can_h, can, sizeof can);
    op_sweep_readable(w->f, bar.decide_h, decide, sizeof decide);
    op_sweep_readable(w->f, bar.last_h, last, sizeof last);
    snprintf(remark, sizeof remark, "%s %s%s%s", op_say(lang, OP_SAY_WINDOWS_DECIDE), decide,
             bar.kind == 2 ? " " : "", bar.kind == 2 ? op_say(lang, OP_SAY_WINDOWS_OPEN_END) : "");
    op_sketch_short(s, is_drawn ? remark : bar.why, 42);
    fprintf(s->alt, "%s%s: %s%s%s", c > 0 ? "; " : "", label, is_drawn ? can : bar.why,
            is_drawn ? " \xe2\x80\x93 " : "", is_drawn ? decide : "");
    op_sketch_row(s, label, OP_ARGS(can, is_drawn ? decide : bar.why, last));
    return status;
}

static void
put_legend(struct op_sketch *s, const struct windows *w)
{
    const enum op_lang lang = w->f->page.lang;
    const struct {
        bool is_shown;
        const char *text;
    } items[N_LEGEND] = {
        { true, op_say(lang, OP_SAY_WINDOWS_CAN) },
        { true, op_say(lang, OP_SAY_WINDOWS_LEAD) },
        { true, op_say(lang, OP_SAY_WINDOWS_LAST) },
        { w->has_interval, op_say(lang, OP_SAY_WINDOWS_SPREAD) },
        { w->event_s >= w->from_s && w->event_s <= w->to_s, op_say(lang, OP_SAY_CHART_EVENT) },
    };
    int at = 12;

    fputs(" 1", s->settings);
    for (int k = 0; k < N_LEGEND; k++) {
        fprintf(s->settings, " %d", items[k].is_shown ? at : -1);
        at += items[k].is_shown ? 54 + 6 * op_letters(items[k].text, LEGEND_LETTERS) : 0;
        op_sketch_short(s, items[k].is_shown ? items[k].text : "", LEGEND_LETTERS);
    }
}

static enum op_status
put_words(struct op_sketch *s, const struct windows *w, const char *title)
{
    const enum op_lang lang = w->f->page.lang;
    struct op_ticks x;
    enum op_status status = OP_OK;
    char n[16];

    op_ticks_of_time(&x, w->from_s, w->to_s, 6, lang);
    fprintf(s->settings, "%d %.0f %.0f %.0f", w->n_rows, w->from_s, w->to_s,
            w->event_s >= w->from_s && w->event_s <= w->to_s ? w->event_s : -1.0);
    op_sketch_tick_places(s, &x);
    snprintf(n, sizeof n, "%d", w->f->results.n_replicates);
    op_sketch_word(s, title);
    op_sketch_say(s, lang, OP_SAY_WINDOWS_CHART, OP_ARGS(n));
    op_sketch_footer(s, &w->f->page, "");
    put_legend(s, w);
    op_sketch_tick_texts(s, &x);
    for (int c = 0; c < w->n_rows && status == OP_OK; c++) {
        status = put_row(s, w, c);
    }
    return status;
}

enum op_status
op_draw_windows(struct op_sweep_findings *f, const char *share_dir, int metric,
                struct op_diag *diag)
{
    static const enum op_phrase headings[] = { OP_SAY_TIMING_MEASURE, OP_SAY_WINDOWS_CAN,
                                               OP_SAY_WINDOWS_DECIDE, OP_SAY_WINDOWS_LAST,
                                               OP_PHRASE_COUNT };
    const struct op_results *tables = &f->results.tables;
    struct windows w = { .f = f,
                         .metric = metric,
                         .n_rows = f->curves.n < OP_MAX_ROWS ? f->curves.n : OP_MAX_ROWS,
                         .has_interval = f->results.n_replicates >= OP_MIN_FOR_BAND,
                         .start_s = op_clock_seconds(op_results_study(tables, "start")),
                         .event_s = op_clock_seconds(op_results_study(tables, "event")) };
    struct op_sketch s = { 0 };
    char variable[200], title[300], n[16];
    enum op_status status = OP_OK;

    if (w.n_rows == 0) {
        return OP_OK;
    }
    status = op_sketch_open(&s) ? find_span(&w) : OP_NO_MEMORY;
    if (status == OP_OK) {
        op_sketch_title(&tables->metrics[metric], f->page.lang, variable, sizeof variable);
        snprintf(title, sizeof title, "%s (%s)", op_say(f->page.lang, OP_SAY_WINDOWS), variable);
        op_sketch_headings(&s, f->page.lang, headings);
        status = put_words(&s, &w, title);
    }
    if (status == OP_OK) {
        snprintf(n, sizeof n, "%d", f->results.n_replicates);
        op_sketch_close_alt(&s, f->page.lang, OP_SAY_WINDOWS_ALT, title, n);
        status = op_sketch_draw(&s, &f->page, share_dir, "windows", "windows.gp", title,
                                OP_SAY_WINDOWS, diag);
    }
    op_sketch_free(&s);
    return status;
}
