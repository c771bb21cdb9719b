// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger in report.html: each quantity in its own unit beside each strategy, then each measure.
// Nothing here is added up or ranked.
#include "analysis/tablecells.h"
#include "analysis/charts/sketch.h"
#include "analysis/outfile.h"

#include <math.h>
#include <string.h>

// Rows of the ledger, by name of metric; those that a folder has not, or that have no value in any
// evening, are left out.
static const char *const ledger[] = { "lawful_posts_removed",
                                      "silenced_persons",
                                      "monitored_persons",
                                      "lawful_kept_away_persons",
                                      "banned_persons",
                                      "turned_back_persons",
                                      "searched_persons",
                                      "held_h",
                                      "detained_persons",
                                      "arrests",
                                      "closed_street_h",
                                      "closed_person_h",
                                      "demonstration_held",
                                      "orders_suspended",
                                      "orders_unlawful",
                                      "touched_persons",
                                      "trust_touched",
                                      "trust_mean",
                                      "police_h",
                                      "cost_eur" };

static bool
has_values(const struct op_findings *f, int metric)
{
    bool has = false;

    for (int arm = 0; metric >= 0 && arm < f->results.n_arms; arm++) {
        has = has || op_summary_row(&f->summaries, arm, metric, -1)->level.n > 0;
    }
    return has;
}

// A share in per cent, so that its changes show.
static void
put_level(FILE *out, const struct op_findings *f, int arm, int metric, bool is_share)
{
    struct op_spread level = op_summary_row(&f->summaries, arm, metric, -1)->level;

    for (int k = 0; is_share && k < OP_N_QUANTILES; k++) {
        level.q[k] *= 100;
    }
    op_cells_spread(out, f, &level, false);
}

static void
put_row(FILE *out, const struct op_findings *f, int metric)
{
    const struct op_variable *variable = &f->results.metrics[metric];
    const bool is_share = strcmp(variable->unit, "share") == 0;
    char label[256];

    if (is_share) {
        snprintf(label, sizeof label, "%s (%%)", variable->label[f->lang]);
    } else {
        op_sketch_title(variable, f->lang, label, sizeof label);
    }
    fputs("<tr><th scope=\"row\">", out);
    op_out_escaped(out, label);
    fputs("</th>", out);
    for (int arm = 0; arm < f->results.n_arms; arm++) {
        put_level(out, f, arm, metric, is_share);
    }
    fputs("</tr>\n", out);
}

static void
put_head(FILE *out, const struct op_findings *f)
{
    const struct op_results *r = &f->results;
    char label[256], caption[320];

    snprintf(caption, sizeof caption, "%s; n = %d%s%s", op_say(f->lang, OP_SAY_RIGHTS_CAPTION),
             r->n_replicates, r->n_replicates >= OP_MIN_FOR_BAND ? "; [ ] = " : "",
             r->n_replicates >= OP_MIN_FOR_BAND ? op_say(f->lang, OP_SAY_NINE_OF_TEN) : "");
    fputs("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"", out);
    op_out_escaped(out, caption);
    fputs("\"><table class=\"nums\"><caption>", out);
    op_out_escaped(out, caption);
    fputs("</caption><thead><tr><th scope=\"col\">", out);
    op_out_escaped(out, op_say(f->lang, OP_SAY_WHAT));
    for (int arm = 0; arm < r->n_arms; arm++) {
        fputs("</th><th scope=\"col\" class=\"n\">", out);
        op_results_marked_label(r, arm, f->lang, label, sizeof label);
        op_out_escaped(out, label);
    }
    fputs("</th></tr></thead><tbody>\n", out);
}

// What all measures have as the source of their cost; NULL where they differ.
static const char *
common_source(const struct op_findings *f)
{
    for (int i = 1; i < f->rights.n_rows; i++) {
        if (strcmp(f->rights.rows[i].cost_source, f->rights.rows[0].cost_source) != 0) {
            return NULL;
        }
    }
    return f->rights.rows[0].cost_source;
}

static void
put_measures(FILE *out, const struct op_findings *f)
{
    static const enum op_phrase headings[] = { OP_SAY_STRATEGY,  OP_SAY_MEASURE,    OP_SAY_IN_FORCE,
                                               OP_SAY_TOUCHING,  OP_SAY_NEEDLESS,   OP_SAY_MISSED,
                                               OP_SAY_COST_MEAN, OP_SAY_COST_SOURCE };
    char text[256];

    if (f->rights.n_rows == 0) {
        return;
    }

    const char *source = common_source(f);

    op_cells_open(out, f, op_say(f->lang, OP_SAY_MEASURES_CAPTION), headings,
                  source != NULL ? 7 : 8, true);
    for (int i = 0; i < f->rights.n_rows; i++) {
        const struct op_right *row = &f->rights.rows[i];
        op_results_marked_label(&f->results, row->arm, f->lang, text, sizeof text);
        fputs("<tr><th scope=\"row\">", out);
        op_out_escaped(out, text);
        fputs("</th>", out);
        op_cells_put(out, row->label[f->lang], false);
        op_cells_k_of_n(out, f, row->in_force, row->n_evenings);
        op_cells_k_of_n(out, f, row->touching, row->n_evenings);
        op_cells_k_of_n(out, f, row->needless, row->n_paired);
        op_cells_k_of_n(out, f, row->missed, row->n_evenings);
        op_cells_put(out, op_readable(text, sizeof text, row->cost_eur / row->n_evenings, f->lang),
                     true);
        if (source == NULL) {
            op_cells_put(out, row->cost_source, false);
        }
        fputs("</tr>\n", out);
    }
    op_cells_close(out);
    if (source != NULL && *source != '\0') {
        op_page_paragraph(out, f, OP_SAY_COST_SOURCE_ALL, OP_ARGS(source));
    }
    op_page_paragraph(out, f, OP_SAY_MEASURES_WHAT, OP_ARGS(""));
}

void
op_page_rights(FILE *out, const struct op_findings *f)
{
    struct op_left_out left = { "" };

    op_page_paragraph(out, f, OP_SAY_RIGHTS_INTRO, OP_ARGS(""));
    put_head(out, f);
    for (size_t k = 0; k < sizeof ledger / sizeof *ledger; k++) {
        const int metric = op_results_metric(&f->results, ledger[k]);
        if (has_values(f, metric) && !op_left_out_takes(&left, f, metric)) {
            put_row(out, f, metric);
        }
    }
    op_cells_close(out);
    op_left_out_say(out, f, &left);
    op_page_paragraph(out, f, OP_SAY_RIGHTS_TOUCHED, OP_ARGS(""));
    put_measures(out, f);
}
