// SPDX-License-Identifier: GPL-3.0-or-later
// When a phase can be at all, told from the scenario alone: for warnings about measures that can
// never start. What is told must hold whatever is drawn, so the windows are wide.
#include "models/crowd/phase.h"

#include "models/shared/acts.h"
#include "models/shared/people.h"

#include <string.h>

// Far out in the tails: one of a thousand million draws lies beyond.
static const double ALMOST_ONE = 1 - 1e-9;
static const double Z_ALMOST_ONE = 6;

// The largest value that a parameter may have, from its distribution or the rows of the posterior.
static double
largest(const struct op_scenario *scenario, const char *name)
{
    const struct op_posterior *posterior = &scenario->posterior;
    const int param = op_schema_param(scenario->schema, name);
    if (param < 0) OP_BUG("a phase's window asks for a parameter that there is not");
    double most = op_dist_value(&scenario->dist[param], ALMOST_ONE);

    for (int c = 0; c < posterior->n_columns; c++) {
        for (int r = 0; r < posterior->n_rows && posterior->param[c] == param; r++) {
            const double value = posterior->values[r * posterior->n_columns + c];
            most = value > most ? value : most;
        }
    }
    return most;
}

// The first of a kind of happening, OP_NEVER_US if there is none. A recorded one may not happen.
static int64_t
first_of(const struct op_scenario *scenario, const char *kind, bool is_certain)
{
    int64_t first_us = OP_NEVER_US;

    for (int i = 0; i < scenario->n_happenings; i++) {
        const struct op_happening *happening = &scenario->happenings[i];
        if (strcmp(scenario->schema->happenings[happening->kind], kind) == 0 &&
            happening->at_us < first_us && !(is_certain && happening->recorded)) {
            first_us = happening->at_us;
        }
    }
    return first_us;
}

static int64_t
sooner(int64_t x, int64_t y)
{
    return x < y ? x : y;
}

// When the call is there for certain: given clicks or invitations bring the page; without either
// it is opened at the start.
static int64_t
page_is_there_us(const struct op_scenario *scenario)
{
    const int64_t clicks_us = first_of(scenario, "given_clicks", false);
    const int64_t invited_us = first_of(scenario, "given_invited", false);

    if (clicks_us != OP_NEVER_US) return clicks_us;
    return invited_us != OP_NEVER_US ? invited_us : 0;
}

void
op_phase_window_of(const struct op_scenario *scenario, int phase, int64_t *from_us, int64_t *to_us)
{
    const int64_t page_us = page_is_there_us(scenario);

    *from_us = sooner(sooner(page_us, first_of(scenario, "successor_page", false)),
                      first_of(scenario, "page_copy", false));
    *to_us = scenario->end_us;
    if (phase == OP_FEEDING_GROUND) {
        *from_us = 0;
        *to_us = page_us;
    } else if (phase <= OP_ONLINE_BUILD_UP) {   // national news that is on stays on
        *to_us = sooner(*to_us, first_of(scenario, "national_story", true));
    } else if (phase >= OP_ASSEMBLY) {
        const double before_s = largest(scenario, "mobilisation.arrive_before");
        const double sd_s = largest(scenario, "mobilisation.arrive_sd");
        const int64_t first_us = scenario->event_us - op_us(before_s) - op_us(Z_ALMOST_ONE * sd_s);
        *from_us = first_us > *from_us ? first_us : *from_us;
    }
}
