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
evening_open(struct evening *evening)
{
    static const char *const sets[] = { "population.within=8 km" };

    evening_open_with(evening, sets, 1);
}

void
evening_open_with(struct evening *evening, const char *const *sets, int n_sets)
{
    const struct op_load_options options = { .share_dir = ".", .sets = sets, .n_sets = n_sets };
    struct op_diag diag;

    *evening = (struct evening){ .world = NULL };
    op_diag_init(&diag);
    op_registry_model(&evening->model);
    const enum op_status status = op_scenario_load(&evening->scenario, "scenarios/minimal.yaml",
                                                   &evening->model.schema, &options, &diag);
    op_diag_print(&diag, stderr);
    need(status == OP_OK, "the scenario cannot be read");
    evening->scenario.n_happenings = 0;
    need(op_draws_init(&evening->draws, &evening->model, &evening->scenario) == OP_OK, "draws");
    op_draws_make(&evening->draws, &evening->model, &evening->scenario, 7, 0, 0, true);
    need(op_registry_worlds.build(&evening->world, &evening->scenario, evening->draws.param, 7, 0,
                                  1, &diag) == OP_OK,
         "the world cannot be built");
    need(op_run_init(&evening->run, &evening->model, &evening->scenario) == OP_OK, "memory");
    need(op_plans_init(&evening->plans, &evening->scenario, 1) == OP_OK, "plans");
    op_record_init(&evening->record, evening->model.schema.n_observables);
    op_diag_free(&diag);
}

void
evening_close(struct evening *evening)
{
    op_chance_check_reset();
    op_record_free(&evening->record);
    op_plans_free(&evening->plans);
    op_run_free(&evening->run);
    op_registry_worlds.free(evening->world);
    op_draws_free(&evening->draws);
    op_scenario_free(&evening->scenario);
}

void
evening_set(struct evening *evening, const char *param, double value)
{
    const int index = op_schema_param(&evening->model.schema, param);

    need(index >= 0, param);
    evening->draws.param[index] = value;
}

void
evening_begin(struct evening *evening, uint32_t replicate)
{
    struct op_run *const run = &evening->run;

    op_record_clear(&evening->record);
    run->world = evening->world;
    run->chance = (struct op_chance){ .seed = 7, .replicate = replicate };
    run->param = evening->draws.param;
    run->action_factor = (const double *const *)evening->draws.action_factor;
    op_chance_check_reset();
    op_chance_check_run(1);
    op_run_begin(run);
    op_plans_begin(&evening->plans, run, &evening->scenario.nothing, 1);
}

void
evening_lever(struct evening *evening, const char *lever, double value)
{
    struct op_run *const run = &evening->run;
    const int index = op_schema_lever(&evening->model.schema, lever);
    double *const values = (double *)(void *)run->state.segment[OP_SEG_LEVER].base;
    int m = 0;

    need(index >= 0, lever);
    while (index >= evening->model.lever_first[m + 1]) {
        m++;
    }
    values[index] = value;
    if (evening->model.mechanisms[m]->lever_moved != NULL) {
        evening->model.mechanisms[m]->lever_moved(run, index - evening->model.lever_first[m]);
    }
}

void
evening_happens(struct evening *evening, int kind, double amount)
{
    for (int m = 0; m < evening->model.n_mechanisms; m++) {
        if (evening->model.mechanisms[m]->happening != NULL) {
            evening->model.mechanisms[m]->happening(&evening->run, kind, amount);
        }
    }
}

void
evening_finish(struct evening *evening)
{
    static const volatile int go_on = 0;

    need(op_run_advance(&evening->run, &evening->plans, &evening->record, &go_on) == OP_NEVER_US,
         "the plan of `nothing` has something due");
}

double
evening_sees(const struct evening *evening, const char *observable)
{
    double values[OP_MAX_OBSERVABLES];
    const int index = op_schema_observable(&evening->model.schema, observable);

    need(index >= 0, observable);
    op_run_observe(&evening->run, values);
    return values[index];
}

double
evening_metric(const struct evening *evening, const char *metric)
{
    double values[128];
    int k = 0;

    op_run_outcome(&evening->run, values);
    for (int m = 0; m < evening->model.n_mechanisms; m++) {
        for (int j = 0; j < evening->model.mechanisms[m]->n_metrics; j++, k++) {
            if (strcmp(evening->model.mechanisms[m]->metrics[j].name, metric) == 0)
                return values[k];
        }
    }
    need(false, metric);
    return 0;
}

uint32_t
evening_count(const struct evening *evening, uint16_t flags)
{
    const struct op_person *const rows = op_rows(&evening->run, OP_SEG_PERSON);
    const uint32_t n = op_row_count(&evening->run, OP_SEG_PERSON, sizeof *rows);
    uint32_t count = 0;

    for (uint32_t k = 0; k < n; k++) {
        count += (rows[k].flags & flags) == flags;
    }
    return count;
}
