// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/factorkey.h"

#include "sim/base/text.h"
#include "sim/input/language.h"

#include <stdlib.h>
#include <string.h>

static const char *
measure_id(const struct op_scenario *scenario, const struct op_use *use)
{
    return scenario->measures[scenario->actions[use->action].measure].id;
}

// A part of a key up to the next point; false when it is longer than any name.
static bool
next_part(const char **at, char part[64])
{
    const size_t n = strcspn(*at, ".");

    if (n >= 64) {
        return false;
    }
    memcpy(part, *at, n);
    part[n] = '\0';
    *at += n + ((*at)[n] == '.');
    return true;
}

static bool
is_moment_key(const struct op_key *row)
{
    return row->value == OP_VALUE_MOMENT || row->value == OP_VALUE_AFTER ||
           row->value == OP_VALUE_UNTIL;
}

static enum op_status
unknown_field(const struct op_factor_reading *r, const char *field)
{
    struct op_nearest nearest;
    char hint[256];

    op_nearest_start(&nearest, field);
    for (const struct op_key *row = op_language_keys(OP_MAP_USE); row->key; row++) {
        if (row->value == OP_VALUE_QUANTITY || is_moment_key(row)) {
            op_nearest_offer(&nearest, row->key);
        }
    }
    if (nearest.best) {
        (void)snprintf(hint, sizeof hint, "did you mean \"%s\"?", nearest.best);
    } else {
        (void)snprintf(hint, sizeof hint,
                       "at, delay, for, until, cooldown, probability, intensity and moves.LEVER "
                       "can be varied");
    }
    return op_diag_add(r->diag, OP_UNKNOWN_KEY, r->factor->place, hint,
                       "%s: \"%s\" is no setting of a measure that can be varied", r->factor->key,
                       field);
}

static enum op_status
read_lever(const struct op_factor_reading *r, const char *name)
{
    struct op_factor *factor = r->factor;
    const struct op_schema *schema = r->scenario->schema;
    const int found = op_schema_lever(schema, name);
    struct op_nearest nearest;
    char hint[256];

    if (found >= 0) {
        const struct op_lever *lever = op_schema_lever_row(schema, found);

        factor->unit = lever->unit;
        factor->low = lever->low;
        factor->high = lever->high;
        return OP_OK;
    }
    op_nearest_start(&nearest, name);
    for (int i = 0; i < schema->n_levers; i++) {
        op_nearest_offer(&nearest, op_schema_lever_row(schema, i)->name);
    }
    (void)snprintf(hint, sizeof hint, nearest.best ? "did you mean \"%s\"?" : "%s",
                   nearest.best ? nearest.best : "`oploop explain levers` lists them");
    return op_diag_add(r->diag, OP_UNKNOWN_NAME, factor->place, hint, "%s: no lever \"%s\"",
                       factor->key, name);
}

static enum op_status
read_field(const struct op_factor_reading *r, const char *field)
{
    struct op_factor *factor = r->factor;
    const struct op_use *use = &r->scenario->strategies[factor->strategy].uses[factor->use];

    if (op_text_starts_with(field, "moves.")) {
        return read_lever(r, field + strlen("moves."));
    }
    for (const struct op_key *row = op_language_keys(OP_MAP_USE); row->key; row++) {
        if (strcmp(row->key, field) != 0) {
            continue;
        }
        if (row->value == OP_VALUE_QUANTITY) {
            factor->unit = row->unit;
            factor->low = row->low;
            factor->high = row->high;
            return OP_OK;
        }
        factor->is_moment = is_moment_key(row);
    }
    if (!factor->is_moment) {
        return unknown_field(r, field);
    }
    if (use->start == OP_START_WHEN && strcmp(field, "until") != 0) {
        return op_diag_add(r->diag, OP_BAD_VALUE, factor->place,
                           "vary its `delay`, or give it a moment in the scenario",
                           "%s: the measure starts at a condition, not at a moment", factor->key);
    }
    return OP_OK;
}

// The use that MEASURE, or MEASURE.2, names within a strategy.
static enum op_status
find_use(const struct op_factor_reading *r, const char *measure, int nth)
{
    struct op_factor *factor = r->factor;
    const struct op_strategy *strategy = &r->scenario->strategies[factor->strategy];
    struct op_nearest nearest;
    char hint[256];
    int n = 0;

    op_nearest_start(&nearest, measure);
    for (int u = 0; u < strategy->n_uses; u++) {
        const char *id = measure_id(r->scenario, &strategy->uses[u]);

        op_nearest_offer(&nearest, id);
        if (strcmp(id, measure) == 0 && ++n == (nth > 0 ? nth : 1)) {
            factor->use = u;
        }
    }
    if (n == 0 || n < nth) {
        (void)snprintf(hint, sizeof hint, nearest.best && n == 0 ? "did you mean \"%s\"?" : "%s",
                       nearest.best && n == 0 ? nearest.best
                                              : "`oploop explain schedule` lists what it uses");
        return op_diag_add(r->diag, OP_UNKNOWN_NAME, factor->place, hint,
                           n == 0 ? "%s: the strategy does not use %s"
                                  : "%s: the strategy does not use %s that often",
                           factor->key, measure);
    }
    if (n > 1 && nth == 0) {
        op_diag_warn(r->diag, OP_AMBIGUOUS, factor->place,
                     "MEASURE.2 names the second, as in early_talk.stop_talk.2.at",
                     "%s: the strategy uses %s %d times; the first one is varied", factor->key,
                     measure, n);
    }
    return OP_OK;
}

static enum op_status
read_measure_key(const struct op_factor_reading *r, const char *rest)
{
    struct op_factor *factor = r->factor;
    char measure[64];
    const char *field = rest;
    int nth = 0;

    factor->kind = OP_FACTOR_MEASURE;
    if (!next_part(&field, measure) || measure[0] == '\0' || *field == '\0') {
        return op_diag_add(r->diag, OP_BAD_VALUE, factor->place,
                           "write STRATEGY.MEASURE.SETTING, as in early_talk.stop_talk.at",
                           "%s: no setting of a measure", factor->key);
    }
    if (field[0] >= '0' && field[0] <= '9') {
        char *end = NULL;
        const long k = strtol(field, &end, 10);

        nth = k >= 1 && k <= 10000 ? (int)k : -1;
        field = *end == '.' ? end + 1 : end;
        if (nth < 0 || *field == '\0') {
            return unknown_field(r, rest);
        }
    }

    const enum op_status status = find_use(r, measure, nth);

    factor->field = op_arena_text(r->arena, field);
    return status != OP_OK ? status : factor->field ? read_field(r, field) : OP_NO_MEMORY;
}

// The first strategy that uses a measure of this name; NULL if none does.
static const char *
strategy_with(const struct op_scenario *scenario, const char *measure)
{
    for (int s = 0; s < scenario->n_strategies; s++) {
        const struct op_strategy *strategy = &scenario->strategies[s];

        for (int u = 0; u < strategy->n_uses; u++) {
            const int action = strategy->uses[u].action;

            if (strcmp(scenario->measures[scenario->actions[action].measure].id, measure) == 0) {
                return strategy->id;
            }
        }
    }
    return NULL;
}

static enum op_status
unknown_key(const struct op_factor_reading *r)
{
    const struct op_scenario *scenario = r->scenario;
    const struct op_schema *schema = scenario->schema;
    const char *dot = strchr(r->factor->key, '.');
    struct op_nearest nearest;
    char first[64];
    char hint[400];
    const char *at = r->factor->key;
    const bool is_short = next_part(&at, first);

    op_nearest_start(&nearest, r->factor->key);
    for (int i = 0; i < schema->n_params; i++) {
        const char *group = "";
        const struct op_param *row = op_schema_param_row(schema, i, &group);

        op_nearest_offer(&nearest, op_arena_format(r->arena, "%s.%s", group, row->key));
    }
    op_nearest_offer(&nearest, "population.within");
    op_nearest_offer(&nearest, "population.at_most");
    (void)snprintf(hint, sizeof hint, "%s",
                   "STRATEGY.MEASURE.SETTING, or a parameter: `oploop explain parameters`");
    const char *strategy = is_short ? strategy_with(scenario, first) : NULL;

    if (strategy) {   // its measure, without the strategy
        (void)snprintf(hint, sizeof hint, "did you mean \"%s.%s\"?", strategy, r->factor->key);
    } else if (nearest.best) {
        (void)snprintf(hint, sizeof hint, "did you mean \"%s\"?", nearest.best);
    } else if (dot && is_short) {
        op_nearest_start(&nearest, first);
        for (int i = 0; i < scenario->n_strategies; i++) {
            op_nearest_offer(&nearest, scenario->strategies[i].id);
        }
        if (nearest.best) {
            (void)snprintf(hint, sizeof hint, "did you mean \"%s%s\"?", nearest.best, dot);
        }
    }
    return op_diag_add(r->diag, OP_UNKNOWN_KEY, r->factor->place, hint,
                       "%s: neither a setting of a strategy nor a parameter", r->factor->key);
}

static enum op_status
read_param_key(const struct op_factor_reading *r, int param)
{
    struct op_factor *factor = r->factor;
    const struct op_param *row = op_schema_param_row(r->scenario->schema, param, NULL);

    factor->param = param;
    factor->kind = row->scope == OP_WORLD_PARAM ? OP_FACTOR_WORLD : OP_FACTOR_RUN;
    factor->unit = row->unit;
    factor->low = row->low;
    factor->high = row->high;
    return row->unit != OP_UNIT_FILE
               ? OP_OK
               : op_diag_add(r->diag, OP_BAD_VALUE, factor->place, NULL,
                             "%s: what is read from a file cannot be varied", factor->key);
}

enum op_status
op_factor_read_key(const struct op_factor_reading *r)
{
    static const struct {
        const char *key;
        enum op_unit unit;
        double low, high;
    } population[] = { { "population.within", OP_UNIT_LENGTH, 1, 1e7 },
                       { "population.at_most", OP_UNIT_PERSONS, 1, 1e9 } };
    struct op_factor *factor = r->factor;
    const struct op_scenario *scenario = r->scenario;
    const int param = op_schema_param(scenario->schema, factor->key);
    const char *rest = factor->key;
    char first[64];

    if (param >= 0) {
        return read_param_key(r, param);
    }
    for (size_t i = 0; i < sizeof population / sizeof *population; i++) {
        if (strcmp(population[i].key, factor->key) == 0) {
            factor->kind = OP_FACTOR_WORLD;
            factor->unit = population[i].unit;
            factor->low = population[i].low;
            factor->high = population[i].high;
            return OP_OK;
        }
    }
    if (!next_part(&rest, first)) {
        return unknown_key(r);
    }
    for (int i = 0; i < scenario->n_strategies; i++) {
        if (strcmp(scenario->strategies[i].id, first) == 0) {
            factor->strategy = i;
            return read_measure_key(r, rest);
        }
    }
    return unknown_key(r);
}
