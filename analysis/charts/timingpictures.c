// SPDX-License-Identifier: GPL-3.0-or-later
// The effect of each start of a measure, with the last effective moment: a panel a curve.
#include "analysis/sweep/effectwords.h"
#include "analysis/sweep/sweepfindings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N_LEGEND = 6, LEGEND_LETTERS = 48 };

struct timing {
    struct op_sweep_findings *f;
    int metric;
    int n_panels;
    double start_s;   // clock of the scenario's start
    double from_s, to_s, event_s;
    double low, high;   // of the effect
    bool has_goal, has_moment, has_seldom;
    bool has_interval;              // enough evenings for one
    struct op_curve_mean *effect;   // of each start, curve by curve
    int first[OP_MAX_PANELS];       // its first in effect[]
};

static const struct op_curve_mean *
effect_of(const struct timing *t, int c, int k)
{
    return &t->effect[t->first[c] + k];
}

static enum op_status
make_effects(struct timing *t)
{
    enum op_status status = OP_OK;
    size_t n = 0;

    for (int c = 0; c < t->n_panels; c++) {
        t->first[c] = (int)n;
        n += (size_t)t->f->curves.curve[c].n;
    }
    t->effect = malloc((n + 1) * sizeof *t->effect);
    if (t->effect == NULL) {
        return OP_NO_MEMORY;
    }
    for (int c = 0; c < t->n_panels; c++) {
        const struct op_curve *curve = &t->f->curves.curve[c];

        for (int k = 0; k < curve->n && status == OP_OK; k++) {
            status = op_curve_mean_effect(&t->effect[t->first[c] + k], &t->f->results, curve, k, -1,
                                          t->metric);
        }
    }
    return status;
}

// What an axis has room for: without an end that cannot be told, or that is not shown.
static double
drawn_end(const struct timing *t, double mean, double end)
{
    return t->has_interval && isfinite(end) ? end : mean;
}

static void
find_span(struct timing *t)
{
    const struct op_sweep_results *r = &t->f->results;

    t->from_s = HUGE_VAL;
    t->to_s = -HUGE_VAL;
    for (int c = 0; c < t->n_panels; c++) {
        const struct op_curve *curve = &t->f->curves.curve[c];
        const struct op_effective *e = &op_sweep_moment_of(t->f, c, t->metric)->effective;

        t->from_s = fmin(t->from_s, t->start_s + 3600 * curve->start_h[0]);
        t->to_s = fmax(t->to_s, t->start_s + 3600 * curve->start_h[curve->n - 1]);
        t->has_goal |= e->kind != OP_EFFECTIVE_NONE;
        t->has_moment |= e->kind != OP_EFFECTIVE_NONE;
        for (int k = 0; k < curve->n; k++) {
            const struct op_curve_mean *one = effect_of(t, c, k);

            t->low = fmin(t->low, drawn_end(t, one->mean, one->low));
            t->high = fmax(t->high, drawn_end(t, one->mean, one->high));
            t->has_seldom |= op_curve_carried_out(r, curve, k) < 0.5;
        }
    }

    const double margin = t->high > t->low ? 0.06 * (t->high - t->low) : 1;

    t->high += margin;
    t->low -= t->low < 0 ? margin : 0;
}

// An end that cannot be told goes to the end of the axis.
static double
band_end(const struct timing *t, double mean, double end, double axis)
{
    return isinf(end) && t->has_interval ? axis : drawn_end(t, mean, end);
}

static void
put_curve(struct op_sketch *s, const struct timing *t, int c)
{
    const struct op_curve *curve = &t->f->curves.curve[c];
    const struct op_effective *e = &op_sweep_moment_of(t->f, c, t->metric)->effective;
    const int reference = op_sweep_moment_of(t->f, c, t->metric)->reference;
    const bool is_told = e->kind != OP_EFFECTIVE_NONE;

    for (int k = 0; k < curve->n; k++) {
        const struct op_curve_mean *one = effect_of(t, c, k);
        const double carried_out = op_curve_carried_out(&t->f->results, curve, k);

        fprintf(s->data, "%.0f,%.8g,%.8g,%.8g,%.4g\n", t->start_s + 3600 * curve->start_h[k],
                one->mean, band_end(t, one->mean, one->low, t->low),
                band_end(t, one->mean, one->high, t->high), isnan(carried_out) ? 1 : carried_out);
    }
    fputs("\n\n", s->data);
    if (is_told) {
        const double goal = t->f->curves.q * e->reference;

        fprintf(s->data, "%.0f,%.8g\n%.0f,%.8g\n", t->start_s + 3600 * curve->start_h[reference],
                goal, t->to_s, goal);
    } else {
        fputs("-1,0\n-1,0\n", s->data);
    }
    fputs("\n\n", s->data);
    fprintf(s->data, "%.0f,%.0f,%.0f\n\n\n", is_told ? t->start_s + 3600 * e->moment : -1,
            is_told ? t->start_s + 3600 * (t->has_interval ? e->low : e->moment) : -1,
            is_told ? t->start_s + 3600 * (t->has_interval ? e->high : e->moment) : -1);
}

static void
put_legend(struct op_sketch *s, const struct timing *t)
{
    const enum op_lang lang = t->f->page.lang;
    char goal[120], percent[16];

    snprintf(percent, sizeof percent, "%.3g %%", 100 * t->f->curves.q);
    op_say_into(goal, sizeof goal, lang, OP_SAY_TIMING_GOAL, OP_ARGS(percent));

    const struct op_legend_item items[N_LEGEND] = {
        { true, op_say(lang, OP_SAY_TIMING_LINE) },
        { t->has_interval, op_say(lang, OP_SAY_TIMING_BAND) },
        { t->has_goal, goal },
        { t->has_moment, op_say(lang, OP_SAY_TIMING_LAST) },
        { t->has_seldom, op_say(lang, OP_SAY_TIMING_REFUSED) },
        { t->event_s >= t->from_s && t->event_s <= t->to_s, op_say(lang, OP_SAY_CHART_EVENT) },
    };
    op_sketch_legend(s, items, N_LEGEND, LEGEND_LETTERS);
}

// "20 Sep 12:00 [...]", or the words of the other kinds.
static void
put_note(struct op_sketch *s, const struct timing *t, int c)
{
    const struct op_effective *e = &op_sweep_moment_of(t->f, c, t->metric)->effective;
    const enum op_lang lang = t->f->page.lang;
    char moment[64], text[160], label[200];

    op_sweep_readable(t->f, e->moment, moment, sizeof moment);
    switch (e->kind) {
        case OP_EFFECTIVE_NONE:
            snprintf(text, sizeof text, "\xe2\x80\x93");
            break;
        case OP_EFFECTIVE_NOT_BEFORE:
            op_say_into(text, sizeof text, lang, OP_SAY_TIMING_AFTER, OP_ARGS(moment));
            break;
        case OP_EFFECTIVE_FOUND:
            snprintf(text, sizeof text, "%s", moment);
            break;
        case OP_EFFECTIVE_NOT_AFTER:
            op_say_into(text, sizeof text, lang, OP_SAY_TIMING_BEFORE, OP_ARGS(moment));
            break;
    }
    op_sweep_curve_label(t->f, c, label, sizeof label);
    fprintf(s->alt, "%s%s: %s", c > 0 ? "; " : "", label, text);

    char note[240];

    snprintf(note, sizeof note, "%s: %s", op_say(lang, OP_SAY_TIMING_LAST), text);
    op_sketch_short(s, note, t->n_panels == 1 ? 100 : 60);
}

static void
put_table(struct op_sketch *s, const struct timing *t, int c)
{
    const struct op_curve *curve = &t->f->curves.curve[c];
    const enum op_lang lang = t->f->page.lang;
    const struct op_variable *metric = &t->f->results.tables.metrics[t->metric];
    char label[200], name[300], moment[64], share[24];
    char mean[OP_EFFECT_WORDS], interval[OP_EFFECT_WORDS];

    op_sweep_curve_label(t->f, c, label, sizeof label);
    for (int k = 0; k < curve->n; k++) {
        const struct op_curve_mean *one = effect_of(t, c, k);
        const double carried_out = op_curve_carried_out(&t->f->results, curve, k);

        op_sweep_readable(t->f, curve->start_h[k], moment, sizeof moment);
        snprintf(name, sizeof name, "%s", label);
        snprintf(share, sizeof share, isnan(carried_out) ? "\xe2\x80\x93" : "%.0f %%",
                 100 * carried_out);
        op_effect_words(metric, one->mean, lang, mean);
        op_effect_interval(metric, one->mean, one->low, one->high, lang, interval);
        if (t->has_interval) {
            op_sketch_row(s, name, OP_ARGS(moment, mean, interval, share));
        } else {
            op_sketch_row(s, name, OP_ARGS(moment, mean, share));
        }
    }
}

static void
put_words(struct op_sketch *s, const struct timing *t, const char *title)
{
    const enum op_lang lang = t->f->page.lang;
    const int columns = t->n_panels == 1 ? 1 : t->n_panels > 4 ? 3 : 2;
    struct op_ticks x, y;
    char n[16], label[200];

    op_ticks_of_time(&x, t->from_s, t->to_s, columns == 1 ? 12 : columns == 2 ? 7 : 5, lang);
    op_ticks_of_numbers(&y, t->low, t->high, lang);
    fprintf(s->settings, "%d %d %.9g %.9g %.0f %.0f %.0f", t->n_panels, columns, t->low, t->high,
            t->from_s, t->to_s,
            t->event_s >= t->from_s && t->event_s <= t->to_s ? t->event_s : -1.0);
    op_sketch_tick_places(s, &x);
    op_sketch_tick_places(s, &y);
    snprintf(n, sizeof n, "%d", t->f->results.n_replicates);
    op_sketch_word(s, title);
    op_sketch_say(s, lang, t->has_interval ? OP_SAY_TIMING_CHART : OP_SAY_TIMING_CHART_FEW,
                  OP_ARGS(n, op_sweep_base_label(t->f)));
    op_sketch_footer(s, &t->f->page, "");
    put_legend(s, t);
    op_sketch_tick_texts(s, &x);
    op_sketch_tick_texts(s, &y);
    for (int c = 0; c < t->n_panels; c++) {
        op_sweep_curve_label(t->f, c, label, sizeof label);
        op_sketch_short(s, label, t->n_panels == 1 ? 100 : t->n_panels > 4 ? 38 : 58);
    }
    for (int c = 0; c < t->n_panels; c++) {
        put_note(s, t, c);
    }
}

enum op_status
op_draw_timing(struct op_sweep_findings *f, const char *share_dir, int metric, struct op_diag *diag)
{
    static const enum op_phrase headings[] = { OP_SAY_TIMING_MEASURE,     OP_SAY_TIMING_START,
                                               OP_SAY_TIMING_EFFECT,      OP_SAY_TIMING_INTERVAL,
                                               OP_SAY_TIMING_CARRIED_OUT, OP_PHRASE_COUNT };
    static const enum op_phrase few[] = { OP_SAY_TIMING_MEASURE, OP_SAY_TIMING_START,
                                          OP_SAY_TIMING_EFFECT, OP_SAY_TIMING_CARRIED_OUT,
                                          OP_PHRASE_COUNT };
    const struct op_results *tables = &f->results.tables;
    struct timing t = { .f = f,
                        .metric = metric,
                        .n_panels =
                            f->curves.n < OP_MAX_CURVES_DRAWN ? f->curves.n : OP_MAX_CURVES_DRAWN,
                        .has_interval = f->results.n_replicates >= OP_MIN_FOR_BAND,
                        .start_s = op_clock_seconds(op_results_study(tables, "start")),
                        .event_s = op_clock_seconds(op_results_study(tables, "event")) };
    struct op_sketch s = { 0 };
    char name[128], variable[200], title[256], n[16];
    enum op_status status = OP_OK;

    if (t.n_panels == 0) {
        return OP_OK;
    }
    status = make_effects(&t);
    if (status == OP_OK && !op_sketch_open(&s)) {
        status = OP_NO_MEMORY;
    }
    if (status == OP_OK) {
        find_span(&t);
        op_sketch_title(&tables->metrics[metric], f->page.lang, variable, sizeof variable);
        op_say_into(title, sizeof title, f->page.lang, OP_SAY_TIMING_PICTURE, OP_ARGS(variable));
        op_sketch_headings(&s, f->page.lang, t.has_interval ? headings : few);
        put_words(&s, &t, title);
        for (int c = 0; c < t.n_panels; c++) {
            put_curve(&s, &t, c);
            put_table(&s, &t, c);
        }
        snprintf(n, sizeof n, "%d", f->results.n_replicates);
        op_sketch_close_alt(&s, f->page.lang, OP_SAY_TIMING_ALT, title, n);
        snprintf(name, sizeof name, "timing-%.80s", tables->metrics[metric].name);
        status =
            op_sketch_draw(&s, &f->page, share_dir, name, "timing.gp", title, OP_SAY_TIMING, diag);
    }
    op_sketch_free(&s);
    free(t.effect);
    return status;
}
