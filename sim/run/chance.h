// SPDX-License-Identifier: GPL-3.0-or-later
// Chance: draws that are addressed by what they decide, never taken "next" from a stream.
//
// A draw is Philox4x32-10 of the counter {subject, object, replicate, purpose:8 | n:24} under the
// key seed. So the same question has the same answer in every arm (common random numbers), and
// threads, order and other draws change nothing. World w asks as replicate 0xFFFFFFFF - w.
//
// Known: counter 0 and key 0 give 6627e8d5 e169c58d bc57ac4c 9b00dbd8.
//
// from Salmon, Moraes, Dror & Shaw 2011, doi:10.1145/2063384.2063405 (Random123)
#ifndef OP_RUN_CHANCE_H
#define OP_RUN_CHANCE_H

#include "sim/base/exact.h"
#include "sim/run/purpose.h"

#include <Random123/philox.h>
#include <stdbool.h>
#include <stdint.h>

#ifdef OP_CHECK_DRAWS
#include "sim/run/chance_check.h"
#endif

struct op_chance {
    uint64_t seed;
    uint32_t replicate;   // of a world: op_world_replicate()
};

struct op_words {
    uint32_t w[4];
};

static inline uint32_t
op_world_replicate(uint32_t world)
{
    return UINT32_MAX - world;
}

// The four words of one question. n < 2^24, the bits above are dropped.
static inline struct op_words
op_draw_words(const struct op_chance *chance, uint8_t purpose, uint32_t subject, uint32_t object,
              uint32_t n)
{
    const philox4x32_ctr_t counter = { { subject, object, chance->replicate,
                                         (uint32_t)purpose << 24 | (n & 0xFFFFFFu) } };
    const philox4x32_key_t key = { { (uint32_t)chance->seed, (uint32_t)(chance->seed >> 32) } };
    const philox4x32_ctr_t out = philox4x32_R(10, counter, key);

#ifdef OP_CHECK_DRAWS
    op_chance_check_asked(&(struct op_question){ chance->seed, chance->replicate, subject, object,
                                                 n & 0xFFFFFFu, purpose });
#endif
    return (struct op_words){ { out.v[0], out.v[1], out.v[2], out.v[3] } };
}

// Uniform in (0, 1), never an end: the middle of one of 2^52 equal parts (more bits would round the
// last part up to 1). The mean over all words is exactly 1/2.
static inline double
op_unit_from(uint32_t hi, uint32_t lo)
{
    const uint64_t part = (uint64_t)hi << 20 | lo >> 12;

    return ((double)part + 0.5) * 0x1p-52;
}

// The same from one word: for where three more uniforms of the question are wanted.
static inline double
op_unit_from32(uint32_t w)
{
    return ((double)w + 0.5) * 0x1p-32;
}

// The limit with op_unit_from32(w) < p exactly where w < limit: for one comparison of many words.
//   in     p          0 ... 1
static inline uint64_t
op_limit32(double p)
{
    const double at = p * 0x1p32 - 0.5;
    const uint64_t whole = at > 0 ? (uint64_t)at : 0;

    return (double)whole < at ? whole + 1 : whole;
}

// Uniform in (0, 1), from the first two words.
static inline double
op_draw_unit(const struct op_chance *chance, uint8_t purpose, uint32_t subject, uint32_t object,
             uint32_t n)
{
    const struct op_words words = op_draw_words(chance, purpose, subject, object, n);

    return op_unit_from(words.w[0], words.w[1]);
}

// Exponential with mean 1.
static inline double
op_draw_exp(const struct op_chance *chance, uint8_t purpose, uint32_t subject, uint32_t object,
            uint32_t n)
{
    return -op_log(op_draw_unit(chance, purpose, subject, object, n));
}

// Standard normal, by inversion.
static inline double
op_draw_normal(const struct op_chance *chance, uint8_t purpose, uint32_t subject, uint32_t object,
               uint32_t n)
{
    return op_norm_quantile(op_draw_unit(chance, purpose, subject, object, n));
}

// 0 … n - 1; 0 if n is 0.
static inline uint32_t
op_below(double unit, uint32_t n)
{
    const double at = unit * (double)n;

    // unit·n can round up to n
    return at < (double)n ? (uint32_t)at : n > 0 ? n - 1 : 0;
}

// The three that follow invert one uniform, so they rise with it and with their mean: what a lever
// moves stays coupled between arms. (In the outermost 1e-12 of the unit the sums behind them round,
// and a count may be off by a few.)

// Poisson.
//   in     mean       0 … 1e8; below 0 or NaN counts as 0, above it is held at 1e8
//   cost   O(mean) below 30, then O(sqrt(mean))
uint32_t op_poisson_from(double unit, double mean);

// Binomial.
//   in     p          0 … 1, held there; NaN counts as 0
//   cost   O(n p) below n p = 30, then O(sqrt(n p)); p > 1/2 as n less the count of failures
uint32_t op_binomial_from(double unit, uint32_t n, double p);

// Lognormal: median·exp(sigma·z).
double op_lognormal_from(double unit, double median, double sigma);

// "FUSE", or NULL for a code that is none; what it decides; whether it may be asked again.
const char *op_purpose_name(uint8_t purpose);
const char *op_purpose_decides(uint8_t purpose);
bool op_purpose_is_reread(uint8_t purpose);

#endif
