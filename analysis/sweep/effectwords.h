// SPDX-License-Identifier: GPL-3.0-or-later
// Effects in words that say which way they go. An effect is counted so that more is better
// (curves.h); readers take a plus for more of the thing itself.
#ifndef OP_ANALYSIS_EFFECTWORDS_H
#define OP_ANALYSIS_EFFECTWORDS_H

#include "analysis/phrases.h"

enum { OP_EFFECT_WORDS = 128 };   // bytes of a buffer

// "120 fewer", "3 more", "0.2 higher"; "0" without a word, a dash for NaN.
const char *op_effect_words(const struct op_variable *metric, double effect, enum op_lang lang,
                            char buffer[OP_EFFECT_WORDS]);
// Its interval: "80; 160" where both ends go the way of the effect, else "10 more; 250 fewer".
// An end that is infinite or NaN: "0.04; cannot be told".
const char *op_effect_interval(const struct op_variable *metric, double effect, double low,
                               double high, enum op_lang lang, char buffer[OP_EFFECT_WORDS]);
// Both: "120 fewer [80; 160]"; without the interval where there are too few evenings for one.
const char *op_effect_sentence(const struct op_variable *metric, double effect, double low,
                               double high, enum op_lang lang, char buffer[2 * OP_EFFECT_WORDS]);

#endif
