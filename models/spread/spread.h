// SPDX-License-Identifier: GPL-3.0-or-later
// How word of a call goes round: invitations, feed stories, shares, finders, pages that end and
// come back, official messages. The mechanism in words stands at the head of spread.c.
#ifndef OP_MODELS_SPREAD_SPREAD_H
#define OP_MODELS_SPREAD_SPREAD_H

#include "sim/run/run.h"

extern const struct op_mechanism op_spread_mechanism;

// Levers, in order.
enum {
    OP_SPREAD_VISIBILITY,
    OP_SPREAD_RESHARE,
    OP_SPREAD_REMOVAL_SHARE,
    OP_SPREAD_REMOVAL_DELAY,
    OP_SPREAD_MESSAGE_REACH,
    OP_SPREAD_MESSAGE_CREDIBILITY,
    OP_SPREAD_CALLER_STOPS,
    OP_SPREAD_RECOMMENDATION,
    OP_SPREAD_FORWARDING,
    OP_SPREAD_CHILL,
    OP_SPREAD_DISPLACEMENT,
    OP_SPREAD_CALLER_ARRESTED,
    OP_SPREAD_PUBLICITY,
    OP_SPREAD_REMOVAL_WAIT,
    OP_SPREAD_N_LEVERS
};

#endif
