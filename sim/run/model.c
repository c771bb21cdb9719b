// SPDX-License-Identifier: GPL-3.0-or-later
// The mechanisms' tables laid end to end, checked once.
#include "sim/run/engine.h"

#include <string.h>

static void
take_kinds(struct op_model *model, const struct op_mechanism *mechanism)
{
    for (int k = 0; k < 8; k++) {
        const struct op_kind *kind = &mechanism->kinds[k];
        if (kind->handle == NULL) {
            continue;
        }
        const int code = mechanism->first_kind + k;
        if (code < 32 || code >= 240 || model->kind_table[code] != NULL) {
            OP_BUG("an event code is used twice or lies outside the mechanisms' range");
        }
        model->kind_table[code] = kind;
    }
}

static void
refuse_twins(const struct op_model *model)
{
    for (int i = 0; i < model->schema.n_levers; i++) {
        const char *name = op_schema_lever_row(&model->schema, i)->name;
        if (op_schema_lever(&model->schema, name) != i) {
            OP_BUG("two levers have one name");
        }
    }
    for (int i = 0; i < model->schema.n_observables; i++) {
        const char *name = op_schema_observable_row(&model->schema, i)->name;
        if (op_schema_observable(&model->schema, name) != i) {
            OP_BUG("two observables have one name");
        }
    }
}

void
op_model_init(struct op_model *model)
{
    if (model->n_mechanisms > OP_MAX_MECHANISMS ||
        OP_SEG_MODEL + model->n_segments > OP_MAX_SEGMENTS) {
        OP_BUG("more mechanisms or segments than the engine has room for");
    }
    int n_seen = 0;
    for (int m = 0; m < model->n_mechanisms; m++) {
        const struct op_mechanism *mechanism = model->mechanisms[m];
        model->groups[m] = mechanism->table;
        model->param_first[m + 1] = model->param_first[m] + mechanism->table.n_params;
        model->lever_first[m + 1] = model->lever_first[m] + mechanism->table.n_levers;
        model->observable_first[m + 1] =
            model->observable_first[m] + mechanism->table.n_observables;
        model->metric_first[m + 1] = model->metric_first[m] + mechanism->n_metrics;
        take_kinds(model, mechanism);
        for (int i = 0; i < mechanism->n_seen; i++) {
            if (n_seen < OP_MAX_SEEN) {
                model->seen[n_seen++] = mechanism->seen[i];
            } else {
                OP_BUG("more perceptions than there is room for");
            }
        }
    }
    const int n = model->n_mechanisms;
    model->schema.groups = model->groups;
    model->schema.n_groups = n;
    model->schema.seen = model->seen;
    model->schema.n_seen = n_seen;
    model->schema.n_params = model->param_first[n];
    model->schema.n_levers = model->lever_first[n];
    model->schema.n_observables = model->observable_first[n];
    model->n_metrics = model->metric_first[n];
    if (model->schema.n_observables > OP_MAX_OBSERVABLES) {
        OP_BUG("more observables than the engine has room for");
    }
    refuse_twins(model);
}
