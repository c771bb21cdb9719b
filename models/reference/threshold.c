// SPDX-License-Identifier: GPL-3.0-or-later
// Thresholds: a person acts once enough others do, one step later, and goes on for ever.
//
// Others are everybody (complete) or those a person is tied to. A threshold is a number of them or
// a share: in a complete network of all persons, else of one's ties (who has none and a threshold
// above 0 never acts).
//
// Known: thresholds 0, 1, ..., 99: all 100 act; with 2 in the place of 1: one. Normal shares of
// mean .25: r = Phi((r - .25)/sd), .007696 at sd .1, .999911 at sd .2. A ring of four neighbours,
// threshold two, two neighbours first: one more on each side a step.
//   from   Granovetter 1978, doi:10.1086/226707; Watts 2002, doi:10.1073/pnas.082090499; Centola &
//          Macy 2007, doi:10.1086/521848
#include "models/reference/reference.h"

enum { PARAM_THRESHOLDS, PARAM_COUNTED, PARAM_STEP, PARAM_START, PARAM_FIRST, N_PARAMS };
enum { KIND_ACT = OP_KIND_THRESHOLD, KIND_STEP };
enum { IDLE, DECIDED, ACTING };
enum { COUNTED_SHARE, COUNTED_PERSONS };

// Rows: how many must act; complete: how many persons need k. More: how many of its ties act.
struct threshold {
    struct op_course course;
    int64_t step_us;
    int64_t n_steps;
    int64_t looked;   // complete: needs below this are met
};

// clang-format off
static const struct op_param params[N_PARAMS] = {
    [PARAM_THRESHOLDS] = { "thresholds", OP_UNIT_NONE, -1e9, 1e9, "normal(mean 0.25, sd 0.1)",
      OP_PERSON_PARAM, OP_CHOSEN,
      "how many others must act: a distribution, or a list or file of one for each person",
      "Granovetter 1978", NULL },
    [PARAM_COUNTED] = { "counted", OP_UNIT_CHOICE, 0, 1, "share", OP_RUN_PARAM, OP_CHOSEN,
      "what a threshold is: a share of the others, or their number", "Granovetter 1978",
      "share|persons" },
    [PARAM_STEP] = { "step", OP_UNIT_DURATION, 1e-3, 1e8, "1 h", OP_RUN_PARAM, OP_CHOSEN,
      "time between seeing enough others act and acting", "assumed", NULL },
    [PARAM_START] = { "start", OP_UNIT_CHOICE, 0, 1, "random", OP_RUN_PARAM, OP_CHOSEN,
      "who acts first, whatever their threshold: drawn, or the first by number", "assumed",
      "random|first" },
    [PARAM_FIRST] = { "initial_persons", OP_UNIT_PERSONS, 0, 1e9, "0", OP_RUN_PARAM, OP_CHOSEN,
      "number of these", "assumed", NULL },
};

static const struct op_metric metrics[] = {
    OP_COURSE_METRICS("persons who acted", "acting"),
    { "steps_count", "1", OP_WANT_NONE, 0, "steps", "stappen", "steps until nobody joined any more" },
};
// clang-format on

static inline uint8_t *
status_of(const struct op_run *run)
{
    return (uint8_t *)op_rows(run, OP_SEG_REF_STATUS);
}

static inline uint32_t *
need_of(const struct op_run *run)
{
    return (uint32_t *)op_rows(run, OP_SEG_REF_ROWS);
}

static uint32_t
draw_need(const struct op_run *run, uint32_t person, uint32_t n_others)
{
    const int param = op_ref_param(run->model, PARAM_THRESHOLDS);
    const struct op_series *const series = op_scenario_series(run->scenario, param);
    const bool is_share = op_ref_params(run)[PARAM_COUNTED] == COUNTED_SHARE;
    const double limit =
        series != NULL ? series->real[person]
                       : op_dist_value(&run->scenario->dist[param],
                                       op_draw_unit(&run->chance, OP_DRAW_LIMIT, person, 0, 0));

    if (!(limit > 0)) return 0;
    const double need = is_share ? limit * n_others - 1e-9 : limit;   // .2 of 5 is one, not two
    const uint32_t floor = need < 0 ? 0 : need < 4e9 ? (uint32_t)need : UINT32_MAX - 1;
    const uint32_t up = floor + ((double)floor < need);

    return up > 0 ? up : 1;
}

static void
step_changed(struct threshold *state, int64_t now_us)
{
    state->n_steps += now_us > state->course.last_us;
}

// ---- along ties ---------------------------------------------------------------------------------

static void
decide(struct op_run *run, const struct threshold *state, uint32_t person)
{
    status_of(run)[person] = DECIDED;
    op_run_add(run, op_run_now_us(run) + state->step_us, KIND_ACT, 0, person, 0);
}

static void
act(struct op_run *run, uint32_t person)
{
    struct threshold *const state = op_ref_scalars(run);
    const struct op_network *const network = op_network_of(run);
    uint32_t *const seen = (uint32_t *)op_rows(run, OP_SEG_REF_MORE);

    status_of(run)[person] = ACTING;
    step_changed(state, op_run_now_us(run));
    op_course_enter(&state->course, op_run_now_us(run));
    if (network->is_complete) return;
    for (uint32_t k = network->first[person]; k < network->first[person + 1]; k++) {
        const uint32_t other = (uint32_t)network->target[k];

        seen[other]++;
        if (status_of(run)[other] == IDLE && seen[other] >= need_of(run)[other]) {
            decide(run, state, other);
        }
    }
}

static void
acted(struct op_run *run, struct op_event event)
{
    const uint32_t person = op_event_subject(event);

    if (status_of(run)[person] == DECIDED) act(run, person);
}

// ---- everybody sees everybody -------------------------------------------------------------------

// All whose need is met by those who act now join at once.
static void
step(struct op_run *run, struct op_event event)
{
    struct threshold *const state = op_ref_scalars(run);
    const uint32_t *const n_with_need = need_of(run);
    const int64_t n_before = state->course.n_now;
    const int64_t now_us = op_run_now_us(run);
    uint32_t n_joining = 0;

    (void)event;
    for (; state->looked <= n_before && state->looked <= op_network_of(run)->n_persons;
         state->looked++) {
        n_joining += n_with_need[state->looked];
    }
    if (n_joining == 0) return;
    step_changed(state, now_us);
    for (; n_joining > 0; n_joining--) {
        op_course_enter(&state->course, now_us);
    }
    op_run_add(run, now_us + state->step_us, KIND_STEP, 0, 0, 0);
}

static void
begin_complete(struct op_run *run, const struct threshold *state, uint32_t n)
{
    uint32_t *const n_with_need =
        op_segment_grow(&run->state.segment[OP_SEG_REF_ROWS], ((size_t)n + 1) * sizeof(uint32_t));

    for (uint32_t i = 0; i < n; i++) {
        const uint32_t need = draw_need(run, i, n);

        if (need <= n && status_of(run)[i] == IDLE) n_with_need[need]++;
    }
    op_run_add(run, state->step_us, KIND_STEP, 0, 0, 0);
}

static void
begin(struct op_run *run)
{
    const double *const p = op_ref_params(run);
    const struct op_network *const network = op_network_of(run);
    struct op_segment *const segment = run->state.segment;
    const uint32_t n = network->n_persons;
    struct threshold *const state = op_segment_grow(&segment[OP_SEG_REF_SCALARS], sizeof *state);

    state->step_us = (int64_t)(p[PARAM_STEP] * 1e6);
    (void)op_segment_grow(&segment[OP_SEG_REF_STATUS], n);
    if (!network->is_complete) {
        uint32_t *const need = op_segment_grow(&segment[OP_SEG_REF_ROWS], n * sizeof(uint32_t));

        (void)op_segment_grow(&segment[OP_SEG_REF_MORE], n * sizeof(uint32_t));
        for (uint32_t i = 0; i < n; i++) {
            need[i] = draw_need(run, i, network->first[i + 1] - network->first[i]);
            if (need[i] == 0) decide(run, state, i);
        }
    }
    op_ref_start(run, n, (uint32_t)p[PARAM_FIRST], (int)p[PARAM_START], act);
    if (network->is_complete) begin_complete(run, state, n);
}

static void
outcome(const struct op_run *run, double *values)
{
    const struct threshold *const state = op_ref_scalars(run);

    op_course_values(&state->course, values);
    values[OP_N_COURSE_METRICS] = (double)state->n_steps;
}

const struct op_mechanism op_threshold_mechanism = {
    .table = { .name = "threshold", .params = params, .n_params = N_PARAMS },
    .summary = "a person acts once enough others do",
    .source = "Granovetter 1978, doi:10.1086/226707; Watts 2002, doi:10.1073/pnas.082090499",
    .first_kind = OP_KIND_THRESHOLD,
    .kinds = { { "act", acted, NULL }, { "step", step, NULL } },
    .metrics = metrics,
    .n_metrics = sizeof metrics / sizeof *metrics,
    .begin = begin,
    .outcome = outcome,
};
