// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/stat/rank.h"

#include <stdlib.h>

static int
compare_ranked(const void *left, const void *right)
{
    const struct op_ranked *x = left;
    const struct op_ranked *y = right;

    if (x->value != y->value) {
        return x->value < y->value ? -1 : 1;
    }
    return (x->at > y->at) - (x->at < y->at);
}

size_t
op_rank(double *rank, struct op_ranked *sorted, const double *x, size_t stride, size_t n)
{
    size_t n_values = 0;

    for (size_t i = 0; i < n; i++) {
        sorted[i] = (struct op_ranked){ x[i * stride], i };
    }
    qsort(sorted, n, sizeof *sorted, compare_ranked);
    for (size_t first = 0, end; first < n; first = end) {
        for (end = first + 1; end < n && sorted[end].value == sorted[first].value;) {
            end++;
        }
        for (size_t k = first; k < end; k++) {
            rank[sorted[k].at] = (double)(first + end) / 2 / (double)n;
        }
        n_values++;
    }
    return n_values;
}
