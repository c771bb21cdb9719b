// SPDX-License-Identifier: GPL-3.0-or-later
// What a dry run says, for programs: format oploop.dry-run/1.
#include "sim/verb/dryrun.h"

#include "sim/base/json_page.h"
#include "sim/input/prospect.h"

#include <stdlib.h>

static void
moment(struct op_json_page *page, const char *key, const struct op_scenario *scenario,
       int64_t at_us)
{
    char text[24];

    op_moment_text(scenario, at_us, text);
    op_json_string(page, key, text);
}

static void
yes_or_no(struct op_json_page *page, const char *key, bool is_so)
{
    op_json_raw(page, key, is_so ? "true" : "false");
}

static void
range(struct op_json_page *page, const char *key, double value, double factor)
{
    op_json_open_line(page, key, '{');
    op_json_number(page, "value", value);
    op_json_number(page, "low", value / factor);
    op_json_number(page, "high", value * factor);
    op_json_close(page);
}

static void
estimates(struct op_json_page *page, const struct op_pilot *pilot, const struct op_dry_run *dry)
{
    struct op_dry_estimates made;

    op_dry_estimates(&made, pilot, dry);
    op_json_open(page, "estimated", '{');
    op_json_number(page, "pilot_evenings", pilot->n_done);
    range(page, "time_s", made.time_s, OP_DRY_TIME_FACTOR);
    range(page, "memory_bytes", made.memory_bytes, OP_DRY_SPACE_FACTOR);
    range(page, "disk_bytes", made.disk_bytes, OP_DRY_SPACE_FACTOR);
    op_json_close(page);
}

static void
measure(struct op_json_page *page, const struct op_scenario *scenario,
        const struct op_prospect *prospect, const struct op_dry_tally *tally)
{
    const bool can_start = prospect->never == OP_CAN_START;

    yes_or_no(page, "can_start", can_start);
    if (can_start) {
        moment(page, "not_before", scenario, prospect->from_us);
        yes_or_no(page, "at_a_moment", prospect->from_us == prospect->to_us);
    }
    op_json_number(page, "started_evenings", tally->n_started);
    if (tally->n_started > 0) {
        moment(page, "first_start", scenario, tally->first_us);
        moment(page, "last_start", scenario, tally->last_us);
    }
    op_json_number(page, "unseen_evenings", tally->n_unseen);
    op_json_number(page, "refused_evenings", tally->n_refused);
    if (tally->n_refused > 0) {
        moment(page, "first_refusal", scenario, tally->refused_us);
        op_json_string(page, "phase_of_refusal", scenario->schema->phases[tally->refused_phase]);
    }
}

static void
strategy_of(struct op_json_page *page, const struct op_pilot *pilot, const struct op_dry_run *dry,
            int arm)
{
    const struct op_scenario *scenario = dry->scenario;
    const int k = dry->study.strategies[arm];
    const struct op_strategy *strategy = &scenario->strategies[k];
    struct op_prospect *prospect = calloc((size_t)strategy->n_uses + 1, sizeof *prospect);

    op_json_open(page, NULL, '{');
    op_json_string(page, "strategy", strategy->id);
    if (scenario->record >= 0 && pilot->departed_us[arm] < scenario->end_us) {
        moment(page, "leaves_the_record", scenario, pilot->departed_us[arm]);
    }
    op_json_open(page, "measures", '[');
    if (prospect != NULL) {
        op_prospects(scenario, k, prospect);
    }
    for (int u = 0; prospect != NULL && u < strategy->n_uses; u++) {
        const int action = strategy->uses[u].action;

        op_json_open(page, NULL, '{');
        op_json_string(page, "measure", scenario->measures[scenario->actions[action].measure].id);
        measure(page, scenario, &prospect[u], &pilot->tally[arm * scenario->n_actions + action]);
        op_json_close(page);
    }
    op_json_close(page);
    op_json_close(page);
    free(prospect);
}

void
op_pilot_json(const struct op_pilot *pilot, const struct op_dry_run *dry, bool is_refused,
              FILE *out)
{
    const struct op_study_options *study = &dry->study;
    const bool has_measures = dry->set.model->schema.model == NULL;
    struct op_json_page page = { .out = out };
    char seed[24];

    (void)snprintf(seed, sizeof seed, "%llu", (unsigned long long)study->seed);
    op_json_open(&page, NULL, '{');
    op_json_string(&page, "format", "oploop.dry-run/1");
    op_json_string(&page, "scenario", dry->options->scenario);
    op_json_number(&page, "worlds", op_study_n_worlds(study, dry->scenario));
    op_json_number(&page, "persons", (double)pilot->n_persons);
    op_json_number(&page, "replicates", study->n_replicates);
    op_json_number(&page, "first_replicate", study->first_replicate);
    op_json_raw(&page, "seed", seed);
    yes_or_no(&page, "chance_only", study->fixed_parameters);
    op_json_number(&page, "points", 1);
    op_json_number(&page, "arms", study->n_strategies * op_study_n_conditions(study));
    op_json_open_line(&page, "conditions", '[');
    for (int i = 0; i < study->n_conditions; i++) {
        op_json_string(&page, NULL, op_conditions_name(dry->scenario, study->conditions[i]));
    }
    op_json_close(&page);
    op_json_number(&page, "threads", study->n_threads);
    op_json_string(&page, "results_in", dry->output);
    yes_or_no(&page, "refused_without_force", is_refused);
    estimates(&page, pilot, dry);
    op_json_open(&page, "strategies", '[');
    for (int i = 0; i < study->n_strategies && has_measures; i++) {
        strategy_of(&page, pilot, dry, i);
    }
    op_json_close(&page);
    op_json_close(&page);
}
