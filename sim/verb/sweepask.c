// SPDX-License-Identifier: GPL-3.0-or-later
// What a sweep is asked: the keys that are varied, the design, the reference, how many evenings.
#include "sim/verb/sweepask.h"

#include "sim/input/studyblock.h"
#include "sim/study/designfile.h"
#include "sim/study/startreference.h"

#include <math.h>
#include <string.h>

static enum op_status
read_vary(struct op_sweep_session *session, struct op_vary *vary, int *n_vary)
{
    const struct op_options *o = &session->options;
    enum op_status worst = OP_OK;

    *n_vary = 0;
    const struct op_study_block *block = &session->scenario.study;

    if (o->n_vary == 0 && block->n_vary > 0) {
        memcpy(vary, block->vary, (size_t)block->n_vary * sizeof *vary);
        *n_vary = block->n_vary;
        return OP_OK;
    }
    if (o->n_vary == 0) {
        return op_diag_add(&session->diag, OP_USAGE, (struct op_place){ 0 },
                           "--vary 'STRATEGY.MEASURE.at = event - 2 d .. event by 6 h'",
                           "nothing is varied: no --vary, and no `study:` in %s", o->scenario);
    }
    if (o->n_vary > OP_MAX_VARY) {
        return op_diag_add(&session->diag, OP_TOO_LARGE, (struct op_place){ 0 }, NULL,
                           "%d keys are varied; at most %d", o->n_vary, OP_MAX_VARY);
    }
    for (int i = 0; i < o->n_vary; i++) {
        const enum op_status status =
            op_vary_parse(&vary[*n_vary], &session->arena, o->vary[i], &session->diag);

        *n_vary += status == OP_OK;
        worst = worst == OP_OK ? status : worst;
    }
    return worst;
}

static enum op_design_kind
design_kind(const struct op_sweep_session *session)
{
    static const enum op_design_kind kinds[] = { OP_DESIGN_GRID, OP_DESIGN_LATIN, OP_DESIGN_SOBOL };
    const char *word = session->options.design;

    for (int i = 0; word != NULL && op_design_words[i] != NULL; i++) {
        if (strcmp(op_design_words[i], word) == 0) {
            return kinds[i];
        }
    }
    return kinds[session->scenario.study.design];
}

static enum op_status
fill_design(struct op_sweep_session *session)
{
    const struct op_options *o = &session->options;
    const struct op_study_block *block = &session->scenario.study;
    struct op_vary vary[OP_MAX_VARY];
    struct op_design_ask ask = { .vary = vary,
                                 .kind = design_kind(session),
                                 .n_points = o->n_points > 0 ? o->n_points : block->n_points,
                                 .seed = o->seed,
                                 .strategies = session->arms.strategies,
                                 .n_strategies = session->arms.n_strategies };
    const char *from = o->design_from != NULL ? o->design_from
                       : o->n_vary == 0       ? block->design_from
                                              : NULL;
    enum op_status status = OP_OK;

    if (from != NULL && o->n_vary > 0) {
        return op_diag_add(&session->diag, OP_USAGE, (struct op_place){ 0 }, "leave one out",
                           "the points come from a file, and --vary stands here too");
    }
    if (from != NULL) {
        return op_design_read(&session->design, from, &ask, &session->scenario, &session->diag);
    }
    status = read_vary(session, vary, &ask.n_vary);
    return status == OP_OK
               ? op_design_make(&session->design, &ask, &session->scenario, &session->diag)
               : status;
}

static enum op_status
read_reference(struct op_sweep_session *session)
{
    const char *asked = session->options.reference;
    const struct op_study_block *block = &session->scenario.study;
    struct op_place place = { 0 };

    session->reference = asked;
    if (asked == NULL) {
        session->reference = block->reference;
        place = block->reference_place;
    }
    return session->reference == NULL
               ? OP_OK
               : op_reference_read(&session->reference_h, session->reference, place,
                                   &session->design, &session->scenario, &session->diag);
}

static enum op_status
make_design(struct op_sweep_session *session)
{
    const struct op_options *o = &session->options;
    const struct op_study_block *block = &session->scenario.study;
    enum op_status status = fill_design(session);

    session->n_replicates = o->replicate >= 0 ? 1
                            : o->replicates_are_set || block->n_replicates == 0
                                ? o->n_replicates
                                : block->n_replicates;
    session->effective_share = !isnan(o->effective_share)   ? o->effective_share
                               : block->effective_share > 0 ? block->effective_share
                                                            : 0.8;
    if (status == OP_OK) {
        status = read_reference(session);
    }
    if (status == OP_OK) {
        const struct op_plan_ask plan = { &session->design, &session->scenario,
                                          session->arms.conditions, session->arms.n_conditions };

        status = op_point_plan_make(&session->plan, &plan);
    }
    return status;
}

// Each world would stop at another evening, and points of different numbers of evenings would stand
// side by side.
static enum op_status
read_until(struct op_sweep_session *session)
{
    const struct op_options *o = &session->options;

    session->until.words = o->until;
    session->until.n_words = o->n_until;
    if (o->n_until > 0 && session->plan.n_worlds > 1) {
        return op_diag_add(&session->diag, OP_USAGE, (struct op_place){ 0 },
                           "leave out --until and say how many by -n",
                           "--until does not go together with keys of the world, which are varied "
                           "here");
    }
    return op_until_check(o->until, o->n_until, session->program->model, &session->diag);
}

enum op_status
op_sweep_prepare(struct op_sweep_session *session)
{
    const struct op_options *o = &session->options;
    const struct op_load_options load = { session->program->share_dir, o->set, o->n_sets, NULL };
    enum op_status status =
        op_scenario_load(&session->scenario, o->scenario, &session->program->model->schema, &load,
                         &session->diag);

    if (status == OP_OK && session->scenario.schema->model != NULL) {
        status = op_diag_add(&session->diag, OP_USAGE, (struct op_place){ 0 },
                             "a reference model has no strategies: `oploop run` simulates it",
                             "%s cannot be swept", o->scenario);
    }
    if (status == OP_OK) {
        status = op_arms_choose(&session->arms, &session->scenario, o, false, &session->diag);
    }
    if (status == OP_OK) {
        status = make_design(session);
    }
    return status == OP_OK ? read_until(session) : status;
}

void
op_sweep_close(struct op_sweep_session *session)
{
    op_diag_free(&session->diag);
    op_point_until_free(&session->until);
    op_point_plan_free(&session->plan);
    op_design_free(&session->design);
    op_scenario_free(&session->whole);
    op_scenario_free(&session->scenario);
    op_arena_free(&session->arena);
}
