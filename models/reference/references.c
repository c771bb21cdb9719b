// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/reference/references.h"

#include "models/reference/reference.h"

#include <stdlib.h>

static const struct op_mechanism *const on_networks[][2] = {
    {&op_network_mechanism, &op_sir_mechanism},
    {&op_network_mechanism, &op_si_mechanism},
    {&op_network_mechanism, &op_sis_mechanism},
};
enum { N_ON_NETWORKS = sizeof on_networks / sizeof *on_networks };

static bool
never_ends(const struct op_mechanism *mechanism)
{
    return mechanism == &op_sis_mechanism;
}

// ---- worlds --------------------------------------------------------------------------------------

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

static const struct op_world_maker networks = {build, drop};

// ---- checks --------------------------------------------------------------------------------------

// More at the start than there are.
static void
check_network_model(const struct op_scenario *scenario, struct op_diag *diag)
{
    const double n = op_network_persons(scenario);

    op_network_check(scenario, diag);
    for (int i = OP_NET_N_PARAMS; i < scenario->schema->n_params; i++) {
        const struct op_param *const row = op_schema_param_row(scenario->schema, i, NULL);

        if (row->unit == OP_UNIT_PERSONS && scenario->dist[i].a > n) {
            op_diag_add(diag, OP_OUT_OF_RANGE, scenario->param_place[i], NULL,
                        "%s: %.0f, and there are %.0f persons", row->key, scenario->dist[i].a, n);
        }
    }
}

// ---- models --------------------------------------------------------------------------------------

void
op_references_fill(struct op_model model[OP_N_REFERENCES], struct op_model_set set[OP_N_REFERENCES],
                   const struct op_schema *schema[OP_N_REFERENCES + 1])
{
    for (int i = 0; i < OP_N_REFERENCES; i++) {
        const struct op_mechanism *const own = on_networks[i][1];

        model[i] = (struct op_model){
            .mechanisms = on_networks[i],
            .n_mechanisms = 2,
            .n_segments = OP_SEG_REF_COUNT - OP_SEG_MODEL,
            .schema = {.model = own->table.name, .needs_end = never_ends(own),
                       .check = check_network_model},
        };
        op_model_init(&model[i]);
        set[i] = (struct op_model_set){&model[i], &networks};
        schema[i] = &model[i].schema;
    }
    schema[OP_N_REFERENCES] = NULL;
}
