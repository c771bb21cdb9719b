// SPDX-License-Identifier: GPL-3.0-or-later
// What decides a sweep's answer and how precise it is: tables, pictures, page.
#include "analysis/charts/sketch.h"
#include "analysis/outfile.h"
#include "analysis/sweep/sweepview.h"

enum op_status
op_sweep_decides_write(struct op_sweep_findings *f, const char *share_dir, struct op_diag *diag)
{
    struct op_findings *page = &f->page;
    const struct op_decided *shown =
        op_decided_shown(&page->deciders, &page->results, page->headline);
    enum op_status status = op_deciders_write(&page->deciders, &page->results, diag);

    if (status == OP_OK) {
        status = op_precision_write(&page->results, diag);
    }
    if (status == OP_OK && shown != NULL) {
        status = op_draw_deciders(page, share_dir, shown, diag);
    }
    if (status == OP_OK && page->headline >= 0) {
        status = op_draw_convergence(page, share_dir, page->headline, diag);
    }
    return status;
}

static bool
has_picture(const struct op_findings *page, enum op_phrase section)
{
    for (int i = 0; i < page->n_charts; i++) {
        if (page->charts[i].section == section) {
            return true;
        }
    }
    return false;
}

void
op_sweep_decides_page(FILE *out, const struct op_sweep_findings *f)
{
    const struct op_findings *page = &f->page;

    if (has_picture(page, OP_SAY_DECIDES)) {
        op_page_pictures(out, page, OP_SAY_DECIDES);
    } else if (page->deciders.n_rows > 0) {
        op_page_heading(out, page, "decides", OP_SAY_DECIDES);
        fputs("<p>", out);
        op_say_deciders(out, true, page);
        fputs("</p>\n<p>", out);
        op_say_ranking(out, true, page);
        fputs("</p>\n", out);
    }
    op_page_pictures(out, page, OP_SAY_PRECISION);
}
