// SPDX-License-Identifier: GPL-3.0-or-later
// Which pictures there are, and the texts and numbers of each.
#include "analysis/findings.h"
#include "analysis/outfile.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PANELS = 12, MAX_ROWS = 24 };

// The streams in which one picture grows.
struct sketch {
    FILE *words, *data, *alt;
    char *words_text, *data_text, *alt_text;
    size_t words_size, data_size, alt_size;
};

static bool
sketch_open(struct sketch *s)
{
    *s = (struct sketch){ 0 };
    s->words = open_memstream(&s->words_text, &s->words_size);
    s->data = open_memstream(&s->data_text, &s->data_size);
    s->alt = open_memstream(&s->alt_text, &s->alt_size);
    return s->words != NULL && s->data != NULL && s->alt != NULL;
}

static void
sketch_close(struct sketch *s)
{
    FILE **streams[] = { &s->words, &s->data, &s->alt };

    for (int i = 0; i < 3; i++) {
        if (*streams[i] != NULL) {
            fclose(*streams[i]);
            *streams[i] = NULL;
        }
    }
}

static void
sketch_free(struct sketch *s)
{
    sketch_close(s);
    free(s->words_text);
    free(s->data_text);
    free(s->alt_text);
}

static void
put_word(struct sketch *s, const char *text)
{
    op_out_chart_text(s->words, text);
    putc('\n', s->words);
}

static void
put_phrase(struct sketch *s, enum op_lang lang, enum op_phrase phrase, const char *const *args)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);

    if (stream != NULL) {
        op_say_to(stream, false, lang, phrase, args);
        fclose(stream);
        put_word(s, text);
    }
    free(text);
}

static void
put_footer(struct sketch *s, const struct op_findings *f, bool has_record)
{
    char text[256];

    snprintf(text, sizeof text, "%s %s %s", op_say(f->lang, OP_SAY_CHART_NOTE),
             op_results_study_is(&f->results, "fixed_parameters", "yes")
                 ? op_say(f->lang, OP_SAY_FIXED_NOTE) : "",
             has_record ? op_say(f->lang, OP_SAY_CHART_CIRCLES) : "");
    put_word(s, text);
}

// A label cut to so many characters, so that it stays in its panel.
static void
put_short(struct sketch *s, const char *text, int limit)
{
    char buffer[256];
    size_t at = 0;
    int n = 0;

    for (; text[at] != '\0' && at < sizeof buffer - 8; at++) {
        n += ((unsigned char)text[at] & 0xc0) != 0x80;
        if (n > limit) {
            break;
        }
        buffer[at] = text[at];
    }
    buffer[at] = '\0';
    if (text[at] != '\0') {
        strcat(buffer, "\xe2\x80\xa6");
    }
    put_word(s, buffer);
}

// A little more than the largest value, on a round step.
static double
round_up(double value)
{
    const double power = pow(10, floor(log10(value > 0 ? value : 1)));
    static const double steps[] = { 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10 };

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (value <= steps[i] * power) {
            return steps[i] * power;
        }
    }
    return 10 * power;
}

static enum op_status
finish(struct op_findings *f, struct sketch *s, const char *share_dir, const char *name,
       const char *script, const char *title, enum op_phrase section, const char *const *arguments,
       struct op_diag *diag)
{
    enum op_status status = OP_OK;
    struct op_chart_made *made = &f->charts[f->n_charts];

    sketch_close(s);
    if (s->words_text == NULL || s->data_text == NULL || s->alt_text == NULL) {
        return OP_NO_MEMORY;
    }
    status = op_drawing_make(&(struct op_drawing){ f->results.dir, share_dir, name, script,
                                                   s->words_text, s->data_text, title,
                                                   s->alt_text, arguments },
                             diag);
    if (status == OP_OK && f->n_charts < OP_MAX_CHARTS) {
        *made = (struct op_chart_made){ strdup(name), strdup(title), strdup(s->alt_text), section };
        f->n_charts++;
    }
    return status;
}

// ---- over time

struct span {
    int from, to;        // sampling times
    double top;          // highest value drawn
};

// From an hour before anything happens in the course of the highest evenings to the end.
static struct span
span_of(const struct op_findings *f, int v, const int *arms, int n_arms)
{
    const struct op_results *r = &f->results;
    struct span span = { r->n_times, r->n_times - 1, 1 };

    for (int k = 0; k < n_arms; k++) {
        for (int t = 0; t < r->n_times; t++) {
            double top = op_bands_at(&f->bands, arms[k], t, v)[4];
            for (int rep = 0; r->n_replicates < OP_MIN_FOR_BAND && rep < r->n_replicates; rep++) {
                top = fmax(top, op_results_course(r, arms[k], rep, t, v));
            }
            if (top > 0 && t < span.from) {
                span.from = t;
            }
            span.top = top > span.top ? top : span.top;
        }
    }
    if (span.from >= r->n_times) {
        span.from = 0;
    }
    for (int t = span.from; t >= 0 && r->time_h[t] >= r->time_h[span.from] - 1; t--) {
        if (r->time_h[t] <= r->time_h[span.from] - 1 + 1e-9) {
            span.from = t;
            break;
        }
    }
    return span;
}

static double
clock_at(const struct op_results *r, int t)
{
    return op_clock_seconds(r->moments[t]);
}

static void
put_base_line(struct sketch *s, const struct op_findings *f, int arm, int v, struct span span)
{
    const int base = f->results.arms[arm].base;
    int n = 0;

    for (int t = span.from; base >= 0 && base != arm && t <= span.to; t++) {
        const double value = op_bands_at(&f->bands, base, t, v)[2];
        if (!isnan(value)) {
            fprintf(s->data, "%.0f\t%.6g\n", clock_at(&f->results, t), value);
            n++;
        }
    }
    fprintf(s->data, "%s\n\n", n ? "" : "NaN\tNaN\n");
}

static void
put_record_points(struct sketch *s, const struct op_findings *f, int arm, int v, struct span span)
{
    const struct op_results *r = &f->results;
    int n = 0;

    for (int i = 0; r->strategies[r->arms[arm].strategy].is_record && i < r->n_record; i++) {
        const struct op_record_row *one = &r->record[i];
        const double x = op_clock_seconds(one->moment);
        if (strcmp(one->variable, r->observables[v].name) == 0 && !isnan(x) &&
            x >= clock_at(r, span.from) && x <= clock_at(r, span.to)) {
            fprintf(s->data, "%.0f\t%.8g\t%.8g\t%.8g\n", x, one->value,
                    isnan(one->low) ? one->value : one->low,
                    isnan(one->high) ? one->value : one->high);
            n++;
        }
    }
    fprintf(s->data, "%s\n\n", n ? "" : "NaN\tNaN\tNaN\tNaN\n");
}

static void
put_panel(struct sketch *s, const struct op_findings *f, int arm, int v, struct span span,
          int label)
{
    const struct op_results *r = &f->results;
    const double *last = op_bands_at(&f->bands, arm, span.to, v);

    for (int t = span.from; r->n_replicates >= OP_MIN_FOR_BAND && t <= span.to; t++) {
        const double *q = op_bands_at(&f->bands, arm, t, v);
        if (!isnan(q[2])) {
            fprintf(s->data, "%.0f\t%.6g\t%.6g\t%.6g\t%.6g\t%.6g\n", clock_at(r, t), q[0], q[1],
                    q[2], q[3], q[4]);
        }
    }
    for (int rep = 0; r->n_replicates < OP_MIN_FOR_BAND && rep < r->n_replicates; rep++) {
        for (int t = span.from; t <= span.to; t++) {
            const double value = op_results_course(r, arm, rep, t, v);
            if (!isnan(value)) {
                fprintf(s->data, "%.0f\t%.6g\n", clock_at(r, t), value);
            }
        }
        fputs(rep + 1 < r->n_replicates ? "\n" : "", s->data);
    }
    fputs("\n\n", s->data);
    put_base_line(s, f, arm, v, span);
    put_record_points(s, f, arm, v, span);
    fprintf(s->data, "%.0f\t%.6g\t%d\n\n\n", clock_at(r, span.to), last[2], label);
}

static double
tic_step(double seconds)
{
    static const double steps[] = { 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 345600,
                                    604800 };

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (seconds / steps[i] <= 4) {
            return steps[i];
        }
    }
    return 2419200;
}

static void
put_course_words(struct sketch *s, const struct op_findings *f, int v, const int *arms, int n_arms,
                 struct span span, const char *title)
{
    const struct op_results *r = &f->results;
    const enum op_lang lang = f->lang;
    const double seconds = clock_at(r, span.to) - clock_at(r, span.from);
    const bool has_days = tic_step(seconds) >= 86400;
    const bool is_phase = strcmp(r->observables[v].name, "phase") == 0;
    bool has_record = false;
    char n[16], text[256];

    for (int i = 0; i < r->n_record && op_results_record_arm(r) >= 0; i++) {
        has_record = has_record || (*r->record[i].moment != '\0' &&
                                    strcmp(r->record[i].variable, r->observables[v].name) == 0);
    }
    snprintf(n, sizeof n, "%d", r->n_replicates);
    put_word(s, title);
    put_phrase(s, lang,
               r->n_replicates >= OP_MIN_FOR_BAND ? OP_SAY_CHART_BAND : OP_SAY_CHART_RUNS,
               OP_ARGS(n, r->strategies[r->arms[f->base].strategy].label[lang]));
    put_word(s, r->observables[v].unit);
    put_footer(s, f, has_record);
    put_word(s, op_say(lang, OP_SAY_CHART_BASE));
    put_word(s, lang == OP_LANG_NL ? (has_days ? "%d-%m" : "%H:%M|%d-%m")
                                   : (has_days ? "%d %b" : "%H:%M|%d %b"));
    put_word(s, op_say(lang, OP_SAY_CHART_RECORD));
    for (int k = 0; k < 7; k++) {
        put_word(s, op_say(lang, (enum op_phrase)(OP_SAY_PHASE_0 + k)));
    }
    for (int k = 0; k < n_arms; k++) {
        op_results_arm_label(r, arms[k], lang, text, sizeof text);
        put_short(s, text, n_arms == 1 ? 100 : n_arms > 4 || is_phase ? 34 : 50);
    }
    for (int k = 0; k < n_arms; k++) {
        const double last = op_bands_at(&f->bands, arms[k], span.to, v)[2];
        put_word(s, is_phase ? " " : op_readable(text, sizeof text, last, lang));
        op_results_arm_label(r, arms[k], lang, text, sizeof text);
        fprintf(s->alt, "%s%s: ", k ? "; " : "", text);
        if (is_phase && last >= 0 && last <= 6) {
            fputs(op_say(lang, (enum op_phrase)(OP_SAY_PHASE_0 + (int)last)), s->alt);
        } else {
            fputs(op_readable(text, sizeof text, last, lang), s->alt);
        }
    }
}

// Put the collected list of numbers into the sentence that says what they are.
static void
close_alt(struct sketch *s, enum op_lang lang, enum op_phrase phrase, const char *title)
{
    char *list = NULL, *full = NULL;
    size_t size = 0;
    FILE *stream = NULL;

    fflush(s->alt);
    list = strdup(s->alt_text);
    stream = open_memstream(&full, &size);
    if (list != NULL && stream != NULL) {
        op_say_to(stream, false, lang, phrase, OP_ARGS(title, list));
        fclose(stream);
        fclose(s->alt);
        free(s->alt_text);
        s->alt = NULL;
        s->alt_text = full;
    } else if (stream != NULL) {
        fclose(stream);
        free(full);
    }
    free(list);
}

static enum op_status
draw_courses(struct op_findings *f, const char *share_dir, int v, const int *arms, int n_arms,
             const char *prefix, enum op_phrase section, struct op_diag *diag)
{
    const struct op_results *r = &f->results;
    const bool is_phase = strcmp(r->observables[v].name, "phase") == 0;
    const struct span span = span_of(f, v, arms, n_arms);
    const char *title = is_phase ? op_say(f->lang, OP_SAY_PHASES)
                                 : r->observables[v].label[f->lang];
    char name[128], settings[256];
    double top = span.top;
    struct sketch s;
    enum op_status status = OP_NO_MEMORY;

    if (!sketch_open(&s)) {
        sketch_free(&s);
        return OP_NO_MEMORY;
    }
    for (int i = 0; n_arms == 1 && i < r->n_record; i++) {
        if (strcmp(r->record[i].variable, r->observables[v].name) == 0) {
            top = fmax(top, fmax(r->record[i].value, r->record[i].high));
        }
    }
    put_course_words(&s, f, v, arms, n_arms, span, title);
    for (int k = 0; k < n_arms; k++) {
        put_panel(&s, f, arms[k], v, span, 15 + n_arms + k);
    }
    close_alt(&s, f->lang, OP_SAY_ALT_COURSE, title);
    snprintf(name, sizeof name, "%s%.80s", prefix, r->observables[v].name);
    for (char *c = name; *c != '\0'; c++) {
        *c = strchr("abcdefghijklmnopqrstuvwxyz0123456789_-", *c) != NULL ? *c : '_';
    }
    snprintf(settings, sizeof settings, "%d %d %s %.9g %.0f %.0f %s %.0f", n_arms,
             n_arms == 1 ? 1 : n_arms > 4 && !is_phase ? 3 : 2,
             r->n_replicates >= OP_MIN_FOR_BAND ? "band" : "lines", round_up(top * 1.02),
             clock_at(r, span.from), clock_at(r, span.to), is_phase ? "phase" : "count",
             tic_step(clock_at(r, span.to) - clock_at(r, span.from)));
    status = finish(f, &s, share_dir, name, "courses.gp", title, section, OP_ARGS(settings), diag);
    sketch_free(&s);
    return status;
}

// ---- side by side

static void
put_range_row(struct sketch *s, const struct op_findings *f, int arm, int metric, int row,
              bool is_difference, bool is_first, double range[2])
{
    const struct op_results *r = &f->results;
    const struct op_summary *summary = op_summary_row(&f->summaries, arm, metric, -1);
    const double *q = is_difference ? summary->diff.q : summary->level.q;
    const bool is_base = r->arms[arm].base == arm;
    const bool is_lawful = r->strategies[r->arms[arm].strategy].is_lawful;
    char label[256], text[256], a[32], b[32], c[32];

    fprintf(s->data, "%d\t%.8g\t%.8g\t%.8g\t%.8g\t%.8g\t%d\n", row, q[0], q[1], q[2], q[3], q[4],
            is_base ? 0 : is_lawful ? 1 : 2);
    range[0] = fmin(range[0], q[0]);
    range[1] = fmax(range[1], q[4]);
    op_results_arm_label(r, arm, f->lang, label, sizeof label);
    put_short(s, label, 38);
    if (is_difference) {
        snprintf(text, sizeof text, "%s %d/%d%s%s", op_say(f->lang, OP_SAY_LOWER_IN),
                 summary->lower, summary->n_pairs, is_lawful ? "" : ", ",
                 is_lawful ? "" : op_say(f->lang, OP_SAY_CHART_UNLAWFUL));
    } else {
        snprintf(text, sizeof text, "%s%s%s", op_readable(a, sizeof a, q[2], f->lang),
                 is_lawful ? "" : ", ",
                 is_lawful ? "" : op_say(f->lang, OP_SAY_CHART_UNLAWFUL));
    }
    put_word(s, text);
    fprintf(s->alt, "%s%s: %s (%s; %s)", is_first ? "" : "; ", label,
            is_difference ? op_readable_change(a, sizeof a, q[2], f->lang)
                          : op_readable(a, sizeof a, q[2], f->lang),
            op_readable(b, sizeof b, q[0], f->lang), op_readable(c, sizeof c, q[4], f->lang));
}

static void
put_evenings(struct sketch *s, const struct op_findings *f, int arm, int metric, int row,
             bool is_difference, double range[2])
{
    const struct op_results *r = &f->results;

    for (int rep = 0; rep < r->n_replicates; rep++) {
        double value = op_results_outcome(r, arm, rep, metric);
        if (is_difference) {
            value -= op_results_outcome(r, r->arms[arm].base, rep, metric);
        }
        if (!isnan(value)) {
            fprintf(s->data, "%.8g\t%d\n", value, row);
            range[0] = fmin(range[0], value);
            range[1] = fmax(range[1], value);
        }
    }
}

static enum op_status
draw_ranges(struct op_findings *f, const char *share_dir, int metric, bool is_difference,
            struct op_diag *diag)
{
    const struct op_results *r = &f->results;
    const bool has_interval = r->n_replicates >= OP_MIN_FOR_BAND;
    const char *base = r->strategies[r->arms[f->base].strategy].label[f->lang];
    char name[128], title[256], count[16], numbers[3][32];
    double range[2] = { 0, 0 }, margin = 0;
    int arms[MAX_ROWS], n_arms = 0;
    struct sketch s;
    enum op_status status = OP_NO_MEMORY;

    for (int arm = 0; arm < r->n_arms && n_arms < MAX_ROWS; arm++) {
        if (!is_difference || (r->arms[arm].base >= 0 && r->arms[arm].base != arm)) {
            arms[n_arms++] = arm;
        }
    }
    if (n_arms == 0) {
        return OP_OK;
    }
    if (!sketch_open(&s)) {
        sketch_free(&s);
        return OP_NO_MEMORY;
    }
    snprintf(count, sizeof count, "%d", r->n_replicates);
    if (is_difference) {
        FILE *stream = fmemopen(title, sizeof title, "w");
        if (stream != NULL) {
            op_say_to(stream, false, f->lang, OP_SAY_DIFFERENCE_IN,
                      OP_ARGS(r->metrics[metric].label[f->lang], base));
            fclose(stream);
        }
        title[sizeof title - 1] = '\0';
    } else {
        snprintf(title, sizeof title, "%s", r->metrics[metric].label[f->lang]);
    }
    put_word(&s, title);
    put_phrase(&s, f->lang, has_interval ? OP_SAY_CHART_RANGE : OP_SAY_CHART_DOTS,
               OP_ARGS(count, base));
    put_word(&s, r->metrics[metric].unit);
    put_footer(&s, f, false);
    put_word(&s, op_say(f->lang, OP_SAY_CHART_LEFT));
    for (int k = 0; k < n_arms; k++) {
        put_range_row(&s, f, arms[k], metric, n_arms - k, is_difference, k == 0, range);
    }
    fputs("\n\n", s.data);
    for (int k = 0; !has_interval && k < n_arms; k++) {
        put_evenings(&s, f, arms[k], metric, n_arms - k, is_difference, range);
    }
    close_alt(&s, f->lang, OP_SAY_ALT_RANGE, title);
    margin = 0.04 * (range[1] - range[0]) + (range[1] > range[0] ? 0 : 1);
    snprintf(numbers[0], sizeof numbers[0], "%d", n_arms);
    snprintf(numbers[1], sizeof numbers[1], "%.9g", range[0] < 0 ? range[0] - margin : 0);
    snprintf(numbers[2], sizeof numbers[2], "%.9g", range[1] + margin);
    snprintf(name, sizeof name, "%s-%.80s", is_difference ? "difference" : "level",
             r->metrics[metric].name);
    status = finish(f, &s, share_dir, name, "ranges.gp", title,
                    is_difference ? OP_SAY_DIFFERENCES : OP_SAY_LEVELS,
                    OP_ARGS(numbers[0], numbers[1], numbers[2], has_interval ? "interval" : "ticks",
                            is_difference ? "zero" : "plain"),
                    diag);
    sketch_free(&s);
    return status;
}

enum op_status
op_charts_draw(struct op_findings *f, const char *share_dir, struct op_diag *diag)
{
    static const char *const courses[] = { "attending_clicks", "present_persons",
                                           "active_persons", "violent_persons", "phase" };
    const struct op_results *r = &f->results;
    const int metrics[] = { f->headline, op_results_metric(r, "injured_persons") };
    const int record = op_results_record_arm(r);
    int arms[MAX_PANELS], n_arms = 0;
    enum op_status status = OP_OK;

    if (r->n_times == 0) {
        return OP_OK;
    }
    for (int arm = 0; arm < r->n_arms && n_arms < MAX_PANELS; arm++) {
        arms[n_arms++] = arm;
    }
    for (int i = 0; status == OP_OK && i < 4; i++) {
        if (metrics[i % 2] >= 0 && (i % 2 == 0 || metrics[1] != metrics[0])) {
            status = draw_ranges(f, share_dir, metrics[i % 2], i < 2, diag);
        }
    }
    for (size_t i = 0; status == OP_OK && i < sizeof courses / sizeof *courses; i++) {
        const int v = op_results_observable(r, courses[i]);
        const bool is_phase = strcmp(courses[i], "phase") == 0;
        if (v >= 0) {
            status = draw_courses(f, share_dir, v, arms, n_arms, is_phase ? "" : "course-",
                                  is_phase ? OP_SAY_PHASES : OP_SAY_COURSES, diag);
        }
    }
    if (status == OP_OK && record >= 0 && op_results_observable(r, "attending_clicks") >= 0) {
        status = draw_courses(f, share_dir, op_results_observable(r, "attending_clicks"), &record,
                              1, "record-", OP_SAY_FIT, diag);
    }
    // Pictures that fail leave a warning, and the numbers stand without them.
    return status == OP_PARTIAL ? OP_OK : status;
}
