// SPDX-License-Identifier: GPL-3.0-or-later
// A cordon round the crowd, and detention of many. Both need riot police on the place.
//
//   containment  of those who would go home, that share is kept; their person-time is counted.
//                When a cordon closes, all present lose trust (trust.held), which raises their
//                readiness for violence. That it provokes besides is a move of the measure.
//   detention    a rate at which each person present is led away, added to that of going home: of
//                those who leave, detention / (leaving + detention) are detained
//
// Known: 100 persons kept wholly for 2 h are 200 h held; with no other leaving, all who leave are
// detained.
// from   assumed; that containment angers: Adang 2011 (direction)
#include "models/crowd/crowd_state.h"
#include "models/shared/acts.h"

double
op_cordon_kept(const struct op_run *run)
{
    const double kept = op_run_lever(run, OP_GROUP_CROWD, OP_CROWD_LEVER_CONTAINMENT);

    if (op_site_of(run)->n_riot == 0) return 0;
    return kept < 1 ? kept : 1;
}

double
op_cordon_detention_per_h(const struct op_run *run)
{
    if (op_site_of(run)->n_riot == 0) return 0;
    return op_run_lever(run, OP_GROUP_CROWD, OP_CROWD_LEVER_DETENTION) * 3600.0;
}

static int64_t
held_us_now(const struct op_run *run)
{
    const struct op_crowd_state *const state = op_crowd_state_of(run);

    return state->held_us + state->n_held * (op_run_now_us(run) - state->held_since_us);
}

void
op_cordon_count(struct op_run *run)
{
    struct op_crowd_state *const state = op_crowd_state_of(run);
    const double kept = op_cordon_kept(run);
    const bool closes = kept > 0 && state->n_held == 0 && state->site.n_present > 0;

    if (!(kept > 0) && state->n_held == 0) return;
    state->held_us = held_us_now(run);
    state->held_since_us = op_run_now_us(run);
    state->n_held = (uint32_t)(kept * state->site.n_present + .5);
    if (closes) {
        op_crowd_act(run, OP_ACT_HELD, -op_run_params(run, OP_GROUP_TRUST)[OP_TRUST_HELD]);
    }
}

double
op_cordon_detained_share(const struct op_run *run)
{
    const double detained = op_cordon_detention_per_h(run);

    return detained > 0 ? detained / op_crowd_leaving_per_h(run) : 0;
}

void
op_cordon_leaves(struct op_run *run, uint32_t person, double detained_share)
{
    op_person_touch(run, person)->flags |= OP_PERSON_LEFT;
    if (!(detained_share > 0)) return;
    if (op_draw_unit(&run->chance, OP_DRAW_DETAINED, person, 0, 0) >= detained_share) return;
    op_crowd_state_of(run)->n_detained++;
    op_trust_touch(run, person);
    op_trust_act(run, person, OP_ACT_HELD, -op_run_params(run, OP_GROUP_TRUST)[OP_TRUST_HELD]);
}

double
op_cordon_held_h(const struct op_run *run)
{
    return op_hours(held_us_now(run));
}
