// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/run/lever.h"

#include <string.h>

static struct op_action_state *
actions(const struct op_run *run)
{
    return (struct op_action_state *)op_rows(run, OP_SEG_ACTION);
}

static double *
levers(const struct op_run *run)
{
    return (double *)op_rows(run, OP_SEG_LEVER);
}

static double
neutral(const struct op_lever *lever)
{
    return lever->combine == OP_PRODUCT ? 1.0 : 0.0;
}

void
op_levers_begin(struct op_run *run)
{
    struct op_state *state = &run->state;
    (void)op_segment_grow(&state->segment[OP_SEG_ACTION],
                          (size_t)run->scenario->n_actions * sizeof(struct op_action_state));
    (void)op_segment_grow(&state->segment[OP_SEG_LEVER],
                          (size_t)run->model->schema.n_levers * sizeof(double));
    for (int i = 0; i < run->model->schema.n_levers; i++) {
        levers(run)[i] = neutral(op_schema_lever_row(&run->model->schema, i));
    }
}

// Intensity 1 is the factor itself, to the bit; 0 is neutral, to the bit.
static double
factor(const struct op_run *run, int action, int move, const struct op_lever *lever)
{
    const double drawn = run->action_factor[action][move];
    const double intensity = run->scenario->actions[action].intensity;
    if (intensity >= 1) {
        return drawn;
    }
    return lever->combine == OP_PRODUCT ? 1.0 + intensity * (drawn - 1.0) : intensity * drawn;
}

static double
value_in_force(const struct op_run *run, int flat, const struct op_lever *lever)
{
    double value = neutral(lever);
    for (int a = 0; a < run->scenario->n_actions; a++) {
        if (actions(run)[a].in_force == 0 || actions(run)[a].is_suspended != 0) {
            continue;
        }
        const struct op_action_content *content = &run->scenario->actions[a];
        for (int k = 0; k < content->n_moves; k++) {
            if (content->moves[k].lever == flat) {
                const double f = factor(run, a, k, lever);
                value = lever->combine == OP_PRODUCT ? value * f : value + f;
            }
        }
    }
    return value;
}

static void
recompute(struct op_run *run, int action)
{
    const struct op_action_content *content = &run->scenario->actions[action];
    for (int k = 0; k < content->n_moves; k++) {
        const int flat = content->moves[k].lever;
        const double value =
            value_in_force(run, flat, op_schema_lever_row(&run->model->schema, flat));
        if (memcmp(&value, &levers(run)[flat], sizeof value) == 0) {
            continue;
        }
        levers(run)[flat] = value;
        for (int m = 0; m < run->model->n_mechanisms; m++) {
            const int local = flat - run->model->lever_first[m];
            if (local >= 0 && local < run->model->groups[m].n_levers &&
                run->model->mechanisms[m]->lever_moved != NULL) {
                run->model->mechanisms[m]->lever_moved(run, local);
            }
        }
    }
}

void
op_action_start(struct op_run *run, int action)
{
    struct op_action_state *state = &actions(run)[action];
    state->in_force++;
    state->n_starts++;
    state->since_us = op_run_now_us(run);
    recompute(run, action);
}

void
op_action_stop(struct op_run *run, int action)
{
    if (actions(run)[action].in_force > 0) {
        actions(run)[action].in_force--;
        recompute(run, action);
    }
}

void
op_action_refuse(struct op_run *run, int action)
{
    actions(run)[action].n_refused++;
}

void
op_action_suspend(struct op_run *run, int action)
{
    if (actions(run)[action].is_suspended == 0) {
        actions(run)[action].is_suspended = 1;
        op_run_log(run, OP_LOG_SUSPENDED, (uint32_t)action, 0);
        recompute(run, action);
    }
}

void
op_action_starts(const struct op_run *run, uint32_t *n_starts)
{
    for (int a = 0; a < run->scenario->n_actions; a++) {
        n_starts[a] = actions(run)[a].n_starts;
    }
}
