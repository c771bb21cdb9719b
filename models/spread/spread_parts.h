// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of the spread mechanism share: its parameters, its scalars and its own functions.
#ifndef OP_MODELS_SPREAD_PARTS_H
#define OP_MODELS_SPREAD_PARTS_H

#include "models/shared/people.h"
#include "models/spread/spread.h"

#define OP_NO_INSTANCE UINT32_MAX
#define OP_NO_PERSON UINT32_MAX

// Rows of the parameter table, in order.
enum {
    OP_SPREAD_SEEDS,
    OP_SPREAD_GIVEN_NEAR,
    OP_SPREAD_INVITERS,
    OP_SPREAD_INVITES,
    OP_SPREAD_INVITE_READ,
    OP_SPREAD_FEED_READS,
    OP_SPREAD_FEED_HALF_LIFE,
    OP_SPREAD_OPEN_HALF_LIFE,
    OP_SPREAD_CLOSED_HALF_LIFE,
    OP_SPREAD_CLOSED_SEEN,
    OP_SPREAD_RHO_OPEN,
    OP_SPREAD_RHO_CLOSED,
    OP_SPREAD_GAMMA,
    OP_SPREAD_COMPLEXITY,
    OP_SPREAD_SOURCES,
    OP_SPREAD_DEBUNK,
    OP_SPREAD_SHARE_DELAY,
    OP_SPREAD_FACE,
    OP_SPREAD_FINDERS,
    OP_SPREAD_FOLLOW,
    OP_SPREAD_FOLLOW_WAIT,
    OP_SPREAD_SUCCESSOR_AFTER_TALK,
    OP_SPREAD_NOTICE,
    OP_SPREAD_REUPLOAD,
    OP_SPREAD_TO_CLOSED,
    OP_SPREAD_RECOMMENDED,
    OP_SPREAD_FAST,
    OP_SPREAD_SUCCESSOR_AFTER_ARREST,
    OP_SPREAD_PUBLICITY_WITHIN,
    OP_SPREAD_PUBLICITY_LOOKS,
    OP_SPREAD_N_PARAMS
};

// Ways in which a page is met: aux of OP_KIND_READ.
enum {
    OP_READ_INVITE,
    OP_READ_STORY,
    OP_READ_OPEN,
    OP_READ_CLOSED,
    OP_READ_FACE,
    OP_READ_NEWS,
    OP_READ_FINDER,
    OP_READ_FOLLOW,
    OP_READ_PUBLICITY
};

// What an OP_KIND_PAGE event does: its aux.
enum { OP_PAGE_STARTS, OP_PAGE_TAKEN_DOWN };

// Index in the registry's list of happenings.
enum {
    OP_HAPPENS_GIVEN_INVITED,
    OP_HAPPENS_GIVEN_CLICKS,
    OP_HAPPENS_PAGE_WITHDRAWN,
    OP_HAPPENS_SUCCESSOR_PAGE,
    OP_HAPPENS_NATIONAL_STORY,
    OP_HAPPENS_PAGE_COPY
};

// The one row of OP_SEG_SPREAD.
struct op_spread {
    double rho_open, rho_closed;   // chance of sharing at full affinity, with the call's appeal
    double cover_story, cover_closed;   // share of an audience that could see it; open shares: 1
    double decay_per_s[OP_READ_CLOSED + 1];   // of visibility, by channel
    double speed_per_h;                       // open shares an hour as they stood at speed_since_us
    int64_t speed_since_us;
    double given_invited;     // stated before the clicks; 0: not
    double caller_stops;      // the lever's last value
    double removal_share;     // likewise
    double caller_arrested;   // likewise
    double publicity;         // its highest value so far
    uint32_t n_committed, n_invited, n_shares, n_posts_removed;
    uint32_t largest_clicks;   // on any page, ever
    uint32_t free_exposure;    // 1-based list of free rows of OP_SEG_EXPOSURE; 0 ends
    uint32_t finder_timer, n_finders;
    uint32_t message_timer, n_sweeps;
    uint32_t n_removal_orders;   // ordinal of removal draws
    uint32_t last_ended;         // page that ended last, whose followers wait; OP_NO_INSTANCE
    uint32_t was_talked_down;    // it ended because its caller was talked to: OP_TALK...
    uint32_t n_silent;           // persons who felt watched and did not share
};

// Whether somebody else opens a page after a talk or an arrest is asked once.
enum { OP_NO_TALK, OP_TALKED_DOWN, OP_TALK_SETTLED, OP_CALLER_ARRESTED };

static inline struct op_spread *
op_spread_of(const struct op_run *run)
{
    return (struct op_spread *)op_rows(run, OP_SEG_SPREAD);
}

static inline struct op_instance *
op_instance_row(const struct op_run *run, uint32_t instance)
{
    return (struct op_instance *)op_rows(run, OP_SEG_INSTANCE) + instance;
}

static inline const double *
op_spread_params(const struct op_run *run)
{
    return op_run_params(run, OP_GROUP_SPREAD);
}

// ---- page.c: pages are born and end
uint32_t op_page_up(const struct op_run *run);   // largest page up; OP_NO_INSTANCE
uint32_t op_page_birth(struct op_run *run, enum op_instance_kind kind, uint32_t host,
                       uint32_t parent);
void op_page_withdraw(struct op_run *run, uint32_t instance);
void op_page_order_removal(struct op_run *run);   // the removal levers moved
void op_page_talk(struct op_run *run);            // the lever caller_stops moved
// The caller gives up or is taken away: the page ends, and perhaps somebody else opens another.
void op_page_lose_caller(struct op_run *run, uint32_t instance, bool is_arrest);
void op_page_successor(struct op_run *run);   // the scenario's successor page
op_handler op_page_event, op_page_reupload, op_page_follow;

// ---- given.c: how a call begins
void op_given_start(struct op_run *run, uint32_t n_invited, uint32_t n_clicks);
void op_given_seeds(struct op_run *run);
uint32_t op_given_near(const struct op_run *run, double u_town, double u_person);

// ---- invite.c: what a click sets off
void op_invite_click(struct op_run *run, struct op_person *row, uint32_t instance);
void op_invite_send(struct op_run *run, uint32_t inviter, uint32_t instance, uint32_t n);

// ---- share.c: what is passed on
void op_share_begin(const struct op_run *run, struct op_spread *spread);
void op_share_stories(struct op_run *run, uint32_t person, uint32_t instance);
void op_share_account(struct op_run *run, struct op_person *row, uint32_t instance,
                      uint8_t channel);
void op_share_reach(struct op_run *run, const uint32_t *audience, size_t n, uint8_t channel,
                    const struct op_exposure *share);
bool op_share_is_seen(const struct op_run *run, uint32_t reader, uint8_t channel,
                      const struct op_exposure *exposure);
op_handler op_share_event;

// ---- watched.c: who shares openly while the authorities look on
// False: nothing is shared now. May turn the person to closed groups.
bool op_watched_shares(struct op_run *run, struct op_person *row);

// ---- martyr.c: the caller is arrested
void op_martyr_moved(struct op_run *run);

// ---- publicity.c: who first hears of the call from the authorities
void op_publicity_moved(struct op_run *run);

// ---- recommender.c: strangers who are shown an open share
void op_recommend(struct op_run *run, const struct op_exposure *share);

// ---- reading.c: what waits, and what reading does
void op_reading_add(struct op_run *run, int64_t at_us, uint8_t channel, uint32_t reader,
                    const struct op_exposure *exposure);
op_handler op_reading_event, op_reading_finder;
op_prefetch op_reading_prefetch;

// ---- message.c: what officials say
void op_message_moved(struct op_run *run);
void op_message_sweep(struct op_run *run);
op_handler op_message_event;

#endif
