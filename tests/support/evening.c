// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/evening.h"

#include "models/registry.h"
#include "sim/run/chance_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
need(bool is_so, const char *what)
{
    if (is_so) return;
    (void)fprintf(stderr, "evening: %s\n", what);
    exit(1);
}

void
evening_open(struct evening *e)
{
    static const char *const sets[] = { "population.within=8 km" };

    evening_open_with(e, sets, 1);
}

void
evening_open_with(struct evening *e, const char *const *sets, int n_sets)
{
    const struct op_load_options options = { .share_dir = ".", .sets = sets, .n_sets = n_sets };
    struct op_diag diag;

    *e = (struct evening){ .world = NULL };
    op_diag_init(&diag);
    op_registry_model(&e->model);
    const enum op_status status =
        op_scenario_load(&e->scenario, "scenarios/minimal.yaml", &e->model.schema, &options, &diag);
    op_diag_print(&diag, stderr);
    need(status == OP_OK, "the scenario cannot be read");
    e->scenario.n_happenings = 0;
    need(op_draws_init(&e->draws, &e->model, &e->scenario) == OP_OK, "draws");
    op_draws_make(&e->draws, &e->model, &e->scenario, 7, 0, 0, true);
    need(op_registry_worlds.build(&e->world, &e->scenario, e->draws.param, 7, 0, 1, &diag) == OP_OK,
         "the world cannot be built");
    need(op_run_init(&e->run, &e->model, &e->scenario) == OP_OK, "memory");
    need(op_plans_init(&e->plans, &e->scenario, 1) == OP_OK, "plans");
    op_record_init(&e->record, e->model.schema.n_observables);
    op_diag_free(&diag);
}

void
evening_close(struct evening *e)
{
    op_chance_check_reset();
    op_record_free(&e->record);
    op_plans_free(&e->plans);
    op_run_free(&e->run);
    op_registry_worlds.free(e->world);
    op_draws_free(&e->draws);
    op_scenario_free(&e->scenario);
}

void
evening_set(struct evening *e, const char *param, double value)
{
    const int index = op_schema_param(&e->model.schema, param);

    need(index >= 0, param);
    e->draws.param[index] = value;
}

void
evening_begin(struct evening *e, uint32_t replicate)
{
    struct op_run *const run = &e->run;

    op_record_clear(&e->record);
    run->world = e->world;
    run->chance = (struct op_chance){ .seed = 7, .replicate = replicate };
    run->param = e->draws.param;
    run->action_factor = (const double *const *)e->draws.action_factor;
    op_chance_check_reset();
    op_chance_check_run(1);
    op_run_begin(run);
    op_plans_begin(&e->plans, run, &e->scenario.nothing, 1);
}

void
evening_lever(struct evening *e, const char *lever, double value)
{
    struct op_run *const run = &e->run;
    const int index = op_schema_lever(&e->model.schema, lever);
    double *const values = (double *)(void *)run->state.segment[OP_SEG_LEVER].base;
    int m = 0;

    need(index >= 0, lever);
    while (index >= e->model.lever_first[m + 1]) {
        m++;
    }
    values[index] = value;
    if (e->model.mechanisms[m]->lever_moved != NULL) {
        e->model.mechanisms[m]->lever_moved(run, index - e->model.lever_first[m]);
    }
}

void
evening_happens(struct evening *e, int kind, double amount)
{
    for (int m = 0; m < e->model.n_mechanisms; m++) {
        if (e->model.mechanisms[m]->happening != NULL) {
            e->model.mechanisms[m]->happening(&e->run, kind, amount);
        }
    }
}

void
evening_finish(struct evening *e)
{
    static const volatile int go_on = 0;

    need(op_run_advance(&e->run, &e->plans, &e->record, &go_on) == OP_NEVER_US,
         "the plan of `nothing` has something due");
}

double
evening_sees(const struct evening *e, const char *observable)
{
    double values[OP_MAX_OBSERVABLES];
    const int index = op_schema_observable(&e->model.schema, observable);

    need(index >= 0, observable);
    op_run_observe(&e->run, values);
    return values[index];
}

double
evening_metric(const struct evening *e, const char *metric)
{
    double values[128];
    int k = 0;

    op_run_outcome(&e->run, values);
    for (int m = 0; m < e->model.n_mechanisms; m++) {
        for (int j = 0; j < e->model.mechanisms[m]->n_metrics; j++, k++) {
            if (strcmp(e->model.mechanisms[m]->metrics[j].name, metric) == 0) return values[k];
        }
    }
    need(false, metric);
    return 0;
}

uint32_t
evening_count(const struct evening *e, uint16_t flags)
{
    const struct op_person *const rows = op_rows(&e->run, OP_SEG_PERSON);
    const uint32_t n = op_row_count(&e->run, OP_SEG_PERSON, sizeof *rows);
    uint32_t count = 0;

    for (uint32_t k = 0; k < n; k++) {
        count += (rows[k].flags & flags) == flags;
    }
    return count;
}

struct evening evening;

int
evening_set_up(void **state)
{
    (void)state;
    evening_open(&evening);
    return 0;
}

int
evening_tear_down(void **state)
{
    (void)state;
    evening_close(&evening);
    return 0;
}
