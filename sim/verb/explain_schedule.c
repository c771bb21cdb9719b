// SPDX-License-Identifier: GPL-3.0-or-later
// When each measure of each strategy of a scenario can start, in order: moments as clock times,
// conditions in words.
#include "sim/verb/explain_parts.h"

#include "sim/base/civil.h"
#include "sim/input/prospect.h"
#include "sim/input/phaseset.h"
#include "sim/input/quantity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { AT_COLUMN = 24 };   // text beside "  Fri 2012-09-21 19:30  "

struct schedule {
    struct op_explain *explain;
    const struct op_scenario *scenario;
    const struct op_strategy *strategy;
    const struct op_prospect *prospects;   // of its uses
};

static const char *
duration(struct op_explain *explain, int64_t us)
{
    char text[48];

    op_quantity_text(OP_UNIT_DURATION, (double)us / 1e6, text);
    return op_said(explain, "%s", text);
}

// "Fri 2012-09-21 19:30", with seconds where they are not 0.
static const char *
clock_text(const struct schedule *s, int64_t us)
{
    static const char days[7][4] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
    char text[24];

    op_moment_text(s->scenario, us, text);
    text[10] = ' ';
    if (strcmp(text + 16, ":00") == 0) {
        text[16] = '\0';
    }
    return op_said(
        s->explain, "%s %s",
        days[op_civil_weekday(s->scenario->start_civil_s + (us - (us < 0 ? 999999 : 0)) / 1000000)],
        text);
}

// ---- conditions in words ----

static const char *words_of(const struct schedule *s, int at, bool is_inside);

static const char *
join(const struct schedule *s, const struct op_test *test, bool is_inside)
{
    const char *const word = test->kind == OP_TEST_ALL ? "and" : "or";
    const char *all = is_inside ? "(" : "";

    for (int i = 0; i < test->n_children; i++) {
        all = op_said(s->explain, "%s%s%s%s%s", all, i > 0 ? " " : "", i > 0 ? word : "",
                      i > 0 ? " " : "", words_of(s, test->first_child + i, true));
    }
    return op_said(s->explain, "%s%s", all, is_inside ? ")" : "");
}

static const char *
leaf(const struct schedule *s, const struct op_test *test)
{
    const struct op_schema *schema = s->scenario->schema;

    if (test->kind == OP_TEST_PHASE) {
        return test->index == OP_N_PHASES - 1 || test->index == OP_N_PHASES - 2
                   ? op_said(s->explain, "the phase is %s", schema->phases[test->index])
                   : op_said(s->explain, "the phase is %s or later (not %s)",
                             schema->phases[test->index], schema->phases[OP_N_PHASES - 1]);
    }
    const char *name = op_schema_observable_row(schema, test->index)->name;
    const bool is_floor = test->relation == OP_AT_LEAST;
    const char *words =
        op_said(s->explain, "%s is at %s %g", name, is_floor ? "least" : "most", test->level);

    return isnan(test->release) ? words
                                : op_said(s->explain, "%s (over %s %g)", words,
                                          is_floor ? "below" : "above", test->release);
}

static const char *
words_of(const struct schedule *s, int at, bool is_inside)
{
    const struct op_test *test = &s->scenario->tests[at];
    const bool is_leaf = test->kind == OP_TEST_PHASE || test->kind == OP_TEST_OBSERVABLE;
    const char *words = is_leaf ? leaf(s, test) : join(s, test, is_inside || test->hold_us > 0);

    if (test->hold_us > 0) {
        words = op_said(s->explain, "%s for %s", words, duration(s->explain, test->hold_us));
    }
    return words;
}

static bool
reads_truth(const struct op_scenario *scenario, int at)
{
    const struct op_test *test = &scenario->tests[at];
    bool does = test->n_children == 0 && test->oracle;

    for (int i = 0; i < test->n_children; i++) {
        does |= reads_truth(scenario, test->first_child + i);
    }
    return does;
}

static const char *
condition(const struct schedule *s, int at)
{
    return op_said(s->explain, "%s%s", words_of(s, at, false),
                   reads_truth(s->scenario, at) ? " (the true state)" : "");
}

// ---- one use ----

static const struct op_measure *
measure_of(const struct schedule *s, const struct op_use *use)
{
    return &s->scenario->measures[s->scenario->actions[use->action].measure];
}

// Clock time at which it starts; OP_NEVER_US if that hangs on a condition.
static int64_t
known_start(const struct op_strategy *strategy, const struct op_use *use)
{
    int64_t offset_us = 0;

    while (use->start == OP_START_AFTER) {   // no circles: the reader refuses them
        offset_us += use->delay_us;
        use = &strategy->uses[use->after_use];
    }
    return use->start == OP_START_AT ? use->at_us + offset_us : OP_NEVER_US;
}

static const char *
starts(const struct schedule *s, const struct op_use *use)
{

    if (use->start == OP_START_AT) {
        return "";
    }
    if (use->start == OP_START_AFTER) {
        return op_said(s->explain, "%s after the start of %s", duration(s->explain, use->delay_us),
                       measure_of(s, &s->strategy->uses[use->after_use])->id);
    }
    const char *lead = NULL;
    const char *delay = use->delay_us > 0
                            ? op_said(s->explain, "%s later", duration(s->explain, use->delay_us))
                            : "at once";

    op_dist_words(s->explain, OP_UNIT_DURATION, &measure_of(s, use)->lead_time, &lead);
    return use->with_lead_time
               ? op_said(s->explain, "%s%s lead time (%s)", use->delay_us > 0 ? delay : "",
                         use->delay_us > 0 ? " and its" : "after its", lead)
               : delay;
}

static const char *
ends(const struct schedule *s, const struct op_use *use)
{
    const char *all = "";

    if (use->duration_us != OP_NEVER_US) {
        all = op_said(s->explain, "for %s", duration(s->explain, use->duration_us));
    }
    if (use->until_us != OP_NEVER_US) {
        all = op_said(s->explain, "%s%suntil %s", all, all[0] != '\0' ? ", at most " : "",
                      clock_text(s, use->until_us));
    }
    if (use->until_test >= 0) {
        all = op_said(s->explain, "%s%suntil %s", all, all[0] != '\0' ? ", at most " : "",
                      condition(s, use->until_test));
    }
    return all;
}

static const char *
extras(const struct schedule *s, const struct op_use *use)
{
    const struct op_measure *measure = measure_of(s, use);
    const double intensity = s->scenario->actions[use->action].intensity;
    const char *all = "";

    if (intensity < 1) {
        all = op_said(s->explain, "; intensity %g %%", 100 * intensity);
    }
    if (use->probability < 1) {
        all = op_said(s->explain, "%s; carried out in %g %% of cases", all, 100 * use->probability);
    }
    if (use->cooldown_us != OP_NEVER_US) {
        all = op_said(s->explain, "%s; again from %s after its start", all,
                      duration(s->explain, use->cooldown_us));
    }
    if (measure->legal_status == OP_PROPOSED || measure->legal_status == OP_VOID) {
        all = op_said(s->explain, "%s; its legal basis is %s", all,
                      op_legal_status_words[measure->legal_status]);
    }
    return all;
}

static const char *
phase_window(const struct schedule *s, const struct op_use *use)
{
    const struct op_measure *measure = measure_of(s, use);
    const char *const *phases = s->scenario->schema->phases;

    const int first = op_phases_first(measure->phases), last = op_phases_last(measure->phases);
    char text[OP_PHASES_TEXT];

    op_phases_text(measure->phases, phases, text);
    return measure->phases == op_phases_from_to(first, last)
               ? op_said(s->explain, "%s .. %s", phases[first], phases[last])
               : op_said(s->explain, "%s", text);
}

// Why it never starts, and what would help; "" if it can start.
static const char *
never_text(const struct schedule *s, const struct op_use *use)
{
    const struct op_prospect *prospect = &s->prospects[use - s->strategy->uses];
    char message[OP_PROSPECT_TEXT], hint[OP_PROSPECT_TEXT];

    op_prospect_text(s->scenario, use, prospect, message, hint);
    return op_said(s->explain, "%s%s%s%s", message, hint[0] != '\0' ? " (" : "", hint,
                   hint[0] != '\0' ? ")" : "");
}

static void
add_use(const struct schedule *s, const struct op_use *use)
{
    const struct op_measure *measure = measure_of(s, use);
    const int64_t at_us = known_start(s->strategy, use);
    const char *when = use->start == OP_START_WHEN ? condition(s, use->test) : NULL;
    const char *how = starts(s, use);
    const char *lasts = ends(s, use);
    const char *never = never_text(s, use);
    char moment[24] = "";
    struct op_item *item =
        op_item_new(s->explain, "use", measure->id,
                    op_said(s->explain, "%s%s%s%s%s%s%s%s", measure->id, how[0] != '\0' ? ": " : "",
                            how, lasts[0] != '\0' ? ", " : "", lasts, extras(s, use),
                            never[0] != '\0' ? "; " : "", never));

    item->shown = at_us != OP_NEVER_US ? clock_text(s, at_us) : NULL;
    item->brief = when;
    item->group = s->strategy->id;
    if (at_us != OP_NEVER_US) {
        op_moment_text(s->scenario, at_us, moment);
    }
    op_item_text(item, "strategy", NULL, s->strategy->id);
    op_item_text(item, "at", NULL, op_said(s->explain, "%s", moment));
    op_item_text(item, "when", NULL, when);
    op_item_text(item, "starts", NULL, how);
    op_item_text(item, "lasts", NULL, lasts[0] != '\0' ? lasts : "until the end");
    op_item_text(item, "never", NULL, never);
    op_item_text(item, "phases", NULL, phase_window(s, use));
    op_item_number(item, "probability", use->probability);
    op_item_number(item, "intensity", s->scenario->actions[use->action].intensity);
}

// ---- all of them ----

// Known moments in order, then conditions; what follows stands behind what it follows.
static void
add_strategy(struct schedule *s)
{
    const int n = s->strategy->n_uses;
    bool *is_done = op_arena_new(&s->explain->arena, (size_t)n + 1, sizeof *is_done);
    struct op_prospect *prospects =
        op_arena_new(&s->explain->arena, (size_t)n + 1, sizeof *prospects);

    if (is_done == NULL || prospects == NULL) {
        s->explain->no_memory = true;
        return;
    }
    op_prospects(s->scenario, (int)(s->strategy - s->scenario->strategies), prospects);
    s->prospects = prospects;
    for (int k = 0; k < n; k++) {
        int least = -1;

        for (int i = 0; i < n; i++) {
            const struct op_use *use = &s->strategy->uses[i];
            const bool waits = use->start == OP_START_AFTER && !is_done[use->after_use];

            if (!is_done[i] && !waits &&
                (least < 0 || known_start(s->strategy, use) <
                                  known_start(s->strategy, &s->strategy->uses[least]))) {
                least = i;
            }
        }
        is_done[least] = true;
        add_use(s, &s->strategy->uses[least]);
    }
}

static void
show_happenings(const struct schedule *s, int64_t from_us, int64_t before_us)
{
    const struct op_scenario *scenario = s->scenario;

    for (int i = 0; i < scenario->n_happenings; i++) {
        const struct op_happening *row = &scenario->happenings[i];
        char amount[32] = "";

        if (row->at_us < from_us || row->at_us >= before_us) {
            continue;
        }
        if (!isnan(row->amount)) {
            (void)snprintf(amount, sizeof amount, ": %.0f", row->amount);
        }
        (void)fprintf(s->explain->out, "  %-20s  %s%s%s\n", clock_text(s, row->at_us),
                      scenario->schema->happenings[row->kind], amount,
                      row->recorded ? " (recorded: until an arm departs)" : "");
    }
}

static void
show_evening(const struct schedule *s)
{
    const struct op_scenario *scenario = s->scenario;
    const char *title = scenario->title.en != NULL ? scenario->title.en : scenario->title.nl;
    FILE *out = s->explain->out;

    op_page_wrap(out, 0, 2, title);
    (void)fprintf(out, "\n  %-20s  start\n", clock_text(s, 0));
    show_happenings(s, INT64_MIN, scenario->event_us);
    (void)fprintf(out, "  %-20s  event\n", clock_text(s, scenario->event_us));
    show_happenings(s, scenario->event_us, INT64_MAX);
    (void)fprintf(out, "  %-20s  end\n", clock_text(s, scenario->end_us));
}

static void
show_strategy(const struct schedule *s, int index)
{
    const struct op_scenario *scenario = s->scenario;
    const struct op_strategy *strategy = &scenario->strategies[index];
    const char *own = strategy->label.en != NULL ? strategy->label.en : strategy->label.nl;
    const char *label = own != NULL && strcmp(own, strategy->id) != 0 ? own : NULL;
    FILE *out = s->explain->out;
    const char *heading =
        op_said(s->explain, "%s%s%s%s%s%s", strategy->id, label != NULL ? ": " : "",
                label != NULL ? label : "",
                index == scenario->record ? "; what really happened" : "",
                index == scenario->base ? "; the others are compared with it" : "",
                strategy->lawful ? "" : "; not lawful");

    (void)fputc('\n', out);
    op_page_wrap(out, 0, 2, heading);
    if (strategy->n_uses == 0) {
        (void)fputs("  no measures\n", out);
    }
    for (int i = 0; i < s->explain->items.n; i++) {
        const struct op_item *item = &s->explain->items.item[i];

        if (item->group != strategy->id) {
            continue;
        }
        if (item->brief != NULL) {
            (void)fputs("  when ", out);
            op_page_wrap(out, 7, 7, item->brief);
        }
        (void)fprintf(out, "  %-20s  ", item->shown != NULL ? item->shown : "");
        op_page_wrap(out, AT_COLUMN, AT_COLUMN, item->meaning);
    }
}

enum op_status
op_explain_schedule(struct op_explain *explain, const char *path)
{
    const struct op_load_options load = { explain->program->share_dir, explain->set,
                                          explain->n_sets, NULL };
    struct op_scenario scenario;
    struct schedule s = { explain, &scenario, NULL, NULL };
    enum op_status status =
        op_scenario_load(&scenario, path, explain->schema, &load, &explain->diag);

    if (status != OP_OK) {
        return status;
    }
    if (scenario.schema->model != NULL) {
        op_scenario_free(&scenario);
        return op_diag_add(&explain->diag, OP_USAGE, (struct op_place){ 0 },
                           "a reference model has no measures", "%s has no schedule", path);
    }
    for (int i = 0; i < scenario.n_strategies; i++) {
        s.strategy = &scenario.strategies[i];
        add_strategy(&s);
    }
    if (explain->form == OP_FORM_TEXT) {
        show_evening(&s);
        for (int i = 0; i < scenario.n_strategies; i++) {
            show_strategy(&s, i);
        }
        (void)fputs(
            "\nA measure lasts until the end unless its line says otherwise. One that is due\n"
            "outside its phases is refused, and that is logged: `oploop explain measure\n"
            "NAME` says which these are.\n",
            explain->out);
    } else if (explain->form == OP_FORM_NAMES) {
        for (int i = 0; i < scenario.n_strategies; i++) {
            (void)fprintf(explain->out, "%s\n", scenario.strategies[i].id);
        }
    } else {
        op_items_show(explain, NULL);   // before the scenario goes: items borrow from it
    }
    op_scenario_free(&scenario);
    return OP_OK;
}

// ---- at one instant ----

enum op_status
op_explain_order(struct op_explain *explain)
{
    const struct op_model *model = explain->program->model;
    FILE *out = explain->out;

    (void)fputs("What happens at one instant goes by kind, in this order, and of one kind by who\n"
                "or what it is about; never by what was planned first.\n\n"
                "    0  happenings of the scenario\n"
                "   16  starts and ends of measures\n",
                out);
    for (int code = 32; code < 240; code++) {
        if (model->kind_table[code] != NULL) {
            (void)fprintf(out, "  %3d  %s\n", code, model->kind_table[code]->name);
        }
    }
    (void)fputs("  254  the watch tick, at which conditions are tested\n"
                "  255  the sample for the record\n\n"
                "When the measures of a scenario can start: oploop explain schedule FILE\n",
                out);
    return OP_OK;
}
