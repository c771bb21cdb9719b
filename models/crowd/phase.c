// SPDX-License-Identifier: GPL-3.0-or-later
// The seven phases of an online driven disturbance, told from what there is: pages, clicks, news,
// persons on the place, persons active. A later phase wins over an earlier one; phases can go back,
// but a disorder is followed by its aftermath.
//
// from   assumption: thresholds are working definitions, and parameters
#include "models/crowd/phase.h"

#include "models/shared/acts.h"
#include "models/shared/news_state.h"
#include "models/shared/people.h"
#include "models/shared/phases.h"

struct phase_state {
    struct op_phase_memory memory;
    int64_t first_us[OP_N_PHASES];   // first moment of this phase or a later one; OP_NEVER_US
};

// clang-format off
static const struct op_param params[] = {
    [OP_PHASE_BUILD_UP_CLICKS] = { "build_up_clicks", OP_UNIT_PERSONS, 1, 1e9, "100 persons",
      OP_RUN_PARAM, OP_CHOSEN, "clicks on all pages of the call from which it builds up online",
      "working definition", NULL },
    [OP_PHASE_MOBILISED_CLICKS] = { "mobilised_clicks", OP_UNIT_PERSONS, 1, 1e9, "1000 persons",
      OP_RUN_PARAM, OP_CHOSEN, "clicks from which the call mobilises, also without national news",
      "working definition", NULL },
    [OP_PHASE_ASSEMBLY_PERSONS] = { "assembly_persons", OP_UNIT_PERSONS, 1, 1e9, "100 persons",
      OP_RUN_PARAM, OP_CHOSEN, "persons on the place from which it is an assembly",
      "working definition", NULL },
    [OP_PHASE_DISORDER_PERSONS] = { "disorder_persons", OP_UNIT_PERSONS, 1, 1e9, "10 persons",
      OP_RUN_PARAM, OP_CHOSEN, "persons violent at once from which it is a disorder",
      "working definition", NULL },
    [OP_PHASE_AFTERMATH] = { "aftermath", OP_UNIT_DURATION, 0, 86400, "60 min",
      OP_RUN_PARAM, OP_CHOSEN, "time with fewer violent persons than that level after which a disorder is over",
      "working definition", NULL },
};

static const struct op_observable observables[] = {
    { "phase", "", OP_WANT_NONE, "last", 0, "phase", "fase",
      "0 feeding ground, 1 trigger, 2 online build-up, 3 mobilisation, 4 assembly, 5 disorder, "
      "6 aftermath" },
};
// clang-format on

static double
clicks_now(const struct op_run *run)
{
    const struct op_instance *instance = (const struct op_instance *)op_rows(run, OP_SEG_INSTANCE);
    const uint32_t n = op_row_count(run, OP_SEG_INSTANCE, sizeof *instance);
    uint64_t n_clicks = 0;

    for (uint32_t i = 0; i < n; i++) {
        n_clicks += instance[i].clicks;
    }
    return (double)n_clicks;
}

// The phase as far as it shows in what there is now, without what went before.
static int
shown(const struct op_phase_signs *signs, const double *p, int before, double release)
{
#define LEVEL(phase, row) (p[row] * (before >= (phase) && before != OP_AFTERMATH ? release : 1))
    if (signs->n_active >= LEVEL(OP_DISORDER, OP_PHASE_DISORDER_PERSONS)) {
        return OP_DISORDER;
    }
    if (signs->n_present >= LEVEL(OP_ASSEMBLY, OP_PHASE_ASSEMBLY_PERSONS)) {
        return OP_ASSEMBLY;
    }
    if (!signs->has_call) {
        return OP_FEEDING_GROUND;
    }
    if (signs->has_news ||
        signs->n_clicks >= LEVEL(OP_MOBILISATION_PHASE, OP_PHASE_MOBILISED_CLICKS)) {
        return OP_MOBILISATION_PHASE;
    }
    return signs->n_clicks >= LEVEL(OP_ONLINE_BUILD_UP, OP_PHASE_BUILD_UP_CLICKS)
               ? OP_ONLINE_BUILD_UP
               : OP_TRIGGER;
#undef LEVEL
}

int
op_phase_told(struct op_phase_memory *memory, const struct op_phase_signs *signs, const double *p,
              int before, double release, int64_t now_us)
{
    const int phase = shown(signs, p, before, release);

    if (phase == OP_DISORDER) {
        memory->had_disorder = 1;
        memory->is_over = 0;
        memory->below_since_us = OP_NEVER_US;
        return OP_DISORDER;
    }
    if (!memory->had_disorder) {
        return phase;
    }
    if (memory->below_since_us == OP_NEVER_US) {
        memory->below_since_us = now_us;
    }
    if (signs->n_present == 0 || now_us - memory->below_since_us >= op_us(p[OP_PHASE_AFTERMATH])) {
        memory->is_over = 1;
    }
    return memory->is_over ? OP_AFTERMATH : OP_DISORDER;
}

int
op_phase_now(struct op_run *run)
{
    struct phase_state *state = (struct phase_state *)op_rows(run, OP_SEG_PHASE);
    const struct op_site *site = op_site_of(run);
    const int64_t now_us = op_run_now_us(run);
    const struct op_phase_signs signs = {
        .n_clicks = clicks_now(run),
        .n_present = site->n_present,
        .n_active = site->n_active,
        .has_call = op_row_count(run, OP_SEG_INSTANCE, sizeof(struct op_instance)) > 0,
        .has_news = op_news_is_on(run),
    };
    const int phase = op_phase_told(&state->memory, &signs, op_run_params(run, OP_GROUP_PHASE),
                                    op_engine(run)->phase, 1, now_us);

    for (int k = 0; k <= phase; k++) {
        if (state->first_us[k] == OP_NEVER_US) {
            state->first_us[k] = now_us;
        }
    }
    return phase;
}

int64_t
op_phase_first_us(const struct op_run *run, enum op_phase phase)
{
    return ((const struct phase_state *)op_rows(run, OP_SEG_PHASE))->first_us[phase];
}

static void
begin(struct op_run *run)
{
    struct op_segment *segment = &run->state.segment[OP_SEG_PHASE];
    struct phase_state *state = (struct phase_state *)op_segment_grow(segment, sizeof *state);

    state->memory.below_since_us = OP_NEVER_US;
    for (int k = 0; k < OP_N_PHASES; k++) {
        state->first_us[k] = OP_NEVER_US;
    }
}

static void
observe(const struct op_run *run, double *values)
{
    values[0] = op_engine(run)->phase;
}

const struct op_mechanism op_phase_mechanism = {
    .table = { "phase", params, OP_PHASE_N_PARAMS, NULL, 0, observables, 1 },
    .summary = "the phase of the course, told from pages, clicks, news, presence and violence",
    .source = "working definition",
    .begin = begin,
    .observe = observe,
};
