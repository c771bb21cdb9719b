// SPDX-License-Identifier: GPL-3.0-or-later
// What other mechanisms may know of the news: the head of OP_SEG_NEWS. The owner of the news may
// keep more behind it.
#ifndef OP_MODELS_SHARED_NEWS_STATE_H
#define OP_MODELS_SHARED_NEWS_STATE_H

#include "models/shared/people.h"

struct op_news_state {
    int64_t first_story_us;   // first national story; OP_NEVER_US: none yet
};

static inline bool
op_news_is_on(const struct op_run *run)
{
    const struct op_news_state *news = (const struct op_news_state *)op_rows(run, OP_SEG_NEWS);

    return run->state.segment[OP_SEG_NEWS].used_bytes >= sizeof *news &&
           news->first_story_us <= op_run_now_us(run);
}

#endif
