// SPDX-License-Identifier: GPL-3.0-or-later
// What is passed on: feed stories of clicks, open shares to followers, closed shares to a group,
// and word of mouth.
//
// A share reaches its audience; a reader sees it at the next session if one uniform u(reader,
// share) lies below p 2^-(wait / half-life) v, v the lever `visibility`. v = 1 is its upper bound:
// what fails there is not scheduled; the lever in force is tested with the same u when reading.
// Sharing: each reading adds a dose -ln(1 - p), p = min(.99, rho e^a f^gamma h(k)); a person shares
// when the account passes one fuse ~ Exp(1) (Sellke 1983, doi:10.2307/3213811), h(k) of k sources.
#include "models/mobilisation/commitment.h"
#include "models/shared/memo.h"
#include "models/shared/signs.h"
#include "models/spread/spread_parts.h"

#include <math.h>

// About eight sessions a day: for the share of followers that see a story at all. Assumed.
#define SESSIONS_PER_S (8.0 / 86400)
#define LN_2 0.6931471805599453

// Names a share; a new share of the same person has another ordinal (the finalizer of splitmix64).
static uint64_t
mix56(uint32_t sharer, uint32_t instance, uint8_t channel, uint32_t ordinal)
{
    uint64_t x = ((uint64_t)sharer << 32 | instance) + 0x9E3779B97F4A7C15u * (1 + ordinal);

    x ^= (uint64_t)channel << 56;
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return (x ^ x >> 31) & 0xFFFFFFFFFFFFFFu;
}

// What stays the same all evening. Of a story as many followers see it as give `feed_reads` on
// average.
void
op_share_begin(const struct op_run *run, struct op_spread *spread)
{
    const double *const p = op_spread_params(run);
    const double appeal = op_exp(op_commitment_appeal(run));
    const double decay = LN_2 / p[OP_SPREAD_FEED_HALF_LIFE];
    const double seen = SESSIONS_PER_S / (SESSIONS_PER_S + decay);
    const double story = p[OP_SPREAD_FEED_READS] / (op_world_of(run)->mean_followers * seen);

    spread->rho_open = p[OP_SPREAD_RHO_OPEN] * appeal;
    spread->rho_closed = p[OP_SPREAD_RHO_CLOSED] * appeal;
    spread->cover_story = story < 1 ? story : 1;
    spread->cover_closed = p[OP_SPREAD_CLOSED_SEEN];
    spread->decay_per_s[OP_READ_STORY] = decay;
    spread->decay_per_s[OP_READ_OPEN] = LN_2 / p[OP_SPREAD_OPEN_HALF_LIFE];
    spread->decay_per_s[OP_READ_CLOSED] = LN_2 / p[OP_SPREAD_CLOSED_HALF_LIFE];
}

// Share of an audience that could see it: all followers of an open share, some members of a group.
static double
coverage(const struct op_run *run, uint8_t channel)
{
    if (channel == OP_READ_CLOSED) return op_spread_of(run)->cover_closed;
    return channel == OP_READ_STORY ? op_spread_of(run)->cover_story : 1;
}

// Share that is still seen after waiting: 2^-(wait / half-life).
static double
visible(const struct op_run *run, uint8_t channel, double wait_s)
{
    return op_exp(-wait_s * op_spread_of(run)->decay_per_s[channel]);
}

static double
seen_uniform(const struct op_run *run, uint32_t reader, const struct op_exposure *exposure)
{
    return op_draw_unit(&run->chance, OP_DRAW_VISIBLE, reader, exposure->share_low,
                        exposure->share_high);
}

bool
op_share_is_seen(const struct op_run *run, uint32_t reader, uint8_t channel,
                 const struct op_exposure *exposure)
{
    const double v = op_run_lever(run, OP_GROUP_SPREAD, OP_SPREAD_VISIBILITY);
    if (v >= 1) return true;   // the bound itself, which was tested when it was scheduled
    const double bound = coverage(run, channel) * visible(run, channel, exposure->wait_s);

    return seen_uniform(run, reader, exposure) < bound * v;
}

// Those of an audience who could see a share, and whether they do at their next sessions. In
// batches, so that what the sessions need is on its way from memory.
void
op_share_reach(struct op_run *run, const uint32_t *audience, size_t n, uint8_t channel,
               const struct op_exposure *share)
{
    enum { BATCH = 16 };
    const struct op_world *const world = op_world_of(run);
    const int64_t now_us = op_run_now_us(run);
    const double cover = coverage(run, channel);
    struct op_exposure exposure = *share;
    uint32_t reader[BATCH];
    double u[BATCH];
    int n_readers = 0;

    for (size_t k = 0; k < n; k++) {
        u[n_readers] = seen_uniform(run, audience[k], share);
        if (u[n_readers] < cover && audience[k] != share->source) {
            __builtin_prefetch(&world->person[audience[k]]);
            reader[n_readers++] = audience[k];
        }
        if (n_readers < BATCH && k + 1 < n) continue;
        for (int i = 0; i < n_readers; i++) {
            const int64_t at_us = op_world_next_session_us(world, &run->chance, reader[i], now_us);
            if (at_us == OP_NEVER_US) continue;
            exposure.wait_s = (int32_t)((at_us - now_us) / 1000000);
            if (u[i] >= cover * visible(run, channel, exposure.wait_s)) continue;
            op_reading_add(run, at_us, channel, reader[i], &exposure);
        }
        n_readers = 0;
    }
}

static struct op_exposure
make_share(uint32_t sharer, uint32_t instance, uint8_t channel, uint32_t ordinal)
{
    const uint64_t key = mix56(sharer, instance, channel, ordinal);

    return (struct op_exposure){ .instance = instance,
                                 .source = sharer,
                                 .share_low = (uint32_t)key,
                                 .share_high = (uint32_t)(key >> 32) };
}

static void
reach_followers(struct op_run *run, uint32_t sharer, uint32_t instance, uint8_t channel)
{
    const struct op_world *const world = op_world_of(run);
    const uint32_t first = world->follower_first[sharer];
    const struct op_exposure share = make_share(sharer, instance, channel, 0);

    op_share_reach(run, world->follower + first, world->follower_first[sharer + 1] - first, channel,
                   &share);
    if (channel == OP_READ_OPEN) op_recommend(run, &share);
    op_signs_open_share(run, &share, channel == OP_READ_STORY);
}

void
op_share_stories(struct op_run *run, uint32_t person, uint32_t instance)
{
    reach_followers(run, person, instance, OP_READ_STORY);
}

static void
reach_group(struct op_run *run, uint32_t sharer, uint32_t instance)
{
    const struct op_world *const world = op_world_of(run);
    const uint32_t first = world->person_group_first[sharer];
    const uint32_t n = world->person_group_first[sharer + 1] - first;
    const struct op_exposure share = make_share(sharer, instance, OP_READ_CLOSED, 0);

    if (n == 0) return;
    const double u =
        op_draw_unit(&run->chance, OP_DRAW_SHARE_TARGET, sharer, share.share_low, share.share_high);
    const uint32_t group = world->person_group[first + op_below(u, n)];
    const uint32_t begin = world->group_first[group];
    op_share_reach(run, world->group_member + begin, world->group_first[group + 1] - begin,
                   OP_READ_CLOSED, &share);
    op_signs_closed_share(run, &share, world->group_member + begin,
                          world->group_first[group + 1] - begin);
}

// A Poisson number of members of the community are told within a day.
static void
tell(struct op_run *run, uint32_t sharer, uint32_t instance)
{
    const double mean = op_spread_params(run)[OP_SPREAD_FACE];
    const uint32_t n =
        op_poisson_from(op_draw_unit(&run->chance, OP_DRAW_FACE, sharer, instance, 0), mean);
    const struct op_exposure exposure = make_share(sharer, instance, OP_READ_FACE, 0);
    uint32_t first, past;

    op_world_cluster(op_world_of(run), sharer, &first, &past);
    for (uint32_t k = 1; k <= n; k++) {
        const struct op_words w = op_draw_words(&run->chance, OP_DRAW_FACE, sharer, instance, k);
        const uint32_t hearer = first + op_below(op_unit_from32(w.w[0]), past - first);
        const double wait_s = op_unit_from32(w.w[1]) * 86400;

        if (hearer == sharer) continue;
        op_reading_add(run, op_run_now_us(run) + op_us(wait_s), OP_READ_FACE, hearer, &exposure);
    }
}

static double
factor_of(const struct op_run *run, uint32_t n_sources)
{
    const double *const p = op_spread_params(run);
    const double m = p[OP_SPREAD_COMPLEXITY];

    if (!(m > 0)) return 1;
    const double km = op_pow(n_sources, m);
    const double half = op_pow(p[OP_SPREAD_SOURCES], m);
    return (1 + half) * km / (half + km);
}

// h(k): 1 for one source; rises with k where contagion is complex. Lowered by messages believed.
static double
sources_factor(const struct op_run *run, const struct op_person *row)
{
    const double *const p = op_spread_params(run);
    const uint32_t k = row->n_sources > 0 ? row->n_sources : 1;
    struct op_memo *const memo = op_memo_of(run);
    double h = memo != NULL ? memo->sources_factor[k] : (double)NAN;

    if (isnan(h)) {
        h = factor_of(run, k);
        if (memo != NULL) memo->sources_factor[k] = h;
    }
    if (row->message_credibility > 0) {
        h *= op_exp(-p[OP_SPREAD_DEBUNK] * (double)row->message_credibility *
                    op_trust_now(run, row->id));
    }
    return h;
}

static void
light_fuse(const struct op_run *run, struct op_person *row)
{
    struct op_memo *const memo = op_memo_of(run);
    struct op_memo_person none = { .fuse = NAN };
    struct op_memo_person *const known = memo != NULL ? &memo->person[row->id] : &none;

    if (isnan(known->fuse)) {
        const double f = (double)op_world_of(run)->person[row->id].affinity;

        known->share_factor = (float)op_pow(f, op_spread_params(run)[OP_SPREAD_GAMMA]);
        known->fuse = op_draw_exp(&run->chance, OP_DRAW_SHARE_FUSE, row->id, 0, 0);
    }
    row->flags |= OP_PERSON_FUSED;
    row->share_factor = known->share_factor;
    row->fuse_left = known->fuse;
}

void
op_share_account(struct op_run *run, struct op_person *row, uint32_t instance, uint8_t channel)
{
    const struct op_spread *const spread = op_spread_of(run);
    bool is_closed = channel == OP_READ_CLOSED || channel == OP_READ_FACE ||
                     (row->flags & OP_PERSON_CLOSED_ONLY);
    const double forwarding = op_run_lever(run, OP_GROUP_SPREAD, OP_SPREAD_FORWARDING);

    if (row->flags & OP_PERSON_SHARED) return;
    if (!(row->flags & OP_PERSON_FUSED)) light_fuse(run, row);
    const double chance = (is_closed ? spread->rho_closed * forwarding : spread->rho_open) *
                          (double)row->share_factor * sources_factor(run, row) *
                          op_run_lever(run, OP_GROUP_SPREAD, OP_SPREAD_RESHARE);
    if (!(chance > 0)) return;
    row->fuse_left += op_log1p(-(chance < .99 ? chance : .99));
    if (row->fuse_left > 0) return;
    if (!is_closed && !op_watched_shares(run, row)) return;
    is_closed = is_closed || (row->flags & OP_PERSON_CLOSED_ONLY);
    row->flags |= OP_PERSON_SHARED;
    const double median_s = op_spread_params(run)[OP_SPREAD_SHARE_DELAY];
    const double u = op_draw_unit(&run->chance, OP_DRAW_SHARE_DELAY, row->id, 0, 0);
    op_run_add(run, op_run_now_us(run) + op_us(op_lognormal_from(u, median_s, 1.2)), OP_KIND_SHARE,
               is_closed ? OP_READ_CLOSED : OP_READ_OPEN, row->id, instance);
}

void
op_share_event(struct op_run *run, struct op_event event)
{
    const uint32_t sharer = op_event_subject(event);
    const uint32_t instance = op_event_argument(event);
    const struct op_person *const row = op_person_find(run, sharer);

    if (op_instance_row(run, instance)->status != OP_PAGE_UP) return;
    op_spread_of(run)->n_shares++;
    if (op_event_aux(event) == OP_READ_CLOSED || (row->flags & OP_PERSON_CLOSED_ONLY)) {
        reach_group(run, sharer, instance);
    } else {
        reach_followers(run, sharer, instance, OP_READ_OPEN);
    }
    tell(run, sharer, instance);
}
