// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/run/plan.h"

#include "sim/base/exact.h"
#include "sim/run/snapshot.h"
#include "sim/run/trigger.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static int
longest_strategy(const struct op_scenario *scenario)
{
    int n = 0;
    for (int i = 0; i < scenario->n_strategies; i++) {
        n = scenario->strategies[i].n_uses > n ? scenario->strategies[i].n_uses : n;
    }
    return n;
}

enum op_status
op_plans_init(struct op_plans *plans, const struct op_scenario *scenario, int n_arms)
{
    *plans = (struct op_plans){ 0 };
    const size_t uses = (size_t)longest_strategy(scenario);
    const size_t arms = (size_t)n_arms + 1;
    const size_t bytes_arm = uses * (sizeof(struct op_use_state) + 2 * sizeof(struct op_due));
    plans->memory_bytes = arms * (sizeof(struct op_arm) + bytes_arm) +
                          (size_t)scenario->n_tests * sizeof(struct op_register) + 64;
    plans->memory = calloc(1, plans->memory_bytes);
    if (plans->memory == NULL) {
        return OP_NO_MEMORY;
    }
    unsigned char *at = plans->memory;
    plans->arm = (struct op_arm *)(void *)at;
    at += (size_t)n_arms * sizeof(struct op_arm);
    for (size_t i = 0; i < arms; i++) {
        struct op_arm *arm = i + 1 < arms ? &plans->arm[i] : &plans->record;
        arm->use = (struct op_use_state *)(void *)at;
        at += uses * sizeof(struct op_use_state);
        arm->due = (struct op_due *)(void *)at;
        at += 2 * uses * sizeof(struct op_due);
    }
    plans->registers = (struct op_register *)(void *)at;
    return OP_OK;
}

void
op_plans_free(struct op_plans *plans)
{
    free(plans->memory);
    *plans = (struct op_plans){ 0 };
}

static bool
is_before(const struct op_due *x, const struct op_due *y)
{
    if (x->at_us != y->at_us) {
        return x->at_us < y->at_us;
    }
    if (x->is_start != y->is_start) {
        return x->is_start < y->is_start;
    }
    if (x->action != y->action) {
        return x->action < y->action;
    }
    return x->basis != y->basis ? x->basis < y->basis : x->use < y->use;
}

void
op_arm_intend(struct op_arm *arm, struct op_due due)
{
    int i = arm->n_due++;
    while (i > 0 && is_before(&due, &arm->due[i - 1])) {
        arm->due[i] = arm->due[i - 1];
        i--;
    }
    arm->due[i] = due;
}

void
op_arm_forget(struct op_arm *arm, int use)
{
    int n = 0;
    for (int i = 0; i < arm->n_due; i++) {
        if (arm->due[i].use != use) {
            arm->due[n++] = arm->due[i];
        }
    }
    arm->n_due = n;
}

static const struct op_use *
use_of(const struct op_run *run, const struct op_arm *arm, int use)
{
    return &run->scenario->strategies[arm->strategy].uses[use];
}

// Do two uses start the same thing at the same moment, or on the same condition?
static bool
start_alike(const struct op_scenario *scenario, const struct op_strategy *s, int k,
            const struct op_strategy *t, int j)
{
    const struct op_use *x = &s->uses[k], *y = &t->uses[j];
    if (x->action != y->action || x->start != y->start) {
        return false;
    }
    switch (x->start) {
        case OP_START_AT:
            return x->at_us == y->at_us;
        case OP_START_WHEN:
            return x->delay_us == y->delay_us && x->with_lead_time == y->with_lead_time &&
                   op_test_identity(scenario, x->test) == op_test_identity(scenario, y->test);
        case OP_START_AFTER:
            return x->delay_us == y->delay_us &&
                   start_alike(scenario, s, x->after_use, t, y->after_use);
    }
    return false;
}

enum op_basis
op_use_basis(const struct op_scenario *scenario, int strategy, int use)
{
    const struct op_strategy *own = &scenario->strategies[strategy];
    const struct op_strategy *record =
        scenario->record >= 0 ? &scenario->strategies[scenario->record] : NULL;
    for (int j = 0; record != NULL && j < record->n_uses; j++) {
        if (start_alike(scenario, own, use, record, j)) {
            return OP_BY_RECORD;
        }
    }
    return own->uses[use].oracle ? OP_BY_TRUTH : OP_BY_SIGHT;
}

static struct op_due
start_of(const struct op_scenario *scenario, int strategy, int use, int64_t at_us)
{
    return (struct op_due){ at_us, (uint16_t)scenario->strategies[strategy].uses[use].action, 1,
                            (uint8_t)op_use_basis(scenario, strategy, use), use };
}

static bool
is_carried_out(const struct op_run *run, const struct op_use *use, uint32_t occurrence)
{
    const uint32_t hash = run->scenario->actions[use->action].hash;
    return use->probability >= 1 || op_draw_unit(&run->chance, OP_DRAW_ACTION, hash, 0xFFFF0001u,
                                                 occurrence) < use->probability;
}

static void
arm_begin(struct op_arm *arm, const struct op_run *run, int strategy)
{
    arm->strategy = strategy;
    arm->n_due = 0;
    for (int i = 0; i < run->scenario->strategies[strategy].n_uses; i++) {
        const struct op_use *use = use_of(run, arm, i);
        arm->use[i] = (struct op_use_state){ .status = OP_USE_IDLE };
        if (use->start != OP_START_AT) {
            continue;
        }
        if (is_carried_out(run, use, 0)) {
            arm->use[i].status = OP_USE_DECIDED;
            op_arm_intend(arm, start_of(run->scenario, strategy, i, use->at_us));
        } else {
            arm->use[i].status = OP_USE_OVER;
        }
    }
}

void
op_plans_begin(struct op_plans *plans, const struct op_run *run, const int *strategies,
               int n_strategies)
{
    plans->n_arms = n_strategies;
    for (int i = 0; i < n_strategies; i++) {
        arm_begin(&plans->arm[i], run, strategies[i]);
    }
    plans->record.strategy = -1;
    plans->record.n_due = 0;
    if (run->scenario->record >= 0) {
        arm_begin(&plans->record, run, run->scenario->record);
    }
    for (int i = 0; i < run->scenario->n_tests; i++) {
        plans->registers[i].since_us = OP_NEVER_US;
    }
    // OP_NEVER_US (reference models): no tick at all, so that a run ends when its queue is empty.
    plans->next_watch_us = run->scenario->watch_every_us == OP_NEVER_US ? OP_NEVER_US : 0;
    plans->next_sample_us = run->scenario->record_every_us == OP_NEVER_US ? OP_NEVER_US : 0;
    plans->halt_us = OP_NEVER_US;
}

void
op_plans_look_out(struct op_plans *plans, const struct op_lookout *lookout, int n_lookouts)
{
    if (n_lookouts > OP_MAX_LOOKOUTS) {
        OP_BUG("more is looked out for than there is room for");
    }
    plans->lookout = lookout;
    plans->n_lookouts = plans->n_awaited = n_lookouts;
    for (int i = 0; i < n_lookouts; i++) {
        plans->could_us[i] = OP_NEVER_US;
    }
}

static void
arm_copy(struct op_arm *to, const struct op_arm *from, const struct op_scenario *scenario)
{
    to->strategy = from->strategy;
    to->n_due = from->n_due;
    if (from->strategy >= 0) {
        const size_t n = (size_t)scenario->strategies[from->strategy].n_uses;
        memcpy(to->use, from->use, n * sizeof *to->use);
        memcpy(to->due, from->due, (size_t)from->n_due * sizeof *to->due);
    }
}

void
op_plans_copy(struct op_plans *to, const struct op_plans *from, const struct op_scenario *scenario,
              const bool *take)
{
    // `to` may be `from`: then the arms that stay close up, in place.
    int n = 0;
    for (int i = 0; i < from->n_arms; i++) {
        if (take[i]) {
            if (to != from || n != i) {
                arm_copy(&to->arm[n], &from->arm[i], scenario);
            }
            n++;
        }
    }
    to->n_arms = n;
    if (to == from) {
        return;
    }
    arm_copy(&to->record, &from->record, scenario);
    memcpy(to->registers, from->registers, (size_t)scenario->n_tests * sizeof *to->registers);
    to->next_watch_us = from->next_watch_us;
    to->next_sample_us = from->next_sample_us;
    to->halt_us = from->halt_us;
    to->lookout = from->lookout;
    to->n_lookouts = from->n_lookouts;
    to->n_awaited = from->n_awaited;
    memcpy(to->could_us, from->could_us, sizeof to->could_us);
}

int64_t
op_plans_next_us(const struct op_plans *plans)
{
    int64_t next_us = plans->halt_us;
    if (plans->record.n_due > 0 && plans->record.due[0].at_us < next_us) {
        next_us = plans->record.due[0].at_us;
    }
    for (int i = 0; i < plans->n_arms; i++) {
        if (plans->arm[i].n_due > 0 && plans->arm[i].due[0].at_us < next_us) {
            next_us = plans->arm[i].due[0].at_us;
        }
    }
    return next_us;
}

int
op_arm_due_count(const struct op_arm *arm, int64_t at_us)
{
    int n = 0;
    while (n < arm->n_due && arm->due[n].at_us <= at_us) {
        n++;
    }
    return n;
}

bool
op_arms_agree(const struct op_arm *x, const struct op_arm *y, int64_t at_us)
{
    const int n = op_arm_due_count(x, at_us);
    if (n != op_arm_due_count(y, at_us)) {
        return false;
    }
    for (int i = 0; i < n; i++) {
        if (x->due[i].action != y->due[i].action || x->due[i].is_start != y->due[i].is_start ||
            x->due[i].basis != y->due[i].basis) {
            return false;
        }
    }
    return true;
}

static int64_t
stop_moment(const struct op_use *use, int64_t at_us)
{
    const int64_t by_duration =
        use->duration_us == OP_NEVER_US ? OP_NEVER_US : at_us + use->duration_us;
    return by_duration < use->until_us ? by_duration : use->until_us;
}

static void
started(struct op_arm *arm, const struct op_run *run, int k, int64_t at_us)
{
    const struct op_use *use = use_of(run, arm, k);
    struct op_use_state *state = &arm->use[k];
    state->status = OP_USE_RUNNING;
    state->n_starts++;
    state->not_before_us = use->cooldown_us == OP_NEVER_US ? OP_NEVER_US : at_us + use->cooldown_us;
    const int64_t stop_us = stop_moment(use, at_us);
    if (stop_us != OP_NEVER_US) {
        op_arm_intend(arm, (struct op_due){ stop_us > at_us ? stop_us : at_us + 1,
                                            (uint16_t)use->action, 0, 0, k });
    }
    const struct op_strategy *strategy = &run->scenario->strategies[arm->strategy];
    for (int i = 0; i < strategy->n_uses; i++) {
        const struct op_use *next = &strategy->uses[i];
        if (next->start == OP_START_AFTER && next->after_use == k &&
            arm->use[i].status == OP_USE_IDLE && is_carried_out(run, next, arm->use[i].n_starts)) {
            arm->use[i].status = OP_USE_DECIDED;
            const int64_t then_us = at_us + next->delay_us;
            op_arm_intend(arm, start_of(run->scenario, arm->strategy, i,
                                        then_us > at_us ? then_us : at_us + 1));
        }
    }
}

void
op_arm_carry_on(struct op_arm *arm, const struct op_run *run, int64_t at_us, const bool *applied)
{
    const int n = op_arm_due_count(arm, at_us);
    for (int i = 0; i < n; i++) {
        const struct op_due due = arm->due[0];
        memmove(arm->due, arm->due + 1, (size_t)(--arm->n_due) * sizeof *arm->due);
        struct op_use_state *state = &arm->use[due.use];
        if (due.is_start && applied[i]) {
            started(arm, run, due.use, at_us);
        } else if (due.is_start || state->not_before_us == OP_NEVER_US) {
            state->status = OP_USE_OVER;
        } else {
            state->status = OP_USE_IDLE;
        }
    }
}

// A decision: what it starts takes effect after delay and lead time, and not before +1 us.
static void
decide(struct op_arm *arm, const struct op_run *run, int k)
{
    const struct op_use *use = use_of(run, arm, k);
    struct op_use_state *state = &arm->use[k];
    const struct op_action_content *action = &run->scenario->actions[use->action];
    const int64_t now_us = op_run_now_us(run);
    if (!is_carried_out(run, use, state->n_starts)) {
        state->status = OP_USE_OVER;
        return;
    }
    int64_t wait_us = use->delay_us;
    if (use->with_lead_time) {
        const double u =
            op_draw_unit(&run->chance, OP_DRAW_ACTION, action->hash, 0xFFFF0002u, state->n_starts);
        const double lead_s = op_dist_value(&run->scenario->measures[action->measure].lead_time, u);
        wait_us += lead_s > 0 ? (int64_t)(lead_s * 1e6) : 0;
    }
    state->status = OP_USE_DECIDED;
    op_arm_intend(arm,
                  start_of(run->scenario, arm->strategy, k, now_us + (wait_us > 1 ? wait_us : 1)));
}

static void
arm_watch(struct op_arm *arm, const struct op_plans *plans, const struct op_run *run)
{
    const int64_t now_us = op_run_now_us(run);
    const int n = arm->strategy < 0 ? 0 : run->scenario->strategies[arm->strategy].n_uses;
    for (int k = 0; k < n; k++) {
        const struct op_use *use = use_of(run, arm, k);
        const struct op_use_state *state = &arm->use[k];
        if (use->start == OP_START_WHEN && state->status == OP_USE_IDLE &&
            now_us >= state->not_before_us && op_trigger_holds(plans->registers, run, use->test)) {
            decide(arm, run, k);
        } else if (use->until_test >= 0 && state->status == OP_USE_RUNNING &&
                   op_trigger_holds(plans->registers, run, use->until_test)) {
            arm->use[k].status = OP_USE_OVER;
            op_arm_intend(arm, (struct op_due){ now_us + 1, (uint16_t)use->action, 0, 0, k });
        }
    }
}

void
op_plans_watch(struct op_plans *plans, struct op_run *run)
{
    op_trigger_bring_up(plans->registers, run);
    for (int i = 0; i < plans->n_arms; i++) {
        arm_watch(&plans->arm[i], plans, run);
    }
    arm_watch(&plans->record, plans, run);
}
