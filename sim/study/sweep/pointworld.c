// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/sweep/pointworld.h"

#include "sim/study/output.h"
#include "sim/study/sweep/pointpieces.h"

static bool
is_enough(void *context)
{
    const struct op_world_run *run = context;

    return run->until->n_stopped > 0;
}

static void
show(void *context, int n_done, int n_all)
{
    struct op_world_run *run = context;
    const struct op_sweep *sweep = run->sweep;

    (void)n_all;
    if (sweep->progress) {
        sweep->progress(sweep->context, run->n_done_before + n_done,
                        sweep->study.n_replicates * sweep->plan->n_worlds);
    }
}

static enum op_status
open_until(struct op_world_run *run)
{
    const struct op_sweep *sweep = run->sweep;

    run->until = sweep->until;
    return run->until ? op_point_until_open(run->until, sweep->model, &run->options,
                                            sweep->scenario->base, run->diag)
                      : OP_OK;
}

// From when on the measure of each factor could be carried out; of a factor that is no measure's,
// of the first measure there is, which nobody reads.
static int
look_out(struct op_world_run *run)
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
simulate(struct op_world_run *run)
{
    const struct op_sweep *sweep = run->sweep;
    struct op_study_options options = run->options;
    struct op_study_counts *all = &run->counts->all;
    enum op_status status = OP_OK;

    options.first_replicate = run->next;
    options.n_replicates = op_sweep_end(sweep) - run->next;
    options.lookouts = run->lookout;
    options.n_lookouts = look_out(run);
    if (run->until) {
        options.is_enough = is_enough;
        options.enough_context = run;
    }
    status = op_study_go(sweep->model, &run->scenario, sweep->maker, &options, op_pieces_take, show,
                         run, sweep->stop, &run->study, run->diag);
    all->world_s += run->study.world_s;
    all->simulate_s += run->study.simulate_s;
    if (run->is_pilot) {
        all->n_done = run->study.n_done;
        all->n_failed = run->study.n_failed;
        all->failure = run->study.failure;
        return status;
    }
    if (status == OP_OK || status == OP_PARTIAL ||
        (run->study.n_failed == options.n_replicates && status != OP_INTERRUPTED)) {
        const enum op_status kept = op_pieces_catch_up(run, op_sweep_end(sweep));

        status = kept == OP_OK ? status : kept;
    }
    return status;
}

// The scenario with its variants, the arms of this world, and room for a row.
static enum op_status
open_world(struct op_world_run *run, const struct op_sweep *sweep, int world)
{
    const size_t n_values = (size_t)sweep->model->n_metrics + OP_N_PAIRED;
    enum op_status status = OP_OK;

    run->sweep = sweep;
    run->arms.world = world;
    run->n_done_before = world * sweep->study.n_replicates;
    status = op_sweep_scenario(sweep, world, &run->scenario, run->diag);
    if (status != OP_OK) {
        return status;
    }
    run->arms.scenario = &run->scenario;
    run->values = op_arena_new(&run->arena, n_values, sizeof *run->values);
    run->scenario.record_every_us =
        run->scenario.end_us;   // no course is kept; samples are passive
    status = run->values ? op_sweep_arms_choose(&run->arms, sweep, &run->arena, run->diag)
                         : OP_NO_MEMORY;
    run->options = sweep->study;
    op_sweep_arms_set(&run->options, &run->arms);
    run->drawn = (struct op_drawn_table){ .model = sweep->model,
                                          .scenario = &run->scenario,
                                          .options = &run->options,
                                          .has_sets = op_sweep_has_sets(sweep),
                                          .world = sweep->plan->n_worlds > 1 ? world + 1 : 0 };

    int n_arms = 0;

    for (int c = 0; c < run->arms.n_conditions && status == OP_OK; c++) {
        n_arms += run->arms.n_under[c];
    }
    run->counts->n_arms = n_arms > run->counts->n_arms ? n_arms : run->counts->n_arms;
    return status;
}

static void
close_world(struct op_world_run *run)
{
    if (run->is_open) {
        op_piece_drop(&run->piece);
    }
    op_arena_free(&run->arena);
    op_scenario_free(&run->scenario);
}

enum op_status
op_world_go(const struct op_sweep *sweep, int world, struct op_sweep_counts *counts,
            struct op_diag *diag)
{
    struct op_world_run run = { .counts = counts, .diag = diag };
    enum op_status status = open_world(&run, sweep, world);

    if (status == OP_OK) {
        status = open_until(&run);
    }
    if (status == OP_OK) {
        status = op_pieces_pass_over(&run);
    }
    if (status == OP_OK) {
        status = run.next < op_sweep_end(sweep) ? simulate(&run) : OP_OK;
        // Where all of a world failed, what they failed with is no end of the study.
        if (run.study.n_failed > 0 && run.study.n_done == 0 && run.next == op_sweep_end(sweep)) {
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
    struct op_world_run run = { .counts = counts, .diag = diag, .is_pilot = true };
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
