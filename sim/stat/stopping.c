// SPDX-License-Identifier: GPL-3.0-or-later
// Sums by Welford's recurrence, so that large means do not drown small differences.
#include "sim/stat/stopping.h"

#include "sim/base/exact.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

void
op_pairing_add(struct op_pairing *pairs, double arm, double base)
{
    if (!isfinite(arm) || !isfinite(base)) {
        return;
    }
    pairs->n++;
    pairs->n_nonzero += arm != 0 || base != 0;

    const double step_arm = arm - pairs->mean_arm;
    const double step_base = base - pairs->mean_base;

    pairs->mean_arm += step_arm / pairs->n;
    pairs->mean_base += step_base / pairs->n;
    pairs->square_arm += step_arm * (arm - pairs->mean_arm);
    pairs->square_base += step_base * (base - pairs->mean_base);
    pairs->product += step_arm * (base - pairs->mean_base);
}

// Sum of squares of the differences; rounding counts as none.
static double
square_of_difference(const struct op_pairing *pairs)
{
    const double both = pairs->square_arm + pairs->square_base;
    const double square = both - 2 * pairs->product;

    return square > 1e-14 * both ? square : 0;
}

double
op_pairing_difference(const struct op_pairing *pairs)
{
    return pairs->n > 0 ? pairs->mean_arm - pairs->mean_base : NAN;
}

double
op_pairing_half_width(const struct op_pairing *pairs, double level)
{
    if (pairs->n < 2) {
        return INFINITY;
    }

    const double n = pairs->n;
    const double t = gsl_cdf_tdist_Pinv(0.5 + level / 2, n - 1);

    return t * sqrt(square_of_difference(pairs) / (n - 1) / n);
}

double
op_pairing_gain(const struct op_pairing *pairs)
{
    const double unpaired = pairs->square_arm + pairs->square_base;
    const double paired = square_of_difference(pairs);

    if (pairs->n < 2 || !(unpaired > 0)) {
        return NAN;
    }
    return paired > 0 ? unpaired / paired : INFINITY;
}

double
op_pairing_needed(const struct op_pairing *pairs, double half_width, double level, bool is_paired)
{
    if (pairs->n < 2) {
        return NAN;
    }

    const double square =
        is_paired ? square_of_difference(pairs) : pairs->square_arm + pairs->square_base;
    const double z = op_norm_quantile(0.5 + level / 2) / half_width;

    return fmax(2, ceil(z * z * square / (pairs->n - 1)));
}

bool
op_stop_is_look(int n)
{
    return n >= OP_STOP_LEAST && (n - OP_STOP_LEAST) % OP_STOP_EVERY == 0;
}

bool
op_stop_is_reached(const struct op_pairing *pairs, double half_width)
{
    return pairs->n >= OP_STOP_LEAST && pairs->n_nonzero >= OP_STOP_LEAST_NONZERO &&
           op_pairing_half_width(pairs, 0.9) <= half_width;
}
