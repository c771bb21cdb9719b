// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/output.h"

#include "sim/base/cause.h"
#include "sim/study/drawntable.h"
#include "sim/study/eventlog.h"
#include "sim/study/paired.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static enum op_status
open_file(struct op_csv_out *out, const struct op_folder *folder, const char *name,
          struct op_diag *diag)
{
    char path[4096];
    out->file = fopen(op_folder_file(folder, name, path), "w");
    out->name = name;
    if (out->file == NULL) {
        return op_cause_add(diag, OP_CANNOT_CREATE, path, "cannot be created", errno);
    }
    (void)setvbuf(out->file, NULL, _IOFBF, 1 << 16);
    return OP_OK;
}

static void
words(struct op_csv_out *out, const char *const *names)
{
    for (int i = 0; names[i] != NULL; i++) {
        op_csv_word(out, names[i]);
    }
}

// A row a replicate: the metrics of the one trajectory.
static void
final_header(struct op_results *results)
{
    op_csv_word(&results->final, "replicate");
    for (int m = 0; m < results->model->n_mechanisms; m++) {
        for (int k = 0; k < results->model->mechanisms[m]->n_metrics; k++) {
            op_csv_word(&results->final, results->model->mechanisms[m]->metrics[k].name);
        }
    }
    op_csv_end(&results->final);
}

static void
final_row(struct op_results *results, const struct op_replicate *replicate)
{
    op_csv_whole(&results->final, replicate->replicate);
    for (int i = 0; i < results->model->n_metrics; i++) {
        op_csv_real(&results->final, replicate->arm[0].metric[i]);
    }
    op_csv_end(&results->final);
    results->fingerprint =
        results->fingerprint * 0x9E3779B97F4A7C15u ^ replicate->arm[0].fingerprint;
}

bool
op_results_has_sets(const struct op_study_options *options)
{
    return op_study_n_conditions(options) > 1;
}

static struct op_drawn_table
drawn_table(const struct op_results *results)
{
    return (struct op_drawn_table){ results->model, results->scenario, results->options,
                                    op_results_has_sets(results->options), 0 };
}

static void
headers(struct op_results *results)
{
    const struct op_model *model = results->model;
    const bool has_sets = op_results_has_sets(results->options);
    const struct op_drawn_table drawn = drawn_table(results);
    op_drawn_header(&drawn, &results->parameters);
    if (model->schema.model != NULL) {
        final_header(results);
        return;
    }
    words(&results->trajectories,
          (const char *const[]){ "replicate", "conditions", "strategy", "time_h", "moment", NULL });
    for (int i = 0; i < model->schema.n_observables; i++) {
        op_csv_word(&results->trajectories, op_schema_observable_row(&model->schema, i)->name);
    }
    op_csv_end(&results->trajectories);
    words(&results->outcomes,
          (const char *const[]){ "replicate", "conditions", "strategy", "structure", NULL });
    for (int m = 0; m < model->n_mechanisms; m++) {
        for (int k = 0; k < model->mechanisms[m]->n_metrics; k++) {
            op_csv_word(&results->outcomes, model->mechanisms[m]->metrics[k].name);
        }
    }
    for (int i = 0; i < OP_N_PAIRED; i++) {
        op_csv_word(&results->outcomes, op_paired_metrics[i].name);
    }
    op_csv_end(&results->outcomes);
    op_paired_header(results);
    op_csv_word(&results->events, "replicate");
    if (has_sets) {
        op_csv_word(&results->events, "conditions");
    }
    words(&results->events, (const char *const[]){ "strategy", "time_h", "moment", "event",
                                                   "subject", "value", "actor", NULL });
    op_csv_end(&results->events);
}

enum op_status
op_results_open(struct op_results *results, const struct op_folder *folder,
                const struct op_model *model, const struct op_scenario *scenario,
                const struct op_study_options *options, struct op_diag *diag)
{
    *results = (struct op_results){ .model = model,
                                    .scenario = scenario,
                                    .folder = folder,
                                    .options = options,
                                    .events_replicate = (uint32_t)options->first_replicate };
    struct {
        struct op_csv_out *out;
        const char *name;
        bool is_wanted;
    } files[] = {
        { &results->trajectories, "trajectories.csv", model->schema.model == NULL },
        { &results->outcomes, "outcomes.csv", model->schema.model == NULL },
        { &results->measures, "measures.csv", model->schema.model == NULL },
        { &results->parameters, OP_DRAWN_TABLE, true },
        { &results->events, "events.csv", model->schema.model == NULL },
        { &results->final, "final.csv", model->schema.model != NULL },
    };
    enum op_status status = OP_OK;
    for (size_t i = 0; i < sizeof files / sizeof *files && status == OP_OK; i++) {
        if (files[i].is_wanted) {
            status = open_file(files[i].out, folder, files[i].name, diag);
        }
    }
    if (status == OP_OK) {
        headers(results);
    } else {
        enum op_status closed = op_results_close(results, diag);
        (void)closed;
    }
    return status;
}

static void
write_trajectory(struct op_results *results, const struct op_replicate *of,
                 const struct op_arm_result *arm)
{
    struct op_csv_out *out = &results->trajectories;
    const struct op_record *record = &arm->record;
    for (size_t r = 0; r < record->n_rows; r++) {
        char moment[24];
        op_moment_text(results->scenario, record->at_us[r], moment);
        op_csv_whole(out, of->replicate);
        op_csv_word(out, op_conditions_name(results->scenario, of->conditions));
        op_csv_word(out, results->scenario->strategies[arm->strategy].id);
        op_csv_real(out, (double)record->at_us[r] / 3.6e9);
        op_csv_word(out, moment);
        for (int c = 0; c < record->n_columns; c++) {
            op_csv_real(out, record->value[r * (size_t)record->n_columns + (size_t)c]);
        }
        op_csv_end(out);
    }
}

static const char *
structure_word(const struct op_results *results, const struct op_draws *draws, char word[64])
{
    const char *key = results->model->structure_key;
    const int param = key == NULL ? -1 : op_schema_param(&results->model->schema, key);
    if (param < 0) {
        return "all";
    }
    const char *group = NULL;
    const char *at = op_schema_param_row(&results->model->schema, param, &group)->choices;
    for (int i = (int)draws->param[param]; i > 0 && strchr(at, '|') != NULL; i--) {
        at = strchr(at, '|') + 1;
    }
    (void)snprintf(word, 64, "%.*s", (int)strcspn(at, "|"), at);
    return word;
}

static void
write_outcome(struct op_results *results, const struct op_replicate *of,
              const struct op_arm_result *arm, const struct op_arm_result *nothing,
              const struct op_draws *draws)
{
    struct op_csv_out *out = &results->outcomes;
    char word[64];
    op_csv_whole(out, of->replicate);
    op_csv_word(out, op_conditions_name(results->scenario, of->conditions));
    op_csv_word(out, results->scenario->strategies[arm->strategy].id);
    op_csv_word(out, structure_word(results, draws, word));
    for (int i = 0; i < results->model->n_metrics; i++) {
        op_csv_real(out, arm->metric[i]);
    }
    double paired[OP_N_PAIRED];
    op_paired_values(results, arm, nothing, draws, paired);
    for (int i = 0; i < OP_N_PAIRED; i++) {
        op_csv_real(out, paired[i]);
    }
    op_csv_end(out);
}

enum op_status
op_results_take(struct op_results *results, const struct op_replicate *replicate,
                const struct op_draws *draws)
{
    const struct op_drawn_table drawn = drawn_table(results);
    const struct op_arm_result *nothing = NULL;
    if (results->model->schema.model != NULL) {
        final_row(results, replicate);
        op_drawn_rows(&drawn, replicate, draws, &results->parameters);
        results->n_replicates++;
        return results->final.error != 0 || results->parameters.error != 0 ? OP_IO : OP_OK;
    }
    for (int i = 0; i < replicate->n_arms; i++) {
        struct op_arm_result *arm = &replicate->arm[i];
        op_paired_sort(arm);
        nothing = arm->strategy == results->scenario->nothing ? arm : nothing;
    }
    for (int i = 0; i < replicate->n_arms; i++) {
        write_trajectory(results, replicate, &replicate->arm[i]);
        write_outcome(results, replicate, &replicate->arm[i], nothing, draws);
        op_paired_measures(results, replicate, &replicate->arm[i], nothing, draws);
        if (replicate->replicate == results->events_replicate) {
            op_eventlog_write(results, replicate, &replicate->arm[i]);
        }
        results->fingerprint =
            results->fingerprint * 0x9E3779B97F4A7C15u ^ replicate->arm[i].fingerprint;
    }
    op_drawn_rows(&drawn, replicate, draws, &results->parameters);
    results->n_replicates +=
        replicate->conditions ==
        op_study_conditions(results->options, op_study_n_conditions(results->options) - 1);
    return results->trajectories.error != 0 || results->outcomes.error != 0 ||
                   results->parameters.error != 0 || results->events.error != 0 ||
                   results->measures.error != 0
               ? OP_IO
               : OP_OK;
}

static enum op_status
close_file(struct op_csv_out *out, const struct op_folder *folder, struct op_diag *diag)
{
    char path[4096];
    if (out->file == NULL) {
        return OP_OK;
    }
    int error = out->error;
    errno = 0;
    if (fclose(out->file) != 0 && error == 0) {
        error = errno != 0 ? errno : EIO;
    }
    out->file = NULL;
    return error == 0 ? OP_OK
                      : op_cause_add(diag, OP_IO, op_folder_file(folder, out->name, path),
                                     "cannot be written", error);
}

enum op_status
op_results_close(struct op_results *results, struct op_diag *diag)
{
    struct op_csv_out *const files[] = { &results->trajectories, &results->outcomes,
                                         &results->measures,     &results->parameters,
                                         &results->events,       &results->final };
    enum op_status status = OP_OK;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const enum op_status one = close_file(files[i], results->folder, diag);
        status = status == OP_OK ? one : status;
    }
    return status;
}

// ---- the same numbers for whoever writes another table ----

void
op_outcome_values(const struct op_model *model, const struct op_scenario *scenario,
                  const struct op_outcome_of *of, double *values)
{
    const struct op_results results = { .model = model, .scenario = scenario };
    double *paired = values + model->n_metrics;
    memcpy(values, of->arm->metric, (size_t)model->n_metrics * sizeof *values);
    op_paired_values(&results, of->arm, of->nothing, of->draws, paired);
}

const char *
op_outcome_structure(const struct op_model *model, const struct op_draws *draws, char word[64])
{
    const struct op_results results = { .model = model };
    return structure_word(&results, draws, word);
}
