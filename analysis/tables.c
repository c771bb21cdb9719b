// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of report.html.
#include "analysis/findings.h"
#include "analysis/outfile.h"

#include <stdlib.h>
#include <string.h>

// The heading and the body scroll together where the window is narrow.
static void
open_table(FILE *out, const struct op_findings *f, const char *caption,
           const enum op_phrase *headings, int n)
{
    fputs("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"", out);
    op_out_escaped(out, caption);
    fputs("\"><table><caption>", out);
    op_out_escaped(out, caption);
    fputs("</caption><thead><tr>", out);
    for (int i = 0; i < n; i++) {
        fputs("<th scope=\"col\">", out);
        op_out_escaped(out, op_say(f->lang, headings[i]));
        fputs("</th>", out);
    }
    fputs("</tr></thead><tbody>\n", out);
}

static void
close_table(FILE *out)
{
    fputs("</tbody></table></div>\n", out);
}

static void
put_cell(FILE *out, const char *text, bool is_number)
{
    fputs(is_number ? "<td class=\"n\">" : "<td>", out);
    op_out_escaped(out, text);
    fputs("</td>", out);
}

static void
put_arm_name(FILE *out, const struct op_findings *f, int arm)
{
    char label[256];

    op_results_arm_label(&f->results, arm, f->lang, label, sizeof label);
    fputs("<tr><th scope=\"row\">", out);
    op_out_escaped(out, label);
    fputs("</th>", out);
}

// "210 [40-640]" of a spread's median and 5-95 %.
static void
put_spread(FILE *out, const struct op_findings *f, const struct op_spread *spread, bool is_change)
{
    char a[32], b[32], c[32], text[128];

    snprintf(text, sizeof text, "%s [%s; %s]",
             is_change ? op_readable_change(a, sizeof a, spread->q[2], f->lang)
                       : op_readable(a, sizeof a, spread->q[2], f->lang),
             is_change ? op_readable_change(b, sizeof b, spread->q[0], f->lang)
                       : op_readable(b, sizeof b, spread->q[0], f->lang),
             is_change ? op_readable_change(c, sizeof c, spread->q[4], f->lang)
                       : op_readable(c, sizeof c, spread->q[4], f->lang));
    put_cell(out, spread->n > 0 ? text : "\xe2\x80\x93", true);
}

static void
put_k_of_n(FILE *out, const struct op_findings *f, int k, int n)
{
    char a[16], b[16];

    snprintf(a, sizeof a, "%d", k);
    snprintf(b, sizeof b, "%d", n);
    fputs("<td class=\"n\">", out);
    if (k >= 0 && n > 0) {
        op_say_to(out, true, f->lang, OP_SAY_K_OF_N, OP_ARGS(a, b));
    } else {
        fputs("\xe2\x80\x93", out);
    }
    fputs("</td>", out);
}

void
op_page_arms(FILE *out, const struct op_findings *f)
{
    static const enum op_phrase headings[] = { OP_SAY_STRATEGY, OP_SAY_ROLE, OP_SAY_LAWFUL,
                                               OP_SAY_MEDIAN, OP_SAY_DIFFERENCE, OP_SAY_LOWER_IN,
                                               OP_SAY_FROM_ASSUMPTIONS, OP_SAY_KEPT_AWAY,
                                               OP_SAY_NEEDLESS, OP_SAY_MISSED };
    const struct op_results *r = &f->results;
    const int kept = op_results_metric(r, "lawful_kept_away_persons");
    char text[64];

    if (f->headline < 0) {
        return;
    }
    open_table(out, f, r->metrics[f->headline].label[f->lang], headings, 10);
    for (int arm = 0; arm < r->n_arms; arm++) {
        const struct op_strategy *strategy = &r->strategies[r->arms[arm].strategy];
        const struct op_summary *row = op_summary_row(&f->summaries, arm, f->headline, -1);
        const bool is_base = r->arms[arm].base == arm;
        put_arm_name(out, f, arm);
        put_cell(out, strategy->is_base     ? op_say(f->lang, OP_SAY_ROLE_BASE)
                      : strategy->is_record ? op_say(f->lang, OP_SAY_ROLE_RECORD) : "", false);
        put_cell(out, op_say(f->lang, strategy->is_lawful ? OP_SAY_YES : OP_SAY_NO), false);
        put_spread(out, f, &row->level, false);
        if (is_base) {
            put_cell(out, "\xe2\x80\x93", true);
            put_cell(out, "\xe2\x80\x93", true);
        } else {
            put_spread(out, f, &row->diff, true);
            put_k_of_n(out, f, row->lower, row->n_pairs);
        }
        put_cell(out, op_share_text(f, is_base ? &row->share : &row->diff_share, text,
                                    sizeof text), true);
        if (kept >= 0) {
            put_spread(out, f, &op_summary_row(&f->summaries, arm, kept, -1)->level, false);
        } else {
            put_cell(out, "\xe2\x80\x93", true);
        }
        put_k_of_n(out, f, op_evenings_with(f, arm, "needless"), r->n_replicates);
        put_k_of_n(out, f, op_evenings_with(f, arm, "missed"), r->n_replicates);
        fputs("</tr>\n", out);
    }
    close_table(out);
    fputs("<p>", out);
    op_out_escaped(out, op_say(f->lang, OP_SAY_NEEDLESS_IS));
    fputs("</p>\n", out);
}

// 1: likely lower, 0: unlikely lower, 2: neither, by the bounds of op_likely.
static int
direction(const struct op_summary *row)
{
    const double share = row->n_pairs > 0 ? (double)row->lower / row->n_pairs : 0;

    return share > 0.66 ? 1 : share < 0.33 ? 0 : 2;
}

static bool
structures_differ(const struct op_findings *f, int arm)
{
    const int first = direction(op_summary_row(&f->summaries, arm, f->headline, 0));

    for (int k = 1; k < f->results.n_structures; k++) {
        if (direction(op_summary_row(&f->summaries, arm, f->headline, k)) != first) {
            return true;
        }
    }
    return false;
}

// Which arms hang on the explanation, in one sentence.
static void
put_differing(FILE *out, const struct op_findings *f)
{
    char *list = NULL, label[256];
    size_t size = 0;
    FILE *stream = open_memstream(&list, &size);
    int n = 0;

    for (int arm = 0; stream != NULL && arm < f->results.n_arms; arm++) {
        if (f->results.arms[arm].base != arm && structures_differ(f, arm)) {
            op_results_arm_label(&f->results, arm, f->lang, label, sizeof label);
            fprintf(stream, "%s%s", n++ ? "; " : "", label);
        }
    }
    if (stream == NULL || fclose(stream) != 0) {
        return;
    }
    fputs("<p><strong>", out);
    op_say_to(out, true, f->lang, n > 0 ? OP_SAY_STRUCTURES_FOR : OP_SAY_STRUCTURES_NONE,
              OP_ARGS(list));
    fputs("</strong></p>\n", out);
    free(list);
}

void
op_page_structures(FILE *out, const struct op_findings *f)
{
    static const enum op_phrase headings[] = { OP_SAY_STRATEGY, OP_SAY_EXPLANATION,
                                               OP_SAY_DIFFERENCE, OP_SAY_LOWER_IN, OP_SAY_SURE };
    const struct op_results *r = &f->results;

    put_differing(out, f);
    fputs("<details><summary>", out);
    op_out_escaped(out, op_say(f->lang, OP_SAY_SHOW_TABLE));
    fputs("</summary>\n", out);
    open_table(out, f, r->metrics[f->headline].label[f->lang], headings, 5);
    for (int arm = 0; arm < r->n_arms; arm++) {
        if (r->arms[arm].base == arm) {
            continue;
        }
        for (int k = 0; k < r->n_structures; k++) {
            const struct op_summary *row = op_summary_row(&f->summaries, arm, f->headline, k);
            char middle[32];
            put_arm_name(out, f, arm);
            put_cell(out, op_say_word(f->lang, r->structures[k]), false);
            if (row->n_pairs >= OP_MIN_FOR_BAND) {
                put_spread(out, f, &row->diff, true);
            } else {   // too few for an interval
                put_cell(out, op_readable_change(middle, sizeof middle, row->diff.q[2], f->lang),
                         true);
            }
            put_k_of_n(out, f, row->lower, row->n_pairs);
            put_cell(out, op_say(f->lang, structures_differ(f, arm) ? OP_SAY_STRUCTURES_DIFFER
                                                                    : OP_SAY_STRUCTURES_AGREE),
                     false);
            fputs("</tr>\n", out);
        }
    }
    close_table(out);
    fputs("</details>\n", out);
}

static void
put_fit_row(FILE *out, const struct op_findings *f, const struct op_fit_row *row)
{
    static const enum op_phrase inside[] = { OP_SAY_NO, OP_SAY_PARTLY, OP_SAY_YES };
    const struct op_results *r = &f->results;
    const int observable = op_results_observable(r, row->record->variable);
    const int metric = op_results_metric(r, row->record->variable);
    char a[32], b[32], text[96];

    fputs("<tr><th scope=\"row\">", out);
    op_out_escaped(out, observable >= 0 ? r->observables[observable].label[f->lang]
                        : metric >= 0   ? r->metrics[metric].label[f->lang]
                                        : row->record->variable);
    fputs("</th>", out);
    put_cell(out, *row->record->moment ? row->record->moment : op_say(f->lang, OP_SAY_TOTAL),
             false);
    put_cell(out, op_readable(a, sizeof a, row->record->value, f->lang), true);
    snprintf(text, sizeof text, "%s; %s", op_readable(a, sizeof a, row->record->low, f->lang),
             op_readable(b, sizeof b, row->record->high, f->lang));
    put_cell(out, text, true);
    put_spread(out, f, &row->model, false);
    put_cell(out, row->is_compared ? op_say(f->lang, inside[row->inside]) : "\xe2\x80\x93", false);
    put_cell(out, row->record->source, false);
    fputs("</tr>\n", out);
}

void
op_page_fit(FILE *out, const struct op_findings *f)
{
    static const enum op_phrase headings[] = { OP_SAY_WHAT, OP_SAY_MOMENT, OP_SAY_RECORDED,
                                               OP_SAY_RANGE, OP_SAY_NINE_OF_TEN, OP_SAY_INSIDE,
                                               OP_SAY_SOURCE };

    if (f->fit.n_rows == 0) {
        fputs("<p>\xe2\x80\x93</p>\n", out);
        return;
    }
    open_table(out, f, op_say(f->lang, OP_SAY_FIT_INTRO), headings, 7);
    for (int i = 0; i < f->fit.n_rows; i++) {
        put_fit_row(out, f, &f->fit.rows[i]);
    }
    close_table(out);
    for (int i = 0; i < f->fit.n_scores; i++) {
        fputs("<p>", out);
        op_score_put(out, true, f, i);
        fputs("</p>\n", out);
    }
}

static void
put_numbers_of(FILE *out, const struct op_findings *f, int metric)
{
    static const enum op_phrase headings[] = { OP_SAY_STRATEGY, OP_SAY_NINE_OF_TEN,
                                               OP_SAY_DIFFERENCE, OP_SAY_MEAN_DIFFERENCE,
                                               OP_SAY_LOWER_IN, OP_SAY_FROM_ASSUMPTIONS,
                                               OP_SAY_PAIRING, OP_SAY_FLIPS };
    const struct op_results *r = &f->results;
    char a[32], b[32], c[32], text[160];

    fputs("<details><summary>", out);
    op_out_escaped(out, r->metrics[metric].label[f->lang]);
    fputs("</summary>\n", out);
    snprintf(text, sizeof text, "n = %d. %.120s", r->n_replicates, r->metrics[metric].unit);
    open_table(out, f, text, headings, 8);
    for (int arm = 0; arm < r->n_arms; arm++) {
        const struct op_summary *row = op_summary_row(&f->summaries, arm, metric, -1);
        const bool is_base = r->arms[arm].base == arm;
        put_arm_name(out, f, arm);
        put_spread(out, f, &row->level, false);
        if (is_base) {
            for (int k = 0; k < 6; k++) {
                put_cell(out, k == 3 ? op_share_text(f, &row->share, text, sizeof text)
                                     : "\xe2\x80\x93", true);
            }
            fputs("</tr>\n", out);
            continue;
        }
        put_spread(out, f, &row->diff, true);
        snprintf(text, sizeof text, "%s [%s; %s]",
                 op_readable_change(a, sizeof a, row->diff.mean, f->lang),
                 op_readable_change(b, sizeof b, row->diff_mean_low, f->lang),
                 op_readable_change(c, sizeof c, row->diff_mean_high, f->lang));
        put_cell(out, text, true);
        put_k_of_n(out, f, row->lower, row->n_pairs);
        put_cell(out, op_share_text(f, &row->diff_share, text, sizeof text), true);
        snprintf(text, sizeof text, "%s", op_readable(a, sizeof a, row->variance_ratio, f->lang));
        put_cell(out, text, true);
        snprintf(text, sizeof text, "%d / %d / %d / %d", row->flips_both, row->flips_arm,
                 row->flips_base, row->flips_neither);
        put_cell(out, text, true);
        fputs("</tr>\n", out);
    }
    close_table(out);
    fputs("</details>\n", out);
}

void
op_page_numbers(FILE *out, const struct op_findings *f)
{
    fputs("<p>", out);
    op_out_escaped(out, op_say(f->lang, OP_SAY_NUMBERS_INTRO));
    fputs("</p>\n", out);
    for (int m = 0; m < f->results.n_metrics; m++) {
        put_numbers_of(out, f, m);
    }
}
