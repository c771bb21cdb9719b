// SPDX-License-Identifier: GPL-3.0-or-later
// Look-ups in the flattened tables of the mechanisms. The tables are small and asked only while a
// scenario is read, so they are walked.
#include "sim/input/schema.h"

#include <string.h>

int
op_schema_param(const struct op_schema *schema, const char *name)
{
    int before = 0;

    for (int g = 0; g < schema->n_groups; g++) {
        const struct op_schema_group *group = &schema->groups[g];
        const size_t length = strlen(group->name);

        if (strncmp(name, group->name, length) == 0 && name[length] == '.') {
            for (int i = 0; i < group->n_params; i++) {
                if (strcmp(group->params[i].key, name + length + 1) == 0) {
                    return before + i;
                }
            }
        }
        before += group->n_params;
    }
    return -1;
}

int
op_schema_lever(const struct op_schema *schema, const char *name)
{
    int before = 0;

    for (int g = 0; g < schema->n_groups; g++) {
        const struct op_schema_group *group = &schema->groups[g];

        for (int i = 0; i < group->n_levers; i++) {
            if (strcmp(group->levers[i].name, name) == 0) {
                return before + i;
            }
        }
        before += group->n_levers;
    }
    return -1;
}

int
op_schema_observable(const struct op_schema *schema, const char *name)
{
    int before = 0;

    for (int g = 0; g < schema->n_groups; g++) {
        const struct op_schema_group *group = &schema->groups[g];

        for (int i = 0; i < group->n_observables; i++) {
            if (strcmp(group->observables[i].name, name) == 0) {
                return before + i;
            }
        }
        before += group->n_observables;
    }
    return -1;
}

int
op_schema_seen(const struct op_schema *schema, const char *truth)
{
    for (int i = 0; i < schema->n_seen; i++) {
        if (strcmp(schema->seen[i].truth, truth) == 0 || strcmp(schema->seen[i].seen, truth) == 0) {
            return op_schema_observable(schema, schema->seen[i].seen);
        }
    }
    return -1;
}

const struct op_param *
op_schema_param_row(const struct op_schema *schema, int index, const char **group_name)
{
    for (int g = 0; g < schema->n_groups; g++) {
        const struct op_schema_group *group = &schema->groups[g];

        if (index < group->n_params) {
            if (group_name) {
                *group_name = group->name;
            }
            return &group->params[index];
        }
        index -= group->n_params;
    }
    OP_BUG("no parameter of that index");
}

const struct op_lever *
op_schema_lever_row(const struct op_schema *schema, int index)
{
    for (int g = 0; g < schema->n_groups; g++) {
        const struct op_schema_group *group = &schema->groups[g];

        if (index < group->n_levers) {
            return &group->levers[index];
        }
        index -= group->n_levers;
    }
    OP_BUG("no lever of that index");
}

const struct op_observable *
op_schema_observable_row(const struct op_schema *schema, int index)
{
    for (int g = 0; g < schema->n_groups; g++) {
        const struct op_schema_group *group = &schema->groups[g];

        if (index < group->n_observables) {
            return &group->observables[index];
        }
        index -= group->n_observables;
    }
    OP_BUG("no observable of that index");
}
