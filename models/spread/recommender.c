// SPDX-License-Identifier: GPL-3.0-or-later
// The recommender: strangers of like affinity are shown what is shared fast.
//
// The speed v of a call is its open shares an hour, an exponentially weighted mean over the last
// hour: each open share adds 1, and v falls by e an hour. An open share is shown to a Poisson
// number of strangers with mean `recommended` r v / (v + `fast`), r the lever `recommendation`. A
// stranger is drawn from everybody and kept with probability 1 - |f_stranger - f_sharer|; what is
// shown is seen at the next session, as an open share is.
//
// Known: at v = `fast` the mean is half of `recommended`.
// from   assumed form; that ranking by speed and likeness reaches strangers is general knowledge of
//        engagement-ranked feeds
#include "models/spread/spread_parts.h"

enum { MOST = 64, ASK_HOW_MANY = 0 };

static const double hour_s = 3600;

static double
speed_now(const struct op_run *run, const struct op_spread *spread)
{
    const double since_s = (double)(op_run_now_us(run) - spread->speed_since_us) / 1e6;

    return spread->speed_per_h * op_exp(-since_s / hour_s);
}

void
op_recommend(struct op_run *run, const struct op_exposure *share)
{
    const struct op_world *const world = op_world_of(run);
    struct op_spread *const spread = op_spread_of(run);
    const double *const p = op_spread_params(run);
    const double speed = speed_now(run, spread);
    const double f = (double)world->person[share->source].affinity;
    uint32_t stranger[MOST];
    uint32_t n_strangers = 0;

    spread->speed_per_h = speed + 1;
    spread->speed_since_us = op_run_now_us(run);
    const double mean = p[OP_SPREAD_RECOMMENDED] * speed / (speed + p[OP_SPREAD_FAST]) *
                        op_run_lever(run, OP_GROUP_SPREAD, OP_SPREAD_RECOMMENDATION);
    const double u = op_draw_unit(&run->chance, OP_DRAW_RECOMMEND, share->source, share->share_low,
                                  ASK_HOW_MANY);
    const uint32_t n = op_poisson_from(u, mean);
    for (uint32_t k = 1; n_strangers < n && n_strangers < MOST && k <= 4 * n; k++) {
        const struct op_words w =
            op_draw_words(&run->chance, OP_DRAW_RECOMMEND, share->source, share->share_low, k);
        const uint32_t other = op_below(op_unit_from(w.w[0], w.w[1]), world->n_persons);
        const double unlike = (double)world->person[other].affinity - f;

        if (op_unit_from32(w.w[2]) >= 1 - (unlike < 0 ? -unlike : unlike)) continue;
        stranger[n_strangers++] = other;
    }
    op_share_reach(run, stranger, n_strangers, OP_READ_OPEN, share);
}
