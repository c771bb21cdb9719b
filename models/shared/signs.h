// SPDX-License-Identifier: GPL-3.0-or-later
// What the public's side lets slip: those who spread tell here what could be seen of it, and
// models/institutions decides who sees it. Answers nothing and changes nothing of the public's
// side.
#ifndef OP_MODELS_SHARED_SIGNS_H
#define OP_MODELS_SHARED_SIGNS_H

#include "models/shared/people.h"

// An open share of a page went out, or the feed story of a click; it is named by its key.
void op_signs_open_share(struct op_run *run, const struct op_exposure *share, bool is_story);
// A share went to the n_members members of a closed group.
void op_signs_closed_share(struct op_run *run, const struct op_exposure *share,
                           const uint32_t *member, uint32_t n_members);
// A batch of invitations to a page went out; numbered `from` where an inviter sends several.
void op_signs_invitations(struct op_run *run, uint32_t inviter, uint32_t instance, uint32_t from);
// Those who look have looked at this person; OP_NO_PERSON and the like: nobody.
void op_signs_looked_at(struct op_run *run, uint32_t person);
// The first national story is out.
void op_signs_news(struct op_run *run);

#endif
