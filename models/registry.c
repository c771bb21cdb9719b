// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry.h"

#include "models/crowd/crowd.h"
#include "models/crowd/phase.h"
#include "models/crowd/police.h"
#include "models/institutions/institutions.h"
#include "models/harassment/harassment.h"
#include "models/elsewhere/elsewhere.h"
#include "models/mobilisation/mobilisation.h"
#include "models/population/population.h"
#include "models/population/world.h"
#include "models/shared/memo.h"
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

static const char *const phases[] = { "feeding_ground", "trigger",  "online_build_up",
                                      "mobilisation",   "assembly", "disorder",
                                      "aftermath",      NULL };
static const char *const happenings[] = { "given_invited",
                                          "given_clicks",
                                          "page_withdrawn",
                                          "successor_page",
                                          "national_story",
                                          "page_copy",
                                          NULL };

#define ROW(id, name, bytes) [OP_SEG_##id - OP_SEG_MODEL] = { name, bytes }
static const struct op_segment_about segments[OP_SEG_COUNT - OP_SEG_MODEL] = {
    ROW(SLOT, "slots, one for each person of the world", sizeof(uint32_t)),
    ROW(PERSON, "persons reached", sizeof(struct op_person)),
    ROW(INSTANCE, "pages", sizeof(struct op_instance)),
    ROW(SITE, "site", 0),
    ROW(PRESENCE, "persons who were at the place", sizeof(struct op_presence)),
    ROW(SPREAD, "spread", 0),
    ROW(NEWS, "news", 0),
    ROW(MOBILISATION, "mobilisation", 0),
    ROW(KEPT_AWAY, "persons kept away", sizeof(uint32_t)),
    ROW(POLICE, "police", 0),
    ROW(PHASE, "phase", 0),
    ROW(TRUST, "trust", 0),
    ROW(TOWN, "towns", 0),
    ROW(EXPOSURE, "exposures that wait or waited", sizeof(struct op_exposure)),
    ROW(SIGNALS, "signals", 0),
    ROW(SIGNAL, "signals that reached somebody", sizeof(struct op_signal)),
    ROW(SEEN_PAGE, "pages as the desk knows them", sizeof(struct op_seen_page)),
    ROW(ANALYSTS, "analysts", 0),
    ROW(JUDGEMENT, "judgement", 0),
    ROW(PICTURE, "pictures of the situation", sizeof(struct op_picture)),
    ROW(ACTOR, "actors", sizeof(struct op_actor_state)),
    ROW(DECISION, "decision", 0),
    ROW(COURTS, "courts", 0),
    ROW(HARASSMENT, "residents", 0),
    ROW(POOL, "pool of riot police", 0),
    ROW(PLATOON, "platoons", sizeof(struct op_platoon)),
    ROW(ASKED, "what places ask of the pool", sizeof(struct op_asked)),
    ROW(COPYCAT, "copied calls", 0),
    ROW(MUNICIPALITY, "municipalities", sizeof(struct op_municipality)),
    ROW(STIRRED_SLOT, "slots of readers of live posts", sizeof(uint32_t)),
    ROW(STIRRED, "readers of live posts", sizeof(struct op_stirred)),
    ROW(ELSEWHERE, "places elsewhere", sizeof(struct op_elsewhere)),
    ROW(STANDING, "persons who were at places elsewhere", sizeof(struct op_standing)),
};

void
op_registry_model(struct op_model *model)
{
    *model = (struct op_model){
        .mechanisms = mechanisms,
        .n_mechanisms = OP_N_GROUPS,
        .schema = { .phases = phases,
                    .happenings = happenings,
                    .phase_window = op_phase_window_of,
                    .links = &op_role_links },
        .segments = segments,
        .n_segments = OP_SEG_COUNT - OP_SEG_MODEL,
        .structure_key = "news.structure",
        .phase = op_phase_now,
        .seen_phase = op_institutions_phase,
        .memo_new = op_memo_new,
        .memo_begin = op_memo_begin,
        .memo_free = op_memo_free,
        .actors = op_actor_names,
        .notes = op_note_names,
    };
    for (int m = 0; m < OP_N_GROUPS; m++) {
        if (mechanisms[m]->kinds[0].handle != NULL && mechanisms[m]->first_kind != codes[m]) {
            OP_BUG("a mechanism's event codes differ from the registry's");
        }
    }
    op_model_init(model);
}

static enum op_status
build(void **world, const struct op_scenario *scenario, const double *param, uint64_t seed,
      uint32_t index, int n_threads, struct op_diag *diag)
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

static int
describe(const void *built, struct op_world_part *part)
{
    const struct op_world *world = built;
    const size_t n = world->n_persons, n_towns = world->n_towns, n_groups = world->n_groups;
    const uint64_t n_ties = world->follower_first[n], n_members = world->group_first[n_groups];
    int k = 0;
    part[k++] = (struct op_world_part){ "persons: traits", n * sizeof *world->person, n };
    part[k++] = (struct op_world_part){ "persons: where the followers stand",
                                        (n + 1) * sizeof *world->follower_first, n };
    part[k++] = (struct op_world_part){ "persons: where the groups stand",
                                        (n + 1) * sizeof *world->person_group_first, n };
    part[k++] =
        (struct op_world_part){ "ties: followers", n_ties * sizeof *world->follower, n_ties };
    part[k++] = (struct op_world_part){ "ties: members of a group",
                                        n_members * sizeof *world->group_member, n_members };
    part[k++] = (struct op_world_part){ "ties: groups of a person",
                                        n_members * sizeof *world->person_group, n_members };
    part[k++] =
        (struct op_world_part){ "groups", (n_groups + 1) * sizeof *world->group_first, n_groups };
    const size_t town = sizeof *world->town_first + sizeof *world->town_latitude_deg +
                        sizeof *world->town_longitude_deg + sizeof *world->town_distance_m +
                        sizeof *world->town_log_far;
    const size_t near = sizeof *world->town_near + sizeof *world->town_near_sum;
    part[k++] =
        (struct op_world_part){ "towns", n_towns * (town + world->n_near * near) + sizeof *world,
                                n_towns };
    return k;
}

const struct op_world_maker op_registry_worlds = { build, drop, describe };
