// SPDX-License-Identifier: GPL-3.0-or-later
// Levels of conditions, and the sets that a scenario makes of them.
#include "sim/input/levels.h"

#include "sim/base/text.h"
#include "sim/input/beside.h"
#include "sim/input/language.h"
#include "sim/input/migrate.h"
#include "sim/input/posterior.h"
#include "sim/input/telling.h"

#include <string.h>

// The values that a map gives, in order of parameters.
struct values {
    struct op_override *row;
    int n;
};

static bool
make_values(struct op_reader *reader, struct values *values)
{
    values->row = op_reader_new(reader, (size_t)reader->schema->n_params, sizeof *values->row);
    values->n = 0;
    return values->row;
}

static struct op_override *
value_of(const struct values *values, int param)
{
    for (int i = 0; i < values->n; i++) {
        if (values->row[i].param == param) {
            return &values->row[i];
        }
    }
    return NULL;
}

static void
put_value(struct values *values, struct op_override value)
{
    int at = values->n++;

    while (at > 0 && values->row[at - 1].param > value.param) {
        values->row[at] = values->row[at - 1];
        at--;
    }
    values->row[at] = value;
}

static int
find_param(struct op_reader *reader, const struct op_node *node, const char *name)
{
    const int param = op_schema_param(reader->schema, name);
    char best[128], hint[256];

    if (param < 0) {
        op_diag_add(reader->diag, OP_UNKNOWN_NAME, node->key_place,
                    op_did_you_mean(op_param_nearest(reader->schema, name, best),
                                    "oploop explain parameters", hint),
                    "conditions: no parameter \"%s\"", name);
        return -1;
    }
    if (op_schema_param_row(reader->schema, param, NULL)->scope != OP_RUN_PARAM) {
        op_diag_add(reader->diag, OP_BAD_VALUE, node->key_place,
                    "write a scenario of its own for the other world",
                    "%s: belongs to the world, which all conditions share: else evenings could "
                    "not be compared pair by pair",
                    name);
        return -1;
    }
    return param;
}

static void
read_value(struct op_reader *reader, const struct op_node *node, const char *name,
           struct values *values)
{
    const int param = find_param(reader, node, name);
    const char *text = param >= 0 ? op_field_text(reader, node) : NULL;
    struct op_override value = { .param = param };

    if (!text) {
        return;
    }
    if (value_of(values, param)) {
        op_diag_add(reader->diag, OP_DUPLICATE_KEY, node->key_place, NULL, "%s: stands twice",
                    name);
    } else if (op_param_parse(op_schema_param_row(reader->schema, param, NULL), text, node->place,
                              &value.dist, reader->diag) == OP_OK) {
        put_value(values, value);
    }
}

// `police.reserve_lead: 2 h`, or `police: { reserve_lead: 2 h }`.
static void
read_values(struct op_reader *reader, const struct op_node *map, struct values *values)
{
    static const char form[] = "{ mobilisation.base_turnout: 30 % }";

    if (!op_is_map(reader, map, form)) {
        return;
    }
    for (const struct op_node *node = map->first; node; node = node->next) {
        if (op_is_own_key(node)) {
            continue;
        }
        if (node->kind != OP_NODE_MAP) {
            read_value(reader, node, node->key, values);
            continue;
        }
        for (const struct op_node *inner = node->first; inner; inner = inner->next) {
            const char *name = op_arena_format(reader->arena, "%s.%s", node->key, inner->key);

            reader->no_memory |= !name;
            if (name && !op_is_own_key(inner)) {
                read_value(reader, inner, name, values);
            }
        }
    }
}

// Who tells whom, put among the values.
static void
read_telling(struct op_reader *reader, const struct op_node *map, struct values *values)
{
    struct values told;

    if (!make_values(reader, &told)) {
        return;
    }
    told.n = op_read_telling(reader, map, told.row);
    for (int i = 0; i < told.n; i++) {
        put_value(values, told.row[i]);
    }
}

// ---- levels ----

// Is the word one of the dimensions, which are keys of a set?
static bool
is_dimension(const char *word, struct op_nearest *nearest)
{
    bool is_one = false;

    for (const struct op_key *row = op_language_keys(OP_MAP_CONDITIONS); row->key; row++) {
        if (row->value == OP_VALUE_LEVEL_ID || row->value == OP_VALUE_ROLES) {
            is_one |= strcmp(row->key, word) == 0;
            op_nearest_offer(nearest, row->key);
        }
    }
    return is_one;
}

static bool
make_room(struct op_reader *reader, struct op_levels *levels)
{
    if (levels->n < levels->capacity) {
        return true;
    }

    const size_t n = (size_t)levels->n, capacity = n > 0 ? 2 * n : 32;
    struct op_level *bigger =
        op_arena_grow(reader->arena, levels->level, n, capacity, sizeof *bigger);

    reader->no_memory |= !bigger;
    levels->level = bigger ? bigger : levels->level;
    levels->capacity = bigger ? (int)capacity : levels->capacity;
    return bigger;
}

// `tells` and `parameters` of a level.
static void
read_level_values(struct op_reader *reader, const char *dimension, const struct op_node *node,
                  struct values *values)
{
    const struct op_node *tells = op_node_find(node, "tells");
    const struct op_node *parameters = op_node_find(node, "parameters");

    if (tells && strcmp(dimension, "roles") != 0) {
        op_diag_add(reader->diag, OP_UNKNOWN_KEY, tells->key_place,
                    "it belongs to a level of `roles`", "tells: this key is not known here");
    } else if (tells) {
        read_telling(reader, tells, values);
    }
    if (parameters) {
        read_values(reader, parameters, values);
    }
}

static void
read_level(struct op_reader *reader, const char *dimension, const struct op_node *node,
           struct op_levels *levels)
{
    const struct op_node *meaning = op_node_find(node, "meaning");
    const struct op_node *source = op_node_find(node, "source");
    struct op_level level = { .dimension = dimension, .name = node->key };
    struct values values;

    if (!op_is_map(reader, node, "none: { meaning: ..., source: assumed, parameters: { ... } }")) {
        return;
    }
    op_check_keys(reader, node, OP_MAP_LEVEL);
    for (const struct op_key *row = op_language_keys(OP_MAP_LEVEL); row->key; row++) {
        if (row->is_needed && !op_node_find(node, row->key)) {
            op_diag_add(reader->diag, OP_MISSING_KEY, node->key_place, NULL, "%s: %s is missing",
                        node->key, row->key);
        }
    }
    if (!op_text_is_id(node->key)) {
        op_diag_add(reader->diag, OP_BAD_VALUE, node->key_place,
                    "small letters, digits and _, at most 40", "%s: not the name of a level",
                    node->key);
    }
    if (meaning) {
        op_field_text2(reader, meaning, &level.meaning);
    }
    level.source = source ? op_field_text(reader, source) : NULL;
    if (!make_values(reader, &values) || !make_room(reader, levels)) {
        return;
    }
    read_level_values(reader, dimension, node, &values);
    level.overrides = values.row;
    level.n_overrides = values.n;
    for (int i = 0; i < values.n; i++) {
        values.row[i].from = op_arena_format(reader->arena, "%s: %s", dimension, node->key);
        reader->no_memory |= !values.row[i].from;
    }
    levels->level[levels->n++] = level;
}

bool
op_read_levels(struct op_reader *reader, const char *path, struct op_levels *levels)
{
    const int n_errors = reader->diag->n_errors;
    int version = OP_LANGUAGE_VERSION;
    struct op_node *root = NULL;

    *levels = (struct op_levels){ 0 };
    if (op_tree_read(reader->arena, path, &root, reader->diag) != OP_OK || !root ||
        !op_is_map(reader, root, "scenarios/data/conditions.yaml") ||
        !op_migrate_file(reader, root, OP_FILE_CATALOGUE, &version)) {
        return false;
    }
    for (const struct op_node *node = root->first; node; node = node->next) {
        struct op_nearest nearest;

        if (op_is_own_key(node) || strcmp(node->key, "oploop") == 0) {
            continue;
        }
        op_nearest_start(&nearest, node->key);
        if (!is_dimension(node->key, &nearest)) {
            op_unknown_key(reader, node, nearest.best,
                           "dimensions are keys of a set of "
                           "conditions: oploop explain keys");
        } else if (op_is_map(reader, node, "none: { parameters: { ... } }")) {
            for (const struct op_node *one = node->first; one; one = one->next) {
                read_level(reader, node->key, one, levels);
            }
        }
    }
    return reader->diag->n_errors == n_errors && !reader->no_memory;
}

const char *
op_levels_path(struct op_reader *reader)
{
    return op_path_beside(reader, NULL, "data/conditions.yaml", NULL);
}

// ---- sets ----

struct sets_reader {
    struct op_reader *reader;
    struct op_levels levels;
    bool has_levels, has_tried;   // they are read when the first set names one
};

static const struct op_level *
find_level(struct sets_reader *s, const struct op_node *node)
{
    const char *text = op_field_text(s->reader, node);
    struct op_nearest nearest;
    char hint[256];
    bool has_any = false;

    if (!s->has_tried) {
        const char *path = op_levels_path(s->reader);

        s->has_tried = true;
        s->has_levels = path && op_read_levels(s->reader, path, &s->levels);
    }
    if (!text || !s->has_levels) {
        return NULL;
    }
    op_nearest_start(&nearest, text);
    for (int i = 0; i < s->levels.n; i++) {
        const struct op_level *level = &s->levels.level[i];

        if (strcmp(level->dimension, node->key) == 0) {
            has_any = true;
            op_nearest_offer(&nearest, level->name);
            if (strcmp(level->name, text) == 0) {
                return level;
            }
        }
    }
    op_fault(s->reader, OP_UNKNOWN_NAME, node,
             op_did_you_mean(nearest.best,
                             has_any ? "oploop explain conditions lists them"
                                     : "data/conditions.yaml says nothing of it: write it there, "
                                       "or use `parameters:`",
                             hint),
             "there is no level \"%s\"", text);
    return NULL;
}

// A parameter that two levels give is a fault: which of them holds would be a guess.
static void
take_level(struct sets_reader *s, const struct op_node *node, const struct op_level *level,
           struct op_condition_set *set, struct values *values)
{
    for (int i = 0; i < level->n_overrides; i++) {
        const struct op_override *value = &level->overrides[i];
        const struct op_override *before = value_of(values, value->param);
        const char *group = "";
        const struct op_param *row = op_schema_param_row(s->reader->schema, value->param, &group);

        if (before) {
            op_fault(s->reader, OP_DUPLICATE_KEY, node, "leave one of the two out",
                     "%s.%s stands in `%s` too", group, row->key, before->from);
        } else {
            put_value(values, *value);
        }
    }
    set->made_of =
        op_arena_format(s->reader->arena, "%s%s%s: %s", set->made_of,
                        set->made_of[0] != '\0' ? ", " : "", level->dimension, level->name);
    if (!set->made_of) {
        s->reader->no_memory = true;
        set->made_of = "";
    }
}

// `roles: { run_up: { ... } }`: a level of the scenario's own.
static void
take_telling(struct sets_reader *s, const struct op_node *node, struct op_condition_set *set,
             struct values *values)
{
    struct op_level own = { .dimension = node->key, .name = "own" };
    struct values told;

    if (!make_values(s->reader, &told)) {
        return;
    }
    read_telling(s->reader, node, &told);
    for (int i = 0; i < told.n; i++) {
        told.row[i].from = "roles: own";
    }
    own.overrides = told.row;
    own.n_overrides = told.n;
    take_level(s, node, &own, set, values);
}

static void
take_dimension(struct sets_reader *s, const struct op_node *node, const struct op_key *row,
               struct op_condition_set *set, struct values *values)
{
    const struct op_level *level = NULL;

    if (row->value == OP_VALUE_ROLES && node->kind == OP_NODE_MAP) {
        take_telling(s, node, set, values);
    } else if (row->value == OP_VALUE_ROLES || row->value == OP_VALUE_LEVEL_ID) {
        level = find_level(s, node);
    }
    if (level) {
        take_level(s, node, level, set, values);
    }
}

// What the set gives itself takes the place of what its levels give.
static void
take_own(struct sets_reader *s, const struct op_node *node, struct values *values)
{
    struct values own;

    if (!make_values(s->reader, &own)) {
        return;
    }
    read_values(s->reader, node, &own);
    for (int i = 0; i < own.n; i++) {
        struct op_override *before = value_of(values, own.row[i].param);

        if (before) {
            *before = own.row[i];
        } else {
            put_value(values, own.row[i]);
        }
    }
}

static void
read_set(struct sets_reader *s, const struct op_node *node, struct op_condition_set *set)
{
    const struct op_node *label = op_node_find(node, "label");
    const struct op_node *made_of = op_node_find(node, "made_of");
    const struct op_node *parameters = op_node_find(node, "parameters");
    const bool is_empty = op_node_is_nothing(node);
    struct values values;

    *set = (struct op_condition_set){ .id = node->key, .place = node->key_place, .made_of = "" };
    if (!op_text_is_id(node->key)) {
        op_diag_add(s->reader->diag, OP_BAD_VALUE, node->key_place,
                    "small letters, digits and _, at most 40", "%s: not the name of conditions",
                    node->key);
    }
    if (!make_values(s->reader, &values) || is_empty ||
        !op_is_map(s->reader, node, "practised: { cooperation: practised }")) {
        return;
    }
    op_check_keys(s->reader, node, OP_MAP_CONDITIONS);
    if (label) {
        op_field_text2(s->reader, label, &set->label);
    }
    for (const struct op_key *row = op_language_keys(OP_MAP_CONDITIONS); row->key; row++) {
        const struct op_node *one = op_node_find(node, row->key);

        if (one) {
            take_dimension(s, one, row, set, &values);
        }
    }
    if (made_of && set->made_of[0] == '\0') {   // of a resolved file, which names no level
        const char *text = op_field_text(s->reader, made_of);

        set->made_of = text ? text : "";
    }
    if (parameters) {
        take_own(s, parameters, &values);
    }
    set->overrides = values.row;
    set->n_overrides = values.n;
}

void
op_read_conditions(struct op_reader *reader, const struct op_node *node)
{
    struct op_scenario *scenario = reader->scenario;
    struct sets_reader s = { .reader = reader };

    if (!op_is_map(reader, node, "conditions: { practised: { cooperation: practised } }")) {
        return;
    }
    scenario->conditions =
        op_reader_new(reader, (size_t)node->n_children + 1, sizeof *scenario->conditions);
    for (const struct op_node *one = node->first; scenario->conditions && one; one = one->next) {
        if (!op_is_own_key(one)) {
            read_set(&s, one, &scenario->conditions[scenario->n_conditions++]);
        }
    }
}

// ---- what a set says ----

const char *
op_conditions_name(const struct op_scenario *scenario, int conditions)
{
    return conditions < 0 ? "default" : scenario->conditions[conditions].id;
}

const struct op_override *
op_conditions_override(const struct op_scenario *scenario, int conditions, int param)
{
    if (conditions < 0) {
        return NULL;
    }
    const struct op_condition_set *set = &scenario->conditions[conditions];

    for (int i = 0; i < set->n_overrides; i++) {
        if (set->overrides[i].param == param) {
            return &set->overrides[i];
        }
    }
    return NULL;
}
