// SPDX-License-Identifier: GPL-3.0-or-later
// Arms side by side, and their paired differences from the base: one row an arm.
#include "analysis/charts/sketch.h"

#include <math.h>
#include <string.h>

// What is drawn of one metric.
struct ranges {
    const struct op_findings *f;
    int metric;
    bool is_difference;
    int arms[OP_MAX_ROWS];
    int n_arms;
    double low, high;
};

static void
widen(struct ranges *d, double value)
{
    d->low = fmin(d->low, value);
    d->high = fmax(d->high, value);
}

static const char *
number_text(const struct ranges *d, char *buffer, size_t size, double value)
{
    return d->is_difference ? op_readable_change(buffer, size, value, d->f->lang)
                            : op_readable(buffer, size, value, d->f->lang);
}

// "38 of 50, likely", with a dagger where that is prior-driven; or the middle evening.
static void
remark_text(const struct ranges *d, int arm, char *text, size_t size)
{
    const struct op_findings *f = d->f;
    const struct op_summary *row = op_summary_row(&f->summaries, arm, d->metric, -1);
    char number[32], of[48] = "";

    if (d->is_difference) {
        char k[16], n[16];
        snprintf(k, sizeof k, "%d", row->lower);
        snprintf(n, sizeof n, "%d", row->n_pairs);
        op_say_into(of, sizeof of, f->lang, OP_SAY_K_OF_N, OP_ARGS(k, n));
    }
    snprintf(text, size, "%s%s%s%s",
             d->is_difference ? of : number_text(d, number, sizeof number, row->level.q[2]),
             d->is_difference ? ", " : "",
             !d->is_difference ? ""
             : row->n_pairs > 0 && row->equal == row->n_pairs
                 ? op_say(f->lang, OP_SAY_NO_DIFFERENCE)
                 : op_likely(row->lower, row->n_pairs, f->lang),
             d->is_difference && op_prior_driven(f, arm, d->metric) ? " \xe2\x80\xa0" : "");
}

static void
put_row(struct op_sketch *s, struct ranges *d, int k)
{
    const struct op_findings *f = d->f;
    const struct op_results *r = &f->results;
    const int arm = d->arms[k];
    const struct op_summary *row = op_summary_row(&f->summaries, arm, d->metric, -1);
    const double *q = d->is_difference ? row->diff.q : row->level.q;
    const bool has_interval = r->n_replicates >= OP_MIN_FOR_BAND;
    char label[256], text[160], n[5][32], half[80], nine[80];

    fprintf(s->data, "%d,%.8g,%.8g,%.8g,%.8g,%.8g,%d\n", d->n_arms - k, q[0], q[1], q[2], q[3],
            q[4],
            r->arms[arm].base == arm                         ? 0
            : r->strategies[r->arms[arm].strategy].is_lawful ? 1
                                                             : 2);
    if (has_interval) {
        widen(d, q[0]);
        widen(d, q[4]);
    }
    op_results_marked_label(r, arm, f->lang, label, sizeof label);
    op_sketch_short(s, label, 36);
    remark_text(d, arm, text, sizeof text);
    op_sketch_short(s, text, 44);
    for (int i = 0; i < OP_N_QUANTILES; i++) {
        number_text(d, n[i], sizeof n[i], q[i]);
    }
    snprintf(half, sizeof half, has_interval ? "%s; %s" : "\xe2\x80\x93", n[1], n[3]);
    snprintf(nine, sizeof nine, has_interval ? "%s; %s" : "\xe2\x80\x93", n[0], n[4]);
    fprintf(s->alt, "%s%s: %s (%s)", k == 0 ? "" : "; ", label, n[2],
            d->is_difference || !has_interval ? text : nine);
    if (d->is_difference) {
        op_sketch_row(s, label, OP_ARGS(n[2], half, nine, text));
    } else {
        op_sketch_row(s, label, OP_ARGS(n[2], half, nine));
    }
}

static void
put_evenings(struct op_sketch *s, struct ranges *d, int k)
{
    const struct op_results *r = &d->f->results;
    const int arm = d->arms[k];

    for (int rep = 0; rep < r->n_replicates; rep++) {
        double value = op_results_outcome(r, arm, rep, d->metric);
        if (d->is_difference) {
            value -= op_results_outcome(r, r->arms[arm].base, rep, d->metric);
        }
        if (!isnan(value)) {
            fprintf(s->data, "%.8g,%d\n", value, d->n_arms - k);
            widen(d, value);
        }
    }
}

static void
put_axis(struct op_sketch *s, const struct ranges *d, bool has_interval)
{
    const double margin = 0.04 * (d->high - d->low) + (d->high > d->low ? 0 : 1);

    fprintf(s->settings, "%d %.9g %.9g %s %s", d->n_arms, d->low < 0 ? d->low - margin : 0,
            d->high + margin, has_interval ? "interval" : "ticks",
            d->is_difference ? "zero" : "plain");
}

// The widest interval is known only after the rows; so the first words are written last, and the
// rows' words put behind them.
static void
put_words(struct op_sketch *s, const struct ranges *d, const char *title, const char *rows)
{
    const struct op_findings *f = d->f;
    const struct op_results *r = &f->results;
    const char *base = r->strategies[r->arms[f->base].strategy].label[f->lang];
    struct op_ticks ticks;
    bool has_prior = false;
    char n[16];

    for (int k = 0; k < d->n_arms; k++) {
        has_prior = has_prior || (d->is_difference && op_prior_driven(f, d->arms[k], d->metric));
    }
    snprintf(n, sizeof n, "%d", r->n_replicates);
    op_sketch_word(s, title);
    op_sketch_say(s, f->lang,
                  r->n_replicates >= OP_MIN_FOR_BAND ? OP_SAY_CHART_RANGE : OP_SAY_CHART_DOTS,
                  OP_ARGS(n, base));
    op_sketch_footer(s, f, has_prior ? op_say(f->lang, OP_SAY_CHART_PRIOR) : "");
    op_sketch_word(s, op_say(f->lang, d->is_difference ? OP_SAY_LOWER_EVENINGS : OP_SAY_MEDIAN));
    op_sketch_word(s, op_say(f->lang, OP_SAY_CHART_LEFT));
    op_sketch_word(s, op_say(f->lang, OP_SAY_CHART_RIGHT));
    op_ticks_of_numbers(&ticks, d->low < 0 ? d->low : 0, d->high, f->lang);
    op_sketch_tick_places(s, &ticks);
    op_sketch_tick_texts(s, &ticks);
    fputs(rows, s->words);
}

static void
put_title(const struct ranges *d, char *title, size_t size)
{
    const struct op_results *r = &d->f->results;
    char metric[200];

    op_sketch_title(&r->metrics[d->metric], d->f->lang, metric, sizeof metric);
    snprintf(title, size, "%s", metric);
    if (d->is_difference) {
        op_say_into(title, size, d->f->lang, OP_SAY_DIFFERENCE_IN,
                    OP_ARGS(metric, r->strategies[r->arms[d->f->base].strategy].label[d->f->lang]));
    }
}

enum op_status
op_draw_ranges(struct op_findings *f, const char *share_dir, int metric, bool is_difference,
               struct op_diag *diag)
{
    static const enum op_phrase headings[] = {
        OP_SAY_STRATEGY,    OP_SAY_MEDIAN,   OP_SAY_HALF,
        OP_SAY_NINE_OF_TEN, OP_SAY_LOWER_IN, OP_PHRASE_COUNT
    };
    static const enum op_phrase plain[] = { OP_SAY_STRATEGY, OP_SAY_MEDIAN, OP_SAY_HALF,
                                            OP_SAY_NINE_OF_TEN, OP_PHRASE_COUNT };
    const struct op_results *r = &f->results;
    const bool has_interval = r->n_replicates >= OP_MIN_FOR_BAND;
    struct ranges d = { .f = f, .metric = metric, .is_difference = is_difference };
    struct op_sketch s = { 0 }, rows = { 0 };
    char name[128], title[256], n[16];
    enum op_status status = OP_NO_MEMORY;

    for (int arm = 0; arm < r->n_arms && d.n_arms < OP_MAX_ROWS; arm++) {
        if (!is_difference || (r->arms[arm].base >= 0 && r->arms[arm].base != arm)) {
            d.arms[d.n_arms++] = arm;
        }
    }
    if (d.n_arms == 0) {
        return OP_OK;
    }
    if (op_sketch_open(&s) && op_sketch_open(&rows)) {
        FILE *own_words = s.words;
        op_sketch_headings(&s, f->lang, is_difference ? headings : plain);
        s.words = rows.words;
        for (int k = 0; k < d.n_arms; k++) {
            put_row(&s, &d, k);
        }
        s.words = own_words;
        s.is_short |= ferror(rows.words) != 0 || fflush(rows.words) != 0;
        fputs("\n\n", s.data);
        for (int k = 0; !has_interval && k < d.n_arms; k++) {
            put_evenings(&s, &d, k);
        }
        put_axis(&s, &d, has_interval);
        put_title(&d, title, sizeof title);
        put_words(&s, &d, title, s.is_short ? "" : rows.words_text);
        snprintf(n, sizeof n, "%d", r->n_replicates);
        op_sketch_close_alt(&s, f->lang, is_difference ? OP_SAY_ALT_DIFFERENCE : OP_SAY_ALT_RANGE,
                            title, n);
        snprintf(name, sizeof name, "%s-%.80s", is_difference ? "difference" : "level",
                 r->metrics[metric].name);
        status = op_sketch_draw(&s, f, share_dir, name, "ranges.gp", title,
                                is_difference ? OP_SAY_DIFFERENCES : OP_SAY_LEVELS, diag);
    }
    op_sketch_free(&s);
    op_sketch_free(&rows);
    return status;
}
