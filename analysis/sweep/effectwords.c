// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/sweep/effectwords.h"

#include <math.h>
#include <string.h>

// Fewer persons, but lower damage: what is measured, not counted, has one of these units.
static bool
is_counted(const struct op_variable *metric)
{
    static const char *const measured[] = { "", "1", "share", "EUR", "h", "s", "m", "m2", "m/s" };

    for (size_t i = 0; i < sizeof measured / sizeof *measured; i++) {
        if (strcmp(metric->unit, measured[i]) == 0) {
            return false;
        }
    }
    return true;
}

static bool
is_zero(const char *number)
{
    return strspn(number, "0.,") == strlen(number);
}

// The number without its sign, and the word for the sign where it is asked for.
static const char *
put_end(const struct op_variable *metric, double effect, bool with_word, enum op_lang lang,
        char buffer[OP_EFFECT_WORDS])
{
    const bool is_more = (effect > 0) == (metric->wanted == OP_WANTED_MORE);
    const enum op_phrase word = is_counted(metric) ? is_more ? OP_SAY_MORE : OP_SAY_FEWER
                                : is_more          ? OP_SAY_HIGHER
                                                   : OP_SAY_LOWER;
    char number[32];

    op_readable(number, sizeof number, fabs(effect), lang);
    snprintf(buffer, OP_EFFECT_WORDS, "%s%s%s", number,
             with_word && isfinite(effect) && !is_zero(number) ? " " : "",
             with_word && isfinite(effect) && !is_zero(number) ? op_say(lang, word) : "");
    return buffer;
}

const char *
op_effect_words(const struct op_variable *metric, double effect, enum op_lang lang,
                char buffer[OP_EFFECT_WORDS])
{
    return put_end(metric, effect, true, lang, buffer);
}

const char *
op_effect_interval(const struct op_variable *metric, double effect, double low, double high,
                   enum op_lang lang, char buffer[OP_EFFECT_WORDS])
{
    const bool is_one_way = effect > 0 ? low >= 0 : effect < 0 && high <= 0;
    const bool is_turned = is_one_way && effect < 0;   // the end nearest to zero first
    char first[OP_EFFECT_WORDS], last[OP_EFFECT_WORDS];

    if (!isfinite(low) && !isfinite(high)) {
        snprintf(buffer, OP_EFFECT_WORDS, "%s", op_say(lang, OP_SAY_CANNOT_TELL));
        return buffer;
    }
    put_end(metric, is_turned ? high : low, !is_one_way, lang, first);
    put_end(metric, is_turned ? low : high, !is_one_way, lang, last);
    snprintf(buffer, OP_EFFECT_WORDS, "%.60s; %.60s",
             isfinite(is_turned ? high : low) ? first : op_say(lang, OP_SAY_CANNOT_TELL),
             isfinite(is_turned ? low : high) ? last : op_say(lang, OP_SAY_CANNOT_TELL));
    return buffer;
}

const char *
op_effect_sentence(const struct op_variable *metric, double effect, double low, double high,
                   enum op_lang lang, char buffer[2 * OP_EFFECT_WORDS])
{
    char words[OP_EFFECT_WORDS], interval[OP_EFFECT_WORDS];

    snprintf(buffer, 2 * OP_EFFECT_WORDS, "%s [%s]", op_effect_words(metric, effect, lang, words),
             op_effect_interval(metric, effect, low, high, lang, interval));
    return buffer;
}
