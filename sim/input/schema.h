// SPDX-License-Identifier: GPL-3.0-or-later
// What the registry of mechanisms offers to a scenario file, flattened: the input layer checks keys
// against this and knows nothing of crowds or feeds.
#ifndef OP_INPUT_SCHEMA_H
#define OP_INPUT_SCHEMA_H

#include "sim/input/param.h"

// One documented dial of a mechanism. Its value is the product or sum of the factors in force.
enum op_combine { OP_PRODUCT, OP_SUM };
struct op_lever {
    const char *name;          // `visibility`, unique over all mechanisms
    enum op_combine combine;   // neutral value 1 (product) or 0 (sum)
    enum op_unit unit;         // of a factor
    double low, high;          // declared bound of one factor, base units
    const char *meaning;
    const char *source;
};

enum op_wanted { OP_WANT_NONE, OP_WANT_LESS, OP_WANT_MORE };
struct op_observable {
    const char *name;   // with unit: `present_persons`
    const char *unit;
    enum op_wanted wanted;
    const char *aggregation;   // last | max | first
    double observation_sd;     // log-scale error of a record of it; 0: none known
    const char *label_en, *label_nl;
    const char *meaning;
};

// A table of one mechanism: rows of mechanism m are flattened in order of mechanisms.
struct op_schema_group {
    const char *name;   // mechanism: `spread`
    const struct op_param *params;
    int n_params;
    const struct op_lever *levers;
    int n_levers;
    const struct op_observable *observables;
    int n_observables;
};

// An observable that somebody perceives, and what it is the perception of; "": of nothing that has
// an observable. What everybody can see stands for itself.
struct op_counterpart {
    const char *truth, *seen;
};

// Who may tell whom. Each link has a parameter for each class of phases, the share of evenings on
// which it is used: `GROUP.CLASS_FROM_to_TO`.
struct op_schema_link {
    const char *from, *to;
    bool is_within;   // one organisation
};
struct op_schema_member {
    const char *body, *actor;   // `police`, `police_information`
};
struct op_schema_links {
    const char *group;            // of parameters
    const char *const *classes;   // NULL-ended
    const struct op_schema_link *link;
    int n_links;
    const struct op_schema_member *member;   // names that stand for several actors
    int n_members;
};

// Phases P0..P6 in order; names as in files.
#define OP_N_PHASES 7
struct op_scenario;
// Faults between values of a scenario that each is right by itself.
typedef void op_schema_check(const struct op_scenario *scenario, struct op_diag *diag);
// From when to when a phase can be at all, microseconds since start; from > to: never.
typedef void op_phase_window(const struct op_scenario *scenario, int phase, int64_t *from_us,
                             int64_t *to_us);
struct op_schema {
    const struct op_schema_group *groups;
    int n_groups;
    int n_params, n_levers, n_observables;   // totals of the flattened tables
    const char *const *phases;               // OP_N_PHASES names, then NULL
    const char *const *happenings;           // NULL-ended: what a scenario may state as given
    op_phase_window *phase_window;           // NULL: every phase can be at any time
    const struct op_counterpart *seen;       // [n_seen] what conditions read that do not say
    int n_seen;                              // `oracle: yes`
    const struct op_schema_links *links;     // NULL: none
    // A reference model, picked by `model: NAME`: the parameters of its last group stand at the top
    // of the file, those of groups before it under their names. NULL: the model of gatherings.
    const char *model;
    bool needs_end;   // it never ends by itself
    op_schema_check *check;
    const struct op_schema *const *references;   // NULL-ended: what `model:` may name
};

// Flattened index or -1. Parameter names are `mechanism.key`.
int op_schema_param(const struct op_schema *schema, const char *name);
int op_schema_lever(const struct op_schema *schema, const char *name);
int op_schema_observable(const struct op_schema *schema, const char *name);
// The observable that is perceived of this one (itself if it is a perception); -1: none.
int op_schema_seen(const struct op_schema *schema, const char *truth);
const struct op_param *op_schema_param_row(const struct op_schema *schema, int index,
                                           const char **group_name);
const struct op_lever *op_schema_lever_row(const struct op_schema *schema, int index);
const struct op_observable *op_schema_observable_row(const struct op_schema *schema, int index);

#endif
