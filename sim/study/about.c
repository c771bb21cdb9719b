// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/about.h"

#include "sim/base/cause.h"
#include "sim/base/file.h"
#include "sim/base/text.h"
#include "sim/input/quantity.h"
#include "sim/study/columns.h"
#include "sim/study/output.h"

#include <errno.h>
#include <math.h>

static enum op_status
cannot(const char *path, struct op_diag *diag)
{
    return op_cause_add(diag, OP_CANNOT_CREATE, path, "cannot be written", errno);
}

// What a table can be compared with: the scenario's base, else `nothing`, else the first that was
// chosen.
static int
base_among(const struct op_about *about)
{
    const struct op_study_options *options = about->options;
    int base = options->strategies[0];
    for (int i = 0; i < options->n_strategies; i++) {
        const int s = options->strategies[i];
        if (s == about->scenario->base) {
            return s;
        }
        base = s == about->scenario->nothing ? s : base;
    }
    return base;
}

static void
write_strategies(struct op_csv_out *out, const struct op_about *about)
{
    const struct op_scenario *scenario = about->scenario;
    static const char *const status[] = { "in_force", "contested", "proposed", "void" };
    const int base = base_among(about);
    (void)fputs("strategy,label_en,label_nl,is_base,is_record,lawful,legal_status\n", out->file);
    for (int i = 0; i < about->options->n_strategies; i++) {
        const int s = about->options->strategies[i];
        const struct op_strategy *strategy = &scenario->strategies[s];
        op_csv_word(out, strategy->id);
        op_csv_word(out, strategy->label.en != NULL ? strategy->label.en : strategy->id);
        op_csv_word(out, strategy->label.nl != NULL ? strategy->label.nl : strategy->id);
        op_csv_word(out, s == base ? "yes" : "no");
        op_csv_word(out, s == scenario->record ? "yes" : "no");
        op_csv_word(out, strategy->lawful ? "yes" : "no");
        op_csv_word(out, status[strategy->legal_status]);
        op_csv_end(out);
    }
}

// Is it a measure of a strategy that ran?
static bool
is_used(const struct op_about *about, int measure)
{
    const struct op_scenario *scenario = about->scenario;
    for (int i = 0; i < about->options->n_strategies; i++) {
        const struct op_strategy *strategy = &scenario->strategies[about->options->strategies[i]];
        for (int u = 0; u < strategy->n_uses; u++) {
            if (scenario->actions[strategy->uses[u].action].measure == measure) {
                return true;
            }
        }
    }
    return false;
}

static void
write_catalogue(struct op_csv_out *out, const struct op_about *about)
{
    (void)fputs("measure,label_en,label_nl,rights,cost_source\n", out->file);
    for (int m = 0; m < about->scenario->n_measures; m++) {
        const struct op_measure *measure = &about->scenario->measures[m];
        const struct op_text2 name = measure->name;
        if (!is_used(about, m)) {
            continue;
        }
        op_csv_word(out, measure->id);
        op_csv_word(out, name.en != NULL ? name.en : name.nl != NULL ? name.nl : measure->id);
        op_csv_word(out, name.nl != NULL ? name.nl : name.en != NULL ? name.en : measure->id);
        op_csv_word(out, measure->rights != NULL ? measure->rights : "");
        op_csv_word(out, measure->cost_source != NULL ? measure->cost_source : "");
        op_csv_end(out);
    }
}

// A row for each value of each set; one without values for a set that has none.
static void
write_conditions(struct op_csv_out *out, const struct op_about *about)
{
    const struct op_scenario *scenario = about->scenario;
    const struct op_schema *schema = &about->model->schema;
    (void)fputs("conditions,label_en,label_nl,is_base,made_of,parameter,value\n", out->file);
    for (int c = 0; c < about->options->n_conditions; c++) {
        const struct op_condition_set *set = &scenario->conditions[about->options->conditions[c]];
        const struct op_text2 label = set->label;
        for (int i = 0; i == 0 || i < set->n_overrides; i++) {
            const struct op_override *one = i < set->n_overrides ? &set->overrides[i] : NULL;
            char name[160] = "", value[192] = "";
            const char *group = "";
            if (one != NULL) {
                const struct op_param *row = op_schema_param_row(schema, one->param, &group);
                (void)snprintf(name, sizeof name, "%s.%s", group, row->key);
                op_dist_text(row, &one->dist, value);
            }
            op_csv_word(out, set->id);
            op_csv_word(out, label.en != NULL ? label.en : label.nl != NULL ? label.nl : set->id);
            op_csv_word(out, label.nl != NULL ? label.nl : label.en != NULL ? label.en : set->id);
            op_csv_word(out, c == 0 ? "yes" : "no");
            op_csv_word(out, set->made_of);
            op_csv_word(out, name);
            op_csv_word(out, value);
            op_csv_end(out);
        }
    }
}

static void
pair(struct op_csv_out *out, const char *key, const char *value)
{
    op_csv_word(out, key);
    op_csv_word(out, value != NULL ? value : "");
    op_csv_end(out);
}

static void
pair2(struct op_csv_out *out, const char *key, struct op_text2 text)
{
    char name[64];
    (void)snprintf(name, sizeof name, "%s_en", key);
    pair(out, name, text.en != NULL ? text.en : text.nl);
    (void)snprintf(name, sizeof name, "%s_nl", key);
    pair(out, name, text.nl != NULL ? text.nl : text.en);
}

// Which widths were asked for, and whether they were reached before the most evenings.
static void
write_until(struct op_csv_out *out, const struct op_until *until)
{
    char number[32];
    for (int t = 0; until != NULL && t < until->n_targets; t++) {
        char key[160];
        (void)snprintf(key, sizeof key, "until_%s", until->target[t].row->name);
        op_real_text(until->target[t].half_width, number);
        pair(out, key, number);
    }
    if (until != NULL && until->n_targets > 0) {
        pair(out, "until_reached", until->is_reached ? "yes" : "no");
        (void)snprintf(number, sizeof number, "%d", until->options->n_replicates);
        pair(out, "until_most", number);
    }
}

static void
write_study(struct op_csv_out *out, const struct op_about *about)
{
    static const char *const purposes[] = { "research", "exercise", "policy", "evaluation" };
    static const char *const gatherings[] = { "party", "demonstration", "football", "other" };
    const struct op_scenario *scenario = about->scenario;
    char moment[24], number[32];
    pair(out, "key", "value");
    pair2(out, "title", scenario->title);
    pair2(out, "question", scenario->question);
    pair2(out, "conditional", scenario->conditional);
    pair(out, "purpose", purposes[scenario->purpose]);
    pair(out, "gathering", gatherings[scenario->gathering]);
    op_moment_text(scenario, 0, moment);
    pair(out, "start", moment);
    op_moment_text(scenario, scenario->event_us, moment);
    pair(out, "event", moment);
    op_moment_text(scenario, scenario->end_us, moment);
    pair(out, "end", moment);
    (void)snprintf(number, sizeof number, "%d", about->n_replicates);
    pair(out, "replicates", number);
    (void)snprintf(number, sizeof number, "%llu", (unsigned long long)about->options->seed);
    pair(out, "seed", number);
    if (about->counts->n_failed > 0) {
        (void)snprintf(number, sizeof number, "%d", about->counts->n_failed);
        pair(out, "failed_replicates", number);
    }
    pair(out, "fixed_parameters", about->options->fixed_parameters ? "yes" : "no");
    pair(out, "version", about->version);
    pair(out, "tuned_on_record", scenario->tuned_on_record ? "yes" : "no");
    pair(out, "counterfactual_law", scenario->counterfactual_law);
    (void)snprintf(number, sizeof number, "%.0f", scenario->max_persons);
    pair(out, "at_most_persons", scenario->max_persons > 0 ? number : "");
    write_until(out, about->until);
    if (about->effective_share > 0) {
        op_real_text(about->effective_share, number);
        pair(out, "study", "sweep");
        pair(out, "effective_share", number);
        if (!isnan(about->reference_h)) {
            op_moment_text(scenario, llround(about->reference_h * 3.6e9), moment);
            pair(out, "reference", moment);
            op_real_text(about->reference_h, number);
            pair(out, "reference_h", number);
        }
    }
}

typedef void table_writer(struct op_csv_out *out, const struct op_about *about);

static enum op_status
write_table(const struct op_folder *folder, const char *name, table_writer *writer,
            const struct op_about *about, struct op_diag *diag)
{
    char path[4096];
    struct op_csv_out out = { .file = fopen(op_folder_file(folder, name, path), "w") };
    if (out.file == NULL) {
        return cannot(path, diag);
    }
    writer(&out, about);
    return op_cause_close(diag, out.file, path);
}

static enum op_status
copy_observed(const struct op_folder *folder, const struct op_about *about, struct op_diag *diag)
{
    const char *from = about->scenario->observed_path;
    char path[4096], block[4096];
    char why[96];
    FILE *in = from != NULL ? op_file_open(from, why) : NULL;
    if (in == NULL) {
        return from == NULL      ? OP_OK
               : errno == ENOMEM ? op_cause_add(diag, OP_NOT_FOUND, from, "cannot be opened", errno)
                                 : op_diag_add(diag, OP_NOT_FOUND, (struct op_place){ 0 },
                                               "check `observed:` in the scenario",
                                               "%s cannot be opened: %s", from, why);
    }
    FILE *out = fopen(op_folder_file(folder, "observed.csv", path), "wb");
    if (out == NULL) {
        (void)fclose(in);
        return cannot(path, diag);
    }
    size_t n = 0;
    while ((n = fread(block, 1, sizeof block, in)) > 0 && fwrite(block, 1, n, out) == n) {
    }
    const bool is_read = ferror(in) == 0;
    const int reason = errno;
    (void)fclose(in);
    const enum op_status written = op_cause_close(diag, out, path);
    return is_read ? written : op_cause_add(diag, OP_IO, from, "cannot be read", reason);
}

enum op_status
op_about_tables(const struct op_folder *folder, const struct op_about *about, struct op_diag *diag)
{
    const bool has_arms = about->model->schema.model == NULL;
    enum op_status status = OP_OK;
    if (has_arms) {
        status = op_columns_write(folder, about, diag);
    }
    if (status == OP_OK && has_arms) {
        status = write_table(folder, "strategies.csv", write_strategies, about, diag);
    }
    if (status == OP_OK && has_arms) {
        status = write_table(folder, "catalogue.csv", write_catalogue, about, diag);
    }
    if (status == OP_OK && has_arms && about->options->n_conditions > 0) {
        status = write_table(folder, "conditions.csv", write_conditions, about, diag);
    }
    if (status == OP_OK && has_arms) {
        status = write_table(folder, "study.csv", write_study, about, diag);
    }
    if (status == OP_OK) {
        status = copy_observed(folder, about, diag);
    }
    char path[4096];
    return status != OP_OK ? status
                           : op_scenario_write(about->scenario, &about->model->schema,
                                               op_folder_file(folder, "scenario.yaml", path), diag);
}
