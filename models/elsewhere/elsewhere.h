// SPDX-License-Identifier: GPL-3.0-or-later
// Beyond the one place and the one evening: calls that are copied in other municipalities, crowds
// that come of them, evenings that repeat, and the riot police that all of them share.
//
// Three mechanisms: `copycat` (who is stirred by what, calls, who comes; copycat.c, stirred.c,
// muster.c), `elsewhere` (the crowds; places.c, street.c, street_rates.c, local_posts.c), `pool`
// (riot police; pool.c). The place of the gathering and its first evening stay with models/crowd.
#ifndef OP_MODELS_ELSEWHERE_ELSEWHERE_H
#define OP_MODELS_ELSEWHERE_ELSEWHERE_H

#include "models/shared/copycats.h"
#include "models/shared/people.h"
#include "models/shared/pool.h"

extern const struct op_mechanism op_pool_mechanism, op_copycat_mechanism, op_elsewhere_mechanism;

enum op_pool_param {
    OP_POOL_PLATOONS,
    OP_POOL_PERSONS,
    OP_POOL_MUSTER,
    OP_POOL_SPEED,
    OP_POOL_SPREAD,
    OP_POOL_N_PARAMS
};
enum op_pool_lever { OP_POOL_RESERVE, OP_POOL_READINESS, OP_POOL_N_LEVERS };

enum op_copycat_param {
    OP_COPYCAT_BIRTH,
    OP_COPYCAT_AGAIN,
    OP_COPYCAT_DECAY,
    OP_COPYCAT_READS,
    OP_COPYCAT_WITHIN,
    OP_COPYCAT_YOUTH_BELOW,
    OP_COPYCAT_CARRIED,
    OP_COPYCAT_CLIP_HALF_LIFE,
    OP_COPYCAT_APPEAL,
    OP_COPYCAT_APPEAL_SD,
    OP_COPYCAT_WORD,
    OP_COPYCAT_NOTICE,
    OP_COPYCAT_FROM_HOUR,
    OP_COPYCAT_UNTIL_HOUR,
    OP_COPYCAT_N_PARAMS
};
enum op_copycat_lever { OP_COPYCAT_COPYING, OP_COPYCAT_TURNOUT, OP_COPYCAT_N_LEVERS };

enum op_elsewhere_param {
    OP_ELSEWHERE_CROWD,
    OP_ELSEWHERE_POLICE,
    OP_ELSEWHERE_SPONTANEOUS,
    OP_ELSEWHERE_RIOT_PROVOCATION,
    OP_ELSEWHERE_DISPERSAL,
    OP_ELSEWHERE_TEAMS,
    OP_ELSEWHERE_PER_PLATOON,
    OP_ELSEWHERE_MOST_PLATOONS,
    OP_ELSEWHERE_N_PARAMS
};
enum op_elsewhere_lever { OP_ELSEWHERE_LEVER_POLICE, OP_ELSEWHERE_N_LEVERS };

// ---- rows ----

enum op_platoon_status { OP_PLATOON_FREE, OP_PLATOON_ON_WAY, OP_PLATOON_THERE };
struct op_platoon {
    uint32_t town;      // where it stands; on the way: where it came from
    uint32_t place;     // to which it is given; of no meaning while it is free
    uint32_t episode;   // of orders, so that an old arrival is recognised
    uint32_t status;
};

struct op_asked {
    uint32_t wanted, given;   // platoons
    uint32_t there;           // of those given
    uint32_t since;           // ordinal of the asking; 0: never asked
};

struct op_municipality {
    uint32_t first_town, past_town;   // in the table of places
    uint32_t town;                    // its largest: where a crowd gathers
    uint32_t n_stirred;               // Y: receptive youths
    uint32_t clock;
    uint32_t place;        // 1 + row in OP_SEG_ELSEWHERE; 0: none yet
    uint32_t n_calls;      // so far
    uint32_t called_for;   // evening for which it was called last; 0: never
    double appeal;         // of the last call
    int64_t gathers_us;    // of the last call
};

struct op_stirred {
    uint32_t person;
    uint16_t n_reads;   // live posts read, each within `within` of the one before
    uint8_t is_stirred, was_violent;
    uint32_t out_on;   // last evening on which the person set out elsewhere; 0: never
    uint32_t pad;
    int64_t last_us, before_us;   // of the last two reads
};

struct op_elsewhere {
    uint32_t municipality, town;
    uint32_t n_present, n_active, n_riot;
    uint32_t n_tonight, n_violent_tonight;   // came, were violent, this evening
    uint32_t n_evenings;                     // with a crowd, so far
    uint32_t first;   // 1 + row in OP_SEG_STANDING of who came last this evening; 0 ends
    uint32_t clock_activate[8], clock_calm, clock_leave, clock_injury, clock_arrest;
    uint32_t timer, n_injury_draws, n_arrest_draws, n_wanted;
    uint32_t has_crowd;   // now: from `crowd` persons until nobody is there
    double darkness, alcohol;
    int64_t calm_since_us;   // since when too few are violent for a disorder; OP_NEVER_US
    int64_t violent_us;      // violent person-time up to counted_us
    int64_t counted_us;
    uint8_t is_late, pad[7];
};

struct op_standing {
    uint32_t person, place, evening, next;
    uint8_t band, is_active, bouts, gone;
    float weight;
    uint32_t node, leave_node;
};

// Head of OP_SEG_COPYCAT.
struct op_copycat {
    double factor;   // e^appeal x decay^(evening - 1): on the birth of calls
    double log_decay;
    int64_t first_noon_us;   // when the first evening is over
    uint32_t evening;        // 1: that of the event, until noon
    uint32_t timer_noon;
    uint32_t n_calls;           // copied or repeated so far
    uint32_t n_clips;           // ordinal of what strangers are shown
    uint32_t n_stirred;         // receptive youths, everywhere
    uint32_t site_violent;      // ever violent at the place of the gathering when the evening began
    uint32_t evening_violent;   // persons violent elsewhere this evening
    uint32_t most_violent, peak_evening, n_disorders;   // of evenings that are over
    // totals elsewhere
    uint32_t n_present, n_active, n_violent, n_injured, n_arrests, n_turnout;
    uint32_t n_crowds, most_crowds, n_places;   // now; at once; places that ever had one
    uint32_t pad;
};

static inline struct op_copycat *
op_copycat_of(const struct op_run *run)
{
    return (struct op_copycat *)op_rows(run, OP_SEG_COPYCAT);
}

static inline bool
op_copycat_is_on(const struct op_run *run)
{
    return run->state.segment[OP_SEG_COPYCAT].used_bytes > 0;
}

static inline struct op_municipality *
op_municipality_at(const struct op_run *run, uint32_t municipality)
{
    return (struct op_municipality *)op_rows(run, OP_SEG_MUNICIPALITY) + municipality;
}

static inline struct op_elsewhere *
op_elsewhere_at(const struct op_run *run, uint32_t row)
{
    return (struct op_elsewhere *)op_rows(run, OP_SEG_ELSEWHERE) + row;
}

static inline struct op_standing *
op_standing_at(const struct op_run *run, uint32_t row)
{
    return (struct op_standing *)op_rows(run, OP_SEG_STANDING) + row;
}

// ---- copycat.c
void op_copycat_rate(struct op_run *run, uint32_t municipality);   // after a change of its Y
uint32_t op_municipality_of(const struct op_run *run, uint32_t town);
// ---- stirred.c
struct op_stirred *op_stirred_find(const struct op_run *run, uint32_t person);   // NULL: no row
struct op_stirred *op_stirred_touch(struct op_run *run, uint32_t person);
op_handler op_stirred_clip_read, op_stirred_ends;
// ---- muster.c
// Why a person cannot set out now: arrested, at the place of the gathering, or out already.
bool op_muster_is_engaged(const struct op_run *run, uint32_t person);
op_handler op_muster_event;
// A person sets out for a place elsewhere, there at a moment.
void op_muster_sets_out(struct op_run *run, uint32_t person, uint32_t place, int64_t at_us);
// ---- street.c
uint32_t op_street_open(struct op_run *run, uint32_t municipality);   // its place, made if need be
void op_street_evening(struct op_run *run);   // a new evening begins: counts of the last are over
op_handler op_street_join, op_street_turn_violent, op_street_cool_down, op_street_go_home,
    op_street_hurt, op_street_seized;
// ---- local_posts.c
void op_local_posts_perhaps(struct op_run *run,
                            uint32_t row);   // who has come; row of OP_SEG_STANDING
op_handler op_local_post;
// ---- street_rates.c
void op_street_rates(struct op_run *run, uint32_t row);
void op_street_light(struct op_run *run, uint32_t row);   // conditions now, and the wish for police
op_handler op_street_light_event;
void op_street_count(struct op_run *run, uint32_t row);   // violent time, up to now

#endif
