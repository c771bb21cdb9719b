// SPDX-License-Identifier: GPL-3.0-or-later
// A checked scenario: what a file says, in base units, with every name resolved.
#ifndef OP_INPUT_SCENARIO_H
#define OP_INPUT_SCENARIO_H

#include "sim/input/schema.h"
#include "sim/input/vary.h"

#define OP_NEVER_US INT64_MAX

enum op_purpose { OP_RESEARCH, OP_EXERCISE, OP_POLICY, OP_EVALUATION };
enum op_gathering { OP_PARTY, OP_DEMONSTRATION, OP_FOOTBALL, OP_OTHER_GATHERING };
enum op_legal_status { OP_IN_FORCE, OP_CONTESTED, OP_PROPOSED, OP_VOID };

struct op_text2 {
    const char *en, *nl;
};   // one may be NULL: then the other is used

// A place of the places table.
struct op_town {
    const char *name, *municipality, *code, *province;
    double latitude_deg, longitude_deg;
    double inhabitants;
};

// A row of what a record saw; kept verbatim for the results folder too.
// One factor on one lever.
struct op_move {
    int lever;
    struct op_dist dist;
};

// An entry of the catalogue.
struct op_measure {
    const char *id;
    struct op_text2 name;
    const char *actor;   // municipality | police | ...
    unsigned phases;     // bit p: phase p; never 0 in a scenario that was read
    const char *legal_kind, *legal_basis, *legal_as_of;
    const char *legal_readings;   // where it is contested: how it is read; NULL: not said
    enum op_legal_status legal_status;
    const char *barrier;             // signal | communicate | intervene; NULL: not said
    struct op_dist enforceability;   // share of every move that comes off; 1 where it is not said
    struct op_dist cost_eur;         // of one use, officers on the place apart
    const char *cost_source;         // NULL: no cost is stated
    bool aims_at_content;            // refused for a demonstration without counterfactual_law
    const char *precondition;        // text or NULL
    struct op_dist lead_time;        // seconds
    struct op_move *moves;
    int n_moves;
    const char *side_effects, *rights, *source;
};

// A measure with all its settings: the content of an action. Sorted by (measure id, settings) and
// so numbered over the whole scenario; `hash` is of the content.
struct op_action_content {
    int measure;             // index in scenario.measures
    double intensity;        // scales every move towards neutral: 0 none, 1 as catalogued
    struct op_move *moves;   // the measure's, with the use's overrides, sorted by lever
    int n_moves;
    uint32_t hash;
    const char *settings;   // canonical text, for the log
};

// A condition on a phase or an observable.
enum op_test_kind { OP_TEST_ALL, OP_TEST_ANY, OP_TEST_PHASE, OP_TEST_OBSERVABLE };
enum op_relation { OP_AT_LEAST, OP_AT_MOST };
struct op_test {
    enum op_test_kind kind;
    enum op_relation relation;
    bool oracle;                   // reads the true state
    int index;                     // phase number or observable
    int seen;                      // PHASE: 1 + the observable that holds the perceived phase;
                                   // 0: the true one
    double level;                  // for OBSERVABLE
    double release;                // hysteresis: the level at which it counts as over (NaN: level)
    int64_t hold_us;               // must hold that long
    int first_child, n_children;   // ALL/ANY: children stand in scenario.tests, contiguous
};

// How a use of a measure starts and stops within a strategy.
enum op_start_kind { OP_START_AT, OP_START_WHEN, OP_START_AFTER };
struct op_use {
    int action;              // index in scenario.actions
    struct op_place place;   // of the measure's name in the file
    enum op_start_kind start;
    int64_t at_us;         // START_AT: when it takes effect
    int test;              // START_WHEN: root in scenario.tests; decision, then lead time
    int after_use;         // START_AFTER: index within the strategy of the use it follows
    int64_t delay_us;      // START_AFTER offset; START_WHEN: extra delay before the lead time
    bool with_lead_time;   // START_WHEN: draw the catalogue's lead time
    int64_t duration_us;   // OP_NEVER_US: until the end
    int64_t until_us;      // absolute stop; OP_NEVER_US: none
    int until_test;        // -1 or root of the condition that ends it
    int64_t cooldown_us;   // OP_NEVER_US: starts once
    double probability;    // that it is carried out at all
    bool oracle;           // those who carry it out know the true state, as far as phases go
};

struct op_strategy {
    const char *id;
    struct op_place place;   // of the id in the file; `nothing` may have none
    struct op_text2 label;
    const char *description;
    struct op_use *uses;
    int n_uses;
    bool lawful;   // no proposed or void measure, none aimed at a demonstration's content
    enum op_legal_status legal_status;   // the weakest among its measures
};

// What is given: the record so far, and what others did.
struct op_happening {
    int kind;   // index in schema.happenings
    int64_t at_us;
    double amount;   // NaN if none is stated
    bool recorded;   // belongs to the record: given only until an arm departs
};

struct op_posterior {
    int n_rows, n_columns;
    int *param;
    double *values;
};   // row-major

// Numbers that are given one by one: a list in the scenario, or a CSV file.
struct op_series {
    int param;          // whose value they are
    const char *path;   // NULL: a list
    int n_columns;
    size_t n_rows;
    const uint32_t *whole;   // [n_rows * n_columns] of OP_UNIT_FILE; else NULL
    const double *real;      // [n_rows] of OP_PERSON_PARAM; else NULL
};

// A run parameter that has another value under a set of conditions.
struct op_override {
    int param;
    struct op_dist dist;
    const char *from;   // "cooperation: none", or NULL where the set itself gives the value
};

// A situation that was built up beforehand: every strategy is replayed under each of them.
struct op_condition_set {
    const char *id;
    struct op_place place;
    struct op_text2 label;
    const char *made_of;             // the levels that it was made of, for the reader; "" if none
    struct op_override *overrides;   // sorted by parameter
    int n_overrides;
};

// What `oploop sweep` varies; n_vary 0 and design_from NULL: the file has no `study:`.
struct op_study_block {
    struct op_place place;
    const struct op_vary *vary;
    int n_vary;
    const char *design_from;      // path of a design.csv, or NULL
    int design;                   // 0 grid, 1 latin, 2 sobol
    int n_points, n_replicates;   // 0: not said
    double effective_share;       // 0: not said
    const char *reference;        // moment of the early start, as written; NULL: not said
    struct op_place reference_place;
};

struct op_scenario {
    const char *path;   // as given
    const struct op_schema
        *schema;   // by which it was read: its own if the file names a reference model
    struct op_text2 title, question, conditional;
    enum op_purpose purpose;
    enum op_gathering gathering;
    const char *counterfactual_law;   // NULL or the reason
    const char *timezone;
    int64_t start_civil_s;      // local civil seconds since 1970-01-01 00:00 at start
    int64_t end_us, event_us;   // since start
    struct op_town *towns;      // the places table, sorted by (code, name)
    int n_towns;
    int place;   // town of the gathering, or -1 when made up
    double place_latitude_deg, place_longitude_deg;
    const char *place_name;
    double within_m;      // population radius around the place; INFINITY: the whole country
    double max_persons;   // 0: all
    int n_worlds;
    struct op_dist *dist;           // [schema.n_params]
    bool *is_set;                   // [schema.n_params]: written in the file (or by --set)
    struct op_place *param_place;   // [schema.n_params] where a value stands; reference models only
    struct op_series *series;
    int n_series;
    struct op_posterior posterior;
    struct op_measure *measures;   // those used, sorted by id
    int n_measures;
    struct op_action_content *actions;
    int n_actions;
    struct op_test *tests;
    int n_tests;
    struct op_strategy *strategies;   // as in the file; `nothing` is always there
    int n_strategies;
    struct op_condition_set *conditions;   // as in the file; none: the values as they stand
    int n_conditions;
    int base, nothing, record;         // strategy indices; record -1 if none
    struct op_happening *happenings;   // sorted by time
    int n_happenings;
    int64_t watch_every_us, record_every_us;
    struct op_study_block study;
    const char *observed_path;   // NULL or path of observed.csv
    bool tuned_on_record;        // the posterior or parameters were fitted on this evening
    void *owner;                 // arena and tree; private to the reader
};

struct op_variants;
struct op_load_options {
    const char *share_dir;     // where scenarios/catalogue and scenarios/data lie
    const char *const *sets;   // "KEY=VALUE"
    int n_sets;
    const struct op_variants *variants;   // strategies and conditions of a study; NULL: none
};

// Read, check and resolve. All semantic faults of the file are added to diag at once.
enum op_status op_scenario_load(struct op_scenario *scenario, const char *path,
                                const struct op_schema *schema,
                                const struct op_load_options *options,
                                struct op_diag *diag) OP_MUST_CHECK;
void op_scenario_free(struct op_scenario *scenario);
// The numbers given one by one for a parameter, NULL if it has none.
const struct op_series *op_scenario_series(const struct op_scenario *scenario, int param);

// What the set of a number is called: `default` for -1, where the file has none.
const char *op_conditions_name(const struct op_scenario *scenario, int conditions);
// What a parameter has there, NULL where it has what it has anyway. -1: NULL.
const struct op_override *op_conditions_override(const struct op_scenario *scenario, int conditions,
                                                 int param);

// Write the resolved scenario: one YAML file without includes that reproduces the run.
enum op_status op_scenario_write(const struct op_scenario *scenario, const struct op_schema *schema,
                                 const char *path, struct op_diag *diag) OP_MUST_CHECK;

// "2012-09-21T19:30:00" of a moment, in local clock time without daylight-saving jumps. 20 bytes.
void op_moment_text(const struct op_scenario *scenario, int64_t at_us, char text[24]);

#endif
