// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/toy_model.h"

#include "sim/run/clock.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct op_lever levers[] = {
    { "speed", OP_PRODUCT, OP_UNIT_NONE, 0, 10, "factor on the rate of beats", "test" },
};
static const struct op_observable observables[] = {
    { "beats", "1", OP_WANT_NONE, "last", 0, "beats", "slagen", "beats so far" },
    { "speed_now", "1", OP_WANT_NONE, "last", 0, "speed", "snelheid", "value of the lever" },
};
static const struct op_metric metrics[] = {
    { "beats_total", "1", OP_WANT_NONE, 0, "beats", "slagen", "beats in all" },
    { "sum", "1", OP_WANT_NONE, 0, "sum", "som", "sum of keyed draws" },
};

static struct toy_state *
toy(const struct op_run *run)
{
    return (struct toy_state *)op_rows(run, TOY_SEG);
}

static void
begin(struct op_run *run)
{
    (void)op_segment_grow(&run->state.segment[TOY_SEG], sizeof(struct toy_state));
    const uint32_t clock = op_clock_new(run, TOY_KIND, 0, 7);
    toy(run)->clock = clock;
    op_clock_set_rate(run, clock, 60);
    (void)op_clock_enter(run, clock, 0, op_draw_exp(&run->chance, OP_DRAW_FUSE, 1, 0, 0));
}

static void
beat(struct op_run *run, struct op_event event)
{
    uint32_t subject = 0;
    const uint32_t clock = op_event_argument(event);
    while (op_clock_pop(run, clock, &subject)) {
        struct toy_state *state = toy(run);
        state->n_beats++;
        state->sum += op_draw_unit(&run->chance, OP_DRAW_CALM, 1, 0, state->n_beats);
        (void)op_clock_enter(run, clock, 0,
                             op_draw_exp(&run->chance, OP_DRAW_FUSE, 1, 0, state->n_beats));
    }
}

static void
lever_moved(struct op_run *run, int lever)
{
    toy(run)->n_moves++;
    op_clock_set_rate(run, toy(run)->clock, 60 * op_run_lever(run, 0, lever));
}

static void
departed(struct op_run *run)
{
    toy(run)->n_departed++;
}

static void
observe(const struct op_run *run, double *values)
{
    values[0] = toy(run)->n_beats;
    values[1] = op_run_lever(run, 0, 0);
}

static void
outcome(const struct op_run *run, double *values)
{
    values[0] = toy(run)->n_beats;
    values[1] = toy(run)->sum;
}

static int
phase(struct op_run *run)
{
    return toy(run)->n_beats >= 100 ? 3 : 1;
}

static const struct op_mechanism mechanism = {
    .table = { "toy", NULL, 0, levers, 1, observables, 2 },
    .summary = "a pulse",
    .source = "test",
    .first_kind = TOY_KIND,
    .kinds = { { "beat", beat, NULL } },
    .metrics = metrics,
    .n_metrics = 2,
    .begin = begin,
    .observe = observe,
    .outcome = outcome,
    .lever_moved = lever_moved,
    .departed = departed,
};
static const struct op_mechanism *const mechanisms[] = { &mechanism };
static const char *const phases[] = { "p0", "p1", "p2", "p3", "p4", "p5", "p6", NULL };
static const char *const happenings[] = { NULL };

void
toy_model(struct op_model *model)
{
    *model = (struct op_model){ .mechanisms = mechanisms,
                                .n_mechanisms = 1,
                                .n_segments = 1,
                                .schema = { .phases = phases, .happenings = happenings },
                                .phase = phase };
    op_model_init(model);
}

void
toy_scenario(struct toy_scenario *toy)
{
    memset(toy, 0, sizeof *toy);
    toy->measure = (struct op_measure){ .id = "push", .phases = 0x7f };
    for (int i = 0; i < 4; i++) {
        toy->factor[i] = i + 1.0;   // action 0 has factor 1: it moves nothing
        toy->factors[i] = &toy->factor[i];
        toy->move[i].lever = 0;
        toy->action[i] =
            (struct op_action_content){ 0, 1.0, &toy->move[i], 1, 100u + (unsigned)i, "" };
    }
    for (int s = 0; s < 8; s++) {
        toy->strategy[s].uses = toy->use + s;
        toy->strategy[s].lawful = true;
        toy->strategy[s].id = "s";
    }
    toy->scenario = (struct op_scenario){
        .end_us = 10 * TOY_HOUR_US,
        .n_worlds = 1,
        .measures = &toy->measure,
        .n_measures = 1,
        .actions = toy->action,
        .n_actions = 4,
        .tests = toy->test,
        .strategies = toy->strategy,
        .n_strategies = 8,
        .record = -1,
        .watch_every_us = TOY_HOUR_US / 60,
        .record_every_us = TOY_HOUR_US / 2,
    };
}

struct op_use *
toy_use(struct toy_scenario *toy, int s, int action, int64_t at_us)
{
    struct op_use *use = &toy->strategy[s].uses[toy->strategy[s].n_uses++];
    *use = (struct op_use){ .action = action,
                            .start = OP_START_AT,
                            .at_us = at_us,
                            .test = -1,
                            .after_use = -1,
                            .duration_us = OP_NEVER_US,
                            .until_us = OP_NEVER_US,
                            .until_test = -1,
                            .cooldown_us = OP_NEVER_US,
                            .probability = 1 };
    return use;
}

void
toy_simulate(struct toy_scenario *toy, const struct op_model *model, uint64_t seed, bool no_fork,
             const int *strategies, int n, struct op_replicate *out)
{
    static const volatile int never = 0;
    struct op_worker worker;
    if (op_worker_init(&worker, model, &toy->scenario, n, &never) != OP_OK) {
        abort();
    }
    const struct op_replicate_input input = { .seed = seed,
                                              .replicate = 0,
                                              .strategies = strategies,
                                              .n_strategies = n,
                                              .no_fork = no_fork,
                                              .action_factor = toy->factors };
    if (op_replicate_simulate(&worker, &input, out) != OP_OK) {
        abort();
    }
    op_worker_free(&worker);
}
