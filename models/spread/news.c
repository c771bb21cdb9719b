// SPDX-License-Identifier: GPL-3.0-or-later
// National news.
//
// The first story comes when the integrated hazard reaches one keyed fuse ~ Exp(1):
//   lambda a day = nu0 (C/1000)^nu1 exp(nu2 O + nu3 [less than 4 days to go] + nu4 [incident]) m
// C clicks on the largest page, O 1 for three days after an official announcement, incident: ten or
// more active at the place, m the lever `media_attention`. The rate is brought up to date hourly
// and by levers. What drove the onset in 2012 is not identified by that evening (counter,
// announcement and date came together), so three rival structures are drawn among replicates:
//   counter .11, 1, .5, .3; announcement .019, .2, 3, .3; date .041, .2, .5, 2.
// A trajectory that still follows a record gets its recorded story and counts no hazard.
//
// From then on a person reads national news on a day with probability `reads`, at a circadian
// moment, both keyed (person, day); of the readers `looks_up` look for the page. One sweep a day
// finds those; nobody else is touched.
//
// Known: at 2,400 clicks, announced, three days to go, each structure gives about .6 a day.
#include "models/spread/news.h"

#include "models/shared/news_state.h"
#include "models/spread/newsreaders.h"
#include "models/shared/signs.h"

#include <stddef.h>

enum {
    PARAM_STRUCTURE,
    PARAM_ONSET,
    PARAM_INCIDENT,
    PARAM_READS,
    PARAM_LOOKS_UP,
    PARAM_FRESH,
    PARAM_CLOSE,
    N_PARAMS
};

// clang-format off
static const struct op_param params[N_PARAMS] = {
    [PARAM_STRUCTURE] = { "structure", OP_UNIT_CHOICE, 0, 2, "counter", OP_RUN_PARAM, OP_ASSUMED,
      "what drives the first national story most: clicks, an official announcement, or the date",
      "assumed: not identified by Haren 2012", "counter|announcement|date" },
    [PARAM_ONSET] = { "onset", OP_UNIT_NONE, 0, 100, "margin(0.4, 1, 2.5)", OP_RUN_PARAM, OP_ASSUMED,
      "factor on the hazard of the first national story", "assumed", NULL },
    [PARAM_INCIDENT] = { "incident", OP_UNIT_NONE, 0, 10, "margin(1, 2, 3)", OP_RUN_PARAM,
      OP_ASSUMED, "log factor on the hazard of the first national story while there is disorder", "assumed", NULL },
    [PARAM_READS] = { "reads", OP_UNIT_RATE, 0, 0.001, "margin(0.38 /d, 0.55 /d, 0.77 /d)",
      OP_RUN_PARAM, OP_ASSUMED, "rate at which a person reads national news of the call", "assumed",
      NULL },
    [PARAM_LOOKS_UP] = { "looks_up", OP_UNIT_SHARE, 0, 1, "margin(4 %, 5.5 %, 8 %)", OP_RUN_PARAM,
      OP_FITTED, "share of readers of the news who look the page up", "fitted on Haren 2012", NULL },
    [PARAM_FRESH] = { "fresh", OP_UNIT_DURATION, 0, 8640000, "3 d", OP_RUN_PARAM, OP_ASSUMED,
      "how long an official announcement is news", "assumed", NULL },
    [PARAM_CLOSE] = { "close", OP_UNIT_DURATION, 0, 8640000, "4 d", OP_RUN_PARAM, OP_ASSUMED,
      "from how long before it an event is near enough to be news", "assumed", NULL },
};

static const struct op_lever levers[OP_NEWS_N_LEVERS] = {
    [OP_NEWS_MEDIA_ATTENTION] = { "media_attention", OP_PRODUCT, OP_UNIT_NONE, 0, 10,
      "factor on the hazard of the first national story", "assumed" },
    [OP_NEWS_ANNOUNCEMENT] = { "announcement", OP_SUM, OP_UNIT_NONE, 0, 10,
      "an official announcement: news for some days from each rise", "assumed" },
};

static const struct op_observable observables[] = {
    { "news_on", "0 or 1", OP_WANT_NONE, "last", 0, "national news", "landelijk nieuws",
      "1 from the first national story on" },
};

static const struct op_metric metrics[] = {
    { "first_story_h", "h", OP_WANT_NONE, 0, "first national story", "eerste landelijke bericht",
      "hours from the start; the end of the run if there was none" },
};

// nu0 (a day), nu1, nu2, nu3 by structure.
static const double structures[3][4] = {
    { 0.11, 1, 0.5, 0.3 },
    { 0.019, 0.2, 3, 0.3 },
    { 0.041, 0.2, 0.5, 2 },
};
// clang-format on

// The one row of OP_SEG_NEWS.
struct news {
    struct op_news_state shared;   // first: others read it
    int64_t announced_until_us;    // an official announcement is fresh until then
    int64_t since_us;              // the level holds at this moment
    double level;                  // integrated hazard of the first story
    double rate_per_day;           // hazard in force since since_us
    double fuse;                   // level at which the first story comes
    double announced;              // the lever's last value
    double daily_share;            // probability that a person reads on a day
    uint32_t timer_first, timer_hazard;
};

static struct news *
news_of(const struct op_run *run)
{
    return (struct news *)op_rows(run, OP_SEG_NEWS);
}

static const int64_t hour_us = INT64_C(3600000000);

static const double *
params_of(const struct op_run *run)
{
    return op_run_params(run, OP_GROUP_NEWS);
}

// ---- who reads ----

int64_t
op_news_last_read_us(const struct op_run *run, uint32_t person, int64_t now_us)
{
    const struct news *const news = news_of(run);

    return op_news_reader_us(run, person, news->daily_share, news->shared.first_story_us, now_us);
}

static void
day_event(struct op_run *run, struct op_event event)
{
    const int day = (int)op_event_argument(event);

    op_news_look_up(run, day, news_of(run)->daily_share,
                    news_of(run)->daily_share * params_of(run)[PARAM_LOOKS_UP]);
    op_run_add(run, op_world_moment_us(op_world_of(run), day + 1, 0), OP_KIND_NEWS_DAY, 0, 0,
               (uint32_t)day + 1);
}

// ---- the first story ----

static void
story(struct op_run *run)
{
    struct news *const news = news_of(run);
    const int64_t now_us = op_run_now_us(run);

    if (news->shared.first_story_us != OP_NEVER_US) return;
    news->shared.first_story_us = now_us;
    op_timer_clear(run, news->timer_first);
    op_timer_clear(run, news->timer_hazard);
    op_run_add(run, now_us, OP_KIND_NEWS_DAY, 0, 0,
               (uint32_t)op_world_day(op_world_of(run), now_us));
    op_signs_news(run);
}

static uint32_t
clicks_now(const struct op_run *run)
{
    const struct op_instance *const pages = op_rows(run, OP_SEG_INSTANCE);
    const uint32_t n = op_row_count(run, OP_SEG_INSTANCE, sizeof *pages);
    uint32_t most = 0;

    for (uint32_t e = 0; e < n; e++) {
        if (pages[e].status == OP_PAGE_UP && pages[e].clicks > most) most = pages[e].clicks;
    }
    return most;
}

static double
hazard_per_day(const struct op_run *run)
{
    const double *const p = params_of(run);
    const double *const nu = structures[(int)p[PARAM_STRUCTURE]];
    const int64_t now_us = op_run_now_us(run);
    const int64_t event_us = run->scenario->event_us;
    const uint32_t clicks = clicks_now(run);
    double power = 0;

    if (clicks == 0) return 0;
    if (now_us < news_of(run)->announced_until_us) power += nu[2];
    if (now_us < event_us && event_us - now_us < op_us(p[PARAM_CLOSE])) power += nu[3];
    if (run->state.segment[OP_SEG_SITE].used_bytes > 0 && op_site_of(run)->n_active >= 10) {
        power += p[PARAM_INCIDENT];
    }
    return p[PARAM_ONSET] * nu[0] * op_pow(clicks / 1000.0, nu[1]) * op_exp(power) *
           op_run_lever(run, OP_GROUP_NEWS, OP_NEWS_MEDIA_ATTENTION);
}

static bool
follows_record(const struct op_run *run)
{
    return run->scenario->record >= 0 && op_engine(run)->departed_us == OP_NEVER_US;
}

// Bring the level up to now, take the rate in force from here, and set when the fuse is reached.
static void
update(struct op_run *run)
{
    struct news *const news = news_of(run);
    const int64_t now_us = op_run_now_us(run);

    if (news->shared.first_story_us != OP_NEVER_US || follows_record(run)) return;
    news->level += news->rate_per_day * op_days(now_us - news->since_us);
    news->since_us = now_us;
    news->rate_per_day = hazard_per_day(run);
    op_timer_set(run, news->timer_hazard, now_us + hour_us, OP_KIND_NEWS_HAZARD, 0, 0, 0);

    const double rest = news->fuse - news->level;
    const double wait_days = rest > 0 ? rest / news->rate_per_day : 0;
    // what lies beyond the next update is set then
    if (rest <= 0 || wait_days < 1.0 / 24) {
        op_timer_set(run, news->timer_first, now_us + op_us(wait_days * 86400) + 1,
                     OP_KIND_NEWS_FIRST, 0, 0, 0);
    } else {
        op_timer_clear(run, news->timer_first);
    }
}

static void
hazard_event(struct op_run *run, struct op_event event)
{
    (void)event;
    update(run);
}

static void
first_event(struct op_run *run, struct op_event event)
{
    (void)event;
    story(run);
}

// ---- hooks ----

static void
begin(struct op_run *run)
{
    struct news *const news = op_segment_grow(&run->state.segment[OP_SEG_NEWS], sizeof *news);

    news->shared.first_story_us = OP_NEVER_US;
    news->daily_share = -op_expm1(-params_of(run)[PARAM_READS] * 86400);
    news->fuse = op_draw_exp(&run->chance, OP_DRAW_NEWS_FUSE, 0, 0, 0);
    news->timer_first = op_timer_new(run);
    news->timer_hazard = op_timer_new(run);
    if (!follows_record(run)) {
        op_timer_set(run, news->timer_hazard, 3, OP_KIND_NEWS_HAZARD, 0, 0, 0);
    }
}

// From here the hazard counts from zero.
static void
departed(struct op_run *run)
{
    struct news *const news = news_of(run);

    news->level = 0;
    news->rate_per_day = 0;
    news->since_us = op_run_now_us(run);
    update(run);
}

static void
lever_moved(struct op_run *run, int lever)
{
    struct news *const news = news_of(run);
    const double announced = op_run_lever(run, OP_GROUP_NEWS, OP_NEWS_ANNOUNCEMENT);

    if (lever == OP_NEWS_ANNOUNCEMENT) {
        if (announced > news->announced) {
            news->announced_until_us = op_run_now_us(run) + op_us(params_of(run)[PARAM_FRESH]);
        }
        news->announced = announced;
    }
    update(run);
}

static void
happening(struct op_run *run, int kind, double amount)
{
    enum { NATIONAL_STORY = 4 };

    (void)amount;
    if (kind == NATIONAL_STORY) story(run);
}

static void
observe(const struct op_run *run, double *values)
{
    values[0] = news_of(run)->shared.first_story_us != OP_NEVER_US;
}

static void
outcome(const struct op_run *run, double *values)
{
    const int64_t first_us = news_of(run)->shared.first_story_us;

    values[0] = op_hours(first_us != OP_NEVER_US ? first_us : run->scenario->end_us);
}

const struct op_mechanism op_news_mechanism = {
    .table = { .name = "news",
               .params = params,
               .n_params = N_PARAMS,
               .levers = levers,
               .n_levers = OP_NEWS_N_LEVERS,
               .observables = observables,
               .n_observables = sizeof observables / sizeof *observables },
    .summary = "when national news comes, who reads it, and who then looks the page up",
    .source =
        "fitted on Haren 2012 and assumed; Vasterman in dutchnews.nl on the first day of news",
    .first_kind = OP_KIND_NEWS,
    .kinds = { { "news_first", first_event, NULL },
               { "news_day", day_event, NULL },
               { "news_hazard", hazard_event, NULL } },
    .metrics = metrics,
    .n_metrics = sizeof metrics / sizeof *metrics,
    .begin = begin,
    .observe = observe,
    .outcome = outcome,
    .lever_moved = lever_moved,
    .happening = happening,
    .departed = departed,
};
