// SPDX-License-Identifier: GPL-3.0-or-later
// Searches of those who arrive. While the lever `search` is above 0, that share of arrivals is
// searched, whoever they are. Fireworks and arms that are found hurt nobody: the rate of injuries
// falls by search x `search_finds`. Who is searched loses trust, and with it calm, before joining
// the crowd.
//
// from   assumed
#include "models/crowd/crowd_state.h"
#include "models/shared/acts.h"

static double
searched_share(const struct op_run *run)
{
    const double share = op_run_lever(run, OP_GROUP_CROWD, OP_CROWD_LEVER_SEARCH);

    return share < 1 ? share : 1;
}

void
op_search_arrival(struct op_run *run, uint32_t person)
{
    const double share = searched_share(run);

    if (!(share > 0)) return;
    if (op_draw_unit(&run->chance, OP_DRAW_SEARCHED, person, 0, 0) >= share) return;
    op_site_of(run)->n_searched++;
    op_trust_touch(run, person);
    op_trust_act(run, person, OP_ACT_SEARCHED,
                 -op_run_params(run, OP_GROUP_TRUST)[OP_TRUST_SEARCHED]);
}

double
op_search_injuries(const struct op_run *run)
{
    return 1 - searched_share(run) * op_crowd_params(run)[OP_CROWD_SEARCH_FINDS];
}
