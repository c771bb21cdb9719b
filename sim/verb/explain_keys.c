// SPDX-License-Identifier: GPL-3.0-or-later
// Keys of the scenario language that belong to no mechanism, as items.
#include "sim/verb/explain_parts.h"

#include "sim/input/language.h"
#include "sim/input/quantity.h"

#include <string.h>

static const struct {
    enum op_map map;
    const char *name;   // in front of a key when it is asked for in full: `population.within`
    const char *title;
} places[] = {
    { OP_MAP_GATHERING, "", "Keys of a scenario; parameters stand beside them by group" },
    { OP_MAP_PLACE, "place", "A made-up place" },
    { OP_MAP_POPULATION, "population", "Population; parameters of that group stand beside them" },
    { OP_MAP_POSTERIOR, "posterior", "A posterior in the scenario itself" },
    { OP_MAP_HAPPENING, "happening", "A happening" },
    { OP_MAP_STRATEGY, "strategy", "A strategy" },
    { OP_MAP_CONDITIONS, "conditions", "A set of conditions" },
    { OP_MAP_STUDY, "study", "A study: what `oploop sweep` varies" },
    { OP_MAP_LEVEL, "level", "A level of conditions (data/conditions.yaml)" },
    { OP_MAP_USE, "use", "A measure in a strategy" },
    { OP_MAP_TEST_PHASE, "phase", "A condition on the phase" },
    { OP_MAP_TEST_OBSERVABLE, "observable", "A condition on an observable" },
    { OP_MAP_TEST_ALL, "all", "Conditions that all hold" },
    { OP_MAP_TEST_ANY, "any", "Conditions of which one holds" },
    { OP_MAP_MEASURE, "measure", "A measure of the catalogue" },
    { OP_MAP_LEGAL, "legal", "The law of a measure" },
    { OP_MAP_REFERENCE, "model", "Keys of a scenario of a reference model" },
};
enum { N_PLACES = sizeof places / sizeof *places };

static const char *const takes_words[] = {
    [OP_VALUE_VERSION] = "a version of the language",
    [OP_VALUE_MODEL] = "a reference model: oploop explain models",
    [OP_VALUE_TEXT] = "a text",
    [OP_VALUE_TEXT2] = "a text, or { en: ..., nl: ... }",
    [OP_VALUE_YES] = "yes or no",
    [OP_VALUE_WITHIN] = "a length, or all",
    [OP_VALUE_DATE] = "a date with a time",
    [OP_VALUE_TIME] = "a date with a time, or start, event, end with an offset",
    [OP_VALUE_MOMENT] = "a date with a time, or start, event, end or a measure with an offset",
    [OP_VALUE_AFTER] = "a measure of the strategy with an offset",
    [OP_VALUE_FILE] = "a file, seen from the scenario",
    [OP_VALUE_FILES] = "a file, or a list of files, seen from the scenario",
    [OP_VALUE_PLACE] = "a name or code, or { name: ..., inhabitants: ..., like: ... }",
    [OP_VALUE_POPULATION] = "a map",
    [OP_VALUE_POSTERIOR] = "a file, or { parameters: [...], rows: [...] }",
    [OP_VALUE_COLUMNS] = "a list of names of parameters",
    [OP_VALUE_ROWS] = "a list of lists of numbers",
    [OP_VALUE_HAPPENINGS] = "a list of happenings",
    [OP_VALUE_MEASURES] = "a map of measures by name",
    [OP_VALUE_STRATEGIES] = "a map of strategies by name",
    [OP_VALUE_STRATEGY_ID] = "the name of a strategy",
    [OP_VALUE_CONDITION_SETS] = "a map of sets of conditions by name",
    [OP_VALUE_STUDY] = "a map",
    [OP_VALUE_VARY] = "keys, each with a range or a list of values",
    [OP_VALUE_LEVEL_ID] = "the name of a level: oploop explain conditions",
    [OP_VALUE_ROLES] = "the name of a level, or who tells whom: docs/language.md",
    [OP_VALUE_TELLS] = "{ run_up: { TELLER: [ WHOM, ... ] }, acute: { ... } }",
    [OP_VALUE_OVERRIDES] = "run parameters and their values: oploop explain parameters",
    [OP_VALUE_USES] = "a list of measures",
    [OP_VALUE_CONDITION] = "a condition",
    [OP_VALUE_CONDITIONS] = "a list of conditions",
    [OP_VALUE_UNTIL] = "a moment or a condition",
    [OP_VALUE_PHASE] = "a phase: oploop explain phases",
    [OP_VALUE_PHASES] = "a phase, first .. last, several such between commas, or all",
    [OP_VALUE_OBSERVABLE] = "an observable: oploop explain observables",
    [OP_VALUE_LEVEL] = "a number, with the observable's unit or without",
    [OP_VALUE_LEGAL] = "a map",
    [OP_VALUE_MOVES] = "levers and their factors: oploop explain levers",
};

static const char *
takes(struct op_explain *explain, const struct op_key *row)
{
    const char *words = "one of ";
    char low[48], high[48];

    switch (row->value) {
        case OP_VALUE_WORD:
            for (int i = 0; row->words[i] != NULL; i++) {
                words = op_said(explain, "%s%s%s", words, i > 0 ? ", " : "", row->words[i]);
            }
            return words;
        case OP_VALUE_WHOLE:
            return op_said(explain, "a whole number from %g to %g", row->low, row->high);
        case OP_VALUE_QUANTITY:
        case OP_VALUE_DIST:
            op_quantity_short(row->unit, row->low, low);
            op_quantity_short(row->unit, row->high, high);
            return op_said(explain, "%s%s from %s to %s", op_unit_kind(row->unit),
                           row->value == OP_VALUE_DIST ? ", or a distribution," : "", low, high);
        default:
            return takes_words[row->value];
    }
}

static void
add_key(struct op_explain *explain, const struct op_key *row, const char *name, const char *title)
{
    const bool is_top = name[0] == '\0';
    struct op_item *item =
        op_item_new(explain, "key", is_top ? row->key : op_said(explain, "%s.%s", name, row->key),
                    row->meaning);

    item->shown = row->key;
    item->group = title;
    op_item_text(item, "where", "where", title);
    op_item_text(item, "takes", "takes", takes(explain, row));
    op_item_text(item, "default", "default", row->usual);
    op_item_text(item, "needed", "needed", row->is_needed ? "yes" : "no");
    op_item_text(item, "example", "in a file",
                 row->example != NULL ? op_said(explain, "%s: %s", row->key, row->example) : NULL);
}

void
op_explain_keys(struct op_explain *explain, const char *name)
{
    for (int i = 0; i < N_PLACES; i++) {
        const size_t n = strlen(places[i].name);

        for (const struct op_key *row = op_language_keys(places[i].map); row->key != NULL; row++) {
            const bool is_full = name != NULL && n > 0 && strncmp(name, places[i].name, n) == 0 &&
                                 name[n] == '.' && strcmp(name + n + 1, row->key) == 0;

            if (name == NULL || is_full || strcmp(name, row->key) == 0) {
                add_key(explain, row, places[i].name, places[i].title);
            }
        }
    }
}

// Those that stand beside the parameters of a group.
void
op_explain_keys_beside(struct op_explain *explain, const char *group)
{
    if (strcmp(group, "population") != 0) {
        return;
    }
    for (const struct op_key *row = op_language_keys(OP_MAP_POPULATION); row->key != NULL; row++) {
        add_key(explain, row, group, "");
    }
}

void
op_explain_keys_offer(struct op_nearest *nearest)
{
    for (int i = 0; i < N_PLACES; i++) {
        for (const struct op_key *row = op_language_keys(places[i].map); row->key != NULL; row++) {
            op_nearest_offer(nearest, row->key);
        }
    }
}
