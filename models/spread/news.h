// SPDX-License-Identifier: GPL-3.0-or-later
// National news: when the first story comes, and who reads it. The mechanism stands in news.c; the
// moment of the first story is in models/shared/news_state.h.
#ifndef OP_MODELS_SPREAD_NEWS_H
#define OP_MODELS_SPREAD_NEWS_H

#include "sim/run/run.h"

extern const struct op_mechanism op_news_mechanism;

// When a person last read national news of the call, at or before now; OP_NEVER_US if never.
// A pure function of (chance, person, first story, now), the same in every arm.
//   cost   two keyed draws a day since the first story, at most 14 days
int64_t op_news_last_read_us(const struct op_run *run, uint32_t person, int64_t now_us);

enum { OP_NEWS_MEDIA_ATTENTION, OP_NEWS_ANNOUNCEMENT, OP_NEWS_N_LEVERS };

#endif
