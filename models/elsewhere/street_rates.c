// SPDX-License-Identifier: GPL-3.0-or-later
// The rates of a place elsewhere, by the formulas of models/crowd with levers of the place of the
// gathering at rest; light and drink every five minutes; and the police by a rule of thumb:
//
//   P          `police` + lever `police_elsewhere` + riot police there
//   provocation `riot_provocation` once riot police are there
//   spontaneous the rate of `crowd`, times `spontaneous`
//   leaving    `crowd.leaving` x late x many violent, + `dispersal` while riot police are there and
//              enough are violent for a disorder
//   asked for  with a pool: one platoon for each `per_platoon` persons present, rounded up, at most
//              `most_platoons`, looked at every five minutes; never fewer than before until too few
//              for a disorder have been violent for `phase.aftermath`, or nobody is there
//
// from   crowd_rates.c; rule of thumb assumed; eight platoons: Rotterdam 2021
#include "models/elsewhere/elsewhere.h"

#include "models/crowd/crowd_state.h"
#include "models/crowd/police.h"
#include "models/shared/acts.h"
#include "sim/run/clock.h"

#define STEP_US (300 * (int64_t)1000000)
#define DAY_US INT64_C(86400000000)
#define MORNING_H 6.0

static const double *
params_of(const struct op_run *run)
{
    return op_run_params(run, OP_GROUP_ELSEWHERE);
}

static bool
is_disorder(const struct op_run *run, const struct op_elsewhere *place)
{
    return place->n_active >= op_run_params(run, OP_GROUP_PHASE)[OP_PHASE_DISORDER_PERSONS];
}

void
op_street_count(struct op_run *run, uint32_t row)
{
    struct op_elsewhere *const place = op_elsewhere_at(run, row);
    const int64_t now_us = op_run_now_us(run);

    place->violent_us += place->n_active * (now_us - place->counted_us);
    place->counted_us = now_us;
}

// ---- rates ----

static double
leaving_per_h(const struct op_run *run, const struct op_elsewhere *place)
{
    const double *const p = op_crowd_params(run);
    double leaving = op_crowd_per_h(run, OP_CROWD_LEAVING);

    if (place->is_late) leaving *= p[OP_CROWD_LATE_FACTOR];
    if (place->n_active > p[OP_CROWD_VIOLENCE_SHARE] * place->n_present) {
        leaving *= p[OP_CROWD_VIOLENCE_FACTOR];
    }
    if (place->n_riot > 0 && is_disorder(run, place)) {
        leaving += params_of(run)[OP_ELSEWHERE_DISPERSAL] * 3600;
    }
    return leaving;
}

static double
arrests_per_h(const struct op_run *run, const struct op_elsewhere *place)
{
    const double *const p = op_crowd_params(run);
    const double teams = place->n_riot > 0 ? params_of(run)[OP_ELSEWHERE_TEAMS]
                                           : op_run_params(run, OP_GROUP_POLICE)[OP_POLICE_TEAMS];
    const double most = teams / (p[OP_CROWD_ARREST_TIME] / 3600.0);
    const double wanted = place->n_active * op_crowd_per_h(run, OP_CROWD_ARREST_RATE);

    return wanted < most ? wanted : most;
}

static struct op_mood
mood_of(const struct op_run *run, const struct op_elsewhere *place)
{
    const double more = op_run_lever(run, OP_GROUP_ELSEWHERE, OP_ELSEWHERE_LEVER_POLICE);

    return (struct op_mood){
        .present = place->n_present,
        .active = place->n_active,
        .police = params_of(run)[OP_ELSEWHERE_POLICE] + more + place->n_riot,
        .area_m2 = op_crowd_params(run)[OP_CROWD_AREA],
        .alcohol = place->alcohol,
        .allowed = 1,
        .darkness = place->darkness,
        .provocation = place->n_riot > 0 ? params_of(run)[OP_ELSEWHERE_RIOT_PROVOCATION] : 0,
        .spontaneous = params_of(run)[OP_ELSEWHERE_SPONTANEOUS],
        .contagion = 1,
    };
}

void
op_street_rates(struct op_run *run, uint32_t row)
{
    const struct op_elsewhere *const place = op_elsewhere_at(run, row);
    const struct op_mood mood = mood_of(run, place);

    for (uint32_t band = 0; band < OP_N_BANDS; band++) {
        op_clock_set_rate(run, place->clock_activate[band], op_mood_hazard_per_h(run, &mood, band));
    }
    op_clock_set_rate(run, place->clock_leave, leaving_per_h(run, place));
    op_clock_set_rate(run, place->clock_calm, op_crowd_per_h(run, OP_CROWD_CALMING));
    op_clock_set_rate(run, place->clock_injury,
                      place->n_active * op_crowd_per_h(run, OP_CROWD_INJURIES));
    op_clock_set_rate(run, place->clock_arrest, arrests_per_h(run, place));
}

// ---- riot police ----

static uint32_t
platoons_wanted(const struct op_run *run, const struct op_elsewhere *place)
{
    const double *const p = params_of(run);
    const double whole = place->n_present / p[OP_ELSEWHERE_PER_PLATOON];
    const double most = p[OP_ELSEWHERE_MOST_PLATOONS];
    uint32_t n;

    if (!is_disorder(run, place)) return place->n_wanted;
    n = (uint32_t)(whole < most ? whole : most);
    n += n < whole && n < most;
    return n > place->n_wanted ? n : place->n_wanted;
}

static void
ask(struct op_run *run, uint32_t row)
{
    struct op_elsewhere *const place = op_elsewhere_at(run, row);
    const int64_t now_us = op_run_now_us(run);
    const double after = op_run_params(run, OP_GROUP_PHASE)[OP_PHASE_AFTERMATH];
    uint32_t wanted = platoons_wanted(run, place);

    if (!op_pool_is_on(run)) return;
    if (is_disorder(run, place)) {
        place->calm_since_us = OP_NEVER_US;
    } else if (place->calm_since_us == OP_NEVER_US) {
        place->calm_since_us = now_us;
    }
    const bool is_over =
        place->calm_since_us != OP_NEVER_US && now_us - place->calm_since_us >= op_us(after);
    if (is_over || place->n_present == 0) wanted = 0;
    if (wanted == place->n_wanted) return;
    place->n_wanted = wanted;
    op_pool_want(run, row + 1, wanted * op_run_params(run, OP_GROUP_POOL)[OP_POOL_PERSONS]);
}

void
op_elsewhere_from_pool(struct op_run *run, uint32_t place, uint32_t present, uint32_t awaited)
{
    (void)awaited;
    op_elsewhere_at(run, place - 1)->n_riot = present;
    op_street_rates(run, place - 1);
}

// ---- conditions ----

// Drink grows towards each evening as it does towards the first.
void
op_street_light(struct op_run *run, uint32_t row)
{
    struct op_elsewhere *const place = op_elsewhere_at(run, row);
    const int64_t now_us = op_run_now_us(run);
    const int64_t before_us = (int64_t)(op_copycat_of(run)->evening - 1) * DAY_US;
    const double hour = op_world_hour(op_world_of(run), now_us);

    place->darkness = op_crowd_darkness(run, now_us);
    place->alcohol = op_crowd_alcohol(run, now_us - before_us);
    place->is_late = hour >= op_crowd_params(run)[OP_CROWD_LATE_HOUR] / 3600.0 || hour < MORNING_H;
    ask(run, row);
    if (place->n_present > 0 || place->n_wanted > 0) {
        op_timer_set(run, place->timer, now_us + STEP_US, OP_KIND_LIGHT, 0, row, 0);
    }
}

void
op_street_light_event(struct op_run *run, struct op_event event)
{
    op_street_light(run, op_event_subject(event));
    op_street_rates(run, op_event_subject(event));
}
