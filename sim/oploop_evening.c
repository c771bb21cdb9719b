// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/oploop_parts.h"

#include "sim/run/chance_check.h"
#include "sim/run/fingerprint.h"
#include "sim/run/lever.h"

#include <stdlib.h>

static const struct op_place nowhere = { 0 };

// ---- birth and end ---------------------------------------------------------------------

void
op_evening_free(struct op_evening *evening)
{
    if (evening == NULL) {
        return;
    }
    op_run_free(&evening->run);
    op_plans_free(&evening->plans);
    op_record_free(&evening->record);
    op_draws_free(&evening->draws);
    free(evening);
}

static enum op_status
reserve(struct op_evening *evening)
{
    const struct op_model *model = evening->simulation->set.model;
    const struct op_scenario *scenario = &evening->simulation->scenario;
    op_record_init(&evening->record, model->schema.n_observables);
    enum op_status status = op_draws_init(&evening->draws, model, scenario);
    if (status == OP_OK) {
        status = op_run_init(&evening->run, model, scenario);
    }
    return status == OP_OK ? op_plans_init(&evening->plans, scenario, 1) : status;
}

// World, memory and draws for a key; no state yet. NULL in *evening on error.
static enum op_status
make(struct op_evening **evening, struct op_simulation *simulation,
     const struct op_snapshot_key *key, struct op_diag *diag)
{
    const void *world = NULL;
    enum op_status status = op_simulation_find_world(simulation, key, &world, diag);
    struct op_evening *made = status == OP_OK ? calloc(1, sizeof *made) : NULL;
    *evening = NULL;
    if (made == NULL) {
        return status == OP_OK ? OP_NO_MEMORY : status;
    }
    made->simulation = simulation;
    made->key = *key;
    made->trajectory = ++simulation->n_trajectories;
    status = reserve(made);
    if (status != OP_OK) {
        op_evening_free(made);
        return status;
    }
    op_chance_check_run(made->trajectory);
    op_draws_under(&made->draws, simulation->set.model, &simulation->scenario, key->seed,
                   key->replicate, op_simulation_world_index(simulation, key->replicate),
                   simulation->conditions, key->fixed_parameters != 0);
    made->run.world = world;
    made->run.chance = (struct op_chance){ key->seed, key->replicate };
    made->run.param = made->draws.param;
    made->run.action_factor = (const double *const *)made->draws.action_factor;
    made->run.record = &made->record;
    *evening = made;
    return OP_OK;
}

static enum op_status
check_strategy(const struct op_simulation *simulation, int strategy, struct op_diag *diag)
{
    const int n = simulation->scenario.n_strategies;
    return strategy >= 0 && strategy < n
               ? OP_OK
               : op_diag_add(diag, OP_UNKNOWN_NAME, nowhere, NULL,
                             "strategy %d: there are those from 0 to %d", strategy, n - 1);
}

enum op_status
op_evening_begin(struct op_evening **evening, struct op_simulation *simulation, uint64_t seed,
                 uint32_t replicate, int strategy, struct op_diag *diag)
{
    const struct op_snapshot_key key = { 0, seed, replicate, simulation->fixed_parameters };
    *evening = NULL;
    enum op_status status = check_strategy(simulation, strategy, diag);
    if (status == OP_OK) {
        status = make(evening, simulation, &key, diag);
    }
    if (status == OP_OK) {
        op_run_begin(&(*evening)->run);
        op_plans_begin(&(*evening)->plans, &(*evening)->run, &strategy, 1);
    }
    return status;
}

enum op_status
op_evening_fork(struct op_evening **copy, const struct op_evening *evening)
{
    const bool all[] = { true };
    struct op_diag none;
    op_diag_init(&none);   // nothing can be found: the world is there
    enum op_status status = make(copy, evening->simulation, &evening->key, &none);
    op_diag_free(&none);
    if (status != OP_OK) {
        return status;
    }
    op_chance_check_fork(evening->trajectory, (*copy)->trajectory);
    (*copy)->is_over = evening->is_over;
    (*copy)->run.is_short = evening->run.is_short;
    op_state_copy(&(*copy)->run.state, &evening->run.state);
    op_plans_copy(&(*copy)->plans, &evening->plans, &evening->simulation->scenario, all);
    status = op_record_copy(&(*copy)->record, &evening->record);
    if (status != OP_OK) {
        op_evening_free(*copy);
        *copy = NULL;
    }
    return status;
}

// ---- its course ------------------------------------------------------------------------

enum op_status
op_evening_step(struct op_evening *evening, int64_t to_us)
{
    struct op_run *run = &evening->run;
    struct op_plans *plans = &evening->plans;
    const volatile int *stop = evening->simulation->stop;
    const int64_t end_us = evening->simulation->scenario.end_us;
    if (to_us < evening->key.at_us && !evening->is_over) {
        return OP_OUT_OF_RANGE;
    }
    op_chance_check_run(evening->trajectory);
    plans->halt_us = to_us < end_us ? to_us : OP_NEVER_US;
    while (!evening->is_over) {
        const int64_t at_us = op_run_advance(run, plans, &evening->record, stop);
        if (*stop != 0) {
            plans->halt_us = OP_NEVER_US;
            return OP_INTERRUPTED;
        }
        if (at_us == OP_NEVER_US || at_us == plans->halt_us) {
            evening->is_over = at_us == OP_NEVER_US;
            break;
        }
        op_run_act(run, plans, &evening->record, at_us);
    }
    plans->halt_us = OP_NEVER_US;
    evening->key.at_us = evening->is_over ? end_us : to_us;
    return run->is_short || evening->record.is_short ? OP_NO_MEMORY : OP_OK;
}

int64_t
op_evening_now_us(const struct op_evening *evening)
{
    return evening->key.at_us;
}

bool
op_evening_is_over(const struct op_evening *evening)
{
    return evening->is_over;
}

// Is something done already at this moment, or does the plan have something to do at it?
static bool
is_taken(const struct op_evening *evening)
{
    const int64_t now_us = evening->key.at_us;
    return op_engine(&evening->run)->now_us >= now_us ||
           op_plans_next_us(&evening->plans) <= now_us;
}

enum op_status
op_evening_act(struct op_evening *evening, int action, bool is_start, bool *is_done)
{
    struct op_run *run = &evening->run;
    bool is_applied = false;
    if (action < 0 || action >= evening->simulation->scenario.n_actions) {
        return OP_UNKNOWN_NAME;
    }
    // Keys of one instant rise: an act has an instant of its own, after all that is due at it.
    while (!evening->is_over && is_taken(evening)) {
        const enum op_status status = op_evening_step(evening, evening->key.at_us + 1);
        if (status != OP_OK) {
            return status;
        }
    }
    if (evening->is_over) {
        return OP_OUT_OF_RANGE;
    }
    const int64_t now_us = evening->key.at_us;
    // Who acts by hand decides on what they see themselves.
    struct op_due due = { now_us, (uint16_t)action, is_start, is_start ? OP_BY_TRUTH : OP_BY_SIGHT,
                          -1 };
    const struct op_arm by_hand = { .strategy = -1, .due = &due, .n_due = 1 };
    op_chance_check_run(evening->trajectory);
    op_run_leave_record(run, &evening->plans, now_us);
    op_run_apply(run, &by_hand, now_us, &is_applied);
    if (is_done != NULL) {
        *is_done = is_applied;
    }
    return run->is_short || evening->record.is_short ? OP_NO_MEMORY : OP_OK;
}

// ---- what is seen of it ----------------------------------------------------------------

void
op_evening_observe(const struct op_evening *evening, double *values)
{
    op_run_observe(&evening->run, values);
}

enum op_status
op_evening_observable(const struct op_evening *evening, const char *name, double *value)
{
    double values[OP_MAX_OBSERVABLES];
    const int i = op_simulation_observable(evening->simulation, name);
    if (i < 0) {
        return OP_UNKNOWN_NAME;
    }
    op_run_observe(&evening->run, values);
    *value = values[i];
    return OP_OK;
}

enum op_status
op_evening_lever(const struct op_evening *evening, const char *name, double *value)
{
    const int i = op_schema_lever(&evening->simulation->set.model->schema, name);
    if (i < 0) {
        return OP_UNKNOWN_NAME;
    }
    *value = ((const double *)op_rows(&evening->run, OP_SEG_LEVER))[i];
    return OP_OK;
}

enum op_status
op_evening_outcome(const struct op_evening *evening, double *values)
{
    if (!evening->is_over) {
        return OP_OUT_OF_RANGE;
    }
    op_run_outcome(&evening->run, values);
    return OP_OK;
}

size_t
op_evening_row_count(const struct op_evening *evening)
{
    return evening->record.n_rows;
}

const double *
op_evening_row(const struct op_evening *evening, size_t row, int64_t *at_us)
{
    *at_us = evening->record.at_us[row];
    return evening->record.value + row * (size_t)evening->record.n_columns;
}

uint64_t
op_evening_fingerprint(const struct op_evening *evening)
{
    return op_run_fingerprint(&evening->run);
}

// ---- an evening in a file --------------------------------------------------------------------

enum op_status
op_evening_save(const struct op_evening *evening, const char *path, struct op_diag *diag)
{
    struct op_snapshot_out out;
    if (evening->is_over) {
        return op_diag_add(diag, OP_OUT_OF_RANGE, nowhere, "save it before its end",
                           "the evening is over: nothing goes on from there");
    }
    const enum op_status status =
        op_snapshot_create(&out, path, &evening->run, &evening->key, diag);
    if (status != OP_OK) {
        op_snapshot_drop(&out);
        return status;
    }
    op_snapshot_add(&out, &evening->run, &evening->plans, &evening->record);
    return op_snapshot_close(&out, diag);
}

static enum op_status
restore(struct op_evening *evening, const struct op_snapshot *from, int strategy,
        struct op_diag *diag)
{
    const struct op_scenario *scenario = &evening->simulation->scenario;
    const enum op_status status = op_snapshot_matches(from, &evening->run, diag);
    if (status != OP_OK) {
        return status;
    }
    const int found = op_snapshot_find(from, scenario, strategy);
    if (found < 0) {
        return op_diag_add(
            diag, OP_OTHER_SCENARIO, (struct op_place){ .file = from->path }, NULL,
            "strategy %s does before the snapshot's moment what none of its arms did",
            scenario->strategies[strategy].id);
    }
    return op_snapshot_restore(from, found, &strategy, 1, &evening->run, &evening->plans,
                               &evening->record);
}

enum op_status
op_evening_load(struct op_evening **evening, struct op_simulation *simulation, const char *path,
                int strategy, struct op_diag *diag)
{
    struct op_snapshot from = { 0 };
    *evening = NULL;
    enum op_status status = check_strategy(simulation, strategy, diag);
    if (status == OP_OK) {
        status = op_snapshot_open(&from, path, diag);
    }
    if (status == OP_OK) {
        status = make(evening, simulation, &from.key, diag);
    }
    if (status == OP_OK) {
        status = restore(*evening, &from, strategy, diag);
    }
    op_snapshot_free(&from);
    if (status != OP_OK) {
        op_evening_free(*evening);
        *evening = NULL;
    }
    return status;
}
