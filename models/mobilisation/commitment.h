// SPDX-License-Identifier: GPL-3.0-or-later
// When a person commits to a call: one threshold, which what speaks for going may reach.
#ifndef OP_MODELS_MOBILISATION_COMMITMENT_H
#define OP_MODELS_MOBILISATION_COMMITMENT_H

#include "models/shared/people.h"

// Appeal of this call above that of the call the strengths were fitted on.
double op_commitment_appeal(const struct op_run *run);

// What speaks for clicking on a page, as this person stands now.
//   in     row         n_read counts what is being read now
//          instance    a page
//   from   assumed form of a random utility (McFadden 1974); strengths fitted on Haren 2012
double op_commitment_utility(const struct op_run *run, const struct op_person *row,
                             uint32_t instance);

// The same for a call that was copied elsewhere and has no counter of clicks.
struct op_copy_terms {
    double appeal;     // of the copy
    double log_far;    // ln(1 + distance / 10 km) to where it calls to
    uint32_t n_read;   // live posts read of late
};
double op_commitment_copy_utility(const struct op_run *run, uint32_t person,
                                  const struct op_copy_terms *terms);

// The threshold of a person for this call: Logistic(0, 1) + N(0, cluster_sd) of the community.
//   same   keyed by the person and the community: the same in every arm
double op_commitment_threshold(const struct op_run *run, uint32_t person);

// A person who has not clicked yet has read: true when U reaches the threshold.
bool op_commitment_read(const struct op_run *run, struct op_person *row, uint32_t instance);

// Strength of a commitment now: exp(-(time since the last reinforcing read) / fades), in (0, 1].
double op_commitment_strength(const struct op_run *run, const struct op_person *row);

#endif
