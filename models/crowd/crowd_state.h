// SPDX-License-Identifier: GPL-3.0-or-later
// The crowd's own columns behind the shared row of the site, and what its source files share.
#ifndef OP_MODELS_CROWD_CROWD_STATE_H
#define OP_MODELS_CROWD_CROWD_STATE_H

#include "models/crowd/crowd.h"
#include "models/shared/people.h"

#define OP_N_BANDS 8

// What calm persons of one crowd meet, whichever place it stands on. Numbers of persons as reals.
struct op_mood {
    double present, active, police, area_m2;
    double alcohol, allowed;   // in the crowd, 0 .. 1; factor that a ban leaves of it
    double darkness;           // 0 .. 1
    double provocation;
    double spontaneous, contagion;   // factors on the two rates; 1: none
    double later;                    // certainty of a later arrest, 0 .. 1
};
// Hazard of a calm person of weight 1 in a risk band, per hour; 0 where nobody is.
double op_mood_hazard_per_h(const struct op_run *run, const struct op_mood *mood, uint32_t band);

struct op_crowd_state {
    struct op_site site;         // first: op_site_of() reads it
    double darkness;             // 0 day .. 1 night, at the last step
    double alcohol;              // 0 .. level, at the last step, before the lever
    int64_t disorder_since_us;   // since when enough are active; OP_NEVER_US
    uint32_t timer_conditions;
    uint8_t is_late;         // later than late_hour
    uint8_t is_dispersing;   // riot police have begun to disperse and have not stopped
    uint8_t force_seen;      // have done so at least once
    uint8_t pad;
    uint32_t n_injury_draws, n_arrest_draws;
    uint32_t n_detained;
    uint32_t n_held;   // persons kept in a cordon since held_since_us
    int64_t held_us;   // person-time in a cordon, up to held_since_us
    int64_t held_since_us;
};

static inline struct op_crowd_state *
op_crowd_state_of(const struct op_run *run)
{
    return (struct op_crowd_state *)op_rows(run, OP_SEG_SITE);
}

static inline const double *
op_crowd_params(const struct op_run *run)
{
    return op_run_params(run, OP_GROUP_CROWD);
}

// A rate of the parameter table (per second inside) per hour.
static inline double
op_crowd_per_h(const struct op_run *run, enum op_crowd_param param)
{
    return op_crowd_params(run)[param] * 3600.0;
}

// Weight w of a person by trust now.
double op_crowd_weight(const struct op_run *run, uint32_t person);
// Rate of leaving of a person present, cordon and detention included, per hour.
double op_crowd_leaving_per_h(const struct op_run *run);
// Hazard of a calm person of weight 1 in a risk band, per hour.
double op_crowd_hazard_per_h(const struct op_run *run, uint32_t band);
// Take the conditions of a moment: light, drink, the hour.
void op_crowd_conditions(struct op_run *run, int64_t at_us);
// Darkness 0 .. 1 at a moment at the place of the gathering.
double op_crowd_darkness(const struct op_run *run, int64_t at_us);
// Alcohol in the crowd 0 .. level at a moment, before any ban.
double op_crowd_alcohol(const struct op_run *run, int64_t at_us);
// search.c: a person who arrives is searched, perhaps; what searches leave of injuries.
void op_search_arrival(struct op_run *run, uint32_t person);
double op_search_injuries(const struct op_run *run);
// cordon.c: who is kept on the place, and who is led away from it.
double op_cordon_kept(const struct op_run *run);              // share of those who would go home
double op_cordon_detention_per_h(const struct op_run *run);   // a person present
void op_cordon_count(struct op_run *run);                     // bring person-time up to now
double op_cordon_detained_share(const struct op_run *run);    // of those who leave now
void op_cordon_leaves(struct op_run *run, uint32_t person, double detained_share);
double op_cordon_held_h(const struct op_run *run);
// Tables of crowd_table.c
#define OP_CROWD_N_OBSERVABLES 9
#define OP_CROWD_N_METRICS 12
extern const struct op_param op_crowd_params_table[OP_CROWD_N_PARAMS];
extern const struct op_lever op_crowd_levers[OP_CROWD_N_LEVERS];
extern const struct op_observable op_crowd_observables[OP_CROWD_N_OBSERVABLES];
extern const struct op_metric op_crowd_metrics[OP_CROWD_N_METRICS];
#define OP_CROWD_TABLE                                                                         \
    {                                                                                          \
        "crowd", op_crowd_params_table, OP_CROWD_N_PARAMS, op_crowd_levers, OP_CROWD_N_LEVERS, \
            op_crowd_observables, OP_CROWD_N_OBSERVABLES                                       \
    }

#endif
