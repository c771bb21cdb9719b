// SPDX-License-Identifier: GPL-3.0-or-later
// Timing against another key: the average effect at each pair of start and value.
#include "analysis/sweep/effectwords.h"
#include "analysis/sweep/sweepfindings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_VALUES = 24 };

// The curves that differ in one other key alone, by its value.
struct heat {
    struct op_sweep_findings *f;
    int metric;
    int start, other;         // factors
    int curve[MOST_VALUES];   // by ascending value
    double value[MOST_VALUES];
    int n_values;
    double low, high;   // effects
};

static double
mean_effect(const struct heat *h, const struct op_curve *curve, int k)
{
    double sum = 0;
    int n = 0;

    for (int i = 0; i < h->f->results.n_replicates; i++) {
        const double one = op_curve_effect(&h->f->results, curve, k, i, h->metric);

        n += !isnan(one);
        sum += isnan(one) ? 0 : one;
    }
    return n > 0 ? sum / n : (double)NAN;
}

// Does a curve differ from another in no key but the other one, and start at the same moments?
static bool
belongs(const struct heat *h, const struct op_curve *a, const struct op_curve *b)
{
    const struct op_sweep_results *r = &h->f->results;

    if (a->factor != b->factor || a->n != b->n) {
        return false;
    }
    for (int f = 0; f < r->n_factors; f++) {
        if (f != h->start && f != h->other &&
            strcmp(op_sweep_text(r, a->cell[0], f), op_sweep_text(r, b->cell[0], f)) != 0) {
            return false;
        }
    }
    return memcmp(a->start_h, b->start_h, (size_t)a->n * sizeof *a->start_h) == 0;
}

static void
put_value(struct heat *h, int curve, double value)
{
    int at = h->n_values++;

    for (; at > 0 && h->value[at - 1] > value; at--) {
        h->value[at] = h->value[at - 1];
        h->curve[at] = h->curve[at - 1];
    }
    h->value[at] = value;
    h->curve[at] = curve;
}

static void
gather(struct heat *h, int first)
{
    const struct op_sweep_results *r = &h->f->results;
    const struct op_curves *curves = &h->f->curves;

    h->n_values = 0;
    for (int c = first; c < curves->n && h->n_values < MOST_VALUES; c++) {
        const struct op_curve *one = &curves->curve[c];
        const double value = op_sweep_number(r, one->cell[0], h->other);
        bool is_new = !isnan(value) && belongs(h, &curves->curve[first], one);

        for (int k = 0; k < h->n_values; k++) {
            is_new = is_new && h->value[k] != value;
        }
        if (is_new) {
            put_value(h, c, value);
        }
    }
}

static void
put_cells(struct op_sketch *s, struct heat *h)
{
    const enum op_lang lang = h->f->page.lang;
    const struct op_sweep_results *r = &h->f->results;
    char moment[64], number[OP_EFFECT_WORDS];

    for (int v = 0; v < h->n_values; v++) {
        const struct op_curve *curve = &h->f->curves.curve[h->curve[v]];
        const char *text = op_sweep_text(r, curve->cell[0], h->other);

        fprintf(s->alt, "%s%s: ", v > 0 ? "; " : "", text);
        for (int k = 0; k < curve->n; k++) {
            const double effect = mean_effect(h, curve, k);

            fprintf(s->data, "%d,%d,%.8g\n", k, v, effect);
            h->low = fmin(h->low, effect);
            h->high = fmax(h->high, effect);
            op_sweep_readable(h->f, curve->start_h[k], moment, sizeof moment);
            op_effect_words(&r->tables.metrics[h->metric], effect, lang, number);
            if (k == 0 || k == curve->n - 1) {
                fprintf(s->alt, "%s%s %s", k > 0 ? ", " : "", moment, number);
            }
            op_sketch_row(s, text, OP_ARGS(moment, number));
        }
        fputs("\n", s->data);
    }
}

static void
put_words(struct op_sketch *s, const struct heat *h, const char *title)
{
    const enum op_lang lang = h->f->page.lang;
    const struct op_sweep_results *r = &h->f->results;
    const struct op_curve *curve = &h->f->curves.curve[h->curve[0]];
    const double start_s = op_clock_seconds(op_results_study(&r->tables, "start"));
    const double first_h = curve->start_h[0], last_h = curve->start_h[curve->n - 1];
    struct op_ticks x;
    const struct op_variable *metric = &r->tables.metrics[h->metric];
    char n[16], low[OP_EFFECT_WORDS], high[OP_EFFECT_WORDS];

    op_ticks_of_time(&x, start_s + 3600 * first_h, start_s + 3600 * last_h, 8, lang);
    fprintf(s->settings, "%d %d %.9g %.9g %d", curve->n, h->n_values, h->low, h->high, x.n);
    for (int k = 0; k < x.n; k++) {   // moments between the columns of the starts around them
        const double at_h = (x.at[k] - start_s) / 3600;
        int c = 0;

        while (c + 2 < curve->n && curve->start_h[c + 1] <= at_h) {
            c++;
        }
        fprintf(s->settings, " %.6g",
                c + (at_h - curve->start_h[c]) / (curve->start_h[c + 1] - curve->start_h[c]));
    }
    snprintf(n, sizeof n, "%d", r->n_replicates);
    op_sketch_word(s, title);
    op_sketch_say(s, lang, OP_SAY_HEAT_CHART, OP_ARGS(n, op_sweep_base_label(h->f)));
    op_sketch_footer(s, &h->f->page, "");
    op_sketch_short(s, r->factors[h->other].key, 60);
    op_sketch_word(s, op_effect_words(metric, h->low, lang, low));
    op_sketch_word(s, op_effect_words(metric, h->high, lang, high));
    op_sketch_tick_texts(s, &x);
    for (int v = 0; v < h->n_values; v++) {
        op_sketch_short(s, op_sweep_text(r, h->f->curves.curve[h->curve[v]].cell[0], h->other), 18);
    }
}

static enum op_status
draw(struct heat *h, const char *share_dir, struct op_diag *diag)
{
    static const enum op_phrase headings[] = { OP_SAY_HEAT, OP_SAY_TIMING_START,
                                               OP_SAY_TIMING_EFFECT, OP_PHRASE_COUNT };
    struct op_sweep_findings *f = h->f;
    const struct op_results *tables = &f->results.tables;
    struct op_sketch s = { 0 };
    char name[160], variable[200], title[400], n[16];
    enum op_status status = OP_NO_MEMORY;

    if (op_sketch_open(&s)) {
        op_sketch_title(&tables->metrics[h->metric], f->page.lang, variable, sizeof variable);
        snprintf(title, sizeof title, "%s: %s, %s", op_say(f->page.lang, OP_SAY_HEAT),
                 f->results.factors[h->start].label[f->page.lang], variable);
        op_sketch_headings(&s, f->page.lang, headings);
        put_cells(&s, h);
        put_words(&s, h, title);
        snprintf(n, sizeof n, "%d", f->results.n_replicates);
        op_sketch_close_alt(&s, f->page.lang, OP_SAY_HEAT_ALT, title, n);
        snprintf(name, sizeof name, "heat-%d-%d", h->start + 1, h->other + 1);
        status = op_sketch_draw(&s, &f->page, share_dir, name, "heat.gp", title, OP_SAY_HEAT, diag);
    }
    op_sketch_free(&s);
    return status;
}

// Of each start and each other key with several numbers, the first set of curves.
enum op_status
op_draw_heat(struct op_sweep_findings *f, const char *share_dir, int metric, struct op_diag *diag)
{
    enum op_status status = OP_OK;

    for (int start = 0; start < f->results.n_factors; start++) {
        int first = 0;

        while (first < f->curves.n && f->curves.curve[first].factor != start) {
            first++;
        }
        for (int other = 0; other < f->results.n_factors && first < f->curves.n; other++) {
            struct heat h = { .f = f, .metric = metric, .start = start, .other = other };

            if (other == start || status != OP_OK) {
                continue;
            }
            gather(&h, first);
            status = h.n_values > 1 ? draw(&h, share_dir, diag) : OP_OK;
        }
    }
    return status;
}
