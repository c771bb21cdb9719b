// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/reference/references.h"

#include "models/reference/reference.h"

#include <stdlib.h>

// ---- worlds -------------------------------------------------------------------------------------

static enum op_status
build(void **world, const struct op_scenario *scenario, const double *param, uint64_t seed,
      uint32_t index, int n_threads, struct op_diag *diag)
{
    struct op_network *const network = calloc(1, sizeof *network);

    (void)n_threads;
    *world = network;
    return network == NULL ? OP_NO_MEMORY
                           : op_network_build(network, scenario, param, seed, index, diag);
}

static void
drop(void *world)
{
    if (world != NULL) op_network_free(world);
    free(world);
}

static int
describe(const void *built, struct op_world_part *part)
{
    const struct op_network *network = built;
    const size_t n = network->n_persons, n_ties = network->n_ties;

    part[0] =
        (struct op_world_part){ "persons: where the ties stand",
                                network->first != NULL ? (n + 1) * sizeof *network->first : 0, n };
    part[1] = (struct op_world_part){ "ties", n_ties * sizeof *network->target, n_ties };
    return 2;
}

static const struct op_world_maker networks = { build, drop, describe };

static enum op_status
build_nothing(void **world, const struct op_scenario *scenario, const double *param, uint64_t seed,
              uint32_t index, int n_threads, struct op_diag *diag)
{
    (void)scenario, (void)param, (void)seed, (void)index, (void)n_threads, (void)diag;
    *world = NULL;
    return OP_OK;
}

static const struct op_world_maker no_world = { build_nothing, drop, NULL };

// ---- checks -------------------------------------------------------------------------------------

// More at the start than there are; a list that is not one for each person.
static void
check_on_network(const struct op_scenario *scenario, struct op_diag *diag)
{
    const double n = op_network_persons(scenario);

    op_network_check(scenario, diag);
    for (int i = OP_NET_N_PARAMS; i < scenario->schema->n_params; i++) {
        const struct op_param *const row = op_schema_param_row(scenario->schema, i, NULL);
        const struct op_series *const series = op_scenario_series(scenario, i);

        if (row->unit == OP_UNIT_PERSONS && scenario->dist[i].a > n) {
            op_diag_add(diag, OP_OUT_OF_RANGE, scenario->param_place[i], NULL,
                        "%s: %.0f, and there are %.0f persons", row->key, scenario->dist[i].a, n);
        }
        if (series != NULL && (double)series->n_rows != n) {
            op_diag_add(diag, OP_OUT_OF_RANGE, scenario->param_place[i],
                        "one for each person of the network", "%s: %zu numbers for %.0f persons",
                        row->key, series->n_rows, n);
        }
    }
}

static int
find_param(const struct op_schema *schema, const char *key)
{
    char name[96];

    (void)snprintf(name, sizeof name, "%s.%s", schema->model, key);
    return op_schema_param(schema, name);
}

static bool
has_no_end(const struct op_scenario *scenario)
{
    return scenario->end_us >= OP_TIME_LIMIT_US - 1;
}

static void
check_hawkes(const struct op_scenario *scenario, struct op_diag *diag)
{
    const int base = find_param(scenario->schema, "base_rate");
    const int warm_up = find_param(scenario->schema, "warm_up");

    if (has_no_end(scenario) &&
        (scenario->dist[base].kind != OP_DIST_FIXED || scenario->dist[base].a > 0)) {
        op_diag_add(
            diag, OP_MISSING_KEY, scenario->param_place[base], "write end: 100 d",
            "end: this key is missing, and with a base rate the model does not end by itself");
    }
    if (scenario->dist[warm_up].a * 1e6 >= (double)scenario->end_us) {
        op_diag_add(diag, OP_OUT_OF_RANGE, scenario->param_place[warm_up], NULL,
                    "warm_up: not before the end");
    }
}

static void
check_queue(const struct op_scenario *scenario, struct op_diag *diag)
{
    const int warm_up = find_param(scenario->schema, "warm_up");
    const int servers = find_param(scenario->schema, "servers");
    const int room = find_param(scenario->schema, "room");
    const double n_room = scenario->dist[room].a;

    if (scenario->dist[warm_up].a * 1e6 >= (double)scenario->end_us) {
        op_diag_add(diag, OP_OUT_OF_RANGE, scenario->param_place[warm_up], NULL,
                    "warm_up: not before the end");
    }
    if (n_room > 0 && n_room < scenario->dist[servers].a) {
        op_diag_add(diag, OP_OUT_OF_RANGE, scenario->param_place[room],
                    "those who are served are in the room too",
                    "room: %.0f, and there are %.0f servers", n_room, scenario->dist[servers].a);
    }
}

static void
check_rebellion(const struct op_scenario *scenario, struct op_diag *diag)
{
    const int density = find_param(scenario->schema, "density");
    const int officers = find_param(scenario->schema, "officer_density");

    if (op_dist_centre(&scenario->dist[density]) + op_dist_centre(&scenario->dist[officers]) > 1) {
        op_diag_add(diag, OP_OUT_OF_RANGE, scenario->param_place[officers], NULL,
                    "officer_density: persons and officers need more sites than there are");
    }
}

// ---- models -------------------------------------------------------------------------------------

struct entry {
    const struct op_mechanism *mechanism[2];
    bool on_network, needs_end;
    op_schema_check *check;
};

static const struct entry entries[OP_N_REFERENCES] = {
    { { &op_network_mechanism, &op_sir_mechanism }, true, false, check_on_network },
    { { &op_network_mechanism, &op_si_mechanism }, true, false, check_on_network },
    { { &op_network_mechanism, &op_sis_mechanism }, true, true, check_on_network },
    { { &op_network_mechanism, &op_percolation_mechanism }, true, false, check_on_network },
    { { &op_network_mechanism, &op_rumour_mechanism }, true, false, check_on_network },
    { { &op_network_mechanism, &op_threshold_mechanism }, true, false, check_on_network },
    { { &op_rebellion_mechanism }, false, true, check_rebellion },
    { { &op_queue_mechanism }, false, true, check_queue },
    { { &op_hawkes_mechanism }, false, false, check_hawkes },
};

void
op_references_fill(struct op_model model[OP_N_REFERENCES], struct op_model_set set[OP_N_REFERENCES],
                   const struct op_schema *schema[OP_N_REFERENCES + 1])
{
    for (int i = 0; i < OP_N_REFERENCES; i++) {
        const struct entry *const entry = &entries[i];

        model[i] = (struct op_model){
            .mechanisms = entry->mechanism,
            .n_mechanisms = entry->on_network ? 2 : 1,
            .n_segments = OP_SEG_REF_COUNT - OP_SEG_MODEL,
            .schema = { .model = entry->mechanism[entry->on_network]->table.name,
                        .needs_end = entry->needs_end,
                        .check = entry->check },
        };
        op_model_init(&model[i]);
        set[i] = (struct op_model_set){ &model[i], entry->on_network ? &networks : &no_world };
        schema[i] = &model[i].schema;
    }
    schema[OP_N_REFERENCES] = NULL;
}
