// SPDX-License-Identifier: GPL-3.0-or-later
// The criteria of the phases, for what is true as for what somebody believes.
#ifndef OP_MODELS_SHARED_PHASES_H
#define OP_MODELS_SHARED_PHASES_H

#include "models/shared/acts.h"

#include <stdbool.h>
#include <stdint.h>

// What a phase is told from.
struct op_phase_signs {
    double n_clicks;   // on all pages of the call
    double n_present, n_active;
    bool has_call, has_news;
};

struct op_phase_memory {
    int64_t below_since_us;   // since when too few are active for a disorder; OP_NEVER_US
    int32_t had_disorder;
    int32_t is_over;   // in the aftermath, until a new disorder
};

// The phase that the signs tell now; to be asked in order of time.
//   in     p          parameters of the group `phase`
//          before     the phase told last
//          release    0 .. 1: a level that was passed counts until the sign is below release times
//                     it (hysteresis); 1: none
int op_phase_told(struct op_phase_memory *memory, const struct op_phase_signs *signs,
                  const double *p, int before, double release, int64_t now_us);

// First moment of a true phase or a later one, as far as it has been; OP_NEVER_US.
struct op_run;
int64_t op_phase_first_us(const struct op_run *run, enum op_phase phase);

#endif
