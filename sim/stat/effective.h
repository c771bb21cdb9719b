// SPDX-License-Identifier: GPL-3.0-or-later
// Until when a measure still works: the last effective moment of a timing study.
//
// The same evenings are replayed with the measure at each of several starts. With d_k the effect of
// start k in an evening (a paired difference from doing nothing, more = better) and q the share of
// the early effect that is asked for, the contrast of an evening is
//
//     c_k = d_k - q d_ref,                      C(t) its mean over all evenings,
//
// linear between the starts of the design. The last effective moment is where C first falls below
// zero after the reference. It is a property of the design too: what happens between two starts, or
// before the reference, is not seen.
//
// The interval inverts tests of the contrast, each at (1 - level)/2, with evenings resampled whole:
//   low   the first t at which "C(t) <= 0" is no longer rejected: one test at each t suffices, for
//         an earlier last effective moment needs every test before it to reject;
//   high  the last t at which "C(s) >= 0 for all s <= t" is not rejected: the least studentised
//         contrast so far against the same least in resamples, over those s at which the contrast
//         is not clearly above zero, C/se < sqrt(ln n) (generalised moment selection).
// So many starts on a plateau near q do not reject by their number, and few starts on a steep slope
// pay nothing for the rest. No monotone (isotonic) fit: that later is never better is a finding,
// not a premise, and a fit would hide where it fails. On a plateau just above zero the first
// crossing of the estimate lies early, by chance; the interval does not.
//
//   from   Hall 1992, The Bootstrap and Edgeworth Expansion, doi:10.1007/978-1-4612-4384-7
//          (studentised bootstrap); Fieller 1954 (a ratio by inverting a contrast); Berger 1982,
//          doi:10.1080/00401706.1982.10487790 (low); Andrews & Soares 2010,
//          doi:10.3982/ECTA7502 (high)
#ifndef OP_STAT_EFFECTIVE_H
#define OP_STAT_EFFECTIVE_H

#include "sim/base/status.h"

#include <stdbool.h>
#include <stdint.h>

enum op_effective_kind {
    OP_EFFECTIVE_NONE,         // the effect at the reference cannot be told from zero, or is worse
    OP_EFFECTIVE_NOT_BEFORE,   // it still works at the last start: not before `moment`
    OP_EFFECTIVE_FOUND,
    OP_EFFECTIVE_NOT_AFTER   // it no longer does at the first start after the reference: not after
                             // `moment`
};

struct op_effective {
    enum op_effective_kind kind;
    // In the unit of start[]; NaN if kind is NONE. The ends hold at the level that was asked.
    double moment, low, high;
    bool is_low_open;    // low is the reference: the moment may lie there or earlier
    bool is_high_open;   // high is the last start: the moment may lie there or later
    // Mean effect at the reference and its interval, infinite where too few evenings differ from
    // the others; NaN below two evenings.
    double reference, reference_low, reference_high;
    int n_used;   // replicates without a value that is no number
};

struct op_effective_ask {
    const double *difference;   // [n_starts * n_replicates], start-major; more = better effect
    const double *start;        // ascending, in any unit
    int n_starts, n_replicates;
    int reference;     // number of the start that counts as early; earlier ones are not looked at
    double share_q;    // in (0, 1), such as .8
    double level;      // in (0, 1), such as .9
    uint64_t seed;     // equal seeds and numbers of replicates resample alike
    int n_bootstrap;   // resamples, at least 100; 1,000 or 2,000
};

// The last effective moment.
//
//   in     ask     a replicate with a NaN or an infinity at any start is left out as a whole
//   out    out     NONE with NaN if fewer than two replicates are left
//   error  OP_OUT_OF_RANGE   numbers, q, level, reference, or starts that do not ascend
//          OP_NO_MEMORY
//   cost   time n_bootstrap (n_starts n_replicates + 1000), memory 24 n_bootstrap n_starts bytes
//   same   equal asks give equal answers
//   known  each end lies outward by at most one part of the step between two starts: one of 64, of
//          512/steps above 8 steps, a whole step above 256. How often the interval holds the truth:
//          tests/sim/test_effective.c, and at length `make validate`
enum op_status op_effective_moment(struct op_effective *out,
                                   const struct op_effective_ask *ask) OP_MUST_CHECK;

#endif
