// SPDX-License-Identifier: GPL-3.0-or-later
// Opening, filling and closing of a table of the page.
#include "analysis/tablecells.h"

#include "analysis/outfile.h"

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
