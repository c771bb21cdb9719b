// SPDX-License-Identifier: GPL-3.0-or-later
// The door by which libFuzzer comes in; compiled once a target, with -DTARGET=fuzz_csv.
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    TARGET(bytes, n);
    return 0;
}
