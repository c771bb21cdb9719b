// SPDX-License-Identifier: GPL-3.0-or-later
// Pages are born and end: withdrawn by the caller, taken down by a platform, put back as copies.
//
// When a page ends, those who clicked on it wait: to a page that is its successor or copy they
// follow with probability `follow` after an exponential wait, and count there. Commitment is theirs
// and survives the page; moving is not told again (no story, no invitations). A caller who is
// talked to gives up with the probability in force, once a talk; then somebody else opens a
// successor with probability `successor_after_talk` (assumed), whether the scenario names a
// successor or not. A removal makes those who notice move to closed groups and, now and then, put a
// copy up; those who had shared the page, and followers of theirs who met the call and notice, lose
// trust.
#include "models/shared/acts.h"
#include "models/shared/signs.h"
#include "models/spread/spread_parts.h"

// Acts by which trust counts a removal once a person and page.
enum { ACT_REMOVED = 0x72656D00, ACT_FRIEND_REMOVED = 0x66726900 };
// Numbers of the questions under purpose CALLER.
enum { ASK_GIVES_UP, ASK_SUCCESSOR = 1 << 20, ASK_STRANGER };
// Subjects of OP_KIND_REUPLOAD's aux.
enum { REUPLOAD_COPY, REUPLOAD_SUCCESSOR };

static uint32_t
n_pages(const struct op_run *run)
{
    return op_row_count(run, OP_SEG_INSTANCE, sizeof(struct op_instance));
}

uint32_t
op_page_up(const struct op_run *run)
{
    const struct op_instance *const page = op_instance_row(run, 0);
    uint32_t best = OP_NO_INSTANCE;

    for (uint32_t e = 0; e < n_pages(run); e++) {
        if (page[e].status != OP_PAGE_UP) continue;
        if (best == OP_NO_INSTANCE || page[e].clicks > page[best].clicks) best = e;
    }
    return best;
}

// ---- removal ----

static void
order_removal_of(struct op_run *run, uint32_t instance)
{
    const double share = op_run_lever(run, OP_GROUP_SPREAD, OP_SPREAD_REMOVAL_SHARE);
    const double median_s = op_run_lever(run, OP_GROUP_SPREAD, OP_SPREAD_REMOVAL_DELAY) *
                            op_run_lever(run, OP_GROUP_SPREAD, OP_SPREAD_REMOVAL_WAIT);
    const uint32_t order = op_spread_of(run)->n_removal_orders++;
    const struct op_words w = op_draw_words(&run->chance, OP_DRAW_REMOVAL, instance, order, 0);

    if (op_unit_from32(w.w[0]) >= share) return;
    // sd of the log .7: 90 % within 2.5 times the median; assumed
    const double delay_s =
        median_s > 0 ? op_lognormal_from(op_unit_from32(w.w[1]), median_s, .7) : 0;
    op_run_add(run, op_run_now_us(run) + op_us(delay_s) + order, OP_KIND_PAGE, OP_PAGE_TAKEN_DOWN,
               instance, order);
}

void
op_page_order_removal(struct op_run *run)
{
    struct op_spread *const spread = op_spread_of(run);
    const double share = op_run_lever(run, OP_GROUP_SPREAD, OP_SPREAD_REMOVAL_SHARE);
    const bool has_risen = share > spread->removal_share;

    spread->removal_share = share;
    if (!has_risen) return;
    for (uint32_t e = 0; e < n_pages(run); e++) {
        if (op_instance_row(run, e)->status == OP_PAGE_UP) order_removal_of(run, e);
    }
}

// What one person with a stake in a removed page does; posted: had shared it, so lost a post.
static void
notice_removal(struct op_run *run, struct op_person *row, uint32_t instance, bool has_posted)
{
    const double *const p = op_spread_params(run);
    const struct op_words w = op_draw_words(&run->chance, OP_DRAW_DISPLACE, row->id, instance, 0);
    const double closed = p[OP_SPREAD_TO_CLOSED] * (1 - op_trust_now(run, row->id));

    if (has_posted) {
        op_spread_of(run)->n_posts_removed++;
        op_trust_touch(run, row->id);
        op_trust_act(run, row->id, ACT_REMOVED + instance,
                     -op_run_params(run, OP_GROUP_TRUST)[OP_TRUST_OWN_POST_REMOVED]);
    }
    if (op_unit_from32(w.w[0]) >= p[OP_SPREAD_NOTICE]) return;
    if (op_unit_from32(w.w[2]) < closed) row->flags |= OP_PERSON_CLOSED_ONLY;
    if (op_unit_from32(w.w[1]) >= p[OP_SPREAD_REUPLOAD]) return;
    // a mean of six hours until a copy is up; assumed
    const double wait_s = -op_log(op_unit_from32(w.w[3])) * 6 * 3600;
    op_run_add(run, op_run_now_us(run) + op_us(wait_s), OP_KIND_REUPLOAD, REUPLOAD_COPY, row->id,
               instance);
}

// Those who met the call, follow somebody whose share of it went, and notice.
static void
tell_friends(struct op_run *run, uint32_t poster, uint32_t instance)
{
    const struct op_world *const world = op_world_of(run);
    const double notice = op_spread_params(run)[OP_SPREAD_NOTICE];
    const double loss = op_run_params(run, OP_GROUP_TRUST)[OP_TRUST_FRIEND_POST_REMOVED];

    for (uint32_t k = world->follower_first[poster]; k < world->follower_first[poster + 1]; k++) {
        const uint32_t friend = world->follower[k];

        if (op_person_find(run, friend) == NULL) continue;
        if (op_draw_unit(&run->chance, OP_DRAW_TRUST, friend, poster, instance) < notice) {
            op_trust_act(run, friend, ACT_FRIEND_REMOVED + instance, -loss);
        }
    }
}

static void
take_down(struct op_run *run, uint32_t instance)
{
    struct op_instance *const page = op_instance_row(run, instance);
    struct op_person *const rows = op_rows(run, OP_SEG_PERSON);
    const uint32_t n = op_row_count(run, OP_SEG_PERSON, sizeof *rows);

    page->status = OP_PAGE_REMOVED;
    page->ended_us = op_run_now_us(run);
    op_spread_of(run)->last_ended = instance;
    op_spread_of(run)->was_talked_down = 0;
    op_spread_of(run)->n_posts_removed++;
    for (uint32_t k = 0; k < n; k++) {
        const bool has_clicked =
            (rows[k].flags & OP_PERSON_CLICKED) && rows[k].instance == instance;
        const bool has_posted = (rows[k].flags & OP_PERSON_SHARED) && rows[k].instance == instance;

        if (has_clicked || has_posted) notice_removal(run, &rows[k], instance, has_posted);
        if (has_posted) tell_friends(run, rows[k].id, instance);
    }
    op_run_log(run, OP_LOG_MODEL, instance, page->clicks);
}

void
op_page_event(struct op_run *run, struct op_event event)
{
    const uint32_t instance = op_event_subject(event);

    if (op_event_aux(event) == OP_PAGE_STARTS) {
        if (n_pages(run) == 0) op_given_seeds(run);   // else the start was given
        return;
    }
    // an order that was called off, or overtaken by another end, removes nothing
    if (!(op_run_lever(run, OP_GROUP_SPREAD, OP_SPREAD_REMOVAL_SHARE) > 0)) return;
    if (op_instance_row(run, instance)->status == OP_PAGE_UP) take_down(run, instance);
}

// ---- birth ----

static void
call_followers(struct op_run *run, uint32_t instance, uint32_t parent)
{
    const double *const p = op_spread_params(run);
    const struct op_person *const rows = op_rows(run, OP_SEG_PERSON);
    const uint32_t n = op_row_count(run, OP_SEG_PERSON, sizeof *rows);

    for (uint32_t k = 0; k < n; k++) {
        if (!(rows[k].flags & OP_PERSON_CLICKED) || rows[k].instance != parent) continue;
        const struct op_words w =
            op_draw_words(&run->chance, OP_DRAW_FOLLOW, rows[k].id, instance, 0);
        if (op_unit_from32(w.w[0]) >= p[OP_SPREAD_FOLLOW]) continue;
        const double wait_s = -op_log(op_unit_from32(w.w[1])) * p[OP_SPREAD_FOLLOW_WAIT];
        op_run_add(run, op_run_now_us(run) + op_us(wait_s), OP_KIND_FOLLOW, 0, rows[k].id,
                   instance);
    }
}

uint32_t
op_page_birth(struct op_run *run, enum op_instance_kind kind, uint32_t host, uint32_t parent)
{
    struct op_instance *const page =
        op_segment_grow(&run->state.segment[OP_SEG_INSTANCE], sizeof *page);
    const uint32_t instance = n_pages(run) - 1;

    *page = (struct op_instance){ .born_us = op_run_now_us(run),
                                  .ended_us = OP_NEVER_US,
                                  .host = host,
                                  .parent = parent,
                                  .kind = (uint8_t)kind,
                                  .status = OP_PAGE_UP };
    if (parent != OP_NO_INSTANCE && kind == OP_PAGE_SUCCESSOR) page->after_withdrawal = 1;
    if (parent != OP_NO_INSTANCE) page->after_arrest = op_instance_row(run, parent)->after_arrest;
    if (parent != OP_NO_INSTANCE && op_instance_row(run, parent)->status != OP_PAGE_UP) {
        call_followers(run, instance, parent);
    }
    if (op_run_lever(run, OP_GROUP_SPREAD, OP_SPREAD_REMOVAL_SHARE) > 0) {
        order_removal_of(run, instance);
    }
    return instance;
}

void
op_page_follow(struct op_run *run, struct op_event event)
{
    const uint32_t instance = op_event_argument(event);
    struct op_person *const row = op_person_touch(run, op_event_subject(event));
    struct op_instance *const page = op_instance_row(run, instance);
    struct op_spread *const spread = op_spread_of(run);

    if (page->status != OP_PAGE_UP || row->instance == instance) return;
    row->instance = instance;
    row->reinforced_us = op_run_now_us(run);
    if (++page->clicks > spread->largest_clicks) spread->largest_clicks = page->clicks;
}

// ---- withdrawal, talk, successor ----

void
op_page_withdraw(struct op_run *run, uint32_t instance)
{
    struct op_instance *const page = op_instance_row(run, instance);

    if (page->status != OP_PAGE_UP) return;
    page->status = OP_PAGE_WITHDRAWN;
    page->ended_us = op_run_now_us(run);
    op_spread_of(run)->last_ended = instance;
    op_spread_of(run)->was_talked_down = 0;
}

static bool
is_successor_ahead(const struct op_run *run)
{
    const struct op_scenario *const scenario = run->scenario;

    for (int k = 0; k < scenario->n_happenings; k++) {
        const struct op_happening *const h = &scenario->happenings[k];
        if (h->kind == OP_HAPPENS_SUCCESSOR_PAGE && h->at_us > op_run_now_us(run)) return true;
    }
    return false;
}

static double
successor_chance(const struct op_run *run, bool is_arrest)
{
    return op_spread_params(
        run)[is_arrest ? OP_SPREAD_SUCCESSOR_AFTER_ARREST : OP_SPREAD_SUCCESSOR_AFTER_TALK];
}

void
op_page_lose_caller(struct op_run *run, uint32_t instance, bool is_arrest)
{
    op_page_withdraw(run, instance);
    op_spread_of(run)->was_talked_down = is_arrest ? OP_CALLER_ARRESTED : OP_TALKED_DOWN;
    op_instance_row(run, instance)->after_arrest |= is_arrest;
    op_run_log(run, OP_LOG_MODEL, instance, op_instance_row(run, instance)->clicks);
    if (is_successor_ahead(run)) return;   // decided when the scenario's moment comes
    const struct op_words w =
        op_draw_words(&run->chance, OP_DRAW_CALLER, instance, 0, ASK_SUCCESSOR);
    op_spread_of(run)->was_talked_down = OP_TALK_SETTLED;
    if (op_unit_from32(w.w[0]) >= successor_chance(run, is_arrest)) return;
    // median a day until somebody else opens one; assumed
    const double wait_s = op_lognormal_from(op_unit_from32(w.w[1]), 86400, .7);
    op_run_add(run, op_run_now_us(run) + op_us(wait_s), OP_KIND_REUPLOAD, REUPLOAD_SUCCESSOR, 0,
               instance);
}

void
op_page_talk(struct op_run *run)
{
    struct op_spread *const spread = op_spread_of(run);
    const double stops = op_run_lever(run, OP_GROUP_SPREAD, OP_SPREAD_CALLER_STOPS);
    const bool has_risen = stops > spread->caller_stops;
    const uint32_t instance = op_page_up(run);

    spread->caller_stops = stops;
    if (!has_risen || instance == OP_NO_INSTANCE) return;
    const uint32_t talk = op_instance_row(run, instance)->n_talks++;
    op_signs_looked_at(run, op_instance_row(run, instance)->host);
    const double u = op_draw_unit(&run->chance, OP_DRAW_CALLER, instance, 0, ASK_GIVES_UP + talk);
    if (u < stops) op_page_lose_caller(run, instance, false);
}

static void
open_successor(struct op_run *run, uint32_t parent)
{
    const struct op_words w =
        op_draw_words(&run->chance, OP_DRAW_CALLER, n_pages(run), 0, ASK_STRANGER);
    const uint32_t host = op_given_near(run, op_unit_from32(w.w[0]), op_unit_from32(w.w[1]));
    const uint32_t page = op_page_birth(run, OP_PAGE_SUCCESSOR, host, parent);

    op_invite_send(run, host, page, (uint32_t)op_spread_params(run)[OP_SPREAD_SEEDS]);
}

void
op_page_successor(struct op_run *run)
{
    struct op_spread *const spread = op_spread_of(run);
    const uint32_t parent = spread->last_ended;

    if (spread->was_talked_down == OP_TALK_SETTLED) return;   // whether one comes is decided once
    if (spread->was_talked_down == OP_TALKED_DOWN ||
        spread->was_talked_down == OP_CALLER_ARRESTED) {
        const bool is_arrest = spread->was_talked_down == OP_CALLER_ARRESTED;
        const double u = op_draw_unit(&run->chance, OP_DRAW_CALLER, parent, 0, ASK_SUCCESSOR);

        spread->was_talked_down = OP_TALK_SETTLED;
        if (u >= successor_chance(run, is_arrest)) return;
    }
    open_successor(run, parent);
}

void
op_page_reupload(struct op_run *run, struct op_event event)
{
    const uint32_t parent = op_event_argument(event);

    if (op_event_aux(event) == REUPLOAD_SUCCESSOR) {
        if (op_page_up(run) == OP_NO_INSTANCE) open_successor(run, parent);
        return;
    }
    const uint32_t host = op_event_subject(event);
    const uint32_t page = op_page_birth(run, OP_PAGE_COPY, host, parent);
    op_share_stories(run, host, page);
}
