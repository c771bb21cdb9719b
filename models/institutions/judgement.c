// SPDX-License-Identifier: GPL-3.0-or-later
// Judgement: what the desk makes of signals.
//
// Is it a call? An analyst takes a true signal for one with probability `sens`, one that leads
// nowhere with 1 - spec; both rise linearly with expertise e. Bayes: the log-odds begin at the
// prior and move by ln(sens/(1-spec)) for each true signal that is taken for one, by
// ln((1-sens)/spec) for each that is not. Above `recognised` it is a call to the desk. Whether a
// call will come to anything nobody can know beforehand: a call that fizzles out is recognised like
// any other. How many will come? Clicks on the pages that the desk knows x ratio, ln ratio ~ N(ln
// turnout + bias (1-e), error (1-e/2)), one draw an evening; never fewer than are counted on the
// place. Which phase? The criteria of the true one, on what the desk knows, with hysteresis.
//
// Known: prior .1, sens .9, spec .97: after one signal taken for a call the probability is .769;
// after one that is not, .0113.
//
// from   Bayes's rule; sizes assumed
#include "models/institutions/institutions.h"

#include "sim/base/exact.h"

enum {
    PARAM_EXPERTISE,
    PARAM_PRIOR,
    PARAM_RECOGNISED,
    PARAM_SENS_NOVICE,
    PARAM_SENS_EXPERT,
    PARAM_SPEC_NOVICE,
    PARAM_SPEC_EXPERT,
    PARAM_TURNOUT,
    PARAM_BIAS,
    PARAM_ERROR,
    PARAM_RELEASE,
    PARAM_CHANGE,
    N_PARAMS
};

enum { ESTIMATE_TURNOUT = 3 };   // signals.c has 1 and 2

// One row of OP_SEG_JUDGEMENT.
struct judgement {
    double log_odds;
    int64_t recognised_us;   // first; OP_NEVER_US
    struct op_phase_memory memory;
    int32_t phase;
    uint32_t n_weighed;
};

// clang-format off
static const struct op_param params[N_PARAMS] = {
    [PARAM_EXPERTISE] = { "expertise", OP_UNIT_SHARE, 0, 1, "margin(20 %, 50 %, 80 %)", OP_RUN_PARAM,
      OP_ASSUMED, "expertise in judging which signals lead to the street: 0 novice, 1 expert",
      "assumed", NULL },
    [PARAM_PRIOR] = { "prior", OP_UNIT_SHARE, 0.0001, 0.9999, "10 %", OP_RUN_PARAM, OP_ASSUMED,
      "probability, before any signal, that there is a call", "assumed", NULL },
    [PARAM_RECOGNISED] = { "recognised", OP_UNIT_SHARE, 0.0001, 0.9999, "50 %", OP_RUN_PARAM,
      OP_CHOSEN, "probability from which the desk takes it for a call", "assumed", NULL },
    [PARAM_SENS_NOVICE] = { "sensitivity_novice", OP_UNIT_SHARE, 0.01, 0.99,
      "margin(45 %, 55 %, 65 %)", OP_RUN_PARAM, OP_ASSUMED,
      "share of true signals that a novice takes for a call", "assumed", NULL },
    [PARAM_SENS_EXPERT] = { "sensitivity_expert", OP_UNIT_SHARE, 0.01, 0.99,
      "margin(80 %, 90 %, 97 %)", OP_RUN_PARAM, OP_ASSUMED, "share of true signals that an expert takes for a call", "assumed",
      NULL },
    [PARAM_SPEC_NOVICE] = { "specificity_novice", OP_UNIT_SHARE, 0.01, 0.99,
      "margin(50 %, 60 %, 75 %)", OP_RUN_PARAM, OP_ASSUMED,
      "share of signals that lead nowhere that a novice puts aside", "assumed", NULL },
    [PARAM_SPEC_EXPERT] = { "specificity_expert", OP_UNIT_SHARE, 0.01, 0.99,
      "margin(90 %, 97 %, 99 %)", OP_RUN_PARAM, OP_ASSUMED, "share of signals that lead nowhere that an expert puts aside", "assumed",
      NULL },
    [PARAM_TURNOUT] = { "turnout", OP_UNIT_SHARE, 0.0001, 1, "5 %", OP_RUN_PARAM, OP_PUBLISHED,
      "persons who come for each click, as those who expect a crowd reckon",
      "low end of docs/sources.md#mobilisation", NULL },
    [PARAM_BIAS] = { "bias", OP_UNIT_NONE, -5, 5, "margin(-2, -0.7, 0.5)", OP_RUN_PARAM, OP_ASSUMED,
      "log error of a novice's expected crowd; below 0 too few",
      "assumed; in Haren a spokesman expected 10 to 1,000", NULL },
    [PARAM_ERROR] = { "error", OP_UNIT_NONE, 0, 5, "margin(0.5, 0.9, 1.3)", OP_RUN_PARAM, OP_ASSUMED,
      "standard deviation of the logarithm of a novice's expected crowd; half of it an expert's",
      "assumed", NULL },
    [PARAM_RELEASE] = { "release", OP_UNIT_SHARE, 0, 1, "70 %", OP_RUN_PARAM, OP_CHOSEN,
      "share of a phase's level below which what is seen must fall before the phase is given up",
      "assumed", NULL },
    [PARAM_CHANGE] = { "change", OP_UNIT_SHARE, 0, 10, "25 %", OP_RUN_PARAM, OP_CHOSEN,
      "change of a number after which others are told of it, within one phase", "assumed", NULL },
};

static const struct op_lever levers[OP_JUDGEMENT_N_LEVERS] = {
    [OP_JUDGEMENT_LEVER_EXPERTISE] = { "expertise", OP_SUM, OP_UNIT_SHARE, 0, 1,
      "added to the expertise; at most that of an expert", "assumed" },
};

static const struct op_observable observables[] = {
    { "belief", "share", OP_WANT_NONE, "last", 0, "believed to be a call", "voor oproep gehouden",
      "probability that there is a call, as the desk's signals say" },
    { "desk_phase", "", OP_WANT_NONE, "last", 0, "phase as the desk sees it",
      "fase volgens de informatietafel", "phase as the police's information desk sees it; numbers as for phase" },
};

static const struct op_metric metrics[] = {
    { "first_perceived_call_h", "h", OP_WANT_LESS, 0, "call recognised", "oproep herkend",
      "hours from the start until the desk knew of the call; the end of the run if it never did" },
};
// clang-format on

static struct judgement *
judgement_of(const struct op_run *run)
{
    return (struct judgement *)op_rows(run, OP_SEG_JUDGEMENT);
}

static const double *
params_of(const struct op_run *run)
{
    return op_run_params(run, OP_GROUP_JUDGEMENT);
}

static double
log_odds(double p)
{
    return op_log(p / (1 - p));
}

double
op_judgement_expertise(const struct op_run *run)
{
    const double e = params_of(run)[PARAM_EXPERTISE] +
                     op_run_lever(run, OP_GROUP_JUDGEMENT, OP_JUDGEMENT_LEVER_EXPERTISE);

    return e < 1 ? e : 1;
}

bool
op_judgement_has_cause(const struct op_run *run)
{
    return op_signals_of(run)->is_told ||
           judgement_of(run)->log_odds > log_odds(params_of(run)[PARAM_PRIOR]);
}

bool
op_judgement_is_recognised(const struct op_run *run)
{
    return op_signals_of(run)->is_told ||
           judgement_of(run)->log_odds >= log_odds(params_of(run)[PARAM_RECOGNISED]);
}

void
op_judgement_weigh(struct op_run *run, const struct op_signal *signal, bool *is_alarm)
{
    struct judgement *const judgement = judgement_of(run);
    const double *const p = params_of(run);
    const double e = op_judgement_expertise(run);
    const double sens = p[PARAM_SENS_NOVICE] + (p[PARAM_SENS_EXPERT] - p[PARAM_SENS_NOVICE]) * e;
    const double spec = p[PARAM_SPEC_NOVICE] + (p[PARAM_SPEC_EXPERT] - p[PARAM_SPEC_NOVICE]) * e;
    const double u =
        op_draw_unit(&run->chance, OP_DRAW_JUDGED, signal->key[0], signal->key[1], signal->kind);

    *is_alarm = u < (signal->kind == OP_SIGNAL_NOISE ? 1 - spec : sens);
    if (signal->kind == OP_SIGNAL_NOISE) return;   // it is about something else
    judgement->n_weighed++;
    judgement->log_odds += *is_alarm ? op_log(sens / (1 - spec)) : op_log((1 - sens) / spec);
}

static double
ratio(const struct op_run *run)
{
    const double *const p = params_of(run);
    const double e = op_judgement_expertise(run);
    const double z = op_draw_normal(&run->chance, OP_DRAW_ESTIMATE, ESTIMATE_TURNOUT, 0, 0);

    return p[PARAM_TURNOUT] * op_exp(p[PARAM_BIAS] * (1 - e) + p[PARAM_ERROR] * (1 - e / 2) * z);
}

static struct op_picture
picture_now(struct op_run *run, double n_clicks)
{
    const struct op_street *const street = &op_signals_of(run)->street;
    const double expected = n_clicks > 0 ? n_clicks * ratio(run) : 0;

    return (struct op_picture){ .at_us = op_run_now_us(run),
                                .n_expected =
                                    expected > street->n_present ? expected : street->n_present,
                                .n_clicks = n_clicks,
                                .n_present = street->n_present,
                                .n_active = street->n_active };
}

static uint32_t
add_picture(struct op_run *run, struct op_picture picture)
{
    struct op_picture *const row =
        op_segment_grow(&run->state.segment[OP_SEG_PICTURE], sizeof *row);

    *row = picture;
    return op_row_count(run, OP_SEG_PICTURE, sizeof *row) - 1;
}

static bool
has_moved(double now, double before, double share)
{
    return now > before * (1 + share) || now < before / (1 + share);
}

// Is it worth telling?
static bool
is_news(const struct op_run *run, const struct op_picture *now)
{
    const double share = params_of(run)[PARAM_CHANGE];
    const uint32_t last = op_actor_of(run, OP_ACTOR_INFORMATION)->picture;
    static const struct op_picture nothing = { 0 };
    const struct op_picture *const before = last == 0 ? &nothing : op_picture_row(run, last - 1);

    return now->phase != before->phase || has_moved(now->n_clicks, before->n_clicks, share) ||
           has_moved(now->n_present, before->n_present, share) ||
           has_moved(now->n_active, before->n_active, share);
}

void
op_judgement_look(struct op_run *run)
{
    struct judgement *const judgement = judgement_of(run);
    const bool is_call = op_judgement_is_recognised(run);
    struct op_picture picture = picture_now(run, is_call ? op_signals_clicks(run) : 0);
    const struct op_phase_signs signs = { .n_clicks = picture.n_clicks,
                                          .n_present = picture.n_present,
                                          .n_active = picture.n_active,
                                          .has_call = is_call,
                                          .has_news = op_signals_of(run)->has_news };

    picture.phase = op_phase_told(&judgement->memory, &signs, op_run_params(run, OP_GROUP_PHASE),
                                  judgement->phase, params_of(run)[PARAM_RELEASE], picture.at_us);
    judgement->phase = picture.phase;
    if (judgement->recognised_us == OP_NEVER_US && picture.phase >= OP_TRIGGER) {
        judgement->recognised_us = picture.at_us;
        op_run_note(run, OP_ACTOR_INFORMATION, OP_NOTE_RECOGNISES, picture.phase,
                    picture.n_expected);
    }
    if (is_news(run, &picture)) {
        op_sharing_spread(run, OP_ACTOR_INFORMATION, add_picture(run, picture));
    }
}

static double
most_clicks(const struct op_run *run)
{
    const struct op_instance *const page = op_rows(run, OP_SEG_INSTANCE);
    const uint32_t n = op_row_count(run, OP_SEG_INSTANCE, sizeof *page);
    uint32_t most = 0;

    for (uint32_t e = 0; e < n; e++) {
        most = page[e].status == OP_PAGE_UP && page[e].clicks > most ? page[e].clicks : most;
    }
    return most;
}

uint32_t
op_judgement_truth(struct op_run *run)
{
    const struct op_site *const site = op_site_of(run);
    struct op_picture picture = picture_now(run, most_clicks(run));

    picture.n_present = site->n_present;
    picture.n_active = site->n_active;
    picture.phase = op_engine(run)->phase;
    return add_picture(run, picture);
}

// Everybody reads it: the page with the largest counter, and that it mobilises.
void
op_signs_news(struct op_run *run)
{
    if (op_institutions_know_all(run)) return;
    struct op_picture picture = picture_now(run, most_clicks(run));
    const int phase = judgement_of(run)->phase;
    picture.phase = phase > OP_MOBILISATION_PHASE ? phase : OP_MOBILISATION_PHASE;
    op_sharing_news(run, add_picture(run, picture));
}

static void
begin(struct op_run *run)
{
    struct judgement *const judgement =
        op_segment_grow(&run->state.segment[OP_SEG_JUDGEMENT], sizeof *judgement);

    judgement->log_odds = log_odds(params_of(run)[PARAM_PRIOR]);
    judgement->recognised_us = OP_NEVER_US;
    judgement->memory.below_since_us = OP_NEVER_US;
}

static void
observe(const struct op_run *run, double *values)
{
    const struct judgement *const judgement = judgement_of(run);

    if (op_institutions_know_all(run)) {
        values[0] = op_engine(run)->phase > OP_FEEDING_GROUND;
        values[1] = op_engine(run)->phase;
        return;
    }
    values[0] = op_signals_of(run)->is_told ? 1 : 1 / (1 + op_exp(-judgement->log_odds));
    values[1] = judgement->phase;
}

static void
outcome(const struct op_run *run, double *values)
{
    const int64_t first_us = op_institutions_know_all(run) ? op_phase_first_us(run, OP_TRIGGER)
                                                           : judgement_of(run)->recognised_us;

    values[0] = op_hours(first_us != OP_NEVER_US ? first_us : run->scenario->end_us);
}

const struct op_mechanism op_judgement_mechanism = {
    .table = { .name = "judgement",
               .params = params,
               .n_params = N_PARAMS,
               .levers = levers,
               .n_levers = OP_JUDGEMENT_N_LEVERS,
               .observables = observables,
               .n_observables = sizeof observables / sizeof *observables },
    .summary =
        "what the desk makes of signals: is it a call, how many will come, which phase is it",
    .source = "Bayes's rule; sizes assumed",
    .metrics = metrics,
    .n_metrics = sizeof metrics / sizeof *metrics,
    .begin = begin,
    .observe = observe,
    .outcome = outcome,
};
