// SPDX-License-Identifier: GPL-3.0-or-later
// What decides a sweep's answer and how precise it is: tables, pictures, page.
#include "analysis/charts/sketch.h"
#include "analysis/sweep/sweepview.h"

// assumptions.csv and its picture, of arms or of points.
static enum op_status
write_deciders(struct op_findings *page, const char *share_dir, struct op_diag *diag)
{
    const struct op_decided *shown =
        op_decided_shown(&page->deciders, &page->results, page->headline);
    const enum op_status status = op_deciders_write(&page->deciders, &page->results, diag);

    return status == OP_OK && shown != NULL ? op_draw_deciders(page, share_dir, shown, diag)
                                            : status;
}

enum op_status
op_sweep_decides_write(struct op_sweep_findings *f, const char *share_dir, struct op_diag *diag)
{
    struct op_findings *page = &f->page;
    enum op_status status = write_deciders(f->curves.n > 0 ? page : &f->points, share_dir, diag);

    if (status == OP_OK) {
        status = op_precision_write(&page->results, diag);
    }
    return status == OP_OK && page->headline >= 0
               ? op_draw_convergence(page, share_dir, page->headline, diag)
               : status;
}

static const struct op_findings *
decided(const struct op_sweep_findings *f)
{
    return f->curves.n > 0 ? &f->page : &f->points;
}

bool
op_sweep_decides_told(const struct op_sweep_findings *f)
{
    return op_page_has_pictures(decided(f), OP_SAY_DECIDES) || op_decides_is_told(decided(f));
}

static void
put_deciders(FILE *out, const struct op_findings *page)
{
    if (op_page_has_pictures(page, OP_SAY_DECIDES)) {
        op_page_pictures(out, page, OP_SAY_DECIDES);
    } else if (op_decides_is_told(page)) {
        op_page_heading(out, page, "decides", OP_SAY_DECIDES);
        fputs("<p>", out);
        op_say_deciders(out, true, page);
        fputs("</p>\n<p>", out);
        op_say_ranking(out, true, page);
        fputs("</p>\n", out);
    }
}

void
op_sweep_decides_page(FILE *out, const struct op_sweep_findings *f)
{
    put_deciders(out, decided(f));
    op_page_pictures(out, &f->page, OP_SAY_PRECISION);
}
