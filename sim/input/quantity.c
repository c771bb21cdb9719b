// SPDX-License-Identifier: GPL-3.0-or-later
// Quantities with units. The base unit of each kind is the first of its rows; a value in another
// unit is value * times / per (two whole numbers, so that `20 %` and `0.2` are the same bits).
#include "sim/input/quantity.h"

#include "sim/base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct unit_word {
    enum op_unit unit;
    const char *word;
    double times, per;
    bool is_written;   // by op_quantity_text
};

// clang-format off
static const struct unit_word words[] = {
    { OP_UNIT_SHARE,    "%",       1,       100,     true  },
    { OP_UNIT_SHARE,    "share",   1,       1,       true  },
    { OP_UNIT_DURATION, "s",       1,       1,       true  },
    { OP_UNIT_DURATION, "us",      1,       1e6,     false },
    { OP_UNIT_DURATION, "ms",      1,       1000,    false },
    { OP_UNIT_DURATION, "min",     60,      1,       true  },
    { OP_UNIT_DURATION, "h",       3600,    1,       true  },
    { OP_UNIT_DURATION, "d",       86400,   1,       true  },
    { OP_UNIT_DURATION, "week",    604800,  1,       false },
    { OP_UNIT_DURATION, "weeks",   604800,  1,       false },
    { OP_UNIT_RATE,     "/s",      1,       1,       true  },
    { OP_UNIT_RATE,     "/min",    1,       60,      true  },
    { OP_UNIT_RATE,     "/h",      1,       3600,    true  },
    { OP_UNIT_RATE,     "/d",      1,       86400,   true  },
    { OP_UNIT_RATE,     "/week",   1,       604800,  false },
    { OP_UNIT_LENGTH,   "m",       1,       1,       true  },
    { OP_UNIT_LENGTH,   "km",      1000,    1,       true  },
    { OP_UNIT_AREA,     "m2",      1,       1,       true  },
    { OP_UNIT_AREA,     "ha",      10000,   1,       true  },
    { OP_UNIT_AREA,     "km2",     1000000, 1,       true  },
    { OP_UNIT_SPEED,    "m/s",     1,       1,       true  },
    { OP_UNIT_SPEED,    "km/h",    5,       18,      true  },
    { OP_UNIT_PERSONS,  "persons", 1,       1,       true  },
    { OP_UNIT_PERSONS,  "person",  1,       1,       false },
    { OP_UNIT_EURO,     "euro",    1,       1,       true  },
    { OP_UNIT_EURO,     "EUR",     1,       1,       false },
};

static const struct { const char *kind, *example, *units; } kinds[OP_UNIT_COUNT] = {
    [OP_UNIT_NONE]     = { "a bare number", "1.5",     "no unit" },
    [OP_UNIT_SHARE]    = { "a share",       "20 %",    "%, or a bare number from 0 to 1" },
    [OP_UNIT_DURATION] = { "a duration",    "90 min",  "us, ms, s, min, h, d, week" },
    [OP_UNIT_RATE]     = { "a rate",        "3 /h",    "/s, /min, /h, /d, /week" },
    [OP_UNIT_LENGTH]   = { "a length",      "10 km",   "m, km" },
    [OP_UNIT_AREA]     = { "an area",       "2 ha",    "m2, ha, km2" },
    [OP_UNIT_SPEED]    = { "a speed",       "4 km/h",  "m/s, km/h" },
    [OP_UNIT_PERSONS]  = { "a number of persons", "60 persons", "persons, or a bare whole number" },
    [OP_UNIT_EURO]     = { "an amount of money", "1500 euro", "euro, EUR" },
    [OP_UNIT_FILE]     = { "a file",        "edges.csv", "no unit" },
    [OP_UNIT_CHOICE]   = { "a word",        "a word",  "no unit" },
};

// What people write for a unit that has another name here.
static const struct { const char *written, *word; } other_words[] = {
    { "sec", "s" }, { "secs", "s" }, { "second", "s" }, { "seconds", "s" }, { "seconden", "s" },
    { "mins", "min" }, { "minute", "min" }, { "minutes", "min" }, { "minuten", "min" },
    { "minuut", "min" }, { "hr", "h" }, { "hrs", "h" }, { "hour", "h" }, { "hours", "h" },
    { "uur", "h" }, { "u", "h" }, { "day", "d" }, { "days", "d" }, { "dag", "d" },
    { "dagen", "d" }, { "weken", "week" }, { "wk", "week" }, { "pct", "%" }, { "percent", "%" },
    { "procent", "%" }, { "meter", "m" }, { "meters", "m" }, { "metres", "m" },
    { "kilometer", "km" }, { "kilometres", "km" }, { "personen", "persons" },
    { "people", "persons" }, { "mensen", "persons" }, { "euros", "euro" }, { "€", "euro" },
    { "/hour", "/h" }, { "/uur", "/h" }, { "/day", "/d" }, { "/dag", "/d" },
    { "/minute", "/min" }, { "per hour", "/h" }, { "per day", "/d" }, { "per minute", "/min" },
    { "kmh", "km/h" }, { "kph", "km/h" }, { "mps", "m/s" }, { "km²", "km2" }, { "m²", "m2" },
    { "hectare", "ha" },
};
// clang-format on

enum { N_WORDS = sizeof words / sizeof *words };

const char *
op_unit_example(enum op_unit unit)
{
    return (unsigned)unit < OP_UNIT_COUNT ? kinds[unit].example : "";
}

const char *
op_unit_words(enum op_unit unit)
{
    return (unsigned)unit < OP_UNIT_COUNT ? kinds[unit].units : "";
}

const char *
op_unit_kind(enum op_unit unit)
{
    return (unsigned)unit < OP_UNIT_COUNT ? kinds[unit].kind : "";
}

const char *
op_unit_word(enum op_unit unit, int index)
{
    for (int i = 0; i < N_WORDS; i++) {
        if (words[i].unit == unit && index-- == 0) {
            return words[i].word;
        }
    }
    return NULL;
}

static const struct unit_word *
find_word(enum op_unit unit, const char *word)
{
    for (int i = 0; i < N_WORDS; i++) {
        if (words[i].unit == unit && strcmp(words[i].word, word) == 0) {
            return &words[i];
        }
    }
    return NULL;
}

// The word of this kind that was meant, NULL if that cannot be guessed.
static const struct unit_word *
guess_word(enum op_unit unit, const char *written)
{
    for (size_t i = 0; i < sizeof other_words / sizeof *other_words; i++) {
        if (op_text_same_letters(other_words[i].written, written)) {
            return find_word(unit, other_words[i].word);
        }
    }
    for (int i = 0; i < N_WORDS; i++) {
        if (words[i].unit == unit && op_text_same_letters(words[i].word, written)) {
            return &words[i];
        }
    }
    return NULL;
}

static enum op_status
refuse_unit(enum op_unit unit, const char *text, size_t n_number, const char *word,
            struct op_place place, const char *what, struct op_diag *diag)
{
    const struct unit_word *guess = guess_word(unit, word);
    char hint[160];

    if (guess) {
        snprintf(hint, sizeof hint, "write it as \"%.*s %s\"", (int)n_number, text, guess->word);
    } else if (unit == OP_UNIT_SHARE && word[0] == '\0') {
        snprintf(hint, sizeof hint, "a share is a bare number from 0 to 1, or has %%: \"%.*s %%\"",
                 (int)n_number, text);
    } else {
        snprintf(hint, sizeof hint, "%s has %s, such as \"%s\"", kinds[unit].kind,
                 kinds[unit].units, kinds[unit].example);
    }
    if (unit == OP_UNIT_NONE) {
        return op_diag_add(diag, OP_BAD_UNIT, place, "write a bare number",
                           "%s: \"%s\" has a unit, and this is a bare number", what, text);
    }
    if (word[0] == '\0' && unit == OP_UNIT_PERSONS) {
        return op_diag_add(diag, OP_BAD_UNIT, place,
                           "nothing stands between thousands: 1500; a mean has its unit: \"1.5 "
                           "persons\"",
                           "%s: \"%s\" is not a whole number of persons", what, text);
    }
    if (word[0] == '\0') {
        return op_diag_add(diag, OP_BAD_UNIT, place, hint, "%s: \"%s\" has no unit", what, text);
    }
    return op_diag_add(diag, OP_BAD_UNIT, place, hint, "%s: \"%s\" is not a unit of %s", what, word,
                       kinds[unit].kind);
}

static enum op_status
refuse_number(enum op_unit unit, const char *text, struct op_place place, const char *what,
              struct op_diag *diag)
{
    const size_t n = op_number_length(text);
    char hint[128];

    if (n > 0 && text[n] == ',') {
        return op_diag_add(diag, OP_BAD_VALUE, place,
                           "a decimal point, and nothing between thousands: 3.5, 16000",
                           "%s: \"%s\" has a comma in the number", what, text);
    }
    snprintf(hint, sizeof hint, "write it like \"%s\"", kinds[unit].example);
    return op_diag_add(diag, OP_BAD_VALUE, place, hint, "%s: \"%s\" is not %s", what, text,
                       kinds[unit].kind);
}

// What a bare number means in this unit; false if it needs a unit.
static bool
bare_number_is_right(enum op_unit unit, double number)
{
    switch (unit) {
        case OP_UNIT_NONE:
            return true;
        case OP_UNIT_SHARE:
            return number >= 0 && number <= 1;   // 20 would be 2000 %: hardly what was meant
        case OP_UNIT_PERSONS:
            return number == floor(number);
        case OP_UNIT_DURATION:
        case OP_UNIT_RATE:
        case OP_UNIT_LENGTH:
        case OP_UNIT_AREA:
        case OP_UNIT_SPEED:
        case OP_UNIT_EURO:
        case OP_UNIT_CHOICE:
        case OP_UNIT_FILE:
        case OP_UNIT_COUNT:
            return number == 0 && unit != OP_UNIT_CHOICE;   // nothing is nothing in any unit
    }
    return false;
}

// "1.500", "45.000 persons": to a Dutch reader thousands; nobody writes one and a half so. What
// this program writes never ends in a zero.
static bool
has_thousands_point(const char *text, size_t n)
{
    const size_t whole = strspn(text, "0123456789");

    return whole >= 1 && whole <= 3 && text[0] != '0' && n == whole + 4 && text[whole] == '.' &&
           text[n - 1] == '0';
}

static enum op_status
refuse_thousands(const char *text, size_t n, struct op_place place, const char *what,
                 struct op_diag *diag)
{
    const size_t whole = n - 4;
    char hint[96];

    snprintf(hint, sizeof hint, "write %.*s%.3s, or %.*s", (int)whole, text, text + whole + 1,
             (int)(n - (text[n - 2] == '0' ? (text[n - 3] == '0' ? 4 : 2) : 1)), text);
    return op_diag_add(diag, OP_BAD_VALUE, place, hint,
                       "%s: \"%s\": a point parts no thousands, and is read as a decimal point",
                       what, text);
}

enum op_status
op_quantity_parse(enum op_unit unit, const char *text, struct op_place place, const char *what,
                  double *value, struct op_diag *diag)
{
    const size_t n = op_number_length(text);
    char number[64];

    if (n == 0 || n >= sizeof number || text[n] == ',' || text[n] == '.') {
        return refuse_number(unit, text, place, what, diag);
    }
    if (unit != OP_UNIT_NONE && unit != OP_UNIT_SHARE && has_thousands_point(text, n)) {
        return refuse_thousands(text, n, place, what, diag);
    }
    memcpy(number, text, n);
    number[n] = '\0';

    const char *word = text + n + strspn(text + n, " ");
    const struct unit_word *row = find_word(unit, word);
    double written;

    if (!op_text_number(number, &written)) {
        return refuse_number(unit, text, place, what, diag);
    }
    if (word[0] == '\0' && bare_number_is_right(unit, written)) {
        *value = written;
        return OP_OK;
    }
    if (!row) {
        return refuse_unit(unit, text, n, word, place, what, diag);
    }
    *value = written * row->times / row->per;
    return OP_OK;
}

// Does this text give back these bits?
static bool
reads_back(double written, const struct unit_word *row, double value)
{
    return written * row->times / row->per == value;
}

void
op_quantity_text(enum op_unit unit, double value, char text[48])
{
    size_t shortest = 48;
    char number[32];

    if (bare_number_is_right(unit, value) && (unit != OP_UNIT_PERSONS)) {
        op_real_text(value, text);
        shortest = unit == OP_UNIT_SHARE && value > 0 ? strlen(text) : 0;
    }
    for (int i = 0; i < N_WORDS; i++) {
        const struct unit_word *row = &words[i];

        if (row->unit != unit || !row->is_written) {
            continue;
        }
        op_real_text(value * row->per / row->times, number);
        if (reads_back(strtod(number, NULL), row, value) && strlen(number) < shortest) {
            // `<`: of texts of one length the first unit of the table stands.
            snprintf(text, 48, "%s %s", number, row->word);
            shortest = strlen(number);
        }
    }
    if (shortest == 48) {
        op_real_text(value, text);   // a coefficient out of the bare range cannot occur: see words
    }
}

void
op_quantity_short(enum op_unit unit, double value, char text[48])
{
    const bool is_plain = unit == OP_UNIT_SHARE || value == 0 || !isfinite(value);

    op_bound_text(unit, value, text);
    for (int i = 0; i < N_WORDS && !is_plain; i++) {
        char one[48];

        if (words[i].unit != unit || !words[i].is_written) {
            continue;
        }
        snprintf(one, sizeof one, "%.4g %s", value * words[i].per / words[i].times, words[i].word);
        if (strcspn(one, " ") < strcspn(text, " ")) {
            snprintf(text, 48, "%s", one);
        }
    }
}

void
op_bound_text(enum op_unit unit, double value, char text[48])
{
    if (isinf(value)) {
        snprintf(text, 48, "any");
    } else if (unit == OP_UNIT_SHARE) {
        snprintf(text, 48, "%g %%", 100 * value);
    } else {
        op_quantity_text(unit, value, text);
    }
}
