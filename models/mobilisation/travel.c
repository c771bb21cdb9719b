// SPDX-License-Identifier: GPL-3.0-or-later
// How people travel: by bicycle up to 8 km, beyond that by rail or road. All numbers are assumed.
#include "models/mobilisation/mobilisation_parts.h"

enum op_mode
op_travel_mode(const struct op_run *run, uint32_t person)
{
    const double share = op_mob_params(run)[OP_MOB_RAIL_SHARE];

    if (op_world_distance_m(op_world_of(run), person) < 8e3) return OP_MODE_BIKE;
    return op_draw_unit(&run->chance, OP_DRAW_MODE, person, 0, 0) < share ? OP_MODE_RAIL
                                                                          : OP_MODE_ROAD;
}

// Time that a traveller reckons with: door to door, over 1.3 times the straight distance.
double
op_travel_plan_s(const struct op_run *run, uint32_t person, enum op_mode mode)
{
    const double way_m = 1.3 * op_world_distance_m(op_world_of(run), person);

    switch (mode) {
        case OP_MODE_BIKE:
            return 5 * 60 + way_m / (15 / 3.6);
        case OP_MODE_RAIL:
            return 30 * 60 + way_m / (75 / 3.6);
        case OP_MODE_ROAD:
            return 15 * 60 + way_m / (70 / 3.6);
    }
    return 0;
}

// Time that it takes: lognormal about the plan, sd of the log .15.
double
op_travel_s(const struct op_run *run, uint32_t person, enum op_mode mode)
{
    const double u = op_draw_unit(&run->chance, OP_DRAW_TRAVEL, person, 0, 0);

    return op_lognormal_from(u, op_travel_plan_s(run, person, mode), .15);
}
