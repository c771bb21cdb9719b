// SPDX-License-Identifier: GPL-3.0-or-later
// Elementary functions that give the same bits on every processor and for every compiler.
//
// The C library picks other code by processor and version, and its last bits differ. These use only
// what IEEE 754 defines to the bit (+ - * / sqrt, in double and to nearest, no fused operations)
// with integer operations and bit casts. They must be compiled with -ffp-contract=off and without
// -ffast-math; they set neither errno nor meaningful exception flags.
//
// No error above these was seen against MPFR (tests/sim/test_exact.c), in units in the last place:
//   op_exp .51, op_log .52, op_pow .52, op_expm1 .60, op_log1p .60, op_sin .78, op_cos .78
//   op_norm_quantile: relative error 1e-15
// Special values as in C11 annex F; a NaN that comes out is always 0x7FF8000000000000.
#ifndef OP_BASE_EXACT_H
#define OP_BASE_EXACT_H

double op_exp(double x);
double op_expm1(double x);   // e^x - 1, also near 0
double op_log(double x);
double op_log1p(double x);   // log(1 + x), also near 0
double op_pow(double x, double y);

// |x| <= 1e6, in radians; NaN beyond, where the reduction would lose its bits.
double op_sin(double x);
double op_cos(double x);

// The z with P(Z <= z) = p for a standard normal Z; -inf at 0, inf at 1, NaN outside [0, 1].
//   from   Wichura 1988, algorithm AS 241 (PPND16), doi:10.2307/2347330
double op_norm_quantile(double p);

#endif
