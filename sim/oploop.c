// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/oploop_parts.h"

#include "sim/run/chance_check.h"

#include <stdlib.h>
#include <string.h>

static const volatile int never = 0;

static int
find_conditions(const struct op_scenario *scenario, const char *id)
{
    for (int i = 0; id != NULL && i < scenario->n_conditions; i++) {
        if (strcmp(scenario->conditions[i].id, id) == 0) {
            return i;
        }
    }
    return -1;
}

enum op_status
op_simulation_open(struct op_simulation **simulation, const struct op_simulation_options *options,
                   struct op_diag *diag)
{
    const struct op_load_options load = { options->share_dir, options->sets, options->n_sets,
                                          NULL };
    struct op_simulation *made = calloc(1, sizeof *made);
    *simulation = NULL;
    if (made == NULL) {
        return OP_NO_MEMORY;
    }
    made->set = *options->model;
    made->n_threads = options->n_threads > 1 ? options->n_threads : 1;
    made->fixed_parameters = options->fixed_parameters;
    made->stop = options->stop != NULL ? options->stop : &never;
    const enum op_status status = op_scenario_load(&made->scenario, options->path,
                                                   &options->model->model->schema, &load, diag);
    if (status != OP_OK) {
        op_simulation_free(made);
        return status;
    }
    made->conditions = find_conditions(&made->scenario, options->conditions);
    if (options->conditions != NULL && made->conditions < 0) {
        const enum op_status unknown =
            op_diag_add(diag, OP_UNKNOWN_NAME, (struct op_place){ .file = options->path }, NULL,
                        "no set of conditions \"%s\"", options->conditions);
        op_simulation_free(made);
        return unknown;
    }
    for (int i = 0; i < options->n_references; i++) {
        if (&options->references[i].model->schema == made->scenario.schema) {
            made->set = options->references[i];
        }
    }
    *simulation = made;
    return OP_OK;
}

void
op_simulation_free(struct op_simulation *simulation)
{
    if (simulation == NULL) {
        return;
    }
    for (size_t i = 0; i < simulation->n_built; i++) {
        simulation->set.maker->free(simulation->built[i].world);
    }
    free(simulation->built);
    op_scenario_free(&simulation->scenario);
    op_chance_check_reset();
    free(simulation);
}

uint32_t
op_simulation_world_index(const struct op_simulation *simulation, uint32_t replicate)
{
    return replicate % (uint32_t)simulation->scenario.n_worlds;
}

static enum op_status
build(struct op_simulation *simulation, struct op_built_world *built, struct op_diag *diag)
{
    const struct op_model_set *set = &simulation->set;
    struct op_draws draws;
    enum op_status status = op_draws_init(&draws, set->model, &simulation->scenario);
    if (status == OP_OK) {
        op_chance_check_run(++simulation->n_trajectories);
        op_draws_make(&draws, set->model, &simulation->scenario, built->seed, 0, built->index,
                      built->is_fixed);
        status = set->maker->build(&built->world, &simulation->scenario, draws.param, built->seed,
                                   built->index, simulation->n_threads, diag);
    }
    op_draws_free(&draws);
    return status;
}

enum op_status
op_simulation_find_world(struct op_simulation *simulation, const struct op_snapshot_key *key,
                         const void **world, struct op_diag *diag)
{
    struct op_built_world wanted = { key->seed,
                                     op_simulation_world_index(simulation, key->replicate),
                                     key->fixed_parameters != 0, NULL };
    for (size_t i = 0; i < simulation->n_built; i++) {
        const struct op_built_world *built = &simulation->built[i];
        if (built->seed == wanted.seed && built->index == wanted.index &&
            built->is_fixed == wanted.is_fixed) {
            *world = built->world;
            return OP_OK;
        }
    }
    struct op_built_world *more =
        realloc(simulation->built, (simulation->n_built + 1) * sizeof *simulation->built);
    if (more == NULL) {
        return OP_NO_MEMORY;
    }
    simulation->built = more;
    const enum op_status status = build(simulation, &wanted, diag);
    if (status != OP_OK) {
        simulation->set.maker->free(wanted.world);
        return status;
    }
    simulation->built[simulation->n_built++] = wanted;
    *world = wanted.world;
    return OP_OK;
}

enum op_status
op_simulation_world(struct op_simulation *simulation, uint64_t seed, uint32_t replicate,
                    struct op_diag *diag)
{
    const struct op_snapshot_key key = { 0, seed, replicate, simulation->fixed_parameters };
    const void *world;
    return op_simulation_find_world(simulation, &key, &world, diag);
}

int64_t
op_simulation_end_us(const struct op_simulation *simulation)
{
    return simulation->scenario.end_us;
}

int64_t
op_simulation_event_us(const struct op_simulation *simulation)
{
    return simulation->scenario.event_us;
}

int
op_simulation_strategy(const struct op_simulation *simulation, const char *id)
{
    for (int i = 0; i < simulation->scenario.n_strategies; i++) {
        if (strcmp(simulation->scenario.strategies[i].id, id) == 0) {
            return i;
        }
    }
    return -1;
}

int
op_simulation_observable(const struct op_simulation *simulation, const char *name)
{
    return op_schema_observable(&simulation->set.model->schema, name);
}

int
op_simulation_metric(const struct op_simulation *simulation, const char *name)
{
    const struct op_model *model = simulation->set.model;
    for (int m = 0; m < model->n_mechanisms; m++) {
        for (int i = 0; i < model->mechanisms[m]->n_metrics; i++) {
            if (strcmp(model->mechanisms[m]->metrics[i].name, name) == 0) {
                return model->metric_first[m] + i;
            }
        }
    }
    return -1;
}

int
op_simulation_observable_count(const struct op_simulation *simulation)
{
    return simulation->set.model->schema.n_observables;
}

int
op_simulation_metric_count(const struct op_simulation *simulation)
{
    return simulation->set.model->n_metrics;
}

int
op_simulation_action(const struct op_simulation *simulation, const char *measure, int from)
{
    const struct op_scenario *scenario = &simulation->scenario;
    for (int a = from < 0 ? 0 : from; a < scenario->n_actions; a++) {
        if (strcmp(scenario->measures[scenario->actions[a].measure].id, measure) == 0) {
            return a;
        }
    }
    return -1;
}

int
op_simulation_action_count(const struct op_simulation *simulation)
{
    return simulation->scenario.n_actions;
}
