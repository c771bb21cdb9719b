// SPDX-License-Identifier: GPL-3.0-or-later
// In which phase the evenings are, over time: counts of evenings, not a middle phase.
#include "analysis/charts/sketch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N_PHASES = 7, DISORDER = 5 };

struct phases {
    const struct op_findings *f;
    int v;
    const int *arms;
    int n_arms;
    double *share;   // [panel][time][phase]
    int low, high;   // phases that occur
    int from, to;
    double *x, *y;
    bool *keep;
    char title[160];
};

static double *
share_at(const struct phases *p, int panel, int t)
{
    return p->share + ((size_t)panel * (size_t)p->f->results.n_times + (size_t)t) * N_PHASES;
}

static int
phase_of(const struct phases *p, int panel, int rep, int t)
{
    const double value = op_results_course(&p->f->results, p->arms[panel], rep, t, p->v);

    return value >= 0 && value < N_PHASES ? (int)value : -1;
}

static void
count(struct phases *p)
{
    const struct op_results *r = &p->f->results;

    p->low = N_PHASES - 1;
    for (int k = 0; k < p->n_arms; k++) {
        for (int t = 0; t < r->n_times; t++) {
            double *share = share_at(p, k, t);
            for (int rep = 0; rep < r->n_replicates; rep++) {
                const int phase = phase_of(p, k, rep, t);
                if (phase >= 0) {
                    share[phase] += 1.0 / r->n_replicates;
                    p->low = phase < p->low ? phase : p->low;
                    p->high = phase > p->high ? phase : p->high;
                }
            }
        }
    }
    p->low = p->low < p->high ? p->low : p->high;
}

// From two hours before the evenings part for good, if most of the time nothing happens: the first
// moment at which, in some arm, fewer than 9 of 10 evenings are in the phase in which most began.
static void
find_span(struct phases *p)
{
    const struct op_results *r = &p->f->results;
    int first = r->n_times - 1;

    p->to = r->n_times - 1;
    for (int k = 0; k < p->n_arms; k++) {
        const double *begin = share_at(p, k, 0);
        int most = 0;
        for (int i = 1; i < N_PHASES; i++) {
            most = begin[i] > begin[most] ? i : most;
        }
        for (int t = 0; t < first; t++) {
            if (share_at(p, k, t)[most] < 0.9) {
                first = t;
            }
        }
    }
    while (p->from < p->to - 1 && r->time_h[p->from + 1] <= r->time_h[first] - 2 + 1e-9) {
        p->from++;
    }
}

static int
evenings_ever_in(const struct phases *p, int panel, int phase)
{
    const struct op_results *r = &p->f->results;
    int n = 0;

    for (int rep = 0; rep < r->n_replicates; rep++) {
        bool was = false;
        for (int t = 0; t < r->n_times && !was; t++) {
            was = phase_of(p, panel, rep, t) == phase;
        }
        n += was;
    }
    return n;
}

static void
put_panel(struct op_sketch *s, const struct phases *p, int panel)
{
    for (int phase = p->low; phase <= p->high; phase++) {
        const int n = p->to - p->from + 1;
        for (int i = 0; i < n; i++) {
            p->x[i] = op_clock_seconds(p->f->results.moments[p->from + i]);
            p->y[i] = share_at(p, panel, p->from + i)[phase] / 2;
        }
        op_thin(p->x, p->y, n, 1, 0.008, p->keep);
        for (int i = 0; i < n; i++) {
            if (p->keep[i]) {
                fprintf(s->data, "%.0f,%.4g\n", p->x[i], p->y[i]);
            }
        }
        fputs("\n\n", s->data);
    }
}

static void
put_panel_texts(struct op_sketch *s, const struct phases *p)
{
    const enum op_lang lang = p->f->lang;
    const int disorder = p->high >= DISORDER ? DISORDER : p->high;
    char label[256], k_text[24], n_text[16], cells[N_PHASES][24];
    const char *row[N_PHASES + 1] = { NULL };

    snprintf(n_text, sizeof n_text, "%d", p->f->results.n_replicates);
    for (int k = 0; k < p->n_arms; k++) {
        op_sketch_panel(s, p->f, p->arms[k], p->n_arms);
    }
    for (int k = 0; k < p->n_arms; k++) {
        op_results_marked_label(&p->f->results, p->arms[k], lang, label, sizeof label);
        for (int phase = 0; phase < N_PHASES; phase++) {
            snprintf(cells[phase], sizeof cells[phase], "%d", evenings_ever_in(p, k, phase));
            row[phase] = cells[phase];
        }
        snprintf(k_text, sizeof k_text, "%s", cells[disorder]);
        op_sketch_say(s, lang, OP_SAY_PHASE_EVER,
                      OP_ARGS(op_say(lang, (enum op_phrase)(OP_SAY_PHASE_0 + disorder)), k_text,
                              n_text));
        fprintf(s->alt, "%s%s: %s", k ? "; " : "", label, k_text);
        op_sketch_row(s, label, row);
    }
}

static void
put_words(struct op_sketch *s, const struct phases *p)
{
    const struct op_results *r = &p->f->results;
    const enum op_lang lang = p->f->lang;
    const double from = op_clock_seconds(r->moments[p->from]);
    const double to = op_clock_seconds(r->moments[p->to]);
    const double event = op_clock_seconds(op_results_study(r, "event"));
    const bool has_event = event > from && event < to;
    const int columns = p->n_arms == 1 ? 1 : p->n_arms > 4 ? 3 : 2;
    struct op_ticks x;
    char n[16], text[256];

    snprintf(n, sizeof n, "%d", r->n_replicates);
    op_say_into(text, sizeof text, lang, OP_SAY_CHART_PHASES, OP_ARGS(n));
    op_ticks_of_time(&x, from, to, columns == 1 ? 12 : columns == 2 ? 6 : 4, lang);
    fprintf(s->settings, "%d %d %d %.0f %.0f %.0f", p->n_arms, columns, p->high - p->low + 1, from,
            to, has_event ? event : -1.0);
    op_sketch_tick_places(s, &x);
    fprintf(s->settings, " %.0f %d", has_event ? 30 + 6.1 * (double)strlen(text) : -1.0,
            DISORDER - p->low + 1);
    op_sketch_word(s, p->title);
    op_sketch_word(s, text);
    op_sketch_footer(s, p->f, "");
    op_sketch_word(s, op_say(lang, OP_SAY_CHART_EVENT));
    op_sketch_tick_texts(s, &x);
    for (int phase = p->low; phase <= p->high; phase++) {
        op_sketch_word(s, op_say(lang, (enum op_phrase)(OP_SAY_PHASE_0 + phase)));
    }
    put_panel_texts(s, p);
}

enum op_status
op_draw_phases(struct op_findings *f, const char *share_dir, int observable, const int *arms,
               int n_arms, struct op_diag *diag)
{
    static const enum op_phrase headings[] = { OP_SAY_STRATEGY, OP_SAY_PHASE_0, OP_SAY_PHASE_1,
                                               OP_SAY_PHASE_2,  OP_SAY_PHASE_3, OP_SAY_PHASE_4,
                                               OP_SAY_PHASE_5,  OP_SAY_PHASE_6, OP_PHRASE_COUNT };
    const size_t n = (size_t)f->results.n_times + 1;
    struct phases p = { .f = f,
                        .v = observable,
                        .arms = arms,
                        .n_arms = n_arms,
                        .share = calloc((size_t)n_arms * n * N_PHASES, sizeof(double)),
                        .x = malloc(n * sizeof(double)),
                        .y = malloc(n * sizeof(double)),
                        .keep = malloc(n * sizeof(bool)) };
    struct op_sketch s = { 0 };
    char count_text[16], name[96] = "phase";
    enum op_status status = OP_NO_MEMORY;

    snprintf(p.title, sizeof p.title, "%s", op_say(f->lang, OP_SAY_PHASES));
    op_sketch_of_set(f, arms[0], name, sizeof name, p.title, sizeof p.title);

    if (op_sketch_open(&s) && p.share != NULL && p.x != NULL && p.y != NULL && p.keep != NULL) {
        count(&p);
        find_span(&p);
        op_sketch_headings(&s, f->lang, headings);
        put_words(&s, &p);
        for (int k = 0; k < n_arms; k++) {
            put_panel(&s, &p, k);
        }
        snprintf(count_text, sizeof count_text, "%d", f->results.n_replicates);
        op_sketch_close_alt(&s, f->lang, OP_SAY_ALT_PHASES,
                            op_say(f->lang,
                                   (enum op_phrase)(OP_SAY_PHASE_0 +
                                                    (p.high >= DISORDER ? DISORDER : p.high))),
                            count_text);
        status = op_sketch_draw(&s, f, share_dir, name, "phases.gp", p.title, OP_SAY_PHASES, diag);
    }
    op_sketch_free(&s);
    free(p.share);
    free(p.x);
    free(p.y);
    free(p.keep);
    return status;
}
