// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/sweep/piecelist.h"

#include "sim/base/cause.h"
#include "sim/base/memorystream.h"
#include "sim/base/sha.h"
#include "sim/base/version.h"
#include "sim/study/failedlist.h"
#include "sim/study/sweep/piece.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// ---- what the pieces belong to ----

// The hash of every file that the resolved scenario of a world consists of, name by name.
static enum op_status
hash_files(const char *folder, const char *start, FILE *out, struct op_diag *diag)
{
    struct dirent **names = NULL;
    const int n = scandir(folder, &names, NULL, alphasort);
    enum op_status status = n < 0 ? OP_IO : OP_OK;

    for (int i = 0; i < n; i++) {
        if (status == OP_OK && strncmp(names[i]->d_name, start, strlen(start)) == 0) {
            char path[4400];
            char hash[OP_SHA_TEXT];

            (void)snprintf(path, sizeof path, "%.4000s/%s", folder, names[i]->d_name);
            status = op_sha_of_file(path, hash);
            (void)fprintf(out, "%s %s\n", names[i]->d_name, hash);
        }
        free(names[i]);
    }
    free(names);
    return status == OP_OK ? OP_OK : op_cause_add(diag, OP_IO, folder, "cannot be read", errno);
}

static enum op_status
put_world(const struct op_sweep *sweep, int world, FILE *out, struct op_diag *diag)
{
    struct op_scenario scenario;
    char folder[4096];
    char path[4096];
    char start[64];
    char name[128];
    enum op_status status = op_sweep_scenario(sweep, world, &scenario, diag);

    if (status != OP_OK) {
        return status;
    }
    (void)snprintf(start, sizeof start, "plan-%04d.", world + 1);
    (void)snprintf(name, sizeof name, OP_SWEEP_PIECES "/%syaml", start);
    status = op_scenario_write(&scenario, scenario.schema,
                               op_folder_file(sweep->folder, name, path), diag);
    op_scenario_free(&scenario);
    (void)op_folder_file(sweep->folder, OP_SWEEP_PIECES, folder);
    return status == OP_OK ? hash_files(folder, start, out, diag) : status;
}

static enum op_status
make_plan(const struct op_sweep *sweep, char **text, struct op_diag *diag)
{
    size_t size = 0;
    FILE *out = op_memory_open(text, &size);
    enum op_status status = out ? OP_OK : OP_NO_MEMORY;

    if (!out) {
        return status;
    }
    (void)fprintf(out, "oploop sweep 1\nversion %s\nseed %llu\nreplicates %d %d\nfixed %d\n",
                  op_version(), (unsigned long long)sweep->study.seed, sweep->study.first_replicate,
                  sweep->study.n_replicates, sweep->study.fixed_parameters);
    for (int t = 0; sweep->until && t < sweep->until->n_words; t++) {
        (void)fprintf(out, "until %s\n", sweep->until->words[t]);
    }
    for (int p = 0; p < sweep->design->n_points; p++) {
        const struct op_point_place *place = &sweep->plan->place[p];

        (void)fprintf(out, "%d %d %d %d\n", p + 1, place->world, place->variant, place->set);
    }
    for (int w = 0; w < sweep->plan->n_worlds && status == OP_OK; w++) {
        status = put_world(sweep, w, out, diag);
    }

    const enum op_status closed = op_memory_close(out);

    return status == OP_OK ? closed : status;
}

// The same text? Also where there is no such file.
static bool
is_plan_of(const char *path, const char *text, bool *is_there)
{
    FILE *in = fopen(path, "rb");
    const size_t n = strlen(text);
    char *noted = in ? malloc(n + 2) : NULL;
    size_t n_read = 0;
    bool is_same = true;

    *is_there = in != NULL;
    if (in) {
        n_read = noted ? fread(noted, 1, n + 1, in) : 0;
        is_same = noted && n_read == n && memcmp(noted, text, n) == 0;
        (void)fclose(in);
    }
    free(noted);
    return is_same;
}

static enum op_status
write_plan(const char *path, const char *text, struct op_diag *diag)
{
    char part[4200];
    FILE *out = NULL;
    enum op_status status = OP_OK;

    (void)snprintf(part, sizeof part, "%.4000s.part", path);
    out = fopen(part, "wb");
    if (!out) {
        return op_cause_add(diag, OP_CANNOT_CREATE, part, "cannot be created", errno);
    }
    (void)fputs(text, out);
    (void)fflush(out);
    (void)fsync(fileno(out));
    status = op_cause_close(diag, out, part);
    if (status == OP_OK && rename(part, path) != 0) {
        status = op_cause_add(diag, OP_IO, path, "cannot be put under its name", errno);
    }
    return status;
}

enum op_status
op_sweep_note_plan(const struct op_sweep *sweep, struct op_diag *diag)
{
    char *text = NULL;
    char path[4096];
    bool is_there = false;
    enum op_status status = make_plan(sweep, &text, diag);

    (void)op_folder_file(sweep->folder, OP_SWEEP_PIECES "/plan", path);
    if (status == OP_OK && !is_plan_of(path, text, &is_there)) {
        status = op_diag_add(diag, OP_OTHER_SCENARIO, (struct op_place){ .file = path },
                             "repeat the command as it was, or start anew with --force",
                             "what was begun there is of another scenario, design, seed, number "
                             "of evenings or version");
    }
    if (status == OP_OK && !is_there) {
        status = write_plan(path, text, diag);
    }
    free(text);
    return status;
}

// ---- what they hold ----

typedef void piece_visitor(void *context, int world, const struct op_piece_sum *sum);

static void
visit(const struct op_sweep *sweep, piece_visitor *visitor, void *context)
{
    const int end = sweep->study.first_replicate + sweep->study.n_replicates;
    const int chunk = op_sweep_chunk(sweep);
    char path[4096];

    for (int w = 0; w < sweep->plan->n_worlds; w++) {
        for (int r = sweep->study.first_replicate; r < end; r += chunk) {
            struct op_piece_sum sum;

            if (op_piece_is_whole(op_sweep_piece(sweep, w, r, path), r,
                                  end - r < chunk ? end - r : chunk, &sum)) {
                visitor(context, w, &sum);
            }
        }
    }
}

static void
add_up(void *context, int world, const struct op_piece_sum *sum)
{
    struct op_sweep_counts *counts = context;
    struct op_study_counts *all = &counts->all;

    (void)world;
    for (int i = 0; i < sum->n_failed && i < OP_MAX_PIECE_FAILED; i++) {
        if (all->n_failed + i < OP_MAX_FAILED_LISTED) {
            all->failed[all->n_failed + i] = sum->failed[i];
            all->reason[all->n_failed + i] = (enum op_status)sum->reason[i];
        }
        all->failure = (enum op_status)sum->reason[i];
    }
    all->n_failed += sum->n_failed;
    all->n_done += sum->n - sum->n_failed;
    all->n_simulated += sum->n_simulated;
    all->n_in_arms += sum->n_in_arms;
    counts->fingerprint = counts->fingerprint * 0x9E3779B97F4A7C15u ^ sum->fingerprint;
}

void
op_sweep_tally(const struct op_sweep *sweep, struct op_sweep_counts *counts)
{
    counts->all.n_done = counts->all.n_failed = 0;
    counts->all.n_simulated = counts->all.n_in_arms = counts->fingerprint = 0;
    visit(sweep, add_up, counts);
}

// ---- which failed ----

enum { MOST_NAMED = 200 };   // strategies, or sets, in one command

struct failed_rows {
    const struct op_sweep *sweep;
    struct op_failed_list list;
    struct op_command command;
    enum op_status status;
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

static void
put_failed(void *context, int world, const struct op_piece_sum *sum)
{
    struct failed_rows *rows = context;

    for (int i = 0; i < sum->n_failed && i < OP_MAX_PIECE_FAILED && rows->status == OP_OK; i++) {
        make_command(&rows->command, rows->sweep, world, sum->failed[i]);
        rows->status = op_failed_add(&rows->list, rows->sweep->folder, sum->failed[i], world + 1,
                                     (enum op_status)sum->reason[i],
                                     rows->command.is_cut ? "" : rows->command.text, rows->diag);
    }
}

enum op_status
op_sweep_failed_write(const struct op_sweep *sweep, struct op_diag *diag)
{
    struct failed_rows rows = { .sweep = sweep, .status = OP_OK, .diag = diag };

    visit(sweep, put_failed, &rows);

    const enum op_status closed = op_failed_close(&rows.list, diag);

    return rows.status == OP_OK ? closed : rows.status;
}
