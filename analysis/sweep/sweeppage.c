// SPDX-License-Identifier: GPL-3.0-or-later
// report.html of a sweep: question, until when, what it does not say, pictures, what an earlier
// start yields, the numbers, how made.
#include "analysis/sweep/sweepview.h"

#include "analysis/outfile.h"
#include "analysis/sweep/decidewindow.h"
#include "analysis/sweep/effectwords.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// ---- until when ----

// Enough evenings for an interval that people read? The tables in CSV hold it in either case.
static bool
has_intervals(const struct op_sweep_findings *f)
{
    return f->results.n_replicates >= OP_MIN_FOR_BAND;
}

// Everything that the sentences about one curve and metric need, as texts.
struct answer {
    enum op_phrase phrase;
    char moment[64], low[96], high[96], reference[64], effect[2 * OP_EFFECT_WORDS];
};

static void
end_text(const struct op_sweep_findings *f, double hours, bool is_open, enum op_phrase open,
         char buffer[96])
{
    char moment[64];

    op_sweep_readable(f, hours, moment, sizeof moment);
    if (is_open) {
        op_say_into(buffer, 96, f->page.lang, open, OP_ARGS(moment));
    } else {
        snprintf(buffer, 96, "%s", moment);
    }
}

static void
make_answer(struct answer *a, const struct op_sweep_findings *f, int curve, int metric)
{
    static const enum op_phrase phrases[] = {
        [OP_EFFECTIVE_NONE] = OP_SAY_TIMING_NONE,
        [OP_EFFECTIVE_NOT_BEFORE] = OP_SAY_TIMING_NOT_BEFORE,
        [OP_EFFECTIVE_FOUND] = OP_SAY_TIMING_FOUND,
        [OP_EFFECTIVE_NOT_AFTER] = OP_SAY_TIMING_NOT_AFTER,
    };
    const struct op_curve_moment *one = op_sweep_moment_of(f, curve, metric);
    const struct op_effective *e = &one->effective;

    a->phrase = one->reference < 0 ? OP_SAY_TIMING_NEVER : phrases[e->kind];
    if (a->phrase == OP_SAY_TIMING_FOUND && e->is_low_open && e->is_high_open) {
        a->phrase = OP_SAY_TIMING_ANYWHERE;
    }
    op_sweep_readable(f, e->moment, a->moment, sizeof a->moment);
    end_text(f, e->low, e->is_low_open, OP_SAY_TIMING_BEFORE, a->low);
    end_text(f, e->high, e->is_high_open, OP_SAY_TIMING_AFTER, a->high);
    op_sweep_readable(f,
                      one->reference < 0 ? (double)NAN
                                         : f->curves.curve[curve].start_h[one->reference],
                      a->reference, sizeof a->reference);
    if (has_intervals(f)) {
        op_effect_sentence(&f->results.tables.metrics[metric], e->reference, e->reference_low,
                           e->reference_high, f->page.lang, a->effect);
    } else {
        op_effect_words(&f->results.tables.metrics[metric], e->reference, f->page.lang, a->effect);
        a->phrase = a->phrase == OP_SAY_TIMING_FOUND ? OP_SAY_TIMING_FOUND_FEW : a->phrase;
    }
}

// {1} moment, {2} and {3} its interval, {4} the reference, {5} its effect. Where the moment is an
// end of the design the interval is that of the effect alone.
static void
say_answer(FILE *out, bool as_html, const struct op_sweep_findings *f, int curve, int metric)
{
    struct answer a;

    make_answer(&a, f, curve, metric);
    op_say_to(out, as_html, f->page.lang, a.phrase,
              OP_ARGS(a.moment, a.low, a.high, a.reference, a.effect));
    if (!isnan(f->curves.reference_h) && f->curves.curve[curve].asked < 0) {
        char asked[64];

        op_sweep_readable(f, f->curves.reference_h, asked, sizeof asked);
        op_say_to(out, as_html, f->page.lang, OP_SAY_TIMING_NOT_ASKED, OP_ARGS(asked));
    }
}

// Where it still works but cannot be decided in time, that too.
static void
say_no_window(FILE *out, bool as_html, const struct op_sweep_findings *f, int curve)
{
    struct op_decide_window window;
    char can[64], decide[64], lead[40], hours[32];

    if (op_decide_window_of(&window, &f->results, &f->curves.curve[curve],
                            op_sweep_moment_of(f, curve, f->page.headline)) != OP_OK) {
        op_findings_lack(&f->page);
        return;
    }
    if (window.kind == OP_WINDOW_GONE || window.kind == OP_WINDOW_EARLIER) {
        op_sweep_readable(f, window.can.can_from_h, can, sizeof can);
        op_sweep_readable(f, window.decide_h, decide, sizeof decide);
        snprintf(lead, sizeof lead, "%s h",
                 op_readable(hours, sizeof hours, window.lead_h, f->page.lang));
        putc(' ', out);
        op_say_to(out, as_html, f->page.lang,
                  window.kind == OP_WINDOW_GONE ? OP_SAY_TIMING_NO_WINDOW : OP_SAY_TIMING_EARLIER,
                  OP_ARGS(can, decide, lead));
    }
}

// What else is told of each measure, and what cannot be told with so few evenings.
static void
put_promise(FILE *out, bool as_html, const struct op_sweep_findings *f, bool has_precision)
{
    const bool has_decides = op_sweep_decides_told(f);
    const bool is_few = !has_decides && op_decides_lacks_evenings(&f->page);
    const struct {
        bool is_said;
        enum op_phrase phrase;
    } says[] = { { has_decides && has_precision, OP_SAY_SWEEP_AT_REFERENCE },
                 { has_decides && !has_precision, OP_SAY_SWEEP_DECIDES },
                 { !has_decides && has_precision, OP_SAY_SWEEP_PRECISE },
                 { is_few, OP_SAY_SWEEP_DECIDES_FEW } };
    char least[16];

    snprintf(least, sizeof least, "%d", OP_ATTRIBUTION_LEAST);
    for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
        if (says[i].is_said) {
            fputs(as_html ? "<p>" : "", out);
            op_say_to(out, as_html, f->page.lang, says[i].phrase, OP_ARGS(least));
            fputs(as_html ? "</p>\n" : "\n", out);
        }
    }
}

static void
put_timing(FILE *out, const struct op_sweep_findings *f)
{
    const struct op_results *r = &f->results.tables;
    char n[16], share[16], metric[200], label[200];

    op_page_heading(out, &f->page, "answer", OP_SAY_TIMING);
    if (f->curves.n == 0 || f->page.headline < 0) {
        op_page_paragraph(out, &f->page, OP_SAY_SWEEP_NO_TIMING, OP_ARGS(""));
        if (f->points.deciders.n_rows == 0) {
            op_page_paragraph(out, &f->page, OP_SAY_SWEEP_NO_DECIDES, OP_ARGS(""));
        }
        return;
    }
    snprintf(n, sizeof n, "%d", f->results.n_replicates);
    snprintf(share, sizeof share, "%.3g %%", 100 * f->curves.q);
    op_sketch_title(&r->metrics[f->page.headline], f->page.lang, metric, sizeof metric);
    fputs("<div class=\"answer\">\n", out);
    op_page_paragraph(out, &f->page,
                      has_intervals(f) ? OP_SAY_TIMING_INTRO : OP_SAY_TIMING_INTRO_FEW,
                      OP_ARGS(n, share, metric, op_sweep_base_label(f)));
    if (!has_intervals(f)) {
        op_page_paragraph(out, &f->page, OP_SAY_TOO_FEW_ALONE, OP_ARGS(""));
    }
    fputs("<ul>\n", out);
    for (int c = 0; c < f->curves.n; c++) {
        op_sweep_curve_label(f, c, label, sizeof label);
        fputs("<li><strong>", out);
        op_out_escaped(out, label);
        fputs("</strong>: ", out);
        say_answer(out, true, f, c, f->page.headline);
        say_no_window(out, true, f, c);
        fputs("</li>\n", out);
    }
    fputs("</ul>\n", out);
    put_promise(out, true, f, op_page_has_pictures(&f->page, OP_SAY_PRECISION));
    fputs("</div>\n", out);
}

static void
put_sure(FILE *out, const struct op_sweep_findings *f)
{
    const bool fixed = op_results_study_is(&f->results.tables, "fixed_parameters", "yes");

    op_page_heading(out, &f->page, "sure", OP_SAY_SURE);
    op_page_paragraph(out, &f->page,
                      !has_intervals(f)          ? OP_SAY_SURE_FEW
                      : fixed                    ? OP_SAY_SURE_FIXED
                      : op_sweep_decides_told(f) ? OP_SAY_SURE_BOTH
                                                 : OP_SAY_SURE_INTERVALS,
                      OP_ARGS(""));
}

// ---- what an earlier start yields ----

static int
latest_carried_out(const struct op_sweep_findings *f, const struct op_curve *curve)
{
    int k = curve->n - 1;

    while (k >= 0 && !(op_curve_carried_out(&f->results, curve, k) >= 0.5)) {
        k--;
    }
    return k;
}

static void
put_bought_row(FILE *out, const struct op_sweep_findings *f, int c, int early, int late)
{
    const struct op_sweep_results *r = &f->results;
    const struct op_curve *curve = &f->curves.curve[c];
    const struct op_variable *metric = &r->tables.metrics[f->page.headline];
    char label[200], hours[32], moment[64], words[OP_EFFECT_WORDS], interval[OP_EFFECT_WORDS];
    struct op_curve_mean gain;

    if (op_curve_mean_effect(&gain, r, curve, early, late, f->page.headline) != OP_OK) {
        op_findings_lack(&f->page);
        return;
    }
    op_sweep_curve_label(f, c, label, sizeof label);
    op_readable(hours, sizeof hours, curve->start_h[late] - curve->start_h[early], f->page.lang);
    fputs("<tr><th scope=\"row\">", out);
    op_out_escaped(out, label);
    fprintf(out, "</th><td class=\"n\">%s</td><td class=\"n\">%s h</td><td class=\"n\">%s</td>",
            op_sweep_readable(f, curve->start_h[early], moment, sizeof moment), hours,
            op_effect_words(metric, gain.mean, f->page.lang, words));
    if (has_intervals(f)) {
        fprintf(out, "<td class=\"n\">%s</td>",
                op_effect_interval(metric, gain.mean, gain.low, gain.high, f->page.lang, interval));
    }
    fputs("</tr>\n", out);
}

static void
put_headings(FILE *out, const struct op_sweep_findings *f, const enum op_phrase *headings)
{
    fputs("<thead><tr>", out);
    for (int i = 0; headings[i] != OP_PHRASE_COUNT; i++) {
        fputs("<th scope=\"col\">", out);
        op_page_say(out, &f->page, headings[i]);
        fputs("</th>", out);
    }
    fputs("</tr></thead>\n", out);
}

static void
put_bought(FILE *out, const struct op_sweep_findings *f)
{
    const enum op_phrase headings[] = { OP_SAY_TIMING_MEASURE,
                                        OP_SAY_TIMING_START,
                                        OP_SAY_BOUGHT_EARLIER,
                                        OP_SAY_BOUGHT_GAIN,
                                        has_intervals(f) ? OP_SAY_TIMING_INTERVAL : OP_PHRASE_COUNT,
                                        OP_PHRASE_COUNT };
    char metric[200];

    op_page_heading(out, &f->page, "bought", OP_SAY_BOUGHT);
    op_sketch_title(&f->results.tables.metrics[f->page.headline], f->page.lang, metric,
                    sizeof metric);
    op_page_paragraph(out, &f->page,
                      has_intervals(f) ? OP_SAY_BOUGHT_INTRO : OP_SAY_BOUGHT_INTRO_FEW,
                      OP_ARGS(metric));
    fputs("<div class=\"scroll\"><table class=\"nums\">\n", out);
    put_headings(out, f, headings);
    for (int c = 0; c < f->curves.n && c < OP_MAX_CURVES_DRAWN; c++) {
        const int late = latest_carried_out(f, &f->curves.curve[c]);

        for (int step = 1; step <= late; step *= 2) {
            put_bought_row(out, f, c, late - step, late);
        }
    }
    fputs("</table></div>\n", out);
}

// ---- all metrics ----

static void
put_metrics(FILE *out, const struct op_sweep_findings *f)
{
    static const enum op_phrase headings[] = { OP_SAY_TIMING_MEASURE, OP_SAY_TIMING_METRIC,
                                               OP_SAY_TIMING_LAST, OP_PHRASE_COUNT };
    const struct op_results *r = &f->results.tables;
    char label[200], metric[200];

    op_page_heading(out, &f->page, "numbers", OP_SAY_SWEEP_ALL_METRICS);
    fputs("<div class=\"scroll\"><table>\n", out);
    put_headings(out, f, headings);
    for (int c = 0; c < f->curves.n && c < OP_MAX_CURVES_DRAWN; c++) {
        op_sweep_curve_label(f, c, label, sizeof label);
        for (int m = 0; m < r->n_metrics; m++) {
            if (r->metrics[m].wanted == OP_WANTED_NONE ||
                op_sweep_moment_of(f, c, m)->effective.kind == OP_EFFECTIVE_NONE) {
                continue;
            }
            op_sketch_title(&r->metrics[m], f->page.lang, metric, sizeof metric);
            fputs("<tr><th scope=\"row\">", out);
            op_out_escaped(out, label);
            fputs("</th><td>", out);
            op_out_escaped(out, metric);
            fputs("</td><td>", out);
            say_answer(out, true, f, c, m);
            fputs("</td></tr>\n", out);
        }
    }
    fputs("</table></div>\n", out);
}

// What stands on the page: id NULL ends it.
static void
list_parts(const struct op_sweep_findings *f, struct op_page_part parts[10])
{
    const bool has_timing = f->curves.n > 0 && f->page.headline >= 0;
    const struct {
        bool is_there;
        struct op_page_part part;
    } all[] = {
        { true, { "answer", OP_SAY_TIMING } },
        { true, { "sure", OP_SAY_SURE } },
        { true, { "limits", OP_SAY_NOT_SAY } },
        { has_timing, { "windows", OP_SAY_WINDOWS } },
        { op_sweep_decides_told(f), { "decides", OP_SAY_DECIDES } },
        { has_timing, { "bought", OP_SAY_BOUGHT } },
        { has_timing, { "numbers", OP_SAY_SWEEP_ALL_METRICS } },
        { true, { "made", OP_SAY_MADE } },
    };
    int n = 0;

    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (all[i].is_there) {
            parts[n++] = all[i].part;
        }
    }
    parts[n] = (struct op_page_part){ NULL, OP_SAY_MADE };
}

enum op_status
op_sweep_page_write(const struct op_sweep_findings *f, struct op_diag *diag)
{
    const bool has_timing = f->curves.n > 0 && f->page.headline >= 0;
    struct op_page_part parts[10];
    struct op_outfile file = { 0 };
    enum op_status status = op_outfile_open(&file, f->results.tables.dir, "report.html", diag);
    FILE *out = file.stream;
    char n[16];

    if (status != OP_OK) {
        return status;
    }
    list_parts(f, parts);
    op_page_begin(out, &f->page, parts);
    op_page_question(out, &f->page);
    put_timing(out, f);
    op_page_pictures(out, &f->page, OP_SAY_TIMING);
    put_sure(out, f);
    op_page_limits(out, &f->page);
    if (has_timing) {
        if (f->page.n_charts == 0) {
            op_page_heading(out, &f->page, "windows", OP_SAY_WINDOWS);
            op_page_paragraph(out, &f->page, OP_SAY_NO_CHARTS, OP_ARGS(""));
        }
        op_page_pictures(out, &f->page, OP_SAY_WINDOWS);
        op_page_pictures(out, &f->page, OP_SAY_HEAT);
    }
    op_sweep_decides_page(out, f);
    if (has_timing) {
        put_bought(out, f);
        put_metrics(out, f);
    }
    fputs("</main>\n<footer>\n", out);
    op_page_made(out, &f->page);
    snprintf(n, sizeof n, "%d", f->results.n_points);
    op_page_paragraph(out, &f->page, OP_SAY_SWEEP_POINTS, OP_ARGS(n));
    fputs("</footer>\n</body>\n</html>\n", out);
    if (f->page.is_short != NULL && *f->page.is_short) {
        op_outfile_drop(&file);
        return OP_NO_MEMORY;
    }
    return op_outfile_close(&file, diag);
}

// ---- on the terminal ----

void
op_sweep_closing_print(FILE *out, const struct op_sweep_findings *f)
{
    char label[200], metric[200];

    if (f->curves.n == 0 || f->page.headline < 0) {
        fprintf(out, "%s\n", op_say(f->page.lang, OP_SAY_SWEEP_NO_TIMING));
        if (f->points.deciders.n_rows == 0) {
            fprintf(out, "%s\n", op_say(f->page.lang, OP_SAY_SWEEP_NO_DECIDES));
        }
        op_closing_decides(out, &f->points);
        return;
    }
    op_sketch_title(&f->results.tables.metrics[f->page.headline], f->page.lang, metric,
                    sizeof metric);
    fprintf(out, "%s (%s)\n", op_say(f->page.lang, OP_SAY_TIMING), metric);
    if (!has_intervals(f)) {
        fprintf(out, "%s\n", op_say(f->page.lang, OP_SAY_TOO_FEW_ALONE));
    }
    for (int c = 0; c < f->curves.n; c++) {
        op_sweep_curve_label(f, c, label, sizeof label);
        fprintf(out, "  %s: ", label);
        say_answer(out, false, f, c, f->page.headline);
        say_no_window(out, false, f, c);
        putc('\n', out);
    }
    if (f->page.results.n_arms > 0) {
        put_promise(out, false, f, true);
        op_closing_decides(out, &f->page);
    }
}
