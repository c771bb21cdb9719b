// SPDX-License-Identifier: GPL-3.0-or-later
// Signals: what reaches those who look.
//
// A mention is a keyed thinning of open shares, and of those feed stories of clicks that everybody
// can see: one is seen with probability coverage x recall. The law bounds coverage: public sources
// only, and before there is a concrete cause a part of it (`without_cause`). Mentions of one page
// within `bundle` are one signal. Closed groups are never watched; but a share in one is told of
// with probability tips x awareness x trust of one member: who is under 18 tells at school, others
// youth work or neighbourhood police, who pass it on. Signals that mean nothing come at a rate.
// Whoever is looked at counts as monitored, once: who said what was seen, who opened a page that
// the desk reads, and who is talked to or arrested over one. From the place comes a report at
// intervals, whose counts are off by one factor the whole evening.
//
// Known: coverage 40 %, recall 50 %, of 10,000 open shares with a cause: 2,000 mentions in the
// mean.
//
// from   bounds: Handreiking online onderzoek (2023), docs/sources.md#institutions; sizes assumed
#include "models/institutions/institutions.h"

#include "sim/base/exact.h"

enum {
    PARAM_COVERAGE,
    PARAM_WITHOUT_CAUSE,
    PARAM_RECALL,
    PARAM_STORIES,
    PARAM_BUNDLE,
    PARAM_TIPS,
    PARAM_AWARENESS,
    PARAM_TIP_DELAY,
    PARAM_NOISE,
    PARAM_REVIEW,
    PARAM_STREET,
    PARAM_UNATTENDED,
    PARAM_COUNT_ERROR,
    N_PARAMS
};

// Subjects of ESTIMATE; judgement.c has others.
enum { ESTIMATE_PRESENT = 1, ESTIMATE_ACTIVE };

// clang-format off
static const struct op_param params[N_PARAMS] = {
    [PARAM_COVERAGE] = { "coverage", OP_UNIT_SHARE, 0, 1, "margin(10 %, 30 %, 60 %)", OP_RUN_PARAM,
      OP_ASSUMED, "share of open channels that is looked at once there is a concrete cause",
      "assumed; in 2012 the police looked at another channel than the call's", NULL },
    [PARAM_WITHOUT_CAUSE] = { "without_cause", OP_UNIT_SHARE, 0, 1, "margin(5 %, 20 %, 60 %)",
      OP_RUN_PARAM, OP_ASSUMED,
      "share of the coverage that is left while there is no concrete cause: the law's bound",
      "direction: docs/sources.md#institutions; size assumed", NULL },
    [PARAM_RECALL] = { "recall", OP_UNIT_SHARE, 0, 1, "margin(20 %, 50 %, 80 %)", OP_RUN_PARAM,
      OP_ASSUMED, "share of open shares on channels looked at that are found", "assumed", NULL },
    [PARAM_STORIES] = { "public_stories", OP_UNIT_SHARE, 0, 1, "margin(1 %, 5 %, 20 %)",
      OP_RUN_PARAM, OP_ASSUMED, "share of feed stories of a click that everybody can see", "assumed",
      NULL },
    [PARAM_BUNDLE] = { "bundle", OP_UNIT_DURATION, 0, 86400, "1 h", OP_RUN_PARAM, OP_CHOSEN,
      "mentions of one page within this time are one signal", "assumed", NULL },
    [PARAM_TIPS] = { "tips", OP_UNIT_SHARE, 0, 1, "margin(0.05 %, 0.5 %, 2 %)", OP_RUN_PARAM,
      OP_ASSUMED, "chance that a share in a closed group, or a batch of invitations, is told of, by "
      "somebody of full trust to those who recognise what they hear", "assumed", NULL },
    [PARAM_AWARENESS] = { "awareness", OP_UNIT_SHARE, 0, 1, "margin(30 %, 60 %, 90 %)", OP_RUN_PARAM,
      OP_ASSUMED, "share of what schools, youth work and neighbourhood police are told that they "
      "recognise and pass on", "assumed", NULL },
    [PARAM_TIP_DELAY] = { "tip_delay", OP_UNIT_DURATION, 0, 8640000, "margin(1 h, 6 h, 24 h)",
      OP_RUN_PARAM, OP_ASSUMED, "median time from a closed share until somebody is told of it",
      "assumed", NULL },
    [PARAM_NOISE] = { "false_alarms", OP_UNIT_RATE, 0, 1, "margin(0.3 /h, 1 /h, 4 /h)", OP_RUN_PARAM,
      OP_ASSUMED, "rate of signals that lead nowhere", "assumed", NULL },
    [PARAM_REVIEW] = { "review", OP_UNIT_DURATION, 60, 864000, "margin(30 min, 2 h, 8 h)",
      OP_RUN_PARAM, OP_ASSUMED, "time between two looks at the pages that the desk knows", "assumed",
      NULL },
    [PARAM_STREET] = { "street", OP_UNIT_DURATION, 60, 86400, "margin(5 min, 10 min, 20 min)",
      OP_RUN_PARAM, OP_ASSUMED, "time between two reports of officers from the place", "assumed",
      NULL },
    [PARAM_UNATTENDED] = { "street_unattended", OP_UNIT_DURATION, 60, 86400,
      "margin(10 min, 30 min, 60 min)", OP_RUN_PARAM, OP_ASSUMED,
      "time between two reports from the place by residents who call, where no officer stands", "assumed", NULL },
    [PARAM_COUNT_ERROR] = { "count_error", OP_UNIT_NONE, 0, 2, "margin(0.1, 0.3, 0.5)", OP_RUN_PARAM,
      OP_PUBLISHED, "standard deviation of the logarithm of a count on the place",
      "first figures of the press are off by 30 to 50 per cent: docs/sources.md#institutions", NULL },
};

static const struct op_lever levers[OP_SIGNALS_N_LEVERS] = {
    [OP_SIGNALS_LEVER_MONITORING] = { "monitoring", OP_PRODUCT, OP_UNIT_NONE, 0, 20,
      "factor on the share of open channels that is looked at; at most all of them are", "assumed" },
    [OP_SIGNALS_LEVER_TIPS] = { "tip_line", OP_PRODUCT, OP_UNIT_NONE, 0, 100,
      "factor on the chance that a share in a closed group, or a batch of invitations, is told of",
      "assumed" },
    [OP_SIGNALS_LEVER_NOISE] = { "false_alarms", OP_PRODUCT, OP_UNIT_NONE, 0, 100,
      "factor on the rate of signals that lead nowhere", "assumed" },
};

static const struct op_observable observables[] = {
    { "mentions", "mentions", OP_WANT_NONE, "last", 0, "open messages seen",
      "geziene openbare berichten", "open shares and public stories that those who look have seen so far" },
    { "tips", "tips", OP_WANT_NONE, "last", 0, "tips", "tips",
      "tips out of closed groups that have reached the analysts so far" },
    { "monitored_persons", "persons", OP_WANT_LESS, "last", 0, "persons monitored",
      "gevolgde personen", "whose own open message those who look have seen so far, who opened a page "
      "that the desk read, or who was talked to or arrested over one; each once" },
};

static const struct op_metric metrics[] = {
    { "monitored_persons", "persons", OP_WANT_LESS, 0, "persons monitored", "gevolgde personen",
      "whose own open message those who look have seen, who opened a page that the desk read, or who "
      "was talked to or arrested over one; each once" },
};
// clang-format on

static const double *
params_of(const struct op_run *run)
{
    return op_run_params(run, OP_GROUP_SIGNALS);
}

// ---- pages as the desk knows them ----

struct op_seen_page *
op_signals_page(struct op_run *run, uint32_t instance)
{
    struct op_segment *const segment = &run->state.segment[OP_SEG_SEEN_PAGE];

    while (op_row_count(run, OP_SEG_SEEN_PAGE, sizeof(struct op_seen_page)) <= instance) {
        struct op_seen_page *const page = op_segment_grow(segment, sizeof *page);
        page->signal_us = OP_NEVER_US;
    }
    return (struct op_seen_page *)op_rows(run, OP_SEG_SEEN_PAGE) + instance;
}

void
op_signs_looked_at(struct op_run *run, uint32_t person)
{
    if (person >= op_world_of(run)->n_persons) return;   // a page without an opener of its own
    struct op_person *const row = op_person_touch(run, person);

    op_signals_of(run)->n_monitored += !(row->marks & OP_MARK_MONITORED);
    row->marks |= OP_MARK_MONITORED;
}

static void
read_clicks(struct op_run *run, uint32_t instance)
{
    const struct op_instance *const page =
        (const struct op_instance *)op_rows(run, OP_SEG_INSTANCE) + instance;
    struct op_seen_page *const seen = op_signals_page(run, instance);

    if (!seen->is_known) op_signs_looked_at(run, page->host);
    seen->is_known = 1;
    if (page->status == OP_PAGE_UP) seen->n_clicks = page->clicks;   // else as it was last seen
}

static void
watch_pages(struct op_run *run)
{
    struct op_signals_state *const state = op_signals_of(run);

    if (state->is_watching || !op_judgement_has_cause(run)) return;
    state->is_watching = 1;
    op_timer_set(run, state->timer_review, op_run_now_us(run) + op_us(params_of(run)[PARAM_REVIEW]),
                 OP_KIND_REVIEW, 0, 0, 0);
}

void
op_signals_read_page(struct op_run *run, uint32_t instance)
{
    read_clicks(run, instance);
    watch_pages(run);
}

double
op_signals_clicks(const struct op_run *run)
{
    const struct op_seen_page *const page = op_rows(run, OP_SEG_SEEN_PAGE);
    const uint32_t n = op_row_count(run, OP_SEG_SEEN_PAGE, sizeof *page);
    uint64_t n_clicks = 0;

    for (uint32_t e = 0; e < n; e++) {
        n_clicks += page[e].is_known ? page[e].n_clicks : 0;
    }
    return (double)n_clicks;
}

static void
review_event(struct op_run *run, struct op_event event)
{
    const uint32_t n = op_row_count(run, OP_SEG_SEEN_PAGE, sizeof(struct op_seen_page));

    (void)event;
    for (uint32_t e = 0; e < n; e++) {
        if (op_signals_page(run, e)->is_known) read_clicks(run, e);
    }
    op_timer_set(run, op_signals_of(run)->timer_review,
                 op_run_now_us(run) + op_us(params_of(run)[PARAM_REVIEW]), OP_KIND_REVIEW, 0, 0, 0);
    op_judgement_look(run);
}

// ---- signals ----

static uint32_t
new_signal(struct op_run *run, struct op_signal signal)
{
    struct op_signal *const row = op_segment_grow(&run->state.segment[OP_SEG_SIGNAL], sizeof *row);

    *row = signal;
    return op_row_count(run, OP_SEG_SIGNAL, sizeof *row) - 1;
}

static double
coverage_now(const struct op_run *run)
{
    const double *const p = params_of(run);
    const double looked_at =
        p[PARAM_COVERAGE] * op_run_lever(run, OP_GROUP_SIGNALS, OP_SIGNALS_LEVER_MONITORING);
    const double most = looked_at < 1 ? looked_at : 1;

    return op_judgement_has_cause(run) ? most : most * p[PARAM_WITHOUT_CAUSE];
}

void
op_signs_open_share(struct op_run *run, const struct op_exposure *share, bool is_story)
{
    if (op_institutions_know_all(run)) return;
    const double *const p = params_of(run);
    const int64_t now_us = op_run_now_us(run);
    const double u = op_draw_unit(&run->chance, OP_DRAW_MENTION, share->source, share->share_low,
                                  share->share_high);

    if (u >= coverage_now(run) * p[PARAM_RECALL] * (is_story ? p[PARAM_STORIES] : 1)) return;
    op_signals_of(run)->n_mentions++;
    op_signs_looked_at(run, share->source);
    struct op_seen_page *const page = op_signals_page(run, share->instance);
    if (page->is_known && op_judgement_is_recognised(run)) return;   // it is followed already
    if (page->signal_us != OP_NEVER_US && now_us - page->signal_us < op_us(p[PARAM_BUNDLE])) return;
    page->signal_us = now_us;
    op_analysts_take(run,
                     new_signal(run, (struct op_signal){ .instance = share->instance,
                                                         .key = { share->source, share->share_low },
                                                         .kind = OP_SIGNAL_MENTION }));
}

static enum op_actor
hearer(const struct op_run *run, uint32_t member, uint32_t w)
{
    if (op_world_of(run)->person[member].age < 18) return OP_ACTOR_SCHOOLS;
    return w & 1 ? OP_ACTOR_YOUTH_WORK : OP_ACTOR_NEIGHBOURHOOD;
}

static double
tip_chance(const struct op_run *run)
{
    const double *const p = params_of(run);

    return p[PARAM_TIPS] * p[PARAM_AWARENESS] *
           op_run_lever(run, OP_GROUP_SIGNALS, OP_SIGNALS_LEVER_TIPS);
}

// One of those whom a closed message reached tells of it, or not: words 0, 2 and 3 of the question.
static void
maybe_tell(struct op_run *run, const struct op_words *w, uint32_t who, struct op_signal signal)
{
    const double median_s = params_of(run)[PARAM_TIP_DELAY];

    if (who == signal.key[0] || op_unit_from32(w->w[0]) >= tip_chance(run) * op_trust_now(run, who))
        return;
    signal.kind = OP_SIGNAL_TIP;
    signal.actor = (uint8_t)hearer(run, who, w->w[3]);
    // sd of the log 1; assumed
    const double wait_s =
        median_s > 0 ? op_lognormal_from(op_unit_from32(w->w[2]), median_s, 1) : 0;
    op_run_add(run, op_run_now_us(run) + op_us(wait_s), OP_KIND_TIP, 0, signal.actor,
               new_signal(run, signal));
}

void
op_signs_closed_share(struct op_run *run, const struct op_exposure *share, const uint32_t *member,
                      uint32_t n_members)
{
    if (op_institutions_know_all(run) || n_members == 0) return;
    const struct op_words w = op_draw_words(&run->chance, OP_DRAW_TIP, share->source,
                                            share->share_low, share->share_high);

    if (op_unit_from32(w.w[0]) >= tip_chance(run)) return;   // before trust is looked up
    maybe_tell(run, &w, member[op_below(op_unit_from32(w.w[1]), n_members)],
               (struct op_signal){ .instance = share->instance,
                                   .key = { share->source, share->share_low } });
}

void
op_signs_invitations(struct op_run *run, uint32_t inviter, uint32_t instance, uint32_t from)
{
    uint32_t first, past;

    if (op_institutions_know_all(run)) return;
    const struct op_words w = op_draw_words(&run->chance, OP_DRAW_TIP, inviter, instance, from);
    if (op_unit_from32(w.w[0]) >= tip_chance(run)) return;
    op_world_cluster(op_world_of(run), inviter, &first, &past);
    maybe_tell(run, &w, first + op_below(op_unit_from32(w.w[1]), past - first),
               (struct op_signal){ .instance = instance, .key = { inviter, instance | from } });
}

static void
tip_event(struct op_run *run, struct op_event event)
{
    const enum op_actor actor = (enum op_actor)op_event_subject(event);
    const int64_t wait_us =
        op_sharing_latency_us(run, actor, OP_ACTOR_INFORMATION, op_engine(run)->phase);

    op_run_note(run, (int)actor, OP_NOTE_HEARS, -1, 1);
    if (!op_sharing_passes_on(run, actor, op_engine(run)->phase)) return;
    op_run_add(run, op_run_now_us(run) + wait_us, OP_KIND_PASSED_ON, 0, actor,
               op_event_argument(event));
}

static void
passed_on_event(struct op_run *run, struct op_event event)
{
    op_signals_of(run)->n_tips++;
    op_analysts_take(run, op_event_argument(event));
}

static void
await_noise(struct op_run *run)
{
    struct op_signals_state *const state = op_signals_of(run);
    const double rate =
        params_of(run)[PARAM_NOISE] * op_run_lever(run, OP_GROUP_SIGNALS, OP_SIGNALS_LEVER_NOISE);

    if (!(rate > 0)) {
        op_timer_clear(run, state->timer_noise);
        return;
    }
    const double wait =
        op_draw_exp(&run->chance, OP_DRAW_NOISE, state->n_noise, state->n_restarts, 0) / rate;
    op_timer_set(run, state->timer_noise, op_run_now_us(run) + op_us(wait), OP_KIND_NOISE, 0, 0, 0);
}

static void
noise_event(struct op_run *run, struct op_event event)
{
    struct op_signals_state *const state = op_signals_of(run);

    (void)event;
    op_analysts_take(run, new_signal(run, (struct op_signal){ .instance = UINT32_MAX,
                                                              .key = { state->n_noise, 0 },
                                                              .kind = OP_SIGNAL_NOISE }));
    state->n_noise++;
    await_noise(run);
}

// ---- the street and the news ----

static double
counted(const struct op_run *run, uint32_t n, uint32_t what)
{
    const double z = op_draw_normal(&run->chance, OP_DRAW_ESTIMATE, what, 0, 0);
    const double sd = params_of(run)[PARAM_COUNT_ERROR] * (1 - op_judgement_expertise(run) / 2);

    return n == 0 ? 0 : (double)n * op_exp(sd * z);
}

static void
street_event(struct op_run *run, struct op_event event)
{
    struct op_signals_state *const state = op_signals_of(run);
    const struct op_site *const site = op_site_of(run);
    const double *const p = params_of(run);
    const double every_s = site->n_police > 0 ? p[PARAM_STREET] : p[PARAM_UNATTENDED];

    (void)event;
    const bool is_empty = state->street.n_present == 0 && site->n_present == 0;
    state->street = (struct op_street){ counted(run, site->n_present, ESTIMATE_PRESENT),
                                        counted(run, site->n_active, ESTIMATE_ACTIVE) };
    op_timer_set(run, state->timer_street, op_run_now_us(run) + op_us(every_s), OP_KIND_STREET, 0,
                 0, 0);
    if (!is_empty) op_judgement_look(run);   // else there is nothing new to see
}

void
op_signals_told(struct op_run *run, bool by_news)
{
    const uint32_t n = op_row_count(run, OP_SEG_INSTANCE, sizeof(struct op_instance));

    op_signals_of(run)->is_told = 1;
    op_signals_of(run)->has_news |= by_news;
    for (uint32_t e = 0; e < n; e++) {
        read_clicks(run, e);
    }
    watch_pages(run);
    op_judgement_look(run);
}

// ---- hooks ----

static void
begin(struct op_run *run)
{
    struct op_signals_state *const state =
        op_segment_grow(&run->state.segment[OP_SEG_SIGNALS], sizeof *state);

    state->timer_noise = op_timer_new(run);
    state->timer_review = op_timer_new(run);
    state->timer_street = op_timer_new(run);
    if (op_institutions_know_all(run)) return;
    await_noise(run);
    op_timer_set(run, state->timer_street, op_us(params_of(run)[PARAM_STREET]), OP_KIND_STREET, 0,
                 0, 0);
}

static void
lever_moved(struct op_run *run, int lever)
{
    if (lever != OP_SIGNALS_LEVER_NOISE || op_institutions_know_all(run)) return;
    op_signals_of(run)->n_restarts++;   // a new wait is exact, as waits are exponential
    await_noise(run);
}

static void
observe(const struct op_run *run, double *values)
{
    values[0] = op_signals_of(run)->n_mentions;
    values[1] = op_signals_of(run)->n_tips;
    values[2] = op_signals_of(run)->n_monitored;
}

static void
outcome(const struct op_run *run, double *values)
{
    values[0] = op_signals_of(run)->n_monitored;
}

const struct op_mechanism op_signals_mechanism = {
    .table = { .name = "signals",
               .params = params,
               .n_params = N_PARAMS,
               .levers = levers,
               .n_levers = OP_SIGNALS_N_LEVERS,
               .observables = observables,
               .n_observables = sizeof observables / sizeof *observables },
    .summary = "what reaches those who look: mentions, tips, false alarms, reports from the place",
    .source = "legal bounds: docs/sources.md#institutions; sizes assumed",
    .first_kind = OP_KIND_SIGNALS,
    .kinds = { { "noise", noise_event, NULL },
               { "tip", tip_event, NULL },
               { "passed_on", passed_on_event, NULL },
               { "review", review_event, NULL },
               { "street", street_event, NULL } },
    .metrics = metrics,
    .n_metrics = sizeof metrics / sizeof *metrics,
    .begin = begin,
    .observe = observe,
    .outcome = outcome,
    .lever_moved = lever_moved,
};
