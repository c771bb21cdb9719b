// SPDX-License-Identifier: GPL-3.0-or-later
// Fixed texts in two languages, and numbers as people read them.
#include "analysis/phrases.h"

#include "analysis/outfile.h"

#include <math.h>
#include <string.h>

static const char *const phrases[OP_PHRASE_COUNT][OP_LANG_COUNT] = {
#define OP_PHRASE_ROW(code, en, nl) { en, nl },
    OP_PHRASE_LIST(OP_PHRASE_ROW)
#undef OP_PHRASE_ROW
};

bool
op_lang_of(const char *word, enum op_lang *lang)
{
    *lang = strcmp(word, "nl") == 0 ? OP_LANG_NL : OP_LANG_EN;
    return strcmp(word, "nl") == 0 || strcmp(word, "en") == 0;
}

const char *
op_say(enum op_lang lang, enum op_phrase phrase)
{
    return phrases[phrase][lang];
}

const char *
op_say_word(enum op_lang lang, const char *word)
{
    static const struct {
        const char *word;
        enum op_phrase phrase;
    } known[] = {
        { "counter", OP_SAY_STRUCTURE_COUNTER },
        { "announcement", OP_SAY_STRUCTURE_ANNOUNCEMENT },
        { "date", OP_SAY_STRUCTURE_DATE },
        { "research", OP_SAY_RESEARCH },
        { "exercise", OP_SAY_EXERCISE },
        { "policy", OP_SAY_POLICY },
        { "evaluation", OP_SAY_EVALUATION },
        { "party", OP_SAY_PARTY },
        { "demonstration", OP_SAY_DEMONSTRATION },
        { "football", OP_SAY_FOOTBALL },
        { "other", OP_SAY_OTHER },
        { "persons", OP_SAY_PERSONS },
        { "clicks", OP_SAY_CLICKS },
        { "evenings", OP_SAY_EVENINGS },
        { "posts", OP_SAY_POSTS },
        { "orders", OP_SAY_ORDERS },
        { "share", OP_SAY_SHARE },
        { "incidents", OP_SAY_INCIDENTS },
        { "alerts", OP_SAY_ALERTS },
        { "calls", OP_SAY_CALLS },
        { "measures", OP_SAY_MEASURES },
        { "mentions", OP_SAY_MENTIONS },
        { "messages", OP_SAY_MESSAGES },
        { "pages", OP_SAY_PAGES },
        { "places", OP_SAY_PLACES },
        { "platoons", OP_SAY_PLATOONS },
        { "shares", OP_SAY_SHARES },
        { "signals", OP_SAY_SIGNALS },
        { "visits", OP_SAY_VISITS },
        { "persons/m2", OP_SAY_DENSITY },
        { "0 or 1", OP_SAY_ZERO_OR_ONE },
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(known[i].word, word) == 0) {
            return op_say(lang, known[i].phrase);
        }
    }
    return word;
}

static void
put_text(FILE *out, bool as_html, const char *text)
{
    if (as_html) {
        op_out_escaped(out, text);
    } else {
        fputs(text, out);
    }
}

void
op_say_to(FILE *out, bool as_html, enum op_lang lang, enum op_phrase phrase,
          const char *const *arguments)
{
    for (const char *at = phrases[phrase][lang]; *at != '\0'; at++) {
        if (at[0] == '{' && at[1] >= '1' && at[1] <= '9' && at[2] == '}') {
            put_text(out, as_html, arguments[at[1] - '1']);
            at += 2;
        } else {
            putc(*at, out);   // the list itself holds no character that a page would read as markup
        }
    }
}

const char *
op_say_into(char *buffer, size_t size, enum op_lang lang, enum op_phrase phrase,
            const char *const *arguments)
{
    size_t used = 0;

    for (const char *at = phrases[phrase][lang]; *at != '\0' && used + 1 < size; at++) {
        if (at[0] == '{' && at[1] >= '1' && at[1] <= '9' && at[2] == '}') {
            const char *text = arguments[at[1] - '1'];
            const size_t room = size - 1 - used, n = strlen(text) < room ? strlen(text) : room;

            memcpy(buffer + used, text, n);
            used += n;
            at += 2;
        } else {
            buffer[used++] = *at;
        }
    }
    buffer[used] = '\0';
    return buffer;
}

static const char *
readable(char *buffer, size_t size, double value, enum op_lang lang, bool with_plus)
{
    char digits[64];
    size_t used = 0, whole = 0;
    const double magnitude = fabs(value);
    const bool has_decimal = magnitude < 10 && magnitude != floor(magnitude);

    if (!isfinite(value) || size < 4) {
        snprintf(buffer, size, "\xe2\x80\x93");
        return buffer;
    }
    snprintf(digits, sizeof digits, has_decimal ? (magnitude < 0.1 ? "%.2g" : "%.1f") : "%.0f",
             magnitude);
    whole = strcspn(digits, ".");
    if (value < 0 && strspn(digits, "0.") != strlen(digits)) {
        used += (size_t)snprintf(buffer, size, "\xe2\x88\x92");
    } else if (with_plus && value > 0) {
        used += (size_t)snprintf(buffer, size, "+");
    }
    for (size_t i = 0; digits[i] != '\0' && used + 3 < size; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0) {
            buffer[used++] = lang == OP_LANG_NL ? '.' : ',';
        }
        buffer[used++] = digits[i] == '.' && lang == OP_LANG_NL ? ',' : digits[i];
    }
    buffer[used] = '\0';
    return buffer;
}

const char *
op_readable(char *buffer, size_t size, double value, enum op_lang lang)
{
    return readable(buffer, size, value, lang, false);
}

const char *
op_readable_change(char *buffer, size_t size, double value, enum op_lang lang)
{
    return readable(buffer, size, value, lang, true);
}

struct day {
    int year, month, day;
};

// Civil date of a count of days since 1970-01-01 (Howard Hinnant, civil_from_days).
static struct day
day_of(double seconds)
{
    const long z = (long)floor(seconds / 86400) + 719468;
    const long era = (z >= 0 ? z : z - 146096) / 146097;
    const long of_era = z - era * 146097;
    const long year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const long of_year = of_era - (365 * year + year / 4 - year / 100);
    const long month = (5 * of_year + 2) / 153;
    const struct day day = { (int)(year + era * 400 + (month >= 10)),
                             (int)(month < 10 ? month + 3 : month - 9),
                             (int)(of_year - (153 * month + 2) / 5 + 1) };

    return day;
}

static const char *
month_name(int month, enum op_lang lang)
{
    static const char *const names[OP_LANG_COUNT][12] = {
        { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" },
        { "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec" },
    };

    return names[lang][month - 1];
}

const char *
op_readable_day(char *buffer, size_t size, double seconds, enum op_lang lang)
{
    if (!(fabs(seconds) < 1e13)) {
        snprintf(buffer, size, "\xe2\x80\x93");
        return buffer;
    }
    const struct day day = day_of(seconds);

    snprintf(buffer, size, "%d %s", day.day, month_name(day.month, lang));
    return buffer;
}

const char *
op_readable_moment(char *buffer, size_t size, double seconds, enum op_lang lang)
{
    if (!(fabs(seconds) < 1e13)) {
        snprintf(buffer, size, "\xe2\x80\x93");
        return buffer;
    }
    const double whole = floor(seconds / 60 + 0.5) * 60;   // a clock shows whole minutes
    const struct day day = day_of(whole);
    const int minute = (int)(floor(whole / 60) - 1440 * floor(whole / 86400));

    snprintf(buffer, size, "%d %s %d %02d:%02d", day.day, month_name(day.month, lang), day.year,
             minute / 60, minute % 60);
    return buffer;
}

const char *
op_likely(int k, int n, enum op_lang lang)
{
    const double share = n > 0 ? (double)k / n : 0;

    if (share > 0.90) {
        return op_say(lang, OP_SAY_VERY_LIKELY);
    }
    if (share > 0.66) {
        return op_say(lang, OP_SAY_LIKELY);
    }
    if (share >= 0.33) {
        return op_say(lang, OP_SAY_AS_LIKELY);
    }
    return op_say(lang, share >= 0.10 ? OP_SAY_UNLIKELY : OP_SAY_VERY_UNLIKELY);
}
