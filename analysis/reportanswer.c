// SPDX-License-Identifier: GPL-3.0-or-later
// The answer of a comparison's page, strategy by strategy, and how sure it is.
#include "analysis/charts/sketch.h"
#include "analysis/between.h"
#include "analysis/outfile.h"

#include <stdlib.h>
#include <string.h>

// What was carried out in fewer than half of the evenings cannot have done much in the others.
static void
put_seldom(FILE *out, const struct op_findings *f, int arm)
{
    bool is_any = false;

    for (int i = 0; i < f->rights.n_rows; i++) {
        const struct op_right *row = &f->rights.rows[i];
        char k[16], n[16];

        if (row->arm != arm || 2 * row->in_force >= row->n_evenings) {
            continue;
        }
        snprintf(k, sizeof k, "%d", row->in_force);
        snprintf(n, sizeof n, "%d", row->n_evenings);
        fputs(" <strong>", out);
        op_say_to(out, true, f->lang, OP_SAY_CARRIED_OUT, OP_ARGS(k, n, row->label[f->lang]));
        fputs("</strong>", out);
        is_any = true;
    }
    if (is_any) {
        fputc(' ', out);
        op_page_say(out, f, OP_SAY_CARRIED_OUT_WHY);
    }
}

static void
put_answer_of(FILE *out, const struct op_findings *f, int arm)
{
    const struct op_summary *row = op_summary_row(&f->summaries, arm, f->headline, -1);
    const bool has_interval = row->n_pairs >= OP_MIN_FOR_BAND;
    char label[256], low[16], pairs[16], same[16], high[16], a[32], b[32], c[32];

    op_results_arm_label(&f->results, arm, f->lang, label, sizeof label);
    snprintf(low, sizeof low, "%d", row->lower);
    snprintf(pairs, sizeof pairs, "%d", row->n_pairs);
    snprintf(same, sizeof same, "%d", row->equal);
    snprintf(high, sizeof high, "%d", row->higher);
    fputs("<li><strong>", out);
    op_out_escaped(out, label);
    fputs("</strong>: ", out);
    if (row->n_pairs > 0 && row->equal == row->n_pairs) {
        op_say_to(out, true, f->lang, OP_SAY_ANSWER_ARM_SAME, OP_ARGS(pairs));
    } else {
        op_say_to(out, true, f->lang, has_interval ? OP_SAY_ANSWER_ARM : OP_SAY_ANSWER_ARM_FEW,
                  OP_ARGS(low, pairs, op_likely(row->lower, row->n_pairs, f->lang), same, high,
                          op_readable_change(a, sizeof a, row->diff.q[2], f->lang),
                          op_readable_change(b, sizeof b, row->diff.q[0], f->lang),
                          op_readable_change(c, sizeof c, row->diff.q[4], f->lang)));
    }
    if (op_prior_driven(f, arm, f->headline)) {
        fputs(" <a href=\"#explanations\">", out);
        op_out_escaped(out, op_say(f->lang, OP_SAY_PRIOR_DRIVEN));
        fputs("</a>", out);
    }
    put_seldom(out, f, arm);
    fputs("</li>\n", out);
}

// Lawful arms by the number of evenings in which they come out lower; ties keep the file's order.
static void
put_ranking(FILE *out, const struct op_findings *f, bool lawful)
{
    const struct op_results *r = &f->results;
    bool *done = calloc((size_t)r->n_arms + 1, sizeof *done);

    if (done == NULL) {
        op_findings_lack(f);
    }
    fputs("<ul>\n", out);
    for (int place = 0; done != NULL && place < r->n_arms; place++) {
        int best = -1;
        for (int arm = 0; arm < r->n_arms; arm++) {
            const struct op_summary *row = op_summary_row(&f->summaries, arm, f->headline, -1);
            if (done[arm] || r->arms[arm].base == arm ||
                r->strategies[r->arms[arm].strategy].is_lawful != lawful) {
                continue;
            }
            if (best < 0 ||
                (lawful &&
                 row->lower > op_summary_row(&f->summaries, best, f->headline, -1)->lower)) {
                best = arm;
            }
        }
        if (best < 0) {
            break;
        }
        done[best] = true;
        put_answer_of(out, f, best);
    }
    fputs("</ul>\n", out);
    free(done);
}

void
op_page_answer(FILE *out, const struct op_findings *f)
{
    const struct op_results *r = &f->results;
    const char *base = r->strategies[r->arms[f->base].strategy].label[f->lang];
    char metric[256] = "", n[16], a[32], b[32], c[32];

    op_page_heading(out, f, "answer", OP_SAY_ANSWER);
    if (f->headline < 0) {
        return;
    }
    const struct op_summary *row = op_summary_row(&f->summaries, f->base, f->headline, -1);
    const bool has_interval = r->n_replicates >= OP_MIN_FOR_BAND;
    op_sketch_title(&r->metrics[f->headline], f->lang, metric, sizeof metric);
    fputs("<div class=\"answer\">\n", out);
    snprintf(n, sizeof n, "%d", r->n_replicates);
    if (r->n_arms > 1) {
        op_page_paragraph(out, f, OP_SAY_ANSWER_INTRO, OP_ARGS(n, metric, base));
    }
    if (r->n_replicates < OP_MIN_FOR_BAND) {
        op_page_paragraph(out, f, r->n_arms > 1 ? OP_SAY_TOO_FEW : OP_SAY_TOO_FEW_ALONE,
                          OP_ARGS(""));
    }
    if (r->n_arms > 1) {
        put_ranking(out, f, true);
    }
    if (op_results_has_unlawful(r)) {
        op_page_paragraph(out, f, OP_SAY_UNRANKED, OP_ARGS(""));
        put_ranking(out, f, false);
    }
    op_page_paragraph(out, f, has_interval ? OP_SAY_ANSWER_BASE : OP_SAY_ANSWER_BASE_FEW,
                      OP_ARGS(base, op_readable(a, sizeof a, row->level.q[2], f->lang),
                              op_readable(b, sizeof b, row->level.q[0], f->lang),
                              op_readable(c, sizeof c, row->level.q[4], f->lang)));
    fputs("</div>\n", out);
}

// What --until asked for, and whether it came to that.
static void
put_until(FILE *out, const struct op_findings *f)
{
    const struct op_results *r = &f->results;
    const bool is_reached = op_results_study_is(r, "until_reached", "yes");
    char asked[700] = "", key[160], n[16];

    for (int m = 0; m < r->n_metrics; m++) {
        (void)snprintf(key, sizeof key, "until_%s", r->metrics[m].name);

        const char *width = op_results_study(r, key);
        const size_t used = strlen(asked);

        if (*width != '\0') {
            (void)snprintf(asked + used, sizeof asked - used, "%s%s ± %s", used > 0 ? "; " : "",
                           r->metrics[m].label[f->lang], width);
        }
    }
    (void)snprintf(n, sizeof n, "%d", r->n_replicates);
    if (asked[0] != '\0') {
        op_page_paragraph(out, f, is_reached ? OP_SAY_UNTIL_REACHED : OP_SAY_UNTIL_NOT_REACHED,
                          OP_ARGS(asked, n));
    }
}

void
op_page_sure(FILE *out, const struct op_findings *f)
{
    const bool fixed = op_results_study_is(&f->results, "fixed_parameters", "yes");

    op_page_heading(out, f, "sure", OP_SAY_SURE);
    if (f->headline >= 0 && f->results.n_arms > 1) {
        op_page_paragraph(out, f, OP_SAY_SURE_WORDS, OP_ARGS(""));
    }
    op_page_paragraph(out, f,
                      f->results.n_replicates < OP_MIN_FOR_BAND ? OP_SAY_SURE_FEW
                      : fixed                                   ? OP_SAY_SURE_FIXED
                                                                : OP_SAY_SURE_BOTH,
                      OP_ARGS(""));
    put_until(out, f);
}
