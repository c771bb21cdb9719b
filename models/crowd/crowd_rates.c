// SPDX-License-Identifier: GPL-3.0-or-later
// The rates of the place's clocks, brought up to date after every change; dispersal by riot police;
// and acts that all present see, which change their weights.
//
//   leaving  = (`leaving` x (late: `late_factor`) x (many violent: `violence_factor`) + dispersal)
//              x (1 - kept in a cordon) + detention (cordon.c)
//   dispersal: the lever; beyond `unaided_dispersal` only while riot police disperse. They begin
//              once enough are violent for a disorder, and stop when they leave or the lever falls
//   arrests  = min(`arrest_rate` x A, teams / `arrest_time`)
#include "models/crowd/crowd_state.h"
#include "models/crowd/police.h"
#include "models/shared/acts.h"
#include "sim/run/clock.h"

static struct op_presence *
presence_at(const struct op_run *run, uint32_t row)
{
    return (struct op_presence *)op_rows(run, OP_SEG_PRESENCE) + row;
}

// ---- acts that the crowd sees -----------------------------------------------------------------

// A changed weight: what is left to go scales with w_old / w_new, which is exact.
static void
weigh_again(struct op_run *run, uint32_t row)
{
    struct op_site *site = op_site_of(run);
    struct op_presence *here = presence_at(run, row);
    const double later = here->bouts > 0 ? op_crowd_params(run)[OP_CROWD_LATER_BOUTS] : 1;
    const float weight = (float)(op_crowd_weight(run, here->person) * later);

    if (weight == here->weight || !(weight > 0)) {
        return;
    }
    if (!here->is_active) {
        const uint32_t clock = site->clock_activate[here->band];
        const double rest = op_clock_leave(run, clock, here->node);
        here->node =
            op_clock_enter(run, clock, row, rest * ((double)here->weight / (double)weight));
    }
    here->weight = weight;
}

void
op_crowd_act(struct op_run *run, uint32_t act, double s)
{
    const uint32_t n_rows = op_row_count(run, OP_SEG_PRESENCE, sizeof(struct op_presence));

    for (uint32_t row = 0; row < n_rows; row++) {
        if (!presence_at(run, row)->gone) {
            if (act == OP_ACT_FORCE_SEEN) {
                op_person_touch(run, presence_at(run, row)->person)->marks |= OP_MARK_SAW_FORCE;
            }
            if (act != OP_ACT_LEFT_ALONE) {
                op_trust_touch(run, presence_at(run, row)->person);
            }
            op_trust_act(run, presence_at(run, row)->person, act, s);
            weigh_again(run, row);
        }
    }
}

// ---- rates ------------------------------------------------------------------------------------

static double
dispersal_lever_per_h(const struct op_run *run)
{
    return op_run_lever(run, OP_GROUP_CROWD, OP_CROWD_LEVER_DISPERSAL) * 3600.0;
}

bool
op_crowd_is_dispersed(const struct op_run *run)
{
    return op_crowd_state_of(run)->is_dispersing != 0;
}

// Notices the beginning of a disorder, and begin and end of dispersal.
static void
notice(struct op_run *run)
{
    struct op_crowd_state *state = op_crowd_state_of(run);
    struct op_site *site = &state->site;
    const double enough = op_run_params(run, OP_GROUP_PHASE)[OP_PHASE_DISORDER_PERSONS];
    const bool is_disorder = site->n_active >= enough;

    if (!is_disorder) {
        state->disorder_since_us = OP_NEVER_US;
    } else if (state->disorder_since_us == OP_NEVER_US) {
        state->disorder_since_us = op_run_now_us(run);
        if (site->first_violence_us == OP_NEVER_US) {
            site->first_violence_us = op_run_now_us(run);
        }
    }
    if (site->n_riot == 0 ||
        dispersal_lever_per_h(run) <= op_crowd_per_h(run, OP_CROWD_UNAIDED_DISPERSAL)) {
        state->is_dispersing = 0;
    } else if (is_disorder) {
        state->is_dispersing = 1;
    }
    site->is_forced = state->is_dispersing;
    if (state->is_dispersing && !state->force_seen) {
        state->force_seen = 1;
        op_crowd_act(run, OP_ACT_FORCE_SEEN,
                     -op_run_params(run, OP_GROUP_TRUST)[OP_TRUST_FORCE_SEEN]);
    }
}

double
op_crowd_leaving_per_h(const struct op_run *run)
{
    const struct op_crowd_state *state = op_crowd_state_of(run);
    const struct op_site *site = &state->site;
    const double *p = op_crowd_params(run);
    const double unaided = op_crowd_per_h(run, OP_CROWD_UNAIDED_DISPERSAL);
    double dispersal = dispersal_lever_per_h(run);
    double leaving = op_crowd_per_h(run, OP_CROWD_LEAVING);

    if (state->is_late) {
        leaving *= p[OP_CROWD_LATE_FACTOR];
    }
    if (site->n_active > p[OP_CROWD_VIOLENCE_SHARE] * site->n_present) {
        leaving *= p[OP_CROWD_VIOLENCE_FACTOR];
    }
    if (!state->is_dispersing && dispersal > unaided) {
        dispersal = unaided;
    }
    return (leaving + dispersal) * (1 - op_cordon_kept(run)) + op_cordon_detention_per_h(run);
}

void
op_crowd_rates(struct op_run *run)
{
    const struct op_site *site = op_site_of(run);
    const double *p = op_crowd_params(run);

    notice(run);
    op_cordon_count(run);
    for (uint32_t band = 0; band < OP_N_BANDS; band++) {
        op_clock_set_rate(run, site->clock_activate[band], op_crowd_hazard_per_h(run, band));
    }
    op_clock_set_rate(run, site->clock_leave, op_crowd_leaving_per_h(run));
    op_clock_set_rate(run, site->clock_calm,
                      op_crowd_per_h(run, OP_CROWD_CALMING) *
                          op_run_lever(run, OP_GROUP_CROWD, OP_CROWD_LEVER_CALMING));
    op_clock_set_rate(run, site->clock_injury,
                      site->n_active * op_crowd_per_h(run, OP_CROWD_INJURIES) *
                          op_search_injuries(run));

    const double most = op_police_teams(run) / (p[OP_CROWD_ARREST_TIME] / 3600.0);
    const double wanted = site->n_active * op_crowd_per_h(run, OP_CROWD_ARREST_RATE);
    op_clock_set_rate(run, site->clock_arrest, wanted < most ? wanted : most);
}
