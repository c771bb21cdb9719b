// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry.h"

#include "models/crowd/crowd.h"
#include "models/crowd/phase.h"
#include "models/crowd/police.h"
#include "models/mobilisation/mobilisation.h"
#include "models/population/population.h"
#include "models/population/world.h"
#include "models/shared/people.h"
#include "models/spread/news.h"
#include "models/spread/spread.h"
#include "models/trust/trust.h"

#include <stdlib.h>

#define MECHANISM_ADDRESS(name, code) &op_##name##_mechanism,
static const struct op_mechanism *const mechanisms[] = { OP_MECHANISM_LIST(MECHANISM_ADDRESS) };
#define MECHANISM_CODE(name, code) code,
static const uint8_t codes[] = { OP_MECHANISM_LIST(MECHANISM_CODE) };

_Static_assert(sizeof mechanisms / sizeof *mechanisms == OP_N_GROUPS,
               "enum op_group and OP_MECHANISM_LIST differ: add the mechanism to both");

static const char *const phases[] = { "feeding_ground", "trigger",  "online_build_up", "mobilisation",
                                      "assembly",       "disorder", "aftermath" };
static const char *const happenings[] = { "given_invited",  "given_clicks",   "page_withdrawn",
                                          "successor_page", "national_story", "page_copy",
                                          NULL };

void
op_registry_model(struct op_model *model)
{
    *model = (struct op_model){
        .mechanisms = mechanisms,
        .n_mechanisms = OP_N_GROUPS,
        .schema = { .phases = phases, .happenings = happenings },
        .n_segments = OP_SEG_COUNT - OP_SEG_MODEL,
        .structure_key = "news.structure",
        .phase = op_phase_now,
    };
    for (int m = 0; m < OP_N_GROUPS; m++) {
        if (mechanisms[m]->kinds[0].handle != NULL && mechanisms[m]->first_kind != codes[m]) {
            OP_BUG("a mechanism's event codes differ from the registry's");
        }
    }
    op_model_init(model);
}

static enum op_status
build(void **world, const struct op_scenario *scenario, const double *param, uint64_t seed, uint32_t index,
      int n_threads, struct op_diag *diag)
{
    struct op_world *made = calloc(1, sizeof *made);
    *world = made;
    return made == NULL ? OP_NO_MEMORY
                        : op_world_build(made, scenario, param, seed, index, n_threads, diag);
}

static void
drop(void *world)
{
    if (world != NULL) {
        op_world_free(world);
        free(world);
    }
}

const struct op_world_maker op_registry_worlds = { build, drop };
