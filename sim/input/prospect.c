// SPDX-License-Identifier: GPL-3.0-or-later
// Bounds on when a use of a measure may start: conditions become windows of time and sets of
// phases, joined as the conditions are. Nothing is simulated.
#include "sim/input/prospect.h"

#include "sim/input/phaseset.h"

#include <math.h>
#include <string.h>

// When a condition may hold, and in which phases (bit p: phase p).
struct window {
    int64_t from_us, to_us;
    unsigned phases;
};

static const unsigned ALL_PHASES = (1u << OP_N_PHASES) - 1;

static bool
is_empty(const struct window *window)
{
    return window->from_us > window->to_us || window->phases == 0;
}

// Either of the two.
static void
join(struct window *joint, struct window one)
{
    if (!is_empty(&one)) {
        joint->from_us = one.from_us < joint->from_us ? one.from_us : joint->from_us;
        joint->to_us = one.to_us > joint->to_us ? one.to_us : joint->to_us;
        joint->phases |= one.phases;
    }
}

static struct window
window_of_phase(const struct op_scenario *scenario, int phase)
{
    struct window window = { 0, scenario->end_us, 1u << phase };

    if (scenario->schema->phase_window) {
        scenario->schema->phase_window(scenario, phase, &window.from_us, &window.to_us);
    }
    return window;
}

// A condition on a phase holds in that phase or a later one, but in the last one by name only.
static struct window
window_of_phases(const struct op_scenario *scenario, int phase)
{
    const int last = phase == OP_N_PHASES - 1 ? phase : OP_N_PHASES - 2;
    struct window joint = { INT64_MAX, -1, 0 };

    for (int p = phase; p <= last; p++) {
        join(&joint, window_of_phase(scenario, p));
    }
    return joint;
}

// Least and greatest value that an observable can have, from its unit.
static void
range_of(const struct op_observable *observable, double *low, double *high)
{
    const bool is_share = strcmp(observable->unit, "share") == 0;

    *low = 0;
    *high = is_share || strcmp(observable->unit, "0 or 1") == 0 ? 1
            : strcmp(observable->name, "phase") == 0            ? OP_N_PHASES - 1
                                                                : INFINITY;
}

static bool
can_be(const struct op_scenario *scenario, const struct op_test *test)
{
    double low, high;

    range_of(op_schema_observable_row(scenario->schema, test->index), &low, &high);
    return test->relation == OP_AT_LEAST ? test->level <= high : test->level >= low;
}

static struct window window_of(const struct op_scenario *scenario, int index);

// Two conditions on one observable, of which one asks for more than the other allows.
static bool
contradict(const struct op_test *x, const struct op_test *y)
{
    return x->kind == OP_TEST_OBSERVABLE && y->kind == OP_TEST_OBSERVABLE && x->index == y->index &&
           x->relation == OP_AT_LEAST && y->relation == OP_AT_MOST && x->level > y->level;
}

static struct window
window_of_all(const struct op_scenario *scenario, const struct op_test *test)
{
    const struct op_test *child = &scenario->tests[test->first_child];
    struct window joint = { 0, scenario->end_us, ALL_PHASES };

    for (int i = 0; i < test->n_children; i++) {
        const struct window one = window_of(scenario, test->first_child + i);

        joint.from_us = one.from_us > joint.from_us ? one.from_us : joint.from_us;
        joint.to_us = one.to_us < joint.to_us ? one.to_us : joint.to_us;
        joint.phases &= one.phases;
        for (int k = 0; k < test->n_children; k++) {
            if (contradict(&child[i], &child[k])) {
                joint.phases = 0;
            }
        }
    }
    return joint;
}

static struct window
window_of_any(const struct op_scenario *scenario, const struct op_test *test)
{
    struct window joint = { INT64_MAX, -1, 0 };

    for (int i = 0; i < test->n_children; i++) {
        join(&joint, window_of(scenario, test->first_child + i));
    }
    return joint;
}

static struct window
window_of(const struct op_scenario *scenario, int index)
{
    const struct op_test *test = &scenario->tests[index];
    struct window window = { 0, scenario->end_us, ALL_PHASES };

    switch (test->kind) {
        case OP_TEST_ALL:
            window = window_of_all(scenario, test);
            break;
        case OP_TEST_ANY:
            window = window_of_any(scenario, test);
            break;
        case OP_TEST_PHASE:
            window = window_of_phases(scenario, test->index);
            break;
        case OP_TEST_OBSERVABLE:
            window.phases = can_be(scenario, test) ? ALL_PHASES : 0;
            break;
    }
    if (!is_empty(&window) && test->hold_us > 0) {
        window.from_us += test->hold_us;   // it holds only when it has held so long
    }
    return window;
}

// ---- uses ----

static const struct op_measure *
measure_of(const struct op_scenario *scenario, const struct op_use *use)
{
    return &scenario->measures[scenario->actions[use->action].measure];
}

// Can one of the measure's phases be while the use could start? The phase that is acted upon is
// that of the last watch tick, so it may be one tick old.
static bool
meets_its_phases(const struct op_scenario *scenario, const struct op_use *use,
                 const struct op_prospect *prospect)
{
    const struct op_measure *measure = measure_of(scenario, use);

    for (int phase = 0; phase < OP_N_PHASES; phase++) {
        const struct window window = window_of_phase(scenario, phase);

        if (op_measure_fits(measure, phase) && window.from_us <= prospect->to_us &&
            window.to_us + scenario->watch_every_us >= prospect->from_us) {
            return true;
        }
    }
    return false;
}

// A condition that holds in phases behind the measure's own alone.
static bool
waits_for_a_later_phase(const struct op_measure *measure, unsigned phases)
{
    return (phases & op_phases_from_to(0, op_phases_last(measure->phases))) == 0;
}

static enum op_never
find_start(const struct op_scenario *scenario, const struct op_use *use,
           const struct op_prospect *followed, struct op_prospect *prospect)
{
    struct window window;

    prospect->to_us = scenario->end_us;
    switch (use->start) {
        case OP_START_AT:
            prospect->from_us = prospect->to_us = use->at_us;
            return OP_CAN_START;
        case OP_START_AFTER:
            prospect->from_us = followed->from_us + use->delay_us;
            return followed->never != OP_CAN_START ? OP_NEVER_FOLLOWS : OP_CAN_START;
        case OP_START_WHEN:
            window = window_of(scenario, use->test);
            prospect->from_us = window.from_us + use->delay_us;
            if (is_empty(&window)) {
                return OP_NEVER_HOLDS;
            }
            return waits_for_a_later_phase(measure_of(scenario, use), window.phases)
                       ? OP_NEVER_THAT_PHASE
                       : OP_CAN_START;
    }
    return OP_CAN_START;
}

static void
look_at(const struct op_scenario *scenario, const struct op_use *use,
        const struct op_prospect *followed, struct op_prospect *prospect)
{
    prospect->never = find_start(scenario, use, followed, prospect);
    if (prospect->never != OP_CAN_START) {
        return;
    }
    if (use->probability <= 0) {
        prospect->never = OP_NEVER_CHANCE;
    } else if (prospect->from_us >= scenario->end_us) {
        prospect->never = OP_NEVER_BY_END;
    } else if (use->until_us <= prospect->from_us) {
        prospect->never = OP_NEVER_BY_UNTIL;
    } else if (!meets_its_phases(scenario, use, prospect)) {
        prospect->never = OP_NEVER_IN_PHASE;
    }
}

void
op_prospects(const struct op_scenario *scenario, int strategy, struct op_prospect *prospect)
{
    const struct op_strategy *of = &scenario->strategies[strategy];

    // What follows another is looked at after it; there is no circle, so n rounds are enough.
    for (int round = 0, n_left = of->n_uses; n_left > 0 && round <= of->n_uses; round++) {
        for (int i = 0; i < of->n_uses; i++) {
            const struct op_use *use = &of->uses[i];
            int depth = 0;

            for (int k = i; of->uses[k].start == OP_START_AFTER; k = of->uses[k].after_use) {
                depth++;
            }
            if (depth == round) {
                look_at(scenario, use, depth > 0 ? &prospect[use->after_use] : NULL, &prospect[i]);
                n_left--;
            }
        }
    }
}
