// SPDX-License-Identifier: GPL-3.0-or-later
// Which evenings of a sweep failed, each with the command that repeats it.
#include "sim/study/failedlist.h"
#include "sim/study/sweep/piece.h"
#include "sim/study/sweep/piecelist.h"

#include <stdio.h>
#include <string.h>

enum { MOST_NAMED = 200 };   // strategies, or sets, in one command

struct failed_rows {
    const struct op_sweep *sweep;
    struct op_failed_list list;
    struct op_command command;
    struct op_diag *diag;
};

// Names, each once; n over MOST_NAMED: too many of them.
struct names {
    const char *name[MOST_NAMED];
    int n;
};

static void
add_name(struct names *names, const char *name)
{
    for (int i = 0; i < names->n && i < MOST_NAMED; i++) {
        if (strcmp(names->name[i], name) == 0) {
            return;
        }
    }
    if (names->n < MOST_NAMED) {
        names->name[names->n] = name;
    }
    names->n++;
}

// The strategies and sets of conditions that the points of a world are, by their names in
// arms.yaml.
static void
arms_of_world(const struct op_sweep *sweep, int world, struct names *arms, struct names *sets)
{
    const struct op_point_plan *plan = sweep->plan;
    const struct op_scenario *own = sweep->scenario;

    for (int p = 0; p < sweep->design->n_points; p++) {
        const struct op_point_place *place = &plan->place[p];

        if (place->world != world) {
            continue;
        }
        add_name(arms, place->variant >= 0 ? plan->variants.strategies[place->variant].id
                                           : own->strategies[sweep->design->point[p].strategy].id);
        for (int b = 0; b < plan->n_base_sets; b++) {
            if (place->set >= 0) {
                add_name(sets, plan->variants.sets[place->set * plan->n_base_sets + b].id);
            } else if (sweep->n_base_sets > 0) {
                add_name(sets, own->conditions[sweep->base_sets[b]].id);
            }
        }
    }
}

static void
add_names(struct op_command *command, const char *option, const struct names *names)
{
    for (int i = 0; i < names->n; i++) {
        op_command_add(command, option);
        op_command_add(command, names->name[i]);
    }
}

static void
add_number(struct op_command *command, const char *option, unsigned long long number)
{
    char word[32];

    (void)snprintf(word, sizeof word, "%llu", number);
    op_command_add(command, option);
    op_command_add(command, word);
}

// The study of one evening, with the points of its design.csv.
static void
add_study(struct op_command *command, const struct op_sweep *sweep)
{
    op_command_add(command, "sweep");
    op_command_add(command, "scenario.yaml");
    op_command_add(command, "--design-from");
    op_command_add(command, "design.csv");
    for (int b = 0; b < sweep->n_base_sets; b++) {
        op_command_add(command, "-c");
        op_command_add(command, sweep->scenario->conditions[sweep->base_sets[b]].id);
    }
}

// The arms of one world out of several. False where they are too many to name or to compare.
static bool
add_world(struct op_command *command, const struct op_sweep *sweep, int world)
{
    struct names arms = { .n = 0 };
    struct names sets = { .n = 0 };

    arms_of_world(sweep, world, &arms, &sets);
    if (arms.n > MOST_NAMED || sets.n > MOST_NAMED || (arms.n + 2) * sets.n > OP_MAX_ARMS) {
        return false;
    }
    op_command_add(command, "compare");
    op_command_add(command, OP_SWEEP_ARMS);
    add_names(command, "-s", &arms);
    add_names(command, "-c", &sets);
    for (int k = 0; k < sweep->plan->n_world_keys; k++) {
        op_command_add(command, "--set");
        op_command_add(command, sweep->plan->world_sets[world][k]);
    }
    return true;
}

// Typed in the results folder: the same arms of the same evening.
static void
make_command(struct op_command *command, const struct op_sweep *sweep, int world, int replicate)
{
    const bool is_one_world = sweep->plan->n_worlds == 1;
    char folder[64];

    *command = (struct op_command){ .n = 0 };
    op_command_add(command, "oploop");
    if (is_one_world || !add_world(command, sweep, world)) {
        add_study(command, sweep);
    }
    if (sweep->study.fixed_parameters) {
        op_command_add(command, "--fixed-parameters");
    }
    if (sweep->study.no_fork) {
        op_command_add(command, "--no-fork");
    }
    add_number(command, "--seed", sweep->study.seed);
    add_number(command, "--replicate", (unsigned long long)replicate);
    (void)snprintf(folder, sizeof folder, is_one_world ? "evening-%d" : "evening-%d-world-%d",
                   replicate, world + 1);
    op_command_add(command, "-o");
    op_command_add(command, folder);
}

static enum op_status
put_failed(void *context, int world, const struct op_piece_sum *sum)
{
    struct failed_rows *rows = context;

    enum op_status status = OP_OK;

    for (int i = 0; i < sum->n_failed && i < OP_MAX_PIECE_FAILED && status == OP_OK; i++) {
        make_command(&rows->command, rows->sweep, world, sum->failed[i]);
        status = op_failed_add(&rows->list, rows->sweep->folder, sum->failed[i], world + 1,
                               (enum op_status)sum->reason[i],
                               rows->command.is_cut ? "" : rows->command.text, rows->diag);
    }
    return status;
}

enum op_status
op_sweep_failed_write(const struct op_sweep *sweep, struct op_diag *diag)
{
    struct failed_rows rows = { .sweep = sweep, .diag = diag };
    const enum op_status status = op_pieces_visit(sweep, put_failed, &rows, diag);
    const enum op_status closed = op_failed_close(&rows.list, diag);

    return status == OP_OK ? closed : status;
}
