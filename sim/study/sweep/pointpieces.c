// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/sweep/pointpieces.h"

#include "sim/study/sweep/piecelist.h"
#include "sim/study/sweep/pointrow.h"

int
op_sweep_end(const struct op_sweep *sweep)
{
    return sweep->study.first_replicate + op_sweep_evenings(sweep);
}

int
op_sweep_piece_length(const struct op_sweep *sweep, int first)
{
    const int left = op_sweep_end(sweep) - first;
    const int chunk = op_sweep_chunk(sweep);

    return left < chunk ? left : chunk;
}

// What a replicate failed with; of those that the study lists no more, what the last one did.
static enum op_status
reason_of(const struct op_study_counts *study, int replicate)
{
    for (int i = 0; i < study->n_failed && i < OP_MAX_FAILED_LISTED; i++) {
        if (study->failed[i] == replicate) {
            return study->reason[i];
        }
    }
    return study->failure;
}

// Replicates between the last one that was handed over and this one have failed.
static void
note_failed(struct op_world_run *run, int up_to)
{
    struct op_piece_sum *sum = &run->piece.sum;

    for (; run->next < up_to; run->next++) {
        if (sum->n_failed < OP_MAX_PIECE_FAILED) {
            sum->failed[sum->n_failed] = run->next;
            sum->reason[sum->n_failed] = (int)reason_of(&run->study, run->next);
        }
        sum->n_failed++;
    }
}

static enum op_status
open_piece(struct op_world_run *run)
{
    const int first = run->next;
    enum op_status status = OP_OK;

    if (!run->is_open) {
        status = op_piece_open(&run->piece, run->until ? OP_STREAM_UNTIL + 1 : OP_STREAM_UNTIL);
        run->is_open = status == OP_OK;
        run->piece.sum.first = first;
        run->piece.sum.n = op_sweep_piece_length(run->sweep, first);
    }
    return status;
}

// At the end of a piece.
static void
see_whether_enough(struct op_world_run *run, const struct op_piece_sum *sum)
{
    if (op_point_until_look(run->until, sum)) {
        run->until->n_stopped = sum->first + sum->n - run->sweep->study.first_replicate;
    }
}

static enum op_status
keep_piece(struct op_world_run *run)
{
    char path[4096];
    const int first = run->piece.sum.first;

    run->is_open = false;
    if (run->until) {
        op_until_save(&run->until->until, run->piece.stream[OP_STREAM_UNTIL].file);
        see_whether_enough(run, &run->piece.sum);
    }
    return op_piece_keep(&run->piece, op_sweep_piece(run->sweep, run->arms.world, first, path),
                         run->diag);
}

// Failed replicates may end pieces before this one begins.
enum op_status
op_pieces_catch_up(struct op_world_run *run, int up_to)
{
    enum op_status status = open_piece(run);

    while (status == OP_OK && run->next < up_to) {
        const int end = run->piece.sum.first + run->piece.sum.n;

        note_failed(run, up_to < end ? up_to : end);
        if (run->next == end) {
            status = keep_piece(run);
            if (status == OP_OK && run->next < op_sweep_end(run->sweep)) {
                status = open_piece(run);
            }
        }
    }
    return status;
}

static void
mix_fingerprint(struct op_piece_sum *sum, const struct op_replicate *replicate)
{
    for (int i = 0; i < replicate->n_arms; i++) {
        sum->fingerprint = sum->fingerprint * 0x9E3779B97F4A7C15u ^ replicate->arm[i].fingerprint;
        sum->n_in_arms += replicate->arm[i].n_events;
    }
    sum->n_simulated += replicate->n_simulated;
}

enum op_status
op_pieces_take(void *context, const struct op_replicate *replicate, const struct op_draws *draws)
{
    struct op_world_run *run = context;
    const struct op_sweep_arms *arms = &run->arms;
    const int number = (int)replicate->replicate;
    enum op_status status = run->is_pilot ? open_piece(run) : op_pieces_catch_up(run, number);

    if (status != OP_OK) {
        return status;
    }
    op_sweep_rows(run->sweep, arms, replicate, draws, run->values,
                  &run->piece.stream[OP_STREAM_POINTS]);
    op_drawn_rows(&run->drawn, replicate, draws, &run->piece.stream[OP_STREAM_DRAWS]);
    mix_fingerprint(&run->piece.sum, replicate);
    if (run->until) {
        op_until_take(&run->until->until, replicate);
    }
    if (replicate->conditions == arms->conditions[arms->n_conditions - 1] && !run->is_pilot) {
        run->next = number + 1;
        if (run->next == run->piece.sum.first + run->piece.sum.n) {
            status = keep_piece(run);
        }
    }
    return status;
}

enum op_status
op_pieces_pass_over(struct op_world_run *run)
{
    enum op_status status = OP_OK;
    const struct op_sweep *sweep = run->sweep;

    run->next = sweep->study.first_replicate;
    while (status == OP_OK && run->next < op_sweep_end(sweep)) {
        struct op_piece_sum sum;
        char path[4096];
        bool is_whole;

        status = op_piece_look(op_sweep_piece(sweep, run->arms.world, run->next, path), run->next,
                               op_sweep_piece_length(sweep, run->next), &sum, &is_whole, run->diag);
        if (status != OP_OK || !is_whole) {
            break;
        }
        run->next += sum.n;
        run->counts->n_kept += sum.n - sum.n_failed;
        run->n_done_before += sum.n;
        if (run->until) {
            status = op_point_until_resume(run->until, path, OP_STREAM_UNTIL, run->diag);
            see_whether_enough(run, &sum);
        }
    }
    return status;
}
