// SPDX-License-Identifier: GPL-3.0-or-later
// When a person commits to a call.
//
//   U = u0 + a + b_S S + b_K ln(1 + k) + b_C ln(1 + C/100) - b_D ln(1 + d/10 km) - b_O O (1 - S)
//       + b_f (f - mean f) + b_g (g - mean g) - b_W m tau - b_r r K + b_M M (1 - tau) + lever
//
// S = exp(-days since national news was read / 3), k items read (at most 8), C clicks shown on the
// page, d distance, O 1 for the successor of a withdrawn page, f affinity, g grievance, m
// credibility of official messages read, tau trust, r risk aversion, K crackdown read of, M 1 for a
// page opened because a caller was arrested, lever the measures' `appeal`. A person
// clicks when U first reaches the threshold, which is drawn once: the same item seen again converts
// nobody.
//
// Known: with all terms but u0 at 0 and no community effect, the share that clicks at the first
// read is 1 / (1 + exp(-u0)); u0 = -2.3 gives 9.1 %.
#include "models/mobilisation/commitment.h"

#include "models/mobilisation/mobilisation.h"
#include "models/shared/memo.h"
#include "models/spread/news.h"

#include <math.h>

static const double *
params(const struct op_run *run)
{
    return op_run_params(run, OP_GROUP_MOBILISATION);
}

double
op_commitment_appeal(const struct op_run *run)
{
    return params(run)[OP_MOB_APPEAL];
}

static double
news_strength(const struct op_run *run, uint32_t person)
{
    const int64_t now_us = op_run_now_us(run);
    const int64_t read_us = op_news_last_read_us(run, person, now_us);

    if (read_us == OP_NEVER_US) return 0;
    return op_exp(-(double)(now_us - read_us) / 1e6 / params(run)[OP_MOB_NEWS_FADES]);
}

// ln(1 + k)
static const double log_of_one_more[9] = {
    0,
    0x1.62e42fefa39efp-1,   // ln 2
    0x1.193ea7aad030bp+0,
    0x1.62e42fefa39efp+0,
    0x1.9c041f7ed8d33p+0,
    0x1.cab0bfa2a2002p+0,
    0x1.f2272ae325a57p+0,
    0x1.0a2b23f3bab73p+1,
    0x1.193ea7aad030bp+1,   // ln 9
};

// Terms of the person, added to u one after another. `row`: NULL for who was never touched.
static double
add_personal(const struct op_run *run, uint32_t i, const struct op_person *row, double u)
{
    const struct op_world *const world = op_world_of(run);
    const double *const p = params(run);

    u += p[OP_MOB_BETA_AFFINITY] * ((double)world->person[i].affinity - world->mean_affinity);
    u += p[OP_MOB_BETA_GRIEVANCE] * ((double)world->person[i].grievance - world->mean_grievance);
    if (row == NULL) return u;
    if (row->message_credibility > 0) {
        u -= p[OP_MOB_BETA_MESSAGE] * (double)row->message_credibility * op_trust_now(run, i);
    }
    u -= p[OP_MOB_BETA_RISK] * (double)world->person[i].risk * (double)row->crackdown;
    return u;
}

double
op_commitment_utility(const struct op_run *run, const struct op_person *row, uint32_t instance)
{
    const struct op_world *const world = op_world_of(run);
    const struct op_instance *const page =
        (const struct op_instance *)op_rows(run, OP_SEG_INSTANCE) + instance;
    const double *const p = params(run);
    const uint32_t i = row->id;
    const double s = news_strength(run, i);
    const int k = row->n_read < 8 ? row->n_read : 8;
    double u = p[OP_MOB_U0] + p[OP_MOB_APPEAL] + p[OP_MOB_BETA_NEWS] * s;

    u += p[OP_MOB_BETA_READ] * log_of_one_more[k];
    u += p[OP_MOB_BETA_COUNTER] * op_log1p((double)page->clicks / 100);
    u -= p[OP_MOB_BETA_DISTANCE] * (double)world->town_log_far[world->person[i].town];
    if (page->after_withdrawal) u -= p[OP_MOB_BETA_SUCCESSOR] * (1 - s);
    u = add_personal(run, i, row, u);
    if (page->after_arrest) u += p[OP_MOB_BETA_MARTYR] * (1 - op_trust_now(run, i));
    u += op_run_lever(run, OP_GROUP_MOBILISATION, OP_MOBILISATION_APPEAL);
    return u;
}

double
op_commitment_copy_utility(const struct op_run *run, uint32_t person,
                           const struct op_copy_terms *terms)
{
    const double *const p = params(run);
    const uint32_t k = terms->n_read < 8 ? terms->n_read : 8;
    double u = p[OP_MOB_U0] + terms->appeal + p[OP_MOB_BETA_NEWS] * news_strength(run, person);

    u += p[OP_MOB_BETA_READ] * log_of_one_more[k];
    u -= p[OP_MOB_BETA_DISTANCE] * terms->log_far;
    return add_personal(run, person, op_person_find(run, person), u);
}

double
op_commitment_threshold(const struct op_run *run, uint32_t person)
{
    const uint32_t cluster = op_world_of(run)->person[person].cluster;
    const double u = op_draw_unit(&run->chance, OP_DRAW_THRESHOLD, person, 0, 0);
    const double z = op_draw_normal(&run->chance, OP_DRAW_CLUSTER, cluster, 0, 0);

    return op_log(u) - op_log1p(-u) + params(run)[OP_MOB_CLUSTER_SD] * z;
}

// The arms of a replicate share it.
static float
threshold_of(const struct op_run *run, uint32_t person)
{
    struct op_memo *const memo = op_memo_of(run);
    float *const known = memo != NULL ? &memo->person[person].threshold : NULL;

    if (known == NULL) return (float)op_commitment_threshold(run, person);
    if (isnan(*known)) *known = (float)op_commitment_threshold(run, person);
    return *known;
}

bool
op_commitment_read(const struct op_run *run, struct op_person *row, uint32_t instance)
{
    if (!(row->flags & OP_PERSON_WEIGHED)) {
        row->flags |= OP_PERSON_WEIGHED;
        row->threshold = threshold_of(run, row->id);
    }
    return op_commitment_utility(run, row, instance) >= (double)row->threshold;
}

double
op_commitment_strength(const struct op_run *run, const struct op_person *row)
{
    const double since_s = (double)(op_run_now_us(run) - row->reinforced_us) / 1e6;

    return op_exp(-since_s / params(run)[OP_MOB_FADES]);
}
