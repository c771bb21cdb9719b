// SPDX-License-Identifier: GPL-3.0-or-later
// The resolved scenario: one YAML file without includes, with the measures and the posterior that
// it uses written out, so that a run can be repeated from it. Reading it gives the same content;
// comments, x- keys and measures that no strategy uses are left out.
#include "sim/input/resolve.h"

#include "sim/input/head.h"
#include "sim/input/owner.h"
#include "sim/input/quantity.h"
#include "sim/input/studyblock.h"
#include "sim/base/cause.h"
#include "sim/base/text.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void
write_escaped(FILE *out, const char *text)
{
    for (; *text; text++) {
        const unsigned char c = (unsigned char)*text;

        if (c == '"' || c == '\\') {
            fprintf(out, "\\%c", c);
        } else if (c < 0x20 || c == 0x7F) {
            fprintf(out, "\\x%02X", c);
        } else {
            fputc(c, out);
        }
    }
}

void
op_write_text(FILE *out, const char *text)
{
    fputc('"', out);
    write_escaped(out, text);
    fputc('"', out);
}

static void
write_entry(FILE *out, const char *key, const char *text)
{
    if (text) {
        fprintf(out, "%s: ", key);
        op_write_text(out, text);
        fputc('\n', out);
    }
}

void
op_write_text2(FILE *out, const char *key, const struct op_text2 *text)
{
    if (!text->en && !text->nl) {
        return;
    }
    fprintf(out, "%s: ", key);
    if (!text->nl) {
        op_write_text(out, text->en);
    } else {
        fputs("{ ", out);
        if (text->en) {
            fputs("en: ", out);
            op_write_text(out, text->en);
            fputs(", ", out);
        }
        fputs("nl: ", out);
        op_write_text(out, text->nl);
        fputs(" }", out);
    }
    fputc('\n', out);
}

void
op_write_duration(FILE *out, int64_t us)
{
    char text[48];

    op_quantity_text(OP_UNIT_DURATION, (double)us / 1e6, text);
    fputs(text, out);
}

void
op_write_moment(FILE *out, const struct op_scenario *scenario, int64_t us)
{
    char text[24];

    if (us % 1000000 != 0) {
        fputs("start + ", out);
        op_write_duration(out, us);
        return;
    }
    op_moment_text(scenario, us, text);
    text[10] = ' ';
    fputs(text, out);
}

void
op_write_path(FILE *out, const char *key, const struct op_kept *kept)
{
    write_entry(out, key, op_kept_name(kept, key));
}

static void
write_place(FILE *out, const struct op_scenario *scenario)
{
    const struct op_owner *owner = scenario->owner;
    const struct op_town *town = &scenario->towns[scenario->place];

    if (owner->made_up_like) {
        fputs("place: { name: ", out);
        op_write_text(out, town->name);
        fprintf(out, ", inhabitants: %.0f, like: ", owner->made_up_persons);
        op_write_text(out, owner->made_up_like);
        fputs(" }\n", out);
        return;
    }

    fputs("place: \"", out);
    write_escaped(out, town->name);
    fputs(" (", out);
    write_escaped(out, town->code);
    fputs(")\"\n", out);
}

static void
write_head(FILE *out, const struct op_scenario *scenario, const struct op_kept *kept)
{
    const struct op_owner *owner = scenario->owner;
    char text[48];

    fputs("oploop: 1\n", out);
    op_write_text2(out, "title", &scenario->title);
    op_write_text2(out, "question", &scenario->question);
    op_write_text2(out, "conditional", &scenario->conditional);
    write_entry(out, "purpose", op_purpose_words[scenario->purpose]);
    write_entry(out, "gathering", op_gathering_words[scenario->gathering]);
    write_entry(out, "counterfactual_law", scenario->counterfactual_law);
    write_entry(out, "timezone", scenario->timezone);
    fputs("start: ", out);
    op_write_moment(out, scenario, 0);
    fputs("\nevent: ", out);
    op_write_moment(out, scenario, scenario->event_us);
    fputs("\nend: ", out);
    op_write_moment(out, scenario, scenario->end_us);
    fputc('\n', out);
    write_place(out, scenario);
    fputs("population:\n  ", out);
    if (owner->places_are_common) {
        write_entry(out, "places", owner->places_name);
    } else {
        op_write_path(out, "places", kept);
    }
    if (!isinf(scenario->within_m)) {
        op_quantity_text(OP_UNIT_LENGTH, scenario->within_m, text);
        fprintf(out, "  within: %s\n", text);
    }
    if (scenario->max_persons > 0) {
        op_quantity_text(OP_UNIT_PERSONS, scenario->max_persons, text);
        fprintf(out, "  at_most: %s\n", text);
    }
    fprintf(out, "worlds: %d\nwatch_every: ", scenario->n_worlds);
    op_write_duration(out, scenario->watch_every_us);
    fputs("\nrecord_every: ", out);
    op_write_duration(out, scenario->record_every_us);
    fprintf(out, "\ntuned_on_record: %s\n", scenario->tuned_on_record ? "yes" : "no");
    if (scenario->observed_path) {
        op_write_path(out, "observed", kept);
    }
}

static void
write_values(FILE *out, const struct op_scenario *scenario, const struct op_schema *schema)
{
    for (int i = 0; i < schema->n_params; i++) {
        const char *group = "";
        const struct op_param *row = op_schema_param_row(schema, i, &group);
        char text[192];

        if (!scenario->is_set[i]) {
            continue;
        }
        op_dist_text(row, &scenario->dist[i], text);
        fprintf(out, "%s.%s: %s\n", group, row->key, text);
    }
}

static void
write_conditions(FILE *out, const struct op_scenario *scenario, const struct op_schema *schema)
{
    if (scenario->n_conditions > 0) {
        fputs("conditions:\n", out);
    }
    for (int i = 0; i < scenario->n_conditions; i++) {
        const struct op_condition_set *set = &scenario->conditions[i];

        fprintf(out, "  %s:\n", set->id);
        op_write_text2(out, "    label", &set->label);
        if (set->made_of[0]) {
            write_entry(out, "    made_of", set->made_of);
        }
        fputs(set->n_overrides > 0 ? "    parameters:\n" : "    parameters: {}\n", out);
        for (int k = 0; k < set->n_overrides; k++) {
            const char *group = "";
            const struct op_param *row =
                op_schema_param_row(schema, set->overrides[k].param, &group);
            char text[192];

            op_dist_text(row, &set->overrides[k].dist, text);
            fprintf(out, "      %s.%s: %s\n", group, row->key, text);
        }
    }
}

static void
write_posterior(FILE *out, const struct op_posterior *posterior, const struct op_schema *schema)
{
    if (posterior->n_columns == 0) {
        return;
    }
    fputs("posterior:\n  parameters:\n", out);
    for (int c = 0; c < posterior->n_columns; c++) {
        const char *group = "";
        const struct op_param *row = op_schema_param_row(schema, posterior->param[c], &group);

        fprintf(out, "    - %s.%s\n", group, row->key);
    }
    fputs("  rows:\n", out);
    for (int i = 0; i < posterior->n_rows; i++) {
        fputs("    - [", out);
        for (int c = 0; c < posterior->n_columns; c++) {
            char number[32];

            op_real_text(posterior->values[i * posterior->n_columns + c], number);
            fprintf(out, "%s%s", c > 0 ? ", " : "", number);
        }
        fputs("]\n", out);
    }
}

static void
write_happenings(FILE *out, const struct op_scenario *scenario, const struct op_schema *schema)
{
    if (scenario->n_happenings > 0) {
        fputs("happenings:\n", out);
    }
    for (int i = 0; i < scenario->n_happenings; i++) {
        const struct op_happening *happening = &scenario->happenings[i];

        fprintf(out, "  - %s: { at: ", schema->happenings[happening->kind]);
        op_write_moment(out, scenario, happening->at_us);
        if (!isnan(happening->amount)) {
            char number[48];

            op_quantity_text(OP_UNIT_PERSONS, happening->amount, number);
            fprintf(out, ", amount: %s", number);
        }
        fprintf(out, ", recorded: %s }\n", happening->recorded ? "yes" : "no");
    }
}

static void
write_vary(FILE *out, const struct op_vary *vary)
{
    fputs("    ", out);
    op_write_text(out, vary->key);
    fputs(": ", out);
    if (vary->listed) {
        for (int i = 0; i < vary->n_listed; i++) {
            fputs(i > 0 ? ", " : "[ ", out);
            op_write_text(out, vary->listed[i]);
        }
        fputs(" ]\n", out);
        return;
    }
    fputc('"', out);
    write_escaped(out, vary->from);
    fputs(" .. ", out);
    write_escaped(out, vary->to);
    if (vary->by) {
        fputs(" by ", out);
        write_escaped(out, vary->by);
    } else if (vary->n_in > 0) {
        fprintf(out, " in %d", vary->n_in);
    }
    fputs("\"\n", out);
}

static void
write_study(FILE *out, const struct op_study_block *study, const struct op_kept *kept)
{
    char number[32];

    if (study->n_vary == 0 && !study->design_from) {
        return;
    }
    fputs("study:\n", out);
    if (study->n_vary > 0) {
        fputs("  vary:\n", out);
    }
    for (int i = 0; i < study->n_vary; i++) {
        write_vary(out, &study->vary[i]);
    }
    if (study->design_from) {
        write_entry(out, "  design_from", op_kept_name(kept, "design_from"));
    }
    fprintf(out, "  design: %s\n", op_design_words[study->design]);
    if (study->n_points > 0) {
        fprintf(out, "  points: %d\n", study->n_points);
    }
    if (study->n_replicates > 0) {
        fprintf(out, "  replicates: %d\n", study->n_replicates);
    }
    if (study->effective_share > 0) {
        op_real_text(study->effective_share, number);
        fprintf(out, "  effective_share: %s\n", number);
    }
    if (study->reference) {
        write_entry(out, "  reference", study->reference);
    }
}

static void
write_all(FILE *out, const struct op_scenario *scenario, const struct op_schema *schema,
          const struct op_kept *kept)
{
    write_head(out, scenario, kept);
    write_values(out, scenario, schema);
    write_posterior(out, &scenario->posterior, schema);
    write_happenings(out, scenario, schema);
    write_conditions(out, scenario, schema);
    op_write_measures(out, scenario, schema);
    op_write_strategies(out, scenario, schema);
    fprintf(out, "base: %s\n", scenario->strategies[scenario->base].id);
    if (scenario->record >= 0) {
        fprintf(out, "record: %s\n", scenario->strategies[scenario->record].id);
    }
    write_study(out, &scenario->study, kept);
}

static enum op_status
keep_files(struct op_kept *kept, const struct op_scenario *scenario, const struct op_schema *schema,
           const char *path, struct op_diag *diag)
{
    const struct op_owner *owner = scenario->owner;
    enum op_status status = OP_OK;

    for (int i = 0; i < scenario->n_series && status == OP_OK; i++) {
        const struct op_series *series = &scenario->series[i];
        const char *key = op_schema_param_row(schema, series->param, NULL)->key;

        status = series->path ? op_keep_file(kept, path, key, series->path, diag) : OP_OK;
    }
    if (status == OP_OK && owner->places_path && !owner->places_are_common) {
        status = op_keep_file(kept, path, "places", owner->places_path, diag);
    }
    if (status == OP_OK && scenario->observed_path) {
        status = op_keep_file(kept, path, "observed", scenario->observed_path, diag);
    }
    if (status == OP_OK && scenario->study.design_from) {
        status = op_keep_file(kept, path, "design_from", scenario->study.design_from, diag);
    }
    return status;
}

static enum op_status
write_file(const struct op_scenario *scenario, const struct op_schema *schema, const char *path,
           const struct op_kept *kept, struct op_diag *diag)
{
    char *unfinished = NULL;
    FILE *out = NULL;
    enum op_status status = OP_NO_MEMORY;

    if (asprintf(&unfinished, "%s.part", path) < 0) {
        return OP_NO_MEMORY;
    }
    out = fopen(unfinished, "w");
    if (!out) {
        status = op_cause_add(diag, OP_CANNOT_CREATE, path, "cannot be created", errno);
        goto out;
    }
    if (schema->model) {
        op_write_reference(out, scenario, schema, kept);
    } else {
        write_all(out, scenario, schema, kept);
    }
    status = op_cause_close(diag, out, path);
    if (status == OP_OK && rename(unfinished, path) != 0) {
        status = op_cause_add(diag, OP_IO, path, "cannot be put under its name", errno);
    }
    if (status != OP_OK) {
        unlink(unfinished);
    }
out:
    free(unfinished);
    return status;
}

enum op_status
op_scenario_write(const struct op_scenario *scenario, const struct op_schema *schema,
                  const char *path, struct op_diag *diag)
{
    struct op_kept kept = { 0 };
    enum op_status status = keep_files(&kept, scenario, schema, path, diag);

    if (status == OP_OK) {
        status = write_file(scenario, schema, path, &kept, diag);
    }
    if (status != OP_OK) {
        op_kept_undo(&kept);
    }
    op_kept_free(&kept);
    return status;
}
