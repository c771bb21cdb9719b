// SPDX-License-Identifier: GPL-3.0-or-later
// What the mechanisms share: the world of persons and towns (read-only), the state columns they
// meet in, the fixed event codes, and the places of the mechanisms in the registry. Mechanisms
// include this and the engine, never each other.
#ifndef OP_MODELS_SHARED_PEOPLE_H
#define OP_MODELS_SHARED_PEOPLE_H

#include "sim/run/run.h"

// Registry order (also the order of parameter groups in files).
enum op_group {
    OP_GROUP_POPULATION,
    OP_GROUP_SPREAD,
    OP_GROUP_NEWS,
    OP_GROUP_MOBILISATION,
    OP_GROUP_CROWD,
    OP_GROUP_POLICE,
    OP_GROUP_TRUST,
    OP_GROUP_PHASE,
    OP_GROUP_SIGNALS,
    OP_GROUP_ANALYSTS,
    OP_GROUP_JUDGEMENT,
    OP_GROUP_SHARING,
    OP_GROUP_DECISION,
    OP_GROUP_COURTS,
    OP_GROUP_HARASSMENT,
    OP_GROUP_POOL,
    OP_GROUP_COPYCAT,
    OP_GROUP_ELSEWHERE,
    OP_GROUP_ROLES,
    OP_N_GROUPS
};

// Fixed event codes, never reused. Each mechanism owns a block of eight.
enum {
    OP_KIND_SPREAD = 32,    // 32-39; subject = person, argument = instance unless said
    OP_KIND_READ = 32,      // a person meets the page in a session; aux = channel,
                            // argument = row in OP_SEG_EXPOSURE: two invitations read in one
                            // session are two events, and no two events have one key
    OP_KIND_SHARE = 33,     // a person passes it on
    OP_KIND_FOLLOW = 34,    // a follower of a withdrawn page reaches its successor
    OP_KIND_FINDER = 35,    // somebody searches it out (timer)
    OP_KIND_PAGE = 36,      // subject = instance: removal takes effect; aux = how
    OP_KIND_MESSAGE = 37,   // subject = person reads the official message; argument = action
    OP_KIND_REUPLOAD = 38,
    OP_KIND_NEWS = 40,           // 40-47
    OP_KIND_NEWS_FIRST = 40,     // first national story (timer)
    OP_KIND_NEWS_DAY = 41,       // argument = day: who reads and looks it up
    OP_KIND_NEWS_HAZARD = 42,    // the hazard is brought up to date (timer)
    OP_KIND_MOBILISATION = 48,   // 48-55
    OP_KIND_COMMITTED = 48,   // subject = person has just committed (clicked), argument = instance
    OP_KIND_DEPART = 49,      // subject = person decides whether to go; argument = episode
    OP_KIND_TRAVELLED = 50,   // subject = person reaches the edge of the place; argument = mode
    OP_KIND_LIVE = 51,        // subject = person present posts live; argument = town index of place
    OP_KIND_LIVE_READ = 52,   // subject = reader, argument = poster
    OP_KIND_CROWD = 56,       // 56-63
    OP_KIND_ARRIVE = 56,      // subject = person arrives at the place; argument = 0
    OP_KIND_ACTIVATE = 57,    // clock; subject = band
    OP_KIND_CALM = 58,        // clock
    OP_KIND_LEAVE = 59,       // clock
    OP_KIND_INJURY = 60,      // clock
    OP_KIND_ARREST = 61,      // clock
    OP_KIND_CONDITIONS = 62,     // five-minute step of darkness and alcohol
    OP_KIND_POLICE = 64,         // 64-71
    OP_KIND_UNIT_ARRIVES = 64,   // subject = kind of unit, argument = persons
    OP_KIND_SIGNALS = 96,        // 96-103
    OP_KIND_NOISE = 96,          // a signal that means nothing (timer)
    OP_KIND_TIP = 97,            // subject = actor who hears of it, argument = signal
    OP_KIND_PASSED_ON = 98,      // it reaches the desk; subject = actor, argument = signal
    OP_KIND_REVIEW = 99,         // the desk reads the pages that it knows again (timer)
    OP_KIND_STREET = 100,        // a report from the place (timer)
    OP_KIND_ANALYSTS = 104,      // 104-111
    OP_KIND_HANDLED = 104,       // subject = analyst, argument = signal (timer)
    OP_KIND_SHARING = 120,       // 120-127; judgement needs none: 112-119 stay free
    OP_KIND_TOLD = 120,          // subject = actor, argument = picture, aux = link
    OP_KIND_DECISION = 128,      // 128-135
    OP_KIND_AGREED = 128,        // argument = picture
    OP_KIND_COURTS = 136,        // 136-143
    OP_KIND_RULING = 136,        // subject = content of the action, argument = which start
    OP_KIND_HARASSMENT = 160,    // 160-167
    OP_KIND_HOSTILE = 160,       // hour by hour: what reaches residents whom the call names (timer)
    OP_KIND_POOL = 200,          // 200-207
    OP_KIND_PLATOON = 200,       // subject = platoon is there; argument = its episode
    OP_KIND_COPYCAT = 208,       // 208-215
    OP_KIND_CLIP_READ = 208,   // subject = reader of a live post shown far away; argument = ordinal
    OP_KIND_UNSTIRRED = 209,   // subject = person whose reads may have become too old
    OP_KIND_CALL_BORN = 210,   // clock; subject = municipality
    OP_KIND_MUSTERED = 211,    // subject = municipality: who comes is decided; argument = call
    OP_KIND_NOON = 212,        // an evening is over, the next one counts (timer)
    OP_KIND_ELSEWHERE = 216,   // 216-223
    OP_KIND_JOIN = 216,        // subject = person arrives; argument = place
    OP_KIND_TURN_VIOLENT = 217,   // clock; subject = place x 8 + band
    OP_KIND_COOL_DOWN = 218,      // clock; subject = place
    OP_KIND_GO_HOME = 219,        // clock
    OP_KIND_HURT = 220,           // clock
    OP_KIND_SEIZED = 221,         // clock: an arrest
    OP_KIND_LIGHT = 222,          // five-minute step of light, drink and the wish for riot police
    OP_KIND_LOCAL_POST = 223      // aux 0: subject = row of a person there who posts live; else
                                  // subject = reader, argument = row of the poster, aux = 1 + k
};

// Segments of the models.
enum {
    OP_SEG_SLOT =
        OP_SEG_MODEL,      // uint32 per person: 1 + row in OP_SEG_PERSON, 0 = not touched yet
    OP_SEG_PERSON,         // struct op_person
    OP_SEG_INSTANCE,       // struct op_instance
    OP_SEG_SITE,           // struct op_site: the place of the gathering (one row)
    OP_SEG_PRESENCE,       // struct op_presence: who is or was on the place
    OP_SEG_SPREAD,         // scalars of spread.c
    OP_SEG_NEWS,           // scalars of news.c
    OP_SEG_MOBILISATION,   // scalars of mobilisation.c
    OP_SEG_KEPT_AWAY,      // uint32 persons kept away by levers
    OP_SEG_POLICE,         // scalars of police.c
    OP_SEG_PHASE,          // scalars of phase.c
    OP_SEG_TRUST,          // scalars of trust.c
    OP_SEG_TOWN,           // per-town counters
    OP_SEG_EXPOSURE,       // struct op_exposure: what waits to be read
    OP_SEG_SIGNALS,        // scalars of signals.c
    OP_SEG_SIGNAL,         // struct op_signal
    OP_SEG_SEEN_PAGE,      // struct op_seen_page, one for each instance
    OP_SEG_ANALYSTS,       // scalars of analysts.c and the analysts
    OP_SEG_JUDGEMENT,      // scalars of judgement.c
    OP_SEG_PICTURE,        // struct op_picture
    OP_SEG_ACTOR,          // struct op_actor_state
    OP_SEG_DECISION,       // scalars of decision.c
    OP_SEG_COURTS,         // scalars of courts.c
    OP_SEG_HARASSMENT,     // scalars of harassment.c, and a row for each resident
    OP_SEG_POOL,           // scalars of pool.c
    OP_SEG_PLATOON,        // struct op_platoon
    OP_SEG_ASKED,          // struct op_asked: what each place asks of the pool
    OP_SEG_COPYCAT,        // scalars of copycat.c
    OP_SEG_MUNICIPALITY,   // struct op_municipality
    OP_SEG_STIRRED_SLOT,   // uint32 per person: 1 + row in OP_SEG_STIRRED
    OP_SEG_STIRRED,        // struct op_stirred: who has read live posts, or was out elsewhere
    OP_SEG_ELSEWHERE,      // struct op_elsewhere: the places elsewhere
    OP_SEG_STANDING,       // struct op_standing: who is or was there
    OP_SEG_COUNT
};

// What a person is like: together, as an event looks at most of it.
struct op_traits {
    float affinity, grievance, risk;   // uniform (0, 1) margins, correlated
    float trust0;                      // in [0, 1]
    float sessions_per_day;
    uint32_t cluster;   // first person of the community: the same for all its members
    uint16_t town;
    uint8_t age, pad;   // years
    uint32_t unused;
};
_Static_assert(sizeof(struct op_traits) == 32, "two persons a cache line: see docs/performance.md");

// ---- world (built by models/population, models/ties; read-only) ----

struct op_world {
    uint32_t index;   // world w of `worlds`
    uint64_t seed;
    uint32_t n_persons;   // sorted by town, then by cluster
    uint32_t n_towns;
    uint32_t *town_first;   // [n_towns + 1] persons of a town are town_first[t] ..
    float *town_latitude_deg, *town_longitude_deg;
    float *town_distance_m;   // [n_towns] to the place of the gathering
    uint32_t *town_near;      // [n_towns * n_near] nearest towns, itself first
    double *town_near_sum;    // cumulated persons x distance decay, for drawing one; same shape
    uint32_t n_near;
    float *town_log_far;        // [n_towns] ln(1 + distance / 10 km)
    struct op_traits *person;   // [n_persons]
    double mean_affinity, mean_grievance;
    uint32_t cluster_persons;   // nominal size of a cluster (200)
    uint32_t *follower_first;   // [n_persons + 1] into follower
    uint32_t *follower;         // who sees what a person shares openly
    double mean_followers;
    uint32_t n_groups;       // closed groups
    uint32_t *group_first;   // [n_groups + 1] into group_member
    uint32_t *group_member;
    uint32_t *person_group_first;   // [n_persons + 1] into person_group
    uint32_t *person_group;
    double propensity_quantile[1025];   // distribution F0 of g (1 - tau0): value at k / 1024
    double circadian_cumulated[25];     // share of a day's sessions before hour h; 0 .. 1
    uint8_t circadian_hour[1024];       // the hour in which the share k / 1024 lies
    double start_of_day_h;              // clock hour of moment 0 (20.0 for 20:00)
    int64_t start_of_day_us;            // the same
    int start_weekday;                  // 0 = Monday, of moment 0
    double place_latitude_deg, place_longitude_deg;
    uint32_t place_town;   // nearest town to the place
};

// First and one-past-last person of the cluster (about cluster_persons neighbours) of a person.
void op_world_cluster(const struct op_world *world, uint32_t person, uint32_t *first,
                      uint32_t *past);
// A random person who lives near `person` (distance decay over town_near), from two uniforms.
uint32_t op_world_neighbour(const struct op_world *world, uint32_t person, double u_town,
                            double u_person);
static inline double
op_world_distance_m(const struct op_world *world, uint32_t person)
{
    return (double)world->town_distance_m[world->person[person].town];
}
// Straight distance between two towns.
double op_world_between_m(const struct op_world *world, uint32_t town, uint32_t other);
// The first session of a person strictly after a moment: a pure function of (world, chance, person,
// moment), the same in every arm. OP_NEVER_US if none within seven days.
int64_t op_world_next_session_us(const struct op_world *world, const struct op_chance *chance,
                                 uint32_t person, int64_t after_us);
// Clock hour [0, 24) and day number since the start's midnight of a moment.
double op_world_hour(const struct op_world *world, int64_t at_us);
int op_world_day(const struct op_world *world, int64_t at_us);
// Moment of clock time `hour` on day `day` (may be negative before the start).
int64_t op_world_moment_us(const struct op_world *world, int day, double hour);
// Hour of the day at cumulated circadian share u in [0, 1).
double op_world_circadian_hour(const struct op_world *world, double u);

static inline const struct op_world *
op_world_of(const struct op_run *run)
{
    return (const struct op_world *)run->world;
}

// ---- persons ----

enum op_person_flag {
    OP_PERSON_CLICKED = 1,   // committed: clicked "attending" on some page of the call
    OP_PERSON_SHARED = 2,
    OP_PERSON_CLOSED_ONLY = 4,   // shares go to closed groups only
    OP_PERSON_DEPARTED = 8,      // has decided about going and went
    OP_PERSON_PRESENT = 16,
    OP_PERSON_WAS_ACTIVE = 32,
    OP_PERSON_ARRESTED = 64,
    OP_PERSON_KEPT_AWAY = 128,
    OP_PERSON_DECIDED = 256,    // has decided about going (yes or no)
    OP_PERSON_MESSAGE = 512,    // has read the official message
    OP_PERSON_LIVE = 1024,      // came through a live post
    OP_PERSON_LEFT = 2048,      // was present and went home
    OP_PERSON_GIVEN = 4096,     // part of the given start
    OP_PERSON_WEIGHED = 8192,   // threshold is set
    OP_PERSON_FUSED = 16384,    // fuse_left and share_factor are set
    OP_PERSON_SILENT = 32768    // would have shared, but felt watched
};

// What the authorities did to a person: bits of op_person.marks.
enum op_person_mark {
    OP_MARK_MONITORED = 1,      // own public words were seen, or was addressed for them
    OP_MARK_TOUCHED = 2,        // see op_trust_touch
    OP_MARK_BANNED = 4,         // was served a ban on the area
    OP_MARK_SAW_FORCE = 8,      // stood in a crowd that riot police dispersed
    OP_MARK_SHOWED_FORCE = 16   // and posted so live
};

struct op_person {
    uint32_t id;
    uint16_t flags;
    uint8_t n_read;              // invitations and items read
    uint8_t n_sources;           // distinct sources read from
    float threshold;             // commits when U reaches it; drawn when first needed
    float share_factor;          // f^gamma
    double fuse_left;            // what readings have yet to add up to until the person shares
    int64_t reinforced_us;       // last reinforcing read
    uint32_t instance;           // page clicked
    float message_credibility;   // sum of credibility of official messages read
    float crackdown;             // K: 1 - product(1 - crackdown read)
    float trust;                 // value at trust_since
    int64_t trust_since_us;
    uint32_t presence;   // 1 + row in OP_SEG_PRESENCE; 0 = never there
    uint16_t episode;    // of departures, so that an old event is recognised
    uint16_t marks;      // for the ledger of rights
};
_Static_assert(sizeof(struct op_person) == 64,
               "op_person changed: update the memory table in docs/map.md");

// Row of a person, made on first touch. The pointer is valid until the next person is touched
// first.
struct op_person *op_person_touch(struct op_run *run, uint32_t person);
// Row or NULL if never touched.
struct op_person *op_person_find(const struct op_run *run, uint32_t person);

// ---- instances of the call ----

enum op_instance_kind { OP_PAGE_ORIGINAL, OP_PAGE_SUCCESSOR, OP_PAGE_COPY };
enum op_instance_status { OP_PAGE_UP, OP_PAGE_WITHDRAWN, OP_PAGE_REMOVED };
struct op_instance {
    int64_t born_us, ended_us;
    uint32_t host, parent;   // parent: instance, UINT32_MAX none
    uint32_t clicks, invited;
    uint8_t kind, status;
    uint8_t after_withdrawal;   // O_e: successor of a withdrawn page
    uint8_t n_talks;            // with the caller
    uint8_t n_arrests;          // times that an arrest of the caller was tried
    uint8_t after_arrest;       // opened because the caller of a page before it was arrested
    uint8_t pad[2];
};

// What reaches a person and waits for a session. Rows are freed when read: `next` chains free rows.
struct op_exposure {
    uint32_t instance, source;   // source: who invited, shared, told; UINT32_MAX none
    uint32_t share_low;          // share_key, low 32 bits
    uint32_t share_high;         // high 24 bits
    uint32_t next;
    int32_t wait_s;   // from posting to the session
};

// ---- the site ----

struct op_site {
    double area_m2;
    uint32_t n_present, n_active, peak_present;
    uint32_t n_turnout;   // ever arrived
    uint32_t n_violent;   // ever active
    uint32_t n_arrests, n_injured;
    uint32_t n_incidents;        // times that somebody turned violent
    int64_t damage_fixed;        // euro x 2^20
    int64_t damage_since_us;     // damage is brought up to here
    int64_t first_violence_us;   // OP_NEVER_US
    uint32_t n_police, n_riot;   // police persons on the place; riot police among them
    uint32_t clock_activate[8], clock_leave, clock_calm, clock_injury, clock_arrest;
    uint32_t n_band[8];   // calm persons by risk band
    double provocation;   // in force: levers + posture
    uint32_t n_kept_away, n_searched, n_turned_back;
    uint32_t n_draws;     // ordinal for keyed draws of the place
    uint32_t is_forced;   // riot police disperse the crowd now
};

struct op_presence {
    uint32_t person;
    uint8_t band, is_active, bouts, gone;   // gone: left or arrested
    float weight;                           // w_i
    uint32_t node;                          // in the clock of activation or calming
    uint32_t leave_node;
    int64_t since_us;
};

static inline struct op_site *
op_site_of(const struct op_run *run)
{
    return (struct op_site *)op_rows(run, OP_SEG_SITE);
}

// ---- conversions ----
static inline double
op_hours(int64_t us)
{
    return (double)us / 3.6e9;
}
static inline double
op_days(int64_t us)
{
    return (double)us / 8.64e10;
}
static inline int64_t
op_us(double seconds)
{
    return (int64_t)(seconds * 1e6);
}

// Trust now: drifts back to its start over trust.drift (half of a change is gone after that
// / 1.44).
double op_trust_now(const struct op_run *run, uint32_t person);
// One act seen by a person, counted once per (person, act): gain s adds s (1 - tau), loss takes 2.2
// s tau. s > 0 gain, s < 0 loss. `act` names the act (action hash or own number).
void op_trust_act(struct op_run *run, uint32_t person, uint32_t act, double s);
// The same for an act that the caller knows to be this person's first of its kind.
void op_trust_first_act(struct op_run *run, uint32_t person, double s);
// A right of this person was touched: own lawful post removed, banned, turned back on the way,
// searched, stood in a crowd that was dispersed or cordoned off, led away, arrested. From now on
// the person counts among those touched, however often.
void op_trust_touch(struct op_run *run, uint32_t person);
// Ask memory for a person that an event to come will touch: stages as in op_prefetch.
void op_person_prefetch(const struct op_run *run, uint32_t person, int stage);
op_prefetch op_person_prefetch_subject;

#endif
