// SPDX-License-Identifier: GPL-3.0-or-later
// One observable over time, a panel an arm, with the base's middle and the record.
#include "analysis/charts/sketch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N_LEGEND = 6, LEGEND_LETTERS = 40, PLOT_HEIGHT = 150, PLOT_HEIGHT_ALONE = 300 };

struct courses {
    const struct op_findings *f;
    int v;   // observable
    const int *arms;
    int n_arms;
    bool is_record, has_band, has_record;
    int from, to;       // sampling times
    double top;         // highest value drawn
    double tolerance;   // in the observable's unit: a third of a pixel
    int first_label;    // index of the record's first label among the words
    double *x, *y;      // scratch of one line or band
    bool *keep;
};

static double
clock_at(const struct courses *c, int t)
{
    return op_clock_seconds(c->f->results.moments[t]);
}

static const double *
bands_at(const struct courses *c, int arm, int t)
{
    return op_bands_at(&c->f->bands, arm, t, c->v);
}

static bool
is_recorded(const struct courses *c, const struct op_record_row *one)
{
    const double x = op_clock_seconds(one->moment);

    return strcmp(one->variable, c->f->results.observables[c->v].name) == 0 &&
           x >= clock_at(c, c->from) && x <= clock_at(c, c->to);
}

// From an hour before anything happens in the highest evenings (for the picture of the record: from
// a day before the first record) to the end.
static void
find_span(struct courses *c)
{
    const struct op_results *r = &c->f->results;
    double start = HUGE_VAL;

    c->to = r->n_times - 1;
    for (int k = 0; k < c->n_arms; k++) {
        for (int t = 0; t < r->n_times; t++) {
            double top = bands_at(c, c->arms[k], t)[c->has_band ? 4 : 2];
            for (int rep = 0; !c->has_band && rep < r->n_replicates; rep++) {
                top = fmax(top, op_results_course(r, c->arms[k], rep, t, c->v));
            }
            if (top > 0) {
                start = fmin(start, r->time_h[t] - 1);
                c->top = fmax(c->top, top);
            }
        }
    }
    for (int i = 0; c->is_record && i < r->n_record; i++) {
        if (strcmp(r->record[i].variable, r->observables[c->v].name) == 0 &&
            *r->record[i].moment != '\0') {
            start = fmax(start,
                         op_hours_between(op_results_study(r, "start"), r->record[i].moment) - 24);
            break;
        }
    }
    while (c->from < c->to - 1 && start < HUGE_VAL && r->time_h[c->from + 1] <= start + 1e-9) {
        c->from++;
    }
    for (int i = 0; i < r->n_record; i++) {
        if (is_recorded(c, &r->record[i]) && op_results_record_arm(r) >= 0) {
            c->has_record = true;
            c->top = fmax(c->top, fmax(r->record[i].value, r->record[i].high));
        }
    }
    c->top = c->top > 0 ? 1.05 * c->top : 1;
    c->tolerance = c->top / (3.0 * (c->n_arms == 1 ? PLOT_HEIGHT_ALONE : PLOT_HEIGHT));
}

// Write the N points in scratch, each with M values, as few as the eye needs.
static void
put_points(struct op_sketch *s, const struct courses *c, int n, int m)
{
    op_thin(c->x, c->y, n, m, c->tolerance, c->keep);
    for (int i = 0; i < n; i++) {
        if (c->keep[i]) {
            fprintf(s->data, "%.0f", c->x[i]);
            for (int k = 0; k < m; k++) {
                fprintf(s->data, ",%.6g", c->y[i * m + k]);
            }
            putc('\n', s->data);
        }
    }
    if (n == 0) {   // a block may not be empty
        fputs("-1,0,0,0,0,0\n", s->data);
    }
}

static void
put_band(struct op_sketch *s, const struct courses *c, int arm)
{
    int n = 0;

    for (int t = c->from; t <= c->to; t++) {
        const double *q = bands_at(c, arm, t);
        if (!isnan(q[2])) {
            memcpy(c->y + n * OP_N_QUANTILES, q, sizeof *q * OP_N_QUANTILES);
            c->x[n++] = clock_at(c, t);
        }
    }
    put_points(s, c, n, OP_N_QUANTILES);
}

static void
put_runs(struct op_sketch *s, const struct courses *c, int arm)
{
    const struct op_results *r = &c->f->results;

    for (int rep = 0; rep < r->n_replicates; rep++) {
        int n = 0;
        for (int t = c->from; t <= c->to; t++) {
            const double value = op_results_course(r, arm, rep, t, c->v);
            if (!isnan(value)) {
                c->y[n] = value;
                c->x[n++] = clock_at(c, t);
            }
        }
        put_points(s, c, n, 1);
        fputs(rep + 1 < r->n_replicates ? "\n" : "", s->data);
    }
}

static void
put_base(struct op_sketch *s, const struct courses *c, int arm)
{
    const int base = c->f->results.arms[arm].base;
    int n = 0;

    for (int t = c->from; base >= 0 && base != arm && t <= c->to; t++) {
        const double value = bands_at(c, base, t)[2];
        if (!isnan(value)) {
            c->y[n] = value;
            c->x[n++] = clock_at(c, t);
        }
    }
    put_points(s, c, n, 1);
}

// Where the record gives no upper end ("more than 23,000") an arrow points up.
static void
put_record(struct op_sketch *s, const struct courses *c, int arm)
{
    const struct op_results *r = &c->f->results;
    int n = 0;

    for (int i = 0; r->strategies[r->arms[arm].strategy].is_record && i < r->n_record; i++) {
        const struct op_record_row *one = &r->record[i];
        if (is_recorded(c, one)) {
            // The label stands below the point, or above it where there is no room below.
            const double y = one->value + (one->value > 0.1 * c->top ? -0.05 : 0.06) * c->top;
            fprintf(s->data, "%.0f,%.8g,%.8g,%.8g,%.8g,%d,%.8g\n", op_clock_seconds(one->moment),
                    one->value, isnan(one->low) ? one->value : one->low,
                    isnan(one->high) ? one->value : one->high,
                    isnan(one->high) && !isnan(one->low) ? 0.07 * c->top : 0,
                    c->first_label + (c->n_arms == 1 ? n : 0), y);
            n++;
        }
    }
    if (n == 0) {
        fprintf(s->data, "-1,0,0,0,0,%d,0\n", c->first_label);
    }
}

static void
put_legend(struct op_sketch *s, const struct courses *c)
{
    const struct op_results *r = &c->f->results;
    const enum op_lang lang = c->f->lang;
    const double event = op_clock_seconds(op_results_study(r, "event"));
    const bool has_base = c->n_arms > 1 || r->arms[c->arms[0]].base != c->arms[0];
    char base[200];

    snprintf(base, sizeof base, "%s: %.120s", op_say(lang, OP_SAY_CHART_BASE),
             r->strategies[r->arms[c->f->base].strategy].label[lang]);
    const struct op_legend_item items[N_LEGEND] = {
        { true, op_say(lang, c->has_band ? OP_SAY_MEDIAN : OP_SAY_ONE_EVENING) },
        { c->has_band, op_say(lang, OP_SAY_LEGEND_HALF) },
        { c->has_band, op_say(lang, OP_SAY_LEGEND_NINE) },
        { has_base, base },
        { c->has_record, op_say(lang, OP_SAY_CHART_RECORD) },
        { event > clock_at(c, c->from) && event < clock_at(c, c->to),
          op_say(lang, OP_SAY_CHART_EVENT) },
    };
    op_sketch_legend(s, items, N_LEGEND, LEGEND_LETTERS);
}

// What a panel's line comes to: its end, or for what rises and falls its highest point.
static int
telling_time(const struct courses *c, int arm)
{
    const bool is_peak = c->f->results.observables[c->v].aggregation == OP_AGGREGATE_MAX;
    int best = c->to;

    for (int t = c->from; is_peak && t <= c->to; t++) {
        if (bands_at(c, arm, t)[2] > bands_at(c, arm, best)[2]) {
            best = t;
        }
    }
    return best;
}

static void
put_panel_texts(struct op_sketch *s, const struct courses *c)
{
    const enum op_lang lang = c->f->lang;
    const bool is_peak = c->f->results.observables[c->v].aggregation == OP_AGGREGATE_MAX;
    char label[256], moment[64], n[5][32], half[80], nine[80];

    for (int k = 0; k < c->n_arms; k++) {
        op_sketch_panel(s, c->f, c->arms[k], c->n_arms);
    }
    for (int k = 0; k < c->n_arms; k++) {
        const int t = telling_time(c, c->arms[k]);
        const double *q = bands_at(c, c->arms[k], t);
        op_readable_moment(moment, sizeof moment, clock_at(c, t), lang);
        for (int i = 0; i < OP_N_QUANTILES; i++) {
            op_readable(n[i], sizeof n[i], q[i], lang);
        }
        snprintf(half, sizeof half, c->has_band ? "%s; %s" : "\xe2\x80\x93", n[1], n[3]);
        snprintf(nine, sizeof nine, c->has_band ? "%s; %s" : "\xe2\x80\x93", n[0], n[4]);
        op_sketch_say(s, lang, is_peak ? OP_SAY_LINE_TOP : OP_SAY_LINE_END, OP_ARGS(n[2]));
        op_results_marked_label(&c->f->results, c->arms[k], lang, label, sizeof label);
        fprintf(s->alt, c->has_band ? "%s%s: %s (%s)" : "%s%s: %s", k ? "; " : "", label, n[2],
                nine);
        op_sketch_row(s, label, OP_ARGS(moment, n[2], half, nine));
    }
}

static void
put_record_labels(struct op_sketch *s, const struct courses *c)
{
    const struct op_results *r = &c->f->results;
    char text[32];

    for (int i = 0; c->n_arms == 1 && i < r->n_record; i++) {
        if (is_recorded(c, &r->record[i])) {
            op_sketch_word(s, op_readable(text, sizeof text, r->record[i].value, c->f->lang));
        }
    }
    op_sketch_word(s, "");
}

static void
put_words(struct op_sketch *s, struct courses *c, const char *title)
{
    const struct op_results *r = &c->f->results;
    const enum op_lang lang = c->f->lang;
    const double event = op_clock_seconds(op_results_study(r, "event"));
    const double from = clock_at(c, c->from), to = clock_at(c, c->to);
    const int columns = c->n_arms == 1 ? 1 : c->n_arms > 4 ? 3 : 2;
    struct op_ticks x, y;
    char n[16];

    op_ticks_of_time(&x, from, to, columns == 1 ? 12 : columns == 2 ? 7 : 5, lang);
    op_ticks_of_numbers(&y, 0, c->top, lang);
    fprintf(s->settings, "%d %d %s %.9g %.0f %.0f %.0f", c->n_arms, columns,
            c->has_band ? "band" : "lines", c->top, from, to,
            event > from && event < to ? event : -1.0);
    op_sketch_tick_places(s, &x);
    op_sketch_tick_places(s, &y);
    snprintf(n, sizeof n, "%d", r->n_replicates);
    op_sketch_word(s, title);
    op_sketch_say(s, lang, c->has_band ? OP_SAY_CHART_BAND : OP_SAY_CHART_RUNS, OP_ARGS(n));
    op_sketch_footer(s, c->f, "");
    put_legend(s, c);
    op_sketch_tick_texts(s, &x);
    op_sketch_tick_texts(s, &y);
    put_panel_texts(s, c);
    c->first_label = 10 + x.n + y.n + 2 * c->n_arms;
    put_record_labels(s, c);
}

static void
draw_panels(struct op_sketch *s, struct courses *c, const char *title)
{
    static const enum op_phrase headings[] = {
        OP_SAY_STRATEGY, OP_SAY_MOMENT,      OP_SAY_MEDIAN,
        OP_SAY_HALF,     OP_SAY_NINE_OF_TEN, OP_PHRASE_COUNT
    };
    const bool is_peak = c->f->results.observables[c->v].aggregation == OP_AGGREGATE_MAX;
    char n[16];

    op_sketch_headings(s, c->f->lang, headings);
    put_words(s, c, title);
    for (int k = 0; k < c->n_arms; k++) {
        if (c->has_band) {
            put_band(s, c, c->arms[k]);
        } else {
            put_runs(s, c, c->arms[k]);
        }
        fputs("\n\n", s->data);
        put_base(s, c, c->arms[k]);
        fputs("\n\n", s->data);
        put_record(s, c, c->arms[k]);
        fputs("\n\n", s->data);
    }
    snprintf(n, sizeof n, "%d", c->f->results.n_replicates);
    op_sketch_close_alt(s, c->f->lang, is_peak ? OP_SAY_ALT_COURSE_TOP : OP_SAY_ALT_COURSE, title,
                        n);
}

enum op_status
op_draw_courses(struct op_findings *f, const char *share_dir, int observable, const int *arms,
                int n_arms, bool is_record, struct op_diag *diag)
{
    const size_t n = (size_t)f->results.n_times + 1;
    struct courses c = { .f = f,
                         .v = observable,
                         .arms = arms,
                         .n_arms = n_arms,
                         .is_record = is_record,
                         .has_band = f->results.n_replicates >= OP_MIN_FOR_BAND,
                         .x = malloc(n * sizeof(double)),
                         .y = malloc(n * OP_N_QUANTILES * sizeof(double)),
                         .keep = malloc(n * sizeof(bool)) };
    struct op_sketch s = { 0 };
    char name[128], metric[160], title[256];
    enum op_status status = OP_NO_MEMORY;

    if (op_sketch_open(&s) && c.x != NULL && c.y != NULL && c.keep != NULL) {
        find_span(&c);
        op_sketch_title(&f->results.observables[observable], f->lang, metric, sizeof metric);
        snprintf(title, sizeof title, "%s%s", metric,
                 is_record ? op_say(f->lang, OP_SAY_BESIDE_RECORD) : "");
        snprintf(name, sizeof name, "%s-%.60s", is_record ? "record" : "course",
                 f->results.observables[observable].name);
        op_sketch_of_set(f, arms[0], name, sizeof name, title, sizeof title);
        draw_panels(&s, &c, title);
        status = op_sketch_draw(&s, f, share_dir, name, "courses.gp", title,
                                is_record ? OP_SAY_FIT : OP_SAY_COURSES, diag);
    }
    op_sketch_free(&s);
    free(c.x);
    free(c.y);
    free(c.keep);
    return status;
}
