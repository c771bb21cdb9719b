// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/draws.h"

#include "sim/base/hash.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum op_status
op_draws_init(struct op_draws *draws, const struct op_model *model,
              const struct op_scenario *scenario)
{
    *draws = (struct op_draws){ 0 };
    size_t n_factors = 1;
    for (int a = 0; a < scenario->n_actions; a++) {
        n_factors += (size_t)scenario->actions[a].n_moves;
    }
    draws->param = calloc((size_t)model->schema.n_params + 1, sizeof *draws->param);
    draws->action_factor = calloc((size_t)scenario->n_actions + 1, sizeof *draws->action_factor);
    draws->factor_memory = calloc(n_factors, sizeof *draws->factor_memory);
    draws->cost_eur = calloc((size_t)scenario->n_actions + 1, sizeof *draws->cost_eur);
    if (draws->param == NULL || draws->action_factor == NULL || draws->factor_memory == NULL ||
        draws->cost_eur == NULL) {
        op_draws_free(draws);
        return OP_NO_MEMORY;
    }
    double *next = draws->factor_memory;
    for (int a = 0; a < scenario->n_actions; a++) {
        draws->action_factor[a] = next;
        next += scenario->actions[a].n_moves;
    }
    return OP_OK;
}

void
op_draws_free(struct op_draws *draws)
{
    free(draws->param);
    free(draws->action_factor);
    free(draws->factor_memory);
    free(draws->cost_eur);
    *draws = (struct op_draws){ 0 };
}

static double
clamped(const struct op_param *row, double value)
{
    return value < row->low ? row->low : value > row->high ? row->high : value;
}

static int
choice_count(const struct op_param *row)
{
    int n = 1;
    for (const char *c = row->choices; *c != '\0'; c++) {
        n += *c == '|';
    }
    return n;
}

// A choice that is an assumption (rival structures) is drawn among its words; a setting is not.
static bool
is_drawn_choice(const struct op_scenario *scenario, const struct op_param *row, int param)
{
    return row->unit == OP_UNIT_CHOICE && row->origin == OP_ASSUMED && !scenario->is_set[param];
}

bool
op_draws_varies(const struct op_model *model, const struct op_scenario *scenario, int param)
{
    const char *group = NULL;
    const struct op_param *row = op_schema_param_row(&model->schema, param, &group);
    if (row->scope == OP_PERSON_PARAM) {
        return false;
    }
    return is_drawn_choice(scenario, row, param) || scenario->dist[param].kind != OP_DIST_FIXED;
}

static uint32_t
name_hash(const char *group, const char *key)
{
    char name[128];
    (void)snprintf(name, sizeof name, "%s.%s", group, key);
    return op_hash32_text(name);
}

static int
by_value(const void *x, const void *y)
{
    const double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

// The value that n/2 others lie below, in any number of comparisons but without memory.
static double
slow_median(const struct op_posterior *posterior, int column)
{
    const double *const first = posterior->values + column;
    const int middle = posterior->n_rows / 2;
    for (int r = 0; r < posterior->n_rows; r++) {
        const double candidate = first[r * posterior->n_columns];
        int n_below = 0, n_equal = 0;
        for (int k = 0; k < posterior->n_rows; k++) {
            n_below += first[k * posterior->n_columns] < candidate;
            n_equal += first[k * posterior->n_columns] == candidate;
        }
        if (n_below <= middle && middle < n_below + n_equal) {
            return candidate;
        }
    }
    return *first;
}

// Column medians: where nothing may vary, the middle of the posterior stands for it.
static double
column_median(const struct op_posterior *posterior, int column)
{
    double *values = malloc((size_t)posterior->n_rows * sizeof *values);
    if (values == NULL) {
        return slow_median(posterior, column);
    }
    for (int r = 0; r < posterior->n_rows; r++) {
        values[r] = posterior->values[r * posterior->n_columns + column];
    }
    qsort(values, (size_t)posterior->n_rows, sizeof *values, by_value);
    const double median = values[posterior->n_rows / 2];
    free(values);
    return median;
}

static void
take_posterior(struct op_draws *draws, const struct op_scenario *scenario,
               const struct op_chance *chance, int conditions, bool fixed)
{
    const struct op_posterior *posterior = &scenario->posterior;
    if (posterior->n_rows == 0) {
        return;
    }
    const double u = op_draw_unit(chance, OP_DRAW_PARAMETER, op_hash32_text("posterior"), 0, 0);
    const int row = (int)op_below(u, (uint32_t)posterior->n_rows);
    for (int k = 0; k < posterior->n_columns; k++) {
        const int param = posterior->param[k];
        if (!scenario->is_set[param] &&
            op_conditions_override(scenario, conditions, param) == NULL) {
            draws->param[posterior->param[k]] =
                fixed ? column_median(posterior, k)
                      : posterior->values[row * posterior->n_columns + k];
        }
    }
}

// Is this the first action that moves this lever of its measure?
static bool
is_first(const struct op_scenario *scenario, int action, int move)
{
    const struct op_action_content *mine = &scenario->actions[action];
    for (int a = 0; a < action; a++) {
        const struct op_action_content *other = &scenario->actions[a];
        for (int k = 0; k < other->n_moves && other->measure == mine->measure; k++) {
            if (other->moves[k].lever == mine->moves[move].lever) {
                return false;
            }
        }
    }
    return true;
}

// Share of a measure's moves that comes off; 1 where nothing is said, and then nothing is drawn.
static double
enforced_share(const struct op_scenario *scenario, int measure, const struct op_chance *chance,
               bool fixed)
{
    const struct op_measure *row = &scenario->measures[measure];
    if (fixed || row->enforceability.kind == OP_DIST_FIXED) {
        return op_dist_centre(&row->enforceability);
    }
    const uint32_t subject = name_hash(row->id, "enforceability");
    const double share =
        op_dist_value(&row->enforceability, op_draw_unit(chance, OP_DRAW_PARAMETER, subject, 1, 0));
    return share < 0 ? 0 : share > 1 ? 1 : share;
}

// What one draw says of a lever of a measure, in every variant of that measure.
static void
spread_unit(struct op_draws *draws, const struct op_lever *row, const struct op_scenario *scenario,
            const struct op_action_content *like, int lever, double u, bool fixed)
{
    for (int a = 0; a < scenario->n_actions; a++) {
        const struct op_action_content *action = &scenario->actions[a];
        for (int k = 0; k < action->n_moves && action->measure == like->measure; k++) {
            if (action->moves[k].lever == lever) {
                const struct op_dist *dist = &action->moves[k].dist;
                const double value = fixed ? op_dist_centre(dist) : op_dist_value(dist, u);
                draws->action_factor[a][k] = value < row->low    ? row->low
                                             : value > row->high ? row->high
                                                                 : value;
            }
        }
    }
}

// What cannot be enforced moves every lever less far from neutral.
static void
enforce(struct op_draws *draws, const struct op_model *model, const struct op_scenario *scenario,
        const struct op_chance *chance, bool fixed)
{
    int measure = -1;
    double share = 1;
    for (int a = 0; a < scenario->n_actions; a++) {   // sorted by measure
        const struct op_action_content *action = &scenario->actions[a];
        if (action->measure != measure) {
            measure = action->measure;
            share = enforced_share(scenario, measure, chance, fixed);
        }
        for (int k = 0; k < action->n_moves && share < 1; k++) {
            const struct op_lever *row =
                op_schema_lever_row(&model->schema, action->moves[k].lever);
            const double neutral = row->combine == OP_PRODUCT ? 1 : 0;
            double *value = &draws->action_factor[a][k];
            *value = neutral + share * (*value - neutral);
        }
    }
}

// Effects of measures are keyed by measure and lever, not by settings: variants share the
// assumption.
static void
take_effects(struct op_draws *draws, const struct op_model *model,
             const struct op_scenario *scenario, const struct op_chance *chance, bool fixed)
{
    for (int a = 0; a < scenario->n_actions; a++) {
        const struct op_action_content *action = &scenario->actions[a];
        for (int k = 0; k < action->n_moves; k++) {
            const int lever = action->moves[k].lever;
            const struct op_lever *row = op_schema_lever_row(&model->schema, lever);
            if (is_first(scenario, a, k)) {
                const uint32_t subject =
                    name_hash(scenario->measures[action->measure].id, row->name);
                const double u = op_draw_unit(chance, OP_DRAW_PARAMETER, subject, 1, 0);
                spread_unit(draws, row, scenario, action, lever, u, fixed);
            }
        }
    }
}

// What one use costs: one draw a measure, whatever its settings.
static void
take_costs(struct op_draws *draws, const struct op_scenario *scenario,
           const struct op_chance *chance, bool fixed)
{
    for (int a = 0; a < scenario->n_actions; a++) {   // sorted by measure
        const int measure = scenario->actions[a].measure;
        const struct op_measure *row = &scenario->measures[measure];
        if (a > 0 && scenario->actions[a - 1].measure == measure) {
            draws->cost_eur[a] = draws->cost_eur[a - 1];
        } else if (fixed || row->cost_eur.kind == OP_DIST_FIXED) {
            draws->cost_eur[a] = op_dist_centre(&row->cost_eur);
        } else {
            const double u =
                op_draw_unit(chance, OP_DRAW_PARAMETER, name_hash(row->id, "cost"), 1, 0);
            const double cost = op_dist_value(&row->cost_eur, u);
            draws->cost_eur[a] = cost > 0 ? cost : 0;
        }
    }
}

void
op_draws_under(struct op_draws *draws, const struct op_model *model,
               const struct op_scenario *scenario, uint64_t seed, uint32_t replicate,
               uint32_t world, int conditions, bool fixed)
{
    const struct op_chance of_run = { seed, replicate };
    const struct op_chance of_world = { seed, 0xFFFFFFFFu - world };
    for (int i = 0; i < model->schema.n_params; i++) {
        const char *group = NULL;
        const struct op_param *row = op_schema_param_row(&model->schema, i, &group);
        const struct op_chance *chance = row->scope == OP_WORLD_PARAM ? &of_world : &of_run;
        const double u = op_draw_unit(chance, OP_DRAW_PARAMETER, name_hash(group, row->key), 0, 0);
        const struct op_override *override = op_conditions_override(scenario, conditions, i);
        const struct op_dist *dist = override != NULL ? &override->dist : &scenario->dist[i];
        if (override == NULL && is_drawn_choice(scenario, row, i) && !fixed) {
            draws->param[i] = op_below(u, (uint32_t)choice_count(row));
        } else {
            draws->param[i] = clamped(row, fixed ? op_dist_centre(dist) : op_dist_value(dist, u));
        }
    }
    take_posterior(draws, scenario, &of_run, conditions, fixed);
    take_effects(draws, model, scenario, &of_run, fixed);
    enforce(draws, model, scenario, &of_run, fixed);
    take_costs(draws, scenario, &of_run, fixed);
}

void
op_draws_make(struct op_draws *draws, const struct op_model *model,
              const struct op_scenario *scenario, uint64_t seed, uint32_t replicate, uint32_t world,
              bool fixed)
{
    op_draws_under(draws, model, scenario, seed, replicate, world, -1, fixed);
}
