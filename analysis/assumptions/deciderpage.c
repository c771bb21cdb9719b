// SPDX-License-Identifier: GPL-3.0-or-later
// What decides it and how precise it is, in words: for the page and for the closing table.
#include "analysis/charts/sketch.h"
#include "analysis/outfile.h"

#include <math.h>
#include <string.h>

enum { MOST_NAMED = 3 };

static const char *
arm_label(const struct op_findings *f, int arm)
{
    return f->results.strategies[f->results.arms[arm].strategy].label[f->lang];
}

// " [1.2 h; 3 h]", with a dash for an end beyond what was drawn.
static void
interval_text(const struct op_findings *f, const char *name, const struct op_break_even *turn,
              char *text, size_t size)
{
    char low[48] = "\xe2\x80\xa6", high[48] = "\xe2\x80\xa6";

    if (!turn->is_low_open) {
        op_parameter_value(&f->results, name, turn->low, f->lang, low, sizeof low);
    }
    if (!turn->is_high_open) {
        op_parameter_value(&f->results, name, turn->high, f->lang, high, sizeof high);
    }
    snprintf(text, size, " [%s; %s]", low, high);
}

static const struct op_decided *
ranking_of(const struct op_findings *f)
{
    return f->deciders.n_rows > 0 && f->deciders.ranking >= 0
               ? &f->deciders.rows[f->deciders.ranking]
               : NULL;
}

bool
op_decides_is_told(const struct op_findings *f)
{
    const struct op_decided *row = op_decided_first(&f->deciders, &f->results, f->headline);
    const struct op_decided *ranking = ranking_of(f);

    return (row != NULL && row->against >= 0 && row->n >= OP_ATTRIBUTION_LEAST) ||
           (ranking != NULL && ranking->n >= OP_ATTRIBUTION_LEAST);
}

bool
op_decides_lacks_evenings(const struct op_findings *f)
{
    const struct op_decided *row = op_decided_first(&f->deciders, &f->results, f->headline);

    return row != NULL && row->n < OP_ATTRIBUTION_LEAST;
}

void
op_say_ranking(FILE *out, bool as_html, const struct op_findings *f)
{
    const struct op_decided *row = ranking_of(f);
    char words[320], value[48], interval[128];

    if (row == NULL || row->n < OP_ATTRIBUTION_LEAST) {
        return;
    }
    if (row->turner < 0) {
        op_say_to(out, as_html, f->lang,
                  f->is_of_points ? OP_SAY_RANKING_STAYS_POINTS : OP_SAY_RANKING_STAYS,
                  OP_ARGS(arm_label(f, row->arm), arm_label(f, row->against)));
        return;
    }

    const char *name = f->results.parameter_names[row->turner];
    const struct op_break_even *turn = &row->turns[row->turner];

    interval_text(f, name, turn, interval, sizeof interval);
    op_say_to(out, as_html, f->lang,
              f->is_of_points ? OP_SAY_RANKING_TURNS_POINTS : OP_SAY_RANKING_TURNS,
              OP_ARGS(arm_label(f, row->arm), arm_label(f, row->against),
                      op_parameter_words(&f->results, name, f->lang, words, sizeof words),
                      op_parameter_value(&f->results, name, turn->value, f->lang, value,
                                         sizeof value),
                      interval));
}

// "words 34 % [20-48], ..." of the first told ones.
void
op_say_deciders(FILE *out, bool as_html, const struct op_findings *f)
{
    const struct op_decided *row = op_decided_first(&f->deciders, &f->results, f->headline);
    char text[1200] = "", words[320], n[16];
    size_t used = 0;

    if (row == NULL || row->against < 0 || row->n < OP_ATTRIBUTION_LEAST) {
        return;
    }
    snprintf(n, sizeof n, "%d", row->n);
    for (int k = 0; k < row->n_told && k < MOST_NAMED; k++) {
        const struct op_attribution *part = &row->parts[row->order[k]];

        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "%s%.200s %.0f %% [%.0f\xe2\x80\x93%.0f]", k > 0 ? "; " : "",
                                 op_parameter_words(&f->results,
                                                    f->results.parameter_names[row->order[k]],
                                                    f->lang, words, sizeof words),
                                 100 * part->part, 100 * part->low, 100 * part->high);
    }
    if (row->n_told > 0) {
        op_say_to(out, as_html, f->lang, OP_SAY_TABLE_DECIDES,
                  OP_ARGS(arm_label(f, row->arm), arm_label(f, row->against), text));
    } else {
        op_say_to(out, as_html, f->lang,
                  f->is_of_points ? OP_SAY_TABLE_POINTS_NONE : OP_SAY_TABLE_DECIDES_NONE,
                  OP_ARGS(arm_label(f, row->arm), arm_label(f, row->against), n));
    }
}

// "ever violent 1.2-3.4; injured 1-1.5": the least and the greatest gain over arms.
void
op_say_gain(FILE *out, const struct op_findings *f)
{
    const struct op_results *r = &f->results;
    const int metrics[2] = { f->headline, op_results_metric(r, "injured_persons") };
    char text[400] = "", a[32], b[32];

    for (int m = 0; m < 2; m++) {
        double least = INFINITY, most = 0;

        for (int arm = 0; arm < r->n_arms && metrics[m] >= 0; arm++) {
            const struct op_pairing pairs = op_pairing_of(r, arm, metrics[m], r->n_replicates);
            const double gain = op_pairing_gain(&pairs);

            if (isfinite(gain)) {
                least = fmin(least, gain);
                most = fmax(most, gain);
            }
        }
        if (most > 0 && (m == 0 || metrics[1] != metrics[0])) {
            const size_t used = strlen(text);

            op_readable(a, sizeof a, least, f->lang);
            op_readable(b, sizeof b, most, f->lang);
            snprintf(text + used, sizeof text - used, "%s%.120s %s%s%s", used > 0 ? "; " : "",
                     r->metrics[metrics[m]].label[f->lang], a,
                     strcmp(a, b) != 0 ? "\xe2\x80\x93" : "", strcmp(a, b) != 0 ? b : "");
        }
    }
    if (*text != '\0') {
        op_say_to(out, false, f->lang, OP_SAY_TABLE_GAIN, OP_ARGS(text));
    }
}
