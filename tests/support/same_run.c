// SPDX-License-Identifier: GPL-3.0-or-later
// A program of its own for `make wasm`: numbers that must be the same bits wherever it is built. It
// needs no file and no library, so that it runs where there is neither: sums of the elementary
// functions, forked arms of the toy model, evenings in the tiny world, and an epidemic on a
// network.
#include "models/reference/reference.h"
#include "models/reference/references.h"
#include "sim/base/exact.h"
#include "sim/run/engine.h"
#include "sim/run/fingerprint.h"
#include "sim/run/lever.h"
#include "tests/support/tiny_world.h"
#include "tests/support/toy_model.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
say(const char *what, uint64_t seed, double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    (void)printf("%s %" PRIu64 " %016" PRIx64 " %.17g\n", what, seed, bits, value);
}

static void
say_fingerprint(const char *what, uint64_t seed, uint64_t fingerprint)
{
    (void)printf("%s %" PRIu64 " %016" PRIx64 "\n", what, seed, fingerprint);
}

static void
need(bool is_so, const char *what)
{
    if (is_so) {
        return;
    }
    (void)fprintf(stderr, "same_run: %s\n", what);
    exit(1);
}

static void
say_functions(void)
{
    double of_exp = 0, of_log = 0, of_pow = 0, of_quantile = 0, of_sine = 0;

    for (int i = 1; i < 100000; i++) {
        const double x = i / 100000.0;
        of_exp += op_exp(20 * x - 10) + op_expm1(x);
        of_log += op_log(x) + op_log1p(x);
        of_pow += op_pow(x, 3.7 * x);
        of_quantile += op_norm_quantile(x * x);
        of_sine += op_sin(100 * x) + op_cos(1000 * x);
    }
    say("exp", 0, of_exp);
    say("log", 0, of_log);
    say("pow", 0, of_pow);
    say("norm_quantile", 0, of_quantile);
    say("sine", 0, of_sine);
}

static void
say_forked_arms(void)
{
    const int arms[] = { 0, 1, 2 };
    struct op_model model;
    struct toy_scenario toy;
    struct op_replicate out;

    toy_model(&model);
    toy_scenario(&toy);
    (void)toy_use(&toy, 1, 1, 2 * TOY_HOUR_US);
    toy.strategy[2].uses = &toy.use[4];
    toy_use(&toy, 2, 2, 4 * TOY_HOUR_US)->duration_us = TOY_HOUR_US;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        toy_simulate(&toy, &model, seed, false, arms, 3, &out);
        for (int i = 0; i < out.n_arms; i++) {
            say_fingerprint("forked arm", seed, out.arm[i].fingerprint);
            say("forked sum", seed, out.arm[i].metric[1]);
        }
        op_replicate_free(&out);
    }
}

static void
start_first(struct tiny *tiny, int index)
{
    (void)index;
    op_action_start(&tiny->run, 0);
}

static void
say_evenings(void)
{
    struct tiny *tiny = malloc(sizeof *tiny);
    double values[OP_MAX_OBSERVABLES];

    need(tiny != NULL, "memory");
    tiny_init(tiny, 6);
    (void)tiny_action(tiny, "police_persons", 20);
    (void)tiny_call_at(tiny, 2);
    tiny->hook = start_first;
    for (uint32_t replicate = 0; replicate < 5; replicate++) {
        tiny_begin(tiny, replicate, TINY_PERSONS);
        tiny_finish(tiny);
        op_run_outcome(&tiny->run, values);
        say_fingerprint("evening", replicate, op_run_fingerprint(&tiny->run));
        say_fingerprint("evening's events", replicate, op_run_event_count(&tiny->run));
        for (int i = 0; i < tiny->model.n_metrics; i++) {
            say("evening's metric", replicate, values[i]);
        }
    }
    tiny_free(tiny);
    free(tiny);
}

// ---- an epidemic -----------------------------------------------------------------------------

#define MAX_PARAMS 64

struct epidemic {
    struct op_model model[OP_N_REFERENCES];
    struct op_model_set set[OP_N_REFERENCES];
    const struct op_schema *schema[OP_N_REFERENCES + 1];
    const struct op_model *sir;
    const struct op_world_maker *maker;
    struct op_scenario scenario;
    struct op_strategy nothing;
    struct op_dist dist[MAX_PARAMS];
    bool is_set[MAX_PARAMS];
    struct op_place place[MAX_PARAMS];
    double param[MAX_PARAMS];
};

static void
set_param(struct epidemic *epidemic, const char *name, double value)
{
    const int i = op_schema_param(&epidemic->sir->schema, name);

    need(i >= 0, name);
    epidemic->param[i] = value;
    epidemic->dist[i] = (struct op_dist){ OP_DIST_FIXED, value, 0, 0 };
}

static void
fill_epidemic(struct epidemic *epidemic)
{
    struct op_diag diag;

    op_diag_init(&diag);
    op_references_fill(epidemic->model, epidemic->set, epidemic->schema);
    for (int i = 0; i < OP_N_REFERENCES; i++) {
        if (strcmp(epidemic->schema[i]->model, "sir") == 0) {
            epidemic->sir = epidemic->set[i].model;
            epidemic->maker = epidemic->set[i].maker;
        }
    }
    need(epidemic->sir != NULL && epidemic->sir->schema.n_params <= MAX_PARAMS, "no model sir");
    for (int i = 0; i < epidemic->sir->schema.n_params; i++) {
        const struct op_param *const row = op_schema_param_row(&epidemic->sir->schema, i, NULL);
        need(op_param_parse(row, row->value, epidemic->place[i], &epidemic->dist[i], &diag) ==
                 OP_OK,
             row->key);
        epidemic->param[i] = op_dist_centre(&epidemic->dist[i]);
    }
    op_diag_free(&diag);
    set_param(epidemic, "network.kind", OP_NETWORK_POISSON);
    set_param(epidemic, "network.persons", 2000);
    set_param(epidemic, "network.mean_degree", 5);
    epidemic->nothing = (struct op_strategy){ .id = "nothing", .lawful = true };
    epidemic->scenario = (struct op_scenario){
        .schema = &epidemic->sir->schema,
        .end_us = OP_TIME_LIMIT_US - 1,
        .n_worlds = 1,
        .dist = epidemic->dist,
        .is_set = epidemic->is_set,
        .param_place = epidemic->place,
        .strategies = &epidemic->nothing,
        .n_strategies = 1,
        .record = -1,
        .watch_every_us = OP_NEVER_US,
        .record_every_us = OP_NEVER_US,
    };
}

static void
say_epidemic(struct epidemic *epidemic, struct op_worker *worker, uint64_t seed)
{
    const int only = 0;
    struct op_replicate_input input = {
        .seed = seed, .param = epidemic->param, .strategies = &only, .n_strategies = 1
    };
    struct op_replicate out;
    struct op_diag diag;
    void *world = NULL;

    op_diag_init(&diag);
    need(epidemic->maker->build(&world, &epidemic->scenario, epidemic->param, seed, 0, 1, &diag) ==
             OP_OK,
         "no network");
    input.world = world;
    need(op_replicate_simulate(worker, &input, &out) == OP_OK, "no epidemic");
    say_fingerprint("epidemic", seed, out.arm[0].fingerprint);
    for (int i = 0; i < epidemic->sir->n_metrics; i++) {
        say("epidemic's metric", seed, out.arm[0].metric[i]);
    }
    op_replicate_free(&out);
    epidemic->maker->free(world);
    op_diag_free(&diag);
}

static void
say_epidemics(void)
{
    static const volatile int never = 0;
    struct epidemic *epidemic = calloc(1, sizeof *epidemic);
    struct op_worker worker;

    need(epidemic != NULL, "memory");
    fill_epidemic(epidemic);
    need(op_worker_init(&worker, epidemic->sir, &epidemic->scenario, 1, &never) == OP_OK, "memory");
    for (uint64_t seed = 1; seed <= 5; seed++) {
        say_epidemic(epidemic, &worker, seed);
    }
    op_worker_free(&worker);
    free(epidemic);
}

int
main(void)
{
    (void)printf("bits of an address: %d\n", (int)sizeof(void *) * 8);
    say_functions();
    say_forked_arms();
    say_evenings();
    say_epidemics();
    return fflush(stdout) == 0 ? 0 : 1;
}
