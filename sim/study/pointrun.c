// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/pointrun.h"

#include "sim/base/cause.h"
#include "sim/study/designfile.h"
#include "sim/study/output.h"
#include "sim/study/piecelist.h"
#include "sim/study/piece.h"
#include "sim/study/pointrow.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_PIECES = 256 };   // unless they would hold more evenings than they can list

// What one world is simulated with, and the piece that is being filled.
struct world_run {
    const struct op_sweep *sweep;
    struct op_scenario scenario;
    struct op_sweep_arms arms;
    struct op_arena arena;
    struct op_piece piece;
    bool is_open;
    int chunk;
    int next;   // first replicate that no piece holds yet
    double *values;
    struct op_sweep_counts *counts;
    struct op_study_counts study;   // of the simulation that goes on now
    struct op_diag *diag;
    struct op_point_until *until;             // NULL: all evenings
    int n_done_before;                        // of earlier worlds, for progress
    bool is_pilot;                            // keeps nothing
    struct op_lookout lookout[OP_MAX_VARY];   // of each factor
};

int
op_sweep_chunk(const struct op_sweep *sweep)
{
    // A piece lists all of its evenings that failed.
    const int most = OP_MAX_PIECE_FAILED / OP_STOP_EVERY * OP_STOP_EVERY;
    const int least = (sweep->study.n_replicates + MOST_PIECES - 1) / MOST_PIECES;
    const int chunk =
        sweep->until ? (least + OP_STOP_EVERY - 1) / OP_STOP_EVERY * OP_STOP_EVERY : least;

    return chunk < most ? chunk : most;
}

int
op_sweep_evenings(const struct op_sweep *sweep)
{
    return sweep->until && sweep->until->n_stopped > 0 ? sweep->until->n_stopped
                                                       : sweep->study.n_replicates;
}

const char *
op_sweep_piece(const struct op_sweep *sweep, int world, int first, char path[4096])
{
    char name[64];

    (void)snprintf(name, sizeof name, OP_SWEEP_PIECES "/world-%04d-%07d", world + 1, first);
    return op_folder_file(sweep->folder, name, path);
}

static int
end_of(const struct op_sweep *sweep)
{
    return sweep->study.first_replicate + op_sweep_evenings(sweep);
}

static int
piece_length(const struct world_run *run, int first)
{
    const int left = end_of(run->sweep) - first;

    return left < run->chunk ? left : run->chunk;
}

// ---- the arms of a world ----

enum op_status
op_sweep_scenario(const struct op_sweep *sweep, int world, struct op_scenario *scenario,
                  struct op_diag *diag)
{
    const struct op_point_plan *plan = sweep->plan;
    struct op_load_options load = sweep->load;
    const int n = load.n_sets + plan->n_world_keys;
    const char **sets = calloc((size_t)n + 1, sizeof *sets);
    enum op_status status = OP_NO_MEMORY;

    if (!sets) {
        return status;
    }
    for (int i = 0; i < n; i++) {
        sets[i] = i < load.n_sets ? load.sets[i] : plan->world_sets[world][i - load.n_sets];
    }
    load.sets = sets;
    load.n_sets = n;
    load.variants = &plan->variants;
    status = op_scenario_load(scenario, sweep->path, sweep->scenario->schema, &load, diag);
    free(sets);
    return status;
}

static int
place_of_conditions(struct op_sweep_arms *arms, int conditions)
{
    for (int c = 0; c < arms->n_conditions; c++) {
        if (arms->conditions[c] == conditions) {
            return c;
        }
    }
    arms->conditions[arms->n_conditions] = conditions;
    return arms->n_conditions++;
}

static void
add_strategy(struct op_sweep_arms *arms, int c, int strategy)
{
    for (int i = 0; i < arms->n_under[c]; i++) {
        if (arms->strategies[c][i] == strategy) {
            return;
        }
    }
    arms->strategies[c][arms->n_under[c]++] = strategy;
}

static enum op_status
room_for_arms(struct world_run *run, int most_sets)
{
    struct op_sweep_arms *arms = &run->arms;
    const size_t n = (size_t)most_sets;

    arms->conditions = op_arena_new(&run->arena, n, sizeof *arms->conditions);
    arms->strategies = op_arena_new(&run->arena, n, sizeof *arms->strategies);
    arms->n_under = op_arena_new(&run->arena, n, sizeof *arms->n_under);
    arms->sample_point = op_arena_new(&run->arena, n, sizeof *arms->sample_point);
    return arms->conditions && arms->strategies && arms->n_under && arms->sample_point
               ? OP_OK
               : OP_NO_MEMORY;
}

// Base and nothing are among the arms of each set, so that all pairs of it are of one evening.
static enum op_status
begin_set(struct world_run *run, int c, int point)
{
    const struct op_scenario *own = run->sweep->scenario;
    struct op_sweep_arms *arms = &run->arms;
    const size_t most = (size_t)run->scenario.n_strategies;

    arms->strategies[c] = op_arena_new(&run->arena, most, sizeof **arms->strategies);
    if (!arms->strategies[c]) {
        return OP_NO_MEMORY;
    }
    arms->sample_point[c] = point;
    add_strategy(arms, c, own->base);
    add_strategy(arms, c, own->nothing);
    return OP_OK;
}

static enum op_status
choose_arms(struct world_run *run)
{
    const struct op_sweep *sweep = run->sweep;
    const struct op_point_plan *plan = sweep->plan;
    const struct op_scenario *own = sweep->scenario;
    struct op_sweep_arms *arms = &run->arms;
    enum op_status status = room_for_arms(run, run->scenario.n_conditions + 1);

    for (int p = 0; p < sweep->design->n_points && status == OP_OK; p++) {
        for (int b = 0; b < plan->n_base_sets && plan->place[p].world == arms->world; b++) {
            const int base = sweep->n_base_sets > 0 ? sweep->base_sets[b] : -1;
            const int n_before = arms->n_conditions;
            const int c =
                place_of_conditions(arms, op_plan_conditions(plan, p, b, base, own->n_conditions));

            status = c == n_before ? begin_set(run, c, p) : OP_OK;
            if (status != OP_OK) {
                return status;
            }
            add_strategy(arms, c, op_plan_strategy(plan, sweep->design, p, own->n_strategies));
        }
    }
    for (int c = 0; c < arms->n_conditions && status == OP_OK; c++) {
        if (arms->n_under[c] > OP_MAX_ARMS) {
            status = op_diag_add(run->diag, OP_TOO_LARGE, (struct op_place){ 0 },
                                 "take longer steps, or fewer points",
                                 "%d arms of one evening; at most %d are replayed",
                                 arms->n_under[c], OP_MAX_ARMS);
        }
    }
    return status;
}

// ---- pieces ----

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
note_failed(struct world_run *run, int up_to)
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
open_piece(struct world_run *run)
{
    const int first = run->next;
    enum op_status status = OP_OK;

    if (!run->is_open) {
        status = op_piece_open(&run->piece, run->until ? 2 : 1);
        run->is_open = status == OP_OK;
        run->piece.sum.first = first;
        run->piece.sum.n = piece_length(run, first);
    }
    return status;
}

// At the end of a piece.
static void
see_whether_enough(struct world_run *run, const struct op_piece_sum *sum)
{
    if (op_point_until_look(run->until, sum)) {
        run->until->n_stopped = sum->first + sum->n - run->sweep->study.first_replicate;
    }
}

static bool
is_enough(void *context)
{
    const struct world_run *run = context;

    return run->until->n_stopped > 0;
}

static enum op_status
keep_piece(struct world_run *run)
{
    char path[4096];
    const int first = run->piece.sum.first;

    run->is_open = false;
    if (run->until) {
        op_until_save(&run->until->until, run->piece.stream[1].file);
        see_whether_enough(run, &run->piece.sum);
    }
    return op_piece_keep(&run->piece, op_sweep_piece(run->sweep, run->arms.world, first, path),
                         run->diag);
}

// Failed replicates may end pieces before this one begins.
static enum op_status
catch_up(struct world_run *run, int up_to)
{
    enum op_status status = open_piece(run);

    while (status == OP_OK && run->next < up_to) {
        const int end = run->piece.sum.first + run->piece.sum.n;

        note_failed(run, up_to < end ? up_to : end);
        if (run->next == end) {
            status = keep_piece(run);
            if (status == OP_OK && run->next < end_of(run->sweep)) {
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

static enum op_status
take(void *context, const struct op_replicate *replicate, const struct op_draws *draws)
{
    struct world_run *run = context;
    const struct op_sweep_arms *arms = &run->arms;
    const int number = (int)replicate->replicate;
    enum op_status status = run->is_pilot ? open_piece(run) : catch_up(run, number);

    if (status != OP_OK) {
        return status;
    }
    op_sweep_rows(run->sweep, arms, replicate, draws, run->values, &run->piece.stream[0]);
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

static void
show(void *context, int n_done, int n_all)
{
    struct world_run *run = context;
    const struct op_sweep *sweep = run->sweep;

    (void)n_all;
    if (sweep->progress) {
        sweep->progress(sweep->context, run->n_done_before + n_done,
                        sweep->study.n_replicates * sweep->plan->n_worlds);
    }
}

// What an earlier study has left is not simulated again: pieces stand in order.
static enum op_status
pass_over(struct world_run *run)
{
    enum op_status status = OP_OK;
    const struct op_sweep *sweep = run->sweep;
    struct op_piece_sum sum;
    char path[4096];

    run->next = sweep->study.first_replicate;
    while (status == OP_OK && run->next < end_of(sweep) &&
           op_piece_is_whole(op_sweep_piece(sweep, run->arms.world, run->next, path), run->next,
                             piece_length(run, run->next), &sum)) {
        run->next += sum.n;
        run->counts->n_kept += sum.n - sum.n_failed;
        run->n_done_before += sum.n;
        if (run->until) {
            status = op_point_until_resume(run->until, path, run->diag);
            see_whether_enough(run, &sum);
        }
    }
    return status;
}

// ---- a world ----

static void
set_arms(struct op_study_options *options, const struct op_sweep_arms *arms)
{
    options->conditions = arms->conditions;
    options->n_conditions = arms->n_conditions;
    options->strategies_under = (const int *const *)arms->strategies;
    options->n_under = arms->n_under;
    for (int c = 0; c < arms->n_conditions; c++) {   // the most arms that a worker ever holds
        options->n_strategies =
            arms->n_under[c] > options->n_strategies ? arms->n_under[c] : options->n_strategies;
    }
}

static enum op_status
open_until(struct world_run *run)
{
    const struct op_sweep *sweep = run->sweep;
    struct op_study_options options = sweep->study;

    run->until = sweep->until;
    if (!run->until) {
        return OP_OK;
    }
    set_arms(&options, &run->arms);
    return op_point_until_open(run->until, sweep->model, &options, sweep->scenario->base,
                               run->diag);
}

// From when on the measure of each factor could be carried out; of a factor that is no measure's,
// of the first measure there is, which nobody reads.
static int
look_out(struct world_run *run)
{
    const struct op_design *design = run->sweep->design;

    _Static_assert(OP_MAX_VARY <= OP_MAX_LOOKOUTS, "every factor is looked out for");
    for (int f = 0; f < design->n_factors; f++) {
        const struct op_factor *factor = &design->factor[f];

        if (factor->kind == OP_FACTOR_MEASURE) {
            const struct op_use *use =
                &run->scenario.strategies[factor->strategy].uses[factor->use];

            run->lookout[f] = (struct op_lookout){ run->scenario.actions[use->action].measure,
                                                   use->oracle ? OP_BY_TRUTH : OP_BY_SIGHT };
        }
    }
    return run->scenario.n_measures > 0 ? design->n_factors : 0;
}

static enum op_status
simulate(struct world_run *run)
{
    const struct op_sweep *sweep = run->sweep;
    struct op_study_options options = sweep->study;
    struct op_study_counts *all = &run->counts->all;
    enum op_status status = OP_OK;

    options.first_replicate = run->next;
    options.n_replicates = end_of(sweep) - run->next;
    set_arms(&options, &run->arms);
    options.lookouts = run->lookout;
    options.n_lookouts = look_out(run);
    if (run->until) {
        options.is_enough = is_enough;
        options.enough_context = run;
    }
    status = op_study_go(sweep->model, &run->scenario, sweep->maker, &options, take, show, run,
                         sweep->stop, &run->study, run->diag);
    all->world_s += run->study.world_s;
    all->simulate_s += run->study.simulate_s;
    if (run->is_pilot) {
        all->n_done = run->study.n_done;
        return status;
    }
    if (status == OP_OK || status == OP_PARTIAL ||
        (run->study.n_failed == options.n_replicates && status != OP_INTERRUPTED)) {
        const enum op_status kept = catch_up(run, end_of(sweep));

        status = kept == OP_OK ? status : kept;
    }
    return status;
}

// The scenario with its variants, the arms of this world, and room for a row.
static enum op_status
open_world(struct world_run *run, const struct op_sweep *sweep, int world)
{
    const size_t n_values = (size_t)sweep->model->n_metrics + OP_N_PAIRED;
    enum op_status status = OP_OK;

    run->sweep = sweep;
    run->arms.world = world;
    run->chunk = op_sweep_chunk(sweep);
    run->n_done_before = world * sweep->study.n_replicates;
    status = op_sweep_scenario(sweep, world, &run->scenario, run->diag);
    if (status != OP_OK) {
        return status;
    }
    run->arms.scenario = &run->scenario;
    run->values = op_arena_new(&run->arena, n_values, sizeof *run->values);
    run->scenario.record_every_us =
        run->scenario.end_us;   // no course is kept; samples are passive
    status = run->values ? choose_arms(run) : OP_NO_MEMORY;

    int n_arms = 0;

    for (int c = 0; c < run->arms.n_conditions && status == OP_OK; c++) {
        n_arms += run->arms.n_under[c];
    }
    run->counts->n_arms = n_arms > run->counts->n_arms ? n_arms : run->counts->n_arms;
    return status;
}

static void
close_world(struct world_run *run)
{
    if (run->is_open) {
        op_piece_drop(&run->piece);
    }
    op_arena_free(&run->arena);
    op_scenario_free(&run->scenario);
}

static enum op_status
go_world(const struct op_sweep *sweep, int world, struct op_sweep_counts *counts,
         struct op_diag *diag)
{
    struct world_run run = { .counts = counts, .diag = diag };
    enum op_status status = open_world(&run, sweep, world);

    if (status == OP_OK) {
        status = open_until(&run);
    }
    if (status == OP_OK) {
        status = pass_over(&run);
    }
    if (status == OP_OK) {
        status = run.next < end_of(sweep) ? simulate(&run) : OP_OK;
        // Where all of a world failed, what they failed with is no end of the study.
        if (run.study.n_failed > 0 && run.study.n_done == 0 && run.next == end_of(sweep)) {
            status = OP_PARTIAL;
        }
    }
    close_world(&run);
    return status;
}

enum op_status
op_sweep_pilot(const struct op_sweep *sweep, int n_replicates, struct op_sweep_counts *counts,
               struct op_diag *diag)
{
    struct op_sweep few = *sweep;
    struct world_run run = { .counts = counts, .diag = diag, .is_pilot = true };
    enum op_status status = OP_OK;

    *counts = (struct op_sweep_counts){ 0 };
    few.study.n_replicates = n_replicates;
    few.study.n_threads = 1;
    status = open_world(&run, &few, 0);
    if (status == OP_OK) {
        status = simulate(&run);
        counts->all.n_simulated = run.piece.sum.n_simulated;
        counts->all.n_in_arms = run.piece.sum.n_in_arms;
    }
    close_world(&run);
    return status;
}

static enum op_status
prepare_pieces(const struct op_sweep *sweep, struct op_diag *diag)
{
    char path[4096];

    if (mkdir(op_folder_file(sweep->folder, OP_SWEEP_PIECES, path), 0777) != 0 && errno != EEXIST) {
        return op_cause_add(diag, OP_CANNOT_CREATE, path, "cannot be created", errno);
    }
    return op_sweep_note_plan(sweep, diag);
}

enum op_status
op_sweep_go(const struct op_sweep *sweep, struct op_sweep_counts *counts, struct op_diag *diag)
{
    enum op_status status = prepare_pieces(sweep, diag);

    *counts = (struct op_sweep_counts){ 0 };
    for (int w = 0; w < sweep->plan->n_worlds && status == OP_OK; w++) {
        const enum op_status one = go_world(sweep, w, counts, diag);

        status = one == OP_PARTIAL ? OP_OK : one;
    }
    op_sweep_tally(sweep, counts);
    if (status == OP_OK && counts->all.n_done == 0) {
        return counts->all.failure;
    }
    return status == OP_OK && counts->all.n_failed > 0 ? OP_PARTIAL : status;
}

// ---- tables ----

static enum op_status
write_points(const struct op_sweep *sweep, FILE *file, struct op_diag *diag)
{
    struct op_csv_out out = { .file = file };
    const int chunk = op_sweep_chunk(sweep);
    enum op_status status = OP_OK;
    char path[4096];

    op_sweep_header(sweep, &out);
    for (int w = 0; w < sweep->plan->n_worlds; w++) {
        for (int r = sweep->study.first_replicate; r < end_of(sweep) && status == OP_OK;
             r += chunk) {
            status = op_piece_copy(op_sweep_piece(sweep, w, r, path), 0, file, diag);
        }
    }
    return status;
}

enum op_status
op_sweep_tables(const struct op_sweep *sweep, struct op_diag *diag)
{
    char path[4096];
    FILE *file = fopen(op_folder_file(sweep->folder, OP_SWEEP_POINTS, path), "wb");
    enum op_status status = OP_OK;

    if (!file) {
        return op_cause_add(diag, OP_CANNOT_CREATE, path, "cannot be created", errno);
    }
    status = write_points(sweep, file, diag);

    const enum op_status closed = op_cause_close(diag, file, path);

    status = status == OP_OK ? closed : status;
    if (status == OP_OK) {
        status = op_design_write(sweep, diag);
    }
    return status == OP_OK ? op_sweep_failed_write(sweep, diag) : status;
}
