// SPDX-License-Identifier: GPL-3.0-or-later
// XXH64: four lanes of 8 bytes each, then the rest by 8, 4 and 1, then a finish that mixes all
// bits.
#include "sim/base/hash.h"

#include <string.h>

#define PRIME_1 UINT64_C(0x9E3779B185EBCA87)
#define PRIME_2 UINT64_C(0xC2B2AE3D27D4EB4F)
#define PRIME_3 UINT64_C(0x165667B19E3779F9)
#define PRIME_4 UINT64_C(0x85EBCA77C2B2AE63)
#define PRIME_5 UINT64_C(0x27D4EB2F165667C5)

static inline uint64_t
rotate(uint64_t x, int by)
{
    return x << by | x >> (64 - by);
}

// Least byte first, whatever the machine; compilers make one load of it.
static inline uint64_t
read_64(const unsigned char *at)
{
    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24 |
           (uint64_t)at[4] << 32 | (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 |
           (uint64_t)at[7] << 56;
}

static inline uint64_t
read_32(const unsigned char *at)
{
    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24;
}

static inline uint64_t
take(uint64_t lane, uint64_t word)
{
    return rotate(lane + word * PRIME_2, 31) * PRIME_1;
}

static inline uint64_t
join(uint64_t hash, uint64_t lane)
{
    return (hash ^ take(0, lane)) * PRIME_1 + PRIME_4;
}

static uint64_t
hash_of_lanes(const unsigned char **at, const unsigned char *end, uint64_t seed)
{
    uint64_t lane[4] = { seed + PRIME_1 + PRIME_2, seed + PRIME_2, seed, seed - PRIME_1 };

    for (; end - *at >= 32; *at += 32) {
        for (int i = 0; i < 4; i++) {
            lane[i] = take(lane[i], read_64(*at + 8 * i));
        }
    }

    uint64_t hash =
        rotate(lane[0], 1) + rotate(lane[1], 7) + rotate(lane[2], 12) + rotate(lane[3], 18);

    for (int i = 0; i < 4; i++) {
        hash = join(hash, lane[i]);
    }
    return hash;
}

uint64_t
op_hash_bytes(const void *bytes, size_t n, uint64_t seed)
{
    static const unsigned char nothing[1] = { 0 };
    const unsigned char *at = n > 0 ? bytes : nothing;   // NULL is fine for no bytes
    const unsigned char *end = at + n;
    uint64_t hash = n >= 32 ? hash_of_lanes(&at, end, seed) : seed + PRIME_5;

    hash += n;
    for (; end - at >= 8; at += 8) {
        hash = rotate(hash ^ take(0, read_64(at)), 27) * PRIME_1 + PRIME_4;
    }
    if (end - at >= 4) {
        hash = rotate(hash ^ (read_32(at) * PRIME_1), 23) * PRIME_2 + PRIME_3;
        at += 4;
    }
    for (; at < end; at++) {
        hash = rotate(hash ^ (*at * PRIME_5), 11) * PRIME_1;
    }
    hash = (hash ^ (hash >> 33)) * PRIME_2;
    hash = (hash ^ (hash >> 29)) * PRIME_3;
    return hash ^ (hash >> 32);
}

uint32_t
op_hash32_text(const char *text)
{
    const uint64_t hash = op_hash_bytes(text, text ? strlen(text) : 0, 0);

    return (uint32_t)(hash ^ (hash >> 32));
}
