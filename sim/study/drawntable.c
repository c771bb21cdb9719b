// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/drawntable.h"

#include <stdio.h>

void
op_drawn_header(const struct op_drawn_table *table, struct op_csv_out *out)
{
    op_csv_word(out, "replicate");
    if (table->world > 0) {
        op_csv_word(out, "world");
    }
    if (table->has_sets) {
        op_csv_word(out, "conditions");
    }
    op_csv_word(out, "parameter");
    op_csv_word(out, "value");
    op_csv_end(out);
}

// Does a parameter differ between the sets of this study?
static bool
is_of_a_set(const struct op_drawn_table *table, int param)
{
    for (int c = 0; c < op_study_n_conditions(table->options); c++) {
        if (op_conditions_override(table->scenario, op_study_conditions(table->options, c),
                                   param) != NULL) {
            return true;
        }
    }
    return false;
}

static bool
is_drawn(const struct op_drawn_table *table, int conditions, int param)
{
    const struct op_scenario *scenario = table->scenario;
    const struct op_override *override = op_conditions_override(scenario, conditions, param);
    bool is_joint = false;

    for (int k = 0; k < scenario->posterior.n_columns; k++) {
        is_joint = is_joint || scenario->posterior.param[k] == param;
    }
    return override != NULL ? override->dist.kind != OP_DIST_FIXED
                            : is_joint || op_draws_varies(table->model, scenario, param);
}

struct drawn {
    const char *group, *key, *conditions;
    double value;
};

static void
put(struct op_csv_out *out, const struct op_drawn_table *table,
    const struct op_replicate *replicate, const struct drawn *drawn)
{
    char name[160];

    (void)snprintf(name, sizeof name, "%s.%s", drawn->group, drawn->key);
    op_csv_whole(out, replicate->replicate);
    if (table->world > 0) {
        op_csv_whole(out, table->world);
    }
    if (table->has_sets) {
        op_csv_word(out, drawn->conditions);
    }
    op_csv_word(out, name);
    op_csv_real(out, drawn->value);
    op_csv_end(out);
}

bool
op_drawn_is_again(const struct op_scenario *scenario, int action, int lever)
{
    for (int a = 0; a < action; a++) {
        const struct op_action_content *other = &scenario->actions[a];

        for (int k = 0; k < other->n_moves; k++) {
            if (other->measure == scenario->actions[action].measure &&
                other->moves[k].lever == lever) {
                return true;
            }
        }
    }
    return false;
}

// The effects of measures are of all sets.
static void
put_effects(struct op_csv_out *out, const struct op_drawn_table *table,
            const struct op_replicate *replicate, const struct op_draws *draws)
{
    const struct op_scenario *scenario = table->scenario;

    for (int a = 0; a < scenario->n_actions; a++) {
        const struct op_action_content *action = &scenario->actions[a];
        const struct op_measure *measure = &scenario->measures[action->measure];

        for (int k = 0; k < action->n_moves; k++) {
            const struct op_lever *lever =
                op_schema_lever_row(&table->model->schema, action->moves[k].lever);

            if ((action->moves[k].dist.kind != OP_DIST_FIXED ||
                 measure->enforceability.kind != OP_DIST_FIXED) &&
                !op_drawn_is_again(scenario, a, action->moves[k].lever)) {
                put(out, table, replicate,
                    &(struct drawn){ measure->id, lever->name, "all", draws->action_factor[a][k] });
            }
        }
    }
}

void
op_drawn_rows(const struct op_drawn_table *table, const struct op_replicate *replicate,
              const struct op_draws *draws, struct op_csv_out *out)
{
    const struct op_schema *schema = &table->model->schema;
    const int conditions = replicate->conditions;
    const bool is_first = conditions == op_study_conditions(table->options, 0);

    for (int i = 0; i < schema->n_params; i++) {
        const bool is_shared = !is_of_a_set(table, i);
        const char *group = NULL;
        const struct op_param *row = op_schema_param_row(schema, i, &group);

        if ((is_first || !is_shared) && is_drawn(table, conditions, i)) {
            const char *of = is_shared ? "all" : op_conditions_name(table->scenario, conditions);

            put(out, table, replicate, &(struct drawn){ group, row->key, of, draws->param[i] });
        }
    }
    if (is_first) {
        put_effects(out, table, replicate, draws);
    }
}
