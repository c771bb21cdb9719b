// SPDX-License-Identifier: GPL-3.0-or-later
// The caller is arrested, or otherwise taken out of the call by force. The lever `caller_arrested`
// is the probability that it succeeds; it is asked at each rise, of the largest page. Then the page
// ends as when the caller withdraws it, and with `successor_after_arrest` somebody else opens
// another. The martyr effect: of those who clicked on the page or shared it, the share `notice`
// hears of the arrest; their commitment is renewed and they lose trust (trust.arrest_resented). Who
// reads a page that was opened because of an arrest finds it the more appealing the less trust they
// have (mobilisation.beta_martyr; its range holds both signs).
//
// from   direction: domain knowledge of incitement cases (docs/sources.md#measures); assumed
#include "models/shared/acts.h"
#include "models/shared/signs.h"
#include "models/spread/spread_parts.h"

// Numbers of the questions under purpose CALLER: beyond those of page.c.
enum { ASK_ARRESTED = 1 << 21 };

// Those with a stake in a page, by number: a row that is touched keeps its place.
static void
stir(struct op_run *run, uint32_t instance)
{
    const double notice = op_spread_params(run)[OP_SPREAD_NOTICE];
    const double loss = op_run_params(run, OP_GROUP_TRUST)[OP_TRUST_ARREST_RESENTED];
    const uint32_t n = op_row_count(run, OP_SEG_PERSON, sizeof(struct op_person));

    for (uint32_t k = 0; k < n; k++) {
        struct op_person *const row = (struct op_person *)op_rows(run, OP_SEG_PERSON) + k;

        if (!(row->flags & (OP_PERSON_CLICKED | OP_PERSON_SHARED)) || row->instance != instance) {
            continue;
        }
        if (op_draw_unit(&run->chance, OP_DRAW_STIRRED, row->id, instance, 0) >= notice) continue;
        row->reinforced_us = op_run_now_us(run);
        op_trust_act(run, row->id, OP_ACT_CALLER_ARRESTED, -loss);
    }
}

void
op_martyr_moved(struct op_run *run)
{
    struct op_spread *const spread = op_spread_of(run);
    const double arrested = op_run_lever(run, OP_GROUP_SPREAD, OP_SPREAD_CALLER_ARRESTED);
    const bool has_risen = arrested > spread->caller_arrested;
    const uint32_t instance = op_page_up(run);

    spread->caller_arrested = arrested;
    if (!has_risen || instance == OP_NO_INSTANCE) return;
    const uint32_t attempt = op_instance_row(run, instance)->n_arrests++;
    op_signs_looked_at(run, op_instance_row(run, instance)->host);
    const double u =
        op_draw_unit(&run->chance, OP_DRAW_CALLER, instance, 0, ASK_ARRESTED + attempt);
    if (u >= arrested) return;
    if (op_instance_row(run, instance)->host < op_world_of(run)->n_persons) {
        op_trust_touch(run, op_instance_row(run, instance)->host);
    }
    stir(run, instance);
    op_page_lose_caller(run, instance, true);
}
