// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/sweep/piecelist.h"

#include "sim/base/cause.h"
#include "sim/base/memorystream.h"
#include "sim/base/sha.h"
#include "sim/base/version.h"
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

// Is there a plan, and has it the same text?
static enum op_status
compare_plan(const char *path, const char *text, bool *is_there, bool *is_same,
             struct op_diag *diag)
{
    const size_t n = strlen(text);
    char *noted = malloc(n + 2);
    FILE *in = noted ? fopen(path, "rb") : NULL;
    enum op_status status = noted ? OP_OK : OP_NO_MEMORY;

    *is_there = in != NULL;
    *is_same = false;
    if (in) {
        *is_same = fread(noted, 1, n + 1, in) == n && memcmp(noted, text, n) == 0;
        (void)fclose(in);
    } else if (noted && errno != ENOENT) {
        status = op_cause_add(diag, OP_IO, path, "cannot be read", errno);
    }
    free(noted);
    return status;
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
    bool is_same = false;
    enum op_status status = make_plan(sweep, &text, diag);

    (void)op_folder_file(sweep->folder, OP_SWEEP_PIECES "/plan", path);
    if (status == OP_OK) {
        status = compare_plan(path, text, &is_there, &is_same, diag);
    }
    if (status == OP_OK && is_there && !is_same) {
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

enum op_status
op_pieces_visit(const struct op_sweep *sweep, op_piece_visitor *visitor, void *context,
                struct op_diag *diag)
{
    enum op_status status = OP_OK;
    const int end = sweep->study.first_replicate + sweep->study.n_replicates;
    const int chunk = op_sweep_chunk(sweep);
    char path[4096];

    for (int w = 0; w < sweep->plan->n_worlds; w++) {
        for (int r = sweep->study.first_replicate; r < end && status == OP_OK; r += chunk) {
            struct op_piece_sum sum;
            bool is_whole;

            status = op_piece_look(op_sweep_piece(sweep, w, r, path), r,
                                   end - r < chunk ? end - r : chunk, &sum, &is_whole, diag);
            if (status == OP_OK && is_whole) {
                status = visitor(context, w, &sum);
            }
        }
    }
    return status;
}

static enum op_status
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
    return OP_OK;
}

enum op_status
op_sweep_tally(const struct op_sweep *sweep, struct op_sweep_counts *counts, struct op_diag *diag)
{
    counts->all.n_done = counts->all.n_failed = 0;
    counts->all.n_simulated = counts->all.n_in_arms = counts->fingerprint = 0;
    return op_pieces_visit(sweep, add_up, counts, diag);
}
