// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/sweep/pointuntil.h"

#include "sim/base/memorystream.h"

#include <stdlib.h>
#include <string.h>

static const int *
copy(struct op_arena *arena, const int *numbers, int n)
{
    int *made = op_arena_new(arena, (size_t)n + 1, sizeof *made);

    if (made) {
        memcpy(made, numbers, (size_t)n * sizeof *made);
    }
    return made;
}

static bool
copy_arms(struct op_point_until *points, const struct op_study_options *study)
{
    struct op_arena *arena = &points->arena;
    struct op_study_options *options = &points->options;
    const int n = study->n_conditions;
    const int **under = op_arena_new(arena, (size_t)n + 1, sizeof *under);
    bool is_well = under != NULL;

    *options = *study;
    for (int c = 0; c < n && is_well; c++) {
        under[c] = copy(arena, study->strategies_under[c], study->n_under[c]);
        is_well = under[c] != NULL;
    }
    options->strategies_under = under;
    options->n_under = copy(arena, study->n_under, n);
    options->conditions = copy(arena, study->conditions, n);
    return is_well && options->n_under && options->conditions;
}

enum op_status
op_point_until_open(struct op_point_until *points, const struct op_model *model,
                    const struct op_study_options *study, int base, struct op_diag *diag)
{
    if (!copy_arms(points, study)) {
        return OP_NO_MEMORY;
    }
    return op_until_open(&points->until, points->words, points->n_words, model, &points->options,
                         base, diag);
}

void
op_point_until_free(struct op_point_until *points)
{
    op_until_free(&points->until);
    op_arena_free(&points->arena);
}

bool
op_point_until_look(struct op_point_until *points, const struct op_piece_sum *sum)
{
    const int last = sum->first + sum->n - 1;
    const int n_listed = sum->n_failed < OP_MAX_PIECE_FAILED ? sum->n_failed : OP_MAX_PIECE_FAILED;

    return !(n_listed > 0 && sum->failed[n_listed - 1] == last) && op_until_look(&points->until);
}

enum op_status
op_point_until_resume(struct op_point_until *points, const char *path, int stream,
                      struct op_diag *diag)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = op_memory_open(&text, &size);
    enum op_status status = out ? OP_OK : OP_NO_MEMORY;

    if (!out) {
        return status;
    }
    status = op_piece_copy(path, stream, out, diag);

    const enum op_status closed = op_memory_close(out);

    status = status == OP_OK ? closed : status;

    FILE *in = status == OP_OK && size > 0 ? fmemopen(text, size, "r") : NULL;

    if (status == OP_OK && !(in && op_until_restore(&points->until, in))) {
        status = op_diag_add(diag, OP_CORRUPTED, (struct op_place){ .file = path },
                             "start the study anew with --force", "this piece is not whole");
    }
    if (in) {
        (void)fclose(in);
    }
    free(text);
    return status;
}
