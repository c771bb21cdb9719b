// SPDX-License-Identifier: GPL-3.0-or-later
// A program over sim/oploop.h for tests of memory that runs out: every call of an evening's life
// once. starved_evening SHARE SCENARIO SNAPSHOT writes what came out of it, and ends with the exit
// status of the first call that failed.
#include "models/registry.h"
#include "sim/oploop.h"
#include "sim/study/study.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>

struct evenings {
    struct op_simulation *simulation;
    struct op_evening *first, *copy, *loaded;
};

static enum op_status
live(struct evenings *e, const struct op_simulation_options *options, const char *snapshot,
     struct op_diag *diag)
{
    enum op_status status = op_simulation_open(&e->simulation, options, diag);
    if (status != OP_OK) {
        return status;
    }
    const int64_t end_us = op_simulation_end_us(e->simulation);
    status = op_evening_begin(&e->first, e->simulation, 1, 0, 0, diag);
    if (status == OP_OK) {
        status = op_evening_step(e->first, end_us / 2);
    }
    if (status == OP_OK) {
        status = op_evening_fork(&e->copy, e->first);
    }
    if (status == OP_OK) {
        status = op_evening_save(e->first, snapshot, diag);
    }
    if (status == OP_OK) {
        status = op_evening_load(&e->loaded, e->simulation, snapshot, 0, diag);
    }
    if (status == OP_OK) {
        status = op_evening_act(e->copy, 0, true, NULL);
    }
    struct op_evening *const all[] = { e->first, e->copy, e->loaded };
    for (int i = 0; i < 3 && status == OP_OK; i++) {
        status = op_evening_step(all[i], end_us);
    }
    for (int i = 0; i < 3 && status == OP_OK; i++) {
        const unsigned long long print = op_evening_fingerprint(all[i]);
        status = print != 0 ? OP_OK : OP_NO_MEMORY;
        (void)fprintf(stderr, "evening %d: %zu samples, %016llx\n", i, op_evening_row_count(all[i]),
                      print);
    }
    return status;
}

int
main(int argc, char **argv)
{
    static struct op_model model;
    const char *const sets[] = { "population.at_most=300" };
    if (argc != 4) {
        return 2;
    }
    (void)gsl_set_error_handler_off();
    op_registry_model(&model);
    const struct op_model_set set = { &model, &op_registry_worlds };
    const struct op_simulation_options options = { .path = argv[2],
                                                   .share_dir = argv[1],
                                                   .sets = sets,
                                                   .n_sets = 1,
                                                   .model = &set,
                                                   .n_threads = 2 };
    struct evenings evenings = { 0 };
    struct op_diag diag;
    op_diag_init(&diag);
    const enum op_status status = live(&evenings, &options, argv[3], &diag);
    if (status == OP_NO_MEMORY) {
        op_diag_lack(&diag, diag.n_findings, "in the course of an evening");
    }
    op_diag_print(&diag, stderr);
    op_evening_free(evenings.first);
    op_evening_free(evenings.copy);
    op_evening_free(evenings.loaded);
    op_simulation_free(evenings.simulation);
    op_diag_free(&diag);
    return op_status_exit(status);
}
