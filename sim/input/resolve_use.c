// SPDX-License-Identifier: GPL-3.0-or-later
// Measures, strategies, uses and conditions of the resolved file.
#include "sim/input/resolve.h"

#include "sim/base/text.h"
#include "sim/input/catalogue.h"
#include "sim/input/phaseset.h"
#include "sim/input/quantity.h"

#include <math.h>

static void
write_dist(FILE *out, enum op_unit unit, const struct op_dist *dist)
{
    const struct op_param row = { .unit = unit };
    char text[192];

    op_dist_text(&row, dist, text);
    fputs(text, out);
}

static void
write_moves(FILE *out, const struct op_move *moves, int n, const struct op_schema *schema,
            const char *indent)
{
    for (int i = 0; i < n; i++) {
        const struct op_lever *lever = op_schema_lever_row(schema, moves[i].lever);

        fprintf(out, "%s%s: ", indent, lever->name);
        write_dist(out, lever->unit, &moves[i].dist);
        fputc('\n', out);
    }
}

static void
write_line(FILE *out, const char *key, const char *text)
{
    if (text) {
        fprintf(out, "    %s: ", key);
        op_write_text(out, text);
        fputc('\n', out);
    }
}

static void
write_legal(FILE *out, const struct op_measure *measure)
{
    const struct {
        const char *key, *text;
    } parts[] = {
        { "kind", measure->legal_kind },
        { "basis", measure->legal_basis },
        { "status", op_legal_status_words[measure->legal_status] },
        { "as_of", measure->legal_as_of },
    };

    fputs("    legal: { ", out);
    for (int i = 0; i < 4; i++) {
        fprintf(out, "%s%s: ", i > 0 ? ", " : "", parts[i].key);
        op_write_text(out, parts[i].text);
    }
    if (measure->legal_readings) {
        fputs(", readings: ", out);
        op_write_text(out, measure->legal_readings);
    }
    fputs(" }\n", out);
}

static void
write_practice(FILE *out, const struct op_measure *measure)
{
    const struct op_dist *part = &measure->enforceability;

    write_line(out, "barrier", measure->barrier);
    if (part->kind != OP_DIST_FIXED || part->a < 1) {
        fputs("    enforceability: ", out);
        write_dist(out, OP_UNIT_SHARE, part);
        fputc('\n', out);
    }
    if (measure->cost_source) {
        fputs("    cost: ", out);
        write_dist(out, OP_UNIT_EURO, &measure->cost_eur);
        fputc('\n', out);
        write_line(out, "cost_source", measure->cost_source);
    }
}

// One row of phases as `first .. last`, also where it is one phase.
static void
write_phases(FILE *out, unsigned phases, const char *const *names)
{
    const int first = op_phases_first(phases), last = op_phases_last(phases);
    char text[OP_PHASES_TEXT];

    if (phases == op_phases_from_to(first, last)) {
        fprintf(out, "    phases: %s .. %s\n", names[first], names[last]);
    } else {
        op_phases_text(phases, names, text);
        fprintf(out, "    phases: %s\n", text);
    }
}

void
op_write_measures(FILE *out, const struct op_scenario *scenario, const struct op_schema *schema)
{
    if (scenario->n_measures > 0) {
        fputs("measures:\n", out);
    }
    for (int i = 0; i < scenario->n_measures; i++) {
        const struct op_measure *measure = &scenario->measures[i];

        fprintf(out, "  %s:\n", measure->id);
        op_write_text2(out, "    name", &measure->name);
        write_line(out, "actor", measure->actor);
        write_phases(out, measure->phases, schema->phases);
        write_legal(out, measure);
        fprintf(out, "    aims_at_content: %s\n", measure->aims_at_content ? "yes" : "no");
        write_line(out, "precondition", measure->precondition);
        fputs("    lead_time: ", out);
        write_dist(out, OP_UNIT_DURATION, &measure->lead_time);
        fputs(measure->n_moves > 0 ? "\n    moves:\n" : "\n    moves: {}\n", out);
        write_moves(out, measure->moves, measure->n_moves, schema, "      ");
        write_practice(out, measure);
        write_line(out, "side_effects", measure->side_effects);
        write_line(out, "rights", measure->rights);
        write_line(out, "source", measure->source);
    }
}

static void
write_test(FILE *out, const struct op_scenario *scenario, const struct op_schema *schema, int at)
{
    const struct op_test *test = &scenario->tests[at];
    char number[32];

    fputs("{ ", out);
    switch (test->kind) {
        case OP_TEST_ALL:
        case OP_TEST_ANY:
            fputs(test->kind == OP_TEST_ALL ? "all: [" : "any: [", out);
            for (int i = 0; i < test->n_children; i++) {
                fputs(i > 0 ? ", " : "", out);
                write_test(out, scenario, schema, test->first_child + i);
            }
            fputs("]", out);
            break;
        case OP_TEST_PHASE:
            fprintf(out, "phase: %s, oracle: %s", schema->phases[test->index],
                    test->oracle ? "yes" : "no");
            break;
        case OP_TEST_OBSERVABLE:
            op_real_text(test->level, number);
            fprintf(out, "observable: %s, %s: %s",
                    op_schema_observable_row(schema, test->index)->name,
                    test->relation == OP_AT_LEAST ? "at_least" : "at_most", number);
            if (!isnan(test->release)) {
                op_real_text(test->release, number);
                fprintf(out, ", release: %s", number);
            }
            fprintf(out, ", oracle: %s", test->oracle ? "yes" : "no");
            break;
    }
    if (test->hold_us > 0) {
        fputs(", for: ", out);
        op_write_duration(out, test->hold_us);
    }
    fputs(" }", out);
}

static const char *
measure_of(const struct op_scenario *scenario, const struct op_use *use)
{
    return scenario->measures[scenario->actions[use->action].measure].id;
}

static void
write_start(FILE *out, const struct op_scenario *scenario, const struct op_schema *schema,
            const struct op_strategy *strategy, const struct op_use *use)
{
    switch (use->start) {
        case OP_START_AT:
            fputs("          at: ", out);
            op_write_moment(out, scenario, use->at_us);
            fputc('\n', out);
            return;
        case OP_START_AFTER:
            fprintf(out, "          after: %s + ",
                    measure_of(scenario, &strategy->uses[use->after_use]));
            op_write_duration(out, use->delay_us);
            fputc('\n', out);
            return;
        case OP_START_WHEN:
            fputs("          when: ", out);
            write_test(out, scenario, schema, use->test);
            fputs("\n          delay: ", out);
            op_write_duration(out, use->delay_us);
            fprintf(out, "\n          lead_time: %s\n", use->with_lead_time ? "yes" : "no");
            return;
    }
}

static void
write_stop(FILE *out, const struct op_scenario *scenario, const struct op_schema *schema,
           const struct op_use *use)
{
    if (use->duration_us != OP_NEVER_US) {
        fputs("          for: ", out);
        op_write_duration(out, use->duration_us);
        fputc('\n', out);
    }
    if (use->until_us != OP_NEVER_US) {
        fputs("          until: ", out);
        op_write_moment(out, scenario, use->until_us);
        fputc('\n', out);
    }
    if (use->until_test >= 0) {
        fputs("          until: ", out);
        write_test(out, scenario, schema, use->until_test);
        fputc('\n', out);
    }
    if (use->cooldown_us != OP_NEVER_US) {
        fputs("          cooldown: ", out);
        op_write_duration(out, use->cooldown_us);
        fputc('\n', out);
    }
}

static void
write_use(FILE *out, const struct op_scenario *scenario, const struct op_schema *schema,
          const struct op_strategy *strategy, const struct op_use *use)
{
    const struct op_action_content *action = &scenario->actions[use->action];
    char number[32];

    fprintf(out, "      - %s:\n", measure_of(scenario, use));
    write_start(out, scenario, schema, strategy, use);
    if (use->oracle && use->start != OP_START_WHEN) {
        fputs("          oracle: yes\n", out);
    }
    write_stop(out, scenario, schema, use);
    if (use->probability < 1) {
        op_real_text(use->probability, number);
        fprintf(out, "          probability: %s\n", number);
    }
    op_real_text(action->intensity, number);
    fprintf(out, "          intensity: %s\n", number);
    if (action->n_moves > 0) {
        fputs("          moves:\n", out);
        write_moves(out, action->moves, action->n_moves, schema, "            ");
    }
}

void
op_write_strategies(FILE *out, const struct op_scenario *scenario, const struct op_schema *schema)
{
    fputs("strategies:\n", out);
    for (int i = 0; i < scenario->n_strategies; i++) {
        const struct op_strategy *strategy = &scenario->strategies[i];

        fprintf(out, "  %s:\n", strategy->id);
        op_write_text2(out, "    label", &strategy->label);
        write_line(out, "description", strategy->description);
        fputs(strategy->n_uses > 0 ? "    measures:\n" : "    measures: []\n", out);
        for (int k = 0; k < strategy->n_uses; k++) {
            write_use(out, scenario, schema, strategy, &strategy->uses[k]);
        }
    }
}
