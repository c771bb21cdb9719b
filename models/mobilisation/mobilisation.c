// SPDX-License-Identifier: GPL-3.0-or-later
// From commitment to the street.
//
// Who has committed aims at a moment around the event and leaves in time for it. At departure one
// keyed uniform decides: go if below
//   p = p0 c (1 + d/10 km)^-delta weather . exp(-b_go K r) attendance (1 - alternative) rail
// c strength of the commitment (it ages silently), d distance, K crackdown read of, r risk
// aversion; what stands before the point holds without levers, what follows is moved by them, and
// who would go by the first part alone is kept away. Checks on the way turn back with the ring's
// efficacy. The rival rule `companion`: nobody goes without a fresh companion among 15 close ties.
// The arithmetic of travel stands in travel.c, live posts in live.c.
#include "models/mobilisation/mobilisation.h"

#include "models/mobilisation/commitment.h"
#include "models/mobilisation/mobilisation_parts.h"
#include "models/shared/copycats.h"

// clang-format off
static const struct op_param params[OP_MOB_N_PARAMS] = {
    [OP_MOB_U0] = { "u0", OP_UNIT_NONE, -20, 20, "margin(-2.8, -2.3, -1.7)", OP_RUN_PARAM, OP_FITTED,
      "utility of clicking without anything else", "fitted on Haren 2012", NULL },
    [OP_MOB_APPEAL] = { "appeal", OP_UNIT_NONE, -10, 10, "0", OP_RUN_PARAM, OP_CHOSEN,
      "appeal of this call above that of Haren 2012; most calls lie far below: normal(mean -2, sd 1.2)",
      "chosen by scenario", NULL },
    [OP_MOB_BETA_NEWS] = { "beta_news", OP_UNIT_NONE, 0, 20, "margin(1.8, 2.4, 3.4)", OP_RUN_PARAM,
      OP_FITTED, "weight of fresh national news", "fitted on Haren 2012", NULL },
    [OP_MOB_BETA_READ] = { "beta_read", OP_UNIT_NONE, 0, 20, "margin(0.1, 0.4, 1.2)", OP_RUN_PARAM,
      OP_FITTED, "weight of the log of 1 + items read", "fitted on Haren 2012", NULL },
    [OP_MOB_BETA_COUNTER] = { "beta_counter", OP_UNIT_NONE, 0, 2, "margin(0.005, 0.03, 0.08)",
      OP_RUN_PARAM, OP_FITTED, "weight of the log of 1 + clicks on the page / 100",
      "fitted on Haren 2012; above .1 it explodes", NULL },
    [OP_MOB_BETA_DISTANCE] = { "beta_distance", OP_UNIT_NONE, 0, 20, "margin(1.2, 1.5, 2)",
      OP_RUN_PARAM, OP_FITTED, "weight of the log of 1 + distance / 10 km", "fitted on Haren 2012",
      NULL },
    [OP_MOB_BETA_SUCCESSOR] = { "beta_successor", OP_UNIT_NONE, 0, 20, "margin(1.2, 1.8, 2.7)",
      OP_RUN_PARAM, OP_FITTED, "what the successor of a withdrawn page loses while there is no news",
      "fitted on Haren 2012", NULL },
    [OP_MOB_BETA_AFFINITY] = { "beta_affinity", OP_UNIT_NONE, -5, 5, "margin(0.3, 1, 2)",
      OP_RUN_PARAM, OP_ASSUMED, "weight of affinity above its mean", "assumed", NULL },
    [OP_MOB_BETA_GRIEVANCE] = { "beta_grievance", OP_UNIT_NONE, -5, 5, "margin(0.1, 0.5, 1)",
      OP_RUN_PARAM, OP_ASSUMED, "weight of grievance above its mean", "assumed", NULL },
    [OP_MOB_BETA_MESSAGE] = { "beta_message", OP_UNIT_NONE, -5, 5, "margin(-0.5, 0.5, 1.5)",
      OP_RUN_PARAM, OP_ASSUMED, "what an official message that is believed takes away; its sign is "
      "open: denials can draw", "assumed", NULL },
    [OP_MOB_BETA_RISK] = { "beta_risk", OP_UNIT_NONE, 0, 5, "margin(0.1, 0.5, 1)", OP_RUN_PARAM,
      OP_ASSUMED, "what police measures read of take away, by risk aversion", "assumed", NULL },
    [OP_MOB_CLUSTER_SD] = { "cluster_sd", OP_UNIT_NONE, 0, 5, "margin(0.6, 1.25, 1.4)", OP_RUN_PARAM,
      OP_FITTED, "spread of thresholds between communities", "fitted on Haren 2012", NULL },
    [OP_MOB_NEWS_FADES] = { "news_fades", OP_UNIT_DURATION, 60, 8640000, "3 d", OP_RUN_PARAM,
      OP_ASSUMED, "time over which news that was read fades", "assumed", NULL },
    [OP_MOB_FADES] = { "fades", OP_UNIT_DURATION, 60, 86400000, "margin(2 d, 5 d, 14 d)",
      OP_RUN_PARAM, OP_ASSUMED, "time over which a commitment fades without a reinforcing read",
      "assumed", NULL },
    [OP_MOB_P0] = { "p0", OP_UNIT_SHARE, 0, 1, "margin(25 %, 40 %, 60 %)", OP_RUN_PARAM, OP_FITTED,
      "share of the freshly committed at the place who go", "fitted on Haren 2012", NULL },
    [OP_MOB_DELTA] = { "delta", OP_UNIT_NONE, 0, 10, "margin(1, 1.5, 2)", OP_RUN_PARAM, OP_ASSUMED,
      "fall-off of going with distance: exponent of 1 + distance / 10 km", "assumed", NULL },
    [OP_MOB_BETA_GO] = { "beta_go", OP_UNIT_NONE, 0, 10, "margin(0.2, 1, 3)", OP_RUN_PARAM,
      OP_ASSUMED, "how strongly police measures read of keep the risk-averse at home", "assumed",
      NULL },
    [OP_MOB_WEATHER] = { "weather", OP_UNIT_SHARE, 0, 1, "100 %", OP_RUN_PARAM, OP_CHOSEN,
      "factor of the weather on going", "chosen by scenario", NULL },
    [OP_MOB_RULE] = { "rule", OP_UNIT_CHOICE, 0, 1, "independent", OP_RUN_PARAM, OP_CHOSEN,
      "whether somebody goes alone, or only with a fresh companion among 15 close ties", "assumed",
      "independent|companion" },
    [OP_MOB_ARRIVE_BEFORE] = { "arrive_before", OP_UNIT_DURATION, 0, 86400, "30 min", OP_RUN_PARAM,
      OP_ASSUMED, "how long before the event people aim to arrive, on average", "assumed", NULL },
    [OP_MOB_ARRIVE_SD] = { "arrive_sd", OP_UNIT_DURATION, 0, 86400, "75 min", OP_RUN_PARAM,
      OP_ASSUMED, "spread of the moments that people aim at", "assumed", NULL },
    [OP_MOB_RAIL_SHARE] = { "rail_share", OP_UNIT_SHARE, 0, 1, "margin(35 %, 55 %, 75 %)",
      OP_RUN_PARAM, OP_ASSUMED, "share who travel by rail of those beyond cycling distance", "assumed",
      NULL },
    [OP_MOB_LIVE_POSTS] = { "live_posts", OP_UNIT_SHARE, 0, 1, "15 %", OP_RUN_PARAM, OP_ASSUMED,
      "share of those who arrive who post live", "assumed", NULL },
    [OP_MOB_LIVE_READS] = { "live_reads", OP_UNIT_NONE, 0, 1000, "20", OP_RUN_PARAM, OP_ASSUMED,
      "mean audience of a live post", "assumed", NULL },
    [OP_MOB_LIVE_DRAW] = { "live_draw", OP_UNIT_NONE, 0, 0.5, "margin(0.15, 0.3, 0.45)", OP_RUN_PARAM,
      OP_ASSUMED, "persons drawn to the place by the live posts of one who arrived, about", "assumed",
      NULL },
    [OP_MOB_LIVE_HALF_LIFE] = { "live_half_life", OP_UNIT_DURATION, 60, 86400, "1 h", OP_RUN_PARAM,
      OP_ASSUMED, "half-life of a live post", "assumed", NULL },
    [OP_MOB_BETA_MARTYR] = { "beta_martyr", OP_UNIT_NONE, -5, 5, "margin(-0.3, 0.5, 1.5)",
      OP_RUN_PARAM, OP_ASSUMED,
      "appeal, to somebody without trust, of a page opened because a caller was arrested; its sign "
      "is open", "assumed", NULL },
    [OP_MOB_YOUTH_BELOW] = { "youth_below", OP_UNIT_NONE, 0, 120, "18", OP_RUN_PARAM, OP_CHOSEN,
      "age in years below which parents and schools have a say", "majority", NULL },
    [OP_MOB_BAN_OBEYED] = { "ban_obeyed", OP_UNIT_SHARE, 0, 1, "margin(40 %, 70 %, 90 %)",
      OP_RUN_PARAM, OP_ASSUMED, "share of those with a ban on the area who stay away because of it",
      "assumed", NULL },
    [OP_MOB_BEHIND_RING] = { "behind_ring", OP_UNIT_PERSONS, 0, 1e6, "400 persons", OP_RUN_PARAM,
      OP_CHOSEN, "residents who live behind the checks on the roads to the place", "assumed", NULL },
};

static const struct op_lever levers[OP_MOBILISATION_N_LEVERS] = {
    [OP_MOBILISATION_ATTENDANCE] = { "attendance", OP_PRODUCT, OP_UNIT_SHARE, 0, 1,
      "share of those who would go who still go", "assumed" },
    [OP_MOBILISATION_ALTERNATIVE] = { "alternative", OP_SUM, OP_UNIT_SHARE, 0, 1,
      "share of those who would go who go to something else", "assumed" },
    [OP_MOBILISATION_RAIL] = { "rail", OP_PRODUCT, OP_UNIT_SHARE, 0, 1,
      "share of rail travellers who still get there", "assumed" },
    [OP_MOBILISATION_RING] = { "ring", OP_SUM, OP_UNIT_SHARE, 0, 1,
      "share of those on their way who are turned back", "assumed" },
    [OP_MOBILISATION_CRACKDOWN] = { "crackdown", OP_SUM, OP_UNIT_SHARE, 0, 1,
      "how severe the police measures look to who reads of them", "assumed" },
    [OP_MOBILISATION_YOUTH] = { "youth_attendance", OP_PRODUCT, OP_UNIT_SHARE, 0, 1,
      "share of the minors who would go who still go", "assumed" },
    [OP_MOBILISATION_APPEAL] = { "appeal", OP_SUM, OP_UNIT_NONE, -3, 3,
      "added to the utility of committing to the call", "assumed" },
    [OP_MOBILISATION_LIVE] = { "live_reach", OP_PRODUCT, OP_UNIT_SHARE, 0, 1,
      "share of the audience of live posts that is left", "assumed" },
    [OP_MOBILISATION_BANS] = { "area_bans", OP_SUM, OP_UNIT_PERSONS, 0, 1e5,
      "persons who committed to the call who are served a ban on the area", "assumed" },
};

static const struct op_observable observables[] = {
    { "kept_away_persons", "persons", OP_WANT_NONE, "last", 0, "persons kept away",
      "weggehouden personen",
      "would have gone without the levers, or were turned back, so far" },
    { "banned_persons", "persons", OP_WANT_LESS, "last", 0, "persons banned",
      "personen met een gebiedsverbod", "were served a ban on the area so far" },
    { "closed_street_h", "h", OP_WANT_LESS, "last", 0, "hours of closed streets",
      "uren afgesloten straten", "time in which checks closed the roads to the place so far" },
    { "closed_person_h", "h", OP_WANT_LESS, "last", 0, "person-hours of closed streets",
      "persoonsuren afgesloten straten", "the same, times the residents who live behind the checks" },
};

static const struct op_metric metrics[] = {
    { "kept_away_persons", "persons", OP_WANT_NONE, 0, "persons kept away", "weggehouden personen",
      "would have gone without the levers, or were turned back" },
    { "turned_back_persons", "persons", OP_WANT_LESS, 0, "persons turned back",
      "teruggestuurde personen", "reached a check on the way" },
    { "banned_persons", "persons", OP_WANT_LESS, 0, "persons banned",
      "personen met een gebiedsverbod", "were served a ban on the area" },
    { "closed_street_h", "h", OP_WANT_LESS, 0, "hours of closed streets",
      "uren afgesloten straten", "time in which checks closed the roads to the place" },
    { "closed_person_h", "h", OP_WANT_LESS, 0, "person-hours of closed streets",
      "persoonsuren afgesloten straten", "the same, times the residents who live behind the checks" },
};
// clang-format on

static const struct op_touch touches[] = {
    { OP_MOBILISATION_ATTENDANCE, "kept_away_persons" },
    { OP_MOBILISATION_ALTERNATIVE, "kept_away_persons" },
    { OP_MOBILISATION_RAIL, "kept_away_persons" },
    { OP_MOBILISATION_RING, "kept_away_persons" },
    { OP_MOBILISATION_CRACKDOWN, "kept_away_persons" },
    { OP_MOBILISATION_YOUTH, "kept_away_persons" },
    { OP_MOBILISATION_BANS, "banned_persons" },
};

const double *
op_mob_params(const struct op_run *run)
{
    return op_run_params(run, OP_GROUP_MOBILISATION);
}

static double
lever(const struct op_run *run, int which)
{
    return op_run_lever(run, OP_GROUP_MOBILISATION, which);
}

static double
at_most_1(double x)
{
    return x < 1 ? x : 1;
}

// ---- kept away ----

void
op_mob_keep_away(struct op_run *run, struct op_person *row)
{
    uint32_t *id;

    if (row->flags & OP_PERSON_KEPT_AWAY) return;
    row->flags |= OP_PERSON_KEPT_AWAY;
    id = op_segment_grow(&run->state.segment[OP_SEG_KEPT_AWAY], sizeof *id);
    *id = row->id;
    op_site_of(run)->n_kept_away++;
}

// ---- the decision ----

// What levers leave of a probability of going.
double
op_mob_levers(const struct op_run *run, const struct op_person *row, enum op_mode mode)
{
    const double *const p = op_mob_params(run);
    const double risk = (double)op_world_of(run)->person[row->id].risk;
    double factor = lever(run, OP_MOBILISATION_ATTENDANCE);

    factor *= 1 - at_most_1(lever(run, OP_MOBILISATION_ALTERNATIVE));
    if (mode == OP_MODE_RAIL) factor *= lever(run, OP_MOBILISATION_RAIL);
    if (op_world_of(run)->person[row->id].age < p[OP_MOB_YOUTH_BELOW]) {
        factor *= lever(run, OP_MOBILISATION_YOUTH);
    }
    factor *= op_ban_leaves(run, row);
    if (row->crackdown > 0) factor *= op_exp(-p[OP_MOB_BETA_GO] * (double)row->crackdown * risk);
    return factor;
}

static double
chance_without(const struct op_run *run, const struct op_person *row)
{
    const double *const p = op_mob_params(run);
    const struct op_world *const world = op_world_of(run);
    const double log_far = (double)world->town_log_far[world->person[row->id].town];

    return p[OP_MOB_P0] * op_commitment_strength(run, row) * op_exp(-p[OP_MOB_DELTA] * log_far) *
           p[OP_MOB_WEATHER];
}

// A companion is fresh when the commitment has lost less than two thirds: a read within tau.
static bool
has_companion(const struct op_run *run, uint32_t person)
{
    enum { CLOSE_TIES = 15 };
    uint32_t first, past;

    op_world_cluster(op_world_of(run), person, &first, &past);
    for (uint32_t k = 0; k < CLOSE_TIES; k++) {
        const double u = op_draw_unit(&run->chance, OP_DRAW_COMPANION, person, 0, k);
        const uint32_t friend = first + op_below(u, past - first);
        const struct op_person *const row = op_person_find(run, friend);

        if (friend == person || row == NULL || !(row->flags & OP_PERSON_CLICKED)) continue;
        if ((row->flags & OP_PERSON_DECIDED) && !(row->flags & OP_PERSON_DEPARTED)) continue;
        if (op_commitment_strength(run, row) > .36) return true;
    }
    return false;
}

static void
depart_event(struct op_run *run, struct op_event event)
{
    const uint32_t person = op_event_subject(event);
    struct op_person *const row = op_person_touch(run, person);
    const enum op_mode mode = op_travel_mode(run, person);

    if ((row->flags & OP_PERSON_DECIDED) || row->episode != op_event_argument(event)) return;
    row->flags |= OP_PERSON_DECIDED;
    if (op_copycat_is_out(run, person)) return;
    if (op_mob_params(run)[OP_MOB_RULE] > .5 && !has_companion(run, person)) return;
    op_mob_decide(run, row, mode, op_draw_unit(&run->chance, OP_DRAW_GO, person, 0, 0),
                  chance_without(run, row));
}

void
op_mob_decide(struct op_run *run, struct op_person *row, enum op_mode mode, double u,
              double without)
{
    if (u < without * op_mob_levers(run, row, mode)) {
        row->flags |= OP_PERSON_DEPARTED;
        op_run_add(run, op_run_now_us(run) + op_us(op_travel_s(run, row->id, mode)),
                   OP_KIND_TRAVELLED, 0, row->id, mode);
    } else if (u < without) {
        op_mob_keep_away(run, row);
    }
}

// ---- from commitment to departure, and the end of the way ----

static void
committed_event(struct op_run *run, struct op_event event)
{
    const double *const p = op_mob_params(run);
    const uint32_t person = op_event_subject(event);
    struct op_person *const row = op_person_touch(run, person);
    const int64_t now_us = op_run_now_us(run);
    const int64_t event_us = run->scenario->event_us;
    const double z = op_draw_normal(&run->chance, OP_DRAW_DEPART_TIME, person, row->episode + 1, 0);
    const double travel_s = op_travel_plan_s(run, person, op_travel_mode(run, person));
    int64_t at_us = event_us - op_us(p[OP_MOB_ARRIVE_BEFORE]) + op_us(z * p[OP_MOB_ARRIVE_SD]) -
                    op_us(travel_s);

    if (row->flags & OP_PERSON_DECIDED) return;
    // ten minutes to get ready; who cannot be there within four hours after the start stays away
    if (at_us < now_us) at_us = now_us + op_us(600);
    if (at_us + op_us(travel_s) > event_us + op_us(4 * 3600)) return;
    row->episode++;
    op_run_add(run, at_us, OP_KIND_DEPART, 0, person, row->episode);
}

static void
travelled_event(struct op_run *run, struct op_event event)
{
    const uint32_t person = op_event_subject(event);
    struct op_person *const row = op_person_touch(run, person);
    const double ring = at_most_1(lever(run, OP_MOBILISATION_RING));

    if (op_draw_unit(&run->chance, OP_DRAW_TURNED_BACK, person, 0, 0) < ring) {
        op_site_of(run)->n_turned_back++;
        op_trust_touch(run, person);
        op_mob_keep_away(run, row);
        return;
    }
    op_run_add(run, op_run_now_us(run), OP_KIND_ARRIVE, 0, person, 0);
    op_live_arrived(run, person);
}

static void
outcome(const struct op_run *run, double *values)
{
    values[0] = op_site_of(run)->n_kept_away;
    values[1] = op_site_of(run)->n_turned_back;
    values[2] = op_mobilisation_of(run)->n_banned;
    values[3] = op_closed_h(run);
    values[4] = values[3] * op_mob_params(run)[OP_MOB_BEHIND_RING];
}

static void
observe(const struct op_run *run, double *values)
{
    values[0] = op_site_of(run)->n_kept_away;
    values[1] = op_mobilisation_of(run)->n_banned;
    values[2] = op_closed_h(run);
    values[3] = values[2] * op_mob_params(run)[OP_MOB_BEHIND_RING];
}

static void
begin(struct op_run *run)
{
    struct op_mobilisation *const state =
        op_segment_grow(&run->state.segment[OP_SEG_MOBILISATION], sizeof *state);

    state->closed_since_us = OP_NEVER_US;
}

static void
lever_moved(struct op_run *run, int which)
{
    if (which == OP_MOBILISATION_RING) op_closed_count(run);
    if (which == OP_MOBILISATION_BANS) op_ban_moved(run);
}

static void
ledger(const struct op_run *run, struct op_ledger *out)
{
    const uint32_t *const id = op_rows(run, OP_SEG_KEPT_AWAY);
    const uint32_t n = op_row_count(run, OP_SEG_KEPT_AWAY, sizeof *id);

    for (uint32_t k = 0; k < n; k++) {
        if (!op_ids_add(&out->kept_away, id[k])) return;
    }
}

const struct op_mechanism op_mobilisation_mechanism = {
    .table = { .name = "mobilisation",
               .params = params,
               .n_params = OP_MOB_N_PARAMS,
               .levers = levers,
               .n_levers = OP_MOBILISATION_N_LEVERS,
               .observables = observables,
               .n_observables = sizeof observables / sizeof *observables },
    .summary = "who commits, who goes, when and how, who is kept away, whom live posts draw",
    .source = "fitted on Haren 2012 and assumed",
    .first_kind = OP_KIND_MOBILISATION,
    .kinds = { { "committed", committed_event, op_person_prefetch_subject },
               { "depart", depart_event, op_person_prefetch_subject },
               { "travelled", travelled_event, op_person_prefetch_subject },
               { "live", op_live_event, op_person_prefetch_subject },
               { "live_read", op_live_read_event, op_person_prefetch_subject } },
    .metrics = metrics,
    .n_metrics = sizeof metrics / sizeof *metrics,
    .touches = touches,
    .n_touches = sizeof touches / sizeof *touches,
    .begin = begin,
    .observe = observe,
    .outcome = outcome,
    .lever_moved = lever_moved,
    .ledger = ledger,
};
