// SPDX-License-Identifier: GPL-3.0-or-later
// Independent cascade, which is bond percolation: who is reached tries each of its ties once, one
// step later, and each try succeeds with probability T.
//
// A tie is tried from both ends only if both were reached, and then the second try finds nobody
// new; so the reached are the cluster of the first ones where each tie is open with probability T.
//
// Known: Poisson network of mean degree c: S = 1 - exp(-c T S) of the giant cluster; 4 and 30 %:
// .313698.
//   from   Newman 2002, doi:10.1103/PhysRevE.66.016128; Kempe, Kleinberg & Tardos 2003,
//          doi:10.1145/956750.956769
#include "models/reference/reference.h"

enum { PARAM_TRANSMISSION, PARAM_STEP, PARAM_START, PARAM_FIRST, N_PARAMS };
enum { KIND_REACH = OP_KIND_PERCOLATION };

struct percolation {
    struct op_course course;   // n_now: reached in this step
    int64_t step_us;
    uint64_t n_passed;
    int64_t n_steps;
};

// clang-format off
static const struct op_param params[N_PARAMS] = {
    [PARAM_TRANSMISSION] = { "transmission", OP_UNIT_SHARE, 0, 1, "30 %", OP_RUN_PARAM, OP_CHOSEN,
      "probability that it passes along a tie", "Newman 2002", NULL },
    [PARAM_STEP] = { "step", OP_UNIT_DURATION, 1e-3, 1e8, "1 h", OP_RUN_PARAM, OP_CHOSEN,
      "time between being reached and passing on", "assumed", NULL },
    [PARAM_START] = { "start", OP_UNIT_CHOICE, 0, 1, "random", OP_RUN_PARAM, OP_CHOSEN,
      "who is reached first: drawn, or the first by number", "assumed", "random|first" },
    [PARAM_FIRST] = { "initial_persons", OP_UNIT_PERSONS, 0, 1e9, "1", OP_RUN_PARAM, OP_CHOSEN,
      "number reached at the start", "assumed", NULL },
};

static const struct op_metric metrics[] = {
    OP_COURSE_METRICS("persons reached", "reached in one step"),
    { "steps_count", "1", OP_WANT_NONE, 0, "steps", "stappen", "steps after the start that reached somebody" },
    { "passed_count", "1", OP_WANT_NONE, 0, "open ties", "open banden",
      "tries that succeeded, those to persons reached already left out when they were known" },
};
// clang-format on

static inline uint8_t *
status_of(const struct op_run *run)
{
    return (uint8_t *)op_rows(run, OP_SEG_REF_STATUS);
}

static void
reach(struct op_run *run, struct percolation *state, uint32_t from, uint32_t to)
{
    if (status_of(run)[to] != 0) return;
    state->n_passed++;
    op_run_add(run, op_run_now_us(run) + state->step_us, KIND_REACH, 0, to, from);
}

enum { BATCH = 64 };

static void
try_ties(struct op_run *run, struct percolation *state, uint32_t person, double share)
{
    const struct op_network *const network = op_network_of(run);
    const uint32_t first = network->first[person], n_ties = network->first[person + 1] - first;
    const uint64_t past_word = (uint64_t)(share * 0x1p32 + .5);
    uint32_t target[BATCH + 4], n = 0;

    for (uint32_t k = 0; k < n_ties; k += 4) {
        const struct op_words words = op_draw_words(&run->chance, OP_DRAW_TIE, person, k / 4, 0);
        const uint32_t past = n_ties - k < 4 ? n_ties - k : 4;

        for (uint32_t j = 0; j < past; j++) {
            target[n] = (uint32_t)network->target[first + k + j];
            __builtin_prefetch(status_of(run) + target[n]);
            n += words.w[j] < past_word;
        }
        for (; n >= BATCH; n--) {
            reach(run, state, person, target[n - 1]);
        }
    }
    for (; n > 0; n--) {
        reach(run, state, person, target[n - 1]);
    }
}

// Everybody is tied to everybody: gaps between successes are geometric.
static void
try_all(struct op_run *run, struct percolation *state, uint32_t person, double share)
{
    const uint32_t n = op_network_of(run)->n_persons;
    const double per_log = share < 1 ? 1 / op_log1p(-share) : 0;
    double at = -1;

    for (uint32_t k = 0;; k++) {
        const double gap = op_log(op_draw_unit(&run->chance, OP_DRAW_TIE, person, k, 0)) * per_log;

        at += 1 + (double)(int64_t)(gap < 1e12 ? gap : 1e12);
        if (!(at < n)) return;
        if ((uint32_t)at != person) reach(run, state, person, (uint32_t)at);
    }
}

static void
take(struct op_run *run, uint32_t person)
{
    struct percolation *const state = op_ref_scalars(run);
    const double share = op_ref_params(run)[PARAM_TRANSMISSION];
    const int64_t now_us = op_run_now_us(run);

    if (state->course.n_ever > 0 && now_us > state->course.last_us) {
        state->course.n_now = 0;
        state->n_steps++;
    }
    status_of(run)[person] = 1;
    op_course_enter(&state->course, now_us);
    if (!(share > 0)) return;
    (op_network_of(run)->is_complete ? try_all : try_ties)(run, state, person, share);
}

static void
reached(struct op_run *run, struct op_event event)
{
    if (status_of(run)[op_event_subject(event)] == 0) take(run, op_event_subject(event));
}

static void
look_ahead(const struct op_run *run, struct op_event event, int stage)
{
    const struct op_network *const network = op_network_of(run);
    const uint32_t person = op_event_subject(event);

    if (stage == 0) {
        __builtin_prefetch(status_of(run) + person, 1);
        if (!network->is_complete) __builtin_prefetch(network->first + person);
    } else if (!network->is_complete && status_of(run)[person] == 0) {
        __builtin_prefetch(network->target + network->first[person]);
    }
}

static void
begin(struct op_run *run)
{
    const double *const p = op_ref_params(run);
    struct percolation *const state =
        op_segment_grow(&run->state.segment[OP_SEG_REF_SCALARS], sizeof *state);
    const uint32_t n = op_network_of(run)->n_persons;

    state->step_us = (int64_t)(p[PARAM_STEP] * 1e6);
    (void)op_segment_grow(&run->state.segment[OP_SEG_REF_STATUS], n);
    op_ref_start(run, n, (uint32_t)p[PARAM_FIRST], (int)p[PARAM_START], take);
}

static void
outcome(const struct op_run *run, double *values)
{
    const struct percolation *const state = op_ref_scalars(run);

    op_course_values(&state->course, values);
    values[OP_N_COURSE_METRICS] = (double)state->n_steps;
    values[OP_N_COURSE_METRICS + 1] = (double)state->n_passed;
}

const struct op_mechanism op_percolation_mechanism = {
    .table = { .name = "percolation", .params = params, .n_params = N_PARAMS },
    .summary = "independent cascade: each tie is tried once",
    .source = "Newman 2002, doi:10.1103/PhysRevE.66.016128",
    .first_kind = OP_KIND_PERCOLATION,
    .kinds = { { "reach", reached, look_ahead } },
    .metrics = metrics,
    .n_metrics = sizeof metrics / sizeof *metrics,
    .begin = begin,
    .outcome = outcome,
};
