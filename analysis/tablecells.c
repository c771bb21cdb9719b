// SPDX-License-Identifier: GPL-3.0-or-later
// Opening, filling and closing of a table of the page.
#include "analysis/tablecells.h"

#include "analysis/charts/sketch.h"
#include "analysis/outfile.h"

#include <math.h>
#include <string.h>

void
op_cells_open(FILE *out, const struct op_findings *f, const char *caption,
              const enum op_phrase *headings, int n, bool has_words)
{
    fputs("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"", out);
    op_out_escaped(out, caption);
    fputs(has_words ? "\"><table><caption>" : "\"><table class=\"nums\"><caption>", out);
    op_out_escaped(out, caption);
    fputs("</caption><thead><tr>", out);
    for (int i = 0; i < n; i++) {
        fputs("<th scope=\"col\">", out);
        op_out_escaped(out, op_say(f->lang, headings[i]));
        fputs("</th>", out);
    }
    fputs("</tr></thead><tbody>\n", out);
}

void
op_cells_close(FILE *out)
{
    fputs("</tbody></table></div>\n", out);
}

void
op_cells_put(FILE *out, const char *text, bool is_number)
{
    fputs(is_number ? "<td class=\"n\">" : "<td>", out);
    op_out_escaped(out, text);
    fputs("</td>", out);
}

void
op_cells_spread(FILE *out, const struct op_findings *f, const struct op_spread *spread,
                bool is_change)
{
    char a[32], text[96];

    if (spread->n == 0) {
        op_cells_put(out, "\xe2\x80\x93", true);
        return;
    }
    fputs("<td class=\"n\">", out);
    op_out_escaped(out, is_change ? op_readable_change(a, sizeof a, spread->q[2], f->lang)
                                  : op_readable(a, sizeof a, spread->q[2], f->lang));
    if (spread->n >= OP_MIN_FOR_BAND) {
        char b[32], c[32];
        snprintf(text, sizeof text, "[%s;\xc2\xa0%s]",
                 is_change ? op_readable_change(b, sizeof b, spread->q[0], f->lang)
                           : op_readable(b, sizeof b, spread->q[0], f->lang),
                 is_change ? op_readable_change(c, sizeof c, spread->q[4], f->lang)
                           : op_readable(c, sizeof c, spread->q[4], f->lang));
        fputs("<br>", out);
        op_out_escaped(out, text);
    }
    fputs("</td>", out);
}

void
op_cells_k_of_n(FILE *out, const struct op_findings *f, int k, int n)
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

// Did it occur in no evening under any strategy?
static bool
is_nothing(const struct op_results *r, int metric)
{
    for (int arm = 0; arm < r->n_arms; arm++) {
        for (int n = 0; n < r->n_replicates; n++) {
            const double value = op_results_outcome(r, arm, n, metric);

            if (!isnan(value) && value != 0) {
                return false;
            }
        }
    }
    return true;
}

bool
op_left_out_takes(struct op_left_out *left, const struct op_findings *f, int metric)
{
    const size_t used = strlen(left->names);

    if (!is_nothing(&f->results, metric)) {
        return false;
    }
    (void)snprintf(left->names + used, sizeof left->names - used, "%s%s", used > 0 ? "; " : "",
                   f->results.metrics[metric].label[f->lang]);
    return true;
}

void
op_left_out_say(FILE *out, const struct op_findings *f, const struct op_left_out *left)
{
    if (left->names[0] != '\0') {
        fputs("<p>", out);
        op_say_to(out, true, f->lang, OP_SAY_LEFT_OUT, OP_ARGS(left->names));
        fputs("</p>\n", out);
    }
}
