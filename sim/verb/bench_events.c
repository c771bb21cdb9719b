// SPDX-License-Identifier: GPL-3.0-or-later
// Where the time of an event goes. The same replicates are simulated twice: as always, for the time
// of a whole event; and with handlers that count, and read the clock around every 13th call of a
// kind. What two readings of the clock cost by themselves (least of many) is taken off, and from a
// call that took long what the thread waited for a processor. A clock lets what is before it end
// first, so a handler's share holds waits that
// otherwise overlap with what follows: shares are a little high, and what is left for queue,
// timers, look-ahead, ticks and forks a little low.
#include "sim/verb/bench_parts.h"

#include <stdlib.h>
#include <time.h>

enum { EVERY = 13, LONG_NS = 20000, SYNC_EVERY = 64 };

struct tally {
    uint64_t n_calls, n_timed;
    int64_t ns;
};

// Both clocks as they stood together not long ago: what one gained on the other was spent waiting.
struct meter {
    struct tally tally[256];
    int64_t wall_ns, computed_ns;
    uint32_t n_since;
};

struct timed_model {
    struct op_model model;   // first: handlers find the rest behind run->model
    const struct op_kind *real[256];
    struct op_kind wrapped[256];
    struct meter *meter;
};

static int64_t
now_ns(clockid_t clock)
{
    struct timespec now;
    (void)clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

// How long of the time until now the thread has waited since the clocks were last looked at
// together.
static int64_t
waited_ns(struct meter *meter, int64_t wall_ns)
{
    const int64_t computed_ns = now_ns(CLOCK_THREAD_CPUTIME_ID);
    const int64_t waited = wall_ns - meter->wall_ns - (computed_ns - meter->computed_ns);
    meter->wall_ns = wall_ns;
    meter->computed_ns = computed_ns;
    meter->n_since = 0;
    return waited > 0 ? waited : 0;
}

static void
timed(struct op_run *run, struct op_event event)
{
    const struct timed_model *timer = (const struct timed_model *)(const void *)run->model;
    const uint8_t code = op_event_kind(event);
    struct meter *meter = timer->meter;
    struct tally *tally = &meter->tally[code];
    if (tally->n_calls++ % EVERY != 0) {
        timer->real[code]->handle(run, event);
        return;
    }
    const int64_t began = now_ns(CLOCK_MONOTONIC);
    timer->real[code]->handle(run, event);
    const int64_t ended = now_ns(CLOCK_MONOTONIC);
    int64_t took = ended - began;
    if (took >= LONG_NS || ++meter->n_since >= SYNC_EVERY) {
        const int64_t waited = waited_ns(meter, ended);
        took = took < LONG_NS ? took : waited < took ? took - waited : 0;
    }
    tally->ns += took;
    tally->n_timed++;
}

static double
clock_cost_ns(void)
{
    int64_t least = INT64_MAX;
    for (int i = 0; i < 10000; i++) {
        const int64_t began = now_ns(CLOCK_MONOTONIC);
        const int64_t took = now_ns(CLOCK_MONOTONIC) - began;
        least = took < least ? took : least;
    }
    return (double)least;
}

static struct timed_model *
wrap(const struct op_model *model)
{
    struct timed_model *timer = calloc(1, sizeof *timer);
    if (timer == NULL) {
        return NULL;
    }
    timer->meter = calloc(1, sizeof *timer->meter);
    timer->model = *model;
    for (int code = 0; code < 256; code++) {
        timer->real[code] = model->kind_table[code];
        if (model->kind_table[code] != NULL) {
            timer->wrapped[code] = *model->kind_table[code];
            timer->wrapped[code].handle = timed;
            timer->model.kind_table[code] = &timer->wrapped[code];
        }
    }
    return timer;
}

static void
report(struct op_bench *bench, const struct timed_model *timer, const struct op_trial_cost *plain,
       int n_runs)
{
    const double clock_ns = clock_cost_ns();
    const double n_events = (double)(plain->n_simulated > 0 ? plain->n_simulated : 1);
    const double event_ns = plain->seconds * 1e9 / n_events;
    double rest_ns = event_ns;
    op_bench_add(bench, "events", 0, (double)plain->n_simulated, "events",
                 "simulated in %d replicates", n_runs);
    op_bench_add(bench, "events", 0, 1e9 / event_ns, "events/s", "speed");
    op_bench_add(bench, "events", 0, event_ns, "ns", "an event, all in all");
    for (int code = 0; code < 256; code++) {
        const struct tally *tally = &timer->meter->tally[code];
        if (tally->n_timed == 0) {
            continue;
        }
        double ns = (double)tally->ns / (double)tally->n_timed - clock_ns;
        ns = ns > 0 ? ns : 0;
        rest_ns -= ns * (double)tally->n_calls / n_events;
        op_bench_add(bench, "events", (double)tally->n_calls, ns, "ns", "%s",
                     timer->real[code]->name);
    }
    op_bench_add(bench, "events", 0, rest_ns, "ns",
                 "the rest of an event: queue, timers, look-ahead, ticks, forks");
}

static enum op_status
simulate_both(struct op_trial *trial, struct op_bench *bench, const struct timed_model *timer,
              struct op_worker *worker)
{
    const int n_most = bench->is_quick ? 1 : 20;
    const double most_s = bench->is_quick ? 0 : 4;
    struct op_trial_cost warm = { 0 }, plain = { 0 }, counted = { 0 };
    enum op_status status = op_trial_simulate(trial, &trial->worker, 0, &warm);
    int n = 0;
    while (status == OP_OK && n < n_most && (n == 0 || plain.seconds < most_s)) {
        status = op_trial_simulate(trial, &trial->worker, (uint32_t)n, &plain);
        if (status == OP_OK) {
            (void)waited_ns(timer->meter, now_ns(CLOCK_MONOTONIC));
            status = op_trial_simulate(trial, worker, (uint32_t)n, &counted);
        }
        n++;
    }
    if (status == OP_OK && plain.n_simulated != counted.n_simulated) {
        OP_BUG("a run that is timed differs from one that is not");
    }
    if (status == OP_OK) {
        report(bench, timer, &plain, n);
    }
    return status;
}

enum op_status
op_bench_events(struct op_bench *bench)
{
    char path[4096];
    struct op_trial trial;
    struct op_worker worker = { 0 };
    struct timed_model *timer = NULL;
    const char *scenario = bench->scenario != NULL
                               ? bench->scenario
                               : op_bench_share(bench, "scenarios/minimal.yaml", path);
    enum op_status status = op_trial_open(&trial, bench, scenario, NULL, true);
    if (status == OP_OK) {
        timer = wrap(trial.set.model);
        status = timer == NULL || timer->meter == NULL ? OP_NO_MEMORY : OP_OK;
    }
    if (status == OP_OK) {
        status = op_worker_init(&worker, &timer->model, &trial.scenario, trial.worker.max_arms,
                                trial.worker.stop);
    }
    if (status == OP_OK) {
        status = simulate_both(&trial, bench, timer, &worker);
    }
    op_worker_free(&worker);
    op_trial_close(&trial);
    free(timer != NULL ? timer->meter : NULL);
    free(timer);
    return status;
}
