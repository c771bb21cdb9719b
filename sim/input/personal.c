// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/input/personal.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

static bool
is_mail(const char *text, size_t n)
{
    const char *at = n > 0 ? memchr(text, '@', n) : NULL;
    const size_t before = at ? (size_t)(at - text) : 0;

    return before > 0 && before < n && memchr(at, '.', n - before);
}

// As they are written: +31 6 12345678, 06-12345678, (050) 123 45 67, 0031612345678.
static bool
is_telephone(const char *text, size_t n)
{
    size_t n_digits = 0;

    for (size_t i = 0; i < n; i++) {
        n_digits += text[i] >= '0' && text[i] <= '9';
        if (!strchr("0123456789 +-()/.", text[i]) || text[i] == '\0') {
            return false;
        }
    }
    return n_digits >= 8 && n_digits <= 15 &&
           (text[0] == '+' || text[0] == '0' || text[0] == '(' || n_digits >= 11);
}

static bool
has_letter(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (isalpha((unsigned char)text[i]) || (unsigned char)text[i] >= 0x80) {
            return true;
        }
    }
    return false;
}

static bool
is_number_word(const char *text, size_t n)
{
    static const char *const words[] = { "nan", "inf", "infinity", "na", "n/a", "null", "none" };
    const size_t sign = n > 0 && (text[0] == '-' || text[0] == '+');

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strlen(words[i]) == n - sign && strncasecmp(words[i], text + sign, n - sign) == 0) {
            return true;
        }
    }
    // 1e5, 0x1f: a number of another form
    return n > sign && isdigit((unsigned char)text[sign]);
}

const char *
op_looks_personal(const char *text, size_t n)
{
    if (n >= 2 && (text[0] == '"' || text[0] == '\'') && text[n - 1] == text[0]) {
        text++;
        n -= 2;
    }
    return is_mail(text, n)                                           ? "an e-mail address"
           : n > 1 && text[0] == '@'                                  ? "an account's handle"
           : is_telephone(text, n)                                    ? "a telephone number"
           : n > 1 && has_letter(text, n) && !is_number_word(text, n) ? "a name"
                                                                      : NULL;
}

const char *
op_heading_is_personal(const char *text, size_t n)
{
    static const char *const words[] = { "name",    "naam",  "user",    "account", "handle",
                                         "screen",  "nick",  "mail",    "phone",   "telefoon",
                                         "mobiel",  "bsn",   "address", "adres",   "birth",
                                         "geboort", "login", "profile", "profiel", "author" };
    char lower[64];

    if (n >= sizeof lower) {
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        lower[i] = (char)tolower((unsigned char)text[i]);
    }
    lower[n] = '\0';
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strstr(lower, words[i])) {
            return words[i];
        }
    }
    return NULL;
}
