// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/sweep/pointarms.h"

#include <stdlib.h>

enum op_status
op_sweep_scenario(const struct op_sweep *sweep, int world, struct op_scenario *scenario,
                  struct op_diag *diag)
{
    const struct op_point_plan *plan = sweep->plan;
    struct op_load_options load = sweep->load;
    const int n = load.n_sets + plan->n_world_keys;
    const char **sets = calloc((size_t)n + 1, sizeof *sets);
    enum op_status status = OP_NO_MEMORY;

    if (!sets) {
        return status;
    }
    for (int i = 0; i < n; i++) {
        sets[i] = i < load.n_sets ? load.sets[i] : plan->world_sets[world][i - load.n_sets];
    }
    load.sets = sets;
    load.n_sets = n;
    load.variants = &plan->variants;
    status = op_scenario_load(scenario, sweep->path, sweep->scenario->schema, &load, diag);
    free(sets);
    return status;
}

static int
place_of_conditions(struct op_sweep_arms *arms, int conditions)
{
    for (int c = 0; c < arms->n_conditions; c++) {
        if (arms->conditions[c] == conditions) {
            return c;
        }
    }
    arms->conditions[arms->n_conditions] = conditions;
    return arms->n_conditions++;
}

static void
add_strategy(struct op_sweep_arms *arms, int c, int strategy)
{
    for (int i = 0; i < arms->n_under[c]; i++) {
        if (arms->strategies[c][i] == strategy) {
            return;
        }
    }
    arms->strategies[c][arms->n_under[c]++] = strategy;
}

static enum op_status
make_room(struct op_sweep_arms *arms, struct op_arena *arena, int most_sets)
{
    const size_t n = (size_t)most_sets;

    arms->conditions = op_arena_new(arena, n, sizeof *arms->conditions);
    arms->strategies = op_arena_new(arena, n, sizeof *arms->strategies);
    arms->n_under = op_arena_new(arena, n, sizeof *arms->n_under);
    arms->sample_point = op_arena_new(arena, n, sizeof *arms->sample_point);
    return arms->conditions && arms->strategies && arms->n_under && arms->sample_point
               ? OP_OK
               : OP_NO_MEMORY;
}

// Base and nothing are among the arms of each set, so that all pairs of it are of one evening.
static enum op_status
begin_set(struct op_sweep_arms *arms, const struct op_scenario *own, struct op_arena *arena, int c,
          int point)
{
    const size_t most = (size_t)arms->scenario->n_strategies;

    arms->strategies[c] = op_arena_new(arena, most, sizeof **arms->strategies);
    if (!arms->strategies[c]) {
        return OP_NO_MEMORY;
    }
    arms->sample_point[c] = point;
    add_strategy(arms, c, own->base);
    add_strategy(arms, c, own->nothing);
    return OP_OK;
}

// The sets of conditions under which a point of this world is replayed, each with its strategy.
static enum op_status
add_point(struct op_sweep_arms *arms, const struct op_sweep *sweep, struct op_arena *arena, int p)
{
    const struct op_point_plan *plan = sweep->plan;
    const struct op_scenario *own = sweep->scenario;

    for (int b = 0; b < plan->n_base_sets; b++) {
        const int base = sweep->n_base_sets > 0 ? sweep->base_sets[b] : -1;
        const int n_before = arms->n_conditions;
        const int c =
            place_of_conditions(arms, op_plan_conditions(plan, p, b, base, own->n_conditions));
        const enum op_status status = c == n_before ? begin_set(arms, own, arena, c, p) : OP_OK;

        if (status != OP_OK) {
            return status;
        }
        add_strategy(arms, c, op_plan_strategy(plan, sweep->design, p, own->n_strategies));
    }
    return OP_OK;
}

enum op_status
op_sweep_arms_choose(struct op_sweep_arms *arms, const struct op_sweep *sweep,
                     struct op_arena *arena, struct op_diag *diag)
{
    enum op_status status = make_room(arms, arena, arms->scenario->n_conditions + 1);

    for (int p = 0; p < sweep->design->n_points && status == OP_OK; p++) {
        if (sweep->plan->place[p].world == arms->world) {
            status = add_point(arms, sweep, arena, p);
        }
    }
    for (int c = 0; c < arms->n_conditions && status == OP_OK; c++) {
        if (arms->n_under[c] > OP_MAX_ARMS) {
            status = op_diag_add(diag, OP_TOO_LARGE, (struct op_place){ 0 },
                                 "take longer steps, or fewer points",
                                 "%d arms of one evening; at most %d are replayed",
                                 arms->n_under[c], OP_MAX_ARMS);
        }
    }
    return status;
}

void
op_sweep_arms_set(struct op_study_options *options, const struct op_sweep_arms *arms)
{
    options->conditions = arms->conditions;
    options->n_conditions = arms->n_conditions;
    options->strategies_under = (const int *const *)arms->strategies;
    options->n_under = arms->n_under;
    for (int c = 0; c < arms->n_conditions; c++) {   // the most arms that a worker ever holds
        options->n_strategies =
            arms->n_under[c] > options->n_strategies ? arms->n_under[c] : options->n_strategies;
    }
}

bool
op_sweep_has_sets(const struct op_sweep *sweep)
{
    return sweep->plan->n_combinations > 0 || sweep->n_base_sets > 1;
}
