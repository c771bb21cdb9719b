// SPDX-License-Identifier: GPL-3.0-or-later
// Decision: mayor, police chief and prosecutor must each know; then they agree on what they have in
// common, which is the oldest of their pictures, after a time by its phase that preparation
// shortens. What they agreed on is what conditions without `oracle: yes` read, and in whose phase
// orders must lie; what needs no order needs only that its own actor sees its phase.
//
// A measure that the record took, or that the scenario imposes (`oracle: yes`), shows that its
// actor knows: that actor, or the three for an order, has a true picture from then on.
//
// Switched off (`knowledge: true`) everybody knows the true state at once.
//
// from   art. 13 Politiewet 2012 (the three deliberate); times assumed
#include "models/institutions/institutions.h"

#include "models/shared/news_state.h"
#include "sim/base/exact.h"
#include "sim/run/lever.h"

#include <string.h>

enum { PARAM_KNOWLEDGE, PARAM_RUN_UP, PARAM_ACUTE, PARAM_PREPARATION, N_PARAMS };
enum { KNOWLEDGE_PERCEIVED, KNOWLEDGE_TRUE };

// One row of OP_SEG_DECISION.
struct decision {
    int64_t shared_us;                // when all three knew of a call; OP_NEVER_US
    int64_t agreed_us[OP_N_PHASES];   // first agreement on this phase or a later one
    uint32_t considered, agreed;      // 1 + picture; 0: none
};

// clang-format off
static const struct op_param params[N_PARAMS] = {
    [PARAM_KNOWLEDGE] = { "knowledge", OP_UNIT_CHOICE, 0, 1, "perceived", OP_RUN_PARAM, OP_CHOSEN,
      "what those who decide know: what they perceive, or the true state at once",
      "a setting", "perceived|true" },
    [PARAM_RUN_UP] = { "run_up", OP_UNIT_DURATION, 0, 8640000, "margin(1 h, 4 h, 24 h)",
      OP_RUN_PARAM, OP_ASSUMED,
      "median time from when all three know until they agree, while nothing is acute", "assumed",
      NULL },
    [PARAM_ACUTE] = { "acute", OP_UNIT_DURATION, 0, 8640000, "margin(5 min, 15 min, 45 min)",
      OP_RUN_PARAM, OP_ASSUMED, "median time from when all three know until they agree, during assembly and disorder", "assumed", NULL },
    [PARAM_PREPARATION] = { "preparation", OP_UNIT_SHARE, 0, 1, "uniform(0 %, 40 %)", OP_RUN_PARAM,
      OP_ASSUMED, "share of the time until the three agree that preparation saves", "assumed", NULL },
};

static const struct op_lever levers[OP_DECISION_N_LEVERS] = {
    [OP_DECISION_LEVER_PREPARATION] = { "preparation", OP_SUM, OP_UNIT_SHARE, 0, 1,
      "share of the time until the three agree that is saved, beyond what is prepared anyway",
      "assumed" },
};

static const struct op_observable observables[] = {
    { "perceived_phase", "", OP_WANT_NONE, "last", 0, "phase as the deciders see it",
      "fase volgens de driehoek",
      "phase on which mayor, police chief and prosecutor agree; numbers as for phase" },
    { "perceived_clicks", "clicks", OP_WANT_NONE, "last", 0, "clicks that the deciders know of",
      "klikken die de driehoek kent", "on the pages that are known to them, as last read" },
    { "perceived_present_persons", "persons", OP_WANT_NONE, "max", 0,
      "persons on the place, as reported", "aanwezigen volgens de melding",
      "as last reported and agreed on" },
    { "perceived_active_persons", "persons", OP_WANT_LESS, "max", 0, "violent now, as reported",
      "nu gewelddadig volgens de melding", "as last reported and agreed on" },
    { "expected_crowd_persons", "persons", OP_WANT_NONE, "last", 0, "crowd that is expected",
      "verwachte opkomst", "persons whom the deciders expect" },
};

// What conditions read unless they say `oracle: yes`. News and police are there for all to see.
static const struct op_counterpart seen[] = {
    { "phase", "perceived_phase" },
    { "attending_clicks", "perceived_clicks" },
    { "present_persons", "perceived_present_persons" },
    { "active_persons", "perceived_active_persons" },
    { "", "expected_crowd_persons" },
    { "news_on", "news_on" },
    { "police_persons", "police_persons" },
};

static const struct op_metric metrics[] = {
    { "shared_h", "h", OP_WANT_LESS, 0, "deciders each know", "driehoek weet ervan",
      "hours from the start until mayor, police chief and prosecutor each knew of the call; the end of "
      "the run if never" },
    { "time_lost_h", "h", OP_WANT_LESS, 0, "time lost", "verloren tijd",
      "hours from the call's first moment until the three agreed that there is one; until the end of "
      "the run if never" },
    { "mobilisation_lag_h", "h", OP_WANT_LESS, 0, "mobilisation seen late", "mobilisatie te laat gezien",
      "hours from the first moment of mobilisation until the three agreed on it; 0 if it never came" },
    { "refused_measures", "measures", OP_WANT_NONE, 0, "measures refused", "geweigerde maatregelen",
      "measures refused as they were out of the phase that those who decide saw" },
};
// clang-format on

static struct decision *
decision_of(const struct op_run *run)
{
    return (struct decision *)op_rows(run, OP_SEG_DECISION);
}

static const double *
params_of(const struct op_run *run)
{
    return op_run_params(run, OP_GROUP_DECISION);
}

bool
op_institutions_know_all(const struct op_run *run)
{
    return params_of(run)[PARAM_KNOWLEDGE] >= KNOWLEDGE_TRUE;
}

static int64_t
agreeing_us(const struct op_run *run, int phase)
{
    const double *const p = params_of(run);
    const double saved =
        p[PARAM_PREPARATION] + op_run_lever(run, OP_GROUP_DECISION, OP_DECISION_LEVER_PREPARATION);
    const double median_s =
        (op_phase_is_acute(phase) ? p[PARAM_ACUTE] : p[PARAM_RUN_UP]) * (1 - saved);

    if (!(median_s > 0)) return 0;
    // sd of the log .5; assumed
    return op_us(
        op_lognormal_from(op_draw_unit(&run->chance, OP_DRAW_AGREED, (uint32_t)phase, 0, 0),
                          median_s, .5));
}

// The oldest picture among the three: what they all know at least.
static uint32_t
in_common(const struct op_run *run)
{
    const uint32_t mayor = op_actor_of(run, OP_ACTOR_MAYOR)->picture;
    const uint32_t police = op_actor_of(run, OP_ACTOR_PUBLIC_ORDER)->picture;
    const uint32_t prosecutor = op_actor_of(run, OP_ACTOR_PROSECUTOR)->picture;
    const uint32_t least = mayor < police ? mayor : police;

    return prosecutor < least ? prosecutor : least;
}

static double
since_call_h(const struct op_run *run)
{
    const int64_t call_us = op_phase_first_us(run, OP_TRIGGER);

    return call_us == OP_NEVER_US ? 0 : op_hours(op_run_now_us(run) - call_us);
}

void
op_decision_consider(struct op_run *run)
{
    struct decision *const decision = decision_of(run);
    const uint32_t common = in_common(run);

    if (common <= decision->considered) return;
    decision->considered = common;
    const int phase = op_picture_row(run, common - 1)->phase;
    if (decision->shared_us == OP_NEVER_US && phase >= OP_TRIGGER) {
        decision->shared_us = op_run_now_us(run);
        op_run_note(run, OP_ACTOR_DECIDERS, OP_NOTE_SHARED, phase, since_call_h(run));
    }
    op_run_add(run, op_run_now_us(run) + agreeing_us(run, phase), OP_KIND_AGREED, 0, 0, common - 1);
}

static int
agreed_phase(const struct op_run *run)
{
    const uint32_t agreed = decision_of(run)->agreed;

    return agreed == 0 ? OP_FEEDING_GROUND : op_picture_row(run, agreed - 1)->phase;
}

static void
agreed_event(struct op_run *run, struct op_event event)
{
    struct decision *const decision = decision_of(run);
    const uint32_t picture = op_event_argument(event);
    const int before = agreed_phase(run);

    if (picture < decision->agreed) return;   // overtaken
    decision->agreed = picture + 1;
    const int phase = agreed_phase(run);
    for (int k = 0; k <= phase; k++) {
        if (decision->agreed_us[k] == OP_NEVER_US) decision->agreed_us[k] = op_run_now_us(run);
    }
    if (phase != before) {
        op_run_note(run, OP_ACTOR_DECIDERS, OP_NOTE_AGREES, phase,
                    op_picture_row(run, picture)->n_expected);
    }
}

// ---- who may do what ----

// Who carries out a measure of the catalogue; an unknown word stands for those who decide.
static int
actor_of_measure(const char *word)
{
    static const struct {
        const char *word;
        enum op_actor actor;
    } words[] = {
        { "municipality", OP_ACTOR_MAYOR },           { "police", OP_ACTOR_PUBLIC_ORDER },
        { "platform", OP_ACTOR_PLATFORMS },           { "school", OP_ACTOR_SCHOOLS },
        { "public_prosecutor", OP_ACTOR_PROSECUTOR },
    };

    for (size_t i = 0; word != NULL && i < sizeof words / sizeof *words; i++) {
        if (strcmp(word, words[i].word) == 0) return (int)words[i].actor;
    }
    for (int a = 0; word != NULL && a < OP_N_ACTORS; a++) {
        if (strcmp(word, op_actor_names[a]) == 0) return a;
    }
    return OP_ACTOR_DECIDERS;
}

// Whose picture a measure goes by: orders and prosecution need the three.
static int
perceiver(const struct op_measure *measure)
{
    const char *const kind = measure->legal_kind;

    return kind != NULL && (strcmp(kind, "administrative") == 0 || strcmp(kind, "criminal") == 0)
               ? OP_ACTOR_DECIDERS
               : actor_of_measure(measure->actor);
}

int
op_institutions_phase(const struct op_run *run, const struct op_measure *measure)
{
    const int actor = perceiver(measure);

    if (op_institutions_know_all(run)) return op_engine(run)->phase;
    if (actor >= OP_N_ACTORS) return agreed_phase(run);
    const uint32_t picture = op_actor_of(run, (enum op_actor)actor)->picture;
    return picture == 0 ? OP_FEEDING_GROUND : op_picture_row(run, picture - 1)->phase;
}

// Whoever does something of which the record or the scenario says that it is done, knows of it.
static void
started(struct op_run *run, int action, enum op_basis basis)
{
    const struct op_measure *const measure =
        &run->scenario->measures[run->scenario->actions[action].measure];
    const int actor = perceiver(measure);

    if (basis == OP_BY_SIGHT || op_institutions_know_all(run) ||
        op_engine(run)->phase == OP_FEEDING_GROUND) {
        return;
    }
    const uint32_t picture = op_judgement_truth(run);
    for (int a = 0; a < OP_N_ACTORS; a++) {
        const bool is_one_of_three =
            actor == OP_ACTOR_DECIDERS && op_sharing_is_decider((enum op_actor)a);
        if (a == actor || is_one_of_three) op_sharing_certain(run, (enum op_actor)a, picture);
    }
}

// ---- hooks ----

static void
begin(struct op_run *run)
{
    struct decision *const decision =
        op_segment_grow(&run->state.segment[OP_SEG_DECISION], sizeof *decision);

    decision->shared_us = OP_NEVER_US;
    for (int k = 0; k < OP_N_PHASES; k++) {
        decision->agreed_us[k] = OP_NEVER_US;
    }
}

static void
observe_truth(const struct op_run *run, double *values)
{
    const struct op_site *const site = op_site_of(run);
    const struct op_instance *const page = op_rows(run, OP_SEG_INSTANCE);
    const uint32_t n = op_row_count(run, OP_SEG_INSTANCE, sizeof *page);
    uint32_t most = 0;

    for (uint32_t e = 0; e < n; e++) {
        most = page[e].status == OP_PAGE_UP && page[e].clicks > most ? page[e].clicks : most;
    }
    values[0] = op_engine(run)->phase;
    values[1] = most;
    values[2] = site->n_present;
    values[3] = site->n_active;
    values[4] = site->n_present;
}

static void
observe(const struct op_run *run, double *values)
{
    const uint32_t agreed = decision_of(run)->agreed;
    static const struct op_picture nothing = { 0 };
    const struct op_picture *const picture =
        agreed == 0 ? &nothing : op_picture_row(run, agreed - 1);

    if (op_institutions_know_all(run)) {
        observe_truth(run, values);
        return;
    }
    values[0] = picture->phase;
    values[1] = picture->n_clicks;
    values[2] = picture->n_present;
    values[3] = picture->n_active;
    values[4] = picture->n_expected;
}

// Hours from the first moment of a true phase until the three agreed on it.
static double
lag_h(const struct op_run *run, enum op_phase phase)
{
    const int64_t first_us = op_phase_first_us(run, phase);
    const int64_t agreed_us = decision_of(run)->agreed_us[phase];
    const int64_t seen_us = agreed_us != OP_NEVER_US ? agreed_us : run->scenario->end_us;

    if (first_us == OP_NEVER_US || op_institutions_know_all(run)) return 0;
    return seen_us > first_us ? op_hours(seen_us - first_us) : 0;
}

static uint32_t
count_refused(const struct op_run *run)
{
    const struct op_action_state *const action = op_rows(run, OP_SEG_ACTION);
    uint32_t n = 0;

    for (int a = 0; a < run->scenario->n_actions; a++) {
        n += action[a].n_refused;
    }
    return n;
}

static void
outcome(const struct op_run *run, double *values)
{
    const int64_t shared_us = op_institutions_know_all(run) ? op_phase_first_us(run, OP_TRIGGER)
                                                            : decision_of(run)->shared_us;

    values[0] = op_hours(shared_us != OP_NEVER_US ? shared_us : run->scenario->end_us);
    values[1] = lag_h(run, OP_TRIGGER);
    values[2] = lag_h(run, OP_MOBILISATION_PHASE);
    values[3] = count_refused(run);
}

const struct op_mechanism op_decision_mechanism = {
    .table = { .name = "decision",
               .params = params,
               .n_params = N_PARAMS,
               .levers = levers,
               .n_levers = OP_DECISION_N_LEVERS,
               .observables = observables,
               .n_observables = sizeof observables / sizeof *observables },
    .summary = "mayor, police chief and prosecutor must each know, and then agree",
    .source = "art. 13 Politiewet 2012; times assumed",
    .first_kind = OP_KIND_DECISION,
    .kinds = { { "agreed", agreed_event, NULL } },
    .metrics = metrics,
    .n_metrics = sizeof metrics / sizeof *metrics,
    .begin = begin,
    .observe = observe,
    .outcome = outcome,
    .started = started,
    .seen = seen,
    .n_seen = sizeof seen / sizeof *seen,
};
