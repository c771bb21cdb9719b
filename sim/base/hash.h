// SPDX-License-Identifier: GPL-3.0-or-later
// Fast hashes for tables, keys and comparisons of state. Not for what an adversary may choose, and
// not for checksums of files: those are SHA-256 (sha.h). The same on every machine.
#ifndef OP_BASE_HASH_H
#define OP_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

// A bijection of 64 bits in which each bit of x moves about half of all bits.
//   from   Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195 (SplitMix64's finish, Stafford's
//          variant 13)
static inline uint64_t
op_mix64(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

// XXH64 of n bytes; the same words and seed give the published value.
//   from   Collet, xxHash specification 0.1.1 (doc/xxhash_spec.md)
uint64_t op_hash_bytes(const void *bytes, size_t n, uint64_t seed);

// 32 bits of a text without its ending zero; NULL counts as "".
uint32_t op_hash32_text(const char *text);

#endif
