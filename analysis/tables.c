// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of report.html.
#include "analysis/tablecells.h"
#include "analysis/charts/sketch.h"
#include "analysis/outfile.h"

#include <stdlib.h>
#include <string.h>

static void
put_arm_name(FILE *out, const struct op_findings *f, int arm)
{
    char label[256];

    op_results_marked_label(&f->results, arm, f->lang, label, sizeof label);
    fputs("<tr><th scope=\"row\">", out);
    op_out_escaped(out, label);
    fputs("</th>", out);
}

// An arm's name, and below it what is special about it.
static void
put_arm_with_role(FILE *out, const struct op_findings *f, int arm)
{
    const struct op_strategy *strategy = &f->results.strategies[f->results.arms[arm].strategy];
    const struct {
        bool holds;
        enum op_phrase phrase;
    } roles[] = { { strategy->is_record, OP_SAY_ROLE_RECORD },
                  { strategy->is_base, OP_SAY_ROLE_BASE },
                  { !strategy->is_lawful, OP_SAY_CHART_UNLAWFUL },
                  { op_prior_driven(f, arm, f->headline), OP_SAY_STRUCTURES_DIFFER } };
    char label[256];
    bool has_role = false;

    op_results_arm_label(&f->results, arm, f->lang, label, sizeof label);
    fputs("<tr><th scope=\"row\">", out);
    op_out_escaped(out, label);
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (roles[i].holds) {
            fputs(has_role ? "; " : "<br><span class=\"role\">", out);
            op_out_escaped(out, op_say(f->lang, roles[i].phrase));
            has_role = true;
        }
    }
    fputs(has_role ? "</span></th>" : "</th>", out);
}

void
op_page_arms(FILE *out, const struct op_findings *f)
{
    static const enum op_phrase headings[] = { OP_SAY_STRATEGY,         OP_SAY_MEDIAN,
                                               OP_SAY_DIFFERENCE,       OP_SAY_LOWER_IN,
                                               OP_SAY_FROM_ASSUMPTIONS, OP_SAY_KEPT_AWAY,
                                               OP_SAY_NEEDLESS,         OP_SAY_MISSED };
    const struct op_results *r = &f->results;
    const int kept = op_results_metric(r, "lawful_kept_away_persons");
    char text[320], metric[256];

    if (f->headline < 0) {
        return;
    }
    op_sketch_title(&r->metrics[f->headline], f->lang, metric, sizeof metric);
    snprintf(text, sizeof text, "%s; n = %d%s%s", metric, r->n_replicates,
             r->n_replicates >= OP_MIN_FOR_BAND ? "; [ ] = " : "",
             r->n_replicates >= OP_MIN_FOR_BAND ? op_say(f->lang, OP_SAY_NINE_OF_TEN) : "");
    op_cells_open(out, f, text, headings, 8, false);
    for (int arm = 0; arm < r->n_arms; arm++) {
        const struct op_summary *row = op_summary_row(&f->summaries, arm, f->headline, -1);
        const bool is_base = r->arms[arm].base == arm;
        put_arm_with_role(out, f, arm);
        op_cells_spread(out, f, &row->level, false);
        if (is_base) {
            op_cells_put(out, "\xe2\x80\x93", true);
            op_cells_put(out, "\xe2\x80\x93", true);
        } else {
            op_cells_spread(out, f, &row->diff, true);
            op_cells_k_of_n(out, f, row->lower, row->n_pairs);
        }
        op_cells_put(out,
                     op_share_text(f, is_base ? &row->share : &row->diff_share, text, sizeof text),
                     true);
        if (kept >= 0) {
            op_cells_spread(out, f, &op_summary_row(&f->summaries, arm, kept, -1)->level, false);
        } else {
            op_cells_put(out, "\xe2\x80\x93", true);
        }
        op_cells_k_of_n(out, f, op_evenings_with(f, arm, "needless"), r->n_replicates);
        op_cells_k_of_n(out, f, op_evenings_with(f, arm, "missed"), r->n_replicates);
        fputs("</tr>\n", out);
    }
    op_cells_close(out);
    fputs("<p>", out);
    op_out_escaped(out, op_say(f->lang, OP_SAY_NEEDLESS_IS));
    fputs("</p>\n", out);
}

// Which arms hang on the explanation, in one sentence.
static void
put_differing(FILE *out, const struct op_findings *f)
{
    char *list = NULL, label[256];
    size_t size = 0;
    FILE *stream = op_memory_open(&list, &size);
    int n = 0;

    for (int arm = 0; stream != NULL && arm < f->results.n_arms; arm++) {
        if (op_prior_driven(f, arm, f->headline)) {
            op_results_arm_label(&f->results, arm, f->lang, label, sizeof label);
            fprintf(stream, "%s%s", n++ ? "; " : "", label);
        }
    }
    if (stream == NULL || op_memory_close(stream) != OP_OK) {
        op_findings_lack(f);
        free(list);
        return;
    }
    fputs("<p><strong>", out);
    op_say_to(out, true, f->lang, n > 0 ? OP_SAY_STRUCTURES_FOR : OP_SAY_STRUCTURES_NONE,
              OP_ARGS(list));
    fputs("</strong></p>\n", out);
    free(list);
}

// An arm's difference under one explanation: median, counts, and an interval if there are enough.
static void
put_structure_cell(FILE *out, const struct op_findings *f, const struct op_summary *row)
{
    char a[32], b[32], c[32], lower[16], pairs[16];

    snprintf(lower, sizeof lower, "%d", row->lower);
    snprintf(pairs, sizeof pairs, "%d", row->n_pairs);
    fputs("<td class=\"n\">", out);
    op_out_escaped(out, op_readable_change(a, sizeof a, row->diff.q[2], f->lang));
    if (row->n_pairs >= OP_MIN_FOR_BAND) {
        fprintf(out, " [%s;\xc2\xa0%s]", op_readable_change(b, sizeof b, row->diff.q[0], f->lang),
                op_readable_change(c, sizeof c, row->diff.q[4], f->lang));
    }
    fputs("<br>", out);
    op_say_to(out, true, f->lang, OP_SAY_CELL_LOWER, OP_ARGS(lower, pairs));
    fputs("</td>", out);
}

void
op_page_structures(FILE *out, const struct op_findings *f)
{
    const struct op_results *r = &f->results;

    put_differing(out, f);
    fputs("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"", out);
    op_out_escaped(out, op_say(f->lang, OP_SAY_EXPLANATION));
    fputs("\"><table class=\"nums\"><caption>", out);
    op_out_escaped(out, r->metrics[f->headline].label[f->lang]);
    fputs(": ", out);
    op_out_escaped(out, op_say(f->lang, OP_SAY_DIFFERENCE));
    fputs("</caption><thead><tr><th scope=\"col\">", out);
    op_out_escaped(out, op_say(f->lang, OP_SAY_STRATEGY));
    for (int k = 0; k < r->n_structures; k++) {
        fputs("</th><th scope=\"col\" class=\"n\">", out);
        op_out_escaped(out, op_say_word(f->lang, r->structures[k]));
    }
    fputs("</th><th scope=\"col\" class=\"w\">", out);
    op_out_escaped(out, op_say(f->lang, OP_SAY_DIRECTION));
    fputs("</th></tr></thead><tbody>\n", out);
    for (int arm = 0; arm < r->n_arms; arm++) {
        if (r->arms[arm].base == arm) {
            continue;
        }
        put_arm_name(out, f, arm);
        for (int k = 0; k < r->n_structures; k++) {
            put_structure_cell(out, f, op_summary_row(&f->summaries, arm, f->headline, k));
        }
        op_cells_put(out,
                     op_say(f->lang, op_prior_driven(f, arm, f->headline)
                                         ? OP_SAY_STRUCTURES_DIFFER
                                         : OP_SAY_STRUCTURES_AGREE),
                     false);
        fputs("</tr>\n", out);
    }
    op_cells_close(out);
}

static void
put_numbers_of(FILE *out, const struct op_findings *f, int metric)
{
    const bool has_interval = f->results.n_replicates >= OP_MIN_FOR_BAND;
    const enum op_phrase headings[] = {
        OP_SAY_STRATEGY,   OP_SAY_MEDIAN,
        OP_SAY_DIFFERENCE, has_interval ? OP_SAY_MEAN_DIFFERENCE : OP_SAY_MEAN_DIFFERENCE_FEW,
        OP_SAY_LOWER_IN,   OP_SAY_FROM_ASSUMPTIONS,
        OP_SAY_PAIRING,    OP_SAY_FLIPS
    };
    const struct op_results *r = &f->results;
    char a[32], b[32], c[32], text[160];

    fputs("<details><summary>", out);
    op_out_escaped(out, r->metrics[metric].label[f->lang]);
    fputs("</summary>\n", out);
    snprintf(text, sizeof text, "n = %d. %.120s", r->n_replicates,
             strcmp(r->metrics[metric].unit, "1") == 0
                 ? ""
                 : op_say_word(f->lang, r->metrics[metric].unit));
    op_cells_open(out, f, text, headings, 8, false);
    for (int arm = 0; arm < r->n_arms; arm++) {
        const struct op_summary *row = op_summary_row(&f->summaries, arm, metric, -1);
        const bool is_base = r->arms[arm].base == arm;
        put_arm_name(out, f, arm);
        op_cells_spread(out, f, &row->level, false);
        if (is_base) {
            for (int k = 0; k < 6; k++) {
                op_cells_put(out,
                             k == 3 ? op_share_text(f, &row->share, text, sizeof text)
                                    : "\xe2\x80\x93",
                             true);
            }
            fputs("</tr>\n", out);
            continue;
        }
        op_cells_spread(out, f, &row->diff, true);
        snprintf(text, sizeof text, has_interval ? "%s [%s; %s]" : "%s",
                 op_readable_change(a, sizeof a, row->diff.mean, f->lang),
                 op_readable_change(b, sizeof b, row->diff_mean_low, f->lang),
                 op_readable_change(c, sizeof c, row->diff_mean_high, f->lang));
        op_cells_put(out, text, true);
        op_cells_k_of_n(out, f, row->lower, row->n_pairs);
        op_cells_put(out, op_share_text(f, &row->diff_share, text, sizeof text), true);
        snprintf(text, sizeof text, "%s", op_readable(a, sizeof a, row->variance_ratio, f->lang));
        op_cells_put(out, text, true);
        snprintf(text, sizeof text, "%d / %d / %d / %d", row->flips_both, row->flips_arm,
                 row->flips_base, row->flips_neither);
        op_cells_put(out, text, true);
        fputs("</tr>\n", out);
    }
    op_cells_close(out);
    fputs("</details>\n", out);
}

void
op_page_numbers(FILE *out, const struct op_findings *f)
{
    struct op_left_out left = { "" };

    fputs("<p>", out);
    op_out_escaped(out, op_say(f->lang, OP_SAY_NUMBERS_INTRO));
    fputs("</p>\n", out);
    for (int m = 0; m < f->results.n_metrics; m++) {
        if (m == f->headline || !op_left_out_takes(&left, f, m)) {
            put_numbers_of(out, f, m);
        }
    }
    op_left_out_say(out, f, &left);
}
