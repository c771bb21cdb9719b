// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers for the content of scenarios, uses and conditions: equal content, equal number, wherever
// it stands and however it is numbered there.
#include "sim/base/hash.h"
#include "sim/run/snapshot.h"

#include <string.h>

static uint64_t
with_bytes(uint64_t h, const void *bytes, size_t n)
{
    return op_hash_bytes(bytes, n, h);
}

static uint64_t
with_whole(uint64_t h, int64_t x)
{
    return with_bytes(h, &x, sizeof x);
}

static uint64_t
with_real(uint64_t h, double x)
{
    return with_bytes(h, &x, sizeof x);
}

static uint64_t
with_text(uint64_t h, const char *text)
{
    return with_bytes(h, text != NULL ? text : "", text != NULL ? strlen(text) + 1 : 1);
}

uint64_t
op_test_identity(const struct op_scenario *scenario, int test)
{
    if (test < 0) {
        return 0;
    }
    const struct op_test *row = &scenario->tests[test];
    uint64_t h = with_whole(1, row->kind);
    h = with_whole(h, row->relation);
    h = with_whole(h, row->oracle);
    h = with_whole(h, row->index);
    h = with_whole(h, row->seen);
    h = with_real(h, row->level);
    h = with_real(h, row->release);
    h = with_whole(h, row->hold_us);
    for (int k = 0; k < row->n_children; k++) {
        h = with_whole(h, (int64_t)op_test_identity(scenario, row->first_child + k));
    }
    return h;
}

uint64_t
op_use_identity(const struct op_scenario *scenario, const struct op_strategy *strategy, int use)
{
    const struct op_use *row = &strategy->uses[use];
    uint64_t h = with_whole(2, scenario->actions[row->action].hash);
    h = with_whole(h, row->start);
    h = with_whole(h, row->start == OP_START_AT ? row->at_us : 0);
    h = with_whole(h, (int64_t)(row->start == OP_START_WHEN ? op_test_identity(scenario, row->test)
                                                            : 0));
    h = with_whole(h, (int64_t)(row->start == OP_START_AFTER
                                    ? op_use_identity(scenario, strategy, row->after_use)
                                    : 0));
    h = with_whole(h, row->oracle);
    h = with_whole(h, row->delay_us);
    h = with_whole(h, row->with_lead_time);
    h = with_whole(h, row->duration_us);
    h = with_whole(h, row->until_us);
    h = with_whole(h, (int64_t)op_test_identity(scenario, row->until_test));
    h = with_whole(h, row->cooldown_us);
    return with_real(h, row->probability);
}

static uint64_t
with_tables(uint64_t h, const struct op_model *model)
{
    for (int g = 0; g < model->schema.n_groups; g++) {
        const struct op_schema_group *group = &model->schema.groups[g];
        h = with_text(h, group->name);
        for (int i = 0; i < group->n_params; i++) {
            h = with_text(h, group->params[i].key);
        }
        for (int i = 0; i < group->n_levers; i++) {
            h = with_text(h, group->levers[i].name);
        }
        for (int i = 0; i < group->n_observables; i++) {
            h = with_text(h, group->observables[i].name);
        }
    }
    return with_whole(h, model->n_segments);
}

static uint64_t
with_towns(uint64_t h, const struct op_scenario *scenario)
{
    for (int i = 0; i < scenario->n_towns; i++) {
        h = with_real(h, scenario->towns[i].latitude_deg);
        h = with_real(h, scenario->towns[i].longitude_deg);
        h = with_real(h, scenario->towns[i].inhabitants);
    }
    return h;
}

// What persons draw from, and numbers given one by one, stand in no replicate's parameters.
static uint64_t
with_series(uint64_t h, const struct op_scenario *scenario, const struct op_schema *schema)
{
    for (int i = 0; i < schema->n_params; i++) {
        const struct op_dist *dist = &scenario->dist[i];
        if (op_schema_param_row(schema, i, NULL)->scope == OP_PERSON_PARAM) {
            h = with_whole(h, dist->kind);
            h = with_real(h, dist->a);
            h = with_real(h, dist->b);
            h = with_real(h, dist->c);
        }
    }
    for (int i = 0; i < scenario->n_series; i++) {
        const struct op_series *series = &scenario->series[i];
        const size_t n = series->n_rows * (size_t)series->n_columns;
        h = with_whole(h, series->param);
        h = series->whole != NULL ? with_bytes(h, series->whole, n * sizeof *series->whole)
                                  : with_bytes(h, series->real, n * sizeof *series->real);
    }
    return h;
}

uint64_t
op_scenario_identity(const struct op_scenario *scenario, const struct op_model *model)
{
    uint64_t h = with_tables(3, model);
    h = with_towns(h, scenario);
    h = with_series(h, scenario, &model->schema);
    h = with_whole(h, scenario->start_civil_s);
    h = with_whole(h, scenario->end_us);
    h = with_whole(h, scenario->event_us);
    h = with_real(h, scenario->place_latitude_deg);
    h = with_real(h, scenario->place_longitude_deg);
    h = with_real(h, scenario->within_m);
    h = with_real(h, scenario->max_persons);
    h = with_whole(h, scenario->n_worlds);
    h = with_whole(h, scenario->watch_every_us);
    h = with_whole(h, scenario->record_every_us);
    for (int i = 0; i < scenario->n_happenings; i++) {
        const struct op_happening *happening = &scenario->happenings[i];
        h = with_whole(h, happening->kind);
        h = with_whole(h, happening->at_us);
        h = with_real(h, happening->amount);
        h = with_whole(h, happening->recorded);
    }
    const struct op_strategy *record =
        scenario->record >= 0 ? &scenario->strategies[scenario->record] : NULL;
    for (int k = 0; record != NULL && k < record->n_uses; k++) {
        h = with_whole(h, (int64_t)op_use_identity(scenario, record, k));
    }
    return h;
}
