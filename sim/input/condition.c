// SPDX-License-Identifier: GPL-3.0-or-later
// Conditions: { phase: disorder }, { observable: active_persons, at_least: 10, release: 5,
// for: 10 min }, { all: [...] }, { any: [...] }; with `oracle: yes` they read the true state.
#include "sim/input/strategy.h"

#include "sim/base/text.h"
#include "sim/input/language.h"

#include <math.h>
#include <string.h>

static const char form[] = "{ observable: active_persons, at_least: 10, for: 10 min, oracle: yes }";

// Room for n more tests side by side; index of the first, -1 without memory.
static int
new_tests(struct op_reader *reader, int n)
{
    struct op_scenario *scenario = reader->scenario;
    const int first = scenario->n_tests;

    if (first + n > reader->tests_capacity) {
        const int capacity = 2 * (first + n) + 16;
        struct op_test *tests = op_arena_grow(reader->arena, scenario->tests, (size_t)first,
                                              (size_t)capacity, sizeof *tests);

        if (!tests) {
            reader->no_memory = true;
            return -1;
        }
        scenario->tests = tests;
        reader->tests_capacity = capacity;
    }
    scenario->n_tests += n;
    return first;
}

static bool
read_phase(struct op_reader *reader, const struct op_node *node, struct op_test *test)
{
    const char *words[OP_N_PHASES + 1] = { 0 };

    memcpy(words, reader->schema->phases, OP_N_PHASES * sizeof *words);
    test->kind = OP_TEST_PHASE;
    test->index = op_field_word(reader, node, words);
    return test->index >= 0;
}

// A level: a bare number, one with the observable's own unit, or a share in %.
static bool
read_level(struct op_reader *reader, const struct op_node *node,
           const struct op_observable *observable, double *level)
{
    const char *text = op_field_text(reader, node);
    const size_t n = text ? op_number_length(text) : 0;
    const char *unit = text ? text + n + strspn(text + n, " ") : "";
    char number[64];
    char hint[128];

    if (!text) {
        return false;
    }
    snprintf(number, sizeof number, "%.*s", (int)n, text);
    if (!op_text_number(number, level)) {
        return op_fault(reader, OP_BAD_VALUE, node, NULL, "\"%s\" is not a number", text);
    }
    if (strcmp(unit, "%") == 0) {
        *level /= 100;
        return true;
    }
    if (*unit && strcmp(unit, observable->unit) != 0) {
        snprintf(hint, sizeof hint, "%s is counted in %s", observable->name, observable->unit);
        return op_fault(reader, OP_BAD_UNIT, node, hint, "\"%s\" is not its unit", unit);
    }
    return true;
}

static int
find_observable(struct op_reader *reader, const struct op_node *node)
{
    const struct op_schema *schema = reader->schema;
    const char *text = op_field_text(reader, node);
    const int found = text ? op_schema_observable(schema, text) : -1;
    struct op_nearest nearest;
    char hint[256];

    if (!text || found >= 0) {
        return found;
    }
    op_nearest_start(&nearest, text);
    for (int i = 0; i < schema->n_observables; i++) {
        op_nearest_offer(&nearest, op_schema_observable_row(schema, i)->name);
    }
    op_fault(reader, OP_UNKNOWN_NAME, node,
             op_did_you_mean(nearest.best, "`oploop explain observables` lists them", hint),
             "no observable \"%s\"", text);
    return -1;
}

static bool
read_observable(struct op_reader *reader, const struct op_node *map, const struct op_node *name,
                struct op_test *test)
{
    const struct op_node *at_least = op_node_find(map, "at_least");
    const struct op_node *at_most = op_node_find(map, "at_most");
    const struct op_node *release = op_node_find(map, "release");
    const struct op_node *level = at_least ? at_least : at_most;

    test->kind = OP_TEST_OBSERVABLE;
    test->index = find_observable(reader, name);
    test->relation = at_least ? OP_AT_LEAST : OP_AT_MOST;
    if (!level || (at_least && at_most)) {
        return op_fault(reader, OP_MISSING_KEY, map, form,
                        "a condition on an observable has either at_least or at_most");
    }
    if (test->index < 0) {
        return false;
    }

    const struct op_observable *row = op_schema_observable_row(reader->schema, test->index);

    if (!read_level(reader, level, row, &test->level) ||
        (release && !read_level(reader, release, row, &test->release))) {
        return false;
    }
    if (release && (at_least ? test->release > test->level : test->release < test->level)) {
        return op_fault(reader, OP_OUT_OF_RANGE, release, NULL,
                        "%s: the level at which it is over lies %s the one at which it holds",
                        release->text, at_least ? "at or below" : "at or above");
    }
    return true;
}

static bool read_test(struct op_reader *reader, const struct op_node *node, int at, bool oracle);

static bool
read_group(struct op_reader *reader, const struct op_node *list, enum op_test_kind kind, int at,
           bool oracle)
{
    bool is_well = true;

    if (!op_is_list(reader, list, "all: [ { phase: disorder }, ... ]")) {
        return false;
    }
    if (list->n_children == 0) {
        return op_fault(reader, OP_BAD_VALUE, list, form, "no conditions in the list");
    }

    int child = new_tests(reader, list->n_children);

    if (child < 0) {
        return false;
    }
    reader->scenario->tests[at].kind = kind;
    reader->scenario->tests[at].first_child = child;
    reader->scenario->tests[at].n_children = list->n_children;
    for (const struct op_node *item = list->first; item; item = item->next) {
        is_well &= read_test(reader, item, child++, oracle);
    }
    return is_well;
}

// Without `oracle: yes` a condition reads what those who decide perceive.
static bool
read_as_seen(struct op_reader *reader, const struct op_node *node, struct op_test *test)
{
    const struct op_schema *schema = reader->schema;
    const char *truth =
        test->kind == OP_TEST_PHASE ? "phase" : op_schema_observable_row(schema, test->index)->name;
    const int seen = op_schema_seen(schema, truth);
    char hint[512] = "write `oracle: yes` in it: the condition then reads the true state";

    if (seen < 0) {
        for (int i = 0; i < schema->n_seen && strlen(hint) < 400; i++) {
            const char *name = schema->seen[i].truth;
            const size_t used = strlen(hint);

            snprintf(hint + used, sizeof hint - used, "%s%s",
                     i > 0 ? ", " : "; what they perceive is ",
                     *name ? name : schema->seen[i].seen);
        }
        return op_fault(reader, OP_BAD_VALUE, node, hint, "nobody who decides perceives %s", truth);
    }
    if (test->kind == OP_TEST_PHASE) {
        test->seen = 1 + seen;
    } else {
        test->index = seen;
    }
    return true;
}

static bool
read_leaf(struct op_reader *reader, const struct op_node *node, int at, bool oracle)
{
    const struct op_node *phase = op_node_find(node, "phase");
    const struct op_node *observable = op_node_find(node, "observable");
    struct op_test *test = &reader->scenario->tests[at];
    const bool is_well =
        phase ? read_phase(reader, phase, test) : read_observable(reader, node, observable, test);

    test->oracle = oracle;
    return is_well && (oracle || read_as_seen(reader, phase ? phase : observable, test));
}

static bool
read_test(struct op_reader *reader, const struct op_node *node, int at, bool oracle)
{
    static const char *const all_keys[] = { "phase", "observable", "at_least", "at_most", "release",
                                            "for",   "oracle",     "all",      "any",     NULL };
    static const enum op_map maps[] = { OP_MAP_TEST_PHASE, OP_MAP_TEST_OBSERVABLE, OP_MAP_TEST_ALL,
                                        OP_MAP_TEST_ANY };
    struct op_test *test = &reader->scenario->tests[at];
    const char *const kinds[] = { "phase", "observable", "all", "any" };
    const struct op_node *given = NULL;
    enum op_map map = OP_MAP_TEST_OBSERVABLE;
    int n = 0;

    *test = (struct op_test){ .release = NAN };
    if (!op_is_map(reader, node, form)) {
        return false;
    }
    for (int i = 0; i < 4; i++) {
        const struct op_node *found = op_node_find(node, kinds[i]);

        if (found) {
            given = found;
            map = maps[i];
            n++;
        }
    }
    if (n != 1) {
        op_known_keys(reader, node, all_keys);
        return op_fault(reader, OP_MISSING_KEY, node, form,
                        "a condition has one of phase, observable, all, any");
    }
    op_check_keys(reader, node, map);

    const struct op_node *says = op_node_find(node, "oracle");
    const struct op_node *hold = op_node_find(node, "for");

    if ((says && !op_field_yes(reader, says, &oracle)) ||
        (hold && !op_field_duration(reader, hold, 0, &test->hold_us))) {
        return false;
    }
    if (strcmp(given->key, "all") == 0) {
        return read_group(reader, given, OP_TEST_ALL, at, oracle);
    }
    if (strcmp(given->key, "any") == 0) {
        return read_group(reader, given, OP_TEST_ANY, at, oracle);
    }
    return read_leaf(reader, node, at, oracle);
}

int
op_read_condition(struct op_reader *reader, const struct op_node *node)
{
    const int root = new_tests(reader, 1);

    return root >= 0 && read_test(reader, node, root, false) ? root : -1;
}

bool
op_condition_is_oracle(const struct op_scenario *scenario, int test)
{
    const struct op_test *row = &scenario->tests[test];

    if (row->kind == OP_TEST_PHASE || row->kind == OP_TEST_OBSERVABLE) {
        return row->oracle;
    }
    for (int i = 0; i < row->n_children; i++) {
        if (!op_condition_is_oracle(scenario, row->first_child + i)) {
            return false;
        }
    }
    return true;
}
