// SPDX-License-Identifier: GPL-3.0-or-later
// Calls that are copied elsewhere, as those see it who post, read and set out. While nothing can be
// copied, all of this does nothing and answers no.
#ifndef OP_MODELS_SHARED_COPYCATS_H
#define OP_MODELS_SHARED_COPYCATS_H

#include "models/shared/people.h"

// Somebody posts live from a place where n_active are violent: strangers far away may be shown it.
void op_copycat_clip(struct op_run *run, uint32_t poster, uint32_t n_active);
// A person has read a live post.
void op_copycat_read(struct op_run *run, uint32_t reader);
// Is a person at a place elsewhere this evening, or on the way there?
bool op_copycat_is_out(const struct op_run *run, uint32_t person);

#endif
