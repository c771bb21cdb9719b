// SPDX-License-Identifier: GPL-3.0-or-later
// What waits to be read, and what reading does: it is counted, renews a commitment, adds to the
// share account and, when the utility reaches the threshold, makes a click. Finders look the page
// up unaided.
#include "models/mobilisation/commitment.h"
#include "models/mobilisation/mobilisation.h"
#include "models/shared/memo.h"
#include "models/spread/spread_parts.h"

void
op_reading_add(struct op_run *run, int64_t at_us, uint8_t channel, uint32_t reader,
               const struct op_exposure *exposure)
{
    struct op_spread *const spread = op_spread_of(run);
    struct op_segment *const segment = &run->state.segment[OP_SEG_EXPOSURE];
    struct op_exposure *rows;
    uint32_t at;

    // an event beyond the end would be dropped and its row never freed
    if (at_us >= run->scenario->end_us) return;
    if (spread->free_exposure == 0) {
        (void)op_segment_grow(segment, sizeof *rows);
        at = op_row_count(run, OP_SEG_EXPOSURE, sizeof *rows);
        rows = op_rows(run, OP_SEG_EXPOSURE);
    } else {
        at = spread->free_exposure;
        rows = op_rows(run, OP_SEG_EXPOSURE);
        spread->free_exposure = rows[at - 1].next;
    }
    rows[at - 1] = *exposure;
    op_run_add(run, at_us, OP_KIND_READ, channel, reader, at - 1);
}

static struct op_exposure
take(struct op_run *run, uint32_t at)
{
    struct op_exposure *const row = (struct op_exposure *)op_rows(run, OP_SEG_EXPOSURE) + at;
    const struct op_exposure taken = *row;

    *row = (struct op_exposure){ .next = op_spread_of(run)->free_exposure };
    op_spread_of(run)->free_exposure = at + 1;
    return taken;
}

static void
read_page(struct op_run *run, uint32_t reader, uint32_t instance, uint8_t channel)
{
    struct op_person *const row = op_person_touch(run, reader);

    if (row->n_read < UINT8_MAX) row->n_read++;
    // A story tells of a source that mostly invites or shares too: it counts there.
    if (channel <= OP_READ_FACE && channel != OP_READ_STORY && row->n_sources < UINT8_MAX) {
        row->n_sources++;
    }
    row->reinforced_us = op_run_now_us(run);
    if (channel == OP_READ_NEWS) {
        const float k = (float)op_run_lever(run, OP_GROUP_MOBILISATION, OP_MOBILISATION_CRACKDOWN);
        const float most = k < 1 ? k : 1;
        if (most > row->crackdown) row->crackdown = most;
    }
    op_share_account(run, row, instance, channel);
    if (row->flags & OP_PERSON_CLICKED) return;
    if (channel == OP_READ_FINDER || op_commitment_read(run, row, instance)) {
        op_invite_click(run, row, instance);
    }
}

void
op_reading_prefetch(const struct op_run *run, struct op_event event, int stage)
{
    op_person_prefetch(run, op_event_subject(event), stage);
    if (stage == 0) op_memo_prefetch(run, op_event_subject(event));
    if (stage == 0 && op_event_argument(event) != UINT32_MAX) {
        __builtin_prefetch((struct op_exposure *)op_rows(run, OP_SEG_EXPOSURE) +
                               op_event_argument(event),
                           1);
    }
}

void
op_reading_event(struct op_run *run, struct op_event event)
{
    const uint32_t reader = op_event_subject(event);
    const uint8_t channel = op_event_aux(event);
    uint32_t instance = op_page_up(run);

    if (op_event_argument(event) != UINT32_MAX) {
        const struct op_exposure exposure = take(run, op_event_argument(event));
        const bool is_share =
            channel == OP_READ_STORY || channel == OP_READ_OPEN || channel == OP_READ_CLOSED;

        instance = exposure.instance;
        if (is_share && !op_share_is_seen(run, reader, channel, &exposure)) return;
    }
    if (instance == OP_NO_INSTANCE) return;
    if (op_instance_row(run, instance)->status != OP_PAGE_UP) return;
    read_page(run, reader, instance, channel);
}

// A candidate finder: present at the full rate, kept with probability min(1, clicks ever / 1000),
// as who searches has heard of it. Assumed.
void
op_reading_finder(struct op_run *run, struct op_event event)
{
    struct op_spread *const spread = op_spread_of(run);
    const double rate_per_s = op_spread_params(run)[OP_SPREAD_FINDERS];
    const uint32_t page = op_page_up(run);
    const uint32_t k = spread->n_finders++;
    const struct op_words w = op_draw_words(&run->chance, OP_DRAW_FINDER, k, 0, 0);
    const double heard = spread->largest_clicks / 1000.0;

    (void)event;
    if (k > 0 && page != OP_NO_INSTANCE && op_unit_from32(w.w[0]) < heard) {
        read_page(run, op_given_near(run, op_unit_from32(w.w[1]), op_unit_from32(w.w[2])), page,
                  OP_READ_FINDER);
    }
    if (!(rate_per_s > 0)) return;
    const double wait_s = -op_log(op_unit_from32(w.w[3])) / rate_per_s;
    op_timer_set(run, spread->finder_timer, op_run_now_us(run) + op_us(wait_s) + 1, OP_KIND_FINDER,
                 0, 0, 0);
}
