// SPDX-License-Identifier: GPL-3.0-or-later
// Who comes to a copied call: decided once, `notice` before it gathers, among the youths of the
// municipality. A youth hears of it
//
//   for certain   who read a live post within `within`, or was out the evening before
//   by word       else with probability `word`
//
// and comes when the utility of the call (models/mobilisation/commitment.c; without a counter of
// clicks) reaches the threshold, which is that of the one narrative: so it is much the same persons
// evening after evening; and if then a uniform lies below
//
//   p0 (1 + d / 10 km)^-delta weather exp(-beta_go K r) turnout_elsewhere
//
// The appeal of the call falls by -ln(decay) an evening. Everybody is at one place at a time:
// nobody sets out who was arrested, is at the place of the gathering, has set out for it on its
// evening, or is out elsewhere already. They arrive half an hour (one standard deviation) about the
// moment at which it gathers, and never earlier than now.
//
// from   as mobilisation; hearing and arrival assumed
#include "models/elsewhere/elsewhere.h"
#include "models/mobilisation/commitment.h"
#include "models/mobilisation/mobilisation.h"

static const double arrival_sd_s = 1800;

static const double *
params_of(const struct op_run *run)
{
    return op_run_params(run, OP_GROUP_COPYCAT);
}

bool
op_muster_is_engaged(const struct op_run *run, uint32_t person)
{
    const struct op_person *const row = op_person_find(run, person);

    if (op_copycat_is_out(run, person)) return true;
    if (row == NULL) return false;
    if (row->flags & (OP_PERSON_ARRESTED | OP_PERSON_PRESENT)) return true;
    return op_copycat_of(run)->evening == 1 && (row->flags & OP_PERSON_DEPARTED);
}

// Was at some place the evening before.
static bool
was_out(const struct op_run *run, uint32_t person, const struct op_stirred *stirred)
{
    const uint32_t evening = op_copycat_of(run)->evening;
    const struct op_person *const row = op_person_find(run, person);

    if (stirred != NULL && stirred->out_on > 0 && stirred->out_on + 1 == evening) return true;
    return evening == 2 && row != NULL && (row->flags & OP_PERSON_DEPARTED);
}

static bool
hears(const struct op_run *run, uint32_t person, double u)
{
    const struct op_stirred *const row = op_stirred_find(run, person);
    const int64_t since_us = op_run_now_us(run) - op_us(params_of(run)[OP_COPYCAT_WITHIN]);

    return u < params_of(run)[OP_COPYCAT_WORD] ||
           (row != NULL && row->n_reads > 0 && row->last_us > since_us) ||
           was_out(run, person, row);
}

static double
chance_to_go(const struct op_run *run, uint32_t person, double log_far)
{
    const double *const p = op_run_params(run, OP_GROUP_MOBILISATION);
    const struct op_person *const row = op_person_find(run, person);
    const double risk = (double)op_world_of(run)->person[person].risk;
    const double crackdown = row != NULL ? (double)row->crackdown : 0;

    return p[OP_MOB_P0] * op_exp(-p[OP_MOB_DELTA] * log_far) * p[OP_MOB_WEATHER] *
           op_exp(-p[OP_MOB_BETA_GO] * crackdown * risk) *
           op_run_lever(run, OP_GROUP_COPYCAT, OP_COPYCAT_TURNOUT);
}

static bool
comes(const struct op_run *run, uint32_t person, const struct op_municipality *m, double log_far)
{
    const struct op_copycat *const copycat = op_copycat_of(run);
    const struct op_words w =
        op_draw_words(&run->chance, OP_DRAW_JOINS, person, copycat->evening, 0);

    if (!hears(run, person, op_unit_from32(w.w[0]))) return false;
    if (op_unit_from32(w.w[1]) >= chance_to_go(run, person, log_far)) return false;
    const struct op_stirred *const row = op_stirred_find(run, person);
    const struct op_copy_terms terms = {
        .appeal = m->appeal + copycat->evening * copycat->log_decay - copycat->log_decay,
        .log_far = log_far,
        .n_read = row != NULL && row->n_reads > 0 ? row->n_reads : 1,
    };
    return op_commitment_copy_utility(run, person, &terms) >= op_commitment_threshold(run, person);
}

void
op_muster_sets_out(struct op_run *run, uint32_t person, uint32_t place, int64_t at_us)
{
    op_stirred_touch(run, person)->out_on = op_copycat_of(run)->evening;
    op_run_add(run, at_us, OP_KIND_JOIN, 0, person, place);
}

void
op_muster_event(struct op_run *run, struct op_event event)
{
    const struct op_world *const world = op_world_of(run);
    const uint32_t municipality = op_event_subject(event);
    const uint32_t place = op_street_open(run, municipality);
    const struct op_municipality *const m = op_municipality_at(run, municipality);
    const double youth_below = params_of(run)[OP_COPYCAT_YOUTH_BELOW];
    const uint32_t evening = op_copycat_of(run)->evening;

    for (uint32_t town = m->first_town; town < m->past_town; town++) {
        const double log_far = op_log1p(op_world_between_m(world, town, m->town) / 10e3);

        for (uint32_t i = world->town_first[town]; i < world->town_first[town + 1]; i++) {
            if (world->person[i].age >= youth_below || op_muster_is_engaged(run, i) ||
                !comes(run, i, m, log_far)) {
                continue;
            }
            const double z = op_draw_normal(&run->chance, OP_DRAW_JOINS, i, evening, 1);
            op_muster_sets_out(run, i, place, m->gathers_us + op_us(arrival_sd_s * z));
        }
    }
}
