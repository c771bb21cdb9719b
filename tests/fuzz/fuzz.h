// SPDX-License-Identifier: GPL-3.0-or-later
// What hostile input is fed to: each target takes any bytes and must neither crash, hang nor leak,
// and stops the process where what it was promised does not hold. libFuzzer calls them through
// entry.c (`make fuzz`), `make check` with every file of corpus/ and regress/ (test_corpora.c).
#ifndef OP_TESTS_FUZZ_H
#define OP_TESTS_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct op_diag;
struct op_model;
struct op_schema;

typedef void fuzz_target(const uint8_t *bytes, size_t n);
fuzz_target fuzz_scenario, fuzz_csv, fuzz_snapshot, fuzz_words, fuzz_results;

// What fuzz_csv does with a record: table.csv of the folder.
void fuzz_record(void);

// A folder of this process's own that its end removes, with whatever lies in it.
const char *fuzz_folder(void);
// `name` below that folder; valid until the next call but three.
const char *fuzz_path(const char *name);
void fuzz_write(const char *name, const void *bytes, size_t n);
// The whole of a file with a NUL behind it; the caller frees. NULL if there is none.
char *fuzz_read(const char *name, size_t *n);
void fuzz_remove(const char *name);
void fuzz_make_folder(const char *name);
// All mechanisms, and their table with those of the reference models.
const struct op_model *fuzz_model(void);
const struct op_schema *fuzz_schema(void);
// Few places and few measures, so that a scenario is read in a millisecond.
#define FUZZ_SHARE "tests/fuzz/share"
// An evening that is simulated in milliseconds; strategies come behind it.
#define FUZZ_EVENING                                                                      \
    "oploop: 1\ntitle: t\npurpose: research\ngathering: party\nstart: 2026-06-13 14:00\n" \
    "event: 2026-06-13 20:00\nend: 2026-06-13 23:00\nplace: Haren (Groningen)\n"          \
    "population: { within: 30 km, at_most: 200 persons }\n"                               \
    "happenings: [ { given_clicks: { amount: 150, at: start } } ]\n"
// The findings in both forms, so that printing meets them too.
void fuzz_print(const struct op_diag *diag);
// What a verb prints goes nowhere; false: as it was.
void fuzz_hush(bool is_quiet);
// What was promised does not hold: say it and abort, so that the fuzzer keeps the input.
_Noreturn void fuzz_broken(const char *promise);

#endif
