// SPDX-License-Identifier: GPL-3.0-or-later
// The table that closes `compare`: one row an arm.
#include "analysis/findings.h"
#include "analysis/outfile.h"
#include "sim/base/text.h"

#include <string.h>

// Text in a field of so many characters; cut with an ellipsis, controls made spaces (a name may not
// move the cursor).
static void
put_field(FILE *out, const char *text, int width, bool right)
{
    const size_t size = strlen(text);
    size_t at = 0;
    int n = 0, shown = 0;

    while (at < size) {
        const int length = op_utf8_length(text + at, size - at);
        at += length > 0 ? (size_t)length : 1;
        n++;
    }
    for (int pad = width - n; right && pad > 0; pad--) {
        putc(' ', out);
    }
    for (at = 0; at < size && shown < width; shown++) {
        const int length = op_utf8_length(text + at, size - at);
        const unsigned char first = (unsigned char)text[at];
        const bool is_control =
            length < 1 || first < 0x20 || first == 0x7f ||
            (first == 0xc2 && (unsigned char)text[at + 1] < 0xa0);
        if (n > width && shown == width - 1) {
            fputs("\xe2\x80\xa6", out);
        } else if (is_control) {
            putc(' ', out);
        } else {
            fwrite(text + at, 1, (size_t)length, out);
        }
        at += length > 0 ? (size_t)length : 1;
    }
    for (int pad = width - n; !right && pad > 0; pad--) {
        putc(' ', out);
    }
}

static void
put_difference(FILE *out, const struct op_findings *f, int arm, int metric)
{
    const struct op_summary *row = op_summary_row(&f->summaries, arm, metric, -1);
    char a[32], b[32], c[32], text[128];

    if (f->results.arms[arm].base == arm) {
        snprintf(text, sizeof text, "%s (%s)", op_readable(a, sizeof a, row->level.q[2], f->lang),
                 op_say(f->lang, OP_SAY_CHART_BASE));
        put_field(out, text, 23, true);
        put_field(out, "", 8, true);
        return;
    }
    snprintf(text, sizeof text, "%s [%s, %s]",
             op_readable_change(a, sizeof a, row->diff.q[2], f->lang),
             op_readable_change(b, sizeof b, row->diff.q[0], f->lang),
             op_readable_change(c, sizeof c, row->diff.q[4], f->lang));
    put_field(out, text, 23, true);
    snprintf(text, sizeof text, "%d/%d", row->lower, row->n_pairs);
    put_field(out, text, 8, true);
}

static void
put_count(FILE *out, int count, int width)
{
    char text[16] = "";

    if (count >= 0) {
        snprintf(text, sizeof text, "%d", count);
    }
    put_field(out, text, width, true);
}

static void
put_arm(FILE *out, const struct op_findings *f, int arm, const int metric[2])
{
    const int kept = op_results_metric(&f->results, "lawful_kept_away_persons");
    char text[256];

    op_results_arm_label(&f->results, arm, f->lang, text, sizeof text);
    if (!f->results.strategies[f->results.arms[arm].strategy].is_lawful) {
        strncat(text, " *", sizeof text - strlen(text) - 1);
    }
    put_field(out, text, 24, false);
    for (int k = 0; k < 2; k++) {
        if (metric[k] >= 0) {
            put_difference(out, f, arm, metric[k]);
        }
    }
    if (metric[0] >= 0) {
        const struct op_summary *row = op_summary_row(&f->summaries, arm, metric[0], -1);
        const bool is_base = f->results.arms[arm].base == arm;
        put_field(out, op_share_text(f, is_base ? &row->share : &row->diff_share, text,
                                     sizeof text), 15, true);
    }
    text[0] = '\0';
    if (kept >= 0) {
        op_readable(text, sizeof text,
                    op_summary_row(&f->summaries, arm, kept, -1)->level.q[2], f->lang);
    }
    put_field(out, text, 7, true);
    put_count(out, op_evenings_with(f, arm, "needless"), 6);
    put_count(out, op_evenings_with(f, arm, "missed"), 6);
    putc('\n', out);
}

static void
put_heading(FILE *out, const struct op_findings *f, const int metric[2])
{
    static const char *const under[OP_LANG_COUNT][6] = {
        { "difference [9 of 10]", "lower", "from assumpt.", "kept", "need-", "mis-" },
        { "verschil [9 van 10]", "lager", "uit aannames", "geweerd", "on-", "ge-" },
    };
    static const char *const below[OP_LANG_COUNT][3] = { { "away", "less", "sed" },
                                                         { "", "nodig", "mist" } };
    const char *const *top = under[f->lang];

    put_field(out, "", 24, false);
    for (int k = 0; k < 2; k++) {
        if (metric[k] >= 0) {
            put_field(out, f->results.metrics[metric[k]].label[f->lang], 31, true);
        }
    }
    put_field(out, "", 15, true);
    put_field(out, top[3], 8, true);
    put_field(out, top[4], 6, true);
    put_field(out, top[5], 5, true);
    putc('\n', out);
    put_field(out, op_say(f->lang, OP_SAY_STRATEGY), 24, false);
    for (int k = 0; k < 2; k++) {
        if (metric[k] >= 0) {
            put_field(out, top[0], 23, true);
            put_field(out, top[1], 8, true);
        }
    }
    put_field(out, top[2], 15, true);
    put_field(out, below[f->lang][0], 8, true);
    put_field(out, below[f->lang][1], 6, true);
    put_field(out, below[f->lang][2], 5, true);
    putc('\n', out);
}

void
op_closing_print(FILE *out, const struct op_findings *f)
{
    const struct op_results *r = &f->results;
    const int metric[2] = { f->headline, op_results_metric(r, "injured_persons") };
    bool has_unlawful = false;
    char n[16];

    put_heading(out, f, metric);
    for (int arm = 0; arm < r->n_arms; arm++) {
        put_arm(out, f, arm, metric);
        has_unlawful = has_unlawful || !r->strategies[r->arms[arm].strategy].is_lawful;
    }
    snprintf(n, sizeof n, "%d", r->n_replicates);
    op_say_to(out, false, f->lang, OP_SAY_TABLE_BASE,
              OP_ARGS(r->strategies[r->arms[f->base].strategy].label[f->lang], n));
    putc('\n', out);
    if (r->n_replicates < OP_MIN_FOR_BAND) {
        fprintf(out, "%s\n", op_say(f->lang, OP_SAY_TOO_FEW));
    }
    if (has_unlawful) {
        fprintf(out, "* %s\n", op_say(f->lang, OP_SAY_CHART_UNLAWFUL));
    }
    for (int i = 0; i < f->fit.n_scores; i++) {
        op_score_put(out, false, f, i);
        putc('\n', out);
    }
    if (op_results_study_is(r, "tuned_on_record", "yes")) {
        fprintf(out, "%s\n", op_say(f->lang, OP_SAY_NOT_TEST));
    }
}
