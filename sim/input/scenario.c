// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario from its files: the order in which the parts are read.
#include "sim/input/scenario.h"

#include "sim/base/civil.h"
#include "sim/base/text.h"
#include "sim/input/beside.h"
#include "sim/input/head.h"
#include "sim/input/language.h"
#include "sim/input/levels.h"
#include "sim/input/merge.h"
#include "sim/input/observed.h"
#include "sim/input/owner.h"
#include "sim/input/posterior.h"
#include "sim/input/reference_scenario.h"
#include "sim/input/strategy.h"
#include "sim/input/studyblock.h"
#include "sim/input/towns.h"
#include "sim/input/variant.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void
check_top_keys(struct op_reader *reader, const struct op_node *root)
{
    const struct op_schema *schema = reader->schema;
    const struct op_key *keys = op_language_keys(OP_MAP_GATHERING);

    for (const struct op_node *child = root->first; child; child = child->next) {
        struct op_nearest nearest;
        bool is_known = op_is_own_key(child);

        op_nearest_start(&nearest, child->key);
        for (int i = 0; keys[i].key; i++) {
            is_known |= strcmp(keys[i].key, child->key) == 0;
            op_nearest_offer(&nearest, keys[i].key);
        }
        for (int g = 0; g < schema->n_groups; g++) {
            is_known |= strcmp(schema->groups[g].name, child->key) == 0;
            op_nearest_offer(&nearest, schema->groups[g].name);
        }
        if (!is_known) {
            op_unknown_key(reader, child, nearest.best,
                           "your own keys start with x-; docs/language.md lists the others");
        }
    }
}

// A path that the file names; NULL on a fault.
static const char *
path_beside(struct op_reader *reader, const struct op_node *node)
{
    const char *text = op_field_text(reader, node);

    return text ? op_path_beside(reader, node, text, NULL) : NULL;
}

static bool
find_places(struct op_reader *reader, const struct op_node *node, struct op_owner *owner)
{
    static const char usual[] = "data/places_nl.csv";

    if (node && !op_field_text(reader, node)) {
        return false;
    }
    owner->places_name = node ? node->text : usual;
    owner->places_path =
        op_path_beside(reader, node, owner->places_name, &owner->places_are_common);
    return owner->places_path;
}

static bool
read_population(struct op_reader *reader, const struct op_node *node, struct op_owner *owner)
{
    struct op_scenario *scenario = reader->scenario;
    bool is_mechanism = false;
    const struct op_node *places = op_node_find(node, "places");
    const struct op_node *within = op_node_find(node, "within");
    const struct op_node *at_most = op_node_find(node, "at_most");

    scenario->within_m = INFINITY;
    if (node && !op_is_map(reader, node, "population: { within: 60 km }")) {
        return false;
    }
    for (int g = 0; g < reader->schema->n_groups; g++) {
        is_mechanism |= strcmp(reader->schema->groups[g].name, "population") == 0;
    }
    if (node && !is_mechanism) {   // else its parameters stand here too, and are checked as such
        op_check_keys(reader, node, OP_MAP_POPULATION);
    }
    if (within && !(within->kind == OP_NODE_TEXT && strcmp(within->text, "all") == 0)) {
        op_field_quantity(reader, within, OP_UNIT_LENGTH, 1, 1e7, &scenario->within_m);
    }
    if (at_most) {
        op_field_quantity(reader, at_most, OP_UNIT_PERSONS, 1, 1e9, &scenario->max_persons);
    }
    return find_places(reader, places, owner) &&
           op_read_towns(reader, owner->places_path,
                         places ? places->place : (struct op_place){ 0 });
}

static void
read_place(struct op_reader *reader, const struct op_node *node, struct op_owner *owner)
{
    const struct op_scenario *scenario = reader->scenario;

    // A made-up place takes over a row of the table; which one is kept for the resolved file.
    const struct op_node *like = op_node_find(node, "like");

    if (op_read_place(reader, node) && like) {
        owner->made_up_like = like->text;
        owner->made_up_persons = scenario->towns[scenario->place].inhabitants;
    }
}

static void
read_posterior(struct op_reader *reader, const struct op_node *node)
{
    const char *path;

    if (node->kind == OP_NODE_MAP) {
        if (op_read_posterior_map(reader, node)) {
            op_posterior_without_set(reader);
        }
        return;
    }
    path = path_beside(reader, node);
    if (path && op_read_posterior(reader, path, node->place)) {
        op_posterior_without_set(reader);
    }
}

static void
read_observed(struct op_reader *reader, const struct op_node *node)
{
    const char *path = path_beside(reader, node);

    if (path && op_check_observed(reader, path, node->place)) {
        reader->scenario->observed_path = path;
    }
}

static int
find_strategy(struct op_reader *reader, const struct op_node *node, int otherwise)
{
    const struct op_scenario *scenario = reader->scenario;
    const char *text = node ? op_field_text(reader, node) : NULL;
    struct op_nearest nearest;
    char hint[256], all[240];
    size_t n = (size_t)snprintf(all, sizeof all, "strategies here:");

    if (!text) {
        return otherwise;
    }
    op_nearest_start(&nearest, text);
    for (int i = 0; i < scenario->n_strategies; i++) {
        if (strcmp(scenario->strategies[i].id, text) == 0) {
            return i;
        }
        op_nearest_offer(&nearest, scenario->strategies[i].id);
        n = op_text_add(all, sizeof all, n, i > 0 ? ", " : " ", scenario->strategies[i].id);
    }
    op_fault(reader, OP_UNKNOWN_NAME, node, op_did_you_mean(nearest.best, all, hint),
             "no strategy \"%s\"", text);
    return otherwise;
}

static void
read_parts(struct op_reader *reader, const struct op_node *root, struct op_owner *owner)
{
    struct op_scenario *scenario = reader->scenario;
    const struct op_node *place = op_node_find(root, "place");
    const struct op_node *posterior = op_node_find(root, "posterior");
    const struct op_node *observed = op_node_find(root, "observed");
    const struct op_node *happenings = op_node_find(root, "happenings");
    const struct op_node *conditions = op_node_find(root, "conditions");
    const struct op_node *study = op_node_find(root, "study");
    struct op_catalogue catalogue;
    struct op_anchors anchors;

    check_top_keys(reader, root);
    op_read_head(reader, root);
    op_read_times(reader, root, &anchors);
    if (read_population(reader, op_node_find(root, "population"), owner) && place) {
        read_place(reader, place, owner);
    }
    op_read_values(reader, root);
    if (posterior) {
        read_posterior(reader, posterior);
    }
    if (observed) {
        read_observed(reader, observed);
    }
    if (happenings) {
        op_read_happenings(reader, happenings, &anchors);
    }
    if (conditions) {
        op_read_conditions(reader, conditions);
    }
    op_read_catalogue(reader, op_node_find(root, "measures"), &catalogue);
    op_read_strategies(reader, op_node_find(root, "strategies"), &catalogue, &anchors);
    if (study) {
        op_read_study(reader, study);
    }
    scenario->record = find_strategy(reader, op_node_find(root, "record"), -1);
    scenario->base = find_strategy(reader, op_node_find(root, "base"), scenario->nothing);
}

static const char *
folder_of(struct op_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash) {
        return ".";
    }
    return slash == path ? "/" : op_arena_part(arena, path, (size_t)(slash - path));
}

static enum op_status
load(struct op_reader *reader, const char *path, const struct op_load_options *options,
     struct op_owner *owner)
{
    const int n_errors = reader->diag->n_errors;
    struct op_node *root = NULL;

    reader->scenario->place = -1;
    reader->scenario->record = -1;
    reader->scenario->path = op_arena_text(reader->arena, path);
    reader->folder = folder_of(reader->arena, path);
    if (!reader->scenario->path || !reader->folder) {
        return OP_NO_MEMORY;
    }
    if (!op_merge_files(reader, path, &root) && !root) {
        return op_reader_status(reader, n_errors);
    }
    for (int i = 0; i < (options ? options->n_sets : 0); i++) {
        op_merge_set(reader, options->sets[i], root);
    }
    if (!op_read_version(reader, root)) {
        return op_reader_status(reader, n_errors);
    }
    if (options && options->variants && !op_variants_apply(reader, options->variants, root)) {
        return op_reader_status(reader, n_errors);
    }
    if (op_node_find(root, "model")) {
        op_read_reference(reader, root);
    } else {
        read_parts(reader, root, owner);
    }
    return op_reader_status(reader, n_errors);
}

enum op_status
op_scenario_load(struct op_scenario *scenario, const char *path, const struct op_schema *schema,
                 const struct op_load_options *options, struct op_diag *diag)
{
    struct op_owner *owner = calloc(1, sizeof *owner);
    struct op_reader reader = {
        .schema = schema,
        .diag = diag,
        .scenario = scenario,
        .share_dir = options ? options->share_dir : NULL,
    };
    const int n_before = diag->n_findings;
    enum op_status status = OP_NO_MEMORY;

    *scenario = (struct op_scenario){ .owner = owner, .schema = schema };
    if (owner) {
        reader.arena = &owner->arena;
        status = load(&reader, path, options, owner);
    }
    if (status == OP_NO_MEMORY) {
        op_diag_lack(diag, n_before, "while the scenario was read");
    }
    if (status != OP_OK) {
        op_scenario_free(scenario);
    }
    return status;
}

void
op_scenario_free(struct op_scenario *scenario)
{
    struct op_owner *owner = scenario->owner;

    if (owner) {
        op_arena_free(&owner->arena);
        free(owner);
    }
    *scenario = (struct op_scenario){ 0 };
}

const struct op_series *
op_scenario_series(const struct op_scenario *scenario, int param)
{
    for (int i = 0; i < scenario->n_series; i++) {
        if (scenario->series[i].param == param) {
            return &scenario->series[i];
        }
    }
    return NULL;
}

void
op_moment_text(const struct op_scenario *scenario, int64_t at_us, char text[24])
{
    const int64_t whole_s = at_us >= 0 ? at_us / 1000000 : -((999999 - at_us) / 1000000);
    struct op_civil civil;

    op_civil_of_seconds(scenario->start_civil_s + whole_s, &civil);
    snprintf(text, 24, "%04u-%02u-%02uT%02u:%02u:%02u", (unsigned)civil.year % 10000,
             (unsigned)civil.month % 100, (unsigned)civil.day % 100, (unsigned)civil.hour % 100,
             (unsigned)civil.minute % 100, (unsigned)civil.second % 100);
}
