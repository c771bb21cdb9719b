// SPDX-License-Identifier: GPL-3.0-or-later
// Spread: how word of a call goes round.
//
// A page of the call is read because of an invitation, a feed story of somebody's click, an open or
// closed share, a recommendation, word of mouth, national news, or a search. A reader whose utility
// reaches the threshold clicks (models/mobilisation/commitment.c); a click sets off invitations and
// stories; readings add up to shares. Persons are online at exogenous sessions, a pure function of
// person and day: only what is read becomes an event. Pages can be withdrawn, taken down, copied
// and succeeded.
//
// Files: given.c (start), invite.c, share.c, recommender.c, reading.c, page.c, message.c;
// watched.c, martyr.c, publicity.c: what measures cause that they do not aim at.
#include "models/spread/spread.h"

#include "models/spread/spread_parts.h"

// clang-format off
static const struct op_param params[OP_SPREAD_N_PARAMS] = {
    [OP_SPREAD_SEEDS] = { "seeds", OP_UNIT_PERSONS, 0, 1e5, "78 persons", OP_RUN_PARAM, OP_PUBLISHED,
      "persons whom the host of a new page invites", "Haren 2012: 78 friends (rtvnoord.nl)", NULL },
    [OP_SPREAD_GIVEN_NEAR] = { "given_near", OP_UNIT_SHARE, 0, 1, "85 %", OP_RUN_PARAM, OP_ASSUMED,
      "share of those invited before the record who live near the place", "assumed", NULL },
    [OP_SPREAD_INVITERS] = { "inviters", OP_UNIT_SHARE, 0, 1, "margin(10 %, 20 %, 30 %)",
      OP_RUN_PARAM, OP_FITTED, "share of those who click who then invite others",
      "fitted on Haren 2012", NULL },
    [OP_SPREAD_INVITES] = { "invites", OP_UNIT_PERSONS, 0, 500,
      "margin(20 persons, 45 persons, 55 persons)", OP_RUN_PARAM, OP_ASSUMED,
      "mean number whom an inviter invites", "assumed", NULL },
    [OP_SPREAD_INVITE_READ] = { "invite_read", OP_UNIT_SHARE, 0, 1, "70 %", OP_RUN_PARAM, OP_ASSUMED,
      "share of invitations that are read", "assumed", NULL },
    [OP_SPREAD_FEED_READS] = { "feed_reads", OP_UNIT_NONE, 0, 100, "margin(9, 11, 14)", OP_RUN_PARAM,
      OP_FITTED, "mean number who read the feed story of a click", "fitted on Haren 2012", NULL },
    [OP_SPREAD_FEED_HALF_LIFE] = { "feed_half_life", OP_UNIT_DURATION, 60, 864000, "6 h",
      OP_RUN_PARAM, OP_ASSUMED, "half-life of the feed story of a click", "assumed", NULL },
    [OP_SPREAD_OPEN_HALF_LIFE] = { "open_half_life", OP_UNIT_DURATION, 60, 864000,
      "margin(30 min, 50 min, 2 h)", OP_RUN_PARAM, OP_PUBLISHED, "half-life of an open post",
      "Graffius 2018-2022: Facebook 30 min, later 50-80 min", NULL },
    [OP_SPREAD_CLOSED_HALF_LIFE] = { "closed_half_life", OP_UNIT_DURATION, 60, 864000, "6 h",
      OP_RUN_PARAM, OP_ASSUMED, "half-life of a message in a closed group", "assumed", NULL },
    [OP_SPREAD_CLOSED_SEEN] = { "closed_seen", OP_UNIT_SHARE, 0, 1, "20 %", OP_RUN_PARAM, OP_ASSUMED,
      "share of a closed group's members who look at one message in it",
      "assumed: such that closed shares alone stay below the tipping point", NULL },
    [OP_SPREAD_RHO_OPEN] = { "rho_open", OP_UNIT_SHARE, 0, 1, "margin(0.05 %, 0.5 %, 2 %)",
      OP_RUN_PARAM, OP_ASSUMED, "chance that a reading makes a person of full affinity share openly",
      "retweets per impression; assumed", NULL },
    [OP_SPREAD_RHO_CLOSED] = { "rho_closed", OP_UNIT_SHARE, 0, 1, "margin(2 %, 8 %, 20 %)",
      OP_RUN_PARAM, OP_ASSUMED, "chance that a reading makes a person of full affinity share in a closed group", "assumed", NULL },
    [OP_SPREAD_GAMMA] = { "gamma", OP_UNIT_NONE, 0, 5, "margin(0.5, 1, 2)", OP_RUN_PARAM, OP_ASSUMED,
      "how strongly sharing depends on affinity", "assumed", NULL },
    [OP_SPREAD_COMPLEXITY] = { "complexity", OP_UNIT_NONE, 0, 8, "0", OP_RUN_PARAM, OP_CHOSEN,
      "exponent m of h(k): 0 simple contagion, above 1 complex",
      "Centola & Macy 2007, doi:10.1086/521848", NULL },
    [OP_SPREAD_SOURCES] = { "sources", OP_UNIT_NONE, 1, 20, "margin(2, 3, 6)", OP_RUN_PARAM,
      OP_ASSUMED, "number of sources at which complex contagion is halfway", "assumed", NULL },
    [OP_SPREAD_DEBUNK] = { "debunk", OP_UNIT_NONE, 0, 5, "margin(0.1, 0.4, 1)", OP_RUN_PARAM,
      OP_ASSUMED, "how strongly an official message that is believed lowers sharing", "assumed",
      NULL },
    [OP_SPREAD_SHARE_DELAY] = { "share_delay", OP_UNIT_DURATION, 1, 864000, "30 min", OP_RUN_PARAM,
      OP_ASSUMED, "median wait from reading to sharing", "assumed", NULL },
    [OP_SPREAD_FACE] = { "face", OP_UNIT_NONE, 0, 50, "margin(0.5, 1, 3)", OP_RUN_PARAM, OP_ASSUMED,
      "mean number whom a sharer tells face to face within a day", "assumed", NULL },
    [OP_SPREAD_FINDERS] = { "finders", OP_UNIT_RATE, 0, 1, "margin(10 /d, 40 /d, 120 /d)",
      OP_RUN_PARAM, OP_FITTED, "persons who search out and click on a page of 1,000 clicks or more",
      "fitted on Haren 2012", NULL },
    [OP_SPREAD_FOLLOW] = { "follow", OP_UNIT_SHARE, 0, 1, "margin(30 %, 45 %, 65 %)", OP_RUN_PARAM,
      OP_FITTED, "share of those who clicked on a page that ended who follow to its successor",
      "fitted on Haren 2012", NULL },
    [OP_SPREAD_FOLLOW_WAIT] = { "follow_wait", OP_UNIT_DURATION, 60, 8640000, "48 h", OP_RUN_PARAM,
      OP_ASSUMED, "mean wait until a follower reaches the successor", "assumed", NULL },
    [OP_SPREAD_SUCCESSOR_AFTER_TALK] = { "successor_after_talk", OP_UNIT_SHARE, 0, 1,
      "margin(20 %, 50 %, 80 %)", OP_RUN_PARAM, OP_ASSUMED,
      "probability that somebody else opens a page after the caller was talked out of it", "assumed",
      NULL },
    [OP_SPREAD_NOTICE] = { "notice", OP_UNIT_SHARE, 0, 1, "60 %", OP_RUN_PARAM, OP_ASSUMED,
      "share of those with a stake in it who notice a removal", "assumed", NULL },
    [OP_SPREAD_REUPLOAD] = { "reupload", OP_UNIT_SHARE, 0, 1, "margin(0.02 %, 0.1 %, 0.5 %)",
      OP_RUN_PARAM, OP_ASSUMED, "share of those who notice who put a copy up", "assumed", NULL },
    [OP_SPREAD_TO_CLOSED] = { "to_closed", OP_UNIT_SHARE, 0, 1, "margin(5 %, 20 %, 30 %)",
      OP_RUN_PARAM, OP_ASSUMED,
      "share of those who notice, without any trust, who share in closed groups from then on",
      "assumed", NULL },
    [OP_SPREAD_RECOMMENDED] = { "recommended", OP_UNIT_NONE, 0, 50, "margin(0, 2, 8)", OP_RUN_PARAM,
      OP_ASSUMED, "mean number of strangers who are shown an open share of a call that spreads fast",
      "assumed", NULL },
    [OP_SPREAD_FAST] = { "fast", OP_UNIT_NONE, 1, 1e5, "100", OP_RUN_PARAM, OP_ASSUMED,
      "open shares an hour at which half of the recommending is reached", "assumed", NULL },
    [OP_SPREAD_SUCCESSOR_AFTER_ARREST] = { "successor_after_arrest", OP_UNIT_SHARE, 0, 1,
      "margin(30 %, 60 %, 90 %)", OP_RUN_PARAM, OP_ASSUMED,
      "probability that somebody else opens a page after the caller was arrested", "assumed", NULL },
    [OP_SPREAD_PUBLICITY_WITHIN] = { "publicity_within", OP_UNIT_LENGTH, 0, 1e6, "15 km",
      OP_RUN_PARAM, OP_ASSUMED,
      "how far from the place people hear what the authorities say about a call", "assumed", NULL },
    [OP_SPREAD_PUBLICITY_LOOKS] = { "publicity_looks", OP_UNIT_SHARE, 0, 1,
      "margin(1 %, 4 %, 10 %)", OP_RUN_PARAM, OP_ASSUMED,
      "share of those who first hear of the call that way who look the page up",
      "assumed, like news.looks_up", NULL },
};

static const struct op_lever levers[OP_SPREAD_N_LEVERS] = {
    [OP_SPREAD_VISIBILITY] = { "visibility", OP_PRODUCT, OP_UNIT_SHARE, 0, 1,
      "share of feed stories and shares of the call that stay visible", "assumed" },
    [OP_SPREAD_RESHARE] = { "reshare", OP_PRODUCT, OP_UNIT_SHARE, 0, 1,
      "factor on the chance that a reading makes a person share", "assumed" },
    [OP_SPREAD_REMOVAL_SHARE] = { "removal_share", OP_SUM, OP_UNIT_SHARE, 0, 1,
      "probability that a page or copy is found and taken down", "assumed" },
    [OP_SPREAD_REMOVAL_DELAY] = { "removal_delay", OP_SUM, OP_UNIT_DURATION, 0, 8640000,
      "median time until a page that is found is down", "assumed" },
    [OP_SPREAD_MESSAGE_REACH] = { "message_reach", OP_SUM, OP_UNIT_SHARE, 0, 1,
      "share of those who have met the call who read the official message, a day", "assumed" },
    [OP_SPREAD_MESSAGE_CREDIBILITY] = { "message_credibility", OP_SUM, OP_UNIT_NONE, 0, 5,
      "how credible the official message is to somebody of full trust", "assumed" },
    [OP_SPREAD_CALLER_STOPS] = { "caller_stops", OP_SUM, OP_UNIT_SHARE, 0, 1,
      "probability that the caller who is talked to withdraws the page", "assumed" },
    [OP_SPREAD_RECOMMENDATION] = { "recommendation", OP_PRODUCT, OP_UNIT_SHARE, 0, 1,
      "share of recommendations to strangers that are still made", "assumed" },
    [OP_SPREAD_FORWARDING] = { "forwarding", OP_PRODUCT, OP_UNIT_SHARE, 0, 1,
      "factor on the chance of forwarding to a closed group", "docs/sources.md#friction" },
    [OP_SPREAD_CHILL] = { "chill", OP_SUM, OP_UNIT_SHARE, 0, 1,
      "share of those about to share openly who stay silent because they feel watched", "assumed" },
    [OP_SPREAD_DISPLACEMENT] = { "displacement", OP_SUM, OP_UNIT_SHARE, 0, 1,
      "share of those about to share openly, without any trust, who turn to closed groups",
      "docs/sources.md#removal" },
    [OP_SPREAD_CALLER_ARRESTED] = { "caller_arrested", OP_SUM, OP_UNIT_SHARE, 0, 1,
      "probability that the caller is arrested, or otherwise taken out, and the page ends",
      "assumed" },
    [OP_SPREAD_PUBLICITY] = { "publicity", OP_SUM, OP_UNIT_SHARE, 0, 1,
      "share of those near the place who first hear of the call from the authorities",
      "direction: docs/sources.md#measures; size assumed" },
    [OP_SPREAD_REMOVAL_WAIT] = { "removal_wait", OP_PRODUCT, OP_UNIT_SHARE, 0, 1,
      "factor on the time until a page that is found is down", "assumed" },
};

static const struct op_observable observables[] = {
    { "attending_clicks", "clicks", OP_WANT_NONE, "last", .05, "clicks on \"attending\"",
      "klikken op \"aanwezig\"", "on the largest page that is up" },
    { "committed_persons", "persons", OP_WANT_NONE, "last", 0, "persons who committed",
      "personen die hebben toegezegd", "ever clicked on any page" },
    { "invited_persons", "persons", OP_WANT_NONE, "last", 0, "invitations sent",
      "verstuurde uitnodigingen", "on all pages; a person may be invited more than once" },
    { "pages_up", "pages", OP_WANT_NONE, "last", 0, "pages online", "pagina's online",
      "pages and copies that are up" },
    { "shares", "shares", OP_WANT_NONE, "last", 0, "shares", "keer gedeeld",
      "open and closed shares of the call" },
    { "lawful_posts_removed", "posts", OP_WANT_LESS, "last", 0, "lawful posts removed",
      "verwijderde rechtmatige berichten",
      "pages, copies and shares of them that were taken down so far" },
};

static const struct op_metric metrics[] = {
    { "attending_clicks", "clicks", OP_WANT_NONE, .05, "clicks on \"attending\"",
      "klikken op \"aanwezig\"", "on the largest page at any time" },
    { "lawful_posts_removed", "posts", OP_WANT_LESS, 0, "lawful posts removed",
      "verwijderde rechtmatige berichten", "pages, copies and shares of them that were taken down" },
    { "silenced_persons", "persons", OP_WANT_LESS, 0, "persons who fell silent",
      "personen die zwegen", "would have shared lawfully, but felt watched" },
};
// clang-format on

static const struct op_touch touches[] = { { OP_SPREAD_REMOVAL_SHARE, "lawful_posts_removed" } };

static bool
is_start_given(const struct op_run *run)
{
    for (int k = 0; k < run->scenario->n_happenings; k++) {
        const int kind = run->scenario->happenings[k].kind;
        if (kind == OP_HAPPENS_GIVEN_INVITED || kind == OP_HAPPENS_GIVEN_CLICKS) return true;
    }
    return false;
}

static bool
are_clicks_given(const struct op_run *run)
{
    for (int k = 0; k < run->scenario->n_happenings; k++) {
        if (run->scenario->happenings[k].kind == OP_HAPPENS_GIVEN_CLICKS) return true;
    }
    return false;
}

static void
begin(struct op_run *run)
{
    struct op_spread *const spread =
        op_segment_grow(&run->state.segment[OP_SEG_SPREAD], sizeof *spread);

    op_share_begin(run, spread);
    spread->last_ended = OP_NO_INSTANCE;
    spread->finder_timer = op_timer_new(run);
    spread->message_timer = op_timer_new(run);
    op_timer_set(run, spread->finder_timer, 2, OP_KIND_FINDER, 0, 0, 0);
    if (!is_start_given(run)) op_run_add(run, 1, OP_KIND_PAGE, OP_PAGE_STARTS, 0, 0);
}

static void
happening(struct op_run *run, int kind, double amount)
{
    struct op_spread *const spread = op_spread_of(run);
    const uint32_t page = op_page_up(run);
    const double n = amount > 0 ? amount : 0;   // not stated: 0

    switch (kind) {
        case OP_HAPPENS_GIVEN_INVITED:
            spread->given_invited = n;
            if (!are_clicks_given(run)) op_given_start(run, (uint32_t)n, 0);
            break;
        case OP_HAPPENS_GIVEN_CLICKS:
            // Haren 2012: 3,500 of 16,000
            if (!(spread->given_invited > 0)) spread->given_invited = n / .22;
            op_given_start(run, (uint32_t)spread->given_invited, (uint32_t)n);
            break;
        case OP_HAPPENS_PAGE_WITHDRAWN:
            if (page != OP_NO_INSTANCE) op_page_withdraw(run, page);
            break;
        case OP_HAPPENS_SUCCESSOR_PAGE:
            op_page_successor(run);
            break;
        case OP_HAPPENS_PAGE_COPY:
            if (page == OP_NO_INSTANCE && spread->last_ended == OP_NO_INSTANCE) break;
            (void)op_page_birth(run, OP_PAGE_COPY, OP_NO_PERSON,
                                page != OP_NO_INSTANCE ? page : spread->last_ended);
            break;
        default:
            break;
    }
}

static void
lever_moved(struct op_run *run, int lever)
{
    switch (lever) {
        case OP_SPREAD_REMOVAL_SHARE:
            op_page_order_removal(run);
            break;
        case OP_SPREAD_MESSAGE_REACH:
            op_message_moved(run);
            break;
        case OP_SPREAD_CALLER_STOPS:
            op_page_talk(run);
            break;
        case OP_SPREAD_CALLER_ARRESTED:
            op_martyr_moved(run);
            break;
        case OP_SPREAD_PUBLICITY:
            op_publicity_moved(run);
            break;
        default:
            break;   // read when they matter
    }
}

static void
observe(const struct op_run *run, double *values)
{
    const struct op_spread *const spread = op_spread_of(run);
    const struct op_instance *const pages = op_instance_row(run, 0);
    const uint32_t n = op_row_count(run, OP_SEG_INSTANCE, sizeof *pages);
    const uint32_t page = op_page_up(run);
    uint32_t n_up = 0;

    for (uint32_t e = 0; e < n; e++) {
        n_up += pages[e].status == OP_PAGE_UP;
    }
    values[0] = page != OP_NO_INSTANCE ? pages[page].clicks : 0;
    values[1] = spread->n_committed;
    values[2] = spread->n_invited;
    values[3] = n_up;
    values[4] = spread->n_shares;
    values[5] = spread->n_posts_removed;
}

static void
outcome(const struct op_run *run, double *values)
{
    values[0] = op_spread_of(run)->largest_clicks;
    values[1] = op_spread_of(run)->n_posts_removed;
    values[2] = op_spread_of(run)->n_silent;
}

const struct op_mechanism op_spread_mechanism = {
    .table = { .name = "spread",
               .params = params,
               .n_params = OP_SPREAD_N_PARAMS,
               .levers = levers,
               .n_levers = OP_SPREAD_N_LEVERS,
               .observables = observables,
               .n_observables = sizeof observables / sizeof *observables },
    .summary = "how word of a call goes round: invitations, stories, shares, finders, pages",
    .source = "fitted on Haren 2012; Sellke 1983, doi:10.2307/3213811; the rest assumed",
    .first_kind = OP_KIND_SPREAD,
    .kinds = { { "read", op_reading_event, op_reading_prefetch },
               { "share", op_share_event, op_person_prefetch_subject },
               { "follow", op_page_follow, op_person_prefetch_subject },
               { "finder", op_reading_finder, NULL },
               { "page", op_page_event, NULL },
               { "message", op_message_event, op_person_prefetch_subject },
               { "reupload", op_page_reupload, NULL } },
    .metrics = metrics,
    .n_metrics = sizeof metrics / sizeof *metrics,
    .touches = touches,
    .n_touches = sizeof touches / sizeof *touches,
    .begin = begin,
    .observe = observe,
    .outcome = outcome,
    .lever_moved = lever_moved,
    .happening = happening,
};
