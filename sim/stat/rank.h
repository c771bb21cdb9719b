// SPDX-License-Identifier: GPL-3.0-or-later
// Ranks of values, equals sharing their middle one.
#ifndef OP_STAT_RANK_H
#define OP_STAT_RANK_H

#include <stddef.h>

struct op_ranked {
    double value;
    size_t at;   // its place among the values
};

// Ranks less one half over n, in (0, 1), of n values that lie `stride` apart.
//   out    rank     n
//          sorted   n, ascending by value, then place
//          returns how many different values there are
size_t op_rank(double *rank, struct op_ranked *sorted, const double *x, size_t stride, size_t n);

#endif
