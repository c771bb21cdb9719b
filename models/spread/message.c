// SPDX-License-Identifier: GPL-3.0-or-later
// Official messages: while `message_reach` is above 0, once a day a share of those who have met the
// call read the message at their next session. It tells of the police measures in force, counts as
// credible as the lever says (once a person), and as honest early news gains a little trust.
#include "models/mobilisation/mobilisation.h"
#include "models/shared/acts.h"
#include "models/spread/spread_parts.h"

static const int64_t day_us = INT64_C(86400000000);

static double
reach_now(const struct op_run *run)
{
    const double reach = op_run_lever(run, OP_GROUP_SPREAD, OP_SPREAD_MESSAGE_REACH);

    return reach < 1 ? reach : 1;
}

void
op_message_sweep(struct op_run *run)
{
    struct op_spread *const spread = op_spread_of(run);
    const struct op_person *const rows = op_rows(run, OP_SEG_PERSON);
    const uint32_t n = op_row_count(run, OP_SEG_PERSON, sizeof *rows);
    const int64_t now_us = op_run_now_us(run);
    const double reach = reach_now(run);

    if (!(reach > 0)) return;
    for (uint32_t k = 0; k < n; k++) {
        const uint32_t i = rows[k].id;
        // touched by an act of the authorities alone: has not met the call
        const bool is_stranger =
            rows[k].n_read == 0 && rows[k].flags == 0 && rows[k].reinforced_us == 0;

        if (k + 16 < n) __builtin_prefetch(&op_world_of(run)->person[rows[k + 16].id]);
        if (is_stranger) continue;
        if (op_draw_unit(&run->chance, OP_DRAW_MESSAGE, i, spread->n_sweeps, 0) >= reach) continue;
        const int64_t at_us = op_world_next_session_us(op_world_of(run), &run->chance, i, now_us);
        if (at_us < now_us + day_us)
            op_run_add(run, at_us, OP_KIND_MESSAGE, 0, i, spread->n_sweeps);
    }
    spread->n_sweeps++;
    op_timer_set(run, spread->message_timer, now_us + day_us, OP_KIND_MESSAGE, 1, 0, 0);
}

// A reach that rises from 0 is handed out at once; a later change counts from the next day's sweep.
void
op_message_moved(struct op_run *run)
{
    struct op_spread *const spread = op_spread_of(run);

    if (reach_now(run) > 0) {
        op_timer_set(run, spread->message_timer, op_run_now_us(run) + 1, OP_KIND_MESSAGE, 1, 0, 0);
    } else {
        op_timer_clear(run, spread->message_timer);
    }
}

void
op_message_event(struct op_run *run, struct op_event event)
{
    const uint32_t person = op_event_subject(event);
    const double k = op_run_lever(run, OP_GROUP_MOBILISATION, OP_MOBILISATION_CRACKDOWN);
    const float crackdown = (float)(k < 1 ? k : 1);
    struct op_person *row;

    if (op_event_aux(event) == 1) {
        op_message_sweep(run);
        return;
    }
    row = op_person_touch(run, person);
    if (crackdown > row->crackdown) row->crackdown = crackdown;
    if (row->flags & OP_PERSON_MESSAGE) return;
    row->flags |= OP_PERSON_MESSAGE;
    row->message_credibility +=
        (float)op_run_lever(run, OP_GROUP_SPREAD, OP_SPREAD_MESSAGE_CREDIBILITY);
    op_trust_first_act(run, person, op_run_params(run, OP_GROUP_TRUST)[OP_TRUST_HONEST_NEWS]);
}
