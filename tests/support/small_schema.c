// SPDX-License-Identifier: GPL-3.0-or-later
// Two mechanisms with one parameter, lever or observable of each kind that the reader tells apart.
#include "tests/support/small_schema.h"

// clang-format off
static const struct op_param spread_params[] = {
    { "rho_open", OP_UNIT_SHARE, 0, 1, "margin(0.0005, 0.005, 0.02)", OP_RUN_PARAM, OP_PUBLISHED,
      "chance that a reading leads to a share", "assumed", NULL },
    { "follow_wait", OP_UNIT_DURATION, 0, 30 * 86400.0, "lognormal(median 48 h, sd_log 1)",
      OP_RUN_PARAM, OP_ASSUMED, "wait until the successor is found", "assumed", NULL },
    { "finders", OP_UNIT_RATE, 0, 1, "80 /d", OP_RUN_PARAM, OP_ASSUMED, "by themselves", "assumed",
      NULL },
    { "ties", OP_UNIT_CHOICE, 0, 1, "near", OP_WORLD_PARAM, OP_CHOSEN, "ties", "assumed",
      "near|far" },
};
static const struct op_param crowd_params[] = {
    { "kappa", OP_UNIT_NONE, 0, 10, "uniform(1.8, 3.7)", OP_RUN_PARAM, OP_FITTED, "imitation",
      "assumed", NULL },
    { "area", OP_UNIT_AREA, 1, 1e7, "2 ha", OP_WORLD_PARAM, OP_ASSUMED, "of the place", "assumed",
      NULL },
    { "walk", OP_UNIT_SPEED, 0.1, 10, "4 km/h", OP_RUN_PARAM, OP_ASSUMED, "of a walker", "assumed",
      NULL },
    { "damage", OP_UNIT_EURO, 0, 1e6, "1500 euro", OP_RUN_PARAM, OP_ASSUMED, "per active hour",
      "assumed", NULL },
};
static const struct op_lever spread_levers[] = {
    { "visibility", OP_PRODUCT, OP_UNIT_SHARE, 0, 1, "of pages", "assumed" },
    { "message_reach", OP_SUM, OP_UNIT_SHARE, 0, 1, "of a message", "assumed" },
};
static const struct op_lever crowd_levers[] = {
    { "police_persons", OP_SUM, OP_UNIT_PERSONS, 0, 5000, "on the spot", "assumed" },
    { "provocation", OP_SUM, OP_UNIT_NONE, -1, 1, "of the police", "assumed" },
};
static const struct op_observable spread_observables[] = {
    { "clicks_persons", "persons", OP_WANT_NONE, "last", 0.05, "clicks", "klikken", "counter" },
};
static const struct op_observable crowd_observables[] = {
    { "present_persons", "persons", OP_WANT_NONE, "max", 0.4, "present", "aanwezig", "present" },
    { "active_persons", "persons", OP_WANT_LESS, "max", 0.35, "violent", "geweldplegers",
      "active now" },
    { "injured_persons", "persons", OP_WANT_LESS, "last", 0.25, "injured", "gewonden", "so far" },
};
static const struct op_schema_group groups[] = {
    { "spread", spread_params, 4, spread_levers, 2, spread_observables, 1 },
    { "crowd", crowd_params, 4, crowd_levers, 2, crowd_observables, 3 },
};
// clang-format on

static const char *const phases[] = {
    "feeding_ground", "trigger",  "online_build_up", "mobilisation",
    "assembly",       "disorder", "aftermath",       NULL,
};

static const char *const happenings[] = { "given_clicks", "national_story", NULL };

const struct op_schema op_small_schema = {
    .groups = groups,
    .n_groups = 2,
    .n_params = 8,
    .n_levers = 4,
    .n_observables = 4,
    .phases = phases,
    .happenings = happenings,
};
