// SPDX-License-Identifier: GPL-3.0-or-later
// How much of a demonstration could be held, for scenarios with `gathering: demonstration`:
//
//   held = (1 - told / planned) x came / (came + kept away)
//
//   told        time within [event, event + `planned`] in which the lever `dispersal` is above 0:
//               somebody with a say tells people to go, whether or not they do
//   came        persons who came to the place so far
//   kept away   persons whom measures kept away so far, as mobilisation.c counts them
//
// While it lasts, `planned` is the part that is over. Nobody came and nobody was kept away: the
// second factor is 1. Reading it changes nothing.
//
// Known: told to go from halfway on, with 300 who came and 100 kept away, leaves .5 x .75.
// from   assumption: freedom to demonstrate as time and attendance; no measure of what it achieves
#include "models/crowd/crowd_state.h"

#include <math.h>

// The part of a span that lies within the planned time, us.
static int64_t
within_plan_us(const struct op_run *run, int64_t from_us, int64_t to_us)
{
    const int64_t first_us = run->scenario->event_us;
    const int64_t last_us = first_us + op_us(op_crowd_params(run)[OP_CROWD_PLANNED]);

    if (from_us < first_us) from_us = first_us;
    if (to_us > last_us) to_us = last_us;
    return to_us > from_us ? to_us - from_us : 0;
}

static int64_t
told_us_now(const struct op_run *run)
{
    const struct op_crowd_state *const state = op_crowd_state_of(run);

    if (state->told_since_us == OP_NEVER_US) return state->told_us;
    return state->told_us + within_plan_us(run, state->told_since_us, op_run_now_us(run));
}

void
op_demonstration_count(struct op_run *run)
{
    struct op_crowd_state *const state = op_crowd_state_of(run);
    const bool is_told = op_run_lever(run, OP_GROUP_CROWD, OP_CROWD_LEVER_DISPERSAL) > 0;

    state->told_us = told_us_now(run);
    state->told_since_us = is_told ? op_run_now_us(run) : OP_NEVER_US;
}

double
op_demonstration_held(const struct op_run *run)
{
    const struct op_site *const site = op_site_of(run);
    const int64_t over_us = within_plan_us(run, run->scenario->event_us, op_run_now_us(run));
    const double wanted = (double)site->n_turnout + site->n_kept_away;

    if (run->scenario->gathering != OP_DEMONSTRATION || over_us == 0) return NAN;
    return (1 - (double)told_us_now(run) / (double)over_us) *
           (wanted > 0 ? site->n_turnout / wanted : 1);
}
