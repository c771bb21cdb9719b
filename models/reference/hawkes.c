// SPDX-License-Identifier: GPL-3.0-or-later
// Events that bring about events (Hawkes): some come by themselves, at the base rate; each brings
// about a Poisson number of others, of mean n (the branching ratio), each after a delay of its own.
//
// Known: mean rate base/(1 - n); the number of events in a long span has variance / mean = 1/(1 -
// n)^2. One event and no base: the size of its cluster follows Borel's law, mean 1/(1 - n),
// variance n/(1 - n)^3.
//   from   Hawkes 1971, doi:10.1093/biomet/58.1.83; Hawkes & Oakes 1974, doi:10.2307/3212693; Borel
//   1942
#include "models/reference/reference.h"

enum { PARAM_BASE, PARAM_BRANCHING, PARAM_DELAY, PARAM_FIRST, PARAM_WARM_UP, N_PARAMS };
enum { KIND_BASE = OP_KIND_HAWKES, KIND_BROUGHT };
static const int64_t HOUR_US = INT64_C(3600000000);

struct hawkes {
    struct op_course course;   // n_now: in this hour
    double gap_us;             // of the base; infinite: none
    int64_t warm_us;
    int64_t n_counted;
    uint32_t n_named;   // events so far: the next one's number
    uint32_t pad;
};

// clang-format off
static const struct op_param params[N_PARAMS] = {
    [PARAM_BASE] = { "base_rate", OP_UNIT_RATE, 0, 1e6, "1 /h", OP_RUN_PARAM, OP_CHOSEN,
      "rate of events that come by themselves", "Hawkes 1971", NULL },
    [PARAM_BRANCHING] = { "branching_ratio", OP_UNIT_NONE, 0, 1000, "0.5", OP_RUN_PARAM, OP_CHOSEN,
      "mean number of events that one brings about; from 1 on it may never end",
      "Hawkes & Oakes 1974", NULL },
    [PARAM_DELAY] = { "delay", OP_UNIT_DURATION, 0, 1e9, "exponential(mean 1 h)", OP_PERSON_PARAM,
      OP_CHOSEN, "time between an event and one that it brings about", "Hawkes 1971", NULL },
    [PARAM_FIRST] = { "initial_events", OP_UNIT_PERSONS, 0, 1e6, "0", OP_RUN_PARAM, OP_CHOSEN,
      "events at the start", "assumed", NULL },
    [PARAM_WARM_UP] = { "warm_up", OP_UNIT_DURATION, 0, 1.4e8, "0 h", OP_RUN_PARAM, OP_CHOSEN,
      "time at the start that does not count", "assumed", NULL },
};

static const struct op_metric metrics[] = {
    OP_COURSE_METRICS("events, each by one person", "in one hour"),
    { "counted_events", "1", OP_WANT_NONE, 0, "events counted", "getelde gebeurtenissen",
      "events after the warm-up" },
    { "mean_rate_per_h", "1/h", OP_WANT_NONE, 0, "mean rate", "gemiddeld tempo",
      "these, an hour; 0 if the run has no end" },
};
// clang-format on

static double
delay_us(const struct op_run *run, uint32_t event, uint32_t k)
{
    const int param = op_ref_param(run->model, PARAM_DELAY);
    const struct op_series *const series = op_scenario_series(run->scenario, param);
    const double u = op_draw_unit(&run->chance, OP_DRAW_OFFSPRING, event, k + 1, 0);
    const double s = series != NULL ? series->real[op_below(u, (uint32_t)series->n_rows)]
                                    : op_dist_value(&run->scenario->dist[param], u);

    return s > 0 ? s * 1e6 : 0;
}

static void
happen(struct op_run *run, struct hawkes *hawkes)
{
    const uint32_t name = hawkes->n_named++;
    const int64_t now_us = op_run_now_us(run);
    const double u = op_draw_unit(&run->chance, OP_DRAW_OFFSPRING, name, 0, 0);
    const uint32_t n = op_poisson_from(u, op_ref_params(run)[PARAM_BRANCHING]);

    if (now_us / HOUR_US != hawkes->course.last_us / HOUR_US) hawkes->course.n_now = 0;
    op_course_enter(&hawkes->course, now_us);
    hawkes->n_counted += now_us >= hawkes->warm_us;
    for (uint32_t k = 0; k < n; k++) {
        op_run_add(run, op_ref_after_us(run, delay_us(run, name, k)), KIND_BROUGHT, 0, name, k);
    }
}

static void
brought(struct op_run *run, struct op_event event)
{
    (void)event;
    happen(run, op_ref_scalars(run));
}

static void
wait_for_base(struct op_run *run, const struct hawkes *hawkes, uint32_t k)
{
    const double gap = op_draw_exp(&run->chance, OP_DRAW_ARRIVAL, k, 0, 0) * hawkes->gap_us;

    op_run_add(run, op_ref_after_us(run, gap), KIND_BASE, 0, 0, k);
}

static void
base(struct op_run *run, struct op_event event)
{
    struct hawkes *const hawkes = op_ref_scalars(run);

    wait_for_base(run, hawkes, op_event_argument(event) + 1);
    happen(run, hawkes);
}

static void
begin(struct op_run *run)
{
    const double *const p = op_ref_params(run);
    struct hawkes *const hawkes =
        op_segment_grow(&run->state.segment[OP_SEG_REF_SCALARS], sizeof *hawkes);

    hawkes->gap_us = 1e6 / p[PARAM_BASE];
    hawkes->warm_us = (int64_t)(p[PARAM_WARM_UP] * 1e6);
    for (uint32_t k = 0; k < (uint32_t)p[PARAM_FIRST]; k++) {
        happen(run, hawkes);
    }
    if (p[PARAM_BASE] > 0) wait_for_base(run, hawkes, 0);
}

static void
outcome(const struct op_run *run, double *values)
{
    const struct hawkes *const hawkes = op_ref_scalars(run);
    const int64_t counted_us = run->scenario->end_us - hawkes->warm_us;
    const bool has_end = run->scenario->end_us < OP_TIME_LIMIT_US - 1 && counted_us > 0;

    op_course_values(&hawkes->course, values);
    values[OP_N_COURSE_METRICS] = (double)hawkes->n_counted;
    values[OP_N_COURSE_METRICS + 1] =
        has_end ? (double)hawkes->n_counted / ((double)counted_us / 3.6e9) : 0;
}

const struct op_mechanism op_hawkes_mechanism = {
    .table = { .name = "hawkes", .params = params, .n_params = N_PARAMS },
    .summary = "events that bring about events",
    .source = "Hawkes 1971, doi:10.1093/biomet/58.1.83",
    .first_kind = OP_KIND_HAWKES,
    .kinds = { { "base", base, NULL }, { "brought", brought, NULL } },
    .metrics = metrics,
    .n_metrics = sizeof metrics / sizeof *metrics,
    .begin = begin,
    .outcome = outcome,
};
