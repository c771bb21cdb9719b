// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/columns.h"

#include "sim/base/cause.h"
#include "sim/study/drawntable.h"
#include "sim/study/dutchnames.h"
#include "sim/study/output.h"

#include <errno.h>

static const char *
wanted_word(enum op_wanted wanted)
{
    switch (wanted) {
        case OP_WANT_LESS:
            return "less";
        case OP_WANT_MORE:
            return "more";
        case OP_WANT_NONE:
            break;
    }
    return "none";
}

static void
column(struct op_csv_out *out, const char *file, const struct op_metric *row, const char *kind,
       const char *aggregation)
{
    op_csv_word(out, file);
    op_csv_word(out, row->name);
    op_csv_word(out, row->unit);
    op_csv_word(out, kind);
    op_csv_word(out, wanted_word(row->wanted));
    op_csv_word(out, aggregation);
    if (row->observation_sd > 0) {
        op_csv_real(out, row->observation_sd);
    } else {
        op_csv_word(out, "");
    }
    op_csv_word(out, row->label_en);
    op_csv_word(out, row->label_nl);
    op_csv_word(out, row->meaning);
    op_csv_end(out);
}

// As written in parameters.csv: base units.
static const char *
base_unit(enum op_unit unit)
{
    static const char *const words[OP_UNIT_COUNT] = {
        [OP_UNIT_NONE] = "1",        [OP_UNIT_SHARE] = "share",     [OP_UNIT_DURATION] = "s",
        [OP_UNIT_RATE] = "/s",       [OP_UNIT_LENGTH] = "m",        [OP_UNIT_AREA] = "m2",
        [OP_UNIT_SPEED] = "m/s",     [OP_UNIT_PERSONS] = "persons", [OP_UNIT_EURO] = "EUR",
        [OP_UNIT_CHOICE] = "choice", [OP_UNIT_FILE] = "file",
    };
    return words[unit];
}

static bool
is_drawn(const struct op_about *about, int param)
{
    const struct op_scenario *scenario = about->scenario;
    for (int k = 0; k < scenario->posterior.n_columns; k++) {
        if (scenario->posterior.param[k] == param) {
            return true;
        }
    }
    for (int c = 0; c < op_study_n_conditions(about->options); c++) {
        const struct op_override *override =
            op_conditions_override(scenario, op_study_conditions(about->options, c), param);
        if (override != NULL && override->dist.kind != OP_DIST_FIXED) {
            return true;
        }
    }
    return op_draws_varies(about->model, scenario, param);
}

// In Dutch "menigte: tempo waarin ..."; "" where it has no such name.
static void
parameter_in_dutch(const struct op_dutch_names *dutch, const char *group, const char *key,
                   char text[400])
{
    const char *mechanism = op_dutch_name(dutch, group, "is"),
               *name = op_dutch_name(dutch, group, key);

    text[0] = '\0';
    if (mechanism != NULL && name != NULL) {
        (void)snprintf(text, 400, "%.100s: %.280s", mechanism, name);
    }
}

// What the names in parameters.csv mean, in the words of their table.
static void
parameter_columns(struct op_csv_out *out, const struct op_about *about,
                  const struct op_dutch_names *dutch)
{
    const struct op_schema *schema = &about->model->schema;
    char name[160], nl[400];

    for (int i = 0; i < schema->n_params; i++) {
        const char *group = NULL;
        const struct op_param *row = op_schema_param_row(schema, i, &group);

        (void)snprintf(name, sizeof name, "%s.%s", group, row->key);
        parameter_in_dutch(dutch, group, row->key, nl);

        const struct op_metric as_metric = { .name = name,
                                             .unit = base_unit(row->unit),
                                             .wanted = OP_WANT_NONE,
                                             .label_en = "",
                                             .label_nl = nl,
                                             .meaning = row->meaning };
        if (is_drawn(about, i)) {
            column(out, "parameters", &as_metric, "parameter", "");
        }
    }
}

static void
effect_column(struct op_csv_out *out, const struct op_measure *measure,
              const struct op_lever *lever, const struct op_dutch_names *dutch)
{
    const char *label_en = measure->name.en != NULL ? measure->name.en : measure->id;
    const char *label_nl = measure->name.nl != NULL ? measure->name.nl : label_en;
    const char *lever_nl = op_dutch_name(dutch, "levers", lever->name);
    char name[160], en[240], nl[400];

    (void)snprintf(name, sizeof name, "%s.%s", measure->id, lever->name);
    (void)snprintf(en, sizeof en, "%s: %s", label_en, lever->name);
    (void)snprintf(nl, sizeof nl, "%.200s: %.190s", label_nl,
                   lever_nl != NULL ? lever_nl : lever->name);

    const struct op_metric as_metric = { .name = name,
                                         .unit = base_unit(lever->unit),
                                         .wanted = OP_WANT_NONE,
                                         .label_en = en,
                                         .label_nl = nl,
                                         .meaning = lever->meaning };

    column(out, "parameters", &as_metric, "parameter", "");
}

// The draws of the effects of measures, by their measure and lever.
static void
effect_columns(struct op_csv_out *out, const struct op_about *about,
               const struct op_dutch_names *dutch)
{
    const struct op_scenario *scenario = about->scenario;

    for (int a = 0; a < scenario->n_actions; a++) {
        const struct op_action_content *action = &scenario->actions[a];
        const struct op_measure *measure = &scenario->measures[action->measure];

        for (int k = 0; k < action->n_moves; k++) {
            if ((action->moves[k].dist.kind != OP_DIST_FIXED ||
                 measure->enforceability.kind != OP_DIST_FIXED) &&
                !op_drawn_is_again(scenario, a, action->moves[k].lever)) {
                effect_column(out, measure,
                              op_schema_lever_row(&about->model->schema, action->moves[k].lever),
                              dutch);
            }
        }
    }
}

static void
write_columns(struct op_csv_out *out, const struct op_about *about,
              const struct op_dutch_names *dutch)
{
    const struct op_schema *schema = &about->model->schema;
    (void)
        fputs("file,column,unit,kind,wanted,aggregation,observation_sd,label_en,label_nl,meaning\n",
              out->file);
    for (int i = 0; i < schema->n_observables; i++) {
        const struct op_observable *row = op_schema_observable_row(schema, i);
        const struct op_metric as_metric = { row->name,           row->unit,     row->wanted,
                                             row->observation_sd, row->label_en, row->label_nl,
                                             row->meaning };
        column(out, "trajectories", &as_metric, "observable", row->aggregation);
    }
    for (int m = 0; m < about->model->n_mechanisms; m++) {
        for (int k = 0; k < about->model->mechanisms[m]->n_metrics; k++) {
            column(out, "outcomes", &about->model->mechanisms[m]->metrics[k], "metric", "last");
        }
    }
    for (int i = 0; i < OP_N_PAIRED; i++) {
        column(out, "outcomes", &op_paired_metrics[i], "metric", "last");
    }
    if (!about->options->fixed_parameters) {
        parameter_columns(out, about, dutch);
        effect_columns(out, about, dutch);
    }
}

enum op_status
op_columns_write(const struct op_folder *folder, const struct op_about *about, struct op_diag *diag)
{
    struct op_dutch_names dutch;
    char path[4096];
    enum op_status status = op_dutch_names_read(&dutch, about->share_dir);

    if (status == OP_OK) {
        struct op_csv_out out = { .file = fopen(op_folder_file(folder, "columns.csv", path), "w") };

        if (out.file != NULL) {
            write_columns(&out, about, &dutch);
            status = op_cause_close(diag, out.file, path);
        } else {
            status = op_cause_add(diag, OP_CANNOT_CREATE, path, "cannot be written", errno);
        }
    }
    op_dutch_names_free(&dutch);
    return status;
}
