// SPDX-License-Identifier: GPL-3.0-or-later
// What a user should hear about strategies: measures that never start, and two that are one.
#include "sim/input/prospect.h"

#include "sim/input/phaseset.h"

#include <stdlib.h>
#include <string.h>

struct texts {
    char message[OP_PROSPECT_TEXT];
    char hint[OP_PROSPECT_TEXT];
};

static void
moment(const struct op_scenario *scenario, int64_t at_us, char text[24])
{
    op_moment_text(scenario, at_us, text);
    text[10] = ' ';   // as it is written in a scenario
    text[16] = '\0';
}

// The first of its phases that can be after a moment, and from when on; OP_NEVER_US if none can.
static int64_t
first_phase_after(const struct op_scenario *scenario, const struct op_measure *measure,
                  int64_t after_us, int *phase)
{
    int64_t first_us = OP_NEVER_US;

    *phase = op_phases_first(measure->phases);
    for (int p = 0; p < OP_N_PHASES; p++) {
        int64_t from_us = 0, to_us = scenario->end_us;

        if (scenario->schema->phase_window) {
            scenario->schema->phase_window(scenario, p, &from_us, &to_us);
        }
        if (op_measure_fits(measure, p) && from_us <= to_us && to_us > after_us &&
            from_us < first_us) {
            first_us = from_us;
            *phase = p;
        }
    }
    return first_us;
}

static void
say_out_of_phase(const struct op_scenario *scenario, const struct op_measure *measure,
                 const struct op_prospect *prospect, struct texts *texts)
{
    int phase;
    const int64_t first_us = first_phase_after(scenario, measure, prospect->from_us, &phase);
    char phases[OP_PHASES_TEXT], when[24];

    op_phases_text(measure->phases, scenario->schema->phases, phases);
    if (prospect->from_us == prospect->to_us) {
        moment(scenario, prospect->from_us, when);
        (void)snprintf(texts->message, sizeof texts->message,
                       "belongs to the phase %s, which cannot be at %s: it is refused", phases,
                       when);
    } else {
        (void)snprintf(texts->message, sizeof texts->message,
                       "belongs to the phase %s, which cannot be when it could start", phases);
    }
    if (first_us > prospect->from_us && first_us < scenario->end_us) {
        moment(scenario, first_us, when);
        (void)
            snprintf(texts->hint, sizeof texts->hint,
                     "not before %s; or let a condition start it: when: { phase: %s, oracle: yes }",
                     when, scenario->schema->phases[phase]);
    } else {
        (void)snprintf(texts->hint, sizeof texts->hint,
                       "the call is beyond that phase by then: start the scenario earlier");
    }
}

static void
say_never(const struct op_scenario *scenario, const struct op_use *use,
          const struct op_prospect *prospect, struct texts *texts)
{
    const struct op_measure *measure = &scenario->measures[scenario->actions[use->action].measure];
    char phases[OP_PHASES_TEXT], when[24], then[24];

    op_phases_text(measure->phases, scenario->schema->phases, phases);
    moment(scenario, prospect->from_us, when);
    moment(scenario, use->until_us == OP_NEVER_US ? scenario->end_us : use->until_us, then);
    texts->hint[0] = '\0';
    switch (prospect->never) {
        case OP_CAN_START:
            break;
        case OP_NEVER_CHANCE:
            (void)snprintf(texts->message, sizeof texts->message,
                           "never starts: its probability is 0");
            break;
        case OP_NEVER_BY_END:
            (void)snprintf(texts->message, sizeof texts->message,
                           "never starts: it could at %s, and the scenario ends at %s", when, then);
            break;
        case OP_NEVER_FOLLOWS:
            (void)snprintf(texts->message, sizeof texts->message,
                           "never starts: the measure that it follows never does");
            break;
        case OP_NEVER_HOLDS:
            (void)snprintf(texts->message, sizeof texts->message,
                           "never starts: its condition cannot hold");
            (void)snprintf(texts->hint, sizeof texts->hint,
                           "look at the levels and phases that it asks for at once");
            break;
        case OP_NEVER_BY_UNTIL:
            (void)snprintf(texts->message, sizeof texts->message,
                           "does nothing: it could start at %s, and ends at %s", when, then);
            (void)snprintf(texts->hint, sizeof texts->hint, "give it a later `until`");
            break;
        case OP_NEVER_IN_PHASE:
            say_out_of_phase(scenario, measure, prospect, texts);
            break;
        case OP_NEVER_THAT_PHASE:
            (void)snprintf(texts->message, sizeof texts->message,
                           "waits for a phase after its own (%s): it is refused unless "
                           "the phase is another by then",
                           phases);
            (void)snprintf(texts->hint, sizeof texts->hint,
                           "let it wait for one of its own: when: { phase: %s, oracle: yes }",
                           scenario->schema->phases[op_phases_first(measure->phases)]);
            break;
    }
}

void
op_prospect_text(const struct op_scenario *scenario, const struct op_use *use,
                 const struct op_prospect *prospect, char message[OP_PROSPECT_TEXT],
                 char hint[OP_PROSPECT_TEXT])
{
    struct texts texts = { 0 };

    say_never(scenario, use, prospect, &texts);
    memcpy(message, texts.message, OP_PROSPECT_TEXT);
    memcpy(hint, texts.hint, OP_PROSPECT_TEXT);
}

static enum op_status
warn_of_strategy(const struct op_scenario *scenario, int strategy, struct op_diag *diag)
{
    const struct op_strategy *of = &scenario->strategies[strategy];
    struct op_prospect *prospects = calloc((size_t)of->n_uses + 1, sizeof *prospects);

    if (!prospects) {
        return OP_NO_MEMORY;
    }
    op_prospects(scenario, strategy, prospects);
    for (int i = 0; i < of->n_uses; i++) {
        const struct op_use *use = &of->uses[i];
        const struct op_action_content *action = &scenario->actions[use->action];
        const bool is_told = prospects[i].never == OP_NEVER_BY_END && use->start == OP_START_AT;
        struct texts texts;

        if (prospects[i].never == OP_CAN_START || is_told) {   // told where its moment stands
            continue;
        }
        say_never(scenario, use, &prospects[i], &texts);
        op_diag_warn(diag, OP_OUT_OF_RANGE, use->place, texts.hint[0] ? texts.hint : NULL, "%s: %s",
                     scenario->measures[action->measure].id, texts.message);
    }
    free(prospects);
    return OP_OK;
}

// ---- strategies that do the same ----

static bool
same_test(const struct op_scenario *scenario, int x_index, int y_index)
{
    if (x_index < 0 || y_index < 0) {
        return x_index < 0 && y_index < 0;
    }

    const struct op_test *x = &scenario->tests[x_index];
    const struct op_test *y = &scenario->tests[y_index];
    bool is_same = x->kind == y->kind && x->hold_us == y->hold_us && x->n_children == y->n_children;

    if (is_same && (x->kind == OP_TEST_PHASE || x->kind == OP_TEST_OBSERVABLE)) {
        is_same = x->oracle == y->oracle && x->index == y->index && x->seen == y->seen;
    }
    if (is_same && x->kind == OP_TEST_OBSERVABLE) {
        // the bits: a missing release is NaN, which equals nothing
        is_same = x->relation == y->relation &&
                  memcmp(&x->level, &y->level, sizeof x->level) == 0 &&
                  memcmp(&x->release, &y->release, sizeof x->release) == 0;
    }
    for (int i = 0; i < x->n_children && is_same; i++) {
        is_same = same_test(scenario, x->first_child + i, y->first_child + i);
    }
    return is_same;
}

static bool
same_use(const struct op_scenario *scenario, const struct op_use *x, const struct op_use *y)
{
    return x->action == y->action && x->start == y->start && x->at_us == y->at_us &&
           same_test(scenario, x->start == OP_START_WHEN ? x->test : -1,
                     y->start == OP_START_WHEN ? y->test : -1) &&
           x->after_use == y->after_use && x->delay_us == y->delay_us && x->oracle == y->oracle &&
           x->with_lead_time == y->with_lead_time && x->duration_us == y->duration_us &&
           x->until_us == y->until_us && same_test(scenario, x->until_test, y->until_test) &&
           x->cooldown_us == y->cooldown_us &&
           memcmp(&x->probability, &y->probability, sizeof x->probability) == 0;
}

// A measure that stands twice with the same settings counts twice: hardly what was meant.
static void
warn_of_twins(const struct op_scenario *scenario, const struct op_strategy *of,
              struct op_diag *diag)
{
    for (int i = 1; i < of->n_uses; i++) {
        for (int k = 0; k < i; k++) {
            const struct op_use *use = &of->uses[i];

            if (same_use(scenario, use, &of->uses[k])) {
                op_diag_warn(diag, OP_BAD_VALUE, use->place,
                             "leave one out; where it is meant, give it a strength of its own",
                             "%s: stands twice in %s, at the same moment",
                             scenario->measures[scenario->actions[use->action].measure].id, of->id);
                break;
            }
        }
    }
}

static bool
same_strategy(const struct op_scenario *scenario, const struct op_strategy *x,
              const struct op_strategy *y)
{
    bool is_same = x->n_uses == y->n_uses;

    for (int i = 0; i < x->n_uses && is_same; i++) {
        is_same = same_use(scenario, &x->uses[i], &y->uses[i]);
    }
    return is_same;
}

static void
warn_of_doubles(const struct op_scenario *scenario, const bool *is_wanted, struct op_diag *diag)
{
    for (int i = 1; i < scenario->n_strategies; i++) {
        for (int k = 0; k < i && (!is_wanted || is_wanted[i]); k++) {
            const struct op_strategy *x = &scenario->strategies[k];
            const struct op_strategy *y = &scenario->strategies[i];

            if ((!is_wanted || is_wanted[k]) && same_strategy(scenario, x, y)) {
                op_diag_warn(diag, OP_BAD_VALUE, y->place.file ? y->place : x->place,
                             "they will not differ: leave one out, or give it other measures",
                             "%s does the same as %s", y->id, x->id);
                break;
            }
        }
    }
}

// A parameter that the file gives, or --set, and every set of conditions gives anew.
static void
warn_of_unused(const struct op_scenario *scenario, struct op_diag *diag)
{
    for (int p = 0; p < scenario->schema->n_params && scenario->n_conditions > 0; p++) {
        const char *group = "";
        const struct op_param *row = op_schema_param_row(scenario->schema, p, &group);
        int c = 0;

        while (scenario->is_set[p] && c < scenario->n_conditions &&
               op_conditions_override(scenario, c, p)) {
            c++;
        }
        if (c == scenario->n_conditions) {
            op_diag_warn(diag, OP_BAD_VALUE, scenario->conditions[0].place,
                         "set it there, as in --set conditions.NAME.parameters.KEY=VALUE, or add a "
                         "set that leaves it alone (`as_is: {}`)",
                         "%s.%s: every set of conditions has a value of its own, so that of the "
                         "scenario is never used",
                         group, row->key);
        }
    }
}

void
op_prospect_warn(const struct op_scenario *scenario, const bool *is_wanted, struct op_diag *diag)
{
    enum op_status status = OP_OK;

    for (int i = 0; i < scenario->n_strategies && status == OP_OK; i++) {
        if (!is_wanted || is_wanted[i]) {
            status = warn_of_strategy(scenario, i, diag);
            warn_of_twins(scenario, &scenario->strategies[i], diag);
        }
    }
    warn_of_doubles(scenario, is_wanted, diag);
    warn_of_unused(scenario, diag);
}
