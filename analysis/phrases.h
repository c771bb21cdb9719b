// SPDX-License-Identifier: GPL-3.0-or-later
// Every fixed text of charts, report and closing table, in English and Dutch, in one list. {1} to
// {9} stand for arguments, so that each language keeps its own order.
#ifndef OP_ANALYSIS_PHRASES_H
#define OP_ANALYSIS_PHRASES_H

#include "analysis/phraselist.h"
#include "analysis/results.h"

#include <stdbool.h>
#include <stdio.h>

enum op_phrase {
#define OP_PHRASE_MEMBER(code, en, nl) OP_SAY_##code,
    OP_PHRASE_LIST(OP_PHRASE_MEMBER)
#undef OP_PHRASE_MEMBER
        OP_PHRASE_COUNT
};

// "en" or "nl"; false for another word.
bool op_lang_of(const char *word, enum op_lang *lang);
const char *op_say(enum op_lang lang, enum op_phrase phrase);
// The phrase with its arguments put in; arguments end at NULL. as_html escapes both.
void op_say_to(FILE *out, bool as_html, enum op_lang lang, enum op_phrase phrase,
               const char *const *arguments);
// The same into a buffer, as plain text, cut to its size; returns the buffer.
const char *op_say_into(char *buffer, size_t size, enum op_lang lang, enum op_phrase phrase,
                        const char *const *arguments);
#define OP_ARGS(...) ((const char *const[]){ __VA_ARGS__, NULL })

// A word of study.csv or outcomes.csv (a purpose, a gathering, a structure) in the report's
// language; the word itself where it is not known.
const char *op_say_word(enum op_lang lang, const char *word);

// A number as people read it: "28,066" or "28.066", one decimal below 10 unless whole, a minus
// sign; a dash where there is none.
const char *op_readable(char *buffer, size_t size, double value, enum op_lang lang);
// The same with a plus before what is above zero.
const char *op_readable_change(char *buffer, size_t size, double value, enum op_lang lang);
// A moment in seconds since 1970, local clock: "21 Sep", and "21 Sep 2012 18:00".
const char *op_readable_day(char *buffer, size_t size, double seconds, enum op_lang lang);
const char *op_readable_moment(char *buffer, size_t size, double seconds, enum op_lang lang);
// Calibrated word for k of n (very likely > 90 %, likely > 66 %, as likely as not, unlikely < 33 %,
// very unlikely < 10 %).   from   IPCC AR5 guidance note on uncertainty 2010
const char *op_likely(int k, int n, enum op_lang lang);

#endif
