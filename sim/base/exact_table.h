// SPDX-License-Identifier: GPL-3.0-or-later
// The tables behind op_exp, op_log and op_pow; for exact.c and its test only.
#ifndef OP_BASE_EXACT_TABLE_H
#define OP_BASE_EXACT_TABLE_H

enum { OP_EXP_ROWS = 128, OP_LOG_ROWS = 128 };

// Row j: 2^(j/128) = scale·(1 + rest), scale rounded to double.
struct op_exp_row {
    double scale;
    double rest;
};

// Row i serves the i-th of 128 parts of [0.6875, 1.375): 80 of width 1/256 below 1, 48 of width
// 1/128 from 1 on. inverse is 1/(middle of the part) rounded to a multiple of 2^-10, and
// -log(inverse) = log_hi + log_lo, log_hi a multiple of 2^-42.
struct op_log_row {
    double inverse;
    double log_hi;
    double log_lo;
};

extern const struct op_exp_row op_exp_rows[OP_EXP_ROWS];
extern const struct op_log_row op_log_rows[OP_LOG_ROWS];

#endif
