// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/sweep/pointrow.h"

#include "sim/study/output.h"
#include "sim/study/paired.h"

#include <math.h>
#include <string.h>

static void
own_name(struct op_csv_out *out, const struct op_factor *factor, const char *end)
{
    char name[200];

    (void)snprintf(name, sizeof name, "%.180s%s", factor->key, end);
    op_csv_word(out, name);
}

void
op_sweep_header(const struct op_sweep *sweep, struct op_csv_out *out)
{
    static const char *const first[] = { "point",     "strategy",   "arm",
                                         "world",     "conditions", "replicate",
                                         "structure", "started",    "could_h" };
    const struct op_model *model = sweep->model;

    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        op_csv_word(out, first[i]);
    }
    for (int f = 0; f < sweep->design->n_factors; f++) {
        const struct op_factor *factor = &sweep->design->factor[f];

        op_csv_word(out, factor->key);
        if (factor->is_moment) {
            own_name(out, factor, "_h");
        }
        if (op_design_is_second(sweep->design, f)) {
            own_name(out, factor, "_started");
            own_name(out, factor, "_could_h");
        }
    }
    for (int m = 0; m < model->n_mechanisms; m++) {
        for (int k = 0; k < model->mechanisms[m]->n_metrics; k++) {
            op_csv_word(out, model->mechanisms[m]->metrics[k].name);
        }
    }
    for (int i = 0; i < OP_N_PAIRED; i++) {
        op_csv_word(out, op_paired_metrics[i].name);
    }
    op_csv_end(out);
}

// A moment as points.csv writes it: 2012-09-08T08:00:00.
static void
put_moment(struct op_csv_out *out, const struct op_scenario *scenario,
           const struct op_factor *factor, const struct op_factor_value *value)
{
    char text[24];

    if (factor->after) {
        op_csv_word(out, value->text);
    } else {
        op_moment_text(scenario, llround(value->number * 3.6e9), text);
        op_csv_word(out, text);
    }
    op_csv_real(out, value->number);
}

struct row_of {
    const struct op_sweep *sweep;
    const struct op_sweep_arms *arms;
    const struct op_replicate *replicate;
    const struct op_draws *draws;
    const struct op_arm_result *nothing, *base;
    double *values;
};

static const struct op_arm_result *
arm_of(const struct op_replicate *replicate, int strategy)
{
    for (int i = 0; i < replicate->n_arms; i++) {
        if (replicate->arm[i].strategy == strategy) {
            return &replicate->arm[i];
        }
    }
    return NULL;
}

// How often a factor's measure was started, and the hours since the start from which on it could
// have been, in the evening of the base. No arm: a row of reference.
static void
put_started(struct op_csv_out *out, const struct row_of *row, const struct op_arm_result *arm,
            int factor)
{
    const struct op_scenario *scenario = row->arms->scenario;
    const struct op_arm_result *base = row->base;
    const int use = factor >= 0 ? row->sweep->design->factor[factor].use : -1;

    if (!arm || use < 0) {
        op_csv_word(out, "");
        op_csv_word(out, "");
        return;
    }
    op_csv_whole(out, arm->n_starts[scenario->strategies[arm->strategy].uses[use].action]);
    op_csv_real(out, base && base->could_us[factor] != OP_NEVER_US
                         ? (double)base->could_us[factor] / 3.6e9
                         : (double)NAN);
}

// The first factor of a point that is a setting of a measure; -1: none.
static int
first_measure(const struct op_design *design, const struct op_point *point)
{
    for (int f = 0; f < design->n_factors; f++) {
        if (design->factor[f].kind == OP_FACTOR_MEASURE && point->value[f].text) {
            return f;
        }
    }
    return -1;
}

static void
put_values(struct op_csv_out *out, const struct row_of *row, const struct op_point *point,
           const struct op_arm_result *arm)
{
    const struct op_design *design = row->sweep->design;

    for (int f = 0; f < design->n_factors; f++) {
        const struct op_factor *factor = &design->factor[f];
        const struct op_factor_value *value = &point->value[f];
        const bool is_said = value->text && (arm || factor->kind != OP_FACTOR_MEASURE);

        if (!is_said) {
            op_csv_word(out, "");
            if (factor->is_moment) {
                op_csv_word(out, "");
            }
        } else if (factor->is_moment) {
            put_moment(out, row->sweep->scenario, factor, value);
        } else if (isnan(value->number)) {
            op_csv_word(out, value->text);
        } else {
            op_csv_real(out, value->number);
        }
        if (op_design_is_second(design, f)) {
            put_started(out, row, is_said ? arm : NULL, f);
        }
    }
}

// point: its number from 0; -1: a row of reference.
static void
put_row(struct op_csv_out *out, const struct row_of *row, int point, int sample_point, int strategy)
{
    const struct op_sweep *sweep = row->sweep;
    const struct op_scenario *scenario = row->arms->scenario;
    const struct op_arm_result *arm = arm_of(row->replicate, strategy);
    const int p = point >= 0 ? point : sample_point;
    char word[64];

    if (!arm) {
        return;
    }

    const struct op_outcome_of of = { arm, row->nothing, row->draws };

    op_csv_whole(out, point + 1);
    op_csv_word(out,
                scenario->strategies[point >= 0 ? sweep->design->point[p].strategy : strategy].id);
    op_csv_word(out, scenario->strategies[strategy].id);
    op_csv_whole(out, row->arms->world + 1);
    op_csv_word(out, op_conditions_name(scenario, row->replicate->conditions));
    op_csv_whole(out, row->replicate->replicate);
    op_csv_word(out, op_outcome_structure(sweep->model, row->draws, word));
    put_started(out, row, point >= 0 ? arm : NULL,
                first_measure(sweep->design, &sweep->design->point[p]));
    put_values(out, row, &sweep->design->point[p], point >= 0 ? arm : NULL);
    op_outcome_values(sweep->model, scenario, &of, row->values);
    for (int i = 0; i < sweep->model->n_metrics + OP_N_PAIRED; i++) {
        op_csv_real(out, row->values[i]);
    }
    op_csv_end(out);
}

void
op_sweep_rows(const struct op_sweep *sweep, const struct op_sweep_arms *arms,
              const struct op_replicate *replicate, const struct op_draws *draws, double *values,
              struct op_csv_out *out)
{
    const struct op_point_plan *plan = sweep->plan;
    const struct op_scenario *own = sweep->scenario;
    const struct row_of row = { sweep,
                                arms,
                                replicate,
                                draws,
                                arm_of(replicate, own->nothing),
                                arm_of(replicate, own->base),
                                values };
    int c = 0;

    for (int i = 0; i < replicate->n_arms; i++) {
        op_paired_sort(&replicate->arm[i]);
    }
    while (c + 1 < arms->n_conditions && arms->conditions[c] != replicate->conditions) {
        c++;
    }
    put_row(out, &row, -1, arms->sample_point[c], own->base);
    if (own->nothing != own->base) {
        put_row(out, &row, -1, arms->sample_point[c], own->nothing);
    }
    for (int p = 0; p < sweep->design->n_points; p++) {
        bool is_here = false;

        for (int b = 0; b < plan->n_base_sets && plan->place[p].world == arms->world; b++) {
            const int base = sweep->n_base_sets > 0 ? sweep->base_sets[b] : -1;

            is_here |=
                op_plan_conditions(plan, p, b, base, own->n_conditions) == replicate->conditions;
        }
        if (is_here) {
            put_row(out, &row, p, p, op_plan_strategy(plan, sweep->design, p, own->n_strategies));
        }
    }
}
