// SPDX-License-Identifier: GPL-3.0-or-later
// Needless, missed, and persons kept away though lawful: by pairing an evening with itself when
// nothing is done. An arm touches persons where a metric that some lever is listed to move
// (op_mechanism.touches) is above 0. A measure does where it came into force, moves such a lever,
// and the metric is above 0: of two measures that move one lever, both count.
#include "sim/study/paired.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const struct op_metric op_paired_metrics[OP_N_PAIRED] = {
    { "lawful_kept_away_persons", "persons", OP_WANT_LESS, 0, "lawful persons kept away",
      "rechtmatig en toch tegengehouden",
      "kept away here, and not active in the same evening when nothing is done" },
    { "needless", "1", OP_WANT_LESS, 0, "needless evening", "onnodige avond",
      "persons were kept away, banned, searched, kept in a cordon, detained or lost a lawful post "
      "though the same evening stays calm when nothing is done" },
    { "missed", "1", OP_WANT_LESS, 0, "missed evening", "gemiste avond",
      "nobody was kept away, banned, searched, kept in a cordon, detained or lost a lawful post, "
      "and "
      "the evening is not calm" },
    { "cost_eur", "EUR", OP_WANT_LESS, 0, "cost of measures", "kosten van maatregelen",
      "of every use of a measure that was carried out, by its intensity; officers on the place "
      "apart" },
};

static int
metric_index(const struct op_model *model, const char *name)
{
    for (int m = 0; m < model->n_mechanisms; m++) {
        for (int k = 0; k < model->mechanisms[m]->n_metrics; k++) {
            if (strcmp(model->mechanisms[m]->metrics[k].name, name) == 0) {
                return model->metric_first[m] + k;
            }
        }
    }
    return -1;
}

static int
by_id(const void *x, const void *y)
{
    const uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

// Persons kept away here that are not among the active when nothing is done.
static uint32_t
count_lawful(const struct op_ids *kept_away, const struct op_ids *active)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < kept_away->n; i++) {
        n += active->n == 0 ||
             bsearch(&kept_away->id[i], active->id, active->n, sizeof *active->id, by_id) == NULL;
    }
    return n;
}

static double
metric(const struct op_results *results, const struct op_arm_result *arm, const char *name)
{
    const int i = metric_index(results->model, name);
    return i < 0 ? 0 : arm->metric[i];
}

static bool
is_calm(const struct op_results *results, const struct op_arm_result *arm)
{
    return metric(results, arm, "injured_persons") == 0 &&
           metric(results, arm, "violent_persons") < 10;
}

static bool
is_touched(const struct op_results *results, const struct op_arm_result *arm)
{
    for (int m = 0; m < results->model->n_mechanisms; m++) {
        const struct op_mechanism *mechanism = results->model->mechanisms[m];
        for (int k = 0; k < mechanism->n_touches; k++) {
            if (metric(results, arm, mechanism->touches[k].metric) > 0) {
                return true;
            }
        }
    }
    return false;
}

void
op_paired_sort(struct op_arm_result *arm)
{
    if (arm->ledger.active.n > 0) {
        qsort(arm->ledger.active.id, arm->ledger.active.n, sizeof *arm->ledger.active.id, by_id);
    }
}

static double
cost_of_action(const struct op_results *results, const struct op_arm_result *arm,
               const struct op_draws *draws, int action)
{
    return arm->n_starts[action] * results->scenario->actions[action].intensity *
           draws->cost_eur[action];
}

void
op_paired_values(const struct op_results *results, const struct op_arm_result *arm,
                 const struct op_arm_result *nothing, const struct op_draws *draws,
                 double values[OP_N_PAIRED])
{
    values[0] = values[1] = values[2] = NAN;
    values[3] = 0;
    for (int a = 0; a < results->scenario->n_actions; a++) {
        values[3] += cost_of_action(results, arm, draws, a);
    }
    if (nothing != NULL) {
        values[0] = count_lawful(&arm->ledger.kept_away, &nothing->ledger.active);
        values[1] = is_touched(results, arm) && is_calm(results, nothing);
        values[2] = !is_touched(results, arm) && !is_calm(results, arm);
    }
}

// ---- measures.csv ----

// Does an action that came into force touch somebody by this lever of the whole schema?
static bool
touches_by(const struct op_results *results, const struct op_arm_result *arm, int lever)
{
    for (int m = 0; m < results->model->n_mechanisms; m++) {
        const struct op_mechanism *mechanism = results->model->mechanisms[m];
        for (int k = 0; k < mechanism->n_touches; k++) {
            if (results->model->lever_first[m] + mechanism->touches[k].lever == lever &&
                metric(results, arm, mechanism->touches[k].metric) > 0) {
                return true;
            }
        }
    }
    return false;
}

// One measure of one evening: all its uses together.
struct measure_row {
    uint32_t n_starts;
    double cost_eur;
    bool is_touching;
};

static void
add_action(const struct op_results *results, const struct op_arm_result *arm,
           const struct op_draws *draws, int action, struct measure_row *row)
{
    const struct op_action_content *content = &results->scenario->actions[action];

    row->n_starts += arm->n_starts[action];
    row->cost_eur += cost_of_action(results, arm, draws, action);
    for (int k = 0; k < content->n_moves && arm->n_starts[action] > 0; k++) {
        row->is_touching |= touches_by(results, arm, content->moves[k].lever);
    }
}

// Is it the first use in the strategy of this action, or of this measure?
static bool
is_first(const struct op_scenario *scenario, const struct op_strategy *strategy, int use,
         bool of_measure)
{
    const int action = strategy->uses[use].action;

    for (int i = 0; i < use; i++) {
        const int other = strategy->uses[i].action;
        if (of_measure ? scenario->actions[other].measure == scenario->actions[action].measure
                       : other == action) {
            return false;
        }
    }
    return true;
}

void
op_paired_header(struct op_results *results)
{
    static const char *const names[] = { "replicate", "conditions", "strategy", "measure", "starts",
                                         "cost_eur",  "touching",   "needless", "missed" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        op_csv_word(&results->measures, names[i]);
    }
    op_csv_end(&results->measures);
}

static void
write_measure(struct op_results *results, const struct op_arm_result *arm,
              const struct op_arm_result *nothing, const struct measure_row *row)
{
    struct op_csv_out *out = &results->measures;
    const bool is_needless = nothing != NULL && row->is_touching && is_calm(results, nothing);
    const bool is_missed = row->n_starts == 0 && !is_calm(results, arm);

    op_csv_whole(out, row->n_starts);
    op_csv_real(out, row->cost_eur);
    op_csv_whole(out, row->is_touching);
    op_csv_real(out, nothing == NULL ? NAN : is_needless);
    op_csv_whole(out, is_missed);
    op_csv_end(out);
}

void
op_paired_measures(struct op_results *results, const struct op_replicate *of,
                   const struct op_arm_result *arm, const struct op_arm_result *nothing,
                   const struct op_draws *draws)
{
    const struct op_scenario *scenario = results->scenario;
    const struct op_strategy *strategy = &scenario->strategies[arm->strategy];

    for (int u = 0; u < strategy->n_uses; u++) {
        const int measure = scenario->actions[strategy->uses[u].action].measure;
        struct measure_row row = { 0 };
        if (!is_first(scenario, strategy, u, true)) {
            continue;
        }
        for (int v = u; v < strategy->n_uses; v++) {
            const int action = strategy->uses[v].action;
            if (scenario->actions[action].measure == measure &&
                is_first(scenario, strategy, v, false)) {
                add_action(results, arm, draws, action, &row);
            }
        }
        op_csv_whole(&results->measures, of->replicate);
        op_csv_word(&results->measures, op_conditions_name(scenario, of->conditions));
        op_csv_word(&results->measures, strategy->id);
        op_csv_word(&results->measures, scenario->measures[measure].id);
        write_measure(results, arm, nothing, &row);
    }
}
