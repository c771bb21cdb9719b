// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tiny_world.h"

#include "models/crowd/crowd.h"
#include "models/crowd/phase.h"
#include "models/crowd/police.h"
#include "models/institutions/institutions.h"
#include "models/trust/trust.h"
#include "sim/run/chance_check.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
give_slots(struct op_run *run)
{
    (void)op_segment_grow(&run->state.segment[OP_SEG_SLOT], TINY_PERSONS * sizeof(uint32_t));
}

static void
call_hook(struct op_run *run, int kind, double amount)
{
    // run->world is the first member of the struct tiny that the test owns and may change.
    struct tiny *tiny = (struct tiny *)(uintptr_t)run->world;

    (void)amount;
    if (tiny->hook != NULL) {
        tiny->hook(tiny, kind);
    }
}

// clang-format off
static const struct op_mechanism population = {
    .table = { .name = "population" }, .begin = give_slots, .happening = call_hook
};
static const struct op_mechanism spread = { .table = { .name = "spread" } };
static const struct op_mechanism news = { .table = { .name = "news" } };
static const struct op_mechanism mobilisation = { .table = { .name = "mobilisation" } };
static const struct op_mechanism harassment = { .table = { .name = "harassment" } };
static const struct op_mechanism pool = { .table = { .name = "pool" } };
static const struct op_mechanism copycat = { .table = { .name = "copycat" } };
static const struct op_mechanism elsewhere = { .table = { .name = "elsewhere" } };
// clang-format on

static const struct op_mechanism *const mechanisms[OP_N_GROUPS] = {
    [OP_GROUP_POPULATION] = &population,
    [OP_GROUP_SPREAD] = &spread,
    [OP_GROUP_NEWS] = &news,
    [OP_GROUP_MOBILISATION] = &mobilisation,
    [OP_GROUP_CROWD] = &op_crowd_mechanism,
    [OP_GROUP_POLICE] = &op_police_mechanism,
    [OP_GROUP_TRUST] = &op_trust_mechanism,
    [OP_GROUP_PHASE] = &op_phase_mechanism,
    [OP_GROUP_SIGNALS] = &op_signals_mechanism,
    [OP_GROUP_ANALYSTS] = &op_analysts_mechanism,
    [OP_GROUP_JUDGEMENT] = &op_judgement_mechanism,
    [OP_GROUP_SHARING] = &op_sharing_mechanism,
    [OP_GROUP_DECISION] = &op_decision_mechanism,
    [OP_GROUP_COURTS] = &op_courts_mechanism,
    [OP_GROUP_HARASSMENT] = &harassment,
    [OP_GROUP_POOL] = &pool,
    [OP_GROUP_COPYCAT] = &copycat,
    [OP_GROUP_ELSEWHERE] = &elsewhere,
    [OP_GROUP_ROLES] = &op_roles_mechanism,
};

static void
die(const char *what)
{
    (void)fprintf(stderr, "tiny world: %s\n", what);
    abort();
}

static void
fill_world(struct tiny *tiny)
{
    struct op_world *world = &tiny->world;

    for (uint32_t i = 0; i < TINY_PERSONS; i++) {
        tiny->person[i].town = i >= TINY_PERSONS / 2;
        tiny->person[i].grievance = ((float)i + 0.5f) / TINY_PERSONS;
        tiny->person[i].risk = ((float)(i * 7 % TINY_PERSONS) + 0.5f) / TINY_PERSONS;
        tiny->person[i].trust0 = 0.5f;
    }
    for (int k = 0; k <= 1024; k++) {
        world->propensity_quantile[k] = 0.5 * k / 1024;
    }
    tiny->town_first[1] = TINY_PERSONS / 2;
    tiny->town_first[2] = TINY_PERSONS;
    tiny->town_distance_m[1] = 20000;
    world->n_persons = TINY_PERSONS;
    world->n_towns = 2;
    world->town_first = tiny->town_first;
    world->town_distance_m = tiny->town_distance_m;
    world->person = tiny->person;
    world->start_of_day_h = 12;
    world->start_of_day_us = 12 * TINY_HOUR_US;
    world->start_weekday = 4;
    world->place_latitude_deg = 53.17;
    world->place_longitude_deg = 6.6;
}

static void
fill_params(struct tiny *tiny)
{
    const struct op_schema *schema = &tiny->model.schema;
    struct op_diag diag;

    op_diag_init(&diag);
    assert(schema->n_params <= (int)(sizeof tiny->param / sizeof tiny->param[0]));
    for (int i = 0; i < schema->n_params; i++) {
        const struct op_param *row = op_schema_param_row(schema, i, NULL);
        const struct op_place nowhere = { 0 };
        struct op_dist dist;
        if (op_param_parse(row, row->value, nowhere, &dist, &diag) != OP_OK) {
            op_diag_print(&diag, stderr);
            die(row->key);
        }
        tiny->param[i] = op_dist_centre(&dist);
    }
    op_diag_free(&diag);
}

void
tiny_init(struct tiny *tiny, double hours)
{
    *tiny = (struct tiny){ 0 };
    fill_world(tiny);
    tiny->model.mechanisms = mechanisms;
    tiny->model.n_mechanisms = OP_N_GROUPS;
    tiny->model.n_segments = OP_SEG_COUNT - OP_SEG_MODEL;
    tiny->model.phase = op_phase_now;
    op_model_init(&tiny->model);
    fill_params(tiny);

    struct op_scenario *scenario = &tiny->scenario;
    scenario->start_civil_s = 1348228800;   // 2012-09-21 12:00
    scenario->end_us = (int64_t)(hours * (double)TINY_HOUR_US);
    scenario->watch_every_us = scenario->record_every_us = 60 * 1000000;
    scenario->measures = &tiny->measure;
    scenario->n_measures = 1;
    scenario->actions = tiny->action;
    scenario->happenings = tiny->happening;
    scenario->strategies = &tiny->strategy;
    scenario->n_strategies = 1;
    scenario->record = -1;
    tiny->measure.phases = (1u << OP_N_PHASES) - 1;
    tiny->strategy.id = "nothing";
    for (int i = 0; i < TINY_ACTIONS; i++) {
        tiny->factors[i] = &tiny->factor[i];
    }
    if (op_run_init(&tiny->run, &tiny->model, scenario) != OP_OK) {
        die("no memory");
    }
    op_record_init(&tiny->record, tiny->model.schema.n_observables);
}

void
tiny_free(struct tiny *tiny)
{
    op_chance_check_reset();
    op_plans_free(&tiny->plans);
    op_record_free(&tiny->record);
    op_run_free(&tiny->run);
}

void
tiny_set(struct tiny *tiny, const char *param, double value)
{
    const int i = op_schema_param(&tiny->model.schema, param);

    if (i < 0) {
        die(param);
    }
    tiny->param[i] = value;
}

void
tiny_set_plain(struct tiny *tiny, double rate_per_h)
{
    static const char *const silent[] = {
        "crowd.contagion",         "crowd.heterogeneity", "crowd.crowding", "crowd.alcohol_effect",
        "crowd.darkness_effect",   "crowd.deterrence",    "crowd.calming",  "crowd.leaving",
        "crowd.unaided_dispersal", "crowd.arrest_rate",   "crowd.injuries", "trust.force_seen",
        "trust.left_alone",
    };

    for (size_t i = 0; i < sizeof silent / sizeof silent[0]; i++) {
        tiny_set(tiny, silent[i], 0);
    }
    tiny_set(tiny, "crowd.later_bouts", 1);
    tiny_set(tiny, "crowd.spontaneous", rate_per_h / 3600);
}

int
tiny_action(struct tiny *tiny, const char *lever, double factor)
{
    const int a = tiny->scenario.n_actions++;
    const int flat = op_schema_lever(&tiny->model.schema, lever);

    if (a >= TINY_ACTIONS || flat < 0) {
        die(lever);
    }
    tiny->move[a] = (struct op_move){ flat, { OP_DIST_FIXED, factor, 0, 0 } };
    tiny->factor[a] = factor;
    tiny->action[a] = (struct op_action_content){
        .intensity = 1, .moves = &tiny->move[a], .n_moves = 1, .hash = (uint32_t)a + 1000
    };
    return a;
}

int
tiny_call_at(struct tiny *tiny, double hours)
{
    const int i = tiny->scenario.n_happenings++;

    if (i >= TINY_HAPPENINGS) {
        die("too many calls");
    }
    tiny->happening[i] = (struct op_happening){ .kind = i,
                                                .amount = NAN,
                                                .at_us = (int64_t)(hours * (double)TINY_HOUR_US) };
    return i;
}

void
tiny_begin(struct tiny *tiny, uint32_t replicate, uint32_t n_arriving)
{
    const int only = 0;

    op_chance_check_reset();
    op_chance_check_run(1);
    op_plans_free(&tiny->plans);
    op_record_clear(&tiny->record);
    tiny->run.world = tiny;
    tiny->run.chance = (struct op_chance){ 20120921, replicate };
    tiny->run.param = tiny->param;
    tiny->run.action_factor = tiny->factors;
    if (op_plans_init(&tiny->plans, &tiny->scenario, 1) != OP_OK) {
        die("no memory");
    }
    op_plans_begin(&tiny->plans, &tiny->run, &only, 1);
    op_run_begin(&tiny->run);
    for (uint32_t person = 0; person < n_arriving; person++) {
        op_run_add(&tiny->run, 1, OP_KIND_ARRIVE, 0, person, 0);
    }
}

void
tiny_finish(struct tiny *tiny)
{
    const volatile int stop = 0;

    while (op_run_advance(&tiny->run, &tiny->plans, &tiny->record, &stop) != OP_NEVER_US) {
        die("a plan without uses has something due");
    }
}

double
tiny_metric(const struct tiny *tiny, const char *name)
{
    double values[OP_MAX_OBSERVABLES];

    op_run_outcome(&tiny->run, values);
    for (int m = 0; m < OP_N_GROUPS; m++) {
        for (int i = 0; i < mechanisms[m]->n_metrics; i++) {
            if (strcmp(mechanisms[m]->metrics[i].name, name) == 0) {
                return values[tiny->model.metric_first[m] + i];
            }
        }
    }
    die(name);
    return NAN;
}

static int
observable(const struct tiny *tiny, const char *name)
{
    const int i = op_schema_observable(&tiny->model.schema, name);

    if (i < 0) {
        die(name);
    }
    return i;
}

double
tiny_observe(const struct tiny *tiny, const char *name)
{
    double values[OP_MAX_OBSERVABLES];

    op_run_observe(&tiny->run, values);
    return values[observable(tiny, name)];
}

double
tiny_sample(const struct tiny *tiny, const char *name, double hours)
{
    const int column = observable(tiny, name);
    const int64_t at_us = (int64_t)(hours * (double)TINY_HOUR_US);
    size_t row = 0;

    while (row + 1 < tiny->record.n_rows && tiny->record.at_us[row + 1] <= at_us) {
        row++;
    }
    return tiny->record.value[row * (size_t)tiny->record.n_columns + (size_t)column];
}
