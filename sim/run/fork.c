// SPDX-License-Identifier: GPL-3.0-or-later
// Depth first: where the actions due at one instant differ, each child goes on, on a copy, to its
// end; then the trunk goes on. So few states are in memory at a time: one a level.
#include "sim/run/fork.h"

#include "sim/run/chance_check.h"
#include "sim/run/fingerprint.h"
#include "sim/run/lever.h"

#include <stdlib.h>
#include <string.h>

// A level is made when the tree of arms first reaches it: seldom are there more than three.
static enum op_status
make_level(struct op_worker *worker, int level)
{
    if (level < worker->n_levels) {
        return OP_OK;
    }
    op_record_init(&worker->record[level], worker->model->schema.n_observables);
    enum op_status status = op_run_init(&worker->run[level], worker->model, worker->scenario);
    if (status == OP_OK) {
        status = op_plans_init(&worker->plans[level], worker->scenario, worker->max_arms);
        if (status != OP_OK) {
            op_run_free(&worker->run[level]);
        }
    }
    worker->n_levels += status == OP_OK;
    return status;
}

enum op_status
op_worker_init(struct op_worker *worker, const struct op_model *model,
               const struct op_scenario *scenario, int max_arms, const volatile int *stop)
{
    *worker = (struct op_worker){ .model = model, .scenario = scenario, .stop = stop };
    const size_t n = (size_t)max_arms;
    worker->run = calloc(n, sizeof *worker->run);
    worker->plans = calloc(n, sizeof *worker->plans);
    worker->record = calloc(n, sizeof *worker->record);
    worker->trajectory = calloc(n, sizeof *worker->trajectory);
    if (worker->run == NULL || worker->plans == NULL || worker->record == NULL ||
        worker->trajectory == NULL) {
        op_worker_free(worker);
        return OP_NO_MEMORY;
    }
    worker->max_arms = max_arms;
    const enum op_status status = make_level(worker, 0);
    if (status != OP_OK) {
        op_worker_free(worker);
    }
    return status;
}

void
op_worker_free(struct op_worker *worker)
{
    for (int i = 0; i < worker->n_levels; i++) {
        op_run_free(&worker->run[i]);
        op_plans_free(&worker->plans[i]);
        op_record_free(&worker->record[i]);
    }
    free(worker->run);
    free(worker->plans);
    free(worker->record);
    free(worker->trajectory);
    if (worker->memo != NULL) {
        worker->model->memo_free(worker->memo);
    }
    *worker = (struct op_worker){ 0 };
}

static struct op_arm_result *
result_of(struct op_replicate *out, int strategy)
{
    for (int i = 0; i < out->n_arms; i++) {
        if (out->arm[i].strategy == strategy) {
            return &out->arm[i];
        }
    }
    OP_BUG("an arm that nobody asked for");
}

static enum op_status
finish(struct op_worker *worker, int level)
{
    const struct op_run *run = &worker->run[level];
    const struct op_plans *plans = &worker->plans[level];
    const uint64_t fingerprint = op_run_fingerprint(run);
    if (fingerprint == 0 || run->is_short || worker->record[level].is_short) {
        return OP_NO_MEMORY;
    }
    for (int i = 0; i < plans->n_arms; i++) {
        struct op_arm_result *result = result_of(worker->out, plans->arm[i].strategy);
        op_run_outcome(run, result->metric);
        op_action_starts(run, result->n_starts);
        result->n_events = op_run_event_count(run);
        result->departed_us = op_engine(run)->departed_us;
        result->fingerprint = fingerprint;
        for (int m = 0; m < worker->model->n_mechanisms; m++) {
            if (worker->model->mechanisms[m]->ledger != NULL) {
                worker->model->mechanisms[m]->ledger(run, &result->ledger);
            }
        }
        const enum op_status status = op_record_copy(&result->record, &worker->record[level]);
        if (status != OP_OK || result->ledger.active.is_short ||
            result->ledger.kept_away.is_short) {
            return OP_NO_MEMORY;
        }
    }
    return OP_OK;
}

// Mark the arms that act at this instant as arm `like` does.
static void
mark_alike(const struct op_plans *plans, int like, int64_t at_us, bool *take)
{
    for (int i = 0; i < plans->n_arms; i++) {
        take[i] = op_arms_agree(&plans->arm[i], &plans->arm[like], at_us);
    }
}

static int
choose_trunk(const struct op_plans *plans, int64_t at_us)
{
    for (int i = 0; i < plans->n_arms; i++) {
        if (op_arm_due_count(&plans->arm[i], at_us) == 0) {
            return i;
        }
    }
    return 0;
}

static enum op_status go_on(struct op_worker *worker, int level);

static enum op_status
branch(struct op_worker *worker, int level, int64_t at_us, const bool *take)
{
    const enum op_status made = make_level(worker, level + 1);
    if (made != OP_OK) {
        return made;
    }
    struct op_run *child = &worker->run[level + 1];
    const struct op_run *trunk = &worker->run[level];
    op_state_copy(&child->state, &trunk->state);
    child->world = trunk->world;
    child->memo = trunk->memo;
    child->chance = trunk->chance;
    child->param = trunk->param;
    child->action_factor = trunk->action_factor;
    child->is_short = trunk->is_short;
    op_plans_copy(&worker->plans[level + 1], &worker->plans[level], worker->scenario, take);
    if (op_record_copy(&worker->record[level + 1], &worker->record[level]) != OP_OK) {
        return OP_NO_MEMORY;
    }
    const uint64_t before = op_run_event_count(child);
    worker->trajectory[level + 1] = ++worker->n_trajectories;
    op_chance_check_fork(worker->trajectory[level], worker->trajectory[level + 1]);
    op_chance_check_run(worker->trajectory[level + 1]);
    op_run_act(child, &worker->plans[level + 1], &worker->record[level + 1], at_us);
    const enum op_status status = go_on(worker, level + 1);
    op_chance_check_run(worker->trajectory[level]);
    worker->out->n_simulated += op_run_event_count(child) - before;
    return status;
}

// Every set of arms that act alike, but not like the trunk, goes its own way.
static enum op_status
split(struct op_worker *worker, int level, int64_t at_us)
{
    struct op_plans *plans = &worker->plans[level];
    bool done[OP_MAX_ARMS], take[OP_MAX_ARMS];
    mark_alike(plans, choose_trunk(plans, at_us), at_us, done);
    bool keep[OP_MAX_ARMS];
    memcpy(keep, done, sizeof keep);
    for (int i = 0; i < plans->n_arms; i++) {
        if (done[i]) {
            continue;
        }
        mark_alike(plans, i, at_us, take);
        for (int k = 0; k < plans->n_arms; k++) {
            done[k] = done[k] || take[k];
        }
        const enum op_status status = branch(worker, level, at_us, take);
        if (status != OP_OK) {
            return status;
        }
    }
    op_plans_copy(plans, plans, worker->scenario, keep);
    return OP_OK;
}

static enum op_status
go_on(struct op_worker *worker, int level)
{
    for (;;) {
        const int64_t at_us = op_run_advance(&worker->run[level], &worker->plans[level],
                                             &worker->record[level], worker->stop);
        if (*worker->stop != 0) {
            return OP_INTERRUPTED;
        }
        if (worker->run[level].is_short) {
            return OP_NO_MEMORY;
        }
        if (at_us == OP_NEVER_US) {
            return finish(worker, level);
        }
        if (at_us == worker->plans[level].halt_us) {
            worker->plans[level].halt_us = OP_NEVER_US;
            op_snapshot_add(&worker->snapshot, &worker->run[level], &worker->plans[level],
                            &worker->record[level]);
            continue;
        }
        const enum op_status status = split(worker, level, at_us);
        if (status != OP_OK) {
            return status;
        }
        op_run_act(&worker->run[level], &worker->plans[level], &worker->record[level], at_us);
    }
}

// One arm alone works nothing out twice. Without memory for it all goes on as before.
static void *
memo_of(struct op_worker *worker, const struct op_run *run, const struct op_replicate_input *input)
{
    const struct op_model *model = worker->model;
    if (model->memo_new == NULL || input->n_strategies < 2) {
        return NULL;
    }
    if (worker->memo == NULL) {
        worker->memo = model->memo_new();
    }
    return worker->memo != NULL && model->memo_begin(worker->memo, run) ? worker->memo : NULL;
}

static struct op_run *
make_ready(struct op_worker *worker, const struct op_replicate_input *input)
{
    struct op_run *run = &worker->run[0];
    run->world = input->world;
    run->chance = (struct op_chance){ input->seed, input->replicate };
    run->param = input->param;
    run->action_factor = input->action_factor;
    run->record = &worker->record[0];
    run->is_short = false;
    run->memo = memo_of(worker, run, input);
    worker->n_trajectories = 1;
    worker->trajectory[0] = 1;
    op_chance_check_reset();
    op_chance_check_run(1);
    return run;
}

static enum op_status
to_the_end(struct op_worker *worker)
{
    struct op_run *run = &worker->run[0];
    const uint64_t before = op_run_event_count(run);
    const enum op_status status = go_on(worker, 0);
    worker->out->n_simulated += op_run_event_count(run) - before;
    op_chance_check_reset();
    return status;
}

static enum op_status
from_the_start(struct op_worker *worker, const struct op_replicate_input *input,
               const int *strategies, int n)
{
    struct op_run *run = make_ready(worker, input);
    op_record_clear(&worker->record[0]);
    op_run_begin(run);
    op_plans_begin(&worker->plans[0], run, strategies, n);
    if (input->snapshot_path != NULL) {
        worker->plans[0].halt_us = input->snapshot_key.at_us;
    }
    return to_the_end(worker);
}

static enum op_status
from_a_snapshot(struct op_worker *worker, const struct op_replicate_input *input)
{
    const struct op_snapshot *from = input->from;
    struct op_run *run = make_ready(worker, input);
    int found[OP_MAX_ARMS] = { 0 }, together[OP_MAX_ARMS];
    enum op_status status = op_snapshot_matches(from, run, input->diag);
    for (int i = 0; i < input->n_strategies && status == OP_OK; i++) {
        found[i] = op_snapshot_find(from, worker->scenario, input->strategies[i]);
        if (found[i] < 0) {
            status = op_diag_add(
                input->diag, OP_OTHER_SCENARIO, (struct op_place){ .file = from->path },
                "run it from the start, or name others with -s",
                "strategy %s does before the snapshot's moment what none of its arms did",
                worker->scenario->strategies[input->strategies[i]].id);
        }
    }
    for (int t = 0; t < from->n_trajectories && status == OP_OK; t++) {
        int n = 0;
        for (int i = 0; i < input->n_strategies; i++) {
            if (found[i] == t) {
                together[n++] = input->strategies[i];
            }
        }
        if (n == 0) {
            continue;
        }
        run = make_ready(worker, input);
        status =
            op_snapshot_restore(from, t, together, n, run, &worker->plans[0], &worker->record[0]);
        if (status == OP_OK) {
            status = to_the_end(worker);
        }
    }
    return status;
}

static enum op_status
make_results(struct op_replicate *out, const struct op_worker *worker,
             const struct op_replicate_input *input)
{
    *out = (struct op_replicate){ .replicate = input->replicate, .conditions = input->conditions };
    out->arm = calloc((size_t)input->n_strategies, sizeof *out->arm);
    if (out->arm == NULL) {
        return OP_NO_MEMORY;
    }
    out->n_arms = input->n_strategies;
    for (int i = 0; i < out->n_arms; i++) {
        out->arm[i].strategy = input->strategies[i];
        op_record_init(&out->arm[i].record, worker->model->schema.n_observables);
        out->arm[i].metric = calloc((size_t)worker->model->n_metrics + 1, sizeof(double));
        out->arm[i].n_starts = calloc((size_t)worker->scenario->n_actions + 1, sizeof(uint32_t));
        if (out->arm[i].metric == NULL || out->arm[i].n_starts == NULL) {
            return OP_NO_MEMORY;
        }
    }
    return OP_OK;
}

static enum op_status
open_snapshot(struct op_worker *worker, const struct op_replicate_input *input)
{
    if (input->snapshot_path == NULL) {
        return OP_OK;
    }
    struct op_run *run = make_ready(worker, input);
    return op_snapshot_create(&worker->snapshot, input->snapshot_path, run, &input->snapshot_key,
                              input->diag);
}

enum op_status
op_replicate_simulate(struct op_worker *worker, const struct op_replicate_input *input,
                      struct op_replicate *out)
{
    enum op_status status = make_results(out, worker, input);
    worker->out = out;
    if (status == OP_OK) {
        status = open_snapshot(worker, input);
    }
    if (status == OP_OK && input->from != NULL) {
        status = from_a_snapshot(worker, input);
    } else if (status == OP_OK && !input->no_fork) {
        status = from_the_start(worker, input, input->strategies, input->n_strategies);
    } else {
        for (int i = 0; i < input->n_strategies && status == OP_OK; i++) {
            status = from_the_start(worker, input, &input->strategies[i], 1);
        }
    }
    if (status == OP_OK) {
        status = op_snapshot_close(&worker->snapshot, input->diag);
    } else {
        op_snapshot_drop(&worker->snapshot);   // some trajectory is missing
    }
    out->status = status;
    return out->status;
}

void
op_replicate_free(struct op_replicate *out)
{
    for (int i = 0; i < out->n_arms && out->arm != NULL; i++) {
        free(out->arm[i].metric);
        free(out->arm[i].n_starts);
        op_record_free(&out->arm[i].record);
        free(out->arm[i].ledger.active.id);
        free(out->arm[i].ledger.kept_away.id);
    }
    free(out->arm);
    *out = (struct op_replicate){ 0 };
}
