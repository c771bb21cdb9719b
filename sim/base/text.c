// SPDX-License-Identifier: GPL-3.0-or-later
// Edit distance with swaps (optimal string alignment; Damerau 1964, Levenshtein 1966), UTF-8 and
// number forms.
#include "sim/base/text.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_WORD = 64 };

static int
lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char)c;
}

static int
least(int a, int b)
{
    return a < b ? a : b;
}

int
op_text_distance(const char *a, const char *b, int limit)
{
    const int n_a = (int)strnlen(a, LONGEST_WORD + 1);
    const int n_b = (int)strnlen(b, LONGEST_WORD + 1);
    int row[3][LONGEST_WORD + 1];

    if (n_a > LONGEST_WORD || n_b > LONGEST_WORD || abs(n_a - n_b) > limit) {
        return limit + 1;
    }
    for (int j = 0; j <= n_b; j++) {
        row[0][j] = j;
    }
    for (int i = 1; i <= n_a; i++) {
        int *now = row[i % 3];
        const int *before = row[(i + 2) % 3];
        const int *two_before = row[(i + 1) % 3];

        now[0] = i;
        for (int j = 1; j <= n_b; j++) {
            const int changed = lower(a[i - 1]) != lower(b[j - 1]);

            now[j] = least(least(before[j], now[j - 1]) + 1, before[j - 1] + changed);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1])) {
                now[j] = least(now[j], two_before[j - 2] + 1);
            }
        }
    }
    return least(row[n_a % 3][n_b], limit + 1);
}

void
op_nearest_start(struct op_nearest *nearest, const char *word)
{
    *nearest = (struct op_nearest){ .word = word, .distance = INT_MAX };
}

void
op_nearest_offer(struct op_nearest *nearest, const char *candidate)
{
    // One edit in a short word, a quarter of a long one: further off, a suggestion misleads.
    const int quarter = (int)strnlen(nearest->word, LONGEST_WORD) / 4;
    const int limit = quarter > 1 ? quarter : 1;
    const int distance = op_text_distance(nearest->word, candidate, limit);

    if (distance <= limit && distance < nearest->distance) {
        nearest->distance = distance;
        nearest->best = candidate;
    }
}

bool
op_text_same_letters(const char *a, const char *b)
{
    for (; *a && lower(*a) == lower(*b); a++) {
        b++;
    }
    return *a == *b;
}

bool
op_text_starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

bool
op_text_is_id(const char *text)
{
    const size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");

    return text[0] >= 'a' && text[0] <= 'z' && text[n] == '\0' && n <= 40;
}

// The table of well-formed sequences, Unicode standard, section 3.9: no overlong forms, no
// surrogates, nothing above U+10FFFF.
int
op_utf8_length(const char *text, size_t n_bytes)
{
    const unsigned char *c = (const unsigned char *)text;

    if (n_bytes == 0 || c[0] == 0) {
        return 0;
    }
    if (c[0] < 0x80) {
        return 1;
    }

    const int length = c[0] >= 0xF0 ? 4 : c[0] >= 0xE0 ? 3 : 2;

    if (c[0] < 0xC2 || c[0] > 0xF4 || (size_t)length > n_bytes) {
        return 0;
    }
    for (int i = 1; i < length; i++) {
        if ((c[i] & 0xC0) != 0x80) {
            return 0;
        }
    }
    if ((c[0] == 0xE0 && c[1] < 0xA0) || (c[0] == 0xED && c[1] > 0x9F) ||
        (c[0] == 0xF0 && c[1] < 0x90) || (c[0] == 0xF4 && c[1] > 0x8F)) {
        return 0;
    }
    return length;
}

size_t
op_number_length(const char *text)
{
    static const char digits[] = "0123456789";
    size_t n = text[0] == '-' || text[0] == '+';
    const size_t whole = strspn(text + n, digits);
    size_t part = 0;

    n += whole;
    if (text[n] == '.') {
        part = strspn(text + n + 1, digits);
        n += part > 0 ? 1 + part : 0;
    }
    if (whole + part == 0) {
        return 0;
    }
    if (text[n] == 'e' || text[n] == 'E') {
        const size_t sign = text[n + 1] == '-' || text[n + 1] == '+';
        const size_t power = strspn(text + n + 1 + sign, digits);

        n += power > 0 ? 1 + sign + power : 0;
    }
    return n;
}

bool
op_text_number(const char *text, double *value)
{
    const size_t n = op_number_length(text);

    if (n == 0 || text[n] != '\0') {
        return false;
    }
    *value = strtod(text, NULL);   // the form was tested; the program keeps the C locale
    return *value - *value == 0;   // not too large for a double
}

void
op_real_text(double value, char text[32])
{
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, 32, "%.*g", digits, value);
        if (strtod(text, NULL) == value) {
            return;
        }
    }
}

uint32_t
op_text_hash32(const char *text)
{
    uint32_t hash = 2166136261U;

    for (; *text; text++) {
        hash = (hash ^ (unsigned char)*text) * 16777619U;
    }
    return hash;
}

size_t
op_text_add(char *text, size_t size, size_t n, const char *before, const char *word)
{
    n += (size_t)snprintf(text + n, size - n, "%s%s", before, word);
    return n < size ? n : size - 1;
}
