// SPDX-License-Identifier: GPL-3.0-or-later
// Small questions about texts: which known word was meant, is this UTF-8, what number is this.
#ifndef OP_BASE_TEXT_H
#define OP_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The nearest of the words that were offered, by edits (letters added, left out, changed, swapped;
// upper and lower case alike). `best` is NULL while none is near enough to be worth a suggestion.
struct op_nearest {
    const char *word;
    const char *best;
    int distance;
};

void op_nearest_start(struct op_nearest *nearest, const char *word);
void op_nearest_offer(struct op_nearest *nearest, const char *candidate);

// Edits between two words, at most `limit` + 1.
int op_text_distance(const char *a, const char *b, int limit);

bool op_text_same_letters(const char *a, const char *b);   // ASCII upper and lower case alike
// Put a word behind the n bytes that text holds, with `before` between; what does not fit is cut.
// Returns how many it holds then.
size_t op_text_add(char *text, size_t size, size_t n, const char *before, const char *word);
bool op_text_starts_with(const char *text, const char *start);
// An identifier of the language: [a-z][a-z0-9_]{0,39}.
bool op_text_is_id(const char *text);
// Bytes of the UTF-8 character that starts here, 0 if it is none (or NUL).
int op_utf8_length(const char *text, size_t n_bytes);
// A decimal number without spaces at the start of a text: the bytes it takes, 0 if there is none.
// Only digits, one point and an exponent: no hexadecimal, no inf, no nan.
size_t op_number_length(const char *text);
// The whole of a text as such a number.
bool op_text_number(const char *text, double *value);
// The shortest decimal text that reads back as the same bits.
void op_real_text(double value, char text[32]);
// 32-bit FNV-1a (Fowler, Noll, Vo) of a text.
uint32_t op_text_hash32(const char *text);

#endif
