// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of the mobilisation mechanism share.
#ifndef OP_MODELS_MOBILISATION_PARTS_H
#define OP_MODELS_MOBILISATION_PARTS_H

#include "models/mobilisation/mobilisation.h"
#include "models/shared/people.h"

enum op_mode { OP_MODE_BIKE, OP_MODE_RAIL, OP_MODE_ROAD };

// The one row of OP_SEG_MOBILISATION.
struct op_mobilisation {
    int64_t closed_us;         // time in which checks closed the roads, up to closed_since_us
    int64_t closed_since_us;   // OP_NEVER_US: they are open
    uint32_t n_banned;         // persons who were ever served a ban
    uint32_t pad;
};

static inline struct op_mobilisation *
op_mobilisation_of(const struct op_run *run)
{
    return (struct op_mobilisation *)op_rows(run, OP_SEG_MOBILISATION);
}

const double *op_mob_params(const struct op_run *run);

// ---- mobilisation.c
void op_mob_keep_away(struct op_run *run, struct op_person *row);
// Factor that levers leave of a probability of going, in [0, 1].
double op_mob_levers(const struct op_run *run, const struct op_person *row, enum op_mode mode);
// Go, be kept away, or stay: by one uniform and the probability without levers.
void op_mob_decide(struct op_run *run, struct op_person *row, enum op_mode mode, double u,
                   double without);

// ---- bans.c
void op_ban_moved(struct op_run *run);
// What a ban on the area leaves of a person's probability of going, in [0, 1].
double op_ban_leaves(const struct op_run *run, const struct op_person *row);
void op_closed_count(struct op_run *run);       // after a move of the lever `ring`
double op_closed_h(const struct op_run *run);   // hours of closed streets so far

// ---- travel.c
enum op_mode op_travel_mode(const struct op_run *run, uint32_t person);
double op_travel_plan_s(const struct op_run *run, uint32_t person, enum op_mode mode);
double op_travel_s(const struct op_run *run, uint32_t person, enum op_mode mode);

// ---- live.c
void op_live_arrived(struct op_run *run, uint32_t person);
op_handler op_live_event, op_live_read_event;

#endif
