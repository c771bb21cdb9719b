// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/run/engine.h"

#include "sim/input/phaseset.h"
#include "sim/run/lever.h"
#include "sim/run/timer.h"

#include <stdio.h>
#include <stdlib.h>

enum op_status
op_run_init(struct op_run *run, const struct op_model *model, const struct op_scenario *scenario)
{
    *run = (struct op_run){ .model = model, .scenario = scenario };
    size_t reserved[OP_MAX_SEGMENTS];
    const int n = OP_SEG_MODEL + model->n_segments;
    for (int i = 0; i < n; i++) {
        reserved[i] = OP_SEGMENT_BYTES;
    }
    return op_state_init(&run->state, n, reserved);
}

void
op_run_free(struct op_run *run)
{
    op_state_free(&run->state);
}

void
op_run_begin(struct op_run *run)
{
    op_state_reset(&run->state);
    struct op_engine_state *engine =
        (struct op_engine_state *)op_segment_grow(&run->state.segment[OP_SEG_ENGINE],
                                                  sizeof *engine);
    engine->departed_us = OP_NEVER_US;
    op_levers_begin(run);
    for (int m = 0; m < run->model->n_mechanisms; m++) {
        if (run->model->mechanisms[m]->begin != NULL) {
            run->model->mechanisms[m]->begin(run);
        }
    }
    for (int i = 0; i < run->scenario->n_happenings; i++) {
        op_queue_add(&run->state.segment[OP_SEG_QUEUE],
                     op_event_make(run->scenario->happenings[i].at_us, OP_KIND_HAPPENING, 1,
                                   (uint32_t)i, 0));
    }
}

void
op_run_add(struct op_run *run, int64_t at_us, uint8_t kind, uint8_t aux, uint32_t subject,
           uint32_t argument)
{
    const struct op_engine_state *engine = op_engine(run);
    if (at_us >= run->scenario->end_us) {
        return;
    }
    struct op_event event = op_event_make(at_us < 0 ? 0 : at_us, kind, aux, subject, argument);
    if (at_us < engine->now_us || !op_event_before(engine->last, event)) {
        event = op_event_make(engine->now_us + 1, kind, aux, subject, argument);
    }
    op_queue_add(&run->state.segment[OP_SEG_QUEUE], event);
}

void
op_run_log(struct op_run *run, enum op_log_kind kind, uint32_t subject, double value)
{
    if (run->record != NULL) {
        op_record_log(run->record,
                      (struct op_log_row){ op_run_now_us(run), value, subject, (uint32_t)kind });
    }
}

void
op_run_note(struct op_run *run, int actor, int note, int phase, double value)
{
    op_run_log(run, OP_LOG_NOTE,
               (uint32_t)actor | (uint32_t)note << 8 | (uint32_t)(phase + 1) << 16, value);
}

void
op_run_observe(const struct op_run *run, double *values)
{
    for (int m = 0; m < run->model->n_mechanisms; m++) {
        if (run->model->groups[m].n_observables > 0) {
            run->model->mechanisms[m]->observe(run, values + run->model->observable_first[m]);
        }
    }
}

void
op_run_outcome(const struct op_run *run, double *values)
{
    for (int m = 0; m < run->model->n_mechanisms; m++) {
        if (run->model->mechanisms[m]->n_metrics > 0) {
            run->model->mechanisms[m]->outcome(run, values + run->model->metric_first[m]);
        }
    }
}

uint64_t
op_run_event_count(const struct op_run *run)
{
    return (uint64_t)op_engine(run)->n_events_high << 32 | op_engine(run)->n_events_low;
}

static void
move_to(struct op_run *run, struct op_event event)
{
    struct op_engine_state *engine = op_engine(run);
    if (!op_event_before(engine->last, event)) {
        (void)fprintf(stderr, "event kind %u at %lld us, subject %u, argument %u follows kind %u\n",
                      (unsigned)op_event_kind(event), (long long)op_event_time_us(event),
                      (unsigned)op_event_subject(event), (unsigned)op_event_argument(event),
                      (unsigned)op_event_kind(engine->last));
        OP_BUG("an event is not above the last one: a duplicate key or an event in the past");
    }
    engine->last = event;
    engine->now_us = op_event_time_us(event);
    engine->n_events_high += ++engine->n_events_low == 0;
}

static void
happen(struct op_run *run, uint32_t index)
{
    const struct op_happening *happening = &run->scenario->happenings[index];
    if (happening->recorded && op_engine(run)->departed_us != OP_NEVER_US) {
        return;
    }
    op_run_log(run, OP_LOG_HAPPENING, index, happening->amount);
    for (int m = 0; m < run->model->n_mechanisms; m++) {
        if (run->model->mechanisms[m]->happening != NULL) {
            run->model->mechanisms[m]->happening(run, happening->kind, happening->amount);
        }
    }
}

static void
handle(struct op_run *run, struct op_event event)
{
    const uint8_t code = op_event_kind(event);
    if (code == OP_KIND_HAPPENING) {
        happen(run, op_event_subject(event));
        return;
    }
    const struct op_kind *kind = run->model->kind_table[code];
    if (kind == NULL) {
        OP_BUG("an event of a kind that no mechanism owns");
    }
    kind->handle(run, event);
}

// The phase that decides whether a start is in time: the true one where the record or the scenario
// says that it was known, else as those see it who would carry the measure out.
static int
phase_that_counts(const struct op_run *run, const struct op_measure *measure, uint8_t basis)
{
    return basis == OP_BY_SIGHT && run->model->seen_phase != NULL
               ? run->model->seen_phase(run, measure)
               : op_engine(run)->phase;
}

void
op_run_look_out(const struct op_run *run, struct op_plans *plans)
{
    for (int i = 0; i < plans->n_lookouts; i++) {
        const struct op_lookout *lookout = &plans->lookout[i];
        const struct op_measure *measure = &run->scenario->measures[lookout->measure];
        if (plans->could_us[i] == OP_NEVER_US &&
            op_measure_fits(measure, phase_that_counts(run, measure, lookout->basis))) {
            plans->could_us[i] = op_run_now_us(run);
            plans->n_awaited--;
        }
    }
}

// Phases first, then every condition as a predicate over what can be observed now.
static void
watch(struct op_run *run, struct op_plans *plans, int64_t at_us)
{
    move_to(run, op_event_make(at_us, OP_KIND_WATCH, 0, 0, 0));
    const int phase = run->model->phase != NULL ? run->model->phase(run) : 0;
    if (phase != op_engine(run)->phase) {
        op_engine(run)->phase = phase;
        op_run_log(run, OP_LOG_PHASE, (uint32_t)phase, 0);
    }
    if (plans->n_awaited > 0) {
        op_run_look_out(run, plans);
    }
    op_plans_watch(plans, run);
    plans->next_watch_us = at_us + run->scenario->watch_every_us;
}

static void
sample(struct op_run *run, struct op_plans *plans, struct op_record *record, int64_t at_us)
{
    move_to(run, op_event_make(at_us, OP_KIND_SAMPLE, 0, 0, 0));
    plans->next_sample_us = at_us + run->scenario->record_every_us;
    double *row = record != NULL ? op_record_row(record, at_us) : NULL;
    if (row != NULL) {
        op_run_observe(run, row);
    }
}

// What comes first of plan and ticks. The marks of the plan (kind 16) come before mechanisms at one
// instant, ticks (254, 255) last.
static struct op_event
limit_of(const struct op_plans *plans)
{
    const int64_t due_us = op_plans_next_us(plans);
    const int64_t tick_us =
        plans->next_watch_us < plans->next_sample_us ? plans->next_watch_us : plans->next_sample_us;
    if (due_us <= tick_us) {
        return op_event_make(due_us < OP_TIME_LIMIT_US ? due_us : OP_TIME_LIMIT_US, OP_KIND_ACTION,
                             0, 0, 0);
    }
    return op_event_make(tick_us < OP_TIME_LIMIT_US ? tick_us : OP_TIME_LIMIT_US, OP_KIND_WATCH, 0,
                         0, 0);
}

static void
prefetch(const struct op_run *run, const struct op_segment *queue)
{
    enum { FAR_AHEAD = 12, NEAR_AHEAD = 5 };
    const struct op_event *far_event = op_queue_ahead(queue, FAR_AHEAD);
    const struct op_event *near_event = op_queue_ahead(queue, NEAR_AHEAD);
    if (far_event != NULL) {
        const struct op_kind *kind = run->model->kind_table[op_event_kind(*far_event)];
        if (kind != NULL && kind->prefetch != NULL) {
            kind->prefetch(run, *far_event, 0);
        }
    }
    if (near_event != NULL) {
        const struct op_kind *kind = run->model->kind_table[op_event_kind(*near_event)];
        if (kind != NULL && kind->prefetch != NULL) {
            kind->prefetch(run, *near_event, 1);
        }
    }
}

// Handle all events of queue and timers whose keys lie before the limit. A signal is heard after at
// most 65,536 of them: a run without ticks has no other moment for it.
static void
run_until(struct op_run *run, struct op_event limit, const volatile int *stop)
{
    struct op_segment *queue = &run->state.segment[OP_SEG_QUEUE];
    for (;;) {
        struct op_event least, timer;
        const bool is_queued = op_queue_least(queue, &least);
        if (op_timer_least(run, &timer) && (!is_queued || op_event_before(timer, least))) {
            if (!op_event_before(timer, limit)) {
                return;
            }
            (void)op_timer_take(run);
            least = timer;
        } else if (is_queued && op_event_before(least, limit)) {
            op_queue_drop_least(queue);
            prefetch(run, queue);
        } else {
            return;
        }
        move_to(run, least);
        handle(run, least);
        if ((op_engine(run)->n_events_low & 0xFFFF) == 0 && *stop != 0) {
            return;
        }
    }
}

int64_t
op_run_advance(struct op_run *run, struct op_plans *plans, struct op_record *record,
               const volatile int *stop)
{
    run->record = record;
    for (;;) {
        const struct op_event limit = limit_of(plans);
        const int64_t limit_us = op_event_time_us(limit);
        run_until(run, limit, stop);
        if (limit_us > run->scenario->end_us || *stop != 0) {
            return OP_NEVER_US;
        }
        if (op_event_kind(limit) == OP_KIND_ACTION) {
            return limit_us;
        }
        if (plans->next_watch_us <= plans->next_sample_us) {
            watch(run, plans, plans->next_watch_us);
        } else {
            sample(run, plans, record, plans->next_sample_us);
        }
    }
}

static bool
start(struct op_run *run, const struct op_due *due)
{
    const struct op_action_content *action = &run->scenario->actions[due->action];
    const struct op_measure *measure = &run->scenario->measures[action->measure];
    const int phase = phase_that_counts(run, measure, due->basis);
    const int true_phase = op_engine(run)->phase;
    const bool is_done = action->intensity > 0;   // what is done at strength zero is not done
    if (!op_measure_fits(measure, phase)) {
        const bool is_unseen = op_measure_fits(measure, true_phase);
        op_run_log(run, is_unseen ? OP_LOG_UNSEEN : OP_LOG_REFUSED, due->action, phase);
        if (is_done) {
            op_action_refuse(run, due->action);
        }
        return false;
    }
    op_run_log(run, OP_LOG_START, due->action, 0);
    op_action_start(run, due->action);
    for (int m = 0; m < run->model->n_mechanisms && is_done; m++) {
        if (run->model->mechanisms[m]->started != NULL) {
            run->model->mechanisms[m]->started(run, due->action, (enum op_basis)due->basis);
        }
    }
    return true;
}

void
op_run_apply(struct op_run *run, const struct op_arm *arm, int64_t at_us, bool *applied)
{
    const int n = op_arm_due_count(arm, at_us);
    if (n > OP_MAX_DUE) {
        OP_BUG("more actions at one instant than there is room for");
    }
    for (int i = 0; i < n; i++) {
        const struct op_due due = arm->due[i];
        move_to(run, op_event_make(at_us, OP_KIND_ACTION, (uint8_t)i, due.action, due.is_start));
        applied[i] = true;
        if (!due.is_start) {
            op_run_log(run, OP_LOG_STOP, due.action, 0);
            op_action_stop(run, due.action);
        } else {
            applied[i] = start(run, &due);
        }
    }
}

void
op_run_depart(struct op_run *run, int64_t at_us)
{
    struct op_engine_state *engine = op_engine(run);
    if (engine->now_us < at_us) {
        // The instant's first key: what the departure adds comes after it.
        move_to(run, op_event_make(at_us, OP_KIND_ACTION, 0, 0, 0));
        engine->n_events_low--;
        engine->last.a--;
    }
    engine->departed_us = at_us;
    op_run_log(run, OP_LOG_DEPARTED, 0, 0);
    for (int m = 0; m < run->model->n_mechanisms; m++) {
        if (run->model->mechanisms[m]->departed != NULL) {
            run->model->mechanisms[m]->departed(run);
        }
    }
}

void
op_run_leave_record(struct op_run *run, struct op_plans *plans, int64_t at_us)
{
    if (plans->record.strategy >= 0) {
        op_run_depart(run, at_us);
        plans->record.strategy = -1;
        plans->record.n_due = 0;
    }
}

void
op_run_act(struct op_run *run, struct op_plans *plans, struct op_record *record, int64_t at_us)
{
    const struct op_arm *like = &plans->arm[0];
    run->record = record;
    if (!op_arms_agree(like, &plans->record, at_us)) {
        op_run_leave_record(run, plans, at_us);
    }
    bool applied[OP_MAX_DUE] = { false };
    if (op_arm_due_count(like, at_us) > 0) {
        op_run_apply(run, like, at_us, applied);
    }
    for (int i = 0; i < plans->n_arms; i++) {
        op_arm_carry_on(&plans->arm[i], run, at_us, applied);
    }
    if (plans->record.strategy >= 0) {
        op_arm_carry_on(&plans->record, run, at_us, applied);
    }
}
