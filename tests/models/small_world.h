// SPDX-License-Identifier: GPL-3.0-or-later
// A made-up country of a city, some towns and many villages, for tests of worlds.
#ifndef OP_TESTS_MODELS_SMALL_WORLD_H
#define OP_TESTS_MODELS_SMALL_WORLD_H

#include "models/population/population.h"
#include "models/population/world.h"

#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

enum { N_SMALL_TOWNS = 60 };

struct small_world {
    struct op_town towns[N_SMALL_TOWNS];
    struct op_scenario scenario;
    double param[OP_POP_N_PARAMS];
    struct op_world world;
};

// The centre of the country is at 52.5 N, 5.5 E; the place is its city. Friday 2012-09-07, 20:00.
static inline void
small_world_prepare(struct small_world *small, double persons)
{
    static const double param[OP_POP_N_PARAMS] = { [OP_POP_SHARE] = .15,
                                                   [OP_POP_CLUSTER_PERSONS] = 200,
                                                   [OP_POP_SESSIONS] = 8. / 86400,
                                                   [OP_POP_SESSIONS_SD_LOG] = .5,
                                                   [OP_POP_TRUST0] = .6,
                                                   [OP_POP_TRUST0_SD] = .8,
                                                   [OP_POP_ALIKE] = .2,
                                                   [OP_POP_AFFINITY_GRIEVANCE] = .25,
                                                   [OP_POP_AFFINITY_RISK] = -.25,
                                                   [OP_POP_GRIEVANCE_RISK] = -.15,
                                                   [OP_POP_GRIEVANCE_TRUST] = -.4,
                                                   [OP_POP_DECAY_LENGTH] = 10e3,
                                                   [OP_POP_DECAY_EXPONENT] = 2,
                                                   [OP_POP_FOLLOWERS] = 24,
                                                   [OP_POP_FOLLOWERS_EXPONENT] = 2.3,
                                                   [OP_POP_FOLLOWERS_CAP] = 20000,
                                                   [OP_POP_OWN_CLUSTER] = .5,
                                                   [OP_POP_NEAR] = .35,
                                                   [OP_POP_GROUPS] = 3,
                                                   [OP_POP_GROUP_EXPONENT] = 2.2,
                                                   [OP_POP_GROUP_CAP] = 256,
                                                   [OP_POP_GROUP_LOCAL] = .8,
                                                   [OP_POP_YOUNGEST] = 12,
                                                   [OP_POP_OLDEST] = 30 };
    double sum = 0;

    *small = (struct small_world){ .scenario = { .path = "small",
                                                 .towns = small->towns,
                                                 .n_towns = N_SMALL_TOWNS,
                                                 .place = 0,
                                                 .place_latitude_deg = 52.5,
                                                 .place_longitude_deg = 5.5,
                                                 .within_m = INFINITY,
                                                 .start_civil_s = INT64_C(1347048000) } };
    for (int k = 0; k < OP_POP_N_PARAMS; k++) {
        small->param[k] = param[k];
    }
    for (int t = 0; t < N_SMALL_TOWNS; t++) {
        // a spiral outwards, each town smaller than the one before
        const double step = .02 * t;

        small->towns[t] = (struct op_town){ .name = "town",
                                            .inhabitants = 1. / (1 + t),
                                            .latitude_deg = 52.5 + step * op_cos(2.4 * t),
                                            .longitude_deg = 5.5 + step * op_sin(2.4 * t) };
        sum += small->towns[t].inhabitants;
    }
    for (int t = 0; t < N_SMALL_TOWNS; t++) {
        small->towns[t].inhabitants *= persons / .15 / sum;
    }
}

static inline void
small_world_build(struct small_world *small, uint64_t seed, int n_threads)
{
    struct op_diag diag;

    op_diag_init(&diag);
    assert_int_equal(op_world_build(&small->world, &small->scenario, small->param, seed, 0,
                                    n_threads, &diag),
                     OP_OK);
    assert_int_equal(diag.n_findings, 0);
    op_diag_free(&diag);
}

#endif
