// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/plausible.h"

enum { LEAST_CROWDS = 5 };   // fewer say nothing about most

struct op_plausible
op_plausible_count(const struct op_results *results, int arm)
{
    const int came = op_results_metric(results, "turnout_persons");
    const int violent = op_results_metric(results, "violent_persons");
    const int clicked = op_results_metric(results, "attending_clicks");
    struct op_plausible counted = { 0 };

    for (int n = 0; came >= 0 && n < results->n_replicates; n++) {
        const double persons = op_results_outcome(results, arm, n, came);

        if (!(persons >= OP_PLAUSIBLE_CROWD_PERSONS)) {   // nor where the evening failed: NAN
            continue;
        }
        counted.n_crowds++;
        counted.n_too_violent += violent >= 0 && op_results_outcome(results, arm, n, violent) >
                                                     OP_PLAUSIBLE_VIOLENT * persons;
        counted.n_too_many +=
            clicked >= 0 &&
            persons > OP_PLAUSIBLE_COME * op_results_outcome(results, arm, n, clicked);
    }
    return counted;
}

static bool
is_most(int n, const struct op_plausible *counted)
{
    return counted->n_crowds >= LEAST_CROWDS && 2 * n > counted->n_crowds;
}

bool
op_plausible_is_too_violent(const struct op_plausible *counted)
{
    return is_most(counted->n_too_violent, counted);
}

bool
op_plausible_is_too_many(const struct op_plausible *counted)
{
    return is_most(counted->n_too_many, counted);
}
