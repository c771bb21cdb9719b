// SPDX-License-Identifier: GPL-3.0-or-later
// Scenario files with something wrong in them: at random, from a seed; and keys put into any map of
// a file.
#ifndef OP_TESTS_SUPPORT_MUTATE_H
#define OP_TESTS_SUPPORT_MUTATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MUTANT_MAX_MAPS 512

// A text with its length: what a mutant becomes may hold NUL.
struct mutant {
    char *text;   // owned
    size_t n_bytes;
    const char *what;   // which kind of change, for messages
    bool has_new_key;   // a key that no table knows stands in it
};

// One change, or with one chance in four two, of a text; equal seeds give equal mutants. `other` is
// a text from which a line may be taken. The caller frees text.
void mutant_make(const char *text, const char *other, uint64_t seed, struct mutant *mutant);

struct mutant_map {
    size_t at;               // byte at which a key can be put in
    int column;              // bytes before it on its line
    int line, line_column;   // from 1: where the key will stand
    bool is_flow, is_empty;
    char path[160];   // `strategies.*.measures.*.me_deploy.when`: list items are `*`
};

// All maps of a text in file order. Returns how many.
int mutant_maps(const char *text, struct mutant_map maps[MUTANT_MAX_MAPS]);
// The text with `key: value` put into a map; the caller frees.
char *mutant_with_key(const char *text, const struct mutant_map *map, const char *key,
                      const char *value);

#endif
