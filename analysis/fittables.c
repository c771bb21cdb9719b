// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of report.html that lay the model beside the record.
#include "analysis/tablecells.h"
#include "analysis/outfile.h"

#include <math.h>
#include <string.h>

static const char *
moment_of(const struct op_findings *f, const struct op_record_row *record, char *text, size_t size)
{
    if (*record->moment == '\0') {
        return op_say(f->lang, OP_SAY_TOTAL);
    }
    return op_readable_moment(text, size, op_clock_seconds(record->moment), f->lang);
}

// A value of the record: an amount, or for hours since the start the clock time that they mean.
static const char *
record_text(const struct op_findings *f, const struct op_record_row *record, double value,
            char *text, size_t size)
{
    if (strcmp(record->unit, "h") == 0) {
        const double start = op_clock_seconds(op_results_study(&f->results, "start"));
        return op_readable_moment(text, size, start + 3600 * value, f->lang);
    }
    return op_readable(text, size, value, f->lang);
}

// The end of a range: of a clock time on the day of MIDDLE the hour alone.
static const char *
end_text(const char *end, const char *middle, bool is_clock)
{
    const size_t size = strlen(end);

    return is_clock && size > 5 && size == strlen(middle) && strncmp(end, middle, size - 5) == 0
               ? end + size - 5
               : end;
}

// A value and below it its range; "or more" where the record gives no upper end, and no range of
// one point.
static void
put_middle_and_range(FILE *out, const struct op_findings *f, const struct op_record_row *record,
                     const double value[3])
{
    const bool is_clock = strcmp(record->unit, "h") == 0;
    char text[3][64];

    for (int k = 0; k < 3; k++) {
        record_text(f, record, value[k], text[k], sizeof text[k]);
    }
    fputs("<td class=\"n\">", out);
    op_out_escaped(out, text[1]);
    if (!isnan(value[0]) && isnan(value[2])) {
        fputs("<br>", out);
        op_out_escaped(out, op_say(f->lang, OP_SAY_OR_MORE));
    } else if (value[0] < value[2]) {
        fputs("<br>[", out);
        op_out_escaped(out, end_text(text[0], text[1], is_clock));
        fputs("; ", out);
        op_out_escaped(out, end_text(text[2], text[1], is_clock));
        fputs("]", out);
    }
    fputs("</td>", out);
}

static void
put_fit_row(FILE *out, const struct op_findings *f, const struct op_fit_row *row)
{
    static const enum op_phrase inside[] = { OP_SAY_NO, OP_SAY_PARTLY, OP_SAY_YES };
    const struct op_record_row *record = row->record;
    char text[64];

    fputs("<tr><th scope=\"row\">", out);
    op_out_escaped(out, op_variable_label(&f->results, record->variable, f->lang));
    fputs("</th>", out);
    op_cells_put(out, moment_of(f, record, text, sizeof text), false);
    put_middle_and_range(out, f, record,
                         (const double[3]){ record->low, record->value, record->high });
    if (row->is_compared) {
        const double *q = row->model.q;
        put_middle_and_range(out, f, record, (const double[3]){ q[0], q[2], q[4] });
    } else {
        op_cells_put(out, "\xe2\x80\x93", true);
    }
    op_cells_put(out, row->is_compared ? op_say(f->lang, inside[row->inside]) : "\xe2\x80\x93",
                 false);
    op_cells_put(out, record->source, false);
    fputs("</tr>\n", out);
}

static void
put_score(FILE *out, double score, bool is_log, enum op_lang lang)
{
    char text[32];

    op_cells_put(out,
                 isnan(score) ? "\xe2\x80\x93"
                 : is_log     ? op_score_text(text, sizeof text, score, lang)
                              : op_readable(text, sizeof text, score, lang),
                 true);
}

// Both scores of each record of which the guess says something, and their mean.
static void
put_scores(FILE *out, const struct op_findings *f)
{
    static const enum op_phrase headings[] = { OP_SAY_WHAT,          OP_SAY_MOMENT,
                                               OP_SAY_SEEN,          OP_SAY_GUESS,
                                               OP_SAY_MODEL_LOG,     OP_SAY_GUESS_LOG,
                                               OP_SAY_MODEL_NATURAL, OP_SAY_GUESS_NATURAL };
    const struct op_fit *fit = &f->fit;
    char text[640], n[16];

    op_say_into(text, sizeof text, f->lang, OP_SAY_SCORE_TABLE,
                OP_ARGS(op_say(f->lang, OP_SAY_NAIVE_COUNTER),
                        op_say(f->lang, OP_SAY_NAIVE_TURNOUT)));
    op_cells_open(out, f, text, headings, 8, false);
    for (int i = 0; i < fit->n_rows; i++) {
        const struct op_record_row *record = fit->rows[i].record;
        const struct op_fit_score *score = &fit->scores[i];
        if (score->baseline == OP_NAIVE_NONE) {
            continue;
        }
        fputs("<tr><th scope=\"row\">", out);
        op_out_escaped(out, op_variable_label(&f->results, record->variable, f->lang));
        fputs("</th>", out);
        op_cells_put(out, moment_of(f, record, text, sizeof text), false);
        op_cells_put(out, op_readable(text, sizeof text, record->value, f->lang), true);
        op_cells_put(out, op_readable(text, sizeof text, score->guess, f->lang), true);
        put_score(out, score->model_log, true, f->lang);
        put_score(out, score->naive_log, true, f->lang);
        put_score(out, score->model, false, f->lang);
        put_score(out, score->naive, false, f->lang);
        fputs("</tr>\n", out);
    }
    snprintf(n, sizeof n, "%d", fit->n_mean);
    fputs("<tr><th scope=\"row\">", out);
    op_say_to(out, true, f->lang, OP_SAY_MEAN, OP_ARGS(n));
    fputs("</th><td></td><td></td><td></td>", out);
    put_score(out, fit->mean_model_log, true, f->lang);
    put_score(out, fit->mean_naive_log, true, f->lang);
    fputs("<td></td><td></td></tr>\n", out);
    op_cells_close(out);
}

void
op_page_fit(FILE *out, const struct op_findings *f)
{
    static const enum op_phrase headings[] = { OP_SAY_WHAT,  OP_SAY_MOMENT, OP_SAY_RECORDED,
                                               OP_SAY_MODEL, OP_SAY_INSIDE, OP_SAY_SOURCE };

    if (f->fit.n_rows == 0) {
        fputs("<p>\xe2\x80\x93</p>\n", out);
        return;
    }
    op_cells_open(out, f, op_say(f->lang, OP_SAY_FIT_INTRO), headings, 6, true);
    for (int i = 0; i < f->fit.n_rows; i++) {
        put_fit_row(out, f, &f->fit.rows[i]);
    }
    op_cells_close(out);
    if (f->fit.n_mean > 0) {
        fputs("<h3>", out);
        op_out_escaped(out, op_say(f->lang, OP_SAY_SCORES));
        fputs("</h3>\n", out);
        op_score_put(out, true, f, "<p>", "</p>\n");
        put_scores(out, f);
    }
}
