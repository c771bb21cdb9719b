// SPDX-License-Identifier: GPL-3.0-or-later
// A national pool of riot police: whole platoons, each of which is free, on the way to a place or
// there. Places ask; who asked first is served first, each time by the free platoon that is
// nearest.
//
//   there after   (muster (1 - readiness) + 1.3 d / speed) x lognormal
//                 at the place of the gathering the whole is shortened by the lever `riot_standby`
//   given back    those on the way turn round first; a platoon is then free where it stands
//   reserve       that share of the pool never goes anywhere but to the place of the gathering
//
// Platoons stand spread over the country as inhabitants do: the k-th of n where the cumulated
// number of inhabitants, in the order of the table of places, passes (k + 1/2) / n.
//
// Known: the platoons that are free, on the way and there always add up to `platoons`.
// from   platoon of 47 (Regeling ME 2007); 30-60 minutes from escalation to the first platoon
//        (docs/sources.md#riot-police); number and bases assumed
#include "models/crowd/police.h"
#include "models/elsewhere/elsewhere.h"

#define NONE UINT32_MAX

struct pool {
    int64_t short_us;   // platoons asked for and not given x time, up to counted_us
    int64_t out_us;     // platoons given x time
    int64_t counted_us;
    uint32_t n_platoons, n_asks;
    uint32_t n_wanted, n_given, n_there;
    uint32_t most_given;
};

// clang-format off
static const struct op_param params[OP_POOL_N_PARAMS] = {
    [OP_POOL_PLATOONS] = { "platoons", OP_UNIT_NONE, 0, 500, "0", OP_RUN_PARAM, OP_CHOSEN,
      "platoons of riot police in the whole country; 0: no pool, the place of the gathering never "
      "runs short and none go elsewhere", "a setting; the police publish no number", NULL },
    [OP_POOL_PERSONS] = { "platoon", OP_UNIT_PERSONS, 1, 500, "47 persons", OP_RUN_PARAM,
      OP_PUBLISHED, "riot police in a platoon", "docs/sources.md#riot-police", NULL },
    [OP_POOL_MUSTER] = { "muster", OP_UNIT_DURATION, 0, 86400, "margin(15 min, 25 min, 40 min)",
      OP_RUN_PARAM, OP_ASSUMED,
      "median time from the request until a platoon drives off; with the way 30 to 60 minutes to "
      "the first platoon", "direction: docs/sources.md#riot-police; size assumed", NULL },
    [OP_POOL_SPEED] = { "speed", OP_UNIT_SPEED, 1, 100, "80 km/h", OP_RUN_PARAM, OP_ASSUMED,
      "speed of a platoon on the road, over 1.3 times the straight distance", "assumed", NULL },
    [OP_POOL_SPREAD] = { "spread", OP_UNIT_NONE, 0, 2, "0.2", OP_RUN_PARAM, OP_ASSUMED,
      "standard deviation of the logarithm of the time of a platoon", "assumed", NULL },
};

static const struct op_lever levers[OP_POOL_N_LEVERS] = {
    [OP_POOL_RESERVE] = { "pool_reserve", OP_SUM, OP_UNIT_SHARE, 0, 1,
      "share of the national pool of riot police that is held back for the place of the gathering",
      "assumed" },
    [OP_POOL_READINESS] = { "pool_readiness", OP_SUM, OP_UNIT_SHARE, 0, 1,
      "share of the pool's muster time that being called up beforehand saves", "assumed" },
};

static const struct op_observable observables[] = {
    { "platoons_asked", "platoons", OP_WANT_NONE, "max", 0, "riot platoons asked for",
      "gevraagde ME-pelotons", "platoons of the pool that places want now, given or not" },
    { "platoons_on_way", "platoons", OP_WANT_NONE, "max", 0, "riot platoons on the way",
      "ME-pelotons onderweg", "platoons of the pool that are on the way to a place now" },
    { "platoons_there", "platoons", OP_WANT_NONE, "max", 0, "riot platoons on the spot",
      "ME-pelotons ter plaatse", "platoons of the pool that are at a place now" },
};

static const struct op_metric metrics[] = {
    { "most_platoons_out", "platoons", OP_WANT_NONE, 0, "most riot platoons out at once",
      "meeste ME-pelotons tegelijk weg", "platoons of the pool on the way or there, at most" },
    { "platoons_short_h", "h", OP_WANT_LESS, 0, "hours short of riot platoons",
      "uren tekort aan ME-pelotons", "platoon-hours asked for while the pool could give none" },
    { "platoons_out_h", "h", OP_WANT_LESS, 0, "hours of riot platoons out",
      "uren dat ME-pelotons weg waren", "platoon-hours on the way or at a place" },
};
// clang-format on

static struct pool *
pool_of(const struct op_run *run)
{
    return (struct pool *)op_rows(run, OP_SEG_POOL);
}

static struct op_platoon *
platoon_at(const struct op_run *run, uint32_t platoon)
{
    return (struct op_platoon *)op_rows(run, OP_SEG_PLATOON) + platoon;
}

static uint32_t
n_askers(const struct op_run *run)
{
    return op_row_count(run, OP_SEG_ASKED, sizeof(struct op_asked));
}

static struct op_asked *
asked_at(const struct op_run *run, uint32_t place)
{
    return (struct op_asked *)op_rows(run, OP_SEG_ASKED) + place;
}

static uint32_t
town_of(const struct op_run *run, uint32_t place)
{
    return place == OP_PLACE_SITE ? op_world_of(run)->place_town : op_elsewhere_town(run, place);
}

static double
lever(const struct op_run *run, enum op_pool_lever which)
{
    const double value = op_run_lever(run, OP_GROUP_POOL, (int)which);

    return value < 1 ? value : 1;
}

// Platoon-time is counted with the old numbers before they change.
static void
count_time(struct op_run *run)
{
    struct pool *const pool = pool_of(run);
    const int64_t since_us = op_run_now_us(run) - pool->counted_us;

    pool->short_us += (int64_t)(pool->n_wanted - pool->n_given) * since_us;
    pool->out_us += (int64_t)pool->n_given * since_us;
    pool->counted_us = op_run_now_us(run);
}

static void
tell(struct op_run *run, uint32_t place)
{
    const uint32_t persons = (uint32_t)(op_run_params(run, OP_GROUP_POOL)[OP_POOL_PERSONS] + 0.5);
    const struct op_asked *const asked = asked_at(run, place);
    const uint32_t present = asked->there * persons;
    const uint32_t awaited = (asked->wanted - asked->there) * persons;

    if (place == OP_PLACE_SITE) {
        op_police_from_pool(run, present, awaited);
    } else {
        op_elsewhere_from_pool(run, place, present, awaited);
    }
}

// ---- giving ----

static uint32_t
n_free(const struct op_run *run)
{
    return pool_of(run)->n_platoons - pool_of(run)->n_given;
}

// Free platoons that only the place of the gathering may have.
static uint32_t
n_held_back(const struct op_run *run)
{
    const uint32_t kept = (uint32_t)(lever(run, OP_POOL_RESERVE) * pool_of(run)->n_platoons + 0.5);
    const uint32_t given = n_askers(run) > 0 ? asked_at(run, OP_PLACE_SITE)->given : 0;

    return kept > given ? kept - given : 0;
}

// Of the places that lack platoons and may have one, the one that asked first; NONE.
static uint32_t
whose_turn(const struct op_run *run)
{
    const bool is_open = n_free(run) > n_held_back(run);
    uint32_t first = NONE;

    if (n_free(run) == 0) return NONE;
    for (uint32_t place = 0; place < n_askers(run); place++) {
        const struct op_asked *const asked = asked_at(run, place);

        if (asked->wanted <= asked->given || (place != OP_PLACE_SITE && !is_open)) continue;
        if (first == NONE || asked->since < asked_at(run, first)->since) first = place;
    }
    return first;
}

static uint32_t
nearest_free(const struct op_run *run, uint32_t town, double *distance_m)
{
    uint32_t nearest = NONE;

    for (uint32_t k = 0; k < pool_of(run)->n_platoons; k++) {
        if (platoon_at(run, k)->status != OP_PLATOON_FREE) continue;
        const double d = op_world_between_m(op_world_of(run), platoon_at(run, k)->town, town);
        if (nearest == NONE || d < *distance_m) {
            nearest = k;
            *distance_m = d;
        }
    }
    return nearest;
}

static void
send(struct op_run *run, uint32_t place)
{
    const double *const p = op_run_params(run, OP_GROUP_POOL);
    struct pool *const pool = pool_of(run);
    double distance_m = 0;
    const uint32_t k = nearest_free(run, town_of(run, place), &distance_m);
    struct op_platoon *const platoon = platoon_at(run, k);
    double median_s = p[OP_POOL_MUSTER] * (1 - lever(run, OP_POOL_READINESS)) +
                      1.3 * distance_m / p[OP_POOL_SPEED];

    if (place == OP_PLACE_SITE) {
        const double standby = op_run_lever(run, OP_GROUP_POLICE, OP_POLICE_LEVER_STANDBY);
        median_s *= standby < 1 ? 1 - standby : 0;
    }
    platoon->status = OP_PLATOON_ON_WAY;
    platoon->place = place;
    platoon->episode++;
    asked_at(run, place)->given++;
    pool->n_given++;
    if (pool->n_given > pool->most_given) pool->most_given = pool->n_given;
    const double u = op_draw_unit(&run->chance, OP_DRAW_PLATOON, k, 0, platoon->episode);
    const double travel_s = op_lognormal_from(u, median_s, p[OP_POOL_SPREAD]);
    op_run_add(run, op_run_now_us(run) + op_us(travel_s), OP_KIND_PLATOON, 0, k, platoon->episode);
}

static void
give(struct op_run *run)
{
    for (uint32_t place = whose_turn(run); place != NONE; place = whose_turn(run)) {
        send(run, place);
    }
}

// ---- taking back ----

// One platoon of a place becomes free: of those with that status, the last of the list.
static bool
take_one(struct op_run *run, uint32_t place, enum op_platoon_status status)
{
    for (uint32_t k = pool_of(run)->n_platoons; k > 0; k--) {
        struct op_platoon *const platoon = platoon_at(run, k - 1);

        if (platoon->status != (uint32_t)status || platoon->place != place) continue;
        if (status == OP_PLATOON_THERE) {
            platoon->town = town_of(run, place);
            asked_at(run, place)->there--;
            pool_of(run)->n_there--;
        }
        platoon->status = OP_PLATOON_FREE;
        asked_at(run, place)->given--;
        pool_of(run)->n_given--;
        return true;
    }
    return false;
}

void
op_pool_want(struct op_run *run, uint32_t place, double persons)
{
    const double size = op_run_params(run, OP_GROUP_POOL)[OP_POOL_PERSONS];
    const double whole = persons / size;
    uint32_t wanted = (uint32_t)whole;

    wanted += (double)wanted < whole;
    while (n_askers(run) <= place) {
        (void)op_segment_grow(&run->state.segment[OP_SEG_ASKED], sizeof(struct op_asked));
    }
    count_time(run);
    struct op_asked *const asked = asked_at(run, place);
    // Who lacks none yet joins the end of the queue; who waits keeps the turn.
    if (wanted > asked->given && asked->wanted <= asked->given) {
        asked->since = ++pool_of(run)->n_asks;
    }
    pool_of(run)->n_wanted += wanted - asked->wanted;
    asked->wanted = wanted;
    while (asked->given > wanted &&
           (take_one(run, place, OP_PLATOON_ON_WAY) || take_one(run, place, OP_PLATOON_THERE))) {
    }
    give(run);
    tell(run, place);
}

static void
handle_platoon(struct op_run *run, struct op_event event)
{
    struct op_platoon *const platoon = platoon_at(run, op_event_subject(event));

    if (platoon->status != OP_PLATOON_ON_WAY || platoon->episode != op_event_argument(event)) {
        return;   // was called back
    }
    count_time(run);
    platoon->status = OP_PLATOON_THERE;
    asked_at(run, platoon->place)->there++;
    pool_of(run)->n_there++;
    tell(run, platoon->place);
}

// ---- the mechanism ----

// Town in which the k-th of n stands.
static uint32_t
base_of(const struct op_scenario *scenario, uint32_t k, uint32_t n)
{
    double all = 0, sum = 0;

    for (int t = 0; t < scenario->n_towns; t++) {
        all += scenario->towns[t].inhabitants;
    }
    for (int t = 0; t < scenario->n_towns; t++) {
        sum += scenario->towns[t].inhabitants;
        if (sum > all * (k + 0.5) / n) return (uint32_t)t;
    }
    return (uint32_t)scenario->n_towns - 1;
}

static void
begin(struct op_run *run)
{
    const uint32_t n = (uint32_t)(op_run_params(run, OP_GROUP_POOL)[OP_POOL_PLATOONS] + 0.5);

    if (n == 0) return;
    struct pool *const pool = op_segment_grow(&run->state.segment[OP_SEG_POOL], sizeof *pool);
    pool->n_platoons = n;
    for (uint32_t k = 0; k < n; k++) {
        struct op_platoon *const platoon =
            op_segment_grow(&run->state.segment[OP_SEG_PLATOON], sizeof *platoon);
        platoon->town = base_of(run->scenario, k, n);
    }
}

static void
observe(const struct op_run *run, double *values)
{
    const struct pool *const pool = pool_of(run);

    values[0] = values[1] = values[2] = 0;
    if (!op_pool_is_on(run)) return;
    values[0] = pool->n_wanted;
    values[1] = pool->n_given - pool->n_there;
    values[2] = pool->n_there;
}

static void
outcome(const struct op_run *run, double *values)
{
    const struct pool *const pool = pool_of(run);

    values[0] = values[1] = values[2] = 0;
    if (!op_pool_is_on(run)) return;
    const int64_t since_us = op_run_now_us(run) - pool->counted_us;
    values[0] = pool->most_given;
    values[1] = op_hours(pool->short_us + (int64_t)(pool->n_wanted - pool->n_given) * since_us);
    values[2] = op_hours(pool->out_us + (int64_t)pool->n_given * since_us);
}

static void
lever_moved(struct op_run *run, int which)
{
    (void)which;
    if (!op_pool_is_on(run)) return;
    count_time(run);
    give(run);
}

const struct op_mechanism op_pool_mechanism = {
    .table = { .name = "pool",
               .params = params,
               .n_params = OP_POOL_N_PARAMS,
               .levers = levers,
               .n_levers = OP_POOL_N_LEVERS,
               .observables = observables,
               .n_observables = sizeof observables / sizeof *observables },
    .summary = "riot police as a national pool of platoons that travel to the places that ask",
    .source = "docs/sources.md#riot-police; number and bases assumed",
    .first_kind = OP_KIND_POOL,
    .kinds = { { "platoon", handle_platoon, NULL } },
    .metrics = metrics,
    .n_metrics = sizeof metrics / sizeof *metrics,
    .begin = begin,
    .observe = observe,
    .outcome = outcome,
    .lever_moved = lever_moved,
};
